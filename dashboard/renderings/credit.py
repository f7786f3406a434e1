"""What leaves the site says of itself: sources, field, ground, licences, date, address."""

from dashboard.format import date as in_words
from dashboard.format import several
from dashboard.text import Text
from dashboard.view import Reference, View


def references(view: View) -> tuple[Reference, ...]:
    """The sources that a View cites, each once."""
    return tuple({reference.id: reference for note in view.notes for reference in note.references}.values())


def licences(view: View) -> tuple[str, ...]:
    """The licences of the figures shown, each once."""
    return tuple(
        dict.fromkeys(figure.licence for figure in view.figures if figure.workers is not None and figure.licence)
    )


def parts(view: View) -> list[tuple[str, str]]:
    """Sources, field, ground and licences as (head, text); what a View does not have is left out."""
    t = Text(view.language)
    # A view without any figure cites what its missing ones were looked for in.
    sources = [reference.text for reference in references(view)] or [
        text for fact in view.facts for text in fact.sources
    ]
    fields = " ".join(note.text for note in view.notes if note.head == t("note.field"))
    found = (
        (t("note.source"), several(dict.fromkeys(sources), view.language)),
        (t("note.field"), fields.rstrip(".")),
        (t("note.base"), t("pptx.ground")),
        (t("pptx.licence"), several(licences(view), view.language)),
    )
    return [(head, text) for head, text in found if text]


def lines(view: View, address: str, date: str) -> tuple[str, ...]:
    """The parts, one line each, and one for the date (ISO) and the permalink."""
    made = Text(view.language)("page.footer.made", date=in_words(date, view.language))
    return (*(f"{head} {text}" for head, text in parts(view)), f"{made} · {permalink(view, address)}")


def about(view: View, address: str, date: str) -> dict[str, str]:
    """What a file says of itself to a machine, by the keys of PNG's text chunks."""
    sources = "; ".join(f"{item.text} {item.url}".strip() for item in references(view))
    return {
        "Title": view.title,
        "Source": sources,
        "Licence": "; ".join((*licences(view), Text(view.language)("pptx.ground"))),
        "URL": permalink(view, address),
        "Creation Time": date,
        "Description": view.map.alt or view.subtitle,
    }


def permalink(view: View, address: str) -> str:
    """The address of a View on a site."""
    return f"{address}/{view.search}".removesuffix("?")
