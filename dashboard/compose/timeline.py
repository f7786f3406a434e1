"""The census over time: stretches of one field each, with a break between two, and how a line over time is said."""

from dashboard.compose.charts import alt_text
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import CENSUS, NARROW, everyone
from dashboard.compose.words import WAYS
from dashboard.format import change
from dashboard.view import ChartSeries, ChartSpec, Value

CENSUS_PRODUCER = "Insee"
# The first census of the whole-France field where no narrower one parts it.
CENSUS_SINCE = "2018"


def timeline(scope: Scope, frontiers: tuple[str, ...]) -> ChartSpec | None:
    """Outbound census figures over time, one segment a field; None where fewer than two figures can be drawn.

    Fields and producers never share a segment. Where the narrower field (residents of border zones, 2010 and 2015) has
    figures, the wider one is drawn before and after them: two fields never share a stretch of time. Figures of other
    producers are left to the table.
    """
    t, words = scope.t, scope.words
    wanted = _time_rows(scope, frontiers)
    segments = _segments(scope, wanted)
    drawn = [row for rows in segments for row in rows]
    if len(drawn) < 2:
        return None
    title = _time_title(scope, segments[-1])
    named = [(words.period(row), f"{words.amount(row)} ({words.short(row)})") for row in drawn]
    return ChartSpec(
        id="series",
        kind="lines",
        title=title,
        caption=broken(scope, "out") if len(segments) > 1 else t("chart.series_one", field=words.short(drawn[0])),
        unit=t("chart.unit"),
        series=tuple(_segment(scope, rows) for rows in segments),
        alt=alt_text(scope, title, named),
        columns=(t("chart.period"), t("chart.workers"), t("chart.field"), t("chart.source")),
        rows=tuple(
            (words.period(row), words.amount(row), words.field(row), words.credit(row.source)) for row in wanted
        ),
        sources=tuple(dict.fromkeys(words.credit(row.source) for row in drawn)),
    )


def _time_title(scope: Scope, last: list[Row]) -> str:
    if len(last) < 2 or not last[0].workers:
        return scope.t("chart.series_title_one")
    return changed(scope, last)


def changed(scope: Scope, rows: list[Row]) -> str:
    """What a stretch of time says: the change between its first figure and its last, with their periods."""
    first, last = rows[0], rows[-1]
    text = change(first.workers or 0, last.workers or 0, scope.language)
    ends = {"first": scope.words.when(first.period), "last": scope.words.when(last.period)}
    return scope.t("chart.series_title", change=text, **ends)


def broken(scope: Scope, way: str) -> str:
    """The caption of a line that is parted: its direction (out, in), and how a break is drawn."""
    return scope.t("chart.series_caption", way=scope.t(f"filter.{WAYS[way]}"))


def _segment(scope: Scope, rows: list[Row]) -> ChartSeries:
    return ChartSeries(scope.words.short(rows[0]), "out", points(scope, rows), narrow=rows[0].field == NARROW)


def points(scope: Scope, rows: list[Row]) -> tuple[Value, ...]:
    """Figures over time as the points of a line."""
    return tuple(
        Value(row.period, row.workers, scope.words.amount(row), "estimate" if row.about else "observed") for row in rows
    )


def _segments(scope: Scope, wanted: list[Row]) -> list[list[Row]]:
    """Stretches of time of one field each, in order."""
    producers = {row.source: scope.index.sources[row.source].producer for row in wanted}
    census = [row for row in wanted if producers[row.source].startswith(CENSUS_PRODUCER)]
    narrow = [row for row in census if row.field == NARROW]
    wide = [row for row in census if row.field == CENSUS]
    if not narrow:
        recent = [row for row in wide if row.period >= CENSUS_SINCE]
        return [recent] if recent else []
    before = [row for row in wide if row.period < narrow[0].period]
    after = [row for row in wide if row.period > narrow[-1].period]
    return [rows for rows in (before, narrow, after) if rows]


def _time_rows(scope: Scope, frontiers: tuple[str, ...]) -> list[Row]:
    """All whole outbound figures of exactly these frontiers, by period; one row a field and period."""
    found: dict[tuple[str, str], Row] = {}
    known, asked = scope.index, set(frontiers)
    for row in known.of(frontiers[0], "out") if len(frontiers) == 1 else known.rows:
        home, work = row.levels
        whole = home == "country" and work in ("country", "group") and everyone(row)
        if row.direction != "out" or row.workers is None or not whole or not row.period:
            continue
        kept = found.get((row.period, row.field))
        if set(row.frontiers) == asked and (kept is None or row.precision == "exact"):
            found[row.period, row.field] = row
    return sorted(found.values(), key=lambda row: (row.period, row.field))
