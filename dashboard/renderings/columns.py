"""Markup on its way to the page: links alike, one after the other, as their pattern and columns of what differs.

A map of hundreds of places repeats its attributes between each two names; apart from them, names and figures take two
thirds of the bytes. browser.js puts them together again (`whole`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from os.path import commonprefix
from typing import Any

OPENING, SLOT = "<a ", "{"
# Between the lines of a column: a sign that JSON writes as it is, and that no text of ours has.
ROW = "¶"
# Where a value says a name and its figure.
BETWEEN = ": "
FEWEST = 3


def sent(fragment: dict[str, Any]) -> dict[str, Any]:
    """A fragment as it travels: the scenes of its maps in parts."""
    maps = {name: part | {"scene": list(parts(part["scene"]))} for name, part in fragment["maps"].items()}
    return fragment | {"maps": maps}


def column(texts: Iterable[str]) -> str:
    """Texts as one, a line for each."""
    return ROW.join(text.replace(ROW, " ") for text in texts)


def parts(markup: str) -> Iterator[str | list[str]]:
    """Markup in order, in parts: as it is, or a pattern with numbered slots and its columns, a line for each element.

    Joined again, they are the markup to the letter.
    """
    first, *rest = markup.split(OPENING)
    plain = first
    # Attributes stand in double quotes, of which texts have none.
    for skeleton, alike in groupby((element.split('"') for element in rest), key=lambda bits: bits[::2]):
        elements = list(alike)
        run = _run(skeleton, [bits[1::2] for bits in elements]) if len(elements) >= FEWEST else []
        if not run:
            plain += "".join(OPENING + '"'.join(bits) for bits in elements)
            continue
        yield plain
        yield run
        plain = ""
    yield plain


def _run(skeleton: list[str], rows: list[list[str]]) -> list[str]:
    """The pattern of some elements and its columns; nothing where none differs, or a text holds a sign of ours."""
    columns: dict[str, int] = {}
    pattern = OPENING + skeleton[0]
    for values, after in zip(zip(*rows, strict=True), skeleton[1:], strict=True):
        pattern += f'"{_cells(values, columns)}"{after}'
    whole = "".join((*skeleton, *chain.from_iterable(rows)))
    return [pattern, *columns] if columns and SLOT not in whole and ROW not in whole else []


def _cells(values: Sequence[str], columns: dict[str, int]) -> str:
    """The slots of an attribute: what all its values have in common stays in the pattern, what differs is a column."""
    parted = values[0].count(BETWEEN)
    if values.count(values[0]) == len(values):
        return values[0]
    if not parted or any(value.count(BETWEEN) != parted for value in values):
        return _cell(values, columns)
    told = zip(*(value.split(BETWEEN) for value in values), strict=True)
    return BETWEEN.join(_cell(column, columns) for column in told)


def _cell(values: Sequence[str], columns: dict[str, int]) -> str:
    start = commonprefix((min(values), max(values)))  # noqa: RUF071 - of any texts, not of paths
    left = [value[len(start) :] for value in values]
    end = left[0]
    for value in left:
        while not value.endswith(end):
            end = end[1:]
    told = ROW.join(left) if not end else ROW.join([value[: -len(end)] for value in left])
    return f"{start}{SLOT}{columns.setdefault(told, len(columns))}}}{end}" if told.strip(ROW) else start + end
