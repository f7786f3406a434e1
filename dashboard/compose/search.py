"""Search by words: accents, case and typographic signs make no difference; every word has to be there."""

import re
import unicodedata
from collections.abc import Iterable

# What normalisation leaves as it is, by code point: oe and ae in one letter, curved apostrophe, dashes.
ALIKE = {0x153: "oe", 0xE6: "ae", 0x2019: "'", 0x2013: "-", 0x2014: "-"}


def fold(text: str) -> str:
    """A text as it is compared and sorted: lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(ALIKE))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def plain(text: str) -> str:
    """A name as it is compared: folded, its words parted by one space and no sign."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def finds(query: str, texts: Iterable[str]) -> bool:
    """True when every word of the query is somewhere in the texts; an empty query finds all."""
    wanted = fold(query).split()
    if not wanted:
        return True
    text = fold(" ".join(texts))
    return all(word in text for word in wanted)
