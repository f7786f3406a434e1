"""View → a slide of 1920 × 1080 px: title, map or tables, facts, sources, link, as a web page without controls.

What stands where is the plan's matter; here each of its pieces becomes an element at its place. slide.js scales the
whole to its window and lets Plotly draw the charts.
"""

import json
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard.format import date as dated
from dashboard.renderings import charts, credit, qr, svg
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import document, shortened
from dashboard.renderings.plan import (
    Drawing,
    Grid,
    GridCell,
    GridRow,
    Item,
    Key,
    KeyFigure,
    Keys,
    Map,
    Piece,
    Rule,
    Words,
)
from dashboard.renderings.plan_frame import foot, stop, subtitle_size, title_lines, title_size
from dashboard.renderings.plan_sheets import pieces_of
from dashboard.renderings.sheets import sign
from dashboard.renderings.svg_legend import bar_markup, legend_markup
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import View

LINK_LETTERS = 40
# What names a shape in a drawing, and what refers to it; the classes of its elements, and those of its rules.
IDS = re.compile(r'\bid="|href="#|url\(#|#(?=(?:base|water|abroad)-)(?<!"#)')
CLASSES, STYLES, SELECTORS = (
    re.compile(r'class="([^"]*)"'),
    re.compile(r"<style>.*?</style>", re.DOTALL),
    re.compile(r"\.([a-z][\w-]*)"),
)


def page(view: View, edition: Edition) -> str:
    """The slide as a whole HTML document."""
    t = Text(view.language)
    pieces = pieces_of(view)
    body = tag(
        "main",
        tag(
            "header",
            tag("h1", _lines(title_lines(view.title)), style=f"font-size:{title_size(view.title):g}px"),
            tag("p", view.subtitle, style=f"font-size:{subtitle_size(view.subtitle):g}px"),
        ),
        *elements(pieces),
        _foot(view, pieces, edition, t),
        class_="stage",
    )
    charted = any(isinstance(piece, Drawing) for piece in pieces)
    return document(
        view,
        edition,
        "slide",
        body,
        styles=("tokens.css", "fonts.css", "slide.css"),
        scripts=("vendor/plotly-cartesian.min.js", "slide.js") if charted else ("slide.js",),
        viewport="width=1920",
    )


def elements(pieces: Sequence[Piece]) -> list[Markup]:
    """The elements of the pieces; each of several maps has rules of its own, and their key those of the first."""
    maps = [n for n, piece in enumerate(pieces) if isinstance(piece, Map)]
    scopes = [f"m{n if n in maps else min(maps, default=0)}" if len(maps) > 1 else "" for n in range(len(pieces))]
    return [_element(piece, scope) for piece, scope in zip(pieces, scopes, strict=True)]


def _element(piece: Piece, scope: str) -> Markup:
    match piece:
        case Words():
            return _words(piece)
        case KeyFigure():
            return tag("div", _words(piece.value), *map(_words, piece.parts), class_="fact")
        case Rule():
            return tag("div", class_="rule", style=_at(piece.x, piece.y, piece.width))
        case Keys():
            colored = (tag("span", name, class_=f"key {color}") for color, name in piece.colors)
            dotted = (tag("span", sign(dot), dot.text, class_="dotted") for dot in piece.dots)
            return tag("p", *colored, *dotted, class_="keys", style=_at(piece.x, piece.y, piece.width))
        case Item():
            return _item(piece)
        case Drawing():
            return _drawing(piece)
        case Map():
            return _map(piece, scope)
        case Key():
            return _key(piece, scope)
        case Grid():
            return _grid(piece)


def _at(x: float, y: float, width: float, height: float = 0.0) -> str:
    tall = f";height:{height:g}px" if height else ""
    return f"left:{x:g}px;top:{y:g}px;width:{width:g}px{tall}"


def _lines(lines: Iterable[str]) -> Markup:
    return Markup("<br>").join(lines)


def _words(piece: Words) -> Markup:
    style = f"{_at(piece.x, piece.y, piece.width)};font-size:{piece.size:g}px;line-height:{piece.step:g}px"
    weight = " bold" if piece.weight >= 700 else " strong" if piece.weight >= 600 else ""
    marks = f"at {piece.tone}{weight}{' right' if piece.align == 'r' else ''}"
    return tag("p" if piece.tag == "li" else piece.tag, _lines(piece.lines), class_=marks, style=style)


def _item(piece: Item) -> Markup:
    words = piece.words
    lead = (
        tag("span", sign(piece.dot), role="img", aria_label=piece.dot.text)
        if piece.dot
        else tag("span", piece.number, class_="number")
    )
    style = f"{_at(words.x - 34, words.y, 30)};line-height:{words.step:g}px;font-size:{words.size:g}px"
    return tag("div", tag("div", lead, class_="at lead", style=style) if piece.dot or piece.number else "",
               _words(words), class_="item")  # fmt: skip


def _drawing(piece: Drawing) -> Markup:
    drawn = charts.figure(piece.spec, piece.language)
    x, y, width, height = piece.box
    drawn["layout"]["height"] = round(height / piece.scale)
    data = json.dumps(drawn, ensure_ascii=False)
    plot = tag("div", class_="plot", data_figure=data, data_scale=f"{piece.scale:.4f}")
    return tag("div", plot, class_="at drawing", role="img", aria_label=piece.spec.alt, style=_at(x, y, width, height))


def _map(piece: Map, scope: str) -> Markup:
    form = piece.placed.format
    markup = '<svg class="map {}" style="{}" viewBox="0 0 {:g} {:g}" role="img" aria-label="{}">{}</svg>'
    style = _at(piece.x, piece.y, form.width, form.height)
    drawn = svg.still(piece.placed)
    drawn = Markup(scoped(drawn, scope) if scope else drawn)
    return Markup(markup).format(scope, style, form.width, form.height, piece.alt, drawn)


def scoped(drawn: str, scope: str) -> str:
    """A drawing whose ids and classes are its own: several maps of one page have scales and shapes that differ.

    Rules below an element of the page would not reach what `use` shows.
    """
    drawn = IDS.sub(rf"\g<0>{scope}-", drawn)
    drawn = CLASSES.sub(lambda found: f'class="{" ".join(f"{scope}-{name}" for name in found[1].split())}"', drawn)
    return STYLES.sub(lambda found: SELECTORS.sub(rf".{scope}-\g<1>", found[0]), drawn)


def _key(piece: Key, scope: str) -> Markup:
    width, height = piece.size
    x0, y0, _, _ = piece.placed.legend.box
    unit = piece.placed.format.type_scale
    said = ", ".join([*(text.text for text in piece.placed.legend.texts), f"{piece.bar.km} km"])
    drawn = legend_markup(piece.placed.legend, unit) + bar_markup(piece.bar)
    markup = '<svg class="map key {}" style="{}" viewBox="{:g} {:g} {:g} {:g}" role="img" aria-label="{}">{}</svg>'
    drawn = Markup(scoped(drawn, scope))
    return Markup(markup).format(scope, _at(piece.x, piece.y, width, height), x0, y0, width, height, said, drawn)


def _grid(piece: Grid) -> Markup:
    columns = tag("colgroup", *(Markup('<col style="width:{:.1f}px">').format(width) for width in piece.widths))
    head, *rows = (_row(piece, row, n) for n, row in enumerate(piece.rows))
    style = f"{_at(piece.x, piece.y, sum(piece.widths))};font-size:{piece.size:g}px;line-height:{piece.step:g}px"
    return tag("table", tag("caption", piece.text, class_="unseen"), columns, tag("thead", head), tag("tbody", *rows),
               class_="at grid", style=style)  # fmt: skip


def _row(grid: Grid, row: GridRow, n: int) -> Markup:
    cells, place = [], 0
    for cell in row.cells:
        cells.append(_cell(grid, cell, place, "th" if n == 0 or (place == 0 and len(row.cells) > 1) else "td"))
        place += cell.span
    return tag("tr", *cells, style=f"height:{row.height:.1f}px", class_=f"on-{row.rule}")


def _cell(grid: Grid, cell: GridCell, place: int, name: str) -> Markup:
    looks = {
        cell.align: cell.align != "l",
        "strong": cell.strong,
        "turned": cell.turned,
        "tinted": place in grid.tinted,
        "parted": place in grid.parted,
    }
    marks = [look for look, is_so in looks.items() if is_so]
    # Without a title, the words beside the signs say what they mean.
    said = {"role": "img", "aria_label": cell.title} if cell.title else {"aria_hidden": "true"}
    dots = tag("span", *map(sign, cell.dots), class_="dots", **said) if cell.dots else ""
    note = tag("small", _lines(cell.note)) if cell.note else ""
    words = tag("span", _lines(cell.lines)) if cell.turned or cell.dots else _lines(cell.lines)
    return tag(name, dots, words, note, class_=" ".join(marks) or None,
               colspan=str(cell.span) if cell.span > 1 else None)  # fmt: skip


def _foot(view: View, pieces: Sequence[Piece], edition: Edition, t: Text) -> Markup:
    address = credit.permalink(view, edition.address)
    texts = [part for head, text in foot(view, pieces) for part in (tag("b", head), f" {stop(text)} ")]
    name = tag("strong", tag("span", class_="logo"), t("page.name"))
    link = tag("a", shortened(address, LINK_LETTERS), href=address)
    made = tag("div", name, link, tag("span", dated(edition.date, view.language)), class_="made")
    return tag(
        "footer",
        tag("p", *texts),
        made,
        tag("div", qr.code(address), class_="code", role="img", aria_label=t("share.code")),
    )
