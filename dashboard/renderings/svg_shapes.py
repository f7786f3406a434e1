"""The smallest pieces of a drawing: paths, texts, the patterns of the states."""

from functools import lru_cache
from html import escape
from itertools import pairwise
from math import hypot

from dashboard.theme import color
from dashboard.view import Point

# Between two lines of the hatch, in px.
HATCH = 5.5
# Px by which a side of a flow may be drawn beside its points: sharp bends of broad ones are further from a parabola.
UNSEEN = 0.5
# Of each pattern, the px after which it repeats.
MOTIFS = {"hatch": HATCH * 2**0.5, "secret": 5, "caution": 9}
PATTERNED = {"not-collected": "hatch", "secret": "secret", "caution": "caution"}


def points(line: tuple[Point, ...]) -> str:
    """A path through points, in tenths of a px, relative to keep it short."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in line]
    steps = [f"{(x - u) / 10:g} {(y - v) / 10:g}" for (u, v), (x, y) in pairwise(tenths)]
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l" + " ".join(steps).replace(" -", "-")


def closed(line: tuple[Point, ...]) -> str:
    """The same path, closed."""
    return points(line) + "z"


def bow(line: tuple[Point, ...]) -> str:
    """A path along points of a parabola, spread evenly over its parameter: three of them say it."""
    return _from(line[0]) + _bow(line, _control(line))


# A change of filter draws most flows again as they were.
@lru_cache(maxsize=128)
def ribbon(outline: tuple[Point, ...], count: int) -> str:
    """The path of an outline whose two sides are its first and last `count` points, each a parabola where that passes
    by all of its points, and whose start is round.
    """
    radius = f"{hypot(outline[-1][0] - outline[0][0], outline[-1][1] - outline[0][1]) / 2:.1f}"
    cap = f"a{radius} {radius} 0 0 0 {_step(outline[-1], outline[0])}z"
    sides = outline[:count], outline[-count:]
    left, right = (_control(side) for side in sides)
    if max(_missed(sides[0], left), _missed(sides[1], right)) > UNSEEN:
        return points(outline) + cap
    between = (sides[0][-1], *outline[count:-count], sides[1][0])
    head = " ".join(_step(*ends) for ends in pairwise(between))
    return f"{_from(outline[0])}{_bow(sides[0], left)}l{head}{_bow(sides[1], right)}{cap}"


def _control(line: tuple[Point, ...]) -> Point:
    """The control point of the parabola through the ends and the middle of a line."""
    middle = len(line) // 2
    t = middle / (len(line) - 1)
    (x, y), (u, v), (far_x, far_y) = line[0], line[middle], line[-1]
    near, far, by = (1 - t) ** 2, t**2, 2 * t * (1 - t)
    return (u - near * x - far * far_x) / by, (v - near * y - far * far_y) / by


def _missed(line: tuple[Point, ...], control: Point) -> float:
    """The px by which the parabola with that control point misses the points of a line, at most."""
    (x, y), (u, v), (far_x, far_y) = line[0], control, line[-1]
    missed = 0.0
    for at, (here_x, here_y) in enumerate(line):
        t = at / (len(line) - 1)
        near, far, by = (1 - t) ** 2, t**2, 2 * t * (1 - t)
        missed = max(missed, hypot(near * x + by * u + far * far_x - here_x, near * y + by * v + far * far_y - here_y))
    return missed


def _bow(line: tuple[Point, ...], control: Point) -> str:
    return f"q{_step(line[0], control)} {_step(line[0], line[-1])}"


def _from(point: Point) -> str:
    return f"M{round(point[0], 1):g} {round(point[1], 1):g}"


def _step(start: Point, end: Point) -> str:
    """From one point to another, each rounded to tenths of a px, so that no errors add up."""
    x, y = (round(b * 10) - round(a * 10) for a, b in zip(start, end, strict=True))
    return f"{x / 10:g} {y / 10:g}"


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


def pixel_patterns(unit: float = 1.0, repeats: int = 1) -> str:
    """The patterns of the states, in px: hatch 45° every 5.5, secret dots every 5, caution dots every 9; × `unit`.

    A tile holds each motif `repeats` times across and down: librsvg takes 50 times as long to repeat a small one.
    """
    scaled = f' patternTransform="scale({unit:g})"' if unit != 1 else ""
    hatched, secret, caution = MOTIFS["hatch"] * repeats, 5 * repeats, 9 * repeats
    # A line is as wide as the half of it that its tile does not cut.
    falling = "".join(
        f"M{start:.3f} 0l{-hatched:.3f} {hatched:.3f}"
        for start in (MOTIFS["hatch"] * n for n in range(2 * repeats + 1))
    )
    paper = f'<rect width="{caution}" height="{caution}" fill="{color("caution")}"/>'
    patterns = (
        ("hatch", hatched, path(falling, stroke=color("hatch"), stroke_width=1.25)),
        ("secret", secret, _dotted(secret, 5, (1.2, 3.7), 1, "secret")),
        ("caution", caution, paper + _dotted(caution, 9, (2.2, 6.7), 0.9, "caution-dot")),
    )
    return "".join(
        f'<pattern id="p-{name}" width="{size:g}" height="{size:g}" patternUnits="userSpaceOnUse"{scaled}>'
        f"{drawn}</pattern>"
        for name, size, drawn in patterns
    )


def _dotted(size: int, step: int, places: tuple[float, ...], radius: float, tone: str) -> str:
    """Dots at each of some places of every step, along and down alike, as the dashes of lines without length."""
    lines = "".join(f"M{at} {down + at:g}H{size}" for down in range(0, size, step) for at in places)
    return path(
        lines,
        stroke=color(tone),
        stroke_width=2 * radius,
        stroke_linecap="round",
        stroke_dasharray=f"0 {step}",
    )
