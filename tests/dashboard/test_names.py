"""Names as a map has room for, and parts in a row as each language punctuates them."""

import pytest

from dashboard.compose.index import Place
from dashboard.format import pair, several


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("zone d’emploi de Lille", "ZE Lille"),
        ("zone d’emploi d’Annecy", "ZE Annecy"),
        ("zone d’emploi du Genevois français", "ZE Genevois français"),
        ("zone d’emploi de la vallée de l’Arve", "ZE vallée de l’Arve"),
        ("arrondissement d’Ath", "arr. Ath"),
        ("Territoire de Belfort", "Territoire de Belfort"),
    ],
)
def test_kind_of_a_french_zone_is_shortened(name: str, label: str) -> None:
    assert Place("zone:x", name, name, "FR").label("fr") == label


def test_kreis_loses_its_kind_unless_two_share_its_name() -> None:
    trier = Place("nuts3:DEB21", "Trier, Kreisfreie Stadt", "Trèves", "DE")
    karlsruhe = Place("nuts3:DE122", "Karlsruhe, Stadtkreis", "Karlsruhe (ville)", "DE")
    assert (trier.label("de"), trier.label("fr")) == ("Trier", "Trèves")
    assert karlsruhe.label("de") == "Karlsruhe, Stadtkreis"


def test_colons_and_semicolons_keep_a_space_before_them_in_french_only() -> None:
    assert [pair("Suisse", "2", language) for language in ("fr", "en", "de")] == [
        "Suisse\u00a0: 2",
        "Suisse: 2",
        "Suisse: 2",
    ]
    assert [several(["a", "b"], language) for language in ("fr", "en", "de")] == ["a\u00a0; b", "a; b", "a; b"]
