"""What is taken on the map, and which of several boxes is free."""

from math import ceil

import numpy as np

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground, Points, line_points
from dashboard.placement.ties import PlacedTie
from dashboard.view import MapScene, Point

FRAME = 4.0
# Px: a leader is taken as boxes of this size along it.
PIECE = 6.0
# How many times worse it is to cross words than a piece of a flow.
SOLID = 20


def leader_ends(at: Point, boxes: Points) -> Points:
    """Where leaders from a point meet boxes (m, 4): the nearest point of each, (m, 2)."""
    return np.clip(at, boxes[:, :2], boxes[:, 2:])


class Room:
    """What is taken on the map, as boxes."""

    def __init__(self, form: Format) -> None:
        self.form = form
        # Sides in rows: numpy runs along them.
        self._boxes = np.empty((4, 1024))
        self._weights = np.empty(1024)
        self._count = 0
        self._soft: Points = np.empty((0, 2))
        self._thin: Points = np.empty((0, 2))

    def take(self, *box: float, weight: float = SOLID) -> None:
        """Marks a box (x0, y0, x1, y1) as taken; `weight` is what a leader pays for crossing it."""
        self._take(np.array([box]), weight)

    def _take(self, boxes: Points, weight: float = SOLID) -> None:
        last = self._count + len(boxes)
        if last > len(self._weights):
            more = max(len(self._weights), len(boxes))
            self._boxes = np.concatenate([self._boxes, np.empty((4, more))], axis=1)
            self._weights = np.concatenate([self._weights, np.empty(more)])
        self._boxes[:, self._count : last] = boxes.T
        self._weights[self._count : last] = weight
        self._count = last

    def take_flow(self, placed: PlacedFlow) -> None:
        """Marks the body and the head of a flow as taken."""
        points = np.array(placed.outline)
        half = len(points) // 2
        steps = max(1, half // 9)
        starts = np.arange(0, half, steps)
        ends = np.minimum(starts + steps, half)
        pieces = points[np.stack([starts, ends, -1 - starts, -1 - ends])]
        self._take(np.concatenate([pieces.min(axis=0), pieces.max(axis=0)], axis=1), 1)
        head = np.array(placed.head)
        self.take(*head.min(axis=0), *head.max(axis=0), weight=1)

    def take_leader(self, start: Point, end: Point) -> None:
        """Marks a leader as taken."""
        count = max(2, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / PIECE) + 1)
        along = np.linspace(start, end, count)
        low, high = np.minimum(along[:-1], along[1:]), np.maximum(along[:-1], along[1:])
        self._take(np.concatenate([low - 1, high + 1], axis=1))

    def crossed(self, at: Point, boxes: Points) -> Points:
        """What the leader from a point to each box (m, 4) crosses, by weight: 0 where it is clear.

        Rings and pieces of flows count 1, unless the point lies in them; words and all else count SOLID.
        """
        taken, weights = self._boxes[:, : self._count], self._weights[: self._count]
        x0, y0, x1, y1 = taken
        own = (weights < SOLID) & (x0 <= at[0]) & (y0 <= at[1]) & (x1 >= at[0]) & (y1 >= at[1])
        taken, weights = taken[:, ~own], weights[~own]
        way = leader_ends(at, boxes) - np.array(at)
        enters, leaves = 0.0, 1.0
        for axis in (0, 1):
            # Shares of the way at which it meets both sides of each box.
            share = 1 / np.where(np.abs(way[:, axis]) < 1e-6, 1e-6, way[:, axis])[:, None]
            one, other = (taken[axis] - at[axis]) * share, (taken[axis + 2] - at[axis]) * share
            enters = np.maximum(enters, np.minimum(one, other))
            leaves = np.minimum(leaves, np.maximum(one, other))
        return (enters < leaves) @ weights

    def take_lines(self, scene: MapScene, ground: Ground) -> None:
        """The frontier lines, as soft obstacles."""
        shapes = [scene.base.shape(f"f-{line.frontier}") for line in scene.lines]
        points = [ground.points(line_points(shape)) for shape in shapes if shape is not None]
        if points:
            everything = np.concatenate(points)
            inside = (everything >= 0).all(axis=1) & (everything <= (self.form.width, self.form.height)).all(axis=1)
            self._soft = everything[inside]

    def take_ties(self, ties: tuple[PlacedTie, ...]) -> None:
        """The heads of ties as taken; their lines as what a label avoids where it can."""
        for tie in ties:
            if tie.head:
                head = np.array(tie.head)
                self.take(*head.min(axis=0), *head.max(axis=0))
        if ties:
            self._thin = np.concatenate([np.array(tie.line) for tie in ties])

    def overlaps(self, boxes: Points) -> Points:
        """How many taken boxes each box (m, 4) overlaps."""
        taken = self._boxes[:, : self._count]
        if len(boxes):
            # Few are near: candidates stand close together.
            (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
            taken = taken[:, (taken[0] < right) & (taken[1] < bottom) & (taken[2] > left) & (taken[3] > top)]
        x0, y0, x1, y1 = taken
        left, top, right, bottom = boxes.T[:, :, None]
        hits = (left < x1) & (right > x0) & (top < y1) & (bottom > y0)
        outside = (
            (boxes[:, 0] < FRAME)
            | (boxes[:, 1] < FRAME)
            | (boxes[:, 2] > self.form.width - FRAME)
            | (boxes[:, 3] > self.form.height - FRAME)
        )
        return hits.sum(axis=1) + outside

    def soft_hits(self, boxes: Points) -> Points:
        """How many points of frontier lines lie in each box."""
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        x, y = self._soft[((self._soft > low) & (self._soft < high)).all(axis=1)].T
        inside = (boxes[:, None, 0] < x) & (boxes[:, None, 2] > x) & (boxes[:, None, 1] < y) & (boxes[:, None, 3] > y)
        return inside.sum(axis=1)

    def choose(self, boxes: Points, strict: bool) -> int | None:
        """Index of the first free box, off the frontier line if one is; None where nothing is free."""
        free = np.flatnonzero(self.overlaps(boxes) == 0)
        if not len(free):
            return None
        clear = free[self.soft_hits(boxes[free]) == 0]
        if len(clear):
            return int(clear[np.argmin(self.tie_hits(boxes[clear]))]) if len(self._thin) else int(clear[0])
        return None if strict else int(free[0])

    def tie_hits(self, boxes: Points) -> Points:
        """How many points of ties lie in each box."""
        x, y = self._thin.T
        inside = (boxes[:, None, 0] < x) & (boxes[:, None, 2] > x) & (boxes[:, None, 1] < y) & (boxes[:, None, 3] > y)
        return inside.sum(axis=1)
