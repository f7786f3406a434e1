"""What is taken on the map, and which of several boxes is free."""

import numpy as np

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground, Points, line_points
from dashboard.placement.ties import PlacedTie
from dashboard.view import MapScene

FRAME = 4.0


class Room:
    """What is taken on the map, as boxes."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._boxes = np.empty((1024, 4))
        self._count = 0
        self._soft: Points = np.empty((0, 2))
        self._thin: Points = np.empty((0, 2))

    def take(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Marks a box as taken."""
        if self._count == len(self._boxes):
            self._boxes = np.concatenate([self._boxes, np.empty_like(self._boxes)])
        self._boxes[self._count] = (x0, y0, x1, y1)
        self._count += 1

    def take_flow(self, placed: PlacedFlow) -> None:
        """Marks the body and the head of a flow as taken."""
        points = np.array(placed.outline)
        half = len(points) // 2
        steps = max(1, half // 9)
        for index in range(0, half, steps):
            pair = points[[index, min(index + steps, half), -1 - index, -1 - min(index + steps, half)]]
            self.take(*pair.min(axis=0), *pair.max(axis=0))
        head = np.array(placed.head)
        self.take(*head.min(axis=0), *head.max(axis=0))

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
        taken = self._boxes[: self._count]
        hits = (
            (boxes[:, None, 0] < taken[None, :, 2])
            & (boxes[:, None, 2] > taken[None, :, 0])
            & (boxes[:, None, 1] < taken[None, :, 3])
            & (boxes[:, None, 3] > taken[None, :, 1])
        )
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
