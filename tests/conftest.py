"""What all tests share: the folder of the project."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder that holds app.py, geodata and dashboard."""
    return Path(__file__).resolve().parent.parent
