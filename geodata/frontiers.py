"""The table frontiers: each border's line, its published length, the territories on either side."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import GEOGRAPHIC, METRIC
from geodata.edges import Segments, line, segments
from geodata.errors import GeometryError
from geodata.tables import FRONTIER_IDS, FRONTIERS

# The median is drawn where a coast is at most this far: the Strait of Dover and its approaches.
STRAIT_M = 32_000
COAST_STEP_M = 500
CROSSING_DEG = 0.1
HOME = {"fr": "FR", "gf": "FR", "mf": "MF"}


def frontiers(facts: pd.DataFrame, territories: gpd.GeoDataFrame, lines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table frontiers (EPSG:4326), one row per id of FRONTIER_IDS, in that order.

    `facts` (snapshot frontiers, all text): the columns of the table but limitrophe and geometry. A land line is the
    edge that units of the two sides share, to the last bit, or stands in `lines` (id, geometry) where no layer has both
    sides; fr-uk is the median of the facing coasts. Crossings are moved onto the line.

    Raises GeometryError for a frontier whose sides share no edge, or a crossing more than 0.1 degree from its line.
    """
    rows = facts.set_index("id").loc[list(FRONTIER_IDS)].reset_index()
    given = dict(zip(lines["id"], lines.geometry, strict=True))
    found = [side_by_side(row.id, row.neighbour, territories, given.get(row.id)) for row in rows.itertuples()]
    drawn = [where for where, _, _ in found]
    rows = rows.assign(
        length_km=pd.to_numeric(rows["length_km"]),
        crossings=[crossings(i, at, where) for i, at, where in zip(rows["id"], rows["crossings"], drawn, strict=True)],
        limitrophe_france=[" ".join(home) for _, home, _ in found],
        limitrophe_neighbour=[" ".join(away) for _, _, away in found],
    )
    return FRONTIERS.check(gpd.GeoDataFrame(rows, geometry=drawn, crs=GEOGRAPHIC))


def sides(frontier: str, neighbour: str, territories: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The finest territories with a shape on the French side and across: NUTS 3, or the country where none is."""
    fine = territories[territories["level"].isin(["nuts3", "country"]) & territories.geometry.notna()]
    fine = fine[~((fine["level"] == "country") & fine["country"].isin(fine.loc[fine["level"] == "nuts3", "country"]))]
    home = fine[fine["country"] == HOME[frontier[:2]]]
    return home, fine[fine["country"] == neighbour]


def side_by_side(
    frontier: str, neighbour: str, territories: gpd.GeoDataFrame, given: BaseGeometry | None
) -> tuple[BaseGeometry, list[str], list[str]]:
    """The line of a frontier, and the ids of the territories that touch it on the French side and across.

    Raises GeometryError where its two sides share no edge.
    """
    home, away = sides(frontier, neighbour, territories)
    if frontier == "fr-uk":
        median = coast_median(home, away)
        return median, *(facing(side, median) for side in (home, away))
    if given is not None:
        return given, *(side.loc[side.intersects(given), "id"].tolist() for side in (home, away))
    here, there = ({row.id: segments(row.geometry) for row in side.itertuples()} for side in (home, away))
    shared = union(here) & union(there)
    if not shared:
        raise GeometryError(f"{frontier}: its two sides share no edge, expected polygons of one coverage")
    return line(shared), *([i for i in side if side[i] & shared] for side in (here, there))


def union(edges: dict[str, Segments]) -> Segments:
    """All segments of several shapes."""
    return frozenset().union(*edges.values())


def coast_median(home: gpd.GeoDataFrame, away: gpd.GeoDataFrame) -> BaseGeometry:
    """The line equally far from two coasts, where it is within STRAIT_M of them (EPSG:4326)."""
    coasts = [shapely.union_all(side.to_crs(METRIC).geometry.values) for side in (home, away)]
    near = shapely.intersection(*(shapely.buffer(coast, 3 * STRAIT_M) for coast in coasts))
    points = [
        np.unique(shapely.get_coordinates(shapely.segmentize(coast.boundary & near, COAST_STEP_M)).round(1), axis=0)
        for coast in coasts
    ]
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(np.vstack(points)), ordered=True))
    halves = [shapely.union_all(cells[: len(points[0])]), shapely.union_all(cells[len(points[0]) :])]
    median = shapely.intersection(halves[0].boundary, halves[1].boundary)
    strait = shapely.intersection_all([median, *shapely.buffer(coasts, STRAIT_M)])
    longest = max(shapely.get_parts(shapely.line_merge(strait)), key=shapely.length)
    smooth = shapely.simplify(longest, COAST_STEP_M)
    return gpd.GeoSeries([smooth], crs=METRIC).to_crs(GEOGRAPHIC).iloc[0]


def facing(side: gpd.GeoDataFrame, median: BaseGeometry) -> list[str]:
    """The ids of the territories of a side whose coast is within STRAIT_M of a median."""
    where = gpd.GeoSeries([median], crs=GEOGRAPHIC).to_crs(METRIC).iloc[0]
    return side.loc[side.to_crs(METRIC).distance(where) <= STRAIT_M, "id"].tolist()


def crossings(frontier: str, wanted: str, where: BaseGeometry) -> str:
    """The crossings `lon lat bearing;…` moved onto the line. Raises GeometryError for one far from it."""
    placed = []
    for pair in wanted.split(";"):
        lon, lat, bearing = pair.split()
        point = shapely.Point(float(lon), float(lat))
        on_line = where.interpolate(where.project(point))
        if where.distance(point) > CROSSING_DEG:
            raise GeometryError(f"{frontier}: crossing {pair} is not near its line, expected at most 0.1 degree")
        placed.append(f"{on_line.x:.6f} {on_line.y:.6f} {bearing}")
    return ";".join(placed)
