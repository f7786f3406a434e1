"""What both maps draw the same way: frontier lines, crossings, poles."""

from functools import lru_cache
from math import cos, radians, sin

from dashboard.compose.index import Index, Pole
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline, measured
from dashboard.compose.words import Words
from dashboard.format import number
from dashboard.text import Text
from dashboard.view import Base, Extent, FrontierLine, Mark, Point

# How far past its crossing a neighbour is named, in frame units, and how often that is halved to stay on the map.
NAME_REACH = {"metropole": 6_000, "guyane": 6_000, "saint-martin": 2_000}
HALVED = 8


def line(scope: Scope, frontier: str, lit: frozenset[str]) -> FrontierLine:
    """A frontier's line, its state and its words; faded where others are lit."""
    name = scope.words.frontier(frontier, "name")
    row = headline(scope.index, frontier, scope.way, scope.shared_period(scope.way))
    if scope.selection.frontier == frontier:
        row = scope.headline(frontier, scope.way)
    known = measured(scope.index, frontier)
    return FrontierLine(
        frontier,
        "measured" if known else "unmeasured",
        "plain" if not lit or frontier in lit else "faded",
        scope.t("map.frontier_label", name=name, value=scope.words.amount(row))
        if known
        else scope.t("map.frontier_missing", name=name),
        scope.choice_link(frontier),
        name,
    )


def crossings(index: Index, frontier: str) -> list[Point]:
    """Where flows cross a frontier, the main place first, in frame units."""
    found: list[Point] = []
    while f"crossing:{frontier}.{len(found)}" in index.anchors:
        found.append(index.anchors[f"crossing:{frontier}.{len(found)}"])
    return found


def heading(index: Index, frontier: str, way: str, order: int = 0) -> Point:
    """Unit vector in the frame (y down) at which a flow crosses, from the bearing that the atlas gives its crossing."""
    angle = radians(index.bearings[f"{frontier}.{order}"])
    return (sin(angle), -cos(angle)) if way == "out" else (-sin(angle), cos(angle))


def beyond(index: Index, frontier: str, reach: float) -> Point:
    """A point at some reach (frame units) past the main crossing, on the neighbour's side."""
    x, y = crossings(index, frontier)[0]
    dx, dy = heading(index, frontier, "out")
    return x + dx * reach, y + dy * reach


def neighbour_at(scope: Scope, frontier: str, shapes: Base, box: Extent) -> Point:
    """Where a near map names a neighbour: inside a small one that it shows whole; else past the main crossing, nearer
    where map or country end sooner.
    """
    country = shapes.shape(f"c-country:{scope.index.frontiers[frontier]['neighbour']}")
    if country is not None and box.contains(country.extent):
        return country.anchor
    reach = NAME_REACH[shapes.frame]
    points = [beyond(scope.index, frontier, reach / 2**halved) for halved in range(HALVED)]
    within = [box] if country is None else [box, country.extent]
    return next((at for at in points if all(extent.holds(at) for extent in within)), points[0])


def marks(scope: Scope, frontiers: list[str]) -> list[Mark]:
    """The poles of some frontiers, first ranks first."""
    found = [
        _mark(scope, pole, scope.index.anchors[f"pole:{pole.id}"])
        for pole in scope.index.poles
        if set(pole.frontiers) & set(frontiers)
    ]
    return sorted(found, key=lambda item: item.rank)


def _mark(scope: Scope, pole: Pole, at: Point) -> Mark:
    name, label = _said(scope.index, pole, scope.language)
    return Mark(pole.id, name, at, pole.rank, label, scope.link(place=f"pole:{pole.id}"))


@lru_cache(maxsize=256)
def _said(index: Index, pole: Pole, language: str) -> tuple[str, str]:
    """The name of a pole, and what hover, focus and screen readers get."""
    words = Words(Text(language), index)
    name = words.place(f"pole:{pole.id}")
    key, values = "map.pole_label", {"name": name, "distance": number(pole.distance_km, language)}
    if pole.population is not None:
        key = "map.pole_label_population"
        population, area = number(pole.population, language), words.area(pole.population_scope)
        values |= {"population": population, "scope": area, "year": pole.population_year}
    return name, words.t(key, **values)
