"""Where the expressions run: DuckDB inside the process, or a shared PostgreSQL server given by URL."""

import re
from pathlib import Path

import ibis
import pandas as pd
from ibis import BaseBackend, Table

from geodata.data_folder import speaking
from geodata.errors import StoreError

SHARED = re.compile(r"postgres(ql)?://", re.IGNORECASE)
CONNECT_SECONDS = 5
"""A server that never answers would hold a worker for minutes."""
SECRETS = re.compile(r"//[^/@]*@")


def embedded(*, memory: str = "512MB", threads: int = 1, spill: Path | None = None) -> BaseBackend:
    """A DuckDB in memory that fetches nothing from elsewhere.

    What exceeds `memory` goes to files in `spill`; without it, that is a StoreError of the query.
    """
    options = {
        "memory_limit": memory,
        "threads": threads,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": str(spill) if spill else "",
    }
    return ibis.duckdb.connect(":memory:", **options)


def shared(url: str) -> BaseBackend:
    """A PostgreSQL server by URL: postgres://user:password@host:5432/database. Raises StoreError."""
    if not SHARED.match(url):
        raise StoreError(f"the store {shown(url)} is no engine that is known, expected postgres://…")
    import psycopg

    with speaking(shown(url), psycopg.Error):
        # What the URL says itself goes first.
        said = {} if "connect_timeout=" in url else {"connect_timeout": CONNECT_SECONDS}
        return ibis.connect(SHARED.sub("postgres://", url), **said)


def fetched(backend: BaseBackend, rows: Table) -> pd.DataFrame:
    """The rows of an expression. By way of Arrow: Ibis's own frames trip over pandas' deprecations."""
    return backend.to_pyarrow(rows).to_pandas()


def shown(url: str) -> str:
    """A URL without user and password, fit for a message."""
    return SECRETS.sub("//", url).partition("?")[0]
