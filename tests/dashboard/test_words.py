"""How figures are said, once for all views."""

from dataclasses import replace

import pytest

from dashboard.compose.catalogue import Measure
from dashboard.compose.index import index
from dashboard.compose.words import Words
from dashboard.text import Text
from tests import toy


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(Text("en"), index(toy.atlas()))


def test_a_figure_that_is_withheld_says_so_whatever_its_precision(words: Words):
    seen = replace(words.index.rows[0], precision="rounded", status="observed")
    assert words.precision(seen) == words.t("precision.rounded")
    assert words.precision(replace(seen, status="secret")) == words.t("status.secret")


def test_names_beyond_so_many_are_counted(words: Words):
    assert words.several(["Basel", "Geneva"], 2) == "Basel; Geneva"
    assert words.several(["Basel", "Geneva", "Jura"], 2) == "Basel; Geneva; 1 other"


def test_a_length_has_a_decimal_where_it_was_published_with_one(words: Words):
    assert [words.length(km) for km in (573.0, 4.4)] == ["573\u00a0km", "4.4\u00a0km"]


def test_what_no_text_names_goes_by_its_own_name(words: Words):
    assert words.indicator("flows") == words.t("indicator.flows") != "flows"
    assert words.indicator("a_new_one") == "a_new_one"


@pytest.mark.parametrize(("value", "digits"), [(None, 0), (46.0, 0), (7.2, 1), (10.05, 2)])
def test_a_measure_keeps_the_decimals_that_it_was_read_with(value: float | None, digits: int):
    assert Measure("", "", "", "", value, "%", "exact", "observed", "").digits == digits


def test_a_figure_without_a_period_says_so(words: Words):
    assert words.when("2025-Q1") == "Q1 2025"
    assert words.series(replace(words.index.rows[0], period="")).endswith(words.t("data.undated"))
