"""The map of all frontiers: one arrow each, poles, insets."""

from collections.abc import Mapping

from dashboard.compose.base import base, outlines
from dashboard.compose.features import beyond, crossings, heading, line, marks
from dashboard.compose.legends import overview_legend
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline
from dashboard.format import pair, several
from dashboard.view import Caption, Extent, Flow, Inset, MapScene, Point
from geodata.crs import FRAMES

WAYS = {"sortants": ("out",), "entrants": ("in",), "deux": ("out", "in")}
# Left, top, width and height in km of EPSG:3035: metropolitan France and its neighbours' cities.
OVERVIEW_KM = (3_190, 3_222, 1_228, 1_172)
# On a phone less of the Atlantic, and room for the names east of the frontiers and south of the Pyrenees.
PHONE_KM = (3_228, 3_222, 1_240, 1_183)
WATERS_KM = (("manche", 3_545, 3_010), ("atlantique", 3_370, 2_620), ("mediterranee", 3_960, 2_180))
# The room left of the shapes of an inset, above, right and below, in shares of their longer side: neighbours have to be
# named on their own side; and where each of them is, in shares of the inset.
INSETS = (
    ("guyane", ("nuts3:FRY30",), (0.5, 0.16, 0.06, 0.38), {"gf-br": (0.7, 0.93), "gf-sr": (0.2, 0.48)}),
    ("saint-martin", ("country:MF", "country:SX"), (0.12, 0.16, 0.12, 0.5), {"mf-sx": (0.62, 0.9)}),
)
# How far past its crossing a country is named, and where the joint figure stands below the eastern Pyrenees.
NAME_REACH = 6_500
JOINT_SHIFT = (-9_000, 9_500)


def overview_map(scope: Scope, lit: frozenset[str]) -> MapScene:
    """The scene of all frontiers; `lit` ones stand out where a selection or an action names some."""
    flows = [
        flow
        for frontier in scope.metropolitan
        for way in WAYS[scope.selection.direction]
        for flow in _flows(scope, frontier, way, lit)
    ]
    counted = (headline(scope.index, frontier, "out", scope.shared_period("out")) for frontier in scope.metropolitan)
    series = (scope.words.series(row) for row in counted if row is not None and row.workers is not None)
    waters = [Caption("water", scope.t(f"water.{name}"), _point(x, y), rank=3) for name, x, y in WATERS_KM]
    return MapScene(
        base=base(scope.atlas, "metropole"),
        extent=_extent(*OVERVIEW_KM),
        lines=tuple(line(scope, frontier, lit) for frontier in scope.metropolitan),
        flows=tuple(flows),
        marks=tuple(mark for mark in marks(scope, scope.metropolitan) if mark.rank < 3),
        captions=(*_captions(scope, flows), *waters),
        legend=overview_legend(scope, flows, next(series, "")),
        insets=_insets(scope, lit),
        alt=_alt(scope),
        narrow=_extent(*PHONE_KM),
    )


def _extent(left: float, top: float, width: float, height: float) -> Extent:
    x, y = _point(left, top)
    unit = FRAMES["metropole"].unit_m
    return Extent(x, y, x + width * 1000 / unit, y + height * 1000 / unit)


def _point(x_km: float, y_km: float) -> Point:
    frame = FRAMES["metropole"]
    return (x_km * 1000 - frame.origin_x) / frame.unit_m, (frame.origin_y - y_km * 1000) / frame.unit_m


def _flows(scope: Scope, frontier: str, way: str, lit: frozenset[str]) -> list[Flow]:
    """The arrow of a frontier, or one dashed arrow at each crossing of a figure that several share."""
    words = scope.words
    row = headline(scope.index, frontier, way, scope.shared_period(way))
    places = crossings(scope.index, frontier)
    if row is None or row.workers is None:
        return []
    return [
        Flow(
            id=f"{frontier}.{way}.{order}",
            frontier=frontier,
            direction="out" if way == "out" else "in",
            workers=row.workers,
            heading=heading(scope.index, frontier, way, order),
            crossing=place,
            origin=None,
            destination=None,
            style="dashed" if row.joint else "solid",
            name="" if row.joint else words.frontier(frontier, "neighbour" if way == "out" else "of_neighbour"),
            value="" if row.joint else words.amount(row),
            note="" if row.joint or way == "out" else words.period(row),
            label=words.flow_label(words.frontier(frontier, "name"), row),
            search=scope.choice_link(frontier),
            emphasis="plain" if not lit or frontier in lit else "faded",
            scaled=not row.joint and way == "out",
            field=row.field,
            source=row.source,
        )
        for order, place in enumerate(places if row.joint else places[:1])
    ]


def _captions(scope: Scope, flows: list[Flow]) -> list[Caption]:
    """Countries whose flow has no label of its own: the joint figure once, and those without a figure."""
    words, period = scope.words, scope.shared_period(scope.way)
    found = []
    labelled = {flow.frontier for flow in flows if flow.value}
    shared = headline(scope.index, "fr-es", scope.way, period)
    if shared is not None and shared.joint:
        x, y = crossings(scope.index, "fr-es")[-1]
        at = (x + JOINT_SHIFT[0], y + JOINT_SHIFT[1])
        note = words.unsplit(shared)
        found.append(Caption("value", scope.t("map.joint"), at, words.amount(shared), note, tone="out"))
        labelled |= set(shared.frontiers)
    for frontier in scope.metropolitan:
        if frontier not in labelled:
            row = headline(scope.index, frontier, scope.way, period)
            name = words.frontier(frontier, "neighbour")
            found.append(Caption("missing", name, beyond(scope.index, frontier, NAME_REACH), words.amount(row)))
    return found


def _insets(scope: Scope, lit: frozenset[str]) -> tuple[Inset, ...]:
    """Guyane and Saint-Martin, each at its own scale; an atlas without their shapes has none."""
    found = []
    for frame, shapes, margins, names in INSETS:
        boxes = [shape.extent for shape in outlines(scope.atlas).get((frame, "full"), ()) if shape.id in shapes]
        if boxes:
            extent = _around(boxes, margins)
            found.append(Inset(scope.t(f"map.inset.{frame}"), _inset(scope, lit, frame, extent, names)))
    return tuple(found)


def _inset(scope: Scope, lit: frozenset[str], frame: str, extent: Extent, names: Mapping[str, Point]) -> MapScene:
    captions = [
        Caption(
            "missing",
            scope.words.frontier(frontier, "neighbour"),
            (extent.min_x + x * extent.width, extent.min_y + y * extent.height),
            scope.words.amount(headline(scope.index, frontier, scope.way)),
        )
        for frontier, (x, y) in names.items()
    ]
    return MapScene(
        base=base(scope.atlas, frame),
        extent=extent,
        lines=tuple(line(scope, frontier, lit) for frontier in names),
        marks=tuple(marks(scope, list(names))),
        captions=tuple(captions),
    )


def _around(boxes: list[Extent], margins: tuple[float, float, float, float]) -> Extent:
    left, top = min(box.min_x for box in boxes), min(box.min_y for box in boxes)
    right, bottom = max(box.max_x for box in boxes), max(box.max_y for box in boxes)
    west, north, east, south = (margin * max(right - left, bottom - top) for margin in margins)
    return Extent(left - west, top - north, right + east, bottom + south)


def _alt(scope: Scope) -> str:
    period = scope.shared_period(scope.way)
    parts = [
        pair(
            scope.words.frontier(frontier, "neighbour"),
            scope.words.amount(headline(scope.index, frontier, scope.way, period)),
            scope.language,
        )
        for frontier in scope.index.frontiers
    ]
    return scope.t("map.alt_overview", parts=several(parts, scope.language))
