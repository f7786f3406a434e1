"""Where imported flows lie: the data folder of this machine, or a shared server."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ibis
from ibis import BaseBackend, Table

from geodata import engine, manifests
from geodata.aggregates import FLOW_STORE
from geodata.importers import ACTION_BATCH, INDICATOR_BATCH
from geodata.manifests import IMPORTS, Manifest
from geodata.tables import COMMUNES

SCHEMA = "lisiere"
"""The schema of a shared server that holds our tables: imports, and one for each part that is asked."""
STORED = ibis.schema(dict.fromkeys((*FLOW_STORE, "import_name"), "string") | {"workers": "float64", "persons": "int64"})
NAMED = {"import_name": "string"}
KINDS = {"string": "string", "int": "int64", "float": "float64", "bool": "boolean"}
PARTS = {
    "flows": STORED,
    "indicators": ibis.schema(dict(ibis.Schema.from_pyarrow(INDICATOR_BATCH)) | NAMED),
    "actions": ibis.schema(dict(ibis.Schema.from_pyarrow(ACTION_BATCH)) | NAMED),
    "communes": ibis.schema({column.name: KINDS[column.dtype] for column in COMMUNES.columns} | NAMED),
}
"""The columns of each part of an import that is asked, and import_name."""


class Base(Protocol):
    """Where imported data lies: how to connect to it, and what is there. Each raises StoreError."""

    def connect(self) -> BaseBackend:
        """A connection of this process."""

    def manifests(self, backend: BaseBackend) -> list[Manifest]:
        """What is imported, by name."""

    def flows(self, backend: BaseBackend, present: Sequence[Manifest]) -> Table:
        """The aggregates of these imports: columns FLOW_STORE and import_name."""

    def part(self, backend: BaseBackend, present: Sequence[Manifest], name: str) -> Table:
        """A part of these imports, a key of PARTS with its columns, as one table; without rows where none has it."""


@dataclass(frozen=True)
class Folder:
    """The data folder of this machine."""

    path: Path

    def connect(self) -> BaseBackend:
        """A small DuckDB: the web process has little to add up."""
        return engine.embedded(memory="128MB")

    def manifests(self, backend: BaseBackend) -> list[Manifest]:
        """Those in the folder."""
        return manifests.read(self.path)

    def flows(self, backend: BaseBackend, present: Sequence[Manifest]) -> Table:
        """The Parquet files of the imports, as one table."""
        parts = [(one.name, one.part("flows")) for one in present]
        files = [str(self.path / IMPORTS / name / part["file"]) for name, part in parts if part]
        return (
            backend.read_parquet(files, table_name="flows")
            if files
            else ibis.memtable(STORED.to_pyarrow().empty_table())
        )

    def part(self, backend: BaseBackend, present: Sequence[Manifest], name: str) -> Table:
        """The Parquet files of that part, each row with the name of its import."""
        tables = [
            backend.read_parquet(str(self.path / IMPORTS / one.name / part["file"]), table_name=f"{name} {number}")
            .mutate(import_name=ibis.literal(one.name))
            .select(*PARTS[name].names)
            for number, one in enumerate(present)
            if (part := one.part(name))
        ]
        return ibis.union(*tables) if len(tables) > 1 else tables[0] if tables else nothing(name)


@dataclass(frozen=True)
class Shared:
    """A PostgreSQL server."""

    url: str

    def connect(self) -> BaseBackend:
        """A connection to it."""
        return engine.shared(self.url)

    def manifests(self, backend: BaseBackend) -> list[Manifest]:
        """Those that were pushed; none on a server where nothing was."""
        if "imports" not in backend.list_tables(database=SCHEMA):
            return []
        rows = engine.fetched(backend, backend.table("imports", database=SCHEMA).order_by("name"))
        return [manifests.parse(text, f"{engine.shown(self.url)}, import {name}") for name, text in rows.to_numpy()]

    def flows(self, backend: BaseBackend, present: Sequence[Manifest]) -> Table:
        """The table that a push wrote."""
        return backend.table("flows", database=SCHEMA) if present else ibis.memtable(STORED.to_pyarrow().empty_table())

    def part(self, backend: BaseBackend, present: Sequence[Manifest], name: str) -> Table:
        """The table of that name that a push wrote."""
        return backend.table(name, database=SCHEMA) if any(one.part(name) for one in present) else nothing(name)


def nothing(name: str) -> Table:
    """A part without rows."""
    return ibis.memtable(PARTS[name].to_pyarrow().empty_table())
