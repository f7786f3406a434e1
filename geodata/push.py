"""Filling a shared server with the imports of a data folder: all of them, in one transaction."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from psycopg import sql

from geodata import manifests
from geodata.bases import PARTS, SCHEMA
from geodata.data_folder import speaking
from geodata.engine import shared, shown
from geodata.errors import StoreError
from geodata.manifests import IMPORTS, Manifest

TYPES = {"float64": "double precision", "int64": "bigint", "string": "text", "boolean": "boolean"}

INDEXES = {"flows": ("level", "frontier"), "indicators": ("indicator", "source"), "communes": ("frontier",)}


def push(folder: Path, url: str) -> int:
    """Give the server of that URL the imports of a folder, in place of those that it has; returns the number of rows.

    All parts that are asked go there: flows, indicators, communes as they are drawn, actions. Nothing changes on the
    server unless all of it arrives. Raises StoreError, also for a folder that is not there: its nothing would take the
    place of all that the server has.
    """
    if not folder.is_dir():
        raise StoreError(f"{folder} is not there, expected the folder of imported data")
    shared(url).disconnect()
    present = manifests.read(folder)
    rows = 0
    with speaking(shown(url), psycopg.Error, pa.ArrowException), psycopg.connect(url) as server:
        cursor = server.cursor()
        _prepare(cursor)
        for table in PARTS:
            for one in present:
                rows += copy(cursor, table, _batches(folder, one, table))
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(SCHEMA, table)))
        for one in present:
            command = sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(sql.Identifier(SCHEMA, "imports"))
            cursor.execute(command, (one.name, manifests.text_of(one)))
    return rows


def _batches(folder: Path, one: Manifest, table: str) -> Iterator[pa.RecordBatch]:
    """The rows of a part of an import as the server has them, none where it has no such part."""
    part = one.part(table)
    if part is None:
        return
    names = [name for name in PARTS[table].names if name != "import_name"]
    for batch in pq.ParquetFile(folder / IMPORTS / one.name / part["file"]).iter_batches(columns=names):
        yield batch.select(names).append_column("import_name", pa.repeat(one.name, batch.num_rows))


def copy(cursor: psycopg.Cursor, table: str, batches: Iterator[pa.RecordBatch]) -> int:
    """Append batches to a table of our schema that has their columns; returns the number of rows."""
    rows = 0
    target = sql.Identifier(SCHEMA, table)
    with cursor.copy(sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(target)) as stream:
        for batch in batches:
            content = BytesIO()
            # Texts are quoted, nulls are not: that is how the server tells an empty text from a missing one.
            pa_csv.write_csv(batch, content, pa_csv.WriteOptions(include_header=False, quoting_style="needed"))
            stream.write(content.getvalue())
            rows += batch.num_rows
    return rows


def _prepare(cursor: psycopg.Cursor) -> None:
    imports = sql.Identifier(SCHEMA, "imports")
    cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
    cursor.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} (name text PRIMARY KEY, manifest text)").format(imports))
    cursor.execute(sql.SQL("TRUNCATE {}").format(imports))
    for name, columns in PARTS.items():
        target = sql.Identifier(SCHEMA, name)
        typed = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(TYPES[str(dtype).lstrip("!")]))
            for column, dtype in columns.items()
        )
        cursor.execute(sql.SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(target, typed))
        cursor.execute(sql.SQL("TRUNCATE {}").format(target))
    for table, columns in INDEXES.items():
        command = sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} ({})").format(
            sql.Identifier(f"{table}_{columns[0]}"),
            sql.Identifier(SCHEMA, table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
        )
        cursor.execute(command)
