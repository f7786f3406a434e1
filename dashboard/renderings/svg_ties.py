"""Ties and sized rings as SVG, and their signs in the legend: dashed ink is institutional, solid blue functional."""

from dashboard.placement.legend import PlacedState
from dashboard.placement.ties import PlacedTie
from dashboard.renderings.svg_shapes import closed, path, points
from dashboard.theme import color

# The grounds of a ring by its look: ochre is for quantities, dark where one agglomeration lies across the line.
GROUNDS = {"agglomeration": "r5", "network": "r2", "other": "paper"}
SIGN_RADII = (3.0, 5.2, 7.6)


def tie_markup(placed: PlacedTie, begin: str, end: str, links: bool) -> str:
    """A tie between the opening and the closing tag of its feature."""
    line = points(placed.line)
    hit = path(line, class_="tie-hit") if links else ""
    head = path(closed(placed.head), class_="body") if placed.head else ""
    edge = path(line, class_="edge") if placed.tie.kind == "functional" else ""
    return f"{begin}{hit}{edge}{path(line, class_='line')}{head}{end}"


def ties_css(unit: float) -> str:
    """The rules of ties and sized rings; `unit` is the type scale of a picture."""
    grounds = "".join(f".ring.{look}{{fill:{color(name)}}}" for look, name in GROUNDS.items())
    return (
        f".tie path{{fill:none;stroke-linecap:round}}"
        f".tie .tie-hit{{stroke:transparent;stroke-width:9px}}"
        f".tie .edge{{stroke:{color('paper')};stroke-width:{4.2 * unit:g}}}"
        f".tie.functional .line{{stroke:{color('out')};stroke-width:{2 * unit:g}}}"
        f".tie.functional .body{{fill:{color('out')};stroke:{color('paper')};stroke-width:{0.8 * unit:g}}}"
        f".tie.institutional .line{{stroke:{color('ink2')};stroke-width:{0.9 * unit:g};"
        f"stroke-dasharray:{1.2 * unit:g} {3 * unit:g}}}"
        f".tie.institutional.strong .line{{stroke:{color('ink')};stroke-width:{1.5 * unit:g};"
        f"stroke-dasharray:{4.6 * unit:g} {2.8 * unit:g}}}"
        f"{grounds}.ring.missing{{fill:{color('paper')};stroke-dasharray:{1.6 * unit:g} {1.5 * unit:g}}}"
        f".ring.chosen{{stroke-width:{3 * unit:g}}}"
    )


def ring_markup(x: float, y: float, radius: float, look: str, missing: bool = False, chosen: bool = False) -> str:
    """The ring of a sized pole; hollow and dotted where no source gives its figure."""
    classes = " ".join(["ring", "far", look, *["missing"] * missing, *["chosen"] * chosen])
    return f'<circle class="{classes}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def sign(placed: PlacedState) -> str:
    """The legend's sign of a state of these maps; empty for those of others."""
    x, y, name = placed.x, placed.y + 5.5, placed.state.sign
    if name.startswith("tie-"):
        return _tie_sign(x, y, name.removeprefix("tie-"))
    if name == "rings":
        at, drawn = x, ""
        for radius in SIGN_RADII:
            drawn += ring_markup(at + radius, y, radius, "network")
            at += 2 * radius + 2.2
        return drawn
    if name.startswith("ring-"):
        look = name.removeprefix("ring-")
        return ring_markup(x + 17, y, 3 if look == "missing" else 5.2, look, missing=look == "missing")
    if name == "member":
        return f'<rect class="swatch r3" x="{x:.1f}" y="{placed.y:.1f}" width="32" height="11"/>'
    return ""


def _tie_sign(x: float, y: float, name: str) -> str:
    kind = "functional" if name == "functional" else "institutional"
    shape = f"M{x:.1f} {y:.1f}h{26 if kind == 'functional' else 34}"
    head = path(f"M{x + 25:.1f} {y - 3.5:.1f}l9 3.5l-9 3.5z", class_="body") if kind == "functional" else ""
    classes = f"tie {kind}{' strong' if name == 'strong' else ''}"
    return f'<g class="{classes}">{path(shape, class_="line")}{head}</g>'
