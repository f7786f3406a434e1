"""At which frontier a territory is shown, so that a search by name leads to the right map."""

from collections import Counter
from functools import lru_cache
from math import cos, radians

import pandas as pd

from dashboard.compose.index import index
from geodata.atlas import Atlas


def frontier_of(atlas: Atlas, territory: str) -> str:
    """The frontier of a territory: the one that most of its figures are about, else one that it touches (of several
    that of the nearest pole), else its country's, else the nearest pole's; empty where nothing tells.
    """
    return _frontiers(atlas).get(territory, "")


@lru_cache(maxsize=4)
def _frontiers(atlas: Atlas) -> dict[str, str]:
    known, crossed = index(atlas), _crossed(atlas)
    parents = dict(zip(atlas.territories["id"], atlas.territories["parent"], strict=True))
    sides = {
        name: {*str(row["limitrophe_france"]).split(), *str(row["limitrophe_neighbour"]).split()}
        for name, row in known.frontiers.items()
    }
    poles = atlas.poles
    points = list(zip(poles["nearest_frontier"], poles["lon"], poles["lat"], strict=True))
    found = {}
    for row in atlas.territories.itertuples():
        touched = _touched(row.id, sides, parents)
        theirs = [name for name, one in known.frontiers.items() if one["neighbour"] in row.country.split()]
        by_place = [one for one in points if not touched or one[0] in touched]
        near = _nearest(row.lon, row.lat, by_place)
        found[row.id] = next(filter(None, (crossed.get(row.id), near if touched else "", *touched, *theirs, near)), "")
    return found


def _crossed(atlas: Atlas) -> dict[str, str]:
    """By territory, the frontier that most of its own figures are about; a whole country has those of many."""
    known = index(atlas)
    counts: dict[str, Counter[str]] = {}
    for row in known.rows:
        for place in (row.home, row.work):
            if row.alone:
                counts.setdefault(known.place(place).id, Counter())[row.frontiers[0]] += 1
    abroad = {row["neighbour"]: name for name, row in known.frontiers.items()}
    for place, other in zip(atlas.indicators["place"], atlas.indicators["other_place"], strict=True):
        if known.place(other).country in abroad:
            counts.setdefault(known.place(place).id, Counter())[abroad[known.place(other).country]] += 1
    return {place: count.most_common(1)[0][0] for place, count in counts.items() if place != "country:FR"}


def _touched(territory: str, sides: dict[str, set[str]], parents: dict[str, str]) -> tuple[str, ...]:
    """The frontiers that a territory touches, or else the smallest that holds it."""
    while territory:
        found = tuple(name for name, side in sides.items() if territory in side)
        if found:
            return found
        territory = parents.get(territory, "")
    return ()


def _nearest(lon: float, lat: float, poles: list[tuple[str, float, float]]) -> str:
    """The frontier of the pole that is nearest to a point; poles as frontier, longitude, latitude."""
    if pd.isna(lon) or not poles:
        return ""
    narrow = cos(radians(lat))
    return min(poles, key=lambda pole: ((pole[1] - lon) * narrow) ** 2 + (pole[2] - lat) ** 2)[0]
