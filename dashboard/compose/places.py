"""Where a place is drawn."""

from dashboard.compose.index import Index
from dashboard.view import Point


def place_point(index: Index, place: str) -> Point | None:
    """Where a place is drawn: inside its shape, else at its own point, else at the pole of its name."""
    known, anchors = index.place(place).id, index.anchors
    found = anchors.get(f"territory:{known}") or anchors.get(f"place:{known}")
    return found or anchors.get(f"pole:{known.partition(':')[2]}")
