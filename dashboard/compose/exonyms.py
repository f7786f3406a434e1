"""What places are called in other languages: the texts have it by id, and by the name of a pole."""

from functools import lru_cache

from dashboard.text import LANGUAGES, Text
from geodata.atlas import Atlas

Exonyms = tuple[tuple[str, str], ...]


def exonyms(identifier: str) -> Exonyms:
    """The names of a pole or territory in other languages than French, by language, as the texts have them."""
    key, texts = f"exonym.{identifier}", [Text(language) for language in LANGUAGES if language != "fr"]
    return tuple((t.language, t(key)) for t in texts if t.has(key))


@lru_cache(maxsize=4)
def exonyms_of_poles(atlas: Atlas) -> dict[tuple[str, str], Exonyms]:
    """The exonyms of the poles by country and name: a commune or canton of the same name is called the same."""
    rows = list(atlas.poles.itertuples())
    return {(row.country, name): exonyms(row.id) for row in rows for name in (row.name, row.name_fr)}
