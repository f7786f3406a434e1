"""The blocks of a view other than the map: matrix, table, tree, search box, and what they are made of."""

from dataclasses import dataclass
from typing import Literal

from dashboard.view.legend import Legend
from dashboard.view.parts import ChartSpec, Fact, Option
from dashboard.view.scene import MapScene


@dataclass(frozen=True)
class Dot:
    """A sign and the words that say it: an action by its mention, or what is known of a year; `partial` dashes it."""

    sign: Literal["full", "half", "empty", "observed", "joint", "not-collected", "unread"]
    text: str
    partial: bool = False


@dataclass(frozen=True)
class Cell:
    """Words of a table, a matrix or a tree, and what stands around them.

    `signs` stand before the words, `note` after them; `search` leads to another selection, `url` out of the page;
    `more` are words that unfold, head and text. `title` says in words what the signs show. `language` is that of the
    words where it is not the page's.
    """

    text: str
    search: str = ""
    signs: tuple[Dot, ...] = ()
    title: str = ""
    note: str = ""
    url: str = ""
    more: tuple[str, str] = ("", "")
    language: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a column: `search` sorts by it or chooses it; `parted` draws a line before it."""

    title: str
    search: str = ""
    order: Literal["", "ascending", "descending"] = ""
    look: Literal["", "number", "long"] = ""
    selected: bool = False
    parted: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns, its rows; `chosen` are the rows that stand out, by number.

    One with a `fold` is folded away under these words on the page.
    """

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chosen: tuple[int, ...] = ()
    fold: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """A row of a matrix: its head, then a cell for each column."""

    head: Cell
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MatrixGroup:
    """Rows of a matrix that belong together."""

    head: Cell
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class Matrix:
    """Signs by row and column. `slanted` heads are for many columns of long names; `corner` names the rows."""

    id: str
    name: str
    corner: str
    columns: tuple[Column, ...]
    groups: tuple[MatrixGroup, ...]
    totals: MatrixRow | None = None
    legend: tuple[Dot, ...] = ()
    slanted: bool = False


@dataclass(frozen=True)
class Branch:
    """A node of a tree: what it says, and the nodes below it."""

    head: Cell
    branches: tuple["Branch", ...] = ()
    open: bool = False


@dataclass(frozen=True)
class SearchBox:
    """A field that narrows the view: its words, those typed, the other parameters of the address, what was found."""

    label: str
    value: str
    others: tuple[tuple[str, str], ...]
    button: str
    found: str
    clear: Option | None = None


@dataclass(frozen=True)
class Choices:
    """Links side by side after the words that say what they do; without any it is these words alone."""

    id: str
    label: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class MapFigure:
    """A small map that is one link: its name, the note below it, its scene."""

    id: str
    title: str
    note: str
    scene: MapScene
    search: str


@dataclass(frozen=True)
class MapFigures:
    """Small maps on one scale, that of their scenes' extents and `widest`, with one legend and one scale bar."""

    id: str
    title: str
    note: str
    figures: tuple[MapFigure, ...]
    legend: Legend


Block = ChartSpec | Fact | Table | Matrix | Branch | SearchBox | Choices | MapFigures


@dataclass(frozen=True)
class Section:
    """A part of a view other than the map."""

    id: str
    title: str
    note: str
    blocks: tuple[Block, ...]
