"""The legend's blocks and the scale bar, in px, in the freest corner of the map or below it."""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.format import number
from dashboard.placement.flows import MINIMAL_WIDTH, PlacedFlow, width_scale
from dashboard.placement.formats import ROLES, Format, text_width, wrap
from dashboard.placement.ground import Ground, Points
from dashboard.placement.room import Room
from dashboard.view import LegendState, MapScene, Ramp, Wedge

LINE = 17.0
MOST_WIDTH = 236.0
BAR_KM = (1, 2, 5, 10, 25, 50, 100, 200)


@dataclass(frozen=True)
class ScaleBar:
    """A bar from (x, y), `length` px for `km` kilometres."""

    x: float
    y: float
    length: float
    km: int


@dataclass(frozen=True)
class PlacedText:
    """A line of the legend at its baseline."""

    x: float
    y: float
    text: str
    role: str


@dataclass(frozen=True)
class PlacedWedge:
    """The scale of widths: its box, and each gate as (x, height, words)."""

    wedge: Wedge
    x: float
    y: float
    length: float
    height: float
    gates: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class PlacedRamp:
    """The swatches: their box and the limits at the joints as (x, words)."""

    ramp: Ramp
    x: float
    y: float
    step: float
    height: float
    limits: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class PlacedState:
    """A sign of 34 × 11 px at (x, y) with its words to the right."""

    state: LegendState
    x: float
    y: float


@dataclass(frozen=True)
class PlacedLegend:
    """All blocks, and the box that they fill (x0, y0, x1, y1)."""

    texts: tuple[PlacedText, ...] = ()
    wedge: PlacedWedge | None = None
    ramp: PlacedRamp | None = None
    states: tuple[PlacedState, ...] = ()
    box: tuple[float, float, float, float] = (0, 0, 0, 0)


def scale_bar(scene: MapScene, form: Format, ground: Ground) -> ScaleBar:
    """A round number of km, a sixth of the map's width at most; bottom right, left where a legend may stand right."""
    px_per_km = ground.scale * 1000 / scene.base.unit_m
    room = min(form.width / 6, 90 * form.type_scale)
    km = max((step for step in BAR_KM if step * px_per_km <= room), default=BAR_KM[0])
    length = km * px_per_km
    y = form.height - 12 * form.type_scale
    left = form.name == "inset" or not scene.insets
    x = (10 if form.name == "inset" else 16) if left else form.width - length - 64 * form.type_scale
    return ScaleBar(x, y, length, km)


def place_legend(
    scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...], room: Room, below: float
) -> tuple[PlacedLegend, float]:
    """The legend and the height of the whole drawing with it."""
    legend = scene.legend
    if not (legend.ramp or legend.wedge or legend.states):
        return PlacedLegend(), below
    at_origin = _stack(scene, form, ground, flows)
    width, height = at_origin.box[2], at_origin.box[3]
    if form.legend_below:
        return _moved(at_origin, 14, below + 10), below + height + 24
    margin = 16 * form.type_scale
    foot = form.height - height - 34 * form.type_scale
    corners = [
        (margin, margin),
        (margin, foot),
        (form.width - width - margin - 40, margin),
        (form.width - width - margin - 40, foot),
    ]
    boxes = np.array([(x, y, x + width, y + height) for x, y in corners])
    lines = np.minimum(room.soft_hits(boxes) + room.tie_hits(boxes), 40)
    cost = room.overlaps(boxes) * 10 + _marks_in(scene, ground, boxes) + lines
    x, y = corners[int(np.argmin(cost))]
    room.take(x - 6, y - 6, x + width + 6, y + height + 6)
    return _moved(at_origin, x, y), below


def _marks_in(scene: MapScene, ground: Ground, boxes: Points) -> Points:
    shaded = [scene.base.shape(f"t-{fill.territory}") for fill in scene.fills if fill.style != "bare"]
    points = [ground.point(mark.point) for mark in scene.marks]
    points += [ground.point(shape.anchor) for shape in shaded if shape is not None]
    if not points:
        return np.zeros(len(boxes))
    x, y = np.array(points).T
    inside = (boxes[:, None, 0] < x) & (boxes[:, None, 2] > x) & (boxes[:, None, 1] < y) & (boxes[:, None, 3] > y)
    return inside.sum(axis=1) * 4


def _stack(scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...]) -> PlacedLegend:
    """Ramp, wedge and states one under the other from (0, 0)."""
    unit = form.type_scale
    texts: list[PlacedText] = []
    width, y = 0.0, 0.0

    def write(text: str, role: str, indent: float = 0.0) -> None:
        nonlocal width, y
        y += LINE * unit * (0.85 if role == "legend-title" else 0.9)
        texts.append(PlacedText(indent, y, text, role))
        width = max(width, indent + text_width(text, ROLES[role], unit))

    def write_all(text: str, role: str, indent: float = 0.0) -> None:
        for part in wrap(text, ROLES[role], unit, MOST_WIDTH * unit - indent):
            write(part, role, indent)

    ramp = wedge = None
    length = 186 * unit
    if scene.legend.ramp:
        write_all(scene.legend.ramp.title, "legend-title")
        write_all(scene.legend.ramp.note, "legend")
        y += 7 * unit
        ramp = _ramp(scene.legend.ramp, y, length, unit)
        y += 28 * unit
        width = max(width, ramp.step * ramp.ramp.steps)
        y += 6 * unit
    if scene.legend.wedge and flows:
        write_all(scene.legend.wedge.title, "legend-title")
        write_all(scene.legend.wedge.note, "legend")
        wedge = _wedge(scene.legend.wedge, y + 6 * unit, length * 0.88, width_scale(scene, form, ground), unit)
        y += 6 * unit + wedge.height + 17 * unit
        width = max(width, wedge.length + 24 * unit)
        limit = _round_down(MINIMAL_WIDTH / width_scale(scene, form, ground))
        if scene.legend.wedge.minimum and _thin(scene.legend.wedge, flows, limit):
            write(scene.legend.wedge.minimum.format(limit=number(limit, scene.legend.wedge.language)), "legend")
        y += 4 * unit
    states: list[PlacedState] = []
    for state in scene.legend.states:
        states.append(PlacedState(state, 0, y + 5 * unit))
        write_all(state.text, "legend", 42 * unit)
    return PlacedLegend(tuple(texts), wedge, ramp, tuple(states), (0, 0, width, y + 4 * unit))


def _thin(wedge: Wedge, flows: tuple[PlacedFlow, ...], limit: float) -> bool:
    """Whether a flow of the wedge's direction is drawn wider than it is; what several frontiers share is one."""
    return any(
        flow.minimal and flow.flow.direction == wedge.direction and (flow.flow.scaled or flow.flow.workers < limit)
        for flow in flows
    )


def _ramp(ramp: Ramp, y: float, length: float, unit: float) -> PlacedRamp:
    widest = max((text_width(text, ROLES["legend"], unit) for text in ramp.limits), default=0.0)
    step = max(length / 5, widest + 8)
    limits = tuple(((index + 1) * step, text) for index, text in enumerate(ramp.limits))
    return PlacedRamp(ramp, 0, y, step, 11 * unit, limits)


def _wedge(wedge: Wedge, y: float, length: float, scale: float, unit: float) -> PlacedWedge:
    most = wedge.ticks[-1][0]
    height = max(most * scale, 6.0)
    gates: list[tuple[float, float, str]] = []
    for value, text in reversed(wedge.ticks):
        half = text_width(text, ROLES["legend"], unit) / 2
        x = length * value / most
        if not gates or x + half < gates[-1][0] - text_width(gates[-1][2], ROLES["legend"], unit) / 2 - 4:
            gates.append((x, value * scale, text))
    return PlacedWedge(wedge, 0, y, length, height, tuple(reversed(gates)))


def _round_down(value: float) -> int:
    magnitude = 10 ** max(len(str(int(value))) - 1, 0)
    return int(value // magnitude * magnitude)


def _moved(legend: PlacedLegend, dx: float, dy: float) -> PlacedLegend:
    return PlacedLegend(
        tuple(replace(item, x=item.x + dx, y=item.y + dy) for item in legend.texts),
        legend.wedge and replace(legend.wedge, x=legend.wedge.x + dx, y=legend.wedge.y + dy),
        legend.ramp and replace(legend.ramp, x=legend.ramp.x + dx, y=legend.ramp.y + dy),
        tuple(replace(item, x=item.x + dx, y=item.y + dy) for item in legend.states),
        (dx, dy, dx + legend.box[2], dy + legend.box[3]),
    )
