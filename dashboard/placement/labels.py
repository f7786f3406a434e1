"""Labels that never overlap: symbols first, then names by rank, each in the first free place around its point.

Hard obstacles are symbols, labels, flows, legend, insets and the frame; the frontier line is a soft one, so that a
label stays on its own side where it can (LOOK.md). With no room, ranks 2 and 3 go with their symbol; rank 1 keeps its
ring, and a name of rank 1 or a figure goes further away, with a leader that crosses flows where it must, words never.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from dashboard.placement.candidates import TRIES, USUAL, rings, within
from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import ROLES, Format, Role, text_width, wrap
from dashboard.placement.ground import Ground
from dashboard.placement.marks import PlacedMark, inside, marks_of
from dashboard.placement.room import FRAME, SOLID, Box, Room, leader_end
from dashboard.placement.sides import ACROSS, BEYOND, OWN
from dashboard.view import Caption, MapScene, Point

LINE_HEIGHT = 1.14
# Px left free beside a label.
BESIDE = 3.0
# Px that a label goes away from its point: only a figure of rank 1 goes further.
FARTHEST = 40.0
# Px between a figure and the end of its flow that are tried, nearest first; beyond the second it is better led.
GAPS = (7.0, 14.0, 24.0, 40.0)
# What a leader may cross that crosses no words.
FLOWS = SOLID - 1
# How many places of a label are looked at together, nearest first: seldom more than the first few.
AT_ONCE = (0, 60, 300, None)


@dataclass(frozen=True)
class Line:
    """A line of a label: its words and how they are set."""

    text: str
    role: Role


@dataclass(frozen=True)
class PlacedLabel:
    """A label: its lines, box (x0, y0, x1, y1), alignment, the point it belongs to and, where moved away, a leader.

    `flow` is the id of the flow whose figure it is.
    """

    lines: tuple[Line, ...]
    box: Box
    align: str
    at: Point
    rank: int
    tone: str
    kind: str
    leader: bool = False
    flow: str = ""


def place_labels(
    scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...], room: Room
) -> tuple[tuple[PlacedMark, ...], tuple[PlacedLabel, ...]]:
    """Rings and labels, in the order in which they claim room."""
    kept = {placed.mark.pole: placed for placed in marks_of(scene, form, ground)}
    for placed in kept.values():
        if placed.lasting:
            room.take(*placed.ring, weight=1)
    # Where rings say a figure, the map is one of poles: the first of them are named before the flows between them.
    foremost = [item for item in kept.values() if item.mark.grade is not None and item.mark.rank == 1]
    labels = [_pole_label(placed, form, room) for placed in foremost if placed.mark.named]
    widths = sorted({flow.flow.workers for flow in flows}, reverse=True)
    valued = (flow for flow in flows if flow.flow.value)
    labels += [_flow_label(flow, form, room, widths.index(flow.flow.workers)) for flow in valued]
    captions = sorted(scene.captions, key=lambda caption: CAPTION_ORDER[caption.kind] + caption.rank / 10)
    told = (caption for caption in captions if caption.kind in ("country", "value", "missing"))
    labels += [_caption(caption, form, ground, room) for caption in told]
    for placed in sorted(kept.values(), key=lambda placed: placed.mark.rank):
        if placed not in foremost:
            stays, found = _pole(placed, form, room)
            labels.append(found)
            if not stays:
                del kept[placed.mark.pole]
    written = {label.lines[0].text for label in labels if label and label.kind == "pole"}
    # One name once: a pole that is named names its territory too.
    areas = (item for item in captions if item.kind in ("territory", "water") and item.text not in written)
    labels += [_caption(caption, form, ground, room) for caption in areas]
    return tuple(kept.values()), tuple(filter(None, labels))


CAPTION_ORDER = {"value": 0, "missing": 1, "country": 2, "territory": 3, "water": 4}
TONE_OF_KIND = {"country": "label", "territory": "label", "water": "water", "missing": "missing"}


def _pole(placed: PlacedMark, form: Format, room: Room) -> tuple[bool, PlacedLabel | None]:
    """Whether the ring of a pole stays, and its name."""
    mark = placed.mark
    if not placed.lasting and not room.free(placed.ring):
        return False, None
    label = _pole_label(placed, form, room) if mark.named and mark.rank <= form.poles_of_rank else None
    stays = placed.lasting or label is not None or not mark.named
    if stays and not placed.lasting:
        room.take(*placed.ring, weight=1)
    return stays, label


def _kept(middle: float, size: float, most: float) -> float:
    """The middle of a box moved until the box stands inside."""
    return min(max(middle, size / 2 + FRAME + 1), most - size / 2 - FRAME - 1)


def _size(lines: Sequence[Line], scale: float) -> tuple[float, float]:
    width = max(text_width(line.text, line.role, scale) for line in lines)
    return width + 2, sum(line.role.size * LINE_HEIGHT * scale for line in lines)


def _led(
    room: Room,
    form: Format,
    label: PlacedLabel,
    farthest: float = inf,
    wanted: int = BEYOND,
    most: int = ACROSS,
    crossing: float = inf,
) -> PlacedLabel | None:
    """A label in the free place nearest to its point whose leader crosses least, and no more than `crossing`.

    One that may go as far as it must, and cross what it must, is never left out.
    """
    at = label.at
    boxes = within(farthest * form.type_scale, at, form, *_size(label.lines, form.type_scale))
    least, best = crossing, list[Box]()
    for first, last in pairwise(AT_ONCE):
        for box in filter(room.free, boxes[first:last]):
            paid = room.crossed(at, box, least)
            if paid < least:
                least, best = paid, []
            if paid == least:
                best.append(box)
        own = not least and any(room.sides.stand(at, box) <= wanted for box in best)
        if best and least < SOLID and (first or own):
            break
    if not best:
        return None
    aligns = ["start" if box[0] > at[0] else "end" if box[2] < at[0] else "middle" for box in best]
    found = _settle(room, best, aligns, label, wanted, most)
    if found is not None:
        room.take_leader(at, leader_end(at, found.box))
    return found and replace(found, leader=True)


def _settle(
    room: Room,
    boxes: Sequence[Box],
    aligns: Sequence[str],
    label: PlacedLabel,
    wanted: int = OWN,
    most: int = ACROSS,
    free: Sequence[float] = (),
) -> PlacedLabel | None:
    """The label in the first of the boxes that is free, with so many px on each of its sides where these are given."""
    alone = [(x0 - px, y0 - px, x1 + px, y1 + px) for (x0, y0, x1, y1), px in zip(boxes, free, strict=False)]
    chosen = room.choose(label.at, alone or boxes, wanted, most)
    if chosen is None:
        return None
    x0, y0, x1, y1 = boxes[chosen]
    room.take(x0 - BESIDE, y0, x1 + BESIDE, y1)
    return replace(label, box=boxes[chosen], align=aligns[chosen])


def _unplaced(lines: list[Line], at: Point, rank: int, tone: str, kind: str) -> PlacedLabel:
    return PlacedLabel(tuple(lines), (0, 0, 0, 0), "middle", at, rank, tone, kind)


def _flow_label(placed: PlacedFlow, form: Format, room: Room, order: int) -> PlacedLabel | None:
    flow = placed.flow
    role = ROLES[f"value-{min(order, 4) + 1}"]
    lines = [Line(flow.value, role)]
    # What several frontiers share is no name of the country that it stands on.
    country = bool(flow.name) and flow.origin is None and flow.destination is None and flow.style != "dashed"
    if flow.name:
        lines.insert(0, Line(flow.name, ROLES["country" if country else "place"]))
    if flow.note:
        lines.append(Line(flow.note, ROLES["place-note"]))
    located = flow.origin is not None and flow.destination is None
    at = placed.centre[0] if located else placed.tip
    # A figure at its arrow says more than the same with its country afar.
    said = (lines, lines[1:]) if country else (lines,)
    labels = [replace(_unplaced(some, at, 1, flow.direction, "flow"), flow=flow.id) for some in said]
    return next(filter(None, _figures(labels, form, room)), None)


def _figures(labels: list[PlacedLabel], form: Format, room: Room) -> Iterator[PlacedLabel | None]:
    """What finds room of a figure with its country and of the figure alone, best first.

    On its own side it is better led than beyond the frontier; on a phone better alone at its arrow than led.
    """
    if form.legend_below:
        yield from (_beside(label, form, room, GAPS, OWN) for label in labels)
    for label in labels:
        yield _beside(label, form, room, GAPS[:2], OWN)
        yield _led(room, form, label, FARTHEST, OWN, OWN)
    yield from (_beside(label, form, room, GAPS, ACROSS) for label in labels)
    yield from (_led(room, form, label, wanted=OWN) for label in labels)


def _beside(label: PlacedLabel, form: Format, room: Room, gaps: tuple[float, ...], most: int) -> PlacedLabel | None:
    """A label around its point."""
    boxes, aligns = rings(label.at, gaps, *_size(label.lines, form.type_scale))
    return _settle(room, boxes, aligns, label, OWN, most)


def _pole_label(placed: PlacedMark, form: Format, room: Room) -> PlacedLabel | None:
    mark = placed.mark
    lines = [Line(mark.name, ROLES[f"pole-{mark.rank}"])]
    width, height = _size(lines, form.type_scale)
    gaps = (3.5, 9.0) if mark.rank < 3 else (3.5,)
    boxes, aligns = rings(placed.at, tuple(placed.radius + gap for gap in gaps), width, height)
    label = _unplaced(lines, placed.at, mark.rank, "ink", "pole")
    found = _settle(room, boxes, aligns, label, OWN, OWN if mark.rank > 1 else ACROSS)
    return found if found or mark.rank > 1 else _led(room, form, label, FARTHEST, crossing=FLOWS)


def _caption(caption: Caption, form: Format, ground: Ground, room: Room) -> PlacedLabel | None:
    told = caption.kind == "missing" or (caption.kind == "value" and caption.rank == 1)
    if not (told or inside(ground.point(caption.point), form)):
        return None
    # What must be told finds room on a phone in short lines where it does not in long ones.
    widths = (inf, form.width / 4) if told and form.legend_below else (inf,)
    tries = (_caption_at(_lines(caption, form, most), caption, form, ground, room, told) for most in widths)
    return next(filter(None, tries), None)


HEADS = {"country": "state", "territory": "area", "water": "water", "value": "place", "missing": "country"}


def _lines(caption: Caption, form: Format, most: float) -> list[Line]:
    """Name, value and note of a caption in lines of at most so many px."""
    texts = [(part, HEADS[caption.kind]) for part in caption.text.split("\n")]
    texts += [(caption.value, "missing" if caption.kind == "missing" else "place-value"), (caption.note, "place-note")]
    scale = form.type_scale
    return [Line(line, ROLES[role]) for text, role in texts if text for line in wrap(text, ROLES[role], scale, most)]


def _caption_at(
    lines: list[Line], caption: Caption, form: Format, ground: Ground, room: Room, told: bool
) -> PlacedLabel | None:
    at = ground.point(caption.point)
    width, height = _size(lines, form.type_scale)
    if told:
        at = _kept(at[0], width, form.width), _kept(at[1], height, form.height)
    tries = TRIES.get(caption.kind, USUAL)
    middles = [(at[0] + across, at[1] + down) for across, down, _ in tries]
    boxes = [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in middles]
    label = _unplaced(lines, at, caption.rank, TONE_OF_KIND.get(caption.kind, caption.tone), caption.kind)
    most = BEYOND if caption.kind == "value" else OWN
    found = _settle(room, boxes, ["middle"] * len(boxes), label, OWN, most, [free for *_, free in tries])
    # A phone has no room for leaders but those of figures that are told nowhere else.
    if found is None and (told or (caption.kind == "value" and not form.legend_below)):
        found = _led(room, form, label) if told else _led(room, form, label, FARTHEST, crossing=0)
    return found
