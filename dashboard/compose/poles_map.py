"""The map of the urban systems: poles by size and kind, memberships between them, flows across the frontiers."""

from dataclasses import dataclass, replace

from dashboard.compose.base import base, extent, framed, window
from dashboard.compose.cooperations import Cooperation
from dashboard.compose.features import NAME_REACH, beyond, line, neighbour_at
from dashboard.compose.frontier_flows import frontier_flows
from dashboard.compose.index import Pole
from dashboard.compose.legends import frontier_legend
from dashboard.compose.overview_map import overview_map
from dashboard.compose.poles_legend import poles_legend
from dashboard.compose.poles_marks import marks
from dashboard.compose.poles_ties import institutional, tie_captions
from dashboard.compose.scope import Scope
from dashboard.compose.series import choose
from dashboard.view import Caption, Extent, Fill, Flow, FrontierLine, Inset, Legend, MapScene, Tie
from geodata.crs import FRAMES, frame_of

# Around chosen poles, the least width of a map.
LEAST_KM = {"metropole": 120, "guyane": 300, "saint-martin": 16}
MARGIN = 1.3
# Flows give way to the network: the widest is so many times thinner than on the map of flows.
THINNER = 2.4
INSET_EDGE = 0.12


def systems_map(scope: Scope, poles: list[Pole], items: tuple[Cooperation, ...], flowing: bool = True) -> MapScene:
    """The scene of the chosen frontier, or of all with insets overseas: these poles, their ties by these cooperations,
    and the flows across unless institutional ties alone were asked for or it is not `flowing`.
    """
    flowing = flowing and scope.selection.tie != "institutional"
    if scope.selection.frontier:
        return _frontier(scope, poles, items, flowing)
    lit = frozenset(scope.selection.frontiers)
    whole = overview_map(scope, lit)
    flows = whole.flows if flowing else ()
    captions = whole.captions if flows else (*_waters(whole), *_neighbours(scope, scope.metropolitan, "metropole"))
    wedge = whole.legend.wedge if flows else None
    scene = replace(
        _with(scope, whole, poles, items),
        flows=flows,
        widest=THINNER * max((flow.workers for flow in flows if flow.scaled), default=0.0),
        captions=(*captions, *_systems(scope, poles)),
        insets=tuple(_inset(scope, inset, poles, items) for inset in whole.insets),
        alt=_alt(scope, poles),
    )
    return replace(scene, legend=poles_legend(scope, scene, Legend(wedge=wedge, states=whole.legend.states)))


@dataclass(frozen=True)
class Drawn:
    """What a sheet draws: ties, territories shaded, flows; `note` is the field and period of those that count."""

    ties: tuple[Tie, ...] = ()
    fills: tuple[Fill, ...] = ()
    flows: tuple[Flow, ...] = ()
    note: str = ""


def around(scope: Scope, frontier: str, poles: list[Pole], drawn: Drawn) -> MapScene:
    """The scene around some poles and what is drawn, in the frame and the shapes of a frontier."""
    frame = frame_of(frontier).name
    near = [pole for pole in poles if frame_of(pole.nearest_frontier).name == frame]
    points = [scope.index.anchors[f"pole:{pole.id}"] for pole in near]
    points += [end for tie in drawn.ties for end in (tie.start, tie.end)]
    points += [end for flow in drawn.flows for end in (flow.origin, flow.destination) if end is not None]
    shaded = [extent for fill in drawn.fills if (extent := _extent(scope, fill, frame)) is not None]
    box = framed(FRAMES[frame], shaded, points, LEAST_KM, MARGIN)
    lines = _lines(scope, frame, box)
    neighbours = _neighbours(scope, [item.frontier for item in lines], frame, box)
    scene = MapScene(
        base=base(scope.atlas, frame, frontier),
        extent=box,
        fills=drawn.fills,
        lines=lines,
        flows=drawn.flows,
        marks=marks(scope, near),
        captions=(*tie_captions(drawn.ties, drawn.note), *neighbours),
        alt=_alt(scope, near),
        ties=drawn.ties,
        widest=THINNER * max((flow.workers for flow in drawn.flows), default=0.0),
    )
    legend = frontier_legend(scope, None, (), (), drawn.flows, drawn.note)
    return _named_once(replace(scene, legend=poles_legend(scope, scene, legend)))


def _named_once(scene: MapScene) -> MapScene:
    """A pole of the name of a flow's end keeps its ring only."""
    named = {flow.name for flow in scene.flows}
    return replace(scene, marks=tuple(replace(mark, named=mark.name not in named) for mark in scene.marks))


def _frontier(scope: Scope, poles: list[Pole], items: tuple[Cooperation, ...], flowing: bool) -> MapScene:
    frontier = scope.selection.frontier
    frame = frame_of(frontier).name
    shown = {side: choose(scope.cuts(frontier), side) for side in SIDES}
    drawn = frontier_flows(scope, shown)
    flows = drawn.flows if flowing else ()
    points = [scope.index.anchors[f"pole:{pole.id}"] for pole in poles]
    points += [end for flow in flows for end in (flow.origin, flow.destination) if end is not None]
    box = extent(scope.atlas, frontier, tuple(points))
    named = {flow.name for flow in flows}
    captions = [caption for caption in _neighbours(scope, [frontier], frame, box) if caption.text not in named]
    scene = MapScene(
        base=base(scope.atlas, frame, frontier),
        extent=box,
        lines=_lines(scope, frame, box),
        flows=flows,
        widest=THINNER * max((flow.workers for flow in flows if flow.scaled), default=0.0),
        captions=(*captions, *_systems(scope, poles)),
        alt=_alt(scope, poles),
    )
    scene = _with(scope, scene, poles, items)
    legend = frontier_legend(scope, None, (), (), flows, drawn.series, counted=drawn.counted)
    return _named_once(replace(scene, legend=poles_legend(scope, scene, legend)))


SIDES = ("work", "home")


def _with(scope: Scope, scene: MapScene, poles: list[Pole], items: tuple[Cooperation, ...]) -> MapScene:
    """A scene with the poles of its frame and their ties."""
    frame = scene.base.frame
    near = [pole for pole in poles if frame_of(pole.nearest_frontier).name == frame]
    shown = {pole.id for pole in near}
    ties = institutional(scope, items, shown, frame) if scope.selection.tie != "functional" else []
    return replace(scene, marks=marks(scope, near), ties=tuple(ties))


def _inset(scope: Scope, inset: Inset, poles: list[Pole], items: tuple[Cooperation, ...]) -> Inset:
    """An inset with its poles; one too near its edge would stand on its title or its frame."""
    box = inset.scene.extent
    side, top = box.width * INSET_EDGE, box.height * INSET_EDGE
    within = [pole for pole in poles if frame_of(pole.nearest_frontier).name == inset.scene.base.frame]
    clear = []
    for pole in within:
        x, y = scope.index.anchors[f"pole:{pole.id}"]
        if box.min_x + side < x < box.max_x - side and box.min_y + top < y < box.max_y - top:
            clear.append(pole)
    return replace(inset, scene=_with(scope, inset.scene, clear, items))


def _lines(scope: Scope, frame: str, box: Extent) -> tuple[FrontierLine, ...]:
    """The frontiers that a wide window shows, the chosen one last."""
    view, chosen = window(box), scope.selection.frontier
    lit = frozenset({chosen}) if chosen else frozenset(scope.selection.frontiers)
    shapes = base(scope.atlas, frame).outlines
    near = [shape.id for shape in shapes if shape.kind == "frontier" and shape.extent.meets(view)]
    found = [line(scope, name, lit) for name in near]
    return tuple(
        replace(item, emphasis="selected") if item.frontier == chosen else item
        for item in sorted(found, key=lambda item: item.frontier == chosen)
    )


def _neighbours(scope: Scope, frontiers: list[str], frame: str, box: Extent | None = None) -> list[Caption]:
    """The names of neighbours past their frontiers; on a near map, which `box` is, within their countries."""
    shapes = base(scope.atlas, frame)
    return [
        Caption(
            "country",
            scope.words.frontier(name, "neighbour"),
            neighbour_at(scope, name, shapes, box) if box else beyond(scope.index, name, NAME_REACH[frame]),
        )
        for name in frontiers
    ]


def _waters(scene: MapScene) -> list[Caption]:
    return [caption for caption in scene.captions if caption.kind == "water"]


def _systems(scope: Scope, poles: list[Pole]) -> list[Caption]:
    """The name of each urban system in the middle of its poles, where two at least are shown."""
    found = []
    for system in dict.fromkeys(pole.system for pole in poles if pole.system):
        points = [scope.index.anchors[f"pole:{pole.id}"] for pole in poles if pole.system == system]
        if len(points) < 2:
            continue
        middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
        found.append(Caption("territory", scope.t("poles.system", name=scope.t(f"system.{system}")), middle, rank=1))
    return found


def _extent(scope: Scope, fill: Fill, frame: str) -> Extent | None:
    shape = fill.outline or base(scope.atlas, frame).shape(f"t-{fill.territory}")
    return shape.extent if shape is not None else None


def _alt(scope: Scope, poles: list[Pole]) -> str:
    names = ", ".join(scope.words.place(f"pole:{pole.id}") for pole in poles if pole.rank == 1)
    return scope.t("poles.alt", count=len(poles), names=names or "–")
