"""Importing: staged beside the store, checked, then swapped in whole. Nobody ever sees half of it.

with stage(folder, name, importer, say=print) as staged:
    for batch in importer.read(file, options):
        staged.add(batch)
    staged.check(containers.built())   # makes the aggregates, raises on faults; staged.flows(), .totals() to report on
    staged.commit(files)               # leave without it, and nothing changes
"""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ibis import Table, _

from geodata import aggregates, files, manifests
from geodata.containers import Hierarchy, containers
from geodata.data_folder import STAGE, alone, clear, now, replace, settle, speaking
from geodata.engine import embedded, fetched
from geodata.errors import StoreError
from geodata.files import checksum
from geodata.importers import BATCHES, FLOW_BATCH, FLOW_KEY, INDICATOR_KEY, Batch, Importer
from geodata.manifests import IMPORTS, RECORD, Manifest

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
KEYS = {"indicators": INDICATOR_KEY, "territories": ("id",), "actions": ("id", "source")}
PAIR, FLOW = ("home", "work", "period"), aggregates.IDENTITY[1:]
TWICE = "stands twice in this import, expected it once"
HELD = "is held by the import {import_name} already, expected it once: remove that one first"
CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F]|\x{FFFE}|\x{FFFF}"
GROUP = 500
"""Communes that are read at once: about as many as lie along a short frontier."""
MEMORY = "1GB"
"""What DuckDB may hold while it adds up; the rest goes to files in the stage."""


@contextmanager
def stage(
    folder: Path,
    name: str,
    importer: Importer,
    *,
    dry: bool = False,
    wait: bool = True,
    say: Callable[[str], None] = print,
) -> Iterator["Stage"]:
    """An import under way, alone in the data folder. Raises StoreError.

    Where another one is under way, waits for its end and says so, or without `wait` raises. A dry one, which nobody
    commits, only reads in the folder: it waits for none, and the folder may be read-only or not there.
    """
    if not NAME.fullmatch(name):
        raise StoreError(f"the name {name!r} cannot stand, expected lower-case letters, digits, dots and hyphens")
    with TemporaryDirectory(prefix="lisiere-") if dry else _locked(folder, wait, say) as work:
        staged = Stage(folder, name, importer, Path(work))
        try:
            with speaking(f"the import into {folder}", pa.ArrowException, duckdb.Error):
                yield staged
        finally:
            staged.close()


@contextmanager
def _locked(folder: Path, wait: bool, say: Callable[[str], None]) -> Iterator[Path]:
    """Where the import under way is staged, in a folder that nobody else writes in meanwhile."""
    with alone(folder, wait=wait, say=say):
        work = folder / STAGE
        with speaking(folder):
            work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


class Stage:
    """The import under way: rows in, aggregates made, nothing seen from outside before `commit`."""

    def __init__(self, folder: Path, name: str, importer: Importer, work: Path) -> None:
        self.folder, self.name, self.importer, self.work = folder, name, importer, work
        self.counts: Counter[str] = Counter()
        self.accounts: dict[str, Counter[str]] = {key: Counter() for key in ("passed", "set_aside", "remarked")}
        self.names: dict[str, str] = {}
        self.parts: dict[str, Path] = {}
        self._writer: pq.ParquetWriter | None = None
        self._engine = embedded(memory=MEMORY, threads=os.cpu_count() or 1, spill=self.work / "spill")

    def add(self, batch: Batch) -> None:
        """Take in a batch. Raises StoreError where its rows do not add up, its columns are not the kind's, or a text
        holds a control character.
        """
        counted = sum((*batch.passed.values(), *batch.set_aside.values()))
        if batch.rows_read != batch.rows_kept + counted:
            raise StoreError(
                f"{self.name}: {batch.rows_kept} rows kept and {counted} passed over or set aside, "
                f"expected the {batch.rows_read} rows read"
            )
        schema = BATCHES[self.importer.kind]
        if not batch.table.schema.equals(schema):
            found = ", ".join(batch.table.column_names)
            raise StoreError(f"{self.name}: a batch has the columns {found}, expected {', '.join(schema.names)}")
        self._refuse_control(batch.table)
        self.counts.update(rows_read=batch.rows_read, rows_kept=batch.rows_kept)
        for key, counter in self.accounts.items():
            counter.update(getattr(batch, key))
        self.names.update(batch.names)
        if batch.table.num_rows:
            self._writer = self._writer or pq.ParquetWriter(self.work / "raw.parquet", schema, compression="zstd")
            self._writer.write_table(batch.table)

    def _refuse_control(self, rows: pa.Table) -> None:
        """XML has no letter for these: no picture, slide or workbook can be made of a text that holds one."""
        for column in (field.name for field in rows.schema if pa.types.is_string(field.type)):
            texts = rows[column].unique()
            faulty = texts.filter(pc.match_substring_regex(texts, CONTROL))
            if len(faulty):
                raise StoreError(
                    f"{self.name}: {column} {faulty[0].as_py()!r} holds a control character, expected none"
                )

    def check(self, known: Hierarchy) -> None:
        """Write the parts of the import: the detail, and for flows their aggregates.

        Raises StoreError for an import without rows, a key that stands twice in a published table, or one that another
        import holds.
        """
        if self._writer is None:
            why = ", ".join(f"{count} {reason}" for reason, count in self.accounts["passed"].most_common())
            read = f"{self.counts['rows_read']} read" + (f" ({why})" if why else "")
            raise StoreError(f"{self.name}: no row was kept of {read}, expected some")
        self._writer.close()
        raw = self.work / "raw.parquet"
        if self.importer.kind != "flows":
            self.parts[self.importer.kind] = raw.rename(self.work / f"{self.importer.kind}.parquet")
            self._check_others(known)
            return
        rows = self._engine.read_parquet(raw, table_name="raw")
        if self.importer.microdata:
            # What a producer has added up by pair of places comes once, over all files of the import.
            self._refuse(_repeated(rows.filter(_.persons == 0), PAIR), PAIR, TWICE)
        merged = aggregates.summed(rows) if self.importer.microdata else rows
        self._write("detail", merged.select(FLOW_BATCH.names).order_by(list(FLOW_KEY)))
        raw.unlink()
        named = self._aggregated(known).mutate(import_name=ibis.literal(self.name))
        self._write("flows", named.order_by(["part", *aggregates.IDENTITY, "direction"]))
        if not self.importer.microdata:
            self._refuse(aggregates.repeated(self.flows()), FLOW, TWICE)
        others = [file for file in flow_files(self.folder) if file.parent.name != self.name]
        if others:
            held = aggregates.clashing(self.flows(), self._engine.read_parquet(others, table_name="others"))
            self._refuse(held, FLOW, HELD)

    def _check_others(self, known: Hierarchy) -> None:
        """What is no flow: each key once, here and among the other imports; communes drawn."""
        kind, keys = self.importer.kind, KEYS[self.importer.kind]
        rows = self._engine.read_parquet(self.parts[kind], table_name="rows")
        self._refuse(_repeated(rows, keys), keys, TWICE)
        if kind == "territories":
            # Vintages of one unit may stand side by side: readers take the latest.
            from geodata.lau import drawn

            near = drawn(pq.read_table(self.parts[kind]), known)
            if len(near):
                self.parts["communes"] = self.work / "communes.parquet"
                files.write(near, self.parts["communes"], group=GROUP)
            return
        for other in [one for one in manifests.read(self.folder) if one.name != self.name and one.part(kind)]:
            file = self.folder / IMPORTS / other.name / other.parts[0]["file"]
            held = self._engine.read_parquet(file, table_name="others").semi_join(rows, list(keys))
            self._refuse(held, keys, HELD.format(import_name=other.name))

    def _refuse(self, faulty: Table, keys: Sequence[str], fault: str) -> None:
        """Raises StoreError for the first of these rows, by its keys; nothing where there is none."""
        for row in fetched(self._engine, faulty.order_by(list(keys)).limit(1)).to_dict("records"):
            told = ", ".join(str(row[name]) for name in keys if row[name])
            raise StoreError(f"{self.name}: {told} {fault.format(**row)}")

    def flows(self) -> Table:
        """The aggregates of this import (columns FLOW_STORE), as an expression to be run before `commit`."""
        return self._engine.table("flows")

    def ask(self, **choice: Any) -> pd.DataFrame:
        """The flows of this import that `choice` says, as `geodata.aggregates.chosen` does."""
        return fetched(self._engine, aggregates.chosen(self.flows(), **choice))

    def totals(self) -> pd.DataFrame:
        """Workers and persons of each frontier, direction and period, by the source and field that counts them.

        Microdata alone: published rows overlap and are never added up.
        """
        keys = ["frontier", "direction", "period", "field", "source"]
        whole = self.flows().filter(_.level == "country", _.part == aggregates.TOTAL)
        return fetched(self._engine, aggregates.summed(whole, keys).order_by(keys))

    def commit(self, files: Sequence[Path]) -> Manifest:
        """Swap the import in, whole; `files` are those that the user gave. Raises StoreError."""
        manifest = self._manifest(files)
        home = self.folder / IMPORTS / self.name
        home.mkdir(exist_ok=True)
        settle(home.parent)
        for part in manifest.parts:
            staged = self.parts[part["name"]]
            with staged.open("rb") as content:
                os.fsync(content.fileno())
            staged.replace(home / part["file"])
        settle(home)
        replace(home / RECORD, manifests.text_of(manifest), self.work)
        # It is in: what cannot be tidied up now, on a full disk, is by the next command.
        with suppress(OSError):
            clear(self.folder)
        return manifest

    def close(self) -> None:
        """Let go of the files."""
        if self._writer is not None:
            self._writer.close()
        self._engine.disconnect()

    def _write(self, part: str, rows: Table) -> None:
        file = self.parts[part] = self.work / f"{part}.parquet"
        self._engine.to_parquet(rows, file, compression="zstd")
        self._engine.read_parquet(file, table_name=part)

    def _aggregated(self, known: Hierarchy) -> Table:
        detail = self._engine.table("detail")
        ends = detail.select(place=_.home).union(detail.select(place=_.work), distinct=True)
        frame = containers(sorted(fetched(self._engine, ends)["place"]), known)
        places = ibis.memtable(pa.Table.from_pandas(frame))
        if not self.importer.microdata:
            return aggregates.published(detail, places)
        finest = self._engine.create_table("finest", aggregates.lifted(detail, places), temp=True)
        return aggregates.stored(finest)

    def _manifest(self, files: Sequence[Path]) -> Manifest:
        detail = self._engine.read_parquet(next(iter(self.parts.values())), table_name="cited")
        values = {
            name: fetched(self._engine, detail.select(name).distinct())[name]
            for name in ("period", "source", "geometry_source")
            if name in detail.columns
        }
        periods = values.pop("period", ())
        cited = sorted({one for column in values.values() for one in column if one})
        return Manifest(
            name=self.name,
            format=self.importer.name,
            kind=self.importer.kind,
            microdata=self.importer.microdata,
            when=now(),
            rows_read=self.counts["rows_read"],
            rows_kept=self.counts["rows_kept"],
            periods=tuple(sorted(periods)),
            **{key: dict(counter) for key, counter in self.accounts.items()},
            files=tuple({"name": one.name, "sha256": checksum(one), "bytes": one.stat().st_size} for one in files),
            parts=tuple(self._part(name, file) for name, file in self.parts.items()),
            totals=tuple(self.totals().to_dict("records")) if self.importer.kind == "flows" else (),
            sources=tuple(asdict(self.importer.cite(source)) for source in cited),
            fields=tuple(dict(row) for row in self.importer.fields),
            names=self.names,
        )

    def _part(self, name: str, file: Path) -> dict[str, Any]:
        digest = checksum(file)
        rows = pq.read_metadata(file).num_rows
        return {"name": name, "file": f"{name}-{digest[:12]}.parquet", "sha256": digest, "rows": rows}


def _repeated(rows: Table, keys: Sequence[str]) -> Table:
    return rows.group_by(list(keys)).agg(rows=_.count()).filter(_.rows > 1)


def flow_files(folder: Path) -> list[Path]:
    """The aggregates of every import of flows, by name. Raises StoreError as `manifests.read` does."""
    parts = [(one.name, one.part("flows")) for one in manifests.read(folder)]
    return [folder / IMPORTS / name / part["file"] for name, part in parts if part]
