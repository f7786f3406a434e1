"""The smallest pieces of a drawing: paths, texts, the patterns of the states."""

from html import escape
from itertools import pairwise

from dashboard.theme import color
from dashboard.view import Point

PATTERNED = {"not-collected": "hatch", "secret": "secret", "caution": "caution"}


def points(line: tuple[Point, ...]) -> str:
    """A path through points, in tenths of a px, relative to keep it short."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in line]
    steps = [f"{(x - u) / 10:g} {(y - v) / 10:g}" for (u, v), (x, y) in pairwise(tenths)]
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l" + " ".join(steps).replace(" -", "-")


def closed(line: tuple[Point, ...]) -> str:
    """The same path, closed."""
    return points(line) + "z"


def path(shape: str, **attributes: str | float) -> str:
    """A path element; `class_` is class and `stroke_width` is stroke-width."""
    marks = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<path{marks} d="{shape}"/>'


def words(text: str, classes: str, x: float, y: float, anchor: str = "start") -> str:
    """A text element at its baseline."""
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{classes}" x="{x:.1f}" y="{y:.1f}"{aligned}>{escape(text)}</text>'


def ring(x: float, y: float, radius: float, far: bool = False) -> str:
    """The ring of a pole."""
    return f'<circle class="ring{" far" if far else ""}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def dot(x: float, y: float, radius: float, tone: str) -> str:
    """A filled dot."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{color(tone)}"/>'


def pixel_patterns(unit: float = 1.0) -> str:
    """The patterns of the states, in px: hatch 45° every 5.5, secret dots every 5, caution dots every 9; × `unit`."""
    scaled = "" if unit == 1 else f"scale({unit:g})"
    loose = f' patternTransform="{scaled}"' if scaled else ""
    hatch = path("M0 0V5.5", stroke=color("hatch"), stroke_width=2.5)
    secret = dot(1.2, 1.2, 1, "secret") + dot(3.7, 3.7, 1, "secret")
    paper = f'<rect width="9" height="9" fill="{color("caution")}"/>'
    caution = paper + dot(2.2, 2.2, 0.9, "caution-dot") + dot(6.7, 6.7, 0.9, "caution-dot")
    turned = f' patternTransform="rotate(45){scaled}"'
    patterns = (("hatch", 5.5, turned, hatch), ("secret", 5, loose, secret), ("caution", 9, loose, caution))
    return "".join(
        f'<pattern id="p-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{transform}>'
        f"{drawn}</pattern>"
        for name, size, transform, drawn in patterns
    )
