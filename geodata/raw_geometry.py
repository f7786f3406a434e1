"""Raw packages → the geometry snapshots, clipped to what the atlas keeps. Run by hand when a source changes:

    python -m geodata.raw_geometry FOLDER

FOLDER holds the packages of `geodata.raw_packages`, or is where they are fetched to. The build never runs this.
"""

import io
import json
import sys
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import edges, raw_communes, raw_departments, raw_names
from geodata import raw_packages as raw
from geodata.crs import GEOGRAPHIC, METRIC
from geodata.raw_provenance import COMMUNES, EARTH, FACTS, GISCO, IGN, LAKES, OSM, write
from geodata.snapshots import read

# All land that a wide screen may show around metropolitan France (EPSG:3035, metres).
WINDOW = shapely.box(2_400_000, 1_500_000, 5_100_000, 3_600_000)
GUYANE_WINDOW = shapely.box(-58.5, 0.5, -49.0, 7.5)
NEAR_BORDER_M = 100_000
# Visvalingam's threshold as a length, some 600 m, for the inset of Guyane.
GUYANE_DEG = 0.006
NEIGHBOURS = ("BE", "LU", "DE", "CH", "IT", "ES")
WHOLE = ("FR", "BE", "LU", "CH")
# Communes and arrondissements (INSEE) that figures name.
CITED = set(
    "01033 01143 01173 01354 06012 06032 06083 06088 06104 06150 25321 25411 541 54580 57038 57323 "
    "57463 57672 577 57757 579 64260 74010 74012 74119 74133 74243 74281".split()
)
MICRO_STATES = {"MCO": "country:MC", "MAF": "country:MF", "SXM": "country:SX"}
OVERSEAS = {"GUF": "nuts3:FRY30", "SUR": "country:SR", "BRA": "country:BR"}


def read_topology(content: bytes, name: str) -> gpd.GeoDataFrame:
    """The features of an object of a TopoJSON file (EPSG:4326); shared arcs stay equal to the last bit."""
    layer = gpd.read_file(io.BytesIO(content), layer=name).set_crs(GEOGRAPHIC, allow_override=True)
    return layer.set_geometry(shapely.transform(layer.geometry.values, lambda points: points.round(6)), crs=GEOGRAPHIC)


def nuts3(folder: Path) -> gpd.GeoDataFrame:
    """All NUTS 3 units of 2021 (code, country, name, geometry) that meet WINDOW, and those of France overseas."""
    member = "data/dist/NUTS/topojson/NUTS_RG_03M_2021_4326_LEVL_3.js"
    layer = read_topology(raw.read(raw.NUTS, folder, member), "NUTS")
    units = layer.rename(columns={"NUTS_ID": "code", "CNTR_CODE": "country", "NUTS_NAME": "name"})
    units["country"] = units["country"].replace({"UK": "GB"})
    units = units[["code", "country", "name", "geometry"]].sort_values("code", ignore_index=True)
    seen = units.to_crs(METRIC).intersects(WINDOW)
    units = units[seen | (units["country"] == "FR")].reset_index(drop=True)
    # A few arcs of the package miss a vertex where three units meet; cleaning puts it back.
    return units.set_geometry(shapely.coverage_clean(units.geometry.values, snapping_distance=1e-7), crs=GEOGRAPHIC)


def kept(units: gpd.GeoDataFrame, kreise: set[str]) -> pd.Series:
    """True for the units that are territories of the atlas.

    Whole countries of WHOLE, what lies within 100 km of the land border of metropolitan France (of the coast, for
    the United Kingdom), and the German districts that figures name.
    """
    metric = units.to_crs(METRIC).geometry
    france = shapely.union_all(metric[(units["country"] == "FR") & metric.intersects(WINDOW)].values)
    near = metric.distance(border(units).to_crs(METRIC).iloc[0]) <= NEAR_BORDER_M
    facing = (units["country"] == "GB") & (metric.distance(france) <= NEAR_BORDER_M)
    return units["country"].isin(WHOLE) | (near & (units["country"] != "LI")) | facing | units["code"].isin(kreise)


def border(units: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """The land border of metropolitan France as one shape (EPSG:4326)."""
    home, away = (units["country"] == "FR"), units["country"].isin(NEIGHBOURS)
    sides = [frozenset().union(*map(edges.segments, units[side].geometry)) for side in (home, away)]
    return gpd.GeoSeries([edges.line(sides[0] & sides[1])], crs=GEOGRAPHIC)


def lakes(folder: Path) -> gpd.GeoDataFrame:
    """Lake Geneva and Lake Constance: id, name, geometry (EPSG:4326)."""
    layer = read_topology(raw.read(raw.LAKES, folder, "dist/europe_50m.json"), "lakes")
    named = {"lake:leman": shapely.Point(6.6, 46.45), "lake:constance": shapely.Point(9.4, 47.6)}
    rows = [{"id": i, "geometry": layer.geometry[layer.contains(inside)].iloc[0]} for i, inside in named.items()]
    return gpd.GeoDataFrame(rows, crs=GEOGRAPHIC)


def countries(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each country of `units`, clipped to WINDOW (France whole), and Andorra, the hole between France and Spain."""
    dissolved = units.dissolve("country", method="unary").geometry.rename(None)
    window = gpd.GeoSeries([shapely.segmentize(WINDOW, 20_000)], crs=METRIC).to_crs(GEOGRAPHIC).iloc[0]
    clipped = dissolved.where(dissolved.index == "FR", shapely.intersection(dissolved.values, window))
    both = shapely.union_all(dissolved[["FR", "ES"]].values)
    holes = [shapely.polygons(ring) for part in both.geoms for ring in part.interiors]
    clipped["AD"] = max(holes, key=lambda hole: hole.area)
    clipped = clipped[~clipped.is_empty]
    return gpd.GeoDataFrame(
        {"id": "country:" + clipped.index, "geometry_source": "gisco-nuts-2021"},
        geometry=clipped.values,
        crs=GEOGRAPHIC,
    )


def backdrop(folder: Path, covered: BaseGeometry) -> gpd.GeoDataFrame:
    """Natural Earth's countries where GISCO has none: id, geometry, clipped to WINDOW, kept out of `covered`."""
    layer = read_topology(raw.read(raw.NATURAL_EARTH, folder, "countries-10m.json"), "countries")
    iso = {"Algeria": "DZ", "Morocco": "MA", "Tunisia": "TN", "Bosnia and Herz.": "BA", "Jersey": "JE",
           "Guernsey": "GG", "Isle of Man": "IM", "San Marino": "SM", "Vatican": "VA"}  # fmt: skip
    land = layer[layer["name"].isin(iso)].assign(id=lambda rows: "country:" + rows["name"].map(iso))
    window = gpd.GeoSeries([shapely.segmentize(WINDOW, 20_000)], crs=METRIC).to_crs(GEOGRAPHIC).iloc[0]
    shapes = shapely.difference(shapely.intersection(shapely.make_valid(land.geometry.values), window), covered)
    found = gpd.GeoDataFrame(
        {"id": land["id"].values, "geometry_source": "natural-earth"}, geometry=shapes, crs=GEOGRAPHIC
    )
    return found[~found.is_empty].sort_values("id", ignore_index=True)


def openstreetmap(folder: Path) -> gpd.GeoDataFrame:
    """Monaco, Saint-Martin, Sint Maarten, and Guyane with its neighbours: id, geometry, neighbours sharing edges."""
    features = json.loads(raw.read(raw.OPENSTREETMAP, folder, "map.geo.json"))["features"]
    found = {
        f["properties"]["A3"]: shape(f["geometry"])
        for f in features
        if f["properties"]["A3"] in {"FRA", *MICRO_STATES, *OVERSEAS}
    }
    found |= {key: shapely.clip_by_rect(found[key], *GUYANE_WINDOW.bounds) for key in ("BRA", "SUR")}
    found["FRA"] = shapely.clip_by_rect(found["FRA"], 7.0, 43.5, 7.6, 44.0)
    areas = {key: polygons(shapely.make_valid(value)) for key, value in found.items()}
    # The package simplifies each country by itself and cuts out rivers: close what lies between neighbours.
    island = dict(zip(("MAF", "SXM"), snapped(areas["MAF"], areas["SXM"], 0.002), strict=True))
    areas |= {key: filled(areas[key], 0.01) for key in OVERSEAS}
    west = dict(zip(("GUF", "SUR"), snapped(areas["GUF"], areas["SUR"], 0.03), strict=True))
    away = shapely.difference(areas["BRA"], shapely.union(west["SUR"], west["GUF"]))
    south = dict(zip(("GUF", "BRA"), snapped(west["GUF"], away, 0.03), strict=True))
    three = [(west | south)[key] for key in OVERSEAS]
    coarse = shapely.coverage_simplify(shapely.coverage_clean(three, snapping_distance=1e-6), GUYANE_DEG)
    areas |= island | dict(zip(OVERSEAS, (filled(shape, 0.01) for shape in coarse), strict=True))
    areas["SXM"] = filled(areas["SXM"], 5e-6)
    ids = MICRO_STATES | OVERSEAS
    rows = [{"id": ids[key], "geometry_source": "openstreetmap", "geometry": areas[key]} for key in sorted(ids)]
    shared = edges.segments(areas["MCO"]) & edges.segments(areas["FRA"])
    rows.append({"id": "fr-mc", "geometry_source": "openstreetmap", "geometry": edges.line(shared)})
    return gpd.GeoDataFrame(rows, crs=GEOGRAPHIC)


def filled(shape: BaseGeometry, area: float) -> BaseGeometry:
    """A shape without its holes and parts under an area (square degrees)."""
    parts = [part for part in shapely.get_parts(shape) if part.area >= area]
    return shapely.multipolygons(
        [
            shapely.Polygon(p.exterior, [hole for hole in p.interiors if shapely.Polygon(hole).area >= area])
            for p in parts
        ]
    )


def polygons(found: BaseGeometry) -> BaseGeometry:
    """The polygons of a geometry, without the lines and points that a repair leaves."""
    flat = shapely.get_parts(shapely.get_parts(found))
    return shapely.union_all([part for part in flat if part.geom_type == "Polygon"])


def snapped(first: BaseGeometry, second: BaseGeometry, gap: float) -> tuple[BaseGeometry, BaseGeometry]:
    """Two neighbours that share edges exactly: what lies between them, up to `gap` wide, goes to the second."""
    both = shapely.union(first, second)
    between = shapely.intersection(shapely.buffer(first, gap), shapely.buffer(second, gap))
    closed = shapely.union(both, shapely.intersection(shapely.buffer(shapely.buffer(both, gap), -gap), between))
    clean = shapely.coverage_clean([first, polygons(shapely.difference(closed, first))], snapping_distance=1e-7)
    return clean[0], clean[1]


def main(folder: Path) -> None:
    """Write every geometry snapshot, and territory_facts, from the packages in `folder`."""
    kreise = read("kreis_keys")
    given = nuts3(folder)
    frontier = border(given)
    cells = raw_communes.cells_near(folder, frontier)
    units = raw_departments.fitted(given, raw_departments.departments(cells, frontier))
    chosen = units[kept(given, set(kreise["nuts3_2021"]))].reset_index(drop=True)
    whole = countries(units)
    beyond = backdrop(folder, shapely.union_all(whole.geometry.values))
    fine = chosen[chosen["code"] != "FRY30"].assign(id="nuts3:" + chosen["code"])
    gisco = pd.concat([whole, fine[["id", "geometry_source", "geometry"]]]).sort_values("id", ignore_index=True)
    write("geometry_gisco", gisco, **GISCO)
    write("geometry_natural_earth", beyond, **EARTH)
    write("geometry_lakes", lakes(folder), **LAKES)
    write("geometry_openstreetmap", openstreetmap(folder), **OSM)
    plain = pd.DataFrame(chosen.drop(columns=["geometry", "geometry_source"]))
    french, foreign = plain[plain["country"] == "FR"], plain[plain["country"] != "FR"]
    local = raw_communes.local(folder, cells, frontier, CITED)
    write("geometry_ign", local, **IGN)
    across = given[given["country"] == "GB"].geometry
    write("communes", raw_communes.communes(folder, cells, frontier, across), **COMMUNES)
    codes = local["id"].str.split(":")
    epci = codes[codes.str[0] == "epci"].str[1]
    facts = [
        raw_names.departments(folder, french),
        raw_names.regions(folder),
        raw_names.abroad(foreign, kreise),
        raw_names.local(folder, epci, CITED),
    ]
    write("territory_facts", pd.concat(facts).sort_values("id")[raw_names.COLUMNS], **FACTS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
