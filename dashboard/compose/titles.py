"""The title sentence and its second line, made from the data."""

from dashboard.compose.facts import row_of
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, grand_total, headline
from dashboard.format import number, percent, period


def titles(scope: Scope, cut: Cut | None) -> tuple[str, str]:
    """Title and subtitle of a selection."""
    if scope.selection.action:
        return _action(scope)
    if scope.selection.frontier:
        return _frontier(scope, cut)
    if scope.selection.frontiers:
        return _several(scope)
    return _overview(scope)


def _action(scope: Scope) -> tuple[str, str]:
    action = next(action for action in scope.index.actions if action["id"] == scope.selection.action)
    names = str(action["frontiers"]).split()
    where = (
        scope.t("title.action_all")
        if "all" in names
        else ", ".join(scope.words.frontier(name, "neighbour") for name in names)
    )
    return scope.t("title.action", project=action["project"], where=where), f"{action['sub_axis']} · {action['action']}"


def _frontier(scope: Scope, cut: Cut | None) -> tuple[str, str]:
    way = scope.way
    frontier = scope.selection.frontier
    row = headline(scope.index, frontier, way, scope.selection.period if way == "out" else "")
    if row is None or row.workers is None:
        return scope.words.sentence(f"title.{way}_missing", frontier), scope.t("subtitle.missing")
    title = scope.words.sentence(f"title.{way}", frontier, row)
    if len(row.frontiers) > 1:
        names = ", ".join(scope.words.frontier(name, "neighbour") for name in row.frontiers)
        title = scope.t("title.joint", names=names, value=scope.words.amount(row))
    if cut is None:
        return title, _subtitle(scope, row)
    top = row_of(scope.index, cut, scope.selection.place) or cut.rows[0]
    values = {
        "place": scope.words.place(top.place(cut.side)),
        "workers": scope.words.amount(top),
        "total": number(cut.total, scope.language),
        "field": scope.index.short_field(cut.field, scope.language),
        "period": period(cut.period, scope.language),
    }
    if top is not cut.rows[0]:
        return title, scope.words.flow_label(str(values["place"]), top)
    return title, scope.t(f"subtitle.top_{cut.side}", **values)


def _several(scope: Scope) -> tuple[str, str]:
    chosen, words = scope.selection.frontiers, scope.words
    period_shown = scope.shared_period("out")
    rows = {frontier: headline(scope.index, frontier, "out", period_shown) for frontier in chosen}
    joint = next((row for row in rows.values() if row is not None and set(row.frontiers) == set(chosen)), None)
    if joint is not None:
        names = ", ".join(words.frontier(name, "neighbour") for name in chosen)
        return scope.t("title.joint", names=names, value=words.amount(joint)), _subtitle(scope, joint)
    known = [
        (frontier, row)
        for frontier, row in rows.items()
        if row is not None and row.workers is not None and len(row.frontiers) == 1
    ]
    if not known:
        return scope.t("title.overview_none"), scope.t("subtitle.missing")
    parts = [
        scope.t(
            "title.overview_part",
            workers=scope.words.amount(row),
            in_neighbour=scope.words.frontier(frontier, "in_neighbour"),
        )
        for frontier, row in known
    ]
    first = known[0][1]
    title = scope.t(
        "title.overview_several",
        period=scope.words.period(first),
        count=len(scope.selection.frontiers),
        parts=", ".join(parts),
    )
    return title, _subtitle(scope, first)


def _overview(scope: Scope) -> tuple[str, str]:
    way = scope.way
    shown = scope.shared_period("out")
    total = grand_total(scope.index, way, shown if way == "out" else "")
    if total is None:
        return scope.t("title.overview_none"), scope.t("subtitle.per_year")
    second = _subtitle(scope, total)
    if way == "in":
        return scope.t("title.overview_in", period=scope.words.period(total), total=scope.words.amount(total)), second
    rows = {frontier: headline(scope.index, frontier, "out", shown) for frontier in scope.index.frontiers}
    same = {
        frontier: row.workers
        for frontier, row in rows.items()
        if row is not None
        and row.workers
        and row.field == total.field
        and row.period == total.period
        and len(row.frontiers) == 1
    }
    if not same:
        return scope.t("title.overview_none"), second
    top = max(same, key=lambda frontier: same[frontier])
    title = scope.t(
        "title.overview_out",
        period=scope.words.period(total),
        total=scope.words.amount(total),
        share=percent(same[top] / (total.workers or 1), scope.language),
        in_top=scope.words.frontier(top, "in_neighbour"),
    )
    return title, second


def _subtitle(scope: Scope, row: Row) -> str:
    return scope.t("subtitle.overview", field=scope.words.short(row), source=scope.words.credit(row.source))
