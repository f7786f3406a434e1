"""How a test opens the dashboard's page, and waits for what it then shows."""

from playwright.sync_api import Page, expect

# A machine that does much else may take this long; nothing waits longer than it must.
PATIENCE_MS = 20_000


def opened(page: Page, search: str = "") -> Page:
    """The page of a query string, once its parts are there."""
    page.goto(f"/{search}")
    expect(page.locator("#rail .row").first).to_be_attached()
    expect(page.locator("#served")).to_have_count(0)
    return page


def at(page: Page, search: str) -> None:
    """Wait until the page shows a query string."""
    expect(page.locator("#map")).to_have_attribute("data-search", search)
