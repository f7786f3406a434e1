"""What is taken on the map, and which of several boxes is free.

Plain floats: little of what is taken is near a box, and numpy takes longer to be asked than to answer.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, product
from math import ceil, inf

import numpy as np

from dashboard.placement.flows import PlacedFlow
from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground, Points, line_parts
from dashboard.placement.sides import ACROSS, OWN, Sides
from dashboard.placement.ties import PlacedTie
from dashboard.view import MapScene, Point

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""
FRAME = 4.0
# Px: a leader is taken as boxes of this size along it.
PIECE = 6.0
# How many times worse it is to cross words than a piece of a flow.
SOLID = 20
# Px: what is taken is kept by squares of this size.
SQUARE = 40


def leader_end(at: Point, box: Box) -> Point:
    """Where the leader from a point meets a box: the nearest point of it."""
    return min(max(at[0], box[0]), box[2]), min(max(at[1], box[1]), box[3])


class Room:
    """What is taken on the map, as boxes."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._squares: defaultdict[tuple[int, int], list[tuple[Box, int]]] = defaultdict(list)
        # What was last found in the way: of places tried in a row, it is mostly in the way of the next one too.
        self._last: Box = (0, 0, 0, 0)
        self._soft = self._thin = Dots(np.empty((0, 2)))
        self.sides = Sides()

    def take(self, x0: float, y0: float, x1: float, y1: float, *, weight: int = SOLID) -> None:
        """Marks a box as taken; `weight` is what a leader pays for crossing it."""
        taken = (x0, y0, x1, y1), weight
        for square in self._reached(x0, y0, x1, y1):
            square.append(taken)

    def take_flow(self, placed: PlacedFlow) -> None:
        """Marks the body, the head and the round start of a flow as taken."""
        outline = placed.outline
        half = len(outline) // 2
        steps = max(1, half // 9)
        for start in range(0, half, steps):
            end = min(start + steps, half)
            (a, e), (b, f), (c, g), (d, h) = outline[start], outline[end], outline[-1 - start], outline[-1 - end]
            self.take(min(a, b, c, d), min(e, f, g, h), max(a, b, c, d), max(e, f, g, h), weight=1)
        self.take(*_around(*placed.head), weight=1)
        if placed.flow.origin is not None:
            (x, y), reach = placed.centre[0], placed.width / 2
            self.take(x - reach, y - reach, x + reach, y + reach, weight=1)

    def take_leader(self, start: Point, end: Point) -> None:
        """Marks a leader as taken."""
        count = max(2, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / PIECE) + 1)
        for piece in pairwise(np.linspace(start, end, count).tolist()):
            x0, y0, x1, y1 = _around(*piece)
            self.take(x0 - 1, y0 - 1, x1 + 1, y1 + 1)

    def take_lines(self, scene: MapScene, ground: Ground) -> None:
        """The frontier lines, as soft obstacles."""
        shapes = [scene.base.shape(f"f-{line.frontier}") for line in scene.lines]
        points = [ground.points(part) for shape in shapes if shape is not None for part in line_parts(shape.path)]
        if points:
            self.sides = Sides(points)
            everything = np.concatenate(points)
            inside = (everything >= 0).all(axis=1) & (everything <= (self.form.width, self.form.height)).all(axis=1)
            self._soft = Dots(everything[inside])

    def take_ties(self, ties: tuple[PlacedTie, ...]) -> None:
        """The heads of ties as taken; their lines as what a label avoids where it can."""
        for tie in ties:
            if tie.head:
                self.take(*_around(*tie.head))
        if ties:
            self._thin = Dots(np.concatenate([np.array(tie.line) for tie in ties]))

    def free(self, box: Box) -> bool:
        """Whether a box overlaps nothing that is taken, nor the frame."""
        x0, y0, x1, y1 = box
        left, top, right, bottom = self._last
        if (x0 < right and x1 > left and y0 < bottom and y1 > top) or self._outside(box):
            return False
        for square in self._reached(x0, y0, x1, y1):
            for taken, _ in square:
                left, top, right, bottom = taken
                if x0 < right and x1 > left and y0 < bottom and y1 > top:
                    self._last = taken
                    return False
        return True

    def overlaps(self, box: Box) -> int:
        """How many taken boxes a box overlaps; the frame counts as one."""
        x0, y0, x1, y1 = box
        found = {
            id(taken)
            for taken in chain.from_iterable(self._reached(x0, y0, x1, y1))
            if x0 < taken[0][2] and x1 > taken[0][0] and y0 < taken[0][3] and y1 > taken[0][1]
        }
        return len(found) + self._outside(box)

    def crossed(self, at: Point, box: Box, most: float = inf) -> float:
        """What the leader from a point to a box crosses, by weight: 0 where it is clear; counted until it is over most.

        Rings and pieces of flows count 1, unless the point lies in them; words and all else count SOLID.
        """
        x, y = at
        end = leader_end(at, box)
        low_x, low_y, high_x, high_y = _around(at, end)
        across, down = (1 / (way if abs(way) >= 1e-6 else 1e-6) for way in (end[0] - x, end[1] - y))
        paid, met = 0, set[int]()
        for taken in self._along(at, end):
            (x0, y0, x1, y1), weight = taken
            # A px more: what only touches the way is left to the shares of it.
            if x0 > high_x + 1 or x1 < low_x - 1 or y0 > high_y + 1 or y1 < low_y - 1:
                continue
            if (weight < SOLID and x0 <= x <= x1 and y0 <= y <= y1) or id(taken) in met:
                continue
            # Shares of the way at which it meets both sides of the box, across and down.
            left, right, top, bottom = (x0 - x) * across, (x1 - x) * across, (y0 - y) * down, (y1 - y) * down
            enters = max(0.0, min(left, right), min(top, bottom))
            if enters < min(1.0, max(left, right), max(top, bottom)):
                met.add(id(taken))
                paid += weight
                if paid > most:
                    break
        return paid

    def choose(self, at: Point, boxes: Iterable[Box], wanted: int = OWN, most: int = ACROSS) -> int | None:
        """Index of the first free box that stands to a point as `wanted` (`Sides.stand`) or better, else of one that
        stands best, at `most` so badly; None where there is none.
        """
        fewest, chosen, astray = inf, None, list[tuple[int, int]]()
        for index, box in enumerate(boxes):
            if not self.free(box):
                continue
            if (stand := self.sides.stand(at, box)) > wanted:
                astray.append((stand, index))
                continue
            hits = self._thin.within(box)
            if hits < fewest:
                fewest, chosen = hits, index
            if not hits:
                break
        if chosen is not None:
            return chosen
        return next((index for stand, index in sorted(astray)[:1] if stand <= most), None)

    def line_hits(self, box: Box) -> int:
        """How many points of frontier lines and of ties lie in a box."""
        return self._soft.within(box) + self._thin.within(box)

    def _outside(self, box: Box) -> bool:
        x0, y0, x1, y1 = box
        return x0 < FRAME or y0 < FRAME or x1 > self.form.width - FRAME or y1 > self.form.height - FRAME

    def _reached(self, x0: float, y0: float, x1: float, y1: float) -> Iterator[list[tuple[Box, int]]]:
        """The squares that a box reaches into."""
        columns, rows = range(int(x0 / SQUARE), int(x1 / SQUARE) + 1), range(int(y0 / SQUARE), int(y1 / SQUARE) + 1)
        return map(self._squares.__getitem__, product(columns, rows))

    def _along(self, start: Point, end: Point) -> Iterator[tuple[Box, int]]:
        """What is taken in the squares that a line passes, some of it more than once."""
        (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
        count = 1 + int(max(abs(across), abs(down)) // SQUARE)
        points = [(x + across * step / count, y + down * step / count) for step in range(count + 1)]
        for piece in pairwise(points):
            x0, y0, x1, y1 = _around(*piece)
            yield from chain.from_iterable(self._reached(x0 - 1, y0 - 1, x1 + 1, y1 + 1))


class Dots:
    """Points along lines, (n, 2) in px, by their height."""

    def __init__(self, points: Points) -> None:
        self._x, self._y = points[np.argsort(points[:, 1])].T.tolist()

    def within(self, box: Box) -> int:
        """How many lie in a box."""
        x0, y0, x1, y1 = box
        return sum(x0 < x < x1 for x in self._x[bisect_right(self._y, y0) : bisect_left(self._y, y1)])


def _around(*points: Point) -> Box:
    """The box around some points."""
    x, y = zip(*points, strict=True)
    return min(x), min(y), max(x), max(y)
