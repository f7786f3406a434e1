"""What may be compared: one series (field, source) in one period that has a figure for each of some frontiers."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from dashboard.compose.index import Index, Row
from dashboard.compose.series import CENSUS, whole

# So few frontiers compare, and so few periods make a line.
LEAST, LEAST_PERIODS = 2, 2


@dataclass(frozen=True)
class Shared:
    """A field, a source and a period with the rows that they give, one a frontier, in the order asked for."""

    field: str
    source: str
    period: str
    rows: tuple[Row, ...]

    @property
    def widest(self) -> float:
        """The largest figure, in workers."""
        return max(row.workers or 0 for row in self.rows)


@lru_cache(maxsize=1024)
def shared(index: Index, frontiers: tuple[str, ...], way: str) -> tuple[Shared, ...]:
    """Every series and period that covers all of some frontiers (two or more) in a direction, the census first, then
    the latest; none for fewer than two.
    """
    if len(frontiers) < LEAST:
        return ()
    found = [_observed(index, frontier, way) for frontier in frontiers]
    keys = [key for key in found[0] if all(key in rows for rows in found)]
    series = [Shared(*key, tuple(rows[key] for rows in found)) for key in keys]
    return tuple(sorted(series, key=lambda one: (one.field == CENSUS, one.period), reverse=True))


def _observed(index: Index, frontier: str, way: str) -> dict[tuple[str, str, str], Row]:
    """The observed figures of a frontier alone between whole countries, by field, source and period; undated ones
    compare with nothing.
    """
    found: dict[tuple[str, str, str], Row] = {}
    for row in index.of(frontier, way):
        if whole(row) and row.workers is not None and row.period:
            found.setdefault((row.field, row.source, row.period), row)
    return found


def chosen(found: tuple[Shared, ...], period: str) -> Shared | None:
    """The series of the period asked for, else the first."""
    return next((one for one in found if one.period == period), next(iter(found), None))


@lru_cache(maxsize=256)
def segments(index: Index, frontiers: tuple[str, ...]) -> tuple[tuple[Shared, ...], ...]:
    """Stretches of time, in order, in which one field of one producer covers all of some frontiers in two periods or
    more: an index is reckoned within one and never goes over to the next.
    """
    found = {(one.field, _producer(index, one), one.period): one for one in reversed(shared(index, frontiers, "out"))}
    points = sorted(found, key=lambda key: (key[2], key[0], key[1]))
    alone = [key for key in points if sum(other[:2] == key[:2] for other in points) < LEAST_PERIODS]
    kept = [key for key in points if key not in alone]
    stretches = [tuple(found[key] for key in keys) for _, keys in groupby(kept, key=lambda key: key[:2])]
    return tuple(stretch for stretch in stretches if len(stretch) >= LEAST_PERIODS and _based(stretch))


def _producer(index: Index, one: Shared) -> str:
    return index.sources[one.source].producer


def _based(stretch: tuple[Shared, ...]) -> bool:
    """A base of zero has no index."""
    return all(row.workers for row in stretch[0].rows)
