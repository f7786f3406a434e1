"""Key figures: outbound, inbound, the finest cut and the published length; of a chosen place, its own first."""

from dashboard.compose.index import Index, Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, measured
from dashboard.format import capital, number, pair
from dashboard.view import Fact


def facts(scope: Scope, cut: Cut | None) -> tuple[Fact, ...]:
    """The facts of a frontier, or of all; a chosen place comes first."""
    chosen = [_place(scope, cut)] if scope.selection.place else []
    if scope.selection.frontier:
        return (*chosen, *_frontier(scope, cut))
    if scope.selection.frontiers:
        rows = {frontier: scope.headline(frontier, scope.way) for frontier in scope.selection.frontiers}
        counted = {frontier: row.workers or 0 for frontier, row in rows.items() if row is not None}
        # Missing ones last: a slide has room for the first three.
        largest = sorted(rows, key=lambda frontier: -counted.get(frontier, 0))
        return (*chosen, *(headline_fact(scope, frontier, scope.way) for frontier in largest))
    return (*chosen, *_overview(scope))


def row_of(index: Index, cut: Cut | None, place: str) -> Row | None:
    """The row of a place in a cut, by any of its ids."""
    if cut is None:
        return None
    return next((row for row in cut.rows if index.place(row.place(cut.side)).id == place), None)


def _frontier(scope: Scope, cut: Cut | None) -> list[Fact]:
    frontier, words = scope.selection.frontier, scope.words
    found = [headline_fact(scope, frontier, way) for way in ("out", "in")]
    if scope.way == "in":
        found.reverse()
    if cut is not None:
        text = scope.t(f"fact.cut_{cut.side}", count=number(cut.places, scope.language))
        total = number(cut.total, scope.language)
        tone = "out" if scope.way == "out" else "in"
        found.append(Fact(total, tone, text, words.series(cut.rows[0]), (words.credit(cut.source),)))  # type: ignore[arg-type]
    length = scope.index.lengths.get(frontier)
    if length is not None:
        name = str(scope.index.frontiers[frontier]["length_source"])
        note = pair(scope.t("fact.length_note"), scope.index.sources[name].producer, scope.language)
        value = words.length(length)
        found.append(Fact(value, "ink", scope.t("fact.length"), note, (words.credit(name),)))
    return found


def headline_fact(scope: Scope, frontier: str, way: str) -> Fact:
    """The headline of a frontier in a direction (out, in); a missing one with the reason why."""
    row = scope.headline(frontier, way)
    text = scope.words.sentence(f"fact.{way}", frontier, row)
    if row is not None and row.workers is not None:
        return counted(scope, row, scope.t("fact.joint") if row.joint else text)
    told = row.note if row is not None and scope.language == "fr" else ""
    reason = capital(told) or scope.t("fact.not_collected")
    return Fact(
        scope.words.amount(row), "missing", text, reason, (scope.words.credit(row.source),) if row is not None else ()
    )


def counted(scope: Scope, row: Row, text: str) -> Fact:
    """A figure that was read, with its series and source."""
    note = scope.words.series(row)
    tone = "out" if row.direction == "out" else "in"
    return Fact(scope.words.amount(row), tone, text, note, (scope.words.credit(row.source),))  # type: ignore[arg-type]


def _overview(scope: Scope) -> list[Fact]:
    ways = ("in", "out") if scope.way == "in" else ("out", "in")
    totals = ((way, scope.total(way)) for way in ways)
    found = [counted(scope, row, scope.t(f"fact.{way}_all")) for way, row in totals if row]
    unmeasured = sum(not measured(scope.index, frontier) for frontier in scope.index.frontiers)
    return [*found, Fact(str(unmeasured), "ink", scope.t("fact.unmeasured"), scope.t("fact.not_collected"))]


def _place(scope: Scope, cut: Cut | None) -> Fact:
    name = scope.words.place(scope.selection.place)
    row = row_of(scope.index, cut, scope.selection.place)
    if row is not None:
        return counted(scope, row, name)
    pole = next((pole for pole in scope.index.poles if scope.selection.place == f"pole:{pole.id}"), None)
    if pole is not None and pole.population is not None:
        text = scope.t("fact.population", name=name)
        note = f"{scope.words.area(pole.population_scope)}, {pole.population_year}"
        source = (scope.words.credit(pole.population_source),)
        return Fact(number(pole.population, scope.language), "ink", text, note, source)
    return Fact(scope.t("value.missing"), "missing", name, scope.t("map.covered"))
