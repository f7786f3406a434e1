"""The MOT's 2021 work programme: one row per project line, its status and its link to frontiers."""

import re

import pandas as pd

from geodata.errors import SchemaError
from geodata.tables import ACTIONS, FRONTIER_IDS

SUBMITTED = {"": "", "[soumis à arbitrage]": "arbitration", "[soumis à intérêt]": "interest"}

OUTCOMES = {
    "": "",
    "Priorité 1": "",
    "Projet inscrit au PW21": "in-programme",
    "Projet inscrit au PW21 sur la frontière FR-BE": "in-programme",
    "Arbitrage en cours d'année": "arbitration-this-year",
    "Projet à proposer et structurer": "to-propose",
    "Projet envisageable, à discuter avec les acteurs concernés": "possible",
    "Projet non retenu pour l'heure": "not-retained",
}

# First match wins, so that a row has one basis. The seat of a partner (Sciences Po Strasbourg) is no link.
LINKS = (
    (r"FR-(BE|LU|DE|CH|IT|MC|ES|AD|UK)\b", "named", ""),
    (r"franco-italo-monégasque", "named", "fr-it fr-mc"),
    (r"\bMemorandum DE\b", "place", "fr-de"),
    (r"\bGECT PAMINA\b", "place", "fr-de"),
    (r"\bMORTEAU\b", "place", "fr-ch"),
    (r"\bEspace Catalan Transfrontalier\b", "place", "fr-es"),
    (r"\bEurorégion NAEN\b", "place", "fr-es"),
    (r"\bGECT Hôpital de Cerdagne\b", "place", "fr-es"),
    (r"\bOM /", "family", "gf-br gf-sr mf-sx"),
    (r"\bMontagne\b", "family", "fr-ch fr-it fr-es fr-ad"),
    (r"\bFrontières Maritimes\b", "family", "fr-uk mf-sx"),
)

SAID = (
    ("health", r"santé|health|hôpital"),
    ("mobility", r"mobilité|\brail\b|\btransports?\b"),
    ("higher-education-research", r"recherche|universit"),
    ("economy", r"télétravail"),
    ("governance", r"gouvernance|groupements|plateforme GECT|\bTALC\b"),
)


def actions(facts: pd.DataFrame) -> pd.DataFrame:
    """The table actions, one row per row of the snapshot programme_2021 (columns id, axis … raw, all text).

    Status: the outcome in the note where there is one, else what the row was submitted to; `submitted` keeps the
    bracket. Raises SchemaError for a bracket or a note that is not one of the programme's own wordings.
    """
    text = facts["project"] + " " + facts["action"]
    links = text.map(link)
    themes = facts["project"].map(theme).where(lambda found: found != "", facts["action"].map(theme))
    submitted = _coded(facts, "bracket", SUBMITTED)
    outcome = _coded(facts, "note", OUTCOMES)
    return ACTIONS.check(
        pd.DataFrame(
            {
                "id": facts["id"],
                "axis": facts["axis"].astype("int64"),
                "sub_axis": facts["sub_axis"],
                "action": facts["action"],
                "project": facts["project"],
                "priority": facts["note"] == "Priorité 1",
                "status": outcome.where(outcome != "", submitted.map(lambda to: to and f"submitted-{to}")),
                "submitted": submitted,
                "reading": facts["raw"].map(lambda raw: "partial" if raw else "full"),
                "frontiers": links.str[1],
                "basis": links.str[0],
                "theme": themes.replace("", "general"),
                "raw": facts[["raw", "bracket", "note"]].apply(lambda cells: " · ".join(filter(None, cells)), axis=1),
            }
        )
    )


def link(text: str) -> tuple[str, str]:
    """Basis and frontier ids of a programme line: what its words name, place or belong to, else all frontiers."""
    for pattern, basis, frontiers in LINKS:
        found = re.search(pattern, text)
        if found:
            named = [name for name in FRONTIER_IDS if name.upper() == found[0]]
            return basis, frontiers or " ".join(named)
    return "all", "all"


def theme(text: str) -> str:
    """The first theme of SAID whose words the text says; empty where it says none."""
    return next((name for name, words in SAID if re.search(words, text, re.IGNORECASE)), "")


def _coded(facts: pd.DataFrame, column: str, codes: dict[str, str]) -> pd.Series:
    unknown = facts.loc[~facts[column].isin(codes), column]
    if len(unknown):
        raise SchemaError(
            f"programme_2021: {column}, row {unknown.index[0]} is {unknown.iloc[0]!r}, expected one of "
            f"{', '.join(filter(None, codes))}"
        )
    return facts[column].map(codes)
