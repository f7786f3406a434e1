"""The MOT's 2021 work programme: one row per project line, its status and its link to frontiers."""

import re

import pandas as pd

from geodata.action_links import link
from geodata.errors import SchemaError
from geodata.tables import ACTIONS

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
