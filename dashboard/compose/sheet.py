"""What a view shows in its own part of the page, and the parts that views share."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.selection import PARAMETERS
from dashboard.view import (
    Actions,
    Cell,
    ChartSpec,
    Column,
    Fact,
    Figure,
    Filter,
    MapScene,
    Note,
    Option,
    SearchBox,
    Section,
)

# With more frontiers a title sentence would run over its two lines.
MOST_NAMED = 2
NO_ACTIONS = Actions("", ())
Item = TypeVar("Item")


@dataclass(frozen=True)
class Sheet:
    """Title sentence, second line, sections, and the filters, notes and figures that go with them.

    With a `scene` the view has a map of its own above its sections, and facts and charts beside that.
    """

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    filters: tuple[Filter, ...]
    notes: tuple[Note, ...]
    figures: Sequence[Figure] = ()
    scene: MapScene | None = None
    facts: tuple[Fact, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    actions: Actions = NO_ACTIONS


@dataclass(frozen=True)
class Part:
    """A section and the flow rows behind it."""

    section: Section
    rows: tuple[Row, ...] = ()


def source_cell(scope: Scope, source: str) -> Cell:
    """Producer and title of a source, linked to where it was read."""
    found = scope.index.sources[source]
    return Cell(found.producer, url=found.url, note=found.title)


def search_box(scope: Scope, label: str, found: str) -> SearchBox:
    """The field that narrows a sheet; the other choices of the address go with it."""
    other = scope.selection.but(query="")
    pairs = [(PARAMETERS[name], getattr(other, name)) for name in PARAMETERS]
    given = {name: ",".join(value) if isinstance(value, tuple) else value for name, value in pairs}
    kept = tuple((name, value) for name, value in given.items() if f"{name}=" in other.search)
    clear = Option(scope.t("sheet.clear"), other.search) if scope.selection.query else None
    return SearchBox(label, scope.selection.query, kept, scope.t("sheet.search"), found if clear else "", clear)


def sorted_column(scope: Scope, title: str, key: str, look: str = "") -> Column:
    """A column that sorts: upwards, then downwards, then back to the table's own order."""
    up, down = key, f"-{key}"
    following = {up: down, down: ""}.get(scope.selection.sort, up)
    order = {up: "ascending", down: "descending"}.get(scope.selection.sort, "")
    return Column(title, scope.link(sort=following), order, look)  # type: ignore[arg-type]


def in_order(scope: Scope, items: Iterable[Item], keys: Mapping[str, Callable[[Item], Any]]) -> list[Item]:
    """Items by the key of the column that was asked for, equal ones as they were; as they were where it is no key."""
    sort = scope.selection.sort
    key = keys.get(sort.removeprefix("-"))
    return sorted(items, key=key, reverse=sort.startswith("-")) if key else list(items)


def several_names(scope: Scope) -> str:
    """The chosen frontiers as a title names them: by name, or counted where they are many."""
    chosen = scope.selection.frontiers
    if len(chosen) > MOST_NAMED:
        return scope.t("sheet.several", count=len(chosen))
    return ", ".join(scope.words.frontier(frontier, "name") for frontier in chosen)
