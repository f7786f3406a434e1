"""The only reader of snapshots/: published facts as tidy tables of our own, each beside its provenance.

`NAME.csv` (UTF-8, comma, every cell text) or `NAME.parquet` stands beside `NAME.toml`, which holds title, producer,
url, year, licence, accessed (ISO date), made (how the table came from what was published) and sha256.
"""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from geodata.errors import SnapshotError
from geodata.files import checksum

FOLDER = Path(__file__).parent / "snapshots"
PROVENANCE = ("title", "producer", "url", "year", "licence", "accessed", "made", "sha256")
SUFFIXES = (".csv", ".parquet")


def provenance(name: str) -> dict[str, Any]:
    """The provenance of a snapshot, with every key of PROVENANCE.

    Raises SnapshotError when the sidecar is missing, unreadable, lacks a key, or its checksum is not the file's.
    """
    sidecar = FOLDER / f"{name}.toml"
    if not sidecar.exists():
        raise SnapshotError(f"snapshots/{name}.toml is missing, expected the provenance of {name}")
    try:
        facts = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SnapshotError(f"snapshots/{name}.toml is not TOML: {error}") from error
    absent = [key for key in PROVENANCE if key not in facts]
    if absent:
        raise SnapshotError(f"snapshots/{name}.toml has no {absent[0]}, expected {', '.join(PROVENANCE)}")
    found = checksum(path(name))
    if found != facts["sha256"]:
        raise SnapshotError(f"snapshots/{path(name).name} has sha256 {found}, expected {facts['sha256']}")
    return facts


def path(name: str) -> Path:
    """The file of a snapshot. Raises SnapshotError when there is none."""
    for suffix in SUFFIXES:
        file = FOLDER / f"{name}{suffix}"
        if file.exists():
            return file
    raise SnapshotError(f"snapshots/{name}.csv is missing, expected a file of that name or {name}.parquet")


def read(name: str) -> pd.DataFrame:
    """A tabular snapshot, verified: every column text, an empty cell an empty string.

    Raises SnapshotError as `provenance` does, and when the file is not a whole UTF-8 CSV (with the line at fault).
    """
    provenance(name)
    try:
        return pd.read_csv(path(name), dtype=str, keep_default_na=False, encoding="utf-8")
    except ValueError as error:
        raise SnapshotError(f"snapshots/{path(name).name} is not a UTF-8 CSV: {str(error).strip()}") from error


def read_shapes(name: str) -> pd.DataFrame:
    """A snapshot with geometries, verified, as a GeoDataFrame. Raises SnapshotError as `provenance` does."""
    import geopandas

    provenance(name)
    try:
        return geopandas.read_parquet(path(name))
    except (ValueError, OSError, pa.ArrowException) as error:
        raise SnapshotError(f"snapshots/{path(name).name} is not GeoParquet: {str(error).strip()}") from error


def names() -> list[str]:
    """The names of all snapshots, sorted: of every sidecar, and of every data file, with or without one."""
    return sorted({file.stem for file in FOLDER.glob("*") if file.suffix in (*SUFFIXES, ".toml")})


def checksums() -> dict[str, str]:
    """The verified sha256 of every snapshot, by name. Raises SnapshotError as `provenance` does."""
    return {name: str(provenance(name)["sha256"]) for name in names()}
