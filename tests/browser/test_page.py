"""The page in a browser: links, address bar, menus, zoom, sizes; nothing from any other host."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import pages
from tests.browser.pages import at

SIZES = [(360, 740), (390, 844), (768, 1024), (1024, 768), (1366, 768), (1440, 900), (1920, 1080)]
SEARCHES = ["", "?frontiere=fr-ch", "?frontiere=fr-de&sens=deux", "?frontiere=gf-br", "?langue=en&frontiere=fr-lu"]

SCALE = "(getComputedStyle(document.querySelector('svg.map-page')).getPropertyValue('--k') || 1)"
DRAWN = "() => [...document.querySelectorAll('.plot')].every(plot => plot.querySelector('.main-svg'))"


@pytest.fixture
def fresh(context: BrowserContext) -> Page:
    """A page that no test has used before."""
    return context.new_page()


@pytest.fixture
def errors(fresh: Page) -> list[str]:
    """What that page's console reports as an error."""
    found: list[str] = []
    fresh.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    fresh.on("pageerror", lambda error: found.append(str(error)))
    return found


def opened(page: Page, search: str = "") -> Page:
    """The page of a query string, once its charts are drawn."""
    pages.opened(page, search).wait_for_function(DRAWN)
    return page


def scale(page: Page) -> float:
    """How far the map of the page is zoomed."""
    return float(page.evaluate(SCALE))


@pytest.mark.parametrize("search", SEARCHES)
def test_the_page_opens_without_error_and_asks_no_other_host(
    fresh: Page, errors: list[str], foreign: list[str], search
):
    opened(fresh, search)
    fresh.wait_for_load_state("networkidle")
    assert errors == []
    assert foreign == []


@pytest.mark.parametrize("search", ["", "?frontiere=fr-de"])
def test_no_size_needs_sideways_scrolling(page: Page, search):
    opened(page, search)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)


def test_choosing_a_frontier_changes_address_title_map_and_panel_without_a_reload(page: Page):
    opened(page)
    title = page.locator("h1").inner_text()
    page.evaluate("window.kept = true")
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?frontiere=fr-ch")
    expect(page).to_have_url(re.compile(r"/\?frontiere=fr-ch$"))
    expect(page.locator("h1")).not_to_have_text(title)
    expect(page).to_have_title(re.compile(re.escape(page.locator("h1").inner_text())))
    expect(page.locator('[data-key="rail-fr-ch"]')).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.kept")


def test_back_forward_and_reload_restore_the_view(page: Page):
    opened(page)
    for search in ("fr-ch", "fr-lu"):
        page.locator(f'[data-key="rail-{search}"]').click()
        at(page, f"?frontiere={search}")
    scene = page.locator("svg.map-page .scene").inner_html()
    page.go_back()
    at(page, "?frontiere=fr-ch")
    page.go_back()
    at(page, "?")
    page.go_forward()
    page.go_forward()
    at(page, "?frontiere=fr-lu")
    assert page.locator("svg.map-page .scene").inner_html() == scene
    page.reload()
    at(page, "?frontiere=fr-lu")
    assert page.locator("svg.map-page .scene").inner_html() == scene


def test_a_click_on_the_map_chooses(page: Page):
    opened(page)
    page.locator('svg.map-page [data-kind="flow"][href]').first.dispatch_event("click")
    expect(page.locator("#map")).not_to_have_attribute("data-search", "?")


def test_a_click_with_control_leaves_the_page_as_it_is(page: Page, context: BrowserContext):
    opened(page)
    with context.expect_page() as other:
        page.locator('[data-key="rail-fr-ch"]').click(modifiers=["Control"])
    at(page, "?")
    other.value.wait_for_url("**/?frontiere=fr-ch")


def test_without_scripts_the_map_and_its_links_work(browser: Browser, server: str):
    plain = browser.new_context(base_url=server, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/")
    href = page.locator('svg.map-page [data-kind="frontier"][data-id="fr-ch"]').get_attribute("href")
    page.goto(f"/{href}")
    at(page, "?frontiere=fr-ch")
    plain.close()


def test_choosing_a_language_changes_the_language_of_the_document(page: Page):
    opened(page)
    page.locator("#header .language summary").click()
    page.locator("#header .language a", has_text=re.compile("English")).click()
    at(page, "?langue=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#header .share > summary")).to_have_text("Share")


def test_the_charts_follow_the_selection(page: Page):
    opened(page)
    before = page.locator(".charts h2").all_inner_texts()
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?frontiere=fr-ch")
    page.wait_for_function(DRAWN)
    assert page.locator(".charts h2").all_inner_texts() != before
    assert page.locator(".plot").count() == page.locator(".charts .chart").count() > 0


def test_each_chart_has_its_table(page: Page):
    opened(page, "?frontiere=fr-de")
    for chart in page.locator(".charts .chart").all():
        chart.locator("summary").click()
        expect(chart.locator("table thead th").first).to_be_attached()
        assert chart.locator("tbody tr").count() > 0


def test_an_open_table_follows_the_selection(page: Page):
    opened(page, "?frontiere=fr-ch")
    page.locator(".chart summary").first.click()
    before = page.locator(".chart table").first.inner_text()
    page.locator('[data-key="rail-fr-de"]').click()
    at(page, "?frontiere=fr-de")
    expect(page.locator(".chart table").first).not_to_have_text(before)
    expect(page.locator(".chart details").first).to_have_attribute("open", "")


def test_sharing_copies_the_address_of_the_view(page: Page, context: BrowserContext, server: str):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, "?frontiere=fr-ch")
    page.locator("#header .share summary").click()
    expect(page.locator("#header .share .said")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == f"{server}/?frontiere=fr-ch"
    expect(page.locator("#header .share .link")).to_have_text(f"{server}/?frontiere=fr-ch")


def test_without_a_clipboard_the_link_is_there_to_be_copied_by_hand(fresh: Page):
    fresh.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened(fresh, "?frontiere=fr-ch")
    fresh.locator("#header .share summary").click()
    expect(fresh.locator("#header .share .said")).not_to_be_empty()
    assert fresh.evaluate("getSelection().toString()").endswith("/?frontiere=fr-ch")


def test_the_doors_of_the_export_menu_answer(page: Page):
    opened(page, "?frontiere=fr-ch")
    page.locator("#header .export summary").click()
    for link in page.locator("#header .export a").all():
        answer = page.request.get(link.evaluate("link => link.href"))
        assert answer.ok
        assert "frontiere=fr-ch" in answer.url


def test_one_menu_is_open_at_a_time_and_a_click_elsewhere_closes_it(page: Page):
    opened(page)
    page.locator("#header .language summary").click()
    page.locator("#header .export summary").click()
    expect(page.locator("details.menu[open]")).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator("details.menu[open]")).to_have_count(0)


def test_wheel_and_buttons_zoom_and_a_new_selection_reframes(page: Page):
    opened(page)
    page.locator("svg.map-page").hover(position={"x": 430, "y": 400})
    page.mouse.wheel(0, -400)
    expect(page.locator(".zoom-note")).to_be_visible()
    wheeled = scale(page)
    assert wheeled > 1
    page.locator('[data-zoom="in"]').click()
    page.wait_for_function(f"wanted => Math.abs({SCALE} / wanted - 1) < .01", arg=wheeled * 1.5)
    page.locator('[data-key="rail-fr-lu"]').click()
    at(page, "?frontiere=fr-lu")
    expect(page.locator(".zoom-note")).to_be_hidden()
    page.wait_for_function(f"() => {SCALE} == 1")


def test_dragging_the_map_moves_it_and_chooses_nothing(page: Page):
    opened(page)
    page.locator('[data-zoom="in"]').click()
    page.mouse.move(650, 500)
    page.mouse.down()
    page.mouse.move(560, 420, steps=5)
    page.mouse.up()
    expect(page.locator("svg.map-page .zoom")).to_have_attribute("style", re.compile("translate"))
    at(page, "?")


def test_names_keep_their_size_while_the_map_zooms(page: Page):
    opened(page)
    label = page.locator("svg.map-page .zoom .label text").first
    before = label.bounding_box()
    page.locator('[data-zoom="in"]').click()
    after = label.bounding_box()
    assert before and after
    assert after["height"] == pytest.approx(before["height"], rel=0.05)


def test_pointing_at_a_feature_shows_its_name_and_figure(page: Page):
    opened(page)
    flow = page.locator('svg.map-page [data-kind="flow"] .body').first
    box = flow.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.locator(".map-card")
    expect(card).to_be_visible()
    assert card.inner_text() in page.locator("svg.map-page .feature").evaluate_all(
        "features => features.map(feature => feature.getAttribute('aria-label'))"
    )
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_frontiers_outlines_are_fetched_once(page: Page):
    opened(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/geo/" in request.url else None)
    for search in ("fr-ch", "fr-lu"):
        with page.expect_response(re.compile("/geo/")):
            page.locator(f'[data-key="rail-{search}"]').click()
        at(page, f"?frontiere={search}")
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?frontiere=fr-ch")
    # Outlines are asked for right after a map is placed.
    page.wait_for_timeout(500)
    assert len(asked) == len(set(asked)) == 2


def test_a_browser_that_knows_dictionaries_gets_only_what_a_change_adds(page: Page):
    with page.expect_response(lambda response: "/dictionary/" in response.url) as fetched:
        opened(page)
    fetched.value.finished()
    encodings: list[str] = []
    for search in ("fr-ch", "fr-lu", "fr-it", "fr-es") * 5:
        with page.expect_response(lambda response: response.request.method == "POST") as changed:
            page.locator(f'[data-key="rail-{search}"]').click()
        at(page, f"?frontiere={search}")
        encodings.append(changed.value.header_value("content-encoding") or "")
        # Until the browser has put the dictionary away, it asks as others do.
        if encodings[-1] == "dcz":
            break
    assert encodings[-1] == "dcz", encodings


def test_a_phone_chooses_a_frontier_from_the_bottom_bar(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    page.locator(".bar-nav summary").first.click()
    page.locator('[data-key="bar-fr-ch"]').click()
    at(page, "?frontiere=fr-ch")
    expect(page.locator(".bar-nav details[open]")).to_have_count(0)


def test_targets_on_a_phone_are_44_pixels_high(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    small = page.locator("#rail a, .bar-nav > details > summary, .map-tools button, #header summary").evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)"
        ".map(one => one.textContent)"
    )
    assert small == []


def test_print_shows_map_figures_and_sources_without_controls(page: Page):
    opened(page, "?frontiere=fr-ch")
    page.emulate_media(media="print")
    for hidden in (".doors", ".tabs", ".map-tools", "#rail"):
        expect(page.locator(hidden)).to_be_hidden()
    for shown in ("h1", "svg.map-page", ".facts", ".charts", ".notes"):
        expect(page.locator(shown)).to_be_visible()


def test_the_notes_unfold(page: Page):
    opened(page, "?frontiere=fr-ch")
    folded = page.locator(".notes").bounding_box()
    page.locator(".unfold summary").click()
    whole = page.locator(".notes").bounding_box()
    assert folded and whole
    assert whole["height"] > folded["height"]
    assert page.locator(".notes").evaluate("notes => notes.scrollHeight <= notes.clientHeight")


def test_a_page_that_becomes_narrow_asks_for_the_phones_map_and_never_shows_a_stale_one(page: Page):
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page)
    page.click('[data-key="rail-fr-ch"]')
    at(page, "?frontiere=fr-ch")
    phone = page.locator("svg.map-phone")
    expect(phone).to_have_attribute("data-stale", "")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(phone).not_to_have_attribute("data-stale", "")
    expect(phone.locator('[data-kind="frontier"] .stroke.selected')).to_have_count(1)
    expect(page.locator(".bar-nav")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator("svg.map-page")).not_to_have_attribute("data-stale", "")
    expect(page).to_have_url(re.compile(r"/\?frontiere=fr-ch$"))
