"""The MOT's actions for a selection: those that name a frontier first, then by place, by family, then for all."""

from typing import Any, Literal

from dashboard.compose.scope import Scope
from dashboard.view import ActionGroup, ActionRow, Actions, Option

Action = dict[str, Any]
BASES = ("named", "place", "family")


def filtered(scope: Scope) -> list[Action]:
    """Actions that the programme's filters keep (axis, sub-axis, priority, status, theme)."""
    return [
        action
        for action in scope.index.actions
        if (not scope.selection.axis or str(action["axis"]) == scope.selection.axis)
        and (not scope.selection.sub_axis or action["sub_axis_id"] == scope.selection.sub_axis)
        and (not scope.selection.priority or bool(action["priority"]))
        and (not scope.selection.status or scope.selection.status in statuses(action))
        and (not scope.selection.theme or action["theme"] == scope.selection.theme)
    ]


def concerning(actions: list[Action], frontiers: tuple[str, ...]) -> list[Action]:
    """Actions linked to some frontiers (to any one, when none is given), not those for all."""
    if not frontiers:
        return [action for action in actions if action["basis"] != "all"]
    return [action for action in actions if set(str(action["frontiers"]).split()) & set(frontiers)]


def lit_by(scope: Scope) -> frozenset[str]:
    """Frontiers that stand out on the map: those of the chosen action, else those selected, else those to which the
    actions kept by a filter of the programme are linked; empty for none or all.
    """
    for action in scope.index.actions:
        if action["id"] == scope.selection.action:
            return frozenset(str(action["frontiers"]).split()) - {"all"}
    if scope.selection.frontiers:
        return frozenset(scope.selection.frontiers) if len(scope.selection.frontiers) > 1 else frozenset()
    linked = concerning(filtered(scope), ()) if narrowed(scope) else []
    return frozenset(name for action in linked for name in str(action["frontiers"]).split())


def narrowed(scope: Scope) -> bool:
    """Whether a filter of the programme (axis, sub-axis, priority, status, theme) is set."""
    chosen = scope.selection
    return any((chosen.axis, chosen.sub_axis, chosen.priority, chosen.status, chosen.theme))


def sign_of(action: Action) -> Literal["full", "half", "empty"]:
    """full for priority 1, half for submitted to arbitration or interest, else empty."""
    if action["priority"]:
        return "full"
    return "half" if action["submitted"] else "empty"


def statuses(action: Action) -> tuple[str, ...]:
    """What the programme notes of an action: how it was submitted, then its outcome, each once."""
    submitted = f"submitted-{action['submitted']}" if action["submitted"] else ""
    return tuple(dict.fromkeys(status for status in (submitted, str(action["status"])) if status))


def actions(scope: Scope) -> Actions:
    """The list for a selection, its groups in order of the basis of their link."""
    t = scope.t
    kept = filtered(scope)
    own = concerning(kept, scope.selection.frontiers)
    general = [action for action in kept if action["basis"] == "all"]
    groups = tuple(
        ActionGroup(t(f"actions.{basis}"), tuple(_row(scope, action) for action in own if action["basis"] == basis))
        for basis in BASES
        if any(action["basis"] == basis for action in own)
    )
    if narrowed(scope) or not own:
        groups += (ActionGroup(t("actions.all"), tuple(_row(scope, action) for action in general)),) if general else ()
        note = "" if kept else t("actions.empty")
    else:
        note = t("actions.all_note", count=len(general))
    name = scope.words.frontier(scope.selection.frontier, "name") if scope.selection.frontier else ""
    if not scope.selection.frontiers:
        title = t("actions.title_overview", count=len(own), total=len(kept))
    elif own:
        title = t("actions.title_frontier", count=len(own), name=name or _names(scope))
    else:
        title = t("actions.title_none", name=name or _names(scope))
    links = [Option(t("actions.clear"), scope.link(action=""))] if scope.selection.action else []
    links.append(Option(t("actions.programme"), scope.link(view="programme", place="", series="")))
    return Actions(title, groups, note, tuple(links))


def _names(scope: Scope) -> str:
    return ", ".join(scope.words.frontier(frontier, "neighbour") for frontier in scope.selection.frontiers)


def _row(scope: Scope, action: Action) -> ActionRow:
    t = scope.t
    notes = [t("actions.axis", number=action["axis"])]
    if action["basis"] != "all":
        notes.insert(0, ", ".join(frontier.upper() for frontier in str(action["frontiers"]).split()))
    notes += [t(f"action-status.{status}") for status in statuses(action)]
    if action["reading"] == "partial":
        notes.append(t("actions.partial"))
    chosen = scope.selection.action == action["id"]
    return ActionRow(
        str(action["id"]),
        sign_of(action),
        action["reading"] == "partial",
        str(action["project"]),
        " · ".join(notes),
        scope.link(action="" if chosen else str(action["id"])),
        chosen,
        str(action["raw"]) if action["reading"] == "partial" else "",
    )
