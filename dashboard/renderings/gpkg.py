"""View → what `geodata.layers` is asked for: ids, styles and figures of what the map shows, as JSON."""

from dataclasses import asdict

import orjson

from dashboard.placement import PAGE, PlacedScene, place
from dashboard.placement.flows import PlacedFlow
from dashboard.renderings.credit import about
from dashboard.theme import color
from dashboard.view import View

PAINTS = {"secret": "paper", "not-collected": "paper", "bare": "paper"}


def request(view: View, address: str, date: str) -> bytes:
    """The request for a View: fills, lines, flows and marks of the map and its insets, figures, metadata."""
    placed = place(view.map, PAGE)
    scenes = (placed, *(inset.placed for inset in placed.insets))
    return orjson.dumps(
        {
            "fills": [
                [fill.territory, fill.style, color(PAINTS.get(fill.style, fill.style)), color("paper"), fill.label]
                for scene in scenes
                for fill in scene.scene.fills
            ],
            "lines": [
                [
                    line.frontier,
                    line.state,
                    line.emphasis,
                    color("ink"),
                    1.7 if line.emphasis == "selected" else 1.15,
                    line.label,
                ]
                for scene in scenes
                for line in scene.scene.lines
            ],
            "marks": [[mark.mark.pole, mark.mark.label] for scene in scenes for mark in scene.marks],
            "flows": [_flow(view, scene, flow) for scene in scenes for flow in scene.flows],
            "figures": [asdict(figure) for figure in view.figures],
            "metadata": {**about(view, address, date), **{note.head: note.text for note in view.notes if note.text}},
        },
        option=orjson.OPT_SERIALIZE_NUMPY,
    )


def _flow(view: View, scene: PlacedScene, placed: PlacedFlow) -> dict[str, object]:
    flow, ground = placed.flow, scene.ground
    line = [
        ((x - ground.shift_x) / ground.scale, (y - ground.shift_y) / ground.scale)
        for x, y in (*placed.centre, placed.tip)
    ]
    figure = next((item for item in view.figures if (item.field, item.source) == (flow.field, flow.source)), None)
    return {
        "id": flow.id,
        "frontier": flow.frontier,
        "direction": flow.direction,
        "workers": flow.workers,
        "style": flow.style,
        "stroke": color(flow.direction),
        "stroke_width": round(placed.width, 2),
        "label": flow.label,
        "field": flow.field,
        "field_name": figure.field_name if figure else "",
        "source": flow.source,
        "licence": figure.licence if figure else "",
        "frame": scene.scene.base.frame,
        "line": line,
    }
