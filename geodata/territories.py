"""The table territories: what the atlas can name, with its names, parents, population and shape."""

import geopandas as gpd
import pandas as pd
import shapely

from geodata.crs import GEOGRAPHIC, METRIC
from geodata.errors import GeometryError
from geodata.tables import TERRITORIES


def territories(facts: pd.DataFrame, names: pd.DataFrame, shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table territories (EPSG:4326), one row per id, sorted by id.

    `facts` (snapshot territory_facts, all text): id, name, country, parent, aliases, population, population_year,
    population_source. `names` (snapshot territory_names): id, name_fr, and for places that no package lists name,
    country, parent and aliases. `shapes`: id, geometry_source, geometry. A region has the shape of its parts where
    all of them have one. A name in French is the name itself where none is known.

    Raises GeometryError for a shape without facts, a wrong CRS, or a parent that is no territory.
    """
    if shapes.crs != GEOGRAPHIC:
        raise GeometryError(f"shapes: CRS {shapes.crs}, expected {GEOGRAPHIC}")
    rows = facts.merge(names, on="id", how="outer", suffixes=("", "_listed"), validate="one_to_one").fillna("")
    for column in ("name", "country", "parent"):
        rows[column] = rows[column].where(rows[column] != "", rows[f"{column}_listed"])
    rows["aliases"] = (rows["aliases"] + " " + rows["aliases_listed"]).str.strip()
    # The list of intercommunalities has "CA ECLA  (Espace…)".
    rows["name"] = rows["name"].str.replace(r" +", " ", regex=True)
    rows["name_fr"] = rows["name_fr"].where(rows["name_fr"] != "", rows["name"])
    rows[["level", "code"]] = rows["id"].str.split(":", n=1, expand=True)
    rows["population"] = pd.to_numeric(rows["population"])
    rows["parent"] = resolved(rows["parent"], rows)
    unknown = sorted(set(shapes["id"]) - set(rows["id"]))
    if unknown:
        raise GeometryError(f"territories: shape {unknown[0]} has no facts, expected a row of that id")
    rows = rows.merge(shapes, on="id", how="left").sort_values("id", ignore_index=True)
    table = gpd.GeoDataFrame(rows, geometry="geometry", crs=GEOGRAPHIC)
    table = united(united(table, "region"), "land").fillna({"geometry_source": ""})
    points = label_points(table.geometry)
    return TERRITORIES.check(table.assign(lon=points.x.round(5), lat=points.y.round(5))[TERRITORIES.names])


def resolved(ids: pd.Series, rows: pd.DataFrame) -> pd.Series:
    """The ids with aliases replaced by the id that they stand for; empty stays empty. Raises GeometryError."""
    known = {alias: row.id for row in rows.itertuples() for alias in (row.id, *row.aliases.split())}
    unknown = sorted(set(ids) - set(known) - {""})
    if unknown:
        raise GeometryError(f"territories: parent {unknown[0]} is unknown, expected the id of a territory")
    return ids.map(known | {"": ""})


def united(table: gpd.GeoDataFrame, level: str) -> gpd.GeoDataFrame:
    """The table with, for each row of a level that has no shape, the union of its parts' shapes where all have one."""
    filled = table.copy()
    for index in table.index[(table["level"] == level) & table.geometry.isna()]:
        parts = table[(table["parent"] == table.at[index, "id"]) & (table["level"].isin(["nuts3", "region"]))]
        if len(parts) and parts.geometry.notna().all():
            filled.at[index, "geometry"] = shapely.union_all(parts.geometry.values)
            filled.at[index, "geometry_source"] = parts["geometry_source"].iloc[0]
    return filled


def label_points(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """For each shape the centre of the largest circle inside its largest part (EPSG:4326), empty where none."""
    metric = shapes.to_crs(METRIC)
    largest = [max(shapely.get_parts(shape), key=shapely.area) if shape is not None else None for shape in metric]
    circles = shapely.maximum_inscribed_circle(largest, tolerance=500.0)
    return gpd.GeoSeries(shapely.get_point(circles, 0), index=shapes.index, crs=METRIC).to_crs(GEOGRAPHIC)
