"""(MapScene, format) → placed scene: labels chosen, flows fanned out, widths set, in the format's own pixels."""

from dataclasses import dataclass, replace

from dashboard.placement.flows import PlacedFlow, place_flows
from dashboard.placement.formats import FORMATS, PAGE, PHONE, SLIDE, Format
from dashboard.placement.ground import Ground, fit
from dashboard.placement.labels import PlacedLabel, PlacedMark, place_labels
from dashboard.placement.legend import PlacedLegend, ScaleBar, place_legend, scale_bar
from dashboard.placement.room import Room
from dashboard.view import Inset, MapScene

__all__ = ["FORMATS", "PAGE", "PHONE", "SLIDE", "Format", "PlacedInset", "PlacedScene", "place"]

INSET_GAP = 16.0
INSET_TITLE = (84.0, 26.0)


@dataclass(frozen=True)
class PlacedInset:
    """An inset and its box (x, y, width, height in px)."""

    inset: Inset
    box: tuple[float, float, float, float]
    placed: "PlacedScene"


@dataclass(frozen=True)
class PlacedScene:
    """A scene in the pixels of a format; `height` may exceed the map's where the legend stands below it."""

    scene: MapScene
    format: Format
    ground: Ground
    height: float
    flows: tuple[PlacedFlow, ...]
    marks: tuple[PlacedMark, ...]
    labels: tuple[PlacedLabel, ...]
    legend: PlacedLegend
    bar: ScaleBar
    insets: tuple[PlacedInset, ...]


def place(scene: MapScene, form: Format) -> PlacedScene:
    """The scene placed for a format. Pure: the same scene and format give the same placed scene."""
    ground = fit(scene, form)
    flows = place_flows(scene, form, ground)
    room = Room(form)
    below = form.height
    inset_boxes, below = _inset_boxes(scene, form, below)
    for box in inset_boxes:
        room.take(box[0] - 4, box[1] - 4, box[0] + box[2] + 4, box[1] + box[3] + 4)
    if form.name == "inset":
        room.take(0, 0, *INSET_TITLE)
    for flow in flows:
        room.take_flow(flow)
    bar = scale_bar(scene, form, ground)
    room.take(bar.x - 6, bar.y - 14, bar.x + bar.length + 60, bar.y + 8)
    room.take_lines(scene, ground)
    legend, below = place_legend(scene, form, ground, flows, room, below)
    marks, labels = place_labels(scene, form, ground, flows, room)
    insets = tuple(
        PlacedInset(inset, box, _place_inset(inset, form, box))
        for inset, box in zip(scene.insets, inset_boxes, strict=True)
    )
    return PlacedScene(scene, form, ground, below, flows, marks, labels, legend, bar, insets)


def _inset_boxes(scene: MapScene, form: Format, below: float) -> tuple[list[tuple[float, float, float, float]], float]:
    """Boxes from the bottom left up; under the map, side by side, where the legend stands below."""
    if not scene.insets:
        return [], below
    unit = form.type_scale
    if form.legend_below:
        width = (form.width - 12 * 2 - 12) / 2
        boxes = [(12 + column * (width + 12), below + 12, width, width) for column in range(len(scene.insets))]
        return boxes, below + width + 24
    # A slide's type grows more than its height: there the legend above needs what the insets leave.
    size = min(unit, 1.25)
    heights = [178 * size, 134 * size]
    width = 156 * size
    top = form.height - 12 * unit - sum(heights[: len(scene.insets)]) - INSET_GAP * (len(scene.insets) - 1)
    boxes = []
    for height in heights[: len(scene.insets)]:
        boxes.append((INSET_GAP * unit, top, width, height))
        top += height + INSET_GAP
    return boxes, below


def _place_inset(inset: Inset, form: Format, box: tuple[float, float, float, float]) -> PlacedScene:
    small = replace(form, name="inset", width=box[2], height=box[3], widest_flow=6, legend_below=False, poles_of_rank=2)
    return place(inset.scene, small)
