"""How long a slide and a deck take by HTTP, each asked for the first time, and what many at once do to the memory."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor

from bench.figure import Figure, p95
from bench.memory import pss
from bench.selections import unseen
from bench.server import Server, serve
from geodata.tables import FRONTIER_IDS

TOGETHER = 16


def get(server: Server, search: str) -> float:
    """Seconds until the whole presentation of a query string is there."""
    connection = http.client.HTTPConnection(server.host, server.port)
    start = time.perf_counter()
    connection.request("GET", f"/diapo.pptx{search}")
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status not in (200, 503):
        raise RuntimeError(f"The slide for {search} answers {response.status}, expected 200.")
    return time.perf_counter() - start


def slides() -> list[Figure]:
    """One slide of selections that nobody saw before, a deck of 12, 16 slides at once."""
    searches = [search for search in unseen(120) if search.count(",") == 0]
    with serve() as server:
        # Each of the two workers reads its outlines and its template once.
        for language in ("en", "de"):
            for frontier in FRONTIER_IDS:
                get(server, f"?frontiere={frontier}&langue={language}")
        each = [get(server, search) for search in searches[:60]]
        decks = [get(server, f"?jeu=complet&langue={language}") for language in ("fr", "en", "de")]
        with ThreadPoolExecutor(TOGETHER) as pool:
            list(pool.map(lambda search: get(server, search), searches[-TOGETHER:]))
        used = pss(server)
    return [
        Figure("a slide, p95", p95(each), "s", 0.5, note="/diapo.pptx, every selection new"),
        Figure("a deck of 12", max(decks), "s", 3, note="/diapo.pptx?jeu=complet, slowest of three"),
        Figure("memory after slides and decks", used, "MB", note=f"PSS, after {TOGETHER} slides at once"),
    ]
