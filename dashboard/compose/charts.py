"""The charts of a view: its finest cut, its series over time with breaks, the programme's actions."""

from dashboard.compose.actions import sign_of
from dashboard.compose.index import Index, Row
from dashboard.compose.series import CENSUS, Cut, headline
from dashboard.compose.words import Words
from dashboard.format import number, pair, percent, period, several
from dashboard.selection import Selection
from dashboard.view import ChartSeries, ChartSpec, Value

MOST_BARS = 10
# Fewer actions than this are read in their list; a chart of them would say nothing more.
LEAST_ACTIONS = 4
WHOLE = ("country", "country")
NARROW = "rp-zones-frontalieres"
CENSUS_PRODUCER = "Insee"


def cut_chart(index: Index, words: Words, selection: Selection, cut: Cut, way: str) -> ChartSpec:
    """Bars of one cut, largest first, women and men apart where the series has them; the rest in one line."""
    t = words.t
    rows = cut.rows[:MOST_BARS]
    names = [words.place(row.place(cut.side)) for row in rows]
    first = rows[0]
    title = t("chart.cut_title_few", place=names[0])
    if len(cut.rows) > 3:
        title = t("chart.cut_title", place=names[0], share=percent((first.workers or 0) / cut.total, words.language), total=number(cut.total, words.language))
    caption = t("chart.cut_caption", field=index.short_field(cut.field, words.language), period=period(cut.period, words.language))
    sexes = {(row.place(cut.side), row.sex): row for row in cut.parts}
    split = all((row.place(cut.side), sex) in sexes for row in rows for sex in ("m", "f"))
    tone = "out" if way == "out" else "in"
    if split:
        series = tuple(
            ChartSeries(t(f"chart.{word}"), shade, tuple(_value(words, selection, cut, sexes[row.place(cut.side), sex], name) for row, name in zip(rows, names, strict=True)))
            for sex, word, shade in (("m", "men", "out"), ("f", "women", "out2"))
        )
    else:
        series = (ChartSeries(caption, tone, tuple(_value(words, selection, cut, row, name) for row, name in zip(rows, names, strict=True))),)  # type: ignore[arg-type]
    table = tuple(
        (words.place(row.place(cut.side)), words.amount(row), t(f"precision.{row.precision}")) for row in cut.rows
    )
    left = len(cut.rows) - len(rows)
    return ChartSpec(
        id="cut",
        kind="bars",
        title=title,
        caption=caption,
        unit=t("chart.unit"),
        series=series,
        alt=t("chart.alt", title=title, parts=several((f"{name} {words.amount(row)}" for name, row in zip(names, rows, strict=True)), words.language)),
        columns=(t("chart.place"), t("chart.workers"), t("chart.precision")),
        rows=table,
        totals=tuple(words.amount(row) for row in rows),
        sources=(words.credit(cut.source),),
        note=t("chart.others", count=left) if left else "",
    )


def _value(words: Words, selection: Selection, cut: Cut, row: Row, name: str) -> Value:
    status = "estimate" if row.about else "observed"
    if row.status == "observed" and (row.workers or 0) < 200 and not row.sex:
        status = "caution"
    if row.status != "observed":
        status = row.status
    place = words.index.place(row.place(cut.side)).id
    return Value(name, row.workers, words.amount(row), status, selection.but(place=place).search)  # type: ignore[arg-type]


def frontiers_chart(index: Index, words: Words, selection: Selection, frontiers: tuple[str, ...], shown: str) -> ChartSpec | None:
    """Bars of several frontiers in one series (the census by country); None where fewer than two have a figure."""
    t = words.t
    rows = [(frontier, headline(index, frontier, "out", shown)) for frontier in frontiers]
    known = [(frontier, row) for frontier, row in rows if row is not None and row.workers is not None and len(row.frontiers) == 1]
    known.sort(key=lambda pair: -(pair[1].workers or 0))
    if len(known) < 2:
        return None
    values = tuple(
        Value(words.frontier(frontier, "neighbour"), row.workers, words.amount(row), search=selection.but(frontiers=(frontier,)).search)
        for frontier, row in known
    )
    first = known[0][1]
    caption = t("chart.cut_caption", field=words.short(first), period=words.period(first))
    title = t("chart.cut_title_all", place=words.frontier(known[0][0], "neighbour"))
    return ChartSpec(
        "cut", "bars", title, caption, t("chart.unit"),
        (ChartSeries(caption, "out", values),),
        t("chart.alt", title=title, parts=several((f"{value.category} {value.text}" for value in values), words.language)),
        (t("chart.place"), t("chart.workers"), t("chart.precision")),
        tuple((words.frontier(frontier, "name"), words.amount(row), t(f"precision.{row.precision}")) for frontier, row in known),
        sources=(words.credit(first.source),),
    )  # fmt: skip


def timeline(index: Index, words: Words, frontiers: tuple[str, ...]) -> ChartSpec | None:
    """Outbound census figures over time, one segment a field; None where no field has two periods.

    Fields and producers never share a segment. Where the narrower field (residents of border zones, 2010 and 2015) has
    figures, the wider one is drawn before and after them: two fields never share a stretch of time. Figures of other
    producers are left to the table.
    """
    t = words.t
    wanted = _time_rows(index, frontiers)
    segments = _segments(index, wanted)
    drawn = [row for rows in segments for row in rows]
    if len(drawn) < 2:
        return None
    wide = segments[-1]
    if len(wide) >= 2 and wide[0].workers:
        change = (wide[-1].workers or 0) / wide[0].workers - 1
        sign = "+" if change >= 0 else "−"
        title = t("chart.series_title_up", change=f"{sign} {percent(abs(change), words.language)}", first=words.period(wide[0]))
    else:
        title = t("chart.series_title_one")
    series = tuple(
        ChartSeries(
            words.short(rows[0]),
            "out",
            tuple(Value(row.period, row.workers, words.amount(row), "estimate" if row.about else "observed") for row in rows),
            narrow=rows[0].field == NARROW,
        )
        for rows in segments
    )
    caption = t("chart.series_caption") if len(series) > 1 else t("chart.series_caption_plain", field=series[0].name)
    return ChartSpec(
        "series", "lines", title, caption, t("chart.unit"), series,
        t("chart.alt", title=title, parts=several((pair(words.period(row), f"{words.amount(row)} ({words.short(row)})", words.language) for row in drawn), words.language)),
        (t("chart.period"), t("chart.workers"), t("chart.field"), t("chart.source")),
        tuple((words.period(row), words.amount(row), words.field(row), words.credit(row.source)) for row in wanted),
        sources=tuple(dict.fromkeys(words.credit(row.source) for row in drawn)),
    )  # fmt: skip


def _segments(index: Index, wanted: list[Row]) -> list[list[Row]]:
    """Stretches of time of one field each, in order."""
    census = [row for row in wanted if index.sources[row.source].producer.startswith(CENSUS_PRODUCER)]
    narrow = [row for row in census if row.field == NARROW]
    wide = [row for row in census if row.field == CENSUS]
    if not narrow:
        recent = [row for row in wide if row.period >= "2018"]
        return [recent] if recent else []
    before = [row for row in wide if row.period < narrow[0].period]
    after = [row for row in wide if row.period > narrow[-1].period]
    return [rows for rows in (before, narrow, after) if rows]


def _time_rows(index: Index, frontiers: tuple[str, ...]) -> list[Row]:
    """All whole outbound figures of exactly these frontiers, by period; one row a field and period."""
    found: dict[tuple[str, str], Row] = {}
    for row in index.rows:
        home, _ = row.levels
        if row.direction != "out" or row.workers is None or row.sex or row.sector or not row.mappable or not row.period:
            continue
        if home != "country" or row.levels[1] not in ("country", "group") or set(row.frontiers) != set(frontiers):
            continue
        kept = found.get((row.period, row.field))
        if kept is None or (row.precision == "exact" and kept.precision != "exact"):
            found[row.period, row.field] = row
    return sorted(found.values(), key=lambda row: (row.period, row.field))


def actions_chart(index: Index, words: Words, chosen: list[dict[str, object]]) -> ChartSpec | None:
    """Actions by axis, their priority and status apart; None for so few that the list says it all."""
    t = words.t
    if len(chosen) < LEAST_ACTIONS:
        return None
    axes = sorted({int(str(action["axis"])) for action in chosen})
    kinds = (("full", "priority", "ink"), ("half", "submitted", "ink"), ("empty", "plain", "ink"))
    counts = {(axis, kind): sum(int(str(action["axis"])) == axis and sign_of(action) == kind for action in chosen) for axis in axes for kind, _, _ in kinds}
    priority = sum(counts[axis, "full"] for axis in axes)
    title = t("chart.actions_title", count=len(chosen), priority=priority)
    series = tuple(
        ChartSeries(t(f"chart.{word}"), tone, tuple(Value(t("chart.axis", number=axis), float(counts[axis, kind]), str(counts[axis, kind])) for axis in axes))  # type: ignore[arg-type]
        for kind, word, tone in kinds
    )
    rows = tuple(
        (t("chart.axis", number=axis), *(str(counts[axis, kind]) for kind, _, _ in kinds)) for axis in axes
    )
    return ChartSpec(
        "actions", "bars", title, t("chart.actions_caption"), t("chart.count"), series,
        t("chart.alt", title=title, parts=several((" ".join(row) for row in rows), words.language)),
        (t("chart.count"), t("chart.priority"), t("chart.submitted"), t("chart.plain")),
        rows,
        totals=tuple(str(sum(counts[axis, kind] for kind, _, _ in kinds)) for axis in axes),
        sources=(words.credit("mot-programme-2021"),),
    )  # fmt: skip
