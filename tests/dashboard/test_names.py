"""Names as a map has room for, and parts in a row as each language punctuates them."""

import pytest

from dashboard.compose.index import index
from dashboard.compose.toponyms import Place
from dashboard.compose.words import Words
from dashboard.format import pair, several
from dashboard.text import Text
from tests import real


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
    assert Place("nuts3:DEC01", "Regionalverband Saarbrücken", "Sarrebruck", "DE").label("de") == "Saarbrücken"


def test_what_bears_the_name_of_a_pole_is_called_as_the_pole_is_in_every_language() -> None:
    places = index(real.atlas()).places
    poles = [place for name, place in places.items() if name.startswith("pole:")]
    alike = {(pole.country, pole.name_fr): pole for pole in poles}
    found = [(place, pole) for place in places.values() if (pole := alike.get((place.country, place.name_fr)))]
    told = {place.id: [place.called(language) for language in ("fr", "en", "de")] for place, _ in found}
    assert told["nuts3:CH013"] == ["Genève", "Geneva", "Genf"]
    assert told["commune:06088"] == ["Nice", "Nice", "Nizza"]
    assert [place.id for place, pole in found if pole.exonyms and place.called("de") != pole.called("de")] == []


def test_the_area_and_the_licence_of_a_figure_are_said_in_the_language_of_the_page() -> None:
    german, french = (Words(Text(language), index(real.atlas())) for language in ("de", "fr"))
    poles = real.atlas().poles
    areas = {*poles["population_scope"], *poles["jobs_scope"]} - {""}
    assert [area for area in areas if german.area(area) == area] == []
    assert [area for area in areas if french.area(area) != area] == []
    said = (german.licence("non précisée"), german.licence("CC BY-SA 4.0"))
    assert said == ("nicht angegeben", "CC BY-SA 4.0")


def test_every_place_that_the_texts_name_is_one_of_the_atlas() -> None:
    places = index(real.atlas()).places
    named = [key.removeprefix("exonym.") for key in Text("de").under("exonym")]
    assert [name for name in named if name not in places and f"pole:{name}" not in places] == []


def test_colons_and_semicolons_keep_a_space_before_them_in_french_only() -> None:
    assert [pair("Suisse", "2", language) for language in ("fr", "en", "de")] == [
        "Suisse\u00a0: 2",
        "Suisse: 2",
        "Suisse: 2",
    ]
    assert [several(["a", "b"], language) for language in ("fr", "en", "de")] == ["a\u00a0; b", "a; b", "a; b"]
