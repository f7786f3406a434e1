"""Small maps on one scale side by side on a slide, with their one key: two in a row, three or four in two rows."""

from dataclasses import replace

from dashboard.placement import Format, place
from dashboard.renderings.multiples import key_of
from dashboard.renderings.plan import (
    BODY,
    BODY_STEP,
    BOTTOM,
    COLUMN_LEFT,
    LEFT,
    NOTE_STEP,
    TOP,
    Key,
    Map,
    Piece,
    Words,
    heading_at,
    lines_of,
    note_at,
)
from dashboard.view import Legend, MapFigure, MapFigures

WIDTH = COLUMN_LEFT - 36.0 - LEFT
GUTTER, GAP = 24.0, 14.0
# Width over height of a small map; its type; the width of the widest flow as a share of the map's.
RATIO, TYPE, FLOW = 1.25, 1.42, 0.075


def small_maps(block: MapFigures, notes: list[str]) -> list[Piece]:
    """The maps left of the column, their key below two of them, beside more; what else is to be said below the key."""
    rows = 1 if len(block.figures) < 3 else 2
    head = BODY_STEP + NOTE_STEP + 4
    wide = min((WIDTH - GUTTER) / 2, ((BOTTOM - TOP - GAP * (rows - 1)) / rows - head) * RATIO)
    # Two maps are half as large again as four: so is what they show more closely.
    closer = 1.75 if rows == 1 else 1.15
    form = Format("small", wide, wide / RATIO, TYPE, wide * FLOW, poles_of_rank=1, inset_size=closer)
    # Beside the key where it stands below the maps, else below it.
    x = LEFT if rows == 1 else LEFT + 2 * (wide + GUTTER)
    left = x + (wide + GUTTER if rows == 1 else 0)
    room = LEFT + WIDTH - left
    if rows == 1:
        # The width is the scale: what key and words leave shows more land above and below.
        lowest = max(Key(key_of(block, form), 0, 0).bottom, _said(block, notes, left, 0, room)[1])
        form = replace(form, height=max(form.height, min(wide, BOTTOM - TOP - head - GAP - lowest)))
    pieces: list[Piece] = []
    for n, figure in enumerate(block.figures):
        at = LEFT + (n % 2) * (wide + GUTTER), TOP + (n // 2) * (head + form.height + GAP)
        pieces += _map(figure, form, *at, head)
    key = Key(key_of(block, form), x, TOP + head + form.height + GAP if rows == 1 else TOP)
    return [*pieces, key, *_said(block, notes, left, key.y if rows == 1 else key.bottom + GAP, room)[0]]


def _said(block: MapFigures, notes: list[str], x: float, y: float, room: float) -> tuple[list[Piece], float]:
    """What is said of the maps, from a height on, and where it ends."""
    title = heading_at(x, y, room, block.title)
    pieces: list[Piece] = [title, note_at(x, title.bottom, room, block.note)]
    low = pieces[-1].bottom + GAP  # type: ignore[union-attr]
    for note in notes:
        pieces.append(note_at(x, low, room, note))
        low += NOTE_STEP * len(lines_of(note, 18.5, 400, room)) + GAP / 2
    return pieces, low


def _map(figure: MapFigure, form: Format, x: float, y: float, head: float) -> list[Piece]:
    title = Words(x, y, form.width, lines_of(figure.title, BODY, 600, form.width), BODY, BODY_STEP, 600, tag="h2")
    note = note_at(x, title.bottom, form.width, figure.note)
    placed = place(replace(figure.scene, legend=Legend()), form)
    return [title, note, Map(placed, x, y + head, figure.scene.alt)]
