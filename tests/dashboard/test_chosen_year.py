"""A year that is chosen: what the real views draw and say is of that year, or says of which it is beside the figure."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from dashboard.compose.index import index
from dashboard.compose.series import headline, periods
from dashboard.selection import Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import Flow, MapFigures, MapScene, View
from geodata.tables import FRONTIER_IDS
from tests import real

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Those of the census, offered for all frontiers, and two that only a link from another view asks for.
YEARS = (*periods(index(real.atlas())), "2013", "2023-06")
SETS = (("fr-lu", "fr-ch"), ("fr-de", "fr-be", "fr-mc"), ("fr-es", "fr-it"))


def asked(*directions: str) -> Iterator[tuple[str, View]]:
    """Every year asked for and its views: the map of all frontiers and of each, a sheet, some side by side."""
    views = [("carte", chosen) for chosen in (*real.CHOICES, *SETS)]
    views += [("frontiere", ("fr-ch",)), *product(("comparer", "frontiere"), SETS)]
    for year, (name, frontiers), way in product(YEARS, views, directions):
        yield year[:4], real.view(Selection(view=name, frontiers=frontiers, period=year, direction=way))


def maps(view: View) -> list[tuple[MapScene, str]]:
    """The maps of a view, small ones too, each with the words above it."""
    figures = [block for section in view.sections for block in section.blocks if isinstance(block, MapFigures)]
    small = [(figure.scene, figure.note) for block in figures for figure in block.figures]
    return [*([(view.map, view.title)] if view.mapped else []), *small]


def counted(label: str) -> str:
    """The year of a figure by the words that its shape is called by: the last of them."""
    return YEAR.findall(label)[-1]


def beside(scene: MapScene, flow: Flow) -> str:
    """What stands beside an arrow; one of several frontiers together is labelled once."""
    return " ".join(other.note for other in scene.flows if (other.field, other.workers) == (flow.field, flow.workers))


def test_a_map_draws_the_year_asked_for_or_says_another_beside_the_figure():
    found = []
    for year, view in asked("deux", "entrants"):
        for scene, above in maps(view):
            wedge = scene.legend.wedge.note if scene.legend.wedge else above
            fills = (fill.label for fill in scene.fills if fill.style != "bare")
            found += [(view.search, label) for label in fills if counted(label) != year]
            for flow in scene.flows:
                drawn = counted(flow.label)
                everywhere = drawn in above and drawn in wedge
                if drawn != year and drawn not in beside(scene, flow) and not everywhere:
                    found.append((view.search, flow.label))
    assert found == []


def test_a_scale_says_the_year_of_what_is_drawn_to_it():
    for _, view in asked("deux"):
        ramp, wedge = view.map.legend.ramp, view.map.legend.wedge
        said = set(YEAR.findall(" ".join(scale.note for scale in (ramp, wedge) if scale is not None)))
        drawn = [flow.label for flow in view.map.flows if flow.scaled]
        drawn += [fill.label for fill in view.map.fills if fill.style != "bare"]
        assert {counted(label) for label in drawn} == said, view.search


def test_titles_facts_charts_and_the_rail_say_the_year_of_every_figure():
    found = []
    for _, view in asked("deux", "entrants"):
        flows = [fact.note for fact in view.facts if fact.tone in ("out", "in")]
        flows += [chart.caption for chart in view.charts if chart.id in ("cut", "compare")]
        flows += [view.title] if view.name != "frontiere" and re.search(r"\d", view.title) else []
        flows += [f"{row.note} {view.rail.caption}" for row in view.rail.rows if re.search(r"\d", row.value)]
        found += [(view.search, text) for text in flows if not YEAR.search(text)]
    assert found == []


@pytest.mark.parametrize("frontier", ["", *FRONTIER_IDS])
def test_a_year_that_the_filter_offers_is_that_of_title_map_and_rail(frontier):
    chosen = Selection(frontiers=(frontier,) if frontier else ())
    (offered,) = (one.options for one in real.view(chosen).filters if one.id == "period")
    for option in offered[1:]:
        if option.search:
            shown = real.view(parse(option.search, real.words()))
            said = (shown.title, shown.rail.caption, shown.facts[0].note)
            assert [YEAR.findall(text) for text in said] == [[option.label]] * 3
            assert {counted(flow.label) for flow in shown.map.flows} == {option.label}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_the_year_has_no_places_the_map_shows_the_whole_and_the_subtitle_says_why(language):
    shown = real.view(Selection(frontiers=("fr-ch",), period="2014", language=language))
    assert [flow.workers for flow in shown.map.flows] == [170_300]
    assert {fill.style for fill in shown.map.fills} == {"bare"}
    assert YEAR.findall(shown.subtitle) == ["2014", "2014", "2025"]
    assert "series" not in {one.id for one in shown.filters}


def test_figures_of_several_frontiers_together_are_of_those_that_the_texts_name():
    known = index(real.atlas())
    rows = (headline(known, name, way, year) for name in FRONTIER_IDS for way in ("out", "in") for year in ("", *YEARS))
    together = {row.frontiers for row in rows if row is not None and len(row.frontiers) > 1 and row.workers is not None}
    assert together == {("fr-it", "fr-es", "fr-ad")}
    assert Text("fr")("map.joint") == "Italie, Espagne, Andorre"
