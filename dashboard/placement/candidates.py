"""Where a label may stand: boxes around a point, about the middle of an area, or anywhere on the map; px."""

import numpy as np

from dashboard.placement.formats import Format
from dashboard.placement.ground import Points
from dashboard.placement.room import FRAME, leader_ends
from dashboard.view import Point

# Px between the places tried all over the map.
GRID = 14.0
# How far in px an area's name moves from the middle of it.
SHIFTS = np.array(
    [(0, 0), (0, -14), (0, 14), (-20, 0), (20, 0), (-20, -14), (20, 14), (-20, 14), (20, -14), (0, -28), (0, 28)], float
)


def _tries(*tries: tuple[float, float]) -> tuple[Points, Points]:
    """Shifts so many times as far, and how much larger than the name its box is: by the px that stay free around it."""
    shifts = np.concatenate([SHIFTS * times for times, _ in tries])
    free = np.repeat([free for _, free in tries], len(SHIFTS))
    return shifts, np.stack([-free, -free, free, free], axis=1)


TRIES: dict[str, tuple[Points, Points | float]] = {
    "country": _tries((1, 12), (1, 0), (2, 0), (3, 0)),
    "territory": _tries((1, 10), (1, 4)),
    "water": (SHIFTS[:5], 0.0),
}


def _around(at: Point, gap: float, width: float, height: float) -> tuple[Points, list[str]]:
    """Boxes right, left, on the four diagonals, above and below a point, and how their text aligns."""
    x, y = at
    near = gap * 0.75
    boxes = [
        (x + gap, y - height / 2), (x - gap - width, y - height / 2),
        (x + near, y - near - height), (x + near, y + near),
        (x - near - width, y - near - height), (x - near - width, y + near),
        (x - width / 2, y - gap - height), (x - width / 2, y + gap),
    ]  # fmt: skip
    aligns = ["start", "end", "start", "start", "end", "end", "middle", "middle"]
    return np.array([(left, top, left + width, top + height) for left, top in boxes]), aligns


def rings(at: Point, gaps: tuple[float, ...], width: float, height: float) -> tuple[Points, list[str]]:
    """The boxes around a point at several gaps, nearest first."""
    candidates = [_around(at, gap, width, height) for gap in gaps]
    return np.concatenate([boxes for boxes, _ in candidates]), [align for _, group in candidates for align in group]


def within(reach: float, at: Point, form: Format, width: float, height: float) -> Points:
    """Boxes (m, 4) of a size in rows and columns over the map, flush with its frame, nearest to a point first.

    None is further from the point than `reach`.
    """
    lefts, tops = (
        np.append(np.arange(FRAME + 1, last, GRID), last)
        for last in (form.width - width - FRAME - 1, form.height - height - FRAME - 1)
    )
    lefts = lefts[(lefts > at[0] - reach - width) & (lefts < at[0] + reach)]
    tops = tops[(tops > at[1] - reach - height) & (tops < at[1] + reach)]
    x, y = (places.ravel() for places in np.meshgrid(lefts, tops))
    boxes = np.stack([x, y, x + width, y + height], axis=1)
    away = np.hypot(*(leader_ends(at, boxes) - at).T)
    return boxes[np.argsort(away, kind="stable")[: np.count_nonzero(away < reach)]]
