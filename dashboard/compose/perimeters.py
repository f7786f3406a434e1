"""Where the members of cooperations lie: the territories that are shaded, where members are known units."""

from functools import lru_cache

from dashboard.compose.base import base, outlines
from dashboard.compose.cooperations import Cooperation
from dashboard.compose.index import Index
from dashboard.compose.scope import Scope
from dashboard.view import Fill, Ramp
from geodata.atlas import Atlas

# Finest first. A state is a member without being the perimeter, except where it has no parts.
LEVELS = (("commune", "epci"), ("nuts3",), ("region", "land"), ("country",))
UNDIVIDED = ("country:LU", "country:MC", "country:AD", "country:MF", "country:SX")
MOST_NAMED = 4
MOST_CLASSES = 3


@lru_cache(maxsize=4)
def parts(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Ids of the NUTS 3 territories in each region or land."""
    parents = dict(zip(atlas.territories["id"], atlas.territories["parent"], strict=True))
    levels = dict(zip(atlas.territories["id"], atlas.territories["level"], strict=True))
    found: dict[str, list[str]] = {}
    for place, level in levels.items():
        above = parents[place]
        while level == "nuts3" and above:
            found.setdefault(above, []).append(place)
            above = parents.get(above, "")
    return {place: tuple(names) for place, names in found.items()}


def perimeter(scope: Scope, item: Cooperation) -> tuple[str, ...]:
    """Ids of the finest member territories on each side; a region stands for its parts. Empty where none is known."""
    index = scope.index
    sides: dict[str, list[str]] = {}
    for place in item.places:
        sides.setdefault(index.place(place).country, []).append(place)
    return tuple(dict.fromkeys(unit for places in sides.values() for unit in _finest(scope.atlas, index, places)))


def _finest(atlas: Atlas, index: Index, places: list[str]) -> list[str]:
    known = [index.place(place).id for place in places if not place.startswith("pole:")]
    for levels in LEVELS:
        own = [place for place in known if place.partition(":")[0] in levels]
        if levels == ("country",):
            own = [place for place in own if place in UNDIVIDED and len(places) == 1]
        if own:
            return [part for place in own for part in parts(atlas).get(place, (place,))]
    return []


def claims(scope: Scope, items: tuple[Cooperation, ...]) -> dict[str, list[Cooperation]]:
    """The territories of some cooperations, each with those that it belongs to; larger ones first, to lie lowest."""
    found: dict[str, list[Cooperation]] = {}
    for item in items:
        for place in perimeter(scope, item) if item.on_map else ():
            found.setdefault(place, []).append(item)
    return dict(sorted(found.items(), key=lambda pair: not pair[0].startswith(("nuts3", "country"))))


def member_ramp(scope: Scope, items: tuple[Cooperation, ...]) -> Ramp | None:
    """The classes by how many cooperations claim a territory: one, two, three and more; None where all have one."""
    most = max((len(owners) for owners in claims(scope, items).values()), default=0)
    limits = tuple(str(count) for count in range(2, min(most, MOST_CLASSES) + 1))
    title, note = scope.t("poles.legend.gect"), scope.t("poles.legend.gect_note")
    return Ramp(title, note, limits, len(limits) + 1) if limits else None


def member_fills(scope: Scope, items: tuple[Cooperation, ...], frame: str, frontier: str = "") -> tuple[Fill, ...]:
    """The territories of some cooperations that have a shape in a frame, by the classes of their ramp."""
    ramp = member_ramp(scope, items)
    found = []
    for place, owners in claims(scope, items).items():
        style = ramp.styles[min(len(owners), ramp.steps) - 1] if ramp is not None else "r3"
        search = scope.link(cooperation=owners[0].id, place="") if len(owners) == 1 < len(items) else ""
        found.append(shaded(scope, place, style, _label(scope, place, owners), frame, frontier, search))
    return tuple(fill for fill in found if fill is not None)


def shaded(
    scope: Scope, place: str, style: str, label: str, frame: str, frontier: str = "", search: str = ""
) -> Fill | None:
    """A territory shaded on a map of a frame, with its own outline where the base holds none; None without shape."""
    if base(scope.atlas, frame, frontier).shape(f"t-{place}") is not None:
        return Fill(place, style, label, search)
    own = next((shape for shape in outlines(scope.atlas).get((frame, "full"), ()) if shape.id == place), None)
    return Fill(place, style, label, search, outline=own) if own is not None else None


def _label(scope: Scope, place: str, owners: list[Cooperation]) -> str:
    names = scope.words.several([item.name for item in owners], MOST_NAMED)
    return scope.t("poles.member_of", place=scope.words.place(place), names=names)
