"""Labels that never overlap: symbols first, then names by rank, each in the first free place around its point.

Hard obstacles are symbols, labels, flows, legend, insets and the frame; the frontier line is a soft one, so that a
label stays on its own side where it can (LOOK.md). With no room, ranks 2 and 3 go with their symbol; rank 1 keeps its
ring, and a figure goes further away, with a leader.
"""

from dataclasses import dataclass, replace

import numpy as np

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import ROLES, Format, Role, text_width
from dashboard.placement.ground import Ground, Points
from dashboard.placement.room import FRAME, Room
from dashboard.view import Caption, MapScene, Mark, Point

LINE_HEIGHT = 1.14
# Px between the places tried for a label away from its point; one that is not of rank 1 goes no further than this.
GRID = 14.0
FARTHEST = 40.0


@dataclass(frozen=True)
class Line:
    """A line of a label: its words and how they are set."""

    text: str
    role: Role


@dataclass(frozen=True)
class PlacedLabel:
    """A label: its lines, box (x0, y0, x1, y1), alignment, the point it belongs to and, where moved away, a leader."""

    lines: tuple[Line, ...]
    box: tuple[float, float, float, float]
    align: str
    at: Point
    rank: int
    tone: str
    kind: str
    leader: bool = False


@dataclass(frozen=True)
class PlacedMark:
    """A pole's ring."""

    mark: Mark
    at: Point
    radius: float


def place_labels(
    scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...], room: Room
) -> tuple[tuple[PlacedMark, ...], tuple[PlacedLabel, ...]]:
    """Rings and labels, in the order in which they claim room."""
    marks = [
        mark
        for mark in scene.marks
        if (mark.rank <= form.poles_of_rank or mark.grade is not None) and _inside(ground.point(mark.point), form)
    ]
    kept = {mark.pole: PlacedMark(mark, ground.point(mark.point), _radius(mark, form)) for mark in marks}
    for placed in kept.values():
        if placed.mark.rank == 1 or placed.mark.grade is not None:
            _take_ring(room, placed)
    labels: list[PlacedLabel] = []
    widths = sorted({flow.flow.workers for flow in flows}, reverse=True)
    for flow in flows:
        if flow.flow.value:
            label = _flow_label(flow, form, room, widths.index(flow.flow.workers))
            if label:
                labels.append(label)
    captions = sorted(scene.captions, key=lambda caption: CAPTION_ORDER[caption.kind] + caption.rank / 10)
    for caption in (caption for caption in captions if caption.kind in ("country", "value", "missing")):
        labels += _caption(caption, form, ground, room)
    for rank in (1, 2, 3):
        for placed in [placed for placed in kept.values() if placed.mark.rank == rank]:
            stays = placed.mark.grade is not None
            if rank > 1 and not stays and room.overlaps(_ring(placed)).any():
                del kept[placed.mark.pole]
                continue
            named = placed.mark.named and rank <= form.poles_of_rank
            found = _pole_label(placed, form, room) if named else None
            if found:
                labels.append(found)
            elif rank > 1 and not stays and placed.mark.named:
                del kept[placed.mark.pole]
                continue
            if rank > 1 and not stays:
                _take_ring(room, placed)
    for caption in (caption for caption in captions if caption.kind in ("territory", "water")):
        labels += _caption(caption, form, ground, room)
    return tuple(kept.values()), tuple(labels)


# Radii in px of the rings whose size says a figure; 0 where no source gives it.
GRADES = (3.0, 3.6, 5.6, 8.2)
CAPTION_ORDER = {"value": 0, "missing": 1, "country": 2, "territory": 3, "water": 4}
TONE_OF_KIND = {"country": "label", "territory": "label", "water": "water", "missing": "missing"}


def _radius(mark: Mark, form: Format) -> float:
    if mark.grade is not None:
        return GRADES[mark.grade] * (0.8 if form.name in ("phone", "inset") else form.type_scale)
    return {1: 4.2, 2: 3.2, 3: 2.6}[mark.rank] * form.type_scale


def _ring(placed: PlacedMark) -> Points:
    x, y = placed.at
    reach = placed.radius + 1.5
    return np.array([[x - reach, y - reach, x + reach, y + reach]])


def _take_ring(room: Room, placed: PlacedMark) -> None:
    room.take(*_ring(placed)[0])


def _kept(middle: float, size: float, most: float) -> float:
    """The middle of a box moved until the box stands inside."""
    return min(max(middle, size / 2 + FRAME + 1), most - size / 2 - FRAME - 1)


def _inside(point: Point, form: Format) -> bool:
    return 8 < point[0] < form.width - 8 and 8 < point[1] < form.height - 8


def _size(lines: list[Line], scale: float) -> tuple[float, float]:
    width = max(text_width(line.text, line.role, scale) for line in lines)
    return width + 2, sum(line.role.size * LINE_HEIGHT * scale for line in lines)


def _around(at: Point, gap: float, width: float, height: float) -> tuple[Points, list[str]]:
    """Boxes right, left, on the four diagonals, above and below a point, and how their text aligns."""
    x, y = at
    near = gap * 0.75
    boxes = [
        (x + gap, y - height / 2), (x - gap - width, y - height / 2),
        (x + near, y - near - height), (x + near, y + near),
        (x - near - width, y - near - height), (x - near - width, y + near),
        (x - width / 2, y - gap - height), (x - width / 2, y + gap),
    ]  # fmt: skip
    aligns = ["start", "end", "start", "start", "end", "end", "middle", "middle"]
    return np.array([(left, top, left + width, top + height) for left, top in boxes]), aligns


def _rings(at: Point, gaps: tuple[float, ...], width: float, height: float) -> tuple[Points, list[str]]:
    """The boxes around a point at several gaps, nearest first."""
    candidates = [_around(at, gap, width, height) for gap in gaps]
    return np.concatenate([boxes for boxes, _ in candidates]), [align for _, group in candidates for align in group]


def _led(room: Room, form: Format, lines: list[Line], at: Point, rank: int, tone: str, kind: str) -> PlacedLabel | None:
    """A label in the free place nearest to its point, with a leader: no figure goes for lack of room beside it."""
    width, height = _size(lines, form.type_scale)
    lefts = np.arange(FRAME + 1, form.width - width - FRAME, GRID)
    tops = np.arange(FRAME + 1, form.height - height - FRAME, GRID)
    x, y = (places.ravel() for places in np.meshgrid(lefts, tops))
    boxes = np.stack([x, y, x + width, y + height], axis=1)
    aside = np.maximum(np.maximum(x - at[0], at[0] - x - width), 0)
    away = np.hypot(aside, np.maximum(np.maximum(y - at[1], at[1] - y - height), 0))
    nearest = np.argsort(away, kind="stable")
    if rank > 1:
        nearest = nearest[away[nearest] < FARTHEST * form.type_scale]
    aligns = np.where(aside == 0, "middle", np.where(x > at[0], "start", "end"))[nearest].tolist()
    found = _settle(room, boxes[nearest], aligns, lines, at, rank, tone, kind, strict=False) if len(nearest) else None
    return found and replace(found, leader=True)


def _settle(
    room: Room,
    boxes: Points,
    aligns: list[str],
    lines: list[Line],
    at: Point,
    rank: int,
    tone: str,
    kind: str,
    strict: bool,
) -> PlacedLabel | None:
    chosen = room.choose(boxes, strict)
    if chosen is None:
        return None
    box = boxes[chosen]
    room.take(*box)
    return PlacedLabel(tuple(lines), tuple(box), aligns[chosen], at, rank, tone, kind)


def _flow_label(placed: PlacedFlow, form: Format, room: Room, order: int) -> PlacedLabel | None:
    flow = placed.flow
    role = ROLES[f"value-{min(order, 4) + 1}"]
    lines = [Line(flow.value, role)]
    if flow.name:
        lines.insert(
            0, Line(flow.name, ROLES["country" if flow.origin is None and flow.destination is None else "place"])
        )
    if flow.note:
        lines.append(Line(flow.note, ROLES["place-note"]))
    width, height = _size(lines, form.type_scale)
    located = flow.origin is not None and flow.destination is None
    at = placed.centre[0] if located else placed.tip
    boxes, aligns = _rings(at, (7.0, 14.0, 24.0, 40.0), width, height)
    found = _settle(room, boxes, aligns, lines, at, 1, flow.direction, "flow", strict=False)
    return found or _led(room, form, lines, at, 1, flow.direction, "flow")


def _pole_label(placed: PlacedMark, form: Format, room: Room) -> PlacedLabel | None:
    mark = placed.mark
    lines = [Line(mark.name, ROLES[f"pole-{mark.rank}"])]
    width, height = _size(lines, form.type_scale)
    candidates = [
        _around(placed.at, placed.radius + gap, width, height) for gap in ((3.5, 9.0) if mark.rank < 3 else (3.5,))
    ]
    boxes = np.concatenate([boxes for boxes, _ in candidates])
    aligns = [align for _, group in candidates for align in group]
    found = _settle(room, boxes, aligns, lines, placed.at, mark.rank, "ink", "pole", strict=mark.rank > 1)
    if found or mark.rank > 1:
        return found
    boxes, aligns = _around(placed.at, 26 * form.type_scale, width, height)
    far = _settle(room, boxes, aligns, lines, placed.at, 1, "ink", "pole", strict=False)
    return None if far is None else PlacedLabel(far.lines, far.box, far.align, far.at, 1, "ink", "pole", leader=True)


def _caption(caption: Caption, form: Format, ground: Ground, room: Room) -> list[PlacedLabel]:
    at = ground.point(caption.point)
    told = caption.kind == "missing" or (caption.kind == "value" and caption.rank == 1)
    if not (told or _inside(at, form)):
        return []
    head = {"country": "country", "territory": "area", "water": "water", "value": "place", "missing": "country"}
    lines = [Line(part, ROLES[head[caption.kind]]) for part in caption.text.split("\n")]
    if caption.value:
        lines.append(Line(caption.value, ROLES["missing" if caption.kind == "missing" else "place-value"]))
    if caption.note:
        lines.append(Line(caption.note, ROLES["place-note"]))
    width, height = _size(lines, form.type_scale)
    if told:
        at = _kept(at[0], width, form.width), _kept(at[1], height, form.height)
    shifts = [
        (0.0, 0.0),
        (0, -14),
        (0, 14),
        (-20, 0),
        (20, 0),
        (-20, -14),
        (20, 14),
        (-20, 14),
        (20, -14),
        (0, -28),
        (0, 28),
    ]
    if caption.kind == "water":
        shifts = shifts[:5]
    x, y = at
    centred = np.array(
        [(x + dx - width / 2, y + dy - height / 2, x + dx + width / 2, y + dy + height / 2) for dx, dy in shifts]
    )
    tone = TONE_OF_KIND.get(caption.kind, caption.tone)
    found = _settle(room, centred, ["middle"] * len(shifts), lines, at, caption.rank, tone, caption.kind, strict=True)
    if found is None and caption.kind in ("value", "missing"):
        found = _led(room, form, lines, at, caption.rank, tone, caption.kind)
    return [found] if found else []
