"""What places are called that no table of the atlas names and imports lead to: French communes and EPCI, after today's
official list, communes abroad, as Insee's list has them, and NUTS regions.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from geodata import files, snapshots
from geodata.tables import TERRITORIES

SMALL = {"am", "an", "aan", "bei", "de", "den", "der", "des", "du", "en", "im", "in", "la", "le", "les", "ob", "op",
         "pres", "sous", "sur", "unter", "van", "von"}  # fmt: skip


def called(places: Iterable[str]) -> dict[str, str]:
    """Place id → its French name in the tables, else its name here; places without any are left out. Raises TableError
    and SnapshotError.
    """
    wanted = {*places}
    known = files.read(TERRITORIES)
    rows = zip(known["id"] + " " + known["aliases"], known["name_fr"], strict=True)
    tables = {place: name for ids, name in rows for place in ids.split() if place in wanted}
    more = {**abroad(), **regions(), **french(wanted - {*tables})} if wanted - {*tables} else {}
    return {place: name for place, name in {**more, **tables}.items() if place in wanted}


def french(places: Iterable[str]) -> dict[str, str]:
    """Place id → name of those among `places` that are communes (former ones and the municipal arrondissements of
    Paris, Lyon and Marseille too) or EPCI of France (snapshots commune_names, epci_members). Raises SnapshotError.
    """
    # Tens of thousands of names are read, those asked for are kept.
    wanted = {*places}
    found: dict[str, str] = {}
    for level, name, code in (("commune", "commune_names", "code"), ("epci", "epci_members", "epci")):
        if any(place.startswith(f"{level}:") for place in wanted):
            known = snapshots.read(name)
            ids = f"{level}:" + known[code]
            asked = ids.isin(wanted)
            found |= dict(zip(ids[asked], known["name"][asked], strict=True))
    return found


@cache
def abroad() -> Mapping[str, str]:
    """Place id → name of the communes abroad that Insee's files name by a code of Insee's own, as GeoNames spells what
    Insee lists, else its capitals made small (snapshot insee_foreign_communes). Raises SnapshotError.
    """
    known = snapshots.read("insee_foreign_communes")
    known = known[known["country"] != ""]
    places = "commune:" + known["country"] + "-" + known["code"]
    names = known["spelled"].where(known["spelled"] != "", known["name"].map(small))
    return dict(zip(places, names, strict=True))


@cache
def regions() -> Mapping[str, str]:
    """Place id → name of the NUTS regions of levels 1 and 2 of France and its neighbours, in the language of the place,
    as Eurostat's figures name them by code (snapshot nuts_names). Raises SnapshotError.
    """
    known = snapshots.read("nuts_names")
    return dict(zip("region:" + known["code"], known["name"], strict=True))


def small(name: str) -> str:
    """`Oetwil am See` of `OETWIL AM SEE`, `Pont-a-Celles`; a canton in parentheses stays: `Berg (SG)`."""

    def written(word: re.Match[str]) -> str:
        before, text = name[: word.start()][-1:], word[0]
        if before == "(" and len(text) == 2:
            return text
        inside = before and before in " -" and (text.lower() in SMALL or len(text) == 1)
        return text.lower() if inside else text.capitalize()

    return re.sub(r"[^\W\d_]+", written, name)
