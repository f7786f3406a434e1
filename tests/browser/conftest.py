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
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, ViewportSize, expect, sync_playwright

from tests.browser import chromium
from tests.browser.pages import PATIENCE_MS

START_SECONDS = 30
SCREEN = ViewportSize(width=1440, height=900)
FLAGS = (
    # No other host is known. Routes would refuse them too, but turn the browser's cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # All pages of a profile in one process, which compiles each script once.
    "--process-per-site",
)


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
            instance = chromium.launch(playwright, *FLAGS)
        except Error:
            (pytest.fail if chromium.in_ci() else pytest.skip)(chromium.ADVICE)
        expect.set_options(timeout=PATIENCE_MS)
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def profile(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A French browser profile in which `page.goto("/")` is the dashboard's page."""
    instance = browser.new_context(base_url=server, viewport=SCREEN, locale="fr-FR", reduced_motion="reduce")
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def only_page(profile: BrowserContext) -> Page:
    """The page of all tests: a new one for each would spend most of their time on compiling the same scripts again."""
    return profile.new_page()


@pytest.fixture
def foreign() -> list[str]:
    """The URLs of other hosts that this test's pages asked for, which the browser knows none of."""
    return []


@pytest.fixture
def context(profile: BrowserContext, only_page: Page, server: str, foreign: list[str]) -> Iterator[BrowserContext]:
    """That profile, without the permissions and further pages of other tests."""
    own = urlsplit(server).netloc

    def note(request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("data", "blob") and asked.netloc != own:
            foreign.append(request.url)

    profile.on("request", note)
    yield profile
    profile.remove_listener("request", note)
    for page in profile.pages:
        if page is not only_page:
            page.close()
    profile.clear_permissions()


@pytest.fixture
def page(only_page: Page, context: BrowserContext) -> Page:
    """The page of all tests, 1440×900, as on a screen. A test that changes it for good takes `context.new_page()`."""
    only_page.emulate_media(media="null")
    only_page.set_viewport_size(SCREEN)
    only_page.mouse.move(0, 0)
    return only_page
