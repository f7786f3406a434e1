"""Official-format files of any size with invented rows, for tests and benches only: every file says so in its name.

The files follow geodata.importers: column for column what the producers publish, down to codes and weights. Their
figures mean nothing; the same seed gives the same bytes.

    python -m tests.synthetic mobpro 1000000 FD_MOBPRO_2021_synthetic.csv
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from geodata import snapshots

CHUNK = 250_000
MOBPRO_COLUMNS = (
    "COMMUNE ARM DCFLT DCLT AGEREVQ GS DEROU DIPL EMPL ILT ILTUU IMMI INATC INEEM INPOM INPSM IPONDI LPRM METRODOM "
    "MOCO NA5 NPERR REGION REGLT SEXE STAT STOCD TP TRANS TYPL TYPMR VOIT"
).split()
BORDER_DEPARTEMENTS = ("01", "06", "08", "25", "39", "54", "55", "57", "59", "64", "66", "67", "68", "74", "90")
DOMESTIC, UNCODED = "99999", "ZZZZZ"


def mobpro(file: Path, rows: int, *, abroad: float = 0.05, seed: int = 1, year: str = "2021") -> Path:
    """A file like FD_MOBPRO_YYYY.csv: semicolons, 32 columns, weights of 15 decimals, a share of it working abroad."""
    return _write(file, _mobpro(rows, abroad, np.random.default_rng(seed)), year)


def base_flux(file: Path, rows: int, *, abroad: float = 0.05, seed: int = 1, year: str = "2021") -> Path:
    """A file like base-flux-mobilite-domicile-lieu-travail-YYYY.csv: each pair of communes once."""
    return _write(file, _base_flux(rows, abroad, np.random.default_rng(seed), year), year)


def _write(file: Path, tables: Iterator[pa.Table], year: str) -> Path:
    if "synthetic" not in file.name or year not in file.name:
        raise ValueError(f"{file.name}, expected a name that says synthetic and {year}")
    options = pa_csv.WriteOptions(delimiter=";", quoting_style="none", include_header=False)
    with file.open("wb") as content:
        for table in tables:
            if not content.tell():
                content.write((";".join(table.column_names) + "\n").encode())
            pa_csv.write_csv(table, content, options)
    return file


def _communes() -> tuple[np.ndarray, np.ndarray]:
    """Codes of French communes, and of those in the départements of the border."""
    members = snapshots.read("epci_members")["communes"].str.split().explode()
    codes = members[~members.str.startswith(("97", "751", "6938", "132"))].to_numpy(dtype=str)
    return codes, codes[np.isin(codes.astype("U2"), BORDER_DEPARTEMENTS)]


def _abroad() -> np.ndarray:
    foreign = snapshots.read("insee_foreign_communes")
    return foreign.loc[foreign["country"] != "", "code"].to_numpy(dtype=str)


def _mobpro(rows: int, abroad: float, draw: np.random.Generator) -> Iterator[pa.Table]:
    (everywhere, border), foreign = _communes(), _abroad()
    for start in range(0, rows, CHUNK):
        size = min(CHUNK, rows - start)
        out = draw.random(size) < abroad
        # Few communes send most: the square of a uniform number is skewed as residents are.
        home = np.where(out, border[_skewed(draw, size, len(border))], everywhere[_skewed(draw, size, len(everywhere))])
        cells = {name: _codes(draw, ("1", "2", "Z"), size) for name in MOBPRO_COLUMNS}
        cells |= {
            "COMMUNE": home,
            "ARM": np.full(size, "ZZZZZ"),
            "DCFLT": np.where(out, foreign[_skewed(draw, size, len(foreign))], DOMESTIC),
            "DCLT": np.where(out, DOMESTIC, home),
            "AGEREVQ": _codes(draw, [f"{age:03d}" for age in range(15, 70, 5)], size),
            "ILT": np.where(out, "7", "1"),
            "IPONDI": np.char.mod("%.15f", 0.8 + 4 * draw.random(size)),
            "NA5": _codes(draw, ("AZ", "BE", "FZ", "GU", "OQ"), size),
            "SEXE": _codes(draw, ("1", "2"), size),
            "STAT": _codes(draw, ("10", "21", "22"), size),
            "TRANS": _codes(draw, "123456", size),
        }
        yield pa.table({name: pa.array(cells[name]) for name in MOBPRO_COLUMNS})


def _base_flux(rows: int, abroad: float, draw: np.random.Generator, year: str) -> Iterator[pa.Table]:
    (everywhere, border), foreign = _communes(), _abroad()
    pairs = draw.choice(len(border) * len(foreign), int(rows * abroad), replace=False)
    inland = draw.choice(len(everywhere) * 300, rows - len(pairs), replace=False)
    home = np.concatenate([border[pairs // len(foreign)], everywhere[inland // 300]])
    work = np.concatenate([foreign[pairs % len(foreign)], everywhere[inland % 300]])
    for start in range(0, rows, CHUNK):
        piece = slice(start, start + CHUNK)
        size = len(home[piece])
        weights = np.char.mod("%.12f", 5 + 60 * draw.random(size))
        names = {"CODGEO": home[piece], "LIBGEO": home[piece], "DCLT": work[piece], "L_DCLT": work[piece]}
        yield pa.table({**{key: pa.array(cells) for key, cells in names.items()}, _count(year): pa.array(weights)})


def _count(year: str) -> str:
    return f"NBFLUX_C{year[2:]}_ACTOCC15P"


def _skewed(draw: np.random.Generator, size: int, count: int) -> np.ndarray:
    return (draw.random(size) ** 2 * count).astype(np.int64)


def _codes(draw: np.random.Generator, codes: str | list[str] | tuple[str, ...], size: int) -> pa.Array:
    return pc.take(pa.array([*codes]), pa.array(draw.integers(0, len(codes), size)))


if __name__ == "__main__":
    {"mobpro": mobpro, "base-flux": base_flux}[sys.argv[1]](Path(sys.argv[3]), int(sys.argv[2]))
