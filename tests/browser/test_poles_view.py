"""The view of the poles in a browser: its map is the View's, by keyboard alone."""

from typing import Any

from playwright.sync_api import Page, expect

from dashboard.placement import PAGE, PlacedScene
from dashboard.selection import parse
from tests import real
from tests.browser.pages import opened
from tests.browser.test_map_truth import READ, canonical, click_link, expected, feature, settled, write_address

TRAIL = (
    "?vue=poles",
    "?vue=poles&frontiere=fr-ch",
    "?vue=poles&lieu=pole:besancon",
    "?vue=poles&cooperation=eurodistrict-saarmoselle",
    "?vue=poles&carte=gect",
    "?vue=poles&frontiere=fr-de&lien=institutional&taille=jobs",
    "?vue=poles&frontiere=mf-sx",
    "?vue=poles&carte=reseau",
    "?vue=poles&cooperation=conseil-fleuve-oyapock",
    "?vue=poles&frontiere=fr-lu&theme=higher-education-research",
)


def tied(placed: PlacedScene) -> dict[str, Any]:
    """What the map holds, with its ties; a territory that brings its own outline refers to no shape of the base."""
    found = expected(placed)
    ties = [
        feature("tie", item.tie.id, item.tie.label, item.tie.search, f"tie {item.tie.kind} {item.tie.style}")
        for item in placed.ties
    ]
    own = {fill.territory for fill in placed.scene.fills if fill.outline is not None}
    kept = [item for item in found["features"] if item["kind"] != "tie"]
    for item in kept:
        if item["kind"] == "territory" and item["id"] in own:
            item["shape"] = ""
    return found | {"features": [*kept, *ties]}


def check(page: Page, search: str) -> None:
    settled(page, search)
    placed, found = real.placed(parse(search, real.words()), PAGE), page.evaluate(READ)
    assert found["title"] == real.view(parse(search, real.words())).title
    assert canonical(found["scene"]) == canonical(tied(placed)), search
    assert [canonical(inset) for inset in found["insets"]] == [canonical(tied(item.placed)) for item in placed.insets]
    assert sorted(found["legend"]) == sorted(text.text for text in placed.legend.texts), search
    assert found["unresolved"] == [], search


def test_from_page_to_page_the_map_is_that_of_the_view(page: Page):
    opened(page, "")
    for search in TRAIL:
        write_address(page, search)
        check(page, search)


def test_the_links_of_the_map_lead_to_the_sheets_whose_maps_are_theirs(page: Page):
    opened(page, "?vue=poles")
    for selector in ('[data-kind="tie"]', '[data-kind="pole"]'):
        link = page.locator(f"#map svg.map-page {selector}[href]").first.get_attribute("href") or ""
        click_link(page, link)
        check(page, link)


def test_ties_are_painted_and_the_two_kinds_differ_without_colour(page: Page):
    opened(page, "?vue=poles&lieu=pole:besancon")
    looks = page.evaluate(
        """() => [...document.querySelectorAll("#map svg.map-page .tie")].map(node => {
          const look = getComputedStyle(node.querySelector(".line"));
          return {kind: node.classList.contains("functional") ? "functional" : "institutional",
                  width: parseFloat(look.strokeWidth), dash: look.strokeDasharray, stroke: look.stroke,
                  head: !!node.querySelector(".body")};
        })"""
    )
    assert {look["kind"] for look in looks} == {"functional", "institutional"}
    for look in looks:
        assert look["width"] > 0.5 and look["stroke"] != "none"
        assert (look["dash"] == "none") == look["head"] == (look["kind"] == "functional")


def test_a_pole_and_a_tie_are_reached_and_opened_by_keyboard_alone(page: Page):
    opened(page, "?vue=poles&frontiere=fr-lu")
    for kind in ("tie", "pole"):
        link = page.locator(f'#map svg.map-page [data-kind="{kind}"][href]').first
        wanted = link.get_attribute("href") or ""
        link.focus()
        expect(page.locator("#map .map-card")).to_be_visible()
        page.keyboard.press("Enter")
        settled(page, wanted)
        page.go_back()
        settled(page, "?vue=poles&frontiere=fr-lu")


def test_the_three_maps_are_one_click_each_and_back(page: Page):
    opened(page, "?vue=poles")
    for name in ("reseau", "flux", "gect"):
        page.locator(f'#rail .segments a[href="?vue=poles&carte={name}"]').click()
        settled(page, f"?vue=poles&carte={name}")
    page.go_back()
    settled(page, "?vue=poles&carte=flux")


def test_typing_narrows_the_cooperations_and_a_sort_turns_them(page: Page):
    opened(page, "?vue=poles")
    rows = page.locator(".part-cooperations tbody tr")
    assert rows.count() == len(real.atlas().cooperations)
    page.locator("#q-cooperations").press_sequentially("morteau")
    settled(page, "?vue=poles&q=morteau")
    assert 0 < rows.count() < 10
    page.locator('[data-key="cooperations-0"]').focus()
    page.keyboard.press("Enter")
    settled(page, "?vue=poles&q=morteau&tri=nom")
    expect(page.locator('[data-key="cooperations-0"]')).to_be_focused()


def test_print_keeps_the_map_the_facts_and_the_tables(page: Page):
    opened(page, "?vue=poles&lieu=pole:besancon")
    page.emulate_media(media="print")
    for hidden in (".doors", ".tabs", "#rail", ".find"):
        for item in page.locator(hidden).all():
            expect(item).to_be_hidden()
    for shown in ("h1", "svg.map-page .tie", ".facts .figure", ".part-memberships table", ".notes"):
        expect(page.locator(shown).first).to_be_visible()


def test_without_scripts_the_map_and_the_table_are_there(page: Page, browser, server):
    plain = browser.new_context(base_url=server, java_script_enabled=False)
    bare = plain.new_page()
    bare.goto("/?vue=poles&frontiere=fr-ch")
    expect(bare.locator("#served .part-cooperations table")).to_be_visible()
    assert bare.locator("svg.map-page .tie").count() > 10
    plain.close()
