"""Imports of a toy, whose sums are computed by hand: two EPCI of two communes each, a town and a Land abroad.

nuts3:FRX01  epci:1   commune:99001  commune:99002        departement 99 = nuts3:FRX01
nuts3:FRX01  epci:2   commune:99003
(no EPCI)             commune:99004
nuts3:DEX01           commune:DE-AL001  (parent kreis:01, an alias of nuts3:DEX01)
land:DE-XX            commune:DE-AL002  (the NUTS 3 unit is not known)
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from geodata.containers import Hierarchy
from geodata.importers import FLOW_BATCH, Batch, Importer, Options
from geodata.sources import Source
from geodata.staging import stage

HIERARCHY = Hierarchy(
    canonical={"departement:99": "nuts3:FRX01", "kreis:01": "nuts3:DEX01"},
    parents={"commune:DE-AL001": "kreis:01", "commune:DE-AL002": "land:DE-XX", "land:DE-XX": "country:DE"},
    epci={"commune:99001": "epci:1", "commune:99002": "epci:1", "commune:99003": "epci:2"},
)
# home, work, sex, age, sector, mode, workers: 100 + 50 + 25 + 12.5 + 6.25 = 193.75 people, 5 sampled.
SAMPLED = (
    ("commune:99001", "commune:DE-AL001", "f", "15-24", "industry", "car", 100.0),
    ("commune:99001", "commune:DE-AL001", "f", "25-34", "industry", "car", 50.0),
    ("commune:99002", "commune:DE-AL001", "m", "25-34", "", "walk", 25.0),
    ("commune:99003", "commune:DE-AL002", "m", "25-34", "industry", "walk", 12.5),
    ("commune:99004", "commune:DE-AL001", "f", "25-34", "construction", "car", 6.25),
)
# Rounded parts that do not sum to their total, one of them withheld.
PUBLISHED = (
    ("country:FR", "kreis:01", "", "", "", "", 200.0),
    ("country:FR", "kreis:01", "f", "", "", "", 110.0),
    ("country:FR", "kreis:01", "m", "", "", "", 80.0),
    ("country:FR", "land:DE-XX", "", "", "", "", None),
    ("kreis:01", "country:FR", "", "", "", "", 30.0),
    ("country:FR", "kreis:01", "", "15-24", "", "", 20.0),
)


def rows(figures: Sequence[tuple], *, source: str, period: str = "2021") -> pa.Table:
    """Figures as a batch's table: people of the field `residents` between France and Germany."""
    names = ("home", "work", "sex", "age", "sector", "mode", "workers")
    common = {"frontier": "fr-de", "period": period, "employment": "", "field": "residents", "source": source}
    return pa.Table.from_pylist(
        [
            {
                **dict(zip(names, figure, strict=True)),
                **common,
                "precision": "" if figure[-1] is None else "estimate",
                "status": "secret" if figure[-1] is None else "observed",
                "persons": int(source == "survey"),
            }
            for figure in figures
        ],
        schema=FLOW_BATCH,
    )


def importer(figures: Sequence[tuple] = SAMPLED, *, microdata: bool = True, period: str = "2021") -> Importer:
    """An importer that reads these figures out of any file, in two batches."""
    source = "survey" if microdata else "register"

    def read(path: Path, options: Options) -> Iterator[Batch]:
        for piece in (figures[:2], figures[2:]):
            yield Batch(
                rows(piece, source=source, period=period),
                rows_read=len(piece) + 1,
                rows_kept=len(piece),
                passed={"elsewhere": 1},
            )

    def cite(name: str) -> Source:
        return Source(name, "Toy statistics", f"The {name} of the toy", "", "2021", "Open", "2026-01-01")

    return Importer("toy", "A toy", "flows", lambda path: 0.0, read, cite, microdata)


REGISTER = importer(PUBLISHED, microdata=False)


def bring(folder: Path, name: str = "survey", what: Importer | None = None, **options: Any) -> None:
    """Import the toy under a name."""
    what = what or importer()
    with stage(folder, name, what, **options) as staged:
        for batch in what.read(Path("toy"), Options()):
            staged.add(batch)
        staged.check(HIERARCHY)
        staged.commit([])
