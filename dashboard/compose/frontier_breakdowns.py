"""Who crosses a frontier: sex, sector, mode, socio-professional category, age… wherever a figure was read."""

from collections.abc import Iterator

from dashboard.compose.charts import alt_text
from dashboard.compose.frontier_shares import KINDS, Share, category_of, common_shares, places, shares, value_of
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import Part, source_cell
from dashboard.compose.words import SEXES
from dashboard.format import capital, number, pair, percent
from dashboard.view import Cell, ChartSeries, ChartSpec, Column, Section, Table, Value

LEAST_BARS = 2


def breakdowns(scope: Scope, frontier: str) -> Part:
    """Charts of two categories or more of one source, period and field; then every figure in a table."""
    sexed = _by_sex(scope, frontier)
    charted = {row for rows in sexed for row in rows}
    every = [row for way in ("out", "in") for row in scope.index.of(frontier, way) if row.sex or row.sector]
    more = [row for row in every if row.workers is not None and row not in charted]
    note = scope.t("border.breakdowns_none")
    return _part(scope, shares(scope, frontier), sexed, more, scope.t("border.breakdowns"), note)


def common_breakdowns(scope: Scope) -> Part:
    """The same of the figures that are of several frontiers together."""
    return _part(scope, common_shares(scope), [], [], scope.t("border.breakdowns_common"), "")


def _part(scope: Scope, found: list[Share], sexed: list[list[Row]], more: list[Row], title: str, without: str) -> Part:
    groups: dict[tuple[str, ...], list[Share]] = {}
    for share in found:
        if share.measure.value is not None:
            groups.setdefault(share.group, []).append(share)
    charts = [_sex_chart(scope, rows) for rows in sexed]
    charts += [_chart(scope, group) for group in groups.values() if len(group) >= LEAST_BARS]
    table = [_table(scope, found, more, bool(charts))] if found or more else []
    note = scope.t("border.breakdowns_note") if charts or table else without
    section = Section("breakdowns", title, note, (*charts, *table))
    return Part(section, (*(row for rows in sexed for row in rows), *more))


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
    summed = t("border.sum_places", count=places) if places > 1 else words.between(first.home, first.work)
    return ChartSpec(
        id="sex",
        kind="bars",
        title=title,
        caption=words.series(first),
        unit=t("chart.unit"),
        series=(ChartSeries(words.short(first), "out", values),),
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(t("chart.place"), t("border.kind.sex"), t("chart.workers"), t("chart.precision")),
        rows=tuple(
            (words.between(row.home, row.work), t(f"chart.{SEXES[row.sex]}"), words.amount(row),
             words.precision(row))
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
    title = t("border.breakdown", kind=kind, category=category_of(scope, most), value=value_of(scope, most))
    values = tuple(Value(category_of(scope, one), one.measure.value, value_of(scope, one)) for one in group)
    return ChartSpec(
        id="breakdown",
        kind="bars",
        title=title,
        caption=capital(f"{places(scope, first)}, {scope.words.when(first.measure.period)}"),
        unit=first.measure.unit,
        series=(ChartSeries(kind, "ink", values),),
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(kind, t("data.column.value"), t("chart.precision")),
        rows=tuple(
            (category_of(scope, one), value_of(scope, one), scope.words.precision(one.measure)) for one in group
        ),
        sources=(scope.words.credit(first.series.source),),
        note=pair(scope.words.indicator(first.series.indicator), _field(scope, first), scope.language),
    )


def _size(share: Share) -> float:
    return share.measure.value or 0


def _field(scope: Scope, share: Share) -> str:
    return scope.index.field(share.series.field, scope.language)


def _table(scope: Scope, found: list[Share], more: list[Row], folded: bool) -> Table:
    t = scope.t
    columns = (
        Column(t("data.column.part"), look="long"),
        Column(t("data.column.value"), look="number"),
        Column(t("border.who"), look="long"),
        Column(t("chart.period")),
        Column(t("border.field"), look="long"),
        Column(t("chart.source"), look="long"),
    )
    rows = (*_flows(scope, more), *(_share(scope, one) for one in found))
    name = t("border.breakdowns_all")
    fold = pair(name, str(len(rows)), scope.language) if folded else ""
    return Table("breakdowns", name, columns, rows, fold=fold)


def _share(scope: Scope, share: Share) -> tuple[Cell, ...]:
    kind = scope.t(f"border.kind.{KINDS[share.kind]}")
    known = scope.words.precision(share.measure)
    link = scope.link(view="donnees", series=share.series.id, frontiers=(), query="", sort="", place="", action="")
    return (
        Cell(category_of(scope, share), note=kind),
        Cell(value_of(scope, share), note=known),
        Cell(scope.words.indicator(share.series.indicator), link, note=places(scope, share)),
        Cell(scope.words.when(share.measure.period)),
        Cell(_field(scope, share)),
        source_cell(scope, share.series.source),
    )


def _flows(scope: Scope, rows: list[Row]) -> Iterator[tuple[Cell, ...]]:
    """The flow rows of one sector, mode or sex that no chart has: workers, not shares; the latest first."""
    for row in sorted(rows, key=lambda row: (row.sector, row.period), reverse=True):
        kind = "sector" if row.sector else "sex"
        name = f"border.category.{row.sector}" if row.sector else f"chart.{SEXES[row.sex]}"
        yield (
            Cell(scope.t(name), note=scope.t(f"border.kind.{kind}")),
            Cell(scope.words.amount(row), note=scope.words.precision(row)),
            Cell(scope.t("indicator.flows"), note=scope.words.between(row.home, row.work)),
            Cell(scope.words.period(row)),
            Cell(scope.words.field(row)),
            source_cell(scope, row.source),
        )
