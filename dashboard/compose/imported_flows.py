"""The flows of an imported series from place to place: the largest that were asked for, and what is not drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from dashboard.compose.base import base
from dashboard.compose.features import heading
from dashboard.compose.imported import pairs, pairs_counted
from dashboard.compose.index import Index, Row
from dashboard.compose.places import place_point
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import number
from dashboard.placement.ground import Points, line_parts
from dashboard.view import Flow, Point
from geodata.crs import frame_of
from geodata.imported import CAUTION, SOUND, Series

COUNT, THRESHOLD = 20, CAUTION
"""Flows drawn where nothing else is asked for: more make a knot, and under 200 a figure is an order of magnitude."""


@dataclass(frozen=True)
class Pairs:
    """The rows drawn, largest first; how many flows the series has, and the people of those not drawn.

    `fewer` is true where only flows under the threshold are left out; `nowhere` counts those that would be drawn if an
    end of theirs were located.
    """

    rows: tuple[Row, ...] = ()
    total: int = 0
    left_workers: float = 0.0
    fewer: bool = True
    nowhere: int = 0

    @property
    def left(self) -> int:
        """How many flows are not drawn."""
        return self.total - len(self.rows)


def pairs_drawn(scope: Scope, shown: Mapping[str, Cut | None]) -> Pairs:
    """The flows from place to place of the series that both sides shown are of; none where these are of two series."""
    sides = [cut for cut in shown.values() if cut is not None]
    first = next((cut for cut in sides if cut.imported is not None), None)
    if first is None or first.imported is None or not all(first.goes_with(cut) for cut in sides):
        return Pairs()
    most = int(scope.selection.count or COUNT)
    return _largest(scope.index, first.imported, first.total, threshold(scope), most)


# Few: each holds the index that it was read from.
@lru_cache(maxsize=4)
def _largest(index: Index, series: Series, workers: float, least: int, most: int) -> Pairs:
    """Asked for by map, filters, notes and table alike."""
    total = pairs_counted(index, series)
    rows = pairs(index, series) if total else ()
    wanted = [row for row in rows if (row.workers or 0) >= least]
    located = [row for row in wanted if any(_ends(index, row))]
    drawn = tuple(located[:most])
    left = workers - sum(row.workers or 0 for row in drawn)
    everything = len(wanted) < len(rows) or len(rows) == total
    # Beyond the last that is drawn, a flow would not be drawn wherever it were.
    reach = len(wanted) if len(drawn) == len(located) else wanted.index(drawn[-1]) + 1
    return Pairs(drawn, total, left, everything and len(drawn) == len(located), reach - len(drawn))


def threshold(scope: Scope) -> int:
    """From how many people on flows are drawn; 0 where none is too small."""
    asked = scope.selection.threshold or str(THRESHOLD)
    return int(asked) if asked.isdigit() else 0


def pair_flows(scope: Scope, drawn: Pairs) -> tuple[Flow, ...]:
    """Flows from place to place, each across the frontier where its way is shortest."""
    frontier = scope.selection.frontier
    line = base(scope.atlas, frame_of(frontier).name, frontier).shape(f"f-{frontier}")
    return tuple(_flow(scope, row, line.path if line is not None else "") for row in drawn.rows)


def said(scope: Scope, drawn: Pairs) -> str:
    """How many flows are drawn, of how many, and which are not."""
    values = {name: number(value, scope.language) for name, value in (("drawn", len(drawn.rows)), ("left", drawn.left))}
    values["total"] = number(drawn.total, scope.language)
    if not drawn.left:
        return scope.t("imported.pairs_all", **values)
    if drawn.nowhere:
        return scope.t("imported.pairs_located", **values)
    if drawn.fewer:
        return scope.t("imported.pairs_fewer", limit=number(threshold(scope), scope.language), **values)
    return scope.t("imported.pairs_top", **values)


def signs(scope: Scope, flows: tuple[Flow, ...]) -> dict[str, str]:
    """What the styles of these flows mean, in words: Insee's rule of reliability."""
    words = {"dashed": "imported.under", "tint": "imported.between"}
    styles = {flow.style for flow in flows}
    return {style: scope.t(key) for style, key in words.items() if style in styles}


def _flow(scope: Scope, row: Row, line: str) -> Flow:
    frontier, places = scope.selection.frontier, scope.index
    origin, destination = _ends(scope.index, row)
    home, work = places.place(row.home), places.place(row.work)
    name = f"{home.label(scope.language)} → {work.label(scope.language)}"
    spoken = f"{home.called(scope.language)} → {work.called(scope.language)}"
    return Flow(
        id=f"{frontier}.{row.home}.{row.work}",
        frontier=frontier,
        direction="out" if row.direction == "out" else "in",
        workers=row.workers or 0,
        heading=heading(scope.index, frontier, row.direction),
        crossing=_crossing(line, origin, destination) if line and origin and destination else None,
        origin=origin,
        destination=destination,
        style=_style(row.workers or 0),
        name=name,
        # Its ends carry their names and figures; more words than that would hide the map.
        value="",
        label=scope.words.flow_label(spoken, row),
        field=row.field,
        source=row.source,
    )


def _style(workers: float) -> Literal["solid", "tint", "dashed"]:
    return "dashed" if workers < CAUTION else "tint" if workers < SOUND else "solid"


def _ends(index: Index, row: Row) -> tuple[Point | None, Point | None]:
    return place_point(index, row.home), place_point(index, row.work)


@lru_cache(maxsize=1024)
def _crossing(line: str, origin: Point, destination: Point) -> Point:
    """The point of the frontier by which the way from one end to the other is shortest."""
    x, y = _course(line)
    nearest = int(np.argmin(sum(np.hypot(x - end[0], y - end[1]) for end in (origin, destination))))
    return float(x[nearest]), float(y[nearest])


@lru_cache(maxsize=4)
def _course(line: str) -> tuple[Points, Points]:
    """The points of a frontier's path in frame units, in two columns: numpy runs along them."""
    x, y = np.concatenate(line_parts(line)).T
    return x.copy(), y.copy()
