"""The map of a view: a scene in the units of a frame of geodata.crs (y down), and its legend."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dashboard.view.legend import Legend

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

    def holds(self, point: Point) -> bool:
        """True when a point lies inside."""
        return self.min_x < point[0] < self.max_x and self.min_y < point[1] < self.max_y

    def contains(self, other: "Extent") -> bool:
        """True when another one lies inside."""
        return self.holds((other.min_x, other.min_y)) and self.holds((other.max_x, other.max_y))

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
    kind: Literal["country", "territory", "frontier", "lake"]
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

    `detail` names the static file of those (empty at the overview). `finer` are shapes of a lower level, in that file
    too, which are drawn only where something refers to them. Shared by all views, so compared by identity.
    """

    frame: str
    unit_m: float
    outlines: tuple[Outline, ...]
    detail: str = ""
    details: tuple[Outline, ...] = ()
    finer: tuple[Outline, ...] = ()

    @cached_property
    def _finer(self) -> dict[str, Outline]:
        return {outline.key: outline for outline in self.finer}

    @cached_property
    def _drawn(self) -> dict[str, Outline]:
        return {outline.key: outline for outline in (*self.outlines, *self.details)}

    def shape(self, key: str) -> Outline | None:
        """The outline drawn for a key, the full-resolution one where there is one."""
        return self._drawn.get(key) or self._finer.get(key)

    @property
    def drawn(self) -> tuple[Outline, ...]:
        """All outlines as drawn, each key once, in drawing order."""
        return tuple(self._drawn.values())


@dataclass(frozen=True)
class Fill:
    """A territory shaded by a value: style is r1…r5, caution, secret, not-collected, or bare for one that has none.

    `outline` is its shape where the base holds none.
    """

    territory: str
    style: str
    label: str
    search: str = ""
    selected: bool = False
    outline: Outline | None = None


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
    `name` and `value` are the words of its label; an empty value draws none. `field` and `source` are the ids of its
    figure's.
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
    field: str = ""
    source: str = ""


@dataclass(frozen=True)
class Mark:
    """A pole: a ring, and its name where it has room. Rank 1 always keeps its ring.

    With a grade the ring has a size by a figure (1, 2, 3; 0 where no source gives one), a look by the kind of its urban
    system, and is never left out; `chosen` is the one whose sheet is shown.
    """

    pole: str
    name: str
    point: Point
    rank: int
    label: str
    search: str = ""
    named: bool = True
    grade: int | None = None
    look: Literal["agglomeration", "network", "other"] = "other"
    chosen: bool = False


@dataclass(frozen=True)
class Tie:
    """A link between two places: functional (workers from start to end) or institutional (memberships, no direction).

    The two are never drawn alike. `start` and `end` are frame points; `name` and `value` are the words of a functional
    one.
    """

    id: str
    kind: Literal["functional", "institutional"]
    start: Point
    end: Point
    label: str
    search: str = ""
    style: Literal["plain", "strong"] = "plain"
    name: str = ""
    value: str = ""


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


@dataclass(frozen=True)
class MapScene:
    """One map: what is drawn, in a frame, for an extent. Captions of rank 1 are placed before those of rank 2.

    Maps that share a scale have extents of one size in km and the same `widest`: the workers of the widest flow of them
    all; 0 where a map has a scale of its own. `narrow` is the extent on a phone, where names need more room beside it.
    """

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
    widest: float = 0.0
    ties: tuple[Tie, ...] = ()
    narrow: Extent | None = None

    @property
    def scenes(self) -> tuple["MapScene", ...]:
        """The map itself and those of its insets."""
        return self, *(inset.scene for inset in self.insets)


@dataclass(frozen=True)
class Inset:
    """A small map of its own scale inside another."""

    title: str
    scene: MapScene
