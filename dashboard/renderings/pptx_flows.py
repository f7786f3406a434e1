"""Flows, rings and labels of a map as native shapes."""

import numpy as np

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.ground import Points
from dashboard.placement.labels import PlacedLabel
from dashboard.placement.marks import PlacedMark
from dashboard.renderings.clipping import Rect, clip_line, inside, resampled
from dashboard.renderings.pptx_ground import Spot
from dashboard.renderings.pptx_style import Align, Line, Paint, Run
from dashboard.renderings.pptx_ties import sized_ring
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.svg_style import TONES
from dashboard.view import Base

ALIGNS: dict[str, Align] = {"start": "l", "end": "r", "middle": "ctr"}
FIXED_TONES = {"country": "label", "place-note": "ink2", "place": "ink", "place-value": "ink"}


def flow_shape(canvas: Canvas, placed: PlacedFlow, base: Base, spot: Spot, x: float, y: float) -> str:
    """A flow: white casing, body, and the gate where its frontier shows through."""
    flow, shift = placed.flow, np.array([x, y])
    opacity = 0.22 if flow.emphasis == "faded" else 1.0
    outline, centre, head = (np.array(part) + shift for part in (placed.outline, placed.centre, placed.head))
    name = f"{flow.name or flow.frontier} {flow.value}".strip()
    if placed.thread:
        thread = Paint("", flow.direction, 2.1, dash="sysDash" if flow.style == "dashed" else "", opacity=opacity)
        tip = Paint("paper" if flow.direction == "in" else flow.direction, flow.direction, 1.5, opacity=opacity)
        shapes = [
            canvas.freeform([centre], Paint("", "paper", 5.0, opacity=opacity), name, flow.label, closed=False),
            canvas.freeform([centre], thread, name, flow.label, closed=False),
            canvas.freeform([head], tip, name, flow.label),
        ]
    else:
        fill = {("out", "tint"): "out-tint", ("in", "tint"): "in-tint", ("in", "solid"): "paper"}
        edge = flow.direction if flow.direction == "in" or flow.style == "tint" else ""
        body = Paint(fill.get((flow.direction, flow.style), flow.direction), edge, 1.9, opacity=opacity)
        shapes = [canvas.freeform([outline], Paint("", "paper", 4.3, opacity=opacity), name, flow.label)]
        if flow.origin is not None:
            reach = placed.width / 2
            start = (centre[0][0] - reach, centre[0][1] - reach, 2 * reach, 2 * reach)
            shapes.append(canvas.preset("ellipse", start, body, name, flow.label))
        shapes.append(canvas.freeform([outline], body, name, flow.label))
        if flow.direction == "out":
            shapes.append(
                canvas.freeform(
                    _gate(placed, base, spot, outline), Paint("", "paper", 2.2), name, flow.label, closed=False
                )
            )
    low, high = outline.min(axis=0), outline.max(axis=0)
    return canvas.grouped(name, flow.label, (low[0], low[1], high[0] - low[0], high[1] - low[1]), shapes)


def _gate(placed: PlacedFlow, base: Base, spot: Spot, outline: Points) -> list[Points]:
    """The parts of the frontier inside a flow's body."""
    shape = base.shape(f"f-{placed.flow.frontier}")
    near = Rect(*outline.min(axis=0), *outline.max(axis=0))
    parts: list[Points] = []
    for line in spot.lines(shape) if shape is not None else []:
        for piece in clip_line(line, near):
            points = resampled(piece, 1.0)
            within = inside(points, outline)
            edges = np.flatnonzero(np.diff(within.astype(int))) + 1
            runs = np.split(points, edges)
            keeps = np.split(within, edges)
            parts += [run for run, keep in zip(runs, keeps, strict=True) if keep[0] and len(run) > 1]
    return parts


def mark_shape(canvas: Canvas, placed: PlacedMark, spot: Spot, x: float, y: float) -> str:
    """The ring of a pole."""
    if placed.mark.grade is not None:
        return sized_ring(canvas, placed, spot.unit, x, y)
    radius = placed.radius
    box = (placed.at[0] - radius + x, placed.at[1] - radius + y, 2 * radius, 2 * radius)
    width = (1.6 if placed.mark.rank == 1 else 1.2) * spot.unit
    return canvas.preset("ellipse", box, Paint("paper", "ink", width), placed.mark.name, placed.mark.label)


def label_shapes(canvas: Canvas, label: PlacedLabel, spot: Spot, x: float, y: float) -> list[str]:
    """A label as one text box, and the leader that ties it to its point."""
    x0, y0, x1, y1 = label.box
    sizes = sum(line.role.size for line in label.lines)
    words = " ".join(line.text for line in label.lines)
    align = ALIGNS[label.align]
    lines = []
    for line in label.lines:
        role = line.role
        tone = "label" if label.tone == "label" else FIXED_TONES.get(role.name, TONES[label.tone])
        run = Run(
            line.text, role.size * spot.unit, tone, role.weight >= 600, role.name == "water", role.caps,
            role.tracking * spot.unit, "" if label.kind == "water" else "paper",
        )  # fmt: skip
        lines.append(Line((run,), align, (y1 - y0) * role.size / sizes))
    shapes = []
    if label.leader:
        end = min(max(label.at[0], x0), x1), min(max(label.at[1], y0), y1)
        points = np.array([label.at, end]) + np.array([x, y])
        tone = "label" if label.tone == "label" else "ink"
        shapes.append(canvas.freeform([points], Paint("", tone, 1.3), words, words, closed=False))
    return [*shapes, canvas.text((x0 + x, y0 + y, x1 - x0, y1 - y0), lines, words, words)]
