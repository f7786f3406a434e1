"""Flows as directed curves whose width at the frontier is proportional to workers, fanned out along it (LOOK.md)."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, hypot, pi, sin, sqrt

import numpy as np

from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground, Points, line_parts
from dashboard.view import Flow, MapScene, Point

MINIMAL_WIDTH = 1.3
HOLLOW_FROM = 4.0
GAP = 6.0
BESIDE = 22.0
FLAT = 0.3
"""Pixels by which a chord may miss its curve, unseen."""
Shape = tuple[tuple[Point, ...], tuple[Point, ...], tuple[Point, ...], Point, Point]
"""Outline, centre, head, tip and heading of a flow."""


@dataclass(frozen=True)
class PlacedFlow:
    """A flow in px: its outline (closed), its centre line, tip, direction at the tip and width where it crosses."""

    flow: Flow
    outline: tuple[Point, ...]
    centre: tuple[Point, ...]
    head: tuple[Point, ...]
    tip: Point
    heading: Point
    width: float
    minimal: bool

    @property
    def thread(self) -> bool:
        """Whether it is drawn as a thread of one width, without a body."""
        inbound = self.flow.direction == "in" and self.width < HOLLOW_FROM
        return self.minimal or self.flow.style == "dashed" or inbound


def width_scale(scene: MapScene, form: Format, ground: Ground) -> float:
    """px per worker: linear through zero, the widest flow under the format's limit and a third of its frontier.

    Of maps that share a scale the widest flow has the format's limit.
    """
    scaled = [flow for flow in scene.flows if flow.scaled]
    if not scaled:
        return 0.0
    if scene.widest:
        return form.widest_flow / scene.widest
    widest = max(scaled, key=lambda flow: flow.workers)
    limit = form.widest_flow
    line = scene.base.shape(f"f-{widest.frontier}")
    if line is not None:
        span = hypot(line.extent.width, line.extent.height) * ground.scale
        limit = min(limit, max(span / 3, 8.0))
    # Many flows share a frontier, and one alone says no more by being broad.
    if len(scaled) == 1 or any(flow.crossing is None for flow in scaled):
        limit = min(limit, form.widest_flow * 0.56)
    return limit / widest.workers


def place_flows(scene: MapScene, form: Format, ground: Ground) -> tuple[PlacedFlow, ...]:
    """All flows of a scene, widest first."""
    scale = width_scale(scene, form, ground)
    crossings = _crossings(scene, ground, scale)
    placed = [
        _place(flow, ground.point(crossings[flow.id]), ground, _width(flow, scale), form)
        for flow in sorted(scene.flows, key=lambda flow: -flow.workers)
        if flow.id in crossings
    ]
    return tuple(placed)


def _width(flow: Flow, scale: float) -> float:
    return max(flow.workers * scale, MINIMAL_WIDTH) if flow.scaled else MINIMAL_WIDTH


def _crossings(scene: MapScene, ground: Ground, scale: float) -> dict[str, Point]:
    """Where each flow crosses, in frame units: as the atlas says, else fanned out along its frontier.

    Ends are projected on the line and pushed apart until neighbours clear each other, in their order along it.
    """
    crossings = {flow.id: flow.crossing for flow in scene.flows if flow.crossing is not None}
    for frontier in {flow.frontier for flow in scene.flows if flow.crossing is None}:
        shape = scene.base.shape(f"f-{frontier}")
        if shape is None:
            continue
        line = np.concatenate(line_parts(shape.path))
        steps = np.hypot(*np.diff(line, axis=0).T)
        run = np.concatenate([[0.0], np.cumsum(steps)])
        free = [flow for flow in scene.flows if flow.frontier == frontier and flow.crossing is None]
        ends = [flow.destination or flow.origin for flow in free]
        wanted = [float(run[_nearest(line, end)]) for end in ends if end is not None]
        order = sorted(range(len(wanted)), key=lambda index: wanted[index])
        widths = [_width(free[index], scale) for index in order]
        places = _push_apart([wanted[index] for index in order], widths, ground.scale, float(run[-1]))
        for index, place in zip(order, places, strict=True):
            crossings[free[index].id] = _along(line, run, place)
    return _side_by_side(scene, ground, scale, crossings)


def _side_by_side(scene: MapScene, ground: Ground, scale: float, crossings: dict[str, Point]) -> dict[str, Point]:
    """An inbound flow that crosses where an outbound one does is moved along the frontier, to lie beside it."""
    moved = dict(crossings)
    outbound = {
        crossings[flow.id]: _width(flow, scale)
        for flow in scene.flows
        if flow.direction == "out" and flow.id in crossings
    }
    for flow in scene.flows:
        shape = scene.base.shape(f"f-{flow.frontier}")
        if flow.direction == "out" or shape is None or crossings.get(flow.id) not in outbound:
            continue
        line = np.concatenate(line_parts(shape.path))
        run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        here = run[_nearest(line, crossings[flow.id])]
        step = (outbound[crossings[flow.id]] / 2 + BESIDE) / ground.scale
        moved[flow.id] = _along(line, run, here + step if here + step < run[-1] else here - step)
    return moved


def _along(line: Points, run: Points, place: float) -> Point:
    return float(np.interp(place, run, line[:, 0])), float(np.interp(place, run, line[:, 1]))


def _nearest(line: Points, point: Point) -> int:
    return int(np.argmin(np.hypot(line[:, 0] - point[0], line[:, 1] - point[1])))


def _push_apart(wanted: list[float], widths: list[float], scale: float, length: float) -> list[float]:
    places = list(wanted)
    gaps = [((one + other) / 2 + GAP) / scale for one, other in pairwise(widths)]
    for _ in range(40):
        moved = False
        for index, gap in enumerate(gaps, start=1):
            lack = gap - (places[index] - places[index - 1])
            if lack > 1e-6:
                places[index - 1] -= lack / 2
                places[index] += lack / 2
                moved = True
        places = [min(max(place, 0.0), length) for place in places]
        if not moved:
            break
    return places


def _place(flow: Flow, crossing: Point, ground: Ground, width: float, form: Format) -> PlacedFlow:
    towards = _unit(flow.heading)
    destination = ground.point(flow.destination) if flow.destination else None
    origin = ground.point(flow.origin) if flow.origin else None
    if destination and _distance(crossing, destination) > 2:
        towards = _unit((destination[0] - crossing[0], destination[1] - crossing[1]))
    if origin:
        back = _unit((origin[0] - crossing[0], origin[1] - crossing[1]))
        if destination is None:
            towards = _unit((-0.6 * back[0] + 0.4 * flow.heading[0], -0.6 * back[1] + 0.4 * flow.heading[1]))
    tail_length = (34 + 2.4 * width) * form.unit(0.62)
    head_length = (16 + 1.05 * width) * form.unit(0.7)
    if origin is None:
        turned = _turn((-towards[0], -towards[1]), -0.3)
        normal = _unit((-flow.heading[0], -flow.heading[1]))
        away = _unit((0.6 * turned[0] + 0.4 * normal[0], 0.6 * turned[1] + 0.4 * normal[1]))
        origin = (crossing[0] + away[0] * tail_length, crossing[1] + away[1] * tail_length)
    if destination is None or _distance(crossing, destination) < head_length:
        destination = (crossing[0] + towards[0] * head_length, crossing[1] + towards[1] * head_length)
    shape = _shape(flow.origin is not None, origin, crossing, destination, width)
    return PlacedFlow(flow, *shape, width, width <= MINIMAL_WIDTH + 1e-9)


@lru_cache(maxsize=128)
def _shape(known: bool, start: Point, crossing: Point, end: Point, width: float) -> Shape:
    """The curve through its crossing, its tapered body and its head; `known` is whether its origin is."""
    at = _distance(start, crossing) / max(_distance(start, crossing) + _distance(crossing, end), 1e-6)
    at = min(max(at, 0.35), 0.82)
    control = (
        (crossing[0] - (1 - at) ** 2 * start[0] - at**2 * end[0]) / (2 * at * (1 - at)),
        (crossing[1] - (1 - at) ** 2 * start[1] - at**2 * end[1]) / (2 * at * (1 - at)),
    )
    shoulders = width + 5.5 if width > 6 else 0.9 * width + 6
    length = max(0.58 * shoulders, 5.5)
    total = _distance(start, crossing) + _distance(crossing, end)
    neck = max(1 - length / max(total, 1.0), at)
    count = 14 if width > 6 else 12
    if known:
        # No taper to round: as few points as keep the chords within FLAT of the curve.
        bend = hypot(*(start[axis] - 2 * control[axis] + end[axis] for axis in (0, 1))) / 4
        count = min(max(ceil(sqrt(bend / FLAT)) + 1, 3), count)
    centre, left, right = [], [], []
    # Plain floats: for a dozen points numpy takes ten times as long.
    for u in (neck * step / (count - 1) for step in range(count)):
        (x, y), (dx, dy) = _bezier(u, start, control, end)
        half = width / 2 * _taper(u / at, known)
        centre.append((x, y))
        left.append((x - dy * half, y + dx * half))
        right.append((x + dy * half, y - dx * half))
    base = centre[-1]
    along = _unit((end[0] - base[0], end[1] - base[1]))
    side = (-along[1] * shoulders / 2, along[0] * shoulders / 2)
    tip = (base[0] + along[0] * length, base[1] + along[1] * length)
    head = ((base[0] + side[0], base[1] + side[1]), tip, (base[0] - side[0], base[1] - side[1]))
    return (*left, *head, *reversed(right)), tuple(centre), head, tip, along


def _taper(share: float, known: bool) -> float:
    """Share of the full width, 1 at the crossing (share 1) and after; a located origin starts round and wide."""
    if known:
        return 1.0
    reached = min(share, 1.0)
    return 0.03 + 0.97 * sin(pi * reached / 2) ** 1.35


def _bezier(u: float, start: Point, control: Point, end: Point) -> tuple[Point, Point]:
    """A point of a quadratic curve and its direction there."""
    v = 1 - u
    (x0, y0), (x1, y1), (x2, y2) = start, control, end
    ahead = v * (x1 - x0) + u * (x2 - x1), v * (y1 - y0) + u * (y2 - y1)
    return (v * v * x0 + 2 * u * v * x1 + u * u * x2, v * v * y0 + 2 * u * v * y1 + u * u * y2), _unit(ahead)


def _unit(vector: Point) -> Point:
    length = hypot(*vector) or 1.0
    return vector[0] / length, vector[1] / length


def _turn(vector: Point, angle: float) -> Point:
    cosine, sine = np.cos(angle), np.sin(angle)
    return float(vector[0] * cosine - vector[1] * sine), float(vector[0] * sine + vector[1] * cosine)


def _distance(first: Point, second: Point) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])
