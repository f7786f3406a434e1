"""Poles: the cities that hold cross-border urban systems together, with their nearest frontier."""

import geopandas as gpd
import pandas as pd
from pyproj import Geod
from shapely.ops import nearest_points

from geodata.crs import FRAMES, GEOGRAPHIC, frame_of
from geodata.errors import GeometryError, SchemaError
from geodata.tables import POLES

EARTH = Geod(ellps="WGS84")
NUMBERS = ("population", "jobs")
# Of generalised shapes a harbour or a bank of the Rhine may fall just outside.
TOLERANCE_M = 5_000
CONTAINERS = ("nuts3", "country", "land", "region", "district")
COUNTRY_OF = {"GF": "FR"}


def poles(
    facts: pd.DataFrame, points: pd.DataFrame, frontiers: gpd.GeoDataFrame, territories: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """The table poles, one row per row of the snapshot poles, in EPSG:4326.

    `points` is the snapshot pole_points (pole, lon, lat in degrees); `frontiers` (id, geometry) and `territories`
    (id, level, country, geometry) are tables. distance_km is geodesic, in km, to the nearest point of the line.
    Raises SchemaError for a pole without point, GeometryError for a frame that is not in EPSG:4326.
    """
    for name, frame in (("frontiers", frontiers), ("territories", territories)):
        if frame.crs != GEOGRAPHIC:
            raise GeometryError(f"{name}: CRS {frame.crs}, expected {GEOGRAPHIC}")
    table = facts.merge(points[["pole", "lon", "lat"]], left_on="id", right_on="pole", how="left").drop(columns="pole")
    if table["lon"].isna().any():
        raise SchemaError(f"poles: {table.loc[table['lon'].isna(), 'id'].iloc[0]} has no point, expected one")
    table = table.assign(
        rank=table["rank"].astype("int64"),
        lon=table["lon"].astype(float),
        lat=table["lat"].astype(float),
        **{name: pd.to_numeric(table[name].replace("", None)).astype(float) for name in NUMBERS},
    )
    shapes = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=GEOGRAPHIC)
    parts = []
    for name, frame in FRAMES.items():
        here = shapes[shapes["frontiers"].map(lambda cell: frame_of(cell.split()[0]).name) == name].to_crs(frame.crs)
        lines = frontiers[frontiers["id"].map(lambda frontier: frame_of(frontier).name) == name].to_crs(frame.crs)
        if len(here):
            parts.append(here.assign(**nearest(here, lines), territory=containers(here, territories.to_crs(frame.crs))))
    found = pd.concat([part.drop(columns="geometry") for part in parts])
    columns = ["nearest_frontier", "distance_km", "territory"]
    return POLES.check(shapes.assign(**{column: found[column] for column in columns}))


def nearest(points: gpd.GeoDataFrame, lines: gpd.GeoDataFrame) -> dict[str, pd.Series]:
    """Of each point, the id of the nearest line and the geodesic distance to it in km; both in one metric CRS."""
    ids, distances = [], []
    for point in points.geometry:
        line = lines.loc[lines.distance(point).idxmin()]
        ends = gpd.GeoSeries(nearest_points(point, line.geometry), crs=points.crs).to_crs(GEOGRAPHIC)
        metres = EARTH.inv(ends.iloc[0].x, ends.iloc[0].y, ends.iloc[1].x, ends.iloc[1].y)[2]
        ids.append(line["id"])
        distances.append(round(metres / 1000, 1))
    return {
        "nearest_frontier": pd.Series(ids, points.index, dtype="str"),
        "distance_km": pd.Series(distances, points.index, dtype=float),
    }


def containers(points: gpd.GeoDataFrame, territories: gpd.GeoDataFrame) -> pd.Series:
    """Id of the territory of its own country that holds each point, finest of CONTAINERS first; empty where none is.

    Both frames in one metric CRS.
    """
    drawn = territories[territories.geometry.notna() & territories["level"].isin(CONTAINERS)]
    order = drawn["level"].map(CONTAINERS.index)
    ids = []
    for country, point in zip(points["country"], points.geometry, strict=True):
        own = drawn[drawn["country"].isin((country, COUNTRY_OF.get(country, country)))]
        near = own.assign(gap=own.distance(point), order=order)
        near = near[near["gap"] <= TOLERANCE_M].assign(outside=lambda frame: frame["gap"] > 0)
        near = near.sort_values(["outside", "order", "gap"])
        ids.append(near["id"].iloc[0] if len(near) else "")
    return pd.Series(ids, points.index, dtype="str")
