"""The title sentence and its second line, made from the data."""

from dashboard.compose.facts import row_of
from dashboard.compose.index import Index
from dashboard.compose.overview_map import shown_period
from dashboard.compose.series import Cut, grand_total, headline
from dashboard.compose.words import Words
from dashboard.format import number, percent, period
from dashboard.selection import Selection

from geodata.tables import FRONTIER_IDS


def titles(index: Index, words: Words, selection: Selection, cut: Cut | None, way: str) -> tuple[str, str]:
    """Title and subtitle of a selection."""
    if selection.action:
        return _action(index, words, selection)
    if selection.frontier:
        return _frontier(index, words, selection, cut, way)
    if selection.frontiers:
        return _several(index, words, selection)
    return _overview(index, words, selection, way)


def _action(index: Index, words: Words, selection: Selection) -> tuple[str, str]:
    action = next(action for action in index.actions if action["id"] == selection.action)
    names = str(action["frontiers"]).split()
    where = words.t("title.action_all") if "all" in names else ", ".join(words.frontier(name, "neighbour") for name in names)
    return words.t("title.action", project=action["project"], where=where), f"{action['sub_axis']} · {action['action']}"


def _frontier(index: Index, words: Words, selection: Selection, cut: Cut | None, way: str) -> tuple[str, str]:
    frontier = selection.frontier
    row = headline(index, frontier, way, selection.period if way == "out" else "")
    if row is None or row.workers is None:
        return words.sentence(f"title.{way}_missing", frontier), words.t("subtitle.missing")
    title = words.sentence(f"title.{way}", frontier, row)
    if len(row.frontiers) > 1:
        names = ", ".join(words.frontier(name, "neighbour") for name in row.frontiers)
        title = words.t("title.joint", names=names, value=words.amount(row))
    if cut is None:
        return title, words.t("subtitle.overview", field=words.short(row), source=words.credit(row.source))
    top = row_of(index, cut, selection.place) or cut.rows[0]
    values = {
        "place": words.place(top.place(cut.side)),
        "workers": words.amount(top),
        "total": number(cut.total, words.language),
        "field": index.short_field(cut.field, words.language),
        "period": period(cut.period, words.language),
    }
    if top is not cut.rows[0]:
        return title, words.t("map.fill_label", **{key: values[key] for key in ("place", "workers", "field", "period")})
    return title, words.t(f"subtitle.top_{cut.side}", **values)


def _several(index: Index, words: Words, selection: Selection) -> tuple[str, str]:
    shown = shown_period(index, selection, "out")
    rows = {frontier: headline(index, frontier, "out", shown) for frontier in selection.frontiers}
    joint = next((row for row in rows.values() if row is not None and set(row.frontiers) == set(selection.frontiers)), None)
    if joint is not None:
        names = ", ".join(words.frontier(name, "neighbour") for name in selection.frontiers)
        return words.t("title.joint", names=names, value=words.amount(joint)), words.t(
            "subtitle.overview", field=words.short(joint), source=words.credit(joint.source)
        )
    known = [(frontier, row) for frontier, row in rows.items() if row is not None and row.workers is not None and len(row.frontiers) == 1]
    if not known:
        return words.t("title.overview_none"), words.t("subtitle.missing")
    parts = [
        words.t("title.overview_part", workers=words.amount(row), in_neighbour=words.frontier(frontier, "in_neighbour"))
        for frontier, row in known
    ]
    first = known[0][1]
    title = words.t("title.overview_several", period=words.period(first), count=len(selection.frontiers), parts=", ".join(parts))
    return title, words.t("subtitle.overview", field=words.short(first), source=words.credit(first.source))


def _overview(index: Index, words: Words, selection: Selection, way: str) -> tuple[str, str]:
    shown = shown_period(index, selection, "out")
    total = grand_total(index, way, shown if way == "out" else "")
    if total is None:
        return words.t("title.overview_none"), words.t("subtitle.per_year")
    second = words.t("subtitle.overview", field=words.short(total), source=words.credit(total.source))
    if way == "in":
        return words.t("title.overview_in", period=words.period(total), total=words.amount(total)), second
    rows = {frontier: headline(index, frontier, "out", shown) for frontier in FRONTIER_IDS}
    same = {
        frontier: row.workers
        for frontier, row in rows.items()
        if row is not None and row.workers and row.field == total.field and row.period == total.period and len(row.frontiers) == 1
    }
    if not same:
        return words.t("title.overview_none"), second
    top = max(same, key=lambda frontier: same[frontier])
    title = words.t(
        "title.overview_out",
        period=words.period(total),
        total=words.amount(total),
        share=percent(same[top] / (total.workers or 1), words.language),
        in_top=words.frontier(top, "in_neighbour"),
    )
    return title, second
