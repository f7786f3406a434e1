"""No violation of WCAG 2.2 A or AA, as axe-core sees them, and no sideways scroll, in any state that the page takes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.pages import opened

WIDTHS = (360, 768, 1440, 1920)
# Each view in each language and at each width, with the borders of the fewest figures and the longest names.
STATES = (
    (360, ""),
    (1440, "?langue=de"),
    (360, "?frontiere=fr-ch"),
    (1920, "?frontiere=fr-ch&choix=plusieurs"),
    (360, "?frontiere=fr-mc&langue=de"),
    (1440, "?frontiere=fr-de&sens=entrants"),
    (1440, "?frontiere=fr-de&annee=2023-06"),
    (1920, "?frontiere=fr-es,fr-ad"),
    (1440, "?frontiere=fr-lu&langue=en"),
    (360, "?frontiere=gf-br"),
    (1440, "?frontiere=mf-sx&langue=en"),
    (1440, "?sens=deux"),
    (360, "?axe=2&priorite=1"),
    (360, "?vue=frontiere"),
    (1440, "?vue=frontiere&frontiere=fr-ch"),
    (360, "?vue=frontiere&frontiere=fr-ch,fr-lu&langue=en"),
    (1920, "?vue=frontiere&frontiere=mf-sx&langue=de"),
    (360, "?vue=frontiere&frontiere=fr-mc&langue=en"),
    (1440, "?vue=comparer"),
    (360, "?vue=comparer&frontiere=fr-ch&langue=en"),
    (1440, "?vue=comparer&frontiere=fr-ch,fr-lu"),
    (360, "?vue=comparer&frontiere=fr-mc,mf-sx,gf-br"),
    (1920, "?vue=comparer&frontiere=fr-ch,fr-lu,fr-de,fr-be&langue=de"),
    (360, "?vue=comparer&frontiere=fr-es,fr-it,fr-ad&sens=entrants"),
    (1440, "?vue=poles"),
    (360, "?vue=poles&lieu=pole:besancon"),
    (1920, "?vue=poles&lieu=pole:besancon&langue=de"),
    (1440, "?vue=poles&cooperation=pnr-doubs-horloger&langue=en"),
    (360, "?vue=poles&cooperation=conseil-fleuve-oyapock"),
    (360, "?vue=poles&carte=gect"),
    (1440, "?vue=poles&carte=reseau"),
    (1440, "?vue=poles&carte=flux&langue=en"),
    (1440, "?vue=poles&frontiere=fr-de&lien=institutional&taille=jobs"),
    (360, "?vue=poles&frontiere=mf-sx&langue=de"),
    (360, "?vue=poles&q=zzz"),
    (1440, "?vue=programme"),
    (360, "?vue=programme&frontiere=fr-de"),
    (1440, "?vue=programme&q=zzz"),
    (1920, "?vue=programme&q=cerdagne&langue=en"),
    (1440, "?vue=programme&frontiere=mf-sx&axe=3&priorite=1"),
    (360, "?vue=programme&frontiere=fr-mc&langue=de"),
    (1440, "?vue=donnees"),
    (360, "?vue=donnees&frontiere=gf-br&langue=de"),
    (1920, "?vue=donnees&serie=flows.ba-svb.ba-sig-gr-2013"),
)
ALONE = (
    "?format=fiche&frontiere=fr-de&langue=de",
    "?format=diapo&vue=programme&frontiere=fr-mc&langue=de",
    "?format=embed&frontiere=mf-sx&langue=en",
)


@pytest.mark.parametrize(("width", "search"), STATES)
def test_no_state_has_a_violation_or_scrolls_sideways(page: Page, width, search):
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, search)
    page.wait_for_load_state("networkidle")
    page.locator("#sheet details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert violations(page) == []
    for other in WIDTHS:
        page.set_viewport_size({"width": other, "height": 900})
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=other)


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


@pytest.mark.parametrize("search", ALONE)
def test_no_page_that_stands_by_itself_has_a_violation(page: Page, search):
    page.goto(f"/{search}")
    expect(page.locator("h1").first).to_be_attached()
    assert violations(page) == []
