"""What indicators of interdependence rest on: published figures, how they are divided, how they are said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import everyone
from dashboard.format import number
from geodata.atlas import Atlas

EMPLOYED_SHARE, JOBS_SHARE = "part_frontaliers_actifs_occupes", "part_frontaliers_dans_emploi"
JOBS = ("emplois_pole", "salaries_prives")
COMMUTERS = ("frontaliers_entrants", "frontaliers_etrangers_tous_pays")
FRANCE, ALL_NEIGHBOURS = "country:FR", "group:voisins-8"


@dataclass(frozen=True)
class Input:
    """A published figure: what it counts in words, its amount (persons, jobs, or % where `share`), and where from."""

    what: str
    amount: float
    period: str
    field: str
    source: str
    share: bool = False


@dataclass(frozen=True)
class Indicator:
    """An indicator of a frontier for one perimeter: `value` is a share (0 to 1) or a ratio; `words` define it.

    `formula` has the actual numbers. `precision` is "derived" for our arithmetic, else that of the share as published.
    """

    id: str
    perimeter: str
    value: float
    unit: Literal["share", "ratio"]
    words: str
    formula: str
    inputs: tuple[Input, ...]
    precision: str = "derived"

    @property
    def period(self) -> str:
        """The period of its inputs, empty where their source gives none."""
        return self.inputs[0].period

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of its inputs: indicators are comparable only where these and the id are the same."""
        return tuple(dict.fromkeys(one.field for one in self.inputs))


@dataclass(frozen=True)
class Published:
    """One row of the table of indicators, without breakdown; `value` in persons, jobs or %."""

    place: str
    other: str
    period: str
    indicator: str
    value: float
    precision: str
    field: str
    source: str


@lru_cache(maxsize=4)
def published(atlas: Atlas) -> tuple[Published, ...]:
    """The rows of the table of indicators that those of interdependence may rest on, those with a value."""
    frame = atlas.indicators
    kept = frame["indicator"].str.startswith((EMPLOYED_SHARE, JOBS_SHARE, *JOBS, *COMMUTERS))
    kept &= frame["breakdown"].eq("") & frame["value"].notna()
    columns = ["place", "other_place", "period", "indicator", "value", "precision", "field", "source"]
    return tuple(Published(*row) for row in frame.loc[kept, columns].itertuples(index=False))


def indicator(
    scope: Scope,
    name: str,
    perimeter: str,
    above: Sequence[Input],
    below: Input,
    unit: Literal["share", "ratio"] = "share",
) -> Indicator:
    """The sum of some figures ÷ another, worked out here, with its formula in numbers."""
    value = sum(one.amount for one in above) / below.amount
    terms = " + ".join(number(one.amount, scope.language) for one in above)
    top = f"({terms})" if len(above) > 1 else terms
    formula = f"{top} ÷ {number(below.amount, scope.language)}"
    words = scope.t(f"interdependence.{name}.words")
    return Indicator(name, perimeter, value, unit, words, formula, (*above, below))


def as_published(scope: Scope, name: str, row: Published) -> Indicator:
    """A share that its producer worked out: there is nothing to compute, and the formula says so."""
    label = perimeter(scope, name, row.place, row.other)
    given = Input(label, row.value, row.period, row.field, row.source, share=True)
    formula = scope.t("interdependence.as_published")
    words = scope.t(f"interdependence.{name}.words")
    return Indicator(name, label, row.value / 100, "share", words, formula, (given,), row.precision)


def flow(scope: Scope, row: Row) -> Input:
    """A row of the flow table as an input."""
    what = scope.t("interdependence.flow", home=scope.words.place(row.home), work=scope.words.place(row.work))
    return Input(what, row.workers or 0, row.period, row.field, row.source)


def figure(scope: Scope, row: Published, kind: str) -> Input:
    """A row of the table of indicators as an input; `kind` says what it counts: jobs, commuters."""
    what = scope.t(f"interdependence.{kind}", place=scope.words.place(row.place))
    return Input(what, row.value, row.period, row.field, row.source)


def perimeter(scope: Scope, name: str, place: str, other: str) -> str:
    """A place, and where those it counts go to (intensity) or come from: one place, all neighbours, all countries."""
    if other in ("", ALL_NEIGHBOURS):
        return scope.t(f"interdependence.perimeter.{'neighbours' if other else 'all'}", place=scope.words.place(place))
    home, work = (place, other) if name == "intensity" else (other, place)
    return scope.t("interdependence.flow", home=scope.words.place(home), work=scope.words.place(work))


def latest(rows: Iterable[Published]) -> list[Published]:
    """The rows of the latest period of each place and other place, the latest first, then the highest."""
    rows = list(rows)
    last: dict[tuple[str, str], str] = {}
    for row in rows:
        last[row.place, row.other] = max(last.get((row.place, row.other), ""), row.period)
    kept = [row for row in rows if row.period == last[row.place, row.other]]
    return sorted(kept, key=lambda row: (row.period[:4], row.value), reverse=True)


def touching(scope: Scope, frontier: str, side: Literal["france", "neighbour"]) -> frozenset[str]:
    """Ids of the territories of one side that touch a frontier."""
    return frozenset(str(scope.index.frontiers[frontier][f"limitrophe_{side}"]).split())


def counted(row: Row) -> bool:
    """True for a number of workers of both sexes and all sectors that may be mapped."""
    return bool(row.workers) and everyone(row)


@lru_cache(maxsize=4)
def _parents(atlas: Atlas) -> dict[str, str]:
    return dict(zip(atlas.territories["id"], atlas.territories["parent"], strict=True))


def within(scope: Scope, place: str, whole: str) -> bool:
    """True when a place lies in another by the parents of the territories."""
    parents, identifier = _parents(scope.atlas), scope.index.place(place).id
    while identifier and identifier != whole:
        identifier = parents.get(identifier, "")
    return bool(identifier)
