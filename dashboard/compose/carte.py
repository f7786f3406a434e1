"""The view that opens: the map of all frontiers or of the chosen one, its figures, charts and actions beside it."""

from dashboard.compose.actions import actions, concerning, filtered, lit_by, narrowed
from dashboard.compose.charts import actions_chart, cut_chart, frontiers_chart
from dashboard.compose.chosen import chosen_cuts, flow_rows, mapped, unmapped
from dashboard.compose.facts import facts
from dashboard.compose.figures import Figures
from dashboard.compose.filters import filters
from dashboard.compose.frontier_map import frontier_map
from dashboard.compose.notes import notes
from dashboard.compose.overview_map import overview_map
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, grand_total
from dashboard.compose.sheet import Sheet
from dashboard.compose.timeline import timeline
from dashboard.compose.titles import titles
from dashboard.view import ChartSpec, MapScene, Note


def carte(scope: Scope) -> Sheet:
    """The map, with no sections below it."""
    chosen = chosen_cuts(scope)
    best, rows = chosen.best, flow_rows(scope, chosen.shown)
    title, subtitle = titles(scope, best)
    shown = scene(scope)
    drawn = mapped(scope, shown, chosen.shown)
    return Sheet(
        title=title,
        subtitle=subtitle,
        sections=(),
        filters=filters(scope, chosen.found),
        notes=(*_lit(scope), *notes(scope, rows, best, chosen.left, unmapped(scope, best), drawn)),
        figures=Figures(tuple(rows), scope.words),
        scene=shown,
        facts=facts(scope, best),
        charts=_charts(scope, best),
        actions=actions(scope),
    )


def scene(scope: Scope) -> MapScene:
    """The map of the one chosen frontier, else of all."""
    if scope.selection.frontier:
        return frontier_map(scope, chosen_cuts(scope).shown)
    return overview_map(scope, lit_by(scope))


def _lit(scope: Scope) -> tuple[Note, ...]:
    """Why some frontiers stand out, where nothing but a filter of the programme says which."""
    asked = scope.selection.frontiers or scope.selection.action
    if asked or not narrowed(scope) or not lit_by(scope):
        return ()
    return (Note(scope.t("note.reading"), scope.t("note.reading_lit")),)


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
