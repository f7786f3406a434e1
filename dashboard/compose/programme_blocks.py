"""The work programme as a tree (axis, sub-axis, action, project) and as a table, one row an action of either."""

from collections.abc import Callable
from typing import Any, Literal

from dashboard.compose.actions import Action, sign_of, statuses
from dashboard.compose.scope import Scope
from dashboard.compose.search import fold
from dashboard.compose.sheet import in_order, sorted_column
from dashboard.selection import MAP
from dashboard.view import Branch, Cell, Column, Dot, Table

SIGNS: tuple[Literal["full", "half", "empty"], ...] = ("full", "half", "empty")


def dot(scope: Scope, action: Action) -> Dot:
    """The sign of an action and its words."""
    partial = action["reading"] == "partial"
    sign = sign_of(action)
    words = scope.t(f"page.actions.{sign}") + (f", {scope.t('page.actions.partial')}" if partial else "")
    return Dot(sign, words, partial)


def where(scope: Scope, action: Action) -> str:
    """The frontiers of an action in words."""
    if action["basis"] == "all":
        return scope.t("programme.all")
    return scope.words.neighbours(str(action["frontiers"]).split())


def on_the_map(scope: Scope, action: Action) -> str:
    """The query string of the map on which an action's frontiers stand out."""
    return scope.link(view=MAP, action=str(action["id"]), frontiers=(), query="", sort="", place="", series="")


def actions_tree(scope: Scope, listed: list[Action]) -> tuple[Branch, ...]:
    """One tree an axis; where nothing was narrowed all are closed, else open down to the actions."""
    narrowed = bool(scope.selection.query or scope.selection.sub_axis or scope.selection.frontiers)
    axes = dict.fromkeys(int(action["axis"]) for action in listed)
    return tuple(
        _branch(
            scope,
            scope.t("chart.axis", number=axis),
            [action for action in listed if action["axis"] == axis],
            ("sub_axis", "action"),
            narrowed,
        )
        for axis in axes
    )


def _branch(scope: Scope, name: str, actions: list[Action], levels: tuple[str, ...], open_: bool) -> Branch:
    count = scope.t("programme.count", count=len(actions))
    own = [action for action in actions if not levels or not action[levels[0]]]
    names = dict.fromkeys(str(action[levels[0]]) for action in actions if levels and action[levels[0]])
    below = [
        _branch(scope, part, [action for action in actions if action[levels[0]] == part], levels[1:], open_)
        for part in names
    ]
    language = scope.french if len(levels) < 2 else ""
    leaves = [Branch(_project(scope, action)) for action in own]
    return Branch(Cell(name, note=count, language=language), (*below, *leaves), open_)


def _project(scope: Scope, action: Action) -> Cell:
    states = [scope.t(f"action-status.{status}") for status in statuses(action)]
    more = (scope.t("programme.raw"), str(action["raw"])) if action["reading"] == "partial" else ("", "")
    note = " · ".join([where(scope, action), *states])
    mark = dot(scope, action)
    return Cell(
        str(action["project"]), on_the_map(scope, action), (mark,), mark.text, note, more=more, language=scope.french
    )


def actions_table(scope: Scope, listed: list[Action]) -> Table:
    """A row an action, in the programme's order unless another was asked for; the chosen action stands out."""
    t = scope.t
    rows = in_order(scope, listed, _keys(scope))
    columns = (
        sorted_column(scope, t("programme.column.mention"), "mention"),
        sorted_column(scope, t("programme.column.project"), "action", "long"),
        sorted_column(scope, t("filter.sub_axis"), "axe", "long"),
        sorted_column(scope, t("programme.column.frontiers"), "frontiere", "long"),
        Column(t("programme.column.basis")),
    )
    chosen = tuple(n for n, action in enumerate(rows) if action["id"] == scope.selection.action)
    cells = tuple(_cells(scope, action) for action in rows)
    return Table("actions", t("programme.table", count=len(rows)), columns, cells, chosen)


def _keys(scope: Scope) -> dict[str, Callable[[Action], Any]]:
    order = list(scope.index.frontiers)

    def place(action: Action) -> list[int]:
        return [order.index(name) if name in order else len(order) for name in str(action["frontiers"]).split()]

    return {
        "axe": lambda action: str(action["id"]),
        "action": lambda action: fold(str(action["project"])),
        "mention": lambda action: SIGNS.index(sign_of(action)),
        "frontiere": place,
    }


def _cells(scope: Scope, action: Action) -> tuple[Cell, ...]:
    t, language = scope.t, scope.french
    states = [t(f"action-status.{status}") for status in statuses(action)]
    mark = dot(scope, action)
    more = (t("programme.raw"), str(action["raw"])) if action["reading"] == "partial" else ("", "")
    words = states or ([mark.text] if mark.sign != "empty" or mark.partial else [])
    if mark.sign == "full" and states:
        words.insert(0, t("page.actions.full"))
    return (
        Cell("", signs=(mark,), title="" if words else mark.text, note=", ".join(words)),
        Cell(str(action["project"]), more=more, note=str(action["action"]), language=language),
        Cell(f"{action['axis']}. {action['sub_axis']}", language=language),
        Cell(where(scope, action), on_the_map(scope, action)),
        Cell(t(f"programme.basis.{action['basis']}")),
    )
