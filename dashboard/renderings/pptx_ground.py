"""The ground of a map as native shapes, in px of the slide: what seldom changes, and is kept."""

from dataclasses import dataclass, replace
from functools import lru_cache
from zlib import compress, decompress

from dashboard.placement import PlacedScene
from dashboard.placement.ground import Ground, Points, line_parts
from dashboard.renderings.clipping import Rect, clip_line, clip_ring
from dashboard.renderings.pptx_style import Paint, Stage
from dashboard.renderings.pptx_xml import Canvas
from dashboard.text import LANGUAGES
from dashboard.view import Base, Outline

GROUND = {
    ("country", True): Paint("land", "ink3", 1.0),
    ("country", False): Paint("neighbour", "lake-edge", 0.85),
    ("territory", True): Paint("land", "hairline", 0.85),
    ("territory", False): Paint("neighbour", "hairline-neighbour", 0.85),
    ("lake", True): Paint("lake", "lake-edge", 0.7),
    ("lake", False): Paint("lake", "lake-edge", 0.7),
    ("frontier", True): Paint("", "ink3", 1.15),
    ("frontier", False): Paint("", "ink3", 1.15),
}


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


def base_shapes(base: Base, spot: Spot, canvas: Canvas, part: int) -> str:
    """The shapes of the ground: 0 France's, 1 the neighbours', 2 waters and all borders."""
    return canvas.numbered(decompress(_packed(base, spot, canvas.stage, part)).decode())


@lru_cache(maxsize=48)
def _packed(base: Base, spot: Spot, stage: Stage, part: int) -> bytes:
    """The same compressed, with ids of their own: they seldom change, so they are kept, in a tenth of their room."""
    canvas = Canvas(stage, LANGUAGES[0])
    order = {0: ("country", "territory"), 1: ("country", "territory"), 2: ("lake", "frontier")}[part]
    shapes = []
    for kind in order:
        for outline in base.drawn:
            if outline.kind != kind or (part < 2 and (outline.country == "FR") != (part == 0)):
                continue
            paint = GROUND[kind, outline.country == "FR"]
            lined = kind == "frontier"
            rings = spot.lines(outline) if lined else spot.rings(outline)
            shapes.append(canvas.freeform(rings, paint, outline.id, outline.id, closed=not lined))
    return compress("".join(shapes).encode(), 1)
