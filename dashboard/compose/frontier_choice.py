"""The frontiers to choose from, each with what is known of it."""

from dashboard.compose.actions import concerning
from dashboard.compose.compare_choice import MOST
from dashboard.compose.compare_map import map_figures
from dashboard.compose.compare_series import Shared, shared
from dashboard.compose.compare_series import chosen as one_of
from dashboard.compose.figures import Figures
from dashboard.compose.frontier_breakdowns import common_breakdowns
from dashboard.compose.frontier_ties import LEFT, rows_on
from dashboard.compose.index import Row
from dashboard.compose.notes import notes
from dashboard.compose.scope import Scope
from dashboard.compose.series import cuts, measured
from dashboard.compose.sheet import Sheet, several_names
from dashboard.compose.words import WAYS
from dashboard.view import Branch, Cell, Column, Dot, Section, Table


def frontier_choice(scope: Scope) -> Sheet:
    """All frontiers where none is chosen; of several, those, with the way to compare them and back to all, and a few of
    them on maps of one scale.
    """
    t, chosen = scope.t, scope.selection.frontiers
    listed = chosen or tuple(scope.index.frontiers)
    maps, mapped = _maps(scope) if 1 < len(chosen) <= MOST else ((), ())
    rows = [*mapped, *(scope.headline(frontier, way) for frontier in listed for way in WAYS)]
    shown = list(dict.fromkeys(row for row in rows if row is not None))
    known = sum(measured(scope.index, frontier) for frontier in listed)
    table = Table("frontiers", t("border.choice"), _columns(scope), tuple(_row(scope, name) for name in listed))
    section = Section("choice", t("border.choice"), t("border.choice_note"), (*_ways(scope), table))
    count = len(listed)
    title = t("border.title_all", count=count, known=known)
    if chosen:
        title = t("border.title_several", name=several_names(scope))
    return Sheet(
        title=title,
        subtitle=t("border.subtitle_all"),
        sections=(section, *maps, *(() if chosen else (common_breakdowns(scope).section,))),
        filters=(),
        notes=notes(scope, shown, None, (), []),
        figures=Figures(tuple(shown), scope.words),
    )


def _maps(scope: Scope) -> tuple[tuple[Section, ...], tuple[Row | None, ...]]:
    """The chosen frontiers on one scale, and the figures drawn: of one series where one covers them all."""
    t, chosen = scope.t, scope.selection.frontiers
    one: Shared | None = one_of(shared(scope.index, chosen, scope.way), scope.selection.period)
    rows = one.rows if one else tuple(scope.headline(frontier, scope.way) for frontier in chosen)
    title, note = ("compare.maps", "") if one else ("compare.parted", t("compare.parted_note"))
    return (Section("maps", t(title), note, (map_figures(scope, chosen, rows, one),)),), rows


def _ways(scope: Scope) -> tuple[Branch, ...]:
    """From several frontiers to their comparison, and back to all."""
    if not scope.selection.frontiers:
        return ()
    return (
        Branch(Cell(scope.t("border.compare"), scope.link(view="comparer", **LEFT))),
        Branch(Cell(scope.t("border.all"), scope.link(frontiers=(), **LEFT))),
    )


def _columns(scope: Scope) -> tuple[Column, ...]:
    t = scope.t
    return (
        Column(t("data.frontier"), look="long"),
        Column(t("filter.sortants"), look="number"),
        Column(t("filter.entrants"), look="number"),
        Column(t("border.finest"), look="long"),
        Column(t("border.length"), look="number"),
        Column(t("border.pole_count"), look="number"),
        Column(t("border.cooperation_count"), look="number"),
        Column(t("chart.count"), look="number"),
    )


def _row(scope: Scope, frontier: str) -> tuple[Cell, ...]:
    t, words = scope.t, scope.words
    out, into = (scope.headline(frontier, way) for way in WAYS)
    known = measured(scope.index, frontier)
    joint = out is not None and out.joint
    sign = "joint" if joint else "observed" if known else "not-collected"
    said = t(f"data.state.{sign}")
    length = scope.index.lengths.get(frontier)
    return (
        Cell(words.frontier(frontier, "name"), scope.frontier_link(frontier), (Dot(sign, said),), said),  # type: ignore[arg-type]
        _headline(scope, out),
        _headline(scope, into),
        _finest(scope, frontier),
        Cell(words.length(length) if length is not None else t("value.absent")),
        Cell(str(len(rows_on(scope.atlas.poles, frontier)))),
        Cell(str(sum(bool(row["on_map"]) for row in rows_on(scope.atlas.cooperations, frontier)))),
        Cell(str(len(concerning(list(scope.index.actions), (frontier,))))),
    )


def _headline(scope: Scope, row: Row | None) -> Cell:
    """The figure of a direction with its period and field; a missing one with its status."""
    if row is None:
        return Cell(scope.t("value.absent"))
    if row.workers is None:
        return Cell(scope.words.amount(row), note=scope.t(f"status.{row.status}"))
    joint = [scope.t("map.not_split")] if row.joint else []
    return Cell(scope.words.amount(row), note=", ".join([scope.words.period(row), scope.words.short(row), *joint]))


def _finest(scope: Scope, frontier: str) -> Cell:
    """The cut that its map draws."""
    best = next(iter(cuts(scope.index, frontier, "out")), None)
    if best is None:
        return Cell(scope.t("value.absent"))
    first = best.rows[0]
    text = scope.t(f"border.finest_{best.side}", count=len(best.rows))
    return Cell(text, note=f"{scope.words.period(first)}, {scope.words.short(first)}")
