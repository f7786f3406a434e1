"""The sheet of one frontier: complete for all twelve, missing is said as missing, every figure with its source."""

import re
from functools import cache
from io import StringIO
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.compose import compose
from dashboard.compose.catalogue import catalogue
from dashboard.compose.frontier_breakdowns import breakdowns
from dashboard.compose.frontier_series import lines, stretches
from dashboard.compose.frontier_shares import KINDS, category_of, common_shares, shares
from dashboard.compose.frontier_sides import accounts
from dashboard.compose.index import index
from dashboard.compose.scope import Scope
from dashboard.compose.words import Words
from dashboard.placement import PAGE
from dashboard.renderings.svg import picture
from dashboard.renderings.table import csv
from dashboard.selection import Selection, parse
from dashboard.text import LANGUAGES, Text, words
from dashboard.view import Branch, Cell, ChartSpec, Fact, Section, Table, View
from geodata.tables import FRONTIER_IDS
from tests import real, toy

ALWAYS = {
    "contents", "both-sides", "both-ways", "since", "breakdowns", "its-poles", "its-cooperations", "its-actions",
    "its-passages",
}  # fmt: skip


@cache
def atlas():
    return toy.atlas()


def shown(frontier: str = "", language: str = "fr", **choices) -> View:
    frontiers = (frontier,) if frontier else ()
    return real.view(Selection(view="frontiere", frontiers=frontiers, language=language, **choices))


def toy_view(*frontiers: str, **choices) -> View:
    return compose(atlas(), Selection(view="frontiere", frontiers=frontiers, **choices))


def scope(frontier: str, language: str = "fr", of=None) -> Scope:
    known = of or real.atlas()
    selection = Selection(view="frontiere", frontiers=(frontier,), language=language)
    return Scope(known, selection, Words(Text(language), index(known)))


def section(view: View, name: str) -> Section:
    return next(item for item in view.sections if item.id == name)


def tables(view: View, name: str) -> list[Table]:
    return [block for block in section(view, name).blocks if isinstance(block, Table)]


def charts(view: View) -> list[ChartSpec]:
    return [*view.charts, *(block for item in view.sections for block in item.blocks if isinstance(block, ChartSpec))]


def cells(view: View) -> list[Cell]:
    found = []
    for item in view.sections:
        for block in item.blocks:
            if isinstance(block, Table):
                found += [cell for row in block.rows for cell in row]
            elif isinstance(block, Branch):
                found.append(block.head)
    return found


# ---- Complete for every frontier ----


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_frontier_has_its_map_and_all_parts(frontier, language):
    view = shown(frontier, language)
    assert (view.name, view.layout, view.language) == ("frontiere", "both", language)
    assert [line.frontier for line in view.map.lines if line.emphasis == "selected"] == [frontier]
    assert {item.id for item in view.sections} >= ALWAYS
    assert all(item.title for item in view.sections)
    assert all(item.blocks or item.note for item in view.sections)


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_its_map_is_the_one_of_the_map_view(frontier):
    own, map_ = shown(frontier).map, real.view(Selection(frontiers=(frontier,))).map
    assert (own.extent, [fill.territory for fill in own.fills]) == (
        map_.extent,
        [fill.territory for fill in map_.fills],
    )
    assert [flow.id for flow in own.flows] == [flow.id for flow in map_.flows]


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_the_contents_lead_to_every_part_once(frontier):
    view = shown(frontier)
    links = [block.head.url for block in section(view, "contents").blocks if isinstance(block, Branch)]
    assert links == [f"#s-{item.id}" for item in view.sections if item.id != "contents"]
    assert len(links) == len(set(links))


def test_a_country_is_named_in_the_language_of_the_page():
    for language, name, home in (
        ("fr", "Suisse", "France"),
        ("en", "Switzerland", "France"),
        ("de", "Schweiz", "Frankreich"),
    ):
        known = scope("fr-ch", language).words
        assert [known.place(place) for place in ("country:CH", "country:FR")] == [name, home]


def test_a_source_whose_title_begins_with_its_producer_is_cited_without_it_twice():
    for source in real.atlas().sources.id:
        credit = scope("fr-ch").words.credit(source)
        assert not credit.startswith("Insee, Insee "), credit


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_title_of_a_chart_begins_with_a_capital_or_a_figure(frontier):
    titles = [block.title for item in shown(frontier).sections for block in item.blocks if isinstance(block, ChartSpec)]
    assert not [title for title in titles if title[0].islower()]


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_poles_actions_and_passages_are_all_there(frontier):
    known, view = real.atlas(), shown(frontier)

    def naming(frame: pd.DataFrame) -> int:
        return int(frame["frontiers"].map(lambda names: frontier in names.split()).sum())

    counts = {name: sum(len(table.rows) for table in tables(view, name)) for name in ALWAYS}
    assert counts["its-poles"] == naming(known.poles)
    assert counts["its-actions"] == naming(known.actions)
    assert counts["its-passages"] == naming(known.passages)
    assert counts["its-cooperations"] == naming(known.cooperations[known.cooperations["on_map"]])


@pytest.mark.parametrize(
    ("language", "said", "where"),
    [
        ("fr", "Les deux villes partagent un train.", "p. 2"),
        ("en", "The two cities share a train.", "p. 2"),
        ("de", "Die beiden Städte teilen einen Zug.", "S. 2"),
    ],
)
def test_what_the_documents_say_is_said_in_the_language_of_the_page(language, said, where):
    (table,) = tables(compose(toy.atlas(), Selection(view="frontiere", frontiers=("fr-ch",), language=language)),
                      "its-passages")  # fmt: skip
    ((text, _, place),) = table.rows
    assert (text.text, text.language, place.note) == (said, "", where)


# ---- Key figures on both sides ----


def test_the_toys_two_sides_are_its_units_inhabitants_and_poles():
    (table,) = tables(toy_view("fr-ch"), "both-sides")
    assert [[cell.text for cell in row[1:]] for row in table.rows] == [
        ["2", "1"],
        ["3\u00a0000", "2\u00a0000"],
        ["1", "1"],
    ]
    assert table.rows[1][1].url == table.rows[1][1].url != ""


def test_inhabitants_that_were_not_read_are_a_dash_with_its_reason():
    (table,) = tables(toy_view("fr-es"), "both-sides")
    here, there = table.rows[1][1:]
    t = Text("fr")
    assert here.text == "1\u00a0000"
    assert (there.text, there.note) == (t("value.absent"), t("border.no_inhabitants"))


def test_the_length_is_the_published_one_with_its_source_and_others_beside_it():
    fact = next(block for block in section(toy_view("fr-es"), "both-sides").blocks if isinstance(block, Fact))
    assert fact.value == "120\u00a0km"
    assert fact.sources and fact.sources[0] in fact.note and "with its winds" in fact.note


def test_a_frontier_without_published_length_says_so():
    fact = next(block for block in section(shown("fr-uk"), "both-sides").blocks if isinstance(block, Fact))
    assert (fact.value, fact.tone) == (Text("fr")("value.absent"), "missing")
    assert len(fact.note) > 40


# ---- Both directions ----


def test_the_toys_directions_stand_side_by_side_and_the_missing_one_says_why():
    out, into = tables(toy_view("fr-ch"), "both-ways")
    assert [row[1].text for row in out.rows] == ["1\u00a0000", "600", "500"]
    (only,) = into.rows
    assert (only[1].text, only[2].note) == (Text("fr")("value.missing"), "Personne ne compte ce sens.")


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
@pytest.mark.parametrize("way", ["out", "in"])
def test_each_direction_has_figures_or_says_that_none_is_collected(frontier, way):
    rows = accounts(scope(frontier), frontier, way)
    assert rows
    facts = [block for block in section(shown(frontier), "both-ways").blocks if isinstance(block, Fact)]
    fact = facts[("out", "in").index(way)]
    # A figure of a part of the other country, as of a province, is no headline.
    counted = [row for row in rows if row.workers is not None and row.levels[0] == "country"]
    assert (fact.tone == "missing") == (not counted)


def test_a_figure_of_several_frontiers_stands_only_where_none_counts_one_alone():
    for frontier in FRONTIER_IDS:
        rows = accounts(scope(frontier), frontier, "out")
        joint = [row for row in rows if len(row.frontiers) > 1 and row.workers is not None]
        alone = [row for row in rows if row.levels == ("country", "country") and row.workers is not None]
        assert not joint or not [row for row in alone if len(row.frontiers) == 1], frontier


# ---- Over time ----


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_a_line_is_of_two_places_one_field_and_one_producer_in_order(frontier):
    for rows in lines(scope(frontier), frontier):
        assert len({(row.home, row.work, row.field, row.direction) for row in rows}) == 1
        assert len({real_producer(row.source) for row in rows}) == 1
        assert len(rows) >= 3
        assert all(first.period < second.period for first, second in pairwise(rows))


def test_a_line_breaks_where_the_data_say_that_the_count_changed():
    rows = next(rows for rows in lines(scope("fr-be"), "fr-be") if rows[0].work == "province:BE-VWV")
    assert [[row.period for row in part] for part in stretches(rows)] == [["1999-06", "2013", "2014"], ["2022"]]
    chart = next(
        block
        for block in section(shown("fr-be"), "since").blocks
        if isinstance(block, ChartSpec) and len(block.series) == 2 and block.id == "line"
    )
    said = Text("fr")("chart.series_title", change="+\u00a0143\u00a0%", first="juin 1999", last="2014")
    assert chart.title.endswith(said)


def real_producer(source: str) -> str:
    sources = real.atlas().sources
    return str(sources.loc[sources["id"] == source, "producer"].iloc[0])


@pytest.mark.parametrize("frontier", ["fr-ch", "fr-lu", "fr-de"])
def test_the_census_begins_in_1999_and_breaks_wherever_field_or_producer_changes(frontier):
    chart = next(block for block in section(shown(frontier), "since").blocks if isinstance(block, ChartSpec))
    assert chart.series[0].values[0].category == "1999"
    assert len(chart.series) >= 3
    spans = [(series.values[0].category, series.values[-1].category) for series in chart.series]
    assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_without_two_figures_of_one_field_the_sheet_says_so():
    part = section(shown("gf-br"), "since")
    assert part.blocks == () and part.note == Text("fr")("border.since_none")


# ---- Breakdowns ----


def test_the_toys_only_breakdown_is_by_sex():
    part = section(toy_view("fr-ch"), "breakdowns")
    (chart,) = [block for block in part.blocks if isinstance(block, ChartSpec)]
    assert [(value.category, value.amount) for value in chart.series[0].values] == [
        ("hommes", 440.0),
        ("femmes", 400.0),
    ]
    assert chart.title == Text("fr")("border.women", share="48\u00a0%")


def test_every_breakdown_between_france_and_a_neighbour_is_on_its_frontier():
    known = real.atlas().indicators
    known = known[known["breakdown"].str.contains("=")]
    pairs = known[
        (known["place"] == "country:FR") & known["other_place"].str.match(r"country:(BE|LU|DE|CH|MC|ES|IT|AD)")
    ]
    assert len(pairs) > 8
    for row in pairs.itertuples():
        frontier = f"fr-{row.other_place[-2:].lower()}"
        found = {(one.measure.breakdown, one.measure.period) for one in shares(scope(frontier), frontier)}
        assert (row.breakdown, row.period) in found


def test_every_broken_down_figure_is_on_the_sheet_of_its_frontier_or_with_those_of_several():
    known = real.atlas().indicators
    on_sheets = [one for frontier in FRONTIER_IDS for one in shares(scope(frontier), frontier)]
    found = {(one.series.id, one.measure) for one in (*on_sheets, *common_shares(scope("fr-ch")))}
    assert len(found) == known["breakdown"].str.contains("=").sum()
    for frontier in FRONTIER_IDS:
        rows = [row for way in ("out", "in") for row in scope(frontier).index.of(frontier, way)]
        wanted = [row for row in rows if (row.sex or row.sector) and row.workers is not None]
        assert set(wanted) <= set(breakdowns(scope(frontier), frontier).rows), frontier


def test_a_breakdown_of_another_frontier_or_of_all_is_on_none():
    for frontier in FRONTIER_IDS:
        for one in shares(scope(frontier), frontier):
            assert one.measure.other_place != "group:voisins-8", frontier
            assert (one.measure.place, one.measure.other_place) != ("country:FR", ""), frontier


def test_every_kind_and_category_has_words_in_every_language():
    named = {
        language: {text for key, text in words(language).items() if key.startswith("border.category.")}
        for language in LANGUAGES
    }
    for language in LANGUAGES:
        here = scope("fr-ch", language)
        t = Text(language)
        for frontier in FRONTIER_IDS:
            for one in shares(here, frontier):
                assert t.has(f"border.kind.{KINDS[one.kind]}")
                assert category_of(here, one) in named[language], one.category


def test_every_broken_down_figure_leads_to_its_series_in_the_data():
    ids = {series.id for series in catalogue(real.atlas())}
    for frontier in FRONTIER_IDS:
        for table in tables(shown(frontier), "breakdowns"):
            for row in table.rows:
                if row[2].search:
                    asked = parse(row[2].search, real.words())
                    assert (asked.view, asked.series in ids) == ("donnees", True)


# ---- Every figure with its source ----


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_chart_has_caption_table_source_and_text(frontier):
    for chart in charts(shown(frontier)):
        assert all((chart.title, chart.caption, chart.alt, chart.unit, chart.columns, chart.rows, chart.sources))
        assert {len(row) for row in chart.rows} == {len(chart.columns)}
        assert chart.series and all(series.values for series in chart.series)


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_source_of_a_shown_figure_is_cited(frontier):
    view = shown(frontier)
    cited = {reference.id for note in view.notes for reference in note.references}
    assert {figure.source for figure in view.figures if figure.workers is not None} <= cited


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_the_file_holds_every_flow_that_the_sheet_shows(frontier):
    view = shown(frontier)
    rows = pd.read_csv(StringIO(csv(view, "https://lisiere.example", "2026-11-22")), comment="#")
    assert len(rows) == len(view.figures) > 0
    written = set(rows["workers"].dropna())
    for chart in charts(view):
        if chart.id in ("cut", "series", "line"):
            values = {value.amount for series in chart.series for value in series.values if value.amount is not None}
            assert values <= written, chart.title
    for way in ("out", "in"):
        assert {row.workers for row in accounts(scope(frontier), frontier, way)} - {None} <= written


@pytest.mark.parametrize("frontier", ["fr-de", "gf-br"])
def test_its_picture_is_its_map(frontier):
    drawn = [
        picture(view, form=PAGE, lines=()) for view in (shown(frontier), real.view(Selection(frontiers=(frontier,))))
    ]
    assert re.sub("href=.[^ >]*", "", drawn[0]) == re.sub("href=.[^ >]*", "", drawn[1])


def test_no_zero_stands_for_workers_and_nothing_shows_its_machinery():
    for frontier in FRONTIER_IDS:
        for language in LANGUAGES:
            view = shown(frontier, language)
            texts = [text for cell in cells(view) for text in (cell.text, cell.note)]
            assert not [text for text in texts if "nan" in text.split() or "None" in text or "{" in text]
            for table in tables(view, "both-ways"):
                assert "0" not in {row[1].text for row in table.rows}


def test_every_link_is_a_canonical_address_in_the_same_language():
    for language in LANGUAGES:
        for frontier in ("", *FRONTIER_IDS):
            for cell in cells(shown(frontier, language)):
                if cell.search:
                    asked = parse(cell.search, real.words())
                    assert (asked.search, asked.language) == (cell.search, language)


def test_a_pole_leads_to_its_own_sheet():
    (table,) = tables(shown("fr-ch"), "its-poles")
    asked = parse(table.rows[0][0].search, real.words())
    assert asked.view == "poles" and asked.place.startswith("pole:")


# ---- None, several ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_no_frontier_the_sheet_offers_all_twelve_with_their_state(language):
    view = shown("", language)
    assert view.layout == "sheet"
    (table,) = tables(view, "choice")
    links = [parse(row[0].search, real.words()) for row in table.rows]
    assert [link.frontiers for link in links] == [(frontier,) for frontier in FRONTIER_IDS]
    assert {link.view for link in links} == {"frontiere"}
    signs = [row[0].signs[0].sign for row in table.rows]
    assert signs.count("not-collected") == 4


def test_with_several_the_sheet_says_that_it_is_of_one_and_leads_to_their_comparison():
    view = real.view(Selection(view="frontiere", frontiers=("fr-lu", "fr-ch")))
    assert view.layout == "sheet" and view.subtitle == Text("fr")("border.subtitle_all")
    branches = [block.head for block in section(view, "choice").blocks if isinstance(block, Branch)]
    compared = parse(branches[0].search, real.words())
    assert (compared.view, set(compared.frontiers)) == ("comparer", {"fr-lu", "fr-ch"})
    (table,) = tables(view, "choice")
    assert len(table.rows) == 2
