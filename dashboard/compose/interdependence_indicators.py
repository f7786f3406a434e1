"""The indicators of functional interdependence, each by the inputs that it may rest on.

Two figures are set against each other only where they are of one field, or given together by one source for one period.
"""

from collections.abc import Callable
from typing import Literal

from dashboard.compose.catalogue import ALONE
from dashboard.compose.index import Row
from dashboard.compose.interdependence_decay import decay, has_decay
from dashboard.compose.interdependence_inputs import (
    ALL_NEIGHBOURS,
    COMMUTERS,
    EMPLOYED_SHARE,
    FRANCE,
    JOBS,
    JOBS_SHARE,
    Indicator,
    Input,
    Published,
    as_published,
    counted,
    figure,
    flow,
    indicator,
    latest,
    perimeter,
    published,
    touching,
    within,
)
from dashboard.compose.scope import Scope
from dashboard.compose.series import CENSUS, NARROW, cuts

FIRST = 3
# Fields that count employed residents: a share of residents published in one of them has its whole in it too.
RESIDENTS = (CENSUS, NARROW, "rp-25-km", "rp-toutes-nationalites")
# Levels too broad to be one place among others.
BROAD = ("country", "land", "region", "group")


def intensity(scope: Scope, frontier: str) -> list[Indicator]:
    """Employed residents of a place who work across ÷ all its employed residents, as published.

    The ratio by which Eurostat and the OECD draw commuting zones (15 % of employed residents work in the city,
    Territorial typologies manual). Shares of a census only: other fields count none of the residents who stay. A share
    for all neighbours together is given for places that touch this frontier and no other, and says so. The latest of
    each place.
    """
    neighbour, near = scope.index.frontiers[frontier]["neighbour"], touching(scope, frontier, "france")
    near = near.difference(*(touching(scope, other, "france") for other in scope.index.frontiers if other != frontier))
    rows = [row for row in published(scope.atlas) if row.indicator == EMPLOYED_SHARE and row.field in RESIDENTS]
    rows = [row for row in rows if row.period and scope.index.place(row.place).country == "FR"]
    own = [row for row in rows if scope.index.place(row.other).country == neighbour]
    joint = [row for row in rows if row.other == ALL_NEIGHBOURS and scope.index.place(row.place).id in near]
    return [as_published(scope, "intensity", row) for row in latest([*own, *joint])]


def dependence(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters who work in a place across the frontier ÷ jobs of that place.

    INSEE's share of commuters in employment (Insee Première n° 1755). Worked out where commuters and jobs are of one
    field, or given by one source for one period; else as a producer published it, in a known field. Commuters of all
    countries of residence are said to be so. The latest of each place and origin; what has no year stands beside it.
    """
    neighbour, near = scope.index.frontiers[frontier]["neighbour"], touching(scope, frontier, "neighbour")
    there = [row for row in published(scope.atlas) if scope.index.place(row.place).country == neighbour]
    found = []
    for row in there:
        if row.indicator == JOBS_SHARE and row.period and row.field not in ALONE:
            close = row.place.startswith("country:") or scope.index.place(row.place).id in near
            if row.other == FRANCE or (row.other == "" and close):
                found.append(as_published(scope, "dependence", row))
        elif row.indicator in JOBS:
            found += _shares(scope, frontier, row, there)
    best: dict[tuple[str, bool], str] = {}
    for one in found:
        best[one.perimeter, one.period == ""] = max(best.get((one.perimeter, one.period == ""), ""), one.period)
    found = [one for one in found if one.period == best[one.perimeter, one.period == ""]]
    return sorted(found, key=lambda one: (one.period[:4], one.value), reverse=True)


def _shares(scope: Scope, frontier: str, jobs: Published, there: list[Published]) -> list[Indicator]:
    """The commuters that one figure of jobs may be set below: from France, or of all countries."""
    parts: dict[str, list[Input]] = {
        FRANCE: [
            flow(scope, row)
            for row in scope.index.of(frontier, "out")
            if counted(row) and (row.home, row.work) == (FRANCE, jobs.place) and _together(row, jobs)
        ],
        "": [
            figure(scope, row, "commuters")
            for row in there
            if row.indicator.startswith(COMMUTERS) and (row.place, row.other) == (jobs.place, "")
            if _together(row, jobs)
        ],
    }
    below = figure(scope, jobs, "jobs")
    return [
        indicator(scope, "dependence", perimeter(scope, "dependence", jobs.place, other), found[:1], below)
        for other, found in parts.items()
        if found
    ]


def _together(row: Row | Published, jobs: Published) -> bool:
    return row.period == jobs.period and (row.field == jobs.field or row.source == jobs.source)


def asymmetry(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters into France ÷ commuters out of it, between the same two places.

    Only where one source gives both directions in one known field and period. INSEE's comparison for the Grand Est (one
    in for sixty out). One at most: the latest, then the largest.
    """
    rows = [row for way in ("out", "in") for row in scope.index.of(frontier, way)]
    rows = [row for row in rows if counted(row) and row.field not in ALONE]
    into = {(row.work, row.home, row.field, row.source, row.period): row for row in rows if row.direction == "in"}
    pairs = [
        (into[key], row)
        for row in rows
        if row.direction == "out" and (key := (row.home, row.work, row.field, row.source, row.period)) in into
    ]
    if not pairs:
        return []
    back, out = max(pairs, key=lambda pair: (pair[1].period, pair[1].workers or 0))
    places = f"{scope.words.place(out.home)} – {scope.words.place(out.work)}"
    return [indicator(scope, "asymmetry", places, [flow(scope, back)], flow(scope, out), "ratio")]


def origins(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters of the first three places of residence ÷ all of their series: a concentration ratio."""
    return _first_three(scope, frontier, "home")


def destinations(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters of the first three places of work ÷ all of their series: a concentration ratio."""
    return _first_three(scope, frontier, "work")


def _first_three(scope: Scope, frontier: str, side: Literal["home", "work"]) -> list[Indicator]:
    """The first three places of one side, where they are surely the first.

    Parts are of one source, level, field and period, on the other side a whole country. Their whole is the published
    figure, in the same field and period, of the country or region that holds them. What they leave of it must not
    exceed the third: no place without a figure can then come before it. One at most: a country before a region, then
    the latest.
    """
    name, other = ("origins", "work") if side == "home" else ("destinations", "home")
    rows = [row for row in scope.index.of(frontier, "out") if counted(row) and row.field not in ALONE]
    rows = [row for row in rows if row.place(other).startswith("country:")]
    series: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        level = row.place(side).partition(":")[0]
        if level not in BROAD:
            series.setdefault((level, row.source, row.field, row.period), []).append(row)
    found = []
    for (level, source, *alike), parts in series.items():
        first = sorted(parts, key=lambda row: -(row.workers or 0))[:FIRST]
        for whole in rows:
            same = [whole.field, whole.period] == alike and whole.place(side).partition(":")[0] in BROAD
            rest = (whole.workers or 0) - sum(row.workers or 0 for row in parts)
            if not same or len(first) < FIRST or not 0 <= rest <= (first[-1].workers or 0):
                continue
            # Employment zones have no region in the atlas; a regional publication lists those of its own.
            listed = level == "zone" and source == whole.source
            if listed or all(within(scope, row.place(side), whole.place(side)) for row in parts):
                found.append((whole.place(side).startswith("country:"), whole.period, whole, first))
    if not found:
        return []
    _, _, whole, first = max(found, key=lambda one: one[:2])
    place = scope.words.place(whole.place(side))
    return [indicator(scope, name, place, [flow(scope, row) for row in first], flow(scope, whole))]


def proximity(scope: Scope, frontier: str) -> list[Indicator]:
    """Commuters whose place of work touches the frontier ÷ those of all places of work of the series.

    Our own arithmetic, after no published definition: how close to the frontier they stop, no curve of decay. Only for
    a series with places on either side of that limit.
    """
    near = touching(scope, frontier, "neighbour")
    for cut in cuts(scope.index, frontier, "out"):
        rows = [row for row in cut.rows if row.workers]
        close = [row for row in rows if scope.index.place(row.work).id in near]
        if cut.side == "work" and 0 < len(close) < len(rows):
            # EPCI are French: where people live by EPCI, they work abroad by NUTS 3.
            level = scope.t(f"interdependence.level.{'nuts3' if cut.level == 'epci' else cut.level}")
            names = (scope.t("interdependence.close", level=level), scope.t("interdependence.every", level=level))
            above, below = (
                Input(f"{name} ({len(some)})", sum(row.workers or 0 for row in some), cut.period, cut.field, cut.source)
                for name, some in zip(names, (close, rows), strict=True)
            )
            return [indicator(scope, "proximity", scope.words.frontier(frontier, "neighbour"), [above], below)]
    return []


COMPUTED: dict[str, Callable[[Scope, str], list[Indicator]]] = {
    "intensity": intensity,
    "dependence": dependence,
    "asymmetry": asymmetry,
    "origins": origins,
    "destinations": destinations,
    "proximity": proximity,
    "decay": decay,
}


def computable(scope: Scope, frontier: str) -> set[str]:
    """The ids of the indicators that `indicators` finds; the communes near the frontier are not read for it."""
    found = {name for name, compute in COMPUTED.items() if compute is not decay and compute(scope, frontier)}
    return found | ({"decay"} if has_decay(scope.atlas, frontier) else set())


def indicators(scope: Scope, frontier: str) -> tuple[Indicator, ...]:
    """Every indicator of a frontier that its figures allow, in the order of COMPUTED."""
    return tuple(one for compute in COMPUTED.values() for one in compute(scope, frontier))
