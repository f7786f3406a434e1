"""Raw packages → the snapshot of the EPCI and their communes. Run by hand when a source changes:

    python -m geodata.raw_members FOLDER

FOLDER as in `geodata.raw_geometry`. The build never runs this.
"""

import hashlib
import json
import sys
from pathlib import Path

import pandas as pd

from geodata import raw_names
from geodata.snapshots import FOLDER

FACTS = {
    "title": "Intercommunalités (EPCI) et leurs communes",
    "producer": "DGCL, Insee",
    "url": "https://www.collectivites-locales.gouv.fr/institutions/liste-et-composition-des-epci-fiscalite-propre",
    "year": "2026",
    "licence": "Licence Ouverte",
    "accessed": "2026-11-22",
    "made": "npm @etalab/decoupage-administratif 6.0.0. Codes of communes separated by spaces: those of today, the "
    "former ones that each took in, and the municipal arrondissements of Paris, Lyon and Marseille.",
}


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
    """Write the snapshot and its provenance."""
    file = FOLDER / "epci_members.csv"
    members(folder).to_csv(file, index=False)
    facts = {**FACTS, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in facts.items()]
    file.with_suffix(".toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
