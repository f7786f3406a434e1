"""The title sentence and its second line, made from the data."""

from dashboard.compose.facts import row_of
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, cuts, headline
from dashboard.format import capital, number, percent, period

# As many frontiers as can be compared are named in a title, each with its figure.
MOST_NAMED = 4


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
    everywhere = "all" in names
    where = scope.t("title.action_all") if everywhere else scope.words.neighbours(names)
    return scope.t("title.action", axis=action["axis"], where=where), str(action["project"])


def _frontier(scope: Scope, cut: Cut | None) -> tuple[str, str]:
    way = scope.way
    frontier = scope.selection.frontier
    row = scope.headline(frontier, way)
    if row is None or row.workers is None:
        return scope.words.sentence(f"title.{way}_missing", frontier), scope.t("subtitle.missing")
    title = scope.words.sentence(f"title.{way}", frontier, row)
    if row.joint:
        title = scope.words.together(row)
    if cut is None:
        return title, _unplaced(scope, row)
    top = row_of(scope.index, cut, scope.selection.place) or cut.rows[0]
    values = {
        "place": scope.words.place(top.place(cut.side)),
        "workers": scope.words.amount(top),
        # A source that gives some places may leave the largest out.
        "count": number(cut.places, scope.language),
        "total": number(cut.total, scope.language),
        "field": scope.index.short_field(cut.field, scope.language),
        "period": period(cut.period, scope.language),
    }
    if top is not cut.rows[0]:
        return title, scope.words.flow_label(str(values["place"]), top)
    return title, scope.t(f"subtitle.top_{cut.side}", **values)


def _several(scope: Scope) -> tuple[str, str]:
    chosen, words = scope.selection.frontiers, scope.words
    if scope.way == "in":
        return scope.t("title.several_in", names=words.neighbours(chosen)), scope.t("subtitle.per_year")
    period_shown = scope.shared_period("out")
    rows = {frontier: headline(scope.index, frontier, "out", period_shown) for frontier in chosen}
    joint = next((row for row in rows.values() if row is not None and set(chosen) <= set(row.frontiers)), None)
    if joint is not None:
        return _joint(scope, joint)
    known = [
        (frontier, row) for frontier, row in rows.items() if row is not None and row.workers is not None and row.alone
    ]
    latest = [row for frontier in chosen if (row := headline(scope.index, frontier, "out")) and row.workers is not None]
    own = [row for _, row in known] or [row for row in latest if row.alone]
    if not own:
        none = scope.t("title.overview_none"), scope.t("subtitle.missing")
        return _joint(scope, latest[0]) if latest else none
    first = max(own, key=lambda row: row.workers or 0)
    if len(known) < 2:
        # One year for all knows one of them at most: a sentence on all would say more than it knows.
        return words.sentence("title.out", first.frontiers[0], first), _subtitle(scope, first)
    said = {"period": words.period(first), "count": len(chosen)}
    if len(known) > MOST_NAMED:
        name = words.frontier(first.frontiers[0], "name")
        return scope.t("title.overview_many", name=name, workers=words.amount(first), **said), _subtitle(scope, first)
    known.sort(key=lambda found: -(found[1].workers or 0))
    parts = [
        scope.t("title.overview_part", workers=words.amount(row), in_neighbour=words.frontier(frontier, "in_neighbour"))
        for frontier, row in known[1:]
    ]
    return ", ".join((words.sentence("title.out", *known[0]), *parts)), _subtitle(scope, first)


def _joint(scope: Scope, row: Row) -> tuple[str, str]:
    return scope.words.together(row), _subtitle(scope, row)


def _overview(scope: Scope) -> tuple[str, str]:
    way = scope.way
    shown = scope.shared_period("out")
    total = scope.total(way)
    if total is None:
        return scope.t("title.overview_none"), scope.t("subtitle.per_year")
    second = _subtitle(scope, total)
    if way == "in":
        return scope.t("title.overview_in", period=scope.words.period(total), total=scope.words.amount(total)), second
    rows = {frontier: headline(scope.index, frontier, "out", shown) for frontier in scope.index.frontiers}
    same = {
        frontier: row.workers
        for frontier, row in rows.items()
        if row is not None and row.workers and row.field == total.field and row.period == total.period and row.alone
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
    return capital(scope.words.series(row))


def _unplaced(scope: Scope, row: Row) -> str:
    """The series of a figure; with the year of the latest places, where the year asked for has none."""
    latest = max((cut.period for cut in cuts(scope.index, scope.selection.frontier, scope.way)), default="")
    if not latest:
        return _subtitle(scope, row)
    asked, shown = (period(moment, scope.language) for moment in (scope.selection.period, latest))
    return scope.t("subtitle.no_places", series=_subtitle(scope, row), asked=asked, latest=shown)
