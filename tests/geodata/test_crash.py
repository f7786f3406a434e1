"""An import killed at any moment: what was there before stays whole, or what comes after is there whole.

Processes come from a fork server that has loaded the engine already, so that a kill falls into the import, not into the
start of Python.
"""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geodata import data_folder, manifests
from geodata.store import open_store
from tests.toy_imports import SAMPLED, bring, importer

KILLS = 20
FORMER, LATTER = SAMPLED[:2], SAMPLED[2:]
TOTALS = {150.0: "former", 43.75: "latter"}
STEPS = ("fsync", "replace", "unlink", "mkdir", "rmdir")
"""What changes a folder, or puts it on disk: between two of these nothing can be seen from outside."""

processes = multiprocessing.get_context("forkserver")


@pytest.fixture(scope="module", autouse=True)
def loaded() -> Iterator[None]:
    """The fork server knows the engine."""
    processes.set_forkserver_preload(["tests.toy_imports", "geodata.store"])
    yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that holds the former import."""
    bring(tmp_path / "data", "survey", importer(FORMER))
    return tmp_path / "data"


def over_and_over(folder: Path) -> None:
    """Import the latter, then the former, then the latter… and remove another one between."""
    for turn in range(1000):
        bring(folder, "survey", importer(FORMER if turn % 2 else LATTER))
        bring(folder, "other", importer(period="2022"))
        data_folder.remove(folder, "other")


@contextmanager
def seen_at_each_step(folder: Path, into: Path) -> Iterator[list[Path]]:
    """Copies of the folder as it is before each step: what a process that is killed there leaves behind."""
    left: list[Path] = []

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        def copied(*arguments: Any, **options: Any) -> Any:
            left.append(Path(shutil.copytree(folder, into / f"step {len(left)}")))
            return step(*arguments, **options)

        return copied

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", watched(os.fsync))
        for name in STEPS[1:]:
            patch.setattr(Path, name, watched(getattr(Path, name)))
        yield left


def run(work: Callable[..., None], *arguments: object) -> BaseProcess:
    process = processes.Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def state(folder: Path) -> str:
    """Which of the two imports is there, whole: every level adds up to the same people."""
    survey = {one.name: one for one in manifests.read(folder)}.get("survey")
    if survey is None:
        return "nothing"
    parts = {part["name"]: pd.read_parquet(folder / "imports/survey" / part["file"]) for part in survey.parts}
    whole = parts["flows"][(parts["flows"][["sex", "sector", "mode"]] == "").all(axis="columns")]
    sums = {*whole.groupby("level")["workers"].sum(), parts["detail"]["workers"].sum()}
    assert whole["level"].nunique() == 4
    assert len(sums) == 1
    return TOTALS[sums.pop()]


def test_an_import_killed_at_random_leaves_the_former_or_the_latter_and_the_next_works(folder: Path):
    draw = random.Random(20_250_925)
    seen = set()
    for _ in range(KILLS):
        process = run(over_and_over, folder)
        time.sleep(draw.uniform(0.0, 1.2))
        assert process.is_alive()
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        seen.add(state(folder))
    assert seen <= {"former", "latter"}
    bring(folder, "survey", importer(LATTER))
    assert state(folder) == "latter"
    assert sorted(file.name for file in folder.iterdir()) == [".lisiere-lock", "history.jsonl", "imports"]
    last = {event["name"]: event["event"] for event in data_folder.events(folder)}
    assert last["survey"] == "import"
    assert last.get("other", "remove") == ("import" if "other" in open_store(folder).names() else "remove")


@pytest.mark.parametrize(("act", "after"), [("import", "latter"), ("remove", "nothing")])
def test_a_command_killed_at_each_of_its_steps_is_done_or_not_begun(folder: Path, tmp_path: Path, act: str, after: str):
    with seen_at_each_step(folder, tmp_path) as left:
        bring(folder, "survey", importer(LATTER)) if act == "import" else data_folder.remove(folder, "survey")
    found = [state(copied) for copied in left]
    # Once it is done it stays done: there is one step at which it takes effect.
    assert len(found) > 4
    assert found == ["former"] * found.count("former") + [after] * found.count(after)
    assert found[0] == "former" and found[-1] == after == state(folder)
    done = found.count("former")
    for copied in (left[0], left[done - 1], *left[done:]):
        bring(copied, "survey", importer(FORMER))
        assert state(copied) == "former"
        assert sorted(file.name for file in copied.iterdir()) == [".lisiere-lock", "history.jsonl", "imports"]
