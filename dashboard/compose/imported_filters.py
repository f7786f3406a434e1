"""The filters of imported flows: the level of their places, how many are drawn at most, and from how many people on."""

from dashboard.compose.chosen import chosen_cuts
from dashboard.compose.imported import levels_of, place_level
from dashboard.compose.imported_flows import COUNT, THRESHOLD, pairs_drawn
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.selection import FLOW_COUNTS, FLOW_THRESHOLDS
from dashboard.view import Filter, Option


def imported_filters(scope: Scope) -> tuple[Filter, ...]:
    """The level where a frontier has imported microdata; number and threshold where the map draws their flows."""
    asked = scope.selection
    levels = levels_of(scope.index, asked.frontier, scope.way, asked.period[:4]) if asked.frontier else ()
    if not levels:
        return ()
    shown = chosen_cuts(scope).shown
    found = [_level(scope, levels, place_level(shown))]
    if pairs_drawn(scope, shown).total:
        found += [_count(scope), _threshold(scope)]
    return tuple(found)


def _level(scope: Scope, levels: tuple[str, ...], drawn: str) -> Filter:
    t, chosen = scope.t, scope.selection.level
    usual = t("imported.level_default")
    if drawn and not chosen:
        usual = t("imported.level_legible", level=t(f"imported.level.{drawn}"))
    options = [Option(usual, scope.link(level="", place=""), not chosen)]
    for level in levels:
        link = scope.link(level=level, series="", place="")
        options.append(Option(t(f"imported.level.{level}"), link, chosen == level))
    return Filter("level", t("imported.level_title"), tuple(options))


def _count(scope: Scope) -> Filter:
    chosen = scope.selection.count or str(COUNT)
    options = tuple(
        Option(
            scope.t("imported.count", count=count),
            scope.link(count="" if count == str(COUNT) else count),
            chosen == count,
        )
        for count in FLOW_COUNTS
    )
    return Filter("count", scope.t("imported.count_title"), options)


def _threshold(scope: Scope) -> Filter:
    chosen, usual = scope.selection.threshold or str(THRESHOLD), str(THRESHOLD)
    options = []
    for least in FLOW_THRESHOLDS:
        words = number(int(least), scope.language) if least.isdigit() else ""
        label = scope.t("imported.threshold", least=words) if words else scope.t("imported.threshold_none")
        options.append(Option(label, scope.link(threshold="" if least == usual else least), chosen == least))
    return Filter("threshold", scope.t("imported.threshold_title"), tuple(options))
