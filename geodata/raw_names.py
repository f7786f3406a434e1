"""Raw packages → the snapshot of names, parents, other codes and populations of the territories.

The two tables beside the packages are ours: `territory_names.csv` (French names, regions abroad, codes of producers
that no package carries) and the Kreise's own keys, both snapshots.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from geodata import raw_packages as raw

COLUMNS = ["id", "name", "country", "parent", "aliases", "population", "population_year", "population_source"]
CANTONS = {
    "CH011": "VD", "CH012": "VS", "CH013": "GE", "CH021": "BE", "CH022": "FR", "CH023": "SO",
    "CH024": "NE", "CH025": "JU", "CH031": "BS", "CH032": "BL", "CH033": "AG", "CH040": "ZH",
    "CH051": "GL", "CH052": "SH", "CH053": "AR", "CH054": "AI", "CH055": "SG", "CH056": "GR",
    "CH057": "TG", "CH061": "LU", "CH062": "UR", "CH063": "SZ", "CH064": "OW", "CH065": "NW",
    "CH066": "ZG", "CH070": "TI",
}  # fmt: skip
# Belgium's own numbers (NIS, since 2019) of the arrondissements, which are its NUTS 3 units; Verviers is two of them.
ARRONDISSEMENTS = {
    "BE100": "21000", "BE211": "11000", "BE212": "12000", "BE213": "13000", "BE223": "73000", "BE224": "71000",
    "BE225": "72000", "BE231": "41000", "BE232": "42000", "BE233": "43000", "BE234": "44000", "BE235": "45000",
    "BE236": "46000", "BE241": "23000", "BE242": "24000", "BE251": "31000", "BE252": "32000", "BE253": "33000",
    "BE254": "34000", "BE255": "35000", "BE256": "36000", "BE257": "37000", "BE258": "38000", "BE310": "25000",
    "BE323": "53000", "BE328": "57000", "BE329": "58000", "BE32A": "51000", "BE32B": "52000", "BE32C": "55000",
    "BE32D": "56000", "BE331": "61000", "BE332": "62000", "BE334": "64000", "BE335": "63000", "BE341": "81000",
    "BE342": "82000", "BE343": "83000", "BE344": "84000", "BE345": "85000", "BE351": "91000", "BE352": "92000",
    "BE353": "93000",
}  # fmt: skip
# What a name says of its unit's kind, in either of two languages: Arr. de Bruxelles-Capitale/Arr. Brussel-Hoofdstad.
KIND = r"(^|/)(?:Arr\. (?:de )?|Bezirk )"
POPULATION = {"population_year": "2023", "population_source": "insee-populations-2023"}


def read_list(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a list of communes, epci, departements or regions."""
    rows: list[dict[str, Any]] = json.loads(raw.read(raw.NAMES, folder, f"data/{name}.json"))
    return rows


def communes(folder: Path) -> pd.DataFrame:
    """The communes of today: code, nom, departement, arrondissement, region, population (INSEE, 2023)."""
    rows = pd.DataFrame(read_list(folder, "communes"))
    # The list has Mayotte's population of 2017 among those of 2023.
    rows["population"] = rows["population"].mask(rows["departement"] == "976")
    return rows[rows["type"] == "commune-actuelle"].reset_index(drop=True)


def departments(folder: Path, units: pd.DataFrame) -> pd.DataFrame:
    """The French NUTS 3 units of `units` (code, name) as rows of COLUMNS, joined by name, with their population."""
    listed = pd.DataFrame(read_list(folder, "departements"))
    listed["key"] = listed["nom"].str.replace("'", "’")
    people = communes(folder).groupby("departement")["population"].sum(min_count=1)
    found = units.merge(listed, left_on="name", right_on="key", validate="one_to_one", suffixes=("", "_dep"))
    return pd.DataFrame(
        {
            "id": "nuts3:" + found["code"],
            "name": found["nom"],
            "country": "FR",
            "parent": "region:" + found["region"],
            "aliases": "departement:" + found["code_dep"],
            "population": found["code_dep"].map(people),
            **POPULATION,
        }
    )


def regions(folder: Path) -> pd.DataFrame:
    """The French regions as rows of COLUMNS."""
    listed = pd.DataFrame(read_list(folder, "regions"))
    listed = listed[listed["zone"].isin(["metro", "drom"])]
    people = communes(folder).groupby("region")["population"].sum(min_count=1)
    return pd.DataFrame(
        {
            "id": "region:" + listed["code"],
            "name": listed["nom"],
            "country": "FR",
            "parent": "country:FR",
            "aliases": "",
            "population": listed["code"].map(people),
            **POPULATION,
        }
    )


def abroad(units: pd.DataFrame, kreise: pd.DataFrame) -> pd.DataFrame:
    """The NUTS 3 units outside France of `units` (code, country, name) as rows of COLUMNS, population unknown.

    `kreise` holds ags and nuts3_2021. The parent is the Land in Germany, the country in Luxembourg, else NUTS 2.
    """
    key = "kreis:" + kreise.set_index("nuts3_2021")["ags"]
    aliases = pd.concat([key, "canton:" + pd.Series(CANTONS), "arrondissement:BE-" + pd.Series(ARRONDISSEMENTS)])
    lengths = units["country"].map({"DE": 3}).fillna(4).astype(int)
    parents = [f"region:{code[:length]}" for code, length in zip(units["code"], lengths, strict=True)]
    return pd.DataFrame(
        {
            "id": "nuts3:" + units["code"],
            "name": units["name"].str.replace(KIND, r"\1", regex=True),
            "country": units["country"],
            "parent": pd.Series(parents, index=units.index).mask(units["country"] == "LU", "country:LU"),
            "aliases": units["code"].map(aliases).fillna(""),
        }
    )


def local(folder: Path, epci: Iterable[str], cited: Iterable[str]) -> pd.DataFrame:
    """EPCI (SIREN) and communes or arrondissements (INSEE) as rows of COLUMNS, with their population."""
    now = communes(folder)
    rows = [
        {
            "id": f"epci:{row['code']}",
            "name": row["nom"],
            "parent": "departement:" + now.set_index("code").at[row["membres"][0]["code"], "departement"],
            "population": now[now["code"].isin({m["code"] for m in row["membres"]})]["population"].sum(),
        }
        for row in read_list(folder, "epci")
        if row["code"] in set(epci)
    ]
    named = now[now["code"].isin(set(cited))]
    rows += [
        {"id": f"commune:{r.code}", "name": r.nom, "parent": f"departement:{r.departement}", "population": r.population}
        for r in named.itertuples()
    ]
    for row in read_list(folder, "arrondissements"):
        if row["code"] in set(cited):
            people = now[now["arrondissement"] == row["code"]]["population"].sum()
            parent = f"departement:{row['departement']}"
            rows.append(
                {"id": f"arrondissement:{row['code']}", "name": row["nom"], "parent": parent, "population": people}
            )
    return pd.DataFrame(rows).assign(country="FR", aliases="", **POPULATION)
