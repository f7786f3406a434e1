"""Legends: nothing that is not on the map, everything that is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from dashboard.compose.classes import round_down
from dashboard.compose.scope import Scope
from dashboard.compose.series import Cut, measured
from dashboard.format import number, pair
from dashboard.view import Fill, Flow, Legend, LegendState, Ramp, Wedge

# Where the gates of the wedge stand, as shares of its widest value.
GATES = (0.2, 0.52)


def overview_legend(scope: Scope, flows: list[Flow], series: str) -> Legend:
    """The legend of all frontiers; `series` is that of the flows of one scale."""
    signs = [sign for sign, drawn in (("dashed", _dashed(flows)), ("in", _inbound(flows))) if drawn]
    signs += ["measured", "unmeasured", "pole"]
    wedge = _wedge(scope, flows, series)
    states = (LegendState(sign, scope.t(f"legend.{sign}"), worn(flows, sign)) for sign in signs)
    return Legend(wedge=wedge, states=tuple(states))


def frontier_legend(
    scope: Scope,
    shaded: Cut | None,
    limits: tuple[float, ...],
    fills: tuple[Fill, ...],
    flows: tuple[Flow, ...],
    series: str,
    own: Mapping[str, str] | None = None,
    *,
    counted: str = "",
    both_sides: bool = False,
) -> Legend:
    """The legend of one frontier; `series` is that of its flows, unless the ramp has said so.

    `counted` says how many of them are drawn where not all are. `own` are words of its own for a style of its flows.
    `both_sides`: places of home and of work are shaded alike.
    """
    styles = {fill.style for fill in fills}
    ramp = None
    if shaded is not None and any(style.startswith("r") for style in styles):
        texts = tuple(number(limit, scope.language) for limit in limits)
        title = scope.t("imported.ramp" if both_sides else f"legend.ramp_{shaded.side}")
        ramp = Ramp(title, scope.words.series(shaded.rows[0]), texts, len(limits) + 1)
    if ramp is not None and series == ramp.note:
        note = counted or scope.t("legend.width")
    else:
        note = pair(series, counted, scope.language) if counted else series
    wedge = _wedge(scope, flows, note)
    known = measured(scope.index, scope.selection.frontier)
    signs: list[str] = [style for style in ("caution", "secret", "not-collected") if style in styles]
    beside = any(flow.direction == "in" and not flow.scaled and flow.style != "dashed" for flow in flows)
    styled = (("dashed", _dashed(flows)), ("tint", _tinted(flows)), ("in", beside))
    signs += [sign for sign, drawn in styled if drawn]
    signs.append("measured" if known else "unmeasured")
    words = own or {}
    states = (LegendState(sign, words.get(sign) or scope.t(f"legend.{sign}"), worn(flows, sign)) for sign in signs)
    return Legend(ramp, wedge, tuple(states))


def worn(flows: Iterable[Flow], style: str) -> Literal["out", "in"]:
    """The direction of the flows of a style, outbound where flows of both have it."""
    return "in" if {flow.direction for flow in flows if flow.style == style} == {"in"} else "out"


def _wedge(scope: Scope, flows: list[Flow] | tuple[Flow, ...], note: str) -> Wedge | None:
    scaled = [flow for flow in flows if flow.scaled]
    if not scaled:
        return None
    most = max(flow.workers for flow in scaled)
    values = (*(round_down(most * share) for share in GATES), most)
    ticks = tuple((value, number(value, scope.language)) for value in values)
    direction = scaled[0].direction
    minimum = scope.t("legend.minimum", limit="{limit}")
    wedge = Wedge(scope.t(f"legend.flows_{direction}"), note, "out", ticks, minimum, scope.language)
    return replace(wedge, direction=direction)


def _dashed(flows: list[Flow] | tuple[Flow, ...]) -> bool:
    return any(flow.style == "dashed" for flow in flows)


def _tinted(flows: list[Flow] | tuple[Flow, ...]) -> bool:
    # Threads of inbound flows without a scale are too thin for a tint.
    return any(flow.style == "tint" and (flow.scaled or flow.direction == "out") for flow in flows)


def _inbound(flows: list[Flow]) -> bool:
    return any(flow.direction == "in" for flow in flows)
