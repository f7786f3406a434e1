"""The Atlas: every table of the built folder, loaded once, before the server forks."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata import files
from geodata.tables import SCHEMAS


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


def load_atlas(folder: Path = files.FOLDER) -> Atlas:
    """The atlas of a folder of built tables.

    Raises TableError naming the file that is missing or damaged, or the column and row at fault.
    """
    frames = {name: files.read(schema, folder) for name, schema in SCHEMAS.items()}
    return Atlas(**frames, version=files.version(folder))
