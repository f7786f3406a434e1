"""The sections of a view as markup: search box, matrix, table, tree, figures, charts. web.py places them."""

from markupsafe import Markup

from dashboard.format import bound
from dashboard.renderings import charts, multiples
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import (
    Block,
    Branch,
    Cell,
    ChartSpec,
    Choices,
    Column,
    Dot,
    Fact,
    MapFigures,
    Matrix,
    MatrixGroup,
    MatrixRow,
    SearchBox,
    Section,
    Table,
    View,
)

# A keyboard goes past a table of more links than this in one step.
MANY_LINKS = 20


def drawn(view: View) -> list[ChartSpec]:
    """The charts of a view's sections, in their order on the page."""
    return [block for section in view.sections for block in section.blocks if isinstance(block, ChartSpec)]


def markup(view: View) -> Markup:
    """The sections of a view; nothing where the map is shown."""
    t = Text(view.language)
    return Markup("").join(_section(item, t) for item in view.sections)


def served(view: View) -> Markup:
    """The sections as the page is first served, until the script has placed its own."""
    return tag("div", markup(view), id="served") if view.sections else Markup("")


def _section(item: Section, t: Text) -> Markup:
    head = tag("h2", item.title, id=f"s-{item.id}") if item.title else ""
    note = tag("p", item.note, class_="caption") if item.note else ""
    body = [_block(block, item, t) for block in item.blocks]
    named = f"s-{item.id}" if item.title else None
    return tag("section", head, note, *body, class_=f"part part-{item.id}", aria_labelledby=named)


def _block(block: Block, section: Section, t: Text) -> Markup:
    match block:
        case SearchBox():
            return _search(block, section)
        case Matrix():
            return _matrix(block, t)
        case Table():
            return _table(block, t)
        case Branch():
            return tag("ul", _branch(block), class_="tree")
        case Fact():
            return fact(block)
        case Choices():
            return _choices(block)
        case MapFigures():
            return multiples.markup(block)
        case ChartSpec():
            return charts.frame(block, t, charts.figure(block, t.language))


def fact(item: Fact) -> Markup:
    """A figure as it is written, what it counts, and its note."""
    figure = tag("strong", item.value, class_=f"figure {item.tone}")
    return tag("div", figure, tag("p", item.text, " ", tag("small", item.note)), class_="fact")


def _choices(block: Choices) -> Markup:
    """Words, then links; the selected one says so."""
    links = [
        tag("a", tag("span", block.label, " ", class_="unseen"), option.label, href=option.search,
            data_key=f"{block.id}-{n}", aria_current="true" if option.selected else None)
        for n, option in enumerate(block.options)
    ]  # fmt: skip
    role = "group" if links else None
    label = block.label if links else None
    return tag("div", tag("span", block.label), *links, class_=f"choices {block.id}", role=role, aria_label=label)


def _search(box: SearchBox, section: Section) -> Markup:
    name = f"q-{section.id}"
    hidden = [Markup('<input type="hidden" name="{}" value="{}">').format(*pair) for pair in box.others]
    field = Markup('<input type="search" id="{}" name="q" value="{}" autocomplete="off" data-key="{}">').format(
        name, box.value, name
    )
    clear = tag("a", box.clear.label, href=box.clear.search, data_key=f"{name}-clear") if box.clear else ""
    return tag(
        "form",
        *hidden,
        tag("label", box.label, for_=name),
        field,
        tag("button", box.button, type="submit"),
        tag("span", box.found, role="status", class_="found"),
        clear,
        class_="find",
        role="search",
        method="get",
        action="",
    )


def _scrolled(identifier: str, name: str, table: Markup, t: Text) -> Markup:
    """A table that scrolls by itself; one of many links begins with a link past them."""
    skip = after = Markup("")
    if table.count("<a ") > MANY_LINKS:
        skip = tag("a", t("page.skip_table"), href=f"#after-{identifier}", class_="skip over")
        after = tag("span", id=f"after-{identifier}")
    return tag("div", skip, table, after, class_="scroll", tabindex="0", role="region", aria_label=name)


def _head(column: Column, key: str) -> Markup:
    look = " ".join(
        word
        for word, is_so in ((column.look, column.look), ("selected", column.selected), ("parted", column.parted))
        if is_so
    )
    words = tag("span", column.title)
    if column.search:
        words = tag("a", words, href=column.search, data_key=key, aria_current="true" if column.selected else None)
    return tag("th", words, scope="col", class_=look or None, aria_sort=column.order or None)


def _table(table: Table, t: Text) -> Markup:
    heads = [_head(column, f"{table.id}-{n}") for n, column in enumerate(table.columns)]
    rows = [
        tag(
            "tr",
            *(
                tag("td", *_words(cell, f"{table.id}-{n}-{place}"), class_=column.look or None)
                for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True))
            ),
            class_="selected" if n in table.chosen else None,
        )
        for n, cells in enumerate(table.rows)
    ]
    body = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="listing")
    whole = _scrolled(table.id, table.name, body, t)
    return tag("details", tag("summary", table.fold), whole, class_="fold") if table.fold else whole


def _matrix(matrix: Matrix, t: Text) -> Markup:
    corner = tag("th", tag("span", matrix.corner), scope="col", class_="corner")
    heads = [corner, *(_head(column, f"{matrix.id}-{n}") for n, column in enumerate(matrix.columns))]
    groups = [_group(group, matrix) for group in matrix.groups]
    foot = tag("tfoot", _row(matrix.totals, matrix)) if matrix.totals else ""
    look = "matrix slanted" if matrix.slanted else "matrix"
    table = tag("table", tag("thead", tag("tr", *heads)), *groups, foot, class_=look)
    signs = [tag("span", sign(dot), dot.text) for dot in matrix.legend]
    legend = tag("p", *signs, class_="legend") if signs else ""
    return Markup("").join((legend, _scrolled(matrix.id, matrix.name, table, t)))


def _group(group: MatrixGroup, matrix: Matrix) -> Markup:
    span = str(len(matrix.columns) + 1)
    head = tag("th", tag("span", *_words(group.head, "")), colspan=span, scope="rowgroup")
    rows = [_row(row, matrix) for row in group.rows]
    return tag("tbody", tag("tr", head, class_="group") if group.head.text else "", *rows)


def _row(row: MatrixRow, matrix: Matrix) -> Markup:
    head = tag("th", *_words(row.head, ""), scope="row")
    cells = [
        tag("td", *_words(cell, ""), class_=_look(column))
        for cell, column in zip(row.cells, matrix.columns, strict=True)
    ]
    return tag("tr", head, *cells)


def _look(column: Column) -> str | None:
    words = [word for word, is_so in (("selected", column.selected), ("parted", column.parted)) if is_so]
    return " ".join([*words, *([column.look] if column.look else [])]) or None


def _branch(branch: Branch) -> Markup:
    if not branch.branches:
        return tag("li", *_words(branch.head, ""))
    below = tag("ul", *map(_branch, branch.branches))
    head = tag("summary", *_words(branch.head, ""))
    return tag("li", Markup("<details{}>{}{}</details>").format(Markup(" open") if branch.open else "", head, below))


def _words(cell: Cell, key: str) -> list[object]:
    """What a cell holds: signs and words, linked where they lead somewhere; the note; what unfolds."""
    signs = tag("span", *map(sign, cell.signs), class_="dots") if cell.signs else ""
    said = tag("span", cell.title, class_="unseen") if cell.title else ""
    written = bound(cell.text)
    text = tag("span", written, lang=cell.language or None) if written and (cell.signs or cell.language) else written
    parts: list[object] = [signs, said, text]
    if cell.search or cell.url:
        local = bool(cell.search)
        link = tag(
            "a",
            *parts,
            href=cell.search or cell.url,
            title=cell.title or None,
            data_key=key or None if local else None,
            rel=None if local else "noreferrer",
        )
        parts = [link]
    if cell.note:
        parts += [" ", tag("small", bound(cell.note))]
    head, more = cell.more
    if more:
        parts.append(tag("details", tag("summary", head), tag("p", bound(more)), class_="more"))
    return parts


def sign(dot: Dot) -> Markup:
    """The sign of a state, which words beside it say."""
    return tag("span", class_=f"sign {dot.sign}{' partial' if dot.partial else ''}", aria_hidden="true")
