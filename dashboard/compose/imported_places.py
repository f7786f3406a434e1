"""The index that a selection needs: with the communes of its frontier, where its map descends to them."""

from dashboard.compose.imported import extents_shown
from dashboard.compose.index import Index, index, with_communes
from dashboard.selection import Selection
from geodata.atlas import Atlas


def known_to(atlas: Atlas, selection: Selection) -> Index:
    """The index of an atlas for a selection."""
    known, frontier = index(atlas), selection.frontier
    if known.imported is None or not frontier:
        return known
    ways = ("out", "in")
    shown = [one for way in ways for one in extents_shown(known, frontier, way, selection.level)]
    return with_communes(atlas, frontier) if any(one.series.level == "commune" for one in shown) else known
