"""What there is to show for a selection, said without any drawing library: plain frozen dataclasses.

Coordinates are those of a frame of geodata.crs (units, y down). `search` is always a query string beginning with "?",
the address of the page after a click; it is empty where nothing happens.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Tone = Literal["out", "in", "ink", "missing"]
Point = tuple[float, float]


@dataclass(frozen=True)
class Extent:
    """A rectangle in frame units."""

    min_x: float
    min_y: float
    max_x: float
    max_y: float

    @property
    def width(self) -> float:
        """Width in frame units."""
        return self.max_x - self.min_x

    @property
    def height(self) -> float:
        """Height in frame units."""
        return self.max_y - self.min_y

    def meets(self, other: "Extent") -> bool:
        """True when the two rectangles overlap."""
        return (
            self.min_x < other.max_x
            and self.max_x > other.min_x
            and self.min_y < other.max_y
            and self.max_y > other.min_y
        )


@dataclass(frozen=True)
class Outline:
    """One shape of the base map: an SVG path in frame units; country is an ISO code."""

    id: str
    kind: Literal["country", "territory", "frontier", "lake", "river"]
    country: str
    path: str
    extent: Extent
    anchor: Point

    @property
    def key(self) -> str:
        """What names it in a drawing: frontiers and territories never share an id, lakes and countries might."""
        return f"{self.kind[0]}-{self.id}"


@dataclass(frozen=True, eq=False)
class Base:
    """The shapes under everything of one frame, and the full-resolution ones that replace them near a frontier.

    `detail` names the static file of those (empty at the overview). Shared by all views, so compared by identity.
    """

    frame: str
    unit_m: float
    outlines: tuple[Outline, ...]
    detail: str = ""
    details: tuple[Outline, ...] = ()

    @cached_property
    def _drawn(self) -> dict[str, Outline]:
        return {outline.key: outline for outline in (*self.outlines, *self.details)}

    def shape(self, key: str) -> Outline | None:
        """The outline drawn for a key, the full-resolution one where there is one."""
        return self._drawn.get(key)

    @property
    def drawn(self) -> tuple[Outline, ...]:
        """All outlines as drawn, each key once, in drawing order."""
        return tuple(self._drawn.values())


@dataclass(frozen=True)
class Fill:
    """A territory shaded by a value: style is r1…r5, caution, estimate, secret or not-collected."""

    territory: str
    style: str
    label: str
    search: str = ""
    selected: bool = False


@dataclass(frozen=True)
class FrontierLine:
    """A frontier: hatched where nothing is measured, faded where another one is chosen."""

    frontier: str
    state: Literal["measured", "unmeasured"]
    emphasis: Literal["plain", "selected", "faded"]
    label: str
    search: str
    name: str = ""


@dataclass(frozen=True)
class Flow:
    """Workers across a frontier, drawn from an origin (None: not located) through a crossing to a destination.

    Without a crossing, the flow is fanned out along its frontier. `heading` is the unit vector, in the frame, that
    leads across the frontier from home to work.
    `scaled` is false where its figure is not comparable with the others': a thread of constant width.
    style: solid, tint (estimate or uncertain year), dashed (under 200, or shared by several frontiers).
    `name` and `value` are the words of its label; an empty value draws none.
    """

    id: str
    frontier: str
    direction: Literal["out", "in"]
    workers: float
    heading: Point
    crossing: Point | None
    origin: Point | None
    destination: Point | None
    style: Literal["solid", "tint", "dashed"]
    name: str
    value: str
    label: str
    search: str = ""
    note: str = ""
    emphasis: Literal["plain", "faded"] = "plain"
    scaled: bool = True


@dataclass(frozen=True)
class Mark:
    """A pole: a ring, and its name where it has room. Rank 1 always keeps its ring."""

    pole: str
    name: str
    point: Point
    rank: int
    country: str
    label: str
    search: str = ""
    named: bool = True


@dataclass(frozen=True)
class Caption:
    """A name on the map: of a country, a territory (with its value) or a water."""

    kind: Literal["country", "territory", "value", "water", "missing"]
    text: str
    point: Point
    value: str = ""
    note: str = ""
    rank: int = 1
    tone: Tone = "ink"
    country: str = ""


@dataclass(frozen=True)
class Ramp:
    """Up to five classes of one quantity: the limits between them, as drawn at the joints of the swatches."""

    title: str
    note: str
    limits: tuple[str, ...]
    steps: int = 5

    @property
    def styles(self) -> tuple[str, ...]:
        """The style of Fill of each class, lowest first: always from r1, and to r5 where there are several."""
        return tuple(f"r{1 + round(step * 4 / max(self.steps - 1, 1))}" for step in range(self.steps))


@dataclass(frozen=True)
class Wedge:
    """The scale of flow widths: the widest value and the round values marked by gates, with their words."""

    title: str
    note: str
    direction: Literal["out", "in"]
    ticks: tuple[tuple[float, str], ...]
    minimum: str = ""
    language: str = "fr"


@dataclass(frozen=True)
class LegendState:
    """One state that is on the map: its sign (a style of Fill, FrontierLine or Flow) and its words."""

    sign: str
    text: str


@dataclass(frozen=True)
class Legend:
    """Everything the map needs to be read; nothing that is not on it."""

    ramp: Ramp | None = None
    wedge: Wedge | None = None
    states: tuple[LegendState, ...] = ()


@dataclass(frozen=True)
class MapScene:
    """One map: what is drawn, in a frame, for an extent. Captions of rank 1 are placed before those of rank 2."""

    base: Base
    extent: Extent
    fills: tuple[Fill, ...] = ()
    lines: tuple[FrontierLine, ...] = ()
    flows: tuple[Flow, ...] = ()
    marks: tuple[Mark, ...] = ()
    captions: tuple[Caption, ...] = ()
    legend: Legend = field(default_factory=Legend)
    insets: tuple["Inset", ...] = ()
    alt: str = ""


@dataclass(frozen=True)
class Inset:
    """A small map of its own scale inside another."""

    title: str
    scene: MapScene
    search: str = ""


@dataclass(frozen=True)
class Fact:
    """A key figure as it is written, what it counts, and where it comes from."""

    value: str
    tone: Tone
    text: str
    note: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """One value of a chart: None is missing, and status then says why (secret, not-collected)."""

    category: str
    amount: float | None
    text: str
    status: Literal["observed", "estimate", "caution", "secret", "not-collected"] = "observed"
    search: str = ""


@dataclass(frozen=True)
class ChartSeries:
    """Values of one field, drawn in one tone; `narrow` draws a narrower field dashed with hollow points."""

    name: str
    tone: Literal["out", "out2", "in", "ink"]
    values: tuple[Value, ...]
    narrow: bool = False


@dataclass(frozen=True)
class ChartSpec:
    """A chart: bars (stacked when several series), or lines, whose series never join (a break between fields).

    `totals` are the texts at the ends of stacked bars, in order of the categories. `columns` and `rows` are its table.
    """

    id: str
    kind: Literal["bars", "lines", "dots"]
    title: str
    caption: str
    unit: str
    series: tuple[ChartSeries, ...]
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class RailRow:
    """A frontier in the rail: share is its bar, 0 to 1, None where nothing is measured."""

    frontier: str
    name: str
    note: str
    value: str
    share: float | None
    selected: bool
    search: str
    style: Literal["observed", "estimate", "not-collected"] = "observed"


@dataclass(frozen=True)
class Rail:
    """The frontiers at the left: those with figures, their total as published, and those nobody measures."""

    title: str
    caption: str
    rows: tuple[RailRow, ...]
    total: RailRow | None
    missing_title: str
    missing: tuple[RailRow, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a filter; without search it is unavailable and `reason` says why."""

    label: str
    search: str
    selected: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter: `open` ones show their options side by side, the others behind their current value."""

    id: str
    title: str
    options: tuple[Option, ...]
    open: bool = False

    @property
    def current(self) -> str:
        """The words of the selected options."""
        return ", ".join(option.label for option in self.options if option.selected)


@dataclass(frozen=True)
class ActionRow:
    """An action of the programme: sign is full (priority), half (submitted) or empty; dashed for a partial reading."""

    id: str
    sign: Literal["full", "half", "empty"]
    partial: bool
    title: str
    note: str
    search: str
    selected: bool = False
    raw: str = ""


@dataclass(frozen=True)
class ActionGroup:
    """Actions that share the basis of their link to the frontier."""

    title: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True)
class Actions:
    """The list of actions: its counting title, its groups, the note on those for all frontiers, and links."""

    title: str
    groups: tuple[ActionGroup, ...]
    note: str = ""
    links: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A source as cited on the page; `accessed` is the ISO date of access."""

    id: str
    text: str
    url: str
    licence: str = ""
    accessed: str = ""


@dataclass(frozen=True)
class Note:
    """A line of reading aid below the page: a short bold head, and a sentence."""

    head: str
    text: str
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One row of the figures behind a view, as /donnees.csv gives it; workers is None where the status says why."""

    home: str
    home_name: str
    work: str
    work_name: str
    frontier: str
    period: str
    workers: float | None
    sex: str
    precision: str
    status: str
    field: str
    source: str
    licence: str


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
    """A table: its name, its columns, its rows; `chosen` are the rows that stand out, by number."""

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chosen: tuple[int, ...] = ()


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


Block = ChartSpec | Fact | Table | Matrix | Branch | SearchBox


@dataclass(frozen=True)
class Section:
    """A part of a view other than the map."""

    id: str
    title: str
    note: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class View:
    """All there is to show for a selection; `grounds` are the bases of all frames, for a page that goes on to others.

    `name` is the view shown: the map, or one whose `sections` stand in the map's place.
    """

    language: str
    search: str
    title: str
    subtitle: str
    map: MapScene
    rail: Rail
    filters: tuple[Filter, ...]
    facts: tuple[Fact, ...]
    charts: tuple[ChartSpec, ...]
    actions: Actions
    notes: tuple[Note, ...]
    tabs: tuple[Option, ...]
    languages: tuple[Option, ...]
    figures: tuple[Figure, ...] = ()
    credits: tuple[str, ...] = ()
    grounds: tuple[Base, ...] = ()
    name: str = "carte"
    sections: tuple[Section, ...] = ()
