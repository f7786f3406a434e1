"""Ties between poles: institutional ones by memberships in common, functional ones by figures with both ends known."""

from collections.abc import Iterable
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from dashboard.compose.cooperations import Cooperation
from dashboard.compose.features import heading
from dashboard.compose.index import Pole, Row
from dashboard.compose.places import place_point
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.view import Caption, Flow, Tie
from geodata.crs import frame_of
from geodata.places import FRENCH

EARTH_KM = 6371.0
MOST_FLOWS = 6
Pair = tuple[str, str]


def pairs(items: Iterable[Cooperation]) -> dict[Pair, list[Cooperation]]:
    """The pairs of poles (ids, in order) that belong together to some cooperations, with these."""
    found: dict[Pair, list[Cooperation]] = {}
    for item in items:
        if item.on_map:
            for first, second in combinations(sorted(item.poles), 2):
                found.setdefault((first, second), []).append(item)
    return found


def distance_km(first: Pole, second: Pole) -> float:
    """Great-circle distance between two poles, in km (sphere of 6,371 km: within 0.5 % of the ellipsoid)."""
    lat, other = radians(first.lat), radians(second.lat)
    rise, turn = other - lat, radians(second.lon - first.lon)
    return 2 * EARTH_KM * asin(sqrt(sin(rise / 2) ** 2 + cos(lat) * cos(other) * sin(turn / 2) ** 2))


def across(first: Pole, second: Pole) -> bool:
    """True when two poles lie in different countries: Guyane and Saint-Martin are France's."""
    return first.country != second.country and not {first.country, second.country} <= {*FRENCH}


def institutional(scope: Scope, items: Iterable[Cooperation], shown: set[str], frame: str) -> list[Tie]:
    """A tie for each pair of shown poles of a frame that are members of the same cooperations."""
    poles = {pole.id: pole for pole in scope.index.poles if frame_of(pole.nearest_frontier).name == frame}
    found = []
    for (first, second), shared in pairs(items).items():
        if {first, second} <= shown and {first, second} <= poles.keys():
            found.append(_institutional(scope, poles[first], poles[second], shared))
    return found


def _institutional(scope: Scope, first: Pole, second: Pole, shared: list[Cooperation]) -> Tie:
    anchors, place = scope.index.anchors, scope.words.place
    label = scope.t(
        "poles.tie_institutional",
        first=place(f"pole:{first.id}"),
        second=place(f"pole:{second.id}"),
        distance=number(distance_km(first, second), scope.language),
        names=", ".join(item.name for item in shared),
    )
    alone = len(shared) == 1
    search = scope.link(cooperation=shared[0].id, place="") if alone else scope.link(place=f"pole:{first.id}")
    return Tie(
        f"{first.id}.{second.id}",
        "institutional",
        anchors[f"pole:{first.id}"],
        anchors[f"pole:{second.id}"],
        label,
        search,
        "plain" if alone else "strong",
    )


def areas(scope: Scope, pole: Pole) -> dict[str, int]:
    """The places that stand for a pole, finest first: itself, its commune or zone of the same name, its territory."""
    own = {f"pole:{pole.id}": 0, f"zone:{pole.id}": 1}
    name = scope.index.place(f"pole:{pole.id}").name
    for place in scope.index.places.values():
        if place.id.startswith(("commune:", "epci:")) and place.name == name and place.country == pole.country:
            own[place.id] = 1
    return own | {scope.index.place(pole.territory).id: 2}


def commuters(scope: Scope, pole: Pole) -> list[Row]:
    """The figures of a pole's area as home or as place of work, both sexes and all sectors: latest first."""
    own = areas(scope, pole)
    place = scope.index.place
    rows = [
        row
        for row in scope.index.rows
        if row.sex == "" and row.sector == "" and (place(row.home).id in own or place(row.work).id in own)
    ]
    return sorted(rows, key=lambda row: (row.period, row.workers or 0), reverse=True)


def functional(scope: Scope, rows: list[Row]) -> list[Tie]:
    """The figures of one series, the latest of a pole, whose two ends are on the map: workers, from home to work."""
    return [tie for row in located(scope, rows) if (tie := _functional(scope, row)) is not None]


def located(scope: Scope, rows: list[Row]) -> list[Row]:
    """The largest rows of the first series whose rows have both ends on the map."""
    known = [row for row in rows if row.workers is not None and row.mappable and _ends(scope, row) is not None]
    series = {(row.field, row.source, row.period) for row in known[:1]}
    chosen = [row for row in known if (row.field, row.source, row.period) in series]
    return sorted(chosen, key=lambda row: -(row.workers or 0))[:MOST_FLOWS]


def _ends(scope: Scope, row: Row) -> tuple[tuple[float, float], tuple[float, float]] | None:
    if "country" in row.levels or not row.alone:
        return None
    home, work = place_point(scope.index, row.home), place_point(scope.index, row.work)
    return (home, work) if home and work and home != work else None


def _functional(scope: Scope, row: Row) -> Tie | None:
    ends = _ends(scope, row)
    if ends is None:
        return None
    words = scope.words
    home, work = (scope.index.place(place).label(scope.language) for place in (row.home, row.work))
    way = f"{home} → {work}"
    return Tie(
        f"{row.home}.{row.work}", "functional", *ends, words.flow_label(way, row), name=way, value=words.amount(row)
    )


def tie_captions(ties: Iterable[Tie], note: str) -> list[Caption]:
    """The figure of each functional tie, at its head; `note` is the field and period that they share."""
    return [
        Caption("value", tie.name, tie.end, tie.value, note, tone="out") for tie in ties if tie.kind == "functional"
    ]


def one_sided(scope: Scope, rows: list[Row]) -> Row | None:
    """The first figure between a place on the map and a whole country: what is known where no pair is published."""
    return next((row for row in rows if row.workers is not None and row.mappable and _located(scope, row)), None)


def _located(scope: Scope, row: Row) -> bool:
    side = "home" if row.levels[1] == "country" else "work"
    return (row.levels.count("country") == 1 and row.alone) and (place_point(scope.index, row.place(side)) is not None)


def area_flow(scope: Scope, row: Row) -> Flow:
    """A figure between a place and a whole country as a flow across their frontier."""
    side = "home" if row.levels[1] == "country" else "work"
    at, place = place_point(scope.index, row.place(side)), scope.index.place(row.place(side))
    name = place.label(scope.language)
    return Flow(
        id=f"{row.frontiers[0]}.{place.id}",
        frontier=row.frontiers[0],
        direction="out" if row.direction == "out" else "in",
        workers=row.workers or 0,
        heading=heading(scope.index, row.frontiers[0], row.direction),
        crossing=None,
        origin=at if side == "home" else None,
        destination=at if side == "work" else None,
        style="tint" if row.about else "solid",
        name=name,
        value=scope.words.amount(row),
        label=scope.words.flow_label(name, row),
        field=row.field,
        source=row.source,
    )
