"""The frontiers at the left: bars of one series, those published together once, those nobody measures apart."""

from dataclasses import replace

from geodata.tables import FRONTIER_IDS

from dashboard.compose.index import Index, Row
from dashboard.compose.overview_map import measured, shown_period
from dashboard.compose.series import grand_total, headline
from dashboard.compose.words import Words
from dashboard.format import period
from dashboard.selection import Selection
from dashboard.view import Rail, RailRow


def rail(index: Index, words: Words, selection: Selection) -> Rail:
    """Every frontier once as a link, largest figure first; bars only where figures share one field and period."""
    t = words.t
    way = "in" if selection.direction == "entrants" else "out"
    asked = shown_period(index, selection, way)
    rows = {frontier: headline(index, frontier, way, asked) for frontier in FRONTIER_IDS}
    known = [frontier for frontier in FRONTIER_IDS if measured(index, frontier)]
    own = [frontier for frontier in known if _amount(rows[frontier]) is not None and len(rows[frontier].frontiers) == 1]  # type: ignore[union-attr]
    most = max((rows[frontier].workers or 0 for frontier in own), default=0) or 1.0  # type: ignore[union-attr]
    own.sort(key=lambda frontier: -(rows[frontier].workers or 0))  # type: ignore[union-attr]
    joint = [frontier for frontier in known if rows[frontier] is not None and len(rows[frontier].frontiers) > 1]  # type: ignore[union-attr]
    rest = [frontier for frontier in known if frontier not in own and frontier not in joint]
    found = [_row(index, words, selection, frontier, rows[frontier], most if way == "out" else None) for frontier in own]
    found += [_row(index, words, selection, frontier, rows[frontier], None) for frontier in rest]
    found += _joint(words, selection, joint, rows, most)
    caption = t("rail.caption_out", period=period(asked, words.language)) if way == "out" else t("rail.caption_in")
    total = grand_total(index, way, asked)
    missing = tuple(_row(index, words, selection, frontier, rows[frontier], None) for frontier in FRONTIER_IDS if frontier not in known)
    return Rail(
        t("rail.title"),
        caption,
        tuple(found),
        RailRow(
            "",
            t("rail.total"),
            "",
            words.amount(total),
            None,
            not selection.frontiers,
            selection.but(frontiers=(), place="", action="", series="").search,
        ),
        t("rail.missing"),
        missing,
    )


def _amount(row: Row | None) -> float | None:
    return row.workers if row is not None else None


def _row(index: Index, words: Words, selection: Selection, frontier: str, row: Row | None, most: float | None) -> RailRow:
    amount = _amount(row)
    note = words.frontier(frontier, "note")
    if most is None and row is not None and amount is not None:
        note = words.period(row)
    return RailRow(
        frontier,
        words.frontier(frontier, "neighbour"),
        note,
        words.amount(row),
        None if amount is None or most is None else amount / most,
        frontier in selection.frontiers,
        selection.but(frontiers=(frontier,), place="", action="", series="").search,
        "not-collected" if amount is None else "estimate" if row and row.about else "observed",
    )


def _joint(
    words: Words, selection: Selection, joint: list[str], rows: dict[str, Row | None], most: float
) -> list[RailRow]:
    """The figure published for several frontiers, once, then each of them as a link without a figure of its own."""
    if not joint:
        return []
    row = rows[joint[0]]
    assert row is not None
    together = RailRow(
        "",
        ", ".join(words.frontier(frontier, "neighbour") for frontier in joint),
        words.t("rail.joint_note"),
        words.amount(row),
        (row.workers or 0) / most,
        set(joint) == set(selection.frontiers),
        selection.but(frontiers=tuple(joint), place="", action="", series="").search,
        "estimate",
    )
    each = [
        RailRow(
            frontier,
            words.frontier(frontier, "neighbour"),
            "",
            "",
            None,
            frontier in selection.frontiers,
            selection.but(frontiers=(frontier,), place="", action="", series="").search,
            "estimate",
        )
        for frontier in joint
    ]
    return [together, *(replace(item, selected=selection.frontiers == (item.frontier,)) for item in each)]
