"""The byte cache: complete answers as they go out, compressed, bounded in bytes, in front of the server's routes."""

import gzip
import os
import shutil
import sqlite3
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import monotonic

import brotli
import orjson
from flask import Flask, Response, g, request

from dashboard import dictionary
from dashboard.dictionary import Dictionary

ENCODINGS = ("br", "gzip")
METHODS = ("GET", "HEAD", "POST")
# How PNG begins, and ZIP, which slides are: compressed already. What else does not shrink is found out by trying.
PACKED = (b"\x89PNG", b"PK\x03\x04")
# Seconds during which an answer that is used again counts as used just now: to note each use would make all wait.
JUST_USED = 1.0
# Nothing is written for good: who ends the server ends what it keeps.
SCHEMA = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -256;
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, used REAL, size INTEGER, headers BLOB, body BLOB);
CREATE INDEX IF NOT EXISTS by_use ON answers (used, size);
"""
LEAVING = """
DELETE FROM answers WHERE used <= (
  SELECT max(used) FROM (SELECT used, sum(size) OVER (ORDER BY used DESC) AS kept FROM answers) WHERE kept > ?)
"""


@dataclass(frozen=True)
class Answer:
    """A response without its request: body as it goes out, and headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Room:
    """Answers by key, the least recently used leaving first when their bytes exceed the capacity.

    They stand in a temporary file that goes with the room: what one worker has made, all have, once. May be made before
    a server forks if it is closed by then; each process opens it for itself. Safe for threads. Where nothing can be
    written, nothing is kept.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.folder = Path(mkdtemp(prefix="lisiere-"))
        self._open: sqlite3.Connection | None = None
        self._lock = Lock()
        weakref.finalize(self, _discard, self.folder, os.getpid())

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key, now the most recently used."""
        with suppress(sqlite3.Error):
            asked = "SELECT used, headers, body FROM answers WHERE key = ?"
            for used, headers, body in self._connected().execute(asked, (key,)).fetchall():
                if (now := monotonic()) - used > JUST_USED:
                    self._connected().execute("UPDATE answers SET used = ? WHERE key = ?", (now, key))
                return Answer(body, tuple((name, value) for name, value in orjson.loads(headers)))
        return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; one that is larger than the whole room is not kept."""
        headers = orjson.dumps(answer.headers)
        size = len(key) + len(headers) + len(answer.body)
        if size > self.capacity:
            return
        with suppress(sqlite3.Error):
            row = (key, monotonic(), size, headers, answer.body)
            self._connected().execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", row)
            self._connected().execute(LEAVING, (self.capacity,))

    def close(self) -> None:
        """Let go of the file until the next question: no process may take over another's connection."""
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None

    def _connected(self) -> sqlite3.Connection:
        with self._lock:
            if self._open is None:
                self._open = sqlite3.connect(self.folder / "answers", isolation_level=None, check_same_thread=False)
                self._open.executescript(SCHEMA)
            return self._open


def _discard(folder: Path, process: int) -> None:
    """Remove what a room has kept, once its own process is done with it: those forked from it end first."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Place:
    """Where an answer is kept: in which room, under which key, compressed how hard (brotli 0 to 11, gzip 1 to 9), and
    the dictionary of those who have it.
    """

    room: Room
    key: str
    quality: int
    dictionary: Dictionary | None = None

    def encoding(self) -> str:
        """The encoding in which who asks gets the answer, empty for none."""
        if self.dictionary and self.dictionary.known(request):
            return dictionary.ENCODING
        return request.accept_encodings.best_match(ENCODINGS, default="")

    def compressed(self, body: bytes, encoding: str) -> bytes:
        """A body in such an encoding."""
        if self.dictionary and encoding == dictionary.ENCODING:
            return self.dictionary.compressed(body)
        if encoding == "br":
            return brotli.compress(body, mode=brotli.MODE_TEXT, quality=self.quality)
        return gzip.compress(body, compresslevel=self.quality, mtime=0) if encoding == "gzip" else body


def attach(server: Flask, place_of: Callable[[], Place | None]) -> None:
    """Answer from the rooms before any route runs, and keep what the routes answer.

    `place_of` reads the current request and says where its answer is kept, None for those that never are.
    """

    def find() -> Response | None:
        # The answer to OPTIONS is empty: kept, it would stand for the page.
        place = place_of() if request.method in METHODS else None
        if place is None:
            return None
        g.encoding = place.encoding()
        answer = place.room.get(f"{g.encoding} {place.key}")
        if answer is None:
            g.missed = True
            return None
        return _conditional(Response(answer.body, headers=list(answer.headers)))

    def keep(response: Response) -> Response:
        # Asked again: what is imported may have failed while the answer was made.
        place = place_of() if "missed" in g and response.status_code == 200 else None
        if place is None:
            return response
        response.direct_passthrough = False
        whole = response.get_data()
        if response.mimetype == "application/json":
            # Dash writes <, > and / as six letters each, which only JSON inside a page needs.
            whole = orjson.dumps(orjson.loads(whole))
        body = whole if whole.startswith(PACKED) else place.compressed(whole, g.encoding)
        response.headers["Vary"] = f"Accept-Encoding, {dictionary.NAMED}" if place.dictionary else "Accept-Encoding"
        # Fonts and very short answers only grow.
        if len(body) < len(whole):
            response.set_data(body)
            response.headers["Content-Encoding"] = g.encoding
        if request.method != "POST":
            response.add_etag(overwrite=True)
        place.room.put(f"{g.encoding} {place.key}", Answer(response.get_data(), tuple(response.headers.items())))
        return _conditional(response)

    server.before_request(find)
    server.after_request(keep)


def _conditional(response: Response) -> Response:
    if request.method != "POST":
        response.make_conditional(request)
    return response
