"""An import of the toy atlas, by hand: commuters from three communes of France to two of Switzerland, 1,100 people.

home            work              people      epci:1 = 90001 + 90002, epci:2 = 91001
commune:90001   commune:CH-SU001   600        nuts3:FRN = département 90, nuts3:FRS = 91
commune:90001   commune:CH-SU002   300        both Swiss communes lie in canton:EE = nuts3:CH0
commune:90002   commune:CH-SU001   150
commune:91001   commune:CH-SU002    50

at home: 90001 900, 90002 150, 91001 50      at work: SU001 750, SU002 350
by EPCI and NUTS 3: epci:1 1,050 and epci:2 50, all to nuts3:CH0
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa

from geodata.atlas import Atlas
from geodata.containers import Hierarchy
from geodata.importers import FLOW_BATCH, Batch, Importer, Options
from geodata.sources import Source
from geodata.staging import stage
from geodata.tables import COMMUNES
from tests import toy

SURVEY = (
    ("commune:90001", "commune:CH-SU001", 600.0),
    ("commune:90001", "commune:CH-SU002", 300.0),
    ("commune:90002", "commune:CH-SU001", 150.0),
    ("commune:91001", "commune:CH-SU002", 50.0),
)
HIERARCHY = Hierarchy(
    canonical={"departement:90": "nuts3:FRN", "departement:91": "nuts3:FRS", "canton:EE": "nuts3:CH0"},
    parents={"commune:CH-SU001": "canton:EE", "commune:CH-SU002": "canton:EE"},
    epci={"commune:90001": "epci:1", "commune:90002": "epci:1", "commune:91001": "epci:2"},
)
# Three squares of 20 km west of the frontier and one to its east; 90002 has no shape, nor has the second Swiss commune.
SHAPES = (
    ("commune:90001", "Un", "FR", "", 130100, 20000),
    ("commune:91001", "Trois", "FR", "", 130100, 26000),
    ("commune:CH-1", "Eins", "CH", "commune:CH-SU001", 132100, 22000),
)


def importer(
    figures: tuple[tuple[str, str, float], ...] = SURVEY, period: str = "2021", source: str = "survey"
) -> Importer:
    """A survey of these figures: people of the field residents, whose published census is of the same field."""

    def read(path: Path, options: Options) -> Iterator[Batch]:
        common = {"frontier": "fr-ch", "period": period, "field": "residents", "source": source, "persons": 1}
        common |= {"precision": "estimate", "status": "observed", "age": "", "employment": ""}
        rows = [
            {"home": home, "work": work, "workers": workers, "sex": "f", "sector": "industry", "mode": "car", **common}
            for home, work, workers in figures
        ]
        yield Batch(pa.Table.from_pylist(rows, schema=FLOW_BATCH), rows_read=len(rows), rows_kept=len(rows))

    def cite(name: str) -> Source:
        return Source(name, "Toy surveyors", "Survey of the toy", "https://example.org/survey", "2021", "Open", "")

    return Importer("toy", "A toy", "flows", lambda path: 0.0, read, cite, microdata=True)


def bring(folder: Path, what: Importer | None = None, name: str = "survey") -> Path:
    """Import a survey into a data folder, which is returned."""
    what = what or importer()
    with stage(folder, name, what) as staged:
        for batch in what.read(Path("toy"), Options()):
            staged.add(batch)
        staged.check(HIERARCHY)
        staged.commit([])
    return folder


def atlas() -> Atlas:
    """The toy atlas, with the shapes of some communes near fr-ch."""
    rows = [
        {
            "frontier": "fr-ch", "id": place, "name": name, "country": country, "parent": "", "epci": "",
            "aliases": aliases, "population": None, "population_source": "", "distance_km": 0.0, "frame": "metropole",
            "path": f"M{x} {y}h2000v2000h-2000z", "min_x": x, "min_y": y, "max_x": x + 2000, "max_y": y + 2000,
            "anchor_x": x + 1000, "anchor_y": y + 1000, "geometry_source": "gisco-nuts-2021",
        }
        for place, name, country, aliases, x, y in SHAPES
    ]  # fmt: skip
    near = COMMUNES.conform(pd.DataFrame(rows))
    return replace(toy.atlas(), communes=lambda frontier: near if frontier == "fr-ch" else near.head(0))
