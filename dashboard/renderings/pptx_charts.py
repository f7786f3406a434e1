"""A ChartSpec as a native chart with its data sheet: bars, or lines whose fields never join."""

from typing import Any

import numpy as np
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN, MSO_THEME_COLOR
from pptx.util import Emu, Pt

from dashboard.format import number
from dashboard.placement.formats import Role, text_width, wrap
from dashboard.renderings.charts import shade
from dashboard.renderings.pptx_xml import Canvas, Line, Paint, Run
from dashboard.renderings.timelines import steps, year
from dashboard.text import Text
from dashboard.theme import color
from dashboard.view import ChartSeries, ChartSpec, Value

Box = tuple[float, float, float, float]
SIZE = 19.0
WORDS = Role("chart", SIZE, 400)
FIGURES = Role("chart-value", SIZE, 600)
ROW, LONGEST = 41.0, 250.0
# Room for the axis, its years and the names of the fields around a line chart, in px.
LEFT, TOP, YEARS, FIELD = 84.0, 8.0, 34.0, 24.0
LONGEST_SPAN = 40
# Thousands as the page writes them, whatever the language of the machine that opens the file.
FORMATS = {
    language: f'[>=1000000]#"{mark}"###"{mark}"##0;[>=1000]#"{mark}"##0;0'
    for language, mark in (("fr", "\u00a0"), ("en", ","), ("de", "."))
}


def height_of(spec: ChartSpec, most: float) -> float:
    """The px that a chart takes, at most so many."""
    return min(most, 300.0 if spec.kind == "lines" else ROW * len(spec.series[0].values) + 8)


def add_chart(slide: Any, holder: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    """Put a chart in a box of px, in the chart placeholder where there is one; returns shapes that lie above it."""
    t = Text(canvas.language)
    data, kind = _timed(spec, t) if spec.kind == "lines" else _listed(spec, t)
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
    return _lines(chart, spec, box, canvas) if spec.kind == "lines" else _bars(chart, spec, box, canvas)


def order(spec: ChartSpec) -> list[int]:
    """The categories as drawn: as given, those without any figure last."""
    first = spec.series[0].values
    return sorted(range(len(first)), key=lambda n: all(series.values[n].amount is None for series in spec.series))


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


def slots(spec: ChartSpec) -> list[str]:
    """The categories of a line chart: every year of the span, so that time is to scale, else the periods themselves."""
    periods = list(dict.fromkeys(value.category for series in spec.series for value in series.values))
    if all(period.isdigit() for period in periods):
        first, last = int(min(periods)), int(max(periods))
        if last - first < LONGEST_SPAN:
            # Room at both ends for the words of the first and the last point.
            spare = 1 + (last - first) // 12
            return [str(moment) for moment in range(first - spare, last + spare + 1)]
    return sorted(periods, key=lambda period: year(period) or 0)


def _timed(spec: ChartSpec, t: Text) -> tuple[CategoryChartData, Any]:
    """The data sheet of lines: a column a field; a year without a figure is named in no axis."""
    data = CategoryChartData(number_format=FORMATS[t.language])
    every = slots(spec)
    known = {value.category for series in spec.series for value in series.values}
    data.categories = [period if period in known else " " for period in every]
    for series in spec.series:
        amounts = {value.category: value.amount for value in series.values}
        data.add_series(series.name or spec.unit, [amounts.get(period) for period in every])
    return data, XL_CHART_TYPE.LINE_MARKERS


def _rgb(name: str) -> RGBColor:
    return RGBColor.from_string(color(name).lstrip("#"))


def _bars(chart: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    rows = order(spec)
    values = [spec.series[0].values[n] for n in rows]
    names = chart.plots[0].categories
    left = min(max(text_width(name, WORDS, 1.0) for name in names), LONGEST) + 14
    texts = [(spec.totals or [value.text for value in values])[n if spec.totals else k] for k, n in enumerate(rows)]
    right = max(text_width(text, FIGURES, 1.0) for text in texts) + 22
    _plot_area(chart, left / box[2], 0.0, 1 - left / box[2], 1.0)
    totals = [sum(series.values[n].amount or 0 for series in spec.series) for n in rows]
    room = box[2] - left
    axis, across = chart.category_axis, chart.value_axis
    axis.reverse_order, axis.has_major_gridlines, axis.major_tick_mark = True, False, XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb, axis.format.line.width = _rgb("ink"), Emu(canvas.stage.length(1.7))
    _every_label(axis)
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
    labels = last.data_labels
    labels.show_value, labels.font.bold = True, True
    labels.font.size = Pt(canvas.stage.hundredths(SIZE) / 100)
    labels.position = XL_LABEL_POSITION.INSIDE_BASE if len(spec.series) > 1 else XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = FORMATS[canvas.language], False
    for n, (text, total) in enumerate(zip(texts, totals, strict=True)):
        if text != number(total, canvas.language):
            _say(last, n, text, canvas)
    _unwrapped(last)
    return []


def _fill(target: Any, name: str, parted: bool, canvas: Canvas) -> None:
    """The colour of a series; a white edge parts what is stacked."""
    target.fill.solid()
    target.fill.fore_color.rgb = _rgb(name)
    if parted:
        target.line.color.rgb = _rgb("ink" if name == "paper" else "paper")
        target.line.width = Emu(canvas.stage.length(1.2))


def _mark_status(series: Any, n: int, value: Value, name: str) -> None:
    """What is no plain observation looks otherwise: a tint with an edge, or dots."""
    if value.amount is None or value.status not in ("estimate", "caution"):
        return
    target = series.points[n].format
    if value.status == "estimate":
        target.fill.solid()
        target.fill.fore_color.rgb = _rgb("in-tint" if name == "in" else "out-tint")
    else:
        target.fill.patterned()
        target.fill.pattern = MSO_PATTERN.PERCENT_10
        target.fill.fore_color.rgb, target.fill.back_color.rgb = _rgb("caution-dot"), _rgb("caution")
    target.line.color.rgb = _rgb(name if name in ("in", "out", "out2") else "ink")


def _say(series: Any, n: int, text: str, canvas: Canvas, position: Any = None) -> None:
    """A label in words, where the figure is not a plain number."""
    label = series.points[n].data_label
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.bold, font.size = True, Pt(canvas.stage.hundredths(SIZE) / 100)
    if position is not None:
        label.position = position


def _lines(chart: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    """Lines on one axis, and above them the double dotted cut between two fields and the fields' names."""
    parts = [series for series in spec.series if series.values]
    every = slots(spec)
    width, height = box[2] - LEFT, box[3] - TOP - YEARS - 3 * FIELD
    _plot_area(chart, LEFT / box[2], TOP / box[3], width / box[2], height / box[3])
    amounts = [value.amount for series in parts for value in series.values if value.amount is not None]
    ticks = steps(max([*amounts, 1]))
    axis, up = chart.category_axis, chart.value_axis
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.format.line.color.rgb, axis.tick_labels.offset = _rgb("ink"), 40
    _every_label(axis)
    up.minimum_scale, up.maximum_scale = 0, max([*amounts, 1]) * 1.26
    up.major_unit = (ticks[1] - ticks[0]) if len(ticks) > 1 else max(amounts)
    up.major_gridlines.format.line.color.rgb = _rgb("line2")
    up.format.line.fill.background()
    up.major_tick_mark = XL_TICK_MARK.NONE
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = FORMATS[canvas.language], False
    lowered = _lowered(list(spec.series), every, width)
    for series, drawn, low in zip(spec.series, chart.plots[0].series, lowered, strict=True):
        _draw_line(series, drawn, every, low, canvas)
    blanks = etree.SubElement(
        chart._chartSpace.chart, "{http://schemas.openxmlformats.org/drawingml/2006/chart}dispBlanksAs"
    )
    blanks.set("val", "span")
    for old in chart._chartSpace.chart.findall("{*}dispBlanksAs")[:-1]:
        old.getparent().remove(old)
    return _segments(parts, every, (box[0] + LEFT, box[1] + TOP, width, height), canvas)


def _draw_line(series: ChartSeries, drawn: Any, every: list[str], lowered: set[int], canvas: Canvas) -> None:
    line = drawn.format.line
    line.color.rgb, line.width = _rgb(series.tone), Emu(canvas.stage.length(2.6))
    line.dash_style = MSO_LINE.DASH if series.narrow else MSO_LINE.SOLID
    drawn.smooth = False
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = _rgb("paper" if series.narrow else series.tone)
    drawn.marker.format.line.color.rgb = _rgb(series.tone)
    labels = drawn.data_labels
    labels.show_value, labels.font.bold = True, True
    labels.font.size = Pt(canvas.stage.hundredths(SIZE) / 100)
    labels.position, labels.number_format = XL_LABEL_POSITION.ABOVE, FORMATS[canvas.language]
    labels.number_format_is_linked = False
    for k, value in enumerate(series.values):
        position = XL_LABEL_POSITION.BELOW if k in lowered else XL_LABEL_POSITION.ABOVE
        if value.amount is not None and (value.text != number(value.amount, canvas.language) or k in lowered):
            _say(drawn, every.index(value.category), value.text, canvas, position)
    _unwrapped(drawn)


def _lowered(parts: list[ChartSeries], every: list[str], width: float) -> list[set[int]]:
    """Of each segment, the points whose words go below: they would meet those of the point before."""
    step, bound = width / len(every), float("-inf")
    found: list[set[int]] = []
    for series in parts:
        low: set[int] = set()
        for k, value in enumerate(series.values):
            at, half = every.index(value.category) * step, text_width(value.text, FIGURES, 1.0) / 2
            if at - half < bound:
                low.add(k)
                bound = float("-inf")
            else:
                bound = at + half + 6
        found.append(low)
    return found


def _unwrapped(series: Any) -> None:
    """Keep every label on one line."""
    for body in series._element.findall(".//{*}dLbls//{*}bodyPr"):
        body.set("wrap", "none")


def _segments(parts: list[ChartSeries], every: list[str], plot: Box, canvas: Canvas) -> list[str]:
    x, y, width, height = plot
    step = width / len(every)

    def at(period: str) -> float:
        return x + (every.index(period) + 0.5) * step

    spans = [(at(series.values[0].category), at(series.values[-1].category)) for series in parts]
    cuts = [(before[1] + after[0]) / 2 for before, after in zip(spans[:-1], spans[1:], strict=True)]
    edges = [x - 40, *cuts, x + width]
    shapes = []
    for cut in cuts:
        words = Text(canvas.language)("note.break")
        for place in (cut - 5.5, cut + 5.5):
            line = np.array([(place, y), (place, y + height)])
            shapes.append(canvas.freeform([line], Paint("", "ink2", 1.9, dash="sysDot"), words, words, closed=False))
    for n, series in enumerate(parts if len(parts) > 1 else ()):
        start, end = edges[n], edges[n + 1]
        lines = wrap(series.name, WORDS, 0.95, end - start - 14)[:3]
        words = [Line((Run(text, 18.0, "ink2"),), "ctr", 21) for text in lines]
        box = (start + 4, y + height + YEARS, end - start - 8, 21.0 * len(lines))
        shapes.append(canvas.text(box, words, series.name, series.name))
    return shapes


def _every_label(axis: Any) -> None:
    """Write every category: most are blank, and none turns on its side."""
    element = axis._element
    for tag in ("tickLblSkip", "tickMarkSkip"):
        found = etree.Element(f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{tag}")
        found.set("val", "1")
        before = element.find("{*}noMultiLvlLbl")
        before.addprevious(found)
    body = axis.tick_labels.font._element.getparent().getparent().getparent().find("{*}bodyPr")
    if body is not None:
        body.set("rot", "0")
        body.set("vert", "horz")


def _plot_area(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """Where the axes lie inside the chart, as shares of it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    parts = "".join(f'<c:{tag} val="{value:.4f}"/>' for tag, value in (("x", x), ("y", y), ("w", width), ("h", height)))
    area.insert(0, etree.fromstring(
        '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
        f'<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
    ))  # fmt: skip
