"""Places that figures cite: which country a place id belongs to, and those that have no geometry of their own.

A place id is `level:code`. Whether it is French is read from the id alone: by its level (departement, epci, zone:
France; canton, district: Switzerland; kreis, land: Germany), else by its code, which begins with a digit in France and
with the two letters of the country elsewhere (region:44, region:BE-WAL, commune:74012, commune:CH-6621, part:LU-sud,
group:01+74).
"""

import pandas as pd

FRENCH = ("FR", "MF", "GF")
COUNTRY_OF_LEVEL = {
    "departement": "FR", "epci": "FR", "zone": "FR", "canton": "CH", "district": "CH", "kreis": "DE", "land": "DE",
}  # fmt: skip


def country_of(place: str) -> str:
    """ISO 3166 code of the country of a place id, the first one for a group; empty for a group of all neighbours."""
    level, _, code = place.partition(":")
    if level in COUNTRY_OF_LEVEL:
        return COUNTRY_OF_LEVEL[level]
    return "FR" if code[:1].isdigit() else code[:2] if code[:2].isupper() else ""


def in_france(places: pd.Series) -> pd.Series:
    """True for the place ids that are in France (mainland, Guyane or Saint-Martin)."""
    return places.map(country_of).isin(FRENCH)


def territories(places: pd.DataFrame) -> pd.DataFrame:
    """The snapshot of cited places with the columns of TERRITORIES but geometry; lon and lat in degrees, EPSG:4326.

    One row per place that any figure cites, whether or not it also has a shape elsewhere; a group's country lists the
    countries of its members, separated by spaces.
    """
    numbers = places[["lon", "lat"]].apply(lambda column: pd.to_numeric(column.replace("", None)))
    return places.drop(columns=["published", "lon", "lat"]).assign(
        aliases="", population=float("nan"), population_year="", population_source="", geometry_source="", **numbers
    )
