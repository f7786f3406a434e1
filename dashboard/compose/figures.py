"""The figures behind a view."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

from dashboard.compose.index import Row
from dashboard.compose.words import Words
from dashboard.view import Figure


@dataclass(frozen=True)
class Figures(Sequence[Figure]):
    """Rows as tables give them, made when they are read: files show them all, the page shows none."""

    rows: tuple[Row, ...]
    words: Words = field(compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Figure: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Figure, ...]: ...

    def __getitem__(self, at: int | slice) -> Figure | tuple[Figure, ...]:
        if isinstance(at, slice):
            return tuple(map(self.words.figure, self.rows[at]))
        return self.words.figure(self.rows[at])
