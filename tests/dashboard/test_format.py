"""Numbers, periods and dates as each language writes them; words that are there, or an error."""

import pytest

from dashboard.format import bound, capital, change, date, number, pair, percent, period, several, tick
from dashboard.text import LANGUAGES, Text, words


@pytest.mark.parametrize(
    ("value", "digits", "french", "english", "german"),
    [
        (465_000, 0, "465\u00a0000", "465,000", "465.000"),
        (1_234_567.891, 2, "1\u00a0234\u00a0567,89", "1,234,567.89", "1.234.567,89"),
        (999, 0, "999", "999", "999"),
        (8.8, 1, "8,8", "8.8", "8,8"),
        (0, 0, "0", "0", "0"),
        (-1_500, 0, "-1\u00a0500", "-1,500", "-1.500"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, digits, french, english, german):
    assert [number(value, language, digits) for language in ("fr", "en", "de")] == [french, english, german]


def test_no_number_holds_a_space_that_the_font_lacks_or_that_breaks_the_line():
    for language in LANGUAGES:
        text = number(1_234_567.5, language, 1) + percent(0.5, language)
        assert not set(text) & {" ", "\u202f", "\u2009"}


def test_a_change_keeps_its_sign_and_its_figure_on_one_line():
    assert [change(200, last, "fr") for last in (220, 200, 150)] == [
        "+\u00a010\u00a0%",
        "+\u00a00\u00a0%",
        "−\u00a025\u00a0%",
    ]


def test_a_change_from_zero_has_no_share():
    assert change(0, 1_200, "fr") == "+\u00a01\u00a0200"


def test_percentages_take_a_space_but_in_english():
    assert [percent(0.088, language, 1) for language in ("fr", "en", "de")] == ["8,8\u00a0%", "8.8%", "8,8\u00a0%"]
    assert percent(1.075, "fr") == "108\u00a0%"


@pytest.mark.parametrize(
    ("text", "french", "english", "german"),
    [
        ("2021", "2021", "2021", "2021"),
        ("2025-Q1", "T1 2025", "Q1 2025", "1. Quartal 2025"),
        ("2023-06", "juin 2023", "June 2023", "Juni 2023"),
        ("2023-12", "décembre 2023", "December 2023", "Dezember 2023"),
    ],
)
def test_periods_are_said_in_words(text, french, english, german):
    assert [period(text, language) for language in ("fr", "en", "de")] == [french, english, german]


@pytest.mark.parametrize("text", ["", "2025-Q5", "2023-13", "2023-00", "2010-2015", "vers 2020"])
def test_another_period_comes_back_as_it_is(text):
    assert {period(text, language) for language in LANGUAGES} == {text}


def test_dates_are_said_in_words():
    assert [date("2026-11-22", language) for language in ("fr", "en", "de")] == [
        "22 novembre 2026",
        "22 November 2026",
        "22. November 2026",
    ]


def test_the_first_of_a_month_is_ordinal_in_french():
    assert date("2026-03-01", "fr") == "1er mars 2026"
    assert date("2026-03-11", "fr") == "11 mars 2026"
    assert date("2026-03-01", "en") == "1 March 2026"


def test_a_colon_and_a_semicolon_take_a_space_before_them_in_french_only():
    assert [pair("Suisse", "n.c.", language) for language in ("fr", "en", "de")] == [
        "Suisse\u00a0: n.c.",
        "Suisse: n.c.",
        "Suisse: n.c.",
    ]
    assert several(("a", "b"), "fr") == "a\u00a0; b"
    assert several(("a", "b"), "en") == several(("a", "b"), "de") == "a; b"


def test_a_text_fills_its_placeholders():
    assert Text("fr")("legend.minimum", limit="4 000") == words("fr")["legend.minimum"].replace("{limit}", "4 000")


def test_a_missing_text_raises():
    with pytest.raises(KeyError, match="no.such.text"):
        Text("en")("no.such.text")


def test_a_missing_placeholder_raises():
    with pytest.raises(KeyError, match="limit"):
        Text("de")("legend.minimum", other=1)


def test_a_text_knows_what_it_has():
    assert Text("fr").has("value.missing")
    assert not Text("fr").has("value")


@pytest.mark.parametrize(
    ("text", "french", "english", "german"),
    [
        ("2018-Q4", "T4 2018", "Q4 2018", "Q4 2018"),
        ("2023-06", "06/2023", "06/2023", "06.2023"),
        ("2021", "2021", "2021", "2021"),
        ("1990-1998", "1990-1998", "1990-1998", "1990-1998"),
    ],
)
def test_an_axis_says_a_period_in_few_letters(text, french, english, german):
    assert [tick(text, language) for language in ("fr", "en", "de")] == [french, english, german]


def test_a_title_begins_with_a_capital_and_keeps_the_rest():
    assert [capital(text) for text in ("arrondissement de Tournai", "Île-de-France", "")] == [
        "Arrondissement de Tournai", "Île-de-France", ""
    ]  # fmt: skip


def test_signs_of_french_are_bound_to_their_words_and_other_text_is_left_alone():
    assert bound("Fiche « L'Hexagone » ; n° 2027 : fin ?") == (
        "Fiche «\u00a0L’Hexagone\u00a0»\u00a0; n°\u00a02027\u00a0: fin\u00a0?"
    )
    for text in ("population: 5 (2021); next", "python -m geodata export flows", "a 'quoted' word", "12:30", " :80"):
        assert bound(text) == text
