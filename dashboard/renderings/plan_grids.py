"""A matrix or a table of a View as a grid of a slide: the largest type at which it fits; rows left out are counted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from dashboard.renderings.plan import (
    BODY,
    NOTE,
    NOTE_STEP,
    Box,
    Grid,
    GridCell,
    GridRow,
    Piece,
    lines_of,
    long,
    note_at,
    others,
)
from dashboard.text import Text
from dashboard.view import Cell, Matrix, MatrixRow, Table

# Sizes of type in px, each with the px above and below the words of a cell.
STEPS = ((BODY, 6.0), (21.0, 5.0), (20.0, 4.0), (NOTE, 4.0), (NOTE, 1.5))
# Where rows are left out in any case, this type rather than a few more rows.
EXTRACT = (20.0, 4.0)
# Left and right of words in a cell, of signs in a cell; what a sign takes, in em.
PAD, TIGHT, SIGN = 8.0, 2.0, 0.92
NARROWEST, FEW, ROOMY, SPREAD, WORD = 44.0, 6, 130.0, 92.0, 62.0
# A head column takes so much of the width at most; a head read upwards breaks in two lines beyond so many px.
HEADS, TURNED = 0.42, 140.0
# The room of a column of a table grows with its words, up to so many px of them; measured on so many rows.
LONGEST, SHORT, MEASURED = 640.0, 280.0, 40
STRETCH, MANY = 1.4, 3


def shown_columns(found: Matrix) -> list[int]:
    """The columns of a matrix on a slide: where one is chosen, all but the first and the count give way to it."""
    chosen = any(column.selected for column in found.columns)
    return [
        n
        for n, column in enumerate(found.columns)
        if not chosen or column.selected or n == 0 or column.look == "number"
    ]


def matrix(found: Matrix, box: Box, t: Text) -> list[Piece]:
    """A matrix in a box (px)."""
    kept = shown_columns(found)
    for size, air in STEPS:
        grid, left, tight = _matrix(found, kept, box, size, air)
        if not left and not tight:
            break
    return [grid, *_counted(grid, left, t)]


def table(found: Table, kept: Sequence[int], box: Box, t: Text) -> list[Piece]:
    """Some columns of a table in a box (px), none of its words cut."""
    for size, air in (*STEPS, EXTRACT):
        grid, left = _table(found, kept, box, size, air)
        if not left:
            break
    return [grid, *_counted(grid, left, t)]


def pages(found: Table, box: Box) -> list[Grid]:
    """A table on as many slides as it takes."""
    grids: list[Grid] = []
    left = len(found.rows)
    while left or not grids:
        rest = replace(found, rows=found.rows[len(found.rows) - left :])
        grid, left = _table(rest, range(len(found.columns)), box, *EXTRACT)
        grids.append(grid)
    return grids


def step_of(size: float) -> float:
    """The px from line to line in a grid of a type."""
    return round(size * 1.2)


def _counted(grid: Grid, left: int, t: Text) -> list[Piece]:
    return [note_at(grid.x, grid.bottom + 4, sum(grid.widths), others(left, t))] if left else []


def _wide(cell: Cell, size: float) -> float:
    """The px that a cell takes in one line."""
    many = 2 * PAD if len(cell.signs) > MANY else 2 * TIGHT
    return len(cell.signs) * size * SIGN + long(cell.text, size, 600) + many


def _word(title: str, size: float) -> float:
    """The px of the longest word of a short heading; none of a long one, which is read upwards."""
    longest = max(long(word, size, 600) for word in title.split(" ")) + 2 * TIGHT
    return longest if longest <= WORD else 0.0


def _matrix(found: Matrix, kept: list[int], box: Box, size: float, air: float) -> tuple[Grid, int, bool]:
    """The grid at a size, how many of its rows are left out, and whether its columns are too narrow."""
    x, y, width, height = box
    body = [row for group in found.groups for row in group.rows]
    every = [*body, *([found.totals] if found.totals else [])]
    columns, few = [found.columns[n] for n in kept], len(kept) <= FEW
    least = ROOMY if few else NARROWEST
    natural = [max(*(_wide(row.cells[n], size) for row in every), _word(found.columns[n].title, size), least)
               for n in kept]  # fmt: skip
    heads = min(max(long(_head(row), size) for row in every) + PAD + 1, width * HEADS)
    spare = width - heads - sum(natural)
    if spare > 0:
        most = max(spare / len(natural), 0.0)
        natural = [min(wide + most, max(wide, SPREAD if not few else wide)) for wide in natural]
    widths = (width - sum(natural), *natural)
    head, tall = _head_row(found.corner, [column.title for column in columns], widths, size, air)
    rows: list[GridRow] = []
    for group in found.groups:
        if group.head.text:
            words = " · ".join(part for part in (group.head.text, group.head.note) if part)
            rows.append(_row([GridCell((words,), strong=True, span=len(widths))], size, air, "line"))
        rows += [_matrix_row(row, kept, widths, size, air) for row in group.rows]
    foot = [_matrix_row(found.totals, kept, widths, size, air, strong=True)] if found.totals else []
    count = _fitting([tall, *(row.height for row in foot)], [row.height for row in rows], height)
    left = sum(len(row.cells) > 1 for row in rows[count:])
    shown = rows[:count] if left else _stretched(rows, height - tall - sum(row.height for row in foot))
    if foot and shown:
        shown[-1] = replace(shown[-1], rule="ink2")
    return Grid(
        x, y, widths, (head, *shown, *foot), found.name, found.name, size, step_of(size),
        tinted=tuple(n for n, column in enumerate(columns, 1) if column.selected),
        parted=tuple(n for n, column in enumerate(columns, 1) if column.parted),
    ), left, spare < 0  # fmt: skip


def _head(row: MatrixRow) -> str:
    return f"{row.head.text} ({row.head.note})" if row.head.note else row.head.text


def _head_row(
    corner: str, titles: list[str], widths: Sequence[float], size: float, air: float
) -> tuple[GridRow, float]:
    """The headings of columns: level where all but those of wide columns have room so, else read upwards. And the
    row's height.
    """
    step = step_of(size)
    broken = [lines_of(title, size, 600, width - 2 * TIGHT) for title, width in zip(titles, widths[1:], strict=True)]
    level = [
        len(lines) <= 3 and max(long(line, size, 600) for line in lines) <= width - 2 * TIGHT
        for lines, width in zip(broken, widths[1:], strict=True)
    ]
    cells, tall = [GridCell((corner,) if corner else (), strong=True)], step + 2 * air
    for title, width, lines, lies in zip(titles, widths[1:], broken, level, strict=True):
        if lies and (all(level) or width > ROOMY):
            cells.append(GridCell(lines, align="ctr", strong=True))
            tall = max(tall, len(lines) * step + 2 * air)
            continue
        pair = width >= 2 * step + 2 * TIGHT
        upright = lines_of(title, size, 600, TURNED) if pair else (title,)
        cells.append(GridCell(upright, strong=True, turned=True))
        tall = max(tall, max(long(line, size, 600) for line in upright) * 1.05 + 14)
    return GridRow(tuple(cells), tall, "ink2"), tall


def _matrix_row(
    row: MatrixRow, kept: list[int], widths: Sequence[float], size: float, air: float, strong: bool = False
) -> GridRow:
    head = GridCell(lines_of(_head(row), size, 600 if strong else 400, widths[0] - PAD), strong=strong)
    cells = [
        GridCell(
            (row.cells[n].text,) if row.cells[n].text else (),
            dots=row.cells[n].signs,
            align="ctr",
            strong=strong,
            title=row.cells[n].title,
        )
        for n in kept
    ]
    # Signs in a column that has many all begin at its left.
    many = {n for n, width in enumerate(widths[1:]) if width > 8 * size}
    cells = [replace(cell, align="l") if n in many and cell.dots else cell for n, cell in enumerate(cells)]
    return _row([head, *cells], size, air)


def _row(cells: list[GridCell], size: float, air: float, rule: str = "line2") -> GridRow:
    lines = max(len(cell.lines) + len(cell.note) for cell in cells)
    return GridRow(tuple(cells), max(lines, 1) * step_of(size) + 2 * air, rule)  # type: ignore[arg-type]


def _fitting(fixed: Iterable[float], heights: list[float], room: float) -> int:
    """How many rows fit beside those that stay, where those left out take a line that counts them."""
    room -= sum(fixed)
    if sum(heights) <= room:
        return len(heights)
    room -= NOTE_STEP + 4
    return next(n for n in range(len(heights), -1, -1) if sum(heights[:n]) <= room or n == 0)


def _stretched(rows: list[GridRow], room: float) -> list[GridRow]:
    """Rows with more air where there is room for it."""
    more = min(max(room / (sum(row.height for row in rows) or 1), 1.0), STRETCH)
    return [replace(row, height=row.height * more) for row in rows]


def _table(found: Table, kept: Sequence[int], box: Box, size: float, air: float) -> tuple[Grid, int]:
    x, y, width, height = box
    columns = [found.columns[n] for n in kept]
    widths = _widths(found, kept, width, size)
    head = _row([GridCell(lines_of(column.title, size, 600, wide - 2 * PAD), strong=True,
                          align="r" if column.look == "number" else "l")
                 for column, wide in zip(columns, widths, strict=True)], size, air, "ink2")  # fmt: skip
    rows: list[GridRow] = []
    left, room = height - head.height, len(found.rows)
    for cells in found.rows:
        row = _row([_cell(cells[n], wide, size, found.columns[n].look == "number")
                    for n, wide in zip(kept, widths, strict=True)], size, air)  # fmt: skip
        # The last row may still take the room of the count; a row that no slide would hold is not left out for ever.
        if rows and left < row.height + (NOTE_STEP + 4 if len(rows) + 1 < room else 0):
            break
        rows.append(row)
        left -= row.height
    shown = rows if len(rows) < room else _stretched(rows, height - head.height)
    parts = " · ".join(column.title for column in columns)
    return Grid(x, y, widths, (head, *shown), found.name, f"{found.name}. {parts}", size, step_of(size)), room - len(
        rows
    )


def _cell(cell: Cell, width: float, size: float, number: bool) -> GridCell:
    room = width - 2 * PAD - len(cell.signs) * size * SIGN
    return GridCell(
        lines_of(cell.text, size, 400, room) if cell.text else (),
        lines_of(cell.note, size, 400, room) if cell.note else (),
        cell.signs,
        "r" if number else "l",
        link=cell.url,
        title=cell.title,
    )


def _widths(found: Table, kept: Sequence[int], width: float, size: float) -> tuple[float, ...]:
    """Widths by the words of each column, none narrower than its longest word."""
    wanted, least = [], []
    for n in kept:
        column, cells = found.columns[n], [row[n] for row in islice(found.rows, MEASURED)]
        texts = [text for cell in cells for text in (cell.text, cell.note) if text]
        signs = max((len(cell.signs) for cell in cells), default=0) * size * SIGN
        words = [word for text in texts for word in text.split(" ")] + column.title.split(" ")
        least.append(signs + max(long(word, size, 600) for word in words) + 2 * PAD)
        most = LONGEST if column.look == "long" else SHORT
        natural = signs + max([long(text, size) for text in texts] or [0.0]) + 2 * PAD
        wanted.append(max(min(natural, most), least[-1]))
    spare = width - sum(wanted)
    if spare >= 0:
        return tuple(wide + spare * wide / sum(wanted) for wide in wanted)
    # What is too much is taken from each by what it has beyond its longest word.
    give = sum(wide - low for wide, low in zip(wanted, least, strict=True)) or 1.0
    share = min(-spare / give, 1.0)
    return tuple(wide - (wide - low) * share for wide, low in zip(wanted, least, strict=True))
