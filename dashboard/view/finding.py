"""What a search by name finds: groups of hits, each with what it is and where it leads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """A thing by its name in the language of the page; `note` says what it is, `search` is the address it leads to."""

    label: str
    note: str
    search: str


@dataclass(frozen=True)
class HitGroup:
    """The first hits of one kind (frontier, pole, territory, cooperation, action), and how many there are in all."""

    id: str
    title: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class Finding:
    """What a query finds, the kind with the best match first; `said` counts it in words."""

    language: str
    query: str
    said: str
    groups: tuple[HitGroup, ...]
