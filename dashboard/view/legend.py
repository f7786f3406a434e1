"""What a map needs to be read: the classes of its shades, the scale of its widths, the states that it shows."""

from dataclasses import dataclass
from typing import Literal


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
    """One state that is on the map: its sign (a style of Fill, FrontierLine or Flow) and its words.

    `direction` is that of the flows of a style, outbound where flows of both have it.
    """

    sign: str
    text: str
    direction: Literal["out", "in"] = "out"


@dataclass(frozen=True)
class Legend:
    """Everything the map needs to be read; nothing that is not on it."""

    ramp: Ramp | None = None
    wedge: Wedge | None = None
    states: tuple[LegendState, ...] = ()
