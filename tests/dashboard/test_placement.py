"""Placed maps: on small scenes by hand, then what holds for every real one in every format and language."""

import re
from dataclasses import replace
from itertools import combinations, pairwise, product
from math import dist, hypot
from random import Random

import numpy as np
import pytest
from shapely import LineString, Point, Polygon, box, union_all

from dashboard.compose.base import base
from dashboard.placement import FORMATS, PAGE, PHONE, SLIDE, arrangement, place
from dashboard.placement.flows import GAP, MINIMAL_WIDTH, width_scale
from dashboard.placement.formats import ROLES, text_width, wrap
from dashboard.placement.ground import line_parts
from dashboard.placement.labels import FARTHEST
from dashboard.placement.room import FRAME, SOLID, Room, leader_end
from dashboard.placement.sides import ACROSS, BEYOND, OWN, Sides
from dashboard.selection import Selection
from dashboard.text import LANGUAGES, Text
from dashboard.view import Caption, Extent, Flow, FrontierLine, Legend, LegendState, MapScene, Mark, Ramp, Wedge
from tests import real, toy

WEDGE = Wedge("Flux", "la largeur se lit à la frontière", "out", ((1_000, "1 000"), (5_000, "5 000")))
LEGEND = Legend(
    Ramp("Lieu de travail", "2021", ("1 000", "5 000")),
    WEDGE,
    (LegendState("measured", "frontière mesurée"),),
)


def scene(**parts):
    """The toy's square countries around fr-ch, 100 km of a straight line at x = 132 100, from y = 19 000 to 29 000.

    The line has a point every 500 m, as real ones have.
    """
    shapes = base(toy.atlas(), "metropole")
    dense = tuple(
        replace(shape, path="M132100 19000" + "v50" * 200) if shape.id == "fr-ch" else shape
        for shape in shapes.outlines
    )
    shapes = replace(shapes, outlines=dense)
    lines = (FrontierLine("fr-ch", "measured", "plain", "France – Suisse", "?frontiere=fr-ch"),)
    return MapScene(shapes, Extent(124_600, 16_000, 139_600, 32_000), lines=lines, **parts)


def flow(name, workers, **parts):
    known = {"crossing": (132_100, 24_000), "origin": None, "destination": None, "style": "solid", **parts}
    return Flow(name, "fr-ch", "out", workers, (1.0, 0.0), name=name, value=f"{workers:g}", label=name, **known)


def fan(*ends):
    """Flows to places 60 km east of the line, as (y, workers)."""
    return tuple(flow(f"{y:g}", workers, crossing=None, destination=(138_100, y)) for y, workers in ends)


def overlap(first, second):
    """True when two boxes share more than an edge."""
    return first[0] < second[2] and first[2] > second[0] and first[1] < second[3] and first[3] > second[1]


def ring(mark):
    (x, y), reach = mark.at, mark.radius
    return x - reach, y - reach, x + reach, y + reach


def widths(flow):
    """Widths of a flow's body at the points of its centre line."""
    return [dist(flow.outline[n], flow.outline[-1 - n]) for n in range(len(flow.centre))]


def north_to_south(flow):
    return flow.flow.destination[1]


def legend(placed):
    return placed.legend


def leader(label):
    return LineString((label.at, leader_end(label.at, label.box)))


def bar_box(placed):
    bar = placed.bar
    said = text_width(f"{bar.km} km", ROLES["inset"], placed.format.type_scale)
    return bar.x, bar.y - 8, bar.x + bar.length + 5 + said, bar.y + 6


def crossed(flow, line):
    """Where a flow's centre line meets a line, as a distance along it."""
    return line.project(LineString(flow.centre).intersection(line).centroid)


# ---- Ground ----


def test_the_whole_extent_is_shown_at_one_scale():
    for form in FORMATS.values():
        small = scene()
        ground = place(small, form).ground
        left, top = ground.point((small.extent.min_x, small.extent.min_y))
        right, bottom = ground.point((small.extent.max_x, small.extent.max_y))
        assert min(left, top) >= -1e-6 and right <= form.width + 1e-6 and bottom <= form.height + 1e-6
        assert right - left == pytest.approx(small.extent.width * ground.scale)
        assert ground.scale == pytest.approx(min(form.width / 15_000, form.height / 16_000))


def test_a_path_gives_back_its_points():
    parts = line_parts("M10 20l5-5h10v-3zm100 0L7-8H9V1.5")
    assert parts[0].tolist() == [[10, 20], [15, 15], [25, 15], [25, 12], [10, 20]]
    assert parts[1].tolist() == [[110, 20], [7, -8], [9, -8], [9, 1.5]]


# ---- Flows ----


def test_width_is_proportional_to_workers_where_a_flow_crosses():
    flows = (flow("a", 1_000), flow("b", 250, crossing=(132_100, 22_000)))
    small = scene(flows=flows)
    placed = place(small, PAGE)
    scale = width_scale(small, PAGE, placed.ground)
    assert [item.width for item in placed.flows] == pytest.approx([1_000 * scale, 250 * scale])
    for item in placed.flows:
        at = placed.ground.point(item.flow.crossing)
        assert LineString(item.centre).distance(Point(at)) < 0.5
        near = min(range(len(item.centre)), key=lambda n: dist(item.centre[n], at))
        assert widths(item)[near] == pytest.approx(item.width, rel=0.03)
        assert widths(item)[-1] == pytest.approx(item.width)


def test_the_widest_flow_fits_the_format_and_a_third_of_its_frontier():
    two = (flow("a", 1_000), flow("b", 10))
    for form in FORMATS.values():
        assert place(scene(flows=two), form).flows[0].width == pytest.approx(form.widest_flow)
    wide = replace(scene(flows=two), extent=Extent(0, 0, 150_000, 160_000))
    placed = place(wide, PAGE)
    # 100 km are 45 px here.
    assert placed.flows[0].width == pytest.approx(10_000 * placed.ground.scale / 3)


def test_a_flow_alone_is_no_broader_than_those_of_a_fan():
    alone = place(scene(flows=(flow("a", 1_000),)), PAGE).flows[0]
    fanned = place(scene(flows=fan((22_000, 1_000), (26_000, 10))), PAGE).flows[0]
    assert alone.width == fanned.width < PAGE.widest_flow


def test_a_small_flow_keeps_a_minimal_width_and_says_so():
    placed = place(scene(flows=(flow("a", 100_000), flow("b", 10))), PAGE)
    assert [(item.flow.name, item.minimal) for item in placed.flows] == [("a", False), ("b", True)]
    assert placed.flows[1].width == MINIMAL_WIDTH


def test_a_flow_that_is_not_comparable_neither_sets_nor_follows_the_scale():
    alone = place(scene(flows=(flow("a", 1_000),)), PAGE)
    both = place(scene(flows=(flow("a", 1_000), flow("b", 50_000, scaled=False))), PAGE)
    found = {item.flow.name: item.width for item in both.flows}
    assert found == {"a": alone.flows[0].width, "b": MINIMAL_WIDTH}


def test_a_flow_starts_pointed_without_a_place_of_origin_and_wide_with_one():
    pointed = place(scene(flows=(flow("a", 1_000),)), PAGE).flows[0]
    located = place(scene(flows=(flow("a", 1_000, origin=(127_100, 24_000)),)), PAGE).flows[0]
    assert widths(pointed)[0] < 0.05 * pointed.width
    assert widths(located)[0] == pytest.approx(located.width)


def test_an_arrow_points_across_the_frontier_from_home_to_work():
    out = place(scene(flows=(flow("a", 1_000),)), PAGE).flows[0]
    back = place(scene(flows=(replace(flow("a", 1_000), direction="in", heading=(-1.0, 0.0)),)), PAGE).flows[0]
    assert out.tip[0] > out.centre[0][0] and out.heading[0] > 0.5
    assert back.tip[0] < back.centre[0][0] and back.heading[0] < -0.5


def test_fanned_flows_cross_in_the_order_of_their_places_and_clear_each_other():
    ends = ((24_100, 900), (24_000, 5_000), (23_900, 3_000), (24_050, 700), (21_000, 400))
    placed = place(scene(flows=fan(*ends)), PAGE)
    line = LineString(placed.ground.points(line_parts("M132100 19000v10000")[0]))
    order = sorted(placed.flows, key=north_to_south)
    places = [crossed(item, line) for item in order]
    assert len(places) == 5 and places == sorted(places)
    for (first, at), (second, after) in pairwise(zip(order, places, strict=True)):
        assert after - at >= (first.width + second.width) / 2 + GAP - 1, (first.flow.id, second.flow.id)


def test_flows_far_apart_cross_straight_ahead():
    placed = place(scene(flows=fan((20_000, 500), (28_000, 500))), PAGE)
    line = LineString(placed.ground.points(line_parts("M132100 19000v10000")[0]))
    found = sorted(crossed(item, line) / placed.ground.scale for item in placed.flows)
    assert found == pytest.approx([1_000, 9_000], abs=1 / placed.ground.scale)


def test_an_inbound_flow_lies_beside_the_outbound_one_that_crosses_there():
    out, back = flow("a", 1_000), replace(flow("b", 400), direction="in", heading=(-1.0, 0.0))
    placed = place(scene(flows=(out, back)), PAGE)
    line = LineString(placed.ground.points(line_parts("M132100 19000v10000")[0]))
    at = [crossed(item, line) for item in placed.flows]
    assert abs(at[1] - at[0]) >= sum(item.width for item in placed.flows) / 2 + 8


def test_wide_flows_are_drawn_under_narrow_ones():
    placed = place(scene(flows=(flow("b", 10), flow("a", 1_000), flow("c", 100))), PAGE)
    assert [item.flow.name for item in placed.flows] == ["a", "c", "b"]


# ---- Labels ----


def test_two_poles_at_one_point_never_write_over_each_other():
    marks = tuple(Mark(f"p{n}", f"Ville numéro {n}", (127_000, 24_000), n, "") for n in (1, 2, 3))
    placed = place(scene(marks=marks), PAGE)
    assert [item.mark.rank for item in placed.marks] == [1]
    assert [label.lines[0].text for label in placed.labels] == ["Ville numéro 1"]


def test_where_all_room_is_taken_rank_1_keeps_its_ring_and_the_others_go():
    crowd = tuple(
        Mark(f"p{x}.{y}", "Un nom assez long", (126_000 + 60 * x, 23_000 + 60 * y), 1 + (x + y) % 3, "")
        for x, y in product(range(14), range(14))
    )
    placed = place(scene(marks=crowd), PAGE)
    kept = {item.mark.pole for item in placed.marks}
    named = {label.at for label in placed.labels}
    assert {mark.pole for mark in crowd if mark.rank == 1} <= kept
    assert all(item.at in named for item in placed.marks if item.mark.rank > 1)
    assert not any(overlap(a.box, b.box) for a, b in combinations(placed.labels, 2))


def test_a_label_stays_on_its_own_side_of_the_frontier_where_it_can():
    marks = (Mark("p", "Une ville au nom long", (131_900, 24_000), 1, ""),)
    placed = place(scene(marks=marks), PAGE)
    assert placed.labels[0].box[2] < placed.ground.point((132_100, 24_000))[0]


def test_a_figure_at_a_start_beside_the_frontier_is_led_back_to_its_own_side():
    origin = (131_900, 24_000)
    alone = flow("Un nom qui ne tient pas entre son point et la ligne", 1_000, origin=origin)
    wall = tuple(Mark(f"p{y}", "", (131_400, 23_500 + 100 * y), 1, "", named=False) for y in range(11))
    placed = place(scene(flows=(alone,), marks=wall), PAGE)
    (label,) = placed.labels
    assert label.leader
    assert label.box[2] < placed.ground.point((132_100, 0))[0]


def test_a_way_is_parted_by_a_line_that_it_crosses_once_not_by_one_that_it_crosses_twice():
    # One long piece without a point in any of the boxes, then a narrow tooth of which the way passes both sides.
    lines = Sides([np.array([(0, 0), (100, 100)]), np.array([(150, 60), (160, 0), (170, 60)])])
    assert lines.stand((10, 60), (20, 70, 40, 90)) == OWN
    assert lines.stand((10, 60), (60, 10, 80, 30)) == BEYOND
    assert lines.stand((10, 60), (40, 40, 60, 60)) == ACROSS
    assert lines.stand((140, 20), (180, 10, 200, 30)) == OWN


def test_the_figure_of_a_faded_flow_steps_back_with_it_and_stays_where_it_is():
    one, other = flow("a", 1_000), flow("b", 700, crossing=(132_100, 21_000))
    plain = place(scene(flows=(one, other)), PAGE).labels
    faded = place(scene(flows=(one, replace(other, emphasis="faded"))), PAGE).labels
    assert [label.tone for label in plain] == ["out", "out"]
    assert faded == (plain[0], replace(plain[1], tone="label"))


def test_both_maps_of_the_page_are_measured_in_the_type_that_its_style_sheet_sets():
    assert [form.type_scale for form in (PAGE, PHONE)] == [1, 1]


def test_where_rings_say_a_figure_the_first_poles_are_named_before_flows():
    flows, pole = (flow("Un flux", 1_000),), Mark("p", "Une ville", (127_000, 27_000), 1, "")
    for mark, first in ((replace(pole, grade=1), "pole"), (pole, "flow")):
        labels = place(scene(flows=flows, marks=(mark,)), PAGE).labels
        assert (len(labels), labels[0].kind) == (2, first)


def test_a_phone_shows_poles_of_rank_1_only():
    marks = (Mark("a", "Ville", (127_000, 22_000), 1, ""), Mark("b", "Bourg", (127_000, 27_000), 2, ""))
    assert [item.mark.pole for item in place(scene(marks=marks), PHONE).marks] == ["a"]
    assert [item.mark.pole for item in place(scene(marks=marks), PAGE).marks] == ["a", "b"]


def test_a_name_without_room_for_its_label_is_dropped_not_written_over():
    captions = tuple(Caption("territory", "Département", (127_000, 24_000), rank=2) for _ in range(40))
    placed = place(scene(captions=captions), PAGE)
    assert 0 < len(placed.labels) < 40
    assert not any(overlap(a.box, b.box) for a, b in combinations(placed.labels, 2))


def test_a_pole_that_is_named_names_its_territory_too():
    captions = (
        Caption("territory", "Ville", (127_000, 27_000), rank=2),
        Caption("territory", "Pays", (127_000, 20_000)),
    )
    placed = place(scene(marks=(Mark("p", "Ville", (127_000, 24_000), 2, ""),), captions=captions), PAGE)
    assert [(label.kind, label.lines[0].text) for label in placed.labels] == [("pole", "Ville"), ("territory", "Pays")]


def test_a_name_of_an_area_keeps_clear_of_what_is_written_there():
    marks = (Mark("p", "Une ville", (137_000, 24_000), 1, ""),)
    placed = place(scene(marks=marks, captions=(Caption("country", "Pays", (137_100, 24_000)),)), PAGE)
    country, pole = placed.labels
    assert (country.kind, pole.kind) == ("country", "pole")
    assert country.box[3] <= pole.box[1] or country.box[1] >= pole.box[3]


def test_a_place_is_free_where_it_overlaps_nothing_that_is_taken_nor_the_frame():
    chance, room = Random(1), Room(PAGE)

    def boxes(count, most):
        corners = [(chance.uniform(-50, 900), chance.uniform(-50, 750)) for _ in range(count)]
        return [(x, y, x + chance.uniform(1, most), y + chance.uniform(1, most)) for x, y in corners]

    taken = boxes(60, 90)
    for one in taken:
        room.take(*one)
    for one in boxes(400, 120):
        hits = sum(overlap(one, other) for other in taken)
        outside = one[0] < FRAME or one[1] < FRAME or one[2] > PAGE.width - FRAME or one[3] > PAGE.height - FRAME
        assert (room.free(one), room.overlaps(one)) == (not hits and not outside, hits + outside)


def test_a_leader_pays_for_words_more_than_for_flows_and_nothing_for_what_it_starts_in():
    room, boxes = Room(PAGE), ((140, 40, 160, 60), (300, 140, 340, 160))

    def crossed():
        return [room.crossed((150, 150), box) for box in boxes]

    assert crossed() == [0, 0]
    room.take(100, 100, 200, 120)
    assert crossed() == [SOLID, 0]
    room.take(140, 140, 160, 160, weight=1)
    room.take(200, 140, 210, 160, weight=1)
    assert crossed() == [SOLID, 1]
    room.take_leader((250, 100), (250, 200))
    assert crossed()[1] > SOLID


def test_what_several_frontiers_share_is_not_set_as_the_name_of_a_country():
    small = scene(flows=(flow("Pays", 1_000), flow("Deux pays", 500, style="dashed", crossing=(132_100, 20_000))))
    assert [label.lines[0].role.name for label in place(small, PAGE).labels] == ["country", "place"]


def test_a_pole_outside_the_frame_is_left_out():
    marks = (Mark("far", "Loin", (200_000, 24_000), 1, ""),)
    assert place(scene(marks=marks), PAGE).marks == ()


# ---- Legend, texts ----


def test_a_legend_leaves_room_to_the_ring_beside_it():
    alone = place(scene(legend=LEGEND, flows=(flow("a", 5_000),)), PAGE)
    box, ground = alone.legend.box, alone.ground
    beside = (box[2] + 8 - ground.shift_x) / ground.scale, (box[1] + 9 - ground.shift_y) / ground.scale
    marks = (Mark("p", "Ville", beside, 1, ""),)
    moved = place(scene(legend=LEGEND, flows=(flow("a", 5_000),), marks=marks), PAGE).legend.box
    assert (moved[0], moved[1]) != (box[0], box[1])


def test_the_wedge_is_as_high_as_the_widest_flow():
    flows = (flow("a", 5_000), flow("b", 1_000, crossing=(132_100, 22_000)))
    placed = place(scene(flows=flows, legend=LEGEND), PAGE)
    wedge = legend(placed).wedge
    assert wedge.height == pytest.approx(placed.flows[0].width)
    assert {words: height for _, height, words in wedge.gates} == pytest.approx(
        {item.flow.value.replace("000", " 000"): item.width for item in placed.flows}
    )


@pytest.mark.parametrize(
    ("parts", "said"), [({}, True), ({"scaled": False}, True), ({"scaled": False, "direction": "in"}, False)]
)
def test_the_legend_says_under_which_number_flows_of_its_scale_are_drawn_alike(parts, said):
    wedge = replace(WEDGE, minimum="sous {limit} : trait minimal")
    flows = (flow("a", 100_000), replace(flow("b", 10, crossing=(132_100, 22_000)), **parts))
    texts = [item.text for item in place(scene(flows=flows, legend=replace(LEGEND, wedge=wedge)), PAGE).legend.texts]
    # Where two are to scale 36 px are 100,000 and 1.3 px 3,611; 20.16 px, and 6,448, where one is.
    limit = "6\u00a0000" if parts else "3\u00a0000"
    assert (f"sous {limit} : trait minimal" in texts) is said
    alone = place(scene(flows=flows[:1], legend=replace(LEGEND, wedge=wedge)), PAGE).legend.texts
    assert not any("minimal" in item.text for item in alone)


def test_the_ramp_writes_its_limits_at_the_joints_of_its_swatches():
    ramp = legend(place(scene(flows=(flow("a", 5_000),), legend=LEGEND), PAGE)).ramp
    assert [words for _, words in ramp.limits] == ["1 000", "5 000"]
    assert [x for x, _ in ramp.limits] == pytest.approx([ramp.step, 2 * ramp.step])


def test_the_legend_stands_below_the_map_on_a_phone():
    flows = (flow("a", 5_000),)
    assert place(scene(flows=flows, legend=LEGEND), PHONE).legend.box[1] >= PHONE.height
    assert place(scene(flows=flows, legend=LEGEND), PHONE).height > PHONE.height
    assert place(scene(flows=flows, legend=LEGEND), PAGE).height == PAGE.height


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_the_scale_bar_is_as_long_as_its_kilometres(form):
    placed = place(scene(), form)
    assert placed.bar.length == pytest.approx(placed.bar.km * 1_000 / 10 * placed.ground.scale)


def test_lines_are_broken_between_words_and_fit():
    text = "à prendre avec précaution, sous deux cents"
    lines = wrap(text, ROLES["legend"], 1.0, 120)
    assert " ".join(lines) == text and len(lines) > 1
    assert max(text_width(line, ROLES["legend"], 1.0) for line in lines) <= 120
    assert wrap("Donaudampfschifffahrt", ROLES["legend"], 1.0, 10) == ["Donaudampfschifffahrt"]


def test_placing_twice_gives_the_same():
    small = scene(flows=fan((24_000, 900), (24_100, 800)), legend=LEGEND)
    assert place(small, PAGE) == place(small, PAGE)


# ---- Every real map ----

REAL = [(selection, form) for selection in real.SELECTIONS for form in FORMATS.values()]
OVERVIEWS = [(selection, form) for selection, form in REAL if not selection.frontiers]
OURS = ("nuts3:FRY30", "country:MF")


@pytest.mark.parametrize(("selection", "form"), OVERVIEWS)
def test_insets_name_their_neighbours_outside_of_france(selection, form):
    for inset in real.placed(selection, form).insets:
        ground, shapes = inset.placed.ground, inset.placed.scene.base.outlines
        parts = [part for shape in shapes if shape.id in OURS for part in line_parts(shape.path) if len(part) > 3]
        ours = union_all([Polygon(ground.points(part)).buffer(0) for part in parts])
        named = [label for label in inset.placed.labels if label.kind == "missing"]
        assert not ours.is_empty
        assert len(named) == len(inset.placed.scene.lines)
        assert [label.lines[0].text for label in named if ours.intersects(box(*label.box))] == []


@pytest.mark.parametrize(("selection", "form"), OVERVIEWS)
def test_figures_stand_at_their_arrows(selection, form):
    figures = [label for label in real.placed(selection, form).labels if label.kind == "flow"]
    assert figures
    assert [label.lines for label in figures if box(*label.box).distance(Point(label.at)) > FARTHEST * 1.42] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_one_pole_of_rank_1_at_most_stays_without_a_name(language):
    whole = real.placed(Selection(language=language), PHONE)
    named = {label.at for label in whole.labels if label.kind == "pole"}
    assert len([placed.mark.name for placed in whole.marks if placed.at not in named]) <= 1


def maps():
    """Every placed map, insets too, as (where, format of the whole, placed scene)."""
    for selection, form in REAL:
        whole = real.placed(selection, form)
        for placed in (whole, *(inset.placed for inset in whole.insets)):
            yield f"{selection.search} {form.name}", form, placed


def box_of(inset):
    x, y, width, height = inset.box
    return x, y, x + width, y + height


def test_no_label_overlaps_another():
    found = [
        (where, a.lines[0].text, b.lines[0].text)
        for where, _, placed in maps()
        for a, b in combinations(placed.labels, 2)
        if overlap(a.box, b.box)
    ]
    assert found == []


def test_no_label_covers_a_ring():
    found = [
        (where, label.lines[0].text, mark.mark.name)
        for where, _, placed in maps()
        for label, mark in product(placed.labels, placed.marks)
        if overlap(label.box, ring(mark))
    ]
    assert found == []


def test_no_label_leaves_the_frame():
    found = [
        (where, label.lines[0].text, label.box)
        for where, _, placed in maps()
        for label in placed.labels
        if min(label.box[:2]) < 0 or label.box[2] > placed.format.width or label.box[3] > placed.format.height
    ]
    assert found == []


def test_no_label_covers_the_legend_or_an_inset():
    found = [
        (where, label.lines[0].text)
        for where, form, placed in maps()
        for label in placed.labels
        for box in (placed.legend.box, *map(box_of, placed.insets))
        if not form.legend_below and overlap(label.box, box)
    ]
    assert found == []


def test_no_label_covers_the_scale_bar():
    found = [
        (where, label.lines[0].text)
        for where, _, placed in maps()
        for label in placed.labels
        if overlap(label.box, bar_box(placed))
    ]
    assert found == []


def test_no_leader_crosses_words_the_legend_an_inset_the_scale_bar_or_another_leader():
    found = []
    for where, form, placed in maps():
        # Twelve arrows, each way, with name and year on a phone's width: there leaders cross what they can't avoid.
        if form is PHONE and where.startswith("?sens=deux"):
            continue
        led = [label for label in placed.labels if label.leader]
        fixed = [bar_box(placed), *map(box_of, placed.insets)]
        fixed += [placed.legend.box] if placed.legend.texts or placed.legend.states else []
        for label in led:
            words = [other.box for other in placed.labels if other is not label]
            crossed = [one for one in (*words, *fixed) if leader(label).intersects(box(*one))]
            found += [(where, label.lines[0].text, one) for one in crossed]
        found += [
            (where, a.lines[0].text, b.lines[0].text) for a, b in combinations(led, 2) if leader(a).crosses(leader(b))
        ]
    assert found == []


def test_the_neighbour_is_named_on_every_map_of_a_frontier():
    found = []
    for selection, form in REAL:
        if selection.frontier and form is PAGE:
            name = Text(selection.language)(f"frontier.{selection.frontier}.neighbour")
            texts = {line.text for label in real.placed(selection, form).labels for line in label.lines}
            if not any(name in text for text in texts):
                found.append((selection.search, name))
    assert found == []


def test_the_legend_and_the_insets_stand_apart_and_inside():
    found = []
    for where, form, placed in maps():
        boxes = [placed.legend.box, *map(box_of, placed.insets)]
        found += [where for a, b in combinations(boxes, 2) if overlap(a, b)]
        found += [where for box in boxes if box[2] > form.width or box[3] > placed.height]
    assert found == []


def test_on_desk_and_slide_figures_stand_on_the_side_of_their_arrows_ends():
    found = []
    for _, form, placed in maps():
        lines = [
            placed.ground.points(part)
            for line in placed.scene.lines
            for part in line_parts(placed.scene.base.shape(f"f-{line.frontier}").path)
        ]
        sides = Sides(lines)
        found += [
            (form.name, label.lines[0].text)
            for label in placed.labels
            if label.kind == "flow" and form is not PHONE and sides.stand(label.at, label.box) != OWN
        ]
    # Without room on their side: in German between Sarrebruck and Deux-Ponts; on a slide of both directions near Lille.
    assert set(found) <= {("page", "Saarpfalz-Kreis"), ("slide", "ZE Lille")}


def test_every_label_of_a_flow_is_shown_with_its_value():
    found = []
    for where, _, placed in maps():
        shown = sorted(line.text for label in placed.labels if label.kind == "flow" for line in label.lines)
        wanted = [item.flow.value for item in placed.flows if item.flow.value]
        found += [(where, value) for value in wanted if value not in shown]
    assert found == []


def test_every_figure_that_is_missing_or_shared_is_said_on_the_map():
    found = []
    for where, _, placed in maps():
        shown = [" ".join(line.text for line in label.lines) for label in placed.labels]
        wanted = [item for item in placed.scene.captions if item.kind in ("missing", "value") and item.rank == 1]
        found += [(where, item.text) for item in wanted if not any(text.startswith(item.text) for text in shown)]
    assert found == []


def test_every_real_width_is_proportional_to_workers_where_it_crosses():
    for where, _, placed in maps():
        scale = width_scale(placed.scene, placed.format, placed.ground)
        for item in placed.flows:
            wanted = max(item.flow.workers * scale, MINIMAL_WIDTH) if item.flow.scaled else MINIMAL_WIDTH
            assert item.width == pytest.approx(wanted), where
            assert widths(item)[-1] == pytest.approx(item.width), where
            if item.flow.crossing and item.flow.direction == "out":
                at = placed.ground.point(item.flow.crossing)
                near = min(range(len(item.centre)), key=lambda n: dist(item.centre[n], at))
                assert widths(item)[near] == pytest.approx(item.width, rel=0.05), where
                assert LineString(item.centre).distance(Point(at)) < 1, where


def test_every_real_flow_crosses_its_frontier():
    found = []
    for where, _, placed in maps():
        for item in placed.flows:
            shape = placed.scene.base.shape(f"f-{item.flow.frontier}")
            parts = [LineString(placed.ground.points(part)) for part in line_parts(shape.path)]
            head = LineString([*item.centre, item.tip])
            if min(part.distance(head) for part in parts) > 2:
                found.append((where, item.flow.name or item.flow.id))
    assert found == []


def test_no_width_passes_what_reads_as_a_map():
    assert max(item.width / placed.format.type_scale for _, _, placed in maps() for item in placed.flows) <= 40


def test_no_text_of_a_placed_map_holds_a_placeholder():
    texts = [
        line.text
        for _, _, placed in maps()
        for line in (*placed.legend.texts, *(part for label in placed.labels for part in label.lines))
    ]
    assert [text for text in texts if re.search(r"[{}]|\bnan\b|\bNone\b", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_of_caution_stands_in_one_line(language):
    legend = real.placed(Selection(frontiers=("fr-de",), language=language), PAGE).legend
    words = Text(language)("legend.caution")
    assert words in {placed.state.text for placed in legend.states}
    assert words in {line.text for line in legend.texts}


def test_the_scale_bar_of_an_inset_is_its_own():
    whole = real.placed(real.SELECTIONS[0], SLIDE)
    assert len(whole.insets) == 2
    for placed in (whole, *(inset.placed for inset in whole.insets)):
        km_px = placed.ground.scale * 1_000 / placed.scene.base.unit_m
        assert hypot(placed.bar.length) == pytest.approx(placed.bar.km * km_px)


def test_what_is_remembered_of_a_place_is_what_would_be_placed_anew():
    filters = {"axis": "2", "priority": "1", "place": "pole:geneve", "action": sorted(real.words().actions)[0]}
    for frontiers, form in product(((), ("fr-ch",), ("fr-be", "fr-de"), ("mf-sx",)), (PAGE, PHONE)):
        plain = real.view(Selection(frontiers=frontiers)).map
        changed = real.view(Selection(frontiers=frontiers, **filters)).map
        assert changed != plain
        place(plain, form)
        remembered = place(changed, form)
        arrangement._remembered.cache_clear()
        assert place(changed, form) == remembered
        assert remembered.scene is changed


def test_scenes_that_differ_in_what_is_placed_are_placed_apart():
    near, far = (scene(marks=(Mark("a", "Ville", at, 1, "Ville"),)) for at in ((130_000, 24_000), (131_000, 24_000)))
    longer = scene(marks=(Mark("a", "Ville-sur-Mer", (130_000, 24_000), 1, "Ville"),))
    boxes = {place(one, PAGE).labels[0].box for one in (near, far, longer)}
    assert len(boxes) == 3
