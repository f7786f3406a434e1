"""The charts of a view: its finest cut, its series over time with breaks, the programme's actions."""

from typing import Literal

from dashboard.compose.actions import Action, sign_of
from dashboard.compose.frontier_parts import precision
from dashboard.compose.index import Row
from dashboard.compose.legends import series_note
from dashboard.compose.scope import Scope
from dashboard.compose.series import CENSUS, Cut, headline
from dashboard.format import capital, change, number, pair, percent, several
from dashboard.view import ChartSeries, ChartSpec, Value
from geodata.imported import CAUTION

MOST_BARS = 10
# Of an imported series the page lists the largest places; all that the map draws are in the file of figures.
MOST_LISTED = 60
# With this few places a share of the total says nothing that the bars don't.
FEW_PLACES = 3
# Fewer actions than this are read in their list; a chart of them would say nothing more.
LEAST_ACTIONS = 4
NARROW = "rp-zones-frontalieres"
CENSUS_PRODUCER = "Insee"
# The first census of the whole-France field where no narrower one parts it.
CENSUS_SINCE = "2018"
SEXES: tuple[tuple[str, str, Literal["out", "out2"]], ...] = (("m", "men", "out"), ("f", "women", "out2"))
SIGNS = (("full", "priority"), ("half", "submitted"), ("empty", "plain"))


def cut_chart(scope: Scope, cut: Cut) -> ChartSpec:
    """Bars of one cut, largest first, women and men apart where the series has them; the rest in a count."""
    t, words = scope.t, scope.words
    rows = tuple(cut.rows[:MOST_BARS])
    caption = series_note(scope, cut.rows[0])
    left = cut.places - len(rows)
    title = _cut_title(scope, cut)
    return ChartSpec(
        id="cut",
        kind="bars",
        title=title,
        caption=caption,
        unit=t("chart.unit"),
        series=_cut_series(scope, cut, rows, caption),
        alt=alt_text(scope, title, [(words.place(row.place(cut.side)), words.amount(row)) for row in rows]),
        columns=(t("chart.place"), t("chart.workers"), t("chart.precision")),
        rows=tuple(
            (words.place(row.place(cut.side)), words.amount(row), precision(scope, row.precision, row.status))
            for row in (cut.rows[:MOST_LISTED] if cut.imported is not None else cut.rows)
        ),
        totals=tuple(words.amount(row) for row in rows),
        sources=(words.credit(cut.source),),
        note=t.others(left) if left else "",
    )


def _cut_title(scope: Scope, cut: Cut) -> str:
    first = capital(scope.words.place(cut.rows[0].place(cut.side)))
    if cut.places <= FEW_PLACES or not cut.total:
        return scope.t("chart.cut_title_few", place=first)
    share = percent((cut.rows[0].workers or 0) / cut.total, scope.language)
    return scope.t("chart.cut_title", place=first, share=share, total=number(cut.total, scope.language))


def _cut_series(scope: Scope, cut: Cut, rows: tuple[Row, ...], caption: str) -> tuple[ChartSeries, ...]:
    sexes = {(row.place(cut.side), row.sex): row for row in cut.parts}
    if all((row.place(cut.side), sex) in sexes for row in rows for sex, _, _ in SEXES):
        return tuple(
            ChartSeries(
                scope.t(f"chart.{word}"),
                tone,
                tuple(_value(scope, cut, sexes[row.place(cut.side), sex]) for row in rows),
            )
            for sex, word, tone in SEXES
        )
    return (
        ChartSeries(caption, "out" if scope.way == "out" else "in", tuple(_value(scope, cut, row) for row in rows)),
    )


def _value(scope: Scope, cut: Cut, row: Row) -> Value:
    place = scope.index.place(row.place(cut.side))
    status: Literal["observed", "estimate", "caution", "secret", "not-collected"] = "observed"
    if row.status == "secret":
        status = "secret"
    elif row.workers is None:
        status = "not-collected"
    elif row.about:
        status = "estimate"
    elif row.workers < CAUTION and not row.sex:
        status = "caution"
    return Value(place.label(scope.language), row.workers, scope.words.amount(row), status, scope.link(place=place.id))


def frontiers_chart(scope: Scope, frontiers: tuple[str, ...], period: str) -> ChartSpec | None:
    """Bars of several frontiers in one series (the census by country); None where fewer than two have a figure."""
    t, words = scope.t, scope.words
    rows = [(frontier, headline(scope.index, frontier, "out", period)) for frontier in frontiers]
    own = [
        (frontier, row)
        for frontier, row in rows
        if row is not None and row.workers is not None and len(row.frontiers) == 1
    ]
    own.sort(key=lambda found: -(found[1].workers or 0))
    if len(own) < 2:
        return None
    values = tuple(
        Value(
            words.frontier(frontier, "neighbour"), row.workers, words.amount(row), search=scope.frontier_link(frontier)
        )
        for frontier, row in own
    )
    first = own[0][1]
    caption = f"{words.short(first)}, {words.period(first)}"
    title = t("chart.cut_title_all", place=values[0].category)
    return ChartSpec(
        id="cut",
        kind="bars",
        title=title,
        caption=caption,
        unit=t("chart.unit"),
        series=(ChartSeries(caption, "out", values),),
        alt=alt_text(scope, title, [(value.category, value.text) for value in values]),
        columns=(t("chart.place"), t("chart.workers"), t("chart.precision")),
        rows=tuple(
            (words.frontier(frontier, "name"), words.amount(row), t(f"precision.{row.precision}"))
            for frontier, row in own
        ),
        sources=(words.credit(first.source),),
    )


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
        caption=t("chart.series_caption") if len(segments) > 1 else words.short(drawn[0]),
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
    text = change(last[0].workers, last[-1].workers or 0, scope.language)
    return scope.t("chart.series_title", change=text, first=scope.words.period(last[0]))


def _segment(scope: Scope, rows: list[Row]) -> ChartSeries:
    values = tuple(
        Value(row.period, row.workers, scope.words.amount(row), "estimate" if row.about else "observed") for row in rows
    )
    return ChartSeries(scope.words.short(rows[0]), "out", values, narrow=rows[0].field == NARROW)


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
        whole = home == "country" and work in ("country", "group") and not row.sex and not row.sector
        if row.direction != "out" or row.workers is None or not whole or not row.mappable or not row.period:
            continue
        kept = found.get((row.period, row.field))
        if set(row.frontiers) == asked and (kept is None or row.precision == "exact"):
            found[row.period, row.field] = row
    return sorted(found.values(), key=lambda row: (row.period, row.field))


def actions_chart(scope: Scope, chosen: list[Action]) -> ChartSpec | None:
    """Actions by axis, their priority and status apart; None for so few that the list says it all."""
    t = scope.t
    if len(chosen) < LEAST_ACTIONS:
        return None
    axes = sorted({int(action["axis"]) for action in chosen})
    names = [t("chart.axis", number=axis) for axis in axes]
    counts = {
        sign: [sum(int(action["axis"]) == axis and sign_of(action) == sign for action in chosen) for axis in axes]
        for sign, _ in SIGNS
    }
    first = sum(counts["full"])
    title = t("chart.actions_title" if first else "chart.actions_title_none", count=len(chosen), priority=first)
    rows = tuple((name, *(str(counts[sign][order]) for sign, _ in SIGNS)) for order, name in enumerate(names))
    return ChartSpec(
        id="actions",
        kind="bars",
        title=title,
        caption=t("chart.actions_caption", year=scope.programme_year),
        unit=t("chart.count"),
        series=tuple(
            ChartSeries(
                t(f"chart.{word}"),
                "ink",
                tuple(Value(name, float(count), str(count)) for name, count in zip(names, counts[sign], strict=True)),
            )
            for sign, word in SIGNS
        ),
        alt=alt_text(scope, title, [(row[0], ", ".join(row[1:])) for row in rows]),
        columns=(t("chart.count"), *(t(f"chart.{word}") for _, word in SIGNS)),
        rows=rows,
        totals=tuple(str(sum(counts[sign][order] for sign, _ in SIGNS)) for order in range(len(axes))),
        sources=(scope.words.credit(scope.atlas.programme),),
    )


def alt_text(scope: Scope, title: str, parts: list[tuple[str, str]]) -> str:
    """What a chart says to who does not see it: its title, then each name with its value."""
    texts = [pair(name, value, scope.language) for name, value in parts]
    return scope.t("chart.alt", title=title, parts=several(texts, scope.language))
