"""Lines and rings in px cut to a rectangle, thinned and hatched: native shapes have no clip of their own."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dashboard.placement.ground import Points

# Under half a pixel of a slide of 1920, two points are one. Neighbours snap alike, so their common edge stays common.
GRID = 0.6
# From one stroke of a hatched band to the next, in px of a slide of 1920.
PITCH = 7.8


@dataclass(frozen=True)
class Rect:
    """A rectangle in px."""

    x0: float
    y0: float
    x1: float
    y1: float

    def grown(self, by: float) -> "Rect":
        """The same rectangle, so many px larger on each side."""
        return Rect(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def holds(self, points: Points) -> bool:
        """Whether all points lie in it."""
        return bool(
            (points[:, 0].min() >= self.x0)
            and (points[:, 1].min() >= self.y0)
            and (points[:, 0].max() <= self.x1)
            and (points[:, 1].max() <= self.y1)
        )

    def misses(self, points: Points) -> bool:
        """Whether the box around the points lies outside."""
        return bool(
            (points[:, 0].max() <= self.x0)
            or (points[:, 1].max() <= self.y0)
            or (points[:, 0].min() >= self.x1)
            or (points[:, 1].min() >= self.y1)
        )


def thinned(points: Points) -> Points:
    """The points on the grid, none twice in a row."""
    snapped = np.round(points / GRID) * GRID
    new = np.ones(len(snapped), dtype=bool)
    new[1:] = np.any(np.diff(snapped, axis=0) != 0, axis=1)
    return snapped[new]


def clip_ring(ring: Points, rect: Rect) -> Points:
    """A closed ring cut to a rectangle (Sutherland–Hodgman), (0, 2) where nothing is left."""
    if rect.misses(ring):
        return np.empty((0, 2))
    points = thinned(ring)
    if len(points) > 1 and np.array_equal(points[0], points[-1]):
        points = points[:-1]
    if not rect.holds(points):
        for axis, bound, sign in ((0, rect.x0, 1), (0, rect.x1, -1), (1, rect.y0, 1), (1, rect.y1, -1)):
            points = _cut(points, axis, bound, sign)
    return points if len(points) > 2 else np.empty((0, 2))


def _cut(points: Points, axis: int, bound: float, sign: int) -> Points:
    """The part of a ring on one side of a line; each edge gives its start when inside, and where it crosses."""
    if not len(points):
        return points
    depth = (points[:, axis] - bound) * sign
    after = np.roll(depth, -1)
    inside, crosses = depth >= 0, (depth >= 0) != (after >= 0)
    share = np.divide(depth, depth - after, out=np.zeros_like(depth), where=crosses)[:, None]
    meets = points + (np.roll(points, -1, axis=0) - points) * share
    both = np.stack([points, meets], axis=1).reshape(-1, 2)
    return both[np.stack([inside, crosses], axis=1).reshape(-1)]


def clip_line(line: Points, rect: Rect) -> list[Points]:
    """The parts of a polyline inside a rectangle."""
    if rect.misses(line):
        return []
    points = thinned(line)
    if rect.holds(points):
        return [points] if len(points) > 1 else []
    parts: list[list[Points]] = []
    for start, end in pairwise(points):
        piece = _within(start, end, rect)
        if piece is None:
            continue
        first, last = piece
        if parts and np.allclose(parts[-1][-1], first):
            parts[-1].append(last)
        else:
            parts.append([first, last])
    return [np.array(part) for part in parts]


def _within(start: Points, end: Points, rect: Rect) -> tuple[Points, Points] | None:
    """The part of a segment inside a rectangle (Liang–Barsky)."""
    low, high, step = 0.0, 1.0, end - start
    for axis, least, most in ((0, rect.x0, rect.x1), (1, rect.y0, rect.y1)):
        if step[axis] == 0:
            if not least <= start[axis] <= most:
                return None
            continue
        near, far = sorted(((least - start[axis]) / step[axis], (most - start[axis]) / step[axis]))
        low, high = max(low, near), min(high, far)
    return (start + step * low, start + step * high) if low < high else None


def resampled(line: Points, step: float) -> Points:
    """Points along a polyline, about one each `step` px."""
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    places = np.linspace(0.0, run[-1], max(int(run[-1] / step), 1) + 1)
    return np.stack([np.interp(places, run, line[:, 0]), np.interp(places, run, line[:, 1])], axis=1)


def hatch(lines: list[Points], width: float, rect: Rect) -> list[Points]:
    """Strokes at 45° that fill a band of `width` px along polylines, PITCH px apart, cut to a rectangle.

    The band is the union of discs on the line: each stroke is the union of its chords through them.
    """
    if not lines:
        return []
    centres = np.concatenate([resampled(line, 3.0) for line in lines])
    turn = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    turned = centres @ turn
    radius = width / 2
    rows = np.arange(
        np.floor((turned[:, 1].min() - radius) / PITCH), np.ceil((turned[:, 1].max() + radius) / PITCH) + 1
    )
    strokes: list[Points] = []
    for level in rows * PITCH:
        away = np.abs(turned[:, 1] - level)
        near = away < radius
        half = np.sqrt(radius**2 - away[near] ** 2)
        for start, end in _joined(turned[near, 0] - half, turned[near, 0] + half):
            stroke = np.array([[start, level], [end, level]]) @ turn.T
            strokes += [np.array(piece) for piece in [_within(stroke[0], stroke[1], rect)] if piece is not None]
    return strokes


def _joined(starts: Points, ends: Points) -> list[tuple[float, float]]:
    """Intervals that overlap made one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(zip(starts.tolist(), ends.tolist(), strict=True)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def inside(points: Points, ring: Points) -> NDArray[np.bool_]:
    """Which points lie in a ring (even–odd)."""
    x, y = points[:, 0][:, None], points[:, 1][:, None]
    x0, y0 = ring[:, 0], ring[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    spans = (y0 > y) != (y1 > y)
    rise = np.where(y1 == y0, 1.0, y1 - y0)
    return np.asarray((spans & (x < (x1 - x0) * (y - y0) / rise + x0)).sum(axis=1) % 2 == 1)
