"""Every series of the atlas: the rows of one field and source, of the flow table or of one indicator."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from dashboard.compose.index import Index, Row, index
from geodata.atlas import Atlas

FLOWS = "flows"
# Fields whose figures nothing can be compared with: one is unknown, the other counts nobody.
ALONE = ("non-precise", "non-mesure")


@dataclass(frozen=True)
class Measure:
    """One row of the table of indicators."""

    place: str
    other_place: str
    period: str
    breakdown: str
    value: float | None
    unit: str
    precision: str
    status: str
    note: str

    @property
    def digits(self) -> int:
        """The decimals that its value was read with."""
        return len(repr(self.value or 0.0).partition(".")[2].removesuffix("0"))


@dataclass(frozen=True)
class Counted:
    """What is known of an imported series of measures, whose rows are read when they are asked for."""

    rows: int
    missing: int
    periods: tuple[str, ...]
    precisions: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Series:
    """A series: `indicator` is "flows" for workers across a frontier; its rows are flows or measures, or `counted`."""

    indicator: str
    field: str
    source: str
    rows: tuple[Row, ...] = ()
    measures: tuple[Measure, ...] = ()
    counted: Counted | None = None

    @property
    def id(self) -> str:
        """What names it in a query string."""
        imported = ".import" if self.counted is not None else ""
        return f"{self.indicator}.{self.field}.{self.source}{imported}"

    @property
    def all(self) -> tuple[Row | Measure, ...]:
        """Its rows of either kind."""
        return self.rows or self.measures

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Its periods, earliest first; rows without any are left out."""
        if self.counted is not None:
            return self.counted.periods
        return tuple(sorted({row.period for row in self.all if row.period}))

    @cached_property
    def frontiers(self) -> frozenset[str]:
        """The frontiers that its flows cross; an indicator is about places, not frontiers."""
        return frozenset(frontier for row in self.rows for frontier in row.frontiers)

    @cached_property
    def precisions(self) -> tuple[str, ...]:
        """How its figures are known, each once."""
        if self.counted is not None:
            return self.counted.precisions
        return tuple(dict.fromkeys(row.precision for row in self.all if row.precision))

    @property
    def count(self) -> int:
        """How many rows it has."""
        return self.counted.rows if self.counted is not None else len(self.all)

    @property
    def missing(self) -> int:
        """How many of its rows say that there is no figure."""
        if self.counted is not None:
            return self.counted.missing
        return sum(row.status != "observed" for row in self.all)


@lru_cache(maxsize=4)
def catalogue(atlas: Atlas) -> tuple[Series, ...]:
    """All series of an atlas, those of flows first, by field in the order of the fields, then by source."""
    known = index(atlas)
    found = [*_of_flows(known), *_of_indicators(atlas), *_of_imports(atlas)]
    order = {field: n for n, field in enumerate(known.fields)}
    found.sort(key=lambda one: (one.indicator != FLOWS, one.indicator, order.get(one.field, len(order)), one.source))
    return tuple(found)


def _of_flows(known: Index) -> list[Series]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in known.rows:
        groups.setdefault((row.field, row.source), []).append(row)
    return [Series(FLOWS, field, source, rows=tuple(rows)) for (field, source), rows in groups.items()]


def _of_indicators(atlas: Atlas) -> list[Series]:
    groups: dict[tuple[str, str, str], list[Measure]] = {}
    for row in atlas.indicators.itertuples():
        groups.setdefault((row.indicator, row.field, row.source), []).append(measure(row))
    return [Series(*key, measures=tuple(measures)) for key, measures in groups.items()]


def measure(row: Any) -> Measure:
    """A row of the table of indicators, as itertuples gives it."""
    value = None if pd.isna(row.value) else float(row.value)
    return Measure(
        row.place, row.other_place, row.period, row.breakdown, value, row.unit, row.precision, row.status, row.note
    )


def _of_imports(atlas: Atlas) -> list[Series]:
    """The imported series of indicators; one that the tables publish too stands twice, by another id."""
    if atlas.measured is None:
        return []
    return [
        Series(
            row.indicator,
            row.field,
            row.source,
            counted=Counted(int(row.rows), int(row.missing), tuple(row.periods.split()), tuple(row.precisions.split())),
        )
        for row in atlas.measured.itertuples(index=False)
    ]


def comparable(series: Series, others: tuple[Series, ...]) -> int:
    """How many other series a series may be set beside: those that count the same of the same field."""
    if series.field in ALONE:
        return 0
    return _alike(others)[series.indicator, series.field] - 1


@lru_cache(maxsize=4)
def _alike(all_series: tuple[Series, ...]) -> Counter[tuple[str, str]]:
    """How many series count the same of one field."""
    return Counter((series.indicator, series.field) for series in all_series)
