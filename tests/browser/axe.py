"""What axe-core sees on a page: violations of WCAG 2.2 A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# The rows of a table are made alike, and axe takes minutes over thousands: two of each kind stand for all. A kind has
# the same elements, classes, styles, roles and states.
FEWER_ROWS = """() => document.querySelectorAll('tbody').forEach(body => {
  const kinds = {}, kept = /^(class|style|role|scope|rowspan|colspan|href|hidden|lang|aria-.*)$/;
  for (const row of body.rows) {
    const bare = row.cloneNode(true);
    for (const one of [bare, ...bare.querySelectorAll('*')]) {
      for (const {name} of [...one.attributes])
        kept.test(name) ? /href|label/.test(name) && one.setAttribute(name, '') : one.removeAttribute(name);
      for (const child of [...one.childNodes]) if (child.nodeType === 3) child.data = child.data.trim() && 'x';
    }
    kinds[bare.outerHTML] = (kinds[bare.outerHTML] ?? 0) + 1;
    if (kinds[bare.outerHTML] > 2) row.style.display = 'none';
  }
})"""


def violations(page: Page) -> list[str]:
    """Each violation in one line: rule, and the elements at fault."""
    page.evaluate(FEWER_ROWS)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes'][:5]]}" for rule in found]
