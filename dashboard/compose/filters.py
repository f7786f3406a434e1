"""The filters, each option a link to the same selection with one choice changed."""

from dashboard.compose.imported_filters import imported_filters
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, headline, periods
from dashboard.format import number, pair, period
from dashboard.selection import DIRECTIONS
from dashboard.view import Filter, Option
from geodata.tables import ACTION_STATUSES, THEMES


def filters(scope: Scope, found: tuple[Cut, ...]) -> tuple[Filter, ...]:
    """Direction, period, series (of one frontier), then those of the programme."""
    t = scope.t
    direction = Filter(
        "direction",
        t("filter.direction"),
        tuple(
            Option(t(f"filter.{way}"), scope.link(direction=way, series="", place=""), scope.selection.direction == way)
            for way in DIRECTIONS
        ),
        open=True,
    )
    return (
        direction,
        _periods(scope),
        *((_series(scope, found),) if found else ()),
        *imported_filters(scope),
        *programme_filters(scope),
    )


def programme_filters(scope: Scope) -> tuple[Filter, ...]:
    """Axis, sub-axis, priority, status and theme of the work programme's actions."""
    t = scope.t
    return (
        _choice(scope, "axis", [(str(axis), t("chart.axis", number=axis)) for axis in (1, 2, 3)], "all_m"),
        _choice(scope, "sub_axis", _sub_axes(scope), "all_m"),
        _choice(scope, "priority", [("1", t("filter.priority_only"))], "all"),
        _choice(
            scope, "status", [(status, t(f"action-status.{status}")) for status in ACTION_STATUSES if status], "all_m"
        ),
        _choice(scope, "theme", [(theme, t(f"theme.{theme}")) for theme in THEMES], "all_m"),
    )


def _periods(scope: Scope) -> Filter:
    """The periods of the census; of a frontier alone, those that have a figure for it."""
    t, frontier = scope.t, scope.selection.frontier
    options = [Option(t("filter.latest"), scope.link(period=""), not scope.selection.period)]
    for name in dict.fromkeys((*periods(scope.index), *filter(None, (scope.selection.period,)))):
        row = headline(scope.index, frontier, "out", name) if frontier else None
        known = name in periods(scope.index) and (not frontier or (row is not None and row.workers is not None))
        link = scope.link(period=name, series="") if known else ""
        reason = "" if known else t("filter.no_period")
        options.append(Option(period(name, scope.language), link, scope.selection.period == name, reason))
    return Filter("period", t("filter.period"), tuple(options))


def _series(scope: Scope, found: tuple[Cut, ...]) -> Filter:
    t = scope.t
    named_cuts = {cut.id: cut for cut in reversed(found)}
    options = [Option(t("filter.default"), scope.link(series=""), scope.selection.series not in named_cuts)]
    for name, cut in named_cuts.items():
        side = t("legend.ramp_work" if cut.side == "work" else "legend.ramp_home")
        field, when = scope.index.short_field(cut.field, scope.language), period(cut.period, scope.language)
        # Two imports may count one field in one year: a census by person and by pair of communes.
        imported = f" · {cut.imported.import_name}" if cut.imported is not None else ""
        named = f"{field} ({when}, {number(cut.places, scope.language)}{imported})"
        options.append(
            Option(pair(side, named, scope.language), scope.link(series=name), scope.selection.series == name)
        )
    return Filter("series", t("filter.series"), tuple(options))


def _sub_axes(scope: Scope) -> list[tuple[str, str]]:
    named = {
        str(action["sub_axis_id"]): str(action["sub_axis"])
        for action in scope.index.actions
        if not scope.selection.axis or str(action["axis"]) == scope.selection.axis
    }
    return [(number, name) for number, name in named.items() if name]


def _choice(scope: Scope, name: str, choices: list[tuple[str, str]], everything: str) -> Filter:
    t = scope.t
    also = {"sub_axis": ""} if name == "axis" else {}
    current = getattr(scope.selection, name)
    options = [Option(t(f"filter.{everything}"), scope.link(**{name: ""}, **also), not current)]
    options += [Option(label, scope.link(**{name: value}, **also), current == value) for value, label in choices]
    return Filter(name, t(f"filter.{name}"), tuple(options))
