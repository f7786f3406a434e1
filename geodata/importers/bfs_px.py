"""Older PX cubes of the Swiss cross-border commuter statistics, as CSV: 101 (commune of work), 105 (canton of work).

Neither has a country of residence: indicators, never flows. Tab or semicolon, UTF-8 or cp1252 (101 has the byte 0x85,
an ellipsis that marks a commune under its canton). Communes come without a number: one that the atlas cites takes its
id, any other the id of its canton and its name.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from geodata import snapshots
from geodata.errors import OfficialFileError, SnapshotError
from geodata.figures import normal_period
from geodata.importers import INDICATOR_BATCH, Batch, Importer, Options
from geodata.importers.reading import first_line, glance, head, opening
from geodata.importers.sheets import Ledger, Row, number, rows
from geodata.importers.sieve import trusted
from geodata.sources import Source

CANTONS = {
    "Zürich": "ZH", "Bern": "BE", "Luzern": "LU", "Uri": "UR", "Schwyz": "SZ", "Obwalden": "OW", "Nidwalden": "NW",
    "Glarus": "GL", "Zug": "ZG", "Fribourg": "FR", "Solothurn": "SO", "Basel-Stadt": "BS", "Basel-Landschaft": "BL",
    "Schaffhausen": "SH", "Appenzell Ausserrhoden": "AR", "Appenzell Innerrhoden": "AI", "St. Gallen": "SG",
    "Graubünden": "GR", "Aargau": "AG", "Thurgau": "TG", "Ticino": "TI", "Vaud": "VD", "Valais": "VS", "Wallis": "VS",
    "Neuchâtel": "NE", "Genève": "GE", "Jura": "JU",
}  # fmt: skip
WHOLE = ("Schweiz", "Suisse", "Svizzera", "Switzerland")
PLACES = ("Commune de travail", "Arbeitsgemeinde", "Arbeitskanton", "Canton de travail")
SEXES = {"Sexe - Total": "", "Geschlecht - Total": "", "Homme": "sexe=H", "Hommes": "sexe=H", "Mann": "sexe=H",
         "Männer": "sexe=H", "Femme": "sexe=F", "Femmes": "sexe=F", "Frau": "sexe=F", "Frauen": "sexe=F"}  # fmt: skip
WITHHELD = ("*", "X", "( )", "…", "...")
VINTAGES = {
    ("101", "2014-Q4"): ("ofs-permis-g-tous-pays-2015", "série d’avril 2015, révisée depuis (fin 2015, 2020, 2023)"),
    ("105", "2020-Q4"): ("ofs-permis-g-tous-pays-2021", "estimation OFS avant révision ultérieure"),
}
"""Field and caution of the cubes that the atlas cites, by their last quarter: the series was revised three times."""
TITLES = {"101": "commune de travail et sexe", "105": "canton de travail"}
URL = "https://www.pxweb.bfs.admin.ch"


def detect(path: Path) -> float:
    """1 for a header that names a commune or canton of work and then quarters."""
    names = _cells(opening(glance(path)))
    return 1.0 if {*names} & {*PLACES} and re.search(r"\d{4} ?[TQ]\d$", names[-1]) else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Indicator frontaliers_etrangers_tous_pays by commune or canton of work, sex and quarter. One batch."""
    return trusted(iter((_read(path, options),)), path)


def _cells(line: str) -> list[str]:
    return [cell.strip('"') for cell in line.split("\t" if line.count("\t") > line.count(";") else ";")]


def _read(path: Path, options: Options) -> Batch:
    header = first_line(path, head(path))
    names = _cells(header)
    place = next((column for column, name in enumerate(names) if name in PLACES), None)
    if place is None:
        raise OfficialFileError(
            f"{path.name}, line 1 has no column {' or '.join(PLACES[:2])} ({header[:60]}), expected one"
        )
    try:
        periods = [normal_period(name) for name in names[place + 1 :]]
    except SnapshotError as error:
        raise OfficialFileError(f"{path.name}, line 1: {str(error).removeprefix('figures: ')}") from error
    cube = "101" if "Commune" in names[place] or "gemeinde" in names[place] else "105"
    ledger = Ledger(path)
    table: dict[str, list[object]] = {name: [] for name in ("place", "breakdown", "period", "value", "status")}
    canton = ""
    lines = rows(path, "\t" if "\t" in header else ";")
    next(lines)
    for line, row in lines:
        if any(row):
            canton = _take(ledger, table, (line, row), place, periods, canton)
    known = VINTAGES.get((cube, periods[-1]))
    field, note = known or ("ofs-permis-g-tous-pays", "")
    state = "" if known else f"-{periods[-1]}"
    return ledger.batch(
        INDICATOR_BATCH, table, indicator="frontaliers_etrangers_tous_pays", unit="personnes", precision="estimate",
        field=field, source=options.source or f"ofs-cube-{cube}{state}", note=note,
    )  # fmt: skip


def _take(ledger: Ledger, table: dict[str, list[object]], row: Row, place: int, periods: list[str], canton: str) -> str:
    """Account for one row; returns the canton to which the communes of the next rows belong."""
    line, cells = row
    if len(cells) != place + 1 + len(periods):
        ledger.refuse(row, f"{len(cells)} columns instead of {place + 1 + len(periods)}")
        return canton
    sex = SEXES.get(cells[0]) if place else ""
    where, canton = _place(cells[place], canton)
    values = [None if cell in WITHHELD else number(cell) for cell in cells[place + 1 :]]
    if sex is None:
        ledger.refuse(row, "sex is unknown")
    elif not where:
        ledger.refuse(row, "place is neither a canton nor a commune of one")
    elif any(value is None and cell not in WITHHELD for value, cell in zip(values, cells[place + 1 :], strict=True)):
        ledger.refuse(row, "a value is no number")
    elif any(value is not None and value < 0 for value in values):
        ledger.refuse(row, "a value is below zero")
    else:
        ledger.keep(line, (where, sex))
        if where.startswith("commune:"):
            ledger.names[where] = _bare(cells[place])
        table["place"] += [where] * len(periods)
        table["breakdown"] += [sex] * len(periods)
        table["period"] += periods
        table["value"] += values
        table["status"] += ["secret" if value is None else "observed" for value in values]
    return canton


def _place(name: str, canton: str) -> tuple[str, str]:
    """Place id, empty where there is none, and the canton read so far."""
    if name.startswith(("…", "...")):
        commune = _bare(name)
        return (_commune(commune, canton), canton) if canton and commune else ("", canton)
    bare = name.removeprefix("- ").strip()
    if bare in WHOLE:
        return "country:CH", canton
    code = next((CANTONS[part] for part in re.split(r" ?/ ?", bare) if part in CANTONS), "")
    return (f"canton:{code}", code) if code else ("", canton)


def _bare(name: str) -> str:
    """The name of a commune without the marks that put it under its canton."""
    return name.lstrip("….").strip()


def _commune(name: str, canton: str) -> str:
    return cited().get(name) or f"commune:CH-{canton}-{slug(name)}"


@cache
def cited() -> dict[str, str]:
    """Ids of the Swiss communes that the atlas's published figures cite, by name, where the name is theirs alone."""
    places = snapshots.read("places")
    swiss = places[places["id"].str.startswith("commune:CH-")].drop_duplicates("name", keep=False)
    return dict(zip(swiss["name"], swiss["id"], strict=True))


def slug(name: str) -> str:
    """A name in small letters without accents, joined by hyphens: `la-baroche`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def cite(source: str) -> Source:
    """The source `ofs-cube-101`, or `ofs-cube-105-2025-Q3` for a state that the atlas does not cite."""
    cube = source.removeprefix("ofs-cube-")[:3]
    title = f"Statistique des frontaliers, cube px-x-0302010000_{cube}, {TITLES.get(cube, 'lieu de travail')}"
    return Source(source, "OFS", title, URL, "", "utilisation libre, mention de la source", "")


IMPORTER = Importer("bfs-px", "BFS, cross-border commuters, PX cubes", "indicators", detect, read, cite)
