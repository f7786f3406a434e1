"""The legend's blocks and the scale bar, in px, in the freest corner of the map or below it."""

from dataclasses import dataclass, replace

from dashboard.format import number
from dashboard.placement.flows import MINIMAL_WIDTH, PlacedFlow, width_scale
from dashboard.placement.formats import ROLES, Format, text_width, wrap
from dashboard.placement.ground import Ground
from dashboard.placement.room import Room
from dashboard.view import LegendState, MapScene, Point, Ramp, Wedge

LINE = 17.0
MOST_WIDTH = 270.0
# Px that a legend leaves to the middle of a ring, where it can.
CLEAR = 14.0
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
    points = _marked(scene, ground)

    def cost(corner: Point) -> int:
        x0, y0, x1, y1 = box = (*corner, corner[0] + width, corner[1] + height)
        marked = sum(x0 - CLEAR < x < x1 + CLEAR and y0 - CLEAR < y < y1 + CLEAR for x, y in points)
        return room.overlaps(box) * 10 + marked * 4 + min(room.line_hits(box), 40)

    x, y = min(corners, key=cost)
    room.take(x - 6, y - 6, x + width + 6, y + height + 6)
    return _moved(at_origin, x, y), below


def _marked(scene: MapScene, ground: Ground) -> list[Point]:
    """Where poles and the middles of shaded territories are, which a legend covers last."""
    shaded = [scene.base.shape(f"t-{fill.territory}") for fill in scene.fills if fill.style != "bare"]
    points = [ground.point(mark.point) for mark in scene.marks]
    return points + [ground.point(shape.anchor) for shape in shaded if shape is not None]


class _Column:
    """Texts one under the other from (0, 0); `width` and `y` say in px how far they reach."""

    def __init__(self, unit: float) -> None:
        self.unit = unit
        self.texts: list[PlacedText] = []
        self.width = self.y = 0.0

    def write(self, text: str, role: str, indent: float = 0.0) -> None:
        """Adds a text, broken where it would be wider than MOST_WIDTH."""
        for part in wrap(text, ROLES[role], self.unit, MOST_WIDTH * self.unit - indent):
            self.line(part, role, indent)

    def line(self, text: str, role: str, indent: float = 0.0) -> None:
        """Adds a text in one line."""
        self.y += LINE * self.unit * (0.85 if role == "legend-title" else 0.9)
        self.texts.append(PlacedText(indent, self.y, text, role))
        self.width = max(self.width, indent + text_width(text, ROLES[role], self.unit))


def _stack(scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...]) -> PlacedLegend:
    """Ramp, wedge and states one under the other from (0, 0)."""
    unit, legend = form.type_scale, scene.legend
    column, length = _Column(unit), 186 * unit
    ramp = wedge = None
    if legend.ramp:
        column.write(legend.ramp.title, "legend-title")
        column.write(legend.ramp.note, "legend")
        column.y += 7 * unit
        ramp = _ramp(legend.ramp, column.y, length, unit)
        column.y += 28 * unit
        column.width = max(column.width, ramp.step * ramp.ramp.steps)
        column.y += 6 * unit
    if legend.wedge and flows:
        scale = width_scale(scene, form, ground)
        column.write(legend.wedge.title, "legend-title")
        column.write(legend.wedge.note, "legend")
        wedge = _wedge(legend.wedge, column.y + 6 * unit, length * 0.88, scale, unit)
        column.y += 6 * unit + wedge.height + 17 * unit
        column.width = max(column.width, wedge.length + 24 * unit)
        limit = _round_down(MINIMAL_WIDTH / scale)
        if legend.wedge.minimum and _thin(legend.wedge, flows, limit):
            column.line(legend.wedge.minimum.format(limit=number(limit, legend.wedge.language)), "legend")
        column.y += 4 * unit
    states: list[PlacedState] = []
    for state in legend.states:
        states.append(PlacedState(state, 0, column.y + 5 * unit))
        column.write(state.text, "legend", 42 * unit)
    return PlacedLegend(tuple(column.texts), wedge, ramp, tuple(states), (0, 0, column.width, column.y + 4 * unit))


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
