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
from geodata.bases import SCHEMA, STORED
from geodata.data_folder import speaking
from geodata.engine import shared, shown
from geodata.staging import flow_files

TYPES = {"float64": "double precision", "int64": "bigint", "string": "text"}


def push(folder: Path, url: str) -> int:
    """Give the server of that URL the imports of a folder, in place of those that it has; returns the number of rows.

    Nothing changes on the server unless all of it arrives. Raises StoreError.
    """
    shared(url).disconnect()
    imports = [(one.name, manifests.text_of(one)) for one in manifests.read(folder)]
    rows = 0
    with speaking(shown(url), psycopg.Error, pa.ArrowException), psycopg.connect(url) as server:
        cursor = server.cursor()
        _prepare(cursor)
        for file in flow_files(folder):
            rows += copy(cursor, "flows", pq.ParquetFile(file).iter_batches(columns=list(STORED.names)))
        for row in imports:
            cursor.execute(sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(sql.Identifier(SCHEMA, "imports")), row)
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(SCHEMA, "flows")))
    return rows


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
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(TYPES[str(dtype)])) for name, dtype in STORED.items()
    )
    schema, flows, imports = (sql.Identifier(*names) for names in ((SCHEMA,), (SCHEMA, "flows"), (SCHEMA, "imports")))
    for command in (
        sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema),
        sql.SQL("CREATE TABLE IF NOT EXISTS {} ({})").format(flows, columns),
        sql.SQL("CREATE TABLE IF NOT EXISTS {} (name text PRIMARY KEY, manifest text)").format(imports),
        sql.SQL("CREATE INDEX IF NOT EXISTS flows_level ON {} (level, frontier)").format(flows),
        sql.SQL("TRUNCATE {}, {}").format(flows, imports),
    ):
        cursor.execute(command)
