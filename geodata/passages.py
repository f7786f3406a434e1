"""Passages: what the two documents say about frontiers, poles and cooperations, in our own words."""

import pandas as pd

from geodata.tables import PASSAGES

LISTS = ("frontiers", "poles", "cooperations")


def passages(facts: pd.DataFrame) -> pd.DataFrame:
    """The table passages, one row per row of the snapshot of that name, whose columns are its own, all text.

    Lists separated by semicolons or spaces come out separated by one space. Raises SchemaError as PASSAGES does.
    """
    lists = {name: facts[name].str.replace(";", " ").str.split().str.join(" ") for name in LISTS}
    return PASSAGES.check(facts.assign(**lists))
