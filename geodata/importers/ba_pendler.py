"""Pendler tables of the Bundesagentur für Arbeit: employees by Kreis of work and place of residence, one Land a file.

A preamble of some eleven lines, then the header; residents of France stand under the key F. Values are rounded to 10,
so that men and women may not sum to the total; Kreise with fewer than 10 are grouped as others.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from geodata.errors import OfficialFileError
from geodata.importers import FLOW_BATCH, Batch, Importer, Options
from geodata.importers.reading import glance, text_of
from geodata.importers.sheets import Ledger, number, rows
from geodata.importers.sieve import trusted
from geodata.sources import Source

HEADER = ["Arbeitsort", "Regionalschlüssel", "Wohnort", "Regionalschlüssel", "Insgesamt", "Männer", "Frauen"]
FRANCE = "F"
KREIS = r"[0-9]{5}"
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
WITHHELD = ("*", "x", "X", ".")
LICENCE = "reproduction autorisée avec mention de la source (conditions de la Statistik der BA)"
URL = "https://statistik.arbeitsagentur.de"


def detect(path: Path) -> float:
    """1 where the header of the table stands in the head of the file."""
    return 1.0 if '"Arbeitsort";"Regionalschlüssel";"Wohnort"' in text_of(glance(path)) else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Flows from France to each Kreis: total, men, women. One batch. Raises OfficialFileError."""
    return trusted(iter((_read(path, options),)), path)


def _read(path: Path, options: Options) -> Batch:
    ledger, period = Ledger(path), options.period
    table: dict[str, list[object]] = {name: [] for name in ("work", "sex", "workers", "status", "precision")}
    lines = rows(path, ";")
    for _, row in lines:
        if row[: len(HEADER)] == HEADER:
            break
        if row[:1] == ["Berichtsmonat"] and not period:
            period = month(path, row[-1])
    else:
        raise OfficialFileError(f"{path.name} has no line {';'.join(HEADER)}, expected the header of a Pendler table")
    if not period:
        raise OfficialFileError(f"{path.name} has no Berichtsmonat before its header, expected one, or --period")
    for line, row in lines:
        if len(row) < len(HEADER):
            # What follows the table is a blank line, the date of the export, terms of use.
            if re.fullmatch(KREIS, "".join(row[1:2])):
                ledger.refuse((line, row), f"{len(row)} columns instead of {len(HEADER)} or more")
            continue
        _take(ledger, table, (line, row))
    return ledger.batch(
        FLOW_BATCH, table, home="country:FR", frontier="fr-de", period=period,
        field="ba-svb", source=f"ba-pendler-{period}",
    )  # fmt: skip


def _take(ledger: Ledger, table: dict[str, list[object]], row: tuple[int, list[str]]) -> None:
    _, kreis, _, home, *counts = row[1]
    if home != FRANCE:
        return ledger.pass_over("lives elsewhere")
    if not re.fullmatch(KREIS, kreis):
        return ledger.refuse(row, "key of the Kreis is not five digits")
    values = [None if cell in WITHHELD else number(cell) for cell in counts[:3]]
    if any(value is None and cell not in WITHHELD for value, cell in zip(values, counts, strict=False)):
        return ledger.refuse(row, "Insgesamt, Männer or Frauen is no number")
    if any(value is not None and value < 0 for value in values):
        return ledger.refuse(row, "Insgesamt, Männer or Frauen is below zero")
    ledger.keep(row[0], (kreis, home))
    for sex, value in zip(("", "m", "f"), values, strict=True):
        table["work"].append(f"kreis:{kreis}")
        table["sex"].append(sex)
        table["workers"].append(value)
        table["status"].append("secret" if value is None else "observed")
        table["precision"].append("" if value is None else "rounded")
    return None


def month(path: Path, said: str) -> str:
    """`2023-06` of `Juni 2023`. Raises OfficialFileError."""
    name, _, year = said.strip().partition(" ")
    if name not in MONTHS or not (year.isdigit() and len(year) == 4):
        raise OfficialFileError(f"{path.name}: Berichtsmonat is {said!r}, expected a month as Juni 2023")
    return f"{year}-{MONTHS.index(name) + 1:02d}"


def cite(source: str) -> Source:
    """The source `ba-pendler-2023-06`."""
    period = source.removeprefix("ba-pendler-")
    title = f"Pendlerstatistik, Einpendler nach Kreisen, {period}"
    return Source(source, "Statistik der Bundesagentur für Arbeit", title, URL, period[:4], LICENCE, "")


IMPORTER = Importer("ba-pendler", "Bundesagentur für Arbeit, Pendler by Kreis", "flows", detect, read, cite)
