"""Menus of the page: those of the ways out of it, to link, code and embeds, and to files."""

from markupsafe import Markup

from dashboard.format import pair
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view import View

# What the menu of files offers of a map.
MAPPED = ("share.sheet", "share.png", "share.png_4k", "page.header.export_svg", "share.gpkg")


def menu(words: object, body: Markup, name: str) -> Markup:
    """A closed menu: browser.js closes it on Escape, on a click elsewhere and after a choice."""
    return tag("details", tag("summary", words), tag("div", body, class_="sheet"), class_=name)


def share(t: Text) -> Markup:
    """The link to this view, its code and its embeds; browser.js and share.js write and copy them."""
    label = t("page.header.share_label")
    own = {"tabindex": "0", "role": "textbox", "aria_readonly": "true", "data_own": ""}
    embeds: list[Markup] = []
    for kind in ("frame", "image"):
        name = f"share-{kind}"
        spoken = pair(t("share.copy"), t(f"share.{kind}"), t.language)
        button = tag("button", t("share.copy"), type="button", data_copy=name, aria_label=spoken)
        code = tag("code", class_="embed-code", id=name, data_code=kind, aria_label=t(f"share.{kind}"), **own)
        embeds.append(tag("div", tag("p", t(f"share.{kind}"), " ", button, class_="head"), code, data_embed=kind))
    return menu(
        t("page.header.share"),
        tag(
            "div",
            tag("p", label, class_="head"),
            tag("code", class_="link", aria_label=label, **own),
            tag("p", role="status", class_="said", data_own=""),
            tag("img", class_="qr", alt=t("share.code"), width="132", height="132", data_own=""),
            *embeds,
            tag("p", t("share.allowed"), class_="caption"),
            data_done=t("page.header.share_done"),
            data_copied=t("share.copied"),
            data_manual=t("page.header.share_manual"),
        ),
        "menu share end",
    )


def exports(view: View, t: Text) -> Markup:
    """The slide, the sheet, the picture and the figures of this view, and print."""
    query = view.search.removesuffix("?")
    more = f"{query}&" if query else "?"
    # "./" keeps browser.js from taking them for links inside the page.
    pages = ((f"./{more}format=diapo", "share.slide"), (f"./{more}format=fiche", "share.sheet"))
    doors = (
        (f"diapo.pptx{query}", "share.pptx"),
        (f"diapo.pptx{more}jeu=complet", "share.deck"),
        (f"carte.png{query}", "share.png"),
        (f"carte.png{more}largeur=3840", "share.png_4k"),
        (f"carte.svg{query}", "page.header.export_svg"),
        (f"donnees.xlsx{query}", "share.xlsx"),
        (f"donnees.csv{query}", "page.header.export_csv"),
        (f"donnees.gpkg{query}", "share.gpkg"),
    )
    # A sheet has no map to give away.
    left = MAPPED if view.layout == "sheet" else ()
    links = [
        tag("li", tag("a", t(key), href=href, target="_blank", rel="noopener"))
        for href, key in pages
        if key not in left
    ]
    links += [
        tag("li", tag("a", t(key), href=href, download="", **_told(key, t))) for href, key in doors if key not in left
    ]
    button = tag("li", tag("button", t("page.header.print"), type="button", data_print=""))
    said = tag("p", class_="said", role="status")
    return menu(t("page.header.export"), tag("ul", *links, button) + said, "menu export end")


def _told(key: str, t: Text) -> dict[str, str]:
    """What share.js says while a deck is made; the other files take no time."""
    if key != "share.deck":
        return {}
    making = t("share.making", number="{number}", total="{total}")
    return {"data_making": making, "data_made": t("share.made"), "data_failed": t("share.failed")}
