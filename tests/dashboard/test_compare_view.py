"""Two to four borders side by side: on one scale where one series covers them all, else unjoined."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TypeVar

import pandas as pd
import pytest

from dashboard.compose import compose
from dashboard.compose.compare import compare
from dashboard.compose.compare_choice import MOST
from dashboard.compose.compare_series import chosen, segments, shared
from dashboard.compose.compare_table import compared as rows_of
from dashboard.compose.index import index
from dashboard.compose.scope import Scope
from dashboard.compose.words import Words
from dashboard.placement import place
from dashboard.renderings import multiples, sheets, svg, table
from dashboard.selection import Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import ChartSpec, Choices, MapFigures, Section, Table, View
from geodata.atlas import Atlas
from geodata.crs import FRAMES
from geodata.tables import FRONTIER_IDS
from tests import real, toy

PAIRS = tuple(combinations(FRONTIER_IDS, 2))
SETS = (("fr-ch", "fr-lu"), ("gf-br", "fr-lu"), ("fr-mc", "mf-sx", "gf-br"), ("fr-ch", "fr-lu", "fr-de", "fr-be"))
COVERED = frozenset(("fr-be", "fr-lu", "fr-de", "fr-ch", "fr-mc", "fr-es"))
USED, DEFINED = re.compile(r'(?:href="|url\()#([\w-]+)'), re.compile(r'(?<![\w-])id="([\w-]+)"')
TOY = ("fr-ch", "fr-es")
Kind = TypeVar("Kind")


def selected(*frontiers: str, **changes: str) -> Selection:
    return Selection(view="comparer", frontiers=frontiers, **changes)


def scope(atlas: Atlas, selection: Selection) -> Scope:
    return Scope(atlas, selection, Words(Text(selection.language), index(atlas)))


@cache
def compared(*frontiers: str) -> View:
    return real.view(selected(*frontiers))


def section(view: View, name: str) -> Section | None:
    return next((part for part in view.sections if part.id == name), None)


def blocks(view: View, name: str, kind: type[Kind]) -> list[Kind]:
    """The blocks of one kind of a section; none where there is no such section."""
    part = section(view, name)
    return [block for block in part.blocks if isinstance(block, kind)] if part is not None else []


def figures_of(view: View) -> MapFigures:
    return blocks(view, "maps", MapFigures)[0]


def charts(view: View, name: str) -> list[ChartSpec]:
    return blocks(view, name, ChartSpec)


def listed(view: View, name: str) -> Table:
    return blocks(view, name, Table)[0]


def periods_told(view: View) -> list[str]:
    return [note.text for note in view.notes if note.head == Text("fr")("filter.period")]


def test_a_year_without_figures_is_said_with_what_stands_in_for_it():
    one = Text("fr")("note.no_period_one", asked="2006", shown="2021")
    assert periods_told(compose(toy.atlas(), selected(*TOY, period="2006"))) == [one]
    assert periods_told(compose(toy.atlas(), selected(*TOY, period="2021"))) == []
    # Without one series for all, each frontier shows its own: Luxembourg has the year, Spain another.
    (told,) = periods_told(real.view(selected("fr-lu", "fr-es", "mf-sx", period="1999")))
    assert "Espagne (2018)" in told and "Luxembourg" not in told and "Sint Maarten" not in told


def choice(view: View, name: str) -> Choices:
    return next(block for block in blocks(view, "choice", Choices) if block.id == name)


@cache
def grown() -> Atlas:
    """The toy with two more figures of its narrower field: Spain's border zone, 100 in 2006 and 150 in 2011."""
    atlas = toy.atlas()
    zones = atlas.flows[atlas.flows["field"] == "border-zone"]
    more = zones.assign(work="country:ES", frontier="fr-es", workers=[150.0, 100.0])
    return replace(atlas, flows=pd.concat([atlas.flows, more], ignore_index=True))


# ---- One series ----


def test_one_series_covers_both_borders_of_the_toy():
    (one,) = shared(index(toy.atlas()), TOY, "out")
    assert (one.field, one.source, one.period) == ("residents", "census", "2021")
    assert [row.workers for row in one.rows] == [1000, 300]
    assert one.widest == 1000


def test_figures_come_in_the_order_in_which_borders_were_chosen():
    (one,) = shared(index(toy.atlas()), TOY[::-1], "out")
    assert [row.workers for row in one.rows] == [300, 1000]
    assert [item.id for item in figures_of(compared("fr-lu", "fr-ch")).figures] == ["fr-lu", "fr-ch"]


def test_a_direction_that_nobody_counts_is_covered_by_no_series():
    assert shared(index(toy.atlas()), TOY, "in") == ()


def test_one_border_alone_is_compared_with_nothing():
    assert shared(index(toy.atlas()), ("fr-ch",), "out") == ()


def test_every_shared_series_is_of_one_source_one_field_and_one_year():
    for pair in PAIRS:
        for way in ("out", "in"):
            for one in shared(index(real.atlas()), pair, way):
                assert {(row.field, row.source, row.period) for row in one.rows} == {
                    (one.field, one.source, one.period)
                }
                assert one.period
                assert [row.frontiers for row in one.rows] == [(frontier,) for frontier in pair]


def test_the_latest_census_leads_and_an_earlier_one_may_be_asked_for():
    found = shared(index(real.atlas()), ("fr-ch", "fr-lu"), "out")
    assert [one.period for one in found] == ["2021", "2018", "2014", "2015", "2010"]
    assert [chosen(found, period) for period in ("", "2018", "1999")] == [found[0], found[1], found[0]]
    view = real.view(selected("fr-ch", "fr-lu", period="2018"))
    assert {figure.period for figure in view.figures[:2]} == {"2018"}
    assert "2018" in view.title


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_only_what_one_series_covers_is_ranked_and_scaled(pair):
    view, covered = compared(*pair), set(pair) <= COVERED
    block = figures_of(view)
    flows = [flow for item in block.figures for flow in item.scene.flows]
    assert (section(view, "ranked") is not None) == covered
    assert {flow.scaled for flow in flows} <= {covered}
    assert {item.scene.widest > 0 for item in block.figures} == {covered}
    assert (block.legend.wedge is not None) == covered
    if not covered:
        words = Text("fr")("compare.title_parted_out", names="")
        assert view.title.endswith(words) or "sans ventilation" in view.title
        assert section(view, "index") is None


def test_bars_are_ranked_by_figure_and_not_by_choice():
    (spec,) = charts(compared("fr-lu", "fr-ch", "fr-de"), "ranked")
    assert [value.amount for value in spec.series[0].values] == [224_000, 105_000, 50_000]
    assert [row[0] for row in spec.rows] == ["1", "2", "3"]


def test_the_title_says_how_many_times_more():
    view = compose(toy.atlas(), selected(*TOY))
    assert "3,3 fois plus" in view.title


def test_a_figure_published_for_the_chosen_ones_together_is_the_title_and_never_split():
    view = compared("fr-es", "fr-it", "fr-ad")
    assert "≈\u00a05\u00a0000" in view.title
    flows = [flow for item in figures_of(view).figures for flow in item.scene.flows if item.id != "fr-es"]
    assert {flow.style for flow in flows} == {"dashed"}
    assert section(view, "ranked") is None


# ---- Index ----


def test_an_index_begins_with_the_first_common_year_and_stays_in_its_field():
    (stretch,) = segments(index(grown()), TOY)
    assert [(one.field, one.period) for one in stretch] == [("border-zone", "2006"), ("border-zone", "2011")]
    swiss, spanish = charts(compose(grown(), selected(*TOY)), "index")
    assert [value.amount for value in swiss.series[0].values] == [100, 120]
    assert [value.amount for value in spanish.series[0].values] == [100, 150]
    assert swiss.top == spanish.top == 150
    assert "2006" in swiss.caption
    assert "+\u00a020\u00a0%" in swiss.title


def test_a_border_without_two_common_years_is_not_indexed():
    assert segments(index(toy.atlas()), TOY) == ()
    assert section(compose(toy.atlas(), selected(*TOY)), "index") is None


def test_an_index_starts_again_after_a_break():
    for pair in combinations(sorted(COVERED), 2):
        found = charts(compared(*pair), "index")
        assert len(found) == 2
        for spec in found:
            assert {series.values[0].amount for series in spec.series} == {100}
            assert len({series.name for series in spec.series}) == len(spec.series)
            for series in spec.series:
                assert series.values[0].category in spec.caption


def test_indexed_charts_share_their_years_and_their_scale():
    found = charts(compared("fr-ch", "fr-lu", "fr-de", "fr-be"), "index")
    assert len(found) == 4
    assert len({spec.top for spec in found}) == 1
    assert len({tuple(value.category for series in spec.series for value in series.values) for spec in found}) == 1


# ---- Maps ----


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
@pytest.mark.parametrize("form", multiples.SIZES, ids=lambda form: form.name)
def test_all_maps_have_the_same_kilometres_per_pixel(frontiers, form):
    scenes = [item.scene for item in figures_of(compared(*frontiers)).figures]
    placed = [place(scene, form) for scene in scenes]
    scales = [one.ground.scale * 1000 / one.scene.base.unit_m for one in placed]
    assert scales == pytest.approx([scales[0]] * len(scales))
    assert {round(scene.extent.width / scene.extent.height, 6) for scene in scenes} == {form.width / form.height}


@pytest.mark.parametrize("form", multiples.SIZES, ids=lambda form: form.name)
def test_width_is_workers_by_one_scale_on_all_maps_and_in_their_key(form):
    block = figures_of(compared("fr-ch", "fr-lu", "fr-be"))
    flows = [flow for item in block.figures for flow in place(item.scene, form).flows]
    scales = [flow.width / flow.flow.workers for flow in flows]
    assert max(flow.width for flow in flows) == form.widest_flow
    assert scales == pytest.approx([scales[0]] * 3)
    wedge = multiples.key_of(block, form).legend.wedge
    assert wedge is not None
    assert wedge.height == pytest.approx(wedge.wedge.ticks[-1][0] * scales[0])


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
def test_every_map_holds_its_frontier(frontiers):
    for item in figures_of(compared(*frontiers)).figures:
        shape, window = item.scene.base.shape(f"f-{item.id}"), item.scene.extent
        assert shape is not None
        line = shape.extent
        assert window.min_x < line.min_x
        assert window.max_x > line.max_x
        assert window.min_y < line.min_y
        assert window.max_y > line.max_y


def test_a_frontier_too_small_for_the_scale_is_drawn_closer_too():
    closer = {item.id: len(item.scene.insets) for item in figures_of(compared("fr-mc", "mf-sx", "gf-br")).figures}
    assert closer == {"fr-mc": 1, "mf-sx": 1, "gf-br": 0}
    assert not any(item.scene.insets for item in figures_of(compared("fr-ch", "fr-lu")).figures)


@pytest.mark.parametrize("form", multiples.SIZES, ids=lambda form: form.name)
@pytest.mark.parametrize("frontiers", [("mf-sx", "fr-ch"), ("fr-mc", "mf-sx", "fr-uk", "gf-br")], ids="+".join)
def test_an_inset_leaves_the_frontier_that_it_enlarges_in_sight(frontiers, form):
    for item in figures_of(compared(*frontiers)).figures:
        placed = place(item.scene, form)
        shape = item.scene.base.shape(f"f-{item.id}")
        assert shape is not None
        left = shape.extent.min_x * placed.ground.scale + placed.ground.shift_x
        right = shape.extent.max_x * placed.ground.scale + placed.ground.shift_x
        assert right < form.width
        assert all(inset.box[0] + inset.box[2] < left for inset in placed.insets)


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
def test_a_small_map_stands_by_itself_as_a_picture(frontiers):
    for item in figures_of(compared(*frontiers)).figures:
        for form in multiples.SIZES:
            drawn = svg.still(place(item.scene, form))
            assert set(USED.findall(drawn)) <= set(DEFINED.findall(drawn))
            assert "<a " not in drawn


def test_the_page_draws_small_maps_once_a_size_with_ids_of_their_own():
    view = compared("fr-ch", "fr-lu", "fr-de", "fr-be")
    drawn = str(sheets.markup(view))
    ids = DEFINED.findall(drawn)
    assert len(ids) == len(set(ids))
    assert set(USED.findall(drawn)) <= set(ids) | set(DEFINED.findall(svg.map_section(view)))
    assert drawn.count('class="small-map"') == 4
    assert len(re.findall(r'<g class="bar halo"', drawn)) == len(multiples.SIZES)


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
@pytest.mark.parametrize("form", multiples.SIZES, ids=lambda form: form.name)
def test_no_label_of_a_small_map_lies_on_another(frontiers, form):
    for item in figures_of(compared(*frontiers)).figures:
        boxes = [label.box for label in place(item.scene, form).labels]
        assert boxes
        for (a0, b0, a1, b1), (c0, d0, c1, d1) in combinations(boxes, 2):
            assert a1 <= c0 or c1 <= a0 or b1 <= d0 or d1 <= b0


# ---- Table and figures ----


def test_every_cell_that_compares_is_of_one_field_source_and_year():
    at = scope(real.atlas(), selected("fr-ch", "fr-lu"))
    found = shared(at.index, ("fr-ch", "fr-lu"), "out")
    kept = list(rows_of(at, ("fr-ch", "fr-lu"), found, segments(at.index, ("fr-ch", "fr-lu"))))
    names = {measure.name for measure in kept if not measure.comparable}
    assert Text("fr")("compare.latest_in") in names
    assert Text("fr")("compare.length") in names
    compared_rows = listed(compared("fr-ch", "fr-lu"), "alike").rows
    assert len(compared_rows) == sum(row.comparable for row in kept)
    assert names.isdisjoint(row[0].text for row in compared_rows)


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
def test_every_cell_says_its_field_year_and_source_or_why_it_is_empty(frontiers):
    view = compared(*frontiers)
    tables = [listed(view, name) for name in ("alike", "apart")]
    for row in (row for one in tables for row in one.rows):
        assert len(row) == len(frontiers) + 1
        for cell in row[1:]:
            assert cell.text
            assert cell.note


@pytest.mark.parametrize("frontiers", SETS, ids="+".join)
@pytest.mark.parametrize("direction", ["sortants", "entrants"])
def test_the_figures_given_are_those_in_the_tables_and_no_more(frontiers, direction):
    view = real.view(selected(*frontiers, direction=direction))
    cells = [cell for name in ("alike", "apart") for row in listed(view, name).rows for cell in row[1:]]
    texts = {re.sub(r"\D", "", cell.text) for cell in cells}
    given = {f"{figure.workers:.0f}" for figure in view.figures if figure.workers is not None}
    assert given <= texts
    assert {figure.frontier for figure in view.figures} <= set(frontiers)
    lines = table.csv(view, "https://lisiere.example", "2026-11-22").splitlines()
    assert sum(not line.startswith("#") for line in lines) == len(view.figures) + 1


# ---- Choice ----


def test_without_a_choice_there_are_links_and_sets_worth_comparing():
    view = compared()
    assert len(choice(view, "add").options) == len(FRONTIER_IDS)
    rows = listed(view, "proposals").rows
    links = [parse(row[0].search, real.words()) for row in rows]
    assert all(link.view == "comparer" and 2 <= len(link.frontiers) <= MOST for link in links)
    assert len({frozenset(link.frontiers) for link in links}) == len(links)
    assert ("gf-br", "gf-sr") in {link.frontiers for link in links}


def test_with_one_border_every_other_is_proposed_and_those_that_compare_come_first():
    rows = listed(compared("fr-ch"), "proposals").rows
    assert len(rows) == len(FRONTIER_IDS) - 1
    missing = [row[1].text == Text("fr")("compare.no_series") for row in rows]
    assert missing == sorted(missing)
    assert sum(missing) == len(FRONTIER_IDS) - len(COVERED)


def test_links_add_a_border_at_the_end_and_take_one_away():
    view = compared("fr-lu", "fr-ch")
    added = parse(choice(view, "add").options[0].search, real.words())
    assert added.frontiers == ("fr-lu", "fr-ch", "fr-be")
    left = [parse(option.search, real.words()).frontiers for option in choice(view, "remove").options]
    assert left == [("fr-ch",), ("fr-lu",)]


def test_the_rail_adds_a_border_and_takes_it_away_again():
    rows = {row.frontier: row for row in compared("fr-lu", "fr-ch").rail.rows}
    assert parse(rows["fr-be"].search, real.words()).frontiers == ("fr-lu", "fr-ch", "fr-be")
    assert parse(rows["fr-lu"].search, real.words()).frontiers == ("fr-ch",)
    assert rows["fr-lu"].selected


def test_of_more_than_four_the_first_four_are_compared_and_the_others_named():
    view = compared("fr-mc", "fr-ch", "fr-lu", "fr-de", "fr-be", "gf-br")
    assert [item.id for item in figures_of(view).figures] == ["fr-mc", "fr-ch", "fr-lu", "fr-de"]
    said = choice(view, "left").label
    assert "France – Belgique" in said
    assert "Guyane – Brésil" in said
    assert "Monaco" not in said


def test_four_borders_leave_no_room_for_a_fifth():
    parts = [block.id for block in blocks(compared("fr-ch", "fr-lu", "fr-de", "fr-be"), "choice", Choices)]
    assert "add" not in parts
    assert "full" in parts


def test_where_no_series_covers_all_the_largest_set_that_one_covers_is_a_link():
    option = choice(compared("gf-br", "fr-ch", "fr-lu"), "covered").options[0]
    assert parse(option.search, real.words()).frontiers == ("fr-ch", "fr-lu")


def test_borders_keep_their_order_where_they_are_compared_and_only_there():
    asked = parse("?vue=comparer&frontiere=fr-ch,fr-lu,fr-ch", real.words())
    assert asked.frontiers == ("fr-ch", "fr-lu")
    assert asked.search == "?vue=comparer&frontiere=fr-ch,fr-lu"
    assert asked.but(view="carte").search == "?frontiere=fr-lu,fr-ch"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("frontiers", [(), ("fr-es",), *SETS], ids="+".join)
def test_every_link_is_a_canonical_address_of_the_same_language(frontiers, language):
    drawn = str(sheets.markup(real.view(selected(*frontiers, language=language))))
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]*)"', drawn)}
    assert links
    for link in links:
        asked = parse(link, real.words())
        assert asked.search == link
        assert asked.language == language


def test_the_sheet_is_that_of_its_function():
    at = scope(real.atlas(), selected("fr-ch", "fr-lu"))
    assert compare(at).sections == compared("fr-ch", "fr-lu").sections
    assert not compared("fr-ch", "fr-lu").mapped
    assert {FRAMES[item.scene.base.frame].name for item in figures_of(compared("gf-br", "fr-lu")).figures} == {
        "guyane",
        "metropole",
    }


def test_an_indicator_without_its_like_elsewhere_is_the_first_of_its_frontier():
    sheet = compared("fr-ch", "fr-lu")
    tables = [block for section in sheet.sections for block in section.blocks if isinstance(block, Table)]
    rows = {row[0].text: row for block in tables for row in block.rows}
    cell = rows[Text("fr")("interdependence.dependence.name")][1]
    assert cell.text == "24\u00a0%" and cell.note.startswith("Genève")
