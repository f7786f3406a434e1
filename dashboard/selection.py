"""Everything that the user chose, and its query string. The URL is the only state."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import parse_qs, quote_plus

from dashboard.text import LANGUAGES
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, SYSTEMS, THEMES

MAP, COMPARED = "carte", "comparer"
VIEWS = (MAP, "frontiere", COMPARED, "poles", "programme", "donnees")
# The rail of the map adds and takes away instead of choosing one.
SEVERAL = "plusieurs"
DIRECTIONS = ("sortants", "entrants", "deux")
# What the page asks for where it is narrow: no address of its own.
PHONE_FORMAT = "telephone"
FORMATS = ("page", PHONE_FORMAT, "diapo", "embed", "fiche")
LONGEST = 2_000
# Keys that tables are sorted by; a minus before one turns its order round.
SORTS = ("axe", "action", "frontiere", "mention", "champ", "producteur", "annee", "chiffres", "nom", "genre", "theme")
LONGEST_QUERY = 60
# The view of the poles: its maps, kinds of urban system or one of them, kinds of tie, what the rings' size says.
MAPS = ("reseau", "flux", "gect")
SYSTEM_KINDS = ("agglomeration", "network")
TIES = ("functional", "institutional")
SIZES = ("jobs",)
# Imported flows: the level of their places, how many are drawn at most, and from how many people on.
PLACE_LEVELS = ("commune", "epci", "nuts3")
FLOW_COUNTS = ("10", "20", "50", "100")
FLOW_THRESHOLDS = ("aucun", "200", "500", "1000")


@dataclass(frozen=True)
class Vocabulary:
    """The values that depend on the atlas: ids that a query string may name.

    `series` are those that a map draws, `catalogue` those that the view of the data lists.
    """

    periods: frozenset[str]
    series: frozenset[str]
    sub_axes: frozenset[str]
    actions: frozenset[str]
    places: frozenset[str]
    catalogue: frozenset[str] = frozenset()
    cooperations: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Selection:
    """A selection; every default is the empty choice."""

    view: str = MAP
    frontiers: tuple[str, ...] = ()
    several: str = ""
    period: str = ""
    series: str = ""
    direction: str = "sortants"
    axis: str = ""
    sub_axis: str = ""
    priority: str = ""
    status: str = ""
    theme: str = ""
    action: str = ""
    place: str = ""
    cooperation: str = ""
    map: str = ""
    system: str = ""
    kind: str = ""
    tie: str = ""
    size: str = ""
    level: str = ""
    count: str = ""
    threshold: str = ""
    query: str = ""
    sort: str = ""
    language: str = "fr"
    format: str = "page"

    @property
    def frontier(self) -> str:
        """The one chosen frontier, or empty when none or several are."""
        return self.frontiers[0] if len(self.frontiers) == 1 else ""

    @cached_property
    def search(self) -> str:
        """The canonical query string, "?" for the default selection: only what differs from it, in a fixed order."""
        return self.search_but()

    def search_but(self, **changes: Any) -> str:
        """`but(**changes).search` without the selection between: a page holds hundreds of links."""
        if changes.keys() & {"frontiers", "view"}:
            frontiers, view = changes.get("frontiers", self.frontiers), changes.get("view", self.view)
            changes["frontiers"] = _ordered(frontiers, view)
        pairs = self._pairs | {PLACES[name]: _pair(name, value) for name, value in changes.items()}
        return "?" + "&".join([pairs[place] for place in sorted(pairs) if pairs[place]])

    @cached_property
    def _pairs(self) -> dict[int, str]:
        """Of each choice that differs from its default, its pair by its place in the query string."""
        pairs = {place: _pair(name, getattr(self, name)) for name, place in PLACES.items()}
        return {place: pair for place, pair in pairs.items() if pair}

    def but(self, **changes: Any) -> "Selection":
        """The same selection with some choices changed."""
        changed = replace(self, **changes)
        return replace(changed, frontiers=_ordered(changed.frontiers, changed.view))


PARAMETERS = {
    "view": "vue",
    "frontiers": "frontiere",
    "several": "choix",
    "period": "annee",
    "series": "serie",
    "direction": "sens",
    "axis": "axe",
    "sub_axis": "sous-axe",
    "priority": "priorite",
    "status": "statut",
    "theme": "theme",
    "action": "action",
    "place": "lieu",
    "cooperation": "cooperation",
    "map": "carte",
    "system": "systeme",
    "kind": "genre",
    "tie": "lien",
    "size": "taille",
    "level": "niveau",
    "count": "nombre",
    "threshold": "seuil",
    "query": "q",
    "sort": "tri",
    "language": "langue",
    "format": "format",
}
# Where each stands in the query string.
PLACES = {item.name: place for place, item in enumerate(fields(Selection))}


def parse(search: str | None, vocabulary: Vocabulary) -> Selection:
    """The selection that a query string asks for; anything unknown or malformed is the default. Never raises."""
    query = parse_qs((search or "")[:LONGEST].removeprefix("?"), errors="replace", max_num_fields=None)
    allowed: dict[str, Any] = {
        "view": VIEWS,
        "several": (SEVERAL,),
        "period": vocabulary.periods,
        "series": vocabulary.series | vocabulary.catalogue,
        "direction": DIRECTIONS,
        "axis": ("1", "2", "3"),
        "sub_axis": vocabulary.sub_axes,
        "priority": ("1",),
        "status": ACTION_STATUSES,
        "theme": THEMES,
        "action": vocabulary.actions,
        "place": vocabulary.places,
        "cooperation": vocabulary.cooperations,
        "map": MAPS,
        "system": (*SYSTEM_KINDS, *SYSTEMS),
        "kind": vocabulary.kinds,
        "tie": TIES,
        "size": SIZES,
        "level": PLACE_LEVELS,
        "count": FLOW_COUNTS,
        "threshold": FLOW_THRESHOLDS,
        "sort": tuple(sign + key for key in SORTS for sign in ("", "-")),
        "language": LANGUAGES,
        "format": FORMATS,
    }
    chosen: dict[str, Any] = {}
    for name, values in allowed.items():
        value = query.get(PARAMETERS[name], [""])[-1]
        if value and value in values:
            chosen[name] = value
    asked = [part for value in query.get(PARAMETERS["frontiers"], []) for part in value.split(",")]
    chosen["frontiers"] = _ordered(asked, chosen.get("view", ""))
    return Selection(query=_words(query.get(PARAMETERS["query"], [""])[-1]), **chosen)


@lru_cache(maxsize=2048)
def _pair(name: str, value: str | tuple[str, ...]) -> str:
    """A choice as the query string says it; empty for the default."""
    if value == Selection.__dataclass_fields__[name].default:
        return ""
    text = ",".join(value) if isinstance(value, tuple) else value
    return f"{PARAMETERS[name]}={quote_plus(text, safe=',:')}"


def _ordered(frontiers: Iterable[str], view: str) -> tuple[str, ...]:
    """Known frontiers, each once: as they were chosen where they are compared, else in their one order."""
    if view == COMPARED:
        return tuple(frontier for frontier in dict.fromkeys(frontiers) if frontier in FRONTIER_IDS)
    asked = set(frontiers)
    return tuple(frontier for frontier in FRONTIER_IDS if frontier in asked)


def _words(text: str) -> str:
    """A search as it is kept: one line of printable letters, its spaces single."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line[:LONGEST_QUERY].rstrip()
