"""Published figures in the atlas’s words."""

import pandas as pd
import pytest

from geodata import corrections, figures, places, snapshots
from geodata.errors import SnapshotError
from geodata.tables import TERRITORIES

PLACES = pd.DataFrame({"id": ["zone:longwy", "group:voisins-8"], "published": ["zone_emploi|Longwy", ""]})
FIELDS = pd.DataFrame({"id": ["census", "permits"], "modelled": ["", "yes"]})


def figure(**changes):
    row = {
        "origin_level": "departement", "origin_code": "25", "origin_name": "Doubs", "dest_level": "canton",
        "dest_code": "CH-VD", "dest_name": "Vaud", "year": "2019-T4", "indicator": "frontaliers_sortants",
        "value": "9001.0", "unit": "personnes", "breakdown": "", "field": "census", "source": "s",
        "confidence": "read", "mappable": True, "caution": "",
    }  # fmt: skip
    return figures.read(pd.DataFrame([{**row, **changes}]), PLACES, FIELDS).iloc[0]


@pytest.mark.parametrize(
    ("published", "period"),
    [("2021", "2021"), ("2025-T1", "2025-Q1"), ("1996 T4", "1996-Q4"), ("2019Q1", "2019-Q1"), ("2016-1", "2016-01"),
     ("2023-06", "2023-06"), ("", "")],
)  # fmt: skip
def test_every_way_of_writing_a_period_becomes_one(published, period):
    assert figures.normal_period(published) == period


def test_an_unreadable_period_says_what_was_expected():
    with pytest.raises(SnapshotError, match="period 'vers 2004', expected 2021"):
        figures.normal_period("vers 2004")


def test_a_breakdown_that_mixes_sex_formula_and_remark_is_taken_apart():
    categories, remarks = figures.split_breakdown("sexe=H ; calcul = 2 × 3 ; près de")
    assert (categories, remarks) == ({"sexe": "H"}, ["calcul = 2 × 3", "près de"])
    assert figures.split_breakdown("secteur=construction (près de)") == ({"secteur": "construction"}, ["près de"])
    assert figures.split_breakdown("") == ({}, [])


@pytest.mark.parametrize(
    ("confidence", "remarks", "value", "modelled", "expected"),
    [
        ("derived", ["environ"], 5000.0, True, "derived"),
        ("read", ["calcul = 1 + 1"], 5001.0, False, "derived"),
        ("read", ["environ"], 5001.0, False, "estimate"),
        ("read", [], 5001.0, True, "estimate"),
        ("read", ["près de"], 5001.0, False, "rounded"),
        ("read", [], 224000.0, False, "rounded"),
        ("read", [], 5001.0, False, "exact"),
        ("read", [], float("nan"), True, ""),
    ],
)
def test_precision_goes_from_our_arithmetic_to_an_exact_figure(confidence, remarks, value, modelled, expected):
    assert figures.precision(confidence, remarks, value, modelled) == expected


def test_a_place_is_read_with_its_level():
    assert figure()["origin"] == "departement:25"
    assert figure()["destination"] == "canton:VD"
    assert figure(origin_level="region", origin_code="44")["origin"] == "region:44"


def test_a_place_without_code_is_known_by_its_name_and_level():
    assert figure(origin_level="zone_emploi", origin_code="", origin_name="Longwy")["origin"] == "zone:longwy"
    with pytest.raises(SnapshotError, match="place 'Longwy' of level 'bassin_emploi' is unknown"):
        figure(origin_level="bassin_emploi", origin_code="", origin_name="Longwy")


def test_a_part_by_occupation_or_towards_everywhere_is_no_flow():
    rows = pd.DataFrame(
        [
            figure(), figure(breakdown="sexe=F"), figure(breakdown="CS=cadres"),
            figure(breakdown="secteur=tertiaire non marchand"), figure(breakdown="secteur=inconnu"),
            figure(dest_level="departement", dest_code="39"), figure(indicator="part_sexe"),
            figure(origin_level="", origin_code="", origin_name=""),
        ]
    )  # fmt: skip
    assert figures.crosses(rows).tolist() == [True, True, False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("place", "country"),
    [("country:CH", "CH"), ("region:44", "FR"), ("region:41-old", "FR"), ("region:BE-WAL", "BE"), ("zone:lille", "FR"),
     ("commune:2A004", "FR"), ("commune:CH-6621", "CH"), ("commune:LU320", "LU"), ("canton:FR", "CH"),
     ("kreis:10041", "DE"), ("group:01+74", "FR"), ("part:LU-sud", "LU"), ("group:voisins-8", "")],
)  # fmt: skip
def test_the_country_of_a_place_is_in_its_id(place, country):
    assert places.country_of(place) == country


def test_every_cited_place_is_known_with_the_country_that_its_id_says():
    known = snapshots.read("places").set_index("id")
    corrected = corrections.apply(snapshots.read("figures"), snapshots.read("figures_corrections"))
    read = figures.read(corrected, snapshots.read("places"), snapshots.read("fields"))
    cited = set(read["origin"]) | set(read["destination"]) | set("kreis:" + snapshots.read("kreise_2023_06")["ags"])
    assert cited - {""} <= set(known.index)
    assert set(places.territories(snapshots.read("places"))) == set(TERRITORIES.names) - {"geometry"}
    alone = known.loc[~known.index.str.startswith("group:"), "country"]
    assert {place: places.country_of(place) for place in alone.index} == alone.to_dict()
