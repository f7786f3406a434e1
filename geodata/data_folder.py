"""The folder of imported data: who writes in it, what is in it, what happened to it.

    DATA/
      imports/NAME/import.toml        replaced by one rename: the moment at which an import takes effect
      imports/NAME/PART-SHA.parquet   flows (aggregates), detail (as imported), indicators, territories or actions
      history.jsonl                   one line per event: import, remove
      .lisiere-stage/                 an import under way; left behind by a killed one, cleared by the next
      .lisiere-lock                   held by the command that writes

A command that is killed leaves the imports as they were before or as they are after it, never between; what it left
behind is cleared by the next that writes.
"""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geodata import manifests
from geodata.errors import StoreError
from geodata.manifests import IMPORTS, RECORD, Manifest

HISTORY, STAGE, LOCK = "history.jsonl", ".lisiere-stage", ".lisiere-lock"
EVENT = ("event", "name", "when")
PART = re.compile(r"[a-z]+-[0-9a-f]{12}\.parquet")


def chosen(folder: Path | None = None) -> Path:
    """The data folder: as given, else that of the environment, LISIERE_DATA.

    Raises StoreError where neither says, for a file, and for one that cannot be reached.
    """
    if folder is None and not os.environ.get("LISIERE_DATA"):
        raise StoreError("the folder of imported data is not known, expected --data FOLDER or LISIERE_DATA=FOLDER")
    said = folder or Path(os.environ["LISIERE_DATA"])
    with speaking(said):
        is_file = said.is_file()
    if is_file:
        raise StoreError(f"{said} is a file, expected the folder of imported data")
    return said


@contextmanager
def speaking(where: object, *errors: type[BaseException]) -> Iterator[None]:
    """Say in one sentence, as a StoreError, what the disk says, or an engine whose `errors` are given."""
    faults: tuple[type[BaseException], ...] = (OSError, *errors)
    try:
        yield
    except faults as error:
        said = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise StoreError(
            f"{where} cannot be used ({said}), expected it readable, writable and with room left"
        ) from error


@contextmanager
def alone(folder: Path, *, wait: bool = True, say: Callable[[str], None] = print) -> Iterator[None]:
    """Hold the data folder's lock, what killed commands left behind cleared. Raises StoreError.

    The lock goes with the process that holds it, however that ends.
    """
    with speaking(folder):
        (folder / IMPORTS).mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if not wait:
                raise StoreError(f"{folder} is being written by another command, expected to be alone") from error
            say(f"{folder}: another import is under way, waiting for its end…")
            fcntl.flock(lock, fcntl.LOCK_EX)
        with speaking(folder):
            clear(folder)
        yield


def remove(folder: Path, name: str, *, say: Callable[[str], None] = print) -> None:
    """Remove an import and its files. Raises StoreError where there is none of that name."""
    if not folder.is_dir():
        raise StoreError(f"{folder} is not there, expected the folder of imported data")
    with alone(folder, say=say):
        record = folder / IMPORTS / name / RECORD
        if name not in [one.name for one in manifests.read(folder)]:
            names = ", ".join(one.name for one in manifests.read(folder))
            expected = f"expected one of: {names}" if names else "nor any other"
            raise StoreError(f"{folder} holds no import {name!r}, {expected}")
        with speaking(folder):
            record.unlink()
            settle(record.parent)
        # It is gone: what cannot be tidied up now, on a full disk, is by the next command.
        with suppress(OSError):
            clear(folder)


def clear(folder: Path) -> None:
    """Remove the parts that no manifest names, and write down what a killed command did without saying so.

    Files that the store did not write stay: the folder may hold others.
    """
    shutil.rmtree(folder / STAGE, ignore_errors=True)
    present = {one.name: one for one in manifests.read(folder)}
    for home in [entry for entry in (folder / IMPORTS).iterdir() if entry.is_dir()]:
        kept = {part["file"] for part in present[home.name].parts} if home.name in present else set()
        for file in home.iterdir():
            if PART.fullmatch(file.name) and file.name not in kept:
                file.unlink()
        if not any(home.iterdir()):
            home.rmdir()
    _remember(folder, present)


def _remember(folder: Path, present: Mapping[str, Manifest]) -> None:
    """Bring the history up to what is there: a line for each import and removal that it does not know yet."""
    said = events(folder)
    last = {event["name"]: event for event in said}
    new: list[dict[str, Any]] = [
        {"event": "import", **{key: getattr(one, key) for key in ("name", "when", "format", "rows_read", "rows_kept")}}
        | {"periods": one.periods, "files": [file["name"] for file in one.files]}
        for one in present.values()
        if (event := last.get(one.name, {})).get("event") != "import" or event["when"] != one.when
    ]
    gone = [name for name, event in last.items() if event["event"] == "import" and name not in present]
    new += [{"event": "remove", "name": name, "when": now()} for name in gone]
    if new:
        lines = [json.dumps(event, ensure_ascii=False) for event in (*said, *new)]
        with _scratch(folder) as scratch:
            replace(folder / HISTORY, "\n".join((*lines, "")), scratch)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    scratch = folder / STAGE
    made = not scratch.exists()
    scratch.mkdir(exist_ok=True)
    yield scratch
    if made:
        scratch.rmdir()


def now() -> str:
    """This moment, UTC, to the microsecond: two imports of one name differ by it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def events(folder: Path) -> list[dict[str, Any]]:
    """The lines of the history, oldest first; one that a crash cut short, or that is no event, is passed over.

    Raises StoreError where the file cannot be read.
    """
    file = folder / HISTORY
    found = []
    with speaking(file):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and all(isinstance(event.get(key), str) for key in EVENT):
            found.append(event)
    return found


def replace(file: Path, content: str, stage: Path) -> None:
    """Give a file this content by one rename, on disk before and after: all of it or none."""
    staged = stage / file.name
    with staged.open("w", encoding="utf-8") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    staged.replace(file)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Put on disk which names a folder holds."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
