"""What a visitor waits for and downloads, in Chromium without a graphics card."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figure import Figure, p95
from bench.server import Server, serve
from tests.browser import chromium

RUNS = 7
CLICKS = 60
# How often a walk of clicks is made, each time on a server that has just started: a machine that others use stalls now
# and then, and what a click takes is its median.
WALKS = 3
# Ms after a click until the next: a reader looks first, and charts are drawn by then. That its network is idle Chromium
# says once for a whole page.
LOOKED = 600
# The first frame that holds the map, and the browser's own first paint: the later of the two is when it can be read.
WATCH = """
const look = time => {
  const map = document.querySelector('#map svg.map .scene');
  if (map && map.getBoundingClientRect().width > 0) window.mapFrame = time;
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
SEEN = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return window.mapFrame && paint && Math.max(window.mapFrame, paint.startTime);
}"""
# Click, then wait for the new map's place and two frames.
CLICK = """key => new Promise(resolve => {
  const link = document.querySelector(`[data-key="${key}"]`), map = document.querySelector('#map');
  const wanted = new URL(link.href).search || '?';
  const start = performance.now();
  const done = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  new MutationObserver((_, observer) => {
    if (map.dataset.search === wanted) { observer.disconnect(); done(); }
  }).observe(map, {attributes: true, attributeFilter: ['data-search']});
  link.click();
})"""
KEYS = """only => {
  const shown = document.querySelector('#map').dataset.search;
  return [...document.querySelectorAll('#rail a[data-key]')]
    .filter(link => link.offsetParent && (new URL(link.href).search || '?') !== shown)
    .filter(link => new RegExp(only).test(link.dataset.key))
    .map(link => link.dataset.key);
}"""


@contextmanager
def chromium_and_server() -> Iterator[tuple[Browser, Server]]:
    """A browser and a server that is warm."""
    with serve() as server, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        visited(browser, server)[0].context.close()
        yield browser, server
        browser.close()


def first_map() -> list[Figure]:
    """From an empty profile to the frame that shows the map; and all bytes until the page is still."""
    with chromium_and_server() as (browser, server):
        times, weights = [], []
        for _ in range(RUNS):
            page, received = visited(browser, server)
            times.append(page.evaluate(SEEN))
            weights.append(sum(received.values()))
            page.context.close()
    return [
        Figure("first readable map, cold", median(times) / 1_000, "s", 1.0, note=f"median of {RUNS} on loopback"),
        Figure("page, compressed", median(weights) / 1_000_000, "MB", 1.0, note="all requests, headers included"),
    ]


def filter_change() -> list[Figure]:
    """Clicks through the rail and its filters: until the map is redrawn, and bytes received for it."""
    walks, details = [], [0.0]
    for _ in range(WALKS):
        with chromium_and_server() as (browser, server):
            page, received = visited(browser, server)
            walks.append(walked(page, received, CLICKS))
            details += [size for url, size in received.items() if "/geo/" in url]
    times, sizes = usual(walks)
    note = f"{CLICKS} clicks, each the median of {WALKS} walks; median {median(times):.0f} ms"
    geometry = f"a frontier's geometry, once: {max(details) / 1_000:.1f} kB at most"
    return [
        Figure("filter to redraw, p95", p95(times), "ms", 150, note=note),
        Figure(
            "filter change, p95",
            p95(sizes) / 1_000,
            "kB",
            15,
            note=f"median {median(sizes) / 1_000:.1f} kB; {geometry}",
        ),
    ]


def usual(walks: list[tuple[list[float], list[float]]]) -> tuple[list[float], list[float]]:
    """The ms and the bytes of each click of a walk, from several such walks: their medians."""
    times, sizes = zip(*walks, strict=True)
    return [median(each) for each in zip(*times, strict=True)], [median(each) for each in zip(*sizes, strict=True)]


def walked(page: Page, received: dict[str, float], clicks: int, only: str = "") -> tuple[list[float], list[float]]:
    """So many clicks on links of the rail, on those alone whose keys match `only`: ms until the map is redrawn and
    bytes received for each, without geometry.
    """
    times, sizes = [], []
    for number in range(clicks):
        keys = page.evaluate(KEYS, only)
        before = dict(received)
        times.append(page.evaluate(CLICK, keys[(number * 7) % len(keys)]))
        page.wait_for_timeout(LOOKED)
        new = {url: size for url, size in received.items() if url not in before}
        sizes.append(sum(size for url, size in new.items() if "/geo/" not in url))
    return times, sizes


def visited(browser: Browser, server: Server) -> tuple[Page, dict[str, float]]:
    """The page, still, in an empty profile, and the bytes received by request."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
    page.add_init_script(WATCH)
    received: dict[str, float] = {}
    urls: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def named(event: dict[str, Any]) -> None:
        urls[event["requestId"]] = event["request"]["url"]

    def finished(event: dict[str, Any]) -> None:
        received[f"{event['requestId']} {urls.get(event['requestId'], '')}"] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", named)
    session.on("Network.loadingFinished", finished)
    page.goto(server.address)
    page.wait_for_function(SEEN)
    page.wait_for_selector("#panel .js-plotly-plot .main-svg")
    page.wait_for_load_state("networkidle")
    return page, received
