"""Small official tables, read whole: rows with their line numbers, and the account of what becomes of each."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from geodata.errors import OfficialFileError
from geodata.importers import EXAMPLES, Batch, Rejected
from geodata.importers.reading import SAID, encoding_of, opened
from geodata.importers.sieve import MOST, filled

LARGEST = 256 << 20
"""Bytes of text that are read whole; the large formats are read piece by piece instead."""

Row = tuple[int, list[str]]


def text(path: Path) -> str:
    """A whole text, of whichever encoding its beginning shows. Raises OfficialFileError for one of more than 256 MB."""
    with opened(path) as (data, _):
        content = data.read(LARGEST + 1)
    if not content:
        raise OfficialFileError(f"{path.name} is empty, expected a table")
    if len(content) > LARGEST:
        raise OfficialFileError(f"{path.name} is larger than {LARGEST >> 20} MB, expected a table of less")
    encoding = encoding_of(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OfficialFileError(
            f"{path.name}, line {line} is not {encoding}: {error.reason}, expected one encoding"
        ) from error


def rows(path: Path, delimiter: str) -> Iterator[Row]:
    """The rows of a delimited text, each with the line on which it ends. Raises OfficialFileError."""
    # newline="": csv ends rows at \r and \n alone; str.splitlines would also at an ellipsis of cp1252.
    # strict: without it a quote that is left open takes the rest of the file for one cell.
    reader = csv.reader(io.StringIO(text(path), newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            before = reader.line_num
            yield before, row
    except csv.Error as error:
        # At the end of the file the fault is where the row at fault began.
        line = before + 1 if "end of data" in str(error) else reader.line_num
        raise OfficialFileError(
            f"{path.name}, line {line} cannot be read ({error}), expected cells delimited by {SAID[delimiter]} whose "
            "quotes close"
        ) from error


def sheet(path: Path, name: str = "") -> Iterator[Row]:
    """The rows of a sheet of an XLSX file as text, empty cells empty; of the first where none has that name.

    Raises OfficialFileError.
    """
    import openpyxl

    limited(path, LARGEST)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        chosen = book[name] if name in book.sheetnames else book.worksheets[0]
        for line, cells in enumerate(chosen.iter_rows(values_only=True), 1):
            yield line, ["" if cell is None else str(cell).strip() for cell in cells]
        book.close()
    except (OSError, KeyError, ValueError, TypeError, EOFError, IndexError, zipfile.BadZipFile) as error:
        raise OfficialFileError(f"{path.name} is damaged or no XLSX file ({error}), expected a workbook") from error


def limited(path: Path, most: int) -> None:
    """Raises OfficialFileError for a file, or a zip or workbook unpacked, of more bytes: it would be read whole."""
    try:
        size = path.stat().st_size
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                size = max(size, sum(member.file_size for member in archive.infolist()))
    except (OSError, zipfile.BadZipFile):
        # Whoever opens it says what it is.
        return
    if size > most:
        raise OfficialFileError(f"{path.name} holds more than {most >> 20} MB, expected a file of less")


def number(cell: str) -> float | None:
    """A number of a cell, decimal point or comma, spaces between thousands; None for anything else, or beyond MOST."""
    try:
        value = float(cell.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < MOST else None


class Ledger:
    """What became of the rows of a small table, and the lines on which its keys stood."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = self.kept = 0
        self.passed: Counter[str] = Counter()
        self.set_aside: Counter[str] = Counter()
        self.remarked: Counter[str] = Counter()
        self.rejected: list[Rejected] = []
        self.names: dict[str, str] = {}
        self._stood: dict[tuple[object, ...], int] = {}

    def refuse(self, row: Row, reason: str) -> None:
        """Set a row aside, quoting it where few were for that reason."""
        self.read += 1
        self.set_aside[reason] += 1
        if self.set_aside[reason] <= EXAMPLES:
            self.rejected.append(Rejected(row[0], reason, " ".join(row[1])[:120]))

    def pass_over(self, reason: str) -> None:
        """Leave out a sound row."""
        self.read += 1
        self.passed[reason] += 1

    def keep(self, line: int, *keys: tuple[object, ...]) -> None:
        """Keep a row. Raises OfficialFileError with both lines where one of its keys stood before."""
        self.read += 1
        self.kept += 1
        for key in keys:
            before = self._stood.setdefault(key, line)
            if before != line:
                told = " ".join(str(part) for part in key if part)
                raise OfficialFileError(
                    f"{self.path.name}, line {line} repeats {told} of line {before}, expected it once"
                )

    def batch(self, schema: pa.Schema, columns: Mapping[str, Sequence[object]], **constant: object) -> Batch:
        """The account with its table: columns of one length, and the same value in all rows for the others.

        Columns of the schema that neither names are empty text, or 0.
        """
        typed = {name: pa.array(cells, schema.field(name).type) for name, cells in columns.items()}
        return Batch(
            table=filled(typed, constant, schema),
            rows_read=self.read,
            rows_kept=self.kept,
            bytes_read=self.path.stat().st_size,
            passed=dict(self.passed),
            set_aside=dict(self.set_aside),
            rejected=tuple(self.rejected),
            remarked=dict(self.remarked),
            names=self.names,
        )
