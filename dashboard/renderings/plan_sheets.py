"""What of a View stands on its slide: map and column, or the one or two blocks of a sheet that carry the message."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from dashboard.placement import SLIDE, PlacedScene, place
from dashboard.renderings.plan import (
    BODY,
    BODY_STEP,
    BOTTOM,
    COLUMN_LEFT,
    LEFT,
    NOTE,
    NOTE_STEP,
    RIGHT,
    TOP,
    Box,
    Keys,
    Map,
    Piece,
    Words,
    heading_at,
    lines_of,
    note_at,
)
from dashboard.renderings.plan_column import bottom, chart, column
from dashboard.renderings.plan_grids import FEW, matrix, shown_columns, table
from dashboard.renderings.plan_maps import small_maps
from dashboard.selection import PARAMETERS
from dashboard.text import Text
from dashboard.view import Cell, ChartSpec, Choices, Column, MapFigures, MapScene, Matrix, Section, Table, View

# The columns of a table that a slide shows; the others are in its notes and behind its link.
KEPT = {"actions": (0, 1), "series": (0, 1, 2, 6), "rows": (0, 1, 2, 3, 4, 5), "frontiers": (0, 1, 2, 4, 5, 6, 7)}
GUTTER, BESIDE = 36.0, 0.6
# The words of a comparison on the frontiers that it leaves out; its other words are for who chooses.
LEFT_OUT = "left"
# A matrix of so many rows leaves room below it for another block.
MOST_ABOVE = 8
LEGEND = 34.0
# The list of frontiers: of so many at most each is a column, and two have maps beside it.
FRONTIERS, MOST_UPRIGHT, TWO = "frontiers", 4, 2
GAP = 24.0


def pieces_of(view: View) -> tuple[Piece, ...]:
    """The pieces between the title and the foot of a View's slide."""
    t = Text(view.language)
    if view.mapped:
        return (Map(placed(view.map), LEFT, TOP, view.map.alt), *column(view, t))
    return tuple(_sheet(view, t))


def placed(scene: MapScene) -> PlacedScene:
    """The map of a slide; where its legend would reach the insets below it, these stand side by side."""
    found = place(scene, SLIDE)
    low = found.legend.box[3]
    meets = any(found.legend.box[0] < x + width and found.legend.box[1] < y + height and y < low
                for x, y, width, height in (inset.box for inset in found.insets))  # fmt: skip
    return place(scene, replace(SLIDE, insets_abreast=True)) if meets else found


def shown(view: View) -> list[tuple[Section, Matrix | Table | ChartSpec]]:
    """The blocks that carry a sheet's message, two at most: the first that is no field and no tree, and the first of
    another kind where frontiers were chosen.
    """
    found = [
        (section, block)
        for section in view.sections
        for block in section.blocks
        if isinstance(block, Matrix | Table | ChartSpec)
    ]
    chosen = f"{PARAMETERS['frontiers']}=" in view.search
    first = found[:1]
    others = [pair for pair in found[1:] if type(pair[1]) is not type(first[0][1])]
    return [*first, *(others[:1] if chosen else ())]


def _sheet(view: View, t: Text) -> list[Piece]:
    every = [block for section in view.sections for block in section.blocks]
    maps = next((block for block in every if isinstance(block, MapFigures)), None)
    listed = any(isinstance(block, Table) and block.id == FRONTIERS for block in every)
    # Beside more than two maps there is no room for what is known of each frontier.
    if maps is not None and (len(maps.figures) == TWO or not listed):
        labels = [block.label for block in every if isinstance(block, Choices) and block.id == LEFT_OUT]
        beside = column(view, t, most=len(maps.figures))
        return [*small_maps(maps, labels), *beside, *_below(view, beside, t)]
    blocks = shown(view)
    whole: Box = (LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)
    if not blocks:
        return _said(view, whole)
    # A matrix of many columns and rows needs the whole width.
    if len(blocks) == 1 or (_tall(blocks[0][1]) and len(shown_columns(blocks[0][1])) > FEW):
        return _block(*blocks[0], whole, t, headed=False)
    first, second = blocks
    # A matrix of few rows leaves room below it, another one at its right.
    if _tall(first[1]):
        wide = (RIGHT - LEFT) * BESIDE
        left = _block(*first, (LEFT, TOP, wide, BOTTOM - TOP), t)
        x = LEFT + wide + GUTTER
        return [*left, *_block(*second, (x, TOP, RIGHT - x, BOTTOM - TOP), t)]
    above = _block(*first, (LEFT, TOP, RIGHT - LEFT, (BOTTOM - TOP) * 0.5), t)
    y = max(bottom(piece) for piece in above) + 22
    return [*above, *_block(*second, (LEFT, y, RIGHT - LEFT, BOTTOM - y), t)]


def _below(view: View, beside: Sequence[Piece], t: Text) -> list[Piece]:
    """What is known of each frontier, in what is left of the column beside two maps."""
    y = max([bottom(piece) + GAP for piece in beside], default=TOP)
    box = (COLUMN_LEFT, y, RIGHT - COLUMN_LEFT, BOTTOM - y)
    return [
        piece
        for section in view.sections
        for block in section.blocks
        if isinstance(block, Table) and block.id == FRONTIERS
        for piece in _block(replace(section, note=""), block, box, t, headed=False)
    ]


def _upright(found: Table) -> Table:
    """A table with its rows as columns, each under its first cell."""
    heads = (Column(""), *(Column(row[0].text, look="long") for row in found.rows))
    rows = ((Cell(column.title), *(row[n] for row in found.rows)) for n, column in enumerate(found.columns))
    return replace(found, columns=heads, rows=tuple(rows)[1:])


def _tall(block: object) -> TypeGuard[Matrix]:
    return isinstance(block, Matrix) and sum(len(group.rows) for group in block.groups) > MOST_ABOVE


def _block(section: Section, block: Matrix | Table | ChartSpec, box: Box, t: Text, headed: bool = True) -> list[Piece]:
    """A block in a box, under its heading where there are two."""
    x, y, width, height = box
    if isinstance(block, ChartSpec):
        return chart(block, box, t)
    pieces: list[Piece] = []
    low = y + height
    if headed:
        pieces.append(heading_at(x, y, width, section.title or block.name))
        y = bottom(pieces[-1]) + 6
    # A table beside another block leaves its note to the page.
    said = "" if headed and isinstance(block, Table) else section.note
    note = lines_of(said, NOTE, 400, width) if said else ()
    low -= NOTE_STEP * len(note) + (8 if note else 0)
    if isinstance(block, Table):
        is_upright = block.id == FRONTIERS and len(block.rows) <= MOST_UPRIGHT
        block = _upright(block) if is_upright else block
        every = tuple(range(len(block.columns)))
        kept = every if is_upright else KEPT.get(block.id, every)
        drawn = table(block, kept, (x, y, width, low - y), t)
    else:
        if block.legend:
            pieces.append(Keys(x, y, width, dots=block.legend))
            y += LEGEND
        drawn = matrix(block, (x, y, width, low - y), t)
    pieces += drawn
    if note:
        pieces.append(note_at(x, max(bottom(piece) for piece in drawn) + 8, width, said))
    return pieces


def _said(view: View, box: Box) -> list[Piece]:
    """The notes of a view that has nothing else to show."""
    x, y, width, _ = box
    pieces: list[Piece] = []
    for note in view.notes:
        if note.text:
            lines = lines_of(note.text, BODY, 400, width * BESIDE)
            pieces += [heading_at(x, y, width, note.head), Words(x, y + 34, width, lines, BODY, BODY_STEP)]
            y = bottom(pieces[-1]) + 22
    return pieces
