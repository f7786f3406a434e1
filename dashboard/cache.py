"""The byte cache: complete answers as they go out, compressed, bounded in bytes, in front of the server's routes."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

import brotli
import orjson
from flask import Flask, Response, g, request

from dashboard import dictionary
from dashboard.dictionary import Dictionary

ENCODINGS = ("br", "gzip")
METHODS = ("GET", "HEAD", "POST")
# Compressed already; what else does not shrink is found out by trying.
PACKED = ("image/png", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
# What a key, the headers and the dictionary's own entry take on top of the body.
OVERHEAD = 2_000


@dataclass(frozen=True)
class Answer:
    """A response without its request: body as it goes out, and headers."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Room:
    """Answers by key, the least recently used leaving first when their bytes exceed the capacity. Safe for threads."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        """The answer kept under a key, now the most recently used."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer; one that is larger than the whole room is not kept."""
        with self._lock:
            self._drop(key)
            self._answers[key] = answer
            self.size += len(answer.body) + OVERHEAD
            while self.size > self.capacity:
                self._drop(next(iter(self._answers)))

    def _drop(self, key: Hashable) -> None:
        if key in self._answers:
            self.size -= len(self._answers.pop(key).body) + OVERHEAD


@dataclass(frozen=True)
class Place:
    """Where an answer is kept: in which room, under which key, compressed how hard (brotli 0 to 11, gzip 1 to 9), and
    the dictionary of those who have it.
    """

    room: Room
    key: Hashable
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
        g.place = place_of() if request.method in METHODS else None
        if g.place is None:
            return None
        g.encoding = g.place.encoding()
        answer = g.place.room.get((g.place.key, g.encoding))
        if answer is None:
            return None
        g.place = None
        return _conditional(Response(answer.body, headers=list(answer.headers)))

    def keep(response: Response) -> Response:
        place: Place | None = g.get("place")
        if place is None or response.status_code != 200:
            return response
        response.direct_passthrough = False
        whole = response.get_data()
        if response.mimetype == "application/json":
            # Dash writes <, > and / as six letters each, which only JSON inside a page needs.
            whole = orjson.dumps(orjson.loads(whole))
        body = whole if response.mimetype in PACKED else place.compressed(whole, g.encoding)
        response.headers["Vary"] = f"Accept-Encoding, {dictionary.NAMED}" if place.dictionary else "Accept-Encoding"
        # Fonts and very short answers only grow.
        if len(body) < len(whole):
            response.set_data(body)
            response.headers["Content-Encoding"] = g.encoding
        if request.method != "POST":
            response.add_etag(overwrite=True)
        place.room.put((place.key, g.encoding), Answer(response.get_data(), tuple(response.headers.items())))
        return _conditional(response)

    server.before_request(find)
    server.after_request(keep)


def _conditional(response: Response) -> Response:
    if request.method != "POST":
        response.make_conditional(request)
    return response
