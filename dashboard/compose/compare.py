"""Two to four frontiers side by side: on one scale where one series covers them all, else unjoined."""

from collections.abc import Iterator

from dashboard.compose.compare_charts import indexed, ranked
from dashboard.compose.compare_choice import MOST, choices, covered, covered_link, periods, proposals, ways
from dashboard.compose.compare_map import map_figures
from dashboard.compose.compare_series import Shared, chosen, segments, shared
from dashboard.compose.compare_table import Compared, compared, table
from dashboard.compose.facts import counted
from dashboard.compose.figures import Figures
from dashboard.compose.index import Row
from dashboard.compose.notes import another_period, frontier_periods, missing_note, origins
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline
from dashboard.compose.sheet import Sheet
from dashboard.format import capital, number
from dashboard.view import ChartSpec, Choices, Fact, Note, Section

# From this ratio on, the title says how many times more; under it, the figures.
LEAST_RATIO = 1.5


def compare(scope: Scope) -> Sheet:
    """The sheet of a selection: the first four of its frontiers in the order chosen, or what may be chosen."""
    frontiers = scope.selection.frontiers[:MOST]
    return _compared(scope, frontiers) if len(frontiers) > 1 else _unchosen(scope, frontiers)


def _unchosen(scope: Scope, frontiers: tuple[str, ...]) -> Sheet:
    """Links to a comparison: all frontiers, and sets worth it."""
    t = scope.t
    name = scope.words.frontier(frontiers[0], "name") if frontiers else ""
    title = t("compare.title_one", name=name) if frontiers else t("compare.title_none")
    sections = (
        Section("choice", "", "", choices(scope, frontiers)),
        Section("proposals", t("compare.proposals"), t("compare.proposals_note"), (proposals(scope, *frontiers),)),
    )
    return Sheet(title, t("compare.subtitle_none"), sections, (), (Note(t("compare.note"), t("compare.rule")),))


def _compared(scope: Scope, frontiers: tuple[str, ...]) -> Sheet:
    found = shared(scope.index, frontiers, scope.way)
    one = chosen(found, scope.selection.period)
    rows = one.rows if one else tuple(scope.headline(frontier, scope.way) for frontier in frontiers)
    stretches = segments(scope.index, frontiers) if scope.way == "out" else ()
    listed = list(compared(scope, frontiers, found, stretches))
    title, subtitle = _titles(scope, frontiers, rows, one)
    bars = (ranked(scope, one),) if one else ()
    lines = indexed(scope, stretches)
    shown = _rows(scope, frontiers, found, rows)
    return Sheet(
        title,
        subtitle,
        tuple(_sections(scope, frontiers, rows, found, one, bars, lines, listed)),
        (),
        (
            *_another_period(scope, frontiers, rows, one),
            *_notes(scope, shown, one),
        ),
        figures=Figures(tuple(shown), scope.words),
        facts=tuple(_fact(scope, frontier, row) for frontier, row in zip(frontiers, rows, strict=True)),
        charts=(*bars, *lines),
    )


def _another_period(
    scope: Scope, frontiers: tuple[str, ...], rows: tuple[Row | None, ...], one: Shared | None
) -> Iterator[Note]:
    if one is not None:
        return another_period(scope, {}, one=one.period)
    return another_period(scope, frontier_periods(scope, dict(zip(frontiers, rows, strict=True))))


def _rows(
    scope: Scope, frontiers: tuple[str, ...], found: tuple[Shared, ...], rows: tuple[Row | None, ...]
) -> list[Row]:
    """Every flow row that the view shows, what is compared first."""
    latest = [headline(scope.index, frontier, way) for way in ("out", "in") for frontier in frontiers]
    every = [*rows, *(row for one in found for row in one.rows), *latest]
    return list(dict.fromkeys(row for row in every if row is not None))


def _sections(
    scope: Scope,
    frontiers: tuple[str, ...],
    rows: tuple[Row | None, ...],
    found: tuple[Shared, ...],
    one: Shared | None,
    bars: tuple[ChartSpec, ...],
    lines: tuple[ChartSpec, ...],
    listed: list[Compared],
) -> Iterator[Section]:
    t = scope.t
    yield Section("choice", "", "", tuple(_choice(scope, frontiers, found, one)))
    figures = map_figures(scope, frontiers, rows, one)
    yield Section("maps", t("compare.maps" if one else "compare.parted"), "" if one else t("compare.parted_note"),
                  (figures,))  # fmt: skip
    if bars:
        yield Section("ranked", t("compare.ranked"), t("compare.ranked_note"), bars)
    if lines:
        yield Section("index", t("compare.indexed"), t("compare.indexed_note"), lines)
    like = [row for row in listed if row.comparable]
    apart = [row for row in listed if not row.comparable]
    for name, kept in (("alike", like), ("apart", apart)):
        if kept:
            yield Section(name, t(f"compare.{name}"), t(f"compare.{name}_note"), (table(scope, name, frontiers, kept),))


def _choice(
    scope: Scope, frontiers: tuple[str, ...], found: tuple[Shared, ...], one: Shared | None
) -> Iterator[Choices]:
    left = scope.selection.frontiers[MOST:]
    if left:
        names = ", ".join(scope.words.frontier(frontier, "name") for frontier in left)
        yield Choices("left", scope.t("compare.left", names=names))
    yield from choices(scope, frontiers)
    yield ways(scope)
    if one and len({other.period for other in found if other.field == one.field}) > 1:
        yield periods(scope, found, one)
    some = () if one else covered(scope, frontiers)
    if some:
        yield covered_link(scope, some)


def _titles(
    scope: Scope, frontiers: tuple[str, ...], rows: tuple[Row | None, ...], one: Shared | None
) -> tuple[str, str]:
    t, words = scope.t, scope.words
    joint = next((row for row in rows if row is not None and set(row.frontiers) == set(frontiers)), None)
    if joint is not None:
        return words.together(joint), t("compare.subtitle_parted")
    if one is None:
        names = " + ".join(words.frontier(frontier, "neighbour") for frontier in frontiers)
        return t(f"compare.title_parted_{scope.way}", names=names), t("compare.subtitle_parted")
    subtitle = capital(words.series(one.rows[0]))
    ordered = sorted(one.rows, key=lambda row: -(row.workers or 0))
    where = [words.frontier(row.frontiers[0], "in_neighbour") for row in ordered]
    when = words.period(ordered[0])
    if scope.way == "in":
        return t("compare.title_in", period=when, names=words.neighbours(frontiers)), subtitle
    ratio = (ordered[0].workers or 0) / (ordered[-1].workers or 1)
    if len(ordered) == 2 and ratio >= LEAST_RATIO:
        times = number(ratio, scope.language, 1 if ratio < 10 else 0)
        return t("compare.title_ratio", period=when, times=times, first=where[0], last=where[1]), subtitle
    parts = [f"{words.amount(row)} {place}" for row, place in zip(ordered[1:], where[1:], strict=True)]
    first = {"workers": words.amount(ordered[0]), "first": where[0]}
    return t("compare.title_parts", period=when, parts=", ".join(parts), **first), subtitle


def _fact(scope: Scope, frontier: str, row: Row | None) -> Fact:
    """The figure of a frontier, for a slide."""
    words = scope.words
    text = words.sentence(f"fact.{scope.way}", frontier, row)
    if row is None or row.workers is None:
        return Fact(words.amount(row), "missing", text, scope.t("fact.not_collected"))
    return counted(scope, row, scope.t("fact.joint") if row.joint else text)


def _notes(scope: Scope, shown: list[Row], one: Shared | None) -> Iterator[Note]:
    t = scope.t
    yield from origins(scope, [row for row in shown if row.workers is not None])
    yield Note(t("compare.note"), t("compare.rule" if one else "compare.rule_parted"))
    yield from (missing_note(scope, row) for row in shown if row.status == "not-collected")
    yield Note(t("note.base"), t("note.base_text"))
