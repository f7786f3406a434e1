"""The view of the poles: urban systems as networks, ties by flows and by memberships, every cooperation, three maps."""

from dataclasses import replace

from dashboard.compose.chosen import chosen_cuts, flow_rows
from dashboard.compose.cooperation_sheet import cooperation_sheet
from dashboard.compose.cooperations import Cooperation, chosen, cooperations, found, kept, narrowed
from dashboard.compose.facts import facts as flow_facts
from dashboard.compose.figures import Figures
from dashboard.compose.index import Pole
from dashboard.compose.notes import another_period, headline_periods
from dashboard.compose.overview_map import overview_map
from dashboard.compose.perimeters import member_fills, member_ramp
from dashboard.compose.poles_charts import distances_chart, read, themes_chart
from dashboard.compose.poles_filters import poles_filters
from dashboard.compose.poles_legend import poles_legend
from dashboard.compose.poles_map import systems_map
from dashboard.compose.poles_marks import chosen_poles
from dashboard.compose.poles_network import network_facts, network_map, network_sections
from dashboard.compose.poles_sheet import pole_sheet
from dashboard.compose.poles_tables import compared_table, cooperations_table, systems_table
from dashboard.compose.poles_ties import across, pairs
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import Sheet, search_box, several_names
from dashboard.format import capital, number, several
from dashboard.selection import SYSTEM_KINDS
from dashboard.view import Branch, Cell, ChartSpec, Fact, Legend, MapScene, Note, Section

DOCUMENT = "mot-journee-2019"
# So many sources at the foot of the page; each row has its own on its sheet.
MOST_SOURCES = 4


def poles(scope: Scope) -> Sheet:
    """The sheet of a cooperation, of a pole, or of the chosen frontiers with the filters of this view."""
    item = chosen(scope)
    if item is not None:
        sheet = cooperation_sheet(scope, item)
    else:
        pole = next((pole for pole in scope.index.poles if scope.selection.place == f"pole:{pole.id}"), None)
        sheet = pole_sheet(scope, pole) if pole is not None else _systems(scope)
    return replace(sheet, filters=poles_filters(scope))


def _systems(scope: Scope) -> Sheet:
    shown, items = chosen_poles(scope), kept(scope)
    title, subtitle = _titles(scope, shown, items)
    scene = _scene(scope, shown, items)
    return Sheet(
        title=title,
        subtitle=subtitle,
        sections=_sections(scope, shown, items),
        filters=(),
        notes=_notes(scope, items, scene),
        figures=_figures(scope, scene),
        scene=scene,
        facts=_facts(scope, shown, items, scene),
        charts=_charts(scope, shown, items),
    )


def _scene(scope: Scope, shown: list[Pole], items: tuple[Cooperation, ...]) -> MapScene:
    asked = scope.selection.map
    if asked == "reseau":
        return network_map(scope)
    if asked == "flux":
        lit = frozenset(scope.selection.frontiers)
        return systems_map(scope, shown, ()) if scope.selection.frontier else overview_map(scope, lit)
    if asked != "gect":
        return systems_map(scope, shown, items)
    members = {pole for item in items for pole in item.poles}
    scene = systems_map(scope, [pole for pole in shown if pole.id in members], items, flowing=False)
    frontier = scope.selection.frontier
    fills = member_fills(scope, items, scene.base.frame, frontier)
    insets = tuple(
        replace(inset, scene=replace(inset.scene, fills=member_fills(scope, items, inset.scene.base.frame)))
        for inset in scene.insets
    )
    ramp = member_ramp(scope, items)
    captions = tuple(caption for caption in scene.captions if caption.kind != "territory")
    scene = replace(scene, fills=fills, insets=insets, captions=captions)
    return replace(scene, legend=poles_legend(scope, scene, Legend(ramp)))


def _titles(scope: Scope, shown: list[Pole], items: tuple[Cooperation, ...]) -> tuple[str, str]:
    t, asked = scope.t, scope.selection.map
    name = several_names(scope) if scope.selection.frontiers else ""
    if asked == "flux":
        row = scope.headline(scope.selection.frontier, scope.way) if scope.selection.frontier else None
        if row is not None and row.workers is not None and row.alone:
            return scope.words.sentence(f"title.{scope.way}", scope.selection.frontier, row), t("poles.subtitle_flux")
        return t("poles.title_flux"), t("poles.subtitle_flux")
    if asked:
        named = ("_frontier" if items else "_none") if asked == "gect" and name else ""
        key = f"poles.title_{asked}{named}"
        return t(key, count=len(items), name=name), t(f"poles.subtitle_{asked}")
    if not shown:
        return t("poles.title_none"), t("poles.subtitle")
    if scope.selection.system:
        return _system_title(scope, shown, name), t("poles.subtitle")
    counts = {kind: sum((pole.system_kind or "other") == kind for pole in shown) for kind in (*SYSTEM_KINDS, "other")}
    if not name:
        return t("poles.title", **counts), t("poles.subtitle")
    name = capital(name)
    if counts["other"] == len(shown):
        return t("poles.title_unsaid", name=name, total=len(shown)), t("poles.subtitle")
    parts = ", ".join(t(f"poles.part.{kind}", count=count) for kind, count in counts.items() if count)
    return t("poles.title_frontier", name=name, total=len(shown), parts=parts), t("poles.subtitle")


def _system_title(scope: Scope, shown: list[Pole], where: str) -> str:
    t, system = scope.t, scope.selection.system
    what = t(f"poles.kind.{system}") if system in SYSTEM_KINDS else t("poles.system", name=t(f"system.{system}"))
    name = ", ".join(part for part in (where, what) if part)
    far = number(max(pole.distance_km for pole in shown), scope.language)
    return t("poles.title_system", name=capital(name), total=len(shown), far=far)


def _facts(scope: Scope, shown: list[Pole], items: tuple[Cooperation, ...], scene: MapScene) -> tuple[Fact, ...]:
    t, asked, cited = scope.t, scope.selection.map, read(scope, items)
    if asked == "flux":
        return flow_facts(scope, None)
    if asked == "reseau":
        return network_facts(scope)
    if asked == "gect":
        away = sum(not item.on_map for item in items)
        note = t("poles.fact.gect_note", count=away) if away else ""
        shaded = sum(len(one.fills) for one in scene.scenes)
        return (
            Fact(str(len(items)), "ink", t("poles.fact.gect", count=len(items)), note, cited),
            Fact(str(shaded), "ink", t("poles.fact.shaded", count=shaded), t("poles.fact.shaded_note"), cited),
        )
    known = {pole.id: pole for pole in shown}
    tied = [pair for pair in pairs(items) if set(pair) <= known.keys()]
    beyond = [pair for pair in tied if across(known[pair[0]], known[pair[1]])]
    gects = t("poles.fact.gects", count=sum(item.kind == "gect" for item in items))
    recorded = several((part for part in (narrowed(scope), gects) if part), scope.language)
    tied_note = t("poles.fact.tied_note", count=len(beyond))
    counts = (
        Fact(str(len(shown)), "ink", t("poles.fact.poles", count=len(shown)), t("poles.fact.poles_note")),
        Fact(str(len(items)), "ink", t("poles.fact.cooperations", count=len(items)), recorded, cited),
        Fact(str(len(tied)), "ink", t("poles.fact.tied", count=len(tied)), tied_note, cited),
    )
    # The two headlines of a frontier lead what the panel says of its flows.
    return (*counts, *flow_facts(scope, None)[:2]) if scope.selection.frontier else counts


def _charts(scope: Scope, shown: list[Pole], items: tuple[Cooperation, ...]) -> tuple[ChartSpec, ...]:
    if scope.selection.map in ("flux", "reseau"):
        return ()
    near = distances_chart(scope, shown) if scope.selection.frontiers and shown and not scope.selection.map else None
    return tuple(chart for chart in (near, themes_chart(scope, items) if items else None) if chart is not None)


def _sections(scope: Scope, shown: list[Pole], items: tuple[Cooperation, ...]) -> tuple[Section, ...]:
    t, asked = scope.t, scope.selection.map
    listed = found(scope, items)
    sections = []
    if asked == "reseau":
        sections += network_sections(scope)
    if asked in ("", "flux"):
        sections.append(Section("compared", t("poles.compared"), t("poles.compared_note"), (compared_table(scope),)))
    if not asked and any(pole.system for pole in shown):
        sections.append(Section("systems", t("poles.systems"), t("poles.systems_note"), (systems_table(scope, shown),)))
    total = len(cooperations(scope.atlas))
    box = search_box(scope, t("poles.search"), t("data.found", count=len(listed), total=total))
    body = cooperations_table(scope, listed) if listed else Branch(Cell(t("poles.no_cooperation")))
    note = t("poles.cooperations_note") if items else ""
    title = t("poles.cooperations", count=len(listed))
    return (*sections, Section("cooperations", title, note, (box, body)))


def _notes(scope: Scope, items: tuple[Cooperation, ...], scene: MapScene) -> tuple[Note, ...]:
    t = scope.t
    cited = dict.fromkeys(item.source for item in items)
    counted = [flow for flow in scene.flows if flow.source]
    documents = [source for source in (DOCUMENT, *dict.fromkeys(flow.source for flow in counted))
                 if source in scope.index.sources]  # fmt: skip
    fields = dict.fromkeys(scope.index.field(flow.field, scope.language) for flow in counted)
    references = [scope.words.reference(source) for source in [*documents, *list(cited)[:MOST_SOURCES]]]
    periods = headline_periods(scope) if scope.selection.map in ("", "flux") else {}
    more = t("poles.sources", count=len(cited)) if len(cited) > MOST_SOURCES else ""
    return (
        Note(t("note.source"), more, tuple(references)),
        *([Note(t("note.field"), several(fields, scope.language) + ".")] if fields else ()),
        *another_period(scope, periods),
        Note(t("poles.distinction"), t("poles.distinction_text")),
        Note(t("poles.ties"), t("poles.ties_text")),
        Note(t("poles.size"), t("poles.size_text")),
        Note(t("note.base"), t("note.base_text")),
    )


def _figures(scope: Scope, scene: MapScene) -> Figures:
    """The flows that stand beside the ties: the headline of each frontier shown, and the series that its map draws."""
    frontiers = scope.selection.frontiers or tuple(scope.index.frontiers)
    rows = [scope.headline(frontier, way) for frontier in frontiers for way in ("out", "in")]
    drawn = {(flow.field, flow.source) for flow in scene.flows}
    cuts = flow_rows(scope, chosen_cuts(scope).shown) if scope.selection.frontier else []
    rows += [row for row in cuts if (row.field, row.source) in drawn]
    return Figures(tuple(dict.fromkeys(row for row in rows if row is not None)), scope.words)
