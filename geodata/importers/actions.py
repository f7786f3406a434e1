"""A programme of actions as CSV or XLSX: one row per project line, headers in French or English.

Needed: axe, sous-axe, action, projet. May be: id, priorité (oui or Priorité 1), statut (a code of the table actions, or
the programme's own wording), frontières (ids, codes or words: fr-be fr-lu, FR-BE, franco-belge, Belgique, toutes),
thème. Where no frontier or theme is given, they follow from the words of the line, as for the programme of 2021
(`geodata.action_links`). The year of the programme is that of
--period, else of the name of the file.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from geodata.action_links import link, said
from geodata.actions import OUTCOMES, SUBMITTED, theme
from geodata.errors import OfficialFileError
from geodata.importers import ACTION_BATCH, Batch, Importer, Options
from geodata.importers.bfs_px import slug
from geodata.importers.insee import YEAR
from geodata.importers.reading import first_line, head
from geodata.importers.sheets import Ledger, Row, number, rows, sheet
from geodata.importers.sieve import trusted
from geodata.sources import Source
from geodata.tables import ACTION_STATUSES, THEMES

HEADERS = {
    "id": "id", "axe": "axis", "axis": "axis", "sous-axe": "sub_axis", "sub-axis": "sub_axis", "action": "action",
    "actions": "action", "projet": "project", "project": "project", "projets": "project", "priorite": "priority",
    "priority": "priority", "statut": "status", "status": "status", "frontieres": "frontiers", "frontiere": "frontiers",
    "frontiers": "frontiers", "theme": "theme",
}  # fmt: skip
NEEDED = ("axis", "sub_axis", "action", "project")
YES = ("oui", "yes", "true", "vrai", "1", "x", "priorité 1")
NO = ("", "non", "no", "false", "faux", "0")


def detect(path: Path) -> float:
    """1 for a header with the columns of a programme."""
    try:
        _, header = next(_rows(path))
    except (OfficialFileError, StopIteration):
        return 0.0
    return 1.0 if {*NEEDED} <= set(_names(header)) else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Rows of the table actions and their source; the year of the programme begins the ids that the file does not give.

    Raises OfficialFileError, also where no year is known.
    """
    table = _rows(path)
    try:
        _, header = next(table)
    except StopIteration as error:
        raise OfficialFileError(f"{path.name} is empty, expected a programme") from error
    names = _names(header)
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise OfficialFileError(
            f"{path.name}, line 1 has no column {missing[0]}, expected axe, sous-axe, action and projet"
        )
    year = _year(path, options)
    ledger = Ledger(path)
    columns: dict[str, list[object]] = {name: [] for name in ACTION_BATCH.names}
    for line, cells in table:
        if any(cells):
            _take(ledger, columns, (line, cells), names, f"pw{year}")
    del columns["source"]
    return trusted(iter((ledger.batch(ACTION_BATCH, columns, source=f"mot-programme-{year}"),)), path)


def _year(path: Path, options: Options) -> str:
    named = YEAR.search(path.name)
    year = options.period or (named[1] if named else "")
    if not re.fullmatch(r"20\d\d", year):
        said = year or "not known"
        raise OfficialFileError(f"{path.name}: the year of the programme is {said}, expected --period 2026")
    return year


def _rows(path: Path) -> Iterator[Row]:
    start = head(path)
    if path.suffix.lower() == ".xlsx":
        return sheet(path)
    line = first_line(path, start) if start else ""
    return rows(path, max(",;\t", key=line.count))


def _names(header: list[str]) -> list[str]:
    return [HEADERS.get(slug(name.lstrip("\ufeff")).replace("_", "-"), "") for name in header]


def _take(ledger: Ledger, columns: dict[str, list[object]], row: Row, names: list[str], prefix: str) -> None:
    line, cells = row
    told = dict.fromkeys(("id", "priority", "status", "frontiers", "theme"), "")
    # A line break within a cell, as word processors write it, is a space.
    told |= {name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name}
    axis = number(told["axis"])
    status = _status(told["status"])
    if axis not in (1, 2, 3):
        return ledger.refuse(row, "axis is not 1, 2 or 3")
    if not told["project"] and not told["action"]:
        return ledger.refuse(row, "neither action nor project")
    if status is None:
        codes = ", ".join(filter(None, ACTION_STATUSES))
        return ledger.refuse(row, f"status is none of {codes}, nor worded as in the programme of 2021")
    if told["priority"].lower() not in (*YES, *NO):
        return ledger.refuse(row, "priority is neither oui nor non")
    basis, frontiers = link(f"{told['project']} {told['action']}")
    if told["frontiers"]:
        frontiers = said(told["frontiers"])
        basis = "all" if frontiers == "all" else "named"
    if not frontiers:
        return ledger.refuse(row, "frontiers names none of the atlas: fr-de, FR-DE, franco-allemand, Allemagne, toutes")
    themed = told["theme"] or theme(told["project"]) or theme(told["action"]) or "general"
    if themed not in THEMES:
        return ledger.refuse(row, f"theme is none of {', '.join(THEMES)}")
    number_in_axis = sum(1 for done in columns["axis"] if done == int(axis)) + 1
    name = told["id"] or f"{prefix}-{int(axis)}-{number_in_axis:02d}"
    ledger.keep(line, (name,))
    values = {
        "id": name, "axis": int(axis), "sub_axis": told["sub_axis"], "action": told["action"],
        "project": told["project"], "priority": told["priority"].lower() in YES, "status": status[0],
        "submitted": status[1], "reading": "full", "frontiers": frontiers, "basis": basis, "theme": themed, "raw": "",
    }  # fmt: skip
    for column, value in values.items():
        columns[column].append(value)
    return None


def _status(said: str) -> tuple[str, str] | None:
    """Status code and what a row was submitted to; None for an unknown wording."""
    if said in ACTION_STATUSES:
        return said, said.removeprefix("submitted-") if said.startswith("submitted-") else ""
    if said in OUTCOMES:
        return OUTCOMES[said], ""
    to = SUBMITTED.get(f"[{said.strip('[]')}]")
    return (f"submitted-{to}", to) if to else None


def cite(source: str) -> Source:
    """The source of a programme: its id says the year."""
    year = source.rpartition("-")[2]
    return Source(source, "MOT", f"Programme de travail {year}", "", year, "document de la MOT", "")


IMPORTER = Importer("actions", "MOT, programme of actions (CSV or XLSX)", "actions", detect, read, cite)
