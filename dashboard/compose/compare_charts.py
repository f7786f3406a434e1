"""Charts of what compares: ranked bars of one series and period, and an index for each frontier on shared axes."""

from dataclasses import replace

from dashboard.compose.charts import alt_text
from dashboard.compose.compare_series import Shared
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import NARROW
from dashboard.format import change, number, percent, several
from dashboard.view import ChartSeries, ChartSpec, Value

BASE = 100


def ranked(scope: Scope, one: Shared) -> ChartSpec:
    """Bars of one series in one period, largest first."""
    t, words = scope.t, scope.words
    rows = sorted(one.rows, key=lambda row: -(row.workers or 0))
    values = tuple(
        Value(_neighbour(scope, row), row.workers, words.amount(row), "estimate" if row.about else "observed")
        for row in rows
    )
    first, last = rows[0], rows[-1]
    share = percent((last.workers or 0) / (first.workers or 1), scope.language)
    title = t("compare.bars", first=_neighbour(scope, first), last=_neighbour(scope, last), share=share)
    caption = words.series(first)
    tone = "out" if first.direction == "out" else "in"
    return ChartSpec(
        id="compare",
        kind="bars",
        title=title,
        caption=caption,
        unit=t("chart.unit"),
        series=(ChartSeries(caption, tone, values),),  # type: ignore[arg-type]
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(t("compare.rank"), t("compare.frontier"), t("chart.workers"), t("chart.precision"), t("chart.source")),
        rows=tuple(
            (
                str(rank),
                words.frontier(row.frontiers[0], "name"),
                words.amount(row),
                t(f"precision.{row.precision}"),
                words.credit(row.source),
            )
            for rank, row in enumerate(rows, 1)
        ),
        sources=(words.credit(one.source),),
    )


def indexed(scope: Scope, stretches: tuple[tuple[Shared, ...], ...]) -> tuple[ChartSpec, ...]:
    """One chart a frontier, in order, all with the same years and scale; each stretch has a base of its own."""
    if not stretches:
        return ()
    count = len(stretches[0][0].rows)
    specs = [_indexed(scope, [[one.rows[n] for one in stretch] for stretch in stretches]) for n in range(count)]
    top = max(value.amount or 0 for spec in specs for series in spec.series for value in series.values)
    return tuple(replace(spec, top=top) for spec in specs)


def index_of(row: Row, first: Row) -> float:
    """A figure as an index: 100 is the first of its stretch."""
    return BASE * (row.workers or 0) / (first.workers or 1)


def _indexed(scope: Scope, stretches: list[list[Row]]) -> ChartSpec:
    t, words = scope.t, scope.words
    last = stretches[-1]
    values = {"name": _neighbour(scope, last[0]), "first": words.period(last[0]), "last": words.period(last[-1])}
    title = t(
        "compare.index_title", change=change(last[0].workers or 0, last[-1].workers or 0, scope.language), **values
    )
    series = tuple(
        ChartSeries(
            words.short(rows[0]),
            "out",
            tuple(Value(row.period, index_of(row, rows[0]), _said(scope, row, rows[0])) for row in rows),
            narrow=rows[0].field == NARROW,
        )
        for rows in stretches
    )
    every = [(row, rows[0]) for rows in stretches for row in rows]
    bases = several([f"{words.period(rows[0])} ({words.short(rows[0])})" for rows in stretches], scope.language)
    return ChartSpec(
        id=f"index-{last[0].frontiers[0]}",
        kind="lines",
        title=title,
        caption=t("compare.index_caption", bases=bases),
        unit=t("compare.index_unit"),
        series=series,
        alt=alt_text(scope, title, [(words.period(row), _said(scope, row, first)) for row, first in every]),
        columns=(t("chart.period"), t("compare.index"), t("compare.base"), t("chart.workers"), t("chart.field"),
                 t("chart.source")),
        rows=tuple(
            (words.period(row), _said(scope, row, first), words.period(first), words.amount(row), words.field(row),
             words.credit(row.source))
            for row, first in every
        ),
        sources=tuple(dict.fromkeys(words.credit(row.source) for row, _ in every)),
    )  # fmt: skip


def _said(scope: Scope, row: Row, first: Row) -> str:
    return number(index_of(row, first), scope.language)


def _neighbour(scope: Scope, row: Row) -> str:
    return scope.words.frontier(row.frontiers[0], "neighbour")
