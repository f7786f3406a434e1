"""Imported flows: the one place that asks for them, with the same Ibis expressions on every engine.

    store.open_store("data")                    # DuckDB over the Parquet files of a data folder
    store.open_store("postgres://host/base")    # a shared server that `python -m geodata push` filled

A Store holds no rows. It looks at what is imported each time that it is asked, so that an import or a removal shows at
once and changes `version`. It may be made before a server forks: each process connects for itself, when it first asks.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd
import psycopg
from ibis import BaseBackend, Table, _

from geodata import engine
from geodata.aggregates import (
    BREAKDOWNS,
    CELL,
    EXACT,
    SERIES,
    TOTAL,
    chosen,
    extents,
    largest_ends,
    largest_pairs,
)
from geodata.bases import Base, Folder, Shared
from geodata.data_folder import speaking
from geodata.manifests import Manifest
from geodata.tables import FIELDS, FLOWS, SOURCES


def open_store(where: str | Path) -> "Store":
    """The store of a data folder or of the URL of a shared server; nothing is read yet. Raises StoreError later."""
    return Store(Shared(str(where)) if "://" in str(where) else Folder(Path(where)))


class Store:
    """Imported flows, sources and fields. Every method raises StoreError where the store cannot be read."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._backend: BaseBackend | None = None
        self._process = 0
        self._present: list[Manifest] | None = None
        self._flows: Table | None = None
        self._lock = threading.RLock()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection; a later question makes a new one."""
        if self._backend is not None and self._process == os.getpid():
            self._backend.disconnect()
        self._backend = self._present = self._flows = None

    def names(self) -> list[str]:
        """The names of the imports, sorted."""
        return [one.name for one in self.imports()]

    def imports(self) -> list[Manifest]:
        """What is known of each import, by name."""
        with self._lock, speaking("the store", duckdb.Error, psycopg.Error):
            return self.base.manifests(self._connected())

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when an import is added, changed or removed."""
        said = [f"{one.name} {one.when} {[part['sha256'] for part in one.parts]}" for one in self.imports()]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]

    def flows(
        self,
        *,
        level: str,
        frontier: str = "",
        period: str = "",
        direction: str = "",
        source: str = "",
        by: Sequence[str] | None = None,
    ) -> pd.DataFrame:
        """Imported flows at a level, columns and order of the table flows; workers in people. Empty: all.

        frontier: rows that concern this one, alone or with others. direction: outbound or inbound. by: the breakdowns
        asked for, of sex, sector and mode: () the totals alone, ("sex",) the rows by sex alone; None all of them, which
        at the level of communes are many.
        """
        asked: dict[str, Any] = {
            "frontier": frontier,
            "period": period,
            "direction": direction,
            "source": source,
            "by": by,
        }
        return published_like(self._asked(lambda table: chosen(table, level=level, **asked)))

    def series(self) -> pd.DataFrame:
        """What can be shown: one row per import, source, field, frontier, direction, level and period.

        Columns: these, then microdata (bool), rows (totals over all breakdowns), workers (people; missing for
        published tables, whose rows may overlap).
        """
        keys = ["import_name", "source", "field", "frontier", "direction", "level", "period"]
        total = ibis.and_(_.part != CELL, *[_[name] == "" for name in BREAKDOWNS])
        found = self._asked(
            lambda table: table.group_by(keys).agg(
                rows=_.count(where=total), workers=_.workers.cast(EXACT).sum(where=total).cast("float64")
            )
        )
        microdata = found["import_name"].map({one.name: one.microdata for one in self.imports()}).astype(bool)
        found = found.assign(microdata=microdata, workers=found["workers"].where(microdata))
        text = dict.fromkeys(keys, "str")
        return found.astype(text | {"rows": "int64"}).sort_values(keys, ignore_index=True)[
            [*keys, "microdata", "rows", "workers"]
        ]

    def extents(self, caution: float) -> pd.DataFrame:
        """How far each series goes: one row per import, source, field, frontier, direction, level, period and side.

        Columns: these, then places (how many), workers and sound (people; sound those at places of `caution` or more).
        """
        found = self._asked(lambda table: extents(table, caution))
        kinds = dict.fromkeys((*SERIES, "side"), "str") | {"places": "int64"}
        return found.astype(kinds).sort_values([*SERIES, "side"], ignore_index=True)

    def places(self, top: int) -> pd.DataFrame:
        """The `top` places of either side of each series that count most, by series and side, largest first.

        Columns: SERIES, side, place, workers (people), precision, status.
        """
        return self._ranked(lambda table: largest_ends(table, top), [*SERIES, "side"])

    def pairs(self, top: int) -> pd.DataFrame:
        """The `top` largest flows of each series of microdata, by series, largest first.

        Columns: SERIES, home, work, workers (people), precision, status.
        """
        return self._ranked(lambda table: largest_pairs(table, top), [*SERIES])

    def homes(self, series: Mapping[str, str], works: Sequence[str]) -> pd.DataFrame:
        """The flows of a series of microdata to some places of work: home, work, workers (people), by work and home.

        series: a value for each of SERIES, so that one frontier's flows are read.
        """

        def there(table: Table) -> Table:
            kept = table.filter(
                _.part == TOTAL, _.work.isin(list(works)), *(_[name] == value for name, value in series.items())
            )
            return kept.order_by("work", "home").select("home", "work", "workers")

        return self._asked(there)

    def sources(self) -> pd.DataFrame:
        """The sources that imported rows cite, columns of the table sources, each once."""
        return _rows(SOURCES.names, [row for one in self.imports() for row in one.sources])

    def fields(self) -> pd.DataFrame:
        """The counted populations that an import brought along, columns of the table fields, each once."""
        return _rows(FIELDS.names, [row for one in self.imports() for row in one.fields])

    def _connected(self) -> BaseBackend:
        if self._backend is None or self._process != os.getpid():
            self._backend, self._process = self.base.connect(), os.getpid()
            self._present = self._flows = None
        return self._backend

    def _table(self, backend: BaseBackend, part: str) -> Table:
        """A part of the imports; of the aggregates the same expression as long as the imports are the same."""
        present = self.base.manifests(backend)
        if part != "flows":
            return self.base.part(backend, present, part)
        if self._flows is None or present != self._present:
            self._flows, self._present = self.base.flows(backend, present), present
        return self._flows

    def ask(self, part: str, question: Callable[[Table], Table]) -> pd.DataFrame:
        """What a question makes of another part of the imports (`geodata.bases.PARTS`), as `geodata.readers` asks."""
        return self._asked(question, part)

    def _ranked(self, question: Any, keys: list[str]) -> pd.DataFrame:
        found = self._asked(question).sort_values([*keys, "rank"], ignore_index=True).drop(columns="rank")
        return found.astype({name: "str" for name in found.columns if name != "workers"})

    def _asked(self, question: Any, part: str = "flows") -> pd.DataFrame:
        return self._answered(lambda backend: engine.fetched(backend, question(self._table(backend, part))))

    def _answered(self, answer: Callable[[BaseBackend], pd.DataFrame]) -> pd.DataFrame:
        with self._lock, speaking("the store", duckdb.Error, psycopg.Error):
            try:
                return answer(self._connected())
            except (duckdb.IOException, psycopg.OperationalError):
                # An import replaced the files since they were listed, or the server closed an idle connection.
                self.close()
                return answer(self._connected())


def published_like(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of the aggregates as rows of the table flows, so that they are drawn as published ones are.

    Sorted by the table's key. Raises SchemaError where they do not hold to FLOWS.
    """
    frame = found.assign(mappable=True, note="")[FLOWS.names].sort_values(list(FLOWS.key), ignore_index=True)
    return FLOWS.conform(frame.astype({column.name: "str" for column in FLOWS.columns if column.dtype == "string"}))


def _rows(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame([{name: row.get(name, "") for name in columns} for row in rows], columns=list(columns))
    return frame.drop_duplicates("id").sort_values("id", ignore_index=True).astype("str")
