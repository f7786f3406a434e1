"""Statistical units of GISCO, NUTS or LAU: GeoJSON, GeoPackage or a zipped shapefile, any CRS.

Those of France and its neighbours are kept, as EPSG:4326. © EuroGeographics for the administrative boundaries.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geodata.crs import GEOGRAPHIC
from geodata.errors import OfficialFileError
from geodata.importers import TERRITORY_BATCH, Batch, Importer, Options
from geodata.importers.eurostat import near
from geodata.importers.insee import YEAR
from geodata.importers.reading import glance, text_of
from geodata.importers.sheets import Ledger, limited, number
from geodata.importers.sieve import trusted
from geodata.sources import Source

NUTS = ("NUTS_ID", "LEVL_CODE", "CNTR_CODE")
LAU = ("GISCO_ID", "LAU_NAME", "CNTR_CODE")
LEVELS = {0: "country", 1: "region", 2: "region", 3: "nuts3"}
LICENCE = "© EuroGeographics pour les limites administratives, usage non commercial"
GEOPACKAGE = b"SQLite format 3"
SHAPES = (".shp", ".geojson", ".gpkg")
LARGEST = 1 << 30
"""Bytes of shapes that are read whole: all communes of Europe at 1:1 million take a quarter of it."""


def detect(path: Path) -> float:
    """1 for a file of shapes with the columns of NUTS or LAU."""
    start = glance(path)
    if text_of(start).lstrip().startswith("{"):
        return 1.0 if any(all(f'"{name}"' in text_of(start) for name in names) for names in (NUTS, LAU)) else 0.0
    if start.startswith(GEOPACKAGE) or path.name.lower().endswith(".shp") or _packed(path):
        return 1.0 if any(map(_fits, _layers(path).values())) else 0.0
    return 0.0


def _packed(path: Path) -> bool:
    """Whether a file is a zip with shapes in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith(SHAPES) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def _layers(path: Path) -> dict[str, set[str]]:
    """The columns of each layer of shapes, by its name; none where nothing can be read."""
    import pyogrio

    try:
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        return {name: {*pyogrio.read_info(path, layer=name)["fields"]} for name in names}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        return {}


def _fits(columns: set[str]) -> bool:
    return any({*names} <= columns for names in (NUTS, LAU))


def _layer(path: Path) -> str | None:
    """The layer to read, of a file that may hold several (boundaries, labels, projections); None for the only one.

    Raises OfficialFileError unless one alone has the columns.
    """
    # GeoJSON is one layer, and to look into it is to read it whole.
    layers = {} if text_of(glance(path)).lstrip().startswith("{") else _layers(path)
    fitting = [name for name, columns in layers.items() if _fits(columns)]
    if len(layers) > 1 and len(fitting) != 1:
        held = ", ".join(fitting or layers)
        raise OfficialFileError(f"{path.name} holds {held}, expected one layer with the columns of NUTS or LAU")
    return fitting[0] if fitting else None


def read(path: Path, options: Options) -> Iterator[Batch]:
    """Territories with their shapes (WKB, EPSG:4326). One batch. Raises OfficialFileError."""
    shapes = _shapes(path)
    names = NUTS if {*NUTS} <= set(shapes.columns) else LAU
    missing = [name for name in names if name not in shapes.columns]
    if missing:
        raise OfficialFileError(f"{path.name} has no column {missing[0]}, expected those of NUTS or LAU")
    ledger = Ledger(path)
    source = options.source or _source(path, names is NUTS)
    columns: dict[str, list[object]] = {name: [] for name in TERRITORY_BATCH.names if name != "geometry_source"}
    for line, row in enumerate(shapes.to_dict("records"), 1):
        _take(ledger, columns, line, row)
    return trusted(iter((ledger.batch(TERRITORY_BATCH, columns, geometry_source=source),)), path)


def _shapes(path: Path) -> Any:
    import geopandas
    import pyogrio

    if not path.stat().st_size:
        raise OfficialFileError(f"{path.name} is empty, expected shapes")
    limited(path, LARGEST)
    try:
        shapes = geopandas.read_file(path, layer=_layer(path))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError) as error:
        raise OfficialFileError(
            f"{path.name} holds no readable shapes ({str(error).partition(';')[0]}), expected GeoJSON or similar"
        ) from error
    if not isinstance(shapes, geopandas.GeoDataFrame):
        raise OfficialFileError(f"{path.name} is a table without shapes, expected GeoJSON or similar")
    if shapes.crs is None:
        raise OfficialFileError(f"{path.name} says no CRS, expected one")
    return shapes.to_crs(GEOGRAPHIC)


def _take(ledger: Ledger, columns: dict[str, list[object]], line: int, row: dict[str, Any]) -> None:
    quoted = (line, [str(value) for name, value in row.items() if name != "geometry"])
    country = near(str(row["CNTR_CODE"]))
    if not country:
        return ledger.pass_over("neither France nor a neighbour")
    shape = row["geometry"]
    if shape is None or shape.is_empty:
        return ledger.refuse(quoted, "no shape")
    code = _text(row["NUTS_ID"] if "NUTS_ID" in row else row["GISCO_ID"])
    if not code:
        return ledger.refuse(quoted, "no code")
    if "NUTS_ID" in row:
        level = number(str(row["LEVL_CODE"]))
        if level not in LEVELS:
            return ledger.refuse(quoted, "LEVL_CODE is not 0 to 3")
        ident = f"{LEVELS[int(level)]}:{country if level == 0 else code}"
        parent = "" if level == 0 else f"country:{country}" if level == 1 else f"region:{code[:-1]}"
        name, population = _text(row.get("NAME_LATN")) or _text(row.get("NUTS_NAME")) or code, None
    else:
        ident, parent = f"commune:{commune(country, code)}", f"country:{country}"
        name, population = _text(row["LAU_NAME"]) or code, _population(row)
    ledger.keep(line, (ident,))
    values = {
        "id": ident, "level": ident.partition(":")[0], "code": ident.partition(":")[2], "name": name, "name_fr": name,
        "country": country, "parent": parent, "population": population, "geometry": shape.wkb,
    }  # fmt: skip
    for column, value in values.items():
        columns[column].append(value)
    return None


def _text(cell: Any) -> str:
    """A cell of text, empty where it is missing: None or not a number, as the reader has it."""
    return cell if isinstance(cell, str) else ""


def commune(country: str, gisco: str) -> str:
    """Code of a commune from its GISCO id: FR_01001 → 01001, CH_CH6621 → CH-6621, DE_08111000 → DE-08111000."""
    local = gisco.partition("_")[2] or gisco
    return local if country == "FR" else f"{country}-{local.removeprefix(country)}"


def _population(row: dict[str, Any]) -> float | None:
    """The inhabitants of a commune, from the column POP_YEAR; GISCO writes -9999 where it has none."""
    found = [number(str(value)) for name, value in row.items() if name.startswith("POP_2")]
    return found[0] if found and found[0] is not None and found[0] >= 0 else None


def _source(path: Path, nuts: bool) -> str:
    year = YEAR.search(path.name)
    return f"gisco-{'nuts' if nuts else 'lau'}{f'-{year[1]}' if year else ''}"


def cite(source: str) -> Source:
    """The source `gisco-nuts-2021` or `gisco-lau-2023`."""
    kind, _, year = source.removeprefix("gisco-").partition("-")
    url = "https://ec.europa.eu/eurostat/web/gisco"
    return Source(source, "Eurostat, GISCO", f"Unités {kind.upper()} {year}".strip(), url, year, LICENCE, "")


IMPORTER = Importer("gisco", "GISCO, NUTS or LAU shapes", "territories", detect, read, cite)
