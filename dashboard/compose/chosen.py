"""Which cuts a selection's map draws, which it leaves out, and every flow row behind it."""

from dataclasses import dataclass

from dashboard.compose.base import base
from dashboard.compose.imported_flows import pairs_drawn
from dashboard.compose.index import Row
from dashboard.compose.places import place_point
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, choose, headline
from dashboard.view import MapScene
from geodata.crs import frame_of

MOST_UNMAPPED = 8


@dataclass(frozen=True)
class Chosen:
    """The cuts of the selected frontier: all that were `found`, the `best` one, those `shown` by side (work, home)."""

    found: tuple[Cut, ...]
    best: Cut | None
    shown: dict[str, Cut | None]

    @property
    def left(self) -> tuple[Cut, ...]:
        """The cuts that the map leaves out."""
        return tuple(cut for cut in self.found if cut not in self.shown.values())


def chosen_cuts(scope: Scope) -> Chosen:
    """The cuts of the selected frontier in the direction that leads; none where no or several frontiers are chosen."""
    selection = scope.selection
    found = scope.cuts(selection.frontier) if selection.frontier else ()
    asked = [cut for cut in found if cut.id == selection.series]
    best = next(iter((*asked, *found)), None)
    return Chosen(found, best, {side: _side(found, best, side) for side in ("work", "home")})


def _side(found: tuple[Cut, ...], best: Cut | None, side: str) -> Cut | None:
    if best is not None and best.side == side:
        return best
    # The other side of one imported series goes before any other.
    twin = next((cut for cut in found if cut.side == side and cut.goes_with(best)), None)
    return twin or choose(found, side)


def flow_rows(scope: Scope, shown: dict[str, Cut | None]) -> list[Row]:
    """Every flow row that a map and its key figures show, headline first."""
    chosen = scope.selection
    # Several chosen ones stand out among all: the others are on the map too.
    frontiers = (chosen.frontier,) if chosen.frontier else tuple(scope.index.frontiers)
    ways = ("out", "in") if chosen.frontier or chosen.direction == "deux" else (scope.way,)
    rows = [] if chosen.frontiers else [scope.total(way) for way in ways]
    for frontier in frontiers:
        for way in ways:
            shared = headline(scope.index, frontier, way, scope.shared_period(way))
            rows.append(scope.headline(frontier, way) if chosen.frontier else shared)
    for cut in shown.values():
        rows += [*cut.rows, *cut.parts] if cut is not None else []
    rows += pairs_drawn(scope, shown).rows
    return list(dict.fromkeys(row for row in rows if row is not None))


def mapped(scope: Scope, scene: MapScene, shown: dict[str, Cut | None]) -> tuple[Cut, ...]:
    """The shown cuts that a scene draws, as fills or as flows from or to their places."""
    filled = {fill.territory for fill in scene.fills if fill.style != "bare"}
    fanned = {(flow.field, flow.source) for flow in scene.flows if flow.crossing is None}

    def drawn(cut: Cut) -> bool:
        places = (scope.index.place(row.place(cut.side)).id for row in cut.rows)
        return (cut.field, cut.source) in fanned or not filled.isdisjoint(places)

    return tuple(cut for cut in shown.values() if cut is not None and drawn(cut))


def unmapped(scope: Scope, best: Cut | None) -> list[str]:
    """Names of places of the drawn cut that have neither shape nor point."""
    if best is None:
        return []
    level = best.imported.level if best.imported is not None else ""
    shapes = base(scope.atlas, frame_of(scope.selection.frontier).name, scope.selection.frontier, level)
    names = [row.place(best.side) for row in best.rows]
    lost = [name for name in names if shapes.shape(f"t-{name}") is None and place_point(scope.index, name) is None]
    return [scope.words.place(name) for name in lost[:MOST_UNMAPPED]]
