"""Poles: toy distances by hand, then the real list."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, box

from geodata import files, snapshots
from geodata.errors import GeometryError, SchemaError
from geodata.poles import containers, nearest, poles
from geodata.tables import POLES

# One degree of latitude at 46° is 111.15 km on the ellipsoid.
DEGREE_KM = 111.15
TOO_FAR = {"lleida", "cayenne", "paramaribo"}


@pytest.fixture
def facts() -> pd.DataFrame:
    row = dict.fromkeys(snapshots.read("poles").columns, "")
    return pd.DataFrame(
        [row | {"id": "south", "name": "South", "country": "FR", "frontiers": "fr-ch", "rank": "1", "population": "9"}]
    )


@pytest.fixture
def points() -> pd.DataFrame:
    return pd.DataFrame({"pole": ["south"], "geonameid": ["1"], "lon": ["6.0"], "lat": ["46.0"]})


@pytest.fixture
def frontiers() -> gpd.GeoDataFrame:
    """fr-ch one degree north of the pole, fr-it two degrees south, mf-sx far away."""
    lines = [
        LineString([(5.9, 47), (6.1, 47)]),
        LineString([(5.9, 44), (6.1, 44)]),
        LineString([(-63.1, 18), (-63, 18)]),
    ]
    return gpd.GeoDataFrame({"id": ["fr-ch", "fr-it", "mf-sx"]}, geometry=lines, crs="EPSG:4326")


@pytest.fixture
def territories() -> gpd.GeoDataFrame:
    """A country and one of its NUTS 3, both around the pole, and a neighbour that covers them by error."""
    square = box(5.5, 45.5, 6.5, 46.5)
    return gpd.GeoDataFrame(
        {
            "id": ["country:FR", "nuts3:FRX", "nuts3:CHX"],
            "level": ["country", "nuts3", "nuts3"],
            "country": ["FR", "FR", "CH"],
        },
        geometry=[square, square, square],
        crs="EPSG:4326",
    )


def test_pole_gets_its_nearest_frontier_and_finest_territory(facts, points, frontiers, territories):
    row = poles(facts, points, frontiers, territories).iloc[0]
    assert row["nearest_frontier"] == "fr-ch"
    assert row["distance_km"] == pytest.approx(DEGREE_KM, abs=0.5)
    assert row["territory"] == "nuts3:FRX"


def test_missing_figure_stays_missing(facts, points, frontiers, territories):
    row = poles(facts, points, frontiers, territories).iloc[0]
    assert row["population"] == 9
    assert pd.isna(row["jobs"])


def test_pole_without_point_is_refused(facts, points, frontiers, territories):
    with pytest.raises(SchemaError, match="poles: south has no point"):
        poles(facts, points.assign(pole="north"), frontiers, territories)


def test_shapes_in_another_crs_are_refused(facts, points, frontiers, territories):
    with pytest.raises(GeometryError, match="frontiers: CRS EPSG:3035, expected EPSG:4326"):
        poles(facts, points, frontiers.to_crs("EPSG:3035"), territories)


def test_distance_is_measured_to_the_nearest_point_of_the_line():
    square = gpd.GeoDataFrame(geometry=[Point(4_000_000, 2_500_000)], crs="EPSG:3035")
    line = gpd.GeoDataFrame({"id": ["a"]}, geometry=[LineString([(4_003_000, 0), (4_003_000, 9_000_000)])], crs=3035)
    assert nearest(square, line)["distance_km"].iloc[0] == pytest.approx(3.0, abs=0.05)


def test_pole_just_outside_its_generalised_territory_still_belongs_to_it():
    pole = gpd.GeoDataFrame({"country": ["FR"]}, geometry=[Point(-3_000, 0)], crs="EPSG:3035")
    land = gpd.GeoDataFrame(
        {"id": ["nuts3:FRX"], "level": ["nuts3"], "country": ["FR"]}, geometry=[box(0, -9, 9, 9)], crs="EPSG:3035"
    )
    assert containers(pole, land).tolist() == ["nuts3:FRX"]
    assert containers(pole.set_geometry([Point(-6_000, 0)], crs="EPSG:3035"), land).tolist() == [""]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return files.read(POLES)


def test_every_pole_is_within_reach_of_its_frontier(table):
    far = table[table["distance_km"] > 115]
    assert set(far["id"]) <= TOO_FAR
    assert (table["distance_km"] < 125).all()


def test_overview_has_its_twelve_metropolises(table):
    assert set(table.loc[table["rank"] == 1, "name_fr"]) == {
        "Lille", "Luxembourg", "Metz", "Strasbourg", "Sarrebruck", "Mulhouse", "Bâle", "Besançon", "Genève", "Nice",
        "Bayonne", "Perpignan",
    }  # fmt: skip


def test_kind_of_a_system_is_one_and_only_what_the_document_says(table):
    kinds = table[table["urban_system"] != ""].groupby("urban_system")["system_kind"].unique().map(list).to_dict()
    assert kinds == {
        "nordiste": ["agglomeration"], "alsacien": ["agglomeration"], "genevois": ["agglomeration"],
        "lorrain": ["network"], "jurassien": ["network"], "nicois": [""], "catalan": [""], "basque": [""],
    }  # fmt: skip
    assert (table.loc[table["urban_system"] == "", "system_kind"] == "").all()


def test_every_figure_has_its_area_and_its_source(table):
    sources = pd.concat([snapshots.read(name) for name in ("sources_poles", "sources_figures")])["id"]
    for figure in ("population", "jobs"):
        given = table[table[figure].notna()]
        assert (given[f"{figure}_scope"] != "").all()
        assert given[f"{figure}_source"].isin(sources).all()
        about = [f"{figure}_year", f"{figure}_scope", f"{figure}_source"]
        assert (table.loc[table[figure].isna(), about] == "").all(axis=None)


def test_no_population_comes_from_geonames(table):
    assert not table["population_source"].str.contains("geonames").any()


def test_overseas_poles_are_tied_to_overseas_frontiers(table):
    overseas = table[table["country"].isin(["GF", "MF", "BR", "SR", "SX"])]
    assert set(overseas["id"]) >= {"cayenne", "saint-laurent-du-maroni", "saint-georges", "marigot", "philipsburg"}
    assert set(overseas["nearest_frontier"]) == {"gf-br", "gf-sr", "mf-sx"}
