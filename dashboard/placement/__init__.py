"""(MapScene, format) → placed scene: labels chosen, flows fanned out, widths set, in the format's own pixels."""

from dataclasses import dataclass, replace

from dashboard.placement.arrangement import Box, arrange
from dashboard.placement.flows import PlacedFlow, place_flows
from dashboard.placement.formats import FORMATS, PAGE, PHONE, SLIDE, Format
from dashboard.placement.ground import Ground, fit
from dashboard.placement.labels import PlacedLabel
from dashboard.placement.legend import PlacedLegend, ScaleBar
from dashboard.placement.marks import PlacedMark
from dashboard.placement.ties import PlacedTie, place_ties
from dashboard.view import Inset, MapScene

__all__ = ["FORMATS", "PAGE", "PHONE", "SLIDE", "Format", "PlacedInset", "PlacedScene", "place"]

INSET_GAP = 16.0
INSET_HEIGHT, INSET_HEIGHTS = 134.0, {"guyane": 178.0}


@dataclass(frozen=True)
class PlacedInset:
    """An inset and its box (x, y, width, height in px)."""

    inset: Inset
    box: Box
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
    ties: tuple[PlacedTie, ...] = ()


def place(scene: MapScene, form: Format) -> PlacedScene:
    """The scene placed for a format. Pure: the same scene and format give the same placed scene."""
    ground = fit(scene, form)
    flows = place_flows(scene, form, ground)
    boxes, below = _inset_boxes(scene, form, form.height)
    arranged = arrange(scene, form, ground, flows, boxes, below)
    marks = tuple(
        PlacedMark(mark, ground.point(mark.point), arranged.rings[mark.pole])
        for mark in scene.marks
        if mark.pole in arranged.rings
    )
    insets = tuple(
        PlacedInset(inset, box, _place_inset(inset, form, box)) for inset, box in zip(scene.insets, boxes, strict=True)
    )
    # Emphasis moves nothing, so that labels are remembered without it.
    faded = {flow.id for flow in scene.flows if flow.emphasis == "faded"}
    labels = tuple(replace(label, tone="label") if label.flow in faded else label for label in arranged.labels)
    ties = place_ties(scene, form, ground)
    return PlacedScene(
        scene, form, ground, arranged.height, flows, marks, labels, arranged.legend, arranged.bar, insets, ties
    )


def _inset_boxes(scene: MapScene, form: Format, below: float) -> tuple[list[Box], float]:
    """Boxes from the bottom left up; under the map, side by side, where the legend stands below."""
    if not scene.insets:
        return [], below
    unit = form.type_scale
    if form.legend_below:
        width = (form.width - 12 * 2 - 12) / 2
        boxes = [(12 + column * (width + 12), below + 12, width, width) for column in range(len(scene.insets))]
        return boxes, below + width + 24
    # A slide's type grows more than its height: there the legend above needs what the insets leave.
    size = min(unit, 1.25) * form.inset_size
    heights = [INSET_HEIGHTS.get(inset.scene.base.frame, INSET_HEIGHT) * size for inset in scene.insets]
    width = 156 * size
    if form.insets_abreast:
        low = form.height - 12 * unit
        return [
            (INSET_GAP * unit + n * (width + INSET_GAP), low - height, width, height)
            for n, height in enumerate(heights)
        ], below
    top = form.height - 12 * unit - sum(heights) - INSET_GAP * (len(scene.insets) - 1)
    boxes = []
    for height in heights:
        boxes.append((INSET_GAP * unit, top, width, height))
        top += height + INSET_GAP
    return boxes, below


def _place_inset(inset: Inset, form: Format, box: tuple[float, float, float, float]) -> PlacedScene:
    small = replace(form, name="inset", width=box[2], height=box[3], widest_flow=6, legend_below=False, poles_of_rank=2)
    return place(inset.scene, small)
