"""Sources: who published what, cited by every figure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import pandas as pd

from geodata.errors import TableError


@dataclass(frozen=True)
class Source:
    """One row of the table sources, column by column."""

    id: str
    producer: str
    title: str
    url: str
    year: str
    licence: str
    accessed: str


def cite(sources: pd.DataFrame, ids: Iterable[str]) -> tuple[Source, ...]:
    """The sources of these ids, each once, in order of first citation; empty ids are passed over.

    `sources` is the table of that name. Raises TableError for an id that it does not hold.
    """
    wanted = [name for name in dict.fromkeys(ids) if name]
    rows = sources.loc[sources["id"].isin(wanted), [field.name for field in fields(Source)]]
    known = {row[0]: Source(*row) for row in rows.itertuples(index=False, name=None)}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise TableError(f"sources: {unknown[0]} is cited but unknown, expected an id of the table")
    return tuple(known[name] for name in wanted)


def cited(frame: pd.DataFrame) -> list[str]:
    """The source ids that the rows of a table cite, each once, in order of first citation.

    They stand in `document` and in the columns named `source` or ending so, several separated by spaces.
    """
    columns = [name for name in frame.columns if name == "document" or name.endswith("source")]
    return list(dict.fromkeys(name for column in columns for cell in frame[column] for name in cell.split()))
