"""The views that stand in the map's place, in a browser: all of it is in the address."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import at, opened


def rows(page: Page) -> int:
    return page.locator(".part-table tbody tr").count()


@pytest.mark.parametrize("search", ["?vue=programme", "?vue=donnees"])
def test_the_sheet_stands_where_the_map_was_and_the_map_comes_back(page: Page, search):
    opened(page, search)
    for hidden in (".map-stage", "#panel"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#sheet h2").first).to_be_visible()
    page.locator("#header .tabs a", has_text="Carte").click()
    at(page, "?")
    expect(page.locator("svg.map-page")).to_be_visible()
    expect(page.locator("#panel .actions")).to_be_visible()
    expect(page.locator("#sheet h2")).to_have_count(0)
    assert page.locator("svg.map-page .scene .feature").count() > 10


def test_the_map_chosen_behind_a_sheet_is_the_one_that_comes_back(page: Page):
    opened(page, "?vue=programme")
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?vue=programme&frontiere=fr-ch")
    page.locator("#header .tabs a", has_text="Carte").click()
    at(page, "?frontiere=fr-ch")
    scene = page.locator("svg.map-page .scene").inner_html()
    opened(page, "?frontiere=fr-ch")
    assert page.locator("svg.map-page .scene").inner_html() == scene


@pytest.mark.parametrize("search", ["?vue=programme", "?vue=donnees"])
def test_without_scripts_the_sheet_is_there_and_its_form_works(browser: Browser, server: str, search):
    plain = browser.new_context(base_url=server, java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"/{search}")
    expect(page.locator("#served table").first).to_be_visible()
    page.locator("#served input[type=search]").fill("suisse")
    page.locator("#served form button").click()
    assert page.url.endswith(f"/{search}&q=suisse")
    expect(page.locator("#served .found")).not_to_be_empty()
    plain.close()


def test_typing_narrows_the_list_and_the_address_and_keeps_the_focus(page: Page):
    opened(page, "?vue=programme")
    every = rows(page)
    box = page.locator("#sheet input[type=search]")
    box.press_sequentially("CERDAGNE")
    at(page, "?vue=programme&q=CERDAGNE")
    assert 0 < rows(page) < every
    expect(box).to_be_focused()
    expect(box).to_have_value("CERDAGNE")
    page.reload()
    at(page, "?vue=programme&q=CERDAGNE")
    expect(page.locator("#sheet input[type=search]")).to_have_value("CERDAGNE")
    page.locator("#sheet .find a").click()
    at(page, "?vue=programme")
    expect(page.locator("#sheet input[type=search]")).to_have_value("")
    assert rows(page) == every


def test_back_and_forward_restore_view_search_and_order(page: Page):
    opened(page, "")
    page.locator("#header .tabs a", has_text="Programme").click()
    at(page, "?vue=programme")
    page.locator("#sheet input[type=search]").fill("sante")
    at(page, "?vue=programme&q=sante")
    page.locator("#sheet .part-table thead a").nth(1).click()
    at(page, "?vue=programme&q=sante&tri=action")
    expect(page.locator("#sheet [aria-sort=ascending]")).to_have_count(1)
    page.go_back()
    at(page, "?vue=programme&q=sante")
    page.go_back()
    at(page, "?vue=programme")
    expect(page.locator("#sheet input[type=search]")).to_have_value("")
    page.go_back()
    at(page, "?")
    expect(page.locator("svg.map-page")).to_be_visible()
    page.go_forward()
    at(page, "?vue=programme")
    expect(page.locator(".map-stage")).to_be_hidden()


def test_an_action_leads_to_the_map_and_back_to_its_row(page: Page):
    opened(page, "?vue=programme&q=cerdagne")
    page.locator(".part-table tbody td a").first.click()
    expect(page.locator("svg.map-page")).to_be_visible()
    expect(page.locator(".action.selected")).to_have_count(1)
    page.locator("#panel .links a").last.click()
    expect(page.locator(".part-table tr.selected")).to_have_count(1)


def test_raw_text_is_one_click_away(page: Page):
    opened(page, "?vue=programme&q=cerdagne")
    more = page.locator(".part-table details.more").first
    more.locator("summary").click()
    expect(more.locator("p")).to_be_visible()


def test_a_sort_link_and_a_cell_work_by_keyboard_and_keep_their_place(page: Page):
    opened(page, "?vue=programme")
    link = page.locator('[data-key="actions-1"]')
    link.focus()
    page.keyboard.press("Enter")
    at(page, "?vue=programme&tri=action")
    expect(page.locator('[data-key="actions-1"]')).to_be_focused()


def test_the_skip_link_leads_to_the_sheet(page: Page):
    opened(page, "?vue=programme")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('sheet').contains(document.activeElement)")


def test_one_step_of_the_keyboard_goes_past_a_table_of_many_links(page: Page):
    opened(page, "?vue=donnees")
    skip = page.locator('.part-series a[href="#after-series"]')
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#after-series'")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => { const part = document.activeElement.closest('.part'); return part && !part.matches('.part-series'); }"
    )


def test_on_a_phone_the_column_of_the_chosen_frontier_comes_into_sight(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page, "?vue=programme&frontiere=mf-sx")
    page.wait_for_function(
        """() => {
          const head = document.querySelector(".matrix thead .selected");
          const seen = head.closest(".scroll").getBoundingClientRect();
          const rows = document.querySelector(".matrix tbody th[scope=row]").getBoundingClientRect();
          const {left, right} = head.getBoundingClientRect();
          return left >= rows.right && right <= seen.right;
        }"""
    )


def test_every_download_of_the_data_answers(page: Page):
    opened(page, "?vue=donnees&frontiere=fr-mc")
    links = page.locator('#sheet a[href^="donnees.csv"]').evaluate_all("all => all.map(one => one.href)")
    assert len(links) > 3
    for link in links[:4]:
        assert page.request.get(link).text().count("\n") > 8


def test_print_shows_the_sheet_without_controls(page: Page):
    opened(page, "?vue=programme")
    page.emulate_media(media="print")
    for hidden in (".doors", ".tabs", "#rail", ".find", ".map-stage"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in ("h1", ".matrix", ".part-table table", ".notes"):
        expect(page.locator(shown).first).to_be_visible()
