"""The table of what is set side by side: a row each, a column a frontier, field, year and source in every cell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.compose.actions import concerning
from dashboard.compose.compare_series import Shared
from dashboard.compose.index import Row
from dashboard.compose.interdependence import COMPUTED, Indicator, indicators, said
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline
from dashboard.format import change, pair, several
from dashboard.view import Cell, Column, Table


@dataclass(frozen=True)
class Said:
    """A figure as it is written, with its field, year and source in words; `like` is what it compares with."""

    text: str
    field: str = ""
    period: str = ""
    source: str = ""
    like: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """What is compared of several frontiers, a cell each."""

    name: str
    cells: tuple[Said, ...]

    @property
    def comparable(self) -> bool:
        """True where every frontier has a figure of one and the same field, source and period."""
        return all(cell.like for cell in self.cells) and len({cell.like for cell in self.cells}) == 1


def compared(
    scope: Scope, frontiers: tuple[str, ...], found: tuple[Shared, ...], stretches: tuple[tuple[Shared, ...], ...]
) -> Iterator[Compared]:
    """Flows of every shared series, their change, then what each frontier has by itself: flows, length, actions."""
    for one in found:
        when = scope.words.period(one.rows[0])
        name = scope.t(f"compare.flows_{one.rows[0].direction}", period=when)
        yield Compared(name, tuple(flow(scope, row) for row in one.rows))
    for stretch in stretches:
        yield _change(scope, stretch)
    for way in ("out", "in"):
        rows = [headline(scope.index, frontier, way) for frontier in frontiers]
        if not any(list(one.rows) == rows for one in found):
            yield Compared(scope.t(f"compare.latest_{way}"), tuple(flow(scope, row) for row in rows))
    yield from _interdependence(scope, frontiers)
    yield Compared(scope.t("compare.length"), tuple(_length(scope, frontier) for frontier in frontiers))
    yield Compared(scope.t("compare.actions"), tuple(_actions(scope, frontier) for frontier in frontiers))


def flow(scope: Scope, row: Row | None) -> Said:
    """The figure of a row; of several frontiers together it says so and compares with nothing."""
    words, t = scope.words, scope.t
    if row is None or row.workers is None:
        said = words.credit(row.source) if row is not None else ""
        return Said(words.amount(row), t("fact.not_collected"), source=said)
    field = f"{words.short(row)}, {pair(t('map.not_split'), words.neighbours(row.frontiers), scope.language)}"
    return Said(
        words.amount(row),
        field if row.joint else words.short(row),
        words.when(row.period),
        words.credit(row.source),
        () if row.joint else (row.field, row.source, row.period),
    )


def _change(scope: Scope, stretch: tuple[Shared, ...]) -> Compared:
    first, last = stretch[0], stretch[-1]
    words = scope.words
    sources = ", ".join(dict.fromkeys(words.credit(one.source) for one in stretch))
    span = {"first": words.period(first.rows[0]), "last": words.period(last.rows[0])}
    like = (first.field, sources, first.period, last.period)
    return Compared(
        scope.t("compare.change", **span),
        tuple(
            Said(
                change(before.workers or 0, after.workers or 0, scope.language),
                words.short(before),
                f"{words.amount(before)} → {words.amount(after)}",
                sources,
                like=like,
            )
            for before, after in zip(first.rows, last.rows, strict=True)
        ),
    )


def _interdependence(scope: Scope, frontiers: tuple[str, ...]) -> Iterator[Compared]:
    """The indicators that some of the frontiers have: of one field, source and period for all where there is such a
    one, else the first of each.
    """
    known = [indicators(scope, frontier) for frontier in frontiers]
    for name in COMPUTED:
        named = [[one for one in found if one.id == name] for found in known]
        own = [{_like(one): one for one in reversed(found)} for found in named]
        common = [key for key in map(_like, named[0]) if all(key in found for found in own)]
        if any(own):
            first = [next(iter(found), None) for found in named]
            picked = [found[common[0]] for found in own] if common else first
            yield Compared(scope.t(f"interdependence.{name}.name"), tuple(_indicator(scope, one) for one in picked))


def _like(one: Indicator) -> tuple[str, ...]:
    return (one.id, one.period, *one.fields, *(given.source for given in one.inputs))


def _indicator(scope: Scope, one: Indicator | None) -> Said:
    if one is None:
        return Said(scope.t("value.absent"), scope.t("compare.no_indicator"))
    fields = several([scope.index.short_field(field, scope.language) for field in one.fields], scope.language)
    credits = dict.fromkeys(scope.words.credit(given.source) for given in one.inputs)
    when = scope.words.when(one.period)
    like = _like(one) if one.period else ()
    return Said(said(scope, one), pair(one.perimeter, fields, scope.language), when, ", ".join(credits), like=like)


def _length(scope: Scope, frontier: str) -> Said:
    length = scope.index.lengths.get(frontier)
    if length is None:
        return Said(scope.t("value.absent"), scope.t("compare.no_length"))
    source = str(scope.index.frontiers[frontier]["length_source"])
    text = scope.words.length(length)
    year = scope.index.sources[source].year
    return Said(text, scope.t("fact.length_note"), year, scope.words.credit(source), ("length", source, year))


def _actions(scope: Scope, frontier: str) -> Said:
    own = concerning(list(scope.index.actions), (frontier,))
    field, year, programme = scope.t("compare.actions_field"), scope.programme_year, scope.atlas.programme
    return Said(str(len(own)), field, year, scope.words.credit(programme), like=("actions", programme, year))


def table(scope: Scope, name: str, frontiers: tuple[str, ...], rows: Iterable[Compared]) -> Table:
    """What is compared as a table; the heads of the columns lead to the frontiers."""
    heads = [
        Column(
            scope.words.frontier(frontier, "name"),
            scope.link(view="frontiere", frontiers=(frontier,), query="", sort=""),
            look="long",
        )
        for frontier in frontiers
    ]
    title = scope.t(f"compare.{name}")
    cells = tuple((Cell(row.name), *map(_cell, row.cells)) for row in rows)
    return Table(name, title, (Column(scope.t("compare.measure"), look="long"), *heads), cells)


def _cell(said: Said) -> Cell:
    return Cell(said.text, note=" · ".join(part for part in (said.field, said.period, said.source) if part))
