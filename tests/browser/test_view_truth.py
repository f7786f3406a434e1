"""What every view shows is what its View holds, after any change of filters, in any order: maps, tables, matrices."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboard.compose.catalogue import catalogue
from dashboard.format import bound
from dashboard.selection import DIRECTIONS, MAPS, SIZES, SYSTEM_KINDS, TIES, Selection, parse
from dashboard.view import Block, Cell, MapFigures, Matrix, Table, View
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, SYSTEMS, THEMES
from tests import real
from tests.browser import test_poles_view as poles_view
from tests.browser.pages import opened
from tests.browser.test_map_truth import click_link, settled, write_address

CHANGES = 50
# What the sections hold, as the browser sees it: the tables that charts unfold are not among them.
READ = """() => {
  const text = node => node ? node.textContent : "";
  const cell = node => ({text: text(node), signs: node.querySelectorAll(".sign").length,
    links: [...node.querySelectorAll("a")].map(link => link.getAttribute("href"))});
  return {
    view: document.body.dataset.view, layout: document.body.dataset.layout,
    title: text(document.querySelector("#map h1")), subtitle: text(document.querySelector("#map .sentence p")),
    parts: [...document.querySelectorAll("#sheet .part")].map(part => ({
      head: text(part.querySelector("h2")),
      tables: [...part.querySelectorAll("table.listing, table.matrix")].map(table => [...table.rows]
        .map(row => [...row.cells].map(cell))),
      chosen: part.querySelectorAll("table.listing tr.selected").length,
      maps: [...part.querySelectorAll(".small-map")].map(map => ({title: text(map.querySelector("h3")),
        note: text(map.querySelector(".caption")), search: map.querySelector("a").getAttribute("href"),
        alts: [...map.querySelectorAll("a > svg")].map(svg => svg.getAttribute("aria-label"))})),
    })),
    facts: [...document.querySelectorAll("#panel .fact strong")].map(text),
    links: [...new Set([...document.querySelectorAll('a[href^="?"]')].map(link => link.getAttribute("href")))],
  };
}"""


def words(cell: Cell) -> list[str]:
    """All that a cell says."""
    return [bound(part) for part in (cell.title, cell.text, cell.note, *cell.more) if part]


def matrix_rows(matrix: Matrix) -> list[list[Cell]]:
    heads = [Cell(matrix.corner), *(Cell(column.title, column.search) for column in matrix.columns)]
    rows = [heads]
    for group in matrix.groups:
        rows += [[group.head]] if group.head.text else []
        rows += [[row.head, *row.cells] for row in group.rows]
    return [*rows, *([[matrix.totals.head, *matrix.totals.cells]] if matrix.totals else [])]


def rows_of(block: Block) -> list[list[Cell]]:
    if isinstance(block, Matrix):
        return matrix_rows(block)
    assert isinstance(block, Table)
    return [[Cell(column.title, column.search) for column in block.columns], *(list(row) for row in block.rows)]


def check_cell(shown: dict[str, Any], cell: Cell, where: str) -> None:
    for part in words(cell):
        assert part in shown["text"], (where, shown["text"])
    assert shown["signs"] == len(cell.signs), (where, shown)
    assert shown["links"] == [link for link in (cell.search or cell.url,) if link], (where, shown)
    if not words(cell):
        assert shown["text"].strip() == "", (where, shown)


def check_sections(found: dict[str, Any], view: View, where: str) -> None:
    assert [part["head"] for part in found["parts"]] == [section.title for section in view.sections], where
    for part, section in zip(found["parts"], view.sections, strict=True):
        tables = [block for block in section.blocks if isinstance(block, Table | Matrix)]
        assert len(part["tables"]) == len(tables), (where, section.id)
        for shown, block in zip(part["tables"], tables, strict=True):
            rows = rows_of(block)
            assert [len(row) for row in shown] == [len(row) for row in rows], (where, block.id)
            for cells, row in zip(shown, rows, strict=True):
                for drawn, cell in zip(cells, row, strict=True):
                    check_cell(drawn, cell, f"{where}, {block.id}")
        assert part["chosen"] == sum(len(block.chosen) for block in tables if isinstance(block, Table)), where
        maps = [figure for block in section.blocks if isinstance(block, MapFigures) for figure in block.figures]
        assert part["maps"] == [
            {"title": item.title, "note": item.note, "search": item.search, "alts": [item.scene.alt] * 2}
            for item in maps
        ], where


def check(page: Page, search: str, where: str) -> list[str]:
    """The page is the View of its address; the links that it holds."""
    settled(page, search)
    selection = parse(search, real.words())
    view, found = real.view(selection), page.evaluate(READ)
    assert (found["view"], found["layout"]) == (view.name, view.layout), where
    assert (found["title"], found["subtitle"]) == (view.title, view.subtitle), where
    check_sections(found, view, where)
    if view.mapped:
        poles_view.check(page, search)
        assert found["facts"] == [fact.value for fact in view.facts], where
    return found["links"]


def any_selection(chance: random.Random) -> Selection:
    """A selection of any view, with some of the choices that the view has."""
    known = real.words()
    name = chance.choice(("frontiere", "frontiere", "poles", "poles", "poles", "comparer", "programme", "donnees"))
    programme: dict[str, Any] = {
        "axis": ("1", "2", "3"),
        "sub_axis": sorted(known.sub_axes),
        "priority": ("1",),
        "status": ACTION_STATUSES,
        "theme": THEMES,
    }
    choices: dict[str, dict[str, Any]] = {
        "frontiere": programme | {"direction": DIRECTIONS, "period": sorted(known.periods)},
        "comparer": {"direction": DIRECTIONS[:2]},
        "poles": {
            "map": MAPS,
            "system": (*SYSTEM_KINDS, *SYSTEMS),
            "theme": THEMES,
            "kind": sorted(known.kinds),
            "tie": TIES,
            "size": SIZES,
            "place": sorted(place for place in known.places if place.startswith("pole:")),
            "cooperation": sorted(known.cooperations),
            "query": ("morteau", "gect", "Épinal", "zzz"),
        },
        "programme": programme | {"query": ("morteau", "FR-DE", "zzz"), "sort": ("action", "-mention", "frontiere")},
        "donnees": {"query": ("insee", "permis", "zzz"), "series": sorted(item.id for item in catalogue(real.atlas()))},
    }
    own = choices[name]
    some = chance.sample(sorted(own), min(chance.randint(0, 3), len(own)))
    frontiers = tuple(chance.sample(FRONTIER_IDS, chance.choice((0, 1, 1, 2, 4))))
    parts = {part: chance.choice(own[part]) for part in some} | {"language": chance.choice(("fr", "en", "de"))}
    return Selection(view=name).but(frontiers=frontiers, **parts)


@pytest.mark.parametrize("half", ["first", "second"])
def test_after_each_of_many_random_changes_over_all_views_the_page_is_that_of_the_data(page: Page, half: str):
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    opened(page, "?vue=frontiere" if half == "first" else "?vue=poles")
    trail, links = ["start"], []
    for number in range(CHANGES // 2):
        views = [link for link in links if "vue=" in link]
        if number % 2 and views:
            search = chance.choice(views)
            click_link(page, search)
        else:
            search = any_selection(chance).search
            write_address(page, search)
        trail.append(search)
        links = check(page, parse(search, real.words()).search, f"seed {seed}: {' → '.join(trail[-3:])}")
