"""A placed map as native shapes, grouped by layer and named, so that PowerPoint recolours one border, not a picture."""

from dataclasses import replace

import numpy as np

from dashboard.placement import PlacedScene
from dashboard.placement.ground import Points
from dashboard.renderings.clipping import Rect, hatch
from dashboard.renderings.pptx_flows import flow_shape, label_shapes, mark_shape
from dashboard.renderings.pptx_ground import Spot, base_shapes, spot_of
from dashboard.renderings.pptx_legend import bar_shapes, legend_shapes
from dashboard.renderings.pptx_style import Line, Paint, Run
from dashboard.renderings.pptx_ties import tie_shape
from dashboard.renderings.pptx_xml import Canvas
from dashboard.text import Text
from dashboard.view import Base, Fill, FrontierLine

# A band of 54 px on a slide where nobody measured is the map's subject; on an overview it is one of many.
BANDS = {"plain": 14.0, "selected": 28.0, "faded": 9.0}
HATCHED = {"plain": 17.0, "selected": 46.0, "faded": 12.0}
BAND_COLORS = {"plain": "lisere-band", "selected": "lisere-band", "faded": "line2"}
PATTERNS = {
    "not-collected": Paint("hatch", "paper", 1.1, pattern="wdUpDiag"),
    "secret": Paint("secret", "paper", 1.1, pattern="pct10"),
    "caution": Paint("caution-dot", "paper", 1.1, pattern="pct5", back="caution"),
    "bare": Paint("", "", 1.1),
}
# Half the widest band: what a stroke can put beyond the frame.
MOUNT = 18.0


def draw_map(canvas: Canvas, placed: PlacedScene, x: float, y: float, t: Text) -> None:
    """Add the groups of a map, lowest first, with its frame's upper left corner at (x, y) px."""
    form = placed.format
    box = (x, y, form.width, form.height)
    alt = placed.scene.alt
    for key, shapes in _layers(canvas, placed, spot_of(placed, x, y), x, y, t):
        name = t(f"pptx.layer.{key}")
        canvas.group(name, f"{name}. {alt}", box, shapes)
    insets = []
    for inset in placed.insets:
        left, top, width, height = inset.box
        left, top = x + left, y + top
        spot = spot_of(inset.placed, left, top)
        inner = [
            canvas.grouped(t(f"pptx.layer.{key}"), inset.inset.scene.alt, (left, top, width, height), shapes)
            for key, shapes in _layers(canvas, inset.placed, spot, left, top, t)
        ]
        title = Run(inset.inset.title, 12 * spot.unit, bold=True, halo="sea")
        inner.append(
            canvas.text((left + 9, top + 6, width, 20), [Line((title,))], inset.inset.title, inset.inset.title)
        )
        frame = Paint("", "ink3", 1.4)
        inner.append(canvas.preset("rect", (left, top, width, height), frame, t("pptx.layer.frame"), inset.inset.title))
        insets.append(canvas.grouped(inset.inset.title, inset.inset.scene.alt, (left, top, width, height), inner))
    canvas.group(t("pptx.layer.insets"), t("pptx.layer.insets"), box, insets)


def _layers(
    canvas: Canvas, placed: PlacedScene, spot: Spot, x: float, y: float, t: Text
) -> list[tuple[str, list[str]]]:
    """Layers of one map as (key of its name, shapes), lowest first; a frame hides what strokes put beyond the edge."""
    scene, form = placed.scene, placed.format
    zoomed = any(shape.kind == "territory" and shape.country == "FR" for shape in scene.base.details)
    sea = canvas.preset("rect", (x, y, form.width, form.height), Paint("sea"), t("pptx.layer.sea"), "")
    france, abroad, water = (base_shapes(scene.base, spot, canvas, part) for part in range(3))
    fills = {home: [_fill(canvas, fill, scene.base, spot, home) for fill in scene.fills] for home in (True, False)}
    lines = sorted(scene.lines, key=lambda line: line.emphasis == "selected")
    small = form.name == "inset"
    bands = {
        state: [_band(canvas, line, scene.base, spot, small) for line in lines if line.state == state]
        for state in ("measured", "unmeasured")
    }
    strokes = [shape for line in lines for shape in _frontier(canvas, line, scene.base, spot)]
    flows = [flow_shape(canvas, flow, scene.base, spot, x, y) for flow in placed.flows]
    # Near a frontier the band stays on the French side: the neighbours are laid over it.
    home = [("base", [sea, france]), ("fills_home", fills[True])]
    away = [("base_abroad", [abroad]), ("fills", fills[False])]
    band = [("bands", bands["measured"])]
    ground = [*home, *band, *away] if zoomed else [*home, *away, *band]
    ground += [("hatched", bands["unmeasured"]), ("water", [water]), ("frontiers", strokes)]
    labels = [shape for label in placed.labels for shape in label_shapes(canvas, label, spot, x, y)]
    above = [
        ("ties", [tie_shape(canvas, tie, x, y) for tie in placed.ties]),
        ("flows", flows),
        ("poles", [mark_shape(canvas, mark, spot, x, y) for mark in placed.marks]),
        ("labels", labels),
    ]
    if form.name != "inset":
        above.insert(0, ("frame", [_mask(canvas, Rect(x, y, x + form.width, y + form.height), t)]))
    legend = legend_shapes(canvas, placed.legend, x, y, spot.unit)
    return [*ground, *above, ("legend", legend), ("scale", bar_shapes(canvas, placed.bar, x, y, spot.unit))]


def _fill(canvas: Canvas, fill: Fill, base: Base, spot: Spot, home: bool) -> str:
    outline = fill.outline or base.shape(f"t-{fill.territory}")
    if outline is None or (outline.country == "FR") != home or fill.style == "bare":
        return ""
    paint = PATTERNS.get(fill.style) or Paint(fill.style, "paper", 1.1)
    if fill.selected:
        paint = replace(paint, stroke="ink", width=3.0)
    return canvas.freeform(spot.rings(outline), paint, fill.territory, fill.label)


def _band(canvas: Canvas, line: FrontierLine, base: Base, spot: Spot, inset: bool) -> str:
    outline = base.shape(f"f-{line.frontier}")
    if outline is None:
        return ""
    parts = spot.lines(outline)
    if line.state == "unmeasured":
        width = HATCHED["faded" if inset else line.emphasis]
        return canvas.freeform(
            hatch(parts, width, spot.rect), Paint("", "hatch", 1.7), line.frontier, line.label, closed=False
        )
    paint = Paint("", BAND_COLORS[line.emphasis], BANDS[line.emphasis])
    return canvas.freeform(parts, paint, line.frontier, line.label, closed=False)


def _frontier(canvas: Canvas, line: FrontierLine, base: Base, spot: Spot) -> list[str]:
    outline = base.shape(f"f-{line.frontier}")
    parts = spot.lines(outline) if outline is not None else []
    name = line.name or line.frontier
    strokes = {
        "plain": [Paint("", "ink", 1.65)],
        "faded": [Paint("", "ink3", 1.15)],
        "selected": [Paint("", "paper", 5.1), Paint("", "ink", 2.4)],
    }[line.emphasis]
    return [canvas.freeform(parts, paint, name, line.label, closed=False) for paint in strokes]


def _mask(canvas: Canvas, rect: Rect, t: Text) -> str:
    """A mount of the page's colour around the map: strokes have no clip, so it covers their ends."""

    def ring(box: Rect) -> Points:
        return np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])

    name = t("pptx.layer.frame")
    mount = canvas.freeform([ring(rect.grown(MOUNT)), ring(rect)], Paint("paper", themed=True), name, name)
    return mount + canvas.freeform([ring(rect)], Paint("", "line", 1.4), name, name)
