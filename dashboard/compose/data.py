"""The view of the data: what is covered, every series with producer and field, every table; one series by itself."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard.compose.catalogue import ALONE, Series, catalogue, comparable
from dashboard.compose.coverage import coverage
from dashboard.compose.data_tables import SHOWN, atlas_tables, rows_of
from dashboard.compose.figures import Figures
from dashboard.compose.imported_data import imported_sections
from dashboard.compose.interdependence import definitions
from dashboard.compose.scope import Scope
from dashboard.compose.search import finds, fold
from dashboard.compose.sheet import Sheet, in_order, search_box, several_names, sorted_column, source_cell
from dashboard.format import date, number, pair, period
from dashboard.view import Branch, Cell, Column, Note, Section, Table

# With more the foot of a slide would cut them; each is cited in its row.
MOST_SOURCES = 4


def data(scope: Scope) -> Sheet:
    """The sheet of a selection: the whole catalogue, the series of the chosen frontiers, or the rows of one series."""
    everything = catalogue(scope.atlas)
    one = next((series for series in everything if series.id == scope.selection.series), None)
    return _series(scope, one, everything) if one is not None else _all(scope, everything)


def _all(scope: Scope, everything: tuple[Series, ...]) -> Sheet:
    t, chosen = scope.t, set(scope.selection.frontiers)
    whole = [series for series in everything if not chosen or series.frontiers & chosen]
    listed = [series for series in whole if finds(scope.selection.query, _texts(scope, series))]
    found = t("data.found", count=len(listed), total=len(everything))
    sections = [Section("coverage", t("data.coverage"), t("data.coverage_note"), (coverage(scope),))]
    note = t("data.series_note") + (f" {t('data.frontier_note')}" if chosen else "")
    find = search_box(scope, t("data.search"), found)
    blocks = (find, _table(scope, listed, everything)) if listed else (find,)
    sections.append(Section("series", t("data.series", count=len(listed)), note, blocks))
    sections += imported_sections(scope)
    if not chosen:
        sections.append(Section("tables", t("data.tables"), t("data.tables_note"), (atlas_tables(scope),)))
        sections.append(definitions(scope))
    fields = len({series.field for series in everything})
    title = t("data.title", count=len(everything), fields=fields)
    if chosen:
        own, total = (sum(bool(series.rows) for series in some) for some in (whole, everything))
        title = t("data.title_frontier", name=several_names(scope), count=own, total=total)
    workers = sum(len(series.rows) - series.missing for series in whole if series.rows)
    sources = len({series.source for series in whole})
    subtitle = t("data.subtitle_frontier" if chosen else "data.subtitle", workers=workers, sources=sources)
    return Sheet(title, subtitle, tuple(sections), (), (*_sources(scope, listed), *_notes(scope)))


def _sources(scope: Scope, listed: list[Series]) -> Iterator[Note]:
    """The sources of the series listed, those of the most figures first; beyond MOST_SOURCES they are counted."""
    counts: dict[str, int] = {}
    for series in listed:
        counts[series.source] = counts.get(series.source, 0) + series.count
    cited = sorted(counts, key=lambda source: -counts[source])
    if cited:
        more = scope.t("data.sources_first", count=len(cited)) if len(cited) > MOST_SOURCES else ""
        references = tuple(scope.words.reference(source) for source in cited[:MOST_SOURCES])
        yield Note(scope.t("note.source"), more, references)


def _series(scope: Scope, series: Series, everything: tuple[Series, ...]) -> Sheet:
    t = scope.t
    back = Branch(Cell(t("data.back"), scope.link(series="")))
    about = Table("about", t("data.about"), *_about(scope, series, everything))
    sections = (
        Section(
            "rows",
            t("data.rows", count=number(series.count, scope.language)),
            _first(scope, series),
            (back, rows_of(scope, series)),
        ),
        Section("about", t("data.about"), "", (about,)),
    )
    credit = scope.words.credit(series.source)
    notes = (Note(t("note.source"), "", (scope.words.reference(series.source),)), *_notes(scope))
    figures = Figures(tuple(series.rows), scope.words)
    field = scope.index.short_field(series.field, scope.language)
    title = pair(scope.words.indicator(series.indicator), field, scope.language)
    return Sheet(title, credit, sections, (), notes, figures)


def _first(scope: Scope, series: Series) -> str:
    """That the page shows the first rows alone, where it does."""
    shown = min(series.count, SHOWN)
    return scope.t("data.first", count=shown) if series.counted is not None and shown < series.count else ""


def _about(
    scope: Scope, series: Series, everything: tuple[Series, ...]
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
    columns, cells = _columns(scope), _cells(scope, series, everything)
    pairs = zip(columns, cells, strict=True)
    return (Column(scope.t("data.what")), Column(scope.t("data.column.value"), look="long")), tuple(
        (Cell(head.title), cell) for head, cell in pairs
    )


def _texts(scope: Scope, series: Series) -> list[str]:
    """All that a search may find of a series."""
    source = scope.index.sources[series.source]
    names = [scope.words.frontier(frontier, "name") for frontier in series.frontiers]
    fields = [scope.index.field(series.field, scope.language), scope.index.short_field(series.field, scope.language)]
    return [
        scope.words.indicator(series.indicator),
        series.id,
        source.producer,
        source.title,
        source.licence,
        *fields,
        *names,
        *series.periods,
    ]


def _columns(scope: Scope) -> tuple[Column, ...]:
    t = scope.t
    return (
        sorted_column(scope, t("data.column.what"), "champ", "long"),
        sorted_column(scope, t("data.column.producer"), "producteur", "long"),
        sorted_column(scope, t("chart.period"), "annee"),
        Column(t("data.column.frontiers"), look="long"),
        sorted_column(scope, t("data.column.figures"), "chiffres"),
        Column(t("data.column.licence")),
        Column(t("data.column.comparable")),
        Column(t("data.column.door")),
    )


def _table(scope: Scope, listed: list[Series], everything: tuple[Series, ...]) -> Table:
    """A row a series, by what it counts and its field unless another order was asked for."""
    keys: dict[str, Callable[[Series], Any]] = {
        "champ": lambda series: fold(scope.index.field(series.field, scope.language)),
        "producteur": lambda series: fold(scope.words.credit(series.source)),
        "annee": lambda series: series.periods[-1:],
        "chiffres": lambda series: series.count,
    }
    rows = tuple(_cells(scope, series, everything) for series in in_order(scope, listed, keys))
    return Table("series", scope.t("data.series", count=len(rows)), _columns(scope), rows)


def _cells(scope: Scope, series: Series, everything: tuple[Series, ...]) -> tuple[Cell, ...]:
    t, source = scope.t, scope.index.sources[series.source]
    spans = dict.fromkeys([*series.periods[:1], *series.periods[-1:]])
    times = t("data.times", count=len(series.periods)) if len(series.periods) > 2 else ""
    span = " – ".join(period(name, scope.language) for name in spans) if spans else t("data.undated")
    ways = dict.fromkeys(row.direction for row in series.rows)
    known = [t(f"precision.{name}") for name in series.precisions]
    missing = [t("data.missing", count=series.missing)] if series.missing else []
    imported = [t("data.imported")] if series.counted is not None else []
    link = scope.link(series=series.id, query="", sort="", frontiers=())
    return (
        Cell(scope.words.indicator(series.indicator), link, note=scope.index.field(series.field, scope.language)),
        source_cell(scope, series.source),
        Cell(span, note=times),
        Cell(
            scope.words.neighbours(one for one in scope.index.frontiers if one in series.frontiers),
            note=", ".join(t(f"chart.{'outbound' if way == 'out' else 'inbound'}") for way in ways),
        ),
        Cell(number(series.count, scope.language), note=", ".join([*imported, *known, *missing])),
        Cell(
            scope.words.licence(source.licence),
            note=t("data.accessed", date=date(source.accessed, scope.language)) if source.accessed else "",
        ),
        Cell(_comparable(scope, series, everything)),
        Cell(t("data.csv"), url=f"{'serie' if series.counted else 'donnees'}.csv{link}"),
    )


def _comparable(scope: Scope, series: Series, everything: tuple[Series, ...]) -> str:
    if series.field in ALONE:
        return scope.t(f"data.alone.{series.field}")
    count = comparable(series, everything)
    return scope.t("data.comparable", count=count) if count else scope.t("data.alone.only")


def _notes(scope: Scope) -> tuple[Note, ...]:
    t = scope.t
    return (
        Note(t("note.field"), t("data.rule")),
        Note(t("note.missing"), t("data.holes")),
    )
