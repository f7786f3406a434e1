"""Coordinate reference systems, and the only reprojections.

A frame is a plane in which a map is drawn: x to the right, y down, one unit a fixed number of metres, so that paths are
short integers. Metropolitan France and its neighbours share the European equal-area projection; each overseas territory
has its own UTM zone.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd
    from pyproj import Transformer

GEOGRAPHIC = "EPSG:4326"
METRIC = "EPSG:3035"


@dataclass(frozen=True)
class Frame:
    """A drawing plane: its CRS, the metres of one unit, the projected point (m) that is its origin, and overseas the
    territories that it shows.
    """

    name: str
    crs: str
    unit_m: float
    origin_x: float
    origin_y: float
    territories: tuple[str, ...] = ()


FRAMES = {
    frame.name: frame
    for frame in (
        Frame("metropole", METRIC, 10.0, 3_000_000, 3_400_000),
        Frame("guyane", "EPSG:2972", 10.0, 0, 900_000, ("nuts3:FRY30", "country:SR", "country:BR")),
        Frame("saint-martin", "EPSG:5490", 1.0, 470_000, 2_010_000, ("country:MF", "country:SX")),
    )
}


def frame_of(frontier: str) -> Frame:
    """The frame in which a frontier is drawn at its own scale."""
    return FRAMES[{"gf": "guyane", "mf": "saint-martin"}.get(frontier[:2], "metropole")]


@cache
def _transformer(crs: str) -> "Transformer":
    # pyproj is a build-time dependency: the web process never reprojects.
    from pyproj import Transformer

    return Transformer.from_crs(GEOGRAPHIC, crs, always_xy=True)


def to_frame(frame: Frame, lon: float, lat: float) -> tuple[float, float]:
    """Frame coordinates (units, y down) of a longitude and latitude in degrees."""
    x, y = _transformer(frame.crs).transform(lon, lat)
    return (x - frame.origin_x) / frame.unit_m, (frame.origin_y - y) / frame.unit_m


def project(frame: Frame, shapes: "gpd.GeoSeries") -> "gpd.GeoSeries":
    """A GeoSeries (any CRS) in frame units, y down, not rounded; it has no CRS any more."""
    metres = shapes.to_crs(frame.crs)
    scale = 1 / frame.unit_m
    matrix = [scale, 0, 0, -scale, -frame.origin_x * scale, frame.origin_y * scale]
    return metres.affine_transform(matrix).set_crs(None, allow_override=True)
