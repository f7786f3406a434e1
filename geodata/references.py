"""What one table says of another: every id that a column cites stands in the table that it points to.

A column's name says what it cites, in every table alike; a cell may hold several ids separated by spaces.
"""

from collections.abc import Mapping

import pandas as pd

from geodata.errors import SchemaError
from geodata.tables import SCHEMAS

CITES = {
    "source": "sources", "document": "sources", "length_source": "sources", "population_source": "sources",
    "jobs_source": "sources", "geometry_source": "sources", "field": "fields", "frontier": "frontiers",
    "frontiers": "frontiers", "nearest_frontier": "frontiers", "parent": "territories", "territory": "territories",
    "limitrophe_france": "territories", "limitrophe_neighbour": "territories", "home": "places", "work": "places",
    "place": "places", "other_place": "places", "member_places": "places", "poles": "poles",
    "cooperations": "cooperations",
}  # fmt: skip
DRAWN = {
    "country": "territories", "territory": "territories", "place": "territories", "frontier": "frontiers",
    "crossing": "frontiers", "pole": "poles",
}  # fmt: skip


def check(tables: Mapping[str, pd.DataFrame]) -> None:
    """Raises SchemaError naming table, column and row of the first cell that cites what no table holds."""
    known = _known(tables)
    for name, frame in tables.items():
        for column in frame.columns.intersection(list(CITES)):
            _check_column(f"{name}: column {column}", frame[column], known[CITES[column]], CITES[column])
    for name, schema in SCHEMAS.items():
        _check_column(
            f"{name}: sources of the schema", pd.Series(schema.sources, dtype="str"), known["sources"], "sources"
        )
    for name in ("outlines", "points"):
        for kind, target in DRAWN.items():
            # The crossings of a frontier are numbered: fr-es.0, fr-es.1.
            ids = tables[name].loc[tables[name]["kind"] == kind, "id"].str.replace(r"\.\d+$", "", regex=True)
            _check_column(f"{name}: column id", ids, known[target], target)


def _known(tables: Mapping[str, pd.DataFrame]) -> dict[str, set[str]]:
    known = {name: set(tables[name]["id"]) for name in set(CITES.values()) - {"places"}}
    aliases = {alias for cell in tables["territories"]["aliases"] for alias in cell.split()}
    known["places"] = known["territories"] | aliases | {f"pole:{pole}" for pole in known["poles"]}
    known["frontiers"] |= {"all"}
    return known


def _check_column(where: str, cells: pd.Series, known: set[str], target: str) -> None:
    for row, cell in cells.items():
        unknown = [name for name in cell.split() if name not in known]
        if unknown:
            raise SchemaError(f"{where}, row {row} is {unknown[0]!r}, expected an id of {target}")
