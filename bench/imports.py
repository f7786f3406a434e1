"""Imports of synthetic MOBPRO files: time and memory of the command, and of each step, against the number of rows.

python -m bench imports          8 million rows, and the growth from 1 million
python -m bench.imports 50       as many millions as wanted, once (a file of 100 MB each)
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.figure import Figure
from tests import synthetic

MILLION = 1_000_000
SIZES = (1, 2, 4, 8)
RUNS = 3
SECONDS, MEGABYTES = 60, 2_000
MAX_RSS_UNIT = 1_024  # Linux counts in kibibytes


def imports() -> list[Figure]:
    """Time and memory of importing up to 8 million rows of MOBPRO, on two cores."""
    figures: list[Figure] = []
    before: dict[str, float] = {}
    for millions in SIZES:
        figures += measured(millions, RUNS if millions == SIZES[-1] else 1, before)
    return figures


def measured(millions: int, runs: int = 1, before: dict[str, float] | None = None) -> list[Figure]:
    """Whole time and peak memory of an import of that size, then the time of each of its steps per million rows.

    before: the times for the size before, with which these are compared and which they replace.
    """
    before = {} if before is None else before
    with TemporaryDirectory(prefix="lisiere-bench-") as temporary:
        file = synthetic.mobpro(Path(temporary) / "FD_MOBPRO_2021_synthetic.csv", millions * MILLION)
        found = [_run(file, Path(temporary) / f"data{run}") for run in range(runs)]
    bars = (SECONDS, MEGABYTES) if millions == SIZES[-1] else (None, MEGABYTES if millions > SIZES[-1] else None)
    whole = median(one["whole"] for one in found)
    note = ", ".join(filter(None, (f"median of {runs}" if runs > 1 else "", _growth(before.get("whole"), whole))))
    memory = max(one["memory"] for one in found)
    figures = [
        Figure(f"import of {millions} million rows", whole, "s", bars[0], note=note),
        Figure("  memory at its peak", memory, "MB", bars[1], note=_growth(before.get("memory"), memory)),
    ]
    steps = {step: median(one["steps"][step] for one in found) for step in found[0]["steps"]}
    for step, seconds in steps.items():
        said = (f"{seconds / millions:.2f} s per million rows", _growth(before.get(step), seconds))
        figures.append(Figure(f"  {step}", seconds, "s", note=", ".join(filter(None, said))))
    before.update(steps, whole=whole, memory=memory)
    return figures


def _growth(before: float | None, now: float) -> str:
    """How many times as much twice the rows take: 2 for a linear step, less where a part of it is constant."""
    return f"{now / before:.1f} times for twice the rows" if before else ""


def _run(file: Path, data: Path) -> dict:
    """One import in a process of its own: whole time in s, peak memory in MB, times of its steps in s."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "bench.imports", "--steps", str(file), str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        steps = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    whole = time.perf_counter() - start
    return {"whole": whole, "memory": usage.ru_maxrss * MAX_RSS_UNIT / 1e6, "steps": steps}


def steps(file: Path, data: Path) -> dict[str, float]:
    """Import a file, and ask what a page asks; the time of each step in s."""
    times: dict[str, float] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        times[step] = time.perf_counter() - start

    with timed("load the engine"):
        from geodata import containers
        from geodata.imported import MOST_PAIRS
        from geodata.importers import Options
        from geodata.importers.mobpro import IMPORTER
        from geodata.staging import stage
        from geodata.store import Store, open_store

        known = containers.built()
    with stage(data, "mobpro-2021", IMPORTER) as staged:
        with timed("read"):
            for batch in IMPORTER.read(file, Options()):
                staged.add(batch)
        with timed("aggregate and check"):
            staged.check(known)
        with timed("swap in"):
            staged.commit([file])
    questions: dict[str, Callable[[Store], object]] = {
        "ask: country totals": lambda store: store.flows(level="country", by=()),
        "ask: NUTS 3 of a frontier by sex": lambda store: store.flows(level="nuts3", frontier="fr-de", by=("sex",)),
        "ask: 100 largest flows of each series": lambda store: store.pairs(MOST_PAIRS),
    }
    with open_store(data) as store:
        store.names()
        for step, question in questions.items():
            with timed(step):
                question(store)
    return times


if __name__ == "__main__":
    if sys.argv[1] == "--steps":
        print(json.dumps(steps(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        for line in (figure.line for figure in measured(int(sys.argv[1]))):
            print("  ".join(line))
