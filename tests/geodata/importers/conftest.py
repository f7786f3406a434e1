"""Small files as producers write them, read by their importer, and the producers' own where they are at hand."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from geodata.importers import BATCHES, Importer, Options, Rejected


@dataclass
class Read:
    """All batches of a file as one."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    rows_read: int = 0
    rows_kept: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    remarked: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A file of that name and text."""

    def written(name: str, text: str, encoding: str = "utf-8") -> Path:
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return file

    return written


@pytest.fixture
def read() -> Callable[..., Read]:
    """What an importer makes of a file; every row that it read is accounted for, in the columns of its kind."""

    def made(importer: Importer, path: Path, **options: str) -> Read:
        found = Read()
        for batch in importer.read(path, Options(**options)):
            counted = sum(batch.passed.values()) + sum(batch.set_aside.values())
            assert batch.rows_read == batch.rows_kept + counted
            assert batch.table.schema.equals(BATCHES[importer.kind])
            found.rows += batch.table.to_pylist()
            found.rows_read += batch.rows_read
            found.rows_kept += batch.rows_kept
            for name in ("passed", "set_aside", "remarked"):
                getattr(found, name).update(getattr(batch, name))
            found.rejected += batch.rejected
        return found

    return made


@pytest.fixture
def real(project: Path) -> Callable[[str], Path]:
    """A producer's own file, from the folder LISIERE_REAL_DATA; the test is skipped where it is not there."""
    folder = Path(os.environ.get("LISIERE_REAL_DATA", project.parent / "shared" / "data" / "real"))

    def found(name: str) -> Path:
        if not (folder / name).exists():
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"{name} is not in LISIERE_REAL_DATA")
        return folder / name

    return found
