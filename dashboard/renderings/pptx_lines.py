"""A line chart as a native one: a series a field, which never joins the next, and a double cut between the two."""

from itertools import pairwise
from math import floor
from typing import Any

import numpy as np
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu

from dashboard.format import number, tick
from dashboard.placement.formats import text_width, wrap
from dashboard.renderings.pptx_axes import (
    FIGURES,
    FORMATS,
    SIZE,
    WORDS,
    Box,
    every_label,
    labelled,
    plot_area,
    rgb,
    say,
    unwrapped,
)
from dashboard.renderings.pptx_style import Line, Paint, Run
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.timelines import clear, steps, year
from dashboard.text import Text
from dashboard.view import ChartSeries, ChartSpec

# Room for the axis, its years and the names of the fields around a line chart, in px.
LEFT, TOP, YEARS, FIELD = 84.0, 8.0, 34.0, 24.0
LONGEST_SPAN = 40
# The least that a gap between two fields takes of the width, in slots of which there are so many at most.
BREAK, MOST_SLOTS = 0.21, 80


def slots(spec: ChartSpec) -> list[str]:
    """The categories of a line chart, so that time is to scale: every year of the span with its period, or every
    quarter where a year has several; an empty text where nothing is measured. Where the span is too long, or has no
    years, the periods themselves.
    """
    periods = list(dict.fromkeys(value.category for series in spec.series for value in series.values))
    moments = {period: year(period) for period in periods}
    for parts in (1, 4):
        grid = {floor(moment * parts): period for period, moment in moments.items() if moment is not None}
        first, last = min(grid, default=0), max(grid, default=0)
        if len(grid) == len(periods) and last - first < LONGEST_SPAN:
            # Room at both ends for the words of the first and the last point.
            spare = 1 + (last - first) // 12
            every = [grid.get(n, "") for n in range(first - spare, last + spare + 1)]
            return _parted(every, [series for series in spec.series if series.values])
    return sorted(periods, key=lambda period: moments[period] or 0)


def _parted(every: list[str], parts: list[ChartSeries]) -> list[str]:
    """The same with the gap at each break wide enough for the words beside it: across a break time is not to scale."""
    cuts = [(one.values[-1].category, two.values[0].category) for one, two in pairwise(parts)]
    share = min(BREAK, 0.6 / max(len(cuts), 1))
    while len(every) < MOST_SLOTS:
        narrow = [last for last, first in cuts if 0 < every.index(first) - every.index(last) < share * len(every)]
        if not narrow:
            break
        every = [slot for period in every for slot in ((period, "") if period in narrow else (period,))]
    return every


def timed(spec: ChartSpec, t: Text) -> tuple[CategoryChartData, Any]:
    """The data sheet of lines: a column a field, periods as the page's axis writes them; one without a figure is named
    in no axis.
    """
    data = CategoryChartData(number_format=FORMATS[t.language])
    every = slots(spec)
    data.categories = [tick(period, t.language) or " " for period in every]
    for series in spec.series:
        amounts = {value.category: value.amount for value in series.values}
        data.add_series(series.name or spec.unit, [amounts.get(period) for period in every])
    return data, XL_CHART_TYPE.LINE_MARKERS


def draw_lines(chart: Any, spec: ChartSpec, box: Box, canvas: Canvas) -> list[str]:
    """Lines on one axis, and above them the double dotted cut between two fields and the fields' names."""
    parts = [series for series in spec.series if series.values]
    every = slots(spec)
    width, height = box[2] - LEFT, box[3] - TOP - YEARS - 3 * FIELD
    plot_area(chart, LEFT / box[2], TOP / box[3], width / box[2], height / box[3])
    amounts = [value.amount for series in parts for value in series.values if value.amount is not None]
    ticks = steps(max([*amounts, 1]))
    axis, up = chart.category_axis, chart.value_axis
    axis.has_major_gridlines, axis.major_tick_mark = False, XL_TICK_MARK.NONE
    axis.format.line.color.rgb, axis.tick_labels.offset = rgb("ink"), 40
    every_label(axis)
    up.minimum_scale, up.maximum_scale = 0, max([*amounts, 1]) * 1.26
    up.major_unit = (ticks[1] - ticks[0]) if len(ticks) > 1 else max(amounts)
    up.major_gridlines.format.line.color.rgb = rgb("line2")
    up.format.line.fill.background()
    up.major_tick_mark = XL_TICK_MARK.NONE
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = FORMATS[canvas.language], False
    written = _years(parts, every, (box[0] + LEFT, box[1] + TOP + height, width), canvas)
    if written:
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    lowered = _lowered(list(spec.series), every, width)
    for series, drawn, low in zip(spec.series, chart.plots[0].series, lowered, strict=True):
        _draw_line(series, drawn, every, low, canvas)
    whole = chart._chartSpace.chart
    for old in whole.findall("{*}dispBlanksAs"):
        old.set("val", "span")
    return [*written, *_segments(parts, every, (box[0] + LEFT, box[1] + TOP, width, height), canvas)]


def _years(parts: list[ChartSeries], every: list[str], axis: tuple[float, float, float], canvas: Canvas) -> list[str]:
    """The periods in words of their own, where a slot is too narrow for one: programs break the axis's own words."""
    x, y, width = axis
    step = width / len(every)
    kept = [period for series in parts for period in dict.fromkeys(value.category for value in series.values)]
    said = [tick(period, canvas.language) for period in kept]
    wide = [text_width(text, WORDS, 1.0) for text in said]
    if max(wide, default=0) <= step:
        return []
    at = [x + (every.index(period) + 0.5) * step for period in kept]
    return [
        canvas.text((at[n] - wide[n], y + 6, 2 * wide[n], 24), [Line((Run(said[n], SIZE, "ink2"),), "ctr", 24)],
                    said[n], said[n])
        for n in clear(at, said, 1.0, max(wide) / max(map(len, said)))
    ]  # fmt: skip


def _draw_line(series: ChartSeries, drawn: Any, every: list[str], lowered: set[int], canvas: Canvas) -> None:
    line = drawn.format.line
    line.color.rgb, line.width = rgb(series.tone), Emu(canvas.stage.length(2.6))
    line.dash_style = MSO_LINE.DASH if series.narrow else MSO_LINE.SOLID
    drawn.smooth = False
    drawn.marker.style, drawn.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = rgb("paper" if series.narrow else series.tone)
    drawn.marker.format.line.color.rgb = rgb(series.tone)
    labelled(drawn, XL_LABEL_POSITION.ABOVE, canvas)
    for k, value in enumerate(series.values):
        position = XL_LABEL_POSITION.BELOW if k in lowered else XL_LABEL_POSITION.ABOVE
        if value.amount is not None and (value.text != number(value.amount, canvas.language) or k in lowered):
            say(drawn, every.index(value.category), value.text, canvas, position)
    unwrapped(drawn)


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


def _segments(parts: list[ChartSeries], every: list[str], plot: Box, canvas: Canvas) -> list[str]:
    x, y, width, height = plot
    step = width / len(every)

    def at(period: str) -> float:
        return x + (every.index(period) + 0.5) * step

    spans = [(at(series.values[0].category), at(series.values[-1].category)) for series in parts]
    cuts = [(before[1] + after[0]) / 2 for before, after in pairwise(spans)]
    edges = [x - 40, *cuts, x + width]
    shapes = []
    for cut in cuts:
        break_words = Text(canvas.language)("note.break")
        for place in (cut - 5.5, cut + 5.5):
            line = np.array([(place, y), (place, y + height)])
            shapes.append(
                canvas.freeform([line], Paint("", "ink2", 1.9, dash="sysDot"), break_words, break_words, closed=False)
            )
    for n, series in enumerate(parts if len(parts) > 1 else ()):
        start, end = edges[n], edges[n + 1]
        lines = wrap(series.name, WORDS, 0.95, end - start - 14)[:3]
        words = [Line((Run(text, 18.0, "ink2"),), "ctr", 21) for text in lines]
        box = (start + 4, y + height + YEARS, end - start - 8, 21.0 * len(lines))
        shapes.append(canvas.text(box, words, series.name, series.name))
    return shapes
