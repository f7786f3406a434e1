"""The map of one frontier: its finest cut shaded by place, flows fanned out along the line, every pole nearby."""

from dataclasses import replace

from dashboard.compose.base import base, extent, window
from dashboard.compose.classes import class_limits, style_of
from dashboard.compose.features import line, marks, neighbour_at
from dashboard.compose.frontier_flows import Drawn, frontier_flows
from dashboard.compose.imported import place_level
from dashboard.compose.legends import frontier_legend
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import pair
from dashboard.view import Base, Caption, Extent, Fill, FrontierLine, MapScene, Mark
from geodata.crs import frame_of
from geodata.imported import CAUTION

# A pole of rank 1 as near as this to its frontier belongs on that frontier's map.
NEAR_KM = 40
MOST_VALUES = 14
SIDES = ("limitrophe_france", "limitrophe_neighbour")


def frontier_map(scope: Scope, shown: dict[str, Cut | None]) -> MapScene:
    """The scene of the selected frontier, `shown` its cut by place of work and by place of home."""
    frontier = scope.selection.frontier
    shapes = base(scope.atlas, frame_of(frontier).name, frontier, place_level(shown))
    sides = [cut for cut in (shown["work"], shown["home"]) if cut is not None and _drawable(scope, cut, shapes)]
    shaded = next(iter(sides), None)
    # The two sides of one imported series are shaded alike; of two series only one is.
    both = [cut for cut in sides if cut is shaded or cut.goes_with(shaded)]
    limits = class_limits(*both)
    fills = tuple(fill for cut in both for fill in _fills(scope, cut, shapes, limits))
    drawn = frontier_flows(scope, shown)
    box = extent(scope.atlas, frontier, _ends(scope, drawn))
    near = [name for name in _near(scope, shapes.frame, box) if name != frontier]
    captions = (*_values(scope, both, drawn), *_names(scope, shapes, box, both, drawn))
    named = {caption.text for caption in captions if caption.kind == "value"}
    named |= {flow.name for flow in drawn.flows if flow.origin or flow.destination}
    return MapScene(
        base=shapes,
        extent=box,
        fills=(*_bare(scope, shapes, fills), *fills),
        lines=(*(line(scope, name, frozenset({frontier})) for name in near), _chosen(scope)),
        flows=drawn.flows,
        marks=tuple(_unless_named(scope, mark, named) for mark in marks(scope, [frontier, *near])),
        captions=captions,
        legend=frontier_legend(
            scope,
            shaded,
            limits,
            _seen(shapes, fills, box),
            drawn.flows,
            drawn.series,
            drawn.signs,
            counted=drawn.counted,
            both_sides=len(both) > 1,
        ),
        alt=line(scope, frontier, frozenset()).label,
        widest=drawn.widest,
    )


def _seen(shapes: Base, fills: tuple[Fill, ...], box: Extent) -> tuple[Fill, ...]:
    """The fills that the map shows: a legend explains nothing that lies beyond it."""
    view = window(box)
    drawn = ((fill, shapes.shape(f"t-{fill.territory}")) for fill in fills)
    return tuple(fill for fill, shape in drawn if shape is not None and shape.extent.meets(view))


def _drawable(scope: Scope, cut: Cut, shapes: Base) -> bool:
    places = (scope.index.place(row.place(cut.side)) for row in cut.rows)
    return any(shapes.shape(f"t-{place.id}") is not None for place in places)


def _fills(scope: Scope, cut: Cut, shapes: Base, limits: tuple[float, ...]) -> tuple[Fill, ...]:
    chosen = scope.selection.place
    found: dict[str, Fill] = {}
    for row in cut.rows:
        place = scope.index.place(row.place(cut.side))
        if place.id in found or shapes.shape(f"t-{place.id}") is None:
            continue
        label = scope.words.flow_label(place.called(scope.language), row)
        # No address names a commune: there are more than a vocabulary holds.
        named = place.id.partition(":")[0] != "commune"
        link = scope.link(place="" if chosen == place.id else place.id) if named else ""
        found[place.id] = Fill(place.id, style_of(row, limits), label, link, chosen == place.id)
    return tuple(found.values())


def _limitrophe(scope: Scope, shapes: Base) -> list[str]:
    """The territories on both sides of the selected frontier that have a shape."""
    row = scope.index.frontiers[scope.selection.frontier]
    names = " ".join(str(row[side]) for side in SIDES).split()
    return [name for name in dict.fromkeys(names) if shapes.shape(f"t-{name}") is not None]


def _bare(scope: Scope, shapes: Base, fills: tuple[Fill, ...]) -> tuple[Fill, ...]:
    """The limitrophe territories that the series does not cover: ground-coloured, but named on hover and focus."""
    covered = {fill.territory for fill in fills}
    return tuple(
        Fill(name, "bare", pair(scope.words.place(name), scope.t("map.covered"), scope.language))
        for name in _limitrophe(scope, shapes)
        if name not in covered
    )


def _ends(scope: Scope, drawn: Drawn) -> tuple[tuple[float, float], ...]:
    """Points that the map must hold: both ends of its flows, and the frontier's own poles of rank 1."""
    frontier = scope.selection.frontier
    ends = [end for flow in drawn.flows for end in (flow.origin, flow.destination) if end is not None]
    for pole in scope.index.poles:
        if pole.rank == 1 and pole.nearest_frontier == frontier and pole.distance_km <= NEAR_KM:
            ends.append(scope.index.anchors[f"pole:{pole.id}"])
    return tuple(ends)


def _near(scope: Scope, frame: str, box: Extent) -> list[str]:
    view = window(box)
    shapes = base(scope.atlas, frame).outlines
    return [shape.id for shape in shapes if shape.kind == "frontier" and shape.extent.meets(view)]


def _chosen(scope: Scope) -> FrontierLine:
    return replace(line(scope, scope.selection.frontier, frozenset()), emphasis="selected")


def _unless_named(scope: Scope, mark: Mark, named: set[str]) -> Mark:
    """A pole of the same name, in any language, as a labelled place keeps its ring only."""
    place = scope.index.place(f"pole:{mark.pole}")
    return replace(mark, named=False) if named & {mark.name, place.name, place.name_fr} else mark


def _values(scope: Scope, cuts: list[Cut], drawn: Drawn) -> list[Caption]:
    """Values on the largest shaded places that no flow names."""
    named = {flow.id.partition(".")[2] for flow in drawn.flows if flow.value}
    found = []
    for row, side in [(row, cut.side) for cut in cuts for row in cut.rows[: MOST_VALUES // len(cuts)]]:
        place = scope.index.place(row.place(side))
        anchor = scope.index.anchors.get(f"territory:{place.id}")
        text = place.label(scope.language)
        if anchor and place.id not in named and (row.workers or 0) >= CAUTION:
            found.append(Caption("value", text, anchor, scope.words.amount(row), rank=2))
    return found


def _names(scope: Scope, shapes: Base, box: Extent, cuts: list[Cut], drawn: Drawn) -> list[Caption]:
    """Names of the limitrophe territories without a value; of the neighbour, where no flow can name it."""
    taken = {flow.name for flow in drawn.flows} | {caption.text for caption in _values(scope, cuts, drawn)}
    names = [(name, scope.index.place(name).label(scope.language)) for name in _limitrophe(scope, shapes)]
    anchors = scope.index.anchors
    found = [
        Caption("territory", text, anchors[f"territory:{name}"], rank=2)
        for name, text in names
        if text not in taken and f"territory:{name}" in anchors
    ]
    frontier = scope.selection.frontier
    at = neighbour_at(scope, frontier, shapes, box)
    country = scope.words.frontier(frontier, "neighbour")
    if not drawn.flows:
        found.append(Caption("missing", country, at, scope.t("value.missing"), scope.t("legend.not-collected")))
    elif country not in taken:
        found.append(Caption("country", country, at))
    return found
