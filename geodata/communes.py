"""The table communes: the outlines of communes within 30 km of a frontier, drawn frontier by frontier.

It is large, and read by frontier only when a view descends to communes: no other table is so.
"""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely

from geodata.crs import frame_of, project
from geodata.paths import areas, drawn_as
from geodata.tables import COMMUNES

NEAR_M = 30_000
FACTS = ("id", "name", "country", "parent", "epci", "aliases", "population", "population_source", "geometry_source")


def communes(places: gpd.GeoDataFrame, frontiers: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table communes, one row per frontier and commune within 30 km of its line, sorted by both.

    `places`: the columns FACTS and geometry; `frontiers`: the table. Both EPSG:4326. Points are kept as they come, so
    that neighbours of one source share their edges.
    """
    table = pd.DataFrame([row for frontier in frontiers.itertuples() for row in _near(places, frontier)])
    table = table if len(table) else pd.DataFrame(columns=COMMUNES.names)
    return COMMUNES.conform(table.sort_values(list(COMMUNES.key), ignore_index=True))


def _near(places: gpd.GeoDataFrame, frontier: object) -> Iterator[dict[str, object]]:
    name, line = frontier.id, frontier.geometry  # type: ignore[attr-defined]
    frame = frame_of(name)
    unit = NEAR_M / frame.unit_m
    around = project(frame, gpd.GeoSeries([line], crs=places.crs)).iloc[0]
    # A degree is at most 111 km: what lies further than this in degrees is not worth projecting.
    rough = places[places.geometry.intersects(shapely.box(*line.bounds).buffer(1.0))]
    drawn = project(frame, rough.geometry).values
    for at in shapely.STRtree(drawn).query(around, predicate="dwithin", distance=unit):
        row, shape = rough.iloc[at], areas(drawn[at])
        drawing = drawn_as(shape)
        if drawing:
            apart = round(shapely.distance(shape, around) * frame.unit_m / 1000, 1)
            facts = {column: row[column] for column in FACTS}
            yield {"frontier": name, **facts, "distance_km": apart, "frame": frame.name, **drawing}
