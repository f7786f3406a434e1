"""Where the expressions run: DuckDB inside the process, or a shared PostgreSQL server given by URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ibis
import pandas as pd
import sqlglot
from ibis import BaseBackend, Table

from geodata.data_folder import speaking
from geodata.errors import StoreError

SHARED = re.compile(r"postgres(ql)?://", re.IGNORECASE)
ASKED = re.compile(r"'<asked (\w+)>'")
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


@dataclass(frozen=True)
class Prepared:
    """A question compiled once: SQL in parts, with the name of the value that stands between two of them.

    Ibis takes some 20 ms to compile an expression, which is most of what a small question costs.
    """

    parts: tuple[str, ...]

    def sql(self, values: Mapping[str, str], dialect: str) -> str:
        """The question about these values, as literals: an engine prunes what it reads by them."""
        said = [part if at % 2 == 0 else literal(values[part], dialect) for at, part in enumerate(self.parts)]
        return "".join(said)


def asked(name: str) -> str:
    """What stands for a value of that name in an expression that is to be prepared."""
    return f"<asked {name}>"


def prepared(backend: BaseBackend, rows: Table) -> Prepared:
    """An expression as SQL, whose texts `asked(name)` are to be filled in."""
    return Prepared(tuple(ASKED.split(backend.compile(rows))))


def literal(text: str, dialect: str) -> str:
    """A text as a literal of SQL."""
    return sqlglot.exp.Literal.string(text).sql(dialect=dialect)


def answered(backend: BaseBackend, question: Prepared, values: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a prepared question."""
    sql = question.sql(values, backend.name)
    if backend.name == "duckdb":
        return backend.con.execute(sql).to_arrow_table().to_pandas()
    with backend.con.transaction(), backend.con.cursor() as cursor:
        cursor.execute(sql)
        return pd.DataFrame(cursor.fetchall(), columns=[column.name for column in cursor.description])


def shown(url: str) -> str:
    """A URL without user and password, fit for a message."""
    return SECRETS.sub("//", url).partition("?")[0]
