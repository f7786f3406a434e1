"""The foot of a slide and its speaker notes: sources, field, filters, ground, licence, date, link, and the figures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import segno

from dashboard.format import date as in_words
from dashboard.format import number, pair, period
from dashboard.placement.formats import Role, text_width
from dashboard.renderings import credit
from dashboard.renderings.credit import Edition
from dashboard.renderings.plan import Piece
from dashboard.renderings.plan_frame import CODE, LINK, SIZE, STEP, foot, stop
from dashboard.renderings.pptx_style import Line, Paint, Run
from dashboard.renderings.pptx_xml import Canvas, mark
from dashboard.text import Text
from dashboard.view import Figure, View

# What a speaker reads from; the whole table is behind the link.
MOST_FIGURES = 80
# Of a property of the file; python-pptx refuses more.
MOST_LETTERS = 255


def foot_lines(view: View, pieces: Sequence[Piece]) -> list[Line]:
    """The foot as runs of one paragraph; the speaker notes hold it whole."""
    runs: list[Run] = []
    for head, text in foot(view, pieces):
        runs += [Run(f"{head} ", SIZE, bold=True), Run(f"{stop(text)} ", SIZE, "ink2")]
    return [Line(tuple(runs), "l", STEP)]


def link_lines(view: View, edition: Edition, t: Text, link: str) -> list[Line]:
    """The name of the site, the permalink, the date of making."""
    url = credit.permalink(view, edition.address)
    shown, role = url.partition("://")[2] or url, Role("link", SIZE, 400)
    if text_width(shown, role, 1.0) > LINK[2]:
        while text_width(f"{shown}…", role, 1.0) > LINK[2] * 0.97:
            shown = shown[:-1]
        shown += "…"
    return [
        Line((Run(t("page.name"), 26.0, bold=True),), "r", 34),
        Line((Run(shown, SIZE, link=link),), "r", 26),
        Line((Run(in_words(edition.date, t.language), SIZE),), "r", 26),
    ]


def qr_shapes(canvas: Canvas, url: str, t: Text) -> list[str]:
    """The permalink as a code, one freeform of its dark runs.

    Its mask is fixed: looking for the best one takes longer than the map.
    """
    rows = np.array([list(row) for row in segno.make(url, error="m", micro=False, mask=2).matrix], dtype=int)
    x, y, size = CODE
    unit = size / len(rows)
    runs = []
    for n, row in enumerate(rows):
        edges = np.flatnonzero(np.diff(np.concatenate([[0], row, [0]])))
        for start, end in edges.reshape(-1, 2):
            runs.append(np.array([(start, n), (end, n), (end, n + 1), (start, n + 1)]) * unit + (x, y))
    words = t("pptx.code", url=url)
    box = (x - 7, y - 7, size + 14, size + 14)
    dots = canvas.freeform(runs, Paint("ink"), t("pptx.code_name"), words)
    paper = canvas.preset("rect", box, Paint("paper"), t("pptx.code_name"), words)
    return [canvas.grouped(t("pptx.code_name"), words, box, [paper, dots])]


def name_mark(canvas: Canvas, t: Text) -> list[str]:
    """The mark before the name of the site."""
    width = text_width(t("page.name"), Role("name", 26, 700), 1.0)
    return mark(canvas, LINK[0] + LINK[2] - width - 36, LINK[1] + 6, 24)


def notes_text(view: View, edition: Edition, t: Text) -> str:
    """The speaker notes: title, map in words, facts, table of figures, every note, sources with links, permalink."""
    lines = [view.title, view.subtitle, "", *([view.map.alt, ""] if view.mapped else [])]
    lines += [
        f"{fact.value} {fact.text} ({fact.note})" if fact.note else f"{fact.value} {fact.text}" for fact in view.facts
    ]
    lines += ["", t("pptx.figures")]
    lines += ["\t".join(_row(figure, t)) for figure in view.figures[:MOST_FIGURES]]
    if len(view.figures) > MOST_FIGURES:
        lines.append(t.others(len(view.figures) - MOST_FIGURES))
    notes = [(note.head, note.text) for note in view.notes if note.text]
    # Field and ground are said whole by the notes.
    parts = [(head, text) for head, text in credit.parts(view, whole=True) if head not in dict(notes)]
    lines += ["", *(pair(head, text, t.language) for head, text in (*parts, *notes))]
    for item in credit.references(view):
        accessed = item.accessed and in_words(item.accessed, t.language)
        lines.append(" · ".join(part for part in (item.text, item.url, item.licence, accessed) if part))
    lines += [
        "",
        t("page.footer.made", date=in_words(edition.date, t.language)),
        credit.permalink(view, edition.address),
    ]
    return "\n".join(lines)


def _row(figure: Figure, t: Text) -> tuple[str, ...]:
    amount = t("value.missing") if figure.workers is None else number(figure.workers, t.language)
    sex = {"m": t("chart.men"), "f": t("chart.women")}.get(figure.sex, "")
    status = t(f"status.{figure.status}") if figure.workers is None else t(f"precision.{figure.precision}")
    words = (
        f"{figure.home_name} → {figure.work_name}",
        sex,
        amount,
        period(figure.period, t.language),
        figure.field_name or figure.field,
        status,
        figure.source_name or figure.source,
    )
    return tuple(word for word in words if word)


def core_properties(presentation: Any, view: View, edition: Edition, title: str) -> None:
    """What the file says of itself to a machine: title, sources, licence, permalink, date, language."""
    t, core = Text(view.language), presentation.core_properties
    said = [
        credit.permalink(view, edition.address),
        *(f"{head} {text}" for head, text in credit.parts(view, whole=True)),
    ]
    core.title, core.author, core.language = title[:MOST_LETTERS], t("page.name"), view.language
    core.subject, core.comments = view.subtitle[:MOST_LETTERS], " | ".join(said)[:MOST_LETTERS]
    core.keywords = "; ".join(item.id for item in credit.references(view))[:MOST_LETTERS]
    core.last_modified_by = t("page.name")
