"""The view of one frontier: its map, then all that the atlas knows of it. Without one, the twelve to choose from."""

from dashboard.compose.charts import cut_chart
from dashboard.compose.chosen import chosen_cuts, flow_rows, mapped, unmapped
from dashboard.compose.facts import facts
from dashboard.compose.figures import Figures
from dashboard.compose.filters import filters
from dashboard.compose.frontier_breakdowns import breakdowns
from dashboard.compose.frontier_choice import frontier_choice
from dashboard.compose.frontier_map import frontier_map
from dashboard.compose.frontier_series import places, since
from dashboard.compose.frontier_sides import directions, sides
from dashboard.compose.frontier_ties import cooperations, documents, poles, programme
from dashboard.compose.interdependence import interdependence
from dashboard.compose.notes import notes
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import Part, Sheet
from dashboard.compose.titles import titles
from dashboard.view import Branch, Cell, Note, Section


def frontier_sheet(scope: Scope) -> Sheet:
    """The sheet of the chosen frontier; of none or several, the choice among them."""
    return _one(scope) if scope.selection.frontier else frontier_choice(scope)


def _one(scope: Scope) -> Sheet:
    frontier, chosen = scope.selection.frontier, chosen_cuts(scope)
    parts = _parts(scope, frontier)
    shown = flow_rows(scope, chosen.shown)
    rows = list(dict.fromkeys([*shown, *(row for part in parts for row in part.rows)]))
    sections = tuple(part.section for part in parts)
    title, subtitle = titles(scope, chosen.best)
    scene = frontier_map(scope, chosen.shown)
    drawn = mapped(scope, scene, chosen.shown)
    return Sheet(
        title=title,
        subtitle=subtitle,
        sections=(_contents(scope, sections), *sections),
        filters=filters(scope, chosen.found),
        notes=(*notes(scope, rows, chosen.best, chosen.left, unmapped(scope, chosen.best), drawn), _shares(scope)),
        figures=Figures(tuple(rows), scope.words),
        scene=scene,
        facts=facts(scope, chosen.best),
        charts=(cut_chart(scope, chosen.best),) if chosen.best is not None else (),
    )


def _parts(scope: Scope, frontier: str) -> list[Part]:
    """The parts of a sheet in their order; those with nothing to say are left out."""
    drawn = chosen_cuts(scope).best
    ties = interdependence(scope, frontier)
    found = [
        sides(scope, frontier),
        directions(scope, frontier),
        places(scope, frontier, drawn),
        since(scope, frontier),
        breakdowns(scope, frontier),
        Part(ties) if ties is not None else None,
        *(Part(section(scope, frontier)) for section in (poles, cooperations, programme, documents)),
    ]
    return [part for part in found if part is not None]


def _contents(scope: Scope, sections: tuple[Section, ...]) -> Section:
    """Links to the sections of the sheet, by short names: they stay in sight while it scrolls."""
    links = tuple(Branch(Cell(scope.t(f"border.jump.{one.id}"), url=f"#s-{one.id}")) for one in sections)
    return Section("contents", scope.t("border.contents"), "", links)


def _shares(scope: Scope) -> Note:
    """Where the figures that are no flows can be had: the file of this view holds its flows alone."""
    return Note(scope.t("border.file"), scope.t("border.file_text"))
