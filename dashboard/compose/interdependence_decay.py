"""Distance decay by pole: how near to it those live who cross the frontier to work there, of imported microdata."""

from dataclasses import dataclass
from functools import lru_cache
from math import hypot, inf

from dashboard.compose.imported import homes
from dashboard.compose.index import Index, Pole, index, with_communes
from dashboard.compose.interdependence_inputs import Indicator, Input, indicator
from dashboard.compose.scope import Scope
from dashboard.compose.search import plain
from dashboard.compose.series import fullest
from geodata.atlas import Atlas
from geodata.crs import frame_of
from geodata.imported import CAUTION, Series

RINGS_KM = (10, 20, 30)
"""The communes near a frontier are those within 30 km of it: one that is not among them is farther from its poles."""
MOST_POLES = 3


@dataclass(frozen=True)
class Reach:
    """The people who cross a frontier to work in a pole: all of them, and those who live within each of RINGS_KM."""

    pole: str
    series: Series
    people: float
    within: tuple[float, ...]


def decay(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters of a pole who live within 10, 20 and 30 km of it ÷ all residents of France who work in its commune.

    The cumulative shares that a decay with distance is read from, as the crow flies from a point of the commune of
    residence. Only of microdata by commune, whose figures are sums of one field, source and period: the `fullest`. The
    largest poles, none that counts fewer than CAUTION people. A commune that was merged since the vintage is not known
    near the frontier any more, and counts as far. Raises StoreError.
    """
    found = []
    for reach in reaches(scope.atlas, frontier):
        name = scope.words.place(f"pole:{reach.pole}")
        # Weights sum to fractions of people; the formula is said in people.
        whole = _input(reach, scope.t("interdependence.pole", pole=name), reach.people)
        for km, people in zip(RINGS_KM, reach.within, strict=True):
            label = scope.t("interdependence.ring", pole=name, km=str(km))
            found.append(indicator(scope, "decay", label, [_input(reach, label, people)], whole))
    return found


@lru_cache(maxsize=24)
def reaches(atlas: Atlas, frontier: str) -> tuple[Reach, ...]:
    """The poles beyond a frontier that count most, largest first; none without microdata. Raises StoreError."""
    known = index(atlas)
    series = fullest(known, frontier, "out", "commune")
    if series is None:
        return ()
    works = _works(known, frontier)
    communes = with_communes(atlas, frontier)
    counted: dict[Pole, list[tuple[float, float]]] = {pole: [] for pole in works.values()}
    for home, work, people in homes(known, series, list(works)) if works else ():
        counted[works[work]].append((people, distance_km(communes, works[work], home)))
    found = [
        Reach(
            pole.id,
            series,
            sum(people for people, _ in rows),
            tuple(sum(people for people, km in rows if km <= ring) for ring in RINGS_KM),
        )
        for pole, rows in counted.items()
    ]
    found.sort(key=lambda one: (-one.people, one.pole))
    return tuple(one for one in found if one.people >= CAUTION)[:MOST_POLES]


def has_decay(atlas: Atlas, frontier: str) -> bool:
    """Whether `reaches` finds any pole: as a rule without its communes and its question to the store, for a pole is
    among the largest places of work. Raises StoreError.
    """
    known = index(atlas)
    series = fullest(known, frontier, "out", "commune")
    if series is None or known.imported is None:
        return False
    largest = {row["place"]: row["workers"] or 0 for row in known.imported.places(series, "work")}
    if any(largest.get(work, 0) >= CAUTION for work in _works(known, frontier)):
        return True
    return min(largest.values(), default=0) >= CAUTION and bool(reaches(atlas, frontier))


def _works(known: Index, frontier: str) -> dict[str, Pole]:
    """The poles beyond a frontier by the commune that imported flows lead to."""
    near = [pole for pole in known.poles if pole.nearest_frontier == frontier]
    return {work: pole for pole in near if (work := _commune(known, pole))}


def distance_km(communes: Index, pole: Pole, place: str) -> float:
    """From a point of a commune to a pole, in km; infinite where the commune is not among those near the frontier."""
    anchor = communes.anchors.get(f"territory:{communes.place(place).id}")
    if anchor is None:
        return inf
    x, y = communes.anchors[f"pole:{pole.id}"]
    return hypot(anchor[0] - x, anchor[1] - y) * frame_of(pole.nearest_frontier).unit_m / 1000


def _input(reach: Reach, what: str, people: float) -> Input:
    return Input(what, round(people), reach.series.period, reach.series.field, reach.series.source)


def _commune(known: Index, pole: Pole) -> str:
    """The commune abroad of a pole's name, as imported flows lead to it; empty where none has that name."""
    place, abroad = known.place(f"pole:{pole.id}"), _abroad(known)
    return next((code for name in (place.name, place.name_fr) if (code := abroad.get((pole.country, plain(name))))), "")


@lru_cache(maxsize=2)
def _abroad(known: Index) -> dict[tuple[str, str], str]:
    """Country and name, as compared, → the code of a commune abroad."""
    names = known.imported.names if known.imported is not None else {}
    return {(code.partition(":")[2][:2], plain(name)): code for code, name in names.items()}
