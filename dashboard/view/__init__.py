"""What there is to show for a selection, said without any drawing library: plain frozen dataclasses.

Coordinates are those of a frame of geodata.crs (units, y down). `search` is always a query string beginning with "?",
the address of the page after a click; it is empty where nothing happens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.view.legend import Legend, LegendState, Ramp, Wedge
from dashboard.view.parts import (
    ActionGroup,
    ActionRow,
    Actions,
    ChartSeries,
    ChartSpec,
    Fact,
    Figure,
    Filter,
    Note,
    Option,
    Rail,
    RailRow,
    Reference,
    Value,
)
from dashboard.view.scene import (
    Base,
    Caption,
    Extent,
    Fill,
    Flow,
    FrontierLine,
    Inset,
    MapScene,
    Mark,
    Outline,
    Point,
    Tie,
    Tone,
)
from dashboard.view.sections import (
    Block,
    Branch,
    Cell,
    Choices,
    Column,
    Dot,
    MapFigure,
    MapFigures,
    Matrix,
    MatrixGroup,
    MatrixRow,
    SearchBox,
    Section,
    Table,
)

__all__ = [
    "ActionGroup",
    "ActionRow",
    "Actions",
    "Base",
    "Block",
    "Branch",
    "Caption",
    "Cell",
    "ChartSeries",
    "ChartSpec",
    "Choices",
    "Column",
    "Dot",
    "Extent",
    "Fact",
    "Figure",
    "Fill",
    "Filter",
    "Flow",
    "FrontierLine",
    "Inset",
    "Legend",
    "LegendState",
    "MapFigure",
    "MapFigures",
    "MapScene",
    "Mark",
    "Matrix",
    "MatrixGroup",
    "MatrixRow",
    "Note",
    "Option",
    "Outline",
    "Point",
    "Rail",
    "RailRow",
    "Ramp",
    "Reference",
    "SearchBox",
    "Section",
    "Table",
    "Tie",
    "Tone",
    "Value",
    "View",
    "Wedge",
]


@dataclass(frozen=True)
class View:
    """All there is to show for a selection; `grounds` are the bases of all frames, for a page that goes on to others.

    `name` is the view shown. Its `sections` stand below its map or, where it is not `mapped`, in the map's place.
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
    figures: Sequence[Figure] = ()
    grounds: tuple[Base, ...] = ()
    name: str = "carte"
    sections: tuple[Section, ...] = ()
    mapped: bool = True

    @property
    def layout(self) -> Literal["map", "both", "sheet"]:
        """What the page shows: the map, sections, or both."""
        return "sheet" if not self.mapped else "both" if self.sections else "map"

    @property
    def alt(self) -> str:
        """What the view shows, in a sentence: what its map shows, else its subtitle."""
        return (self.map.alt if self.mapped else "") or self.subtitle
