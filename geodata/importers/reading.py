"""Files piece by piece: heads, zip members, encodings, and delimited text as blocks of columns with line numbers."""

import codecs
import gzip
import re
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from geodata.errors import OfficialFileError
from geodata.importers import Rejected, faults
from geodata.importers.faults import Counted

HEAD = 1 << 16
BLOCK = faults.LONGEST
"""Bytes of text read at once; a line may not be longer. pyarrow reads up to 32 blocks ahead."""
TEXTUAL = (".csv", ".txt", ".tsv")
SAID = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins, and one without members."""


@dataclass(frozen=True)
class Block:
    """Rows of a delimited file: the asked columns as text, the line of each row, and rows of another width."""

    table: pa.Table
    lines: np.ndarray
    misshapen: tuple[Rejected, ...]
    bytes_read: int


@contextmanager
def opened(path: Path, names: Sequence[str] = TEXTUAL) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The bytes of a file, of a gzip or of a zip's largest member of such a name; and the file on disk.

    Raises OfficialFileError for a file that cannot be read, a zip that is damaged or has no such member.
    """
    try:
        with path.open("rb") as disk:
            magic = disk.read(4)
            disk.seek(0)
            if magic.startswith(b"\x1f\x8b"):
                with gzip.open(disk) as unpacked:
                    yield unpacked, disk  # type: ignore[misc]
                return
            if magic not in ZIPS or path.suffix == ".xlsx":
                yield disk, disk
                return
            with zipfile.ZipFile(disk) as archive, archive.open(_member(path, archive, names)) as member:
                yield member, disk
    except zipfile.BadZipFile as error:
        raise OfficialFileError(f"{path.name} is a damaged or truncated zip ({error}), expected a whole one") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise OfficialFileError(f"{path.name} is a damaged or truncated archive, expected a whole one") from error
    except (NotImplementedError, RuntimeError) as error:
        raise OfficialFileError(
            f"{path.name} is a zip that cannot be opened ({error}), expected a plain one"
        ) from error
    except OSError as error:
        raise OfficialFileError(f"{path} cannot be read ({error.strerror or error}), expected a file") from error


def _member(path: Path, archive: zipfile.ZipFile, names: Sequence[str]) -> zipfile.ZipInfo:
    fitting = [member for member in archive.infolist() if member.filename.lower().endswith(tuple(names))]
    # INSEE packs the data beside a smaller list of codes (varmod, meta).
    if not fitting:
        held = ", ".join(archive.namelist()[:3]) or "nothing"
        raise OfficialFileError(f"{path.name} holds {held}, expected a member that ends in {' or '.join(names)}")
    return max(fitting, key=lambda member: member.file_size)


def head(path: Path, names: Sequence[str] = TEXTUAL) -> bytes:
    """The first 64 kB of a file, or of its data where it is packed. Raises OfficialFileError as `opened` does."""
    with opened(path, names) as (data, _):
        return data.read(HEAD)


def glance(path: Path) -> bytes:
    """The same for a file that may be anything: empty where it cannot be read."""
    try:
        return head(path)
    except OfficialFileError:
        return b""


def encoding_of(start: bytes) -> str:
    """`utf-8-sig`, `utf-16`, `utf-8` or `cp1252`, as the first bytes show.

    cp1252 and not latin1: the byte 0x85, an ellipsis there, would end a line here (BFS cube 101 has it).
    """
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # The head may end inside a character of up to four bytes.
    for cut in range(4):
        try:
            start[: len(start) - cut].decode("utf-8")
            return "utf-8"
        except UnicodeDecodeError:
            continue
    return "cp1252"


def text_of(start: bytes) -> str:
    """The first bytes as text, whatever their encoding."""
    return start.decode(encoding_of(start), errors="replace").lstrip("\ufeff")


def opening(start: bytes) -> str:
    """The first line of a text, without its end: \\n, \\r\\n or, as old tables have it, \\r."""
    return re.split(r"[\r\n]", text_of(start), maxsplit=1)[0]


def header_cells(line: str) -> list[str]:
    """The cells of a header that is delimited by anything: `header_of` says what is expected."""
    return re.split(f"[{''.join(SAID)}]", line.replace('"', "").strip())


def first_line(path: Path, start: bytes) -> str:
    """The first line of a file, without its end. Raises OfficialFileError where it is empty or has no end."""
    if not start:
        raise OfficialFileError(f"{path.name} is empty, expected a table")
    line = opening(start)
    if len(start) >= HEAD and line == text_of(start):
        raise OfficialFileError(f"{path.name}, line 1 is longer than {HEAD} bytes, expected a header")
    return line


def header_of(path: Path, start: bytes, delimiter: str, wanted: Sequence[str]) -> list[str]:
    """The column names of the first line.

    Raises OfficialFileError for a column that is wanted and absent, or twice there. The sentence says so
    where the fault is another delimiter.
    """
    line = first_line(path, start)
    names = [name.strip().strip('"') for name in line.split(delimiter)]
    missing = [name for name in wanted if name not in names]
    if missing:
        other = next((mark for mark in SAID if mark != delimiter and line.count(mark) > line.count(delimiter)), "")
        found = f"is delimited by {SAID[other]}" if other else f"has no column {missing[0]} ({line[:80]})"
        expected = f"columns delimited by {SAID[delimiter]}" if other else ", ".join(wanted)
        raise OfficialFileError(f"{path.name}, line 1 {found}, expected {expected}")
    twice = [name for name in wanted if names.count(name) > 1]
    if twice:
        raise OfficialFileError(f"{path.name}, line 1 has column {twice[0]} twice, expected it once")
    return names


def blocks(path: Path, columns: Sequence[str], delimiter: str, quote: str | bool = False) -> Iterator[Block]:
    """A delimited file in blocks of some 2 MB, as text, with the columns named, in that order.

    Raises OfficialFileError with file and line for a line longer than a block, a wrong encoding, a quote that is left
    open (what follows would be one cell), or a truncated zip.
    """
    start = head(path)
    encoding = encoding_of(start)
    width = first_line(path, start).count(delimiter) + 1
    odd: list[Rejected] = []
    # With bytes of zero between, ends of lines are not counted by bytes.
    quoting = bool(quote) and encoding != "utf-16"

    def misshapen(row: Any) -> str:
        odd.append(Rejected(row.number, f"{row.actual_columns} columns instead of {width}", row.text[:120]))
        return "skip"

    line, rows = 2, 1
    with opened(path) as (data, disk), _silent(misshapen):
        text = Counted(data)
        try:
            source = text if quoting else data
            for count, table in enumerate(_reader(source, columns, delimiter, quote, encoding, misshapen), 1):
                lines, faulty = _numbered(line, table.num_rows, odd)
                line = int(lines[-1]) + 1 if len(lines) else line + len(faulty)
                rows += len(lines) + len(faulty)
                # Blocks read ahead are not done: only their share of what was unpacked so far is.
                done = min(count * BLOCK / max(data.tell(), 1), 1.0)
                yield Block(pa.Table.from_batches([table]), lines, faulty, int(disk.tell() * done))
        except pa.ArrowInvalid as error:
            told = faults.told(error, line - 1, lambda faulty: _line_of(path, faulty))
            raise OfficialFileError(f"{path.name}, {told}") from error
        except UnicodeDecodeError as error:
            raise OfficialFileError(f"{path.name}, after line {line - 1} is not {encoding}: {error.reason}") from error
    if quoting and rows + len(odd) != text.lines:
        where = _line_of(path, faults.left_open)
        raise OfficialFileError(f"{path.name}, line {where} leaves a quote open, expected a row on one line")
    if odd:
        yield Block(_nothing(columns), np.array([], dtype=np.int64), tuple(odd), path.stat().st_size)


@contextmanager
def _silent(handler: Any) -> Iterator[None]:
    """Leave out what Python prints where a row for this handler is not text: it is said as a fault of the file."""
    before = sys.unraisablehook
    sys.unraisablehook = lambda fault: None if fault.object is handler else before(fault)
    try:
        yield
    finally:
        sys.unraisablehook = before


def _line_of(path: Path, faulty: Callable[[bytes], bool]) -> int:
    with opened(path) as (data, _):
        return faults.line_of(data, faulty)


def _reader(data: Any, columns: Sequence[str], delimiter: str, quote: str | bool, encoding: str, odd: Any) -> Any:
    text = pa.string()
    return pyarrow.csv.open_csv(
        pa.PythonFile(data, mode="r"),
        # One thread: only so does pyarrow know the number of a row at fault.
        read_options=pyarrow.csv.ReadOptions(
            block_size=BLOCK, use_threads=False, encoding="utf8" if encoding.startswith("utf-8") else encoding
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=delimiter, quote_char=quote, invalid_row_handler=odd, ignore_empty_lines=False
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=list(columns), column_types=dict.fromkeys(columns, text), strings_can_be_null=False
        ),
    )


def _numbered(line: int, rows: int, odd: list[Rejected]) -> tuple[np.ndarray, tuple[Rejected, ...]]:
    """The lines of the next sound rows, and the misshapen rows among and before them, which leave `odd`.

    pyarrow reads one block ahead: rows at fault further on wait in `odd` for their block.
    """
    if not odd:
        return np.arange(line, line + rows), ()
    faulty = np.array([row.line for row in odd])
    span = np.arange(line, line + rows + len(odd))
    lines = span[~np.isin(span, faulty)][:rows]
    passed = int(np.searchsorted(faulty, lines[-1])) if rows else len(odd)
    found, odd[:] = tuple(odd[:passed]), odd[passed:]
    return lines, found


def _nothing(columns: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array([], pa.string()) for name in columns})
