"""What leaves the site says of itself: sources, field, ground, licences, date, address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from dashboard.format import date as in_words
from dashboard.format import pair, several
from dashboard.text import Text
from dashboard.view import Reference, View

DUBLIN_CORE = {
    "Title": "title",
    "Description": "description",
    "Source": "source",
    "Licence": "rights",
    "URL": "identifier",
    "Creation Time": "date",
}


def _as_it_is(name: str) -> str:
    return name


@dataclass(frozen=True)
class Edition:
    """What is not in a View: the address of the site, the ISO date of making, and where a file of assets/ is served."""

    address: str
    date: str
    asset: Callable[[str], str] = _as_it_is


def references(view: View) -> tuple[Reference, ...]:
    """The sources that a View cites, each once."""
    return tuple({reference.id: reference for note in view.notes for reference in note.references}.values())


def licences(view: View) -> tuple[str, ...]:
    """The licences of the figures shown, each once; of the sources cited where no figure is shown."""
    cited = {one.id: one.licence for one in references(view)}
    shown = [cited.get(figure.source, figure.licence) for figure in view.figures if figure.workers is not None]
    return tuple(dict.fromkeys(licence for licence in shown or cited.values() if licence))


def filters_sentence(view: View) -> str:
    """What was chosen, as words: the direction and the period always, other filters where they keep something out."""
    chosen = [item for n, item in enumerate(view.filters) if n < 2 or not (item.options and item.options[0].selected)]
    said = (pair(item.title, item.current, view.language) for item in chosen if item.current)
    return several(said, view.language)


def items(view: View) -> list[tuple[str, tuple[str, ...]]]:
    """Sources, dates of access, field, filters, ground and licences: heads, each with what it lists; a head that lists
    nothing is left out.
    """
    t, cited = Text(view.language), references(view)
    # The words of the note before its references say how many more there are.
    told = " ".join(note.text for note in view.notes if note.head == t("note.source") and note.text)
    first, *others = [item.text for item in cited] or [text for fact in view.facts for text in fact.sources] or [""]
    sources = [f"{told} {first}".strip(), *others]
    accessed = sorted({item.accessed for item in cited if item.accessed})
    found = (
        (t("note.source"), sources),
        (t("pptx.accessed"), [in_words(day, view.language) for day in accessed]),
        (t("note.field"), [note.text for note in view.notes if note.head == t("note.field")]),
        (t("pptx.filters"), [filters_sentence(view)]),
        (t("note.base"), [t("pptx.ground")]),
        (t("pptx.reuse"), list(licences(view))),
    )
    listed = [(head, tuple(dict.fromkeys(text.rstrip(".") for text in texts if text))) for head, texts in found]
    return [(head, texts) for head, texts in listed if texts]


def parts(view: View, whole: bool = False) -> list[tuple[str, str]]:
    """Sources, field, ground and licences as (head, text); the whole of `items` where that is asked for."""
    t = Text(view.language)
    wanted = (t("note.source"), t("note.field"), t("note.base"), t("pptx.reuse"))
    return [(head, several(texts, view.language)) for head, texts in items(view) if whole or head in wanted]


def lines(view: View, address: str, date: str) -> tuple[str, ...]:
    """The parts, one line each, and one for the date (ISO) and the permalink."""
    made = Text(view.language)("page.footer.made", date=in_words(date, view.language))
    said = (pair(head, text, view.language) for head, text in parts(view))
    return (*said, f"{made} · {permalink(view, address)}")


def about(view: View, address: str, date: str) -> dict[str, str]:
    """What a file says of itself to a machine, by the keys of PNG's text chunks."""
    sources = "; ".join(f"{item.text} {item.url}".strip() for item in references(view))
    return {
        "Title": view.title,
        "Source": sources,
        "Licence": "; ".join((*licences(view), Text(view.language)("pptx.ground"))),
        "URL": permalink(view, address),
        "Creation Time": date,
        "Description": view.alt,
    }


def dublin_core(said: Mapping[str, str], language: str) -> str:
    """The metadata of an SVG: what `about` says, as Dublin Core in RDF."""
    elements = "".join(
        f"<dc:{element}>{escape(said[key])}</dc:{element}>" for key, element in DUBLIN_CORE.items() if said.get(key)
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<rdf:Description>{elements}<dc:language>{language}</dc:language><dc:format>image/svg+xml</dc:format>"
        "</rdf:Description></rdf:RDF>"
    )


def permalink(view: View, address: str) -> str:
    """The address of a View on a site."""
    return f"{address}/{view.search}".removesuffix("?")
