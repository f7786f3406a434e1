"""The page's parts as markup: what a View says is there, and nothing is trusted."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard.ids import Ids
from dashboard.layout import shell
from dashboard.renderings import web
from dashboard.selection import Selection
from dashboard.text import LANGUAGES
from dashboard.view import Option, View
from tests import real
from tests.dashboard.views import view, without_charts


class Outline(HTMLParser):
    """The elements of a markup, and whether each was closed in its order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def having(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if name in attributes]


def page(shown: View) -> Outline:
    made = web.parts(shown, "2026-11-22", "https://lisiere.test")
    return Outline("".join(made["parts"].values()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", [view(), view("fr-ch"), without_charts()], ids=["overview", "frontier", "empty"])
def test_markup_is_well_formed_in_each_language(shown: View, language: str):
    assert page(replace(shown, language=language)).open == []


def test_every_frontier_of_the_rail_is_a_link_with_its_figure():
    outline = Outline(web.rail(view()))
    links = {attributes["data-key"]: attributes["href"] for attributes in outline.having("data-key")}
    assert links["rail-fr-ch"] == "?frontiere=fr-ch"
    assert links["rail-gf-br"] == "?frontiere=gf-br"
    assert "224\u00a0000" in outline.texts


def test_a_bar_is_as_long_as_its_share_and_a_frontier_without_figure_has_none():
    bars = {attributes["style"] for attributes in Outline(web.rail(view())).having("style")}
    assert "--share:100.00%" in bars
    assert "--share:46.88%" in bars  # 105 000 of 224 000
    assert len(bars) == 6


def test_only_the_chosen_frontier_is_current():
    current = [a["data-key"] for a in Outline(web.rail(view("fr-ch"))).having("aria-current")]
    assert "rail-fr-ch" in current
    assert not {"rail-fr-lu", "rail-"} & set(current)


def test_a_choice_without_address_is_no_link_and_says_why():
    closed = web.choice(Option("2015", "", reason="non publié"), "key")
    assert "<a" not in closed
    assert "non publié" in closed


def test_the_doors_take_the_query_of_the_page():
    doors = {a["href"] for a in Outline(web.header(view("fr-ch"))).having("download")}
    files = ("diapo.pptx", "carte.png", "carte.svg", "donnees.xlsx", "donnees.csv", "donnees.gpkg")
    assert {f"{file}?frontiere=fr-ch" for file in files} <= doors
    assert doors - {f"{file}?frontiere=fr-ch" for file in files} == {
        "carte.png?frontiere=fr-ch&largeur=3840",
        "diapo.pptx?frontiere=fr-ch&jeu=complet",
    }
    bare = {a["href"] for a in Outline(web.header(view())).having("download")}
    assert bare == {*files, "carte.png?largeur=3840", "diapo.pptx?jeu=complet"}


def test_a_sheet_gives_its_slide_and_its_figures_but_no_picture():
    sheet = real.view(Selection(view="programme"))
    offered = {a["href"] for a in Outline(web.header(sheet)).having("download")}
    query = "?vue=programme"
    assert offered == {
        *(f"{file}{query}" for file in ("diapo.pptx", "donnees.xlsx", "donnees.csv")),
        f"diapo.pptx{query}&jeu=complet",
    }


def test_texts_of_a_view_are_escaped():
    hostile = replace(view(), tabs=(Option('<script>"x"</script>', '?x="><b>'),))
    outline = Outline(web.header(hostile))
    assert "script" not in [name for name, _ in outline.elements]
    assert '<script>"x"</script>' in outline.texts


def test_every_link_of_a_part_has_its_own_key():
    for part in web.parts(view())["parts"].values():
        keys = [a["data-key"] for a in Outline(part).having("data-key")]
        assert len(keys) == len(set(keys))


def test_the_sign_of_an_action_is_said_in_words():
    signs = [a["aria-label"] for a in Outline(web.parts(view())["parts"][Ids.PANEL]).having("title")]
    assert signs == ["soumise à arbitrage ou à intérêt", "Priorité\u00a01", "sans mention, lecture partielle"]


def test_sources_are_named_with_their_address():
    outline = Outline(web.footer(view(), "2026-11-22", "https://lisiere.test"))
    assert "https://www.insee.fr/" in {a.get("href") for _, a in outline.elements}
    assert "lisiere.test · 22 novembre 2026" in outline.texts


def test_a_view_without_chart_carries_no_figure():
    assert web.parts(without_charts())["figures"] == []


def test_the_shell_holds_its_parts_in_the_order_of_the_keyboard():
    named = [child.id for child in shell().children if not isinstance(child.id, type(None))]
    assert named[-6:] == [Ids.HEADER, Ids.RAIL, Ids.MAP_SLOT, Ids.PANEL, Ids.SHEET, Ids.FOOTER]


def test_a_map_with_a_sheet_below_it_has_a_way_past_it():
    links = Outline(web.header(real.view(Selection(view="frontiere", frontiers=("fr-ch",))))).having("href")
    assert [link["href"] for link in links if link.get("class") == "skip"] == ["#map", "#sheet"]
    links = Outline(web.header(real.view(Selection()))).having("href")
    assert [link["href"] for link in links if link.get("class") == "skip"] == ["#map"]


def test_a_table_of_many_links_begins_with_a_way_past_it_and_a_short_one_does_not():
    text = web.parts(real.view(Selection(view="donnees")))["parts"][Ids.SHEET]
    ways = re.findall(r'href="#(after-[^"]+)" class="skip over"', text)
    assert ways == ["after-coverage", "after-series"]
    assert all(text.count(f'<span id="{way}"') == 1 for way in ways)
