"""The search box of the header: by keyboard, by touch, without a script, and as axe-core sees it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.pages import opened

PHONE = {"width": 360, "height": 740}
CHOSEN = '#seek-list [aria-selected="true"]'


def typed(page: Page, words: str) -> Page:
    """The page with its list open for these words."""
    page.locator("#seek").focus()
    page.keyboard.type(words)
    expect(page.locator("#seek-list")).to_have_attribute("data-q", words)
    expect(page.locator("#seek-list")).to_be_visible()
    return page


def test_arrows_choose_and_enter_leads_to_the_place_on_the_map(page: Page):
    typed(opened(page), "bale")
    expect(page.locator("#seek")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator(CHOSEN)).to_have_text("Bâle pôle, Suisse")
    active = page.locator(CHOSEN).get_attribute("id") or ""
    expect(page.locator("#seek")).to_have_attribute("aria-activedescendant", active)
    expect(page.locator("#seek")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_have_attribute("data-search", "?frontiere=fr-ch&lieu=pole:basel")
    expect(page.locator("#seek-list")).to_be_hidden()
    expect(page.locator("#seek")).to_have_value("")
    expect(page.locator("#seek")).to_be_focused()


def test_arrows_go_round_and_typing_lets_go_of_the_choice(page: Page):
    typed(opened(page), "colmar")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#seek-list [role=option]").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#seek-list [role=option]").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Backspace")
    expect(page.locator(CHOSEN)).to_have_count(0)


def test_escape_closes_the_list_then_empties_the_box(page: Page):
    typed(opened(page), "metz")
    page.keyboard.press("Escape")
    expect(page.locator("#seek-list")).to_be_hidden()
    expect(page.locator("#seek")).to_have_value("metz")
    page.keyboard.press("Escape")
    expect(page.locator("#seek")).to_have_value("")


def test_leaving_the_box_closes_the_list(page: Page):
    typed(opened(page), "metz")
    page.keyboard.press("Tab")
    expect(page.locator("#seek-list")).to_be_hidden()


def test_enter_without_a_choice_leads_to_the_whole_list(page: Page):
    typed(opened(page, "?langue=en"), "geneva")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chercher?q=geneva&langue=en")
    expect(page.locator("h1")).to_have_text("Find")
    page.locator("section a").first.click()
    expect(page.locator("#map")).to_have_attribute("data-search", "?frontiere=fr-ch&lieu=pole:geneve&langue=en")


def test_what_nothing_is_called_is_said(page: Page):
    opened(page).locator("#seek").focus()
    page.keyboard.type("zzz")
    expect(page.locator(".seek [role=status]")).to_have_text("Rien ne porte ce nom\u00a0: «\u00a0zzz\u00a0»")
    expect(page.locator("#seek-list")).to_be_hidden()


def test_the_mouse_follows_a_result_without_a_reload(page: Page):
    typed(opened(page), "besan")
    page.evaluate("window.kept = true")
    page.locator("#seek-list a").first.click()
    expect(page.locator("#map")).to_have_attribute("data-search", "?frontiere=fr-ch&lieu=pole:besancon")
    assert page.evaluate("window.kept")


def test_no_violation_with_the_list_open(page: Page):
    typed(opened(page), "bale")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


@pytest.mark.parametrize("search", ["?q=bale", "?q=zzz&langue=de", ""])
def test_no_violation_on_the_whole_list(page: Page, search):
    page.goto(f"/chercher{search}")
    assert violations(page) == []


def test_a_phone_has_the_box_and_its_list_within_the_screen(page: Page):
    page.set_viewport_size(PHONE)
    opened(page)
    box = page.locator("#seek").bounding_box()
    assert box
    assert box["height"] >= 44
    typed(page, "saarbrücken")
    found = page.locator("#seek-list").bounding_box()
    assert found
    assert found["x"] >= 0
    assert found["x"] + found["width"] <= PHONE["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert violations(page) == []
    page.locator("#seek-list a").first.click()
    expect(page.locator("#map")).to_have_attribute("data-search", "?frontiere=fr-de&lieu=pole:saarbrucken")


def test_without_scripts_the_page_leads_to_a_search_that_answers(browser: Browser, server: str):
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator(".unscripted a").click()
    page.locator("#seek").fill("sarrebruck")
    page.locator(".seek button").click()
    expect(page.locator("section a").first).to_have_attribute("href", "./?frontiere=fr-de&lieu=pole:saarbrucken")
    context.close()
