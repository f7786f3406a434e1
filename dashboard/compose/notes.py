"""Reading aids below the page: sources, field, reading, caution, what is drawn and why, what is missing."""

from collections.abc import Iterator, Mapping

from dashboard.compose.imported_notes import not_drawn
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import capital, number, pair, period, several
from dashboard.selection import MAP
from dashboard.view import Note

MOST_LEFT = 3
MOST_ASIDE = 4


def notes(
    scope: Scope,
    rows: list[Row],
    cut: Cut | None,
    left: tuple[Cut, ...],
    unmapped: list[str],
    mapped: tuple[Cut, ...] = (),
) -> tuple[Note, ...]:
    """The notes of a view; `rows` are all that it shows, `mapped` the cuts that its map draws, `left` those that it
    leaves out.
    """
    observed = [row for row in rows if row.workers is not None]
    return (
        *origins(scope, rows),
        *_reading(scope, observed),
        *another_period(scope, headline_periods(scope)),
        *(_series(scope, cut, mapped, left) if cut is not None else ()),
        *not_drawn(scope),
        *_cautions(scope, observed, cut),
        *_missing(scope, rows),
        *_off_the_map(scope, unmapped),
        *_ground(scope),
    )


def origins(scope: Scope, rows: list[Row]) -> Iterator[Note]:
    """The sources and fields of what is shown; of a view without any figure the sources that were searched for one."""
    observed = [row for row in rows if row.workers is not None]
    cited = dict.fromkeys(row.source for row in observed or rows)
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


def headline_periods(scope: Scope) -> dict[str, str]:
    """The period of each headline shown, by what it counts: chosen frontiers, else the total on the map, or all."""
    chosen = scope.selection.frontiers
    if chosen or scope.selection.view != MAP:
        asked = chosen or scope.index.frontiers
        return frontier_periods(scope, {name: scope.headline(name, scope.way) for name in asked})
    total = scope.total(scope.way)
    shown = scope.shared_period("out") if scope.way == "out" else total.period if total is not None else ""
    return {scope.t("rail.total"): shown} if shown else {}


def frontier_periods(scope: Scope, rows: Mapping[str, Row | None]) -> dict[str, str]:
    """The period of each figure that was read, by the neighbour's name; `rows` by frontier."""
    known = {name: row for name, row in rows.items() if row is not None and row.workers is not None}
    return {scope.words.frontier(name, "neighbour"): row.period for name, row in known.items()}


def another_period(scope: Scope, shown: Mapping[str, str], one: str = "") -> Iterator[Note]:
    """What stands in for the period asked for; `shown` are the periods of the figures shown, by what they count, `one`
    that of the one series that covers all frontiers.
    """
    asked = scope.selection.period
    if not asked:
        return
    other = [
        scope.t("note.dated", name=name, period=scope.words.when(moment))
        for name, moment in shown.items()
        if moment[:4] != asked[:4]
    ]
    head, said = scope.t("filter.period"), period(asked, scope.language)
    if other:
        yield Note(head, scope.t(f"note.no_period_{scope.way}", asked=said, parts=several(other, scope.language)))
    if one and one[:4] != asked[:4]:
        yield Note(head, scope.t("note.no_period_one", asked=said, shown=period(one, scope.language)))


def _series(scope: Scope, cut: Cut, mapped: tuple[Cut, ...], left: tuple[Cut, ...]) -> Iterator[Note]:
    """Which cuts the map draws and why, which one only the chart shows, and which are left out."""
    told = []
    if mapped:
        told.append(scope.t("note.series_map", series=_named(scope, mapped)))
        if not scope.selection.period and not scope.selection.series:
            told.append(scope.t("note.series_why"))
    if cut not in mapped:
        told.append(scope.t("note.series_chart", series=_named(scope, (cut,))))
    if left:
        names = [
            f"{_field(scope, other)} ({_period(scope, other)}, {number(other.places, scope.language)})"
            for other in left
        ]
        told.append(scope.t("note.series_left", parts=scope.words.several(names, MOST_LEFT)))
    yield Note(scope.t("note.series"), " ".join((told[0], *map(capital, told[1:]))))


def _named(scope: Scope, cuts: tuple[Cut, ...]) -> str:
    named = (
        scope.t(
            "note.series_named",
            field=_field(scope, cut),
            period=_period(scope, cut),
            count=number(cut.places, scope.language),
        )
        for cut in cuts
    )
    return several(named, scope.language)


def _field(scope: Scope, cut: Cut) -> str:
    return scope.index.short_field(cut.field, scope.language)


def _period(scope: Scope, cut: Cut) -> str:
    return period(cut.period, scope.language)


def _cautions(scope: Scope, observed: list[Row], cut: Cut | None) -> Iterator[Note]:
    if len({row.field for row in observed}) > 1:
        yield Note(scope.t("note.break"), scope.t("note.break_text"))
    if cut is not None and any(row.caution for row in cut.rows):
        yield Note(scope.t("note.caution"), scope.t("note.caution_200"))
    chosen = set(scope.selection.frontiers or scope.index.frontiers)
    joint = next((row for row in observed if row.joint and chosen & set(row.frontiers)), None)
    if joint is not None:
        yield Note(scope.t("note.joint"), scope.t("note.joint_text", value=scope.words.amount(joint)))
    elif scope.selection.frontier:
        yield from _joint_since(scope, scope.selection.frontier)


def _joint_since(scope: Scope, frontier: str) -> Iterator[Note]:
    """The figure of several neighbours together that is later than the one of this frontier alone: the list of
    frontiers shows that one, the title this.
    """
    words, own = scope.words, scope.headline(frontier, "out")
    if own is None or scope.way == "in":
        return
    since = [
        row
        for row in scope.index.rows
        if row.joint and frontier in row.frontiers and row.field == own.field and row.period > own.period
    ]
    for row in since[:1]:
        said = {"names": words.neighbours(row.frontiers), "value": words.amount(row), "period": words.period(row)}
        text = scope.t("note.joint_since", **said, shown=words.period(own))
        yield Note(scope.t("note.caution"), text, (words.reference(row.source),))


def _missing(scope: Scope, rows: list[Row]) -> Iterator[Note]:
    """Why the figures of the chosen frontiers, or of all, are missing."""
    chosen = set(scope.selection.frontiers or scope.index.frontiers)
    for row in rows:
        if row.status == "not-collected" and chosen & set(row.frontiers):
            yield missing_note(scope, row)


def missing_note(scope: Scope, row: Row) -> Note:
    """Why one figure is missing."""
    text = pair(scope.words.between(row.home, row.work), scope.words.reason(row), scope.language)
    return Note(scope.t("note.missing"), text)


def _off_the_map(scope: Scope, unmapped: list[str]) -> Iterator[Note]:
    words = scope.words
    aside = [f"{words.between(row.home, row.work)} {words.amount(row)}" for row in _aside(scope)[:MOST_ASIDE]]
    if aside:
        text = scope.t("note.unmappable_text", parts=several(aside, scope.language))
        yield Note(scope.t("note.unmappable"), text)
    if unmapped:
        yield Note(scope.t("note.unmapped"), scope.t("note.unmapped_text", places=", ".join(unmapped)))


def _aside(scope: Scope) -> list[Row]:
    """Totals of the chosen frontier that a correction keeps off the map, largest first."""
    frontier = scope.selection.frontier
    rows = (*scope.index.of(frontier, "out"), *scope.index.of(frontier, "in"))
    kept_off = [row for row in rows if not row.sex and not row.mappable and row.workers is not None]
    return sorted(kept_off, key=lambda row: -(row.workers or 0))


def _ground(scope: Scope) -> Iterator[Note]:
    if scope.selection.frontier and scope.language == "fr":
        other = str(scope.index.frontiers[scope.selection.frontier]["length_note"])
        if other:
            yield Note(scope.t("note.length"), other)
    yield Note(scope.t("note.base"), scope.t("note.base_text"))
