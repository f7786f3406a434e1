"""The formats that a map is placed in: their pixels and their type."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

ADVANCES = Path(__file__).parent.parent / "content" / "advances.toml"


@dataclass(frozen=True)
class Format:
    """A medium: the map's size in px, its type scale, the width of its widest flow, where its legend stands.

    Insets are `inset_size` times as large as the page's, one above the other or `insets_abreast`.
    """

    name: str
    width: float
    height: float
    type_scale: float
    widest_flow: float
    legend_below: bool = False
    poles_of_rank: int = 3
    inset_size: float = 1.0
    insets_abreast: bool = False

    def unit(self, small: float) -> float:
        """How large signs are: as the type is, `small` on a phone and in an inset."""
        return small if self.name in ("phone", "inset") else self.type_scale


PAGE = Format("page", 878, 728, 1.0, 36)
PHONE = Format("phone", 390, 372, 1.0, 19, legend_below=True, poles_of_rank=1)
SLIDE = Format("slide", 1196, 760, 1.42, 44)
FORMATS = {item.name: item for item in (PAGE, PHONE, SLIDE)}


@dataclass(frozen=True)
class Role:
    """How a text of the map is set: size and tracking in px at scale 1, weight, CSS class."""

    name: str
    size: float
    weight: int
    tracking: float = 0.0
    caps: bool = False


ROLES = {
    role.name: role
    for role in (
        Role("state", 14, 400, 4.0, caps=True),
        Role("country", 10.5, 600, 0.9, caps=True),
        Role("place", 12.5, 600),
        Role("place-value", 12.5, 400),
        Role("place-note", 11, 400),
        Role("area", 10.5, 600, 1.6, caps=True),
        Role("pole-1", 12.5, 600),
        Role("pole-2", 11.5, 400),
        Role("pole-3", 10.8, 400),
        Role("water", 12, 400, 0.4),
        Role("value-1", 21, 700),
        Role("value-2", 18, 700),
        Role("value-3", 16, 700),
        Role("value-4", 15, 700),
        Role("value-5", 13.5, 700),
        Role("missing", 12.5, 600),
        Role("legend-title", 12.5, 600),
        Role("legend", 12, 400),
        Role("inset", 11, 400),
        Role("inset-title", 12, 600),
    )
}


@cache
def _advances(weight: int) -> dict[str, float]:
    table = tomllib.loads(ADVANCES.read_text(encoding="utf-8"))[f"w{weight}"]
    return {character: int(width) / 1000 for width, characters in table.items() for character in characters}


def wrap(text: str, role: Role, scale: float, most: float) -> list[str]:
    """The text in lines of at most so many px, broken between words; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, role, scale) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=4096)
def text_width(text: str, role: Role, scale: float) -> float:
    """Width in px of a text set in a role, from the advances of the font; an unknown character counts 0.6 em."""
    advances = _advances(role.weight)
    shown = text.upper() if role.caps else text
    ems = sum(advances.get(character, 0.6) for character in shown)
    return scale * (role.size * ems + role.tracking * len(text))
