"""Ties between places as curves in px: bent a little, so that they are told from frontiers and from each other."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground
from dashboard.view import MapScene, Point, Tie

# Share of its length that a tie bends aside: functional ones to the right of their way, institutional ones to the left.
BEND = {"functional": 0.16, "institutional": -0.09}
POINTS = 26
HEAD, SHOULDERS = 9.0, 7.0


@dataclass(frozen=True)
class PlacedTie:
    """A tie in px: its line, and where it leads somewhere the triangle of its head."""

    tie: Tie
    line: tuple[Point, ...]
    head: tuple[Point, ...] = ()


def place_ties(scene: MapScene, form: Format, ground: Ground) -> tuple[PlacedTie, ...]:
    """All ties of a scene, institutional ones first: functional ones lie above them."""
    ordered = sorted(scene.ties, key=lambda tie: tie.kind == "functional")
    unit = form.unit(0.8)
    return tuple(_place(tie, ground.point(tie.start), ground.point(tie.end), unit) for tie in ordered)


def _place(tie: Tie, start: Point, end: Point, unit: float) -> PlacedTie:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    bend = BEND[tie.kind]
    control = ((start[0] + end[0]) / 2 - down * bend * 2, (start[1] + end[1]) / 2 + across * bend * 2)
    us = np.linspace(0.0, 1.0, POINTS)[:, None]
    curve = (1 - us) ** 2 * np.array(start) + 2 * us * (1 - us) * np.array(control) + us**2 * np.array(end)
    line = tuple(map(tuple, curve.tolist()))
    if tie.kind == "institutional" or length < 2 * HEAD * unit:
        return PlacedTie(tie, line)
    along = np.array(end) - np.array(control)
    along /= np.hypot(*along) or 1.0
    base = np.array(end) - along * HEAD * unit
    side = np.array([-along[1], along[0]]) * SHOULDERS * unit / 2
    head = tuple(map(tuple, np.array([base + side, end, base - side]).tolist()))
    return PlacedTie(tie, line, head)
