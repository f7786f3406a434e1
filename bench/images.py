"""Slides, pictures and files by URL: how long each takes when nobody asked for it before, and what a crowd costs."""

import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from bench.figure import Figure, p95
from bench.memory import pss
from bench.selections import unseen
from bench.server import Server, serve

RUNS, CROWD = 24, 16


def asked(server: Server, path: str) -> tuple[float, int]:
    """Seconds and HTTP status of one request."""
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(f"{server.address}/{path}", timeout=60) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    return time.perf_counter() - start, status


def images() -> list[Figure]:
    """Slide, SVG, PNG and workbook, each new; then 4K pictures from 16 clients at once."""
    searches = unseen(4 * RUNS + 4 * CROWD, seed=5)
    kinds = (
        ("slide as a page, p95", "{}&format=diapo", 500),
        ("SVG by URL, p95", "carte.svg{}", 100),
        ("PNG 1920 wide, p95", "carte.png{}&largeur=1920", 600),
        ("workbook, p95", "donnees.xlsx{}", None),
    )
    figures = []
    with serve() as server:
        for path in ("carte.png?largeur=320", "carte.svg", "donnees.xlsx", "?format=diapo"):
            for _ in range(4):
                asked(server, path)
        for n, (name, path, bar) in enumerate(kinds):
            seconds = [asked(server, path.format(search))[0] for search in searches[n * RUNS : (n + 1) * RUNS]]
            figures.append(
                Figure(name, p95(seconds) * 1_000, "ms", bar, note=f"{RUNS} new selections, one after the other")
            )
        wide = [f"carte.png{search}&largeur=3840" for search in searches[4 * RUNS :]]
        with ThreadPoolExecutor(CROWD) as pool:
            statuses = [status for _, status in pool.map(lambda path: asked(server, path), wide)]
        served, refused = statuses.count(200), statuses.count(503)
        note = f"{served} pictures, {refused} told to come back, {len(statuses) - served - refused} failures"
        figures.append(Figure("memory after a crowd for 4K", pss(server), "MB", 400, note=note))
    return figures
