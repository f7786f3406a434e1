"""What contains a place: its country, its NUTS 3 unit, its EPCI. For lifting flows of communes to a coarser level.

The country is read from the id; the NUTS 3 unit and the EPCI come from the tables and snapshots of the atlas. Where a
coarser unit is not known, the place stays at the finest one that is: a commune of a distant Land at its Land.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geodata import snapshots
from geodata.places import FRENCH, country_of

COLUMNS = ("place", "level", "rank", "country", "nuts3", "epci", "french")
SAME_LEVEL = {"departement": "nuts3", "kreis": "nuts3", "canton": "nuts3"}
"""Levels whose places are NUTS 3 units under the producer's own code."""
FINEST_FIRST = (
    "commune", "part", "district", "epci", "zone", "arrondissement", "nuts3", "province", "land", "region", "group",
    "country",
)  # fmt: skip


@dataclass(frozen=True)
class Hierarchy:
    """Place id → place id one step up: names of the same unit first (`canonical`), then `parents`, then `epci`."""

    canonical: Mapping[str, str]
    parents: Mapping[str, str]
    epci: Mapping[str, str]


def hierarchy(territories: pd.DataFrame, foreign: pd.DataFrame, members: pd.DataFrame) -> Hierarchy:
    """From the table territories and the snapshots insee_foreign_communes (code, country, parent) and epci_members."""
    aliases = zip(territories["id"], territories["aliases"].str.split(), strict=True)
    communes = zip(members["epci"], members["communes"].str.split(), strict=True)
    abroad = foreign[foreign["country"] != ""]
    return Hierarchy(
        {alias: place for place, names in aliases for alias in names},
        {
            **dict(zip(territories["id"], territories["parent"], strict=True)),
            **dict(zip("commune:" + abroad["country"] + "-" + abroad["code"], abroad["parent"], strict=True)),
        },
        {f"commune:{code}": f"epci:{epci}" for epci, codes in communes for code in codes},
    )


@cache
def built() -> Hierarchy:
    """The hierarchy of the project's own tables and snapshots. Raises TableError and SnapshotError as these do."""
    from geodata import files
    from geodata.tables import TERRITORIES

    return hierarchy(files.read(TERRITORIES), snapshots.read("insee_foreign_communes"), snapshots.read("epci_members"))


def containers(places: Iterable[str], known: Hierarchy) -> pd.DataFrame:
    """One row per place, with the columns COLUMNS.

    level: of the place itself, and rank: its position in FINEST_FIRST. country, nuts3, epci: place ids of what contains
    it, or the finest known coarser one. Outside France epci is nuts3: a foreign commune has no EPCI. A French commune
    in no EPCI (four islands) stands for itself there. french: whether it is in France.
    """
    return pd.DataFrame([_contained(place, known) for place in places], columns=list(COLUMNS)).astype(
        {"rank": "int64", "french": "bool"} | dict.fromkeys(("place", "level", "country", "nuts3", "epci"), "str")
    )


def _contained(place: str, known: Hierarchy) -> tuple[str, str, int, str, str, str, bool]:
    prefix = place.partition(":")[0]
    level = SAME_LEVEL.get(prefix, prefix)
    iso = country_of(place)
    country = f"country:{iso}" if iso else place
    nuts3 = _nuts3(place, known) or country
    epci = nuts3
    if iso in FRENCH and level in ("commune", "epci"):
        epci = known.epci.get(place, place)
    rank = FINEST_FIRST.index(level) if level in FINEST_FIRST else len(FINEST_FIRST)
    return place, level, rank, country, nuts3, epci, iso in FRENCH


def _nuts3(place: str, known: Hierarchy) -> str:
    """The NUTS 3 unit of a place; else the first coarser unit on the way up that is no country; else nothing."""
    level, _, code = place.partition(":")
    if level == "commune" and code[:1].isdigit():
        # INSEE's commune codes begin with the département's: two characters, overseas three.
        place = f"departement:{code[:3] if code.startswith('97') else code[:2]}"
    coarser = ""
    while place and not place.startswith("country:"):
        place = known.canonical.get(place, place)
        if place.startswith("nuts3:"):
            return place
        if place.partition(":")[0] not in ("commune", "epci", "country"):
            coarser = coarser or place
        place = known.parents.get(place, "")
    return coarser
