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
# Each view once at each width, in each language, at the borders with the fewest figures and the longest names.
VIEWS = (
    (360, "?frontiere=fr-mc&langue=de"),
    (1440, "?frontiere=mf-sx&langue=en"),
    (360, "?vue=frontiere&frontiere=fr-mc&langue=en"),
    (1920, "?vue=frontiere&frontiere=mf-sx&langue=de"),
    (360, "?vue=comparer&frontiere=fr-mc,mf-sx&langue=de"),
    (1440, "?vue=comparer&frontiere=fr-de,fr-lu&langue=en"),
    (360, "?vue=poles&frontiere=mf-sx&langue=de"),
    (1920, "?vue=poles&lieu=pole:besancon"),
    (1440, "?vue=poles&cooperation=pnr-doubs-horloger&langue=en"),
    (360, "?vue=programme&frontiere=fr-mc&langue=de"),
    (1440, "?vue=programme&frontiere=mf-sx&axe=3&priorite=1"),
    (360, "?vue=donnees&frontiere=fr-mc&langue=de"),
)
ALONE = (
    "?format=fiche&frontiere=fr-de&langue=de",
    "?format=diapo&vue=programme&frontiere=fr-mc&langue=de",
    "?format=embed&frontiere=mf-sx&langue=en",
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


@pytest.mark.parametrize(("width", "search"), VIEWS)
def test_no_view_has_a_violation_or_scrolls_sideways(page: Page, width, search):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/{search}")
    expect(page.locator("#rail .row").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator("#served")).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("search", ALONE)
def test_no_page_that_stands_by_itself_has_a_violation(page: Page, search):
    page.goto(f"/{search}")
    expect(page.locator("h1").first).to_be_attached()
    assert violations(page) == []
