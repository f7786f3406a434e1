"""From snapshots to tables: `python -m geodata build`. All tables are replaced at once, or none is.

Derivations know nothing of each other: this module hands frames from one to the next.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from geodata import (
    actions,
    communes,
    cooperations,
    corrections,
    figures,
    files,
    flows,
    frontiers,
    indicators,
    outlines,
    passages,
    places,
    points,
    poles,
    references,
    snapshots,
    territories,
)
from geodata.errors import SchemaError, TableError
from geodata.tables import ALL, FRONTIER_IDS, LAZY

LICENCE = "LICENCE.osm.txt"
SHARE_ALIKE = "ODbL"
NOTICE = """\
The tables of this folder named *.osm.parquet hold shapes derived from OpenStreetMap.
© OpenStreetMap contributors, Open Database License (ODbL) 1.0: https://opendatacommons.org/licenses/odbl/1-0/
"""
GROUP = 500
"""Rows of a lazy table that are read at once: about as many communes as lie along a short frontier."""
BUILT = (files.RECORD, LICENCE)


def build(out: Path = files.FOLDER) -> dict[str, pd.DataFrame]:
    """Derive every table from the snapshots, write them into a folder in place of those there, and return them.

    Same snapshots, same bytes. Raises GeodataError (snapshot, correction, geometry, schema: with table, column and
    row) or TableError for a folder that cannot be replaced; the folder is then as it was.
    """
    _check_replaceable(out)
    read = snapshots.checksums()
    tables = conform(derive())
    store(tables, read, out)
    return tables


def conform(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Every table of ALL in its declared columns and types, each reference resolved. Raises SchemaError."""
    tables = {name: schema.conform(frames[name]) for name, schema in ALL.items()}
    for name in (name for name, schema in ALL.items() if schema.geographic):
        crs = getattr(tables[name], "crs", None)
        if crs != "EPSG:4326":
            raise SchemaError(f"{name}: CRS {crs}, expected EPSG:4326")
    references.check(tables)
    return tables


def store(tables: dict[str, pd.DataFrame], read: dict[str, str], out: Path) -> None:
    """Write tables, the checksums of what they were built from and of themselves, in place of what `out` holds.

    Raises TableError where that is no folder of tables, or cannot be written.
    """
    _check_replaceable(out)
    try:
        with TemporaryDirectory(dir=out.resolve().parent, prefix=f".{out.resolve().name}.") as beside:
            staged, replaced = Path(beside) / "new", Path(beside) / "old"
            staged.mkdir()
            _write(tables, read, staged)
            if out.exists():
                out.resolve().rename(replaced)
            staged.rename(out.resolve())
    except OSError as error:
        raise TableError(f"{out} cannot be written ({error.strerror}), expected a writable folder") from error


def split(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables by file name without suffix: rows whose shape comes from a share-alike source stand in `NAME.osm`.

    An outline or a frontier is so when a territory that it draws or touches is.
    """
    sources, territories = tables["sources"], tables["territories"]
    shared = set(sources.loc[sources["licence"].str.contains(SHARE_ALIKE), "id"])
    ids = set(territories.loc[territories["geometry_source"].isin(shared), "id"])
    frontiers = tables["frontiers"]
    sides = (frontiers["limitrophe_france"] + " " + frontiers["limitrophe_neighbour"]).str.split()
    touching = sides.map(lambda names: not ids.isdisjoint(names))
    ids |= set(frontiers.loc[touching, "id"])
    parts = dict(tables)
    for name in ("territories", "frontiers", "outlines"):
        marked = tables[name]["id"].isin(ids)
        if marked.any():
            parts |= {name: tables[name][~marked], f"{name}.osm": tables[name][marked]}
    return parts


def _write(tables: dict[str, pd.DataFrame], read: dict[str, str], folder: Path) -> None:
    for name, frame in split(tables).items():
        files.write(frame, folder / f"{name}.parquet", group=GROUP if name in LAZY else None)
    (folder / LICENCE).write_text(NOTICE, encoding="utf-8")
    written = {file.name: files.checksum(file) for file in sorted(folder.glob("*.parquet"))}
    lines = ["# What `python -m geodata build` read and wrote (sha256); `python -m geodata check` compares."]
    for section, checksums in (("snapshots", read), ("tables", written)):
        lines += ["", f"[{section}]", *(f'"{name}" = "{checksum}"' for name, checksum in sorted(checksums.items()))]
    (folder / files.RECORD).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _check_replaceable(out: Path) -> None:
    """A folder that holds anything but built tables is somebody's own: it is left alone."""
    if not out.exists():
        return
    if not out.is_dir():
        raise TableError(f"{out} is a file, expected a folder")
    foreign = [file.name for file in sorted(out.iterdir()) if file.suffix != ".parquet" and file.name not in BUILT]
    if foreign:
        raise TableError(f"{out} holds {foreign[0]}, expected a new folder or one of built tables")


def derive() -> dict[str, pd.DataFrame]:
    """Every table by name, as its derivation gives it from the snapshots. Raises GeodataError."""
    read = snapshots.read
    land, borders, lakes = shapes()
    shaped = territories.territories(read("territory_facts"), read("territory_names"), land)
    lines = frontiers.frontiers(read("frontiers"), shaped, borders)
    published = pd.concat([read("figures"), read("seed_figures")], ignore_index=True)
    corrected = corrections.apply(published, read("figures_corrections"))
    counted = figures.read(corrected, read("places"), read("fields"))
    cities = poles.poles(read("poles"), read("pole_points"), lines, shaped)
    every = with_places(shaped, places.territories(read("places")))
    return {
        "sources": pd.concat([read(name) for name in snapshots.names() if name.startswith("sources_")]),
        "fields": read("fields").drop(columns="modelled"),
        "territories": every,
        "frontiers": lines,
        "poles": cities,
        "cooperations": cooperations.cooperations(read("cooperations"), set(every["id"])),
        "flows": flows.flows(counted, read("kreise_2023_06"), read("not_collected"), read("places")),
        "indicators": indicators.indicators(counted),
        "actions": actions.actions(read("programme_2021")),
        "passages": passages.passages(read("passages")),
        "outlines": outlines.outlines(shaped, lines, lakes),
        "points": points.points(cities, lines, every),
        "communes": communes.communes(french(snapshots.read_shapes("communes"), every), lines),
    }


def french(shapes: Any, known: pd.DataFrame) -> Any:
    """The snapshot communes with the columns that the table wants; parents by id, aliases of `known` territories."""
    ids = {alias: row.id for row in known.itertuples() for alias in row.aliases.split()}
    former = shapes["former"].str.split().map(lambda codes: " ".join(f"commune:{code}" for code in codes))
    return shapes.assign(
        country="FR",
        parent=shapes["parent"].map(ids),
        epci=("epci:" + shapes["epci"]).where(shapes["epci"] != "", ""),
        aliases=former,
        population_source="insee-populations-2023",
        geometry_source="ign-admin-express",
    )


def shapes() -> tuple[Any, Any, Any]:
    """The geometry snapshots (id, geometry_source, geometry; EPSG:4326) as one, parted by id: land, borders, lakes."""
    names = [name for name in snapshots.names() if name.startswith("geometry_")]
    every = pd.concat([snapshots.read_shapes(name) for name in names], ignore_index=True)
    border, lake = every["id"].isin(FRONTIER_IDS), every["id"].str.startswith("lake:")
    return every[~border & ~lake], every[border], every[lake]


def with_places(known: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """Territories with a shape, and after them the cited places that no id or alias among them names.

    The parent of an added place is given by id, whatever alias the place used.
    """
    ids = {name: row.id for row in known.itertuples() for name in (row.id, *row.aliases.split())}
    added = cited[~cited["id"].isin(ids)]
    return pd.concat([known, added.assign(parent=added["parent"].replace(ids))], ignore_index=True)
