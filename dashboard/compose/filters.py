"""The filters, each option a link to the same selection with one choice changed."""

from geodata.tables import ACTION_STATUSES, THEMES

from dashboard.compose.index import Index
from dashboard.compose.series import Cut, periods
from dashboard.compose.words import Words
from dashboard.format import pair, period
from dashboard.selection import DIRECTIONS, Selection
from dashboard.view import Filter, Option


def filters(index: Index, words: Words, selection: Selection, found: tuple[Cut, ...]) -> tuple[Filter, ...]:
    """Direction, period, series (of one frontier), then those of the programme."""
    t = words.t
    direction = Filter(
        "direction",
        t("filter.direction"),
        tuple(Option(t(f"filter.{way}"), selection.but(direction=way, series="", place="").search, selection.direction == way) for way in DIRECTIONS),
        open=True,
    )
    return (
        direction,
        _periods(index, words, selection),
        *((_series(index, words, selection, found),) if found else ()),
        _choice(words, selection, "axis", [(str(axis), t("chart.axis", number=axis)) for axis in (1, 2, 3)], "all_m"),
        _choice(words, selection, "sub_axis", _sub_axes(index, selection), "all_m"),
        _choice(words, selection, "priority", [("1", t("filter.priority_only"))], "all"),
        _choice(words, selection, "status", [(status, t(f"action-status.{status}")) for status in ACTION_STATUSES if status], "all_m"),
        _choice(words, selection, "theme", [(theme, t(f"theme.{theme}")) for theme in THEMES], "all_m"),
    )


def _periods(index: Index, words: Words, selection: Selection) -> Filter:
    t = words.t
    options = [Option(t("filter.latest"), selection.but(period="").search, not selection.period)]
    options += [
        Option(period(name, words.language), selection.but(period=name, series="").search, selection.period == name)
        for name in periods(index)
    ]
    return Filter("period", t("filter.period"), tuple(options))


def _series(index: Index, words: Words, selection: Selection, found: tuple[Cut, ...]) -> Filter:
    t = words.t
    options = [Option(t("filter.default"), selection.but(series="").search, not selection.series)]
    for name, cut in {cut.id: cut for cut in reversed(found)}.items():
        side = t("legend.ramp_work" if cut.side == "work" else "legend.ramp_home")
        named = f"{index.short_field(cut.field, words.language)} ({period(cut.period, words.language)}, {len(cut.rows)})"
        options.append(Option(pair(side, named, words.language), selection.but(series=name).search, selection.series == name))
    return Filter("series", t("filter.series"), tuple(options))


def _sub_axes(index: Index, selection: Selection) -> list[tuple[str, str]]:
    names = dict.fromkeys(
        str(action["sub_axis"]) for action in index.actions if not selection.axis or str(action["axis"]) == selection.axis
    )
    return [(name, name) for name in names if name]


def _choice(words: Words, selection: Selection, name: str, choices: list[tuple[str, str]], everything: str) -> Filter:
    t = words.t
    also = {"sub_axis": ""} if name == "axis" else {}
    current = getattr(selection, name)
    options = [Option(t(f"filter.{everything}"), selection.but(**{name: ""}, **also).search, not current)]
    options += [
        Option(label, selection.but(**{name: value}, **also).search, current == value) for value, label in choices
    ]
    return Filter(name, t(f"filter.{name}"), tuple(options))
