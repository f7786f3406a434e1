"""The table outlines: paths by hand, then budgets and coincidence on the real drawing."""

import re

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata import build, snapshots
from geodata.frontiers import frontiers
from geodata.outlines import outlines
from geodata.paths import path
from geodata.territories import territories

NUMBER = re.compile(r"-?\d+")


def test_square_is_three_steps_and_a_close():
    square = shapely.Polygon([(0, 0), (10, 0), (10, -5), (0, -5)])
    assert path(square) == "m0 0 10 0 0-5-10 0z"


def test_second_ring_starts_from_where_the_first_one_closed():
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(10, 0, 11, 1)])
    assert read(path(two)) == [shape_points(part) for part in two.geoms]


def test_open_line_starts_the_next_one_from_its_end():
    two = shapely.MultiLineString([[(0, 0), (5, 5)], [(7, 7), (9, 7)]])
    assert path(two) == "m0 0 5 5m2 2 2 0"


def test_ring_that_rounding_flattens_is_left_out():
    assert path(shapely.Polygon([(0, 0), (1, 0), (1, 0), (0, 0)])) == ""


@pytest.fixture(scope="module")
def real() -> pd.DataFrame:
    land, borders, lakes = build.shapes()
    known = territories(snapshots.read("territory_facts"), snapshots.read("territory_names"), land)
    lines = frontiers(snapshots.read("frontiers"), known, borders)
    return outlines(gpd.GeoDataFrame(known), lines, lakes)


def test_extents_are_those_of_the_path(real):
    for row in real.itertuples():
        points = [point for ring in read(row.path) for point in ring]
        xs, ys = zip(*points, strict=True)
        assert (min(xs), min(ys), max(xs), max(ys)) == (row.min_x, row.min_y, row.max_x, row.max_y), row.id


@pytest.mark.parametrize("scale", ["overview", "full"])
@pytest.mark.parametrize("frontier", ["fr-be", "fr-lu", "fr-de", "fr-ch", "fr-it", "fr-es", "fr-ad"])
def test_frontier_runs_along_the_fills_vertex_by_vertex(real, frontier, scale):
    here = real[(real["frame"] == "metropole") & (real["scale"] == scale)].set_index("id")["path"]
    corners = {point for ring in read(here["country:FR"]) for point in ring}
    across = {point for ring in read(here[f"country:{frontier[3:].upper()}"]) for point in ring}
    drawn = {point for ring in read(here[frontier]) for point in ring}
    assert drawn <= corners and drawn <= across


def test_overview_holds_its_budget(real):
    overview = real[real["scale"] == "overview"]
    assert overview["path"].str.len().sum() < 150_000


def test_every_frontier_is_drawn_in_full_in_one_frame(real):
    drawn = real[(real["kind"] == "frontier") & (real["scale"] == "full")]
    assert len(drawn) == drawn["id"].nunique() == 12


def test_metropole_draws_no_overseas_land(real):
    france = real[(real["id"] == "country:FR") & (real["scale"] == "overview")].iloc[0]
    assert france["max_x"] - france["min_x"] < 150_000


def read(drawing: str) -> list[list[tuple[int, int]]]:
    """The points of each ring of a path, in absolute units."""
    x = y = 0
    rings = []
    for ring in drawing.split("m")[1:]:
        numbers = list(map(int, NUMBER.findall(ring)))
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        rings.append(points)
        if ring.endswith("z"):
            x, y = points[0]
    return rings


def shape_points(shape: shapely.Polygon) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in shape.exterior.coords[:-1]]
