"""Published figures put into the atlas's words: places, periods, breakdowns, precision. Nothing is added or dropped."""

import re

import pandas as pd

from geodata.errors import SnapshotError
from geodata.places import in_france

PREFIXES = (
    "country", "region", "departement", "commune", "canton", "kreis", "land", "epci", "arrondissement", "district",
    "province",
)  # fmt: skip
SEXES = {"H": "m", "F": "f"}
SECTORS = {"tertiaire non marchand": "non-market-services"}
COMPUTED = ("calcul", "somme des Kreise", "hommes + femmes")
GUESSED = ("environ", "estimation", "« un peu moins")
ABOUT = ("arrondi", "près de", "plus de", "moins de", "un peu moins", "presque")
PERSONS = (
    "frontaliers_sortants", "frontaliers_entrants", "frontaliers", "frontaliers_entrants_DE",
    "frontaliers_entrants_LU", "frontaliers_entrants_BE", "salaries_prives_monaco_par_residence",
)  # fmt: skip
UNMEASURED = "absence_de_donnee"
EVERYWHERE = "group:tous-pays"
CATEGORY = re.compile(r"^(sexe|secteur|mode|CS|âge|nationalité|diplôme)=(.+)$")
PERIOD = re.compile(r"^(\d{4})(?:[- ]?([TQ]\d)|-(\d{1,2}))?$")


def read(figures: pd.DataFrame, places: pd.DataFrame, fields: pd.DataFrame) -> pd.DataFrame:
    """Corrected figures in the atlas's words, one row per figure.

    Columns: origin and destination (place ids, empty where the figure has none), period, indicator, value (float,
    missing where nothing is published), unit, sex, sector, breakdown (the other categories, French), precision, field,
    source, mappable, note (French: remarks, formulas, cautions).

    Raises SnapshotError for a place or a period that cannot be read.
    """
    known = _published(places)
    modelled = set(fields.loc[fields["modelled"] == "yes", "id"])
    parts = [split_breakdown(text) for text in figures["breakdown"]]
    value = pd.to_numeric(figures["value"].replace("", None))
    return pd.DataFrame(
        {
            "origin": _places(figures, "origin", known),
            "destination": _places(figures, "dest", known),
            "period": [normal_period(year) for year in figures["year"]],
            "indicator": figures["indicator"],
            "value": value,
            "unit": figures["unit"],
            "sex": [SEXES.get(categories.get("sexe", ""), "") for categories, _ in parts],
            "sector": [SECTORS.get(categories.get("secteur", ""), "") for categories, _ in parts],
            "breakdown": [_breakdown(categories) for categories, _ in parts],
            "precision": [
                precision(confidence, remarks, number, field in modelled)
                for confidence, field, (_, remarks), number in zip(
                    figures["confidence"], figures["field"], parts, value, strict=True
                )
            ],
            "field": figures["field"],
            "source": figures["source"],
            "mappable": figures["mappable"].astype(bool),
            "note": [
                " ; ".join((*remarks, *filter(None, (caution,))))
                for (_, remarks), caution in zip(parts, figures["caution"], strict=True)
            ],
        }
    ).astype({"sex": "str", "sector": "str", "breakdown": "str", "note": "str"})


def crosses(figures: pd.DataFrame) -> pd.Series:
    """True for the figures that are flows: persons, from one side of a French border to the other.

    Figures of all countries, of another border (Italy to Monaco), and parts by nationality, age,
    category or diploma are not: they are indicators.
    """
    ends = figures[["origin", "destination"]]
    two = ~ends.isin(["", EVERYWHERE]).any(axis="columns")
    coded = figures["sex"].ne("").astype(int) + figures["sector"].ne("").astype(int)
    plain = figures["breakdown"].str.count("=").eq(coded)
    kind = figures["indicator"].isin((*PERSONS, UNMEASURED))
    return kind & two & plain & (in_france(figures["origin"]) ^ in_france(figures["destination"]))


def normal_period(published: str) -> str:
    """`2021`, `2025-Q1` or `2023-06` from a published period such as 2025-T1, 1996 T4, 2019Q1 or 2016-1.

    Raises SnapshotError for anything else than such a period or an empty text.
    """
    if not published:
        return ""
    found = PERIOD.match(published.strip())
    if not found:
        raise SnapshotError(f"figures: period {published!r}, expected 2021, 2025-T1 or 2023-06")
    year, quarter, month = found.groups()
    return f"{year}-Q{quarter[1]}" if quarter else f"{year}-{int(month):02d}" if month else year


def split_breakdown(text: str) -> tuple[dict[str, str], list[str]]:
    """Categories (sexe, secteur, mode, CS, âge, nationalité, diplôme) and remaining remarks of a breakdown.

    A remark in brackets after a category is kept as a remark: `secteur=construction (près de)`.
    """
    categories: dict[str, str] = {}
    remarks: list[str] = []
    for part in filter(None, (part.strip() for part in text.split(" ; "))):
        found = CATEGORY.match(part)
        if not found:
            remarks.append(part)
            continue
        name, _, remark = found.group(2).partition(" (")
        categories[found.group(1)] = name
        remarks += [remark.rstrip(")")] if remark else []
    return categories, remarks


def precision(confidence: str, remarks: list[str], value: float, modelled: bool) -> str:
    """`derived`, `estimate`, `rounded` or `exact`: how a figure is known; empty where there is no figure.

    Our own arithmetic first, then the producer's model or an `environ`, then a rounding that is said or that shows:
    a multiple of 100.
    """
    if pd.isna(value):
        return ""
    if confidence == "derived" or any(remark.startswith(COMPUTED) for remark in remarks):
        return "derived"
    if modelled or any(remark.startswith(GUESSED) for remark in remarks):
        return "estimate"
    return "rounded" if value % 100 == 0 or any(remark.startswith(ABOUT) for remark in remarks) else "exact"


def _breakdown(categories: dict[str, str]) -> str:
    return " ; ".join(f"{name}={value}" for name, value in categories.items())


def _places(figures: pd.DataFrame, side: str, known: dict[str, str]) -> list[str]:
    named = zip(*(figures[f"{side}_{part}"] for part in ("level", "code", "name")), strict=True)
    return [_place(level, code, name, known) for level, code, name in named]


def _published(places: pd.DataFrame) -> dict[str, str]:
    named = zip(places["id"], places["published"].str.split(" ; "), strict=True)
    return {name: place for place, names in named for name in names if name}


def _place(level: str, code: str, name: str, known: dict[str, str]) -> str:
    published = name if code in ("", "ALL") else code
    if not published:
        return ""
    if f"{level}|{published}" in known:
        return known[f"{level}|{published}"]
    if level not in PREFIXES or not code:
        raise SnapshotError(f"figures: place {published!r} of level {level!r} is unknown, expected a row of places")
    return f"{level}:{code.removeprefix('CH-') if level in ('canton', 'district') else code}"
