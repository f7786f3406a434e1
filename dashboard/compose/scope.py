"""What every part of a view is composed from: the atlas, the selection, and the words for both."""

from dataclasses import dataclass
from typing import Any

from dashboard.compose.index import Index, Row
from dashboard.compose.series import Cut, cuts, grand_total, headline, periods
from dashboard.compose.words import Words
from dashboard.selection import COMPARED, MAP, Selection
from dashboard.text import Text
from geodata.atlas import Atlas


@dataclass(frozen=True, eq=False)
class Scope:
    """An atlas seen through a selection."""

    atlas: Atlas
    selection: Selection
    words: Words

    @property
    def index(self) -> Index:
        """The atlas laid out for look-ups."""
        return self.words.index

    @property
    def t(self) -> Text:
        """The texts of the selection's language."""
        return self.words.t

    @property
    def language(self) -> str:
        """The selection's language."""
        return self.selection.language

    @property
    def french(self) -> str:
        """The language of words that the data have in French only; empty where it is the page's."""
        return "" if self.language == "fr" else "fr"

    @property
    def programme_year(self) -> str:
        """The year of the work programme whose actions are shown."""
        return self.atlas.programme.rpartition("-")[2]

    @property
    def way(self) -> str:
        """The direction that leads the view: in for inbound alone, else out."""
        return "in" if self.selection.direction == "entrants" else "out"

    @property
    def metropolitan(self) -> list[str]:
        """The frontiers of metropolitan France, drawn on one map."""
        return [frontier for frontier in self.index.frontiers if frontier.startswith("fr-")]

    def shared_period(self, way: str) -> str:
        """The period in which frontiers are set side by side: the one asked for, else the latest; inbound has none."""
        known = periods(self.index) if way == "out" else ()
        return self.selection.period if self.selection.period in known else next(iter(known), "")

    def total(self, way: str) -> Row | None:
        """The figure of all neighbours together in the period asked for; inbound, where there is none, the latest."""
        found = grand_total(self.index, way, self.shared_period("out"))
        return grand_total(self.index, way) if found is None and way == "in" else found

    def headline(self, frontier: str, way: str) -> Row | None:
        """The headline of one frontier by itself: of the period asked for where there is one, else the latest."""
        asked = headline(self.index, frontier, way, self.selection.period) if way == "out" else None
        found = asked if asked is not None and asked.workers is not None else None
        return found or headline(self.index, frontier, way)

    def cuts(self, frontier: str) -> tuple[Cut, ...]:
        """The cuts of a frontier in the direction that leads, best first; of a year that is asked for, only its own."""
        found = cuts(self.index, frontier, self.way, self.selection.level)
        return tuple(cut for cut in found if cut.period.startswith(self.selection.period[:4]))

    def link(self, **changes: Any) -> str:
        """The query string of the selection with some choices changed."""
        return self.selection.search_but(**changes)

    def frontier_link(self, *frontiers: str) -> str:
        """The query string that leads to some frontiers, letting go of what belongs to the one left."""
        return self.link(frontiers=frontiers, place="", action="", series="", cooperation="")

    @property
    def picks(self) -> bool:
        """Whether the rail picks several frontiers: where they are compared, and on the map where that is asked for."""
        return self.selection.view == COMPARED or bool(self.selection.view == MAP and self.selection.several)

    def choice_link(self, frontier: str) -> str:
        """The query string that chooses a frontier; where several are picked it joins them, or leaves them again."""
        chosen = self.selection.frontiers
        if not self.picks:
            return self.frontier_link(frontier)
        left = tuple(other for other in chosen if other != frontier)
        return self.frontier_link(*(left if frontier in chosen else (*chosen, frontier)))
