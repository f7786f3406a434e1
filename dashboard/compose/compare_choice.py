"""Which frontiers are compared: links that add, take away and propose."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from dashboard.compose.compare_series import LEAST, Shared, chosen, shared
from dashboard.compose.scope import Scope
from dashboard.compose.words import WAYS
from dashboard.format import pair
from dashboard.view import Cell, Choices, Column, Option, Table
from geodata.crs import FRAMES, frame_of

MOST = 4


def choices(scope: Scope, frontiers: tuple[str, ...]) -> tuple[Choices, ...]:
    """Links that take each compared frontier away, and those that add another where there is room."""
    t, words = scope.t, scope.words
    taken = tuple(Option(words.frontier(one, "neighbour"), _link(scope, _without(frontiers, one))) for one in frontiers)
    rest = [one for one in scope.index.frontiers if one not in frontiers]
    added = tuple(Option(words.frontier(one, "neighbour"), _link(scope, (*frontiers, one))) for one in rest)
    found = [Choices("remove", t("compare.remove"), taken)] if taken else []
    if len(frontiers) < MOST:
        found.append(Choices("add", t("compare.add"), added))
    else:
        found.append(Choices("full", t("compare.full")))
    return tuple(found)


def ways(scope: Scope) -> Choices:
    """The direction that is compared."""
    options = tuple(
        Option(scope.t(f"filter.{name}"), scope.link(direction=name), scope.way == way) for way, name in WAYS.items()
    )
    return Choices("ways", scope.t("filter.direction"), options)


def periods(scope: Scope, found: tuple[Shared, ...], one: Shared) -> Choices:
    """The census years in which one series covers all the frontiers."""
    years = dict.fromkeys(other.period for other in found if other.field == one.field)
    options = tuple(Option(scope.words.when(year), scope.link(period=year), year == one.period) for year in years)
    return Choices("periods", scope.t("filter.period"), options)


def covered(scope: Scope, frontiers: tuple[str, ...]) -> tuple[str, ...]:
    """The most of some frontiers that one series covers; none where no two of them have one."""
    for count in range(len(frontiers) - 1, LEAST - 1, -1):
        for some in combinations(frontiers, count):
            if shared(scope.index, some, scope.way):
                return some
    return ()


def covered_link(scope: Scope, some: tuple[str, ...]) -> Choices:
    """The link that compares only these."""
    name = scope.words.neighbours(some)
    return Choices("covered", scope.t("compare.covered"), (Option(name, _link(scope, some)),))


def proposals(scope: Scope, frontier: str = "") -> Table:
    """Sets worth comparing, a row each: those that one series covers with its figures, then those that none does."""
    t = scope.t
    columns = (
        Column(t("compare.frontiers"), look="long"),
        Column(t("compare.series"), look="long"),
        Column(t("compare.figures"), look="long"),
    )
    rows = tuple(_proposal(scope, some) for some in _proposed(scope, frontier))
    return Table("proposals", t("compare.proposals"), columns, rows)


def _proposed(scope: Scope, frontier: str) -> Iterator[tuple[str, ...]]:
    every = tuple(scope.index.frontiers)
    ranked = _ranked(scope)
    if frontier:
        others = [one for one in (*ranked, *every) if one != frontier]
        pairs = [(frontier, one) for one in dict.fromkeys(others)]
        yield from sorted(pairs, key=lambda some: not shared(scope.index, some, "out"))
        return
    yield from pairwise(ranked)
    if len(ranked) > LEAST:
        yield ranked[:MOST]
    for one in (one for one in every if one not in ranked):
        near = next((other for other in reversed(ranked) if shared(scope.index, (other, one), "out")), "")
        if near:
            yield near, one
    yield from _together(scope)


def _together(scope: Scope) -> Iterator[tuple[str, ...]]:
    """Frontiers whose figures are published together only, and those of one overseas territory."""
    joint = (row.frontiers for row in scope.index.rows if 1 < len(row.frontiers) <= MOST and row.workers is not None)
    yield from (some for some in dict.fromkeys(joint) if not shared(scope.index, some, "out"))
    abroad = [one for one in scope.index.frontiers if frame_of(one) is not FRAMES["metropole"]]
    yield from (some for some in combinations(abroad, LEAST) if frame_of(some[0]) is frame_of(some[1]))


def _ranked(scope: Scope) -> tuple[str, ...]:
    """The frontiers that one series covers with the most others, largest figure first."""
    every = tuple(scope.index.frontiers)
    known = [one for some in combinations(every, LEAST) if (one := chosen(shared(scope.index, some, "out"), ""))]
    if not known:
        return ()
    series = {(one.field, one.source, one.period) for one in known}
    last = max(series, key=lambda key: (key[2], key))
    rows = {row.frontiers[0]: row.workers or 0 for one in known for row in one.rows
            if (row.field, row.source, row.period) == last}  # fmt: skip
    return tuple(sorted(rows, key=lambda one: -rows[one]))


def _proposal(scope: Scope, some: tuple[str, ...]) -> tuple[Cell, ...]:
    words, language = scope.words, scope.language
    one = chosen(shared(scope.index, some, "out"), scope.selection.period)
    head = Cell(words.neighbours(some), _link(scope, some))
    if one is None:
        return head, Cell(scope.t("compare.no_series")), Cell(scope.t("compare.own_fields"))
    row = one.rows[0]
    said = [pair(words.frontier(row.frontiers[0], "neighbour"), words.amount(row), language) for row in one.rows]
    return head, Cell(words.series(row), note=words.credit(row.source)), Cell(", ".join(said))


def _without(frontiers: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in frontiers if other != one)


def _link(scope: Scope, frontiers: tuple[str, ...]) -> str:
    return scope.link(view="comparer", frontiers=frontiers, place="", action="", series="")
