"""Search by words: accents, case and typographic signs make no difference; every word has to be there."""

import unicodedata
from collections.abc import Iterable

# What normalisation leaves as it is, by code point: oe and ae in one letter, curved apostrophe, dashes.
ALIKE = {0x153: "oe", 0xE6: "ae", 0x2019: "'", 0x2013: "-", 0x2014: "-"}


def fold(text: str) -> str:
    """A text as it is compared and sorted: lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(ALIKE))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def finds(query: str, texts: Iterable[str]) -> bool:
    """True when every word of the query is somewhere in the texts; an empty query finds all."""
    wanted = fold(query).split()
    if not wanted:
        return True
    text = fold(" ".join(texts))
    return all(word in text for word in wanted)
