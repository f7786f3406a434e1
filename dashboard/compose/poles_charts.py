"""Charts of the view of the poles: how far each lies from the frontier, how many cooperations a theme has."""

from collections import Counter

from dashboard.compose.charts import alt_text
from dashboard.compose.cooperations import Cooperation
from dashboard.compose.index import Pole
from dashboard.compose.poles_tables import pole_link
from dashboard.compose.poles_ties import across, distance_km
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.view import ChartSeries, ChartSpec, Value
from geodata.tables import FRONTIERS, POLES

MOST_BARS = 12
# So many sources are named, more are counted.
MOST_CITED = 3


def measured(scope: Scope) -> tuple[str, ...]:
    """Where the points of the poles and the lines of the frontiers come from: what distances are measured on."""
    known = dict.fromkeys((*POLES.sources, *FRONTIERS.sources))
    return tuple(scope.words.credit(source) for source in known if source in scope.index.sources)


def read(scope: Scope, items: tuple[Cooperation, ...]) -> tuple[str, ...]:
    """The sources of some cooperations, counted where there are many: each names its own on its sheet."""
    cited = dict.fromkeys(item.source for item in items)
    if len(cited) > MOST_CITED:
        return (scope.t("poles.read", count=len(cited)),)
    return tuple(scope.words.credit(source) for source in cited)


def distances_chart(scope: Scope, poles: list[Pole]) -> ChartSpec:
    """The distance of each pole to the frontier nearest to it, nearest first, as bars."""
    t = scope.t
    ordered = sorted(poles, key=lambda pole: pole.distance_km)
    texts = [number(pole.distance_km, scope.language, 1) for pole in ordered]
    names = [scope.words.place(f"pole:{pole.id}") for pole in ordered]
    values = tuple(
        Value(name, pole.distance_km, text, search=pole_link(scope, pole.id))
        for name, pole, text in zip(names, ordered[:MOST_BARS], texts, strict=False)
    )
    near = sum(pole.distance_km < 10 for pole in ordered)
    title = t("poles.chart.distance", count=near, total=len(ordered))
    parts = [(name, t("border.km", distance=text)) for name, text in zip(names, texts, strict=True)]
    return ChartSpec(
        "distance",
        "bars",
        title,
        t("poles.chart.distance_caption"),
        "km",
        (ChartSeries(t("poles.column.distance"), "ink", values),),
        alt_text(scope, title, parts),
        (t("poles.column.pole"), t("poles.column.distance"), t("poles.column.frontier")),
        tuple(
            (name, text, scope.words.frontier(pole.nearest_frontier, "name"))
            for name, text, pole in zip(names, texts, ordered, strict=True)
        ),
        sources=measured(scope),
        note=t.others(len(ordered) - MOST_BARS) if len(ordered) > MOST_BARS else "",
    )


def themes_chart(scope: Scope, items: tuple[Cooperation, ...]) -> ChartSpec:
    """How many of these cooperations each theme has, most first, as bars."""
    t = scope.t
    counts = Counter(item.theme for item in items).most_common()
    names = [t(f"theme.{theme}") for theme, _ in counts]
    values = tuple(
        Value(name, count, str(count), search=scope.link(theme=theme, place="", cooperation=""))
        for name, (theme, count) in zip(names, counts, strict=True)
    )
    title = t("poles.chart.themes", theme=names[0], count=counts[0][1], total=len(items))
    rows = tuple((name, str(count)) for name, (_, count) in zip(names, counts, strict=True))
    return ChartSpec(
        "themes",
        "bars",
        title,
        t("poles.chart.themes_caption"),
        t("poles.chart.themes_unit"),
        (ChartSeries(t("poles.column.cooperations"), "ink", values),),
        alt_text(scope, title, rows),
        (t("filter.theme"), t("poles.column.cooperations")),
        rows,
        sources=read(scope, items),
    )


def partners_chart(scope: Scope, pole: Pole, partners: list[Pole]) -> ChartSpec:
    """The distance from a pole to each of those that it shares a membership with, nearest first, as bars."""
    t = scope.t
    found = sorted(((distance_km(pole, other), other) for other in partners), key=lambda pair: pair[0])
    names = [scope.words.place(f"pole:{other.id}") for _, other in found]
    texts = [number(km, scope.language) for km, _ in found]
    values = tuple(
        Value(name, km, text, search=pole_link(scope, other.id))
        for name, text, (km, other) in zip(names, texts, found[:MOST_BARS], strict=False)
    )
    beyond = sum(across(pole, other) for _, other in found)
    title = t("poles.chart.partners", count=beyond, total=len(found))
    parts = [(name, t("border.km", distance=text)) for name, text in zip(names, texts, strict=True)]
    sides = [t("poles.across" if across(pole, other) else "poles.same_side") for _, other in found]
    return ChartSpec(
        "partners",
        "bars",
        title,
        t("poles.chart.partners_caption"),
        "km",
        (ChartSeries(t("poles.column.apart"), "ink", values),),
        alt_text(scope, title, parts),
        (t("poles.column.pole"), t("poles.column.apart"), t("poles.column.side")),
        tuple(zip(names, texts, sides, strict=True)),
        sources=measured(scope)[:1],
        note=t.others(len(found) - MOST_BARS) if len(found) > MOST_BARS else "",
    )
