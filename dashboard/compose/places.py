"""Where a place is drawn."""

from dashboard.compose.scope import Scope
from dashboard.view import Point


def place_point(scope: Scope, place: str) -> Point | None:
    """Where a place is drawn: inside its shape, else at its own point, else at the pole of its name."""
    known = scope.index.place(place).id
    pole = f"pole:{known.partition(':')[2]}"
    keys = (f"territory:{known}", f"place:{known}", pole)
    return next((scope.index.anchors[key] for key in keys if key in scope.index.anchors), None)
