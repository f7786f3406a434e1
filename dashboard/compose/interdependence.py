"""Functional interdependence on the page: a frontier's indicators, what cannot be computed and why, the definitions."""

from dashboard.compose.interdependence_indicators import COMPUTED, computable, indicators
from dashboard.compose.interdependence_inputs import JOBS, Indicator, Input, published
from dashboard.compose.scope import Scope
from dashboard.compose.series import headline, measured
from dashboard.format import number, pair, percent, several
from dashboard.view import Branch, Cell, Column, Section, Table

__all__ = ["COMPUTED", "Indicator", "Input", "definitions", "gaps", "indicators", "interdependence", "said"]

SECTION = "interdependence"


def interdependence(scope: Scope, frontier: str) -> Section | None:
    """The section of one frontier: its indicators, their inputs, what cannot be computed; None for an unknown one."""
    if frontier not in scope.index.frontiers:
        return None
    t, found, missing = scope.t, indicators(scope, frontier), gaps(scope, frontier)
    table, inputs = _table(scope, found), _inputs(scope, found)
    reasons = Table(
        "gaps",
        t("interdependence.gaps"),
        (Column(t("interdependence.column.missing")), Column(t("interdependence.column.reason"), look="long")),
        tuple((Cell(name), Cell(reason)) for name, reason in missing),
    )
    blocks = (*((table, inputs) if found else ()), *((reasons,) if missing else ()))
    note = t("interdependence.note") if found else ""
    return Section(SECTION, t("interdependence.title"), note, blocks)


def definitions(scope: Scope) -> Section:
    """Each indicator in words, formula and published definition, and the frontiers that it can be computed for."""
    t = scope.t
    computed = {frontier: computable(scope, frontier) for frontier in scope.index.frontiers}
    columns = (
        Column(t("interdependence.column.indicator")),
        Column(t("interdependence.column.words"), look="long"),
        Column(t("interdependence.column.formula"), look="long"),
        Column(t("interdependence.column.defined"), look="long"),
        Column(t("interdependence.column.frontiers"), look="long"),
    )
    rows = tuple(
        (
            Cell(t(f"interdependence.{name}.name")),
            Cell(t(f"interdependence.{name}.words")),
            Cell(t(f"interdependence.{name}.formula")),
            Cell(t(f"interdependence.{name}.defined"), url=t(f"interdependence.{name}.url")),
            Cell(
                scope.words.neighbours(one for one, ids in computed.items() if name in ids)
                or t("interdependence.nowhere")
            ),
        )
        for name in COMPUTED
    )
    table = Table("definitions", t("interdependence.definitions"), columns, rows)
    return Section("definitions", t("interdependence.definitions"), t("interdependence.note"), (table,))


def said(scope: Scope, one: Indicator) -> str:
    """The value of an indicator as it is written: 44,3 %, or 0,203 for a ratio."""
    if one.unit == "ratio":
        return number(one.value, scope.language, 3)
    whole = one.precision != "derived" and (one.value * 100) % 1 < 1e-9
    return percent(one.value, scope.language, 0 if whole else 1)


def gaps(scope: Scope, frontier: str) -> tuple[tuple[str, str], ...]:
    """The names of the indicators that a frontier's figures do not allow, each with the reason in words."""
    t = scope.t
    if not measured(scope.index, frontier):
        return ((t("interdependence.every_indicator"), t("interdependence.gap.unmeasured")),)
    found = {one.id for one in indicators(scope, frontier)}
    missing = [name for name in COMPUTED if name not in found]
    reasons = {"dependence": _jobs_gap, "asymmetry": _ways_gap}
    return tuple(
        (t(f"interdependence.{name}.name"), reasons[name](scope, frontier))
        if name in reasons
        else (t(f"interdependence.{name}.name"), t(f"interdependence.gap.{name}"))
        for name in missing
    )


def _jobs_gap(scope: Scope, frontier: str) -> str:
    """Why no share of jobs: none was read there, or the jobs and the commuters are of two fields."""
    neighbour, out = scope.index.frontiers[frontier]["neighbour"], headline(scope.index, frontier, "out")
    jobs = [row for row in published(scope.atlas) if row.indicator in JOBS]
    jobs = [row for row in jobs if scope.index.place(row.place).country == neighbour]
    if not jobs or out is None:
        return scope.t("interdependence.gap.dependence")
    fields = (scope.index.short_field(field, scope.language) for field in (jobs[-1].field, out.field))
    return scope.t("interdependence.gap.fields", **dict(zip(("first", "second"), fields, strict=True)))


def _ways_gap(scope: Scope, frontier: str) -> str:
    """Why no ratio of the two directions: nobody counts one of them, or they are counted in two fields."""
    out, into = (headline(scope.index, frontier, way) for way in ("out", "in"))
    if out is None or into is None or out.workers is None or into.workers is None:
        return scope.t("interdependence.gap.one_way")
    if out.field == into.field:
        return scope.t("interdependence.gap.asymmetry")
    return scope.t("interdependence.gap.fields", first=scope.words.short(out), second=scope.words.short(into))


def _table(scope: Scope, found: tuple[Indicator, ...]) -> Table:
    t = scope.t
    columns = (
        Column(t("interdependence.column.indicator"), look="long"),
        Column(t("interdependence.column.value"), look="number"),
        Column(t("interdependence.column.words"), look="long"),
        Column(t("interdependence.column.formula"), look="long"),
        Column(t("interdependence.column.inputs"), look="long"),
    )
    # A definition is said once, at the first of its rows.
    first = {one.id: n for n, one in reversed(tuple(enumerate(found)))}
    rows = tuple(_cells(scope, one, one.words if first[one.id] == n else "") for n, one in enumerate(found))
    return Table(SECTION, t("interdependence.title"), columns, rows)


def _cells(scope: Scope, one: Indicator, words: str) -> tuple[Cell, ...]:
    t = scope.t
    dated = scope.words.when(one.period)
    fields = [scope.index.short_field(field, scope.language) for field in one.fields]
    credits = dict.fromkeys(scope.words.credit(given.source) for given in one.inputs)
    return (
        Cell(t(f"interdependence.{one.id}.name"), note=one.perimeter),
        Cell(said(scope, one), note=dated),
        Cell(words),
        Cell(one.formula, note=t(f"precision.{one.precision}")),
        Cell(several(fields, scope.language), note=several(credits, scope.language)),
    )


def _inputs(scope: Scope, found: tuple[Indicator, ...]) -> Branch:
    """Every figure that the indicators rest on, with its source, folded away."""
    given = dict.fromkeys(one for item in found for one in item.inputs)
    head = Cell(scope.t("interdependence.inputs", count=len(given)))
    return Branch(head, tuple(Branch(_input(scope, one)) for one in given))


def _input(scope: Scope, one: Input) -> Cell:
    language, source = scope.language, scope.index.sources[one.source]
    amount = percent(one.amount / 100, language, 0 if one.amount % 1 == 0 else 1) if one.share else ""
    dated = scope.words.when(one.period)
    parts = (dated, scope.index.field(one.field, language), scope.words.credit(one.source))
    text = pair(one.what, amount or number(one.amount, language), language)
    return Cell(text, url=source.url, note=several(parts, language))
