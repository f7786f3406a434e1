"""The toy as built tables, and the commands run as a user runs them."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import toy

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def toy_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy as built tables, written once."""
    return toy.write(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def toy_tables(tmp_path: Path, toy_original: Path) -> Path:
    """A copy of the toy's built tables that a test may damage."""
    return Path(shutil.copytree(toy_original, tmp_path / "tables"))


@pytest.fixture
def geodata() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`python -m geodata ARGUMENTS`, in a process of its own."""

    def run(*arguments: object) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "geodata", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)

    return run
