"""Cooperations: structures and projects that work across a frontier."""

from collections.abc import Collection

import pandas as pd

from geodata.tables import COOPERATIONS

NUMBERS = ("population", "area_km2")


def cooperations(facts: pd.DataFrame, known: Collection[str] = ()) -> pd.DataFrame:
    """The table cooperations, one row per row of the snapshot of that name, whose columns are its own, all text.

    population in inhabitants, area_km2 in km²; an empty cell is missing. The intercommunalities of member_epci that are
    `known` territories (ids) end member_places; one too far from a border to have a shape stays in `members` alone.
    Raises SchemaError as COOPERATIONS does.
    """
    epci = facts["member_epci"].map(lambda cell: [place for place in cell.split() if place in known])
    places = [
        " ".join(dict.fromkeys([*cell.split(), *more])) for cell, more in zip(facts["member_places"], epci, strict=True)
    ]
    numbers = {name: pd.to_numeric(facts[name].replace("", None)).astype(float) for name in NUMBERS}
    table = facts.drop(columns="member_epci").assign(member_places=pd.Series(places, facts.index, dtype="str"))
    return COOPERATIONS.check(table.assign(**numbers, on_map=facts["on_map"] == "1"))
