"""Sharing: link, code, embeds; a chart as a picture; a link reopened gives the same picture."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, expect

from bench.selections import realistic
from dashboard.selection import MAP, VIEWS

# Sets a query string and waits for its map.
CHOOSE = """async search => {
  const map = document.getElementById('map'), frame = () => new Promise(requestAnimationFrame);
  dash_clientside.set_props('url', {search: search === '?' ? '' : search});
  while (map.dataset.search !== search) await frame();
  for (let n = 0; n < 2; n++) await frame();
}"""
SIZE = {"width": 740, "height": 700}
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


# What a view shows of its own: its map, or the sections in its place, down to so many px.
SEEN, TALL = ".map-stage, :is(#sheet, #served) .part", 520
# Where a table is scrolled to is no part of a link.
ROOM = """all => {
  document.querySelectorAll('.scroll').forEach(box => box.scrollTo(0, 0));
  const boxes = all.map(one => one.getBoundingClientRect()), first = boxes[0];
  const last = all[0].matches('.map-stage') ? first : boxes.at(-1), y = Math.ceil(first.top);
  return {x: first.left, y, width: first.width, height: Math.floor(last.bottom) - y};
}"""


def drawn(page: Page) -> Image.Image:
    """The map that a page shows, without its tools, or the sheet of a view without one, in grey."""
    box = page.locator(SEEN).locator("visible=true").evaluate_all(ROOM)
    box["height"] = min(box["height"], TALL)
    below = box["y"] + box["height"] > SIZE["height"]
    return Image.open(io.BytesIO(page.screenshot(style=BARE, clip=box, full_page=below))).convert("L")


def apart(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels in which two pictures differ; all where their sizes do."""
    if one.size != other.size:
        return 1.0
    different = ImageChops.difference(one, other).point(lambda step: step > 24 and 255).histogram()[255]
    return different / (one.width * one.height)


def test_a_hundred_selections_reopened_from_their_link_give_the_same_picture(browser: Browser, server: str):
    """Chosen inside the page, in all six views, then opened from its address as it is served: under 1 % of the pixels
    differ.
    """
    looks = {"base_url": server, "viewport": SIZE, "reduced_motion": "reduce"}
    living = browser.new_context(**looks).new_page()
    fresh = browser.new_context(java_script_enabled=False, **looks).new_page()
    # The picture is the map or the sheet: no chart is drawn in it.
    living.add_init_script("Object.defineProperty(window, 'Plotly', {get: () => ({react() {}}), set() {}})")
    living.goto("/")
    expect(living.locator("#rail .row").first).to_be_attached()
    visits = {view: iter(dict.fromkeys(realistic(200, seed, view))) for seed, view in enumerate(VIEWS)}
    # The map before each other view, so that every choice leads to another one.
    for view in [view for other in VIEWS[1:] for view in (MAP, other)] * 10:
        search = next(visits[view])
        living.evaluate(CHOOSE, search)
        fresh.goto(living.url)
        served, share = drawn(fresh), 1.0
        # What React draws may come after the map.
        for _ in range(40):
            share = apart(drawn(living), served)
            if share < 0.01:
                break
            living.wait_for_timeout(250)
        assert share < 0.01, living.url
    living.context.close()
    fresh.context.close()
