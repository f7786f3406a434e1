"""The charts of a view: its finest cut, frontiers side by side, the programme's actions; what a chart says."""

from collections.abc import Iterable
from typing import Literal

from dashboard.compose.actions import Action, sign_of
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, headline
from dashboard.compose.words import SEXES
from dashboard.format import capital, number, pair, percent, several
from dashboard.view import ChartSeries, ChartSpec, Value

MOST_BARS = 10
# Of an imported series the page lists the largest places; all that the map draws are in the file of figures.
MOST_LISTED = 60
# With this few places a share of the total says nothing that the bars don't.
FEW_PLACES = 3
# Fewer actions than this are read in their list; a chart of them would say nothing more.
LEAST_ACTIONS = 4
TONES: dict[str, Literal["out", "out2"]] = {"m": "out", "f": "out2"}
SIGNS = (("full", "priority"), ("half", "submitted"), ("empty", "plain"))


def cut_chart(scope: Scope, cut: Cut) -> ChartSpec:
    """Bars of one cut, largest first, women and men apart where the series has them; the rest in a count."""
    t, words = scope.t, scope.words
    rows = tuple(cut.rows[:MOST_BARS])
    caption = words.series(cut.rows[0])
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
            (words.place(row.place(cut.side)), words.amount(row), words.precision(row))
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
    if all((row.place(cut.side), sex) in sexes for row in rows for sex in SEXES):
        return tuple(
            ChartSeries(
                scope.t(f"chart.{word}"),
                TONES[sex],
                tuple(_value(scope, cut, sexes[row.place(cut.side), sex]) for row in rows),
            )
            for sex, word in SEXES.items()
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
    elif row.caution and not row.sex:
        status = "caution"
    return Value(place.label(scope.language), row.workers, scope.words.amount(row), status, scope.link(place=place.id))


def frontiers_chart(scope: Scope, frontiers: tuple[str, ...], period: str) -> ChartSpec | None:
    """Bars of several frontiers in one series (the census by country); None where fewer than two have a figure."""
    t, words = scope.t, scope.words
    rows = [(frontier, headline(scope.index, frontier, "out", period)) for frontier in frontiers]
    own = [(frontier, row) for frontier, row in rows if row is not None and row.workers is not None and row.alone]
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
    caption = words.series(first)
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


def alt_text(scope: Scope, title: str, parts: Iterable[tuple[str, str]]) -> str:
    """What a chart says to who does not see it: its title, then each name with its value."""
    texts = [pair(name, value, scope.language) for name, value in parts]
    return scope.t("chart.alt", title=title, parts=several(texts, scope.language))
