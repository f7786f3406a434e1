"""The legend and the scale bar of a placed map as native shapes."""

import numpy as np

from dashboard.placement.formats import ROLES, text_width
from dashboard.placement.ground import Points
from dashboard.placement.legend import PlacedLegend, PlacedRamp, PlacedState, PlacedWedge, ScaleBar
from dashboard.renderings.clipping import Rect as Frame
from dashboard.renderings.clipping import hatch
from dashboard.renderings.pptx_style import Align, Line, Paint, Run
from dashboard.renderings.pptx_ties import sign as tie_sign
from dashboard.renderings.pptx_xml import Canvas

SIGN_PATTERNS = {
    "not-collected": Paint("hatch", "line", 0.9, pattern="wdUpDiag"),
    "secret": Paint("secret", "line", 0.9, pattern="pct10"),
    "caution": Paint("caution-dot", "line", 0.9, pattern="pct5", back="caution"),
}
ANYWHERE = Frame(-1e6, -1e6, 1e6, 1e6)


def words_at(canvas: Canvas, x: float, baseline: float, run: Run, align: Align = "l") -> str:
    """A line of text on a baseline: begun, centred or ended at x."""
    width, height = 12.0 * len(run.text), run.size * 1.2
    left = {"l": x, "ctr": x - width / 2, "r": x - width}[align]
    return canvas.text(
        (left, baseline - 0.78 * height, width, height), [Line((run,), align, height)], run.text, run.text
    )


def legend_shapes(canvas: Canvas, legend: PlacedLegend, x: float, y: float, unit: float) -> list[str]:
    """The blocks of a legend on a map whose corner lies at (x, y) px."""
    shapes = []
    for text in legend.texts:
        role = ROLES[text.role]
        tone = "ink2" if text.role == "legend" else "ink"
        run = Run(text.text, role.size * unit, tone, role.weight >= 600, halo="sea")
        shapes.append(words_at(canvas, x + text.x, y + text.y, run))
    if legend.ramp:
        shapes += _ramp(canvas, legend.ramp, x, y, unit)
    if legend.wedge:
        shapes += _wedge(canvas, legend.wedge, x, y, unit)
    for state in legend.states:
        shapes += _sign(canvas, state, x + state.x, y + state.y, unit)
    return shapes


def bar_shapes(canvas: Canvas, bar: ScaleBar, x: float, y: float, unit: float) -> list[str]:
    """The scale bar with its length in words."""
    left, foot, words = x + bar.x, y + bar.y, f"{bar.km} km"
    points = np.array([(left, foot - 5), (left, foot), (left + bar.length, foot), (left + bar.length, foot - 5)])
    run = Run(words, 11 * unit, "ink2", halo="sea")
    return [
        canvas.freeform([points], Paint("", "ink2", 1.5), words, words, closed=False),
        words_at(canvas, left + bar.length + 7, foot + 1, run),
    ]


def _ramp(canvas: Canvas, ramp: PlacedRamp, x: float, y: float, unit: float) -> list[str]:
    left, top = x + ramp.x, y + ramp.y
    bounds = ["", *(text for _, text in ramp.limits), ""]
    shapes = [
        canvas.preset(
            "rect", (left + step * ramp.step, top, ramp.step, ramp.height), Paint(style),
            f"r{step + 1}", f"{bounds[step]} – {bounds[step + 1]}".strip(),
        )
        for step, style in enumerate(ramp.ramp.styles)
    ]  # fmt: skip
    for place, text in ramp.limits:
        joint = np.array([(left + place, top), (left + place, top + ramp.height + 4)])
        shapes.append(canvas.freeform([joint], Paint("", "ink2", 1.1), text, text, closed=False))
        run = Run(text, 12 * unit, "ink2", halo="sea")
        shapes.append(words_at(canvas, left + place, top + ramp.height + 14 * unit, run, "ctr"))
    return shapes


def _wedge(canvas: Canvas, wedge: PlacedWedge, x: float, y: float, unit: float) -> list[str]:
    left, foot = x + wedge.x, y + wedge.y + wedge.height
    body = np.array([(left, foot), (left + wedge.length, foot), (left + wedge.length, foot - wedge.height)])
    title = wedge.wedge.title
    # As the flows themselves: inbound ones are hollow.
    inbound = wedge.wedge.direction == "in"
    shapes = [canvas.freeform([body], Paint("paper", "in", 1.7) if inbound else Paint("out"), title, title)]
    bound = float("inf")
    for place, height, text in reversed(wedge.gates):
        gate = np.array([(left + place, foot), (left + place, foot - height)])
        shapes.append(canvas.freeform([gate], Paint("", "in" if inbound else "paper", 2.0), text, text, closed=False))
        run = Run(text, 12 * unit, "ink2", halo="sea")
        half = text_width(text, ROLES["legend"], unit) / 2
        # Two values too near for their words: the larger keeps its own.
        if place + half < bound:
            shapes.append(words_at(canvas, left + place, foot + 13 * unit, run, "ctr"))
            bound = place - half - 6
    return shapes


def _sign(canvas: Canvas, placed: PlacedState, x: float, y: float, unit: float) -> list[str]:
    """A sign of 34 × 11 px at scale 1."""
    sign, words = placed.state.sign, placed.state.text

    def points(*pairs: tuple[float, float]) -> Points:
        return np.array(pairs) * unit + (x, y)

    middle = points((0, 5.5), (34, 5.5))
    if sign in ("measured", "unmeasured"):
        band = canvas.freeform([middle], Paint("", "lisere-band", 9 * unit), words, words, closed=False)
        if sign == "unmeasured":
            strokes = hatch([middle], 11 * unit, ANYWHERE)
            band = canvas.freeform(strokes, Paint("", "hatch", 1.7), words, words, closed=False)
        return [band, canvas.freeform([middle], Paint("", "ink", 1.7), words, words, closed=False)]
    if sign == "dashed":
        thread = Paint("", placed.state.direction, 2.1, dash="sysDash")
        return [
            canvas.freeform([points((0, 5.5), (26, 5.5))], thread, words, words, closed=False),
            canvas.freeform([points((26, 2), (34, 5.5), (26, 9))], Paint(placed.state.direction), words, words),
        ]
    if sign in ("in", "tint"):
        way = "in" if sign == "in" else placed.state.direction
        paint = Paint("paper" if sign == "in" else f"{way}-tint", way, 1.7)
        arrow = points((0, 3), (24, 3), (24, 0), (34, 5.5), (24, 11), (24, 8), (0, 8))
        return [canvas.freeform([arrow], paint, words, words)]
    if sign == "pole":
        rings = ((10, 4.2, 1.6), (25, 3.2, 1.2))
        return [
            canvas.preset("ellipse", (x + (at - r) * unit, y + (5.5 - r) * unit, 2 * r * unit, 2 * r * unit),
                          Paint("paper", "ink", width * unit), words, words)
            for at, r, width in rings
        ]  # fmt: skip
    if drawn := tie_sign(canvas, placed, x, y, unit):
        return drawn
    paint = SIGN_PATTERNS.get(sign) or Paint("out-tint", "line", 0.9)
    return [canvas.preset("rect", (x, y, 32 * unit, 11 * unit), paint, words, words)]
