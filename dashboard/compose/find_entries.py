"""What a search by name may find: every frontier, pole, territory, cooperation and action, with all its names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from dashboard.compose.find_frontiers import frontier_of
from dashboard.compose.index import index
from dashboard.compose.search import plain
from dashboard.compose.words import Words
from dashboard.selection import Selection
from dashboard.text import LANGUAGES, Text
from geodata.atlas import Atlas

KINDS = ("frontier", "pole", "territory", "cooperation", "action")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Sets of places that figures are published for come after places.
SETS = ("group", "part")
# Levels whose word differs from country to country.
NATIONAL = ("nuts3",)


@dataclass(frozen=True)
class Entry:
    """A thing with a label and a note in one language, other names, and the address that it leads to.

    `order` (rank, place in the table), then `weight` (inhabitants, 0 where unknown) decide between equal matches.
    `texts` are further words that find it; `names` are all that do, as they are compared.
    """

    kind: str
    label: str
    note: str
    search: str
    others: tuple[str, ...] = ()
    order: int = 0
    weight: float = 0.0
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@lru_cache(maxsize=12)
def entries(atlas: Atlas, language: str) -> tuple[Entry, ...]:
    """Everything that has a name, labelled in a language."""
    words = Words(Text(language), index(atlas))
    kinds = (_frontiers(words), _poles(words), _territories(atlas, words), _cooperations(atlas, words), _actions(words))
    alike = _alike(words)
    return tuple(replace(entry, names=_names(entry, alike)) for kind in kinds for entry in kind)


def _names(entry: Entry, alike: dict[str, frozenset[str]]) -> tuple[str, ...]:
    """All that finds an entry: umlauts also as two letters, cities and countries within a name in every language."""
    known = (entry.label, *entry.others, *entry.texts)
    forms = dict.fromkeys(plain(form) for name in known for form in (name, name.casefold().translate(UMLAUTS)))
    for form in tuple(forms):
        for word in {*form.split()} & alike.keys():
            forms |= dict.fromkeys(re.sub(rf"\b{word}\b", other, form) for other in alike[word])
    return tuple(forms)


def _alike(words: Words) -> dict[str, frozenset[str]]:
    """Names of one word of poles, neighbours and regions, each with what the same is called in other languages."""
    texts = [Text(language) for language in LANGUAGES]
    found: dict[str, frozenset[str]] = {}
    things = [{t(f"frontier.{name}.neighbour") for t in texts} for name in words.index.frontiers]
    for pole in words.index.poles:
        place = words.index.place(f"pole:{pole.id}")
        things.append({place.name_fr, place.name, *(name for _, name in place.exonyms)})
    things += [{t(key) for t in texts} for key in words.t.under("alike")]
    for thing in things:
        names = frozenset(plain(name) for name in thing)
        found |= {name: names - {name} for name in names if " " not in name and len(names) > 1}
    return found


def _search(words: Words, **choices: object) -> str:
    return Selection(language=words.language).but(**choices).search


def _frontiers(words: Words) -> Iterator[Entry]:
    texts = [Text(language) for language in LANGUAGES]
    for order, name in enumerate(words.index.frontiers):
        others = [t(f"frontier.{name}.{part}") for t in texts for part in ("neighbour", "name")]
        label, note = words.frontier(name, "name"), words.t("find.frontier")
        yield Entry(
            "frontier", label, note, _search(words, frontiers=(name,)), _other(label, others), order, 0.0, (name,)
        )


def _poles(words: Words) -> Iterator[Entry]:
    for pole in words.index.poles:
        place = words.index.place(f"pole:{pole.id}")
        label = place.called(words.language)
        others = (place.name_fr, place.name, *(name for _, name in place.exonyms))
        note = words.t("find.pole", country=country(words, pole.country))
        search = _search(words, frontiers=(pole.nearest_frontier,), place=place.id)
        yield Entry("pole", label, note, search, _other(label, others), pole.rank, pole.population or 0.0)


def _territories(atlas: Atlas, words: Words) -> Iterator[Entry]:
    for row in atlas.territories.itertuples():
        place = words.index.place(row.id)
        frontier = frontier_of(atlas, row.id)
        search = _search(words, frontiers=(frontier,) if frontier else (), place=row.id)
        weight = 0.0 if pd.isna(row.population) else float(row.population)
        label = place.called(words.language)
        note = _what(words, row.level, row.country)
        others = _other(label, (place.name_fr, place.name, *(name for _, name in place.exonyms)))
        yield Entry("territory", label, note, search, others, int(row.level in SETS), weight)


def _cooperations(atlas: Atlas, words: Words) -> Iterator[Entry]:
    for order, row in enumerate(atlas.cooperations.itertuples()):
        note = f"{words.t(f'kind.{row.kind}')} · {words.t(f'theme.{row.theme}')}"
        yield Entry("cooperation", row.name, note, _search(words, view="poles", cooperation=row.id), (), order)


def _actions(words: Words) -> Iterator[Entry]:
    for order, action in enumerate(words.index.actions):
        label, note = str(action["project"] or action["action"]), words.t("actions.axis", number=action["axis"])
        named = action["basis"] != "all"
        codes = ", ".join(frontier.upper() for frontier in str(action["frontiers"]).split()) if named else ""
        texts = (str(action["action"]), str(action["sub_axis"]))
        search = _search(words, action=str(action["id"]))
        yield Entry("action", label, f"{note} · {codes}" if codes else note, search, (), order, 0.0, texts)


def _other(label: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in dict.fromkeys(names) if name and name != label)


def _what(words: Words, level: str, code: str) -> str:
    """What a territory is: canton, Suisse; a set of several countries by its level alone."""
    key = f"find.level.{level}"
    if level in NATIONAL and words.t.has(f"{key}-{code.lower()}"):
        key = f"{key}-{code.lower()}"
    name = "" if level == "country" or " " in code else country(words, code)
    return f"{words.t(key)}, {name}" if name else words.t(key)


def country(words: Words, code: str) -> str:
    """The name of a country: a neighbour's as the frontiers call it, else the table's."""
    place = f"country:{code}"
    return words.country(code) or (words.place(place) if place in words.index.places else "")
