"""Tables as Parquet files: `NAME.parquet`, or several `NAME.PART.parquet` that are read as one table.

Read with pandas and pyarrow alone; geopandas is imported where a caller asks for geometries, or writes them.
"""

import hashlib
import os
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.crs import GEOGRAPHIC
from geodata.errors import SchemaError, TableError
from geodata.schema import Schema

FOLDER = Path(__file__).parent / "tables"
RECORD = "BUILD.toml"


def write(frame: pd.DataFrame, file: Path, *, group: int | None = None) -> None:
    """Write a frame (GeoParquet where it holds geometries): same rows, same bytes. Pages carry checksums.

    group: how many rows can be read apart from the others.
    """
    options = {"row_group_size": group} if group else {}
    frame.reset_index(drop=True).to_parquet(file, index=False, compression="zstd", write_page_checksum=True, **options)


def parts(name: str, folder: Path = FOLDER) -> list[Path]:
    """The files of a table, the main one first, then the others as recorded by the build or found.

    Raises TableError where the folder, or a file of the table, is missing.
    """
    if not folder.is_dir():
        raise TableError(f"{folder} is not a folder, expected the folder of the built tables")
    main = folder / f"{name}.parquet"
    recorded = {folder / file for file in record(folder).get("tables", {}) if file.startswith(f"{name}.")}
    files = [main, *sorted(({*folder.glob(f"{name}.*.parquet")} | recorded) - {main})]
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise TableError(f"{missing[0]} is missing, expected the built table {name}")
    return files


def record(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """What the build noted: sha256 by name of each of the `snapshots` that it read and `tables` that it wrote.

    Empty where nothing was noted. Raises TableError where the note is not TOML.
    """
    note = folder / RECORD
    if not note.is_file():
        return {}
    try:
        return tomllib.loads(note.read_text(encoding="utf-8"))
    except ValueError as error:
        raise TableError(f"{note} is not TOML: {error}") from error


def read(schema: Schema, folder: Path = FOLDER) -> pd.DataFrame:
    """A table without its geometries, as its plain schema declares it, text in pandas' string type.

    Raises TableError naming the file that is missing, damaged or truncated, or the column and row at fault.
    """
    files = parts(schema.name, folder)
    return _checked(schema.plain, [_columns(schema, file) for file in files], files)


def read_of(schema: Schema, frontier: str, folder: Path = FOLDER) -> pd.DataFrame:
    """The rows of one frontier in a table that has a column `frontier` and is sorted by it; no others are read, and
    none is checked: that takes longer than the reading.

    Raises TableError for a file that is missing, damaged or has other columns.
    """
    return _joined(schema.plain, [_columns(schema, file, frontier) for file in parts(schema.name, folder)])


def read_some(schema: Schema, columns: Sequence[str], folder: Path = FOLDER) -> pd.DataFrame:
    """Some columns of a table, of all its rows, unchecked. Raises TableError for a file that is missing or damaged."""
    files = parts(schema.name, folder)
    try:
        tables = [pq.read_table(file, columns=list(columns)) for file in files]
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"{files[0]} cannot be read ({error}), expected a built table") from error
    return pa.concat_tables(tables).to_pandas()


def read_shapes(schema: Schema, folder: Path = FOLDER) -> pd.DataFrame:
    """A geographic table as a GeoDataFrame in EPSG:4326, all columns. Raises TableError as `read` does."""
    import geopandas

    files = parts(schema.name, folder)
    shapes = []
    for file in files:
        _columns(schema, file)
        try:
            shapes.append(geopandas.read_parquet(file))
        except (ValueError, OSError, pa.ArrowException) as error:
            raise TableError(f"{file} has no readable geometry ({error}), expected GeoParquet") from error
        if (crs := shapes[-1].crs) != GEOGRAPHIC:
            raise TableError(f"{file}: CRS {getattr(crs, 'name', crs)}, expected {GEOGRAPHIC}")
    return _checked(schema, shapes, files)


def version(folder: Path = FOLDER) -> str:
    """Twelve hexadecimal digits that change when a byte of a table changes."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.parquet")):
        digest.update(f"{file.name} {checksum(file)}\n".encode())
    return digest.hexdigest()[:12]


def replace(file: Path, content: bytes) -> None:
    """Give a file this content, whole or not at all. Raises TableError where it cannot be written."""
    target = file.resolve()
    # A device or a pipe (/dev/stdout) is written through, never replaced.
    staged = target if target.exists() and not target.is_file() else target.with_name(f".{target.name}.{os.getpid()}")
    try:
        staged.write_bytes(content)
        if staged != target:
            staged.replace(target)
    except OSError as error:
        if staged != target:
            staged.unlink(missing_ok=True)
        raise TableError(f"{file} cannot be written ({error.strerror}), expected a writable file") from error


def checksum(file: Path) -> str:
    """The sha256 of a file of any size, in hexadecimal. Raises OSError."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _columns(schema: Schema, file: Path, frontier: str = "") -> pd.DataFrame:
    try:
        with pq.ParquetFile(file, page_checksum_verification=True) as whole:
            found = whole.schema_arrow.names
            missing = [name for name in schema.names if name not in found]
            if missing:
                raise TableError(f"{file}: column {missing[0]} is missing, expected {', '.join(schema.names)}")
            unknown = [name for name in found if name not in schema.names]
            if unknown:
                raise TableError(f"{file}: unknown column {unknown[0]}, expected {', '.join(schema.names)}")
            # One thread: the server forks after loading, and small tables gain nothing from more.
            groups = _groups(whole, frontier) if frontier else range(whole.num_row_groups)
            table = whole.read_row_groups([*groups], schema.plain.names, use_threads=False)
            table = table.filter(pc.equal(table["frontier"], frontier)) if frontier else table
            return table.replace_schema_metadata(None).to_pandas(use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise TableError(f"{file} is damaged or no Parquet file, expected the whole table {schema.name}") from error


def _groups(file: pq.ParquetFile, frontier: str) -> Iterator[int]:
    """The row groups that may hold rows of a frontier, by what the file says of them."""
    column = file.schema_arrow.names.index("frontier")
    for number in range(file.num_row_groups):
        known = file.metadata.row_group(number).column(column).statistics
        if known is None or not known.has_min_max or known.min <= frontier <= known.max:
            yield number


def _checked(schema: Schema, frames: list[pd.DataFrame], files: list[Path]) -> pd.DataFrame:
    try:
        return schema.check(_joined(schema, frames))
    except SchemaError as error:
        raise TableError(f"{' + '.join(map(str, files))}: {error}") from error


def _joined(schema: Schema, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Several files as one table, by key: in the order of a column's choices where it has some."""
    if len(frames) == 1:
        return frames[0]
    choices = {column.name: list(column.choices) for column in schema.columns if column.choices}

    def rank(cells: pd.Series) -> pd.Series:
        order = {choice: place for place, choice in enumerate(choices.get(str(cells.name), ()))}
        return cells.map(order) if order else cells

    return pd.concat(frames, ignore_index=True).sort_values(list(schema.key), key=rank, ignore_index=True)
