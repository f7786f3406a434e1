"""The column at the right of a map: three facts; a chart, or why there is none; a list where room is left."""

from dataclasses import replace

from dashboard.renderings import charts
from dashboard.renderings.plan import (
    BODY,
    BODY_STEP,
    BOTTOM,
    COLUMN_LEFT,
    NOTE,
    NOTE_STEP,
    RIGHT,
    TOP,
    Drawing,
    Item,
    KeyFigure,
    Keys,
    Piece,
    Rule,
    Words,
    balanced,
    fitted,
    heading_at,
    lines_of,
    note_at,
    others,
)
from dashboard.text import Text
from dashboard.view import Cell, ChartSpec, Dot, Fact, Table, View

WIDTH = RIGHT - COLUMN_LEFT
VALUES, GAP = 190.0, 22.0
VALUE_SIZES = ((50.0, 1), (44.0, 1), (38.0, 1), (32.0, 1), (26.0, 1), (22.0, 1))
MOST_FACTS, MOST_REASONS, LEAST_FOR_LIST = 3, 3, 130.0
INDENT, LIST, LIST_STEP = 34.0, 21.0, 27.0
# The tables that make a list of points, the first of them that a view has.
LISTS = ("actions", "systems", "cooperations", "members", "memberships", "about", "passages")
# The charts are drawn for a column of 286 px and letters of 12: as large as the column allows, never under NOTE.
LARGEST, SMALLEST = WIDTH / 286, NOTE / 12


def column(view: View, t: Text, most: int = MOST_FACTS) -> tuple[Piece, ...]:
    """The pieces of the column, so many facts at most, none below BOTTOM."""
    pieces: list[Piece] = list(facts(view.facts[:most], t))
    y = TOP
    if pieces:
        y = max(bottom(piece) for piece in pieces) + 12
        pieces.append(Rule(COLUMN_LEFT, y, WIDTH))
        y += 14
    spec = chosen_chart(view, t)
    block = chart(spec, (COLUMN_LEFT, y, WIDTH, BOTTOM - y), t) if spec else reasons(view, y, t)
    pieces += block
    y = max([bottom(piece) for piece in block], default=y) + 20
    if BOTTOM - y > LEAST_FOR_LIST:
        pieces += listed(view, y, t)
    return tuple(pieces)


def bottom(piece: Piece) -> float:
    """The y of the foot of a piece."""
    match piece:
        case Drawing():
            return piece.box[1] + piece.box[3]
        case Item():
            return piece.words.bottom
        case Keys():
            return piece.y + NOTE_STEP
        case Rule():
            return piece.y
        case _:
            return getattr(piece, "bottom", BOTTOM)


def chosen_chart(view: View, t: Text) -> ChartSpec | None:
    """The first chart that has values, in the sections where none stands beside the map; where a figure is missing,
    why it is says more than these or a count of actions.
    """
    missing = bool(_why(view, t))
    listed = [block for section in view.sections for block in section.blocks if isinstance(block, ChartSpec)]
    charts = (*view.charts, *([] if missing else listed))
    spec = next((chart for chart in charts if any(series.values for series in chart.series)), None)
    return None if spec is not None and spec.id == "actions" and missing else spec


def facts(chosen: tuple[Fact, ...], t: Text) -> list[KeyFigure]:
    """Figures at the left, right-aligned; what they count and their note at the right."""
    found, y, x, width = [], TOP, COLUMN_LEFT + VALUES + GAP, WIDTH - VALUES - GAP
    for fact in chosen:
        size = fitted(fact.value, VALUES, VALUE_SIZES, 700)
        value = Words(COLUMN_LEFT, y - 4, VALUES, (fact.value,), size, 50, 700, _tone(fact), "r", "strong")
        words = Words(x, y + 10, width, balanced(fact.text, BODY, 400, width), BODY, BODY_STEP)
        note = fact.note
        # A long reason is in the list below, or on the page that the link opens.
        if fact.tone == "missing" and len(lines_of(note, NOTE, 400, width)) > 1:
            note = t("fact.not_collected")
        parts = (words, *([note_at(x, words.bottom, width, note)] if note else []))
        figure = KeyFigure(value, parts, " ".join(part for part in (fact.value, fact.text, fact.note) if part))
        found.append(figure)
        y = max(figure.bottom, y + 55) + 16
    return found


def _tone(fact: Fact) -> str:
    return "ink2" if fact.tone == "missing" else fact.tone


def chart(spec: ChartSpec, box: tuple[float, float, float, float], t: Text) -> list[Piece]:
    """A chart with its head in a box; bars that do not fit at a readable size are counted in a note."""
    x, y, width, height = box
    low = y + height
    title = heading_at(x, y, width, spec.title)
    caption = note_at(x, title.bottom, width, spec.caption)
    pieces: list[Piece] = [title, caption]
    y = caption.bottom
    keys = () if spec.kind == "lines" or len(spec.series) < 2 else spec.series
    if keys:
        pieces.append(Keys(x, y, width, tuple((charts.shade(spec, n), one.name) for n, one in enumerate(keys))))
        y += NOTE_STEP + 2
    y += 6
    kept, note = trimmed(spec, int(((low - y - 30) / SMALLEST - 8) // charts.row_height(spec)), t)
    free = low - y - (NOTE_STEP + 4 if note else 0)
    tall = charts.figure(kept, t.language)["layout"]["height"]
    scale = min(max(free / tall, SMALLEST), LARGEST, width / 286)
    drawn = Drawing(kept, (x, y, width, min(tall * scale, free)), scale, t.language)
    pieces.append(drawn)
    if note:
        pieces.append(note_at(x, bottom(drawn) + 4, width, note))
    return pieces


def trimmed(spec: ChartSpec, most: int, t: Text) -> tuple[ChartSpec, str]:
    """A chart of at most so many bars, and the words on those left out; a chart of lines is as it is."""
    count = len(spec.series[0].values)
    if spec.kind == "lines" or count <= most:
        return spec, spec.note
    series = tuple(replace(series, values=series.values[:most]) for series in spec.series)
    hidden = count - most + max(len(spec.rows) - count, 0)
    return replace(spec, series=series, totals=spec.totals[:most]), t.others(hidden)


def _why(view: View, t: Text) -> list[str]:
    return [note.text for note in view.notes if note.head in (t("note.missing"), t("note.joint"))]


def reasons(view: View, y: float, t: Text) -> list[Piece]:
    """Why the figure is missing, point by point, as the notes of the view say it; nothing where none is missing."""
    texts = _why(view, t)
    title = heading_at(COLUMN_LEFT, y, WIDTH, t("slide.why"))
    pieces: list[Piece] = [title]
    y = title.bottom + 8
    for n, text in enumerate(list(dict.fromkeys(texts))[:MOST_REASONS], 1):
        item = _item(text, y, number=str(n))
        if item.words.bottom > BOTTOM:
            break
        pieces.append(item)
        y = item.words.bottom + 10
    return pieces if len(pieces) > 1 else []


def _item(text: str, y: float, dot: Dot | None = None, number: str = "") -> Item:
    indent = INDENT if dot or number else 0.0
    lines = lines_of(text, LIST, 400, WIDTH - indent)
    return Item(Words(COLUMN_LEFT + indent, y, WIDTH - indent, lines, LIST, LIST_STEP, tag="li"), dot, number)


def listed(view: View, y: float, t: Text) -> list[Piece]:
    """As much as there is room for of the programme's actions, else of the view's first table; others are counted."""
    head, entries = _entries(view, t)
    title = heading_at(COLUMN_LEFT, y, WIDTH, head)
    pieces: list[Piece] = [title]
    y = title.bottom + 6
    for n, (text, dot) in enumerate(entries):
        item = _item(text, y, dot)
        if item.words.bottom > BOTTOM - (NOTE_STEP + 4 if n + 1 < len(entries) else 0):
            break
        pieces.append(item)
        y = item.words.bottom + 8
    if len(pieces) == 1:
        return []
    left = len(entries) - len(pieces) + 1
    if left:
        pieces.append(note_at(COLUMN_LEFT + INDENT, y - 4, WIDTH - INDENT, others(left, t)))
    return pieces


def _entries(view: View, t: Text) -> tuple[str, list[tuple[str, Dot | None]]]:
    # What concerns all frontiers says nothing of this one.
    rows = [row for group in view.actions.groups if group.title != t("actions.all") for row in group.rows]
    if rows:
        said = {row.id: t(f"page.actions.{row.sign}") for row in rows}
        return t("slide.programme"), [(row.title, Dot(row.sign, said[row.id], row.partial)) for row in rows]
    tables = {block.id: (section, block) for section in view.sections for block in section.blocks
              if isinstance(block, Table) and block.rows}  # fmt: skip
    found = next((tables[name] for name in LISTS if name in tables), None)
    return (found[0].title or found[1].name, [_entry(row, t) for row in found[1].rows]) if found else ("", [])


def _entry(row: tuple[Cell, ...], t: Text) -> tuple[str, Dot | None]:
    """A row of a table as a point of a list: its sign and its words; without a sign the words of two cells."""
    dot = next((dot for cell in row for dot in cell.signs), None)
    texts = [cell.text for cell in row if cell.text not in ("", t("value.missing"))]
    return " – ".join(texts[: 1 if dot else 2]), dot
