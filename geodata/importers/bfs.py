"""Swiss cross-border commuters of foreign nationality as SDMX-CSV (stats.swiss, agency CH1.GGS), quarterly estimates.

- DF_GGS_1: canton of work × country of residence × sex × economic activity: flows from France.
- DF_GGS_3: place of residence × canton of work × sex: flows from French places. The name of the column of residence was
  not verified: it is the one dimension that the other flows do not have. Without the column CNTRY a bare number is no
  French commune for sure: 80301 lies in the Somme or in Vorarlberg.
- DF_GGS_2: commune of work × sex, without residence: indicators.

With labels, a header reads `SEX: Geschlecht` and a cell `F: Frau`: what stands before the colon counts. Swiss people
who live in France and international civil servants are not counted. Files go up to gigabytes: read piece by piece.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import OfficialFileError
from geodata.importers import FLOW_BATCH, INDICATOR_BATCH, Batch, Importer, Options
from geodata.importers.reading import Block, blocks, first_line, glance, head, opening
from geodata.importers.sieve import Once, Sieve, filled, trusted
from geodata.sources import Source

CANTONS = (
    "ZH", "BE", "LU", "UR", "SZ", "OW", "NW", "GL", "ZG", "FR", "SO", "BS", "BL", "SH", "AR", "AI", "SG", "GR", "AG",
    "TG", "TI", "VD", "VS", "NE", "GE", "JU",
)  # fmt: skip
"""In the order of their official numbers, 1 to 26."""
WORK = {"_T": "country:CH"} | {str(number): f"canton:{code}" for number, code in enumerate(CANTONS, 1)}
SEXES = {"_T": "", "T": "", "M": "m", "F": "f"}
TOTAL = "_T"
COUNTRY, ACTIVITY, COMMUNE = "CNTRY", "NOGA", "GDE_WORK"
CANTON = ("WORK_CANTON", "CANTON_WORK")
OPTIONAL = {"freq": "FREQ", "activity": ACTIVITY, "country": COUNTRY}
SOURCE = "ofs-ggs-"
ELSEWHERE = "lives elsewhere or in all countries"
KNOWN = {"DATAFLOW", "FREQ", "SEX", "TIME_PERIOD", "OBS_VALUE", COUNTRY, ACTIVITY, COMMUNE, *CANTON}
ATTRIBUTES = ("STRUCTURE", "ACTION", "OBS_", "UNIT", "DECIMALS", "CONF_", "COMMENT", "NOTE", "TIME_FORMAT", "PRE_BREAK")
CODE = re.compile(r"[A-Z][A-Z0-9_]*")
PERIOD = r"^\d{4}(-Q[1-4])?$"
BARE = r"^\d[\dAB]\d{3}$"
PLACE = r"^(FR[_-]?)?((0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}|FR)$"
LICENCE = "utilisation libre, mention de la source"
FIELD, EVERYWHERE = "ofs-permis-g-stats-swiss", "ofs-permis-g-tous-pays-stats-swiss"
FIELDS: tuple[Mapping[str, str], ...] = (
    {
        "id": FIELD,
        "name_fr": "étrangers titulaires d’un permis G en activité, sans les Suisses résidant en France (OFS, "
        "stats.swiss)",
        "name_en": "foreign nationals working with a G permit, without Swiss nationals living in France (FSO, "
        "stats.swiss)",
        "name_de": "erwerbstätige ausländische Inhaber einer Bewilligung G, ohne Schweizer mit Wohnsitz in Frankreich "
        "(BFS, stats.swiss)",
        "short_fr": "permis G, OFS, stats.swiss",
        "short_en": "G permits, FSO, stats.swiss",
        "short_de": "G-Bewilligungen, BFS, stats.swiss",
    },
    {
        "id": EVERYWHERE,
        "name_fr": "étrangers titulaires d’un permis G en activité, tous pays de résidence (OFS, stats.swiss)",
        "name_en": "foreign nationals working with a G permit, all countries of residence (FSO, stats.swiss)",
        "name_de": "erwerbstätige ausländische Inhaber einer Bewilligung G, alle Wohnsitzländer (BFS, stats.swiss)",
        "short_fr": "permis G, tous pays, stats.swiss",
        "short_en": "G permits, all, stats.swiss",
        "short_de": "G-Bewilligungen, alle, stats.swiss",
    },
)


def _header(line: str) -> tuple[str, dict[str, str]]:
    """Delimiter of a header and its columns: code → name as written."""
    delimiter = max(";,\t", key=line.count)
    written = [name.strip().strip('"').lstrip("\ufeff") for name in line.split(delimiter)]
    return delimiter, {name.partition(":")[0].strip(): name for name in written}


def _codes(path: Path) -> set[str]:
    return set(_header(opening(glance(path)))[1])


def detect_flows(path: Path) -> float:
    """1 for observations by canton of work that know where people live."""
    codes = _codes(path)
    dated = {"TIME_PERIOD", "OBS_VALUE"} <= codes and bool(codes & {*CANTON})
    return 1.0 if dated and _residence(codes) else 0.0


def detect_communes(path: Path) -> float:
    """1 for observations by commune of work."""
    return 1.0 if {"TIME_PERIOD", "OBS_VALUE", COMMUNE} <= _codes(path) else 0.0


def _residence(codes: set[str]) -> str:
    """The country for DF_GGS_1, which has activities; else the one dimension that is none of the known columns, else
    the country; empty where none is there. Columns of labels, between those of codes, are no dimensions.
    """
    other = [code for code in codes - KNOWN if CODE.fullmatch(code) and not code.startswith(ATTRIBUTES)]
    country = COUNTRY if COUNTRY in codes else ""
    return country if country and ACTIVITY in codes else other[0] if len(other) == 1 else country


def read_flows(path: Path, options: Options) -> Iterator[Batch]:
    """Flows from France, or from French places, to each canton: totals and sexes. Raises OfficialFileError."""
    _, columns = _header(first_line(path, head(path)))
    canton = next((name for name in CANTON if name in columns), "")
    home = _residence(set(columns))
    if not canton or not home:
        absent = "place of residence" if canton else " or ".join(CANTON)
        raise OfficialFileError(f"{path.name}, line 1 has no column {absent}, expected DF_GGS_1 or DF_GGS_3")
    return _read(path, options, {"home": home, "work": canton})


def read_communes(path: Path, options: Options) -> Iterator[Batch]:
    """Indicator frontaliers_etrangers_tous_pays by commune of work, sex and quarter. Raises OfficialFileError."""
    return _read(path, options, {"commune": COMMUNE})


def _read(path: Path, options: Options, places: Mapping[str, str]) -> Iterator[Batch]:
    delimiter, columns = _header(first_line(path, head(path)))
    wanted = {"period": "TIME_PERIOD", "value": "OBS_VALUE", "sex": "SEX", **places}
    wanted |= {name: code for name, code in OPTIONAL.items() if code in columns and code not in places.values()}
    absent = [code for code in wanted.values() if code not in columns]
    if absent:
        raise OfficialFileError(f"{path.name}, line 1 has no column {absent[0]}, expected {', '.join(wanted.values())}")
    written = [columns[code] for code in wanted.values()]
    number = "1" if COUNTRY in places.values() else "3" if "home" in places else "2"
    source, once = options.source or f"{SOURCE}{number}", Once(path)
    pieces = blocks(path, written, delimiter, '"')
    batches = (
        replace(_batch(_bare(block, list(wanted)), once, source), names=_named(block, columns[COMMUNE]))
        if "commune" in wanted
        else _batch(_bare(block, list(wanted)), once, source)
        for block in pieces
    )
    return trusted(batches, path)


def _named(block: Block, column: str) -> dict[str, str]:
    """Place id → name of the communes whose cells say it: `6621: Genève`."""
    cells = (cell.partition(":") for cell in pc.unique(block.table[column]).to_pylist())
    return {f"commune:CH-{code.strip()}": name.strip() for code, _, name in cells if name.strip()}


def _bare(block: Block, names: list[str]) -> Block:
    """The same rows under our names, without the labels after the codes."""
    bare = [pc.replace_substring_regex(column, r"^([^:]*\S) *:.*$", r"\1") for column in block.table.columns]
    return Block(pa.table(dict(zip(names, bare, strict=True))), block.lines, block.misshapen, block.bytes_read)


def _batch(block: Block, once: Once, source: str) -> Batch:
    sieve = Sieve(block)
    flows = "home" in sieve.table.column_names
    if "activity" in sieve.table.column_names:
        sieve.pass_over(pc.not_equal(sieve.table["activity"], TOTAL), "by economic activity")
    if "freq" in sieve.table.column_names:
        sieve.pass_over(pc.not_equal(sieve.table["freq"], "Q"), "not by quarter")
    sieve.pass_over(pc.equal(sieve.table["value"], ""), "no value published")
    sieve.refuse(pc.invert(pc.match_substring_regex(sieve.table["period"], PERIOD)), "TIME_PERIOD is no quarter")
    sieve.refuse(pc.invert(pc.is_in(sieve.table["sex"], pa.array([*SEXES]))), "SEX is unknown")
    if flows:
        if "country" in sieve.table.column_names:
            away = pc.and_(pc.not_equal(sieve.table["country"], "FR"), pc.not_equal(sieve.table["country"], TOTAL))
            sieve.pass_over(away, ELSEWHERE)
        else:
            bare = pc.match_substring_regex(sieve.table["home"], BARE)
            sieve.refuse(bare, f"place of residence is a bare number, in a file without the column {COUNTRY}")
        sieve.pass_over(pc.invert(pc.match_substring_regex(sieve.table["home"], f"{PLACE}|^FR")), ELSEWHERE)
        known = pc.match_substring_regex(sieve.table["home"], PLACE)
        sieve.refuse(pc.invert(known), "place of residence in France is no commune")
        sieve.refuse(pc.invert(pc.is_in(sieve.table["work"], pa.array([*WORK]))), "canton of work is unknown")
    else:
        sieve.pass_over(pc.equal(sieve.table["commune"], TOTAL), "all communes")
        sieve.refuse(pc.invert(pc.match_substring_regex(sieve.table["commune"], r"^\d{1,4}$")), "commune is no number")
    sieve.number("value", "OBS_VALUE is no number")
    sieve.refuse(pc.less(sieve.table["value"], 0), "OBS_VALUE is below zero")
    keys = [name for name in ("home", "work", "commune", "period", "sex") if name in sieve.table.column_names]
    once.check(sieve.table.select(keys), sieve.lines)
    return sieve.batch(_flows(sieve.table, source) if flows else _indicators(sieve.table, source))


def _flows(table: pa.Table, source: str) -> pa.Table:
    bare = pc.replace_substring_regex(table["home"], r"^FR[_-]?(.+)$", r"\1")
    country = pc.equal(table["home"], "FR")
    columns = {
        "home": pc.if_else(country, "country:FR", pc.binary_join_element_wise("commune:", bare, "")),
        "work": _mapped(table["work"], WORK),
        "period": table["period"],
        "sex": _mapped(table["sex"], SEXES),
        "workers": table["value"],
    }
    constant = {"frontier": "fr-ch", "precision": "estimate", "status": "observed", "field": FIELD}
    return filled(columns, constant | {"source": source}, FLOW_BATCH)


def _indicators(table: pa.Table, source: str) -> pa.Table:
    columns = {
        "place": pc.binary_join_element_wise("commune:CH-", table["commune"], ""),
        "period": table["period"],
        "breakdown": _mapped(table["sex"], {"_T": "", "T": "", "M": "sexe=H", "F": "sexe=F"}),
        "value": table["value"],
    }
    constant = {"indicator": "frontaliers_etrangers_tous_pays", "unit": "personnes", "field": EVERYWHERE}
    return filled(
        columns, constant | {"precision": "estimate", "status": "observed", "source": source}, INDICATOR_BATCH
    )


def _mapped(cells: pa.ChunkedArray, codes: Mapping[str, str]) -> pa.ChunkedArray:
    return pc.take(pa.array([*codes.values()]), pc.index_in(cells, pa.array([*codes])))


def cite(source: str) -> Source:
    """The source `ofs-ggs-1`, after the number of the data flow."""
    flow = f"DF_GGS_{source.removeprefix(SOURCE)}" if source.startswith(SOURCE) else "CH1.GGS"
    title = f"Statistique des frontaliers, séries trimestrielles ({flow})"
    return Source(source, "OFS", title, "https://stats.swiss", "", LICENCE, "")


FLOWS = Importer(
    "bfs", "BFS, cross-border commuters by residence (DF_GGS_1, DF_GGS_3)", "flows", detect_flows, read_flows, cite,
    fields=FIELDS,
)  # fmt: skip
COMMUNES = Importer(
    "bfs-communes", "BFS, cross-border commuters by commune of work (DF_GGS_2)", "indicators", detect_communes,
    read_communes, cite, fields=FIELDS,
)  # fmt: skip
