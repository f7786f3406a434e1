"""The tables of the atlas as the catalogue lists them, and the rows of one series."""

from collections import Counter

from dashboard.compose.catalogue import Measure, Series, measure
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.words import SEXES
from dashboard.format import date, number
from dashboard.view import Cell, Column, Table
from geodata.sources import cite, cited
from geodata.tables import ALL, LAZY

COMMAND = "python -m geodata export {name}"
FILE = "tables/{name}.csv"
# So many licences of a table are named.
NAMED = 2
SHOWN = 500
"""Rows of an imported series that the page shows; the file has all."""


def atlas_tables(scope: Scope) -> Table:
    """A row a table: what it holds, how many rows, how many sources it cites, the command that writes it, its CSV."""
    t = scope.t
    columns = (
        Column(t("data.column.table")),
        Column(t("data.column.holds"), look="long"),
        Column(t("data.column.rows"), look="number"),
        Column(t("data.column.sources"), look="number"),
        Column(t("data.column.licence"), look="long"),
        Column(t("data.column.command"), look="long"),
        Column(t("data.column.door")),
    )
    return Table("tables", t("data.tables"), columns, tuple(_table(scope, name) for name in ALL))


def _table(scope: Scope, name: str) -> tuple[Cell, ...]:
    frame = scope.atlas.communes_cited if name in LAZY else getattr(scope.atlas, name)
    sources = cite(scope.atlas.sources, [*cited(frame), *ALL[name].sources])
    latest = max((source.accessed for source in sources), default="")
    return (
        Cell(name),
        Cell(scope.t(f"data.table.{name}", **({"year": scope.programme_year} if name == "actions" else {}))),
        Cell(number(len(frame), scope.language)),
        Cell(number(len(sources), scope.language) if sources else scope.t("value.absent")),
        Cell(
            _licences(scope, [source.licence for source in sources]) or scope.t("value.absent"),
            note=scope.t("data.accessed", date=date(latest, scope.language)) if latest else "",
        ),
        Cell(COMMAND.format(name=name)),
        Cell(scope.t("data.csv"), url=FILE.format(name=name)),
    )


def _licences(scope: Scope, stated: list[str]) -> str:
    """The licences that most sources state; the others are counted: each is in the table of the sources."""
    most = [licence for licence, _ in Counter(stated).most_common()]
    return scope.words.several([*map(scope.words.licence, most)], NAMED)


def rows_of(scope: Scope, series: Series) -> Table:
    """Every row of a series as it was read; the first ones of an imported series."""
    t = scope.t
    what = (
        Column(t("print.where"), look="long") if series.rows else Column(t("data.column.place"), look="long"),
        Column(t("chart.period")),
        Column(t("data.column.part")),
        Column(t("data.column.value"), look="number"),
        Column(t("data.column.unit")),
        Column(t("chart.precision")),
        Column(t("csv.note"), look="long"),
    )
    cells = [_flow(scope, row) for row in series.rows] + [_measure(scope, row) for row in _measures(scope, series)]
    return Table("rows", t("data.rows", count=len(cells)), what, tuple(cells))


def _measures(scope: Scope, series: Series) -> tuple[Measure, ...]:
    if series.counted is None or scope.atlas.measures is None:
        return series.measures
    first = scope.atlas.measures(series.indicator, series.field, series.source, limit=SHOWN)
    return tuple(measure(row) for row in first.itertuples())


def _flow(scope: Scope, row: Row) -> tuple[Cell, ...]:
    places = scope.words.between(row.home, row.work)
    parts = [scope.t(f"chart.{SEXES[row.sex]}")] if row.sex else []
    parts += [row.sector] if row.sector else []
    value = scope.words.amount(row)
    return _cells(scope, row, places, ", ".join(parts), value, scope.t("chart.unit"))


def _measure(scope: Scope, row: Measure) -> tuple[Cell, ...]:
    places = " · ".join(scope.words.place(name) for name in (row.place, row.other_place) if name)
    absent = scope.t("value.secret" if row.status == "secret" else "value.missing")
    value = absent if row.value is None else number(row.value, scope.language, row.digits)
    return _cells(scope, row, places, row.breakdown, value, row.unit)


def _cells(scope: Scope, row: Row | Measure, places: str, part: str, value: str, unit: str) -> tuple[Cell, ...]:
    return (
        Cell(places),
        Cell(scope.words.when(row.period)),
        Cell(part, language=scope.french),
        Cell(value),
        Cell(unit, language=scope.french),
        Cell(scope.words.precision(row)),
        Cell(row.note, language=scope.french),
    )
