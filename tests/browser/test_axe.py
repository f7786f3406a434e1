"""No violation of WCAG 2.2 A or AA, as axe-core sees them, in any state that the page takes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations

# Milliseconds for the first page, on a machine that may be busy.
PATIENCE = 20_000
LAPTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SEARCHES = (
    "",
    "?frontiere=fr-ch",
    "?frontiere=fr-de&sens=entrants",
    "?frontiere=fr-de&annee=2023-06",
    "?frontiere=gf-br",
    "?frontiere=mf-sx",
    "?frontiere=fr-es,fr-ad",
    "?sens=deux",
    "?axe=2&priorite=1",
    "?langue=en&frontiere=fr-lu",
    "?langue=de",
)


def opened(page: Page, search: str) -> Page:
    page.goto(f"/{search}")
    expect(page.locator("#rail .row").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator(".actions h2")).to_be_attached()
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("search", SEARCHES)
def test_no_violation_on_a_laptop(page: Page, search):
    page.set_viewport_size(LAPTOP)
    assert violations(opened(page, search)) == []


@pytest.mark.parametrize("search", ["", "?frontiere=fr-ch", "?frontiere=gf-br"])
def test_no_violation_on_a_phone(page: Page, search):
    page.set_viewport_size(PHONE)
    assert violations(opened(page, search)) == []


@pytest.mark.parametrize("menu", [".language", ".share", ".export"])
def test_no_violation_with_a_menu_open(page: Page, menu):
    opened(page, "")
    page.locator(f"#header {menu} summary").click()
    assert violations(page) == []


def test_no_violation_with_filters_tables_and_notes_open(page: Page):
    opened(page, "?frontiere=fr-de")
    page.locator("#rail .filter summary").first.click()
    for summary in page.locator(".chart summary, .unfold summary").all():
        summary.click()
    assert violations(page) == []


def test_no_violation_with_a_chosen_action(page: Page):
    opened(page, "")
    page.locator(".action").first.click()
    expect(page.locator(".action.selected")).to_be_attached()
    assert violations(page) == []


def test_no_violation_while_zoomed(page: Page):
    opened(page, "")
    page.locator('[data-zoom="in"]').click()
    page.locator('svg.map-page [data-kind="frontier"]').first.focus()
    assert violations(page) == []
