"""`python -m tests.browser.look`: all slides in three languages, drawn to contact sheets in look/ and checked.

Each slide is checked by program; exit status 1 where a text is cut or lies over another.
"""

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.server import PROJECT, serve
from dashboard.text import LANGUAGES
from geodata.tables import FRONTIER_IDS
from tests.browser import chromium

FOLDER = PROJECT / "look"
SIZE = (1280, 720)
COLUMNS, THUMB = 4, (640, 360)
# Texts by their painted boxes: overlaps of more than two px both ways, boxes out of the slide, texts out of their room.
FAULTS = """() => {
  const stage = document.querySelector('.stage').getBoundingClientRect(), scale = stage.width / 1920, found = [];
  const boxes = [];
  const walk = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, text = node.data.trim();
    if (!text || node.parentElement.closest('title, desc, style, metadata')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (!box.width) continue;
      // A line's box is taller than its letters.
      const slack = box.height * .18;
      const owner = node.parentElement.closest('h1, p, li, b, strong, small, a, text, span, figcaption');
      boxes.push({text, owner: owner || node.parentElement,
        x0: box.left + 1, x1: box.right - 1, y0: box.top + slack, y1: box.bottom - slack});
    }
  }
  for (const box of boxes)
    if (box.x0 < stage.left || box.x1 > stage.right || box.y0 < stage.top || box.y1 > stage.bottom)
      found.push(`outside: ${box.text}`);
  for (let n = 0; n < boxes.length; n++) for (let k = n + 1; k < boxes.length; k++) {
    const a = boxes[n], b = boxes[k];
    if (a.owner === b.owner || a.owner.contains(b.owner) || b.owner.contains(a.owner)) continue;
    const x = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0), y = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
    if (x > 2 * scale && y > 2 * scale) found.push(`over each other: ${a.text} | ${b.text}`);
  }
  const lowest = all => Math.max(0, ...all.map(one => one.getBoundingClientRect().bottom));
  const bottom = selector => lowest([...document.querySelectorAll(selector)]);
  const limits = {'header *': 172, 'aside *': 946, 'footer > p': 1076, '.made': 1076};
  for (const [selector, limit] of Object.entries(limits)) {
    const reached = (bottom(selector) - stage.top) / scale;
    if (reached > limit + 1) found.push(`too tall: ${selector} ends at ${reached.toFixed(0)}, room until ${limit}`);
  }
  const map = document.querySelector('svg.map').getBoundingClientRect();
  for (const text of document.querySelectorAll('svg.map text')) {
    const box = text.getBoundingClientRect();
    if (box.left < map.left - 1 || box.right > map.right + 1 || box.top < map.top - 4 || box.bottom > map.bottom + 4)
      found.push(`cut by the map's edge: ${text.textContent}`);
  }
  return found;
}"""


def ready(page: Page, address: str) -> None:
    """The slide at an address, once its chart is drawn."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")


def faults(page: Page) -> list[str]:
    """What is wrong with the slide that a page shows, one sentence each."""
    return page.evaluate(FAULTS)


def search(frontier: str, language: str) -> str:
    """The query string of a slide."""
    return f"?format=diapo&frontiere={frontier}&langue={language}"


def sheet(pictures: list[Path], target: Path) -> None:
    """One picture of several, in rows."""
    rows = -(-len(pictures) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (THUMB[0] + 8), rows * (THUMB[1] + 8)), "#7F8A94")
    for n, file in enumerate(pictures):
        with Image.open(file) as picture:
            whole.paste(picture.resize(THUMB), (n % COLUMNS * (THUMB[0] + 8) + 4, n // COLUMNS * (THUMB[1] + 8) + 4))
    whole.save(target)


def main() -> int:
    """Draw and check them all; the number of slides at fault."""
    FOLDER.mkdir(exist_ok=True)
    wrong = 0
    with serve() as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for language in LANGUAGES:
            pictures = []
            for frontier in ("", *FRONTIER_IDS):
                ready(page, f"{server.address}/{search(frontier, language)}")
                file = FOLDER / f"{frontier or 'all'}-{language}.png"
                page.screenshot(path=file)
                pictures.append(file)
                found = faults(page)
                wrong += bool(found)
                for fault in found:
                    print(f"{frontier or 'all'} {language}: {fault}", flush=True)
            sheet(pictures, FOLDER / f"slides-{language}.png")
            print(f"{FOLDER / f'slides-{language}.png'} holds {len(pictures)} slides.", flush=True)
        browser.close()
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
