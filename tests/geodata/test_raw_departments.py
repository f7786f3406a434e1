"""Finer shapes in a coverage: two squares by hand, home to the left of away, the sea around them."""

import geopandas as gpd
import pytest
import shapely

from geodata.crs import GEOGRAPHIC
from geodata.edges import line, segments
from geodata.raw_departments import fitted

HOME = [(0.002, 0), (0.995, 0), (0.995, 0.5), (1.005, 0.5), (1.005, 1), (0.002, 1)]


@pytest.fixture(scope="module")
def coverage() -> gpd.GeoDataFrame:
    squares = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]
    return gpd.GeoDataFrame({"code": ["home", "away"]}, geometry=squares, crs=GEOGRAPHIC)


def fine(points: list[tuple[float, float]]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Polygon(points)], index=["H"], crs=GEOGRAPHIC)


def test_neighbour_gives_way_and_takes_what_is_left_along_the_common_edge(coverage):
    home, away = fitted(coverage, fine(HOME)).geometry
    assert away.area == pytest.approx(1 + 0.005 / 2 - 0.005 / 2)
    assert home.equals(shapely.Polygon(HOME))
    assert line(segments(home) & segments(away)).length == pytest.approx(1.01)


def test_what_is_left_before_a_coast_is_nobodys(coverage):
    assert fitted(coverage, fine(HOME)).total_bounds[0] == 0.002


def test_what_is_too_wide_for_a_difference_of_layers_stays_as_it_was(coverage):
    home, away = fitted(coverage, fine([(0, 0), (0.9, 0), (0.9, 0.5), (1, 0.5), (1, 1), (0, 1)])).geometry
    assert (home.area, away.area) == (pytest.approx(1), pytest.approx(1))


def test_each_shape_names_the_layer_that_it_comes_from(coverage):
    assert list(fitted(coverage, fine(HOME))["geometry_source"]) == ["ign-admin-express", "gisco-nuts-2021"]
