"""INSEE's base of commuting flows: one row per commune of residence and commune of work, weighted, not whole numbers.

The column of the flow carries the vintage: NBFLUX_C21_ACTOCC15P. How this file writes a foreign workplace was not
verified: it may be a foreign commune code (AL, BE, LU, MO, SU and three characters), a country code of the census
(99140) or an ISO 3166 code; any other code abroad is set aside. Paris, Lyon and Marseille come by arrondissement.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import OfficialFileError
from geodata.flows import FRONTIERS
from geodata.importers import FLOW_BATCH, Batch, Importer, Options, insee
from geodata.importers.reading import Block, blocks, first_line, glance, head, header_of, text_of
from geodata.importers.sieve import Once, Sieve, trusted

NEEDED = ("CODGEO", "DCLT")
FLOW = re.compile(r"NBFLUX_C(\d\d)_ACTOCC15P")
STATES = {
    "99109": "DE", "99131": "BE", "99137": "LU", "99138": "MC", "99140": "CH", "99127": "IT", "99134": "ES",
    "99130": "AD",
}  # fmt: skip
"""Country codes of INSEE's official geographic code → ISO 3166."""
FRENCH = r"^(0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}$"


def detect(path: Path) -> float:
    """1 for a header with residence, work and a flow NBFLUX."""
    line = text_of(glance(path)).partition("\n")[0]
    return 1.0 if all(name in line for name in (*NEEDED, "NBFLUX_C")) else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Flows by commune of residence and place of work abroad; the pairs within France are passed over."""
    start = head(path)
    found = FLOW.search(first_line(path, start))
    if not found:
        raise OfficialFileError(f"{path.name}, line 1 has no column NBFLUX_Cyy_ACTOCC15P, expected the base of flows")
    header_of(path, start, ";", NEEDED)
    period = options.period or f"20{found[1]}"
    once = Once(path)
    return trusted(
        (_flows(block, found[0], period, once) for block in blocks(path, [*NEEDED, found[0]], ";", '"')), path
    )


def _flows(block: Block, flow: str, period: str, once: "Once") -> Batch:
    sieve = Sieve(block)
    sieve.pass_over(_matches(sieve.table["DCLT"], FRENCH), "works in France")
    sieve.pass_over(pc.starts_with(sieve.table["CODGEO"], insee.OVERSEAS), "lives overseas")
    sieve.refuse(pc.invert(_matches(sieve.table["CODGEO"], FRENCH)), "CODGEO is no code of a commune")
    sieve.number(flow, "the flow is no number")
    sieve.refuse(pc.less(sieve.table[flow], 0), "the flow is below zero")
    place, frontier = _abroad(sieve.table["DCLT"])
    sieve.refuse(pc.is_null(place), "DCLT is no code of a neighbouring country")
    once.check(sieve.table.select([*NEEDED]), sieve.lines)
    place, frontier = _abroad(sieve.table["DCLT"])
    rows = sieve.table.num_rows
    texts = {
        "home": pc.binary_join_element_wise("commune:", sieve.table["CODGEO"], ""), "work": place, "frontier": frontier,
    } | {
        name: pa.repeat(value, rows)
        for name, value in {
            "period": period, "precision": "estimate", "status": "observed", "field": insee.FIELD,
            "source": f"insee-base-flux-{period}", "sex": "", "age": "", "sector": "", "mode": "", "employment": "",
        }.items()
    }  # fmt: skip
    columns = texts | {"workers": sieve.table[flow], "persons": pa.repeat(0, rows)}
    return sieve.batch(pa.table({name: columns[name] for name in FLOW_BATCH.names}).cast(FLOW_BATCH))


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


IMPORTER = Importer("base-flux", "INSEE, base of commuting flows", "flows", detect, read, insee.cite)
