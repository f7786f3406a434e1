"""Which frontiers a line of a work programme is about, by its words, and what that rests on: the one rule, for the
published programme of 2021 and for those imported.

named: the words name the neighbour together with France or with a frontier (FR-DE, franco-belge, France–Suisse,
frontière espagnole); all that are named. place: a place or structure of one frontier. family: mountain, maritime or
overseas frontiers. all: none of these.
"""

import re

from geodata.tables import FRONTIER_IDS

NEIGHBOURS = {
    "fr-be": r"belges?|Belgique",
    "fr-lu": r"luxembourg|luxembourgeois(?:e|es)?",
    "fr-de": r"germano|allemand(?:e|s|es)?|Allemagne",
    "fr-ch": r"suisses?|genevois(?:e|es)?|valdo",
    "fr-it": r"italo|italien(?:ne|s|nes)?|Italie",
    "fr-mc": r"monégasques?|Monaco",
    "fr-es": r"hispano|espagnol(?:e|s|es)?|Espagne",
    "fr-ad": r"andorran(?:e|s|es)?|Andorre",
    "fr-uk": r"britanniques?|anglais(?:e|es)?|Royaume-Uni",
    "gf-br": r"brésilien(?:ne|s|nes)?|Brésil",
    "gf-sr": r"surinamais(?:e|es)?|Suriname",
    "mf-sx": r"Sint[ -]Maarten",
}
"""The words of a neighbour: adjectives, the first part of a compound (italo), the country."""
CODES = re.compile(r"\b(FR|GF|MF)((?:\s?[-–—/]\s?(?:BE|LU|DE|CH|IT|MC|ES|AD|UK|BR|SR|SX)\b)+)", re.IGNORECASE)
EVERY = re.compile(r"tous|all|toutes(?: les frontières)?|ensemble des frontières", re.IGNORECASE)
_WORD = "|".join(NEIGHBOURS.values())
_BESIDE = "franco|France|Guyane|Saint-Martin|frontières?|avec|et|la|le|l"
_ARTICLE = r"(?:la |le |l['’])?"
_JOINED = r"\s*(?:[-–—/,]|et )\s*"
NAMED = (
    re.compile(rf"\bfranco(?:[-–](?:{_WORD})\b)+", re.IGNORECASE),
    re.compile(rf"\b(?:France|Guyane|Saint-Martin)(?:{_JOINED}{_ARTICLE}(?:{_WORD})\b)+", re.IGNORECASE),
    re.compile(rf"\bfrontières? (?:avec )?{_ARTICLE}(?:{_WORD})\b(?:{_JOINED}{_ARTICLE}(?:{_WORD})\b)*", re.IGNORECASE),
)
# First match wins, so that a row has one basis. The seat of a partner (Sciences Po Strasbourg) is no link.
LINKS = (
    (r"\bMemorandum DE\b", "place", "fr-de"),
    (r"\bGECT PAMINA\b", "place", "fr-de"),
    (r"\bMORTEAU\b", "place", "fr-ch"),
    (r"\bEspace Catalan Transfrontalier\b", "place", "fr-es"),
    (r"\bEurorégion NAEN\b", "place", "fr-es"),
    (r"\bGECT Hôpital de Cerdagne\b", "place", "fr-es"),
    (r"\bOM /", "family", "gf-br gf-sr mf-sx"),
    (r"\bMontagne\b", "family", "fr-ch fr-it fr-es fr-ad"),
    (r"\bFrontières Maritimes\b", "family", "fr-uk mf-sx"),
)


def link(text: str) -> tuple[str, str]:
    """Basis and frontier ids (separated by spaces) of the words of a line; else all frontiers."""
    named = coded(text) | worded(" ".join(found[0] for pattern in NAMED for found in pattern.finditer(text)))
    if named:
        return "named", _ordered(named)
    return next(((basis, ids) for pattern, basis, ids in LINKS if re.search(pattern, text)), ("all", "all"))


def said(cell: str) -> str:
    """The frontier ids of a cell that names frontiers and nothing else, separated by spaces: by id, by code or by any
    word of the neighbour; `all` for every frontier, empty where the cell cannot be read.
    """
    if EVERY.fullmatch(cell.strip()):
        return "all"
    left = re.sub(rf"\b(?:{_WORD}|{_BESIDE})\b", "", CODES.sub("", cell), flags=re.IGNORECASE)
    return "" if re.search(r"\w", left) else _ordered(coded(cell) | worded(cell))


def coded(text: str) -> set[str]:
    """The frontiers that a text names by code: FR-DE, fr-be, FR/BE/LU."""
    pairs = ((home, code) for home, codes in CODES.findall(text) for code in re.findall(r"\w+", codes))
    return {f"{home}-{code}".lower() for home, code in pairs} & {*FRONTIER_IDS}


def worded(text: str) -> set[str]:
    """The frontiers of the neighbours that a text names in words."""
    return {name for name, words in NEIGHBOURS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)}


def _ordered(frontiers: set[str]) -> str:
    return " ".join(name for name in FRONTIER_IDS if name in frontiers)
