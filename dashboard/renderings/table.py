"""The figures behind a View as CSV: UTF-8, commas, the metadata first as lines that begin with #."""

import csv as files
from collections.abc import Iterable
from dataclasses import fields
from io import StringIO

from dashboard.renderings.credit import permalink, references
from dashboard.text import Text
from dashboard.view import Cell, Figure, Reference, Table, View

COLUMNS = tuple(item.name for item in fields(Figure))
# A spreadsheet takes a cell that begins so for a formula and runs it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv(view: View, address: str, date: str) -> str:
    """The figures of a View, one row each, columns as in Figure; workers are people, empty where the status says
    why. A view of sections without figures gives its first table, columns and words as on the page.

    `address` is that of the site, `date` the ISO date of making.
    """
    out = StringIO()
    for head, text in _metadata(view, address, date):
        out.write(f"# {_line(head)}: {_line(text)}\n")
    writer = files.writer(out, lineterminator="\n")
    listed = table_of(view)
    if listed:
        writer.writerows([_cell(text) for text in row] for row in listed)
        return out.getvalue()
    writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(figure, name)) for name in COLUMNS] for figure in view.figures)
    return out.getvalue()


def table_of(view: View) -> list[list[str]]:
    """The first table of a view without figures as rows of words, its columns' titles first; else no rows. Where all
    rows are of one source, each ends with that source and its licence.
    """
    found = (block for part in view.sections for block in part.blocks if isinstance(block, Table))
    listed = None if view.figures else next(found, None)
    if listed is None:
        return []
    t, cited = Text(view.language), references(view)
    heads = [t("csv.source"), t("xlsx.column.licence")] if len(cited) == 1 else []
    ends = [text for item in cited for text in (item.text, item.licence)] if heads else []
    titles = [column.title for column in listed.columns]
    return [[*titles, *heads], *([*map(_said, row), *ends] for row in listed.rows)]


def _said(cell: Cell) -> str:
    """All that a cell of a table says, in one line."""
    return " · ".join(part for part in (cell.title, cell.text, cell.note, cell.more[1], cell.url) if part)


def _metadata(view: View, address: str, date: str) -> Iterable[tuple[str, str]]:
    t = Text(view.language)
    cited = {item.id: item for item in references(view)}
    yield t("csv.title"), view.title
    yield t("csv.subtitle"), view.subtitle
    for choice in view.filters:
        yield choice.title, choice.current
    for field in dict.fromkeys(figure.field_name or figure.field for figure in view.figures):
        yield t("csv.field"), field
    for source, name, licence in dict.fromkeys((item.source, item.source_name, item.licence) for item in view.figures):
        yield t("csv.source"), _source(source, name, cited.get(source), licence)
    for item in () if view.figures else cited.values():
        yield t("csv.source"), _source(item.id, item.text, item, item.licence)
    for note in (note for note in view.notes if note.text):
        yield note.head or t("csv.note"), note.text
    yield t("csv.date"), date
    yield t("csv.link"), permalink(view, address)


def _source(source: str, name: str, reference: Reference | None, licence: str) -> str:
    parts = (f"[{source}]", reference.text if reference else name, reference.url if reference else "", licence)
    return " · ".join(part for part in parts if part)


def _line(text: str) -> str:
    return " ".join(text.split())


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return f"{value:.0f}" if value == int(value) else repr(value)
