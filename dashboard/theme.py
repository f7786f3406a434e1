"""Colours and type from content/theme.toml, the only place that holds them."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "content" / "theme.toml"
TOKENS = Path(__file__).parents[1] / "assets" / "tokens.css"


@cache
def _theme() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def color(name: str) -> str:
    """The hex value of a colour. Raises KeyError for a name that theme.toml does not have."""
    return _theme()["color"][name]


def colors() -> dict[str, str]:
    """All colours by name."""
    return dict(_theme()["color"])


def family() -> str:
    """The font stack, as CSS has it."""
    return _theme()["type"]["family"]


def tokens_css() -> str:
    """The text of assets/tokens.css: each colour as a custom property."""
    lines = [f"  --{name}: {value};" for name, value in colors().items()]
    return "\n".join(
        [
            "/* Made from dashboard/content/theme.toml by `python -m dashboard.theme`. */",
            ":root {",
            *lines,
            f"  --family: {family()};",
            "}",
            "",
        ]
    )


if __name__ == "__main__":
    TOKENS.write_text(tokens_css(), encoding="utf-8")
