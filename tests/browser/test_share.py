"""Sharing: link, code, embeds; a chart as a picture; a link reopened gives the same picture."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from bench.selections import realistic

# Sets a query string and waits for its map, with the full-resolution shapes.
CHOOSE = """async search => {
  const map = document.getElementById('map'), frame = () => new Promise(requestAnimationFrame);
  dash_clientside.set_props('url', {search: search === '?' ? '' : search});
  while (map.dataset.search !== search) await frame();
  for (let n = 0; n < 4; n++) await frame();
  const address = document.querySelector('[data-details]').dataset.details;
  if (address) await fetch(address);
  for (let n = 0; n < 4; n++) await frame();
}"""
BARE = ".map-tools, .map-card, .zoom-note { visibility: hidden !important; }"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".charts .main-svg").first).to_be_attached()
    return page


def test_the_sheet_shows_link_code_and_both_embeds_of_the_view(page: Page, server: str):
    opened(page, "/?frontiere=fr-ch")
    page.locator("#header .share summary").click()
    expect(page.locator(".share img")).to_have_js_property("complete", True)
    assert page.locator(".share img").evaluate("image => image.naturalWidth") > 0
    frame = page.locator('[data-code="frame"]').inner_text()
    assert f'src="{server}/?frontiere=fr-ch&amp;format=embed"' in frame
    assert f"{server}/carte.svg?frontiere=fr-ch" in page.locator('[data-code="image"]').inner_text()


def test_an_open_sheet_follows_the_selection(page: Page):
    opened(page, "/?frontiere=fr-ch")
    page.locator("#header .share summary").click()
    page.evaluate("dash_clientside.set_props('url', {search: '?frontiere=fr-lu'})")
    expect(page.locator('[data-code="frame"]')).to_contain_text("fr-lu")
    assert (page.locator(".share img").get_attribute("src") or "").endswith("qr.svg?frontiere=fr-lu")


def test_a_view_without_a_map_offers_no_image_to_embed(page: Page):
    opened(page, "/")
    page.locator("#header .share summary").click()
    expect(page.locator('[data-code="image"]')).to_be_visible()
    page.goto("/?vue=programme")
    page.locator("#header .share summary").click()
    expect(page.locator('[data-code="frame"]')).to_be_visible()
    expect(page.locator('[data-code="image"]')).to_be_hidden()
    assert page.locator('a[href*="carte.png"], a[href*="carte.svg"], img[src*="carte."]').count() == 0


def test_a_button_copies_its_embed(page: Page, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "/?frontiere=fr-ch")
    page.locator("#header .share summary").click()
    page.locator('[data-copy="share-frame"]').click()
    expect(page.locator(".share .said")).to_have_text("Code copié.")
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe ")


@pytest.mark.parametrize("size", [(360, 480), (900, 600)])
def test_the_embed_fits_its_frame_without_shell_or_script(page: Page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/?frontiere=fr-de&format=embed")
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == list(size)
    assert page.locator("script, #rail, #header").count() == 0
    expect(page.locator("svg.map:visible")).to_have_count(1)
    assert (page.locator("footer a").get_attribute("href") or "").endswith("/?frontiere=fr-de")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_chart_is_saved_with_title_source_and_link_inside(page: Page, kind, tmp_path: Path):
    opened(page, "/?frontiere=fr-ch")
    title = page.locator(".chart h2").first.inner_text()
    with page.expect_download() as download:
        page.locator(f'.chart [data-image="{kind}"]').first.click()
    file = tmp_path / f"chart.{kind}"
    download.value.save_as(file)
    if kind == "png":
        with Image.open(file) as picture:
            picture.load()
            said = picture.info
            assert picture.width > 900
        assert said["Title"] == title
        assert said["URL"].endswith("/?frontiere=fr-ch")
        assert said["Source"]
    else:
        text = file.read_text(encoding="utf-8")
        assert re.search(r"<dc:title>.+</dc:title>", text)
        assert "<dc:source>" in text and "/?frontiere=fr-ch" in text


def drawn(page: Page) -> Image.Image:
    """The map that a page shows, without its tools, in grey."""
    shot = page.screenshot(style=BARE, clip=page.locator(".map-stage").bounding_box())
    return Image.open(io.BytesIO(shot)).convert("L")


def test_a_hundred_selections_reopened_from_their_link_give_the_same_picture(browser: Browser, server: str):
    """Chosen inside the page, then opened from its address as it is served: under 1 % of the pixels differ."""
    size = {"viewport": {"width": 740, "height": 700}, "reduced_motion": "reduce"}
    living = browser.new_context(base_url=server, **size).new_page()
    fresh = browser.new_context(base_url=server, java_script_enabled=False, **size).new_page()
    # The picture is the map: no chart is drawn beside it.
    living.add_init_script("Object.defineProperty(window, 'Plotly', {get: () => ({react() {}}), set() {}})")
    living.goto("/")
    expect(living.locator("#rail .row").first).to_be_attached()
    for search in list(dict.fromkeys(realistic(400, seed=11)))[:100]:
        living.evaluate(CHOOSE, search)
        fresh.goto(living.url)
        pictures = [drawn(page) for page in (living, fresh)]
        assert pictures[0].size == pictures[1].size
        different = sum(ImageChops.difference(*pictures).point(lambda step: step > 24 and 255).histogram()[255:])
        assert different < pictures[0].width * pictures[0].height * 0.01, living.url
    living.context.close()
    fresh.context.close()
