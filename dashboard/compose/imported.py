"""Imported series as rows of the index: which level of places a map shows, its largest places, its largest flows.

A row is read when it is looked at: naming a series, counting its places or adding it up asks nothing of the store.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from dashboard.compose.index import Index, Row
from geodata.imported import MOST_PLACES, Extent, Series

if TYPE_CHECKING:
    from dashboard.compose.series import Cut

LEVELS = ("commune", "epci", "nuts3")
"""Finest first; microdata are added up to each."""
SOUND_SHARE = 0.5
DIRECTIONS = {"out": "outbound", "in": "inbound"}


class Rows(Sequence[Row]):
    """The largest places of one side of a series, largest first, as rows between a place and a whole country."""

    def __init__(self, index: Index, extent: Extent) -> None:
        self.known = index
        self.extent = extent

    def __len__(self) -> int:
        return min(self.extent.places, MOST_PLACES)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        return _places(self.known, self.extent)[at]

    def __iter__(self) -> Iterator[Row]:
        return iter(_places(self.known, self.extent))


def extents_shown(index: Index, frontier: str, way: str, level: str = "") -> list[Extent]:
    """The sides of the imported series of a frontier in a direction, microdata at one level alone.

    That level is the one asked for; else, for each series, the finest that is legible (`legible`).
    """
    found = [one for one in _extents(index) if _is(one.series, frontier, way)]
    shown = []
    for one in found:
        levels = [other.series.level for other in found if _same(one, other)]
        wanted = level if level in levels else _default(found, one)
        if not one.pairs or one.series.level == wanted:
            shown.append(one)
    return shown


def levels_of(index: Index, frontier: str, way: str, year: str = "") -> tuple[str, ...]:
    """The levels at which the microdata of a frontier (in a year) can be shown, finest first; empty without any."""
    own = [one.series for one in _extents(index) if one.pairs and _is(one.series, frontier, way)]
    found = {series.level for series in own if series.period.startswith(year)}
    return tuple(level for level in LEVELS if level in found)


def place_level(shown: Mapping[str, "Cut | None"]) -> str:
    """The level of places of the imported series among the cuts that a map shows; empty where none is imported."""
    return next((cut.imported.level for cut in shown.values() if cut is not None and cut.imported is not None), "")


def legible(sides: Sequence[Extent]) -> bool:
    """Whether a level can be read on a map: half of the people at least are at places that count 200 or more (Insee's
    rule of caution for the census), on either side, and no side has more places than a map draws.
    """
    return all(one.sound >= SOUND_SHARE * one.workers and one.places <= MOST_PLACES for one in sides)


@lru_cache(maxsize=48)
def pairs(index: Index, series: Series) -> tuple[Row, ...]:
    """The largest flows of a series of microdata from place to place, at most MOST_PAIRS."""
    rows = index.imported.pairs(series) if index.imported is not None else []
    return tuple(_row(series, row["home"], row["work"], row) for row in rows)


def microdata(index: Index, frontier: str, way: str, level: str) -> list[Extent]:
    """How far each series of microdata of a frontier in a direction goes, at a level of places of residence."""
    found = (one for one in _extents(index) if one.pairs and one.side == "home" and one.series.level == level)
    return [one for one in found if _is(one.series, frontier, way)]


def homes(index: Index, series: Series, works: Sequence[str]) -> list[tuple[str, str, float]]:
    """The flows of a series of microdata to some places of work: home, work, people. Raises StoreError."""
    rows = index.imported.homes(series, works) if index.imported is not None else []
    return [(row["home"], row["work"], float(row["workers"])) for row in rows]


def pairs_counted(index: Index, series: Series) -> int:
    """How many flows from place to place a series has; 0 for one that is not microdata."""
    return next((one.pairs for one in _extents(index) if one.series == series), 0)


def other_end(index: Index, series: Series, side: str) -> str:
    """The place across from all places of a side: the country that the series' own total names."""
    same = (series.source, series.field, (series.frontier,), series.period)
    across = "work" if side == "home" else "home"
    for row in index.whole:
        if (row.source, row.field, row.frontiers, row.period) == same and DIRECTIONS[row.direction] == series.direction:
            return row.place(across)
    abroad = f"country:{index.frontiers[series.frontier]['neighbour']}"
    return abroad if (series.direction == "outbound") == (across == "work") else "country:FR"


def _extents(index: Index) -> tuple[Extent, ...]:
    return index.imported.extents if index.imported is not None else ()


def _is(series: Series, frontier: str, way: str) -> bool:
    return series.frontier == frontier and series.direction == DIRECTIONS[way] and series.level != "country"


def _same(one: Extent, other: Extent) -> bool:
    """Whether two are of one series and period, at whatever level and side."""
    ours, theirs = one.series, other.series
    return (ours.import_name, ours.source, ours.field, ours.period) == (
        theirs.import_name, theirs.source, theirs.field, theirs.period,
    )  # fmt: skip


def _default(found: Sequence[Extent], one: Extent) -> str:
    """The finest legible level of a series, else its coarsest."""
    same = [other for other in found if _same(one, other)]
    known = [level for level in LEVELS if any(other.series.level == level for other in same)]
    fit = [level for level in known if legible([other for other in same if other.series.level == level])]
    return next(iter([*fit, *known[::-1]]), one.series.level)


@lru_cache(maxsize=48)
def _places(index: Index, extent: Extent) -> tuple[Row, ...]:
    series, side = extent.series, extent.side
    across = other_end(index, series, side)
    rows = index.imported.places(series, side) if index.imported is not None else []
    ends = {True: lambda place: (place, across), False: lambda place: (across, place)}[side == "home"]
    return tuple(_row(series, *ends(row["place"]), row) for row in rows)


def _row(series: Series, home: str, work: str, figures: dict[str, object]) -> Row:
    workers = figures["workers"]
    return Row(
        home=home,
        work=work,
        frontiers=(series.frontier,),
        direction="out" if series.direction == "outbound" else "in",
        period=series.period,
        workers=None if workers is None or workers != workers else float(str(workers)),
        sex="",
        sector="",
        precision=str(figures["precision"]),
        status=str(figures["status"]),
        field=series.field,
        source=series.source,
        mappable=True,
        note="",
    )
