"""Cooperations: structures and projects that work across a frontier."""

import pandas as pd

from geodata.tables import COOPERATIONS

NUMBERS = ("population", "area_km2")


def cooperations(facts: pd.DataFrame) -> pd.DataFrame:
    """The table cooperations, one row per row of the snapshot of that name, whose columns are its own, all text.

    population in inhabitants, area_km2 in km²; an empty cell is missing. The snapshot's member_epci waits for shapes
    of intercommunalities and is left out. Raises SchemaError as COOPERATIONS does.
    """
    numbers = {name: pd.to_numeric(facts[name].replace("", None)).astype(float) for name in NUMBERS}
    return COOPERATIONS.check(facts.drop(columns="member_epci").assign(**numbers, on_map=facts["on_map"] == "1"))
