"""What the view of the data says of imports: their control totals, and which series each map draws and why."""

from dataclasses import replace

from dashboard.compose.chosen import chosen_cuts
from dashboard.compose.imported import LEVELS
from dashboard.compose.index import Row
from dashboard.compose.scope import Scope
from dashboard.compose.series import LEAST_PLACES, Cut
from dashboard.compose.words import WAYS
from dashboard.format import change, date, number, pair, period
from dashboard.selection import MAP, Selection
from dashboard.view import Cell, Column, Section, Table
from geodata.imported import Extent
from geodata.manifests import Manifest

SIDES = ("home", "work")


def imported_sections(scope: Scope) -> tuple[Section, ...]:
    """The imports where there are any, then what each map draws; nothing where nothing is imported."""
    imported = scope.index.imported
    if imported is None or not imported.manifests:
        return ()
    t = scope.t
    rows = tuple(_import(scope, one) for one in imported.manifests)
    count = len(rows)
    table = Table("imports", t("imported.title", count=count), _import_columns(scope), rows)
    lines = tuple(_map(scope, frontier, way) for frontier in _frontiers(scope) for way in WAYS)
    drawn = Table("maps", t("imported.maps"), _map_columns(scope), tuple(line for line in lines if line))
    return (
        Section("imports", t("imported.title", count=count), t("imported.title_note"), (table,)),
        Section("maps", t("imported.maps"), t("imported.maps_note"), (drawn,)),
    )


def _frontiers(scope: Scope) -> tuple[str, ...]:
    return scope.selection.frontiers or tuple(scope.index.frontiers)


def _import_columns(scope: Scope) -> tuple[Column, ...]:
    t = scope.t
    return (
        Column(t("imported.column.name")),
        Column(t("data.column.producer"), look="long"),
        Column(t("chart.period")),
        Column(t("imported.level_title")),
        Column(t("imported.column.rows"), look="number"),
        Column(t("imported.column.control"), look="long"),
        Column(t("imported.column.when")),
    )


def _import(scope: Scope, one: Manifest) -> tuple[Cell, ...]:
    t, language = scope.t, scope.language
    first = next(iter(one.sources), {})
    spans = dict.fromkeys([*one.periods[:1], *one.periods[-1:]])
    extents = _extents(scope, one)
    held = dict.fromkeys(extent.series.level for extent in extents)
    levels = sorted(held, key=lambda level: LEVELS.index(level) if level in LEVELS else len(LEVELS))
    kept = t("imported.kept", kept=number(one.rows_kept, language), read=number(one.rows_read, language))
    controls = _controls(scope, {str(source["id"]) for source in one.sources})
    return (
        Cell(one.name, _to_map(scope, extents), note=one.format),
        Cell(str(first.get("producer", "")), url=str(first.get("url", "")), note=str(first.get("title", ""))),
        Cell(" – ".join(period(name, language) for name in spans)),
        Cell(", ".join(_level(scope, level) for level in levels)),
        Cell(number(one.rows_kept, language), note=kept),
        Cell("", more=(t("imported.controls", count=len(controls)), " · ".join(controls))) if controls else Cell(
            t("imported.no_control")
        ),
        Cell(date(one.when[:10], language)),
    )  # fmt: skip


def _extents(scope: Scope, one: Manifest) -> list[Extent]:
    """How far the series of an import go, the largest frontier first."""
    imported = scope.index.imported
    found = imported.extents if imported is not None else ()
    own = [extent for extent in found if extent.series.import_name == one.name and extent.series.level != "country"]
    return sorted(own, key=lambda extent: -extent.workers)


def _to_map(scope: Scope, extents: list[Extent]) -> str:
    """The map of the frontier of which an import counts most people."""
    if not extents:
        return ""
    series = extents[0].series
    direction = WAYS["out" if series.direction == "outbound" else "in"]
    known = f"{series.field}.{extents[0].side}.{series.source}"
    choices = {"frontiers": (series.frontier,), "direction": direction, "series": known}
    return scope.link(view=MAP, query="", sort="", **choices)


def _level(scope: Scope, level: str) -> str:
    return scope.words.named(f"imported.level.{level}", level)


def _controls(scope: Scope, sources: set[str]) -> list[str]:
    """Imported totals beside those that somebody published of the same places, period and field."""
    published = {_key(row): row for row in scope.index.rows if not row.sex and not row.sector and row.workers}
    lines = []
    for row in scope.index.whole:
        other = published.get(_key(row))
        if row.source in sources and row.workers and other is not None and other.workers:
            share = change(other.workers, row.workers, scope.language)
            values = {"imported": scope.words.amount(row), "published": scope.words.amount(other), "share": share}
            where = f"{scope.words.neighbours(row.frontiers)}, {scope.words.period(row)}"
            lines.append(pair(where, scope.t("imported.control", **values), scope.language))
    return lines


def _key(row: Row) -> tuple[str, str, tuple[str, ...], str, str]:
    return row.home, row.work, row.frontiers, row.period, row.field


def _map_columns(scope: Scope) -> tuple[Column, ...]:
    t = scope.t
    return (
        Column(t("data.frontier"), look="long"),
        Column(t("legend.ramp_home"), look="long"),
        Column(t("legend.ramp_work"), look="long"),
    )


def _map(scope: Scope, frontier: str, way: str) -> tuple[Cell, ...]:
    """What the map of a frontier draws in a direction where nothing else is asked for; nothing without any cut."""
    usual = Selection(language=scope.language, frontiers=(frontier,), direction=WAYS[way])
    chosen = chosen_cuts(replace(scope, selection=usual))
    if chosen.best is None:
        return ()
    head = Cell(scope.words.frontier(frontier, "neighbour"), usual.search, note=scope.t(f"filter.{WAYS[way]}"))
    return head, *(_drawn(scope, chosen.shown[side], chosen.found, chosen.best) for side in SIDES)


def _drawn(scope: Scope, cut: Cut | None, found: tuple[Cut, ...], best: Cut) -> Cell:
    if cut is None:
        return Cell(scope.t("value.absent"))
    t = scope.t
    origin = t("imported.is_imported" if cut.imported is not None else "imported.is_published")
    field = scope.index.short_field(cut.field, scope.language)
    counted = t("imported.places", count=number(cut.places, scope.language))
    said = f"{field}, {period(cut.period, scope.language)}, {counted}"
    if cut.imported is not None:
        origin += f" ({cut.imported.import_name})"
    return Cell(said, note=f"{origin} · {t(f'imported.why.{_why(cut, found, best)}')}")


def _why(cut: Cut, found: tuple[Cut, ...], best: Cut) -> str:
    """Why a cut is drawn rather than the next of its side, by the rules of `series.cuts`."""
    others = [other for other in found if other.side == cut.side and other.id != cut.id]
    if cut is not best and cut.goes_with(best):
        return "twin"
    if not others:
        return "only"
    other = others[0]
    if cut.places >= LEAST_PLACES > other.places:
        return "places"
    if cut.period[:4] != other.period[:4]:
        return "latest"
    return "finest" if cut.places > other.places else "latest" if cut.period > other.period else "first"
