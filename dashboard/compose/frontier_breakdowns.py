"""Who crosses a frontier: sex, sector, mode, socio-professional category, age… wherever a figure was read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.compose.catalogue import Measure, Series, catalogue
from dashboard.compose.charts import alt_text
from dashboard.compose.frontier_parts import Part, between, precision, source_cell, when
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.search import fold
from dashboard.format import capital, number, pair, percent
from dashboard.view import Cell, ChartSeries, ChartSpec, Column, Section, Table, Value

# How the indicators name what they are broken down by (without accents), in the order of the sheet.
KINDS = {
    "sexe": "sex",
    "secteur": "sector",
    "mode": "mode",
    "cs": "category",
    "age": "age",
    "nationalite": "nationality",
    "diplome": "degree",
}
AGE = "age"
SEXES = {"m": "men", "f": "women"}
LEAST_BARS = 2


@dataclass(frozen=True)
class Share:
    """One broken-down figure of an indicator and the series that it is a row of."""

    series: Series
    measure: Measure

    @property
    def kind(self) -> str:
        """What it is broken down by, a key of KINDS."""
        return fold(self.measure.breakdown.partition("=")[0])

    @property
    def category(self) -> str:
        """The category that it counts, in the words of the data."""
        return self.measure.breakdown.partition("=")[2]

    @property
    def group(self) -> tuple[str, ...]:
        """What figures must share to stand in one chart."""
        one, row = self.series, self.measure
        return self.kind, one.indicator, one.field, one.source, row.place, row.other_place, row.period, row.unit


def shares(scope: Scope, frontier: str) -> list[Share]:
    """The broken-down indicators of a frontier: between its two countries, or of the neighbour's commuters alone."""
    own = {
        scope.index.place(name).country for name in str(scope.index.frontiers[frontier]["limitrophe_france"]).split()
    }
    neighbour = str(scope.index.frontiers[frontier]["neighbour"])
    found = [
        Share(series, measure)
        for series in catalogue(scope.atlas)
        for measure in series.measures
        if "=" in measure.breakdown and _crosses(scope, measure, own, neighbour)
    ]
    order = list(KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.group, _rank(one)))


def _crosses(scope: Scope, measure: Measure, own: set[str], neighbour: str) -> bool:
    here, there = (scope.index.place(name).country if name else "" for name in (measure.place, measure.other_place))
    return (here == neighbour and there in ("", *own)) or (here in own and there == neighbour)


def _rank(share: Share) -> tuple[float, str]:
    """Ages from the youngest; else the largest first."""
    ages = re.search(r"\d+", share.category)
    if share.kind == AGE and ages:
        return float(ages[0]) - (0.5 if share.category.startswith("<") else 0), share.category
    return -(share.measure.value or 0), share.category


def breakdowns(scope: Scope, frontier: str) -> Part:
    """Charts of two categories or more of one source, period and field; then every figure in a table."""
    t = scope.t
    found = shares(scope, frontier)
    sexed = _by_sex(scope, frontier)
    groups: dict[tuple[str, ...], list[Share]] = {}
    for share in found:
        if share.measure.value is not None:
            groups.setdefault(share.group, []).append(share)
    charts = [_sex_chart(scope, rows) for rows in sexed]
    charts += [_chart(scope, group) for group in groups.values() if len(group) >= LEAST_BARS]
    sectors = [row for row in scope.index.of(frontier, "out") if row.sector and row.workers is not None]
    table = [_table(scope, found, sectors, bool(charts))] if found or sectors else []
    note = t("border.breakdowns_note") if charts or table else t("border.breakdowns_none")
    section = Section("breakdowns", t("border.breakdowns"), note, (*charts, *table))
    return Part(section, (*(row for rows in sexed for row in rows), *sectors))


def _by_sex(scope: Scope, frontier: str) -> list[list[Row]]:
    """The rows by sex of each field: its latest period, and of several cuts the one that counts most."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in scope.index.of(frontier, "out"):
        if row.sex and row.mappable:
            groups.setdefault((row.field, row.period, row.source, *row.levels), []).append(row)
    best: dict[str, list[Row]] = {}
    for rows in sorted(groups.values(), key=lambda rows: (rows[0].period, _workers(rows))):
        if {row.sex for row in rows} == set(SEXES):
            best[rows[0].field] = rows
    return sorted(best.values(), key=_workers, reverse=True)


def _workers(rows: list[Row]) -> float:
    return sum(row.workers or 0 for row in rows)


def _sex_chart(scope: Scope, rows: list[Row]) -> ChartSpec:
    """Men and women of one series, the sum of its places."""
    t, words, first = scope.t, scope.words, rows[0]
    sums = {sex: sum(row.workers or 0 for row in rows if row.sex == sex) for sex in SEXES}
    values = tuple(
        Value(t(f"chart.{name}"), sums[sex], number(sums[sex], scope.language)) for sex, name in SEXES.items()
    )
    title = t("border.women", share=percent(sums["f"] / sum(sums.values()), scope.language))
    places = len({(row.home, row.work) for row in rows})
    summed = t("border.sum_places", count=places) if places > 1 else between(scope, first.home, first.work)
    return ChartSpec(
        id="sex",
        kind="bars",
        title=title,
        caption=f"{words.short(first)}, {words.period(first)}",
        unit=t("chart.unit"),
        series=(ChartSeries(words.short(first), "out", values),),
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(t("chart.place"), t("border.kind.sex"), t("chart.workers"), t("chart.precision")),
        rows=tuple(
            (between(scope, row.home, row.work), t(f"chart.{SEXES[row.sex]}"), words.amount(row),
             precision(scope, row.precision, row.status))
            for row in rows
        ),
        sources=(words.credit(first.source),),
        note=summed,
    )  # fmt: skip


def _chart(scope: Scope, group: list[Share]) -> ChartSpec:
    """Bars of one source: the categories read, which may overlap and are no whole."""
    t, first = scope.t, group[0]
    kind = t(f"border.kind.{KINDS[first.kind]}")
    most = max(group, key=_size)
    title = t("border.breakdown", kind=kind, category=category(scope, most), value=value_of(scope, most))
    values = tuple(Value(category(scope, one), one.measure.value, value_of(scope, one)) for one in group)
    return ChartSpec(
        id="breakdown",
        kind="bars",
        title=title,
        caption=capital(f"{places(scope, first)}, {when(scope, first.measure.period)}"),
        unit=first.measure.unit,
        series=(ChartSeries(kind, "ink", values),),
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(kind, t("data.column.value"), t("chart.precision")),
        rows=tuple(
            (category(scope, one), value_of(scope, one), precision(scope, one.measure.precision, one.measure.status))
            for one in group
        ),
        sources=(scope.words.credit(first.series.source),),
        note=pair(name_of(scope, first), _field(scope, first), scope.language),
    )


def _size(share: Share) -> float:
    return share.measure.value or 0


def _field(scope: Scope, share: Share) -> str:
    return scope.index.field(share.series.field, scope.language)


def name_of(scope: Scope, share: Share) -> str:
    """What an indicator counts, in words."""
    key = f"indicator.{share.series.indicator}"
    return scope.t(key) if scope.t.has(key) else share.series.indicator


def category(scope: Scope, share: Share) -> str:
    """A category in the page's language; one that no text names in the words of the data."""
    words = fold(share.category).replace("<", "under ").replace(">", "over ")
    key = f"border.category.{re.sub('[^a-z0-9]+', '-', words).strip('-')}"
    return scope.t(key) if scope.t.has(key) else share.category


def value_of(scope: Scope, share: Share) -> str:
    """A value as it is written, a share with its percent sign."""
    value = share.measure.value
    if value is None:
        return scope.t("value.missing")
    digits = 0 if value == int(value) else len(repr(value).partition(".")[2])
    if share.measure.unit == "%":
        return percent(value / 100, scope.language, digits)
    return number(value, scope.language, digits)


def places(scope: Scope, share: Share) -> str:
    """The two places of a figure, or its one."""
    here, there = share.measure.place, share.measure.other_place
    return between(scope, here, there) if there else scope.words.place(here)


def _table(scope: Scope, found: list[Share], sectors: list[Row], folded: bool) -> Table:
    t = scope.t
    columns = (
        Column(t("data.column.part"), look="long"),
        Column(t("data.column.value"), look="number"),
        Column(t("border.who"), look="long"),
        Column(t("chart.period")),
        Column(t("border.field"), look="long"),
        Column(t("chart.source"), look="long"),
    )
    rows = (*_flows(scope, sectors), *(_share(scope, one) for one in found))
    name = t("border.breakdowns_all")
    fold = pair(name, str(len(rows)), scope.language) if folded else ""
    return Table("breakdowns", name, columns, rows, fold=fold)


def _share(scope: Scope, share: Share) -> tuple[Cell, ...]:
    kind = scope.t(f"border.kind.{KINDS[share.kind]}")
    known = precision(scope, share.measure.precision, share.measure.status)
    link = scope.link(view="donnees", series=share.series.id, frontiers=(), query="", sort="", place="", action="")
    return (
        Cell(category(scope, share), note=kind),
        Cell(value_of(scope, share), note=known),
        Cell(name_of(scope, share), link, note=places(scope, share)),
        Cell(when(scope, share.measure.period)),
        Cell(_field(scope, share)),
        source_cell(scope, share.series.source),
    )


def _flows(scope: Scope, rows: list[Row]) -> Iterator[tuple[Cell, ...]]:
    """The flow rows of one sector or mode: workers, not shares."""
    for row in rows:
        yield (
            Cell(scope.t(f"border.category.{row.sector}"), note=scope.t("border.kind.sector")),
            Cell(scope.words.amount(row), note=precision(scope, row.precision, row.status)),
            Cell(scope.t("indicator.flows"), note=between(scope, row.home, row.work)),
            Cell(scope.words.period(row)),
            Cell(scope.words.field(row)),
            source_cell(scope, row.source),
        )
