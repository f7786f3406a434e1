"""What there is to show: (atlas, selection) → View. Pure: no clock, no disk, no globals but caches of the atlas."""

from functools import lru_cache

from geodata.atlas import Atlas
from geodata.crs import frame_of
from geodata.tables import FRONTIER_IDS

from dashboard.compose.actions import actions, concerning, filtered, lit_by
from dashboard.compose.base import base
from dashboard.compose.charts import actions_chart, cut_chart, frontiers_chart, timeline
from dashboard.compose.facts import facts
from dashboard.compose.filters import filters
from dashboard.compose.frontier_map import frontier_map
from dashboard.compose.index import Index, Row, index
from dashboard.compose.notes import notes
from dashboard.compose.overview_map import overview_map, shown_period
from dashboard.compose.rail import rail
from dashboard.compose.series import Cut, choose, cuts, grand_total, headline, periods
from dashboard.compose.titles import titles
from dashboard.compose.words import Words
from dashboard.selection import VIEWS, Selection, Vocabulary
from dashboard.text import LANGUAGES, Text
from dashboard.view import ChartSpec, MapScene, Option, View

__all__ = ["compose", "vocabulary"]

# Views that stand; the others are tabs without an address until they do.
BUILT = ("carte",)


@lru_cache(maxsize=4)
def vocabulary(atlas: Atlas) -> Vocabulary:
    """What a query string may name in an atlas."""
    known = index(atlas)
    series = {cut.id for frontier in FRONTIER_IDS for way in ("out", "in") for cut in cuts(known, frontier, way)}
    return Vocabulary(
        periods=frozenset(periods(known)),
        series=frozenset(series),
        sub_axes=frozenset(str(action["sub_axis"]) for action in known.actions),
        actions=frozenset(str(action["id"]) for action in known.actions),
        places=frozenset(place.id for place in known.places.values()),
    )


def compose(atlas: Atlas, selection: Selection) -> View:
    """The View of a selection: same atlas, same selection, same View."""
    known = index(atlas)
    words = Words(Text(selection.language), known)
    way = "in" if selection.direction == "entrants" else "out"
    found = cuts(known, selection.frontier, way) if selection.frontier else ()
    best = _best(found, selection)
    shown = {side: _side(found, best, side, selection) for side in ("work", "home")}
    scene = _scene(atlas, known, words, selection, shown, way)
    rows = _rows(known, selection, shown, way)
    title, subtitle = titles(known, words, selection, best, way)
    left = tuple(cut for cut in found if cut not in shown.values())
    return View(
        language=selection.language,
        search=selection.search,
        title=title,
        subtitle=subtitle,
        map=scene,
        rail=rail(known, words, selection),
        filters=filters(known, words, selection, found),
        facts=facts(known, words, selection, best),
        charts=_charts(known, words, selection, best, way),
        actions=actions(known, words, selection),
        notes=notes(known, words, selection, rows, best, left, _unmapped(atlas, known, words, selection, best)),
        tabs=_tabs(words, selection),
        languages=tuple(
            Option(words.t(f"languages.{name}"), selection.but(language=name).search, selection.language == name)
            for name in LANGUAGES
        ),
        figures=tuple(words.figure(row) for row in rows),
        credits=tuple(dict.fromkeys(words.credit(row.source) for row in rows if row.workers is not None)),
    )


def _best(found: tuple[Cut, ...], selection: Selection) -> Cut | None:
    asked = [cut for cut in found if cut.id == selection.series]
    dated = [cut for cut in asked or found if selection.period and cut.period[:4] == selection.period[:4]]
    return next(iter(dated or asked or found), None)


def _side(found: tuple[Cut, ...], best: Cut | None, side: str, selection: Selection) -> Cut | None:
    return best if best is not None and best.side == side else choose(found, side, "", selection.period)


def _scene(
    atlas: Atlas, known: Index, words: Words, selection: Selection, shown: dict[str, Cut | None], way: str
) -> MapScene:
    if selection.frontier:
        return frontier_map(atlas, known, words, selection, shown, way)
    return overview_map(atlas, known, words, selection, lit_by(known, selection))


def _rows(known: Index, selection: Selection, shown: dict[str, Cut | None], way: str) -> list[Row]:
    """Every flow row that the view shows, headline first."""
    frontiers = selection.frontiers or FRONTIER_IDS
    ways = ("out", "in") if selection.frontier or selection.direction == "deux" else (way,)
    rows = [] if selection.frontiers else [grand_total(known, side, selection.period) for side in ways]
    rows += [
        headline(known, frontier, side, _asked(known, selection, side)) for frontier in frontiers for side in ways
    ]
    for cut in shown.values():
        rows += [*cut.rows, *cut.parts] if cut is not None else []
    return list(dict.fromkeys(row for row in rows if row is not None))


def _asked(known: Index, selection: Selection, way: str) -> str:
    """The period of a headline: one frontier alone may show its latest, several share one."""
    if selection.frontier:
        return selection.period if way == "out" else ""
    return shown_period(known, selection, way)


def _charts(known: Index, words: Words, selection: Selection, best: Cut | None, way: str) -> tuple[ChartSpec, ...]:
    frontiers = selection.frontiers or FRONTIER_IDS
    if selection.frontier:
        first = cut_chart(known, words, selection, best, way) if best is not None else None
        span = timeline(known, words, selection.frontiers)
    else:
        first = frontiers_chart(known, words, selection, frontiers, shown_period(known, selection, "out")) if selection.frontiers else None
        total = grand_total(known, "out")
        span = timeline(known, words, total.frontiers) if total is not None and not selection.frontiers else None
    listed = filtered(known, selection)
    chosen = concerning(listed, selection.frontiers) if selection.frontiers else listed
    return tuple(chart for chart in (first, span, actions_chart(known, words, chosen)) if chart is not None)


def _unmapped(atlas: Atlas, known: Index, words: Words, selection: Selection, best: Cut | None) -> list[str]:
    if best is None:
        return []
    shapes = base(atlas, frame_of(selection.frontier).name, selection.frontier)
    places = [known.place(row.place(best.side)) for row in best.rows]
    return [
        place.called(words.language)
        for place in places
        if shapes.shape(f"t-{place.id}") is None and f"territory:{place.id}" not in known.anchors
    ][:8]


def _tabs(words: Words, selection: Selection) -> tuple[Option, ...]:
    return tuple(
        Option(words.t(f"tabs.{name}"), selection.but(view=name).search if name in BUILT else "", selection.view == name)
        for name in VIEWS
    )
