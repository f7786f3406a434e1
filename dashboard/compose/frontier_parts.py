"""What the parts of a frontier's sheet share: a section with the flow rows that it shows, and words of its cells."""

from dataclasses import dataclass

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.format import period
from dashboard.view import Cell, Section

PLACE_PAIR = "{home} → {work}"


@dataclass(frozen=True)
class Part:
    """A section of a frontier's sheet and the flow rows behind it."""

    section: Section
    rows: tuple[Row, ...] = ()


def source_cell(scope: Scope, source: str) -> Cell:
    """Producer and title of a source, linked to where it was read."""
    found = scope.index.sources[source]
    return Cell(found.producer, url=found.url, note=found.title)


def when(scope: Scope, moment: str) -> str:
    """A period in words, also where the source gives none."""
    return period(moment, scope.language) if moment else scope.t("data.undated")


def between(scope: Scope, home: str, work: str) -> str:
    """Where people live and where they work."""
    return PLACE_PAIR.format(home=scope.words.place(home), work=scope.words.place(work))


def precision(scope: Scope, name: str, status: str) -> str:
    """How a figure is known, or why there is none."""
    return scope.t(f"precision.{name}") if name else scope.t(f"status.{status}")
