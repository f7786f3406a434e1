"""The tables of the view of the poles: urban systems, ties by frontier, cooperations."""

from collections.abc import Callable, Iterable
from typing import Any

from dashboard.compose.cooperations import Cooperation, everywhere
from dashboard.compose.index import Pole
from dashboard.compose.poles_ties import across, pairs
from dashboard.compose.scope import Scope
from dashboard.compose.search import fold
from dashboard.compose.sheet import in_order, sorted_column
from dashboard.format import number
from dashboard.selection import SYSTEM_KINDS
from dashboard.view import Cell, Column, Table


def systems_table(scope: Scope, poles: list[Pole]) -> Table:
    """A row an urban system, the first document's own distinction first: across the line, at a distance, not said."""
    t = scope.t
    systems = dict.fromkeys(pole.system for pole in poles if pole.system)
    kinds = (*SYSTEM_KINDS, "")
    held = {system: [pole for pole in poles if pole.system == system] for system in systems}
    ordered = sorted(systems, key=lambda system: kinds.index(held[system][0].system_kind))
    columns = (
        Column(t("poles.column.system")),
        Column(t("poles.column.kind")),
        Column(t("poles.column.poles"), look="long"),
        Column(t("poles.column.distance"), look="number"),
        Column(t("poles.column.members"), look="number"),
    )
    rows = tuple(_system(scope, system, held[system]) for system in ordered)
    return Table("systems", t("poles.systems"), columns, rows)


def _system(scope: Scope, system: str, poles: list[Pole]) -> tuple[Cell, ...]:
    t, language = scope.t, scope.language
    kind = poles[0].system_kind
    distances = [pole.distance_km for pole in poles]
    names = [scope.words.place(f"pole:{pole.id}") for pole in sorted(poles, key=lambda pole: pole.rank)]
    ids = {pole.id for pole in poles}
    shared = {
        item.id for (first, second), some in _known_pairs(scope).items() if {first, second} <= ids for item in some
    }
    chosen = scope.selection.system == system
    return (
        Cell(t(f"system.{system}").capitalize(), scope.link(system="" if chosen else system, place="", cooperation="")),
        Cell(t(f"poles.kind.{kind}") if kind else t("poles.kind.none")),
        Cell(", ".join(names), note=t("poles.count", count=len(poles))),
        Cell(t("poles.span", low=number(min(distances), language), high=number(max(distances), language))),
        Cell(str(len(shared))),
    )


def _known_pairs(scope: Scope) -> dict[tuple[str, str], list[Cooperation]]:
    return pairs(everywhere(scope))


def compared_table(scope: Scope) -> Table:
    """A row a frontier: its functional ties (workers each way, as published) beside the institutional ones that the
    filters keep.
    """
    t = scope.t
    columns = (
        Column(t("poles.column.frontier")),
        Column(t("poles.column.out"), look="number"),
        Column(t("poles.column.in"), look="number"),
        Column(t("poles.column.cooperations"), look="number"),
        Column(t("poles.column.across"), look="number"),
        Column(t("poles.column.poles_count"), look="number"),
    )
    frontiers = scope.selection.frontiers or tuple(scope.index.frontiers)
    rows = tuple(_compared(scope, frontier) for frontier in frontiers)
    return Table("compared", t("poles.compared"), columns, rows)


def _compared(scope: Scope, frontier: str) -> tuple[Cell, ...]:
    words = scope.words
    own = [item for item in everywhere(scope) if frontier in item.frontiers]
    poles = {pole.id: pole for pole in scope.index.poles if frontier in pole.frontiers}
    tied = [pair for pair in pairs(own) if set(pair) <= poles.keys() and across(poles[pair[0]], poles[pair[1]])]
    ways = []
    for way in ("out", "in"):
        row = scope.headline(frontier, way)
        known = row is not None and row.workers is not None
        note = ""
        if row is not None and known:
            note = words.series(row)
            note += f" ({words.neighbours(row.frontiers)})" if row.joint else ""
        ways.append(Cell(words.amount(row), note=note))
    return (
        Cell(words.frontier(frontier, "name"), scope.link(frontiers=(frontier,), place="", cooperation="", map="")),
        *ways,
        Cell(str(len(own))),
        Cell(str(len(tied))),
        Cell(str(len(poles))),
    )


def cooperations_table(scope: Scope, items: Iterable[Cooperation]) -> Table:
    """A row a cooperation, in the atlas's order unless another was asked for; the chosen one stands out."""
    t = scope.t
    rows = in_order(scope, items, _keys(scope))
    columns = (
        sorted_column(scope, t("poles.column.name"), "nom", "long"),
        sorted_column(scope, t("poles.column.genre"), "genre"),
        sorted_column(scope, t("filter.theme"), "theme"),
        sorted_column(scope, t("poles.column.frontiers"), "frontiere", "long"),
        sorted_column(scope, t("poles.column.founded"), "annee"),
        Column(t("poles.column.drawn"), look="long"),
    )
    chosen = tuple(n for n, item in enumerate(rows) if item.id == scope.selection.cooperation)
    cells = tuple(cooperation_cells(scope, item) for item in rows)
    return Table("cooperations", t("poles.cooperations", count=len(rows)), columns, cells, chosen)


def _keys(scope: Scope) -> dict[str, Callable[[Cooperation], Any]]:
    order = list(scope.index.frontiers)
    return {
        "nom": lambda item: fold(item.name),
        "genre": lambda item: fold(scope.t(f"kind.{item.kind}")),
        "theme": lambda item: fold(scope.t(f"theme.{item.theme}")),
        "frontiere": lambda item: [order.index(name) for name in item.frontiers if name in order],
        "annee": lambda item: item.founded or "9999",
    }


def cooperation_cells(scope: Scope, item: Cooperation) -> tuple[Cell, ...]:
    """Name and seat, kind, theme, frontiers, year, and which of its poles the map shows."""
    t, words = scope.t, scope.words
    neighbours = [name for name in item.frontiers if name in scope.index.frontiers]
    where = t("poles.count_frontiers", count=len(neighbours)) if len(neighbours) > 4 else words.neighbours(neighbours)
    poles = ", ".join(words.place(f"pole:{pole}") for pole in item.poles)
    return (
        Cell(item.name, sheet_of(scope, item), note=item.seat, language=scope.french),
        Cell(t(f"kind.{item.kind}")),
        Cell(t(f"theme.{item.theme}")),
        Cell(where),
        Cell(item.founded or t("value.missing")),
        Cell(poles if item.on_map else t("poles.off_map"), note="" if item.on_map or scope.french else item.note),
    )


def sheet_of(scope: Scope, item: Cooperation) -> str:
    """The query string of a cooperation's sheet."""
    return scope.link(cooperation=item.id, place="", map="", query="", sort="")


def pole_link(scope: Scope, pole: str) -> str:
    """The query string of a pole's sheet."""
    return scope.link(place=f"pole:{pole}", cooperation="", map="", query="", sort="")
