"""A ChartSpec as a native chart with its data sheet: bars, or lines whose fields never join."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.util import Emu, Pt

from dashboard.format import number
from dashboard.placement.formats import text_width
from dashboard.renderings.charts import order, shade
from dashboard.renderings.pptx_axes import (
    FIGURES,
    FORMATS,
    LONGEST,
    SIZE,
    WORDS,
    Box,
    every_label,
    labelled,
    plot_area,
    rgb,
    say,
    unwrapped,
)  # fmt: skip
from dashboard.renderings.pptx_lines import draw_lines, timed
from dashboard.renderings.pptx_xml import Canvas
from dashboard.text import Text
from dashboard.view import ChartSpec, Value


def add_chart(slide: Any, holder: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    """Put a chart in a box of px, in the chart placeholder where there is one; returns shapes that lie above it."""
    t = Text(canvas.language)
    data, kind = timed(spec, t) if spec.kind == "lines" else _listed(spec, t)
    left, top, width, height = (Emu(part) for part in canvas.stage.box(*box))
    if holder is not None:
        frame = holder.insert_chart(kind, data)
        frame.left, frame.top, frame.width, frame.height = left, top, width, height
    else:
        frame = slide.shapes.add_chart(kind, left, top, width, height, data)
    naming = frame._element.find(".//{*}cNvPr")
    naming.set("name", spec.title)
    naming.set("descr", spec.alt)
    chart = frame.chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size = Pt(canvas.stage.hundredths(SIZE) / 100)
    chart.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return draw_lines(chart, spec, box, canvas) if spec.kind == "lines" else _bars(chart, spec, box, canvas)


def _listed(spec: ChartSpec, t: Text) -> tuple[CategoryChartData, Any]:
    """The data sheet of bars: a missing figure is an empty cell, and its category says why."""
    data = CategoryChartData(number_format=FORMATS[t.language])
    rows = order(spec)
    first = spec.series[0].values
    data.categories = [
        first[n].category
        if first[n].amount is not None or len(spec.series) > 1
        else f"{first[n].category} ({first[n].text})"
        for n in rows
    ]
    for series in spec.series:
        data.add_series(series.name or spec.unit, [series.values[n].amount for n in rows])
    if len(spec.series) > 1:
        data.add_series(t("pptx.total"), [sum(series.values[n].amount or 0 for series in spec.series) for n in rows])
    return data, XL_CHART_TYPE.BAR_STACKED if len(spec.series) > 1 else XL_CHART_TYPE.BAR_CLUSTERED


def _bars(chart: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    rows = order(spec)
    values = [spec.series[0].values[n] for n in rows]
    names = chart.plots[0].categories
    left = min(max(text_width(name, WORDS, 1.0) for name in names), LONGEST) + 14
    texts = [(spec.totals or [value.text for value in values])[n if spec.totals else k] for k, n in enumerate(rows)]
    right = max(text_width(text, FIGURES, 1.0) for text in texts) + 22
    plot_area(chart, left / box[2], 0.0, 1 - left / box[2], 1.0)
    totals = [sum(series.values[n].amount or 0 for series in spec.series) for n in rows]
    room = box[2] - left
    axis, across = chart.category_axis, chart.value_axis
    axis.reverse_order, axis.has_major_gridlines, axis.major_tick_mark = True, False, XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb, axis.format.line.width = rgb("ink"), Emu(canvas.stage.length(1.7))
    every_label(axis)
    across.visible, across.has_major_gridlines = False, False
    across.minimum_scale, across.maximum_scale = 0, max([*totals, 1]) * room / max(room - right, 80)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 62, 100 if len(spec.series) > 1 else 0
    for k, (series, drawn) in enumerate(zip(spec.series, plot.series, strict=False)):
        _fill(drawn.format, shade(spec, k), len(spec.series) > 1, canvas)
        for n, value in enumerate(series.values[m] for m in rows):
            _mark_status(drawn, n, value, shade(spec, k))
    last = plot.series[len(plot.series) - 1]
    if len(spec.series) > 1:
        last.format.fill.background()
        last.format.line.fill.background()
    labelled(last, XL_LABEL_POSITION.INSIDE_BASE if len(spec.series) > 1 else XL_LABEL_POSITION.OUTSIDE_END, canvas)
    for n, (text, total) in enumerate(zip(texts, totals, strict=True)):
        if text != number(total, canvas.language):
            say(last, n, text, canvas)
    unwrapped(last)
    return []


def _fill(target: Any, name: str, parted: bool, canvas: Canvas) -> None:
    """The colour of a series; a white edge parts what is stacked."""
    target.fill.solid()
    target.fill.fore_color.rgb = rgb(name)
    if parted:
        target.line.color.rgb = rgb("ink" if name == "paper" else "paper")
        target.line.width = Emu(canvas.stage.length(1.2))


def _mark_status(series: Any, n: int, value: Value, name: str) -> None:
    """What is no plain observation looks otherwise: a tint with an edge, or dots."""
    if value.amount is None or value.status not in ("estimate", "caution"):
        return
    target = series.points[n].format
    if value.status == "estimate":
        target.fill.solid()
        target.fill.fore_color.rgb = rgb("in-tint" if name == "in" else "out-tint")
    else:
        target.fill.patterned()
        target.fill.pattern = MSO_PATTERN.PERCENT_10
        target.fill.fore_color.rgb, target.fill.back_color.rgb = rgb("caution-dot"), rgb("caution")
    target.line.color.rgb = rgb(name if name in ("in", "out", "out2") else "ink")
