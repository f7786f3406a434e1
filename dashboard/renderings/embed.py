"""View → what another site puts in an iframe: title, map and source, sized by its frame, without script."""

from markupsafe import Markup

from dashboard.placement import Format, place
from dashboard.renderings import credit, svg
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import document
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import View


def page(view: View, edition: Edition) -> str:
    """The embed as a whole HTML document: one map for a wide frame and one for a narrow one, of which CSS shows one."""
    t = Text(view.language)
    address = credit.permalink(view, edition.address)
    link = tag("a", t("share.open"), href=address, target="_blank", rel="noopener")
    body = tag(
        "main",
        tag("header", tag("h1", view.title), tag("p", view.subtitle)),
        Markup(svg.maps(view)),
        tag("footer", *(tag("span", tag("b", head), f" {text}. ") for head, text in credit.parts(view)), link),
        class_="frame",
    )
    # Links of the map open the whole page in a window of its own.
    body = Markup('<base target="_blank">') + body
    return document(view, edition, "embed", body, styles=("tokens.css", "fonts.css", "embed.css"))


def drawing(view: View, form: Format) -> Markup:
    """The map placed in a format, as an SVG that takes the room it is given."""
    placed = place(view.map, form)
    return Markup('<svg class="map map-{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        form.name, f"{form.width:g}", f"{placed.height:.0f}", view.map.alt, Markup(svg.still(placed))
    )
