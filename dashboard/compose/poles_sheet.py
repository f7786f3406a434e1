"""The sheet of one pole: its place across the frontier, memberships since when, commuters of its area, actions near."""

from collections.abc import Iterator

from dashboard.compose.cooperations import Cooperation, everywhere, joined, narrowed
from dashboard.compose.facts import counted
from dashboard.compose.figures import Figures
from dashboard.compose.index import Pole, Row
from dashboard.compose.poles_charts import measured, partners_chart, read
from dashboard.compose.poles_documents import actions_section, passages_section
from dashboard.compose.poles_map import Drawn, around
from dashboard.compose.poles_tables import pole_link, sheet_of
from dashboard.compose.poles_ties import (
    across,
    area_flow,
    commuters,
    distance_km,
    functional,
    institutional,
    located,
    one_sided,
    pairs,
)
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import Sheet
from dashboard.format import number, several
from dashboard.view import Branch, Cell, Column, Fact, Note, Section, Table, Tie
from geodata.crs import frame_of

MOST_ROWS = 14
MOST_SOURCES = 6


def pole_sheet(scope: Scope, pole: Pole) -> Sheet:
    """The sheet of a pole, its map the pole with the poles that it is tied to and the figures of its area."""
    t = scope.t
    name = scope.words.place(f"pole:{pole.id}")
    own = tuple(item for item in everywhere(scope) if pole.id in item.poles)
    partners = _partners(scope, pole, own)
    rows = commuters(scope, pole)
    back, narrow = Branch(Cell(t("poles.back"), scope.link(place=""))), narrowed(scope)
    none = Branch(Cell(t("poles.no_cooperation" if narrow else "poles.no_membership")))
    sections = [
        Section("memberships", t("poles.memberships", count=len(own)),
                ". ".join(part for part in (narrow, t("poles.memberships_note")) if part),
                (back, _memberships(scope, pole, own) if own else none)),
        Section("partners", t("poles.partners", count=len(partners)), t("poles.partners_note"),
                (_partners_table(scope, pole, partners),) if partners else ()),
        Section("commuters", t("poles.commuters", count=len(rows)), t("poles.commuters_note"),
                (_commuters_table(scope, rows),) if rows else ()),
        *actions_section(scope, pole, name),
        *passages_section(scope, lambda row: pole.id in row.poles.split()),
    ]  # fmt: skip
    cited = [pole.population_source, pole.jobs_source, *(item.source for item in own), *(row.source for row in rows)]
    references = tuple(scope.words.reference(source) for source in dict.fromkeys(cited) if source)
    figures = Figures(tuple(rows), scope.words)
    return Sheet(
        title=_title(scope, pole, name),
        subtitle=_subtitle(scope, pole),
        sections=tuple(section for section in sections if section.blocks),
        filters=(),
        notes=(Note(t("note.source"), "", references[:MOST_SOURCES]), Note(t("poles.size"), t("poles.size_text"))),
        figures=figures,
        scene=around(
            scope,
            pole.nearest_frontier,
            [pole, *(other for other, _ in partners)],
            _drawn(scope, pole, own, rows),
        ),
        facts=tuple(_facts(scope, pole, name, own, rows)),
        charts=(partners_chart(scope, pole, [other for other, _ in partners]),) if partners else (),
    )


def _drawn(scope: Scope, pole: Pole, own: tuple[Cooperation, ...], rows: list[Row]) -> Drawn:
    """Its memberships, and of its area the figures with both ends known; where there is none, one with one end."""
    kind = scope.selection.tie
    ties: list[Tie] = []
    if kind != "functional":
        shown = {member for item in own for member in item.poles} | {pole.id}
        every = institutional(scope, own, shown, frame_of(pole.nearest_frontier).name)
        ties += [tie for tie in every if pole.id in tie.id.split(".")]
    if kind == "institutional":
        return Drawn(tuple(ties))
    pairs_known, single = located(scope, rows), one_sided(scope, rows)
    if pairs_known:
        return Drawn((*ties, *functional(scope, rows)), note=scope.words.series(pairs_known[0]))
    if single is not None:
        return Drawn(tuple(ties), flows=(area_flow(scope, single),), note=scope.words.series(single))
    return Drawn(tuple(ties))


def _title(scope: Scope, pole: Pole, name: str) -> str:
    values = {"name": name, "distance": _distance(scope, pole.distance_km),
              "frontier": scope.words.frontier(pole.nearest_frontier, "name")}  # fmt: skip
    if not pole.system:
        return scope.t("poles.title_pole", **values)
    return scope.t("poles.title_pole_system", system=scope.t(f"system.{pole.system}"), **values)


def _subtitle(scope: Scope, pole: Pole) -> str:
    kind = scope.t(f"poles.kind.{pole.system_kind}") if pole.system_kind else scope.t("poles.kind.none")
    names = ", ".join(scope.words.frontier(frontier, "name") for frontier in pole.frontiers)
    said = scope.t("poles.subtitle_pole", kind=kind, frontiers=names)
    return " · ".join(part for part in (said, narrowed(scope)) if part)


def _distance(scope: Scope, km: float) -> str:
    return number(km, scope.language, 1 if km < 10 else 0)


def _facts(scope: Scope, pole: Pole, name: str, own: tuple[Cooperation, ...], rows: list[Row]) -> list[Fact]:
    t = scope.t
    frontier = scope.words.frontier(pole.nearest_frontier, "name")
    away, note = f"{_distance(scope, pole.distance_km)}\u00a0km", t("poles.fact.distance_note")
    counted = several((part for part in (narrowed(scope), t("poles.fact.memberships_note")) if part), scope.language)
    return [
        Fact(away, "ink", t("poles.fact.distance", frontier=frontier), note, measured(scope)),
        _commuters_fact(scope, rows),
        Fact(str(len(own)), "ink", t("poles.fact.memberships", count=len(own)), counted, read(scope, own)),
        *_size_facts(scope, pole, name),
    ]


def _size_facts(scope: Scope, pole: Pole, name: str) -> Iterator[Fact]:
    t = scope.t
    for key, value, area, year, source in (
        ("population", pole.population, pole.population_scope, pole.population_year, pole.population_source),
        ("jobs", pole.jobs, pole.jobs_scope, pole.jobs_year, pole.jobs_source),
    ):
        text = t(f"poles.fact.{key}", name=name)
        if value is None:
            yield Fact(t("value.missing"), "missing", text, t("poles.not_read"))
        else:
            note = ", ".join(part for part in (scope.words.area(area), year) if part)
            yield Fact(number(value, scope.language), "ink", text, note, (scope.words.credit(source),))


def _commuters_fact(scope: Scope, rows: list[Row]) -> Fact:
    """The latest figure of the pole's area; where none is read, that it is missing."""
    t = scope.t
    latest = next((row for row in rows if row.workers is not None), None)
    if latest is None:
        return Fact(t("value.missing"), "missing", t("poles.fact.area_commuters"), t("poles.fact.area_none"))
    way = scope.words.between(latest.home, latest.work)
    return counted(scope, latest, t("poles.fact.commuters", way=way))


def _memberships(scope: Scope, pole: Pole, own: tuple[Cooperation, ...]) -> Table:
    t = scope.t
    columns = (
        Column(t("poles.column.name"), look="long"),
        Column(t("poles.column.genre")),
        Column(t("filter.theme")),
        Column(t("poles.column.since")),
        Column(t("poles.column.source"), look="long"),
    )
    rows = []
    for item in own:
        year, itself = joined(scope, item, pole.id)
        since = t("poles.joined" if itself else "poles.founded") if year else ""
        reference = scope.words.reference(item.source)
        rows.append((
            Cell(item.name, sheet_of(scope, item), language=scope.french),
            Cell(t(f"kind.{item.kind}")),
            Cell(t(f"theme.{item.theme}")),
            Cell(year or t("value.missing"), note=since),
            Cell(reference.text, url=reference.url),
        ))  # fmt: skip
    return Table("memberships", t("poles.memberships", count=len(own)), columns, tuple(rows))


def _partners(scope: Scope, pole: Pole, own: tuple[Cooperation, ...]) -> list[tuple[Pole, list[Cooperation]]]:
    """The other poles of its cooperations, most memberships in common first, then nearest."""
    poles = {other.id: other for other in scope.index.poles}
    found = [
        (poles[pair[1] if pair[0] == pole.id else pair[0]], shared)
        for pair, shared in pairs(own).items()
        if pole.id in pair
    ]
    return sorted(found, key=lambda item: (-len(item[1]), distance_km(pole, item[0])))


def _partners_table(scope: Scope, pole: Pole, partners: list[tuple[Pole, list[Cooperation]]]) -> Table:
    t = scope.t
    columns = (
        Column(t("poles.column.pole")),
        Column(t("poles.column.apart"), look="number"),
        Column(t("poles.column.side")),
        Column(t("poles.column.shared"), look="long"),
    )
    rows = tuple(
        (
            Cell(scope.words.place(f"pole:{other.id}"), pole_link(scope, other.id)),
            Cell(f"{number(distance_km(pole, other), scope.language)}\u00a0km"),
            Cell(t("poles.across" if across(pole, other) else "poles.same_side")),
            Cell(", ".join(item.name for item in shared), language=scope.french),
        )
        for other, shared in partners
    )
    return Table("partners", t("poles.partners", count=len(partners)), columns, rows)


def _commuters_table(scope: Scope, rows: list[Row]) -> Table:
    t, words = scope.t, scope.words
    columns = (
        Column(t("poles.column.way"), look="long"),
        Column(t("chart.workers"), look="number"),
        Column(t("chart.period")),
        Column(t("chart.field"), look="long"),
        Column(t("chart.source"), look="long"),
    )
    cells: list[tuple[Cell, ...]] = []
    for row in rows[:MOST_ROWS]:
        reference = words.reference(row.source)
        cells.append((Cell(words.between(row.home, row.work)), Cell(words.amount(row)), Cell(words.when(row.period)),
                      Cell(words.field(row)), Cell(reference.text, url=reference.url)))  # fmt: skip
    if len(rows) > MOST_ROWS:
        more = Cell(t.others(len(rows) - MOST_ROWS, "print.more"))
        cells.append((more, *(Cell("") for _ in columns[1:])))
    return Table("commuters", t("poles.commuters", count=len(rows)), columns, tuple(cells))
