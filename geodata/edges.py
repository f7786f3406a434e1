"""Shared edges of polygons of one coverage, exact to the last bit: no tolerance, no overlay."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Segments = frozenset[tuple[float, float, float, float]]


def segments(shape: BaseGeometry) -> Segments:
    """The undirected straight segments (x1, y1, x2, y2) of the rings of a (multi)polygon, in its own units."""
    found: set[tuple[float, float, float, float]] = set()
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = shapely.get_coordinates(ring)
        start, end = points[:-1], points[1:]
        turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
        ordered = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
        found.update(map(tuple, ordered.tolist()))
    return frozenset(found)


def line(shared: Segments) -> BaseGeometry:
    """The segments joined into lines, in a fixed order; empty when there is none."""
    joined = shapely.line_merge(shapely.multilinestrings([[pair[:2], pair[2:]] for pair in sorted(shared)]))
    return shapely.normalize(joined)
