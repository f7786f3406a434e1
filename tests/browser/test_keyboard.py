"""The keyboard alone does everything, and never loses its place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import pages
from tests.browser.pages import at

SCALE = "getComputedStyle(document.querySelector('svg.map-page')).getPropertyValue('--k') || '1'"
WHERE = """() => {
    const on = document.activeElement;
    return ['header', 'rail', 'map', 'panel', 'footer'].find(id => document.getElementById(id)?.contains(on)) || '';
}"""


@pytest.fixture
def opened(page: Page) -> Page:
    """The first page, once all its parts are there."""
    return pages.opened(page)


def rooms(page: Page) -> list[str]:
    """The rooms that Tab goes through, until it leaves the page."""
    visited: list[str] = []
    for _ in range(300):
        page.keyboard.press("Tab")
        where = page.evaluate(WHERE)
        if not where:
            break
        if not visited or visited[-1] != where:
            visited.append(where)
    return visited


def test_tab_goes_through_header_rail_map_panel_and_footer_in_this_order(opened: Page):
    assert rooms(opened) == ["header", "rail", "map", "panel", "footer"]


@pytest.mark.parametrize(
    ("search", "order"),
    [
        ("", ["header", "map", "rail", "panel", "footer"]),
        ("?frontiere=fr-ch", ["header", "map", "panel", "footer"]),
        ("?frontiere=fr-ch,fr-lu&choix=plusieurs", ["header", "map", "rail", "panel", "footer"]),
    ],
)
def test_on_a_phone_tab_goes_down_the_page_and_what_was_chosen_comes_before_any_list(page: Page, search, order):
    page.set_viewport_size({"width": 360, "height": 640})
    pages.opened(page, search)
    tops = [page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", room) for room in order]
    assert tops == sorted(tops)
    assert rooms(page) == order


def test_on_a_phone_the_list_leads_to_the_title_of_the_frontier_that_it_chose(page: Page):
    page.set_viewport_size({"width": 360, "height": 640})
    pages.opened(page)
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?frontiere=fr-ch")
    expect(page.locator("#map h1")).to_be_focused()
    expect(page.locator("#map h1")).to_be_in_viewport()
    expect(page.locator("#rail")).to_be_hidden()


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
    expect(opened.locator("#map :focus")).to_have_count(1)


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


def test_what_gets_the_focus_outside_a_zoomed_map_comes_into_its_frame(opened: Page):
    opened.locator('[data-zoom="in"]').focus()
    for _ in range(4):
        opened.keyboard.press("+")
    for identifier in ("bayonne", "lille", "nice"):
        pole = opened.locator(f'svg.map-page [data-kind="pole"][data-id="{identifier}"]')
        pole.focus()
        box, room = pole.bounding_box(), opened.locator(".map-stage").bounding_box()
        assert box and room
        assert room["x"] < box["x"] < room["x"] + room["width"], identifier
        assert room["y"] < box["y"] < room["y"] + room["height"], identifier
    assert float(opened.evaluate(SCALE)) > 5


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


def test_below_a_map_the_keyboard_goes_to_the_figures_beside_it_before_the_sheet(page: Page):
    pages.opened(page, "?vue=frontiere&frontiere=fr-lu")
    order = page.evaluate("""[...document.querySelectorAll('#map a, #panel summary, #sheet a, #footer a')]
        .map(one => one.closest('#map, #panel, #sheet, #footer').id)""")
    assert list(dict.fromkeys(order)) == ["map", "panel", "sheet", "footer"]
    assert order == sorted(order, key=["map", "panel", "sheet", "footer"].index)


@pytest.mark.parametrize(
    ("search", "link"),
    [
        ("?vue=frontiere", ".part-choice td a"),
        ("?vue=comparer&frontiere=fr-ch,fr-lu", ".choices.add a"),
        ("?vue=poles", ".part-systems td a"),
        ("?vue=programme", ".matrix td a"),
        ("?vue=donnees", ".part-coverage tbody th a"),
    ],
)
def test_where_the_followed_link_is_gone_the_focus_is_on_the_title_in_sight(page: Page, search, link):
    pages.opened(page, search)
    page.locator(f"#sheet {link}").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map h1")).to_be_focused()
    expect(page.locator("#map h1")).to_be_in_viewport()


def test_a_link_of_the_panel_that_leads_to_another_view_is_no_link_of_its_tables(opened: Page):
    opened.locator("#panel .links a").first.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#sheet .part-table")).to_be_visible()
    expect(opened.locator("#map h1")).to_be_focused()


def test_every_kind_of_feature_shows_its_focus(page: Page):
    pages.opened(page, "?vue=poles")
    kinds = page.locator("svg.map-page a.feature").evaluate_all(
        "all => Object.values(Object.fromEntries(all.map(one => [one.getAttribute('class'), one.dataset])))"
        ".map(({kind, id}) => `svg.map-page [data-kind='${kind}'][data-id='${id}']`)"
    )
    assert len(kinds) > 3
    ring = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--focus')")
    page.keyboard.press("Tab")
    for kind in kinds:
        page.locator(kind).first.focus()
        strokes = page.locator(kind).first.evaluate(
            "one => [...one.querySelectorAll('*')].map(part => getComputedStyle(part).stroke)"
        )
        red, green, blue = (int(ring.strip()[n : n + 2], 16) for n in (1, 3, 5))
        assert f"rgb({red}, {green}, {blue})" in strokes, kind


def test_a_head_that_stays_in_sight_covers_nothing_that_has_the_focus(page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    pages.opened(page, "?vue=programme")
    page.locator("#sheet .matrix tfoot a, #sheet .matrix tbody td a").last.focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        seen = page.evaluate("""() => {
            const on = document.activeElement, {left, right, top, height} = on.getBoundingClientRect();
            const found = document.elementFromPoint((left + right) / 2, top + Math.min(height / 2, 10));
            return on.contains(found) || !on.closest('.matrix') ? '' : on.outerHTML;
        }""")
        assert seen == ""
