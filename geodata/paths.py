"""A shape in frame units as what the web process draws: an SVG path, its extent, where its label stands."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry


def drawn_as(shape: BaseGeometry) -> dict[str, str | float]:
    """path, min_x, min_y, max_x, max_y, anchor_x and anchor_y of a shape in frame units, in whole units.

    Empty for a shape that vanishes when it is rounded.
    """
    rounded = shapely.transform(shape, np.rint)
    drawing = path(rounded)
    if not drawing:
        return {}
    anchor = anchor_of(shape)
    extent = dict(zip(("min_x", "min_y", "max_x", "max_y"), rounded.bounds, strict=True))
    return {"path": drawing, **extent, "anchor_x": float(round(anchor.x)), "anchor_y": float(round(anchor.y))}


def areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape as one multipolygon."""
    return shapely.multipolygons([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def anchor_of(shape: BaseGeometry) -> shapely.Point:
    """Where a label stands: the centre of the largest circle inside, or the middle of the longest line."""
    if shape.geom_type.endswith("Polygon"):
        largest = max(shapely.get_parts(shape), key=shapely.area)
        return shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=largest.area**0.5 / 50), 0)
    return shapely.line_interpolate_point(max(shapely.get_parts(shape), key=shapely.length), 0.5, normalized=True)


def path(shape: BaseGeometry) -> str:
    """A shape of whole numbers as an SVG path: relative commands, no needless character; empty if nothing is left."""
    closed = shape.geom_type.endswith("Polygon")
    rings = shapely.get_rings(shapely.get_parts(shape)) if closed else shapely.get_parts(shape)
    text, start = "", np.zeros(2, dtype=int)
    for ring in rings:
        points = shapely.get_coordinates(ring).astype(int)
        points = points[np.r_[True, (np.diff(points, axis=0) != 0).any(axis=1)]]
        points = points[:-1] if closed and len(points) > 1 else points
        if len(points) < (3 if closed else 2):
            continue
        steps = np.diff(np.vstack([start, points]), axis=0).ravel()
        text += "m" + "".join(f"{n}" if n < 0 or k == 0 else f" {n}" for k, n in enumerate(steps.tolist()))
        text += "z" if closed else ""
        start = points[0] if closed else points[-1]
    return text
