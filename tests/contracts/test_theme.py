"""Colours: those of theme.toml and no other, with the contrast that they are chosen for (WCAG 2.2)."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard import theme

ROOT = Path(__file__).parents[2]
HEX = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
WRITTEN = {
    ROOT / "assets" / "tokens.css",
    ROOT / "assets" / "favicon.svg",
    ROOT / "dashboard" / "content" / "theme.toml",
}
SOURCES = sorted(
    path
    for folder, kinds in (("dashboard", ("py", "toml")), ("assets", ("css", "js", "svg")))
    for kind in kinds
    for path in (ROOT / folder).rglob(f"*.{kind}")
    if "vendor" not in path.parts and path not in WRITTEN
)
# Text and the ground on which it is read: 4.5 at least (1.4.3).
READ = [
    ("ink", "paper"), ("ink", "sea"), ("ink", "neighbour"), ("ink", "selected"), ("ink", "hover"), ("ink", "lake"),
    ("ink", "r1"), ("ink", "r2"), ("ink", "r3"), ("ink", "r4"), ("ink", "r5"), ("ink", "caution"),
    ("ink2", "paper"), ("ink2", "sea"), ("ink2", "neighbour"), ("ink2", "selected"), ("ink2", "hover"),
    ("ink3", "paper"), ("ink3", "neighbour"), ("label", "paper"), ("label", "neighbour"),
    ("water", "sea"), ("water", "lake"), ("paper", "ink"), ("paper", "ink2"),
    ("out", "paper"), ("out", "sea"), ("out", "neighbour"), ("in", "paper"), ("in", "sea"), ("in", "neighbour"),
]  # fmt: skip
# Edges and shapes that carry meaning beside their ground: 3 at least (1.4.11).
SEEN = [
    ("out2", "paper"), ("out", "out-tint"), ("in", "in-tint"), ("control", "paper"), ("hatch", "paper"),
    ("secret", "paper"), ("focus", "paper"), ("focus", "sea"), ("focus", "selected"), ("ink", "lisere"),
]  # fmt: skip


def luminance(hexadecimal: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(hexadecimal[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours of the theme, 1 to 21."""
    low, high = sorted(luminance(theme.color(name)) for name in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does():
    assert round(contrast("ink", "paper"), 1) == 16.3
    assert contrast("paper", "paper") == 1


@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_is_readable_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), SEEN)
def test_meaningful_shapes_stand_out_from_their_ground(edge, ground):
    assert contrast(edge, ground) >= 3


def test_the_ramp_darkens_step_by_step():
    steps = [luminance(theme.color(f"r{n}")) for n in range(1, 6)]
    assert steps == sorted(steps, reverse=True)
    assert all(light / dark > 1.2 for light, dark in pairwise(steps))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_colour_is_written_outside_the_theme(path):
    assert HEX.findall(path.read_text(encoding="utf-8")) == []


def test_the_icon_takes_its_colours_from_the_theme():
    drawn = HEX.findall((ROOT / "assets" / "favicon.svg").read_text(encoding="utf-8"))
    assert drawn
    assert set(drawn) <= set(theme.colors().values())


def test_tokens_css_is_up_to_date():
    assert (ROOT / "assets" / "tokens.css").read_text(encoding="utf-8") == theme.tokens_css()


def test_every_custom_property_of_the_style_sheet_exists():
    css = (ROOT / "assets" / "layout.css").read_text(encoding="utf-8")
    own = set(re.findall(r"(--[\w-]+):", css)) | {"--share"}
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= own | {f"--{name}" for name in (*theme.colors(), "family")}
