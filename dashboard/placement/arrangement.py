"""Where labels and legend stand, remembered: neither words on hover nor links nor emphasis move them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

import orjson

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import ROLES, Format, text_width
from dashboard.placement.ground import Ground
from dashboard.placement.labels import PlacedLabel, place_labels
from dashboard.placement.legend import PlacedLegend, ScaleBar, place_legend, scale_bar
from dashboard.placement.room import Room
from dashboard.placement.ties import place_ties
from dashboard.view import MapScene

# Parts of a scene that change with every filter and that no placement reads.
UNPLACED = frozenset({"base", "label", "search", "emphasis", "selected", "alt"})
INSET_TITLE = (84.0, 26.0)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Arrangement:
    """Scale bar, legend, the poles whose rings have room with radius, all labels, and the height of it all in px."""

    bar: ScaleBar
    legend: PlacedLegend
    height: float
    rings: dict[str, float]
    labels: tuple[PlacedLabel, ...]


def arrange(
    scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...], insets: list[Box], below: float
) -> Arrangement:
    """Everything that claims room, around flows and the boxes of insets; the legend may stand `below` the map."""
    read = orjson.dumps(scene, default=_bare, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    known = _remembered((scene.base, form, blake2b(read).digest()))
    if not known:
        known.append(_arranged(scene, form, ground, flows, insets, below))
    return known[0]


@lru_cache(maxsize=64)
def _remembered(_key: Hashable) -> list[Arrangement]:
    """Where the arrangement of what placement reads is kept: without the scene, which is larger than all that."""
    return []


def _arranged(
    scene: MapScene, form: Format, ground: Ground, flows: tuple[PlacedFlow, ...], insets: list[Box], below: float
) -> Arrangement:
    room = Room(form)
    for box in insets:
        room.take(box[0] - 4, box[1] - 4, box[0] + box[2] + 4, box[1] + box[3] + 4)
    if form.name == "inset":
        room.take(0, 0, *(side * form.type_scale for side in INSET_TITLE))
    for flow in flows:
        room.take_flow(flow)
    bar = scale_bar(scene, form, ground)
    said = text_width(f"{bar.km} km", ROLES["inset"], form.type_scale)
    room.take(bar.x - 6, bar.y - 14, bar.x + bar.length + said + 8, bar.y + 8)
    room.take_lines(scene, ground)
    room.take_ties(place_ties(scene, form, ground))
    legend, height = place_legend(scene, form, ground, flows, room, below)
    marks, labels = place_labels(scene, form, ground, flows, room)
    return Arrangement(bar, legend, height, {item.mark.pole: item.radius for item in marks}, labels)


def _bare(part: Any) -> Any:
    """What of a scene, or of a part of it, placement reads, but for the base."""
    return _placed_fields(part.__class__)(part)


@cache
def _placed_fields(kind: Any) -> Callable[[Any], Any]:
    """Gives the fields that placement reads."""
    return attrgetter(*(item.name for item in fields(kind) if item.name not in UNPLACED))
