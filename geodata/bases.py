"""Where imported flows lie: the data folder of this machine, or a shared server."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import ibis
from ibis import BaseBackend, Table

from geodata import engine, manifests
from geodata.aggregates import FLOW_STORE
from geodata.manifests import IMPORTS, Manifest

SCHEMA = "lisiere"
"""The schema of a shared server that holds our two tables: flows and imports."""
STORED = ibis.schema(dict.fromkeys((*FLOW_STORE, "import_name"), "string") | {"workers": "float64", "persons": "int64"})


class Base(Protocol):
    """Where imported data lies: how to connect to it, and what is there. Each raises StoreError."""

    def connect(self) -> BaseBackend:
        """A connection of this process."""

    def manifests(self, backend: BaseBackend) -> list[Manifest]:
        """What is imported, by name."""

    def flows(self, backend: BaseBackend, present: Sequence[Manifest]) -> Table:
        """The aggregates of these imports: columns FLOW_STORE and import_name."""


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
