"""The map of all frontiers: one arrow each, poles, insets."""

from functools import lru_cache
from math import cos, radians, sin

from geodata.atlas import Atlas
from geodata.crs import FRAMES
from geodata.tables import FRONTIER_IDS

from dashboard.compose.base import base, outlines
from dashboard.compose.index import Index, Row
from dashboard.compose.series import headline, periods
from dashboard.compose.words import Words
from dashboard.format import number, several
from dashboard.selection import Selection
from dashboard.view import (
    Caption,
    Extent,
    Flow,
    FrontierLine,
    Inset,
    Legend,
    LegendState,
    MapScene,
    Mark,
    Point,
    Wedge,
)

# 1 228 × 1 172 km of EPSG:3035 around metropolitan France, its neighbours' cities and Corsica's north (LOOK.md).
OVERVIEW_KM = (3_190, 3_222, 1_228, 1_172)
WATERS = (
    ("manche", (3_545, 3_010)),
    ("atlantique", (3_370, 2_620)),
    ("mediterranee", (3_960, 2_180)),
)
INSET_SHAPES = ("nuts3:FRY30", "country:MF", "country:SX")


def overview_extent() -> Extent:
    """The extent of the map of metropolitan France, in units of its frame."""
    frame = FRAMES["metropole"]
    left, top, width, height = (value * 1000 for value in OVERVIEW_KM)
    x, y = (left - frame.origin_x) / frame.unit_m, (frame.origin_y - top) / frame.unit_m
    return Extent(x, y, x + width / frame.unit_m, y + height / frame.unit_m)


def overview_map(atlas: Atlas, index: Index, words: Words, selection: Selection, lit: frozenset[str]) -> MapScene:
    """The scene of all frontiers; `lit` ones stand out where a selection or an action names some."""
    ways = {"sortants": ("out",), "entrants": ("in",), "deux": ("out", "in")}[selection.direction]
    metropolitan = [frontier for frontier in FRONTIER_IDS if frontier.startswith("fr-")]
    flows = [flow for frontier in metropolitan for way in ways for flow in _flows(index, words, selection, frontier, way, lit)]
    t = words.t
    captions = _captions(index, words, selection, flows)
    waters = [Caption("water", t(f"water.{name}"), _km(point), rank=3) for name, point in WATERS]
    return MapScene(
        base=base(atlas, "metropole"),
        extent=overview_extent(),
        lines=tuple(line(index, words, selection, frontier, lit) for frontier in metropolitan),
        flows=tuple(flows),
        marks=tuple(mark for mark in marks(index, words, selection, metropolitan) if mark.rank < 3),
        captions=(*captions, *waters),
        legend=_legend(words, flows, ways),
        insets=_insets(atlas, index, words, selection, lit),
        alt=_alt(index, words, selection),
    )


def _km(point: tuple[float, float]) -> Point:
    frame = FRAMES["metropole"]
    return (point[0] * 1000 - frame.origin_x) / frame.unit_m, (frame.origin_y - point[1] * 1000) / frame.unit_m


def shown_period(index: Index, selection: Selection, way: str) -> str:
    """The period in which frontiers are set side by side: the one asked for, else the latest; inbound has none."""
    return (selection.period or periods(index)[0]) if way == "out" and periods(index) else ""


@lru_cache(maxsize=64)
def measured(index: Index, frontier: str) -> bool:
    """True when any figure counts workers across a frontier in either direction."""
    return any(
        frontier in row.frontiers and len(row.frontiers) < 8 and row.workers is not None and row.mappable
        for row in index.rows
    )


def line(index: Index, words: Words, selection: Selection, frontier: str, lit: frozenset[str]) -> FrontierLine:
    """A frontier's line, its state and its words."""
    known = measured(index, frontier)
    way = "in" if selection.direction == "entrants" else "out"
    row = headline(index, frontier, way, shown_period(index, selection, way))
    name = words.frontier(frontier, "name")
    label = words.t("map.frontier_label", name=name, value=words.amount(row))
    return FrontierLine(
        frontier,
        "measured" if known else "unmeasured",
        "plain" if not lit or frontier in lit else "faded",
        label if known else words.t("map.frontier_missing", name=name),
        selection.but(frontiers=(frontier,), place="", action="", series="", period="").search,
        name,
    )


def heading(index: Index, frontier: str, order: int = 0) -> Point:
    """Unit vector in the frame (y down) at which flows leave France at a crossing, as the atlas gives its bearing."""
    angle = radians(index.bearings[f"{frontier}.{order}"])
    return sin(angle), -cos(angle)


def _names(index: Index, frontier: str, column: str) -> list[str]:
    return str(index.frontiers[frontier][column]).split()


def crossings(index: Index, frontier: str) -> list[Point]:
    """Where flows cross a frontier, the main place first, in frame units."""
    found = []
    while f"crossing:{frontier}.{len(found)}" in index.anchors:
        found.append(index.anchors[f"crossing:{frontier}.{len(found)}"])
    return found


def _flows(index: Index, words: Words, selection: Selection, frontier: str, way: str, lit: frozenset[str]) -> list[Flow]:
    row = headline(index, frontier, way, shown_period(index, selection, way))
    places = crossings(index, frontier)
    if row is None or row.workers is None or not places:
        return []
    joint = len(row.frontiers) > 1
    emphasis = "plain" if not lit or frontier in lit else "faded"
    turn = 1 if way == "out" else -1
    return [
        Flow(
            id=f"{frontier}.{way}.{number_}",
            frontier=frontier,
            direction="out" if way == "out" else "in",
            workers=row.workers,
            heading=tuple(turn * part for part in heading(index, frontier, number_)),  # type: ignore[arg-type]
            crossing=place,
            origin=None,
            destination=None,
            style="dashed" if joint else "solid",
            name="" if joint else words.frontier(frontier, "neighbour" if way == "out" else "of_neighbour"),
            value="" if joint else words.amount(row),
            note="" if joint or way == "out" else words.period(row),
            label=words.t("map.flow_label", name=words.frontier(frontier, "name"), workers=words.amount(row), field=words.short(row), period=words.period(row)),
            search=selection.but(frontiers=(frontier,), place="", action="", series="", period="").search,
            emphasis=emphasis,  # type: ignore[arg-type]
            scaled=not joint and way == "out",
        )
        for number_, place in enumerate(places if joint else places[:1])
    ]


def _captions(index: Index, words: Words, selection: Selection, flows: list[Flow]) -> list[Caption]:
    """Countries whose flow has no label of its own: the joint figure once, and those nobody measures."""
    captions = []
    labelled = {flow.frontier for flow in flows if flow.value}
    way = "in" if selection.direction == "entrants" else "out"
    joint = headline(index, "fr-es", way, shown_period(index, selection, way))
    if joint is not None and len(joint.frontiers) > 1:
        where = index.anchors.get("country:country:ES") or (0.0, 0.0)
        near = crossings(index, "fr-es")
        if near:
            where = (near[-1][0] - 9_000, near[-1][1] + 9_500)
        captions.append(Caption("value", words.t("map.joint"), where, words.amount(joint), words.t("map.not_split"), tone="out"))
        labelled |= set(joint.frontiers)
    for frontier in FRONTIER_IDS:
        if frontier in labelled or not frontier.startswith("fr-"):
            continue
        row = headline(index, frontier, way, shown_period(index, selection, way))
        place = crossings(index, frontier)
        if place:
            vector = heading(index, frontier)
            at = (place[0][0] + vector[0] * 6_500, place[0][1] + vector[1] * 6_500)
            captions.append(Caption("missing", words.frontier(frontier, "neighbour"), at, words.amount(row)))
    return captions


def marks(index: Index, words: Words, selection: Selection, frontiers: list[str]) -> list[Mark]:
    """The poles of some frontiers, first ranks first."""
    found = []
    for pole in index.poles:
        at = index.anchors.get(f"pole:{pole['id']}")
        if at is None or not set(str(pole["frontiers"]).split()) & set(frontiers):
            continue
        found.append(mark(index, words, selection, pole, at))
    return sorted(found, key=lambda item: item.rank)


def mark(index: Index, words: Words, selection: Selection, pole: dict[str, object], at: Point) -> Mark:
    """A pole's ring and words."""
    place = index.place(f"pole:{pole['id']}")
    key, values = "map.pole_label", {"name": place.called(words.language)}
    values["distance"] = number(float(str(pole["distance_km"])), words.language)
    population = float(str(pole["population"]))
    if population == population:
        key = "map.pole_label_population"
        values |= {
            "population": number(population, words.language),
            "scope": str(pole["population_scope"]),
            "year": str(pole["population_year"]),
        }
    return Mark(
        str(pole["id"]),
        place.called(words.language),
        at,
        int(str(pole["rank"])),
        str(pole["country"]),
        words.t(key, **values),
        selection.but(place=place.id).search,
    )


def _legend(words: Words, flows: list[Flow], ways: tuple[str, ...]) -> Legend:
    t = words.t
    scaled = [flow.workers for flow in flows if flow.scaled]
    states = []
    if any(flow.style == "dashed" for flow in flows):
        states.append(LegendState("dashed", t("legend.dashed")))
    if "in" in ways and any(flow.direction == "in" for flow in flows):
        states.append(LegendState("in", t("legend.unscaled_in")))
    states += [
        LegendState("measured", t("legend.measured")),
        LegendState("unmeasured", t("legend.unmeasured")),
        LegendState("pole", t("legend.pole")),
    ]
    wedge = wedge_of(words, scaled, t("legend.out"), t("legend.width")) if scaled else None
    return Legend(wedge=wedge, states=tuple(states))


def wedge_of(words: Words, workers: list[float], title: str, note: str) -> Wedge:
    """A wedge up to the widest flow, with gates at round values near an eighth and at under half of it."""
    most = max(workers)
    rounds = [round_down(most * share) for share in (0.2, 0.52)]
    ticks = tuple((value, number(value, words.language)) for value in (*rounds, most))
    return Wedge(title, note, "out", ticks, words.t("legend.minimum", limit="{limit}"), words.language)


def round_down(value: float) -> float:
    """The next value below with one digit that is not zero: 33 625 → 30 000."""
    power = 10 ** (len(str(int(max(value, 1)))) - 1)
    return float(value // power * power)


def _insets(atlas: Atlas, index: Index, words: Words, selection: Selection, lit: frozenset[str]) -> tuple[Inset, ...]:
    insets = []
    for frame, name, frontiers in (("guyane", "inset_guyane", ["gf-br", "gf-sr"]), ("saint-martin", "inset_saint_martin", ["mf-sx"])):
        shapes = outlines(atlas).get((frame, "full"), ())
        own = [shape.extent for shape in shapes if shape.id in INSET_SHAPES]
        if not own:
            continue
        captions = tuple(
            Caption("missing", words.frontier(frontier, "neighbour"), _beyond(index, frontier), words.t("value.missing"))
            for frontier in frontiers
        )
        scene = MapScene(
            base=base(atlas, frame),
            extent=_around(own, 0.16),
            lines=tuple(line(index, words, selection, frontier, lit) for frontier in frontiers),
            marks=tuple(marks(index, words, selection, frontiers)),
            captions=captions,
        )
        insets.append(Inset(words.t(f"map.{name}"), scene))
    return tuple(insets)


def _beyond(index: Index, frontier: str) -> Point:
    """A point on the neighbour's side of a frontier, where its name can stand."""
    x, y = (crossings(index, frontier) or [(0.0, 0.0)])[0]
    names = [f"territory:{name}" for name in _names(index, frontier, "limitrophe_neighbour")]
    anchors = [index.anchors[name] for name in names if name in index.anchors]
    if not anchors:
        return x, y
    toward = anchors[0]
    dx, dy = toward[0] - x, toward[1] - y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    reach = 8_000 if frontier.startswith("gf") else 1_800
    return x + dx / length * reach, y + dy / length * reach


def _around(extents: list[Extent], margin: float) -> Extent:
    left, top = min(box.min_x for box in extents), min(box.min_y for box in extents)
    right, bottom = max(box.max_x for box in extents), max(box.max_y for box in extents)
    side = max(right - left, bottom - top) * margin
    return Extent(left - side, top - side, right + side, bottom + side)


def _alt(index: Index, words: Words, selection: Selection) -> str:
    way = "in" if selection.direction == "entrants" else "out"
    rows: list[tuple[str, Row | None]] = [(frontier, headline(index, frontier, way, shown_period(index, selection, way))) for frontier in FRONTIER_IDS]
    parts = [
        words.t("map.alt_part", neighbour=words.frontier(frontier, "neighbour"), value=words.amount(row))
        for frontier, row in rows
    ]
    return words.t("map.alt_overview", parts=several(parts, words.language))
