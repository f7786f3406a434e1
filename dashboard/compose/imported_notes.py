"""What the notes say of imported data: that they cannot be read, and what a map does not draw of them."""

from collections.abc import Iterator

from dashboard.compose.chosen import chosen_cuts
from dashboard.compose.imported_flows import pairs_drawn, said
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.text import Text
from dashboard.view import Note
from geodata.atlas import Atlas


def readable(atlas: Atlas) -> bool:
    """Whether all that is imported can be read; true where nothing is."""
    return atlas.imported is None or atlas.imported.readable


def unreadable(language: str) -> Note:
    """The note that imported data cannot be read; why is for whoever runs the server, not for a visitor."""
    t = Text(language)
    return Note(t("imported.note"), t("imported.unreadable"))


def not_drawn(scope: Scope) -> Iterator[Note]:
    """How many flows from place to place the map leaves out, and how many people these are."""
    drawn = pairs_drawn(scope, chosen_cuts(scope).shown)
    if drawn.left:
        workers = number(drawn.left_workers, scope.language)
        text = f"{said(scope, drawn)} {scope.t('imported.left', workers=workers)}"
        if drawn.nowhere:
            text += f" {scope.t('imported.nowhere', count=drawn.nowhere)}"
        yield Note(scope.t("imported.flows"), text)
