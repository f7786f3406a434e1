"""Downloads from a local server that drops, stalls, lies about lengths and changes the file in between."""

import hashlib
import http.server
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata import fetch
from geodata.errors import OfficialFileError
from geodata.importers import formats

CONTENT = bytes(range(256)) * 4096
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Serves `content`; each request takes the next of `faults`, and none once they are used up."""

    daemon_threads = True
    content = CONTENT
    etag = '"one"'

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.over = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/file.csv"


class Handler(http.server.BaseHTTPRequestHandler):
    """One request, with its fault."""

    server: Server

    def do_GET(self):
        fault = self.server.faults.pop(0) if self.server.faults else ""
        self.server.asked.append(self.headers.get("Range", ""))
        if fault.isdigit():
            return self.send_error(int(fault))
        content, etag = self.server.content, self.server.etag
        start = int(self.headers["Range"][6:-1]) if self.headers.get("If-Range") == etag and fault != "restart" else 0
        if start and start >= len(content):
            self.send_response(416)
            self.send_header("Content-Range", f"bytes */{len(content)}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        self.send_response(206 if start else 200)
        if start:
            at = start + 1 if fault == "elsewhere" else start
            self.send_header("Content-Range", f"bytes {at}-{len(content) - 1}/{len(content)}")
        if etag:
            self.send_header("ETag", etag)
        length = len(content) - start + {"longer": 1000, "shorter": -1000}.get(fault, 0)
        if fault != "unsaid":
            self.send_header("Content-Length", str(length))
        self.end_headers()
        return self.send(content[start:], fault)

    def send(self, rest, fault):
        if fault in ("drop", "stall"):
            self.wfile.write(rest[: len(rest) // 2])
            self.wfile.flush()
            if fault == "stall":
                self.server.over.wait(5)
        else:
            self.wfile.write(rest)
        self.close_connection = True

    def log_message(self, *_):
        """Silence."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield running
        running.over.set()
        running.shutdown()


def bring(server: Server, folder: Path, **options):
    return fetch.fetch(server.url, folder / "file.csv", timeout=0.3, pause=0, **options)


def left(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize(
    "faults",
    [
        [], ["unsaid"], ["drop"], ["stall"], ["drop", "stall", "drop"], ["503", "drop", "429"], ["longer", "longer"],
        ["drop", "restart"], ["drop", "elsewhere"],
    ],
)  # fmt: skip
def test_the_file_arrives_whole_whatever_the_server_does(server, tmp_path, faults):
    server.faults = list(faults)
    assert bring(server, tmp_path, sha256=SHA256).read_bytes() == CONTENT
    assert left(tmp_path) == ["file.csv"]
    assert server.faults == []


def test_a_dropped_download_is_taken_up_where_it_ended(server, tmp_path):
    server.faults = ["drop"]
    bring(server, tmp_path)
    assert server.asked == ["", f"bytes={len(CONTENT) // 2}-"]


def test_a_download_that_was_given_up_is_resumed_the_next_time(server, tmp_path):
    server.faults = ["drop", "500", "500"]
    with pytest.raises(OfficialFileError, match="brought nothing in 2 attempts"):
        bring(server, tmp_path, tries=2)
    assert left(tmp_path) == ["file.csv.part", "file.csv.part.json"]
    assert bring(server, tmp_path).read_bytes() == CONTENT
    assert server.asked[-1] == f"bytes={len(CONTENT) // 2}-"


def test_a_file_that_changed_in_between_is_begun_again(server, tmp_path):
    server.faults = ["drop", "500"]
    with pytest.raises(OfficialFileError):
        bring(server, tmp_path, tries=1)
    server.content, server.etag = CONTENT[::-1], '"two"'
    assert bring(server, tmp_path).read_bytes() == CONTENT[::-1]


def test_without_a_version_nothing_is_resumed(server, tmp_path):
    server.etag = ""
    server.faults = ["drop"]
    assert bring(server, tmp_path, sha256=SHA256).read_bytes() == CONTENT
    assert server.asked == ["", ""]


def test_a_server_that_brings_nothing_is_given_up(server, tmp_path):
    server.faults = ["503"] * 9
    with pytest.raises(OfficialFileError, match="brought nothing in 3 attempts .it answered 503"):
        bring(server, tmp_path, tries=3)
    assert len(server.asked) == 3


def test_a_length_that_never_comes_is_given_up(server, tmp_path):
    server.etag = ""
    server.faults = ["longer"] * 20
    with pytest.raises(OfficialFileError, match="brought nothing in 3 attempts"):
        bring(server, tmp_path, tries=3)
    assert not (tmp_path / "file.csv").exists()


@pytest.mark.parametrize("code", ["404", "403", "410"])
def test_a_refusal_is_not_tried_again(server, tmp_path, code):
    server.faults = [code]
    with pytest.raises(OfficialFileError, match=f"answered {code}"):
        bring(server, tmp_path)
    assert len(server.asked) == 1


def test_another_checksum_leaves_nothing(server, tmp_path):
    with pytest.raises(OfficialFileError, match=f"has sha256 {SHA256}, expected 00"):
        bring(server, tmp_path, sha256="00")
    assert left(tmp_path) == []


def test_a_length_shorter_than_the_file_shows_in_the_checksum(server, tmp_path):
    server.faults = ["shorter"]
    with pytest.raises(OfficialFileError, match=f"expected {SHA256}"):
        bring(server, tmp_path, sha256=SHA256)
    assert left(tmp_path) == []


def test_an_empty_file_is_refused(server, tmp_path):
    server.content = b""
    with pytest.raises(OfficialFileError, match="sent an empty file"):
        bring(server, tmp_path)


def test_nobody_listening_is_said_in_a_sentence(tmp_path):
    with pytest.raises(OfficialFileError, match="brought nothing in 1 attempts"):
        fetch.fetch("http://127.0.0.1:9/file.csv", tmp_path / "file.csv", tries=1, timeout=0.3)


def test_only_the_web_is_fetched_from(tmp_path):
    with pytest.raises(OfficialFileError, match="is no web address"):
        fetch.fetch("file:///etc/hostname", tmp_path / "file")


def test_progress_says_what_is_there_and_what_is_expected(server, tmp_path):
    told: list[tuple[int, int]] = []
    server.faults = ["drop"]
    bring(server, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert told == sorted(told)


def test_a_stalled_server_costs_no_more_than_its_timeout(server, tmp_path):
    server.faults = ["stall"]
    began = time.monotonic()
    bring(server, tmp_path)
    assert time.monotonic() - began < 3


def test_every_known_source_has_a_known_format_and_a_secure_official_address():
    known = fetch.known()
    assert {one.format for one in known.values()} <= set(formats.FORMATS)
    hosts = {one.url.split("/")[2] for one in known.values()}
    assert hosts == {"www.insee.fr", "www.data.gouv.fr", "disseminate.stats.swiss", "gisco-services.ec.europa.eu"}
    assert all(one.url.startswith("https://") for one in known.values())


def test_two_downloads_of_one_file_do_not_mix(server, tmp_path):
    server.faults = ["stall"]
    first = threading.Thread(target=fetch.fetch, args=(server.url, tmp_path / "file.csv"), kwargs={"pause": 0})
    first.start()
    while not server.asked:
        time.sleep(0.01)
    with pytest.raises(OfficialFileError, match="is being downloaded by another command"):
        bring(server, tmp_path)
    server.over.set()
    first.join()
    assert (tmp_path / "file.csv").read_bytes() == CONTENT


def test_an_unknown_source_is_refused_with_those_known():
    with pytest.raises(OfficialFileError, match="source 'x' is unknown, expected one of mobpro-2019, "):
        fetch.named("x")
