"""The work programme as a matrix: sub-axes by frontiers, families of frontiers and all frontiers, a dot an action."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.compose.actions import Action, sign_of
from dashboard.compose.index import Index
from dashboard.compose.programme_blocks import SIGNS, dot
from dashboard.compose.scope import Scope
from dashboard.format import pair
from dashboard.view import Cell, Column, Dot, Matrix, MatrixGroup, MatrixRow

# The programme names these; "land" it never does.
NAMED_FAMILIES = ("mountain", "maritime", "overseas")
# Heads of so few columns have room to lie level.
FEW_COLUMNS = 4


@dataclass(frozen=True)
class Group:
    """A column: its head, the actions that stand in it, and the selection that lists just these, where there is one."""

    column: Column
    holds: Callable[[Action], bool]
    frontiers: tuple[str, ...] | None


def family_of(index: Index, action: Action) -> str:
    """The family that an action names: the one whose frontiers are the action's; empty where its basis is another."""
    if action["basis"] != "family":
        return ""
    linked = set(str(action["frontiers"]).split())
    members = {
        family: {frontier for frontier, row in index.frontiers.items() if family in str(row["families"]).split()}
        for family in NAMED_FAMILIES
    }
    return next((family for family, frontiers in members.items() if frontiers == linked), "")


def actions_matrix(scope: Scope, kept: list[Action]) -> Matrix:
    """The matrix of the actions kept. An action of several frontiers stands in each of their columns, one of a family
    in the family's too; the last column counts each action once.
    """
    groups = _groups(scope)
    axes = dict.fromkeys(int(action["axis"]) for action in kept)
    partial = any(action["reading"] == "partial" for action in kept)
    legend = [Dot(sign, scope.t(f"page.actions.{sign}")) for sign in SIGNS]
    legend += [Dot("empty", scope.t("page.actions.partial"), partial=True)] if partial else []
    return Matrix(
        "matrix",
        scope.t("programme.matrix"),
        scope.t("filter.sub_axis"),
        tuple(group.column for group in groups),
        tuple(_axis(scope, axis, [action for action in kept if action["axis"] == axis], groups) for axis in axes),
        _totals(scope, kept, groups),
        tuple(legend),
        slanted=len(groups) > FEW_COLUMNS + 2,
    )


def _groups(scope: Scope) -> list[Group]:
    """All frontiers first, then each, then the families, then the count; several chosen frontiers stand alone."""
    t, chosen = scope.t, scope.selection.frontiers
    found = [Group(Column(t("programme.all")), lambda action: action["basis"] == "all", None)]
    shown = chosen if len(chosen) > 1 else tuple(scope.index.frontiers)
    for n, frontier in enumerate(shown):
        column = Column(
            scope.words.frontier(frontier, "neighbour"),
            scope.frontier_link(*(() if chosen == (frontier,) else (frontier,))),
            selected=chosen == (frontier,),
            parted=n == 0 or frontier[:2] != shown[n - 1][:2],
        )
        found.append(Group(column, _of(frontier), (frontier,)))
    families = {family_of(scope.index, action) for action in scope.index.actions} if len(chosen) < 2 else set()
    for n, family in enumerate(name for name in NAMED_FAMILIES if name in families):
        found.append(Group(Column(t(f"programme.family.{family}"), parted=n == 0), _named(scope.index, family), None))
    total = Column(t("programme.each_once"), look="number", parted=True)
    return [*found, Group(total, lambda action: True, ())]


def _of(frontier: str) -> Callable[[Action], bool]:
    return lambda action: frontier in str(action["frontiers"]).split()


def _named(index: Index, family: str) -> Callable[[Action], bool]:
    return lambda action: family_of(index, action) == family


def _axis(scope: Scope, axis: int, actions: list[Action], groups: list[Group]) -> MatrixGroup:
    name = scope.t("chart.axis", number=axis)
    count = scope.t("programme.count", count=len(actions))
    chosen = scope.selection.axis == str(axis)
    head = Cell(name, scope.link(axis="" if chosen else str(axis), sub_axis=""), note=count)
    parts = dict.fromkeys(action["sub_axis_id"] for action in actions)
    rows = [_row(scope, [action for action in actions if action["sub_axis_id"] == part], groups) for part in parts]
    return MatrixGroup(head, tuple(rows))


def _row(scope: Scope, actions: list[Action], groups: list[Group]) -> MatrixRow:
    part, name = str(actions[0]["sub_axis_id"]), str(actions[0]["sub_axis"])
    chosen = scope.selection.sub_axis == part
    head = Cell(name, scope.link(sub_axis="" if chosen else part), language=scope.french)
    cells = []
    for group in groups:
        held = sorted((action for action in actions if group.holds(action)), key=lambda one: SIGNS.index(sign_of(one)))
        link = "" if group.frontiers is None or not held else scope.link(sub_axis=part, frontiers=group.frontiers)
        if group.column.look == "number":
            cells.append(Cell(str(len(held)), link))
        else:
            cells.append(_dots(scope, group.column.title, held, link))
    return MatrixRow(head, tuple(cells))


def _dots(scope: Scope, name: str, held: list[Action], link: str) -> Cell:
    if not held:
        return Cell("")
    counts = {sign: sum(sign_of(action) == sign for action in held) for sign in SIGNS}
    said = [f"{count} {scope.t(f'page.actions.{sign}')}" for sign, count in counts.items() if count]
    return Cell("", link, tuple(dot(scope, action) for action in held), pair(name, ", ".join(said), scope.language))


def _totals(scope: Scope, kept: list[Action], groups: list[Group]) -> MatrixRow:
    counts = [sum(group.holds(action) for action in kept) for group in groups]
    cells = [Cell(str(count) if count else scope.t("value.absent")) for count in counts]
    return MatrixRow(Cell(scope.t("programme.totals")), tuple(cells))
