"""The legend of the maps of the poles: what their size, their look and their ties say; nothing that is not drawn."""

from dashboard.compose.poles_marks import GRADES, measure
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.view import Legend, LegendState, MapScene


def poles_legend(scope: Scope, scene: MapScene, flows: Legend) -> Legend:
    """The legend of a scene; `flows` is that of its flows and frontiers."""
    t = scope.t
    low, high = (number(limit, scope.language) for limit in GRADES[measure(scope)])
    every = [mark for one in scene.scenes for mark in one.marks]
    ties = [tie for one in scene.scenes for tie in one.ties]
    lines = [line for one in scene.scenes for line in one.lines]
    found = []
    if any(mark.grade for mark in every):
        found.append(LegendState("rings", t(f"poles.legend.{measure(scope)}", low=low, high=high)))
    if any(mark.grade == 0 for mark in every):
        found.append(LegendState("ring-missing", t(f"poles.legend.no_{measure(scope)}")))
    looks = {mark.look for mark in every}
    found += [LegendState(f"ring-{look}", t(f"poles.legend.{look}")) for look in LOOKS if look in looks]
    kinds = {tie.kind for tie in ties}
    found += [LegendState(f"tie-{kind}", t(f"poles.legend.{kind}")) for kind in KINDS if kind in kinds]
    if any(tie.style == "strong" for tie in ties):
        found.append(LegendState("tie-strong", t("poles.legend.strong")))
    if any(fill.style.startswith("r") for fill in scene.fills) and flows.ramp is None:
        found.append(LegendState("member", t("poles.legend.member")))
    states = {line.state for line in lines}
    kept = [state for state in flows.states if state.sign in ("dashed", "in", "tint") and scene.flows]
    found += [*kept, *(LegendState(state, t(f"legend.{state}")) for state in STATES if state in states)]
    return Legend(flows.ramp, flows.wedge, tuple(found))


LOOKS = ("agglomeration", "network", "other")
KINDS = ("functional", "institutional")
STATES = ("measured", "unmeasured")
