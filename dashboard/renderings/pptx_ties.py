"""Ties and sized rings as native shapes, and their signs in the legend."""

import numpy as np

from dashboard.placement.legend import PlacedState
from dashboard.placement.marks import PlacedMark
from dashboard.placement.ties import PlacedTie
from dashboard.renderings.pptx_style import Paint
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.svg_ties import GROUNDS, SIGN_RADII

LINES = {
    "functional": Paint("", "out", 2.9),
    "institutional": Paint("", "ink2", 1.4, dash="sysDot"),
    "strong": Paint("", "ink", 2.2, dash="dash"),
}


def tie_shape(canvas: Canvas, placed: PlacedTie, x: float, y: float) -> str:
    """A tie named by its words: dashed ink for memberships; solid blue with a head for workers."""
    tie, shift = placed.tie, np.array([x, y])
    line = np.array(placed.line) + shift
    paint = LINES["strong" if tie.style == "strong" else tie.kind]
    shapes = [canvas.freeform([line], paint, tie.label, tie.label, closed=False)]
    if tie.kind == "functional":
        shapes.insert(0, canvas.freeform([line], Paint("", "paper", 6.0), tie.label, tie.label, closed=False))
    if placed.head:
        shapes.append(
            canvas.freeform([np.array(placed.head) + shift], Paint("out", "paper", 1.1), tie.label, tie.label)
        )
    low, high = line.min(axis=0), line.max(axis=0)
    return canvas.grouped(tie.label, tie.label, (low[0], low[1], high[0] - low[0], high[1] - low[1]), shapes)


def sized_ring(canvas: Canvas, placed: PlacedMark, unit: float, x: float, y: float) -> str:
    """The ring of a pole whose size says a figure; hollow and dotted without one."""
    mark, radius = placed.mark, placed.radius
    paint = _ring_paint(mark.look, mark.grade == 0, (3.0 if mark.chosen else 1.2) * unit)
    box = (placed.at[0] - radius + x, placed.at[1] - radius + y, 2 * radius, 2 * radius)
    return canvas.preset("ellipse", box, paint, mark.name, mark.label)


def _ring_paint(look: str, missing: bool, width: float) -> Paint:
    return Paint("paper", "ink", width, dash="sysDot") if missing else Paint(GROUNDS[look], "ink", width)


def sign(canvas: Canvas, placed: PlacedState, x: float, y: float, unit: float) -> list[str]:
    """The sign of a state of these maps, 34 × 11 px at scale 1; none for those of others."""
    name, words = placed.state.sign, placed.state.text
    if name.startswith("tie-"):
        kind = name.removeprefix("tie-")
        end = 26 if kind == "functional" else 34
        line = np.array([(0, 5.5), (end, 5.5)]) * unit + (x, y)
        shapes = [canvas.freeform([line], LINES[kind], words, words, closed=False)]
        if kind == "functional":
            head = np.array([(25, 2), (34, 5.5), (25, 9)]) * unit + (x, y)
            shapes.append(canvas.freeform([head], Paint("out"), words, words))
        return shapes
    if name == "member":
        return [canvas.preset("rect", (x, y, 32 * unit, 11 * unit), Paint("r3", "line", 0.9), words, words)]
    radii, look = (SIGN_RADII, "network") if name == "rings" else ((5.2,), name.removeprefix("ring-"))
    if name != "rings" and not name.startswith("ring-"):
        return []
    shapes, at = [], 0.0 if name == "rings" else 17 - radii[0]
    for radius in radii:
        box = (x + at * unit, y + (5.5 - radius) * unit, 2 * radius * unit, 2 * radius * unit)
        shapes.append(canvas.preset("ellipse", box, _ring_paint(look, look == "missing", 1.2 * unit), words, words))
        at += 2 * radius + 2.2
    return shapes
