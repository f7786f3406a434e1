"""How many callbacks the server answers. The clients take their share of the same cores: the figures are low."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor

import orjson

from bench.figure import Figure, p95
from bench.selections import realistic, unseen
from bench.server import Server, serve
from dashboard import callbacks

CLIENTS = 16
# Clicks until the next visitor comes, on a connection of their own.
VISIT = 5


def ask(server: Server, searches: list[str]) -> tuple[list[float], list[int]]:
    """Post the page's callback for each query string, one after the other, a connection for each VISIT of them.

    Seconds and bytes of each.
    """
    connection = http.client.HTTPConnection(server.host, server.port)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip, br"}
    seconds, sizes = [], []
    for number, search in enumerate(searches):
        body = orjson.dumps(callbacks.CALL.body(search))
        if number % VISIT == 0:
            connection.close()
        start = time.perf_counter()
        connection.request("POST", "/_dash-update-component", body, headers)
        response = connection.getresponse()
        sizes.append(len(response.read()))
        seconds.append(time.perf_counter() - start)
        if response.status != 200:
            raise RuntimeError(f"The callback for {search} answers {response.status}, expected 200.")
    connection.close()
    return seconds, sizes


def ask_together(server: Server, searches: list[str]) -> tuple[float, list[float], list[int]]:
    """The same from CLIENTS clients at once: callbacks per second, then seconds and bytes of each."""
    share = -(-len(searches) // CLIENTS)
    parts = [searches[start : start + share] for start in range(0, len(searches), share)]
    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = list(pool.map(lambda part: ask(server, part), parts))
    rate = len(searches) / (time.perf_counter() - start)
    return rate, [second for part, _ in answers for second in part], [size for _, part in answers for size in part]


def callbacks_together() -> list[Figure]:
    """16 clients over what visitors choose, after a minute's worth of visits."""
    with serve() as server:
        ask_together(server, realistic(1_000, seed=3))
        rate, seconds, _ = ask_together(server, realistic(6_000))
    note = f"{CLIENTS} clients on the server's own cores"
    return [
        Figure("callbacks, realistic mix", rate, "/s", 300, least=True, note=note),
        Figure("callback p95, realistic mix", p95(seconds) * 1_000, "ms", 100, note=note),
    ]


def new_selections() -> list[Figure]:
    """16 clients, every selection asked for the first time."""
    with serve() as server:
        rate, seconds, sizes = ask_together(server, unseen(600))
    note = f"p95 {p95(seconds) * 1_000:.0f} ms, {max(sizes) / 1_000:.1f} kB at most"
    return [Figure("callbacks, every selection new", rate, "/s", 30, least=True, note=note)]
