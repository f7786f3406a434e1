"""A placed map as native shapes, grouped by layer and named: what is recoloured in PowerPoint is one border, not a picture."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dashboard.placement import PlacedScene
from dashboard.placement.flows import HOLLOW_FROM, PlacedFlow
from dashboard.placement.ground import Ground, line_parts
from dashboard.placement.labels import PlacedLabel, PlacedMark
from dashboard.renderings.clipping import Points, Rect, clip_line, clip_ring, hatch, inside, resampled
from dashboard.renderings.pptx_legend import bar_shapes, legend_shapes
from dashboard.renderings.pptx_xml import Canvas, Line, Paint, Run, Stage
from dashboard.text import Text
from dashboard.view import Base, Fill, FrontierLine, Outline

# A band of 54 px on a slide where nobody measured is the map's subject; on an overview it is one of many.
BANDS = {"plain": 14.0, "selected": 28.0, "faded": 9.0}
HATCHED = {"plain": 17.0, "selected": 46.0, "faded": 12.0}
BAND_COLORS = {"plain": "lisere-band", "selected": "lisere-band", "faded": "line2"}
PATTERNS = {
    "not-collected": Paint("hatch", "paper", 1.1, pattern="wdUpDiag"),
    "secret": Paint("secret", "paper", 1.1, pattern="pct10"),
    "caution": Paint("caution-dot", "paper", 1.1, pattern="pct5", back="caution"),
    "estimate": Paint("out-tint", "paper", 1.1),
    "bare": Paint("", "", 1.1),
    "faint": Paint("neighbour", "paper", 1.1),
}
GROUND = {
    ("country", True): Paint("land", "ink3", 1.0),
    ("country", False): Paint("neighbour", "lake-edge", 0.85),
    ("territory", True): Paint("land", "hairline", 0.85),
    ("territory", False): Paint("neighbour", "hairline-neighbour", 0.85),
    ("lake", True): Paint("lake", "lake-edge", 0.7),
    ("lake", False): Paint("lake", "lake-edge", 0.7),
    ("river", True): Paint("", "lake-edge", 1.3),
    ("river", False): Paint("", "lake-edge", 1.3),
    ("frontier", True): Paint("", "ink3", 1.15),
    ("frontier", False): Paint("", "ink3", 1.15),
}
# Half the widest band: what a stroke can put beyond the frame.
MOUNT = 18.0
TONES = {"out": "out", "in": "in", "ink": "ink", "label": "label", "water": "water", "missing": "ink2"}
FIXED_TONES = {"country": "label", "place-note": "ink2", "place": "ink", "place-value": "ink"}


@dataclass(frozen=True)
class Spot:
    """Where a placed map lies on the slide: its ground moved there, its frame, what one px at scale 1 is."""

    ground: Ground
    rect: Rect
    unit: float

    def rings(self, outline: Outline) -> list[Points]:
        """The rings of an outline inside the frame, in px of the slide."""
        parts = (clip_ring(self.ground.points(part), self.rect) for part in line_parts(outline.path))
        return [ring for ring in parts if len(ring)]

    def lines(self, outline: Outline) -> list[Points]:
        """The lines of an outline inside the frame, in px of the slide."""
        return [line for part in line_parts(outline.path) for line in clip_line(self.ground.points(part), self.rect)]


def spot_of(placed: PlacedScene, x: float, y: float) -> Spot:
    """The place of a map whose upper left corner lies at (x, y) px."""
    ground = replace(placed.ground, shift_x=placed.ground.shift_x + x, shift_y=placed.ground.shift_y + y)
    return Spot(ground, Rect(x, y, x + placed.format.width, y + placed.format.height), placed.format.type_scale)


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
    france, abroad, water = (_base(scene.base, spot, canvas.stage, canvas.language, part, zoomed) for part in range(3))
    fills = {home: [_fill(canvas, fill, scene.base, spot, home) for fill in scene.fills] for home in (True, False)}
    lines = sorted(scene.lines, key=lambda line: line.emphasis == "selected")
    bands = {state: [_band(canvas, line, scene.base, spot, form.name == "inset") for line in lines if line.state == state]
             for state in ("measured", "unmeasured")}  # fmt: skip
    strokes = [shape for line in lines for shape in _frontier(canvas, line, scene.base, spot)]
    flows = [_flow(canvas, flow, scene.base, spot, x, y) for flow in placed.flows]
    # Near a frontier the band stays on the French side: the neighbours are laid over it.
    home = [("base", [sea, *france]), ("fills_home", fills[True])]
    away = [("base_abroad", list(abroad)), ("fills", fills[False])]
    band = [("bands", bands["measured"])]
    ground = [*home, *band, *away] if zoomed else [*home, *away, *band]
    ground += [("hatched", bands["unmeasured"]), ("water", list(water)), ("frontiers", strokes)]
    labels = [shape for label in placed.labels for shape in _label(canvas, label, spot, x, y)]
    above = [
        ("flows", flows),
        ("poles", [_mark(canvas, mark, spot, x, y) for mark in placed.marks]),
        ("labels", labels),
    ]
    if form.name != "inset":
        above.insert(0, ("frame", [_mask(canvas, Rect(x, y, x + form.width, y + form.height), t)]))
    legend = legend_shapes(canvas, placed.legend, x, y, spot.unit)
    return [*ground, *above, ("legend", legend), ("scale", bar_shapes(canvas, placed.bar, x, y, spot.unit))]


@lru_cache(maxsize=48)
def _base(base: Base, spot: Spot, stage: Stage, language: str, part: int, zoomed: bool) -> tuple[str, ...]:
    """The shapes of the ground: 0 France's, 1 the neighbours', 2 waters and all borders. Kept, since they seldom change.

    Ids begin where those of a slide with a hundred shapes never come, and apart for each part and frame.
    """
    canvas = Canvas(stage, language, next_id=100_000 + 100_000 * part + sum(base.frame.encode()) * 1_000)
    order = {0: ("country", "territory"), 1: ("country", "territory"), 2: ("river", "lake", "frontier")}[part]
    shapes = []
    for kind in order:
        for outline in base.drawn:
            if outline.kind != kind or (part < 2 and (outline.country == "FR") != (part == 0)):
                continue
            paint = GROUND[kind, outline.country == "FR"]
            lined = kind in ("river", "frontier")
            rings = spot.lines(outline) if lined else spot.rings(outline)
            shapes.append(canvas.freeform(rings, paint, outline.id, outline.id, closed=not lined))
    return tuple(shape for shape in shapes if shape)


def _fill(canvas: Canvas, fill: Fill, base: Base, spot: Spot, home: bool) -> str:
    outline = base.shape(f"t-{fill.territory}")
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
            hatch(parts, width, 7.8, spot.rect), Paint("", "hatch", 1.7), line.frontier, line.label, closed=False
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


def _flow(canvas: Canvas, placed: PlacedFlow, base: Base, spot: Spot, x: float, y: float) -> str:
    """A flow: white casing, body, and the gate where its frontier shows through."""
    flow, shift = placed.flow, np.array([x, y])
    opacity = 0.22 if flow.emphasis == "faded" else 1.0
    outline, centre, head = (np.array(part) + shift for part in (placed.outline, placed.centre, placed.head))
    name = f"{flow.name or flow.frontier} {flow.value}".strip()
    if placed.minimal or flow.style == "dashed" or (flow.direction == "in" and placed.width < HOLLOW_FROM):
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


def _mark(canvas: Canvas, placed: PlacedMark, spot: Spot, x: float, y: float) -> str:
    radius = placed.radius
    box = (placed.at[0] - radius + x, placed.at[1] - radius + y, 2 * radius, 2 * radius)
    width = (1.6 if placed.mark.rank == 1 else 1.2) * spot.unit
    return canvas.preset("ellipse", box, Paint("paper", "ink", width), placed.mark.name, placed.mark.label)


def _label(canvas: Canvas, label: PlacedLabel, spot: Spot, x: float, y: float) -> list[str]:
    x0, y0, x1, y1 = label.box
    sizes = sum(line.role.size for line in label.lines)
    words = " ".join(line.text for line in label.lines)
    align = {"start": "l", "end": "r", "middle": "ctr"}[label.align]
    lines = []
    for line in label.lines:
        role = line.role
        tone = "label" if label.tone == "label" else FIXED_TONES.get(role.name, TONES[label.tone])
        run = Run(
            line.text, role.size * spot.unit, tone, role.weight >= 600, role.name == "water", role.caps,
            role.tracking * spot.unit, "" if label.kind == "water" else "paper",
        )  # fmt: skip
        lines.append(Line((run,), align, (y1 - y0) * role.size / sizes))  # type: ignore[arg-type]
    shapes = []
    if label.leader:
        end = min(max(label.at[0], x0), x1), min(max(label.at[1], y0), y1)
        points = np.array([label.at, end]) + (x, y)
        shapes.append(canvas.freeform([points], Paint("", "ink", 1.3), words, words, closed=False))
    return [*shapes, canvas.text((x0 + x, y0 + y, x1 - x0, y1 - y0), lines, words, words)]


def _mask(canvas: Canvas, rect: Rect, t: Text) -> str:
    """A mount of the page's colour around the map: strokes have no clip, so it covers their ends."""

    def ring(box: Rect) -> Points:
        return np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])

    name = t("pptx.layer.frame")
    mount = canvas.freeform([ring(rect.grown(MOUNT)), ring(rect)], Paint("paper", themed=True), name, name)
    return mount + canvas.freeform([ring(rect)], Paint("", "line", 1.4), name, name)
