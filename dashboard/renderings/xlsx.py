"""The figures behind a View as a workbook: one row each with field, source, licence; and a sheet on what it is."""

from dataclasses import fields
from io import BytesIO

from dashboard.renderings.credit import about, references
from dashboard.renderings.table import guarded, table_of
from dashboard.text import Text
from dashboard.view import Figure, View

COLUMNS = tuple(item.name for item in fields(Figure))
WIDTHS = {
    "home_name": 30,
    "work_name": 30,
    "field": 30,
    "field_name": 60,
    "source": 26,
    "source_name": 60,
    "licence": 40,
}
# Of the columns of a table of words.
WIDE = 40


def workbook(view: View, address: str, date: str) -> bytes:
    """An .xlsx of two sheets, figures and metadata; workers are numbers, empty where the status says why. A view of
    sections without figures gives its first table, columns and words as on the page.
    """
    # 15 MB that a worker need not carry before somebody asks.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    t = Text(view.language)
    book = Workbook()
    data = book.active
    data.title = t("xlsx.data")
    listed = table_of(view)
    heads = listed[0] if listed else [t(f"xlsx.column.{name}") for name in COLUMNS]
    data.append([_cell(head) for head in heads])
    for row in listed[1:] or ([getattr(figure, name) for name in COLUMNS] for figure in view.figures):
        data.append([_cell(value) for value in row])
    data.freeze_panes = "A2"
    data.auto_filter.ref = data.dimensions
    for n, cell in enumerate(data[1]):
        cell.font = Font(bold=True)
        data.column_dimensions[cell.column_letter].width = WIDE if listed else WIDTHS.get(COLUMNS[n], 14)
    said = book.create_sheet(t("xlsx.about"))
    for line in _about(view, address, date, t):
        said.append([_cell(text) for text in line])
    said.column_dimensions["A"].width, said.column_dimensions["B"].width = 22, 120
    book.properties.title, book.properties.creator = view.title, "Lisière"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _about(view: View, address: str, date: str, t: Text) -> list[tuple[str, str]]:
    said = about(view, address, date)
    rows = [(t("csv.title"), view.title), (t("csv.subtitle"), view.subtitle)]
    rows += [(choice.title, choice.current) for choice in view.filters]
    rows += [(note.head or t("csv.note"), note.text) for note in view.notes if note.text]
    for item in references(view):
        rows.append(
            (t("csv.source"), " · ".join(part for part in (f"[{item.id}]", item.text, item.url, item.licence) if part))
        )
    return [*rows, (t("xlsx.column.licence"), said["Licence"]), (t("csv.date"), date), (t("csv.link"), said["URL"])]


def _cell(value: str | float | None) -> str | float | None:
    if isinstance(value, str):
        return guarded(value)
    return int(value) if value is not None and value == int(value) else value
