"""What places are called that no table names: every place that a census file may lead to has a name."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata import files, nomenclature, snapshots
from geodata.containers import built, containers
from geodata.raw_foreign import finer
from geodata.tables import TERRITORIES


@pytest.mark.parametrize(
    ("listed", "shown_as"),
    [
        ("OETWIL AM SEE", "Oetwil am See"), ("PONT-A-CELLES", "Pont-a-Celles"), ("L'ABBAYE", "L'Abbaye"),
        ("LA CHAUX-DE-FONDS", "La Chaux-de-Fonds"), ("BERG (SG)", "Berg (SG)"), ("LAHR/BADEN", "Lahr/Baden"),
    ],
)  # fmt: skip
def test_a_name_in_capitals_is_written_as_a_name(listed: str, shown_as: str):
    assert nomenclature.small(listed) == shown_as


def test_french_places_have_their_official_names_and_those_asked_for_alone():
    names = {
        "commune:57463": "Metz",
        "commune:01033": "Valserhône",  # took in Bellegarde-sur-Valserine, whose code it bears
        "commune:01091": "Châtillon-en-Michaille",  # taken in by Valserhône, under a code of its own
        "commune:75113": "Paris 13e Arrondissement",
        "epci:200039865": "Metz Métropole",
    }
    assert nomenclature.french([*names, "commune:57999", "nuts3:FRF33", "epci:1"]) == names
    assert nomenclature.french(["country:FR"]) == {}


def test_every_place_that_a_census_file_leads_to_has_a_name_at_every_level():
    french = "commune:" + snapshots.read("epci_members")["communes"].str.split().explode()
    places = [*french, *nomenclature.abroad()]
    known = files.read(TERRITORIES)
    tables = {*known["id"], *known["aliases"].str.split().explode().dropna()}
    levels = containers(places, built())
    every = {*places, *levels["epci"], *levels["nuts3"], *levels["country"]}
    assert every - tables - {*nomenclature.abroad()} - {*nomenclature.french(every)} == set()


def test_most_communes_abroad_lie_in_a_nuts_3_unit_whose_shape_is_known():
    abroad = containers(nomenclature.abroad(), built())
    known = files.read(TERRITORIES).set_index("id")
    found = abroad["nuts3"].map(lambda place: place.startswith("nuts3:") and known.at[place, "geometry_source"] != "")
    # Monaco is one country and one commune.
    assert found.groupby(abroad["country"]).mean().drop("country:MC").min() > 0.65
    by_name = dict(zip(map(nomenclature.abroad().get, abroad["place"]), abroad["nuts3"], strict=True))
    assert [by_name[name] for name in ("Kehl", "Mouscron", "La Louvière", "Eupen", "Bastogne", "Merzig")] == [
        "nuts3:DE134", "nuts3:BE328", "nuts3:BE329", "nuts3:BE336", "nuts3:BE342", "nuts3:DEC02",
    ]  # fmt: skip


def test_a_commune_abroad_takes_kreis_and_spelling_from_places_of_its_name_where_these_agree():
    squares = [shapely.box(8, 48, 9, 49), shapely.box(9, 48, 10, 49)]
    facts = {"id": ["nuts3:W", "nuts3:E"], "country": "DE", "parent": "land:DE-X", "aliases": ["kreis:1", ""]}
    units = gpd.GeoDataFrame(facts, geometry=squares, crs="EPSG:4326")
    points = [
        ("Westen", 8.5), ("Osten", 9.5), ("Beides", 8.5), ("Beides", 9.5), ("Rand", 9.001), ("Fern", 8.5),
        ("Fern", 11.0),
    ]  # fmt: skip
    cities = pd.DataFrame(points, columns=["name", "longitude"]).assign(
        latitude=48.5, countrycode="DE", admin1code="01", alternatenames=[["Ouest"], *[[]] * 6]
    )
    poles = pd.DataFrame({"country": ["DE", "DE", "FR"], "name_fr": ["Nïrgends", "FERN", "Östen"]})
    names = ["WESTEN", "OUEST", "OSTEN", "BEIDES", "RAND", "FERN", "NIRGENDS"]
    listed = pd.DataFrame(
        {"code": names, "name": names, "country": "DE", "parent": "land:DE-X", "area": "", "basis": ""}
    )
    found = finer(listed, cities, units, poles)
    assert [*found["parent"]] == ["kreis:1", "kreis:1", "nuts3:E", *["land:DE-X"] * 4]
    # Two write Fern in two ways; in another country than its own nobody writes Osten.
    assert [*found["spelled"]] == ["Westen", "", "Osten", "Beides", "Rand", "", "Nïrgends"]
    assert [*listed["parent"]] == ["land:DE-X"] * 7


def test_every_nuts_region_near_france_has_its_name():
    regions = nomenclature.regions()
    assert (regions["region:FRF1"], regions["region:DE13"], regions["region:ITC"]) == (
        "Alsace",
        "Freiburg",
        "Nord-Ovest",
    )
    assert {place[7:9] for place in regions} == {"FR", "BE", "LU", "DE", "CH", "IT", "ES", "UK"}
