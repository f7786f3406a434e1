"""A picture in two parts, one below the other, for a program that draws it in pixels."""

from math import ceil

from dashboard.placement import Format
from dashboard.renderings.pixels import Pixels
from dashboard.renderings.svg import plate
from dashboard.theme import family
from dashboard.view import View


def strips(view: View, *, form: Format, lines: tuple[str, ...], width: int) -> tuple[str, str]:
    """The map with its title and, as an SVG of its own, the source lines below it, to be drawn `width` px wide.

    libvips has all of an SVG drawn again for every 2,000 px: that of the map shall not be taller for a few lines.
    """
    whole, scale = plate(view, form, lines), width / form.width
    seam, end = round((whole.height - whole.foot) * scale), ceil(whole.height * scale)
    drawn = whole.map(Pixels(scale, top=whole.head)) + whole.above
    return _strip(form, 0, seam / scale, drawn), _strip(form, seam / scale, end / scale, whole.below)


def _strip(form: Format, top: float, end: float, drawn: str) -> str:
    # To a millionth, or its pixels would not be those of the whole.
    height = f"{end - top:.9g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" width="{form.width:g}" height="{height}" '
        f'viewBox="0 {top:.9g} {form.width:g} {height}"><g font-family="{family()}">{drawn}</g></svg>'
    )
