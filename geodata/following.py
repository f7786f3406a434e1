"""The atlas as it stands, imports included: looked after at each request, so that an import shows without a restart."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from math import inf
from pathlib import Path
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from geodata.atlas import Atlas
from geodata.errors import GeodataError
from geodata.imported import Imported, look
from geodata.manifests import IMPORTS, RECORD

if TYPE_CHECKING:
    from geodata.store import Store

SHARED_EVERY = 5.0
"""Seconds between two looks at a shared server. The files of a folder are looked at each time: some 30 µs."""
RETRY_AFTER = 15.0
"""Seconds before a store that failed is asked again."""


class Following:
    """Called, gives the atlas with what is imported now: the same object as long as nothing changes.

    `where` is a data folder, the URL of a shared server, or empty for no imports. The engine is loaded with the first
    import, by the process that asks. Safe for threads; made before a server forks, called after.
    """

    def __init__(self, atlas: Atlas, where: str = "", clock: Callable[[], float] = monotonic) -> None:
        self.published = atlas
        self.where = where
        self._clock = clock
        self._now = atlas
        self._seen: object = None
        self._due = -inf
        self._store: Store | None = None
        self._turn = Lock()

    def __call__(self) -> Atlas:
        """The atlas of this moment. Never raises: imports that cannot be read are said to be so (`imported`)."""
        # Who comes while another looks takes what stands, unless nothing has been seen yet.
        if self.where and self._turn.acquire(blocking=self._seen is None):
            try:
                with suppress(FileNotFoundError):
                    # An import that is removed while we look: the next request sees it gone.
                    self._look()
            finally:
                self._turn.release()
        return self._now

    def follow(self, where: str) -> None:
        """Look there from now on. Before the fork no engine is loaded: DuckDB then aborts the process forked."""
        self.where = where
        if where and (self._shared or self._files()):
            # What compiles the questions is no engine: the workers share it.
            import_module(f"ibis.backends.sql.compilers.{'postgres' if self._shared else 'duckdb'}")
            import_module("geodata.readers")

    def warm(self, afterwards: Callable[[], object] = lambda: None) -> None:
        """Look beside the first requests of a worker, since the engine takes a second to load.

        `afterwards` follows where something is imported.
        """

        def look_once() -> None:
            if self().imported is not None:
                afterwards()

        if self.where:
            Thread(target=look_once, daemon=True).start()

    @property
    def _shared(self) -> bool:
        return "://" in self.where

    def _files(self) -> tuple[tuple[str, int, int], ...]:
        """What tells one state of the folder from another; empty where nothing is imported."""
        records = sorted(Path(self.where).glob(f"{IMPORTS}/*/{RECORD}"))
        return tuple((str(file), (told := file.stat()).st_mtime_ns, told.st_ino) for file in records)

    def _look(self) -> None:
        if self._now.imported is not None and self._now.imported.broken:
            self._unreadable("a question failed")
        seen = () if self._shared else self._files()
        if seen == self._seen and self._clock() < self._due:
            return
        try:
            self._read(bool(seen) or self._shared)
        except GeodataError as error:
            self._unreadable(str(error))
        self._seen = seen

    def _read(self, any_import: bool) -> None:
        if any_import:
            from geodata.readers import joined
            from geodata.store import open_store

            self._store = self._store or open_store(self.where)
            current = self._now.imported
            if not (self._shared and current and current.readable and current.version == self._store.version):
                seen = replace(self.published, imported=look(self._store), published=self.published)
                self._now = joined(seen, self._store)
        else:
            self._now = self.published
        self._due = self._clock() + SHARED_EVERY if self._shared else inf

    def _unreadable(self, why: str) -> None:
        """Say that imports are not readable, in an atlas of its own: what is kept of the last one is of no use."""
        print(f"Imported data cannot be read, published figures are shown alone: {why}", file=sys.stderr, flush=True)
        self._now = replace(self.published, imported=Imported(), published=self.published)
        self._due = self._clock() + RETRY_AFTER
