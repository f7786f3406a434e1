"""The account of a block of rows: which are kept, passed over or set aside, and why. No row is lost on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import OfficialFileError
from geodata.importers import EXAMPLES, Batch, Rejected
from geodata.importers.reading import Block

MOST = 1e12
"""No figure about people is as large: what is, is no number, and its sums would not be exact."""
UNSOUND = 0.05
"""A file with a larger share of rows set aside is not what it claims to be: shifted columns, a wrong vintage."""


class Sieve:
    """Rows of one block, fewer after each question. `table` and `lines` are those left."""

    def __init__(self, block: Block) -> None:
        self.table, self.lines = block.table, block.lines
        self.bytes_read = block.bytes_read
        self.rows_read = len(block.lines) + len(block.misshapen)
        self.passed: Counter[str] = Counter()
        self.remarked: Counter[str] = Counter()
        self.set_aside = Counter(row.reason for row in block.misshapen)
        self.rejected = list(block.misshapen[:EXAMPLES])
        # A line without anything, as some files end, is no row.
        blank = _true(pc.equal(self.table.column(0), ""))
        if blank.any():
            blank &= np.logical_and.reduce([_true(pc.equal(column, "")) for column in self.table.columns])
            self.rows_read -= int(blank.sum())
            self._keep(~blank)

    def refuse(self, unsound: pa.ChunkedArray | pa.Array | np.ndarray, reason: str) -> None:
        """Set aside the rows for which this is true or unknown, quoting some."""
        faulty = _true(unsound, unknown=True)
        count = int(faulty.sum())
        if not count:
            return
        self.set_aside[reason] += count
        where = np.flatnonzero(faulty)[:EXAMPLES]
        for line, row in zip(self.lines[where], self.table.take(where).to_pylist(), strict=True):
            text = " ".join(f"{name}={value}" for name, value in row.items() if isinstance(value, str))
            self.rejected.append(Rejected(int(line), reason, text[:120]))
        self._keep(~faulty)

    def pass_over(self, elsewhere: pa.ChunkedArray | pa.Array | np.ndarray, reason: str) -> None:
        """Leave out the sound rows for which this is true: they are about something else."""
        away = _true(elsewhere)
        if away.any():
            self.passed[reason] += int(away.sum())
            self._keep(~away)

    def remark(self, doubtful: pa.ChunkedArray | pa.Array | np.ndarray, caution: str) -> None:
        """Count kept rows that need a word of caution."""
        count = int(_true(doubtful).sum())
        if count:
            self.remarked[caution] += count

    def number(self, name: str, reason: str) -> None:
        """Replace a column by its numbers, a decimal comma allowed; set aside the rows without any, or with one of
        MOST or more.
        """
        try:
            values = pc.cast(self.table[name], pa.float64())
        except pa.ArrowInvalid:
            text = pc.replace_substring(pc.utf8_trim_whitespace(self.table[name]), ",", ".")
            self.refuse(pc.invert(pc.match_substring_regex(text, r"^-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")), reason)
            text = pc.replace_substring(pc.utf8_trim_whitespace(self.table[name]), ",", ".")
            values = pc.cast(text, pa.float64())
        place = self.table.column_names.index(name)
        text = self.table[name]
        self.table = self.table.set_column(place, name, values).append_column(f"{name} as written", text)
        self.refuse(pc.invert(pc.less(pc.abs(self.table[name]), MOST)), reason)

    def batch(self, table: pa.Table) -> Batch:
        """The account, with the rows that came of those left."""
        return Batch(
            table=table,
            rows_read=self.rows_read,
            rows_kept=self.table.num_rows,
            bytes_read=self.bytes_read,
            passed=dict(self.passed),
            set_aside=dict(self.set_aside),
            rejected=tuple(self.rejected),
            remarked=dict(self.remarked),
        )

    def _keep(self, kept: np.ndarray) -> None:
        self.table, self.lines = self.table.filter(pa.array(kept)), self.lines[kept]


def trusted(batches: Iterator[Batch], path: Path) -> Iterator[Batch]:
    """The same batches.

    Raises OfficialFileError, with the first row at fault, once too many of the rows read are unsound, and for a file
    without any sound row.
    """
    read = kept = refused = 0
    first: Rejected | None = None
    for batch in batches:
        read += batch.rows_read
        kept += batch.rows_kept
        refused += sum(batch.set_aside.values())
        first = first or next(iter(batch.rejected), None)
        if first and refused > max(UNSOUND * read, 1):
            raise OfficialFileError(
                f"{path.name}, line {first.line}: {first.reason} ({first.text}), as in {refused} of {read} rows, "
                f"expected at most {UNSOUND:.0%} of unsound rows: are its columns shifted?"
            )
        yield batch
    if first and not kept:
        raise OfficialFileError(f"{path.name}, line {first.line}: {first.reason} ({first.text}), expected a sound row")
    if not read:
        raise OfficialFileError(f"{path.name} has no rows, expected some")


def _true(values: pa.ChunkedArray | pa.Array | np.ndarray, unknown: bool = False) -> np.ndarray:
    if isinstance(values, np.ndarray):
        return values
    filled = pc.fill_null(values, unknown)
    return np.asarray(filled.to_numpy(zero_copy_only=False) if isinstance(filled, pa.Array) else filled.to_numpy())


def filled(columns: Mapping[str, Any], constant: Mapping[str, object], schema: pa.Schema) -> pa.Table:
    """A table of that schema: columns of one length, a constant for others, and empty text or 0 for the rest."""
    length = len(next(iter(columns.values())))
    blank = {column.name: "" if pa.types.is_string(column.type) else 0 for column in schema}
    cells = {name: pa.repeat(value, length) for name, value in {**blank, **constant}.items()} | dict(columns)
    return pa.table({name: cells[name] for name in schema.names}).cast(schema)


class Once:
    """The keys of a published table seen so far, as hashes with their lines: each may come once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hashes = np.array([], dtype=np.uint64)
        self.lines = np.array([], dtype=np.int64)

    def check(self, keys: pa.Table, lines: np.ndarray) -> None:
        """Remember the keys of these rows. Raises OfficialFileError with both lines where one stood before."""
        import pandas as pd

        if not keys.num_rows:
            return
        frame = keys.to_pandas()
        self.hashes = np.concatenate([self.hashes, pd.util.hash_pandas_object(frame, index=False).to_numpy()])
        self.lines = np.concatenate([self.lines, lines])
        series = pd.Series(self.hashes)
        repeated = series.duplicated().to_numpy()
        if repeated.any():
            again = int(np.flatnonzero(repeated)[0])
            before = int(self.lines[np.flatnonzero(self.hashes == self.hashes[again])[0]])
            key = " ".join(filter(None, map(str, frame.iloc[again - (len(self.hashes) - len(frame))])))
            raise OfficialFileError(
                f"{self.path.name}, line {self.lines[again]} repeats {key} of line {before}, expected it once"
            )
