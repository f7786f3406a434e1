"""A frontier's key figures on both sides, and its two directions side by side."""

from functools import lru_cache
from typing import NamedTuple

from dashboard.compose.facts import headline_fact
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import everyone, whole
from dashboard.compose.sheet import Part, source_cell
from dashboard.compose.words import WAYS
from dashboard.format import number, pair, several
from dashboard.view import Cell, Column, Fact, Section, Table
from geodata.atlas import Atlas

SIDES = ("france", "neighbour")


class Population(NamedTuple):
    """Inhabitants of one place, with year and source."""

    inhabitants: float
    year: str
    source: str


@lru_cache(maxsize=4)
def populations(atlas: Atlas) -> dict[str, Population]:
    """Inhabitants by territory id: those of the table of territories, else the latest of the indicator `population`."""
    shares = atlas.indicators
    latest = shares[(shares["indicator"] == "population") & (shares["period"] != "")].sort_values("period")
    found = {row.place: Population(float(row.value), row.period, row.source) for row in latest.itertuples()}
    known = atlas.territories[atlas.territories["population"].notna()]
    return found | {
        row.id: Population(float(row.population), row.population_year, row.population_source)
        for row in known.itertuples()
    }


def limitrophe(scope: Scope, frontier: str, side: str) -> list[str]:
    """Ids of the territories that touch a frontier on a side (france, neighbour)."""
    return str(scope.index.frontiers[frontier][f"limitrophe_{side}"]).split()


def sides(scope: Scope, frontier: str) -> Part:
    """Units that touch the frontier, their inhabitants and the poles on each side; the published length."""
    t, words = scope.t, scope.words
    columns = (
        Column(t("border.what")),
        Column(words.frontier(frontier, "home"), look="long"),
        Column(words.frontier(frontier, "neighbour"), look="long"),
    )
    rows = tuple(
        (Cell(t(f"border.{name}")), *(cell(scope, frontier, side) for side in SIDES))
        for name, cell in (("units", _units), ("inhabitants", _inhabitants), ("side_poles", _poles))
    )
    table = Table("sides", t("border.sides"), columns, rows)
    return Part(Section("both-sides", t("border.sides"), t("border.sides_note"), (_length(scope, frontier), table)))


def _length(scope: Scope, frontier: str) -> Fact:
    known, t = scope.index.frontiers[frontier], scope.t
    length, other = scope.index.lengths.get(frontier), str(known["length_note"])
    if length is None:
        reason = other if scope.language == "fr" and other else t("border.no_length")
        return Fact(t("value.absent"), "missing", t("fact.length"), reason)
    credit = scope.words.credit(str(known["length_source"]))
    value = scope.words.length(length)
    said = [pair(t("fact.length_note"), credit, scope.language)]
    said += [other] if scope.language == "fr" and other else []
    return Fact(value, "ink", t("fact.length"), several(said, scope.language), (credit,))


def _units(scope: Scope, frontier: str, side: str) -> Cell:
    names = [scope.words.place(name) for name in limitrophe(scope, frontier, side)]
    return Cell(str(len(names)), note=", ".join(names))


def _inhabitants(scope: Scope, frontier: str, side: str) -> Cell:
    """The sum of the units' inhabitants, where all are of one source and year; else said to be missing."""
    known = [populations(scope.atlas).get(name) for name in limitrophe(scope, frontier, side)]
    if None in known or len({(one.year, one.source) for one in known if one}) != 1:
        return Cell(scope.t("value.absent"), note=scope.t("border.no_inhabitants"))
    first = next(one for one in known if one)
    total = number(sum(one.inhabitants for one in known if one), scope.language)
    summed = scope.t("border.sum", count=len(known)) if len(known) > 1 else ""
    note = ", ".join(part for part in (scope.words.credit(first.source), scope.words.when(first.year), summed) if part)
    return Cell(total, url=scope.index.sources[first.source].url, note=note)


def _poles(scope: Scope, frontier: str, side: str) -> Cell:
    """The poles of a side and the nearest of them; those of a third country are in the list of poles only."""
    here = country(scope, frontier, side)
    poles = [pole for pole in scope.index.poles if frontier in pole.frontiers and pole.country == here]
    if not poles:
        return Cell(scope.t("value.absent"))
    nearest = min(poles, key=lambda pole: pole.distance_km)
    distance = number(nearest.distance_km, scope.language, 1)
    name = scope.words.place(f"pole:{nearest.id}")
    return Cell(str(len(poles)), note=scope.t("border.nearest", name=name, distance=distance))


def country(scope: Scope, frontier: str, side: str) -> str:
    """The code of the country of a side: that of a frontier's id on the French side, where Guyane has its own."""
    return frontier[:2].upper() if side == "france" else str(scope.index.frontiers[frontier]["neighbour"])


def directions(scope: Scope, frontier: str) -> Part:
    """Outbound and inbound, each its headline and every figure read for the whole direction, latest first."""
    t = scope.t
    by_way = {way: accounts(scope, frontier, way) for way in WAYS}
    pairs = [(headline_fact(scope, frontier, way), _accounts(scope, way, by_way[way])) for way in WAYS]
    blocks = [block for pair_ in pairs for block in pair_]
    section = Section("both-ways", t("border.ways"), t("border.ways_note"), tuple(blocks))
    return Part(section, (*by_way["out"], *by_way["in"]))


def accounts(scope: Scope, frontier: str, way: str) -> tuple[Row, ...]:
    """The figures of a direction, latest first: outbound those of the whole frontier; inbound, and where nobody counts
    the whole, those of its parts too, and what is published for several frontiers together.
    """
    rows = [row for row in scope.index.of(frontier, way) if everyone(row)]
    broad = [row for row in rows if whole(row)]
    counted = any(row.workers is not None for row in (broad if way == "out" else rows))
    found = broad if way == "out" and counted else rows
    found = found if counted else [*found, *_joint(scope, frontier, way)]
    return tuple(sorted(found, key=lambda row: (row.period, row.workers or 0), reverse=True))


def _joint(scope: Scope, frontier: str, way: str) -> list[Row]:
    rows = [row for row in scope.index.rows if frontier in row.frontiers and row.joint]
    return [row for row in rows if row.direction == way and everyone(row)]


def _accounts(scope: Scope, way: str, rows: tuple[Row, ...]) -> Table:
    t = scope.t
    columns = (
        Column(t("chart.period")),
        Column(t("chart.workers"), look="number"),
        Column(t("border.field"), look="long"),
        Column(t("chart.source"), look="long"),
    )
    name = t("border.way_out" if way == "out" else "border.way_in")
    return Table(f"way-{way}", name, columns, tuple(_account(scope, row) for row in rows))


def _account(scope: Scope, row: Row) -> tuple[Cell, ...]:
    missing = row.workers is None
    note = scope.words.reason(row) if missing else scope.words.between(row.home, row.work)
    known = "" if missing else scope.words.precision(row)
    return (
        Cell(scope.words.when(row.period)),
        Cell(scope.words.amount(row), note=known),
        Cell(scope.words.short(row), note=note),
        source_cell(scope, row.source),
    )
