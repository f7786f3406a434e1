"""`python -m geodata.layers < request.json > view.gpkg`: what a map shows, as layers with style attributes.

A process of its own: geopandas weighs 126 MB, which the web process must not carry. The request says what is drawn and
how (its keys are those of dashboard.renderings.gpkg); geometries, sources and licences come from the built tables.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pandas as pd

from geodata import files
from geodata.crs import FRAMES, GEOGRAPHIC
from geodata.tables import FRONTIERS, POLES, SOURCES, TERRITORIES

Rows = list[dict[str, Any]]
FIGURE = ("period", "workers", "status", "precision", "field", "source", "licence")


def package(request: dict[str, Any], folder: Path = files.FOLDER) -> bytes:
    """A GeoPackage in EPSG:4326: territories, frontiers, flows and poles as drawn; figures, metadata without shape.

    Every row names its source and licence: of its figure where it has one, else of its geometry. Raises TableError.
    """
    sources = files.read(SOURCES, folder).set_index("id")["licence"].to_dict()
    layers = {
        "territories": _territories(request, folder, sources),
        "frontiers": _frontiers(request, folder, sources),
        "flows": _flows(request),
        "poles": _poles(request, folder, sources),
        "figures": pd.DataFrame(request["figures"]),
        "metadata": pd.DataFrame(request["metadata"].items(), columns=["key", "value"]),
    }
    return _written({name: frame for name, frame in layers.items() if len(frame)})


def _territories(request: dict[str, Any], folder: Path, sources: dict[str, str]) -> Any:
    shapes = files.read_shapes(TERRITORIES, folder)
    drawn = shapes.merge(pd.DataFrame(request["fills"], columns=["id", "style", "fill", "stroke", "label"]), on="id")
    names = {alias: row.id for row in drawn.itertuples() for alias in (row.id, *row.aliases.split())}
    known: dict[str, dict[str, Any]] = {}
    for figure in request["figures"]:
        for place in (figure["work"], figure["home"]):
            if place in names and not figure["sex"]:
                known.setdefault(names[place], figure)
    for column in FIGURE:
        drawn[column] = [known.get(name, {}).get(column) for name in drawn["id"]]
    drawn["source"] = drawn["source"].fillna(drawn["geometry_source"])
    drawn["licence"] = drawn["licence"].fillna(drawn["geometry_source"].map(sources))
    return drawn[
        ["id", "name", "level", "country", "style", "fill", "stroke", "label", *FIGURE, "geometry_source", "geometry"]
    ]


def _frontiers(request: dict[str, Any], folder: Path, sources: dict[str, str]) -> Any:
    drawn = files.read_shapes(FRONTIERS, folder).merge(
        pd.DataFrame(request["lines"], columns=["id", "state", "emphasis", "stroke", "stroke_width", "label"]), on="id"
    )
    drawn["source"] = drawn["length_source"]
    drawn["licence"] = drawn["length_source"].map(sources)
    return drawn[
        [
            "id",
            "name",
            "neighbour",
            "length_km",
            "state",
            "emphasis",
            "stroke",
            "stroke_width",
            "label",
            "source",
            "licence",
            "geometry",
        ]
    ]


def _poles(request: dict[str, Any], folder: Path, sources: dict[str, str]) -> Any:
    drawn = files.read_shapes(POLES, folder).merge(pd.DataFrame(request["marks"], columns=["id", "label"]), on="id")
    drawn["source"] = drawn["population_source"]
    drawn["licence"] = drawn["population_source"].map(sources)
    return drawn[
        ["id", "name", "country", "rank", "population", "population_year", "label", "source", "licence", "geometry"]
    ]


def _flows(request: dict[str, Any]) -> Any:
    """The centre lines of the arrows, from the plane that they are drawn in to longitude and latitude."""
    import geopandas
    import shapely

    rows: Rows = request["flows"]
    parts = []
    for name in sorted({row["frame"] for row in rows}):
        frame = FRAMES[name]
        mine = [row for row in rows if row["frame"] == name]
        lines = [
            shapely.LineString(
                [(frame.origin_x + x * frame.unit_m, frame.origin_y - y * frame.unit_m) for x, y in row["line"]]
            )
            for row in mine
        ]
        cells = [{key: value for key, value in row.items() if key not in ("line", "frame")} for row in mine]
        parts.append(geopandas.GeoDataFrame(cells, geometry=lines, crs=frame.crs).to_crs(GEOGRAPHIC))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _written(layers: dict[str, Any]) -> bytes:
    import pyogrio

    with TemporaryDirectory() as folder:
        file = Path(folder) / "view.gpkg"
        for name, frame in layers.items():
            pyogrio.write_dataframe(frame, file, layer=name, driver="GPKG", append=file.exists())
        return file.read_bytes()


if __name__ == "__main__":
    sys.stdout.buffer.write(package(orjson.loads(sys.stdin.buffer.read())))
