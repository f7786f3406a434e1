"""The départements on the frontier by IGN, with edges of 500 m where GISCO's have 3 km; its units fitted to them."""

import geopandas as gpd
import numpy as np
import shapely

from geodata import raw_communes
from geodata.crs import GEOGRAPHIC, METRIC
from geodata.paths import areas

# Pas-de-Calais, across from Great Britain, is 6 km from Belgium.
NEAR_M = 10_000
# The two layers differ by less, in degrees: what is wider is a lake, or a commune without a shape.
DIFFERENCE = 0.01
# A neighbour has more than this of the rim of what becomes its own, and less of what lies before a coast.
LEAST_SHARE = 1 / 50
# Monaco is laid over the land: this fills what IGN leaves open there.
UNDER_MONACO = shapely.from_wkt(
    "POLYGON ((7.4090 43.7298, 7.4148 43.7272, 7.4169 43.7308, 7.4218 43.7373, 7.4315 43.7464, 7.4392 43.7479, "
    "7.4388 43.7513, 7.4287 43.7534, 7.4106 43.7378, 7.4090 43.7298))"
)
RIM = 1e-5


def departments(cells: gpd.GeoDataFrame, border: gpd.GeoSeries) -> gpd.GeoSeries:
    """The départements within 10 km of `border`, by code (EPSG:4326); edges are those of `cells`, communes of today."""
    found = raw_communes.dissolved(cells, cells["now"].str[:2])
    shapes = found[found.distance(shapely.union_all(border.to_crs(METRIC).values)) <= NEAR_M].to_crs(GEOGRAPHIC)
    shapes["06"] = shapely.union(shapes["06"], UNDER_MONACO)
    return shapes


def fitted(units: gpd.GeoDataFrame, fine: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """The coverage `units` (EPSG:4326) with `fine` in place of the units that it shows, and geometry_source.

    Neighbours give way to `fine` and take what it leaves beside them; what it leaves before a coast is dropped.
    """
    own = [units.index[units.contains(inside)][0] for inside in fine.representative_point()]
    shapes = units.geometry.copy()
    before = shapely.union_all(shapes[own].values)
    left = shapely.get_parts(shapely.difference(before, shapely.union_all(fine.values)))
    wide = ~shapely.is_empty(shapely.buffer(left, -DIFFERENCE))
    kept = shapely.intersection(shapes[own].values, shapely.union_all(left[wide]))
    near = shapes[shapes.intersects(before)].drop(own)
    taker = np.array([neighbour(piece, near) for piece in left[~wide]])
    shapes[own] = shapely.union(fine.values, kept)
    after = shapely.union_all(shapes[own].values)
    for i in near.index:
        shapes[i] = shapely.difference(shapely.union_all([near[i], *left[~wide][taker == i]]), after)
    clean = shapely.coverage_clean([areas(shape) for shape in shapes], snapping_distance=1e-7)
    source = np.where(units.index.isin(own), "ign-admin-express", "gisco-nuts-2021")
    return units.assign(geometry_source=source).set_geometry(clean, crs=GEOGRAPHIC)


def neighbour(piece: shapely.Polygon, shapes: gpd.GeoSeries) -> int:
    """The index (not negative) of the shape that has most of the rim of a piece; -1 when none has LEAST_SHARE of it."""
    rim = shapely.buffer(piece, RIM)
    beside = shapes[shapes.intersects(rim)]
    shares = shapely.area(shapely.intersection(beside.values, rim)) / (shapely.length(piece) * RIM)
    return int(beside.index[shares.argmax()]) if shares.sum() >= LEAST_SHARE else -1
