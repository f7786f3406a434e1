"""Where a delimited text is at fault: the line, which a reader of blocks does not know."""

import re
from collections.abc import Callable
from typing import IO

import pyarrow as pa

LONGEST = 1 << 21
"""Bytes of a line that are looked at; a longer one is at fault itself."""


class Counted:
    """Bytes on their way to a reader, and how many lines end in them (by \\n, or in a text without it by \\r)."""

    def __init__(self, data: IO[bytes]) -> None:
        self.data = data
        self.closed = False
        self.feeds = self.returns = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self.data.read(size)
        self.feeds += piece.count(b"\n")
        self.returns += piece.count(b"\r")
        self.last = piece[-1:] or self.last
        return piece

    @property
    def lines(self) -> int:
        """Lines so far, the last one without an end included."""
        return (self.feeds or self.returns) + (self.last not in (b"", b"\n", b"\r"))


def line_of(data: IO[bytes], faulty: Callable[[bytes], bool]) -> int:
    """The first line for which this is true, 1 for the first; 0 where there is none."""
    number = 0
    while line := data.readline(LONGEST + 1):
        number += 1
        if faulty(line):
            return number
    return 0


def too_long(line: bytes) -> bool:
    """Whether a line is longer than what is read at once."""
    return len(line) > LONGEST


def no_utf8(line: bytes) -> bool:
    """Whether a line is not UTF-8."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def left_open(line: bytes) -> bool:
    """Whether a line opens a quote that it does not close, or closes one that it did not open."""
    return line.count(b'"') % 2 == 1


def told(error: pa.ArrowInvalid, after: int, at: Callable[[Callable[[bytes], bool]], int]) -> str:
    """What pyarrow says of a text, in a sentence's words, with the line where it can be found.

    after: the last line that was sound; `at` looks for the first line of which something is true.
    """
    said = str(error)
    row = re.search(r"Row #(\d+): Expected (\d+) columns, got (\d+)", said)
    if row:
        # The handler of rows of another width fails where their text is not of the encoding.
        return (
            f"line {row[1]} has {row[3]} columns and is not UTF-8 as the beginning is, expected {row[2]} columns and "
            "one encoding"
        )
    if "straddling" in said:
        return f"{_where(at(too_long), after)} is longer than {LONGEST} bytes, expected rows"
    if "UTF8" in said:
        return f"{_where(at(no_utf8), after)} is not UTF-8 as the beginning is, expected one encoding"
    return f"after line {after}: {said}"


def _where(line: int, after: int) -> str:
    return f"line {line}" if line else f"a line after line {after}"
