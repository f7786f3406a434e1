"""Everything that the user chose, and its query string. The URL is the only state."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, quote_plus

from dashboard.text import LANGUAGES
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, THEMES

VIEWS = ("carte", "frontiere", "comparer", "poles", "programme", "donnees")
DIRECTIONS = ("sortants", "entrants", "deux")
# What the page asks for where it is narrow: no address of its own.
PHONE_FORMAT = "telephone"
FORMATS = ("page", PHONE_FORMAT, "diapo", "embed", "fiche")
LONGEST = 2_000
# Keys that tables are sorted by; a minus before one turns its order round.
SORTS = ("axe", "action", "frontiere", "mention", "champ", "producteur", "annee", "chiffres")
LONGEST_QUERY = 60


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


@dataclass(frozen=True)
class Selection:
    """A selection; every default is the empty choice."""

    view: str = "carte"
    frontiers: tuple[str, ...] = ()
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
        pairs = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value != item.default:
                pairs.append((PARAMETERS[item.name], ",".join(value) if isinstance(value, tuple) else value))
        return "?" + "&".join(f"{name}={quote_plus(value, safe=',:')}" for name, value in pairs)

    def but(self, **changes: Any) -> "Selection":
        """The same selection with some choices changed."""
        return replace(self, **changes)


PARAMETERS = {
    "view": "vue",
    "frontiers": "frontiere",
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
    "query": "q",
    "sort": "tri",
    "language": "langue",
    "format": "format",
}


def parse(search: str | None, vocabulary: Vocabulary) -> Selection:
    """The selection that a query string asks for; anything unknown or malformed is the default. Never raises."""
    query = parse_qs((search or "")[:LONGEST].removeprefix("?"), errors="replace", max_num_fields=None)
    allowed: dict[str, Any] = {
        "view": VIEWS,
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
        "sort": tuple(sign + key for key in SORTS for sign in ("", "-")),
        "language": LANGUAGES,
        "format": FORMATS,
    }
    chosen: dict[str, Any] = {}
    for name, values in allowed.items():
        value = query.get(PARAMETERS[name], [""])[-1]
        if value and value in values:
            chosen[name] = value
    asked = {part for value in query.get(PARAMETERS["frontiers"], []) for part in value.split(",")}
    chosen["frontiers"] = tuple(frontier for frontier in FRONTIER_IDS if frontier in asked)
    return Selection(query=_words(query.get(PARAMETERS["query"], [""])[-1]), **chosen)


def _words(text: str) -> str:
    """A search as it is kept: one line of printable letters, its spaces single."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line[:LONGEST_QUERY].rstrip()
