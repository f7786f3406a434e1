"""The markup of a placed scene: ground, features, labels, legend, insets, in the order in which they lie."""

from dataclasses import replace
from html import escape
from itertools import pairwise

from dashboard.placement import PlacedInset, PlacedScene
from dashboard.placement.flows import HOLLOW_FROM, PlacedFlow
from dashboard.placement.ground import Ground
from dashboard.placement.labels import PlacedLabel, PlacedMark
from dashboard.placement.legend import PlacedLegend, PlacedRamp, PlacedState, PlacedWedge, ScaleBar
from dashboard.renderings.gates import gate
from dashboard.theme import color
from dashboard.view import Fill, FrontierLine, Point

PATTERNED = {"not-collected": "hatch", "secret": "secret", "caution": "caution"}


def shape_id(frame: str, key: str) -> str:
    """The element id of a base shape."""
    return f"{frame[0]}-{key}"


def ground_transform(ground: Ground, css: bool = True) -> str:
    """The transform from frame units to px, as CSS or as an SVG attribute."""
    px = "px" if css else ""
    return f"translate({ground.shift_x:.2f}{px},{ground.shift_y:.2f}{px}) scale({ground.scale:.6f})"


def pixel_patterns(unit: float = 1.0) -> str:
    """The patterns of the states, in px: hatch 45° every 5.5, secret dots every 5, caution dots every 9; × `unit`."""
    scaled = "" if unit == 1 else f"scale({unit:g})"
    loose = f' patternTransform="{scaled}"' if scaled else ""
    return (
        f'<pattern id="p-hatch" width="5.5" height="5.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45){scaled}">'
        f'<path d="M0 0V5.5" stroke="{color("hatch")}" stroke-width="2.5"/></pattern>'
        f'<pattern id="p-secret" width="5" height="5" patternUnits="userSpaceOnUse"{loose}>'
        f'<circle cx="1.2" cy="1.2" r="1" fill="{color("secret")}"/><circle cx="3.7" cy="3.7" r="1" fill="{color("secret")}"/>'
        f"</pattern>"
        f'<pattern id="p-caution" width="9" height="9" patternUnits="userSpaceOnUse"{loose}>'
        f'<rect width="9" height="9" fill="{color("caution")}"/><circle cx="2.2" cy="2.2" r=".9" fill="{color("caution-dot")}"/>'
        f'<circle cx="6.7" cy="6.7" r=".9" fill="{color("caution-dot")}"/></pattern>'
    )


def scene_markup(placed: PlacedScene, prefix: str, links: bool = True) -> str:
    """Everything that moves with the map: fills, bands, water, frontier lines, flows, gates, rings, labels."""
    frame = placed.scene.base.frame
    ground = ground_transform(placed.ground, css=False)
    inverse = f"scale({max(placed.format.type_scale, 1) / placed.ground.scale:.3f})"
    patterns = "".join(
        f'<pattern id="{prefix}-{name}" href="#p-{name}" patternTransform="{"rotate(45) " if name == "hatch" else ""}{inverse}"/>'
        for name in ("hatch", "secret", "caution")
        if name == "hatch" or any(PATTERNED.get(fill.style) == name for fill in placed.scene.fills)
    )
    fills = "".join(_fill(fill, frame, prefix, links) for fill in placed.scene.fills)
    lines = sorted(placed.scene.lines, key=lambda line: line.emphasis == "selected")
    home = [shape for shape in placed.scene.base.details if links and shape.kind == "territory" and shape.country == "FR"]
    veil = "" if links or not placed.scene.base.details else _abroad(placed, prefix)
    clip = f' clip-path="url(#{prefix}-france)"' if home else ""
    units = "".join(f'<use href="#{shape_id(frame, shape.key)}"/>' for shape in home)
    france = f'<clipPath id="{prefix}-france">{units}</clipPath>' if home else ""
    bands = "".join(_band(line, frame, prefix) for line in lines)
    strokes = "".join(_frontier(line, frame, links) for line in lines)
    clips = "".join(
        f'<clipPath id="{prefix}-gate-{index}"><path d="{_closed(flow.outline)}"/></clipPath>'
        for index, flow in enumerate(placed.flows)
        if links and not flow.minimal
    )
    gates = "".join(
        f'<g clip-path="url(#{prefix}-gate-{index})"><g class="grounded" transform="{ground}">'
        f'<use class="gate" href="#{shape_id(frame, f"f-{flow.flow.frontier}")}"/></g></g>'
        for index, flow in enumerate(placed.flows)
        if links and not flow.minimal and flow.flow.direction == "out"
    )
    if not links:
        crossed = (gate(placed, flow) for flow in placed.flows if not flow.minimal and flow.flow.direction == "out")
        gates = f'<g transform="{ground}">{"".join(f"""<path class="gate" d="{path}"/>""" for path in crossed if path)}</g>'
    hover = "".join(_hover(line) for line in lines) if links else ""
    return (
        f"<style>{hover}</style><defs>{patterns}{france}{clips}</defs>"
        f'<g class="grounded" transform="{ground}"><g class="fills">{fills}</g><g{clip}>{bands}</g>{veil}'
        f'<use href="#water-{frame}"/>{strokes}</g>'
        f"<g>{''.join(_flow(flow, links) for flow in placed.flows)}{gates}</g>"
        f'<g class="rings">{"".join(_mark(mark, links) for mark in placed.marks)}</g>'
        f"<g>{''.join(_label(label, links) for label in placed.labels)}</g>"
    )


def _abroad(placed: PlacedScene, prefix: str) -> str:
    """What lies beyond the frontier, drawn again over the bands: they stay on the French side without a clip path."""
    base = placed.scene.base
    shapes = {fill.territory: base.shape(f"t-{fill.territory}") for fill in placed.scene.fills}
    fills = [fill for fill in placed.scene.fills if (shape := shapes[fill.territory]) and shape.country != "FR"]
    again = "".join(_fill(replace(fill, label=""), base.frame, prefix, False).replace("data-kind", "data-again") for fill in fills)
    return f'<use href="#abroad-{base.frame}"/><g class="fills">{again}</g>'


def _open(links: bool, kind: str, identifier: str, classes: str, label: str, search: str) -> tuple[str, str]:
    """The opening and closing tags of a feature: a link on the page, a group in a picture."""
    tag = "a" if links else "g"
    href = f' href="{escape(search)}"' if links and search else ""
    focus = ' tabindex="0"' if links and not search else ""
    role = ' role="img"' if not (links and search) else ""
    return (
        f'<{tag} class="feature {classes}"{href}{focus}{role} data-kind="{kind}" data-id="{escape(identifier)}" '
        f'aria-label="{escape(label)}">',
        f"</{tag}>",
    )


def _fill(fill: Fill, frame: str, prefix: str, links: bool) -> str:
    pattern = PATTERNED.get(fill.style)
    paint = f' style="fill:url(#{prefix}-{pattern})"' if pattern else ""
    chosen = " selected" if fill.selected else ""
    begin, end = _open(links, "territory", fill.territory, "area", fill.label, fill.search)
    href = f"#{shape_id(frame, f't-{fill.territory}')}"
    return f'{begin}<use class="fill {fill.style}{chosen}" data-style="{fill.style}" href="{href}"{paint}/>{end}'


def _band(line: FrontierLine, frame: str, prefix: str) -> str:
    href = f"#{shape_id(frame, f'f-{line.frontier}')}"
    if line.state == "unmeasured":
        return (
            f'<use class="band hatched" style="stroke:url(#{prefix}-hatch)" data-band="{line.frontier}" href="{href}"/>'
        )
    name = {"plain": "measured", "selected": "selected", "faded": "faded"}[line.emphasis]
    return f'<use class="band {name}" data-band="{line.frontier}" href="{href}"/>'


def _hover(line: FrontierLine) -> str:
    """The band lies under the water and its link above it: only a rule of the scene ties the two."""
    link = f".frontier[data-id={line.frontier}]"
    return (
        f".scene:has({link}:is(:hover,:focus-visible)) .band[data-band={line.frontier}]"
        f"{{stroke:{color('lisere-strong')};stroke-width:14px}}"
    )


def _frontier(line: FrontierLine, frame: str, links: bool) -> str:
    href = f"#{shape_id(frame, f'f-{line.frontier}')}"
    begin, end = _open(links, "frontier", line.frontier, f"frontier {line.emphasis}", line.label, line.search)
    casing = f'<use class="casing" href="{href}"/>' if line.emphasis == "selected" else ""
    hit = f'<use class="hit" href="{href}"/>' if links else ""
    return f'{begin}{hit}{casing}<use class="stroke {line.emphasis}" data-state="{line.state}" href="{href}"/>{end}'


def _flow(placed: PlacedFlow, links: bool) -> str:
    flow = placed.flow
    thin = placed.minimal or flow.style == "dashed" or (flow.direction == "in" and placed.width < HOLLOW_FROM)
    classes = f"flow {flow.direction} {flow.style} {flow.emphasis}"
    begin, end = _open(links, "flow", flow.id, classes, flow.label, flow.search)
    if thin:
        thread = _points(placed.centre)
        body = f'<path class="edge" d="{thread}"/><path class="thread" d="{thread}"/><path class="body" d="{_closed(placed.head)}"/>'
    else:
        outline = _closed(placed.outline)
        start = ""
        if flow.origin is not None:
            x, y = placed.centre[0]
            start = f'<circle class="body" cx="{x:.1f}" cy="{y:.1f}" r="{placed.width / 2:.1f}"/>'
        body = f'<path class="edge" d="{outline}"/>{start}<path class="body" d="{outline}"/>'
    return f"{begin}{body}{end}"


def _mark(placed: PlacedMark, links: bool) -> str:
    mark = placed.mark
    x, y = placed.at
    begin, end = _open(links, "pole", mark.pole, f"pole rank-{mark.rank}", mark.label, mark.search)
    far = " far" if mark.rank > 1 else ""
    return f'{begin}<circle class="ring{far}" cx="{x:.1f}" cy="{y:.1f}" r="{placed.radius:.1f}"/>{end}'


def _label(label: PlacedLabel, links: bool) -> str:
    x0, y0, x1, _ = label.box
    x = {"start": x0 + 1, "end": x1 - 1, "middle": (x0 + x1) / 2}[label.align]
    heights = [line.role.size for line in label.lines]
    step = (label.box[3] - y0) / sum(heights)
    texts, y = "", y0
    for line, size in zip(label.lines, heights, strict=True):
        y += size * step
        anchor = "" if label.align == "start" else f' text-anchor="{label.align}"'
        # Programs that read pictures know no text-transform.
        words = line.text if links or not line.role.caps else line.text.upper()
        texts += f'<text class="{line.role.name} t-{label.tone}" x="{x:.1f}" y="{y - size * step * 0.2:.1f}"{anchor}>{escape(words)}</text>'
    leader = ""
    if label.leader:
        end = min(max(label.at[0], x0), x1), min(max(label.at[1], y0), label.box[3])
        leader = f'<path class="leader" d="{_points((label.at, end))}"/>'
    at = f"{label.at[0]:.0f}px {label.at[1]:.0f}px"
    return f'{leader}<g class="label {label.kind}" data-rank="{label.rank}" style="transform-origin:{at}">{texts}</g>'


def fixed_markup(placed: PlacedScene, prefix: str, links: bool = True) -> str:
    """What stays while the map zooms: legend, scale bar, insets."""
    insets = "".join(_inset(inset, f"{prefix}-i{index}", links) for index, inset in enumerate(placed.insets))
    return f"{_legend(placed.legend, max(placed.format.type_scale, 1))}{_bar(placed.bar)}{insets}"


def _inset(inset: PlacedInset, prefix: str, links: bool) -> str:
    x, y, width, height = inset.box
    frame = inset.placed.scene.base.frame
    ground = ground_transform(inset.placed.ground, css=False)
    return (
        f'<svg class="inset" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'viewBox="0 0 {width:.1f} {height:.1f}"><rect width="100%" height="100%" fill="{color("sea")}"/>'
        f'<g transform="{ground}"><use href="#base-{frame}"/></g><g class="scene in-{frame}">{scene_markup(inset.placed, prefix, links)}</g>'
        f'{_bar(inset.placed.bar)}<g class="halo"><text class="inset-title t-ink" x="9" y="19">{escape(inset.inset.title)}</text></g>'
        f'<rect class="inset-frame" x=".5" y=".5" width="{width - 1:.1f}" height="{height - 1:.1f}"/></svg>'
    )


def _bar(bar: ScaleBar) -> str:
    path = f"M{bar.x:.1f} {bar.y - 4:.1f}v4h{bar.length:.1f}v-4"
    return (
        f'<g class="bar halo"><path d="{path}"/><text class="inset" x="{bar.x + bar.length + 5:.1f}" y="{bar.y + 1:.1f}">'
        f"{bar.km} km</text></g>"
    )


def _legend(legend: PlacedLegend, unit: float) -> str:
    texts = "".join(
        f'<text class="{text.role}" x="{text.x:.1f}" y="{text.y:.1f}">{escape(text.text)}</text>'
        for text in legend.texts
    )
    parts = [
        texts,
        _ramp(legend.ramp, unit) if legend.ramp else "",
        _wedge(legend.wedge, unit) if legend.wedge else "",
        "".join(_scaled_sign(state, unit) for state in legend.states),
    ]
    return f'<g class="legend halo">{"".join(parts)}</g>' if any(parts) else ""


def _ramp(ramp: PlacedRamp, unit: float) -> str:
    swatches = "".join(
        f'<rect class="{style}" x="{ramp.x + index * ramp.step:.1f}" y="{ramp.y:.1f}" '
        f'width="{ramp.step:.1f}" height="{ramp.height:.1f}"/>'
        for index, style in enumerate(ramp.ramp.styles)
    )
    joints = "".join(
        f'<path class="joint" d="M{ramp.x + x:.1f} {ramp.y:.1f}v{ramp.height + 3:.1f}"/>'
        f'<text class="tick" text-anchor="middle" x="{ramp.x + x:.1f}" y="{ramp.y + ramp.height + 15 * unit:.1f}">{escape(text)}</text>'
        for x, text in ramp.limits
    )
    return swatches + joints


def _wedge(wedge: PlacedWedge, unit: float) -> str:
    foot = wedge.y + wedge.height
    fill = f"s-{wedge.wedge.direction}"
    shape = f'<path class="{fill}" d="M{wedge.x:.1f} {foot:.1f}h{wedge.length:.1f}v{-wedge.height:.1f}z"/>'
    gates = "".join(
        f'<path class="gate" d="M{wedge.x + x:.1f} {foot:.1f}v{-height:.1f}"/>'
        f'<text class="tick" text-anchor="middle" x="{wedge.x + x:.1f}" y="{foot + 13 * unit:.1f}">{escape(text)}</text>'
        for x, height, text in wedge.gates
    )
    return shape + gates


def _scaled_sign(placed: PlacedState, unit: float) -> str:
    if unit == 1:
        return _sign(placed)
    at = f"translate({placed.x:.1f},{placed.y:.1f}) scale({unit:g})"
    return f'<g transform="{at}">{_sign(replace(placed, x=0, y=0))}</g>'


def _sign(placed: PlacedState) -> str:
    x, y, sign = placed.x, placed.y, placed.state.sign
    middle = f"M{x:.1f} {y + 5.5:.1f}h34"
    if sign in ("measured", "unmeasured"):
        paint = color("lisere-band") if sign == "measured" else "url(#p-hatch)"
        return f'<path d="{middle}" stroke="{paint}" stroke-width="9"/><path d="{middle}" stroke="{color("ink")}" stroke-width="1.2"/>'
    if sign == "dashed":
        tone = color("out")
        return (
            f'<path d="M{x:.1f} {y + 5.5:.1f}h26" stroke="{tone}" stroke-width="1.5" stroke-dasharray="3.5 2.4"/>'
            f'<path d="M{x + 26:.1f} {y + 2:.1f}l8 3.5l-8 3.5z" fill="{tone}"/>'
        )
    if sign in ("in", "tint"):
        edge, fill = (color("in"), color("paper")) if sign == "in" else (color("out"), color("out-tint"))
        arrow = f"M{x:.1f} {y + 3:.1f}h24v-3l10 5.5l-10 5.5v-3h-24z"
        return f'<path d="{arrow}" fill="{fill}" stroke="{edge}" stroke-width="1.2"/>'
    if sign == "pole":
        return f'<circle class="ring" cx="{x + 10:.1f}" cy="{y + 5.5:.1f}" r="4.2"/><circle class="ring far" cx="{x + 25:.1f}" cy="{y + 5.5:.1f}" r="3.2"/>'
    fill = f"url(#p-{PATTERNED[sign]})" if sign in PATTERNED else color("paper" if sign == "uncovered" else "out-tint")
    return f'<rect class="swatch" x="{x:.1f}" y="{y:.1f}" width="32" height="11" fill="{fill}"/>'


def _points(points: tuple[Point, ...]) -> str:
    """A path through points, in tenths of a px, relative to keep it short."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [f"{(x - u) / 10:g} {(y - v) / 10:g}" for (u, v), (x, y) in pairwise(tenths)]
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l" + " ".join(steps).replace(" -", "-")


def _closed(points: tuple[Point, ...]) -> str:
    return _points(points) + "z"
