"""The map's style sheet: one for the page and for a picture by itself.

On the page, strokes keep their width while the map zooms (non-scaling strokes); a picture by itself is read by programs
that don't know these, so its strokes are given in the units of the ground.
"""

import re
from collections.abc import Mapping

from dashboard.placement.formats import ROLES
from dashboard.renderings.svg_ties import ties_css
from dashboard.theme import color, family

SELECTOR = re.compile(r"(^|})([^{}]+){")
TONES = {"out": "out", "in": "in", "ink": "ink", "label": "label", "water": "water", "missing": "ink2"}


def map_css(scale: float | None, type_scale: float = 1.0) -> str:
    """The rules of the map; `scale` is px per ground unit for a picture by itself, None for the page."""
    unit = max(type_scale, 1)
    ground = _ground(scale and scale / unit)
    parts = [ground, _states(unit), ties_css(unit), _flows(unit), _texts(type_scale), _legend(unit)]
    return "".join([*parts, "" if scale else _interactive()])


def still_css(scale: float, type_scale: float, insets: Mapping[str, float]) -> str:
    """The rules of a picture by itself; `insets` are the scales of its insets by frame, whose strokes differ."""
    unit = max(type_scale, 1)
    return map_css(scale, type_scale) + "".join(
        SELECTOR.sub(rf"\1#base-{frame} \2,#water-{frame} \2,.in-{frame} \2{{", _ground(inset / unit))
        for frame, inset in insets.items()
    )


def _stroke(name: str, px: float, scale: float | None) -> str:
    return f"stroke:{color(name)};stroke-width:{px if scale is None else round(px / scale, 2)}"


def _ground(scale: float | None) -> str:
    # A clone under `use` has no ancestors to match: only a selector of the path itself reaches it.
    # The gates of small maps are no clones.
    keep = "path[id],path.gate{vector-effect:non-scaling-stroke}" if scale is None else ""
    return (
        f".map{{background:{color('sea')};font-family:{family()}}}"
        f"{keep}"
        f".base path{{stroke-linejoin:round}}"
        f".land{{fill:{color('land')};{_stroke('ink3', 0.7, scale)}}}"
        f".nb{{fill:{color('neighbour')};{_stroke('lake-edge', 0.6, scale)}}}"
        f".units{{fill:{color('land')};{_stroke('hairline', 0.6, scale)}}}"
        f".nbunits{{fill:{color('neighbour')};{_stroke('hairline-neighbour', 0.6, scale)}}}"
        f".borders{{fill:none;{_stroke('ink3', 0.8, scale)}}}"
        f".lakes{{fill:{color('lake')};{_stroke('lake-edge', 0.5, scale)}}}"
        f".fill{{{_stroke('paper', 0.8, scale)}}}.bare{{fill:transparent;stroke:none}}"
        f".band{{fill:none;stroke-linecap:butt;stroke-linejoin:round}}"
        f".stroke{{fill:none;{_stroke('ink', 1.15, scale)};stroke-linejoin:round}}"
        f".stroke.selected{{stroke-width:{1.7 if scale is None else round(1.7 / scale, 2)}}}"
        f".casing{{fill:none;{_stroke('paper', 3.6, scale)};stroke-linejoin:round}}"
        f".faded .stroke{{{_stroke('ink3', 0.8, scale)}}}"
        f".gate{{fill:none;{_stroke('paper', 1.6, scale)}}}"
        f".hit{{fill:none;stroke:transparent;stroke-width:{16 if scale is None else round(16 / scale, 2)}}}"
        + "".join(
            f".band.{name}{{stroke:{paint};stroke-width:{px if scale is None else round(px / scale, 2)}}}"
            for name, paint, px in (
                ("measured", color("lisere-band"), 10),
                ("selected", color("lisere-band"), 20),
                ("faded", color("line2"), 6),
            )
        )
        + f".band.hatched{{stroke-width:{12 if scale is None else round(12 / scale, 2)}}}"
    )


def _states(unit: float) -> str:
    ramp = "".join(f".r{step}{{fill:{color(f'r{step}')}}}" for step in range(1, 6))
    return (
        ramp
        + f".s-out{{fill:{color('out')}}}"
        + f".s-in{{fill:{color('paper')};stroke:{color('in')};stroke-width:{1.2 * unit:g}}}"
        + f".ring{{fill:{color('paper')};stroke:{color('ink')};stroke-width:{1.6 * unit:g}}}"
        + f".ring.far{{stroke-width:{1.2 * unit:g}}}"
        + f".leader{{stroke:{color('ink')};stroke-width:{0.9 * unit:g};fill:none}}"
        + f".leader.t-label{{stroke:{color('label')}}}"
    )


def _flows(unit: float) -> str:
    return (
        f".flow path{{stroke-linejoin:round}}"
        f".flow .edge{{fill:none;stroke:{color('paper')};stroke-width:{3 * unit:g}}}"
        f".flow.out .body{{fill:{color('out')}}}"
        f".flow.out.tint .body{{fill:{color('out-tint')};stroke:{color('out')};stroke-width:{1.1 * unit:g}}}"
        f".flow.in .body{{fill:{color('paper')};stroke:{color('in')};stroke-width:{1.5 * unit:g}}}"
        f".flow.in.tint .body{{fill:{color('in-tint')}}}"
        f".flow .thread{{fill:none;stroke-width:{1.5 * unit:g}}}"
        f".flow.out .thread{{stroke:{color('out')}}}.flow.in .thread{{stroke:{color('in')}}}"
        f".flow.dashed .thread{{stroke-dasharray:{3.5 * unit:g} {2.4 * unit:g}}}"
        f".flow.faded{{opacity:.22}}"
    )


def _texts(scale: float) -> str:
    rules = [
        f".{role.name}{{font-size:{round(role.size * scale, 1)}px;font-weight:{role.weight}"
        + (f";letter-spacing:{round(role.tracking * scale, 2)}px" if role.tracking else "")
        + (";text-transform:uppercase" if role.caps else "")
        + "}"
        for role in ROLES.values()
    ]
    tones = [f".t-{tone}{{fill:{color(name)}}}" for tone, name in TONES.items()]
    return (
        "".join(rules + tones)
        + f".label text{{paint-order:stroke;stroke:{color('paper')};stroke-width:3px;stroke-linejoin:round}}"
        + f".label .place-note{{fill:{color('ink2')}}}.label .place,.label .place-value{{fill:{color('ink')}}}"
        + f".label .country,.label .t-label{{fill:{color('label')}}}"
        + ".water{font-style:italic}.label.water text{stroke:none}"
    )


def _legend(unit: float) -> str:
    return (
        f".legend text,.bar text{{fill:{color('ink')}}}.legend .legend{{fill:{color('ink2')}}}"
        f".legend .tick{{fill:{color('ink2')};font-size:{12 * unit:g}px}}"
        f".legend .gate,.legend .joint{{stroke:{color('paper')};stroke-width:{1.4 * unit:g}}}"
        f".legend .gate.in{{stroke:{color('in')}}}.legend .joint{{stroke:{color('ink2')};stroke-width:{0.8 * unit:g}}}"
        f".swatch{{stroke:{color('line')};stroke-width:.6}}"
        f".bar path{{fill:none;stroke:{color('ink2')};stroke-width:{1.1 * unit:g}}}.bar text{{fill:{color('ink2')}}}"
        f".inset-frame{{fill:none;stroke:{color('ink3')};stroke-width:1}}"
        f".halo text{{paint-order:stroke;stroke:{color('paper')};stroke-opacity:.85;stroke-width:4px}}"
    )


def _interactive() -> str:
    focus = color("focus")
    return (
        ".map a{outline:none;cursor:pointer}.map a:not([href]){cursor:default}"
        ".label,.rings g{pointer-events:none}.label{transform:scale(calc(1/var(--k,1)))}"
        f".area:hover .fill,.fill.selected{{stroke:{color('ink')};stroke-width:1.6px}}"
        ".feature.frontier:hover .stroke{stroke-width:2px}"
        f".band.near{{stroke:{color('lisere-strong')};stroke-width:14px}}"
        f".feature:focus-visible>.stroke,.feature:focus-visible>use{{stroke:{focus};stroke-width:3px}}"
        f".map .feature:focus-visible :is(.body,.thread,.ring,.line)"
        f"{{stroke:{focus};stroke-width:3px}}"
        f".feature:hover .ring{{fill:{color('lisere')}}}"
    )
