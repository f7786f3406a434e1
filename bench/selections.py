"""Selections to ask for: what visitors would choose, and ones that nobody chose before."""

from collections.abc import Sequence
from random import Random

from dashboard.compose import vocabulary
from dashboard.selection import DIRECTIONS, MAP, MAPS, SIZES, SORTS, SYSTEM_KINDS, TIES, Selection, Vocabulary
from geodata.atlas import load_atlas
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, THEMES

# Of 100 visitors, how many look at one frontier, at all, at several.
FRONTIERS_CHOSEN = {1: 65, 0: 25, 2: 10}


# What visitors change, the usual choices more often.
USUAL = ("direction", "direction", "axis", "axis", "period", "priority", "theme", "language")
# What views other than the map have besides.
OWN = {"poles": ("map", "system", "tie", "size"), "programme": ("status", "axis"), "donnees": ("sort",)}


def realistic(count: int, seed: int = 1, view: str = MAP) -> list[str]:
    """Query strings of a view's visitors: mostly one frontier, the large ones more often; no filter, one or two."""
    chance, words = Random(seed), vocabulary(load_atlas())
    weights = [1 / (rank + 1) for rank in range(len(FRONTIER_IDS))]
    searches = []
    for number in chance.choices(list(FRONTIERS_CHOSEN), list(FRONTIERS_CHOSEN.values()), k=count):
        frontiers = set(chance.choices(FRONTIER_IDS, weights, k=number))
        names = chance.sample((*USUAL, *OWN.get(view, ())), chance.choice((0, 0, 0, 1, 1, 2)))
        searches.append(_selection(frontiers, names, chance, words).but(view=view).search)
    return searches


def unseen(count: int, seed: int = 2) -> list[str]:
    """Query strings that all differ: any frontiers with any filters."""
    chance, words = Random(seed), vocabulary(load_atlas())
    searches: dict[str, None] = {}
    while len(searches) < count:
        frontiers = set(chance.sample(FRONTIER_IDS, chance.choice((0, 1, 1, 1, 2, 3))))
        names = chance.sample(sorted({*USUAL, "place", "status", "action"}), chance.randint(1, 5))
        searches[_selection(frontiers, names, chance, words).search] = None
    return list(searches)


def _selection(frontiers: set[str], names: list[str], chance: Random, words: Vocabulary) -> Selection:
    choices: dict[str, Sequence[str]] = {
        "direction": DIRECTIONS,
        "axis": ("1", "2", "3"),
        "priority": ("1",),
        "period": sorted(words.periods),
        "theme": THEMES,
        "status": ACTION_STATUSES,
        "language": ("fr", "en"),
        "place": sorted(words.places),
        "action": sorted(words.actions),
        "map": MAPS,
        "system": SYSTEM_KINDS,
        "tie": TIES,
        "size": SIZES,
        "sort": SORTS,
    }
    chosen = tuple(name for name in FRONTIER_IDS if name in frontiers)
    return Selection(frontiers=chosen).but(**{name: chance.choice(choices[name]) for name in names})
