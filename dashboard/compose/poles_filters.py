"""The filters of the view of the poles; its maps, one click each, come first."""

from dashboard.compose.cooperations import cooperations
from dashboard.compose.scope import Scope
from dashboard.selection import MAPS, SIZES, SYSTEM_KINDS, TIES
from dashboard.view import Filter, Option
from geodata.tables import SYSTEMS, THEMES


def poles_filters(scope: Scope) -> tuple[Filter, ...]:
    """Map, kind of urban system or one of them, theme, kind of cooperation, kind of tie, what the size says."""
    t = scope.t
    kinds = sorted({item.kind for item in cooperations(scope.atlas)}, key=lambda kind: t(f"kind.{kind}"))
    systems = {pole.system for pole in scope.index.poles}
    named = [(kind, t(f"poles.kind.{kind}")) for kind in SYSTEM_KINDS]
    named += [(name, t("poles.system", name=t(f"system.{name}"))) for name in SYSTEMS if name in systems]
    return (
        _choice(scope, "map", [(name, t(f"poles.map.{name}")) for name in MAPS], "poles.map.all", opened=True),
        _choice(scope, "system", named, "filter.all_m"),
        _choice(scope, "theme", [(theme, t(f"theme.{theme}")) for theme in THEMES], "filter.all_m"),
        _choice(scope, "kind", [(kind, t(f"kind.{kind}")) for kind in kinds], "filter.all"),
        _choice(scope, "tie", [(tie, t(f"poles.tie.{tie}")) for tie in TIES], "poles.tie.all"),
        _choice(scope, "size", [(size, t(f"poles.size_by.{size}")) for size in SIZES], "poles.size_by.population"),
    )


def _choice(scope: Scope, name: str, choices: list[tuple[str, str]], everything: str, opened: bool = False) -> Filter:
    """A filter; a choice leaves the sheet of a pole or of a cooperation, but for what that sheet itself obeys."""
    t, current = scope.t, getattr(scope.selection, name)
    leave = {} if name in ("tie", "size") else {"place": "", "cooperation": ""}
    options = [Option(t(everything), scope.link(**{name: ""}, **leave), not current)]
    options += [Option(label, scope.link(**{name: value}, **leave), current == value) for value, label in choices]
    title = t("filter.theme") if name == "theme" else t(f"poles.filter.{name}")
    return Filter(name, title, tuple(options), open=opened)
