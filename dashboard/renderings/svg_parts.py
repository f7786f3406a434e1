"""The markup of a placed scene: ground, features, labels, legend, insets, in the order in which they lie."""

from functools import lru_cache
from html import escape

from dashboard.placement import PlacedInset, PlacedScene
from dashboard.placement.flows import PlacedFlow
from dashboard.placement.ground import Ground
from dashboard.placement.labels import PlacedLabel
from dashboard.placement.marks import PlacedMark
from dashboard.placement.room import leader_end
from dashboard.placement.ties import PlacedTie
from dashboard.renderings.gates import gate
from dashboard.renderings.pixels import Pixels, pattern_transform
from dashboard.renderings.svg_legend import bar_markup, legend_markup
from dashboard.renderings.svg_shapes import PATTERNED, bow, closed, path, points, ribbon, ring, words
from dashboard.renderings.svg_ties import ring_markup, tie_markup
from dashboard.theme import color
from dashboard.view import Base, Fill, FrontierLine


def shape_id(frame: str, key: str) -> str:
    """The element id of a base shape, as an attribute has it: an imported file gives its places ids of its own."""
    return escape(f"{frame[0]}-{key}")


def ground_transform(ground: Ground, css: bool = True) -> str:
    """The transform from frame units to px, as CSS or as an SVG attribute."""
    px = "px" if css else ""
    return f"translate({ground.shift_x:.2f}{px},{ground.shift_y:.2f}{px}) scale({ground.scale:.6f})"


def scene_markup(placed: PlacedScene, prefix: str, links: bool = True, pixels: Pixels | None = None) -> str:
    """Everything that moves with the map: fills, bands, water, frontier lines, flows, gates, rings, labels.

    `links` is for the page, where features are links and the browser clips; a picture by itself is drawn for programs
    that know neither links nor clip paths of uses. `pixels` are those that such a program is going to draw.
    """
    base = placed.scene.base
    ground = ground_transform(placed.ground, css=False)
    lines = sorted(placed.scene.lines, key=lambda line: line.emphasis == "selected")
    sides: dict[bool, list[str]] = {True: [], False: []}
    patterned: dict[tuple[bool, str], list[str]] = {}
    for fill in placed.scene.fills:
        shape = fill.outline or base.shape(f"t-{fill.territory}")
        side = shape is None or shape.country == "FR"
        sides[side].append(_fill(fill, base.frame, prefix, links))
        if shape is not None and not links and fill.style in PATTERNED:
            patterned.setdefault((side, fill.style), []).append(shape.path)
    for (side, style), shapes in patterned.items():
        sides[side].insert(0, _pattern(style, shapes, prefix))
    home, abroad = (f'<g class="fills">{"".join(sides[side])}</g>' for side in (True, False))
    bands = "".join(_band(line, base.frame, prefix) for line in lines)
    strokes = "".join(_frontier(line, base.frame, links) for line in lines)
    veil = _veil(base, tuple(line.frontier for line in lines))
    gates, clips = _gates(placed, prefix) if links else (_plain_gates(placed), "")
    return (
        f"<defs>{_patterns(placed, prefix, pixels)}{clips}</defs>"
        f'<g class="grounded" transform="{ground}">{home}<g>{bands}</g>{veil}{abroad}'
        f'<use href="#water-{base.frame}"/>{strokes}</g>'
        f'<g class="ties">{"".join(_tie(tie, links) for tie in placed.ties)}</g>'
        f"<g>{''.join(_flow(flow, links) for flow in placed.flows)}{gates}</g>"
        f'<g class="rings">{"".join(_mark(mark, links) for mark in placed.marks)}</g>'
        f"<g>{''.join(_label(label, links) for label in placed.labels)}</g>"
    )


def _patterns(placed: PlacedScene, prefix: str, pixels: Pixels | None) -> str:
    """The patterns of the states that are on the map, brought back to px within the ground."""
    unit = max(placed.format.type_scale, 1)
    used = {"hatch"} | {PATTERNED[fill.style] for fill in placed.scene.fills if fill.style in PATTERNED}
    brought = {name: pattern_transform(name, unit, placed.ground, pixels) for name in sorted(used)}
    return "".join(
        f'<pattern id="{prefix}-{name}" href="#p-{name}" patternTransform="{transform}"/>'
        for name, transform in brought.items()
    )


@lru_cache(maxsize=32)
def _veil(base: Base, frontiers: tuple[str, ...]) -> str:
    """What lies beyond frontiers seen near, again over the bands: they stay on the French side.

    A clip path of the French side takes browsers ten times as long.
    """
    if not base.details:
        return ""
    extents = [line.extent for frontier in frontiers if (line := base.shape(f"f-{frontier}")) is not None]
    parted = {shape.country for shape in base.drawn if shape.kind == "territory"}
    near = [
        f'<use href="#{shape_id(base.frame, shape.key)}"/>'
        for shape in base.drawn
        if (shape.kind == "territory" or (shape.kind == "country" and shape.country not in parted))
        and shape.country != "FR"
        and any(shape.extent.meets(extent) for extent in extents)
    ]
    return f'<g class="nbunits">{"".join(near)}</g>'


def _gates(placed: PlacedScene, prefix: str) -> tuple[str, str]:
    """The white line of each frontier within its outbound flows, and the clip path that keeps it there.

    One for each frontier, of all its flows: a hundred would each draw the whole line.
    """
    ground = ground_transform(placed.ground, css=False)
    frame = placed.scene.base.frame
    bodies: dict[str, str] = {}
    for flow in placed.flows:
        if _gated(flow):
            bodies[flow.flow.frontier] = bodies.get(flow.flow.frontier, "") + _outline(flow)
    clips = "".join(
        f'<clipPath id="{prefix}-gate-{frontier}">{path(shape)}</clipPath>' for frontier, shape in bodies.items()
    )
    gates = "".join(
        f'<g clip-path="url(#{prefix}-gate-{frontier})"><g class="grounded" transform="{ground}">'
        f'<use class="gate" href="#{shape_id(frame, f"f-{frontier}")}"/></g></g>'
        for frontier in bodies
    )
    return gates, clips


def _plain_gates(placed: PlacedScene) -> str:
    wide = filter(_gated, placed.flows)
    crossed = "".join(path(shape, class_="gate") for flow in wide if (shape := gate(placed, flow)))
    return f'<g transform="{ground_transform(placed.ground, css=False)}">{crossed}</g>'


def _gated(placed: PlacedFlow) -> bool:
    """Whether the frontier shows in a flow: one drawn as a thread has no body for it."""
    return placed.flow.direction == "out" and not placed.thread


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
    painted = f"url(#{prefix}-{pattern})" if links else "none"
    paint = f' style="fill:{painted}"' if pattern else ""
    chosen = " selected" if fill.selected else ""
    begin, end = _open(links, "territory", fill.territory, "area", fill.label, fill.search)
    classes = f'class="fill {fill.style}{chosen}" data-style="{fill.style}"'
    if fill.outline is not None:
        effect = ' vector-effect="non-scaling-stroke"' if links else ""
        return f'{begin}<path {classes} d="{fill.outline.path}"{effect}{paint}/>{end}'
    href = f"#{shape_id(frame, f't-{fill.territory}')}"
    return f'{begin}<use {classes} href="{href}"{paint}/>{end}'


def _pattern(style: str, shapes: list[str], prefix: str) -> str:
    """All territories of a pattern at once, to lie under their hairlines: librsvg makes its tile anew for each path."""
    # Each begins where it begins by itself: its first step is relative.
    drawn = "".join(f"M0 0{shape}" for shape in shapes)
    return f'<path fill="url(#{prefix}-{PATTERNED[style]})" d="{drawn}"/>'


def _band(line: FrontierLine, frame: str, prefix: str) -> str:
    href = f"#{shape_id(frame, f'f-{line.frontier}')}"
    if line.state == "unmeasured":
        return (
            f'<use class="band hatched" style="stroke:url(#{prefix}-hatch)" data-band="{line.frontier}" href="{href}"/>'
        )
    name = {"plain": "measured", "selected": "selected", "faded": "faded"}[line.emphasis]
    return f'<use class="band {name}" data-band="{line.frontier}" href="{href}"/>'


def _frontier(line: FrontierLine, frame: str, links: bool) -> str:
    href = f"#{shape_id(frame, f'f-{line.frontier}')}"
    begin, end = _open(links, "frontier", line.frontier, f"frontier {line.emphasis}", line.label, line.search)
    casing = f'<use class="casing" href="{href}"/>' if line.emphasis == "selected" else ""
    hit = f'<use class="hit" href="{href}"/>' if links else ""
    return f'{begin}{hit}{casing}<use class="stroke {line.emphasis}" data-state="{line.state}" href="{href}"/>{end}'


def _flow(placed: PlacedFlow, links: bool) -> str:
    flow = placed.flow
    classes = f"flow {flow.direction} {flow.style} {flow.emphasis}"
    begin, end = _open(links, "flow", flow.id, classes, flow.label, flow.search)
    if placed.thread:
        thread = bow(placed.centre)
        body = path(thread, class_="edge") + path(thread, class_="thread") + path(closed(placed.head), class_="body")
    else:
        outline = _outline(placed)
        body = path(outline, class_="edge") + path(outline, class_="body")
    return f"{begin}{body}{end}"


def _outline(placed: PlacedFlow) -> str:
    """Without a taper both sides are curves by themselves: a third of the bytes of their points."""
    tapered = placed.flow.origin is None
    return closed(placed.outline) if tapered else ribbon(placed.outline, len(placed.centre))


def _mark(placed: PlacedMark, links: bool) -> str:
    mark = placed.mark
    x, y = placed.at
    begin, end = _open(links, "pole", mark.pole, f"pole rank-{mark.rank}", mark.label, mark.search)
    if mark.grade is None:
        return f"{begin}{ring(x, y, placed.radius, far=mark.rank > 1)}{end}"
    return f"{begin}{ring_markup(x, y, placed.radius, mark.look, mark.grade == 0, mark.chosen)}{end}"


def _tie(placed: PlacedTie, links: bool) -> str:
    tie = placed.tie
    begin, end = _open(links, "tie", tie.id, f"tie {tie.kind} {tie.style}", tie.label, tie.search)
    return tie_markup(placed, begin, end, links)


def _label(label: PlacedLabel, links: bool) -> str:
    x0, y0, x1, _ = label.box
    x = {"start": x0 + 1, "end": x1 - 1, "middle": (x0 + x1) / 2}[label.align]
    heights = [line.role.size for line in label.lines]
    step = (label.box[3] - y0) / sum(heights)
    texts, y = "", y0
    for line, size in zip(label.lines, heights, strict=True):
        y += size * step
        # Programs that read pictures know no text-transform.
        said = line.text if links or not line.role.caps else line.text.upper()
        classes = f"{line.role.name} t-{label.tone}"
        texts += words(said, classes, x, y - size * step * 0.2, label.align)
    leader = ""
    if label.leader:
        leader = f'<path class="leader t-{label.tone}" d="{points((label.at, leader_end(label.at, label.box)))}"/>'
    at = f"{label.at[0]:.0f}px {label.at[1]:.0f}px"
    # Within its label, for it shrinks with it when the map zooms.
    return f'<g class="label {label.kind}" data-rank="{label.rank}" style="transform-origin:{at}">{leader}{texts}</g>'


def fixed_markup(placed: PlacedScene, prefix: str, links: bool = True, pixels: Pixels | None = None) -> str:
    """What stays while the map zooms: legend, scale bar, insets."""
    legend = legend_markup(placed.legend, max(placed.format.type_scale, 1))
    return f"{legend}{bar_markup(placed.bar)}{insets_markup(placed, prefix, links, pixels)}"


def insets_markup(placed: PlacedScene, prefix: str, links: bool = True, pixels: Pixels | None = None) -> str:
    """The insets alone."""
    return "".join(_inset(inset, f"{prefix}-i{index}", links, pixels) for index, inset in enumerate(placed.insets))


def _inset(inset: PlacedInset, prefix: str, links: bool, pixels: Pixels | None) -> str:
    x, y, width, height = inset.box
    frame = inset.placed.scene.base.frame
    ground = ground_transform(inset.placed.ground, css=False)
    title = words(inset.inset.title, "inset-title t-ink", 9, 19)
    within = pixels and pixels.within(round(x, 1), round(y, 1))
    return (
        f'<svg class="inset" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'viewBox="0 0 {width:.1f} {height:.1f}"><rect width="100%" height="100%" fill="{color("sea")}"/>'
        f'<g transform="{ground}"><use href="#base-{frame}"/></g>'
        f'<g class="scene in-{frame}">{scene_markup(inset.placed, prefix, links, within)}</g>'
        f'{bar_markup(inset.placed.bar)}<g class="halo">{title}</g>'
        f'<rect class="inset-frame" x=".5" y=".5" width="{width - 1:.1f}" height="{height - 1:.1f}"/></svg>'
    )
