"""ChartSpec → Plotly figure as a dict (a go.Figure costs 30 to 250 ms), and the figure element around it.

browser.js hands the figures to Plotly once the map is placed, so that no chart delays it.

The chart says what LOOK.md asks: no frame, zero always, values on the marks, a visible break between two fields, a
patterned stub for what is missing. Its words are all of the View; its table is made by browser.js when it is opened.
"""

import json
from typing import Any

from markupsafe import Markup

from dashboard import theme
from dashboard.format import several
from dashboard.placement.formats import Role, text_width
from dashboard.renderings.tags import tag
from dashboard.renderings.timelines import COLUMN, DIGIT, lines, wrap
from dashboard.text import Text
from dashboard.view import ChartSpec, Value

Dict = dict[str, Any]

ROW, THICK, STUB, LONGEST = 21, 13, 60, 21
# Height (px) of the rows of a chart with names of two lines.
TALL = 36
AXIS = Role("axis", 12, 400)
# Fill, edge, pattern and its colour of a bar by the status of its value.
LOOKS = {
    "observed": ("{name}", "{gap}", "", ""),
    "estimate": ("{tint}", "{edge}", "", ""),
    "caution": ("caution", "{edge}", ".", "caution-dot"),
    "secret": ("paper", "secret", ".", "secret"),
    "not-collected": ("paper", "hatch", "/", "hatch"),
}


def frame(spec: ChartSpec, t: Text, drawn: Dict) -> Markup:
    """The figure element around a drawn chart: title, caption, room for the drawing, text alternative, table."""
    table = json.dumps({"title": spec.title, "columns": spec.columns, "rows": spec.rows}, ensure_ascii=False)
    room = tag("div", tag("div", class_="plot", data_own=""), class_="drawing", aria_hidden="true",
               style=f"height:{drawn['layout']['height']}px")  # fmt: skip
    rows = tag("div", data_own="", tabindex="0", role="region", aria_label=spec.title)
    return tag(
        "figure",
        tag("figcaption", tag("h2", spec.title), tag("p", spec.caption, *keys(spec), class_="caption")),
        room,
        tag("p", spec.alt, class_="unseen"),
        tag("p", spec.note, class_="caption"),
        images(t),
        tag("details", tag("summary", t("page.panel.table")), rows, class_="table", data_table=table),
        class_=f"chart {spec.kind}",
        data_source=several(spec.sources, t.language),
    )


def rounded(part: Any) -> Any:
    """A figure, or a part of one, its numbers to six digits: more than a drawing shows."""
    if isinstance(part, dict):
        return {key: rounded(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [rounded(value) for value in part]
    return float(f"{part:.6g}") if isinstance(part, float) else part


def images(t: Text) -> Markup:
    """The buttons that save the chart as a picture; share.js draws it with its title, caption and source."""
    kinds = [
        tag("button", name, type="button", data_image=name.lower(), aria_label=t("share.chart_image", format=name))
        for name in ("PNG", "SVG")
    ]
    return tag("p", *kinds, class_="images")


def keys(spec: ChartSpec) -> list[Markup]:
    """The names of several series with their swatches; the segments of a line chart carry theirs below them."""
    if spec.kind == "lines" or len(spec.series) < 2:
        return []
    return [tag("span", series.name, class_=f"key {shade(spec, n)}") for n, series in enumerate(spec.series)]


def figure(spec: ChartSpec, language: str) -> Dict:
    """The Plotly figure of a chart; its layout's height (px) grows with its rows."""
    traces, layout = lines(spec, language) if spec.kind == "lines" else _rows(spec)
    base = {
        "font": {"family": theme.family(), "size": 12, "color": theme.color("ink")},
        "paper_bgcolor": theme.color("paper"), "plot_bgcolor": theme.color("paper"),
        "showlegend": False, "hovermode": False, "dragmode": False, "autosize": True,
    }  # fmt: skip
    return {"data": traces, "layout": base | layout}


def shade(spec: ChartSpec, n: int) -> str:
    """The colour of the n-th series; several of ink take ink, grey and paper, so that a grey print tells them apart."""
    if spec.series[n].tone != "ink":
        return spec.series[n].tone
    before = sum(series.tone == "ink" for series in spec.series[:n])
    return ("ink", "ink3", "paper")[min(before, 2)]


def order(spec: ChartSpec) -> list[int]:
    """The categories as bars have them: as given, those without any figure last."""
    count = len(spec.series[0].values) if spec.series else 0
    return sorted(range(count), key=lambda n: all(series.values[n].amount is None for series in spec.series))


def _rows(spec: ChartSpec) -> tuple[list[Dict], Dict]:
    """Horizontal bars, first category on top, what is missing last."""
    rows = order(spec)
    texts = [spec.totals[n] if spec.totals else spec.series[0].values[n].text for n in rows]
    ends = [sum(series.values[n].amount or 0 for series in spec.series) for n in rows]
    names = _names(spec)
    left = max((text_width(line, AXIS, 1.0) for name in names for line in name), default=0.0) + 14
    row = row_height(spec)
    right = max((len(text) for text in texts), default=0) * DIGIT + 8
    room = COLUMN - left
    top = max([*ends, 1]) * room / max(room - right, 60)
    stub = STUB * top / room
    at = list(range(len(rows)))
    traces = []
    for k, series in enumerate(spec.series):
        for status in LOOKS:
            drawn = [(y, series.values[n]) for y, n in enumerate(rows) if _is(series.values[n], status)]
            if drawn:
                ends_ = [(y, stub if value.amount is None else value.amount) for y, value in drawn]
                traces.append(_bars(shade(spec, k), status, ends_, row))
    tips = [max(end, stub) if _stubbed(spec, n) else end for n, end in zip(rows, ends, strict=True)]
    traces.append({
        "type": "scatter", "mode": "text", "x": tips, "y": at, "text": [f" {text}" for text in texts],
        "textposition": "middle right", "textfont": {"weight": 600}, "cliponaxis": False,
    })  # fmt: skip
    return traces, _row_axes(["<br>".join(names[n]) for n in rows], left, top, row)


def _names(spec: ChartSpec) -> list[list[str]]:
    """The names of the categories, each in two lines at most."""
    return [wrap(value.category, LONGEST, 2) for value in (spec.series[0].values if spec.series else ())]


def row_height(spec: ChartSpec) -> int:
    """Height in px of a row of a bar chart."""
    return TALL if any(len(name) > 1 for name in _names(spec)) else ROW


def _stubbed(spec: ChartSpec, n: int) -> bool:
    return len(spec.series) == 1 and spec.series[0].values[n].amount is None


def _row_axes(names: list[str], left: float, top: float, row: int) -> Dict:
    return {
        "height": row * len(names) + 8,
        "barmode": "stack",
        "margin": {"l": left, "r": 0, "t": 4, "b": 4},
        "xaxis": {"range": [0, top], "visible": False, "fixedrange": True},
        "yaxis": {
            "range": [len(names) - 0.5, -0.5], "tickvals": list(range(len(names))), "ticktext": names, "ticks": "",
            "showgrid": False, "zeroline": False, "fixedrange": True, "ticklabelstandoff": 4,
            "showline": True, "linecolor": theme.color("ink"), "linewidth": 1.2,
        },
    }  # fmt: skip


def _is(value: Value, status: str) -> bool:
    return value.status == status and (value.amount is not None or status != "observed")


def _bars(name: str, status: str, bars: list[tuple[int, float]], row: int) -> Dict:
    """The bars of one series and one status, drawn as the status asks; a missing one is a stub of 60 px."""
    words = {
        "name": name,
        "edge": "ink" if name in ("paper", "ink3") else name,
        "tint": "in-tint" if name == "in" else "out-tint",
        "gap": "ink" if name == "paper" else "paper",
    }
    fill, line, shape, ink = (part.format(**words) for part in LOOKS[status])
    dots = {"fillmode": "overlay", "shape": shape, "size": 5, "solidity": 0.25, "fgcolor": theme.color(ink or line)}
    marker: Dict = {"color": theme.color(fill), "line": {"color": theme.color(line), "width": 1.1}}
    return {
        "type": "bar", "orientation": "h", "y": [y for y, _ in bars], "x": [x for _, x in bars], "width": THICK / row,
        "marker": marker | ({"pattern": dots} if shape else {}),
    }  # fmt: skip
