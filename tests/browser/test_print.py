"""On paper: the page in both orientations, and the sheet of two pages, with nothing cut or lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from geodata.tables import FRONTIER_IDS

# What A4 leaves between margins of 9 mm, in CSS px.
LONG, SHORT = 1054, 725
# Landscape, then portrait.
WAYS = (True, False)
OVER = """() => [...document.querySelectorAll('.sheet')].map(sheet => {
  const foot = sheet.querySelector('footer').getBoundingClientRect(), box = sheet.getBoundingClientRect();
  const parts = [...sheet.querySelectorAll(':scope > :not(footer)')];
  const inside = parts.map(one => one.getBoundingClientRect().bottom);
  const said = [...sheet.querySelectorAll('footer *')].map(one => one.getBoundingClientRect().bottom);
  return [Math.max(...inside) - foot.top, Math.max(...said) - box.bottom];
})"""
# Words wider than their room, and charts that reach into what follows.
TIGHT = """() => [...document.querySelectorAll('.sheet :is(h1, p, li, th, td, small, figcaption, .fact, .drawing)')]
  .filter(one => one.scrollWidth > one.clientWidth + 2 && one.clientWidth).map(one => one.textContent)"""
BEYOND = """width => [...document.querySelectorAll('#header, .sentence, .map-stage, #panel *, #sheet *, #footer *')]
  .filter(one => one.checkVisibility() && !one.closest('.unseen, svg') && one.getBoundingClientRect().right > width + 6)
  .map(one => one.textContent)"""


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def settled(page: Page) -> None:
    expect(page.locator("#map-slot #map")).to_be_attached()
    expect(page.locator("#footer .notes")).to_be_attached()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".plot:not(:has(.main-svg text))")).to_have_count(0)


def on_paper(page: Page, landscape: bool) -> tuple[int, int]:
    """Lay the page out as on A4; return the width and height of its room in px."""
    width, height = (LONG, SHORT) if landscape else (SHORT, LONG)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": height})
    return width, height


# Every frontier in the language of the longest words, the fullest ones in French too.
SHEETS = [*(("de", frontier) for frontier in ("", *FRONTIER_IDS)), *(("fr", name) for name in ("", "fr-de", "fr-ch"))]


@pytest.mark.parametrize(("language", "frontier"), SHEETS)
def test_a_sheet_is_two_full_pages_and_nothing_on_it_is_cut(page: Page, frontier, language):
    page.goto(f"/?format=fiche&frontiere={frontier}&langue={language}")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert pages(page.pdf(prefer_css_page_size=True)) == 2
    over = page.evaluate(OVER)
    assert all(body <= 0 and foot <= 0 for body, foot in over), over
    # Of the 996 px that a page has for it, at most a third stays white.
    assert all(body >= -332 for body, _ in over), over
    assert page.evaluate(TIGHT) == []


# The fullest and the emptiest frontiers, in the longest language, and how many pages each takes: landscape, portrait.
@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("/?langue=de", (2, 2)),
        ("/?frontiere=fr-de&langue=de", (1, 2)),
        ("/?frontiere=fr-lu", (2, 2)),
        ("/?frontiere=fr-it", (1, 1)),
        ("/?frontiere=mf-sx", (1, 1)),
    ],
)
def test_the_page_prints_on_the_fewest_a4_pages_with_all_its_sources(page: Page, address, taken):
    page.goto(address)
    settled(page)
    pdfs = printed(page)
    assert tuple(map(pages, pdfs)) == taken
    for landscape, pdf in zip(WAYS, pdfs, strict=True):
        width, height = on_paper(page, landscape)
        assert_links_are_on_paper(page, pdf)
        for selector in ("#rail", ".doors", ".map-tools", ".images"):
            expect(page.locator(selector).first).to_be_hidden()
        expect(page.locator("svg.map:visible")).to_have_count(1)
        assert page.evaluate(BEYOND, width) == []
        if landscape:
            bottoms = "['.map-stage', '#footer'].map(one => document.querySelector(one).getBoundingClientRect())"
            above, below = page.evaluate(f"{bottoms}.map(box => [box.top, box.bottom])")
            assert above[1] <= below[0] and below[1] <= height


LONG_VIEWS = ["comparer&frontiere=fr-ch,fr-lu,fr-de,gf-br&langue=de", "programme", "donnees&frontiere=fr-mc&langue=de"]


@pytest.mark.parametrize("view", LONG_VIEWS)
def test_long_views_print_to_their_last_source_within_the_paper(page: Page, view):
    page.goto(f"/?vue={view}")
    settled(page)
    for landscape, pdf in zip(WAYS, printed(page), strict=True):
        width, _ = on_paper(page, landscape)
        assert_links_are_on_paper(page, pdf)
        assert page.evaluate(BEYOND, width) == []


def printed(page: Page) -> list[bytes]:
    """The page on A4, landscape then portrait."""
    return [page.pdf(format="A4", landscape=landscape, prefer_css_page_size=False) for landscape in WAYS]


def assert_links_are_on_paper(page: Page, pdf: bytes) -> None:
    """A link that a PDF holds stands on one of its pages; what is dropped at a page's end is not in it."""
    shown = "all => all.filter(one => one.checkVisibility()).map(one => one.href)"
    cited = set(page.locator("#panel a, #sheet a, #footer .notes a").evaluate_all(shown))
    held = {uri.decode().replace("\\", "") for uri in re.findall(rb"/URI\s*\((.*?[^\\])\)", pdf)}
    assert cited and cited <= held, cited - held
