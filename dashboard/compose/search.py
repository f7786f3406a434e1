"""Search by words: accents, case and typographic signs make no difference; every word has to be there."""

import unicodedata
from collections.abc import Iterable

# Letters and signs that normalisation leaves as they are.
ALIKE = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "–": "-", "—": "-", "ø": "o", "ł": "l"})


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
