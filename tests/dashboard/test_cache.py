"""The byte cache is bounded, keeps what is used, and answers as the routes did."""

import gzip
import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import brotli
import pytest
from flask import Flask, request

from dashboard import cache
from dashboard.cache import JUST_USED, Answer, Place, Room, attach

TEXT = b"frontaliers " * 100
# What compression would lengthen, and how a picture and a presentation begin.
PACKED = {"short": b"hi", "picture": b"\x89PNG" + TEXT, "slides": b"PK\x03\x04" + TEXT}


# What a key and no headers take besides the body.
BESIDE = len("a") + len(b"[]")


def answer(size: int) -> Answer:
    return Answer(b"x" * size, ())


def held(room: Room) -> tuple[int, int]:
    """How many answers a room's file holds, and their bytes."""
    with sqlite3.connect(room.folder / "answers") as asked:
        count, size = asked.execute("SELECT count(*), coalesce(sum(size), 0) FROM answers").fetchone()
    return count, size


def test_the_least_recently_used_answer_leaves_first(monkeypatch):
    times = count(1)
    monkeypatch.setattr(cache, "monotonic", lambda: JUST_USED * 2 * next(times))
    room = Room(3 * (100 + BESIDE))
    for name in "abc":
        room.put(name, answer(100))
    room.get("a")
    room.put("d", answer(100))
    assert [name for name in "abcd" if room.get(name)] == ["a", "c", "d"]


def test_the_room_never_holds_more_than_its_capacity():
    room = Room(50_000)
    for number in range(300):
        room.put(f"{number:03}", answer(number * 5))
        assert held(room)[1] <= 50_000
    assert held(room)[1] == sum(number * 5 + BESIDE + 2 for number in range(300) if room.get(f"{number:03}")) > 45_000


def test_an_answer_larger_than_the_room_is_not_kept_and_drives_none_out():
    room = Room(1_000)
    room.put("a", answer(100))
    room.put("large", answer(2_000))
    assert held(room) == (1, 100 + BESIDE)


def test_the_same_key_twice_counts_once():
    room = Room(100_000)
    room.put("a", answer(500))
    room.put("a", answer(300))
    assert held(room) == (1, 300 + BESIDE)


# The server forks before it has threads, a test after.
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_threads_and_processes_share_what_is_kept():
    room = Room(100_000)
    room.put("a", Answer(b"before", (("ETag", "one"),)))
    room.close()
    child = os.fork()
    if not child:
        kept = room.get("a")
        room.put("b", Answer(b"from the child", kept.headers if kept else ()))
        os._exit(0)
    os.waitpid(child, 0)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(room.get, "b" * 40)) == {Answer(b"from the child", (("ETag", "one"),))}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_what_is_kept_goes_with_the_room_but_not_with_a_process_forked_from_it():
    room = Room(1_000)
    room.put("a", answer(10))
    room.close()
    folder, child = room.folder, os.fork()
    if not child:
        del room
        os._exit(0)
    os.waitpid(child, 0)
    assert folder.exists()
    del room
    assert not folder.exists()


def test_a_room_whose_file_is_gone_keeps_nothing_and_says_nothing():
    room = Room(1_000)
    shutil.rmtree(room.folder)
    room.put("a", answer(10))
    assert room.get("a") is None


@pytest.fixture
def counting():
    """A server of one route that is kept, and the list of its runs."""
    server, room, runs = Flask("counting"), Room(100_000), []

    @server.route("/<name>", methods=["GET", "POST"])
    def route(name):
        runs.append(name)
        return (TEXT, 404) if name == "absent" else PACKED.get(name, TEXT)

    attach(server, lambda: Place(room, request.path, 5))
    return server.test_client(), runs


def test_the_route_runs_once_for_each_key_and_encoding(counting):
    client, runs = counting
    bodies = [client.get("/a", headers={"Accept-Encoding": name}).data for name in ("br", "gzip", "", "br", "gzip", "")]
    assert runs == ["a"] * 3
    assert bodies[:3] == bodies[3:]
    assert [brotli.decompress(bodies[0]), gzip.decompress(bodies[1]), bodies[2]] == [TEXT] * 3


def test_headers_say_the_encoding_and_that_it_varies(counting):
    client, _ = counting
    for _ in range(2):
        headers = client.get("/a", headers={"Accept-Encoding": "gzip, br"}).headers
        assert (headers["Content-Encoding"], headers["Vary"]) == ("br", "Accept-Encoding")
        assert int(headers["Content-Length"]) < len(TEXT)


@pytest.mark.parametrize("name", PACKED)
def test_an_answer_that_is_short_or_packed_already_goes_out_as_it_is(counting, name):
    client, _ = counting
    response = client.get(f"/{name}", headers={"Accept-Encoding": "gzip"})
    assert (response.data, "Content-Encoding" in response.headers) == (PACKED[name], False)


def test_an_error_is_never_kept(counting):
    client, runs = counting
    assert [client.get("/absent").status_code for _ in range(2)] == [404, 404]
    assert runs == ["absent"] * 2


def test_a_browser_that_has_the_answer_gets_none(counting):
    client, _ = counting
    tag = client.get("/a").headers["ETag"]
    again = client.get("/a", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_head_gets_the_headers_of_get(counting):
    client, runs = counting
    body = client.get("/a")
    head = client.head("/a")
    assert (head.data, head.headers["Content-Length"], runs) == (b"", body.headers["Content-Length"], ["a"])
