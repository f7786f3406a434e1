"""What a search by name finds, as a page that needs no script; assets/find.js takes its sections for the page's box."""

from html import escape

from markupsafe import Markup

from dashboard.renderings.credit import Edition
from dashboard.renderings.document import DOCUMENT
from dashboard.renderings.tags import tag
from dashboard.text import Text
from dashboard.view.finding import Finding, Hit, HitGroup

DOOR = "chercher"
BOX, LIST = "seek", "seek-list"
HIDDEN = Markup('<input type="hidden" name="langue" value="{}"/>')
COMBOBOX = Markup(
    ' placeholder="{}" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="{}" data-key="{}"'
)
FIELD = Markup('<input type="search" id="{}" name="q" value="{}" maxlength="60" autocomplete="off" aria-label="{}"{}/>')


def box(t: Text) -> Markup:
    """The page's search box: a combobox over a list that assets/find.js fills; Enter alone asks for the whole list."""
    combobox = COMBOBOX.format(t("find.placeholder"), LIST, BOX)
    field = FIELD.format(BOX, "", t("find.label"), combobox)
    found = tag("div", id=LIST, role="listbox", aria_label=t("find.title"), hidden="", data_own="")
    said = tag("p", role="status", class_="unseen", data_own="")
    return _form(t, field, found, said)


def unscripted(t: Text) -> Markup:
    """The way to the search for a page whose scripts do not run: its header is theirs."""
    link = tag("a", t("find.label"), href=f"{DOOR}?langue={t.language}")
    return tag("noscript", tag("p", link, class_="unscripted"))


def page(finding: Finding, edition: Edition) -> str:
    """The finding as a whole HTML document: a box, how many hits there are, and each kind's as links."""
    t = Text(finding.language)
    field = FIELD.format(BOX, finding.query, t("find.label"), "")
    home = "./" if finding.language == "fr" else f"./?langue={finding.language}"
    body = tag(
        "main",
        tag("p", tag("a", t("find.back"), href=home)),
        tag("h1", t("find.title")),
        _form(t, field, tag("button", t("find.button"), type="submit")),
        tag("p", finding.said, role="status"),
        *(_group(group, t) for group in finding.groups),
    )
    return DOCUMENT.format(
        language=finding.language,
        kind="finding",
        viewport="width=device-width, initial-scale=1",
        title=escape(f"{t('find.title')} · {t('page.name')}"),
        description=escape(t("find.hint")),
        canonical=escape(f"{edition.address}/{DOOR}"),
        icon=edition.asset("favicon.svg"),
        styles="\n".join(
            f'<link rel="stylesheet" href="{edition.asset(name)}">' for name in ("tokens.css", "fonts.css", "find.css")
        ),
        body=body,
        scripts="",
    )


def _form(t: Text, *parts: Markup) -> Markup:
    return tag("form", *parts, HIDDEN.format(t.language), class_="seek", role="search", method="get", action=DOOR)


def _group(group: HitGroup, t: Text) -> Markup:
    name = f"found-{group.id}"
    left = group.total - len(group.hits)
    more = tag("p", t.others(left, "slide.others")) if left else ""
    return tag(
        "section",
        tag("h2", group.title, id=name),
        tag("ul", *(tag("li", _hit(hit)) for hit in group.hits), aria_labelledby=name),
        more,
    )


def _hit(hit: Hit) -> Markup:
    return tag("a", hit.label, " ", tag("small", hit.note), href=f"./{hit.search}")
