"""Numbers and dates in each language's form. Thousands in French take U+00A0: the font has no U+202F (LOOK.md)."""

import re
from collections.abc import Iterable
from functools import lru_cache

NBSP = "\u00a0"
THOUSANDS = {"fr": NBSP, "en": ",", "de": "."}
DECIMAL = {"fr": ",", "en": ".", "de": ","}
QUARTER = {"fr": "T{} {}", "en": "Q{} {}", "de": "{}. Quartal {}"}
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}


def number(value: float, language: str, digits: int = 0) -> str:
    """A number with its thousands and decimals as the language writes them: 465 000, 465,000, 465.000."""
    whole, _, fraction = f"{value:,.{digits}f}".partition(".")
    text = whole.replace(",", THOUSANDS[language])
    return text + (DECIMAL[language] + fraction if fraction else "")


def percent(share: float, language: str, digits: int = 0) -> str:
    """A share (0 to 1) as a percentage: 8,8 %, 8.8%, 8,8 %."""
    text = number(share * 100, language, digits)
    return text + ("%" if language == "en" else f"{NBSP}%")


def change(first: float, last: float, language: str) -> str:
    """How much a figure differs from an earlier one: + 10 %, − 3 %; from zero, of which there is no share, + 120."""
    said = percent(abs(last / first - 1), language) if first else number(last, language)
    return f"{'+' if last >= first else '−'}{NBSP}{said}"


@lru_cache(maxsize=256)
def period(text: str, language: str) -> str:
    """A period of the flow table (2021, 2025-Q1, 2023-06) in words; anything else comes back as it is."""
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", text)
    if quarter:
        return QUARTER[language].format(quarter[2], quarter[1])
    month = re.fullmatch(r"(\d{4})-(\d{2})", text)
    if month and 1 <= int(month[2]) <= 12:
        return f"{MONTHS[language][int(month[2]) - 1]} {month[1]}"
    return text


def tick(text: str, language: str) -> str:
    """A period of the flow table as an axis has room for: 2021, T4 2018 (Q4 in English and German), 06/2023."""
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", text)
    if quarter:
        return f"{'T' if language == 'fr' else 'Q'}{quarter[2]} {quarter[1]}"
    month = re.fullmatch(r"(\d{4})-(\d{2})", text)
    return f"{month[2]}{'.' if language == 'de' else '/'}{month[1]}" if month else text


def capital(text: str) -> str:
    """The text as the beginning of a title: its first letter a capital."""
    return text[:1].upper() + text[1:]


def bound(text: str) -> str:
    """A text of the data with the typography of French: signs bound to their words, apostrophes curved.

    The data are in French or are names: none of these signs stands after a space in another language.
    """
    text = re.sub(" (?=[;:?!»](?:\\W|$))", NBSP, text.replace("« ", f"«{NBSP}"))
    text = re.sub(r"(?<=n°) (?=\d)", NBSP, text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)


def pair(name: str, value: str, language: str) -> str:
    """A name and what is said of it: Suisse : 225 000, Switzerland: 225,000."""
    return f"{name}{NBSP if language == 'fr' else ''}: {value}"


def several(parts: Iterable[str], language: str) -> str:
    """Parts in a row, parted by the language's semicolon."""
    return (f"{NBSP}; " if language == "fr" else "; ").join(parts)


def date(iso: str, language: str) -> str:
    """An ISO date in words: 22 novembre 2026, 22 November 2026, 22. November 2026."""
    year, month, day = iso.split("-")
    name = MONTHS[language][int(month) - 1]
    point = "." if language == "de" else ""
    first = "1er" if language == "fr" and int(day) == 1 else f"{int(day)}{point}"
    return f"{first} {name} {year}"
