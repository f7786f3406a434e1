"""The view of the data: every series once, comparable only within its field, holes that are seen as holes."""

from functools import cache
from io import StringIO

import pandas as pd
import pytest

from dashboard.compose import compose, vocabulary
from dashboard.compose.catalogue import ALONE, Series, catalogue, comparable
from dashboard.renderings.table import csv
from dashboard.selection import VIEWS, Selection, parse
from dashboard.text import LANGUAGES, Text, words
from dashboard.view import Matrix, SearchBox, Table, View
from geodata.flows import direction
from geodata.tables import ALL, SCHEMAS
from tests import real, toy


@cache
def atlas():
    return toy.atlas()


def view(**choices) -> View:
    return compose(atlas(), Selection(view="donnees", **choices))


def table(shown: View, name: str) -> Table:
    return next(item for part in shown.sections for item in part.blocks if isinstance(item, Table) and item.id == name)


def coverage(shown: View) -> dict[tuple[str, str, str], str]:
    """State by neighbour, direction and year, empty cells left out."""
    matrix = next(item for part in shown.sections for item in part.blocks if isinstance(item, Matrix))
    return {
        (row.head.text, row.head.note, column.title): cell.signs[0].sign
        for group in matrix.groups
        for row in group.rows
        for cell, column in zip(row.cells, matrix.columns, strict=True)
        if cell.signs
    }


# ---- Series ----


def test_the_toys_series_are_its_fields_by_source():
    assert [series.id for series in catalogue(atlas())] == [
        "flows.residents.census",
        "flows.border-zone.census",
        "flows.insured.register",
        "frontaliers_etrangers_tous_pays.insured.register",
        "part_des_actifs.residents.census",
    ]


def test_every_series_is_listed_once_with_all_of_its_rows():
    shown = table(real.view(Selection(view="donnees")), "series")
    links = [row[0].search for row in shown.rows]
    assert len(links) == len(set(links))
    flows, indicators = real.atlas().flows, real.atlas().indicators
    expected = len(flows.groupby(["field", "source"])) + len(indicators.groupby(["indicator", "field", "source"]))
    assert len(links) == expected
    assert sum(int(row[4].text) for row in shown.rows) == len(flows) + len(indicators)


def test_only_series_that_count_the_same_in_one_field_compare():
    names = (("flows", "a", "s1"), ("flows", "a", "s2"), ("flows", "b", "s1"), ("share", "a", "s1"))
    found = [Series(*name) for name in (*names, ("flows", ALONE[0], "s1"), ("flows", ALONE[0], "s2"))]
    assert [comparable(series, tuple(found)) for series in found] == [1, 1, 0, 0, 0, 0]


def test_an_unknown_field_compares_with_nothing_not_even_itself():
    alone = [series for series in catalogue(real.atlas()) if series.field in ALONE]
    assert len(alone) > 5
    assert {comparable(series, catalogue(real.atlas())) for series in alone} == {0}


def test_every_series_says_producer_period_licence_access_and_what_it_compares_with():
    for row in table(real.view(Selection(view="donnees")), "series").rows:
        what, producer, period, _, figures, licence, compares, _ = row
        assert all((what.text, what.note, producer.text, period.text, licence.text, licence.note, compares.text))
        assert int(figures.text) > 0


def test_every_indicator_has_words_in_each_language():
    known = {f"indicator.{name}" for name in real.atlas().indicators["indicator"]} | {"indicator.flows"}
    for language in LANGUAGES:
        assert known <= set(words(language)), language


def test_a_search_and_a_frontier_narrow_the_series():
    def fields(**choices):
        return {row[0].search.partition("serie=")[2] for row in table(view(**choices), "series").rows}

    assert fields(query="RECENSÉS") == {"flows.residents.census", "part_des_actifs.residents.census"}
    assert fields(frontiers=("fr-ch",)) == {"flows.residents.census", "flows.border-zone.census"}
    box = next(item for part in view(query="zzz").sections for item in part.blocks if isinstance(item, SearchBox))
    assert box.found == "0 sur 5"


# ---- One series ----


def test_a_series_opens_with_each_of_its_rows_and_its_figures_for_the_csv():
    shown = view(series="flows.insured.register")
    rows = table(shown, "rows").rows
    assert [(row[0].text, row[3].text) for row in rows] == [("Espagne → France", "700"), ("Nord → Espagne", "80")]
    assert [figure.workers for figure in shown.figures] == [700.0, 80.0]
    assert "Toy register" in csv(shown, "https://lisiere.example", "2026-11-22")


def test_the_csv_of_a_series_of_indicators_is_its_table():
    shown = view(series="part_des_actifs.residents.census")
    text = csv(shown, "https://lisiere.example", "2026-11-22")
    read = pd.read_csv(StringIO(text), comment="#")
    assert list(read.columns)[3:5] == ["Valeur", "Unité"]
    assert read.iloc[0].tolist()[3:5] == ["42,5", "%"]


def test_the_csv_of_the_catalogue_and_of_the_programme_is_their_table():
    for name, rows in (("donnees", 5), ("programme", 4)):
        text = csv(compose(atlas(), Selection(view=name)), "https://lisiere.example", "2026-11-22")
        assert len(pd.read_csv(StringIO(text), comment="#")) == rows


def test_every_link_to_a_series_leads_to_its_rows():
    known = vocabulary(atlas())
    for row in table(view(), "series").rows:
        there = compose(atlas(), parse(row[0].search, known))
        assert len(table(there, "rows").rows) == int(row[4].text)
        assert row[7].url == f"donnees.csv{row[0].search}"


# ---- Coverage ----


def test_the_coverage_of_the_toy_shows_figures_and_holes():
    assert coverage(view()) == {
        ("Suisse", "Sortants", "2006"): "observed",
        ("Suisse", "Sortants", "2011"): "observed",
        ("Suisse", "Sortants", "2021"): "observed",
        ("Suisse", "Entrants", "sans année"): "not-collected",
        ("Espagne", "Sortants", "2021"): "observed",
        ("Espagne", "Sortants", "sans année"): "observed",
        ("Espagne", "Entrants", "2025"): "observed",
    }


def test_a_figure_of_several_frontiers_is_no_figure_of_its_own():
    found = coverage(real.view(Selection(view="donnees")))
    assert found["Andorre", "Sortants", "2021"] == "joint"
    assert found["Suisse", "Sortants", "2021"] == "observed"


def test_every_row_of_the_flow_table_is_covered_by_a_sign_and_every_sign_by_a_row():
    flows = real.atlas().flows
    names = {name: Text("fr")(f"frontier.{name}.neighbour") for name in real.atlas().frontiers["id"]}
    ways = direction(flows).map({"outbound": "Sortants", "inbound": "Entrants"})
    expected = {
        (names[frontier], way, row.period[:4] or "sans année")
        for row, way in zip(flows.itertuples(), ways, strict=True)
        for frontier in row.frontier.split()
    }
    assert set(coverage(real.view(Selection(view="donnees")))) == expected


# ---- Tables and words ----


def test_every_table_of_the_atlas_is_named_with_its_rows_and_its_command():
    rows = table(real.view(Selection(view="donnees")), "tables").rows
    assert [row[0].text for row in rows] == list(ALL)
    assert [int(row[2].text.replace("\u00a0", "")) for row in rows] == [
        *(len(getattr(real.atlas(), name)) for name in SCHEMAS),
        sum(len(real.atlas().communes(frontier)) for frontier in real.atlas().frontiers["id"]),
    ]
    licences = {row[0].text: row[4].text for row in rows}
    assert "EuroGeographics" in licences["territories"] and "CC BY 4.0" in licences["points"], licences
    assert {row[5].text for row in rows} == {f"python -m geodata export {name}" for name in ALL}


@pytest.mark.parametrize("name", ["programme", "donnees"])
def test_a_sheet_leaves_the_map_behind_and_its_tab_is_chosen(name):
    shown = compose(atlas(), Selection(view=name))
    assert (shown.name, shown.facts, shown.charts) == (name, (), ())
    chosen = [tab.label for tab in shown.tabs if tab.selected]
    assert chosen == [Text("fr")(f"tabs.{name}")]


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_an_address_in_every_other(name):
    shown = compose(atlas(), Selection(view=name))
    assert [parse(tab.search, vocabulary(atlas())).view for tab in shown.tabs] == list(VIEWS)


def test_another_tab_leaves_search_order_and_series_behind():
    tabs = view(query="x", sort="champ", series="flows.residents.census", frontiers=("fr-ch",)).tabs
    assert next(tab.search for tab in tabs if tab.label == "Programme") == "?vue=programme&frontiere=fr-ch"
