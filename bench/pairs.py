"""A page over 50,000 distinct pairs of communes: what a change of filter costs, the first time and after."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.figure import Figure, p95
from bench.load import ask
from bench.memory import pss
from bench.server import Server, serve
from tests import synthetic

# Half of them work abroad: some 54,000 distinct pairs.
ROWS, ABROAD = 110_000, 0.5
FRONTIERS = ("fr-be", "fr-ch", "fr-de", "fr-lu")
LEVELS = ("commune", "epci", "nuts3")
COUNTS, THRESHOLDS = ("10", "20", "50", "100"), ("aucun", "200", "500")
TICKS = os.sysconf("SC_CLK_TCK")


def pairs() -> list[Figure]:
    """Selections over imported flows, one after the other: each level for the first time, then other filters of it."""
    first = [f"?frontiere={frontier}&niveau={level}" for frontier in FRONTIERS for level in LEVELS]
    later = [f"{one}&nombre={count}&seuil={least}" for one in first for count in COUNTS for least in THRESHOLDS]
    with imported() as (folder, count), served(folder) as server:
        # The first request of each worker looks at the imports and loads the engine.
        ask(server, [f"?frontiere=fr-de&theme={theme}" for theme in ("health", "mobility", "culture", "economy")] * 2)
        new, cold = measured(server, first)
        known, warm = measured(server, later)
        memory = pss(server)
    note = f"{count:,} distinct pairs of communes, loopback, one client"
    return [
        Figure("imported level, asked first, p95", p95(new) * 1_000, "ms", note=f"median {median(new) * 1_000:.0f} ms"),
        Figure("imported filter, p95", p95(known) * 1_000, "ms", 150, note=note),
        Figure("  server's processor, a level asked first", cold * 1_000, "ms"),
        Figure("  server's processor, a selection", warm * 1_000, "ms", note=f"over {len(later)} new selections"),
        Figure("  memory, server and 2 workers", memory, "MB"),
    ]


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
    """The dashboard with this data folder."""
    before = os.environ.get("LISIERE_DATA")
    os.environ["LISIERE_DATA"] = str(folder)
    try:
        with serve() as server:
            yield server
    finally:
        os.environ.pop("LISIERE_DATA") if before is None else os.environ.update(LISIERE_DATA=before)
