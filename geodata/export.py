"""Tables as files for other tools: CSV, GeoJSON, GeoPackage and (Geo)Parquet, each but CSV with its metadata inside."""

import json
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pandas as pd

from geodata import files
from geodata.errors import TableError
from geodata.schema import Schema
from geodata.sources import cite, cited
from geodata.tables import ALL, FRONTIERS, SOURCES

Known = TypeVar("Known")
FORMATS = ("csv", "geojson", "gpkg", "parquet")
# The frontiers table is about its own ids; a territory concerns the frontiers that it touches.
FRONTIER_COLUMNS = ("frontier", "frontiers")


def export(name: str, *, frontier: str = "", format: str = "csv", folder: Path = files.FOLDER) -> bytes:
    """The bytes of a table in a format of FORMATS, all rows or those that concern a frontier.

    CSV carries the columns that the schema exports; the other formats every column. Raises TableError for an unknown
    table, frontier or format, a table that cannot be filtered, and a geographic format for a table without geometry.
    """
    schema = _known(ALL, name, "table")
    writer = _known(WRITERS, format, "format")
    if format in ("geojson", "gpkg") and not schema.geographic:
        raise TableError(f"{name} has no geometry, expected csv or parquet rather than {format}")
    shaped = schema.geographic and format != "csv"
    frame = files.read_shapes(schema, folder) if shaped else files.read(schema, folder)
    if frontier:
        frame = concerning(frame, name, frontier, files.read(FRONTIERS, folder))
    return writer(frame, schema, metadata(frame, name, files.read(SOURCES, folder)))


def concerning(frame: pd.DataFrame, name: str, frontier: str, frontiers: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table that concern a frontier: that name it, alone or among others, or name all.

    For `territories` these are the limitrophe ones. `frontiers` is the table of that name. Raises TableError for an
    unknown frontier or a table that does not say which frontiers its rows concern.
    """
    _known(dict.fromkeys(frontiers["id"]), frontier, "frontier")
    if name == "frontiers":
        return frame[frame["id"] == frontier]
    if name == "territories":
        row = frontiers.set_index("id").loc[frontier]
        return frame[frame["id"].isin(f"{row['limitrophe_france']} {row['limitrophe_neighbour']}".split())]
    column = next((column for column in FRONTIER_COLUMNS if column in frame.columns), "")
    if not column:
        raise TableError(f"{name} does not say which frontiers its rows concern, expected no --frontier")
    wanted = {frontier, "all"}
    return frame[[not wanted.isdisjoint(cell.split()) for cell in frame[column]]]


def metadata(frame: pd.DataFrame, name: str, sources: pd.DataFrame) -> dict[str, Any]:
    """What must travel with rows of a table: its columns' meanings and units, the sources cited, their licences."""
    cited_sources = cite(sources, (*cited(frame), *ALL[name].sources))
    return {
        "table": name,
        "columns": {
            column.name: f"{column.meaning} ({column.unit})" if column.unit else column.meaning
            for column in ALL[name].columns
        },
        "sources": [asdict(source) for source in cited_sources],
        "licences": list(dict.fromkeys(source.licence for source in cited_sources)),
    }


def plain(value: Any) -> Any:
    """A cell as Python has it: None where missing, an integer where the number is whole."""
    if pd.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def csv(frame: pd.DataFrame, schema: Schema, _: dict[str, Any]) -> bytes:
    """Comma-separated UTF-8, the schema's exported columns; missing is empty, a boolean true or false."""
    cells = {name: pd.Series([_written(cell) for cell in frame[name]], dtype=object) for name in schema.exported}
    return pd.DataFrame(cells).to_csv(index=False, lineterminator="\n").encode()


def _written(value: Any) -> Any:
    cell = plain(value)
    return str(cell).lower() if isinstance(cell, bool) else cell


def geojson(frame: pd.DataFrame, schema: Schema, about: dict[str, Any]) -> bytes:
    """RFC 7946: longitude and latitude (EPSG:4326), rings by the right-hand rule, with a member `metadata`."""
    import shapely

    names = schema.plain.names
    features = [
        {
            "type": "Feature",
            "properties": {name: plain(cell) for name, cell in zip(names, cells, strict=True)},
            "geometry": shape and json.loads(shapely.to_geojson(shapely.orient_polygons(shape))),
        }
        for shape, *cells in frame[["geometry", *names]].itertuples(index=False)
    ]
    collection = {"type": "FeatureCollection", "metadata": about, "features": features}
    return (json.dumps(collection, ensure_ascii=False) + "\n").encode()


def gpkg(frame: Any, schema: Schema, about: dict[str, Any]) -> bytes:
    """A GeoPackage of one layer in EPSG:4326; its metadata tables hold the description as JSON."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{schema.name}.gpkg"
        note = {"DESCRIPTION": json.dumps(about, ensure_ascii=False), "LICENCES": "; ".join(about["licences"])}
        frame.to_file(file, layer=schema.name, driver="GPKG", dataset_metadata=note, layer_metadata=note)
        return file.read_bytes()


def parquet(frame: Any, schema: Schema, about: dict[str, Any]) -> bytes:
    """Parquet, GeoParquet where there is a geometry; the key `lisiere` of the file's metadata is JSON."""
    import pyarrow.parquet as pq

    plain_file = BytesIO()
    frame.to_parquet(plain_file, index=False)
    table = pq.read_table(plain_file)
    described = BytesIO()
    note = {b"lisiere": json.dumps(about, ensure_ascii=False).encode()}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **note}), described)
    return described.getvalue()


WRITERS: dict[str, Callable[[Any, Schema, dict[str, Any]], bytes]] = dict(
    zip(FORMATS, (csv, geojson, gpkg, parquet), strict=True)
)


def _known(choices: dict[str, Known], name: str, kind: str) -> Known:
    if name not in choices:
        raise TableError(f"{kind} {name} is unknown, expected one of {', '.join(choices)}")
    return choices[name]
