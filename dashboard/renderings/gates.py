"""Where the frontier shows through a flow, as lines of their own: a picture is read by programs slow at clipping."""

from itertools import pairwise

import numpy as np

from dashboard.placement import PlacedScene
from dashboard.placement.flows import PlacedFlow
from dashboard.placement.ground import Points, line_parts
from dashboard.renderings.clipping import inside

STEP = 0.7


def gate(placed: PlacedScene, flow: PlacedFlow) -> str:
    """The path, in frame units, of what of a flow's frontier lies inside its body; empty where nothing does."""
    shape = placed.scene.base.shape(f"f-{flow.flow.frontier}")
    if shape is None:
        return ""
    outline = np.array(flow.outline)
    near = outline.min(axis=0) - 4, outline.max(axis=0) + 4
    runs = []
    for part in line_parts(shape.path):
        points = _dense(placed.ground.points(part), *near)
        within = inside(points, outline)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], within.astype(int), [0]])))
        runs += [points[start:end] for start, end in edges.reshape(-1, 2) if end - start > 1]
    ground = placed.ground
    back = [(run - (ground.shift_x, ground.shift_y)) / ground.scale for run in runs]
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in back)


def _dense(line: Points, low: Points, high: Points) -> Points:
    """The line with a point every STEP px; parts far from the box are left out as points far from it."""
    pieces = [line[:1]]
    for start, end in pairwise(line):
        away = (np.maximum(start, end) < low).any() or (np.minimum(start, end) > high).any()
        count = 1 if away else max(int(np.hypot(*(end - start)) / STEP), 1)
        pieces.append(start + (end - start) * (np.arange(1, count + 1) / count)[:, None])
    return np.concatenate(pieces)
