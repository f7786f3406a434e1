"""The coverage of the flow table: what is known of each frontier, in each direction, in each year, and the holes."""

from collections.abc import Iterable
from typing import Literal

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.words import WAYS
from dashboard.selection import MAP
from dashboard.view import Cell, Column, Dot, Matrix, MatrixGroup, MatrixRow

State = Literal["observed", "joint", "not-collected", "unread"]
STATES: tuple[State, ...] = ("observed", "joint", "not-collected", "unread")


def years(rows: Iterable[Row]) -> tuple[str, ...]:
    """The years of some rows, earliest first, an empty one last for those without any."""
    found = {row.period[:4] for row in rows}
    return (*sorted(found - {""}), *(("",) if "" in found else ()))


def state(rows: list[Row]) -> State:
    """What some rows of one frontier, direction and year say: a figure of its own comes before one of several
    frontiers, and any figure before the statement that there is none.
    """
    counted = [row for row in rows if row.workers is not None]
    if counted:
        return "observed" if any(row.alone for row in counted) else "joint"
    return "not-collected" if rows else "unread"


def coverage(scope: Scope) -> Matrix:
    """Frontiers and directions by years: figures of their own, figures shared with others, said not to be collected,
    or nothing read. Chosen frontiers alone where there are any.
    """
    t = scope.t
    rows: dict[tuple[str, str, str], list[Row]] = {}
    for row in scope.index.rows:
        for frontier in row.frontiers:
            rows.setdefault((frontier, row.direction, row.period[:4]), []).append(row)
    columns = years(scope.index.rows)
    shown = scope.selection.frontiers or tuple(scope.index.frontiers)
    return Matrix(
        "coverage",
        t("data.coverage"),
        t("data.frontier"),
        tuple(
            Column(year or t("data.undated"), parted=n > 0 and year[:3] != columns[n - 1][:3])
            for n, year in enumerate(columns)
        ),
        tuple(_frontier(scope, frontier, columns, rows) for frontier in shown),
        legend=tuple(Dot(name, t(f"data.state.{name}")) for name in STATES),
    )


def _frontier(
    scope: Scope, frontier: str, columns: tuple[str, ...], rows: dict[tuple[str, str, str], list[Row]]
) -> MatrixGroup:
    lines = []
    for way in WAYS:
        cells = tuple(_cell(scope, year, rows.get((frontier, way, year), [])) for year in columns)
        link = scope.link(view=MAP, frontiers=(frontier,), direction=WAYS[way], series="", query="", sort="")
        name = scope.words.frontier(frontier, "neighbour")
        lines.append(MatrixRow(Cell(name, link, note=scope.t(f"filter.{WAYS[way]}")), cells))
    return MatrixGroup(Cell(""), tuple(lines))


def _cell(scope: Scope, year: str, rows: list[Row]) -> Cell:
    said = state(rows)
    if said == "unread":
        return Cell("")
    count = sum(row.workers is not None for row in rows)
    text = f"{year or scope.t('data.undated')}, {scope.t(f'data.state.{said}')}"
    words = text if not count else f"{text} ({count})"
    return Cell("", signs=(Dot(said, words),), title=words)
