"""The slide in a browser: nothing cut or over another thing, the same picture at every size, the chart drawn."""

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.browser.look import faults, ready, search

WORST = [
    ("carte", "", "de"),
    ("carte", "fr-de", "de"),
    ("carte", "fr-mc", "en"),
    ("carte", "fr-es", "de"),
    ("frontiere", "gf-br", "de"),
    ("frontiere", "", "fr"),
    ("comparer", "", "de"),
    ("comparer", "mf-sx", "fr"),
    ("poles", "", "en"),
    ("poles", "fr-ch", "de"),
    ("programme", "", "de"),
    ("programme", "fr-de", "fr"),
    ("donnees", "", "de"),
    ("donnees", "fr-mc", "de"),
]


def slide(
    page: Page, frontier: str = "fr-ch", language: str = "fr", size: tuple[int, int] = (1280, 720), view: str = "carte"
) -> Page:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    ready(page, f"/{search(frontier, language, view)}")
    return page


def shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("L")


@pytest.mark.parametrize(("view", "frontier", "language"), WORST)
def test_nothing_on_a_slide_is_cut_or_lies_over_another_thing(page: Page, foreign, view, frontier, language):
    assert faults(slide(page, frontier, language, view=view)) == []
    assert foreign == []


def test_the_check_finds_a_text_moved_over_another_and_one_out_of_the_slide(page: Page):
    slide(page)
    page.evaluate("document.querySelector('h2').style.cssText = 'left:64px;top:60px'")
    assert any(fault.startswith("over each other") for fault in faults(page))
    assert any(fault.startswith("pieces over each other") for fault in moved(page, "h2", "left:200px;top:300px"))
    assert any(fault.startswith("too tall") for fault in moved(page, "h2", "left:1296px;top:960px"))
    page.evaluate("document.querySelector('h1').style.marginLeft = '1700px'")
    assert any(fault.startswith("outside") for fault in faults(page))


def moved(page: Page, selector: str, style: str) -> list[str]:
    page.evaluate(
        "([selector, style]) => { document.querySelector(selector).style.cssText = style }", [selector, style]
    )
    return faults(page)


def test_the_check_finds_a_cell_whose_words_are_wider(page: Page):
    slide(page, view="programme")
    page.evaluate("document.querySelectorAll('.grid tbody th')[2].textContent = 'm'.repeat(200)")
    assert any(fault.startswith("too wide") for fault in faults(page))


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)])
def test_every_size_is_the_same_picture(page: Page, size):
    small = shot(slide(page, size=(1280, 720)))
    large = shot(slide(page, size=size)).resize((1280, 720), Image.Resampling.BOX)
    different = sum(ImageChops.difference(small, large).point(lambda step: step > 96 and 255).histogram()[255:])
    assert different < 1280 * 720 * 0.01


def test_a_slide_has_no_controls_and_says_source_date_and_link(page: Page):
    slide(page)
    assert page.locator("button, input, select, details, nav").count() == 0
    assert (page.locator("footer a").get_attribute("href") or "").endswith("/?frontiere=fr-ch")
    for selector in ("h1", "svg.map .legend", ".drawing .main-svg", "footer b", ".code svg"):
        assert page.locator(selector).first.is_visible(), selector


@pytest.mark.parametrize("view", ["carte", "programme"])
def test_no_text_beside_the_map_is_smaller_than_the_slide_allows(page: Page, view):
    slide(page, size=(1920, 1080), view=view)
    fonts = page.evaluate("""() => [...document.querySelectorAll('header *, .at, .grid *, .keys, footer p')]
      .map(one => parseFloat(getComputedStyle(one).fontSize))""")
    assert min(size for size in fonts if size) >= 18.5


def test_the_letters_of_a_chart_are_as_large_as_the_slide_allows(page: Page):
    slide(page)
    assert page.evaluate("parseFloat(document.querySelector('.plot').dataset.scale)") * 12 >= 18.5 - 0.01
