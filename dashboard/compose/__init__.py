"""What there is to show: (atlas, selection) → View. Pure: no clock, no disk, no globals but caches of the atlas."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache

from dashboard.compose.base import base
from dashboard.compose.carte import carte, scene
from dashboard.compose.catalogue import catalogue
from dashboard.compose.compare import compare
from dashboard.compose.cooperations import cooperations
from dashboard.compose.data import data
from dashboard.compose.frontier_sheet import frontier_sheet
from dashboard.compose.imported_notes import readable, unreadable
from dashboard.compose.imported_places import known_to
from dashboard.compose.index import Index, index
from dashboard.compose.poles import poles
from dashboard.compose.programme import programme
from dashboard.compose.rail import rail
from dashboard.compose.scope import Scope
from dashboard.compose.series import cuts, periods
from dashboard.compose.sheet import Sheet
from dashboard.compose.words import Words
from dashboard.selection import MAP, VIEWS, Selection, Vocabulary
from dashboard.text import LANGUAGES, Text
from dashboard.view import Option, View
from geodata.atlas import Atlas
from geodata.crs import FRAMES
from geodata.errors import StoreError
from geodata.imported import Imported

__all__ = ["compose", "printed", "vocabulary"]

SHEETS: dict[str, Callable[[Scope], Sheet]] = {
    "carte": carte,
    "frontiere": frontier_sheet,
    "comparer": compare,
    "poles": poles,
    "programme": programme,
    "donnees": data,
}
# What of a selection belongs to one view.
OWN = ("query", "sort", "series", "place", "cooperation", "map", "system", "kind", "tie", "size")


def _years(known: Index) -> list[str]:
    """Every year from the first figure by country to the last figure: one without any is answered by a note."""
    first, last = min(periods(known), default="9999")[:4], max((row.period[:4] for row in known.rows), default="")
    return [str(year) for year in range(int(first), int(last) + 1)] if last.isdigit() else []


@lru_cache(maxsize=4)
def vocabulary(atlas: Atlas) -> Vocabulary:
    """What a query string may name in an atlas."""
    known = index(atlas)
    series = {cut.id for frontier in known.frontiers for way in ("out", "in") for cut in cuts(known, frontier, way)}
    return Vocabulary(
        periods=frozenset((*periods(known), *_years(known))),
        series=frozenset(series),
        sub_axes=frozenset(str(action["sub_axis_id"]) for action in known.actions),
        actions=frozenset(str(action["id"]) for action in known.actions),
        places=frozenset(place.id for place in known.places.values()),
        catalogue=frozenset(item.id for item in catalogue(atlas)),
        cooperations=frozenset(item.id for item in cooperations(atlas)),
        kinds=frozenset(item.kind for item in cooperations(atlas)),
    )


def compose(atlas: Atlas, selection: Selection) -> View:
    """The View of a selection: same atlas, same selection, same View.

    Where imported data cannot be read it shows the published figures, and says so.
    """
    try:
        view = _composed(atlas, selection)
    except StoreError:
        # The tables alone: a series of indicators would be asked for again.
        atlas = replace(atlas.published or atlas, imported=Imported())
        view = _composed(atlas, selection)
    return view if readable(atlas) else replace(view, notes=(unreadable(selection.language), *view.notes))


def printed(atlas: Atlas, selection: Selection) -> View:
    """The View of a sheet of two pages: that of the selection where it has a map, else the map of its frontiers; with
    its actions, and the sections of the frontier where one is chosen.
    """
    view, opening = compose(atlas, selection), compose(atlas, selection.but(view=MAP))
    view = view if view.mapped else opening
    whole = compose(atlas, selection.but(view="frontiere")) if selection.frontier else None
    actions = view.actions if view.actions.groups else opening.actions
    return replace(view, actions=actions, sections=whole.sections if whole else ())


def _composed(atlas: Atlas, selection: Selection) -> View:
    known = known_to(atlas, selection)
    scope = Scope(atlas, selection, Words(Text(selection.language), known))
    sheet = SHEETS[selection.view](scope)
    parts = {part.name: getattr(sheet, part.name) for part in fields(sheet) if part.name != "scene"}
    return View(
        name=selection.view,
        language=selection.language,
        search=selection.search,
        # Behind a sheet without a map of its own, the page keeps the one that opens.
        map=sheet.scene or scene(scope),
        mapped=sheet.scene is not None,
        rail=rail(scope),
        tabs=tuple(Option(scope.t(f"tabs.{name}"), _to(scope, name), selection.view == name) for name in VIEWS),
        languages=tuple(
            Option(scope.t(f"languages.{name}"), scope.link(language=name), selection.language == name)
            for name in LANGUAGES
        ),
        grounds=tuple(base(atlas, frame) for frame in FRAMES),
        **parts,
    )


def _to(scope: Scope, name: str) -> str:
    """The query string of another view, without what belongs to the one left: its search, order, series and place."""
    if name == scope.selection.view:
        return scope.link()
    return scope.link(view=name, **dict.fromkeys(OWN, ""))
