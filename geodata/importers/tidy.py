"""A tidy CSV of our own, for producers whose tables have no stable format: IGSS, INAMI, IMSEE, a local observatory.

One row per figure, a header, columns in any order, delimited by comma or semicolon, UTF-8 or cp1252:

- needed: home, work (places as level:code), period (2021, 2025-Q1 or 2023-06), workers, field (an id of the table
  fields);
- may be: sex (f or m), sector, mode, precision (exact, rounded, derived or estimate; exact where absent), status
  (observed, secret or not-collected; observed where absent), source (an id; --source where absent).

An empty `workers` needs the status secret or not-collected: what is missing is never zero. The frontier follows from
the countries of the two places.
"""

from collections.abc import Iterator
from pathlib import Path

from geodata import snapshots
from geodata.errors import OfficialFileError
from geodata.figures import PERIOD
from geodata.flows import FRONTIERS
from geodata.importers import FLOW_BATCH, Batch, Importer, Options
from geodata.importers.reading import glance, head, header_of, opening
from geodata.importers.sheets import Ledger, Row, number, rows
from geodata.importers.sieve import trusted
from geodata.places import FRENCH, country_of
from geodata.sources import Source
from geodata.tables import LEVELS, MODES, PRECISIONS, SECTORS, STATUSES

NEEDED = ("home", "work", "period", "workers", "field")
MAY = ("sex", "sector", "mode", "precision", "status", "source")
ALIASES = ("departement", "canton", "kreis", "pole")
"""Levels of ids that are aliases, beside LEVELS."""
CODES = {"sex": ("", "f", "m"), "sector": ("", *SECTORS), "mode": ("", *MODES)}
KEY = ("home", "work", "period", "sex", "sector", "mode", "field", "source")


def detect(path: Path) -> float:
    """1 for a header with all the needed columns."""
    line = opening(glance(path)).strip().replace('"', "")
    return 1.0 if any({*NEEDED} <= set(line.split(delimiter)) for delimiter in ",;\t") else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Flows as the file has them. One batch. Raises OfficialFileError."""
    start = head(path)
    delimiter = max(",;\t", key=opening(start).count)
    names = header_of(path, start, delimiter, NEEDED)
    unknown = [name for name in names if name not in (*NEEDED, *MAY)]
    if unknown:
        raise OfficialFileError(f"{path.name}, line 1 has column {unknown[0]!r}, expected {', '.join((*NEEDED, *MAY))}")
    ledger = Ledger(path)
    columns: dict[str, list[object]] = {name: [] for name in (*NEEDED, *MAY, "frontier")}
    fields = set(snapshots.read("fields")["id"])
    table = rows(path, delimiter)
    next(table)
    for line, cells in table:
        if any(cells):
            _take(ledger, columns, (line, cells), names, fields, options)
    return trusted(iter((ledger.batch(FLOW_BATCH, columns),)), path)


def _take(
    ledger: Ledger, columns: dict[str, list[object]], row: Row, names: list[str], fields: set[str], options: Options
) -> None:
    line, cells = row
    if len(cells) != len(names):
        return ledger.refuse(row, f"{len(cells)} columns instead of {len(names)}")
    said = dict.fromkeys(MAY, "") | dict(zip(names, (cell.strip() for cell in cells), strict=True))
    said["source"] = said["source"] or options.source
    said["status"] = said["status"] or "observed"
    workers = number(said["workers"])
    observed = said["status"] == "observed"
    said["precision"] = (said["precision"] or "exact") if observed else ""
    frontier = crossed(said["home"], said["work"])
    fault = _fault(said, workers, frontier, fields)
    if fault:
        return ledger.refuse(row, fault)
    ledger.keep(line, tuple(said[name] for name in KEY))
    for name, value in (said | {"workers": workers, "frontier": frontier}).items():
        columns[name].append(value)
    return None


def _fault(said: dict[str, str], workers: float | None, frontier: str, fields: set[str]) -> str:
    """Why a row is unsound, empty where it is sound."""
    for side in ("home", "work"):
        level, _, code = said[side].partition(":")
        if level not in (*LEVELS, *ALIASES) or not code or " " in said[side]:
            return f"{side} is no place as level:code"
    if not frontier:
        return "home and work are not on two sides of a border of France"
    if not PERIOD.match(said["period"]):
        return "period is not as 2021, 2025-Q1 or 2023-06"
    for name, choices in CODES.items():
        if said[name] not in choices:
            return f"{name} is none of {', '.join(filter(None, choices))}"
    if said["status"] not in STATUSES:
        return f"status is none of {', '.join(STATUSES)}"
    if said["precision"] not in ("", *PRECISIONS):
        return f"precision is none of {', '.join(PRECISIONS)}"
    if said["field"] not in fields:
        return "field is no id of the table fields"
    if not said["source"]:
        return "source is empty and --source not given"
    if (said["status"] == "observed") != (workers is not None):
        return "workers is no number, and status not secret or not-collected" if workers is None else "workers is given"
    return "workers is below zero" if workers is not None and workers < 0 else ""


def crossed(home: str, work: str) -> str:
    """The frontier between two places, one in France and one in a neighbouring country, else empty."""
    countries = {country_of(home), country_of(work)}
    neighbour = countries - {*FRENCH}
    if len(countries) != 2 or len(neighbour) != 1:
        return ""
    return FRONTIERS.get(next(iter(neighbour)), "")


def cite(source: str) -> Source:
    """A source of which only the id is known: who imports says the rest."""
    return Source(source, "", "", "", "", "", "")


IMPORTER = Importer("tidy", "Lisière, tidy CSV", "flows", detect, read, cite)
