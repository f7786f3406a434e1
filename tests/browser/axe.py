"""What axe-core sees on a page: violations of WCAG 2.2 A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# The rows of a table are made alike, and axe takes minutes over thousands: the first ones stand for all.
FEWER_ROWS = ".listing tbody tr:nth-child(n + 31) { display: none }"


def violations(page: Page) -> list[str]:
    """Each violation in one line: rule, and the elements at fault."""
    page.add_style_tag(content=FEWER_ROWS)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes'][:5]]}" for rule in found]
