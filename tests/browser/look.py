"""`python -m tests.browser.look [VIEW…]`: the slides of all views, frontiers and languages, drawn to contact sheets in
look/ and checked.

Each slide is checked by program; exit status 1 where a text is cut or lies over another.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.server import PROJECT, serve
from dashboard.selection import VIEWS
from dashboard.text import LANGUAGES
from geodata.tables import FRONTIER_IDS
from tests.browser import chromium

FOLDER = PROJECT / "look"
SIZE = (1280, 720)
COLUMNS, THUMB = 4, (640, 360)
FOUR = ("fr-ch", "fr-lu", "fr-de", "fr-be")
# Texts by their painted boxes: overlaps of more than two px both ways, boxes out of the slide, texts out of their room.
FAULTS = """() => {
  const stage = document.querySelector('.stage').getBoundingClientRect(), scale = stage.width / 1920, found = [];
  const boxes = [];
  const walk = document.createTreeWalker(document.querySelector('.stage'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, text = node.data.trim();
    if (!text || node.parentElement.closest('title, desc, style, metadata, .unseen')) continue;
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
  const limits = {'header *': 172, '.stage > .at, .stage > .keys, .item *': 946, 'footer > p': 1076, '.made': 1076};
  for (const [selector, limit] of Object.entries(limits)) {
    const reached = (lowest([...document.querySelectorAll(selector)]) - stage.top) / scale;
    if (reached > limit + 1) found.push(`too tall: ${selector} ends at ${reached.toFixed(0)}, room until ${limit}`);
  }
  for (const one of document.querySelectorAll('h1, header p, .at, th, td, footer p'))
    if (one.scrollWidth > one.clientWidth + 3)
      found.push(`too wide: ${one.textContent.trim()} takes ${one.scrollWidth} of ${one.clientWidth} px`);
  // Pieces never meet, text or not.
  const pieces = [...document.querySelectorAll('.stage > .at, .stage > .map, .fact > .at, .item > .at, footer, .keys')];
  const said = piece => piece.textContent.trim().slice(0, 40);
  const rooms = pieces.map(one => one.getBoundingClientRect());
  for (let n = 0; n < pieces.length; n++) for (let k = n + 1; k < pieces.length; k++) {
    const a = rooms[n], b = rooms[k];
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (x > 5 * scale && y > 5 * scale)
      found.push(`pieces over each other: ${said(pieces[n])} | ${said(pieces[k])}`);
  }
  for (const map of document.querySelectorAll('svg.map')) for (const text of map.querySelectorAll('text')) {
    const box = text.getBoundingClientRect(), frame = map.getBoundingClientRect();
    const beside = box.left < frame.left - 1 || box.right > frame.right + 1;
    if (beside || box.top < frame.top - 4 || box.bottom > frame.bottom + 4)
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


def search(frontier: str, language: str, view: str = "carte") -> str:
    """The query string of a slide; a comparison sets the frontier beside another, beside three where none is named."""
    frontiers = [frontier] if frontier else []
    if view == "comparer":
        frontiers = [frontier, "fr-lu" if frontier == "fr-ch" else "fr-ch"] if frontier else list(FOUR)
    return f"?format=diapo&vue={view}&frontiere={','.join(frontiers)}&langue={language}"


def sheet(pictures: list[Path], target: Path) -> None:
    """One picture of several, in rows."""
    rows = -(-len(pictures) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (THUMB[0] + 8), rows * (THUMB[1] + 8)), "#7F8A94")
    for n, file in enumerate(pictures):
        with Image.open(file) as picture:
            whole.paste(picture.resize(THUMB), (n % COLUMNS * (THUMB[0] + 8) + 4, n // COLUMNS * (THUMB[1] + 8) + 4))
    whole.save(target)


def drawn(page: Page, address: str, view: str, language: str) -> tuple[list[Path], int]:
    """The pictures of a view for every frontier in a language, and how many of its slides are at fault."""
    pictures, wrong = [], 0
    for frontier in ("", *FRONTIER_IDS):
        name = f"{view}-{frontier or 'all'}-{language}"
        ready(page, f"{address}/{search(frontier, language, view)}")
        pictures.append(FOLDER / f"{name}.png")
        page.screenshot(path=pictures[-1])
        found = faults(page)
        wrong += bool(found)
        for fault in found:
            print(f"{name}: {fault}", flush=True)
    return pictures, wrong


def main(chosen: Sequence[str]) -> int:
    """Draw and check all slides of the views chosen, of all views where none is; the number of slides at fault."""
    FOLDER.mkdir(exist_ok=True)
    wrong = 0
    with serve() as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for view in chosen or VIEWS:
            for language in LANGUAGES:
                pictures, found = drawn(page, server.address, view, language)
                wrong += found
                target = FOLDER / f"slides-{view}-{language}.png"
                sheet(pictures, target)
                print(f"{target} holds {len(pictures)} slides.", flush=True)
        browser.close()
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
