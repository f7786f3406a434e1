"""The sheet of one frontier in a browser: by keyboard, and on paper."""

from playwright.sync_api import Page, expect

from tests.browser.pages import opened


def test_the_map_stands_above_the_sections_and_every_chart_is_drawn(page: Page):
    opened(page, "?vue=frontiere&frontiere=fr-de")
    expect(page.locator("svg.map-page")).to_be_visible()
    map_, sheet = (page.locator(name).bounding_box() for name in (".map-stage", "#sheet"))
    assert map_ and sheet and map_["y"] + map_["height"] <= sheet["y"] + 1
    rooms = page.locator(".plot")
    expect(page.locator(".plot .main-svg:first-child")).to_have_count(rooms.count())
    assert page.locator("#panel .plot").count() == 1 < rooms.count()


def test_by_keyboard_from_the_choice_to_a_frontier_and_to_a_part_of_its_sheet(page: Page):
    opened(page, "?vue=frontiere")
    page.locator("#sheet a", has_text="France – Espagne").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map")).to_have_attribute("data-search", "?vue=frontiere&frontiere=fr-es")
    link = page.locator('#sheet a[href="#s-its-poles"]')
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#s-its-poles")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".part-its-poles :focus")).to_have_count(1)
    expect(page.locator("#map")).to_have_attribute("data-search", "?vue=frontiere&frontiere=fr-es")


def test_on_paper_the_sheet_has_no_controls_and_nothing_is_cut(page: Page):
    opened(page, "?vue=frontiere&frontiere=fr-lu")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 725, "height": 1050})
    for hidden in (".doors", "#rail", ".part-contents", ".images"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 725
    over = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(one => one.scrollHeight > one.clientHeight + 1).length"
    )
    assert over == 0
