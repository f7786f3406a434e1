"""Reading aids below the page: sources, field, reading, caution, what is drawn and why, what is missing."""

from collections.abc import Iterator

from dashboard.compose.classes import CAUTION_UNDER
from dashboard.compose.imported_notes import not_drawn
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import number, pair, period, several
from dashboard.view import Note

MOST_LEFT = 3
MOST_ASIDE = 4


def notes(
    scope: Scope, rows: list[Row], cut: Cut | None, left: tuple[Cut, ...], unmapped: list[str]
) -> tuple[Note, ...]:
    """The notes of a view; `rows` are all that it shows, `left` the cuts that it leaves out."""
    observed = [row for row in rows if row.workers is not None]
    return (
        *_origins(scope, observed),
        *_reading(scope, observed),
        *(_series(scope, cut, left) if cut is not None else ()),
        *not_drawn(scope),
        *_cautions(scope, observed, cut),
        *_missing(scope, rows),
        *_off_the_map(scope, unmapped),
        *_ground(scope),
    )


def _origins(scope: Scope, observed: list[Row]) -> Iterator[Note]:
    cited = dict.fromkeys(row.source for row in observed)
    fields = dict.fromkeys(scope.words.field(row) for row in observed)
    if cited:
        yield Note(scope.t("note.source"), "", tuple(scope.words.reference(source) for source in cited))
    if fields:
        yield Note(scope.t("note.field"), several(fields, scope.language) + ".")


def _reading(scope: Scope, observed: list[Row]) -> Iterator[Note]:
    """The headline of the chosen frontier, put as a sentence."""
    if not scope.selection.frontier or scope.way == "in":
        return
    whole = next((row for row in observed if row.levels == ("country", "country") and row.direction == "out"), None)
    if whole is not None:
        text = scope.words.sentence("note.reading_out", scope.selection.frontier, whole)
        yield Note(scope.t("note.reading"), text)


def _series(scope: Scope, cut: Cut, left: tuple[Cut, ...]) -> Iterator[Note]:
    """Which cut the map draws, why, and which it leaves out."""
    places = number(cut.places, scope.language)
    text = scope.t("note.series_why", field=_field(scope, cut), period=_period(scope, cut), count=places)
    if left:
        names = [
            f"{_field(scope, other)} ({_period(scope, other)}, {number(other.places, scope.language)})"
            for other in left[:MOST_LEFT]
        ]
        if len(left) > MOST_LEFT:
            names.append(scope.t("chart.others", count=len(left) - MOST_LEFT))
        text += " " + scope.t("note.series_left", parts=several(names, scope.language))
    yield Note(scope.t("note.series"), text)


def _field(scope: Scope, cut: Cut) -> str:
    return scope.index.short_field(cut.field, scope.language)


def _period(scope: Scope, cut: Cut) -> str:
    return period(cut.period, scope.language)


def _cautions(scope: Scope, observed: list[Row], cut: Cut | None) -> Iterator[Note]:
    if len({row.field for row in observed}) > 1:
        yield Note(scope.t("note.break"), scope.t("note.break_text"))
    if cut is not None and any(row.workers is not None and row.workers < CAUTION_UNDER for row in cut.rows):
        yield Note(scope.t("note.caution"), scope.t("note.caution_200"))
    joint = next((row for row in observed if 1 < len(row.frontiers) < 8), None)
    if joint is not None:
        yield Note(scope.t("note.joint"), scope.t("note.joint_text", value=scope.words.amount(joint)))


def _missing(scope: Scope, rows: list[Row]) -> Iterator[Note]:
    """Why the figures of the chosen frontiers, or of all, are missing; the reasons are data, in French."""
    chosen = set(scope.selection.frontiers or scope.index.frontiers)
    for row in rows:
        if row.status == "not-collected" and chosen & set(row.frontiers):
            reason = row.note if scope.language == "fr" and row.note else scope.t("fact.not_collected")
            yield Note(scope.t("note.missing"), pair(_way(scope, row), reason, scope.language))


def _off_the_map(scope: Scope, unmapped: list[str]) -> Iterator[Note]:
    aside = [f"{_way(scope, row)} {scope.words.amount(row)}" for row in _aside(scope)[:MOST_ASIDE]]
    if aside:
        text = scope.t("note.unmappable_text", parts=several(aside, scope.language))
        yield Note(scope.t("note.unmappable"), text)
    if unmapped:
        yield Note(scope.t("note.unmapped"), scope.t("note.unmapped_text", places=", ".join(unmapped)))


def _aside(scope: Scope) -> list[Row]:
    """Totals of the chosen frontier that a correction keeps off the map, largest first."""
    own = [row for row in scope.index.rows if row.frontiers == (scope.selection.frontier,) and not row.sex]
    kept_off = [row for row in own if not row.mappable and row.workers is not None]
    return sorted(kept_off, key=lambda row: -(row.workers or 0))


def _way(scope: Scope, row: Row) -> str:
    return f"{scope.words.place(row.home)} → {scope.words.place(row.work)}"


def _ground(scope: Scope) -> Iterator[Note]:
    if scope.selection.frontier and scope.language == "fr":
        other = str(scope.index.frontiers[scope.selection.frontier]["length_note"])
        if other:
            yield Note(scope.t("note.length"), other)
    yield Note(scope.t("note.base"), scope.t("note.base_text"))
