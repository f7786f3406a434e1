"""What stands where on a slide, in px of 1920 × 1080: pieces that the web page and PowerPoint draw alike.

Texts are broken into lines here, from the advances of the font, so that nothing is cut and both media agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.placement import PlacedScene
from dashboard.placement.formats import Role, text_width, wrap
from dashboard.placement.legend import ScaleBar
from dashboard.renderings.pptx_style import Align
from dashboard.text import Text
from dashboard.view import ChartSpec, Dot

TOP, BOTTOM, LEFT, RIGHT = 172.0, 932.0, 64.0, 1856.0
COLUMN_LEFT = 1296.0
# Nothing is smaller than NOTE: it can still be read from the back of a room.
NOTE, BODY, HEAD = 18.5, 23.0, 26.0
NOTE_STEP, BODY_STEP, HEAD_STEP = 23.0, 27.0, 31.0
# A line that the reckoning holds full comes out wider in some browsers, and in the fonts that take the place of ours.
SLACK = 0.97
# What the scale bar of several maps takes below their legend.
BAR = 36.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Words:
    """Lines set alike from (x, y) down, each `step` px; `tag` is the element of a web page that says what they are."""

    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    size: float = NOTE
    step: float = NOTE_STEP
    weight: int = 400
    tone: str = "ink"
    align: Align = "l"
    tag: str = "p"

    @property
    def bottom(self) -> float:
        """The y below its last line."""
        return self.y + self.step * len(self.lines)

    @property
    def text(self) -> str:
        """The words in one line."""
        return " ".join(self.lines)


@dataclass(frozen=True)
class KeyFigure:
    """A figure as it is written, what it counts, its note."""

    value: Words
    parts: tuple[Words, ...]
    text: str

    @property
    def bottom(self) -> float:
        """The y below its lowest line."""
        return max(part.bottom for part in (self.value, *self.parts))


@dataclass(frozen=True)
class Rule:
    """A hairline across a width."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Keys:
    """Swatches with their words in one line: (colour, words), or signs with theirs."""

    x: float
    y: float
    width: float
    colors: tuple[tuple[str, str], ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Item:
    """A point of a list: a sign or a number, then its words."""

    words: Words
    dot: Dot | None = None
    number: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart in a box; its letters are `scale` × 12 px."""

    spec: ChartSpec
    box: Box
    scale: float
    language: str


@dataclass(frozen=True)
class Map:
    """A placed map with its frame's upper left corner at (x, y)."""

    placed: PlacedScene
    x: float
    y: float
    alt: str


@dataclass(frozen=True)
class Key:
    """The legend and the scale bar of several maps, as placed with one of them, with their corner at (x, y)."""

    placed: PlacedScene
    x: float
    y: float

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        x0, y0, x1, y1 = self.placed.legend.box
        return x1 - x0, y1 - y0 + BAR

    @property
    def bottom(self) -> float:
        """The y below its scale bar."""
        return self.y + self.size[1]

    @property
    def bar(self) -> ScaleBar:
        """The scale bar below the legend, where that was placed."""
        x0, _, _, y1 = self.placed.legend.box
        return replace(self.placed.bar, x=x0, y=y1 + BAR - 6)


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: signs, lines, lines in a second tone; `turned` reads upwards, `span` takes several columns."""

    lines: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    dots: tuple[Dot, ...] = ()
    align: Align = "l"
    strong: bool = False
    turned: bool = False
    span: int = 1
    link: str = ""
    title: str = ""


@dataclass(frozen=True)
class GridRow:
    """A row of a grid, its height in px, and the rule below it."""

    cells: tuple[GridCell, ...]
    height: float
    rule: Literal["ink2", "line", "line2"] = "line2"


@dataclass(frozen=True)
class Grid:
    """A table: its columns' widths, its rows (the first is the head), its type; `tinted` columns stand out."""

    x: float
    y: float
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    name: str
    text: str
    size: float = NOTE
    step: float = NOTE_STEP
    tinted: tuple[int, ...] = ()
    parted: tuple[int, ...] = ()

    @property
    def bottom(self) -> float:
        """The y of its foot."""
        return self.y + sum(row.height for row in self.rows)


Piece = Words | KeyFigure | Rule | Keys | Item | Drawing | Map | Key | Grid


def lines_of(text: str, size: float, weight: int, width: float) -> tuple[str, ...]:
    """The text as it breaks in a width (px) at a size (px)."""
    return tuple(wrap(text, Role("slide", size, weight), 1.0, width * SLACK))


def balanced(text: str, size: float, weight: int, width: float) -> tuple[str, ...]:
    """The text in as few lines as it takes, as even as they get, so that no last word stands alone."""
    widest = lines_of(text, size, weight, width)
    narrower = (lines_of(text, size, weight, width * share / 20) for share in range(10, 20))
    return next((lines for lines in narrower if len(lines) == len(widest)), widest)


def long(text: str, size: float, weight: int = 400) -> float:
    """The px that a text takes in one line at a size (px)."""
    return text_width(text, Role("slide", size, weight), 1.0) / SLACK


def fitted(text: str, width: float, steps: Sequence[tuple[float, int]], weight: int) -> float:
    """The first size (px) of some (size, lines) at which a text fits a width in so many lines; else the last."""

    def fits(size: float, most: int) -> bool:
        lines = lines_of(text, size, weight, width)
        return len(lines) <= most and max(long(line, size, weight) for line in lines) <= width

    return next((size for size, most in steps if fits(size, most)), steps[-1][0])


def note_at(x: float, y: float, width: float, text: str) -> Words:
    """A note in the smallest type and the second tone."""
    return Words(x, y, width, lines_of(text, NOTE, 400, width), tone="ink2")


def heading_at(x: float, y: float, width: float, text: str) -> Words:
    """The heading of a block."""
    return Words(x, y, width, lines_of(text, HEAD, 600, width), HEAD, HEAD_STEP, 600, tag="h2")


def others(count: int, t: Text) -> str:
    """The words that count what a slide has no room for."""
    return t.others(count, "slide.others")
