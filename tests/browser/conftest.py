"""A served dashboard and a browser that reaches nothing else."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect, sync_playwright

from tests.browser import chromium
from tests.browser.pages import PATIENCE_MS

START_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, so that `pytest -m 'not browser'` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard (no slash at its end), served as `make run` serves it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("server") / "gunicorn.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "app:server"],
            cwd=project,
            env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=START_SECONDS):
                return
        except urllib.error.HTTPError as error:
            pytest.fail(f"{address}/health answers {error.code}, expected 200; its log:\n{log.read_text()}")
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server does not answer on {address}/health; its log:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one the test is skipped, but in CI it fails."""
    with sync_playwright() as playwright:
        try:
            instance = chromium.launch(playwright)
        except Error:
            (pytest.fail if chromium.in_ci() else pytest.skip)(chromium.ADVICE)
        expect.set_options(timeout=PATIENCE_MS)
        yield instance
        instance.close()


@pytest.fixture
def foreign() -> list[str]:
    """The URLs of other hosts that this test's pages asked for, each refused."""
    return []


@pytest.fixture
def context(browser: Browser, server: str, foreign: list[str]) -> Iterator[BrowserContext]:
    """A fresh browser profile, 1440×900, French, in which `page.goto("/")` is the dashboard's page."""
    instance = browser.new_context(
        base_url=server, viewport={"width": 1440, "height": 900}, locale="fr-FR", reduced_motion="reduce"
    )
    own = urlsplit(server).netloc

    def refuse(route: Route) -> None:
        foreign.append(route.request.url)
        route.abort()

    instance.route(lambda url: urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own, refuse)
    yield instance
    instance.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of that profile."""
    return context.new_page()
