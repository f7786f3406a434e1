"""On which side of the frontier lines a place is."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np

from dashboard.placement.ground import Points
from dashboard.view import Point

Box = tuple[float, float, float, float]
# How a label stands to its point: on the same side, beyond a frontier line, or across one; worst last.
OWN, BEYOND, ACROSS = range(3)


class Sides:
    """Frontier lines in px, each an (n, 2) array, as straight pieces by their upper end."""

    def __init__(self, lines: Iterable[Points] = ()) -> None:
        pieces = np.concatenate([np.empty((0, 4)), *(np.hstack([line[:-1], line[1:]]) for line in lines)])
        tops = pieces[:, 1::2].min(axis=1)
        order = np.argsort(tops)
        self._tops, self._pieces = tops[order].tolist(), pieces[order].tolist()
        self._highest = float(np.ptp(pieces[:, 1::2], axis=1).max(initial=0))

    def stand(self, point: Point, box: Box) -> int:
        """How a box stands to a point: OWN, BEYOND where a line parts its middle from it, ACROSS one that is in it."""
        (x, y), (x0, y0, x1, y1) = point, box
        left, right, top, bottom = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
        first, last = bisect_left(self._tops, top - self._highest), bisect_right(self._tops, bottom)
        near = [
            (a, b, c, d)
            for a, b, c, d in self._pieces[first:last]
            if (a > left or c > left) and (a < right or c < right) and (b > top or d > top)
        ]
        if not near:
            return OWN
        # What passes straight through a box crosses a diagonal; what turns within it has an end there.
        if (
            any(x0 < a < x1 and y0 < b < y1 for a, b, *_ in near)
            or _crossings(near, (x0, y0), (x1, y1))
            or _crossings(near, (x0, y1), (x1, y0))
        ):
            return ACROSS
        return BEYOND if _crossings(near, point, ((x0 + x1) / 2, (y0 + y1) / 2)) % 2 else OWN


def _crossings(pieces: Iterable[Box], start: Point, end: Point) -> int:
    """How many pieces the straight way from a point to another crosses."""
    (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
    found = 0
    for a, b, c, d in pieces:
        # On different sides of the way lie the ends of the piece, of the piece those of the way.
        if (across * (b - y) > down * (a - x)) != (across * (d - y) > down * (c - x)):
            run, rise = c - a, d - b
            found += (run * (y - b) > rise * (x - a)) != (run * (end[1] - b) > rise * (end[0] - a))
    return found
