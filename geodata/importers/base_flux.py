"""INSEE's base of commuting flows: one row per commune of residence and commune of work, weighted, not whole numbers.

The column of the flow carries the vintage: NBFLUX_C21_ACTOCC15P. How this file writes a foreign workplace was not
verified: it may be a foreign commune code (AL, BE, LU, MO, SU and three characters), a country code of the census
(99140) or an ISO 3166 code; any other code abroad is set aside. Paris, Lyon and Marseille come by arrondissement.
Pairs do not overlap, so that their sums are totals; the workbook has the flows of 100 and more alone, and no totals.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import OfficialFileError
from geodata.flows import FRONTIERS
from geodata.importers import FLOW_BATCH, Batch, Importer, Options, insee
from geodata.importers.reading import Block, blocks, first_line, head, header_cells, header_of
from geodata.importers.sheets import sheet
from geodata.importers.sieve import Once, Sieve, filled, trusted

NEEDED = ("CODGEO", "DCLT")
SHEET, TITLE = "Flux_sup_100", 20
"""The sheet of the workbook, flows of 100 and more, and how many lines its title may take."""
FLOW = re.compile(r"NBFLUX_C\d\d_ACTOCC15P")
STATES = {
    "99109": "DE", "99131": "BE", "99137": "LU", "99138": "MC", "99140": "CH", "99127": "IT", "99134": "ES",
    "99130": "AD",
}  # fmt: skip
"""Country codes of INSEE's official geographic code → ISO 3166."""
FRENCH = r"^(0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}$"


def detect(path: Path) -> float:
    """1 for a header with residence, work and a flow NBFLUX."""
    try:
        return 1.0 if _header(path)[1] else 0.0
    except OfficialFileError:
        return 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Flows by commune of residence and place of work abroad; the pairs within France are passed over."""
    line, names = _header(path)
    if not names:
        raise OfficialFileError(f"{path.name} has no columns CODGEO, DCLT and NBFLUX_Cyy_ACTOCC15P, expected them")
    flow = next(name for name in names if FLOW.fullmatch(name))
    columns = [*NEEDED, flow]
    if not _is_sheet(path):
        header_of(path, head(path), ";", columns)
    pieces = _sheet(path, line, names, columns) if _is_sheet(path) else blocks(path, columns, ";", '"')
    period, once = options.period or f"20{flow[8:10]}", Once(path)
    return trusted((_flows(block, flow, period, once) for block in pieces), path)


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx"


def _header(path: Path) -> tuple[int, list[str]]:
    """Line and names of the header, on the first line of a text, below a title in a workbook; no names without one."""
    start = sheet(path, SHEET) if _is_sheet(path) else [(1, header_cells(first_line(path, head(path))))]
    for line, names in itertools.islice(start, TITLE):
        if {*NEEDED} <= {*names} and any(FLOW.fullmatch(name) for name in names):
            return line, names
    return 0, []


def _sheet(path: Path, header: int, names: list[str], columns: list[str]) -> Iterator[Block]:
    rows = [(line, cells) for line, cells in sheet(path, SHEET) if line > header and any(cells)]
    table = pa.table({name: pa.array([cells[names.index(name)] for _, cells in rows], pa.string()) for name in columns})
    yield Block(table, np.array([line for line, _ in rows], dtype=np.int64), (), path.stat().st_size)


def _flows(block: Block, flow: str, period: str, once: Once) -> Batch:
    sieve = Sieve(block)
    sieve.pass_over(_matches(sieve.table["DCLT"], FRENCH), "works in France")
    sieve.pass_over(pc.starts_with(sieve.table["CODGEO"], insee.OVERSEAS), "lives overseas")
    sieve.refuse(pc.invert(_matches(sieve.table["CODGEO"], FRENCH)), "CODGEO is no code of a commune")
    sieve.number(flow, "the flow is no number")
    sieve.refuse(pc.less(sieve.table[flow], 0), "the flow is below zero")
    sieve.refuse(pc.is_null(_abroad(sieve.table["DCLT"])[0]), "DCLT is no code of a neighbouring country")
    once.check(sieve.table.select([*NEEDED]), sieve.lines)
    place, frontier = _abroad(sieve.table["DCLT"])
    home = pc.binary_join_element_wise("commune:", sieve.table["CODGEO"], "")
    columns = {"home": home, "work": place, "frontier": frontier, "workers": sieve.table[flow]}
    constant = {"period": period, "precision": "estimate", "status": "observed", "field": insee.FIELD}
    return sieve.batch(filled(columns, constant | {"source": f"insee-base-flux-{period}"}, FLOW_BATCH))


def _matches(cells: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    return pc.match_substring_regex(cells, pattern)


def _abroad(codes: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Place and frontier of a workplace abroad in any of the three forms, null for another.

    BE and LU are both prefixes of communes and ISO codes: both lead to the same country.
    """
    states = STATES | {iso: iso for iso in STATES.values()}
    found = pc.index_in(codes, pa.array([*states]))
    place, frontier, _ = insee.placed(codes)
    country = pc.take(pa.array([f"country:{iso}" for iso in states.values()]), found)
    line = pc.take(pa.array([FRONTIERS[iso] for iso in states.values()]), found)
    coded = pc.equal(pc.utf8_length(codes), 5)
    return pc.coalesce(country, pc.if_else(coded, place, None)), pc.coalesce(line, pc.if_else(coded, frontier, None))


IMPORTER = Importer(
    "base-flux", "INSEE, base of commuting flows", "flows", detect, read, insee.cite, microdata=True, partial=_is_sheet
)
