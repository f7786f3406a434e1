"""A page over 50,000 distinct pairs of communes: what a change of filter costs, the first time and after."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from bench.browser import CLICK, LOOKED, WALKS, usual, visited, walked
from bench.figure import Figure, p95
from bench.load import ask
from bench.memory import pss
from bench.server import Server, serve
from tests import synthetic
from tests.browser import chromium

# Half of them work abroad: some 52,000 distinct pairs.
ROWS, ABROAD = 110_000, 0.5
FRONTIERS = ("fr-be", "fr-ch", "fr-de", "fr-lu")
LEVELS = ("commune", "epci", "nuts3")
COUNTS, THRESHOLDS = ("10", "20", "50", "100"), ("aucun", "200", "500")
# Clicks on each frontier's own page, among these filters.
CLICKS, FILTERS = 15, "^filter-(level|count|threshold)-"
TICKS = os.sysconf("SC_CLK_TCK")


def pairs() -> list[Figure]:
    """Selections over imported flows, one after the other: each level for the first time, then other filters of it."""
    first = [f"?frontiere={frontier}&niveau={level}" for frontier in FRONTIERS for level in LEVELS]
    later = [f"{one}&nombre={count}&seuil={least}" for one in first for count in COUNTS for least in THRESHOLDS]
    with imported() as (folder, count):
        with served(folder) as server:
            start = pss(server)
            new, cold = measured(server, first)
            known, warm = measured(server, later)
            memory = pss(server)
        walks = []
        for _ in range(WALKS):
            with served(folder) as server:
                walks.append(clicked(server))
    times, sizes = usual(walks)
    clicks = f"{len(times)} clicks, each the median of {WALKS} walks; median {median(times):.0f} ms"
    weights = f"median {median(sizes) / 1_000:.1f} kB, {max(sizes) / 1_000:.1f} kB at most"
    note = f"{count:,} distinct pairs of communes, loopback, one client"
    return [
        Figure("imported level, asked first, p95", p95(new) * 1_000, "ms", note=f"median {median(new) * 1_000:.0f} ms"),
        Figure("imported filter, p95", p95(known) * 1_000, "ms", 150, note=note),
        Figure("imported filter to redraw, p95", p95(times), "ms", 150, note=clicks),
        Figure("imported filter change, p95", p95(sizes) / 1_000, "kB", 15, note=weights),
        Figure("  server's processor, a level asked first", cold * 1_000, "ms"),
        Figure("  server's processor, a selection", warm * 1_000, "ms", note=f"over {len(later)} new selections"),
        Figure("  memory, server and 2 workers", memory, "MB", note=f"{start:.0f} MB at the start"),
    ]


def clicked(server: Server) -> tuple[list[float], list[float]]:
    """Clicks through the filters of imported flows in a browser: ms until the map is redrawn, and bytes, of each."""
    times: list[float] = []
    sizes: list[float] = []
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page, received = visited(browser, server)
        for frontier in FRONTIERS:
            page.evaluate(CLICK, f"rail-{frontier}")
            page.wait_for_timeout(LOOKED)
            walk = walked(page, received, CLICKS, FILTERS)
            times, sizes = times + walk[0], sizes + walk[1]
        browser.close()
    return times, sizes


def _rehearsed(server: Server) -> None:
    """Wait until the workers have shown to themselves what is imported, as they do after their start."""
    before = -1.0
    while (now := processor(server)) > before:
        before = now
        time.sleep(1)


def measured(server: Server, searches: list[str]) -> tuple[list[float], float]:
    """Seconds of each answer, and the seconds of processor that the server took for one."""
    before = processor(server)
    seconds, _ = ask(server, searches)
    return seconds, (processor(server) - before) / len(searches)


def processor(server: Server) -> float:
    """Seconds of processor that the workers have taken so far."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    spent = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in children]
    return sum(int(ticks) for pair in spent for ticks in pair) / TICKS


@contextmanager
def imported() -> Iterator[tuple[Path, int]]:
    """A data folder with a synthetic census, and how many distinct pairs of communes it holds."""
    from geodata import containers
    from geodata.importers import Options
    from geodata.importers.mobpro import IMPORTER
    from geodata.staging import stage
    from geodata.store import open_store

    with TemporaryDirectory(prefix="lisiere-bench-") as temporary:
        file = synthetic.mobpro(Path(temporary) / "FD_MOBPRO_2021_synthetic.csv", ROWS, abroad=ABROAD)
        folder = Path(temporary) / "data"
        with stage(folder, "census", IMPORTER) as staged:
            for batch in IMPORTER.read(file, Options()):
                staged.add(batch)
            staged.check(containers.built())
            staged.commit([file])
        with open_store(folder) as store:
            series = store.series()
        yield folder, int(series.loc[series["level"] == "commune", "rows"].sum())


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The dashboard with this data folder, once its workers are ready."""
    before = os.environ.get("LISIERE_DATA")
    os.environ["LISIERE_DATA"] = str(folder)
    try:
        with serve() as server:
            _rehearsed(server)
            yield server
    finally:
        os.environ.pop("LISIERE_DATA") if before is None else os.environ.update(LISIERE_DATA=before)
