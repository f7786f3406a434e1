"""Official-format files of any size with invented rows, for tests and benches only: every file says so in its name.

The files follow geodata.importers: column for column what the producers publish, down to codes and weights. Their
figures mean nothing; the same seed gives the same bytes.

    python -m tests.synthetic mobpro 1000000 FD_MOBPRO_2021_synthetic.csv
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from geodata import snapshots

CHUNK = 250_000
MOBPRO_COLUMNS = (
    "COMMUNE ARM DCFLT DCLT AGEREVQ GS DEROU DIPL EMPL ILT ILTUU IMMI INATC INEEM INPOM INPSM IPONDI LPRM METRODOM "
    "MOCO NA5 NPERR REGION REGLT SEXE STAT STOCD TP TRANS TYPL TYPMR VOIT"
).split()
# Of the départements whose residents work abroad, the countries that they reach, of those whose communes INSEE codes.
NEIGHBOURS = {
    "01": ("CH",), "06": ("MC",), "08": ("BE",), "25": ("CH",), "39": ("CH",), "54": ("BE", "LU"), "55": ("BE", "LU"),
    "57": ("DE", "LU"), "59": ("BE",), "67": ("DE",), "68": ("CH", "DE"), "74": ("CH",), "90": ("CH",),
}  # fmt: skip
# Of those who work abroad, the share that lives anywhere in France and works in any of these countries.
FAR = 0.02
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


@dataclass(frozen=True)
class Places:
    """Codes of all French communes; those of the border, once for each country that they reach, and that country; and
    foreign communes by country: where each country's begin, how many they are.
    """

    everywhere: np.ndarray
    border: np.ndarray
    reached: np.ndarray
    foreign: np.ndarray
    first: np.ndarray
    count: np.ndarray


def _places() -> Places:
    members = snapshots.read("epci_members")["communes"].str.split().explode()
    french = members[~members.str.startswith(("97", "751", "6938", "132"))]
    foreign = snapshots.read("insee_foreign_communes").query("country != ''").sort_values("country", kind="stable")
    countries, first, count = np.unique(foreign["country"].to_numpy(dtype=str), return_index=True, return_counts=True)
    near = pd.DataFrame({"code": french, "country": french.str[:2].map(NEIGHBOURS)}).dropna().explode("country")
    return Places(
        french.to_numpy(dtype=str),
        near["code"].to_numpy(dtype=str),
        np.searchsorted(countries, near["country"].to_numpy(dtype=str)),
        foreign["code"].to_numpy(dtype=str),
        first,
        count,
    )


def _mobpro(rows: int, abroad: float, draw: np.random.Generator) -> Iterator[pa.Table]:
    places = _places()
    for start in range(0, rows, CHUNK):
        size = min(CHUNK, rows - start)
        out = draw.random(size) < abroad
        far = draw.random(size) < FAR
        # Few communes send most: the square of a uniform number is skewed as residents are.
        near = _skewed(draw, size, len(places.border))
        home = np.where(out & ~far, places.border[near], places.everywhere[_skewed(draw, size, len(places.everywhere))])
        country = places.reached[near]
        next_door = places.foreign[places.first[country] + _skewed(draw, size, places.count[country])]
        work = np.where(far, places.foreign[_skewed(draw, size, len(places.foreign))], next_door)
        cells = {name: _codes(draw, ("1", "2", "Z"), size) for name in MOBPRO_COLUMNS}
        cells |= {
            "COMMUNE": home,
            "ARM": np.full(size, "ZZZZZ"),
            "DCFLT": np.where(out, work, DOMESTIC),
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
    places = _places()
    reach = places.count[places.reached]
    pairs = draw.choice(int(reach.sum()), int(rows * abroad), replace=False)
    ends = np.cumsum(reach)
    near = np.searchsorted(ends, pairs, side="right")
    there = places.first[places.reached[near]] + pairs - (ends - reach)[near]
    inland = draw.choice(len(places.everywhere) * 300, rows - len(pairs), replace=False)
    home = np.concatenate([places.border[near], places.everywhere[inland // 300]])
    work = np.concatenate([places.foreign[there], places.everywhere[inland % 300]])
    for start in range(0, rows, CHUNK):
        piece = slice(start, start + CHUNK)
        size = len(home[piece])
        weights = np.char.mod("%.12f", 5 + 60 * draw.random(size))
        names = {"CODGEO": home[piece], "LIBGEO": home[piece], "DCLT": work[piece], "L_DCLT": work[piece]}
        yield pa.table({**{key: pa.array(cells) for key, cells in names.items()}, _count(year): pa.array(weights)})


def _count(year: str) -> str:
    return f"NBFLUX_C{year[2:]}_ACTOCC15P"


def _skewed(draw: np.random.Generator, size: int, count: int | np.ndarray) -> np.ndarray:
    return (draw.random(size) ** 2 * count).astype(np.int64)


def _codes(draw: np.random.Generator, codes: str | list[str] | tuple[str, ...], size: int) -> pa.Array:
    return pc.take(pa.array([*codes]), pa.array(draw.integers(0, len(codes), size)))


if __name__ == "__main__":
    {"mobpro": mobpro, "base-flux": base_flux}[sys.argv[1]](Path(sys.argv[3]), int(sys.argv[2]))
