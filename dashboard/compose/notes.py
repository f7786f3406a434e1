"""Reading aids below the page: sources, field, reading, caution, what is drawn and why, what is missing."""

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import pair, period, several
from dashboard.view import Note

MOST_LEFT = 3
MOST_ASIDE = 4


def notes(
    scope: Scope, rows: list[Row], cut: Cut | None, left: tuple[Cut, ...], unmapped: list[str]
) -> tuple[Note, ...]:
    """The notes of a view; `rows` are all that it shows, `left` the cuts that it leaves out."""
    t = scope.t
    observed = [row for row in rows if row.workers is not None]
    missing = [row for row in rows if row.status == "not-collected"]
    cited = tuple(dict.fromkeys(row.source for row in observed))
    fields = tuple(dict.fromkeys(scope.words.field(row) for row in observed))
    found = []
    if cited:
        found.append(Note(t("note.source"), "", tuple(scope.words.reference(source) for source in cited)))
    if fields:
        found.append(Note(t("note.field"), several(fields, scope.language) + "."))
    if scope.selection.frontier and observed and scope.selection.direction != "entrants":
        whole = next((row for row in observed if row.levels == ("country", "country") and row.direction == "out"), None)
        if whole is not None:
            found.append(
                Note(t("note.reading"), scope.words.sentence("note.reading_out", scope.selection.frontier, whole))
            )
    if cut is not None:
        found.append(
            Note(
                t("note.series"),
                t(
                    "note.series_why",
                    field=scope.index.short_field(cut.field, scope.language),
                    period=period(cut.period, scope.language),
                    count=len(cut.rows),
                )
                + _left(scope, left),
            )
        )
    if len(fields) > 1:
        found.append(Note(t("note.break"), t("note.break_text")))
    if cut is not None and any(row.workers is not None and row.workers < 200 for row in cut.rows):
        found.append(Note(t("note.caution"), t("note.caution_200")))
    joint = next((row for row in observed if 1 < len(row.frontiers) < 8), None)
    if joint is not None:
        found.append(Note(t("note.joint"), t("note.joint_text", value=scope.words.amount(joint))))
    for row in missing:
        reason = row.note if scope.language == "fr" and row.note else t("fact.not_collected")
        head = t("note.missing")
        found.append(
            Note(head, pair(f"{scope.words.place(row.home)} → {scope.words.place(row.work)}", reason, scope.language))
        )
    aside = [row for row in _aside(scope) if row.workers is not None]
    if aside:
        parts = [
            f"{scope.words.place(row.home)} → {scope.words.place(row.work)} {scope.words.amount(row)}"
            for row in aside[:MOST_ASIDE]
        ]
        found.append(Note(t("note.unmappable"), t("note.unmappable_text", parts=several(parts, scope.language))))
    if unmapped:
        found.append(Note(t("note.unmapped"), t("note.unmapped_text", places=", ".join(unmapped))))
    if scope.selection.frontier:
        length_note = str(scope.index.frontiers[scope.selection.frontier]["length_note"])
        if length_note and scope.language == "fr":
            found.append(Note(t("note.length"), length_note))
    found.append(Note(t("note.base"), t("note.base_text")))
    return tuple(found)


def _aside(scope: Scope) -> list[Row]:
    """Totals of the chosen frontier that a correction keeps off the map, largest first."""
    rows = [
        row
        for row in scope.index.rows
        if row.frontiers == (scope.selection.frontier,) and not row.mappable and not row.sex
    ]
    return sorted(rows, key=lambda row: -(row.workers or 0))


def _left(scope: Scope, left: tuple[Cut, ...]) -> str:
    if not left:
        return ""
    names = [
        f"{scope.index.short_field(cut.field, scope.language)} ({period(cut.period, scope.language)}, {len(cut.rows)})"
        for cut in left[:MOST_LEFT]
    ]
    more = len(left) - len(names)
    if more:
        names.append(scope.t("chart.others", count=more))
    return " " + scope.t("note.series_left", parts=several(names, scope.language))
