"""The address is the state: every selection comes back from its own query string, and no text breaks it."""

import random
import string
from dataclasses import fields
from urllib.parse import urlencode

import pytest

from dashboard.selection import (
    DIRECTIONS,
    FORMATS,
    LONGEST,
    LONGEST_QUERY,
    PARAMETERS,
    SORTS,
    VIEWS,
    Selection,
    Vocabulary,
    parse,
)
from dashboard.text import LANGUAGES
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, THEMES

KNOWN = Vocabulary(
    periods=frozenset({"2021", "2025-Q1"}),
    series=frozenset({"permits.work.nuts3", "census.home.zone"}),
    sub_axes=frozenset({"Connaître & relier", "A=b?c", "50 % + une"}),
    actions=frozenset({"a1", "a2"}),
    places=frozenset({"nuts3:CH0", "pole:Saint-Étienne", "canton:GE"}),
)
CHOICES = {
    "view": VIEWS,
    "period": ("", *sorted(KNOWN.periods)),
    "series": ("", *sorted(KNOWN.series)),
    "direction": DIRECTIONS,
    "axis": ("", "1", "2", "3"),
    "sub_axis": ("", *sorted(KNOWN.sub_axes)),
    "priority": ("", "1"),
    "status": ACTION_STATUSES,
    "theme": ("", *THEMES),
    "action": ("", *sorted(KNOWN.actions)),
    "place": ("", *sorted(KNOWN.places)),
    "language": LANGUAGES,
    "format": FORMATS,
    "sort": ("", *SORTS, *(f"-{key}" for key in SORTS)),
    "query": ("", "santé", "Bâle & Mulhouse", "100 % = tout ?", "#tram+train"),
}


def any_selection(chance: random.Random) -> Selection:
    kept = set(chance.sample(FRONTIER_IDS, chance.choice((0, 1, 1, 2, 5, 12))))
    frontiers = tuple(frontier for frontier in FRONTIER_IDS if frontier in kept)
    return Selection(frontiers=frontiers, **{name: chance.choice(values) for name, values in CHOICES.items()})


def test_the_default_selection_is_a_bare_question_mark():
    assert Selection().search == "?"
    assert parse("?", KNOWN) == parse("", KNOWN) == parse(None, KNOWN) == Selection()


def test_only_what_differs_from_the_default_is_in_the_address():
    selection = Selection(frontiers=("fr-ch", "fr-de"), direction="entrants", place="nuts3:CH0")
    assert selection.search == "?frontiere=fr-ch,fr-de&sens=entrants&lieu=nuts3:CH0"


def test_every_choice_has_its_own_parameter():
    assert set(PARAMETERS) == {item.name for item in fields(Selection)}
    assert len(set(PARAMETERS.values())) == len(PARAMETERS)


def test_every_selection_comes_back_from_its_address():
    chance = random.Random(1)
    selections = [any_selection(chance) for _ in range(2_000)]
    assert [selection for selection in selections if parse(selection.search, KNOWN) != selection] == []
    assert max(len(selection.search) for selection in selections) < LONGEST


def test_different_selections_have_different_addresses():
    chance = random.Random(2)
    selections = {any_selection(chance) for _ in range(2_000)}
    assert len({selection.search for selection in selections}) == len(selections)


def test_unknown_frontier_falls_back_to_all():
    assert parse("?frontiere=fr-xx", KNOWN) == Selection()
    assert parse("?frontiere=fr-xx,fr-ch", KNOWN).frontiers == ("fr-ch",)


def test_frontiers_stand_in_one_order_each_once():
    for search in ("?frontiere=fr-ch,fr-be,fr-ch", "?frontiere=fr-ch&frontiere=fr-be", "?frontiere=,fr-be,,fr-ch,"):
        assert parse(search, KNOWN).frontiers == ("fr-be", "fr-ch")


def test_several_frontiers_are_no_one_frontier():
    assert Selection(frontiers=("fr-ch",)).frontier == "fr-ch"
    assert Selection(frontiers=("fr-be", "fr-ch")).frontier == Selection().frontier == ""


@pytest.mark.parametrize("name", [name for name in PARAMETERS if name not in ("frontiers", "query")])
def test_unknown_values_fall_back_to_the_default(name):
    for value in ("unknown", "0", "None", "../..", "sortants,entrants", "<b>", "%00", "SORTANTS"):
        assert parse(f"?{PARAMETERS[name]}={value}", KNOWN) == Selection()


def test_words_to_look_for_are_kept_short_and_come_back():
    chance = random.Random(5)
    for _ in range(1_000):
        asked = "".join(chance.choices(string.printable + "éß€ \u00a0\u202e", k=chance.randint(0, 200)))
        query = parse("?" + urlencode({"q": asked}), KNOWN).query
        assert len(query) <= LONGEST_QUERY
        assert parse(Selection(query=query).search, KNOWN).query == query, repr(asked)
    assert parse("?q=tram", KNOWN).query == "tram"


def test_the_last_of_two_values_counts():
    assert parse("?sens=deux&sens=entrants", KNOWN).direction == "entrants"


def garbage(chance: random.Random) -> str:
    alphabet = string.printable + "éß€𝕏\u202e\ud800\x00%&=;,+[]?#"
    text = "".join(chance.choices(alphabet, k=chance.randint(0, 300)))
    name = chance.choice([*PARAMETERS.values(), "", "%73ens", "frontiere[]"])
    return chance.choice(("?", "", "??", "#")) + chance.choice((text, f"{name}={text}", f"{name}=%{text}&{name}"))


def raw_bytes(chance: random.Random) -> str:
    return "?frontiere=" + chance.randbytes(chance.randint(0, 400)).decode("latin-1")


def percent_bytes(chance: random.Random) -> str:
    return "?lieu=" + "".join(f"%{byte:02x}" for byte in chance.randbytes(chance.randint(0, 200)))


@pytest.mark.parametrize("make", [garbage, raw_bytes, percent_bytes], ids=lambda make: make.__name__)
def test_garbage_never_raises_and_gives_a_selection_that_stands(make):
    chance = random.Random(3)
    for _ in range(2_000):
        text = make(chance)
        selection = parse(text, KNOWN)
        assert parse(selection.search, KNOWN) == selection, repr(text)


@pytest.mark.parametrize(
    "search",
    [
        "?" + "a" * 1_000_000,
        "?frontiere=" + "fr-ch," * 200_000,
        "?" + "&".join(f"p{number}={number}" for number in range(5_000)),
        "?" + "sens=deux&" * 50_000,
        "?" + "[" * 5_000 + "]" * 5_000,
        "?frontiere" + "[x" * 900 + "]" * 900 + "=fr-ch",
        "?" + ";&=" * 10_000,
        "?" + "%" * 10_000,
    ],
    ids=["long", "long-list", "many-parameters", "many-times", "brackets", "nested", "separators", "percents"],
)
def test_huge_addresses_never_raise(search):
    assert isinstance(parse(search, KNOWN), Selection)


def test_a_change_leaves_the_rest_as_it_was():
    before = Selection(frontiers=("fr-ch",), period="2021")
    assert before.but(direction="deux") == Selection(frontiers=("fr-ch",), period="2021", direction="deux")
    assert before == Selection(frontiers=("fr-ch",), period="2021")


def test_equal_selections_are_one_key():
    chance, again = random.Random(4), random.Random(4)
    first, second = any_selection(chance), any_selection(again)
    assert first == second
    assert {first: "view"}[second] == "view"


def test_a_link_is_the_query_string_of_the_selection_it_leads_to():
    chance = random.Random(11)
    for _ in range(300):
        before, after = any_selection(chance), any_selection(chance)
        names = chance.sample([item.name for item in fields(Selection)], chance.randint(0, 4))
        changes = {name: getattr(after, name) for name in names}
        assert before.search_but(**changes) == before.but(**changes).search
