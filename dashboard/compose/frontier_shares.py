"""Broken-down figures of those who cross, by sex, sector, mode, category, age…: which they are, and their words."""

import re
from dataclasses import dataclass

from dashboard.compose.catalogue import Measure, Series, catalogue
from dashboard.compose.scope import Scope
from dashboard.compose.search import fold
from dashboard.compose.words import slug
from dashboard.format import number, percent

# How the indicators name what they are broken down by (without accents), in the order of the sheet.
KINDS = {
    "sexe": "sex",
    "secteur": "sector",
    "mode": "mode",
    "cs": "category",
    "age": "age",
    "nationalite": "nationality",
    "diplome": "degree",
}
AGE = "age"


@dataclass(frozen=True)
class Share:
    """One broken-down figure of an indicator and the series that it is a row of."""

    series: Series
    measure: Measure

    @property
    def kind(self) -> str:
        """What it is broken down by, a key of KINDS."""
        return fold(self.measure.breakdown.partition("=")[0])

    @property
    def category(self) -> str:
        """The category that it counts, in the words of the data."""
        return self.measure.breakdown.partition("=")[2]

    @property
    def group(self) -> tuple[str, ...]:
        """What figures must share to stand in one chart."""
        one, row = self.series, self.measure
        return self.kind, one.indicator, one.field, one.source, row.place, row.other_place, row.period, row.unit


def shares(scope: Scope, frontier: str) -> list[Share]:
    """The broken-down indicators of a frontier: between its two countries, or of the neighbour's commuters alone."""
    return _ordered([one for one in _every(scope) if _crosses(scope, one.measure, frontier)])


def common_shares(scope: Scope) -> list[Share]:
    """The broken-down indicators of several frontiers together: those that are of none alone."""
    frontiers = tuple(scope.index.frontiers)
    found = [one for one in _every(scope) if not any(_crosses(scope, one.measure, name) for name in frontiers)]
    return _ordered(found)


def _every(scope: Scope) -> list[Share]:
    return [
        Share(series, measure)
        for series in catalogue(scope.atlas)
        for measure in series.measures
        if "=" in measure.breakdown
    ]


def _ordered(found: list[Share]) -> list[Share]:
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.group, _rank(one)))


def _crosses(scope: Scope, measure: Measure, frontier: str) -> bool:
    row = scope.index.frontiers[frontier]
    own = {scope.index.place(name).country for name in str(row["limitrophe_france"]).split()}
    neighbour = str(row["neighbour"])
    here, there = (scope.index.place(name).country if name else "" for name in (measure.place, measure.other_place))
    return (here == neighbour and there in ("", *own)) or (here in own and there == neighbour)


def _rank(share: Share) -> tuple[float, str]:
    """Ages from the youngest; else the largest first."""
    ages = re.search(r"\d+", share.category)
    if share.kind == AGE and ages:
        return float(ages[0]) - (0.5 if share.category.startswith("<") else 0), share.category
    return -(share.measure.value or 0), share.category


def category_of(scope: Scope, share: Share) -> str:
    """A category in the page's language; one that no text names in the words of the data."""
    name = slug(share.category.replace("<", "under ").replace(">", "over "))
    return scope.words.named(f"border.category.{name}", share.category)


def value_of(scope: Scope, share: Share) -> str:
    """A value as it is written, a share with its percent sign."""
    value = share.measure.value
    if value is None:
        return scope.t("value.missing")
    if share.measure.unit == "%":
        return percent(value / 100, scope.language, share.measure.digits)
    return number(value, scope.language, share.measure.digits)


def places(scope: Scope, share: Share) -> str:
    """The two places of a figure, or its one."""
    here, there = share.measure.place, share.measure.other_place
    return scope.words.between(here, there) if there else scope.words.place(here)
