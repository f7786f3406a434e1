"""What the programme does near a pole, and what the documents say of poles, cooperations and the network."""

from collections.abc import Callable
from typing import Any

from dashboard.compose.actions import concerning, filtered
from dashboard.compose.index import Pole
from dashboard.compose.programme_blocks import dot, on_the_map, where
from dashboard.compose.scope import Scope
from dashboard.compose.search import fold
from dashboard.view import Cell, Column, Section, Table


def actions_section(scope: Scope, pole: Pole, name: str) -> list[Section]:
    """The programme's actions on its frontiers, those that name the pole first; those for all frontiers left out."""
    t = scope.t
    near = concerning(filtered(scope), pole.frontiers)
    if not near:
        return []
    named = [action for action in near if fold(name) in fold(f"{action['project']} {action['action']}")]
    ordered = [*named, *(action for action in near if action not in named)]
    columns = (Column(t("programme.column.mention")), Column(t("programme.column.project"), look="long"),
               Column(t("programme.column.frontiers"), look="long"), Column(t("programme.column.basis")))  # fmt: skip
    rows = []
    for action in ordered:
        mark = dot(scope, action)
        basis = t("poles.names_it") if action in named else t(f"programme.basis.{action['basis']}")
        rows.append((Cell("", signs=(mark,), title=mark.text), Cell(str(action["project"]), language=scope.french),
                     Cell(where(scope, action), on_the_map(scope, action)), Cell(basis)))  # fmt: skip
    title, note = t("poles.actions", count=len(ordered)), t("poles.actions_note", year=scope.programme_year)
    return [Section("actions", title, note, (Table("actions", title, columns, tuple(rows)),))]


def passages_section(scope: Scope, about: Callable[[Any], bool]) -> list[Section]:
    """The rows of the table passages that are `about` it, with document and page; no section where there are none."""
    passages = [row._asdict() for row in scope.atlas.passages.itertuples() if about(row)]
    if not passages:
        return []
    t, language = scope.t, scope.language
    title = t("poles.passages", count=len(passages))
    columns = (Column(t("poles.column.said"), look="long"), Column(t("poles.column.document"), look="long"))
    rows = tuple(
        (Cell(row[f"text_{language}"]),
         Cell(scope.words.credit(row["document"]), note=row[f"page_{language}"], language=scope.french))
        for row in passages
    )  # fmt: skip
    return [Section("passages", title, t("poles.passages_note"), (Table("passages", title, columns, rows),))]
