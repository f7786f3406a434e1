"""A grid as a native table: PowerPoint sorts, recolours and edits its cells; signs are letters of their own."""

from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from dashboard.renderings.plan import Grid, GridCell
from dashboard.renderings.pptx_style import Line, Run
from dashboard.renderings.pptx_xml import Canvas, paint_color

# A style without fills and rules, which are set here.
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# The sign of a dot by its name and whether its reading is partial. U+FE0E keeps it away from mathematical faces, one of
# which (DejaVu Math TeX Gyre) draws the empty ring full.
GLYPHS = {
    **{("full", partial): "●\ufe0e" for partial in (False, True)},
    **{("half", partial): "◐" for partial in (False, True)},
    ("empty", False): "○\ufe0e",
    ("empty", True): "◌",
    **{("observed", partial): "■" for partial in (False, True)},
    **{("joint", partial): "◧" for partial in (False, True)},
    **{("not-collected", partial): "▨" for partial in (False, True)},
    **{("unread", partial): "□" for partial in (False, True)},
}
INKS = {"observed": "out", "joint": "out2", "not-collected": "hatch", "unread": "ink3"}
RULES = {"ink2": 1.4, "line": 1.2, "line2": 1.2}
# Of words that read upwards: the px below them, and those at their side, which elsewhere are taken from their length.
FOOTING, MOST_FREE = 4.0, 10.0
URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


def table(page: Any, canvas: Canvas, grid: Grid) -> str:
    """The markup of a grid as a table of a page, whose part holds the links of its cells."""
    stage = canvas.stage
    columns = "".join(f'<a:gridCol w="{stage.length(width)}"/>' for width in grid.widths)
    rows = "".join(_row(page, canvas, grid, n) for n in range(len(grid.rows)))
    box = (grid.x, grid.y, sum(grid.widths), grid.bottom - grid.y)
    return canvas.framed(
        grid.name,
        grid.text,
        box,
        f'<a:graphicData uri="{URI}"><a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{PLAIN}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData>",
    )


def _row(page: Any, canvas: Canvas, grid: Grid, n: int) -> str:
    row, place, cells = grid.rows[n], 0, ""
    for cell in row.cells:
        cells += _cell(page, canvas, grid, cell, place, row.rule, head=n == 0)
        cells += '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:p/></a:txBody><a:tcPr/></a:tc>' * (cell.span - 1)
        place += cell.span
    return f'<a:tr h="{canvas.stage.length(row.height)}">{cells}</a:tr>'


def _cell(page: Any, canvas: Canvas, grid: Grid, cell: GridCell, place: int, rule: str, head: bool) -> str:
    """A cell: its words and signs, its margins, its rules, its fill."""
    link = page.part.relate_to(cell.link, RT.HYPERLINK, is_external=True) if cell.link.startswith("http") else ""
    text = canvas.paragraphs(_lines(cell, grid.size, grid.step, link))
    narrow = cell.align == "ctr" or place == 0
    margins = (0.0 if narrow else 8.0, 0.0 if cell.align == "ctr" else 8.0, 0.0, 0.0)
    if cell.turned:
        # Some programs turn the margins with the words and do not centre these: their top is then at the left.
        free = (grid.widths[place] - len(cell.lines) * grid.step) / 2
        margins = (FOOTING, 0.0, max(min(free, MOST_FREE), 0.0), FOOTING)
    sides = "".join(f' mar{side}="{canvas.stage.length(px)}"' for side, px in zip("LRTB", margins, strict=True))
    edges = [("lnL", "line", 1.2)] if place in grid.parted else []
    lines = "".join(
        f'<a:{tag} w="{canvas.stage.length(width)}"><a:solidFill>{paint_color(name, 1.0, True)}</a:solidFill></a:{tag}>'
        for tag, name, width in (*edges, ("lnB", rule, RULES[rule]))
    )
    fill = (
        f"<a:solidFill>{paint_color('selected', 1.0, False)}</a:solidFill>" if place in grid.tinted else "<a:noFill/>"
    )
    look = ' vert="vert270" anchor="ctr"' if cell.turned else ' anchor="b"' if head else ' anchor="ctr"'
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    body = f"<a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
    return f"<a:tc{span}>{body}<a:tcPr{sides}{look}>{lines}{fill}</a:tcPr></a:tc>"


def _lines(cell: GridCell, size: float, step: float, link: str) -> list[Line]:
    align = "l" if cell.turned else cell.align
    signs = [Run(GLYPHS[dot.sign, dot.partial], size, INKS.get(dot.sign, "ink")) for dot in cell.dots]
    lines = [Line((Run(text, size, bold=cell.strong, link=link),), align, step) for text in cell.lines]
    if signs and lines:
        lines[0] = Line((*signs, Run(" ", size), *lines[0].runs), align, step)
    elif signs:
        lines = [Line(tuple(signs), align, step)]
    lines += [Line((Run(text, size, "ink2"),), align, step) for text in cell.note]
    # An empty cell would take the height of the template's own type.
    return lines or [Line((Run("\u00a0", size),), align, step)]
