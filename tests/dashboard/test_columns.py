"""Markup in parts: what travels is shorter, and says the same to the letter."""

import re

import pytest

from dashboard.renderings import columns, svg
from dashboard.selection import Selection
from tests import real

SELECTIONS = (Selection(), Selection(frontiers=("fr-de",)), Selection(frontiers=("gf-br",)), Selection(view="poles"))


def together(part: str | list[str]) -> str:
    """A part as browser.js makes it whole again."""
    if isinstance(part, str):
        return part
    pattern, *told = part
    rows = zip(*(column.split(columns.ROW) for column in told), strict=True)
    return "".join(re.sub(r"\{(\d+)\}", lambda slot: row[int(slot[1])], pattern) for row in rows)  # noqa: B023


def link(name: str, workers: str, style: str = "r1") -> str:
    shape = f'<use class="{style}" href="#t-{name}"/>'
    return f'<a data-id="{name}" aria-label="{name}: {workers} (2021)">{shape}</a>'


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda selection: selection.search)
def test_the_parts_of_a_map_are_the_map_to_the_letter(selection: Selection):
    fragment = svg.fragment(real.view(selection))
    sent = columns.sent(fragment)["maps"]["page"]["scene"]
    scene = fragment["maps"]["page"]["scene"]
    assert "".join(map(together, sent)) == scene
    assert sum(len("".join(part)) for part in sent) < len(scene)


def test_links_alike_are_a_pattern_and_the_columns_of_what_differs():
    links = link("Un", "10"), link("Deux", "20", "r2"), link("Trois", "30"), link("Quatre", "40")
    # The last of them is followed by the end of its group.
    assert list(columns.parts(f"<g>{''.join(links)}</g>")) == [
        "<g>",
        [
            '<a data-id="{0}" aria-label="{0}: {1}0 (2021)"><use class="r{2}" href="#t-{0}"/></a>',
            "Un¶Deux¶Trois",
            "1¶2¶3",
            "1¶2¶1",
        ],
        f"{links[-1]}</g>",
    ]


@pytest.mark.parametrize("name", ["{0}", "¶"])
def test_links_whose_words_hold_a_sign_of_the_columns_travel_as_they_are(name: str):
    markup = link("Un", "10") + link(name, "20") + link("Trois", "30") + link("Quatre", "40")
    assert list(columns.parts(markup)) == [markup]


def test_links_that_say_the_same_travel_as_they_are():
    markup = link("Un", "10") * 4
    assert list(columns.parts(markup)) == [markup]


def test_a_text_with_the_sign_of_a_new_line_does_not_shift_a_column():
    assert columns.column(["Un", "De¶ux"]).split(columns.ROW) == ["Un", "De ux"]
