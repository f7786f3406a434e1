"""The byte cache is bounded, keeps what is used, and answers as the routes did."""

import gzip
import threading

import brotli
import pytest
from flask import Flask, request

from dashboard.cache import OVERHEAD, Answer, Place, Room, attach

TEXT = b"frontaliers " * 100


def answer(size: int) -> Answer:
    return Answer(b"x" * size, ())


def test_the_least_recently_used_answer_leaves_first():
    room = Room(3 * (100 + OVERHEAD))
    for name in "abc":
        room.put(name, answer(100))
    room.get("a")
    room.put("d", answer(100))
    assert [name for name in "abcd" if room.get(name)] == ["a", "c", "d"]


def test_the_room_never_holds_more_than_its_capacity():
    room = Room(50_000)
    for number in range(1_000):
        room.put(number, answer(number))
        assert room.size <= 50_000
    assert room.size == sum(number + OVERHEAD for number in range(1_000) if room.get(number))


def test_an_answer_larger_than_the_room_is_not_kept():
    room = Room(1_000)
    room.put("large", answer(2_000))
    assert (len(room), room.size) == (0, 0)


def test_the_same_key_twice_counts_once():
    room = Room(100_000)
    room.put("a", answer(500))
    room.put("a", answer(300))
    assert (len(room), room.size) == (1, 300 + OVERHEAD)


def test_many_threads_leave_the_sum_right():
    room = Room(20 * (10 + OVERHEAD))

    def work(seed):
        for number in range(500):
            room.put((seed * number) % 37, answer(10))
            room.get(number % 37)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert room.size == len(room) * (10 + OVERHEAD) == 20 * (10 + OVERHEAD)


@pytest.fixture
def counting():
    """A server of one route that is kept, and the list of its runs."""
    server, room, runs = Flask("counting"), Room(100_000), []

    @server.route("/<name>", methods=["GET", "POST"])
    def route(name):
        runs.append(name)
        return (TEXT, 404) if name == "absent" else (b"hi" if name == "short" else TEXT)

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


def test_an_answer_that_compression_lengthens_goes_out_as_it_is(counting):
    client, _ = counting
    response = client.get("/short", headers={"Accept-Encoding": "gzip"})
    assert (response.data, "Content-Encoding" in response.headers) == (b"hi", False)


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
