"""View → a sheet of two A4 pages: map, key figures and charts; then actions, the table of figures and the sources."""

import json
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from dashboard.format import date as dated
from dashboard.format import number, period
from dashboard.placement.formats import Format, Role, wrap
from dashboard.renderings import charts, credit, qr
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import document, shortened
from dashboard.renderings.embed import drawing
from dashboard.renderings.plan import others
from dashboard.renderings.plan_frame import shortened_parts, stop
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import Cell, ChartSpec, Fact, Figure, Note, Table, View

SHEET = Format("sheet", 698, 500, 0.9, 26)
# Without a chart the map takes its room.
TALL = Format("sheet", 698, 770, 0.9, 26)
# Height in px of what the second page has room for, below its title and above the sources.
ROOM, LINE, MOST_ACTIONS, MOST_CHARTS = 590.0, 15.5, 0.55, 2
# Tables of the frontier for the room that is left, the columns kept and their widths in px; what a table takes besides
# its rows, and the least for one.
LISTED = {
    "poles": ((0, 1, 3, 5), (190, 70, 150, 264)),
    "cooperations": ((0, 1, 3, 5), (264, 140, 60, 210)),
    "passages": ((0, 2), (464, 210)),
}
WHOLE, AROUND, LEAST = 900.0, 76.0, 120.0


def page(view: View, edition: Edition) -> str:
    """The sheet as a whole HTML document."""
    t = Text(view.language)
    drawn = [spec for spec in view.charts if any(series.values for series in spec.series)][:MOST_CHARTS]
    facts = (
        tag("div", tag("strong", item.value, class_=item.tone), _said(item), class_="fact") for item in view.facts[:3]
    )
    first = tag(
        "section",
        tag("header", tag("h1", view.title), tag("p", view.subtitle)),
        drawing(view, SHEET if drawn else TALL),
        tag("div", *facts, class_="facts"),
        tag("div", *(_chart(spec, view.language) for spec in drawn), class_="charts"),
        _foot(view, edition, t, 1),
        class_="sheet",
    )
    notes = [note for note in view.notes if note.text or note.references]
    room = ROOM - sum(_tall(note) for note in notes) + 210
    listed, height = _actions(view, room * MOST_ACTIONS, t)
    figures, taken = _figures(view.figures, room - height, t)
    left = WHOLE - height - taken - sum(_tall(note) for note in notes) - 2 * LINE
    second = tag(
        "section",
        tag("header", tag("h1", view.title)),
        listed,
        figures,
        *_tables(view, left, t),
        tag("div", tag("h2", t("page.footer.title")), *map(_note, notes), class_="notes"),
        _foot(view, edition, t, 2),
        class_="sheet",
    )
    scripts = ("vendor/plotly-cartesian.min.js", "slide.js") if drawn else ("slide.js",)
    return document(
        view, edition, "fiche", first + second, styles=("tokens.css", "fonts.css", "fiche.css"), scripts=scripts
    )


def _said(item: Fact) -> Markup:
    return tag("p", item.text, tag("small", item.note))


def _chart(spec: ChartSpec, language: str) -> Markup:
    figure = charts.figure(spec, language)
    plot = tag("div", class_="plot", data_figure=json.dumps(figure, ensure_ascii=False), data_scale="1")
    height = f"height:{figure['layout']['height']}px"
    return tag(
        "figure",
        tag("figcaption", tag("h2", spec.title), tag("p", spec.caption, *charts.keys(spec))),
        tag("div", plot, class_="drawing", role="img", aria_label=spec.alt, style=height),
    )


def _lines(text: str, width: float, size: float = 11.0) -> int:
    return len(wrap(text, Role("sheet", size, 400), 1.0, width * 0.96))


def _tall(note: Note) -> float:
    return LINE * _lines(f"{note.head} {note.text} {' '.join(item.text for item in note.references)}", 698) + 2


def _actions(view: View, room: float, t: Text) -> tuple[Markup, float]:
    """The actions in two columns of at most `room` px, and the height that they take."""
    rows = [row for group in view.actions.groups for row in group.rows]
    shown, height = [], 0.0
    for row in rows:
        tall = LINE * (_lines(row.title, 310, 12) + _lines(row.note, 310)) + 6
        if (height + tall) / 2 + 40 > room:
            break
        height += tall
        words = t(f"page.actions.{row.sign}") + (f", {t('page.actions.partial')}" if row.partial else "")
        sign = tag("span", class_=f"sign {row.sign}{' partial' if row.partial else ''}", role="img", aria_label=words)
        shown.append(tag("li", sign, tag("span", row.title, tag("small", row.note))))
    left = len(rows) - len(shown)
    ends = [tag("p", words, class_="note") for words in (others(left, t) if left else "", view.actions.note) if words]
    section = tag("div", tag("h2", view.actions.title), tag("ul", *shown), *ends, class_="actions")
    return section, height / 2 + 60 + 16 * len(ends)


def _figures(figures: Iterable[Figure], room: float, t: Text) -> tuple[Markup, float]:
    """The figures in a table of at most `room` px, those left out counted, and the height that it takes."""
    rows = list(figures)
    shown, height = [], 62.0
    for item in rows:
        cells = _cells(item, t)
        tall = 14.5 * max(_lines(cells[0], 230), _lines(cells[3], 240)) + 5
        if height + tall > room:
            break
        height += tall
        shown.append(tag("tr", tag("th", cells[0], scope="row"), *(tag("td", cell) for cell in cells[1:])))
    left = len(rows) - len(shown)
    heads = (t("print.where"), t("print.workers"), t("chart.period"), t("chart.field"), t("chart.precision"))
    table = tag(
        "table", tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))), tag("tbody", *shown)
    )
    more = tag("p", t.others(left, "print.more"), class_="note") if left else ""
    drawn = tag("div", tag("h2", t("print.figures")), table, more, class_="figures")
    return (drawn, height) if shown else (Markup(), 0.0)


def _tables(view: View, room: float, t: Text) -> Iterator[Markup]:
    """The poles, the cooperations and the passages on the frontier, as many as `room` px hold, the others counted."""
    found = {block.id: block for section in view.sections for block in section.blocks if isinstance(block, Table)}
    chosen = [found[name] for name in LISTED if name in found and found[name].rows]
    for n, block in enumerate(chosen):
        drawn, height = _table(block, room / (len(chosen) - n), t)
        room -= height
        yield drawn


def _table(block: Table, room: float, t: Text) -> tuple[Markup, float]:
    kept, widths = LISTED[block.id]
    shown, height = [], AROUND
    for cells in block.rows:
        row = [cells[n] for n in kept]
        tall = 14.5 * max(_cell_lines(cell, wide) for cell, wide in zip(row, widths, strict=True)) + 5
        if height + tall > max(room, LEAST):
            break
        height += tall
        shown.append(tag("tr", *(tag("td", cell.text, tag("small", cell.note) if cell.note else "") for cell in row)))
    if room < LEAST or not shown:
        return Markup(), 0.0
    left = len(block.rows) - len(shown)
    columns = tag("colgroup", *(Markup('<col style="width:{}px">').format(wide) for wide in widths))
    heads = tag("thead", tag("tr", *(tag("th", block.columns[n].title, scope="col") for n in kept)))
    more = tag("p", others(left, t), class_="note") if left else ""
    table = tag("table", columns, heads, tag("tbody", *shown))
    return tag("div", tag("h2", block.name), table, more, class_="figures listed"), height


def _cell_lines(cell: Cell, width: float) -> int:
    return sum(_lines(text, width - 10) for text in (cell.text, cell.note) if text)


def _cells(item: Figure, t: Text) -> tuple[str, ...]:
    sex = {"m": f" ({t('chart.men')})", "f": f" ({t('chart.women')})"}.get(item.sex, "")
    known = item.workers is not None
    return (
        f"{item.home_name} → {item.work_name}{sex}",
        number(item.workers, t.language) if item.workers is not None else t("value.missing"),
        period(item.period, t.language),
        item.field_name or item.field,
        t(f"precision.{item.precision}") if known else t(f"status.{item.status}"),
    )


def _note(note: Note) -> Markup:
    return tag("p", tag("b", note.head), f" {note.text} ", " ; ".join(item.text for item in note.references))


def _foot(view: View, edition: Edition, t: Text, n: int) -> Markup:
    address = credit.permalink(view, edition.address)
    said = shortened_parts(credit.parts(view), 10.5, 380, 4) if n == 1 else []
    sources = [part for head, text in said for part in (tag("b", head), f" {stop(text)} ")]
    return tag(
        "footer",
        tag("p", *sources),
        tag("div", tag("strong", t("page.name")), tag("a", shortened(address, 44), href=address),
            tag("span", f"{dated(edition.date, view.language)} · {n}/2")),
        tag("div", qr.code(address), class_="code", role="img", aria_label=t("share.code")) if n == 1 else "",
    )  # fmt: skip
