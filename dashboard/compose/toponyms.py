"""What places are called: in each language, and as a map has room for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.text import LANGUAGES, Text
from geodata.atlas import Atlas

Exonyms = tuple[tuple[str, str], ...]
KINDS = r"^(zone d.emploi|arrondissement) (?:d[eu] (?:la )?|d.)"
# What an EPCI is by law says nothing on a map: CA du Pays de Gex is Pays de Gex.
LEGAL = r"^(?:CA|CC|CU)\s+(?:d(?:e la |e l['’]|es? |u |['’]))?"
SHORT_KINDS = {"zone d’emploi": "ZE ", "arrondissement": "arr. "}


@dataclass(frozen=True)
class Place:
    """A territory or pole by any of its ids."""

    id: str
    name: str
    name_fr: str
    country: str
    exonyms: Exonyms = ()
    """Its name by language, where it has another than its own."""

    def called(self, language: str) -> str:
        """Its name for a language: the French one in French, else the exonym of that language, else its own."""
        return self.name_fr if language == "fr" else dict(self.exonyms).get(language, self.name)

    def label(self, language: str) -> str:
        """Its name as a map has room for: Trier for Trier, Kreisfreie Stadt; ZE Lille, arr. Briey; Saarbrücken, whose
        Regionalverband is the only one.

        A Kreis keeps its kind where the French name keeps one too: Karlsruhe is two places.
        """
        name = re.sub(LEGAL, "", self.called(language)) if self.id.startswith("epci:") else self.called(language)
        if self.country == "DE" and "(" not in self.name_fr:
            name = name.partition(", ")[0].removeprefix("Regionalverband ")
        return re.sub(KINDS, lambda kind: SHORT_KINDS[kind[1]], name)


def exonyms(identifier: str) -> Exonyms:
    """The names of a pole or territory in other languages than French, by language, as the texts have them."""
    key, texts = f"exonym.{identifier}", [Text(language) for language in LANGUAGES if language != "fr"]
    return tuple((t.language, t(key)) for t in texts if t.has(key))


@lru_cache(maxsize=4)
def exonyms_of_poles(atlas: Atlas) -> dict[tuple[str, str], Exonyms]:
    """The exonyms of the poles by country and name: a commune or canton of the same name is called the same."""
    rows = list(atlas.poles.itertuples())
    return {(row.country, name): exonyms(row.id) for row in rows for name in (row.name, row.name_fr)}
