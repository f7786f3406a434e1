"""View → the page's parts: header, rail, panel, footer. The map is svg.py's, the charts are charts.py's.

Each part is markup, which browser.js places. `data-key` names a link, which gets the focus back after a redraw;
`data-own` marks what browser.js fills itself. Links are plain `<a href="?…">`, which browser.js follows without
reloading the page.
"""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from dashboard.format import date as dated
from dashboard.ids import Ids
from dashboard.renderings import charts, found, sheets
from dashboard.renderings.menus import exports, menu, share
from dashboard.renderings.tags import joined, tag
from dashboard.text import Text
from dashboard.view import ActionRow, Actions, Filter, Note, Option, RailRow, View


def parts(view: View, date: str = "", address: str = "", *, bar: bool = False) -> dict[str, Any]:
    """`parts`: the markup of each room, by its id; `figures`: what Plotly draws, in the order of the charts' rooms.

    The ISO date of making and the address of the site are given by the door; `bar` adds the shortcuts of a phone.
    """
    beside = [charts.figure(spec, view.language) for spec in view.charts if view.layout != "sheet"]
    below = [charts.figure(spec, view.language) for spec in sheets.drawn(view)]
    rooms = {
        Ids.HEADER: header(view),
        Ids.RAIL: rail(view),
        Ids.PANEL: panel(view, beside),
        Ids.SHEET: sheets.markup(view),
        Ids.FOOTER: footer(view, date, address, bar=bar),
    }
    return {
        "parts": {str(name): str(markup) for name, markup in rooms.items()},
        "figures": charts.rounded(beside + below),
    }


def header(view: View) -> Markup:
    """Name, tabs, search by name, language, and the doors out of the page."""
    t = Text(view.language)
    home = "?" if view.language == "fr" else f"?langue={view.language}"
    tabs = tag("ul", *(tag("li", choice(tab, f"tab-{n}", kind="page")) for n, tab in enumerate(view.tabs)))
    return joined(
        tag("a", t("page.skip_sheet" if view.layout == "sheet" else "page.skip"), href="#map", class_="skip"),
        tag("a", t("page.skip_sheet"), href="#sheet", class_="skip") if view.layout == "both" else Markup(),
        tag("a", tag("span", class_="logo"), t("page.name"), href=home, class_="name", data_key="home"),
        tag("nav", tabs, class_="tabs", aria_label=t("page.header.tabs")),
        found.box(t),
        tag("div", languages(view, t), share(t), exports(view, t), class_="doors"),
        menu(t("page.header.menu"), options(view.tabs, "menu", kind="page"), "menu narrow end"),
    )


def rail(view: View) -> Markup:
    """The frontiers with their flows as bars, those nobody measures, and the filters."""
    t, rail_ = Text(view.language), view.rail
    return joined(
        tag(
            "nav",
            tag("h2", rail_.title, id="rail-title"),
            choice(rail_.several, "rail-several") if rail_.several else "",
            tag("p", rail_.caption, class_="caption"),
            tag("ul", *(tag("li", row(item, "rail")) for item in rail_.rows)),
            tag("div", row(rail_.total, "rail") if rail_.total else "", class_="total"),
            tag("p", tag("span", class_="swatch not-collected"), rail_.missing_title, class_="caption missing-title"),
            tag("ul", *(tag("li", row(item, "rail")) for item in rail_.missing), class_="unmeasured"),
            class_="frontiers",
            aria_labelledby="rail-title",
        ),
        tag("section", tag("h2", t("page.rail.filters")), *filters(view, "filter"), class_="filters")
        if view.filters
        else Markup(),
    )


def panel(view: View, drawn: list[charts.Dict]) -> Markup:
    """Key figures, charts as they are drawn, actions; empty beside a sheet alone."""
    if view.layout == "sheet":
        return Markup()
    t = Text(view.language)
    heading = t("page.panel.facts")
    figures = [charts.frame(spec, t, figure) for spec, figure in zip(view.charts, drawn, strict=True)]
    return joined(
        tag("section", tag("h2", heading, class_="unseen"), *map(sheets.fact, view.facts), class_="facts"),
        tag("div", *figures, class_="charts"),
        actions(view.actions, t) if view.actions.title else Markup(),
    )


def footer(view: View, date: str = "", address: str = "", *, bar: bool = False) -> Markup:
    """Sources and reading aids; the ISO date of making and the address of the site are given by the door.

    `bar` adds the three shortcuts at the bottom of a phone.
    """
    t = Text(view.language)
    made = f"{address.partition('://')[2]} · {dated(date, view.language)}" if date else ""
    unfold = tag("details", tag("summary", t("page.footer.all")), class_="unfold")
    return joined(
        tag("h2", t("page.footer.title"), class_="unseen"),
        tag("p", *map(note, view.notes), class_="notes"),
        tag("div", tag("p", made), unfold, class_="made"),
        shortcuts(view, t) if bar else Markup(),
    )


def languages(view: View, t: Text) -> Markup:
    """The languages, behind the code of the current one."""
    spoken = tag("span", f"{t('page.header.language')} ", class_="unseen")
    words = tag("span", spoken, view.language.upper())
    return menu(words, options(view.languages, "language"), "menu language end")


def row(item: RailRow, where: str, bar: bool = True) -> Markup:
    """One frontier: name, figure, bar."""
    who = tag("span", item.name, tag("small", f" {item.note}") if item.note else "", class_="who")
    parts = [who, tag("span", item.value, class_="value")]
    if bar and item.share is not None:
        parts.append(tag("span", class_=f"bar {item.style}", style=f"--share:{item.share * 100:.2f}%"))
    if not item.search:
        return tag("div", *parts, class_="row")
    look = "row" if item.value else "row without"
    return link(*parts, search=item.search, key=f"{where}-{item.frontier}", look=look, selected=item.selected)


def link(*parts: object, search: str, key: str, look: str, selected: bool, kind: str = "true") -> Markup:
    """A link to another selection; `kind` is what aria-current says of the selected one."""
    current = kind if selected else None
    return tag("a", *parts, href=search, class_=_look(look, selected), data_key=key, aria_current=current)


def _look(name: str, selected: bool) -> str:
    return f"{name} selected" if selected else name


def filters(view: View, where: str) -> list[Markup]:
    """Each filter: side by side when open, else behind its current value."""
    return [_segments(item, f"{where}-{item.id}") if item.open else _folded(item, where) for item in view.filters]


def _segments(item: Filter, where: str) -> Markup:
    choices = [choice(option, f"{where}-{n}") for n, option in enumerate(item.options)]
    return tag("div", *choices, class_="segments", role="group", aria_label=item.title)


def _folded(item: Filter, where: str) -> Markup:
    words = Markup("").join((tag("span", item.title), " ", tag("span", item.current, class_="current")))
    return menu(words, options(item.options, f"{where}-{item.id}"), "menu filter")


def options(items: Iterable[Option], where: str, kind: str = "true") -> Markup:
    """A list of choices."""
    return tag("ul", *(tag("li", choice(option, f"{where}-{n}", kind)) for n, option in enumerate(items)))


def choice(option: Option, key: str, kind: str = "true") -> Markup:
    """A link, or its words with the reason why there is none."""
    if option.search:
        return link(option.label, search=option.search, key=key, look="choice", selected=option.selected, kind=kind)
    reason = tag("small", f" {option.reason}", class_="reason") if option.reason else ""
    current = kind if option.selected else None
    return tag("span", option.label, reason, class_=_look("off", option.selected), aria_current=current)


def actions(items: Actions, t: Text) -> Markup:
    """The programme's actions by the basis of their link, the note on those for all frontiers, and links."""
    groups: list[Markup] = []
    for group in items.groups:
        rows = [tag("li", action(item, t)) for item in group.rows]
        groups += [tag("h3", group.title), tag("ul", *rows)]
    links = [choice(option, f"link-{n}") for n, option in enumerate(items.links)]
    end = [tag("p", items.note, class_="caption"), tag("p", *links, class_="links")]
    return tag("section", tag("h2", items.title), *groups, *end, class_="actions")


def action(item: ActionRow, t: Text) -> Markup:
    """An action: its sign, its title, what is known of it; the raw text of a row when it is chosen."""
    words = t(f"page.actions.{item.sign}") + (f", {t('page.actions.partial')}" if item.partial else "")
    look = f"sign {item.sign}{' partial' if item.partial else ''}"
    sign = tag("span", class_=look, role="img", title=words, aria_label=words)
    title = tag("span", item.title, " ", tag("small", item.note))
    raw = tag("p", t("page.actions.raw", text=item.raw), class_="raw") if item.raw and item.selected else Markup("")
    key = f"action-{item.id}"
    return link(sign, title, search=item.search, key=key, look="action", selected=item.selected) + raw


def note(item: Note) -> Markup:
    """A bold head, a sentence, its references."""
    cited = [
        tag("a", reference.text, href=reference.url, rel="noreferrer") if reference.url else reference.text
        for reference in item.references
    ]
    listed = Markup(" · ").join(cited)
    return tag("span", tag("b", item.head), f" {item.text} ", listed, " " if cited else "")


def shortcuts(view: View, t: Text) -> Markup:
    """The three shortcuts at the bottom of a phone."""
    rows = [item for item in (view.rail.total, *view.rail.rows, *view.rail.missing) if item and item.search]
    several = [choice(view.rail.several, "bar-several")] if view.rail.several else []
    listed = [*several, *(row(item, "bar", bar=False) for item in rows)]
    frontiers = tag("ul", *(tag("li", item) for item in listed))
    chosen = menu(t("page.rail.frontiers"), frontiers, "menu up")
    narrowed = menu(t("page.rail.filters"), tag("div", *filters(view, "bar")), "menu up plain") if view.filters else ""
    return tag("nav", chosen, narrowed, exports(view, t), class_="bar-nav", aria_label=t("page.footer.bar"))
