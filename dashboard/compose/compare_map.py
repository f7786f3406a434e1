"""Small maps of some frontiers: one size in km, one scale of widths where one series covers them all."""

from dataclasses import replace

from dashboard.compose.base import base, extent
from dashboard.compose.compare_series import Shared
from dashboard.compose.features import beyond, crossings, heading, line, marks
from dashboard.compose.index import Row
from dashboard.compose.legends import overview_legend, worn
from dashboard.compose.scope import Scope
from dashboard.format import number, pair
from dashboard.view import Caption, Extent, Flow, Inset, Legend, LegendState, MapFigure, MapFigures, MapScene
from geodata.crs import frame_of

# Width over height of every small map; no map shows less than so many km from top to bottom.
RATIO = 1.25
LEAST_KM = 110.0
# How far past its crossing a neighbour without an arrow is named, as a share of the map's height.
NAME_REACH = 0.16
# A frontier so many times smaller than the maps is drawn once more in an inset, at a scale of its own; it then lies so
# far right of the middle, as a share of the map's width, that the inset has room.
SMALL, ASIDE = 5.0, 0.3


def map_figures(
    scope: Scope, frontiers: tuple[str, ...], rows: tuple[Row | None, ...], one: Shared | None
) -> MapFigures:
    """The maps in the order of the frontiers, `rows` their figures; widths compare only where these are of `one`."""
    height = max(_height_km(scope, frontier) for frontier in frontiers)
    scenes = [_scene(scope, frontier, row, height, one) for frontier, row in zip(frontiers, rows, strict=True)]
    figures = tuple(
        MapFigure(
            frontier,
            scope.words.frontier(frontier, "name"),
            _note(scope, row),
            scene,
            scope.link(view="frontiere", frontiers=(frontier,), query="", sort=""),
        )
        for frontier, row, scene in zip(frontiers, rows, scenes, strict=True)
    )
    width = number(height * RATIO, scope.language)
    note = scope.t("compare.scale_shared" if one else "compare.scale_parted", width=width)
    return MapFigures("maps", scope.t("compare.scale"), note, figures, _legend(scope, scenes, one))


def _height_km(scope: Scope, frontier: str) -> float:
    """The height (km) that a map needs for a frontier in the shape that all share."""
    unit, box = frame_of(frontier).unit_m / 1000, extent(scope.atlas, frontier)
    return max(box.height * unit, box.width * unit / RATIO, LEAST_KM)


def _speck(scope: Scope, frontier: str, height: float) -> bool:
    """True for a frontier that a map so many km high shows as a speck."""
    box, unit = extent(scope.atlas, frontier), frame_of(frontier).unit_m / 1000
    return max(box.height, box.width / RATIO) * unit * SMALL <= height


def _around(scope: Scope, frontier: str, height: float) -> Extent:
    """An extent so many km high around the middle of a frontier, or west of one that it makes a speck."""
    box, unit = extent(scope.atlas, frontier), frame_of(frontier).unit_m / 1000
    x, y = (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2
    half = height / unit / 2
    if _speck(scope, frontier, height):
        x -= 2 * half * RATIO * ASIDE
    return Extent(x - half * RATIO, y - half, x + half * RATIO, y + half)


def _scene(scope: Scope, frontier: str, row: Row | None, height: float, one: Shared | None) -> MapScene:
    frame = frame_of(frontier)
    shapes = base(scope.atlas, frame.name)
    window = _around(scope, frontier, height)
    near = [shape.id for shape in shapes.outlines if shape.kind == "frontier" and shape.extent.meets(window)]
    others = (line(scope, name, frozenset({frontier})) for name in near if name != frontier)
    flows = _flows(scope, frontier, row, one)
    return MapScene(
        base=shapes,
        extent=window,
        lines=(*others, line(scope, frontier, frozenset())),
        flows=flows,
        marks=tuple(replace(mark, search="") for mark in marks(scope, [frontier])),
        captions=() if flows else (_missing(scope, frontier, row, height / frame.unit_m * 1000),),
        alt=pair(
            scope.words.frontier(frontier, "name"), f"{scope.words.amount(row)}, {_note(scope, row)}", scope.language
        ),
        insets=_closer(scope, frontier, height),
        widest=one.widest if one else 0.0,
    )


def _closer(scope: Scope, frontier: str, height: float) -> tuple[Inset, ...]:
    """The frontier by itself, where the maps' scale makes it a speck; it has its own scale bar and no flow."""
    if not _speck(scope, frontier, height):
        return ()
    scene = MapScene(
        base=base(scope.atlas, frame_of(frontier).name),
        extent=extent(scope.atlas, frontier),
        lines=(line(scope, frontier, frozenset()),),
        marks=tuple(replace(mark, search="") for mark in marks(scope, [frontier]) if mark.rank < 3),
    )
    return (Inset(scope.t("compare.closer"), scene),)


def _flows(scope: Scope, frontier: str, row: Row | None, one: Shared | None) -> tuple[Flow, ...]:
    """The arrow of a frontier's figure; dashed at each crossing where the figure is that of several frontiers."""
    if row is None or row.workers is None:
        return ()
    words = scope.words
    name = (
        scope.t("map.joint")
        if row.joint
        else words.frontier(frontier, "neighbour" if row.direction == "out" else "home")
    )
    places = crossings(scope.index, frontier)
    return tuple(
        Flow(
            id=f"{frontier}.{row.direction}.{order}",
            frontier=frontier,
            direction="out" if row.direction == "out" else "in",
            workers=row.workers,
            heading=heading(scope.index, frontier, row.direction, order),
            crossing=place,
            origin=None,
            destination=None,
            style="dashed" if row.joint else "tint" if row.about else "solid",
            name="" if order else name,
            value="" if order else words.amount(row),
            note=words.unsplit(row) if row.joint and not order else "",
            label=words.flow_label(words.frontier(frontier, "name"), row),
            scaled=one is not None,
            field=row.field,
            source=row.source,
        )
        for order, place in enumerate(places if row.joint else places[:1])
    )


def _missing(scope: Scope, frontier: str, row: Row | None, height: float) -> Caption:
    """The neighbour's name and that nobody counts; `height` of the map in frame units."""
    at = beyond(scope.index, frontier, height * NAME_REACH)
    name = scope.words.frontier(frontier, "neighbour")
    return Caption("missing", name, at, scope.words.amount(row), scope.t("legend.not-collected"))


def _note(scope: Scope, row: Row | None) -> str:
    """Field and period of a figure, or that there is none."""
    if row is None or row.workers is None:
        return scope.t("fact.not_collected")
    return scope.words.series(row)


def _legend(scope: Scope, scenes: list[MapScene], one: Shared | None) -> Legend:
    """One for all maps: the signs that are on them, and the scale of widths where they share one."""
    flows = [flow for scene in scenes for flow in scene.flows]
    drawn = {item.state for scene in scenes for item in scene.lines} | {"pole"}
    drawn |= {"dashed"} if any(flow.style == "dashed" for flow in flows) else set()
    drawn |= {"in"} if any(flow.direction == "in" for flow in flows) else set()
    legend = overview_legend(scope, flows, _note(scope, one.rows[0]) if one else "")
    states = [state for state in legend.states if state.sign in drawn]
    if any(flow.style == "tint" and (flow.scaled or flow.direction == "out") for flow in flows):
        states.insert(0, LegendState("tint", scope.t("legend.tint"), worn(flows, "tint")))
    return Legend(wedge=legend.wedge, states=tuple(states))
