"""The view of the work programme: one set of actions as a matrix, a tree and a table, counts that agree."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from dashboard.compose import compose, vocabulary
from dashboard.compose.search import finds, fold
from dashboard.placement.formats import Role, wrap
from dashboard.selection import Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import Branch, Cell, Matrix, SearchBox, Table, View
from geodata.tables import FRONTIER_IDS
from tests import real, toy

MACHINERY = re.compile(r"\bnan\b|\bNone\b|[{}]|\bTrue\b|\bFalse\b")


@cache
def atlas():
    return toy.atlas()


def view(**choices) -> View:
    return compose(atlas(), Selection(view="programme", **choices))


def block(shown: View, kind: type):
    return next(item for part in shown.sections for item in part.blocks if isinstance(item, kind))


def has(shown: View, kind: type) -> bool:
    return any(isinstance(item, kind) for part in shown.sections for item in part.blocks)


def counts(matrix: Matrix) -> list[str]:
    assert matrix.totals
    return [cell.text for cell in matrix.totals.cells]


def listed(shown: View) -> list[str]:
    """The projects of the table, in its order."""
    return [row[1].text for row in block(shown, Table).rows] if has(shown, Table) else []


def leaves(branches: tuple[Branch, ...]) -> Iterator[Cell]:
    for branch in branches:
        if branch.branches:
            yield from leaves(branch.branches)
        else:
            yield branch.head


def projects(shown: View) -> list[str]:
    """The projects of the tree."""
    trees = tuple(item for part in shown.sections for item in part.blocks if isinstance(item, Branch))
    return [cell.text for cell in leaves(trees)]


# ---- The matrix ----


def test_an_action_of_two_frontiers_stands_in_both_columns_and_in_its_family():
    matrix = block(view(), Matrix)
    assert [column.title for column in matrix.columns][1:4] == ["Suisse", "Espagne", "Montagne"]
    # All frontiers: a4. Suisse: a1, a3. Espagne: a2, a3. Mountain: a3. Each once: four.
    assert counts(matrix) == ["1", "2", "2", "1", "4"]


def test_dots_come_by_priority_then_submission_and_dash_a_partial_reading():
    signs = {
        (row.head.text, matrix_column): [(dot.sign, dot.partial) for dot in cell.signs]
        for group in block(view(), Matrix).groups
        for row in group.rows
        for matrix_column, cell in enumerate(row.cells)
    }
    assert signs["Connaître", 1] == [("full", False)]
    assert signs["Accompagner", 2] == [("full", False), ("empty", False)]
    assert signs["Porter", 0] == [("empty", True)]
    assert signs["Porter", 1] == []


def test_few_columns_have_level_heads_and_many_slanted_ones():
    assert not block(view(), Matrix).slanted
    assert block(real.view(Selection(view="programme")), Matrix).slanted
    assert not block(real.view(Selection(view="programme", frontiers=("fr-de", "fr-es"))), Matrix).slanted


def test_one_chosen_frontier_stands_out_among_all_and_its_head_lets_it_go():
    columns = block(view(frontiers=("fr-ch",)), Matrix).columns
    assert [column.title for column in columns if column.selected] == ["Suisse"]
    assert columns[1].search == "?vue=programme"
    assert columns[2].search == "?vue=programme&frontiere=fr-es"


def test_a_cell_leads_to_just_the_actions_of_its_dots():
    known = real.words()
    matrix = block(real.view(Selection(view="programme")), Matrix)
    cells = [cell for group in matrix.groups for row in group.rows for cell in row.cells if cell.search]
    assert len(cells) > 20
    for cell in cells:
        there = compose(real.atlas(), parse(cell.search, known))
        assert len(listed(there)) == (int(cell.text) if cell.text else len(cell.signs)), cell.search


# ---- Counts agree ----

CHOICES = (
    {},
    {"axis": "2"},
    {"priority": "1"},
    {"status": "in-programme"},
    {"theme": "governance"},
    {"query": "europe"},
    {"axis": "3", "query": "transfrontalier"},
    *({"frontiers": (frontier,)} for frontier in FRONTIER_IDS),
    {"frontiers": ("fr-de", "fr-es")},
)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_matrix_tree_table_title_and_rail_of_the_map_count_alike(choice):
    shown = real.view(Selection(view="programme", **choice))
    assert sorted(projects(shown)) == sorted(listed(shown))
    matrix = block(shown, Matrix)
    total = int(counts(matrix)[-1])
    # Each row's last cell sums to the total; each group says the sum of its rows.
    assert sum(int(row.cells[-1].text) for group in matrix.groups for row in group.rows) == total
    for n, count in enumerate(counts(matrix)[:-1]):
        dots = sum(len(row.cells[n].signs) for group in matrix.groups for row in group.rows)
        assert dots == (int(count) if count.isdigit() else 0)
    frontiers = choice.get("frontiers", ())
    if not frontiers:
        assert len(listed(shown)) == total
    elif len(frontiers) == 1:
        column = next(n for n, column in enumerate(matrix.columns) if column.selected)
        assert counts(matrix)[column] == (str(len(listed(shown))) if listed(shown) else "–")
        # The list beside the map holds the same ones.
        beside = real.view(Selection(frontiers=frontiers)).actions
        groups = [group for group in beside.groups if group.title != Text("fr")("actions.all")]
        assert sum(len(group.rows) for group in groups) == len(listed(shown))
    assert str(total) in shown.title


def test_every_action_is_once_in_the_table_and_once_in_the_tree():
    shown = real.view(Selection(view="programme"))
    every = sorted(real.atlas().actions["project"].str.replace("'", "’"))
    assert sorted(listed(shown)) == every
    assert sorted(projects(shown)) == every


def test_the_second_line_counts_each_mention_once():
    assert view().subtitle == (
        "Priorité 1\u00a0: 2\u00a0; soumises à arbitrage ou à intérêt\u00a0: 0\u00a0; "
        "sans mention\u00a0: 2\u00a0; lecture partielle\u00a0: 1"
    )


# ---- Search and order ----


def test_accents_case_and_apostrophes_make_no_difference_to_a_search():
    assert fold("Œuvre d’ÉTÉ – Straße") == "oeuvre d'ete - strasse"
    assert finds("METTRE en oeuvre", ["Mettre en œuvre"])
    assert not finds("tram nord", ["Tram du Sud"])


def test_a_search_narrows_matrix_tree_and_table_and_is_written_in_its_box():
    shown = view(query="REFUGES montagne")
    assert listed(shown) == projects(shown) == ["Refuges de montagne"]
    assert counts(block(shown, Matrix)) == ["–", "1", "1", "1", "1"]
    box = block(shown, SearchBox)
    assert (box.value, box.found) == ("REFUGES montagne", "1 sur 4")
    assert box.clear and box.clear.search == "?vue=programme"


def test_the_search_box_keeps_the_other_choices_of_the_address():
    box = block(view(frontiers=("fr-ch",), query="tram", language="de"), SearchBox)
    assert dict(box.others) == {"vue": "programme", "frontiere": "fr-ch", "langue": "de"}


def test_a_search_without_result_says_so_and_shows_no_empty_table():
    shown = view(query="zzz")
    assert shown.title == Text("fr")("actions.empty")
    assert not has(shown, Matrix) and not has(shown, Table)


def test_filters_without_result_lead_back_to_the_whole_programme():
    shown = view(frontiers=("fr-ch",), axis="1", priority="1", status="submitted", language="en")
    assert shown.title == Text("en")("actions.empty")
    clear = block(shown, SearchBox).clear
    assert clear and clear.search == "?vue=programme&langue=en"


def test_a_column_sorts_up_then_down_then_back():
    assert listed(view()) == ["Observatoire de l’Est", "Tram du Sud", "Refuges de montagne", "Forum annuel"]
    up = listed(view(sort="action"))
    assert up == ["Forum annuel", "Observatoire de l’Est", "Refuges de montagne", "Tram du Sud"]
    assert listed(view(sort="-action")) == up[::-1]
    heads = [block(view(sort=sort), Table).columns[1] for sort in ("", "action", "-action")]
    assert [head.order for head in heads] == ["", "ascending", "descending"]
    assert [head.search for head in heads] == [
        "?vue=programme&tri=action",
        "?vue=programme&tri=-action",
        "?vue=programme",
    ]


# ---- Doubts, and the way to the map and back ----


def test_a_partial_reading_is_marked_and_keeps_its_raw_text():
    row = next(row for row in block(view(), Table).rows if row[1].text == "Forum annuel")
    assert row[0].signs[0].partial
    assert row[1].more[1] == "Forum ann / uel"
    others = [row for row in block(view(), Table).rows if row[1].text != "Forum annuel"]
    assert [row[1].more[1] for row in others] == ["", "", ""]


def test_an_action_leads_to_its_frontiers_on_the_map_and_the_map_leads_back():
    row = next(row for row in block(view(query="tram"), Table).rows if row[1].text == "Tram du Sud")
    assert row[3].search == "?action=a2"
    there = compose(atlas(), parse(row[3].search, vocabulary(atlas())))
    back = there.actions.links[-1].search
    assert back == "?vue=programme&action=a2"
    again = compose(atlas(), parse(back, vocabulary(atlas())))
    table = block(again, Table)
    assert [table.rows[n][1].text for n in table.chosen] == ["Tram du Sud"]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_words_of_the_programme_are_marked_as_french(language):
    cells = [row[1] for row in block(view(language=language), Table).rows]
    assert {cell.language for cell in cells} == {"fr"}
    assert {row[1].language for row in block(view(), Table).rows} == {""}


@pytest.mark.parametrize("name", ["programme", "donnees"])
def test_a_title_of_a_sheet_fits_two_lines_and_its_links_are_canonical_in_each_language(name):
    choices = (
        {},
        {"frontiers": ("fr-uk", "mf-sx")},
        {"frontiers": FRONTIER_IDS},
        {"frontiers": ("mf-sx",), "query": "a"},
    )
    for language in LANGUAGES:
        for choice in choices:
            shown = real.view(Selection(view=name, language=language, **choice))
            assert len(wrap(shown.title, Role("title", 25, 600), 1.0, 878)) <= 2, shown.title
            searches = {text for where, text in real.texts(shown) if where.endswith(".search") and text}
            assert {search for search in searches if parse(search, real.words()).search != search} == set()
            assert {
                text for where, text in real.texts(shown.sections) if where.endswith(".text") and MACHINERY.search(text)
            } == set()
