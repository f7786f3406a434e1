"""View → a slide of 1920 × 1080 px: title, map, three facts, one chart or why there is none, sources, link.

What is put where is reckoned here from the advances of the font, so that nothing is cut; slide.js scales the
whole to its window and lets Plotly draw the chart.
"""

import json
from dataclasses import dataclass, replace

from markupsafe import Markup

from dashboard.format import date as dated
from dashboard.placement import SLIDE, place
from dashboard.placement.formats import Role, text_width, wrap
from dashboard.renderings import charts, credit, qr, svg
from dashboard.renderings.document import Edition, document, shortened
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import ChartSpec, Fact, View

WIDTH, COLUMN, ROOM = 1792.0, 560.0, 760.0
VALUES, GAP = 190.0, 22.0
BODY, NOTE, HEAD = 23.0, 18.5, 26.0
# A line that the reckoning holds full may come out a little wider in a browser.
SLACK = 0.97
# One line where it fits, else two smaller ones: title sizes, then lines.
TITLES = ((50, 1), (46, 1), (42, 1), (40, 2), (36, 2), (32, 2))
SUBTITLES = ((26, 1), (23, 1), (21, 1), (18.5, 1), (18.5, 2))
FOOT_WIDTH, FOOT_LINES = 1270.0, 4
MOST_FACTS, MOST_REASONS, LEAST_FOR_ACTIONS = 3, 3, 120.0
# The charts are drawn for a column of 286 px and letters of 12: as large as the column allows, never under NOTE.
LARGEST, SMALLEST = 560 / 286, NOTE / 12


@dataclass(frozen=True)
class Block:
    """A piece of the column and the height (px) that it takes."""

    markup: Markup
    height: float


def page(view: View, edition: Edition) -> str:
    """The slide as a whole HTML document."""
    t = Text(view.language)
    placed = place(view.map, SLIDE)
    drawing = f'<svg class="map" viewBox="0 0 {SLIDE.width:g} {SLIDE.height:g}" role="img" aria-label="{{}}">{{}}</svg>'
    blocks, figure = column(view, t)
    body = tag(
        "main",
        tag("header", heading(view.title, TITLES, 600, "h1"), heading(view.subtitle, SUBTITLES, 400, "p")),
        Markup(drawing).format(view.map.alt, Markup(svg.still(placed))),
        tag("aside", *(block.markup for block in blocks)),
        foot(view, edition, t),
        class_="stage",
    )
    scripts = ("vendor/plotly-cartesian.min.js", "slide.js") if figure else ("slide.js",)
    return document(
        view,
        edition,
        "slide",
        body,
        styles=("tokens.css", "fonts.css", "slide.css"),
        scripts=scripts,
        viewport="width=1920",
    )


def lines_of(text: str, size: float, weight: int, width: float) -> list[str]:
    """The text as it breaks in a width (px) at a size (px)."""
    return wrap(text, Role("slide", size, weight), 1.0, width * SLACK)


def heading(text: str, steps: tuple[tuple[float, int], ...], weight: int, name: str) -> Markup:
    """A text at the first of some (size, lines) at which it fits the slide's width; else at the last."""
    size, _ = next((step for step in steps if len(lines_of(text, step[0], weight, WIDTH)) <= step[1]), steps[-1])
    return tag(name, text, style=f"font-size:{size:g}px")


def column(view: View, t: Text) -> tuple[list[Block], bool]:
    """Facts; a chart, or why there is none; the programme where room is left. And whether there is a chart."""
    blocks = [facts(view.facts[:MOST_FACTS], t)]
    spec = next((chart for chart in view.charts if any(series.values for series in chart.series)), None)
    left = ROOM - blocks[0].height
    blocks.append(chart(spec, view.language, left, t) if spec else reasons(view, t))
    left -= blocks[1].height
    if left > LEAST_FOR_ACTIONS:
        blocks.append(actions(view, left, t))
    return blocks, spec is not None


def facts(chosen: tuple[Fact, ...], t: Text) -> Block:
    """Figures at the left, right-aligned; what they count and their note at the right."""
    rows, height, width = [], 0.0, COLUMN - VALUES - GAP
    for fact in chosen:
        size = next(
            (size for size in (50, 44, 38, 32, 26) if text_width(fact.value, Role("v", size, 700), 1.0) <= VALUES), 22
        )
        note = fact.note
        # A long reason is in the list below, or on the page that the link opens.
        if fact.tone == "missing" and len(lines_of(note, NOTE, 400, width)) > 1:
            note = t("fact.not_collected")
        words = tag("p", fact.text, tag("small", note))
        rows.append(
            tag("div", tag("strong", fact.value, class_=fact.tone, style=f"font-size:{size}px"), words, class_="fact")
        )
        texts, notes = lines_of(fact.text, BODY, 400, width), lines_of(note, NOTE, 400, width) if note else []
        height += max(10 + 27 * len(texts) + 23 * len(notes), 55) + 18
    return Block(tag("section", *rows, class_="facts"), height + 10)


def chart(spec: ChartSpec, language: str, room: float, t: Text) -> Block:
    """The chart with its head, in at most `room` px: what does not fit at a readable size is counted in a note."""
    keys = charts.keys(spec)
    head = 22 + 31 * len(lines_of(spec.title, HEAD, 600, COLUMN))
    head += 24 * (len(lines_of(spec.caption, NOTE, 400, COLUMN)) + bool(keys))
    kept, note = _trimmed(spec, int(((room - head - 34) / SMALLEST - 8) // charts.ROW), t)
    drawn = charts.figure(kept, language)
    free = room - head - (26 if note else 4)
    scale = min(max(free / drawn["layout"]["height"], SMALLEST), LARGEST)
    drawn["layout"]["height"] = round(min(drawn["layout"]["height"], free / scale))
    height = drawn["layout"]["height"] * scale
    data = json.dumps(drawn, ensure_ascii=False)
    figure = tag(
        "figure",
        tag("figcaption", tag("h2", spec.title), tag("p", spec.caption, *keys)),
        tag("div", tag("div", class_="plot", data_figure=data, data_scale=f"{scale:.4f}"),
            class_="drawing", role="img", aria_label=spec.alt, style=f"height:{height:.0f}px"),
        tag("p", note, class_="note") if note else "",
    )  # fmt: skip
    return Block(figure, head + height + (26 if note else 4))


def _trimmed(spec: ChartSpec, most: int, t: Text) -> tuple[ChartSpec, str]:
    """A chart of at most so many bars, and the words on those left out; a chart of lines is as it is."""
    count = len(spec.series[0].values)
    if spec.kind == "lines" or count <= most:
        return spec, spec.note
    series = tuple(replace(series, values=series.values[:most]) for series in spec.series)
    hidden = count - most + max(len(spec.rows) - count, 0)
    return replace(spec, series=series, totals=spec.totals[:most]), t("chart.others", count=hidden)


def reasons(view: View, t: Text) -> Block:
    """Why the figure is missing, point by point, as the notes of the view say it."""
    heads = (t("note.missing"), t("note.joint"))
    texts = [note.text for note in view.notes if note.head in heads] or [note.text for note in view.notes if note.text]
    chosen = list(dict.fromkeys(texts))[:MOST_REASONS]
    height = 22 + 40 + sum(30 * len(lines_of(text, BODY, 400, COLUMN - 34)) + 10 for text in chosen)
    return Block(
        tag("section", tag("h2", t("slide.why")), tag("ol", *(tag("li", text) for text in chosen)), class_="reasons"),
        height,
    )


def actions(view: View, room: float, t: Text) -> Block:
    """As many actions of the programme as `room` px take; those left out are counted."""
    # What concerns all frontiers says nothing of this one.
    rows = [row for group in view.actions.groups if group.title != t("actions.all") for row in group.rows]
    height = 24 + 40.0
    shown: list[Markup] = []
    for row in rows:
        tall = 28 * len(lines_of(row.title, 21, 400, COLUMN - 30)) + 8
        if height + tall > room - (28 if len(shown) + 1 < len(rows) else 0):
            break
        height += tall
        words = t(f"page.actions.{row.sign}") + (f", {t('page.actions.partial')}" if row.partial else "")
        sign = tag("span", class_=f"sign {row.sign}{' partial' if row.partial else ''}", role="img", aria_label=words)
        shown.append(tag("li", sign, tag("span", row.title)))
    if not shown:
        return Block(Markup(), 0)
    left = len(rows) - len(shown)
    more = tag("p", t("chart.others", count=left), class_="note") if left else ""
    return Block(
        tag("section", tag("h2", t("slide.programme")), tag("ul", *shown), more, class_="programme"),
        height + (28 if left else 0),
    )


def shortened_parts(said: list[tuple[str, str]], size: float, width: float, most: int) -> list[tuple[str, str]]:
    """Heads and texts that take at most so many lines: the longest text gives way first, its cut marked."""
    while len(lines_of(" ".join(f"{head} {text}." for head, text in said), size, 400, width)) > most:
        longest = max(range(len(said)), key=lambda n: len(said[n][1]))
        head, text = said[longest]
        said[longest] = head, f"{text.removesuffix(' …').rpartition(' ')[0].rstrip(' ,;:(')} …"
    return said


def foot(view: View, edition: Edition, t: Text) -> Markup:
    """Sources, field, ground and licences; at the right the name of the site, the permalink, the date and the code."""
    said = shortened_parts(credit.parts(view), NOTE, FOOT_WIDTH, FOOT_LINES)
    address = credit.permalink(view, edition.address)
    texts = [part for head, text in said for part in (tag("b", head), f" {text}{'' if text.endswith('…') else '.'} ")]
    name = tag("strong", tag("span", class_="logo"), t("page.name"))
    link = tag("a", shortened(address, 40), href=address)
    made = tag("div", name, link, tag("span", dated(edition.date, view.language)), class_="made")
    return tag(
        "footer",
        tag("p", *texts),
        made,
        tag("div", qr.code(address), class_="code", role="img", aria_label=t("share.code")),
    )
