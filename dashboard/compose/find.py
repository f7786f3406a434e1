"""Search by name: any territory, pole, cooperation, action or frontier, accents or not, in any of the languages."""

from dashboard.compose.find_entries import KINDS, Entry, entries
from dashboard.compose.search import plain
from dashboard.text import Text
from dashboard.view.finding import Finding, Hit, HitGroup
from geodata.atlas import Atlas

MOST = 30
# A letter alone is in every name: only those that begin with it are found.
LEAST_INSIDE = 2
WHOLE, START, WORD, INSIDE, WORDS, NOWHERE = range(6)


def find(atlas: Atlas, query: str, language: str) -> Finding:
    """What a query finds, by kind: at most MOST hits of each, counted in all; nothing for a query without letters.

    Whole names come first, then names that begin so, then words that do, then letters inside, then all words in any
    order. Among equals the entry's own order, then its inhabitants decide. The kind with the best match comes first.
    """
    t, wanted = Text(language), plain(query)
    ranked: dict[str, list[tuple[int, Entry]]] = {}
    for entry in entries(atlas, language) if wanted else ():
        rank = min(match(wanted, name) for name in entry.names)
        if rank < NOWHERE:
            ranked.setdefault(entry.kind, []).append((rank, entry))
    for found in ranked.values():
        found.sort(key=lambda one: (one[0], one[1].order, -one[1].weight, one[1].label))
    first = sorted(ranked, key=lambda kind: (ranked[kind][0][0], KINDS.index(kind)))
    groups = tuple(
        HitGroup(
            kind,
            t(f"find.kind.{kind}"),
            tuple(_hit(entry, wanted) for _, entry in ranked[kind][:MOST]),
            len(ranked[kind]),
        )
        for kind in first
    )
    total = sum(group.total for group in groups)
    key = ("several" if total else "none") if wanted else "hint"
    return Finding(language, query, t(f"find.{key}", count=total, query=query), groups)


def match(wanted: str, name: str) -> int:
    """How well a name answers a query, both as `plain` gives them: WHOLE is best, NOWHERE is not at all."""
    if name.startswith(wanted):
        return WHOLE if name == wanted else START
    if len(wanted) < LEAST_INSIDE:
        return NOWHERE
    if f" {wanted}" in name:
        return WORD
    if wanted in name:
        return INSIDE
    return WORDS if all(f" {word}" in f" {name}" for word in wanted.split()) else NOWHERE


def _hit(entry: Entry, wanted: str) -> Hit:
    """A hit; where its label does not show what was typed, the name that does stands beside it."""
    label = entry.label
    if wanted not in plain(label) and match(wanted, plain(label)) == NOWHERE and entry.others:
        also = min(entry.others, key=lambda name: match(wanted, plain(name)))
        label = f"{label} ({also})" if match(wanted, plain(also)) < NOWHERE else label
    return Hit(label, entry.note, entry.search)
