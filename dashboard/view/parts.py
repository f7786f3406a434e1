"""What stands around the map: key figures, charts, rail, filters, actions, notes, and the figures behind them."""

from dataclasses import dataclass
from typing import Literal

from dashboard.view.scene import Tone


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
    `top` is the largest amount of several charts of lines that share their scale.
    """

    id: str
    kind: Literal["bars", "lines"]
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
    top: float = 0.0


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
    """The frontiers at the left: those with figures, their total as published, and those nobody measures.

    `several` is the link that turns picking several on or, selected, off again.
    """

    title: str
    caption: str
    rows: tuple[RailRow, ...]
    total: RailRow | None
    missing_title: str
    missing: tuple[RailRow, ...]
    several: "Option | None" = None


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
    """One row of the figures behind a view, as /donnees.csv gives it; workers is None where the status says why.

    `field_name` and `source_name` are `field` and `source` in words.
    """

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
    field_name: str = ""
    source_name: str = ""
