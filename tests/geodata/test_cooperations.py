"""Cooperations and passages: lists, doubts, and what they cite."""

import pandas as pd
import pytest

from geodata import snapshots
from geodata.cooperations import cooperations
from geodata.errors import SchemaError
from geodata.passages import passages
from geodata.tables import FRONTIER_IDS

KINDS = {
    "agglomeration", "agreement", "association", "city-network", "conference", "eurodistrict", "euroregion", "gect",
    "health-project", "infrastructure", "park", "pole-metropolitain", "project", "university-network",
    "working-community", "working-group",
}  # fmt: skip
LANGUAGES = ("fr", "en", "de")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return cooperations(snapshots.read("cooperations"))


@pytest.fixture(scope="module")
def sayings() -> pd.DataFrame:
    return passages(snapshots.read("passages"))


def cited(cells: pd.Series) -> set[str]:
    return {name for cell in cells for name in cell.split()}


def test_missing_population_is_missing_and_not_zero():
    row = snapshots.read("cooperations").head(1).assign(population="", area_km2="12")
    table = cooperations(row)
    assert pd.isna(table["population"].iloc[0])
    assert table["area_km2"].tolist() == [12.0]


def test_member_intercommunalities_join_the_known_members_where_they_are_territories():
    row = snapshots.read("cooperations").head(1)
    row = row.assign(member_places="region:32 pole:lille", member_epci="epci:1 epci:2 epci:1")
    assert cooperations(row, {"epci:1"})["member_places"].tolist() == ["region:32 pole:lille epci:1"]
    assert cooperations(row)["member_places"].tolist() == ["region:32 pole:lille"]


def test_repeated_cooperation_is_refused():
    row = snapshots.read("cooperations").head(1)
    with pytest.raises(SchemaError, match="cooperations: row 1 repeats the key"):
        cooperations(pd.concat([row, row], ignore_index=True))


def test_lists_separated_by_semicolons_or_spaces_come_out_alike():
    row = {"document": "d", "theme": "general"}
    row |= {f"page_{language}": "1" for language in LANGUAGES} | {f"text_{language}": "Un." for language in LANGUAGES}
    row |= {"frontiers": "fr-ch; fr-de", "poles": "a;b c", "cooperations": ""}
    found = passages(pd.DataFrame([row])).iloc[0]
    assert [found["frontiers"], found["poles"], found["cooperations"]] == ["fr-ch fr-de", "a b c", ""]


@pytest.mark.parametrize(
    "name",
    [
        "pole-centre-franche-comte", "sillon-lorrain", "arcjurassien", "arcjurassien-ch", "unigr", "eucor",
        "communaute-du-savoir", "rarenet", "offre-soins-pamina", "trisan", "innovarc", "cci-cerdagne",
        "gt-coop-metropolitaines", "eurodistrict-pamina", "gect-hopital-cerdagne", "eurodistrict-catalan",
        "euroregion-naen", "grenelle-mobilites",
    ],
)  # fmt: skip
def test_structure_that_a_document_names_is_there(table, name):
    assert name in set(table["id"])


def test_merged_closed_and_unbordered_cooperations_are_off_the_map_and_say_why(table):
    hidden = table[~table["on_map"]]
    assert set(hidden["id"]) == {
        "gect-rhine-alpine", "gect-espace-pourtalet", "gect-huesca-hautes-pyrenees", "gect-interreg-iva-grande-region",
        "tunnel-bielsa", "mot",
    }  # fmt: skip
    assert (hidden["note"] != "").all()


def test_every_cooperation_has_frontiers_a_kind_and_a_source(table):
    assert (table["frontiers"] != "").all()
    assert cited(table["frontiers"]) == set(FRONTIER_IDS)
    assert set(table["kind"]) <= KINDS
    names = ("sources_cooperations", "sources_figures")
    assert cited(table["source"]) <= set(pd.concat([snapshots.read(name) for name in names])["id"])


def test_members_hold_no_reading_notes(table):
    assert not table["members"].str.contains(r"[\[\]]|non lu").any()


def test_poles_that_are_cited_exist(table, sayings):
    known = set(snapshots.read("poles")["id"])
    members = {place.removeprefix("pole:") for place in cited(table["member_places"]) if place.startswith("pole:")}
    assert members <= known
    assert cited(sayings["poles"]) <= known


def test_passages_cite_known_cooperations_and_frontiers(table, sayings):
    assert cited(sayings["cooperations"]) <= set(table["id"])
    assert cited(sayings["frontiers"]) <= set(FRONTIER_IDS)


def test_passages_speak_for_themselves(sayings):
    assert len(sayings) == 96
    for language in LANGUAGES:
        text = sayings[f"text_{language}"]
        assert not text.duplicated().any()
        assert text.str.endswith(".").all()
    quoting = sayings.loc[sayings["text_fr"].str.contains('["«]'), "text_fr"]
    assert quoting.str.extract("« (.*) »", expand=False).tolist() == ["DE"]
