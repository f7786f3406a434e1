"""What a picture that leaves the site says of itself: its sources, its ground, its date, its address."""

from dashboard.format import date as in_words
from dashboard.format import several
from dashboard.text import Text
from dashboard.view import View


def lines(view: View, address: str, date: str) -> tuple[str, ...]:
    """One line per note that cites a source, one for the ground, one for the date (ISO) and the permalink."""
    t = Text(view.language)
    notes = [f"{note.head} {note.text}".strip() for note in view.notes if note.references]
    ground = [f"{t('page.footer.ground')} {several(view.credits, view.language)}"] if view.credits else []
    made = t("page.footer.made", date=in_words(date, view.language))
    return (*notes, *ground, f"{made} · {permalink(view, address)}")


def permalink(view: View, address: str) -> str:
    """The address of a View on a site."""
    return f"{address}/{view.search}".removesuffix("?")
