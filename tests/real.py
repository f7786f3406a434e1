"""The real atlas, its views and their placed maps, each made once for all tests."""

from functools import cache
from itertools import product

from dashboard.compose import compose, vocabulary
from dashboard.placement import Format, PlacedScene, place
from dashboard.selection import DIRECTIONS, Selection, Vocabulary
from dashboard.text import LANGUAGES
from dashboard.view import View
from geodata.atlas import Atlas, load_atlas
from geodata.tables import FRONTIER_IDS

# All frontiers together, then each.
CHOICES: tuple[tuple[str, ...], ...] = ((), *((frontier,) for frontier in FRONTIER_IDS))
SELECTIONS = tuple(
    Selection(frontiers=frontiers, direction=direction, language=language)
    for frontiers, direction, language in product(CHOICES, DIRECTIONS, LANGUAGES)
)


@cache
def atlas() -> Atlas:
    """The built tables."""
    return load_atlas()


def words() -> Vocabulary:
    """What a query string may name in them."""
    return vocabulary(atlas())


@cache
def view(selection: Selection) -> View:
    """The View of a selection."""
    return compose(atlas(), selection)


@cache
def placed(selection: Selection, form: Format) -> PlacedScene:
    """The map of a selection in a format."""
    return place(view(selection).map, form)
