"""From frame units to pixels, and the points of a line in them."""

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dashboard.placement.formats import Format
from dashboard.view import MapScene, Point

Points = NDArray[np.float64]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?|[mMlLhHvVzZ]")


@dataclass(frozen=True)
class Ground:
    """px = units × scale + shift."""

    scale: float
    shift_x: float
    shift_y: float

    def point(self, point: Point) -> Point:
        """A frame point in px."""
        return point[0] * self.scale + self.shift_x, point[1] * self.scale + self.shift_y

    def points(self, points: Points) -> Points:
        """An (n, 2) array of frame points in px."""
        return points * self.scale + np.array([self.shift_x, self.shift_y])


def fit(scene: MapScene, form: Format) -> Ground:
    """The ground that shows the whole extent; what is left over goes to the left, where insets or the legend stand."""
    extent = (form.legend_below and scene.narrow) or scene.extent
    scale = min(form.width / extent.width, form.height / extent.height)
    left = 0.5 if form.legend_below or form.name == "inset" else (1.0 if scene.insets else 0.62)
    return Ground(
        scale,
        (form.width - extent.width * scale) * left - extent.min_x * scale,
        (form.height - extent.height * scale) / 2 - extent.min_y * scale,
    )


@lru_cache(maxsize=4096)
def line_parts(path: str) -> tuple[Points, ...]:
    """The polylines of an SVG path (M m L l H h V v Z z), each an (n, 2) array in frame units."""
    parts: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command = ""
    tokens = iter(NUMBER.findall(path))
    for token in tokens:
        if token.isalpha():
            command = token
            if command in "zZ" and parts:
                x, y = parts[-1][0]
                parts[-1].append((x, y))
            continue
        value = float(token)
        if command in "hHvV":
            x, y = {"h": (x + value, y), "H": (value, y), "v": (x, y + value), "V": (x, value)}[command]
        else:
            other = float(next(tokens))
            x, y = (x + value, y + other) if command.islower() else (value, other)
        if command in "mM":
            parts.append([(x, y)])
            command = "l" if command == "m" else "L"
        else:
            parts[-1].append((x, y))
    return tuple(np.array(part) for part in parts)
