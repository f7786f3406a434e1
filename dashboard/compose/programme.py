"""The view of the work programme: its actions as a matrix, as a tree and as a table, all of one set."""

from dataclasses import replace

from dashboard.compose.actions import Action, concerning, filtered, sign_of, statuses
from dashboard.compose.filters import programme_filters
from dashboard.compose.programme_blocks import actions_table, actions_tree, dot
from dashboard.compose.programme_matrix import actions_matrix
from dashboard.compose.scope import Scope
from dashboard.compose.search import finds
from dashboard.compose.sheet import Sheet, search_box, several_names
from dashboard.selection import Selection
from dashboard.view import Note, Option, Section


def programme(scope: Scope) -> Sheet:
    """The sheet of a selection. The matrix counts all that the filters and the search keep; tree and table hold those
    of the chosen frontiers, all of them where none is chosen.
    """
    t = scope.t
    kept = [action for action in filtered(scope) if finds(scope.selection.query, _texts(scope, action))]
    chosen = scope.selection.frontiers
    listed = concerning(kept, chosen) if chosen else kept
    found = t("programme.found", count=len(kept), total=len(scope.index.actions))
    title, subtitle = _titles(scope, kept, listed)
    box = search_box(scope, t("programme.search"), found)
    if not kept and not box.clear:
        whole = Selection(view="programme", language=scope.language).search
        box = replace(box, clear=Option(t("actions.programme"), whole))
    sections = [Section("find", "", "", (box,))]
    if kept:
        sections.append(
            Section("matrix", t("programme.matrix"), t("programme.matrix_note"), (actions_matrix(scope, kept),))
        )
    if listed:
        count = len(listed)
        sections += [
            Section("tree", t("programme.tree", count=count), "", actions_tree(scope, listed)),
            Section("table", t("programme.table", count=count), "", (actions_table(scope, listed),)),
        ]
    return Sheet(title, subtitle, tuple(sections), programme_filters(scope), _notes(scope, listed))


def _texts(scope: Scope, action: Action) -> list[str]:
    """All that a search may find of an action."""
    names = [name for name in str(action["frontiers"]).split() if name != "all"]
    words = [scope.words.frontier(name, "name") for name in names]
    states = [scope.t(f"action-status.{status}") for status in statuses(action)]
    return [str(action[part]) for part in ("project", "action", "sub_axis", "raw")] + names + words + states


def _titles(scope: Scope, kept: list[Action], listed: list[Action]) -> tuple[str, str]:
    t, chosen = scope.t, scope.selection.frontiers
    general = sum(action["basis"] == "all" for action in kept)
    counts = {"total": len(kept), "general": general, "year": scope.programme_year}
    if not kept:
        title = t("actions.empty")
    elif chosen:
        title = t("programme.title_frontier", name=several_names(scope), count=len(listed), **counts)
    else:
        title = t("programme.title", count=len(kept) - general, **counts)
    if not kept:
        return title, t("programme.subtitle_none")
    signs = [sign_of(action) for action in listed]
    subtitle = t(
        "programme.subtitle",
        full=signs.count("full"),
        half=signs.count("half"),
        empty=signs.count("empty"),
        partial=sum(action["reading"] == "partial" for action in listed),
    )
    return title, subtitle


def _notes(scope: Scope, listed: list[Action]) -> tuple[Note, ...]:
    t = scope.t
    found = [
        Note(t("note.source"), "", (scope.words.reference(scope.atlas.programme),)),
        Note(t("note.reading"), t("programme.reading")),
        Note(t("programme.families"), t("programme.families_text")),
    ]
    if any(dot(scope, action).partial for action in listed):
        found.append(Note(t("programme.partial"), t("programme.partial_text")))
    return tuple(found)
