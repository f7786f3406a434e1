"""The table outlines: every shape as an SVG path in the units of its frame, at two scales.

Territories, countries and frontiers of a frame are simplified together, as one coverage, so that fills, hairlines and
the frontier coincide vertex by vertex.
"""

from collections.abc import Iterator

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import FRAMES, GEOGRAPHIC, Frame, frame_of, project
from geodata.edges import line, segments
from geodata.paths import areas, drawn_as
from geodata.tables import OUTLINES

# Visvalingam's thresholds as lengths. A frontier seen near has some 300 m a px: what is finer costs and is not seen.
# That of the overview leaves about as many points as 1 100 m by Douglas and Peucker would.
FULL_M, OVERVIEW_M = 500.0, 2_600.0
EXTENTS = {
    "metropole": shapely.box(-55_000, -15_000, 205_000, 185_000),
    "guyane": shapely.box(-25_000, 8_000, 70_000, 82_000),
    "saint-martin": shapely.box(0, 0, 40_000, 40_000),
}
# Monaco lies on the coast that a coarser layer draws: it is laid over it, never simplified.
LAID_OVER = ("country:MC",)
LOCAL = ("epci", "commune", "arrondissement")
Shapes = dict[str, BaseGeometry]


def outlines(territories: gpd.GeoDataFrame, frontiers: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table outlines, one row per frame, kind, id and scale, sorted.

    `territories` and `frontiers` are the tables; `lakes` has id and geometry (EPSG:4326). In frame metropole the
    overview holds countries, NUTS 3, frontiers and lakes; full adds EPCI, communes and arrondissements. The overseas
    frames are drawn in full only.
    """
    rows = [*metropole(territories, frontiers, lakes)]
    for frame in (frame for frame in FRAMES.values() if frame.territories):
        shapes = drawn(frame, territories[territories["id"].isin(frame.territories)])
        rows += rows_of(frame, "full", shapes | border_lines(frame, frontiers))
    table = pd.DataFrame(rows, columns=OUTLINES.names)
    return OUTLINES.check(table.sort_values(list(OUTLINES.key), ignore_index=True))


def metropole(
    territories: gpd.GeoDataFrame, frontiers: gpd.GeoDataFrame, lakes: gpd.GeoDataFrame
) -> Iterator[dict[str, object]]:
    """The rows of frame metropole at both scales."""
    frame = FRAMES["metropole"]
    overseas = {place for other in FRAMES.values() for place in other.territories}
    here = territories[~territories["id"].isin(overseas)]
    pieces = simplified(drawn(frame, coverage(here)), FULL_M / frame.unit_m)
    water, borders = drawn(frame, lakes), border_lines(frame, frontiers)
    laid_over, local = drawn(frame, here[here["id"].isin(LAID_OVER)]), drawn(frame, here[here["level"].isin(LOCAL)])
    country = here.set_index("id")["country"]
    near = borders | shared_borders(frontiers, pieces)
    yield from rows_of(frame, "full", whole(pieces, country) | laid_over | local | water | near)
    tolerance = OVERVIEW_M / frame.unit_m
    coarse = simplified(pieces, tolerance)
    few = whole(coarse, country) | laid_over | simplified(water, tolerance / 2)
    yield from rows_of(frame, "overview", few | borders | shared_borders(frontiers, coarse))


def coverage(territories: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """NUTS 3 units, and as `country:XX` what they leave of each country: edges are shared, none overlap."""
    shaped = territories[territories.geometry.notna() & ~territories["id"].isin(LAID_OVER)]
    units = shaped[shaped["level"] == "nuts3"]
    rest = shaped[(shaped["level"] == "country") & (shaped["id"] != "country:FR")].copy()
    taken = units.dissolve("country", method="unary").geometry.reindex(rest["country"]).values
    left = [
        shape if cut is None else shapely.difference(shape, cut)
        for shape, cut in zip(rest.geometry, taken, strict=True)
    ]
    rest = rest.set_geometry(left, crs=GEOGRAPHIC)
    return gpd.GeoDataFrame(pd.concat([units, rest[~rest.geometry.is_empty]]), crs=GEOGRAPHIC)


def whole(pieces: Shapes, country: pd.Series) -> Shapes:
    """The NUTS 3 units among the pieces of a coverage, and each country as the union of its pieces."""
    of = pd.Series({i: f"country:{country[i]}" for i in pieces})
    united = {i: shapely.coverage_union_all([pieces[piece] for piece in of.index[of == i]]) for i in sorted(set(of))}
    return united | {i: shape for i, shape in pieces.items() if i.startswith("nuts3:")}


def drawn(frame: Frame, places: gpd.GeoDataFrame) -> Shapes:
    """The shapes of places in frame units by id, cut to what the frame shows; what lies outside is left out."""
    shaped = places[places.geometry.notna()]
    projected = project(frame, shaped.geometry).values
    window = EXTENTS[frame.name]
    inside = shapely.within(projected, window)
    cut = shapely.intersection(projected[~inside], window)
    projected[~inside] = cut
    return {i: areas(shape) for i, shape in zip(shaped["id"], projected, strict=True) if not shape.is_empty}


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """The shapes with fewer points, shared edges still shared, specks left out; `tolerance` in their unit."""
    coarse = shapely.coverage_simplify(list(shapes.values()), tolerance)
    return {i: without_specks(shape, tolerance**2 / 2) for i, shape in zip(shapes, coarse, strict=True)}


def without_specks(shape: BaseGeometry, area: float) -> BaseGeometry:
    """A shape without its parts under an area, but for the largest."""
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    return shapely.multipolygons(parts[:1] + [part for part in parts[1:] if part.area >= area])


def border_lines(frame: Frame, frontiers: gpd.GeoDataFrame) -> Shapes:
    """The lines of the frontiers that are drawn in a frame, in its units, as the table has them."""
    here = frontiers[[frame_of(i) == frame for i in frontiers["id"]]]
    return dict(zip(here["id"], project(frame, here.geometry), strict=True))


def shared_borders(frontiers: gpd.GeoDataFrame, pieces: Shapes) -> Shapes:
    """The lines of the land frontiers as simplified pieces share them."""
    edges = {i: segments(shape) for i, shape in pieces.items()}
    found = {}
    for border in frontiers.itertuples():
        home, away = (
            frozenset().union(*(edges[i] for i in ids.split() if i in edges))
            for ids in (border.limitrophe_france, border.limitrophe_neighbour)
        )
        if home & away:
            found[border.id] = line(home & away)
    return found


def rows_of(frame: Frame, scale: str, shapes: Shapes) -> Iterator[dict[str, object]]:
    """One row of the table per shape; one that vanishes when rounded to units is left out."""
    for i, shape in shapes.items():
        drawing = drawn_as(shape)
        if not drawing:
            continue
        yield {"frame": frame.name, "kind": kind_of(i), "id": i, "scale": scale, **drawing}


def kind_of(place: str) -> str:
    """The kind of an outline, read from its id."""
    level = place.partition(":")[0]
    return level if level in ("country", "lake") else "territory" if ":" in place else "frontier"
