"""View → what another site puts in an iframe: title, map or tables, and source, sized by its frame, without script."""

from dataclasses import replace

from markupsafe import Markup

from dashboard.placement import Format, place
from dashboard.renderings import credit, sheets, svg
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import document
from dashboard.renderings.plan_frame import foot, stop
from dashboard.renderings.plan_sheets import pieces_of
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import MapFigures, Matrix, Table, View


def page(view: View, edition: Edition) -> str:
    """The embed as a whole HTML document: one map for a wide frame and one for a narrow one, of which CSS shows one."""
    t = Text(view.language)
    address = credit.permalink(view, edition.address)
    link = tag("a", t("share.open"), href=address, target="_blank", rel="noopener")
    shown = Markup(svg.maps(view)) if view.mapped else _sheet(view)
    # No more than a slide's foot: the frame is for what is shown, the link leads to the rest.
    said = (tag("span", tag("b", head), f" {stop(text)} ") for head, text in foot(view, pieces_of(view)))
    body = tag(
        "main",
        tag("header", tag("h1", view.title), tag("p", view.subtitle)),
        shown,
        tag("footer", *said, link),
        class_="frame",
    )
    # Links open the whole page in a window of its own.
    body = Markup('<base target="_blank">') + body
    styles = (
        ("tokens.css", "fonts.css", "embed.css")
        if view.mapped
        else ("tokens.css", "fonts.css", "layout.css", "sheets.css", "embed.css")
    )
    return document(view, edition, "embed", body, styles=styles)


def _sheet(view: View) -> Markup:
    """The matrices, tables and small maps of a view without a map of its own; what is for choosing stays behind."""
    kept = tuple(
        replace(section, blocks=blocks)
        for section in view.sections
        if (blocks := tuple(block for block in section.blocks if isinstance(block, Matrix | Table | MapFigures)))
    )
    return tag(
        "div",
        tag("div", Markup(svg.maps(view)), class_="behind"),
        sheets.markup(replace(view, sections=kept)),
        id="sheet",
        tabindex="0",
    )


def drawing(view: View, form: Format) -> Markup:
    """The map placed in a format, as an SVG that takes the room it is given."""
    placed = place(view.map, form)
    return Markup('<svg class="map map-{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        form.name, f"{form.width:g}", f"{placed.height:.0f}", view.map.alt, Markup(svg.still(placed))
    )
