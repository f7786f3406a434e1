"""The line charts: segments of one field each, side by side on one axis, that never join."""

import re
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from math import floor, log10
from typing import Any

from dashboard import theme
from dashboard.format import number, tick
from dashboard.view import ChartSeries, ChartSpec

Dict = dict[str, Any]

# Pixels of the panel's column at 1440, of a letter and of a digit at 12 px: room for words is reckoned from them.
COLUMN = 286
LETTER, DIGIT = 5.9, 6.6
HEIGHT, LINE = 164, 16
LEFT, SIDE, GAP, BREAK = 50, 22, 46, 8
# Of more segments than these each is too short for its name: a wider gap makes room.
FEW, WIDE = 3, 76
# A line that falls or rises by more than this share of the chart between two points would cross a value above it.
STEEP = 0.1
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


class Segments:
    """Where the series of a line chart stand: one after the other, years to scale, a gap between two fields."""

    def __init__(self, spec: ChartSpec) -> None:
        self.series = [item for item in spec.series if item.values]
        spans = [_years(item) for item in self.series]
        total = sum(years[-1] - years[0] for years in spans) or 1.0
        wide = WIDE if len(spans) > FEW else GAP
        gaps = [max(wide, 2 * _reach(one), 2 * _reach(two)) for one, two in pairwise(self.series)]
        end = self._end(wide) if len(spans) > 1 and spans[-1][0] == spans[-1][-1] else SIDE
        self.px = max(COLUMN - LEFT - SIDE - end - sum(gaps), 60) / total
        at = 0.0
        self.x: list[list[float]] = []
        self.breaks: list[float] = []
        for n, years in enumerate(spans):
            if self.x:
                gap = gaps[n - 1] / self.px
                self.breaks.append(at + gap / 2)
                at += gap
            self.x.append([at + moment - years[0] for moment in years])
            at += years[-1] - years[0]
        self.range = (-SIDE / self.px, at + end / self.px)
        self.names = [wrap(item.name, self._letters(n)) for n, item in enumerate(self.series)]

    def _end(self, gap: float) -> float:
        """The px right of a last field that is one point: room for the longest word of its name."""
        longest = max(map(len, self.series[-1].name.split(" "))) * LETTER + BREAK
        return min(max(longest - gap / 2, SIDE), WIDE)

    def edges(self, n: int) -> tuple[float, float]:
        """From break to break around the n-th segment."""
        return [self.range[0], *self.breaks][n], [*self.breaks, self.range[1]][n]

    def _letters(self, n: int) -> int:
        start, end = self.edges(n)
        return max(int(((end - start) * self.px - BREAK) / LETTER), 8)

    @property
    def height(self) -> int:
        """Height of the chart in px, with the lines that the names of its fields take."""
        return HEIGHT + self.foot

    @property
    def foot(self) -> int:
        """Height in px of those lines."""
        return LINE * max((len(lines) for lines in self.names), default=1)


def _reach(series: ChartSeries) -> float:
    """The px from a lone point past its value, which stands over it, to the middle of a break that the value clears."""
    return len(series.values[0].text) * DIGIT / 2 + BREAK if len(series.values) == 1 else 0.0


def _years(series: ChartSeries) -> list[float]:
    moments = [year(value.category) for value in series.values]
    known = [moment for moment in moments if moment is not None]
    return known if len(known) == len(moments) else [float(n) for n in range(len(moments))]


def year(category: str) -> float | None:
    """The time of a period, as codes or words give it (2021, 2025-Q1, T1 2025, 2023-06), in years; None for no year."""
    found = re.search(r"\b(\d{4})\b", category)
    if not found:
        return None
    quarter = re.search(r"[TQ]([1-4])|\b([1-4])\. ?Q", category)
    month = re.search(r"\d{4}-(\d{2})\b", category)
    if quarter:
        return int(found[1]) + (int(quarter[1] or quarter[2]) - 1) / 4
    return int(found[1]) + ((int(month[1]) - 1) / 12 if month else 0)


def lines(spec: ChartSpec, language: str) -> tuple[list[Dict], Dict]:
    """Traces and layout: two dotted verticals 8 px apart cut the axis between two fields."""
    parts = Segments(spec)
    amounts = [value.amount for series in parts.series for value in series.values if value.amount is not None]
    top = max([*amounts, spec.top, 1])
    levels = steps(top)
    named = [[tick(value.category, language) for value in series.values] for series in parts.series]
    dates = [
        (x[k], words[k]) for words, x in zip(named, parts.x, strict=True) for k in clear(x, words, parts.px, LETTER)
    ]
    soft = {"color": theme.color("ink2")}
    layout = {
        "height": parts.height,
        "margin": {"l": LEFT, "r": 0, "t": 6, "b": 22 + parts.foot},
        "xaxis": {
            "range": list(parts.range), "tickvals": [at for at, _ in dates], "ticktext": [text for _, text in dates],
            "showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 3, "fixedrange": True,
            "tickangle": 0, "tickfont": soft,
        },
        "yaxis": {
            "range": [0, top * 1.26], "tickvals": levels, "ticktext": [number(level, language) for level in levels],
            "gridcolor": theme.color("line2"), "zerolinecolor": theme.color("ink"), "zerolinewidth": 1,
            "zeroline": True, "fixedrange": True, "ticklabelstandoff": 4, "tickfont": soft,
        },
        "shapes": [shape for place in parts.breaks for shape in _break(place)],
        "annotations": [_name(parts, n) for n in range(len(parts.series))],
    }  # fmt: skip
    return [_segment(parts, n, top) for n in range(len(parts.series))], layout


def _segment(parts: Segments, n: int, top: float) -> Dict:
    """A line of one field; dashed with hollow points where it is narrower. Only values with room are written."""
    series, x = parts.series[n], parts.x[n]
    color, paper = theme.color(series.tone), theme.color("paper")
    texts = [value.text for value in series.values]
    shown = clear(x, texts, parts.px, DIGIT)
    places = _places([value.amount or 0 for value in series.values], top)
    if (n < len(parts.series) - 1 or len(parts.series) > FEW) and len(x) > 1:
        places[-1] = "top left"
    if n and len(x) > 1:
        places[0] = "bottom right"
    hollow = [series.narrow or value.status == "estimate" for value in series.values]
    return {
        "type": "scatter", "mode": "lines+markers+text", "x": x, "y": [value.amount for value in series.values],
        "line": {"color": color, "width": 1.8, "dash": "4px,3px" if series.narrow else "solid"},
        "marker": {"size": 8, "color": [paper if empty else color for empty in hollow],
                   "line": {"color": color, "width": 1.6}},
        "text": [text if k in shown else "" for k, text in enumerate(texts)], "textposition": places,
        "textfont": {"weight": 600}, "connectgaps": False, "cliponaxis": False,
    }  # fmt: skip


def _places(amounts: list[float], top: float) -> list[str]:
    """Where each value stands: above its point, beside a steep line, below the lowest point of one."""
    found = []
    for n, amount in enumerate(amounts):
        before, after = (amounts[n - 1] if n else None), (amounts[n + 1] if n + 1 < len(amounts) else None)
        higher = [near is not None and near - amount > STEEP * top for near in (before, after)]
        lowest = any(higher) and all(near is None or near >= amount for near in (before, after))
        side = " left" if n and higher[1] else " right" if higher[0] else " center"
        found.append("bottom center" if lowest and n and amount > 2 * STEEP * top else f"top{side}")
    return found


def _break(place: float) -> list[Dict]:
    """Paper over the axis, and a dotted vertical on each side of it."""
    half = BREAK / 2
    where = {"xref": "x", "yref": "paper", "xsizemode": "pixel", "xanchor": place, "y1": 1}
    paper = {"fillcolor": theme.color("paper"), "line": {"width": 0}}
    dots = {"color": theme.color("ink2"), "width": 1.4, "dash": "1.4px,2.6px"}
    cut = where | paper | {"type": "rect", "x0": -half, "x1": half, "y0": -0.03}
    return [cut, *(where | {"type": "line", "x0": x, "x1": x, "y0": 0, "line": dots} for x in (-half, half))]


def _name(parts: Segments, n: int) -> Dict:
    """The field's name under its segment."""
    return {
        "xref": "x", "yref": "paper", "x": sum(parts.edges(n)) / 2, "y": 0, "yshift": -20, "yanchor": "top",
        "showarrow": False, "text": "<br>".join(parts.names[n]), "font": {"size": 12, "color": theme.color("ink2")},
    }  # fmt: skip


def steps(top: float) -> list[float]:
    """Zero and the one or two round values above it that a chart up to `top` needs."""
    power = 10.0 ** (floor(log10(top)) - 1)
    step = next(nice * scale for scale in (power, power * 10) for nice in NICE if top * 1.1 / (nice * scale) < 3)
    return [n * step for n in range(int(top * 1.26 / step) + 1)][:3]


def clear(x: Sequence[float], words: Sequence[str], px: float, letter: float) -> list[int]:
    """Which words have room side by side at x: the last, the first, then others; px per unit of x and per letter."""
    kept: list[int] = []
    for n in sorted(range(len(x)), key=lambda n: (n != len(x) - 1, n != 0, n)):
        if all(abs(x[n] - x[k]) * px >= (len(words[n]) + len(words[k])) / 2 * letter + 4 for k in kept):
            kept.append(n)
    return sorted(kept)


def wrap(text: str, letters: int, most: int = 4) -> list[str]:
    """The text in lines of at most so many letters."""
    return textwrap.wrap(text, letters, max_lines=most, placeholder=" …", break_long_words=False) or [""]
