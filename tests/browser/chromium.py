"""The Chromium that the browser tests and the bench drive; run as a command, it makes sure that there is one.

Looked for in this order: the path in LISIERE_CHROMIUM; a Chromium on PATH; Playwright's own. Where none starts, the
command tries Playwright's download, then (as root or in CI) the distribution's package.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

# The headless shell opens a page in two thirds of the time of the whole browser.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox: Chromium refuses to start as root with one. The rest keeps it from calling its maker during a test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "No Chromium starts here, and the browser tests need one: install it (on Debian: apt install chromium) "
    "or name yours with LISIERE_CHROMIUM=/path/to/chromium."
)


def in_ci() -> bool:
    """Whether this run must skip nothing."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def candidates() -> list[str | None]:
    """Paths to try in turn; None is Playwright's own. A path that the user named is the only one."""
    if named := os.environ.get("LISIERE_CHROMIUM"):
        return [named]
    return [*filter(None, map(shutil.which, NAMES)), None]


def launch(playwright: Playwright, *more: str) -> Browser:
    """Start the first Chromium that starts, without a window, with more flags where some are given.

    Raise playwright's Error where none starts.
    """
    *first, last = candidates()
    for path in first:
        with suppress(Error):
            return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])
    return playwright.chromium.launch(executable_path=last, args=[*FLAGS, *more])


def starts() -> bool:
    """Whether a Chromium is there and opens a page."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
            browser.new_page().close()
            browser.close()
        except Error:
            return False
    return True


def download() -> None:
    """Fetch Playwright's own Chromium."""
    command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
    subprocess.run(command, capture_output=True, check=False)


def install_package() -> None:
    """Install the distribution's Chromium where that needs no password: as root, or with CI's sudo."""
    root = os.geteuid() == 0
    if shutil.which("apt-get") and (root or in_ci()):
        prefix = [] if root else ["sudo", "--non-interactive"]
        packages = (["install", "--yes", "--no-install-recommends", name] for name in (SHELL, "chromium"))
        for step in (["update"], *packages):
            if any(map(shutil.which, NAMES)):
                return
            command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *step]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def ensure() -> bool:
    """Make sure that a Chromium starts, fetching one where need be; say so; return whether one does."""
    if starts():
        return True
    if "LISIERE_CHROMIUM" in os.environ:
        return False
    attempts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("Playwright's own", download),
        ("the distribution's package", install_package),
    )
    for name, attempt in attempts:
        print(f"Fetching a Chromium for the browser tests: {name}…", flush=True)
        attempt()
        if starts():
            return True
    return False


if __name__ == "__main__":
    if not ensure():
        sys.exit(ADVICE) if in_ci() else print(ADVICE, "They are skipped.")
