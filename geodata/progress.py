"""A bar of progress on one line of the terminal: share, rows, time left."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 24
EVERY = 0.1
"""Seconds between two drawings."""


class Progress:
    """Draws on `stream` while it is a terminal, or always where `shown`; a context that ends the line."""

    def __init__(self, total: int, *, shown: bool = False, unit: str = "rows", stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.total, self.unit = max(total, 1), unit
        self.shown = shown or self.stream.isatty()
        self.started = self.drawn = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the line, once: what is said next begins one of its own."""
        if self.shown:
            self.stream.write("\n")
            self.stream.flush()
        self.shown = False

    def at(self, done: int, counted: int) -> None:
        """Draw: `done` of the total bytes, `counted` rows."""
        now = time.monotonic()
        if not self.shown or (now - self.drawn < EVERY and done < self.total):
            return
        self.drawn = now
        share = min(done / self.total, 1.0)
        left = (now - self.started) * (1 - share) / share if share else 0.0
        bar = "█" * round(share * WIDTH) + "·" * (WIDTH - round(share * WIDTH))
        number = f"{counted:,}".replace(",", " ")
        self.stream.write(f"\r{bar} {share:4.0%} {number:>13} {self.unit}, {left:.0f} s left ")
        self.stream.flush()
