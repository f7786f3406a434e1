"""Eurostat's lfst_r_lfe2ecomm: employed residents of a region by where they work, as TSV or JSON-stat.

Only those who work in a foreign country (c_work FOR) are read, in thousands; the destination country is not published,
so they are indicators. Regions are NUTS 1 and 2 of France and its neighbours. Flags: c confidential, u of low
reliability, b a break in the series.
"""

import itertools
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import OfficialFileError
from geodata.flows import FRONTIERS
from geodata.importers import INDICATOR_BATCH, Batch, Importer, Options
from geodata.importers.reading import glance, head, text_of
from geodata.importers.sheets import Ledger, number, rows, text
from geodata.importers.sieve import trusted
from geodata.sources import Source

DIMENSIONS = ("freq", "age", "c_work", "sex", "unit", "geo")
NEAR = {"FR", *FRONTIERS} - {"BR", "SR", "SX"}
SEXES = {"T": "", "M": "sexe=H", "F": "sexe=F"}
FLAGS = {"u": "peu fiable", "b": "rupture de série", "e": "estimé", "p": "provisoire", "d": "définition différente"}
INDICATOR = "residents_travaillant_a_l_etranger"
FIELD = "eft-eurostat"
SOURCE = "eurostat-lfst-r-lfe2ecomm"
FIELDS: tuple[Mapping[str, str], ...] = (
    {
        "id": FIELD,
        "name_fr": "actifs occupés au lieu de résidence (Eurostat, enquête sur les forces de travail)",
        "name_en": "employed persons at the place of residence (Eurostat, Labour Force Survey)",
        "name_de": "Erwerbstätige am Wohnort (Eurostat, Arbeitskräfteerhebung)",
        "short_fr": "actifs occupés (Eurostat, EFT)",
        "short_en": "employed (Eurostat, LFS)",
        "short_de": "Erwerbstätige (Eurostat, AKE)",
    },
)
CELL = re.compile(r"^(:|\d+(?:\.\d+)?) ?([a-z]*)$")
Columns = dict[str, list[object]]


def detect(path: Path) -> float:
    """1 for the TSV header or the JSON-stat dimensions of this dataset."""
    start = text_of(glance(path))
    if start.lstrip().startswith("{"):
        return 1.0 if '"c_work"' in start or "lfst_r_lfe2ecomm" in start.lower() else 0.0
    return 1.0 if start.partition("\t")[0].partition("\\")[0].split(",") == [*DIMENSIONS] else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Indicator residents_travaillant_a_l_etranger by region, sex, age and year, in thousands of people. One batch."""
    ledger = Ledger(path)
    columns: Columns = {name: [] for name in ("place", "breakdown", "period", "value", "status", "note")}
    whole = _json if text_of(head(path)).lstrip().startswith("{") else _tsv
    for line, codes, cells in whole(path, ledger):
        _take(ledger, columns, line, codes, cells)
    batch = ledger.batch(
        INDICATOR_BATCH, columns, indicator=INDICATOR, unit="milliers de personnes", precision="estimate", field=FIELD,
        source=options.source or SOURCE,
    )  # fmt: skip
    return trusted(iter((batch,)), path)


def _tsv(path: Path, ledger: Ledger) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Line, codes by dimension and cells by year of each series of a TSV file."""
    table = rows(path, "\t")
    _, header = next(table, (1, [""]))
    names, _, time = header[0].partition("\\")
    if names.split(",") != [*DIMENSIONS] or time != "TIME_PERIOD":
        raise OfficialFileError(
            f"{path.name}, line 1 begins with {header[0][:60]}, expected {','.join(DIMENSIONS)}\\TIME_PERIOD"
        )
    years = [year.strip() for year in header[1:]]
    for line, row in table:
        codes = row[0].split(",") if row else []
        if len(codes) != len(DIMENSIONS) or len(row) != len(header):
            ledger.refuse((line, row), f"{len(row)} columns instead of {len(header)}")
            continue
        yield line, dict(zip(DIMENSIONS, codes, strict=True)), dict(zip(years, map(str.strip, row[1:]), strict=True))


def _json(path: Path, _: Ledger) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """The same of a JSON-stat dataset; its series are numbered in place of lines."""
    try:
        data = json.loads(text(path))
        names, codes = data["id"], [_ordered(data["dimension"][name]["category"]) for name in data["id"]]
        if [len(known) for known in codes] != data["size"] or {*names} != {*DIMENSIONS, "time"}:
            raise KeyError("size")
        values, flags = (_cells(data.get(name) or {}, math.prod(data["size"])) for name in ("value", "status"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        expected = f"a JSON-stat dataset of {', '.join(DIMENSIONS)} and time"
        raise OfficialFileError(f"{path.name} cannot be read ({error}), expected {expected}") from error
    series: dict[tuple[str, ...], dict[str, str]] = {}
    for place, coded in enumerate(itertools.product(*codes)):
        known = dict(zip(names, coded, strict=True))
        cell = f"{':' if values(place) is None else values(place)} {flags(place) or ''}".strip()
        series.setdefault(tuple(known[name] for name in DIMENSIONS), {})[known["time"]] = cell
    for line, (coded, cells) in enumerate(series.items(), 1):
        yield line, dict(zip(DIMENSIONS, coded, strict=True)), cells


def _ordered(category: Mapping[str, Any]) -> list[str]:
    """The codes of a dimension in their order; a dimension of one code may give its label alone."""
    index: Mapping[str, int] | Sequence[str] = category["index"] if "index" in category else category["label"]
    return sorted(index, key=index.__getitem__) if isinstance(index, Mapping) else list(index)


def _cells(said: Any, count: int) -> Callable[[int], Any]:
    """A cell by its place: JSON-stat lists all, or has an object of those that say something, or one text for all."""
    if isinstance(said, str):
        return lambda place: said
    if isinstance(said, Mapping):
        return lambda place: said.get(str(place))
    if len(said) != count:
        raise ValueError(f"{len(said)} cells instead of {count}")
    return lambda place: said[place]


def _take(ledger: Ledger, columns: Columns, line: int, codes: dict[str, str], cells: dict[str, str]) -> None:
    row = (line, [*codes.values(), *cells.values()])
    if codes["c_work"] != "FOR":
        return ledger.pass_over("works in its own country, or not stated")
    if codes["freq"] != "A" or codes["unit"] != "THS_PER":
        return ledger.pass_over("neither yearly nor in thousands")
    place = region(codes["geo"])
    if not place:
        return ledger.pass_over("neither France nor a neighbour")
    if codes["sex"] not in SEXES:
        return ledger.refuse(row, "sex is unknown")
    found = {year: CELL.match(cell) for year, cell in cells.items()}
    if not all(found.values()) or not all(re.fullmatch(r"\d{4}", year) for year in cells):
        return ledger.refuse(row, "a value or a year cannot be read")
    ledger.keep(line, tuple(codes.values()))
    breakdown = " ; ".join(filter(None, (SEXES[codes["sex"]], f"âge={aged(codes['age'])}")))
    for year, cell in found.items():
        value, flags = cell.groups() if cell else (":", "")
        if value == ":" and "c" not in flags:
            continue
        columns["place"].append(place)
        columns["breakdown"].append(breakdown)
        columns["period"].append(year)
        columns["value"].append(number(value))
        columns["status"].append("secret" if value == ":" else "observed")
        columns["note"].append(" ; ".join(FLAGS[flag] for flag in flags if flag in FLAGS))
    return None


def near(code: str) -> str:
    """ISO 3166 code of France or a neighbour in Europe, by Eurostat's code; empty for any other country."""
    country = "GB" if code == "UK" else code
    return country if country in NEAR else ""


def region(geo: str) -> str:
    """Place id of a NUTS code of level 0 to 2 in France or a neighbour, empty for any other code."""
    country = near(geo[:2])
    if not country or not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{0,2}", geo):
        return ""
    return f"country:{country}" if len(geo) == 2 else f"region:{geo}"


def aged(code: str) -> str:
    """`15-64 ans` of Y15-64, `15 ans ou plus` of Y_GE15; another code as it is."""
    band = re.fullmatch(r"Y(\d+-\d+)", code)
    older = re.fullmatch(r"Y_GE(\d+)", code)
    return f"{band[1]} ans" if band else f"{older[1]} ans ou plus" if older else code


def cite(source: str) -> Source:
    """The source `eurostat-lfst-r-lfe2ecomm`."""
    title = "Actifs occupés par lieu de travail et région NUTS 2 (lfst_r_lfe2ecomm)"
    url = "https://ec.europa.eu/eurostat/databrowser/view/lfst_r_lfe2ecomm"
    return Source(source, "Eurostat", title, url, "", "CC BY 4.0", "")


IMPORTER = Importer(
    "eurostat", "Eurostat, employment by place of work (lfst_r_lfe2ecomm)", "indicators", detect, read, cite,
    fields=FIELDS,
)  # fmt: skip
