"""The table territories: toy squares by hand, then what must hold on the real shapes."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata import build, snapshots
from geodata.errors import GeometryError
from geodata.territories import territories

FACTS = ["id", "name", "country", "parent", "aliases", "population", "population_year", "population_source"]
NAMES = ["id", "name", "name_fr", "country", "parent", "aliases"]


def toy_facts() -> pd.DataFrame:
    rows = [
        ["nuts3:XX001", "Links", "XX", "region:XX", "kreis:1", "", "", ""],
        ["nuts3:XX002", "Rechts", "XX", "departement:9", "departement:9", "12", "2023", "census"],
    ]
    return pd.DataFrame(rows, columns=FACTS)


def toy_names() -> pd.DataFrame:
    rows = [
        ["country:XX", "Land", "Pays", "XX", "", ""],
        ["region:XX", "Gegend", "Région", "XX", "country:XX", "departement:9"],
        ["nuts3:XX001", "", "Gauche", "", "", "canton:L"],
    ]
    return pd.DataFrame(rows, columns=NAMES)


def toy_shapes(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    squares = [shapely.box(0, 45, 1, 46), shapely.box(1, 45, 2, 46)]
    ids = ["nuts3:XX001", "nuts3:XX002"]
    return gpd.GeoDataFrame({"id": ids, "geometry_source": "toy"}, geometry=squares, crs=crs)


@pytest.fixture
def toy() -> gpd.GeoDataFrame:
    facts = toy_facts().replace({"departement:9": "region:XX"})
    return territories(facts.assign(aliases=["kreis:1", ""]), toy_names(), toy_shapes()).set_index("id")


def test_region_takes_the_union_of_its_parts(toy):
    assert toy.geometry["region:XX"].equals(shapely.box(0, 45, 2, 46))


def test_country_without_a_shape_stays_without_one(toy):
    assert toy.geometry["country:XX"] is None and toy["geometry_source"]["country:XX"] == ""


def test_french_name_falls_back_to_the_name(toy):
    assert list(toy.loc[["nuts3:XX001", "nuts3:XX002"], "name_fr"]) == ["Gauche", "Rechts"]


def test_aliases_of_both_lists_are_joined(toy):
    assert toy["aliases"]["nuts3:XX001"] == "kreis:1 canton:L"


def test_unknown_population_stays_missing(toy):
    assert pd.isna(toy["population"]["nuts3:XX001"]) and toy["population"]["nuts3:XX002"] == 12


def test_parent_given_by_alias_is_resolved():
    table = territories(toy_facts().assign(aliases=""), toy_names(), toy_shapes()).set_index("id")
    assert table["parent"]["nuts3:XX002"] == "region:XX"


def test_unknown_parent_is_refused():
    with pytest.raises(GeometryError, match="parent region:YY is unknown"):
        territories(toy_facts().assign(parent="region:YY"), toy_names(), toy_shapes())


def test_shape_without_facts_is_refused():
    with pytest.raises(GeometryError, match="shape nuts3:ZZ has no facts"):
        territories(toy_facts(), toy_names(), toy_shapes().replace({"nuts3:XX001": "nuts3:ZZ"}))


def test_projected_shapes_are_refused():
    with pytest.raises(GeometryError, match="CRS EPSG:3035, expected EPSG:4326"):
        territories(toy_facts(), toy_names(), toy_shapes().to_crs("EPSG:3035"))


@pytest.fixture(scope="module")
def real() -> gpd.GeoDataFrame:
    land, _, _ = build.shapes()
    return territories(snapshots.read("territory_facts"), snapshots.read("territory_names"), land)


def test_every_shape_is_valid_and_holds_its_label_point(real):
    shaped = real[real.geometry.notna()]
    assert shaped.is_valid.all()
    points = shapely.points(shaped["lon"], shaped["lat"])
    assert (shapely.distance(shaped.geometry.values, points) < 1e-4).all()


def test_all_96_metropolitan_departments_and_26_cantons_are_there(real):
    aliases = " ".join(real["aliases"]).split()
    assert sum(alias.startswith("departement:") and len(alias) == 14 for alias in aliases) == 96
    assert sum(alias.startswith("canton:") for alias in aliases) == 26


def test_every_kreis_of_the_figures_resolves_to_a_shape(real):
    shaped = set(" ".join(real.loc[real.geometry.notna(), "aliases"]).split())
    assert {f"kreis:{key}" for key in snapshots.read("kreis_keys")["ags"]} <= shaped


def test_nuts3_units_share_edges_without_overlap(real):
    units = real[(real["level"] == "nuts3") & (real["geometry_source"] == "gisco-nuts-2021")]
    assert shapely.coverage_is_valid(units.geometry.values)


def test_epci_do_not_overlap(real):
    epci = real[real["level"] == "epci"].to_crs("EPSG:3035")
    overlap = epci.area.sum() - epci.union_all().area
    assert abs(overlap) < 1e-6 * epci.area.sum()
