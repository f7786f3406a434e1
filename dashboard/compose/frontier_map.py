"""The map of one frontier: its finest cut shaded by place, flows fanned out along the line, every pole nearby."""

from dataclasses import replace

from geodata.atlas import Atlas
from geodata.crs import frame_of

from dashboard.compose.base import base, extent, window
from dashboard.compose.index import Index, Row
from dashboard.compose.overview_map import crossings, heading, line, marks, round_down, wedge_of
from dashboard.compose.series import Cut, headline
from dashboard.compose.words import Words
from dashboard.format import number, pair, period
from dashboard.selection import Selection
from dashboard.view import (
    Caption,
    Extent,
    Fill,
    Flow,
    FrontierLine,
    Legend,
    LegendState,
    Mark,
    MapScene,
    Point,
    Ramp,
    Wedge,
)

CAUTION_UNDER = 200
MOST_FLOWS = 10
LEAST_SHARE = 0.024
NEAR_KM = 40


def frontier_map(
    atlas: Atlas, index: Index, words: Words, selection: Selection, shown: dict[str, Cut | None], way: str
) -> MapScene:
    """The scene of the selected frontier, `shown` its cut by place of work and by place of home."""
    frontier = selection.frontier
    shapes = base(atlas, frame_of(frontier).name, frontier)
    shaded = shown["work"] if _drawable(index, shown["work"], shapes) else shown["home"] if _drawable(index, shown["home"], shapes) else None
    limits = class_limits(shaded) if shaded else ()
    fills = tuple(_fill(index, words, selection, row, shaded, limits) for row in shaded.rows if _shape(index, shapes, row, shaded)) if shaded else ()
    flows, drawn = _flows(index, words, selection, shown, way)
    ends = tuple(end for flow in flows for end in (flow.origin, flow.destination) if end is not None)
    ends += tuple(mark.point for mark in marks(index, words, selection, [frontier]) if _holds(index, mark, frontier))
    box = extent(atlas, frontier, ends)
    near = [name for name in _near(atlas, shapes.frame, box) if name != frontier]
    lines = (*(_faded(index, words, selection, name) for name in near), _chosen(index, words, selection))
    captions = _captions(index, words, shaded, shapes, flows, frontier, way)
    places = {caption.text for caption in captions if caption.kind == "value"}
    places |= {flow.name for flow in flows if flow.origin or flow.destination}
    return MapScene(
        base=shapes,
        extent=box,
        fills=(*_bare(index, words, shapes, fills, frontier), *fills),
        lines=lines,
        flows=flows,
        marks=tuple(_unless_named(mark, places) for mark in marks(index, words, selection, [frontier, *near])),
        captions=captions,
        legend=_legend(words, index, shaded, limits, flows, drawn, fills, way, frontier),
        alt=line(index, words, selection, frontier, frozenset()).label,
    )


def _drawable(index: Index, cut: Cut | None, shapes: object) -> bool:
    return cut is not None and any(_shape(index, shapes, row, cut) for row in cut.rows)


def _shape(index: Index, shapes: object, row: Row, cut: Cut) -> bool:
    return shapes.shape(f"t-{index.place(row.place(cut.side)).id}") is not None  # type: ignore[attr-defined]


def class_limits(cut: Cut) -> tuple[float, ...]:
    """Up to four round limits that part the values from 200 up into classes of about equal counts."""
    values = sorted(row.workers for row in cut.rows if row.workers is not None and row.workers >= CAUTION_UNDER)
    if len(values) < 3:
        return ()
    found = {_round(values[min(int(len(values) * share), len(values) - 1)]) for share in (0.3, 0.55, 0.75, 0.9)}
    return tuple(sorted(limit for limit in found if values[0] < limit <= values[-1]))


def _round(value: float) -> float:
    power = 10 ** (len(str(int(value))) - 1)
    return min((step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10)), key=lambda step: abs(step - value))


def style_of(row: Row, limits: tuple[float, ...]) -> str:
    """The class of a row: secret, not-collected, caution (under 200), or r1…r5 from its place between the limits."""
    if row.status != "observed" or row.workers is None:
        return row.status
    if row.workers < CAUTION_UNDER:
        return "caution"
    step = sum(row.workers >= limit for limit in limits)
    return f"r{(1, 2, 3, 4, 5)[step] if len(limits) == 4 else min(5, 1 + round(step * 4 / max(len(limits), 1)))}"


def _fill(index: Index, words: Words, selection: Selection, row: Row, cut: Cut, limits: tuple[float, ...]) -> Fill:
    place = index.place(row.place(cut.side))
    label = words.t("map.fill_label", place=place.called(words.language), workers=words.amount(row), field=words.short(row), period=words.period(row))
    return Fill(
        place.id,
        style_of(row, limits),
        label,
        selection.but(place="" if selection.place == place.id else place.id).search,
        selection.place == place.id,
    )


def _bare(index: Index, words: Words, shapes: object, fills: tuple[Fill, ...], frontier: str) -> tuple[Fill, ...]:
    """The limitrophe territories that the series does not cover: ground-coloured, but named on hover and focus."""
    row = index.frontiers[frontier]
    names = f"{row['limitrophe_france']} {row['limitrophe_neighbour']}".split()
    covered = {fill.territory for fill in fills}
    return tuple(
        Fill(name, "bare", pair(words.place(name), words.t("map.covered"), words.language))
        for name in dict.fromkeys(names)
        if name not in covered and shapes.shape(f"t-{name}") is not None  # type: ignore[attr-defined]
    )


def _flows(
    index: Index, words: Words, selection: Selection, shown: dict[str, Cut | None], way: str
) -> tuple[tuple[Flow, ...], tuple[int, int, float, str]]:
    """The flows of one series (by origin where known, else the largest by destination), and (drawn, all, least, its words)."""
    frontier = selection.frontier
    for side in ("home", "work"):
        cut = shown[side]
        if cut is None:
            continue
        placed = [(row, _point(index, row.place(side))) for row in cut.rows]
        located = [(row, point) for row, point in placed if point is not None]
        largest = [
            (row, point)
            for row, point in located[:MOST_FLOWS]
            if (row.workers or 0) >= LEAST_SHARE * cut.total and (row.workers or 0) >= CAUTION_UNDER
        ]
        if len(largest) >= 2:
            least = round_down(min(row.workers or 0 for row, _ in largest))
            flows = tuple(_fanned(index, words, selection, row, point, side, way) for row, point in largest)
            return flows, (len(flows), len(cut.rows), least, f"{words.short(cut.rows[0])}, {words.period(cut.rows[0])}")
    row = headline(index, frontier, way, selection.period)
    places = crossings(index, frontier)
    if row is None or row.workers is None or not places:
        return (), (0, 0, 0, "")
    return tuple(_single(index, words, selection, row, place, way, number_) for number_, place in enumerate(places if len(row.frontiers) > 1 else places[:1])), (1, 1, 0, f"{words.short(row)}, {words.period(row)}")


def _point(index: Index, place: str) -> Point | None:
    known = index.place(place).id
    slug = known.partition(":")[2]
    for key in (f"territory:{known}", f"place:{known}", f"pole:{slug}"):
        if key in index.anchors:
            return index.anchors[key]
    return None


def _heading(index: Index, frontier: str, way: str, order: int = 0) -> Point:
    x, y = heading(index, frontier, order)
    return (x, y) if way == "out" else (-x, -y)


def _fanned(index: Index, words: Words, selection: Selection, row: Row, point: Point, side: str, way: str) -> Flow:
    place = index.place(row.place(side))
    return Flow(
        id=f"{selection.frontier}.{place.id}",
        frontier=selection.frontier,
        direction="out" if way == "out" else "in",
        workers=row.workers or 0,
        heading=_heading(index, selection.frontier, way),
        crossing=None,
        origin=point if side == "home" else None,
        destination=point if side == "work" else None,
        style="tint" if row.about else "solid",
        name=place.label(words.language),
        value=words.amount(row),
        label=words.t("map.flow_label", name=place.called(words.language), workers=words.amount(row), field=words.short(row), period=words.period(row)),
        search=selection.but(place="" if selection.place == place.id else place.id).search,
        emphasis="faded" if selection.place and selection.place != place.id else "plain",
    )


def _single(index: Index, words: Words, selection: Selection, row: Row, place: Point, way: str, order: int) -> Flow:
    joint = len(row.frontiers) > 1
    frontier = selection.frontier
    return Flow(
        id=f"{frontier}.{way}.{order}",
        frontier=frontier,
        direction="out" if way == "out" else "in",
        workers=row.workers or 0,
        heading=_heading(index, frontier, way, order),
        crossing=place,
        origin=None,
        destination=None,
        style="dashed" if joint else "tint" if row.about else "solid",
        name=words.t("map.joint") if joint else words.frontier(frontier, "neighbour" if way == "out" else "home"),
        value="" if joint and order else words.amount(row),
        note=words.t("map.not_split") if joint else words.period(row),
        label=words.t("map.flow_label", name=words.frontier(frontier, "name"), workers=words.amount(row), field=words.short(row), period=words.period(row)),
        scaled=not joint,
    )


def _near(atlas: Atlas, frame: str, box: Extent) -> list[str]:
    view = window(box)
    return [
        shape.id
        for shape in base(atlas, frame).outlines
        if shape.kind == "frontier"
        and shape.extent.min_x < view.max_x
        and shape.extent.max_x > view.min_x
        and shape.extent.min_y < view.max_y
        and shape.extent.max_y > view.min_y
    ]


def _holds(index: Index, mark: Mark, frontier: str) -> bool:
    """True for a pole of rank 1 near its frontier: its map must show it."""
    pole = next(pole for pole in index.poles if pole["id"] == mark.pole)
    return mark.rank == 1 and pole["nearest_frontier"] == frontier and float(str(pole["distance_km"])) <= NEAR_KM


def _unless_named(mark: Mark, places: set[str]) -> Mark:
    """A pole of the same name as a labelled place keeps its ring only."""
    return replace(mark, named=False) if mark.name in places else mark


def _faded(index: Index, words: Words, selection: Selection, name: str) -> FrontierLine:
    return line(index, words, selection, name, frozenset({"none"}))


def _chosen(index: Index, words: Words, selection: Selection) -> FrontierLine:
    plain = line(index, words, selection, selection.frontier, frozenset())
    return FrontierLine(plain.frontier, plain.state, "selected", plain.label, plain.search, plain.name)


def _captions(
    index: Index, words: Words, cut: Cut | None, shapes: object, flows: tuple[Flow, ...], frontier: str, way: str
) -> tuple[Caption, ...]:
    """Values on shaded places that no flow names; the two countries; limitrophe territories; the missing figure."""
    named = {flow.name for flow in flows if flow.value}
    found = []
    if cut is not None:
        for row in cut.rows[:14]:
            place = index.place(row.place(cut.side))
            anchor = index.anchors.get(f"territory:{place.id}")
            if anchor and place.label(words.language) not in named and (row.workers or 0) >= CAUTION_UNDER:
                found.append(Caption("value", place.label(words.language), anchor, words.amount(row), tone="ink", rank=2))
    taken = {caption.text for caption in found} | named
    row_of = index.frontiers[frontier]
    for column in ("limitrophe_france", "limitrophe_neighbour"):
        for name in str(row_of[column]).split():
            anchor = index.anchors.get(f"territory:{name}")
            text = index.place(name).label(words.language)
            if anchor and text not in taken and shapes.shape(f"t-{name}") is not None:  # type: ignore[attr-defined]
                found.append(Caption("territory", text, anchor, rank=2))
    if not flows:
        place = (crossings(index, frontier) or [(0.0, 0.0)])[0]
        vector = heading(index, frontier)
        reach = 2_000 if frontier.startswith("mf") else 6_000
        at = (place[0] + vector[0] * reach, place[1] + vector[1] * reach)
        found.append(Caption("missing", words.frontier(frontier, "neighbour"), at, words.t("value.missing"), words.t("legend.not_collected")))
    return tuple(found)


def _legend(
    words: Words,
    index: Index,
    cut: Cut | None,
    limits: tuple[float, ...],
    flows: tuple[Flow, ...],
    drawn: tuple[int, int, float, str],
    fills: tuple[Fill, ...],
    way: str,
    frontier: str,
) -> Legend:
    t = words.t
    ramp = None
    styles = {fill.style for fill in fills}
    if cut is not None and any(style.startswith("r") for style in styles):
        title = t("legend.ramp_work" if cut.side == "work" else "legend.ramp_home")
        texts = tuple(number(limit, words.language) for limit in limits)
        note = f"{words.index.short_field(cut.field, words.language)}, {period(cut.period, words.language)}"
        ramp = Ramp(title, note, texts, len(limits) + 1)
    states = []
    for style, key in (("caution", "caution"), ("secret", "secret"), ("not-collected", "not_collected")):
        if style in styles:
            states.append(LegendState(style, t(f"legend.{key}")))
    wedge: Wedge | None = None
    scaled = [flow.workers for flow in flows if flow.scaled]
    if scaled:
        count, total, least, series = drawn
        note = series if series != (ramp.note if ramp else "") else t("legend.width")
        if count < total and least:
            note = t("legend.flow_top", count=count, limit=number(least, words.language), total=total)
        wedge = wedge_of(words, scaled, t("legend.out" if way == "out" else "legend.in"), note)
        if way == "in":
            wedge = replace(wedge, direction="in")
    if any(flow.style == "dashed" for flow in flows):
        states.append(LegendState("dashed", t("legend.dashed")))
    if any(flow.style == "tint" for flow in flows):
        states.append(LegendState("tint", t("legend.tint")))
    measured = any(frontier in row.frontiers and len(row.frontiers) < 8 and row.workers is not None for row in index.rows)
    states.append(LegendState("measured" if measured else "unmeasured", t("legend.measured" if measured else "legend.unmeasured")))
    return Legend(ramp, wedge, tuple(states))
