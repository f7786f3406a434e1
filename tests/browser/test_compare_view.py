"""The comparison of borders in a browser: within the page's width, by keyboard alone, on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import at, opened

SEARCHES = (
    "?vue=comparer",
    "?vue=comparer&frontiere=fr-ch&langue=en",
    "?vue=comparer&frontiere=fr-ch,fr-lu",
    "?vue=comparer&frontiere=fr-mc,mf-sx,gf-br",
    "?vue=comparer&frontiere=fr-ch,fr-lu,fr-de,fr-be&langue=de",
    "?vue=comparer&frontiere=fr-es,fr-it,fr-ad&sens=entrants",
)
SIZES = ((360, 740), (768, 1024), (1440, 900), (1920, 1080))


def widths(page: Page, selector: str) -> list[tuple[float, float]]:
    """Width shown (px) and width drawn (units) of every drawing that is seen."""
    return page.locator(selector).evaluate_all(
        "all => all.filter(one => one.checkVisibility())"
        ".map(one => [one.getBoundingClientRect().width, one.viewBox.baseVal.width])"
    )


@pytest.mark.parametrize("search", SEARCHES)
def test_no_size_needs_sideways_scrolling_and_maps_and_key_are_shown_at_one_scale(page: Page, search):
    opened(page, search)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        seen = widths(page, ".multiples a > svg, .multiples .map-key > svg")
        assert len(seen) == (search.count(",") + 2 if "," in search else 0)
        scales = [shown / drawn for shown, drawn in seen]
        assert scales == pytest.approx(scales[:1] * len(seen), rel=0.005)
        assert min(scales, default=1) >= 0.9


def test_the_border_shows_in_the_flows_of_small_maps(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-ch,fr-lu")
    gates = page.locator(".multiples a svg.wide .gate")
    assert gates.count() == 2
    for gate in gates.all():
        expect(gate).to_have_css("vector-effect", "non-scaling-stroke")
        expect(gate).to_have_css("stroke-width", "1.6px")


def test_a_border_is_added_and_taken_away_by_keyboard_alone(page: Page):
    opened(page, "?vue=comparer")
    page.locator("#sheet .add a", has_text="Suisse").focus()
    page.keyboard.press("Enter")
    at(page, "?vue=comparer&frontiere=fr-ch")
    page.locator("#sheet .add a", has_text="Luxembourg").focus()
    page.keyboard.press("Enter")
    at(page, "?vue=comparer&frontiere=fr-ch,fr-lu")
    expect(page.locator("#sheet .small-map h3")).to_have_text(["France – Suisse", "France – Luxembourg"])
    page.locator("#sheet .remove a", has_text="Suisse").focus()
    page.keyboard.press("Enter")
    at(page, "?vue=comparer&frontiere=fr-lu")
    expect(page.locator("#sheet .small-map")).to_have_count(0)


def test_a_small_map_is_one_stop_of_the_keyboard_and_leads_to_its_border(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-ch,fr-lu")
    assert page.locator(".multiples :is(a, [tabindex])").count() == 2
    page.locator(".small-map a").last.focus()
    page.keyboard.press("Enter")
    at(page, "?vue=frontiere&frontiere=fr-lu")


def test_the_rail_chooses_what_is_compared(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-ch,fr-lu")
    page.locator('[data-key="rail-fr-de"]').click()
    at(page, "?vue=comparer&frontiere=fr-ch,fr-lu,fr-de")
    expect(page.locator(".small-map")).to_have_count(3)
    page.locator('[data-key="rail-fr-ch"]').click()
    at(page, "?vue=comparer&frontiere=fr-lu,fr-de")


def test_every_shape_that_a_small_map_refers_to_is_on_the_page(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-mc,mf-sx,gf-br")
    lost = page.locator(".multiples use").evaluate_all(
        "all => all.map(one => one.getAttribute('href')).filter(href => !document.querySelector(href))"
    )
    assert lost == []
    assert page.locator(".multiples use").count() > 20


def test_charts_are_drawn_for_each_border(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-ch,fr-lu")
    expect(page.locator(".part-ranked .plot svg.main-svg").first).to_be_visible()
    expect(page.locator(".part-index figure")).to_have_count(2)
    expect(page.locator(".part-index .plot svg.main-svg").last).to_be_attached()


def test_paper_shows_maps_and_tables_without_controls(page: Page):
    opened(page, "?vue=comparer&frontiere=fr-ch,fr-lu,fr-de,fr-be,fr-mc")
    page.emulate_media(media="print")
    for hidden in (".doors", ".tabs", "#rail", "#sheet .add, #sheet .remove", "#sheet .ways", ".map-stage"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("h1", ".choices.left", ".map-key", ".part-alike table", ".part-apart table", ".notes"):
        expect(page.locator(shown).first).to_be_visible()
    assert len(widths(page, ".multiples a > svg")) == 4
