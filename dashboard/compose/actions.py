"""The MOT's actions for a selection: those that name a frontier first, then by place, by family, then for all."""

from typing import Any, Literal

from dashboard.compose.index import Index
from dashboard.compose.words import Words
from dashboard.selection import Selection
from dashboard.view import ActionGroup, ActionRow, Actions, Option

Action = dict[str, Any]
BASES = ("named", "place", "family")


def filtered(index: Index, selection: Selection) -> list[Action]:
    """Actions that the programme's filters keep (axis, sub-axis, priority, status, theme)."""
    return [
        action
        for action in index.actions
        if (not selection.axis or str(action["axis"]) == selection.axis)
        and (not selection.sub_axis or action["sub_axis"] == selection.sub_axis)
        and (not selection.priority or bool(action["priority"]))
        and (not selection.status or selection.status in statuses(action))
        and (not selection.theme or action["theme"] == selection.theme)
    ]


def concerning(actions: list[Action], frontiers: tuple[str, ...]) -> list[Action]:
    """Actions linked to some frontiers (to any one, when none is given), not those for all."""
    if not frontiers:
        return [action for action in actions if action["basis"] != "all"]
    return [action for action in actions if set(str(action["frontiers"]).split()) & set(frontiers)]


def lit_by(index: Index, selection: Selection) -> frozenset[str]:
    """Frontiers that stand out on the map: those of the chosen action, else those selected; empty for none or all."""
    for action in index.actions:
        if action["id"] == selection.action:
            return frozenset(str(action["frontiers"]).split()) - {"all"}
    return frozenset(selection.frontiers) if len(selection.frontiers) > 1 else frozenset()


def sign_of(action: Action) -> Literal["full", "half", "empty"]:
    """full for priority 1, half for submitted to arbitration or interest, else empty."""
    if action["priority"]:
        return "full"
    return "half" if action["submitted"] else "empty"


def statuses(action: Action) -> tuple[str, ...]:
    """What the programme notes of an action: how it was submitted, then its outcome, each once."""
    submitted = f"submitted-{action['submitted']}" if action["submitted"] else ""
    return tuple(dict.fromkeys(status for status in (submitted, str(action["status"])) if status))


def actions(index: Index, words: Words, selection: Selection) -> Actions:
    """The list for a selection, its groups in order of the basis of their link."""
    t = words.t
    kept = filtered(index, selection)
    own = concerning(kept, selection.frontiers)
    general = [action for action in kept if action["basis"] == "all"]
    groups = tuple(
        ActionGroup(t(f"actions.{basis}"), tuple(_row(words, selection, action) for action in own if action["basis"] == basis))
        for basis in BASES
        if any(action["basis"] == basis for action in own)
    )
    if selection.axis or selection.sub_axis or selection.priority or selection.status or selection.theme or not own:
        groups += (ActionGroup(t("actions.all"), tuple(_row(words, selection, action) for action in general)),) if general else ()
        note = "" if kept else t("actions.empty")
    else:
        note = t("actions.all_note_one" if len(general) == 1 else "actions.all_note", count=len(general))
    name = words.frontier(selection.frontier, "name") if selection.frontier else ""
    if not selection.frontiers:
        title = t("actions.title_overview", count=len(own), total=len(kept))
    elif own:
        title = t("actions.title_frontier", count=len(own), name=name or _names(words, selection))
    else:
        title = t("actions.title_none", name=name or _names(words, selection))
    links = (Option(t("actions.clear"), selection.but(action="").search),) if selection.action else ()
    return Actions(title, groups, note, links)


def _names(words: Words, selection: Selection) -> str:
    return ", ".join(words.frontier(frontier, "neighbour") for frontier in selection.frontiers)


def _row(words: Words, selection: Selection, action: Action) -> ActionRow:
    t = words.t
    notes = [t("actions.axis", number=action["axis"])]
    if action["basis"] != "all":
        notes.insert(0, ", ".join(frontier.upper() for frontier in str(action["frontiers"]).split()))
    notes += [t(f"action-status.{status}") for status in statuses(action)]
    if action["reading"] == "partial":
        notes.append(t("actions.partial"))
    chosen = selection.action == action["id"]
    return ActionRow(
        str(action["id"]),
        sign_of(action),
        action["reading"] == "partial",
        str(action["project"]),
        " · ".join(notes),
        selection.but(action="" if chosen else str(action["id"])).search,
        chosen,
        str(action["raw"]) if action["reading"] == "partial" else "",
    )
