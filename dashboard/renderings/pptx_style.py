"""How native shapes look and lie: the stage that turns px into a slide's units, paint, runs and lines of text."""

from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 1920, 1080
EMU = 6350
Align = Literal["l", "r", "ctr"]


@dataclass(frozen=True)
class Stage:
    """EMU = (px − from) × scale + to: where the composition of 1920 × 1080 lies on a slide."""

    scale: float = EMU
    x: float = 0.0
    y: float = 0.0

    def left(self, px: float) -> int:
        """The EMU of an x in px."""
        return round(px * self.scale + self.x)

    def top(self, px: float) -> int:
        """The EMU of a y in px."""
        return round(px * self.scale + self.y)

    def length(self, px: float) -> int:
        """The EMU of a length in px."""
        return round(px * self.scale)

    def box(self, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
        """The EMU of a box: left, top, width, height."""
        return self.left(x), self.top(y), self.length(width), self.length(height)

    def hundredths(self, px: float) -> int:
        """Hundredths of a point of a length in px, for type."""
        return round(px * self.scale / 127)


@dataclass(frozen=True)
class Paint:
    """Fill and stroke by names of colours of the theme; `width` px; `pattern` a preset drawn in `fill` on paper."""

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: str = ""
    pattern: str = ""
    back: str = "paper"
    opacity: float = 1.0
    themed: bool = False


@dataclass(frozen=True)
class Run:
    """Words set alike; size and tracking in px; `link` is the id of a relationship."""

    text: str
    size: float
    color: str = "ink"
    bold: bool = False
    italic: bool = False
    caps: bool = False
    tracking: float = 0.0
    halo: str = ""
    link: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph: its runs, alignment, line height in px (0: the font's own) and the px left free above it."""

    runs: tuple[Run, ...]
    align: Align = "l"
    height: float = 0.0
    above: float = 0.0
