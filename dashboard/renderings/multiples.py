"""Small maps on one scale, side by side: as links on the page, and as one picture by itself.

The page holds all base shapes, so that a small map is little more than `use`. Each is drawn for two sizes, of which
style sheets show one; the maps and their key are as wide as their numbers of units, and the unit is one for all.
"""

from dataclasses import replace
from html import escape

from markupsafe import Markup

from dashboard.placement import Format, PlacedScene, place
from dashboard.renderings.svg_legend import bar_markup, legend_markup
from dashboard.renderings.svg_parts import ground_transform, insets_markup, scene_markup
from dashboard.renderings.tags import tag
from dashboard.view import Legend, MapFigure, MapFigures

WIDE = Format("wide", 470, 376, 1.0, 34, poles_of_rank=2, inset_size=1.7)
HAND = Format("hand", 340, 272, 1.0, 24, poles_of_rank=1, inset_size=1.2)
SIZES = (WIDE, HAND)
MARGIN, BAR = 6.0, 26.0


def markup(block: MapFigures) -> Markup:
    """The key, then the maps in their order; `data-count` tells the style sheet how many."""
    key = tag("div", tag("h3", block.title), tag("p", block.note), *(_key(block, form) for form in SIZES),
              class_="map-key")  # fmt: skip
    return tag("div", key, *(_figure(item) for item in block.figures), class_="multiples",
               data_count=str(len(block.figures)))  # fmt: skip


def _figure(item: MapFigure) -> Markup:
    drawn = (_map(item, form) for form in SIZES)
    link = tag("a", tag("h3", item.title), *drawn, href=item.search, data_key=f"map-{item.id}")
    return tag("div", link, tag("p", item.note, class_="caption"), class_="small-map")


def _map(item: MapFigure, form: Format) -> Markup:
    placed = place(replace(item.scene, legend=Legend()), form)
    frame, prefix = placed.scene.base.frame, f"{item.id}-{form.name}"
    drawn = (
        f'<g transform="{ground_transform(placed.ground, css=False)}"><use href="#base-{frame}"/></g>'
        f'<g class="scene">{scene_markup(placed, prefix, links=False)}</g>{insets_markup(placed, prefix, links=False)}'
    )
    return _svg(form.name, (0, 0, form.width, form.height), drawn, item.scene.alt)


def _key(block: MapFigures, form: Format) -> Markup:
    """The legend and the scale bar of all maps."""
    placed = key_of(block, form)
    x0, y0, x1, y1 = placed.legend.box
    bar = replace(placed.bar, x=x0, y=y1 + BAR)
    box = (x0 - MARGIN, y0 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + BAR + 2 * MARGIN)
    said = ", ".join(text.text for text in placed.legend.texts)
    return _svg(form.name, box, legend_markup(placed.legend, 1) + bar_markup(bar), f"{said}, {bar.km} km")


def key_of(block: MapFigures, form: Format) -> PlacedScene:
    """The map with most to explain, placed with the legend of all below it."""
    scene = max((item.scene for item in block.figures), key=lambda scene: sum(flow.scaled for flow in scene.flows))
    return place(replace(scene, legend=block.legend, insets=()), replace(form, legend_below=True))


def _svg(name: str, box: tuple[float, float, float, float], drawn: str, alt: str) -> Markup:
    sizes = " ".join(f"{side:g}" for side in box)
    return Markup(
        f'<svg class="{name}" viewBox="{sizes}" style="--w:{box[2]:g};--h:{box[3]:g}" '
        f'role="img" aria-label="{escape(alt)}">{drawn}</svg>'
    )
