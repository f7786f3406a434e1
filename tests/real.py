"""The real atlas, its views and their placed maps, each made once for all tests."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import product
from typing import Any

from dashboard.compose import compose, vocabulary
from dashboard.placement import Format, PlacedScene, place
from dashboard.selection import DIRECTIONS, Selection, Vocabulary
from dashboard.text import LANGUAGES
from dashboard.view import Base, View
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


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a View with where it stands, the shapes of the ground left out."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, where)
    elif is_dataclass(value) and not isinstance(value, Base):
        for item in fields(value):
            yield from texts(getattr(value, item.name), f"{where}.{item.name}")


@cache
def placed(selection: Selection, form: Format) -> PlacedScene:
    """The map of a selection in a format."""
    return place(view(selection).map, form)
