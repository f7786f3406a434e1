"""Where a label may stand: boxes around a point, about the middle of an area, or anywhere on the map; px."""

import numpy as np

from dashboard.placement.formats import Format
from dashboard.placement.room import FRAME, Box
from dashboard.view import Point

# Px between the places tried all over the map.
GRID = 14.0
# How far in px an area's name moves from the middle of it.
SHIFTS = ((0, 0), (0, -14), (0, 14), (-20, 0), (20, 0), (-20, -14), (20, 14), (-20, 14), (20, -14), (0, -28), (0, 28))
# Of each kind of name, the shifts that are tried in turn, with the px that stay free around it.
Tries = tuple[tuple[float, float, float], ...]


def _tries(*tries: tuple[float, float]) -> Tries:
    """SHIFTS so many times as far, and how many px stay free around the name."""
    return tuple((across * times, down * times, free) for times, free in tries for across, down in SHIFTS)


TRIES: dict[str, Tries] = {
    "country": _tries((1, 12), (1, 0), (2, 0), (3, 0)),
    "territory": _tries((1, 10), (1, 4)),
    "water": _tries((1, 0))[:5],
}
USUAL = _tries((1, 0))


def _around(at: Point, gap: float, width: float, height: float) -> list[tuple[Box, str]]:
    """Boxes right, left, on the four diagonals, above and below a point, and how their text aligns."""
    x, y = at
    near = gap * 0.75
    places = (
        (x + gap, y - height / 2, "start"), (x - gap - width, y - height / 2, "end"),
        (x + near, y - near - height, "start"), (x + near, y + near, "start"),
        (x - near - width, y - near - height, "end"), (x - near - width, y + near, "end"),
        (x - width / 2, y - gap - height, "middle"), (x - width / 2, y + gap, "middle"),
    )  # fmt: skip
    return [((left, top, left + width, top + height), align) for left, top, align in places]


def rings(at: Point, gaps: tuple[float, ...], width: float, height: float) -> tuple[list[Box], list[str]]:
    """The boxes around a point at several gaps, nearest first, and how their texts align."""
    places = [place for gap in gaps for place in _around(at, gap, width, height)]
    return [box for box, _ in places], [align for _, align in places]


def within(reach: float, at: Point, form: Format, width: float, height: float) -> list[Box]:
    """Boxes of a size in rows and columns over the map, flush with its frame, nearest to a point first.

    None is further from the point than `reach`.
    """
    lefts, tops = (
        np.append(np.arange(FRAME + 1, last, GRID), last)
        for last in (form.width - width - FRAME - 1, form.height - height - FRAME - 1)
    )
    lefts = lefts[(lefts > at[0] - reach - width) & (lefts < at[0] + reach)]
    tops = tops[(tops > at[1] - reach - height) & (tops < at[1] + reach)]
    across, down = np.clip(at[0], lefts, lefts + width) - at[0], np.clip(at[1], tops, tops + height) - at[1]
    away = np.hypot(across, down[:, None]).ravel()
    order = np.argsort(away, kind="stable")[: np.count_nonzero(away < reach)]
    rows, columns = np.divmod(order, max(len(lefts), 1))
    return [(x, y, x + width, y + height) for x, y in zip(lefts[columns].tolist(), tops[rows].tolist(), strict=True)]
