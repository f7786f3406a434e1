"""The Atlas: every table of the built folder, loaded once, before the server forks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pandas as pd

from geodata import files
from geodata.imported import Imported
from geodata.tables import ACTIONS, COMMUNES, LAZY, SCHEMAS

CITED = ["geometry_source", "population_source"]
HELD = 4
"""Frontiers whose communes are kept in memory, 1 MB each at most: a view shows one, a comparison two."""


def no_communes(frontier: str) -> pd.DataFrame:
    """The table communes without any row, as an atlas has it that was not loaded from a folder."""
    return COMMUNES.conform(pd.DataFrame(columns=COMMUNES.names))


@dataclass(frozen=True, eq=False)
class Atlas:
    """The tables without their geometries, columns and units as declared in geodata.tables; to be read, never written.

    `version` is a short hash of the files' bytes: same version, same rows.
    """

    frontiers: pd.DataFrame
    territories: pd.DataFrame
    poles: pd.DataFrame
    cooperations: pd.DataFrame
    flows: pd.DataFrame
    indicators: pd.DataFrame
    actions: pd.DataFrame
    passages: pd.DataFrame
    outlines: pd.DataFrame
    points: pd.DataFrame
    sources: pd.DataFrame
    fields: pd.DataFrame
    version: str
    programme: str = ACTIONS.sources[0]
    """The source of the programme that `actions` holds; it says the year."""
    communes: Callable[[str], pd.DataFrame] = no_communes
    """Frontier id → the table communes of that frontier, read when a view first asks for it."""
    communes_cited: pd.DataFrame = field(default_factory=lambda: no_communes("")[CITED])
    """The sources of every row of the table communes, without the rest of it: columns CITED."""
    measured: pd.DataFrame | None = None
    """The imported series of indicators, columns of `geodata.readers.SERIES`; None where none is imported."""
    measures: Callable[..., pd.DataFrame] | None = None
    """Indicator, field and source, limit, offset → rows of one of these series, columns of the table indicators."""
    imported: Imported | None = None
    """What is imported beside the tables (`geodata.following`); None where nothing is."""
    published: "Atlas | None" = None
    """The tables alone, where something is imported: what is made of these need not be made again."""


def load_atlas(folder: Path = files.FOLDER) -> Atlas:
    """The atlas of a folder of built tables.

    Raises TableError naming the file that is missing or damaged, or the column and row at fault.
    """
    frames = {name: files.read(schema, folder) for name, schema in SCHEMAS.items()}
    for schema in LAZY.values():
        # Read and let go: a damaged one stops the server at its start, not the view that asks for it.
        files.read(schema, folder)

    @lru_cache(maxsize=HELD)
    def communes(frontier: str) -> pd.DataFrame:
        return files.read_of(COMMUNES, frontier, folder)

    cited = files.read_some(COMMUNES, CITED, folder)
    return Atlas(**frames, version=files.version(folder), communes=communes, communes_cited=cited)
