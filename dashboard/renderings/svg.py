"""A View's map as SVG: in the served page, as the fragment of a change, as a picture by itself."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from dashboard.placement import PAGE, PHONE, Format, PlacedScene, place
from dashboard.placement.formats import ROLES, Role, wrap
from dashboard.renderings.credit import dublin_core
from dashboard.renderings.pixels import REPEATS, Pixels
from dashboard.renderings.svg_parts import fixed_markup, ground_transform, scene_markup, shape_id
from dashboard.renderings.svg_shapes import pixel_patterns
from dashboard.renderings.svg_style import map_css, still_css
from dashboard.text import Text
from dashboard.theme import color
from dashboard.view import Base, Extent, MapScene, Outline, View

PAGE_FORMATS = (PAGE, PHONE)
# Of a pattern's motif in its tile, in a picture drawn by who knows which pixels.
STILL_REPEATS = 40
HEADLINE = Role("headline", 22, 600)
SUBTITLE = Role("subtitle", 14, 400)
CREDIT = ROLES["legend"]
REFERENCE = re.compile(r'href="#([^"]+)"')
# In the order in which they lie.
GROUPS = (
    ("land", lambda outline: outline.kind == "country" and outline.country == "FR"),
    ("units", lambda outline: outline.kind == "territory" and outline.country == "FR"),
    ("nb", lambda outline: outline.kind == "country" and outline.country != "FR"),
    ("nbunits", lambda outline: outline.kind == "territory" and outline.country != "FR"),
    ("borders", lambda outline: outline.kind == "frontier"),
)


def map_section(view: View) -> str:
    """The map's part of the served page: title sentence, style, base, and the map in each of the page's formats."""
    t = Text(view.language)
    maps = "".join(_page_map(view.map, form) for form in PAGE_FORMATS)
    tools = "".join(
        f'<button type="button" data-zoom="{name}" aria-label="{escape(t(f"map.zoom.{name}"))}">{sign}</button>'
        for name, sign in (("in", "+"), ("out", "−"), ("reset", "⤢"))
    )
    return (
        f'<section id="map" class="map-room" aria-label="{escape(t(f"tabs.{view.name}"))}" '
        f'data-search="{escape(view.search)}" '
        f'data-details="{escape(view.map.base.detail)}">'
        f'<header class="sentence"><h1>{escape(view.title)}</h1><p>{escape(view.subtitle)}</p></header>'
        f"<style>{map_css(None)}</style>{definitions(_page_bases(view), view.map)}"
        f'<div class="map-stage">{maps}<p class="zoom-note">{escape(t("map.zoomed"))}</p>'
        f'<div class="map-tools">{tools}</div></div><div class="map-card" hidden></div></section>'
    )


def maps(view: View) -> str:
    """The map in each of the page's formats, of which CSS shows one, with its links and its style, without the page."""
    drawn = "".join(_page_map(view.map, form) for form in PAGE_FORMATS)
    return f"<style>{map_css(None)}</style>{definitions(bases(view.map), view.map)}{drawn}"


def fragment(view: View, form: Format = PAGE) -> dict[str, Any]:
    """What changes in the page's map of a format: the browser places it and draws nothing of its own."""
    return {
        "search": view.search,
        "view": view.name,
        "layout": view.layout,
        "label": Text(view.language)(f"tabs.{view.name}"),
        "title": view.title,
        "subtitle": view.subtitle,
        "details": view.map.base.detail,
        # Behind a sheet the map stays as it was.
        "maps": {} if view.layout == "sheet" else {form.name: _fragment_of(place(view.map, form), form)},
    }


def _fragment_of(placed: PlacedScene, form: Format) -> dict[str, Any]:
    return {
        "frame": placed.scene.base.frame,
        "ground": ground_transform(placed.ground),
        "scene": scene_markup(placed, form.name),
        "fixed": fixed_markup(placed, form.name),
        "height": round(placed.height),
        "alt": placed.scene.alt,
    }


def _page_map(scene: MapScene, form: Format) -> str:
    part = _fragment_of(place(scene, form), form)
    clip = f' clip-path="url(#{form.name}-clip)"' if form.legend_below else ""
    return (
        f'<svg class="map map-{form.name}" viewBox="0 0 {form.width:g} {part["height"]}" '
        f'preserveAspectRatio="xMinYMid meet" role="group" aria-label="{escape(part["alt"])}">'
        f'<clipPath id="{form.name}-clip"><rect width="{form.width:g}" height="{form.height:g}"/></clipPath>'
        f'<g{clip}><g class="zoom"><g class="ground" style="transform:{part["ground"]}">'
        f'<use href="#base-{part["frame"]}"/></g><g class="scene">{part["scene"]}</g></g></g>'
        f'<g class="fixed">{part["fixed"]}</g></svg>'
    )


def _page_bases(view: View) -> tuple[Base, ...]:
    """Those of all frames, since a change brings none; the view's own as it draws them."""
    found = {base.frame: base for base in (*view.grounds, *bases(view.map))}
    return tuple(found.values())


def bases(scene: MapScene) -> tuple[Base, ...]:
    """The bases of a scene and of its insets, each frame once."""
    found = {scene.base.frame: scene.base}
    for inset in scene.insets:
        found.setdefault(inset.scene.base.frame, inset.scene.base)
    return tuple(found.values())


def definitions(all_bases: Iterable[Base], scene: MapScene) -> str:
    """A hidden SVG of the base shapes and those of a lower level that a scene fills, and the patterns of the states."""
    groups = "".join(_base_group(base) for base in all_bases)
    groups += _finer(scene.base, {shape_id(scene.base.frame, f"t-{fill.territory}") for fill in scene.fills})
    return (
        f'<svg class="map-defs" width="0" height="0" aria-hidden="true"><defs>{pixel_patterns()}{groups}</defs></svg>'
    )


@lru_cache(maxsize=32)
def _base_group(base: Base, keys: frozenset[str] | None = None) -> str:
    drawn = [outline for outline in base.drawn if keys is None or outline.key in keys]
    groups = "".join(
        f'<g class="{name}">{"".join(_path(base.frame, outline) for outline in drawn if belongs(outline))}</g>'
        for name, belongs in GROUPS
    )
    lakes = "".join(_path(base.frame, outline) for outline in drawn if outline.kind == "lake")
    return (
        f'<g id="base-{base.frame}" class="base">{groups}</g>'
        f'<g id="water-{base.frame}" class="base"><g class="lakes">{lakes}</g></g>'
    )


def _finer(base: Base, wanted: set[str]) -> str:
    """The shapes of a lower level that are referred to; nothing else draws them."""
    return "".join(_path(base.frame, item) for item in base.finer if shape_id(base.frame, item.key) in wanted)


def _path(frame: str, outline: Outline) -> str:
    return f'<path id="{shape_id(frame, outline.key)}" d="{outline.path}"/>'


def still(placed: PlacedScene, pixels: Pixels | None = None) -> str:
    """A placed map by itself, its style and shapes included, for pictures and documents that nobody clicks in."""
    form, base = placed.format, placed.scene.base
    unit = max(form.type_scale, 1)
    body = (
        f'<rect width="{form.width:g}" height="{form.height:g}" fill="{color("sea")}"/>'
        f'<g transform="{ground_transform(placed.ground, css=False)}"><use href="#base-{base.frame}"/></g>'
        f'<g class="scene">{scene_markup(placed, form.name, links=False, pixels=pixels)}</g>'
        f"{fixed_markup(placed, form.name, links=False, pixels=pixels)}"
    )
    wanted = set(REFERENCE.findall(body))
    style = still_css(
        placed.ground.scale,
        form.type_scale,
        {item.placed.scene.base.frame: item.placed.ground.scale for item in placed.insets},
    )
    groups = "".join(
        _base_group(item.scene.base, _shown(item, wanted))
        for item in (placed, *(inset.placed for inset in placed.insets))
    )
    groups += _finer(base, wanted)
    patterns = pixel_patterns(unit, REPEATS if pixels else STILL_REPEATS)
    return f"<style>{style}</style><defs>{patterns}{groups}</defs>{body}"


def _shown(placed: PlacedScene, wanted: set[str]) -> frozenset[str]:
    """The keys of the shapes that a still map needs: those in its window, and those that it refers to."""
    ground, form, base = placed.ground, placed.format, placed.scene.base
    left, top = -ground.shift_x / ground.scale, -ground.shift_y / ground.scale
    window = Extent(left, top, left + form.width / ground.scale, top + form.height / ground.scale)
    return frozenset(
        shape.key for shape in base.drawn if shape.extent.meets(window) or shape_id(base.frame, shape.key) in wanted
    )


@dataclass(frozen=True)
class Plate:
    """A picture in px of its format: the map, the heights of what stands above and below it, and these as markup."""

    placed: PlacedScene
    head: float
    foot: float
    above: str
    below: str

    @property
    def height(self) -> float:
        """Of the whole."""
        return self.head + self.placed.height + self.foot

    def map(self, pixels: Pixels | None = None) -> str:
        """The map where it stands, for the pixels of a program that draws it."""
        return f'<g transform="translate(0,{self.head:g})">{still(self.placed, pixels)}</g>'


def plate(view: View, form: Format, lines: tuple[str, ...]) -> Plate:
    """A view's map in a format, its title above and the given source lines below."""
    placed = place(view.map, form)
    unit = form.type_scale
    titles, subtitles, *credits = (
        wrap(text, role, unit, form.width - 32 * unit)
        for text, role in ((view.title, HEADLINE), (view.subtitle, SUBTITLE), *((line, CREDIT) for line in lines))
    )
    said = [part for parts in credits for part in parts]
    head = (20 + 26 * len(titles) + 18 * len(subtitles)) * unit
    foot = (22 + 16 * len(said)) * unit
    below = head + placed.height
    above = ((HEADLINE, "ink", titles), (SUBTITLE, "ink2", subtitles))
    return Plate(
        placed,
        head,
        foot,
        _paper(form, 0, head) + _texts(unit, 10 * unit, above),
        _paper(form, below, foot) + _texts(unit, below + 6 * unit, ((CREDIT, "ink2", said),)),
    )


def picture(
    view: View, *, form: Format, lines: tuple[str, ...], about: Mapping[str, str] | None = None, font: str = ""
) -> str:
    """The map as an SVG by itself: title above, legend inside, the given source lines below, metadata within.

    `about` is what `credit.about` says, `font` rules to put before the style (faces, where the reader has none).
    """
    whole = plate(view, form, lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" width="{form.width:g}" height="{whole.height:g}" '
        f'viewBox="0 0 {form.width:g} {whole.height:g}" lang="{view.language}" role="img">'
        f"<title>{escape(view.title)}</title><desc>{escape(view.map.alt)}</desc>"
        f"<metadata>{dublin_core(about, view.language) if about else escape(' | '.join(lines))}</metadata>"
        f"{font and f'<style>{font}</style>'}{whole.map()}{whole.above}{whole.below}</svg>"
    )


def _paper(form: Format, top: float, height: float) -> str:
    """Over what lies outside: a clip path around the whole map takes a program that reads pictures seconds."""
    return f'<rect y="{top:g}" width="{form.width:g}" height="{height:g}" fill="{color("paper")}"/>'


def _texts(unit: float, y: float, blocks: Iterable[tuple[Role, str, list[str]]]) -> str:
    drawn = ""
    for role, tone, parts in blocks:
        for part in parts:
            y += role.size * 1.2 * unit
            drawn += _text(16 * unit, y, part, role.size * unit, role.weight, tone)
    return drawn


def _text(x: float, y: float, text: str, size: float, weight: int, tone: str) -> str:
    marks = f'x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="{color(tone)}"'
    return f"<text {marks}>{escape(text)}</text>"
