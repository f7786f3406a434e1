"""Rows of a frame as plain values: pandas' itertuples and to_dict look at each text of an Arrow column by itself, which
takes ten times as long.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def rows(frame: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Some columns of a frame, all unless named, row by row in their order."""
    return zip(*(frame[name].tolist() for name in columns or frame.columns), strict=True)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame, each by the names of its columns."""
    names = frame.columns.tolist()
    return [dict(zip(names, row, strict=True)) for row in rows(frame)]
