"""Imported communes (GISCO's local administrative units), drawn as the atlas draws its own."""

import unicodedata

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from geodata import files, snapshots
from geodata.communes import communes
from geodata.containers import Hierarchy, containers
from geodata.crs import GEOGRAPHIC
from geodata.tables import COMMUNES, FRONTIERS

LEADING = {"kreis": 5, "arrondissement": 2}
"""How many characters of the code of a parent the number of a commune begins with."""


def drawn(units: pa.Table, known: Hierarchy) -> pd.DataFrame:
    """The table communes of imported units (columns of `geodata.importers.TERRITORY_BATCH`); empty where none is near.

    Aliases are the ids of INSEE's files, so that flows find their commune; parents the NUTS 3 units that are known.
    Raises TableError and SnapshotError for the atlas's own files.
    """
    frame = units.to_pandas().astype({"population": "float64"})
    frame = frame[frame["level"] == "commune"].reset_index(drop=True)
    if frame.empty:
        return COMMUNES.conform(pd.DataFrame(columns=COMMUNES.names))
    shapes = shapely.from_wkb(frame.pop("geometry"))
    abroad = frame["country"] != "FR"
    frame["aliases"] = known_as(frame[abroad], snapshots.read("insee_foreign_communes")).reindex(
        frame.index, fill_value=""
    )
    frame["parent"] = containers(_findable(frame), known)["nuts3"]
    frame["epci"] = frame["id"].map(known.epci).fillna("")
    frame["population_source"] = ""
    return communes(gpd.GeoDataFrame(frame, geometry=shapes, crs=GEOGRAPHIC), files.read_shapes(FRONTIERS))


def _findable(frame: pd.DataFrame) -> pd.Series:
    """For each commune a place whose NUTS 3 unit the hierarchy may know: itself, its alias, its number."""
    number = frame["id"].str.partition("-")[2]
    found = frame["id"].where(frame["aliases"] == "", frame["aliases"])
    found = found.mask(frame["country"] == "DE", "kreis:" + number.str[:5])
    # Verviers is two units: whom Insee lists is known better than by the number.
    unlisted = (frame["country"] == "BE") & (frame["aliases"] == "")
    return found.mask(unlisted, "arrondissement:BE-" + number.str[:2] + "000")


def known_as(places: pd.DataFrame, listed: pd.DataFrame) -> pd.Series:
    """For each commune abroad the id that INSEE's files give it, empty where that is not sure; index of `places`.

    `places`: id (commune:DE-10042111), name, country. `listed` (snapshot insee_foreign_communes): code, name, country,
    parent. The names must agree and belong to one commune on either side; where the list knows the Kreis or the
    Belgian arrondissement, the number of the commune must begin with it.
    """
    ours = places.assign(at=places.index, named=places["name"].map(folded))[["at", "id", "country", "named"]]
    theirs = listed.assign(named=listed["name"].map(folded))[["code", "country", "parent", "named"]]
    pairs = ours.merge(theirs, on=["country", "named"])
    inside = [_lies_in(one, parent) for one, parent in zip(pairs["id"], pairs["parent"], strict=True)]
    pairs = pairs[pd.Series(inside, index=pairs.index, dtype=bool)]
    sure = pairs[~pairs["at"].duplicated(keep=False) & ~pairs["code"].duplicated(keep=False)]
    codes = "commune:" + sure["country"] + "-" + sure["code"]
    return codes.set_axis(sure["at"]).reindex(places.index).fillna("")


def _lies_in(place: str, parent: str) -> bool:
    level, _, code = parent.partition(":")
    number = place.partition("-")[2]
    return number.startswith(code.removeprefix("BE-")[: LEADING[level]]) if level in LEADING else True


def folded(name: str) -> str:
    """A name without case, accents, marks and what follows a comma: `munchweiler an der alsenz`."""
    plain = unicodedata.normalize("NFKD", name.partition(",")[0].casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
