"""Reading aids below the page: sources, field, reading, caution, what is drawn and why, what is missing."""

from dashboard.compose.index import Index, Row
from dashboard.compose.series import Cut
from dashboard.compose.words import Words
from dashboard.format import pair, period, several
from dashboard.selection import Selection
from dashboard.view import Note

MOST_LEFT = 3
MOST_ASIDE = 4


def notes(
    index: Index, words: Words, selection: Selection, rows: list[Row], cut: Cut | None, left: tuple[Cut, ...], unmapped: list[str]
) -> tuple[Note, ...]:
    """The notes of a view; `rows` are all that it shows, `left` the cuts that it leaves out."""
    t = words.t
    observed = [row for row in rows if row.workers is not None]
    missing = [row for row in rows if row.status == "not-collected"]
    cited = tuple(dict.fromkeys(row.source for row in observed))
    fields = tuple(dict.fromkeys(words.field(row) for row in observed))
    found = []
    if cited:
        found.append(Note(t("note.source"), "", tuple(words.reference(source) for source in cited)))
    if fields:
        found.append(Note(t("note.field"), several(fields, words.language) + "."))
    if selection.frontier and observed and selection.direction != "entrants":
        whole = next((row for row in observed if row.levels == ("country", "country") and row.direction == "out"), None)
        if whole is not None:
            found.append(Note(t("note.reading"), words.sentence("note.reading_out", selection.frontier, whole)))
    if cut is not None:
        found.append(
            Note(t("note.series"), t("note.series_why", field=index.short_field(cut.field, words.language), period=period(cut.period, words.language), count=len(cut.rows)) + _left(index, words, left))
        )
    if len(fields) > 1:
        found.append(Note(t("note.break"), t("note.break_text")))
    if cut is not None and any(row.workers is not None and row.workers < 200 for row in cut.rows):
        found.append(Note(t("note.caution"), t("note.caution_200")))
    joint = next((row for row in observed if 1 < len(row.frontiers) < 8), None)
    if joint is not None:
        found.append(Note(t("note.joint"), t("note.joint_text", value=words.amount(joint))))
    for row in missing:
        reason = row.note if words.language == "fr" and row.note else t("fact.not_collected")
        head = t("note.missing")
        found.append(Note(head, pair(f"{words.place(row.home)} → {words.place(row.work)}", reason, words.language)))
    aside = [row for row in _aside(index, selection) if row.workers is not None]
    if aside:
        parts = [f"{words.place(row.home)} → {words.place(row.work)} {words.amount(row)}" for row in aside[:MOST_ASIDE]]
        found.append(Note(t("note.unmappable"), t("note.unmappable_text", parts=several(parts, words.language))))
    if unmapped:
        found.append(Note(t("note.unmapped"), t("note.unmapped_text", places=", ".join(unmapped))))
    if selection.frontier:
        length_note = str(index.frontiers[selection.frontier]["length_note"])
        if length_note and words.language == "fr":
            found.append(Note(t("note.length"), length_note))
    found.append(Note(t("note.base"), t("note.base_text")))
    return tuple(found)


def _aside(index: Index, selection: Selection) -> list[Row]:
    """Totals of the chosen frontier that a correction keeps off the map, largest first."""
    rows = [row for row in index.rows if row.frontiers == (selection.frontier,) and not row.mappable and not row.sex]
    return sorted(rows, key=lambda row: -(row.workers or 0))


def _left(index: Index, words: Words, left: tuple[Cut, ...]) -> str:
    if not left:
        return ""
    names = [
        f"{index.short_field(cut.field, words.language)} ({period(cut.period, words.language)}, {len(cut.rows)})" for cut in left[:MOST_LEFT]
    ]
    more = len(left) - len(names)
    if more:
        names.append(words.t("chart.others", count=more))
    return " " + words.t("note.series_left", parts=several(names, words.language))
