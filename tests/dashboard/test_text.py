"""Words on screen: what counts has the form of its number in each language."""

import pytest

from dashboard.text import Text


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 lieu de travail"),
        ("fr", 1, "1 lieu de travail"),
        ("fr", 2, "2 lieux de travail"),
        ("en", 0, "0 places of work"),
        ("en", 1, "1 place of work"),
        ("de", 0, "0 Arbeitsorte"),
        ("de", 1, "1 Arbeitsort"),
        ("de", "1.000", "1.000 Arbeitsorte"),
    ],
)
def test_what_counts_has_the_form_of_its_number(language, count, said):
    assert Text(language)("border.finest_work", count=count) == said


def test_a_count_that_is_not_given_is_an_error():
    with pytest.raises(KeyError, match="count"):
        Text("fr")("border.finest_work", total=1)
