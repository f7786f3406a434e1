"""Which rows a view shows: the headline of a frontier, and its finest cut. One series at a time, never mixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.compose.imported import Rows, extents_shown, microdata
from dashboard.compose.index import EVERY_NEIGHBOUR, Index, Row
from geodata.imported import Series

# The census, and its narrower field of 2010 and 2015.
CENSUS, NARROW = "rp-france-metropolitaine", "rp-zones-frontalieres"
# With fewer places a cut says hardly more than its total.
LEAST_PLACES = 3


@dataclass(frozen=True)
class Cut:
    """A series broken down by places of one side (home or work), for one period.

    Of an imported series `rows` are the largest places, read when they are looked at; `extent` counts all of them:
    how many places, and people where they may be added up.
    """

    side: str
    level: str
    field: str
    source: str
    period: str
    rows: Sequence[Row]
    parts: tuple[Row, ...] = ()
    imported: Series | None = None
    extent: tuple[int, float] = (0, 0.0)

    @property
    def id(self) -> str:
        """What names it in a query string: of an imported series whatever the level, for that is chosen apart."""
        return f"{self.field}.{self.side}.{self.source if self.imported else self.level}"

    @property
    def places(self) -> int:
        """How many places it has, those included that `rows` leave out."""
        return self.extent[0] or len(self.rows)

    @property
    def total(self) -> float:
        """Sum of the places of this one series."""
        return self.extent[1] or sum(row.workers or 0 for row in self.rows)

    def goes_with(self, other: "Cut | None") -> bool:
        """Whether two are the sides of one imported series at one level, whose flows go from place to place."""
        return other is not None and self.imported is not None and self.imported == other.imported


@lru_cache(maxsize=1024)
def headline(index: Index, frontier: str, way: str, period: str = "") -> Row | None:
    """The broadest figure of a frontier in a direction: the census of the period asked for, else the latest.

    An imported figure leads where none is published. Rows of several frontiers count only where the frontier has none
    of its own; a not-collected row is the last resort.
    """
    rows = [row for row in index.of(frontier, way) if whole(row)]
    if way == "in":
        rows = rows or [row for row in index.of(frontier, way) if _broad(row)]
    observed = [row for row in rows if row.workers is not None] or _imported_whole(index, frontier, way)
    if period:
        observed = [row for row in observed if row.period == period and (way == "in" or row.field == CENSUS)]
    if observed:
        return max(observed, key=lambda row: (row.field == CENSUS, row.period, row.workers))
    joint = [row for row in index.rows if frontier in row.frontiers and row.direction == way and _together(row)]
    joint = [row for row in joint if not period or row.period == period]
    if joint:
        return max(joint, key=lambda row: row.period)
    missing = [row for row in index.of(frontier, way) if row.status != "observed"]
    if measured(index, frontier):
        missing = [row for row in missing if not period or row.period in ("", period)]
    return missing[0] if missing else None


@lru_cache(maxsize=64)
def grand_total(index: Index, way: str, period: str = "") -> Row | None:
    """The figure published for the eight neighbours and the whole of France together, never that of a region."""
    side = 0 if way == "out" else 1
    rows = [row for row in index.rows if len(row.frontiers) == EVERY_NEIGHBOUR and row.direction == way]
    rows = [row for row in rows if row.levels[side] == "country" and everyone(row) and row.workers is not None]
    rows = [row for row in rows if not period or row.period == period]
    return max(rows, key=lambda row: (row.field == CENSUS, row.period), default=None)


def everyone(row: Row) -> bool:
    """True for a figure of all who cross, not of one sex or sector, that may be mapped."""
    return not row.sex and not row.sector and row.mappable


def whole(row: Row) -> bool:
    """True for such a figure between two whole countries."""
    return row.levels == ("country", "country") and everyone(row)


def _broad(row: Row) -> bool:
    return row.levels[0] == "country" and everyone(row) and row.workers is not None


def _together(row: Row) -> bool:
    """True for the census of a whole country across several frontiers: that of one region would say too little."""
    return row.joint and row.field == CENSUS and "country" in row.levels and everyone(row) and row.workers is not None


@lru_cache(maxsize=4)
def periods(index: Index) -> tuple[str, ...]:
    """Periods of the census figures by country, latest first."""
    found = {row.period for row in index.rows if whole(row) and row.field == CENSUS and row.workers is not None}
    return tuple(sorted(found, reverse=True))


def _imported_whole(index: Index, frontier: str, way: str) -> list[Row]:
    own = [row for row in index.whole if row.frontiers == (frontier,) and row.direction == way]
    return [row for row in own if row.workers is not None]


@lru_cache(maxsize=64)
def cuts(index: Index, frontier: str, way: str, level: str = "") -> tuple[Cut, ...]:
    """Every cut of a frontier in a direction, best first: three places at least, latest year, most places.

    Imported microdata stand at one level of places (`imported.extents_shown`); one that is asked for comes first.
    """
    groups: dict[tuple[str, str, str, str, str], list[Row]] = {}
    for row in index.of(frontier, way):
        home, work = row.levels
        if row.sector or not row.mappable or (home == "country") == (work == "country"):
            continue
        side, place_level = ("work", work) if home == "country" else ("home", home)
        if place_level == "group":
            continue
        groups.setdefault((side, place_level, row.field, row.source, row.period), []).append(row)
    found = []
    for (side, place_level, field, source, period), rows in groups.items():
        totals = {row.place(side): row for row in rows if row.sex == ""}
        if sum(row.workers is not None for row in totals.values()) < 2:
            continue
        ordered = tuple(sorted(totals.values(), key=lambda row: -(row.workers or 0)))
        parts = tuple(row for row in rows if row.sex)
        found.append(Cut(side, place_level, field, source, period, ordered, parts))
    found += _imported_cuts(index, frontier, way, level)
    asked = {cut.id for cut in found if level and cut.imported is not None and cut.imported.level == level}
    return tuple(sorted(found, key=lambda cut: (cut.id in asked, *_rank(cut)), reverse=True))


def _imported_cuts(index: Index, frontier: str, way: str, level: str) -> Iterator[Cut]:
    for extent in extents_shown(index, frontier, way, level):
        series = extent.series
        # Places without any people known, all secret or not collected, are no map.
        if extent.places > 1 and extent.workers:
            counted = (extent.places, extent.workers if extent.pairs else 0.0)
            known = (extent.side, series.level, series.field, series.source, series.period)
            yield Cut(*known, Rows(index, extent), imported=series, extent=counted)


def fullest(index: Index, frontier: str, way: str, level: str) -> Series | None:
    """The imported microdata that a measure rests on: of the latest period, and where imports share it the one that
    counts most people, for one that leaves flows out counts fewer; of equal ones the first by name.
    """
    found = sorted(microdata(index, frontier, way, level), key=lambda one: one.series.import_name)
    best = max(found, key=lambda one: (one.series.period, one.workers), default=None)
    return best.series if best is not None else None


def _rank(cut: Cut) -> tuple[bool, str, int, str]:
    return cut.places >= LEAST_PLACES, cut.period[:4], cut.places, cut.period


def choose(found: tuple[Cut, ...], side: str) -> Cut | None:
    """The best cut of a side."""
    return next((cut for cut in found if cut.side == side), None)


@lru_cache(maxsize=64)
def measured(index: Index, frontier: str) -> bool:
    """True when any figure counts workers across a frontier in either direction."""
    return any(
        frontier in row.frontiers and len(row.frontiers) < EVERY_NEIGHBOUR and row.workers is not None and row.mappable
        for row in (*index.rows, *index.whole)
    )
