"""The table frontiers: shared edges by hand, then what must hold on the real lines."""

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from geodata import build, snapshots
from geodata.edges import line, segments
from geodata.errors import GeometryError
from geodata.frontiers import crossings, frontiers
from geodata.tables import FRONTIER_IDS
from geodata.territories import territories

# Geodesic km of the lines as their layers draw them, measured once: 1:3M generalises, so they undershoot.
DRAWN_KM = {
    "fr-be": 588, "fr-lu": 70, "fr-de": 433, "fr-ch": 543, "fr-it": 500, "fr-mc": 5.4, "fr-es": 660, "fr-ad": 54,
}  # fmt: skip
# Number of limitrophe units across each border, and in metropolitan France in all.
ACROSS = {"fr-be": 13, "fr-de": 12, "fr-ch": 8, "fr-es": 5, "fr-it": 4, "fr-lu": 1}
IN_FRANCE = 22


def test_squares_side_by_side_share_one_segment():
    shared = segments(shapely.box(0, 0, 1, 1)) & segments(shapely.box(1, 0, 2, 1))
    assert line(shared).equals(shapely.LineString([(1, 0), (1, 1)]))


def test_squares_that_touch_in_a_point_share_no_edge():
    assert not segments(shapely.box(0, 0, 1, 1)) & segments(shapely.box(1, 1, 2, 2))


def test_enclave_shares_its_whole_ring():
    hole = shapely.box(1, 1, 2, 2)
    around = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior, [hole.exterior])
    assert len(segments(around) & segments(hole)) == 4


def test_crossing_is_moved_onto_the_line_with_its_bearing():
    assert crossings("fr-be", "0.05 0.5 90", shapely.LineString([(0, 0), (0, 1)])) == "0.000000 0.500000 90"


def test_crossing_far_from_the_line_is_refused():
    with pytest.raises(GeometryError, match="fr-be: crossing 1 0.5 90 is not near its line"):
        crossings("fr-be", "1 0.5 90", shapely.LineString([(0, 0), (0, 1)]))


@pytest.fixture(scope="module")
def real() -> gpd.GeoDataFrame:
    land, borders, _ = build.shapes()
    known = territories(snapshots.read("territory_facts"), snapshots.read("territory_names"), land)
    return frontiers(snapshots.read("frontiers"), known, borders).set_index("id")


def test_the_twelve_frontiers_stand_in_their_order(real):
    assert tuple(real.index) == FRONTIER_IDS


@pytest.mark.parametrize(("frontier", "expected"), DRAWN_KM.items())
def test_drawn_length_is_that_of_the_layer(real, frontier, expected):
    assert Geod(ellps="WGS84").geometry_length(real.geometry[frontier]) / 1000 == pytest.approx(expected, rel=0.02)


def test_drawn_length_is_close_to_the_published_one(real):
    land = real.loc[list(DRAWN_KM)]
    drawn = land.geometry.map(Geod(ellps="WGS84").geometry_length) / 1000
    assert (drawn / land["length_km"]).between(0.94, 1.01).all()


def test_limitrophe_units_are_as_many_as_expected(real):
    across = real["limitrophe_neighbour"].str.split().str.len()
    assert {key: across[key] for key in ACROSS} == ACROSS
    land = [key for key in real.index if key.startswith("fr-") and key != "fr-uk"]
    assert len({unit for key in land for unit in real["limitrophe_france"][key].split()}) == IN_FRANCE


def test_llivia_is_a_ring_of_its_own_on_the_spanish_border(real):
    rings = [part for part in shapely.get_parts(real.geometry["fr-es"]) if part.is_closed]
    assert any(shapely.Polygon(ring).contains(shapely.Point(1.98, 42.465)) for ring in rings)


def test_crossings_lie_within_50_m_of_their_line(real):
    for frontier, row in real.iterrows():
        for crossing in row["crossings"].split(";"):
            lon, lat, bearing = map(float, crossing.split())
            assert row.geometry.distance(shapely.Point(lon, lat)) < 50 / 111_000, frontier
            assert 0 <= bearing < 360


def test_every_length_has_its_source(real):
    listed = set(snapshots.read("sources_geometry")["id"])
    assert set(real.loc[real["length_km"].notna(), "length_source"]) <= listed
    assert (real.loc[real["length_km"].isna(), "length_source"] == "").all()
