"""A frontier's figures over time, each line of one field and one producer, and its cuts by place besides the map's."""

from dataclasses import replace

from dashboard.compose.charts import alt_text, cut_chart
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import CENSUS, Cut, choose, cuts, everyone, whole
from dashboard.compose.sheet import Part
from dashboard.compose.timeline import broken, changed, points, timeline
from dashboard.compose.words import WAYS
from dashboard.format import capital, pair
from dashboard.view import ChartSeries, ChartSpec, Section

# A line of two points is a slope, not a series; those of parts of a frontier have to say more to be drawn.
LEAST_PERIODS, LEAST_OF_PARTS = 3, 4
MOST_LINES = 9
# How the notes of the data say that a producer's figure goes on with another count.
BREAK = "rupture"


def since(scope: Scope, frontier: str) -> Part:
    """The census since its first figure, then the longest other lines; in words where there is none."""
    t = scope.t
    census = _census(scope, frontier)
    found = lines(scope, frontier)
    charts = ([census] if census is not None else []) + [_line(scope, rows) for rows in found]
    rows = tuple(row for rows in found for row in rows)
    if census is not None:
        rows = (*_outbound(scope, frontier), *rows)
    note = t("border.since_note") if charts else t("border.since_none")
    return Part(Section("since", t("border.since"), note, tuple(charts)), rows)


def _outbound(scope: Scope, frontier: str) -> tuple[Row, ...]:
    """Every dated outbound figure of the whole frontier."""
    return tuple(row for row in scope.index.of(frontier, "out") if whole(row) and _dated(row))


def _dated(row: Row) -> bool:
    return row.workers is not None and bool(row.period) and everyone(row)


def _census(scope: Scope, frontier: str) -> ChartSpec | None:
    """The timeline of the map's panel with what other producers give of the census before its first figure: a segment
    of its own, for a producer that passes a figure on may have rounded it.
    """
    chart = timeline(scope, (frontier,))
    if chart is None:
        return None
    first = chart.series[0].values[0].category
    rows = [row for row in _outbound(scope, frontier) if row.field == CENSUS and row.period < first]
    rows.sort(key=lambda row: row.period)
    producers = dict.fromkeys(scope.index.sources[row.source].producer for row in rows)
    before = []
    for producer in producers:
        own = [row for row in rows if scope.index.sources[row.source].producer == producer]
        before.append(ChartSeries(scope.t("border.via", producer=producer), "out", points(scope, own)))
    sources = dict.fromkeys([*(scope.words.credit(row.source) for row in rows), *chart.sources])
    parts = [(value.category, value.text) for series in (*before, *chart.series) for value in series.values]
    first_row = _outbound(scope, frontier)[0]
    where, alone = scope.words.between(first_row.home, first_row.work), scope.t("chart.series_title_one")
    title = where if chart.title == alone else pair(where, chart.title, scope.language)
    return replace(
        chart,
        title=title,
        series=(*before, *chart.series),
        sources=tuple(sources),
        caption=broken(scope, "out") if before else chart.caption,
        alt=alt_text(scope, title, parts),
        note=alone if chart.title == alone else chart.note,
    )


def lines(scope: Scope, frontier: str) -> list[list[Row]]:
    """Rows of the same two places, direction, field and producer in order of time, three periods or more, four of a
    part of the frontier; those of the whole first, then the longest. Of several producers of one field the one with
    most periods; of two figures of one period the exact one.
    """
    groups: dict[tuple[str, ...], dict[str, Row]] = {}
    for way in WAYS:
        for row in scope.index.of(frontier, way):
            if not _dated(row) or (whole(row) and row.field == CENSUS):
                continue
            producer = scope.index.sources[row.source].producer
            points = groups.setdefault((way, row.field, row.home, row.work, producer), {})
            if row.period not in points or row.precision == "exact":
                points[row.period] = row
    best: dict[tuple[str, ...], dict[str, Row]] = {}
    for key, points in groups.items():
        if len(points) > len(best.get(key[:4], {})):
            best[key[:4]] = points
    found = [[points[moment] for moment in sorted(points)] for points in best.values()]
    found = [rows for rows in found if len(rows) >= _least(rows[0])]
    found.sort(key=lambda rows: (not whole(rows[0]), -len(rows)))
    return found[:MOST_LINES]


def stretches(rows: list[Row]) -> list[list[Row]]:
    """Rows in order of time, parted before each that its note says breaks with those before it."""
    found: list[list[Row]] = []
    for row in rows:
        if not found or BREAK in row.note:
            found.append([])
        found[-1].append(row)
    return found


def _least(row: Row) -> int:
    return LEAST_PERIODS if whole(row) else LEAST_OF_PARTS


def _line(scope: Scope, rows: list[Row]) -> ChartSpec:
    t, words, parts = scope.t, scope.words, stretches(rows)
    first = rows[0]
    where = capital(words.between(first.home, first.work))
    title = pair(where, changed(scope, max(parts, key=len)), scope.language)
    return ChartSpec(
        id="line",
        kind="lines",
        title=title,
        caption=broken(scope, first.direction) if len(parts) > 1 else t(f"filter.{WAYS[first.direction]}"),
        unit=t("chart.unit"),
        series=tuple(
            ChartSeries(words.short(first), "out" if first.direction == "out" else "in", points(scope, part))
            for part in parts
        ),
        alt=alt_text(scope, title, [(words.when(row.period), words.amount(row)) for row in rows]),
        columns=(t("chart.period"), t("chart.workers"), t("chart.precision"), t("chart.source")),
        rows=tuple(
            (words.when(row.period), words.amount(row), words.precision(row),
             words.credit(row.source))
            for row in rows
        ),
        sources=tuple(dict.fromkeys(words.credit(row.source) for row in rows)),
        note=capital(words.field(first)),
    )  # fmt: skip


def places(scope: Scope, frontier: str, drawn: Cut | None) -> Part | None:
    """The best cut of each side and direction besides the one `drawn` in the panel; None where there is no other."""
    found: list[tuple[str, Cut]] = []
    for way in WAYS:
        every = cuts(scope.index, frontier, way)
        found += [(way, cut) for side in ("work", "home") if (cut := choose(every, side)) is not None and cut != drawn]
    if not found:
        return None
    charts = tuple(cut_chart(_facing(scope, way), cut) for way, cut in found)
    named = tuple(
        replace(chart, caption=f"{_what(scope, way, cut)} · {chart.caption}")
        for chart, (way, cut) in zip(charts, found, strict=True)
    )
    rows = tuple(row for _, cut in found for row in (*cut.rows, *cut.parts))
    return Part(Section("places", scope.t("border.places"), scope.t("border.places_note"), named), rows)


def _facing(scope: Scope, way: str) -> Scope:
    return replace(scope, selection=scope.selection.but(direction=WAYS[way]))


def _what(scope: Scope, way: str, cut: Cut) -> str:
    side = scope.t("legend.ramp_work" if cut.side == "work" else "legend.ramp_home")
    return f"{scope.t(f'filter.{WAYS[way]}')} · {side}"
