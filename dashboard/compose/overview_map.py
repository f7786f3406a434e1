"""The map of all frontiers: one arrow each, poles, insets."""

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
WATERS_KM = (("manche", 3_545, 3_010), ("atlantique", 3_370, 2_620), ("mediterranee", 3_960, 2_180))
INSETS = (
    ("guyane", ("nuts3:FRY30",), ("gf-br", "gf-sr"), 8_000),
    ("saint-martin", ("country:MF", "country:SX"), ("mf-sx",), 1_800),
)
INSET_MARGIN = 0.24
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
    waters = [Caption("water", scope.t(f"water.{name}"), _point(x, y), rank=3) for name, x, y in WATERS_KM]
    return MapScene(
        base=base(scope.atlas, "metropole"),
        extent=_extent(),
        lines=tuple(line(scope, frontier, lit) for frontier in scope.metropolitan),
        flows=tuple(flows),
        marks=tuple(mark for mark in marks(scope, scope.metropolitan) if mark.rank < 3),
        captions=(*_captions(scope, flows), *waters),
        legend=overview_legend(scope, flows),
        insets=_insets(scope, lit),
        alt=_alt(scope),
    )


def _extent() -> Extent:
    left, top, width, height = OVERVIEW_KM
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
    joint = len(row.frontiers) > 1
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
            style="dashed" if joint else "solid",
            name="" if joint else words.frontier(frontier, "neighbour" if way == "out" else "of_neighbour"),
            value="" if joint else words.amount(row),
            note="" if joint or way == "out" else words.period(row),
            label=words.flow_label(words.frontier(frontier, "name"), row),
            search=scope.choice_link(frontier),
            emphasis="plain" if not lit or frontier in lit else "faded",
            scaled=not joint and way == "out",
            field=row.field,
            source=row.source,
        )
        for order, place in enumerate(places if joint else places[:1])
    ]


def _captions(scope: Scope, flows: list[Flow]) -> list[Caption]:
    """Countries whose flow has no label of its own: the joint figure once, and those without a figure."""
    words, period = scope.words, scope.shared_period(scope.way)
    found = []
    labelled = {flow.frontier for flow in flows if flow.value}
    joint = headline(scope.index, "fr-es", scope.way, period)
    if joint is not None and len(joint.frontiers) > 1:
        x, y = crossings(scope.index, "fr-es")[-1]
        at = (x + JOINT_SHIFT[0], y + JOINT_SHIFT[1])
        note = scope.t("map.not_split")
        found.append(Caption("value", scope.t("map.joint"), at, words.amount(joint), note, tone="out"))
        labelled |= set(joint.frontiers)
    for frontier in scope.metropolitan:
        if frontier not in labelled:
            row = headline(scope.index, frontier, scope.way, period)
            name = words.frontier(frontier, "neighbour")
            found.append(Caption("missing", name, beyond(scope.index, frontier, NAME_REACH), words.amount(row)))
    return found


def _insets(scope: Scope, lit: frozenset[str]) -> tuple[Inset, ...]:
    """Guyane and Saint-Martin, each at its own scale; an atlas without their shapes has none."""
    found = []
    for frame, shapes, frontiers, reach in INSETS:
        boxes = [shape.extent for shape in outlines(scope.atlas).get((frame, "full"), ()) if shape.id in shapes]
        if boxes:
            found.append(Inset(scope.t(f"map.inset.{frame}"), _inset(scope, lit, frame, boxes, list(frontiers), reach)))
    return tuple(found)


def _inset(
    scope: Scope, lit: frozenset[str], frame: str, boxes: list[Extent], frontiers: list[str], reach: float
) -> MapScene:
    captions = [
        Caption(
            "missing",
            scope.words.frontier(frontier, "neighbour"),
            beyond(scope.index, frontier, reach),
            scope.words.amount(headline(scope.index, frontier, scope.way)),
        )
        for frontier in frontiers
    ]
    return MapScene(
        base=base(scope.atlas, frame),
        extent=_around(boxes),
        lines=tuple(line(scope, frontier, lit) for frontier in frontiers),
        marks=tuple(marks(scope, frontiers)),
        captions=tuple(captions),
    )


def _around(boxes: list[Extent]) -> Extent:
    left, top = min(box.min_x for box in boxes), min(box.min_y for box in boxes)
    right, bottom = max(box.max_x for box in boxes), max(box.max_y for box in boxes)
    side = max(right - left, bottom - top) * INSET_MARGIN
    return Extent(left - side, top - side, right + side, bottom + side)


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
