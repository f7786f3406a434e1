"""INSEE's individual file of commuting (FD_MOBPRO_YYYY: CSV, zip or Parquet), one row per sampled person in work.

Columns, codes and the weight are those of INSEE's documentation (insee.fr, information 2383243). The field is the
employed aged 15 or more of metropolitan France and the overseas départements; the latter are passed over, so that the
field is that of the published series. People who work in Italy, Spain or Andorra have no foreign commune code.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.errors import OfficialFileError
from geodata.importers import AGES, FLOW_BATCH, FLOW_KEY, Batch, Importer, Options, insee
from geodata.importers.reading import Block, blocks, glance, head, header_cells, header_of, opening
from geodata.importers.sieve import Sieve, filled, trusted

NEEDED = ("COMMUNE", "ARM", "DCFLT", "ILT", "IPONDI", "SEXE")
TOLD = ("AGEREVQ", "NA5", "TRANS", "STAT")
"""Read where the vintage has them, else not stated."""
IN_FRANCE, NO_COMMUNE, ABROAD = "99999", "ZZZZZ", "7"
SEXES = {"1": "m", "2": "f"}
SECTORS = {
    "AZ": "agriculture", "BE": "industry", "FZ": "construction", "GU": "market-services", "OQ": "non-market-services",
}  # fmt: skip
MODES = {"1": "none", "2": "walk", "3": "bike", "4": "motorcycle", "5": "car", "6": "public-transport"}
EMPLOYMENTS = {"1": "employee", "2": "self-employed"}
"""By the first digit: 1 or 10 employees, 2 or 21 to 23 others (self-employed, employers, family workers)."""
BANDS = {
    code: AGES[min(max((age - 5) // 10 - 1, 0), 5)] for age in range(15, 125, 5) for code in (f"{age:03d}", str(age))
}
"""Three digits; a Parquet file may hold a number."""
PARQUET = b"PAR1"


def detect(path: Path) -> float:
    """1 for a header with the foreign commune and the weight, 0 for anything else."""
    start = glance(path)
    if start.startswith(PARQUET):
        return 1.0 if {"DCFLT", "IPONDI"} <= set(_parquet_names(path)) else 0.0
    return 1.0 if {"DCFLT", "IPONDI"} <= {*header_cells(opening(start))} else 0.0


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Flows by commune of residence, foreign commune of work, sex, age band, sector, mode and employment.

    `workers` sums the weights IPONDI with all their decimals, `persons` counts the rows. Raises OfficialFileError.
    """
    period = insee.vintage(path, options)
    return trusted((_flows(block, period) for block in _blocks(path)), path)


def _blocks(path: Path) -> Iterator[Block]:
    start = head(path)
    if start.startswith(PARQUET):
        return _parquet_blocks(path)
    names = header_of(path, start, ";", NEEDED)
    quote = '"' if b'"' in start else False
    return blocks(path, [*NEEDED, *(name for name in TOLD if name in names)], ";", quote)


def _parquet_names(path: Path) -> Sequence[str]:
    try:
        return list(pq.read_schema(path).names)
    except (OSError, pa.ArrowException):
        # No other format is Parquet: `read` says that it is damaged.
        return NEEDED


def _parquet_blocks(path: Path) -> Iterator[Block]:
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            missing = [name for name in NEEDED if name not in names]
            if missing:
                raise OfficialFileError(f"{path.name} has no column {missing[0]}, expected {', '.join(NEEDED)}")
            columns = [*NEEDED, *(name for name in TOLD if name in names)]
            done = 0
            for piece in file.iter_batches(1 << 17, columns=columns):
                cells = {name: pc.fill_null(pc.cast(piece[name], pa.string()), "") for name in columns}
                lines = np.arange(done + 1, done + piece.num_rows + 1)
                done += piece.num_rows
                share = done / max(file.metadata.num_rows, 1)
                yield Block(pa.table(cells), lines, (), int(share * path.stat().st_size))
    except (OSError, pa.ArrowException) as error:
        raise OfficialFileError(f"{path.name} is damaged or no Parquet file ({error}), expected a whole one") from error


def _flows(block: Block, period: str) -> Batch:
    sieve = Sieve(block)
    # First, for these are nineteen rows of twenty; where columns are shifted the code stands elsewhere.
    sieve.pass_over(pc.equal(sieve.table["DCFLT"], IN_FRANCE), "works in France")
    sieve.number("IPONDI", "weight IPONDI is no number")
    sieve.refuse(pc.less_equal(sieve.table["IPONDI"], 0), "weight IPONDI is not above zero")
    sieve.refuse(pc.not_equal(pc.utf8_length(sieve.table["COMMUNE"]), 5), "COMMUNE is no code of 5 characters")
    # The file of 2019 writes some codes with dots.
    code = pc.replace_substring(sieve.table["DCFLT"], ".", "")
    sieve.table = sieve.table.set_column(sieve.table.column_names.index("DCFLT"), "DCFLT", code)
    uncoded = pc.equal(sieve.table["DCFLT"], NO_COMMUNE)
    abroad = pc.equal(sieve.table["ILT"], ABROAD)
    sieve.pass_over(pc.and_(uncoded, pc.invert(abroad)), "no foreign commune of work")
    sieve.pass_over(pc.equal(sieve.table["DCFLT"], NO_COMMUNE), "works abroad, in a commune without code")
    sieve.pass_over(pc.starts_with(sieve.table["COMMUNE"], insee.OVERSEAS), "lives overseas")
    sieve.refuse(pc.is_null(insee.placed(sieve.table["DCFLT"])[0]), "DCFLT is no code of a neighbouring country")
    sieve.refuse(pc.invert(pc.is_in(sieve.table["SEXE"], pa.array([*SEXES]))), "SEXE is neither 1 nor 2")
    table = sieve.table
    place, frontier, listed = insee.placed(table["DCFLT"])
    sieve.remark(pc.invert(listed), "foreign commune unlisted, kept by its code or at its country")
    arm = table["ARM"]
    quarter = pc.and_(pc.not_equal(arm, NO_COMMUNE), pc.not_equal(arm, ""))
    rows = {
        "home": pc.binary_join_element_wise("commune:", pc.if_else(quarter, arm, table["COMMUNE"]), ""),
        "work": place,
        "frontier": frontier,
        "sex": _coded(table, "SEXE", SEXES),
        "age": _coded(table, "AGEREVQ", BANDS),
        "sector": _coded(table, "NA5", SECTORS),
        "mode": _coded(table, "TRANS", MODES),
        "employment": _coded(table, "STAT", EMPLOYMENTS, 1),
        "workers": table["IPONDI"],
    }
    constant = {"precision": "estimate", "status": "observed", "field": insee.FIELD, "period": period}
    constant["source"] = f"insee-mobpro-{period}"
    return sieve.batch(_grouped(pa.table(rows), constant))


def _grouped(rows: pa.Table, constant: dict[str, str]) -> pa.Table:
    keys = [name for name in FLOW_KEY if name in rows.column_names]
    sums = rows.group_by(keys, use_threads=False).aggregate([("workers", "sum"), ("workers", "count")])
    columns = {name: sums[name] for name in keys}
    columns |= {"workers": sums["workers_sum"], "persons": sums["workers_count"]}
    return filled(columns, constant, FLOW_BATCH)


def _coded(table: pa.Table, name: str, codes: dict[str, str], length: int | None = None) -> pa.ChunkedArray:
    """Our codes for a column's, empty where the column is absent or says anything else."""
    if name not in table.column_names:
        return pa.repeat("", table.num_rows)
    cells = table[name] if length is None else pc.utf8_slice_codeunits(table[name], 0, length)
    return pc.fill_null(pc.take(pa.array([*codes.values()]), pc.index_in(cells, pa.array([*codes]))), "")


IMPORTER = Importer(
    "mobpro", "INSEE, individual file of commuting (MOBPRO)", "flows", detect, read, insee.cite, microdata=True
)
