"""What there is to show: (atlas, selection) → View. Pure: no clock, no disk, no globals but caches of the atlas."""

from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache

from dashboard.compose.actions import actions, concerning, filtered, lit_by
from dashboard.compose.base import base
from dashboard.compose.catalogue import catalogue
from dashboard.compose.charts import actions_chart, cut_chart, frontiers_chart, timeline
from dashboard.compose.chosen import chosen_cuts, flow_rows, unmapped
from dashboard.compose.compare import compare
from dashboard.compose.cooperations import cooperations
from dashboard.compose.data import data
from dashboard.compose.facts import facts
from dashboard.compose.filters import filters
from dashboard.compose.frontier_map import frontier_map
from dashboard.compose.frontier_sheet import frontier_sheet
from dashboard.compose.imported_notes import readable, unreadable
from dashboard.compose.imported_places import known_to
from dashboard.compose.index import index
from dashboard.compose.notes import notes
from dashboard.compose.overview_map import overview_map
from dashboard.compose.poles import poles
from dashboard.compose.programme import programme
from dashboard.compose.rail import rail
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, cuts, grand_total, periods
from dashboard.compose.sheet import Sheet
from dashboard.compose.titles import titles
from dashboard.compose.words import Words
from dashboard.selection import VIEWS, Selection, Vocabulary
from dashboard.text import LANGUAGES, Text
from dashboard.view import Actions, ChartSpec, MapScene, Option, View
from geodata.atlas import Atlas
from geodata.crs import FRAMES
from geodata.errors import StoreError
from geodata.imported import Imported

__all__ = ["compose", "vocabulary"]

# Views that stand; the others are tabs without an address until they do.
SHEETS: dict[str, Callable[[Scope], Sheet]] = {"frontiere": frontier_sheet, "comparer": compare, "poles": poles, "programme": programme, "donnees": data}
BUILT = ("carte", *SHEETS)


@lru_cache(maxsize=4)
def vocabulary(atlas: Atlas) -> Vocabulary:
    """What a query string may name in an atlas."""
    known = index(atlas)
    series = {cut.id for frontier in known.frontiers for way in ("out", "in") for cut in cuts(known, frontier, way)}
    return Vocabulary(
        periods=frozenset(periods(known)),
        series=frozenset(series),
        sub_axes=frozenset(str(action["sub_axis"]) for action in known.actions),
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
        atlas = replace(atlas, imported=Imported())
        view = _composed(atlas, selection)
    return view if readable(atlas) else replace(view, notes=(unreadable(selection.language), *view.notes))


def _composed(atlas: Atlas, selection: Selection) -> View:
    known = known_to(atlas, selection)
    scope = Scope(atlas, selection, Words(Text(selection.language), known))
    if selection.view in SHEETS:
        return _with(_map(scope), SHEETS[selection.view](scope), selection.view)
    return _map(scope)


def _with(view: View, sheet: Sheet, name: str) -> View:
    """A view with the sections of a sheet, and its map if it has one."""
    parts = {part.name: getattr(sheet, part.name) for part in fields(sheet) if part.name != "scene"}
    scene = sheet.scene or view.map
    return replace(view, name=name, map=scene, mapped=sheet.scene is not None, actions=Actions("", ()), **parts)


def _map(scope: Scope) -> View:
    atlas, selection = scope.atlas, scope.selection
    chosen = chosen_cuts(scope)
    best, rows = chosen.best, flow_rows(scope, chosen.shown)
    title, subtitle = titles(scope, best)
    return View(
        language=selection.language,
        search=selection.search,
        title=title,
        subtitle=subtitle,
        map=_scene(scope, chosen.shown),
        rail=rail(scope),
        filters=filters(scope, chosen.found),
        facts=facts(scope, best),
        charts=_charts(scope, best),
        actions=actions(scope),
        notes=notes(scope, rows, best, chosen.left, unmapped(scope, best)),
        tabs=_tabs(scope),
        languages=tuple(
            Option(scope.t(f"languages.{name}"), scope.link(language=name), selection.language == name)
            for name in LANGUAGES
        ),
        figures=tuple(scope.words.figure(row) for row in rows),
        credits=tuple(dict.fromkeys(scope.words.credit(row.source) for row in rows if row.workers is not None)),
        grounds=tuple(base(atlas, frame) for frame in FRAMES),
    )


def _scene(scope: Scope, shown: dict[str, Cut | None]) -> MapScene:
    if scope.selection.frontier:
        return frontier_map(scope, shown)
    return overview_map(scope, lit_by(scope))


def _charts(scope: Scope, best: Cut | None) -> tuple[ChartSpec, ...]:
    chosen = scope.selection.frontiers
    first = span = None
    if scope.selection.frontier:
        first = cut_chart(scope, best) if best is not None else None
        span = timeline(scope, chosen)
    elif chosen:
        # Inbound figures differ in field from frontier to frontier: never on one scale.
        first = frontiers_chart(scope, chosen, scope.shared_period("out")) if scope.way == "out" else None
    else:
        total = grand_total(scope.index, "out")
        span = timeline(scope, total.frontiers) if total is not None else None
    listed = filtered(scope)
    counted = actions_chart(scope, concerning(listed, chosen) if chosen else listed)
    return tuple(chart for chart in (first, span, counted) if chart is not None)


def _tabs(scope: Scope) -> tuple[Option, ...]:
    """The views, those that do not stand yet without address."""
    shown = scope.selection.view if scope.selection.view in BUILT else VIEWS[0]
    return tuple(
        Option(
            scope.t(f"tabs.{name}"),
            _to(scope, name, shown) if name in BUILT else "",
            shown == name,
        )
        for name in VIEWS
    )


def _to(scope: Scope, name: str, shown: str) -> str:
    """The query string of another view, without what belongs to the one left: its search, order, series and place."""
    own = {"cooperation": "", "map": "", "system": "", "kind": "", "tie": "", "size": ""}
    return scope.link() if name == shown else scope.link(view=name, query="", sort="", series="", place="", **own)
