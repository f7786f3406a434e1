"""The flows of one frontier: of one series, by origin where known, else by destination, else one for the country."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dashboard.compose.classes import round_down
from dashboard.compose.features import crossings, heading
from dashboard.compose.imported_flows import pair_flows, pairs_drawn, said, signs
from dashboard.compose.index import Row
from dashboard.compose.places import place_point
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut
from dashboard.format import number
from dashboard.view import Flow, Point
from geodata.imported import CAUTION

MOST_FLOWS = 10
# Flows from place to place cross each other: the widest takes a part of the width of one that stands alone.
PAIR_ROOM = 2.5
# Smaller shares of a cut are left to the fills: more arrows make a knot (LOOK.md).
LEAST_SHARE = 0.024


@dataclass(frozen=True)
class Drawn:
    """The flows of a map, their series, what their styles mean where not what they usually do.

    `counted` says how many are drawn where not all are. `widest` is the figure that would be drawn as wide as a format
    allows; 0 for the largest that is drawn.
    """

    flows: tuple[Flow, ...]
    series: str = ""
    counted: str = ""
    signs: dict[str, str] = field(default_factory=dict)
    widest: float = 0.0


def frontier_flows(scope: Scope, shown: dict[str, Cut | None]) -> Drawn:
    """The flows of the selected frontier, `shown` its cut by place of home and by place of work.

    Where both directions are asked for, the inbound headline joins them, to no scale: its field is another.
    """
    drawn = _leading(scope, shown)
    return replace(drawn, flows=(*drawn.flows, *_returning(scope)))


def _returning(scope: Scope) -> Iterator[Flow]:
    frontier = scope.selection.frontier
    row = scope.headline(frontier, "in") if scope.selection.direction == "deux" else None
    if row is not None and row.workers is not None and row.frontiers == (frontier,):
        yield _single(scope, row, crossings(scope.index, frontier)[0], 0)


def _leading(scope: Scope, shown: dict[str, Cut | None]) -> Drawn:
    pairs = pairs_drawn(scope, shown)
    if pairs.rows:
        flows = pair_flows(scope, pairs)
        widest = (pairs.rows[0].workers or 0) * PAIR_ROOM
        return Drawn(flows, scope.words.series(pairs.rows[0]), said(scope, pairs), signs(scope, flows), widest)
    for cut in (shown["home"], shown["work"]):
        largest = _largest(scope, cut) if cut is not None else []
        if cut is not None and len(largest) > 1:
            flows = tuple(_fanned(scope, row, at, cut.side) for row, at in largest)
            return Drawn(flows, scope.words.series(cut.rows[0]), _counted(scope, cut, largest))
    row = scope.headline(scope.selection.frontier, scope.way)
    if row is None or row.workers is None:
        return Drawn(())
    places = crossings(scope.index, scope.selection.frontier)
    single = places if row.joint else places[:1]
    flows = tuple(_single(scope, row, place, order) for order, place in enumerate(single))
    return Drawn(flows, scope.words.series(row))


def _largest(scope: Scope, cut: Cut) -> list[tuple[Row, Point]]:
    """The largest rows of a cut whose place is somewhere, at most MOST_FLOWS, none under 200."""
    least = max(LEAST_SHARE * cut.total, CAUTION)
    return [(row, at) for row, at in located(scope, cut)[:MOST_FLOWS] if (row.workers or 0) >= least]


def located(scope: Scope, cut: Cut) -> list[tuple[Row, Point]]:
    """The rows of a cut whose place is somewhere, each place once: two names of one place are not drawn apart."""
    found: dict[Point, Row] = {}
    for row in cut.rows:
        at = place_point(scope.index, row.place(cut.side))
        if at is not None:
            found.setdefault(at, row)
    return [(row, at) for at, row in found.items()]


def _counted(scope: Scope, cut: Cut, largest: list[tuple[Row, Point]]) -> str:
    if len(largest) == cut.places:
        return ""
    if len(located(scope, cut)) < len(cut.rows):
        return scope.t("legend.flow_some", count=len(largest), total=cut.places)
    least = number(round_down(min(row.workers or 0 for row, _ in largest)), scope.language)
    return scope.t("legend.flow_top", count=len(largest), limit=least, total=cut.places)


def _fanned(scope: Scope, row: Row, at: Point, side: str) -> Flow:
    place = scope.index.place(row.place(side))
    frontier, chosen = scope.selection.frontier, scope.selection.place
    return Flow(
        id=f"{frontier}.{place.id}",
        frontier=frontier,
        direction="out" if scope.way == "out" else "in",
        workers=row.workers or 0,
        heading=heading(scope.index, frontier, scope.way),
        crossing=None,
        origin=at if side == "home" else None,
        destination=at if side == "work" else None,
        style="tint" if row.about else "solid",
        name=place.label(scope.language),
        value=scope.words.amount(row),
        label=scope.words.flow_label(place.called(scope.language), row),
        search=scope.link(place="" if chosen == place.id else place.id),
        emphasis="faded" if chosen and chosen != place.id else "plain",
        field=row.field,
        source=row.source,
    )


def _single(scope: Scope, row: Row, place: Point, order: int) -> Flow:
    joint = row.joint
    frontier, way = scope.selection.frontier, row.direction
    words, leads = scope.words, row.direction == scope.way
    side = "neighbour" if way == "out" else "home" if leads else "of_neighbour"
    return Flow(
        id=f"{frontier}.{way}.{order}",
        frontier=frontier,
        direction="out" if way == "out" else "in",
        workers=row.workers or 0,
        heading=heading(scope.index, frontier, way, order),
        crossing=place,
        origin=None,
        destination=None,
        style="dashed" if joint else "tint" if row.about and leads else "solid",
        name=scope.t("map.joint") if joint else words.frontier(frontier, side),
        value="" if joint and order else words.amount(row),
        note=words.unsplit(row) if joint else words.period(row),
        label=words.flow_label(words.frontier(frontier, "name"), row),
        scaled=not joint and leads,
        field=row.field,
        source=row.source,
    )
