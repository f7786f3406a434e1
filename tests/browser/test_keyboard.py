"""The keyboard alone does everything, and never loses its place."""

import pytest
from playwright.sync_api import Page, expect

SCALE = "getComputedStyle(document.querySelector('svg.map-page')).getPropertyValue('--k') || '1'"
WHERE = """() => {
    const on = document.activeElement;
    return ['header', 'rail', 'map', 'panel', 'footer'].find(id => document.getElementById(id)?.contains(on)) || '';
}"""

# Milliseconds for the first page, on a machine that may be busy.
PATIENCE = 20_000


@pytest.fixture
def opened(page: Page) -> Page:
    """The first page, once all its parts are there."""
    page.goto("/")
    expect(page.locator("#rail .row").first).to_be_attached(timeout=PATIENCE)
    expect(page.locator(".actions h2")).to_be_attached()
    return page


def at(page: Page, search: str) -> None:
    expect(page.locator("#map")).to_have_attribute("data-search", search)


def test_tab_goes_through_header_rail_map_panel_and_footer_in_this_order(opened: Page):
    visited: list[str] = []
    for _ in range(300):
        opened.keyboard.press("Tab")
        where = opened.evaluate(WHERE)
        if not where:
            break
        if not visited or visited[-1] != where:
            visited.append(where)
    assert visited == ["header", "rail", "map", "panel", "footer"]


def test_the_first_stop_skips_to_the_map(opened: Page):
    opened.keyboard.press("Tab")
    skip = opened.locator(".skip")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box
    assert box["y"] >= 0
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate(WHERE) == "map"


def test_enter_on_a_frontier_of_the_rail_chooses_it_and_the_focus_stays(opened: Page):
    link = opened.locator('[data-key="rail-fr-ch"]')
    link.focus()
    opened.keyboard.press("Enter")
    at(opened, "?frontiere=fr-ch")
    expect(link).to_be_focused()
    opened.keyboard.press("Tab")
    expect(opened.locator('[data-key="rail-fr-lu"]')).to_be_focused()


@pytest.mark.parametrize("kind", ["frontier", "flow"])
def test_enter_on_the_map_chooses_and_the_focus_stays_on_the_map(opened: Page, kind):
    opened.locator(f'svg.map-page [data-kind="{kind}"][href]').first.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#map")).not_to_have_attribute("data-search", "?")
    assert opened.evaluate(WHERE) == "map"


def test_focus_on_a_feature_says_its_name_and_escape_hides_it(opened: Page):
    opened.locator('[data-zoom="reset"]').focus()
    opened.keyboard.press("Shift+Tab")
    opened.keyboard.press("Shift+Tab")
    opened.keyboard.press("Shift+Tab")
    card = opened.locator(".map-card")
    expect(card).to_be_visible()
    assert card.inner_text() == opened.evaluate("document.activeElement.getAttribute('aria-label')")
    opened.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_keys_zoom_move_and_reframe_the_map(opened: Page):
    opened.locator('svg.map-page [data-kind="frontier"]').first.focus()
    opened.keyboard.press("+")
    opened.keyboard.press("+")
    assert float(opened.evaluate(SCALE)) == pytest.approx(2.25)
    group = opened.locator("svg.map-page .zoom")
    before = group.evaluate("group => group.style.transform")
    opened.keyboard.press("ArrowRight")
    assert group.evaluate("group => group.style.transform") != before
    opened.keyboard.press("-")
    assert float(opened.evaluate(SCALE)) == pytest.approx(1.5)
    opened.keyboard.press("0")
    assert float(opened.evaluate(SCALE)) == 1


def test_a_menu_opens_with_enter_and_escape_gives_the_focus_back(opened: Page):
    summary = opened.locator("#header .export > summary")
    summary.focus()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    expect(opened.locator("#header .export a").first).to_be_focused()
    opened.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(opened.locator("#header .export")).not_to_have_attribute("open", "")


def test_a_filter_is_chosen_and_its_menu_keeps_the_focus(opened: Page):
    menu = opened.locator("#rail .filter").filter(has=opened.locator("a.choice:not(.selected)")).first
    menu.locator("summary").focus()
    opened.keyboard.press("Enter")
    menu.locator("a.choice:not(.selected)").first.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#map")).not_to_have_attribute("data-search", "?")
    expect(menu.locator("summary")).to_be_focused()
    expect(menu).not_to_have_attribute("open", "")


def test_an_action_is_chosen_with_enter_and_keeps_the_focus(opened: Page):
    action = opened.locator(".action").first
    key = action.get_attribute("data-key")
    action.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(f'[data-key="{key}"]')).to_have_attribute("aria-current", "true")
    expect(opened.locator(f'[data-key="{key}"]')).to_be_focused()


def test_the_focus_is_always_seen(opened: Page):
    for _ in range(12):
        opened.keyboard.press("Tab")
        ring = opened.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", opened.evaluate("document.activeElement.outerHTML")
