"""The column at the right of a slide: three facts; a chart, or why there is none; the programme, if room is left."""

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from dashboard.placement.formats import Role, text_width, wrap
from dashboard.renderings.charts import shade
from dashboard.renderings.pptx_charts import height_of
from dashboard.renderings.pptx_style import Line, Paint, Run
from dashboard.renderings.pptx_xml import Canvas
from dashboard.text import Text
from dashboard.view import ActionRow, ChartSpec, Fact, View

X, Y, WIDTH, BOTTOM = 1296.0, 172.0, 560.0, 936.0
VALUES, GAP = 190.0, 22.0
VALUE, BODY, NOTE, HEAD = 50.0, 23.0, 18.5, 26.0
TONES = {"out": "out", "in": "in", "ink": "ink", "missing": "ink2"}
# Fonts that take the place of ours run wider: lines are reckoned as if they were a little shorter.
SLACK = 0.97
MOST_FACTS, LEAST_ACTIONS_ROOM, MOST_LINES = 3, 130.0, 3


@dataclass(frozen=True)
class Column:
    """What was put in the column: its shapes, and the box left for the chart (None without one)."""

    shapes: tuple[str, ...]
    chart: ChartSpec | None
    box: tuple[float, float, float, float]


def column(canvas: Canvas, view: View, facts: tuple[Fact, ...]) -> Column:
    """The shapes of the column, and where its chart goes."""
    t = Text(view.language)
    shapes, y = _facts(canvas, facts, t)
    if facts:
        shapes.append(canvas.preset("rect", (X, y, WIDTH, 1.3), Paint("line"), t("pptx.rule"), ""))
        y += 18
    reasons = missing(view, t)
    spec = next((chart for chart in view.charts if any(series.values for series in chart.series)), None)
    # Where a figure is missing, why it is says more than a count of the programme's lines.
    if spec is not None and spec.id == "actions" and reasons:
        spec = None
    box = (X, y, WIDTH, 0.0)
    if spec is not None:
        head, y = _chart_head(canvas, spec, y)
        shapes += head
        box = (X, y, WIDTH, height_of(spec, BOTTOM - y))
        y += box[3] + 16
        if spec.note and y + 24 < BOTTOM:
            shapes.append(
                canvas.text((X, y - 10, WIDTH, 24), [Line((Run(spec.note, NOTE, "ink2"),))], spec.note, spec.note)
            )
            y += 20
    else:
        said, y = _reasons(canvas, reasons or [note.text for note in view.notes if note.text][:2], y, t)
        shapes += said
    shapes += _actions(canvas, view, y, t)
    return Column(tuple(shapes), spec, box)


def cut_lines(text: str, size: float, weight: int, width: float, most: int = 9) -> list[str]:
    """The text in lines; what exceeds `most` lines ends in an ellipsis."""
    role = Role("slide", size, weight)
    lines = wrap(text, role, 1.0, width * SLACK)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while " " in last and text_width(f"{last} …", role, 1.0) > width * SLACK:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last.rstrip(' ,;:.')} …"]


def fitted(text: str, width: float, sizes: tuple[float, ...], weight: int, most: int) -> float:
    """The largest of some sizes (px) at which a text takes at most so many lines, the smallest if none does."""
    return next(
        (size for size in sizes if len(wrap(text, Role("fit", size, weight), 1.0, width * SLACK)) <= most), sizes[-1]
    )


def _facts(canvas: Canvas, facts: tuple[Fact, ...], t: Text) -> tuple[list[str], float]:
    """Figures at the left, right-aligned; what they count and where they come from at the right."""
    shapes, y = [], Y
    for fact in facts[:MOST_FACTS]:
        width = WIDTH - VALUES - GAP
        size = next(
            (
                size
                for size in (VALUE, 44.0, 38.0, 32.0, 26.0)
                if text_width(fact.value, Role("v", size, 700), 1.0) <= VALUES
            ),
            24.0,
        )
        texts = cut_lines(fact.text, BODY, 400, width, 3)
        notes = cut_lines(fact.note, NOTE, 400, width, 2) if fact.note else []
        tone = TONES[fact.tone]
        value = [Line((Run(fact.value, size, tone, bold=True),), "r", 50)]
        words = [Line((Run(text, BODY),), "l", 27) for text in texts]
        words += [Line((Run(text, NOTE, "ink2"),), "l", 22) for text in notes]
        height = 10 + 27.0 * len(texts) + 22.0 * len(notes)
        said = f"{fact.value} {fact.text}. {fact.note}".strip()
        shapes.append(
            canvas.grouped(t("pptx.fact"), said, (X, y, WIDTH, height), [
                canvas.text((X, y - 4, VALUES, 50), value, fact.value, said),
                canvas.text((X + VALUES + GAP, y + 10, width, height - 10), words, fact.text, said),
            ])
        )  # fmt: skip
        y += max(height, 52) + 22
    return shapes, y


def _heading(canvas: Canvas, text: str, y: float, most: int = 3) -> tuple[str, float]:
    lines = cut_lines(text, HEAD, 600, WIDTH, most)
    words = [Line((Run(line, HEAD, bold=True),), "l", 31) for line in lines]
    return canvas.text((X, y, WIDTH, 31.0 * len(lines)), words, text, text), y + 31.0 * len(lines) + 4


def _chart_head(canvas: Canvas, spec: ChartSpec, y: float) -> tuple[list[str], float]:
    """The finding, then unit and field with the key of several series."""
    title, y = _heading(canvas, spec.title, y)
    lines = [Line((Run(text, NOTE, "ink2"),), "l", 23) for text in cut_lines(spec.caption, NOTE, 400, WIDTH, 3)]
    if spec.kind != "lines" and len(spec.series) > 1:
        keys: list[Run] = []
        for n, series in enumerate(spec.series):
            fill = shade(spec, n)
            keys += [
                Run("■ " if fill != "paper" else "□ ", NOTE, "ink" if fill == "paper" else fill),
                Run(f"{series.name}   ", NOTE, "ink2"),
            ]
        lines.append(Line(tuple(keys), "l", 23))
    height = 23.0 * len(lines)
    return [title, canvas.text((X, y, WIDTH, height), lines, spec.caption, spec.caption)], y + height + 12


def missing(view: View, t: Text) -> list[str]:
    """Why figures are missing or shared, as the notes say it."""
    return [note.text for note in view.notes if note.head in (t("note.missing"), t("note.joint"))]


def _reasons(canvas: Canvas, texts: list[str], y: float, t: Text) -> tuple[list[str], float]:
    """Why there is no chart, point by point."""
    title, y = _heading(canvas, t("pptx.why"), y)
    shapes = [title]
    for number, text in enumerate(texts[:3], 1):
        lines = cut_lines(text, BODY - 2, 400, WIDTH - 34, 4)
        if y + 27 * len(lines) > BOTTOM:
            break
        height = 27.0 * len(lines)
        index = [Line((Run(str(number), BODY - 2, "ink2"),), "l", 27)]
        words = [Line((Run(line, BODY - 2),), "l", 27) for line in lines]
        shapes += [
            canvas.text((X, y, 30, 27), index, str(number), text),
            canvas.text((X + 34, y, WIDTH - 34, height), words, text[:60], text),
        ]
        y += height + 10
    return shapes, y + 16


def _actions(canvas: Canvas, view: View, y: float, t: Text) -> list[str]:
    """As many actions as there is room for, each with its sign; those left out are counted."""
    rows = [row for group in view.actions.groups for row in group.rows]
    if not rows or BOTTOM - y < LEAST_ACTIONS_ROOM:
        return []
    title, y = _heading(canvas, view.actions.title, y, 2)
    shapes, shown = [title], 0
    for row in rows:
        lines = cut_lines(row.title, BODY - 2, 400, WIDTH - 34, 2)
        height = 26.0 * len(lines)
        foot = 28 if shown + 1 < len(rows) else 0
        if y + height + foot > BOTTOM:
            break
        words = [Line((Run(line, BODY - 2),), "l", 26) for line in lines]
        said = f"{row.title} ({row.note})"
        shapes += [
            *_sign(canvas, row, X + 3, y + 5),
            canvas.text((X + 34, y, WIDTH - 34, height), words, row.title[:60], said),
        ]
        y += height + 8
        shown += 1
    if shown < len(rows):
        more = t("pptx.more_actions", count=len(rows) - shown)
        shapes.append(canvas.text((X + 34, y, WIDTH - 34, 24), [Line((Run(more, NOTE, "ink2"),), "l", 23)], more, more))
    return shapes if shown else []


def _sign(canvas: Canvas, row: ActionRow, x: float, y: float, size: float = 15.0) -> list[str]:
    """● priority, ◐ submitted, ○ no mention; a dashed edge for a partial reading."""
    t = Text(canvas.language)
    words = t(f"page.actions.{row.sign}")
    paint = Paint("ink" if row.sign == "full" else "paper", "ink", 1.7, dash="sysDash" if row.partial else "")
    shapes = [canvas.preset("ellipse", (x, y, size, size), paint, words, words)]
    if row.sign == "half":
        turn = [pi / 2 + pi * step / 12 for step in range(13)]
        arc = np.array([(cos(angle), sin(angle)) for angle in turn]) * size / 2 + (x + size / 2, y + size / 2)
        shapes.append(canvas.freeform([arc], Paint("ink"), words, words))
    return shapes
