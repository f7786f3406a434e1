"""A producer's own file by its official address: resumed where it broke off, checked, never half there."""

import fcntl
import http.client
import json
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import OfficialFileError
from geodata.files import checksum

LIST = Path(__file__).parent / "importers" / "producers.toml"
PIECE = 1 << 18
TRIES = 5
"""Attempts in a row that bring nothing; one that brings something starts the count again."""
TIMEOUT = 60.0
LONGEST_PAUSE = 30.0
BUSY = (408, 425, 429, 500, 502, 503, 504)
AGENT = "lisiere (https://www.espaces-transfrontaliers.org)"


@dataclass(frozen=True)
class Download:
    """A file that a producer publishes: its address, the format it is in and what it does not say itself."""

    name: str
    url: str
    format: str
    file: str
    period: str = ""
    sha256: str = ""


def known() -> dict[str, Download]:
    """The files that can be fetched, by name, from producers.toml."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {name: Download(name, **facts) for name, facts in listed.items()}


def named(name: str) -> Download:
    """The file of that name. Raises OfficialFileError for an unknown one."""
    files = known()
    if name not in files:
        raise OfficialFileError(f"source {name!r} is unknown, expected one of {', '.join(files)}")
    return files[name]


@dataclass
class Partial:
    """What is there of a file: `FILE.part`, and beside it how the server told one version from another."""

    path: Path
    url: str

    @property
    def size(self) -> int:
        """Bytes there."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def _note(self) -> Path:
        return self.path.with_name(f"{self.path.name}.json")

    def validator(self) -> str:
        """The ETag or date of the version that was begun, empty where it is not known or of another address."""
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        return str(note.get("validator", "")) if note.get("url") == self.url else ""

    def begin(self, validator: str) -> None:
        """Forget what is there and note the version of what comes."""
        self.path.unlink(missing_ok=True)
        self._note.write_text(json.dumps({"url": self.url, "validator": validator}), encoding="utf-8")

    def discard(self) -> None:
        """Remove both files."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def finish(self, target: Path) -> Path:
        """Give the whole file its name."""
        self.path.replace(target)
        self._note.unlink(missing_ok=True)
        return target


def fetch(
    url: str,
    target: Path,
    *,
    sha256: str = "",
    tries: int = TRIES,
    timeout: float = TIMEOUT,
    pause: float = 1.0,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Path:
    """Download to `target`, in place whole or not at all; what a broken download left in `target.part` is resumed.

    A connection that drops or stalls for `timeout` seconds is taken up where it ended, after a pause that doubles.
    `progress` gets the bytes there and the bytes expected, 0 where unknown. Raises OfficialFileError for an address
    that is refused, a server that brings nothing `tries` times in a row, another size than announced, or checksum.
    """
    if not url.startswith(("https://", "http://")):
        raise OfficialFileError(f"{url} is no web address, expected https://…")
    part = Partial(target.with_name(f"{target.name}.part"), url)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            _bring(part, tries, timeout, pause, progress)
            _verify(part, sha256)
            return part.finish(target)
    except OSError as error:
        raise OfficialFileError(
            f"{target} cannot be written ({error.strerror or error}), expected room and leave"
        ) from error


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Two downloads of one file would write into each other's part. Raises OfficialFileError for the second."""
    lock = target.with_name(f".{target.name}.lock")
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OfficialFileError(f"{target} is being downloaded by another command, expected to be alone") from error
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _bring(part: Partial, tries: int, timeout: float, pause: float, progress: Callable[[int, int], None]) -> None:
    vain = 0
    while True:
        before = part.size
        try:
            if _attempt(part, timeout, progress):
                return
            told = "the connection ended early"
        except urllib.error.HTTPError as error:
            if error.code not in BUSY:
                raise OfficialFileError(f"{part.url} answered {error.code} {error.reason}, expected a file") from error
            told = f"it answered {error.code} {error.reason}"
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            told = str(getattr(error, "reason", "") or error) or type(error).__name__
        vain = 0 if part.size > before else vain + 1
        if vain >= tries:
            raise OfficialFileError(f"{part.url} brought nothing in {tries} attempts ({told}), expected a file")
        time.sleep(min(pause * 2**vain, LONGEST_PAUSE))


def _attempt(part: Partial, timeout: float, progress: Callable[[int, int], None]) -> bool:
    """One connection; true where the file is whole after it."""
    validator = part.validator()
    # Without a validator, what is there may be of another version: begin again.
    start = part.size if validator else 0
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": validator}
    request = urllib.request.Request(part.url, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and start:
            if _total(error.headers, start) == start:
                return True
            part.discard()
            return False
        raise
    with answer:
        resumed = answer.status == http.client.PARTIAL_CONTENT and _begins(answer.headers, start)
        if answer.status == http.client.PARTIAL_CONTENT and not resumed:
            part.discard()
            return False
        if not resumed:
            start = 0
            part.begin(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "")
        total = _total(answer.headers, start)
        return _copy(answer, part, start, total, progress)


def _copy(answer: Any, part: Partial, start: int, total: int, progress: Callable[[int, int], None]) -> bool:
    done = start
    with part.path.open("ab") as file:
        while piece := answer.read1(PIECE):
            file.write(piece)
            done += len(piece)
            progress(done, total)
    if total and done > total:
        part.discard()
        raise OfficialFileError(f"{part.url} sent {done} bytes, expected the {total} that it announced")
    return not total or done == total


def _begins(headers: Any, start: int) -> bool:
    return str(headers.get("Content-Range", "")).startswith(f"bytes {start}-")


def _total(headers: Any, start: int) -> int:
    """The whole size as announced, 0 where it is not."""
    whole = str(headers.get("Content-Range", "")).rpartition("/")[2]
    if whole.isdigit():
        return int(whole)
    length = headers.get("Content-Length", "")
    return start + int(length) if str(length).isdigit() else 0


def _verify(part: Partial, sha256: str) -> None:
    if not part.size:
        part.discard()
        raise OfficialFileError(f"{part.url} sent an empty file, expected data")
    if not sha256:
        return
    found = checksum(part.path)
    if found != sha256.lower():
        part.discard()
        raise OfficialFileError(f"{part.url} has sha256 {found}, expected {sha256}")
