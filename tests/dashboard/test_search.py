"""Search by name: by hand on the toy, then on the real tables, then through the door."""

import re

import pytest

from dashboard.compose.find import INSIDE, MOST, NOWHERE, START, WHOLE, WORD, WORDS, find, match
from dashboard.compose.find_entries import entries
from dashboard.compose.find_frontiers import frontier_of
from dashboard.compose.search import plain
from dashboard.selection import parse
from dashboard.text import LANGUAGES
from dashboard.view.finding import Finding
from tests import real, toy


def labels(found: Finding) -> dict[str, list[str]]:
    return {group.id: [hit.label for hit in group.hits] for group in found.groups}


def targets(query: str, language: str = "fr") -> set[str]:
    found = find(real.atlas(), query, language)
    return {re.sub(r"&?langue=\w+", "", hit.search) for group in found.groups for hit in group.hits}


def test_accents_case_signs_and_spaces_make_no_difference():
    assert plain("  Cœur-d’Aligre (ÉTÉ)  ") == "coeur d aligre ete"


@pytest.mark.parametrize(
    ("wanted", "rank"),
    [("mont", WORD), ("haut", START), ("haut mont", WHOLE), ("ont", INSIDE), ("mo ha", WORDS), ("o", NOWHERE),
     ("h", START), ("aut haut", NOWHERE)],
)  # fmt: skip
def test_the_start_of_a_name_is_better_than_the_start_of_a_word_and_that_than_its_inside(wanted, rank):
    assert match(wanted, "haut mont") == rank


def test_the_toy_is_found_by_name_in_any_language():
    atlas = toy.atlas()
    assert labels(find(atlas, "ost", "fr"))["pole"] == ["Est (Ost)"]
    assert labels(find(atlas, "est", "de"))["pole"] == ["Ost (Est)", "Ouest"]
    assert labels(find(atlas, "SCHWEIZ", "fr"))["frontier"] == ["France – Suisse (Schweiz)"]
    assert labels(find(atlas, "tram", "fr")) == {"action": ["Tram du Sud"]}
    assert labels(find(atlas, "arc de l'est", "fr"))["cooperation"] == ["Arc de l’Est"]


def test_among_equals_the_more_populous_comes_first():
    assert labels(find(toy.atlas(), "s", "fr"))["territory"] == ["Suisse", "Sud", "Espagne"]  # 2,000, 1,000, unknown


def test_a_territory_leads_to_the_frontier_that_its_figures_are_about():
    atlas = toy.atlas()
    assert frontier_of(atlas, "nuts3:FRN") == "fr-ch"
    assert frontier_of(atlas, "nuts3:ES0") == "fr-es"
    assert frontier_of(atlas, "country:FR") in ("fr-ch", "fr-es")


def test_nothing_is_found_without_a_letter_and_the_answer_says_what_to_type():
    for query in ("", "   ", "---", "()", "’"):
        found = find(toy.atlas(), query, "fr")
        assert found.groups == ()
        assert found.said.startswith("Tapez")
    assert find(toy.atlas(), "zzz", "fr").said == "Rien ne porte ce nom\u00a0: «\u00a0zzz\u00a0»"


# The real tables


def test_bale_basel_and_its_accented_name_find_the_same():
    assert targets("Bale") == targets("Basel") == targets("Bâle") == targets("BÂLE", "de")
    assert "?frontiere=fr-ch&lieu=pole:basel" in targets("Bale")


@pytest.mark.parametrize(
    ("query", "pole"),
    [("geneve", "geneve"), ("Genf", "geneve"), ("Geneva", "geneve"), ("sarrebruck", "saarbrucken"),
     ("Saarbrücken", "saarbrucken"), ("saarbruecken", "saarbrucken"), ("Straßburg", "strasbourg"),
     ("strassburg", "strasbourg"), ("san sebastian", "san-sebastian"), ("donostia", "san-sebastian"),
     ("Lëtzebuerg", "luxembourg"), ("gerone", "girona"), ("besançon", "besancon")],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pole_is_found_first_by_any_of_its_names(query, pole, language):
    groups = {group.id: group for group in find(real.atlas(), query, language).groups}
    assert f"lieu=pole:{pole}" in groups["pole"].hits[0].search


@pytest.mark.parametrize(
    ("query", "place"),
    [("Ghent", "nuts3:BE234"), ("Gand", "nuts3:BE234"), ("Brussels", "region:BE10"), ("Brüssel", "region:BE10"),
     ("Waadt", "nuts3:CH011"), ("Wallis", "nuts3:CH012"), ("Lothringen", "region:41-old"),
     ("Savoy", "nuts3:FRK27"), ("Flandern", "region:BE25"), ("st martin", "country:MF")],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_territory_is_found_by_what_each_language_calls_it(query, place, language):
    groups = {group.id: group for group in find(real.atlas(), query, language).groups}
    found = [hit.search for hit in groups["territory"].hits]
    assert any(f"lieu={place}" in search for search in found), found


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_with_a_name_is_found_by_it(language):
    atlas = real.atlas()
    kinds = {"frontier": 12, "pole": len(atlas.poles), "territory": len(atlas.territories),
             "cooperation": len(atlas.cooperations), "action": len(atlas.actions)}  # fmt: skip
    known = entries(atlas, language)
    assert {kind: sum(entry.kind == kind for entry in known) for kind in kinds} == kinds
    for entry in known:
        assert plain(entry.label) in entry.names
        assert entry.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_is_one_that_the_page_understands(language):
    for entry in entries(real.atlas(), language):
        assert parse(entry.search, real.words()).search == entry.search


def test_every_territory_that_has_a_place_leads_to_a_frontier():
    atlas = real.atlas()
    placed = atlas.territories[atlas.territories["lon"].notna()]
    assert [place for place in placed["id"] if not frontier_of(atlas, place)] == []
    touching = {"nuts3:DEC01": "fr-de", "nuts3:CH013": "fr-ch", "nuts3:BE323": "fr-be", "nuts3:FRF11": "fr-de"}
    assert {place: frontier_of(atlas, place) for place in touching} == touching


@pytest.mark.parametrize("query", ["a", "de", "saint", "CC", "x", "s" * 60, "<script>", "%", "\\", "[", "ß", "日本"])
def test_no_query_is_too_odd_and_no_list_too_long(query):
    found = find(real.atlas(), query, "fr")
    assert all(len(group.hits) == min(group.total, MOST) for group in found.groups)


# The door


def test_the_door_lists_what_was_found_as_links_without_a_script(client):
    answer = client.get("/chercher?q=B%C3%A2le")
    text = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert 'href="./?frontiere=fr-ch&amp;lieu=pole:basel"' in text
    assert "<script" not in text
    assert 'lang="fr"' in text


def test_the_door_answers_in_the_language_of_the_page(client):
    text = client.get("/chercher?q=basel&langue=de").get_data(as_text=True)
    assert "Kanton, Schweiz" in text
    assert "langue=de" in text


@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=%00%ff%fe", "?q=" + "a" * 5000, "?langue=xx&q=b", "?q=<b>&q=<i>", "?&&=%", "?q=%22onload%3D"],
)
def test_the_door_never_errs(client, query):
    answer = client.get(f"/chercher{query}")
    assert answer.status_code == 200
    assert b"<b>" not in answer.data
    assert b"<i>" not in answer.data


def test_the_door_is_answered_from_the_cache_the_second_time(client):
    first = client.get("/chercher?q=colmar", headers={"Accept-Encoding": "br"})
    again = client.get("/chercher?q=colmar", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert first.headers["Content-Encoding"] == "br"
    assert again.status_code == 304
