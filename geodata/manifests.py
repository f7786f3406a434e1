"""What is known of an import: `imports/NAME/import.toml`. Its presence makes the import exist; it names its files."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from geodata.errors import StoreError

IMPORTS, RECORD = "imports", "import.toml"

PART = {"name", "file", "sha256", "rows"}


@dataclass(frozen=True)
class Manifest:
    """One import. `when` is UTC; `files` are those that the user gave, `parts` those that the store wrote.

    Each of `parts` has name, file, sha256, rows; each of `files` name, sha256, bytes; each of `totals` frontier,
    direction, period, workers (microdata alone: published rows overlap); `sources` and `fields` are rows of the tables
    of that name; `names` are those that the files write of places, by id. The counts of rows are those of the
    importer's account.
    """

    name: str
    format: str
    kind: str
    microdata: bool
    when: str
    rows_read: int
    rows_kept: int
    periods: tuple[str, ...] = ()
    passed: Mapping[str, int] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)
    remarked: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Mapping[str, Any], ...] = ()
    parts: tuple[Mapping[str, Any], ...] = ()
    totals: tuple[Mapping[str, Any], ...] = ()
    sources: tuple[Mapping[str, Any], ...] = ()
    fields: tuple[Mapping[str, Any], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def part(self, name: str) -> Mapping[str, Any] | None:
        """The file of that name (flows, detail…), or None where the import has none."""
        return next((part for part in self.parts if part["name"] == name), None)


def read(folder: Path) -> list[Manifest]:
    """The manifests of a data folder, by name; none where nothing was imported yet.

    Raises StoreError naming the manifest that cannot be read, or the file of an import that is missing.
    """
    found = []
    for file in sorted((folder / IMPORTS).glob(f"*/{RECORD}")):
        try:
            manifest = parse(file.read_text(encoding="utf-8"), file)
        except FileNotFoundError:
            # Removed by another command since it was listed.
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{file} cannot be read ({error}), expected the manifest of an import") from error
        found.append(manifest)
    return found


@lru_cache(maxsize=64)
def parse(text: str, where: object) -> Manifest:
    """A manifest from TOML; one object for the same text. Raises StoreError."""
    try:
        facts = tomllib.loads(text)
        known: dict[str, Any] = {}
        for name in [one.name for one in fields(Manifest) if one.name in facts]:
            known[name] = tuple(facts[name]) if isinstance(facts[name], list) else facts[name]
        for part in known.get("parts", ()):
            if not (isinstance(part, dict) and {*part} >= PART):
                raise ValueError(f"a part is {part!r}")
        return Manifest(**known)
    except (ValueError, TypeError) as error:
        raise StoreError(
            f"{where} is no manifest of an import ({error}), expected it as python -m geodata wrote it"
        ) from error


def text_of(manifest: Manifest) -> str:
    """A manifest as TOML."""
    plain, tables = [], []
    for name, value in asdict(manifest).items():
        rows = [value] if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else []
        if rows and isinstance(rows[0], dict):
            head = f"[{name}]" if isinstance(value, dict) else f"[[{name}]]"
            tables += [
                "\n".join(("", head, *(f"{_quoted(key)} = {_value(cell)}" for key, cell in row.items())))
                for row in rows
            ]
        elif not isinstance(value, dict):
            plain.append(f"{name} = {_value(value)}")
    return "\n".join((*plain, *tables, ""))


def _quoted(text: str) -> str:
    # JSON's strings are TOML's, but for this one character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)
