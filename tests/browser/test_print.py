"""On paper: the page in both orientations, and the sheet of two pages, with nothing cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from geodata.tables import FRONTIER_IDS


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("frontier", ["", *FRONTIER_IDS])
def test_a_sheet_is_two_pages_and_nothing_on_it_is_cut(page: Page, frontier):
    page.goto(f"/?format=fiche&frontiere={frontier}&langue={'de' if frontier == 'fr-de' else 'fr'}")
    page.wait_for_selector("html[data-ready]", state="attached")
    assert pages(page.pdf(prefer_css_page_size=True)) == 2
    over = page.evaluate("""() => [...document.querySelectorAll('.sheet')].map(sheet => {
      const foot = sheet.querySelector('footer').getBoundingClientRect(), box = sheet.getBoundingClientRect();
      const parts = [...sheet.querySelectorAll(':scope > :not(footer)')];
      const inside = parts.map(one => one.getBoundingClientRect().bottom);
      const said = [...sheet.querySelectorAll('footer *')].map(one => one.getBoundingClientRect().bottom);
      return [Math.max(...inside) - foot.top, Math.max(...said) - box.bottom];
    })""")
    assert all(body <= 0 and foot <= 0 for body, foot in over), over


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("address", ["/", "/?frontiere=fr-de", "/?frontiere=gf-br"])
def test_the_page_prints_on_two_a4_pages_at_most_without_its_controls(page: Page, address, landscape):
    page.goto(address)
    expect(page.locator("#map-slot #map")).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert pages(page.pdf(format="A4", landscape=landscape, prefer_css_page_size=False)) <= 2
    page.emulate_media(media="print")
    width, height = (1050, 725) if landscape else (725, 1050)
    page.set_viewport_size({"width": width, "height": height})
    for selector in ("#rail", ".doors", ".map-tools", ".images"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator("svg.map:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
