"""The table points: poles, crossings and places without a shape, in the units of their frame.

The web process never reprojects (geodata.crs): what it draws at a point is projected here, when the tables are built.
"""

from collections.abc import Iterator

import pandas as pd

from geodata.crs import FRAMES, frame_of, to_frame
from geodata.tables import POINTS

OVERSEAS = {place: frame for frame in FRAMES.values() for place in frame.territories}


def points(poles: pd.DataFrame, frontiers: pd.DataFrame, territories: pd.DataFrame) -> pd.DataFrame:
    """One row per pole, per crossing of a frontier (`fr-es.0` is its main one) and per territory with a point but no
    shape. Longitudes and latitudes in degrees (EPSG:4326) become frame units, y down.
    """
    table = pd.DataFrame([*_poles(poles), *_crossings(frontiers), *_places(territories)], columns=POINTS.names)
    return POINTS.check(table.sort_values(list(POINTS.key), ignore_index=True))


def _poles(poles: pd.DataFrame) -> Iterator[tuple[str, str, str, float, float, float | None]]:
    for pole in poles.itertuples():
        frame = frame_of(pole.nearest_frontier)
        yield frame.name, "pole", pole.id, *to_frame(frame, pole.lon, pole.lat), None


def _crossings(frontiers: pd.DataFrame) -> Iterator[tuple[str, str, str, float, float, float | None]]:
    for frontier in frontiers.itertuples():
        frame = frame_of(frontier.id)
        for order, text in enumerate(frontier.crossings.split(";")):
            lon, lat, bearing = map(float, text.split())
            yield frame.name, "crossing", f"{frontier.id}.{order}", *to_frame(frame, lon, lat), bearing


def _places(territories: pd.DataFrame) -> Iterator[tuple[str, str, str, float, float, float | None]]:
    for place in territories[territories["lon"].notna() & (territories["geometry_source"] == "")].itertuples():
        frame = OVERSEAS.get(place.parent, FRAMES["metropole"])
        yield frame.name, "place", place.id, *to_frame(frame, place.lon, place.lat), None
