"""Patterns that keep to the pixels of a picture that a program is going to draw."""

from dataclasses import dataclass, replace

from dashboard.placement.ground import Ground
from dashboard.renderings.svg_shapes import MOTIFS

# How often a tile holds its motif, across and down: the more, the less it is stretched to whole pixels.
REPEATS = 16
# librsvg cuts a tile to whole pixels: a hair more, lest it loses one.
HAIR = 1 + 1e-8


@dataclass(frozen=True)
class Pixels:
    """So many pixels for a px of the picture; a map begins `left` and `top` px from its upper left corner."""

    scale: float
    left: float = 0.0
    top: float = 0.0

    def within(self, left: float, top: float) -> "Pixels":
        """Those of an inset that begins there in the map."""
        return replace(self, left=self.left + left, top=self.top + top)

    def beside(self, place: float) -> float:
        """The px from a place to the nearest edge of a pixel."""
        return round(place * self.scale) / self.scale - place

    def whole(self, size: float) -> float:
        """The factor that makes a size in px whole pixels."""
        return max(round(size * self.scale), 1) / (size * self.scale) * HAIR


def pattern_transform(pattern: str, unit: float, ground: Ground, pixels: Pixels | None) -> str:
    """What brings a pattern of px × `unit` to the units of a ground, as an SVG attribute.

    librsvg copies a tile that begins at a pixel and is whole pixels wide; any other it samples, ten times as slowly.
    """
    if pixels is None:
        return f"scale({unit / ground.scale:.3f})"
    # As the ground's transform is written: a hundredth of a pixel beside is beside.
    scale, left, top = round(ground.scale, 6), round(ground.shift_x, 2), round(ground.shift_y, 2)
    across, down = (pixels.beside(at) / scale for at in (pixels.left + left, pixels.top + top))
    whole = pixels.whole(MOTIFS[pattern] * REPEATS * unit)
    return f"translate({across:.9g},{down:.9g}) scale({unit * whole / scale:.12g})"
