"""The pieces of a slide's plan as native objects: text boxes, charts with their data sheet, tables, maps."""

from math import cos, pi, sin
from typing import Any

import numpy as np

from dashboard.renderings.plan import NOTE, Drawing, Grid, Item, Key, KeyFigure, Keys, Map, Piece, Rule, Words
from dashboard.renderings.plan_column import bottom
from dashboard.renderings.pptx_charts import add_chart
from dashboard.renderings.pptx_legend import bar_shapes, legend_shapes
from dashboard.renderings.pptx_map import draw_map
from dashboard.renderings.pptx_style import Line, Paint, Run
from dashboard.renderings.pptx_tables import GLYPHS, INKS, table
from dashboard.renderings.pptx_xml import Canvas
from dashboard.text import Text

MOST_LETTERS = 60


def draw(page: Any, canvas: Canvas, pieces: tuple[Piece, ...], holder: Any) -> None:
    """Put the pieces on a page; the first chart fills the chart placeholder (None where there is none)."""
    t = Text(canvas.language)
    # The mount around a map hides what lies under it, the words above a small map among them.
    for piece in sorted(pieces, key=lambda piece: not isinstance(piece, Map)):
        match piece:
            case Words():
                canvas.parts.append(words(canvas, piece))
            case KeyFigure():
                canvas.parts.append(_figure(canvas, piece, t))
            case Rule():
                box = (piece.x, piece.y, piece.width, 1.3)
                canvas.parts.append(canvas.preset("rect", box, Paint("line"), t("pptx.rule"), ""))
            case Keys():
                canvas.parts += _keys(canvas, piece)
            case Item():
                canvas.parts += _item(canvas, piece)
            case Map():
                draw_map(canvas, piece.placed, piece.x, piece.y, t)
            case Key():
                canvas.group(
                    t("pptx.layer.legend"), t("pptx.layer.legend"), (piece.x, piece.y, *piece.size), _key(canvas, piece)
                )
            case Grid():
                canvas.parts.append(table(page, canvas, piece))
            case Drawing():
                canvas.parts += add_chart(page, holder, piece.spec, piece.box, canvas)
                holder = None


def _key(canvas: Canvas, piece: Key) -> list[str]:
    x0, y0, _, _ = piece.placed.legend.box
    x, y, unit = piece.x - x0, piece.y - y0, piece.placed.format.type_scale
    return [*legend_shapes(canvas, piece.placed.legend, x, y, unit), *bar_shapes(canvas, piece.bar, x, y, unit)]


def words(canvas: Canvas, piece: Words, said: str = "") -> str:
    """A text box; its lines stay as they are broken, whatever font takes the place of ours."""
    bold = piece.weight >= 600
    lines = [Line((Run(line, piece.size, piece.tone, bold=bold),), piece.align, piece.step) for line in piece.lines]
    box = (piece.x, piece.y, piece.width, piece.bottom - piece.y)
    return canvas.text(box, lines, piece.text[:MOST_LETTERS], said or piece.text)


def _figure(canvas: Canvas, piece: KeyFigure, t: Text) -> str:
    every = (piece.value, *piece.parts)
    left, top = min(part.x for part in every), min(part.y for part in every)
    right = max(part.x + part.width for part in every)
    box = (left, top, right - left, bottom(piece) - top)
    return canvas.grouped(t("pptx.fact"), piece.text, box, [words(canvas, part, piece.text) for part in every])


def _keys(canvas: Canvas, piece: Keys) -> list[str]:
    """The key of a chart or a table in one line of runs."""
    runs: list[Run] = []
    for name, text in piece.colors:
        sign = Run("□ " if name == "paper" else "■ ", NOTE, "ink" if name == "paper" else name)
        runs += [sign, Run(f"{text}     ", NOTE, "ink2")]
    for dot in piece.dots:
        sign = Run(f"{GLYPHS[dot.sign, dot.partial]} ", NOTE, INKS.get(dot.sign, "ink"))
        runs += [sign, Run(f"{dot.text}     ", NOTE, "ink2")]
    text = " · ".join([*(text for _, text in piece.colors), *(dot.text for dot in piece.dots)])
    return [canvas.text((piece.x, piece.y, piece.width, 23), [Line(tuple(runs), "l", 23)], text[:MOST_LETTERS], text)]


def _item(canvas: Canvas, piece: Item) -> list[str]:
    said = piece.words
    shapes = [words(canvas, said)]
    if piece.dot:
        shapes += sign(canvas, piece.dot.sign, piece.dot.partial, piece.dot.text, said.x - 32, said.y + 5)
    elif piece.number:
        number = Line((Run(piece.number, said.size, "ink2"),), "l", said.step)
        shapes.append(canvas.text((said.x - 34, said.y, 30, said.step), [number], piece.number, said.text))
    return shapes


def sign(canvas: Canvas, kind: str, partial: bool, text: str, x: float, y: float, size: float = 16.0) -> list[str]:
    """● priority, ◐ submitted, ○ no mention; a dashed edge for a partial reading; a square of the theme for others."""
    dash = "sysDash" if partial else ""
    if kind not in ("full", "half", "empty"):
        return [canvas.preset("rect", (x, y, size, size), Paint("", INKS.get(kind, "ink"), 1.7), text, text)]
    paint = Paint("ink" if kind == "full" else "paper", "ink", 1.7, dash)
    shapes = [canvas.preset("ellipse", (x, y, size, size), paint, text, text)]
    if kind == "half":
        turn = [pi / 2 + pi * step / 12 for step in range(13)]
        arc = np.array([(cos(angle), sin(angle)) for angle in turn]) * size / 2 + (x + size / 2, y + size / 2)
        shapes.append(canvas.freeform([arc], Paint("ink"), text, text))
    return shapes
