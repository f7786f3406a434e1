"""The legend and the scale bar of a placed map."""

from dataclasses import replace

from dashboard.placement.legend import PlacedLegend, PlacedRamp, PlacedState, PlacedWedge, ScaleBar
from dashboard.renderings.svg_shapes import PATTERNED, path, ring, words
from dashboard.renderings.svg_ties import sign as tie_sign
from dashboard.theme import color


def bar_markup(bar: ScaleBar) -> str:
    """The scale bar and its length."""
    shape = path(f"M{bar.x:.1f} {bar.y - 4:.1f}v4h{bar.length:.1f}v-4")
    return f'<g class="bar halo">{shape}{words(f"{bar.km} km", "inset", bar.x + bar.length + 5, bar.y + 1)}</g>'


def legend_markup(legend: PlacedLegend, unit: float) -> str:
    """All blocks of a legend; `unit` is the type scale of its format."""
    parts = [words(text.text, text.role, text.x, text.y) for text in legend.texts]
    if legend.ramp:
        parts.append(_ramp(legend.ramp, unit))
    if legend.wedge:
        parts.append(_wedge(legend.wedge, unit))
    parts += [_scaled_sign(state, unit) for state in legend.states]
    return f'<g class="legend halo">{"".join(parts)}</g>' if parts else ""


def _ramp(ramp: PlacedRamp, unit: float) -> str:
    size = f'width="{ramp.step:.1f}" height="{ramp.height:.1f}"'
    swatches = "".join(
        f'<rect class="{style}" x="{ramp.x + index * ramp.step:.1f}" y="{ramp.y:.1f}" {size}/>'
        for index, style in enumerate(ramp.ramp.styles)
    )
    foot = ramp.y + ramp.height + 15 * unit
    joints = "".join(
        path(f"M{ramp.x + x:.1f} {ramp.y:.1f}v{ramp.height + 3:.1f}", class_="joint")
        + words(text, "tick", ramp.x + x, foot, "middle")
        for x, text in ramp.limits
    )
    return swatches + joints


def _wedge(wedge: PlacedWedge, unit: float) -> str:
    foot = wedge.y + wedge.height
    shape = f"M{wedge.x:.1f} {foot:.1f}h{wedge.length:.1f}v{-wedge.height:.1f}z"
    gates = "".join(
        path(f"M{wedge.x + x:.1f} {foot:.1f}v{-height:.1f}", class_=f"gate {wedge.wedge.direction}")
        + words(text, "tick", wedge.x + x, foot + 13 * unit, "middle")
        for x, height, text in wedge.gates
    )
    return path(shape, class_=f"s-{wedge.wedge.direction}") + gates


def _scaled_sign(placed: PlacedState, unit: float) -> str:
    if unit == 1:
        return _sign(placed)
    at = f"translate({placed.x:.1f},{placed.y:.1f}) scale({unit:g})"
    return f'<g transform="{at}">{_sign(replace(placed, x=0, y=0))}</g>'


def _sign(placed: PlacedState) -> str:
    x, y, sign = placed.x, placed.y, placed.state.sign
    if sign in ("measured", "unmeasured"):
        paint = color("lisere-band") if sign == "measured" else "url(#p-hatch)"
        middle = f"M{x:.1f} {y + 5.5:.1f}h34"
        return path(middle, stroke=paint, stroke_width=9) + path(middle, stroke=color("ink"), stroke_width=1.2)
    if sign == "dashed":
        tone = color(placed.state.direction)
        thread = path(f"M{x:.1f} {y + 5.5:.1f}h26", stroke=tone, stroke_width=1.5, stroke_dasharray="3.5 2.4")
        return thread + path(f"M{x + 26:.1f} {y + 2:.1f}l8 3.5l-8 3.5z", fill=tone)
    if sign in ("in", "tint"):
        way = "in" if sign == "in" else placed.state.direction
        edge, fill = color(way), color("paper" if sign == "in" else f"{way}-tint")
        arrow = f"M{x:.1f} {y + 3:.1f}h24v-3l10 5.5l-10 5.5v-3h-24z"
        return path(arrow, fill=fill, stroke=edge, stroke_width=1.2)
    if sign == "pole":
        return ring(x + 10, y + 5.5, 4.2) + ring(x + 25, y + 5.5, 3.2, far=True)
    if drawn := tie_sign(placed):
        return drawn
    fill = f"url(#p-{PATTERNED[sign]})" if sign in PATTERNED else color("out-tint")
    return f'<rect class="swatch" x="{x:.1f}" y="{y:.1f}" width="32" height="11" fill="{fill}"/>'
