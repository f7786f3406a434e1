"""What changes have in common travels once: who has the dictionary gets the rest, to the letter."""

import re
import sys

import orjson
import pytest
from flask import Flask, request

from dashboard.cache import Place, Room, attach
from dashboard.callbacks import CALL
from dashboard.dictionary import ENCODING, MAGIC, NAMED, Dictionary

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DICTIONARY = Dictionary(b"a sentence that answers have in common, " * 20)
BODY = DICTIONARY.content + b"and what this one has alone"


def plain(body: bytes, dictionary: Dictionary) -> bytes:
    """What a browser makes of an answer: the header names the dictionary, a Zstandard frame follows."""
    head = MAGIC + dictionary.digest
    assert body[: len(head)] == head
    return zstd.decompress(body[len(head) :], zstd.ZstdDict(dictionary.content, is_raw=True))


@pytest.fixture
def counting():
    server, room, runs = Flask("counting"), Room(100_000), []

    @server.route("/<name>")
    def route(name):
        runs.append(name)
        return BODY

    attach(server, lambda: Place(room, request.path, 5, DICTIONARY))
    return server.test_client(), runs


def test_who_has_the_dictionary_gets_what_it_lacks(counting):
    client, runs = counting
    asked = {"Accept-Encoding": f"gzip, br, {ENCODING}", NAMED: DICTIONARY.field}
    for _ in range(2):
        answer = client.get("/a", headers=asked)
        assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == (ENCODING, f"Accept-Encoding, {NAMED}")
        assert plain(answer.data, DICTIONARY) == BODY
        assert len(answer.data) < 100
    assert runs == ["a"]


@pytest.mark.parametrize(
    ("encodings", "field"),
    [
        ("gzip, br", DICTIONARY.field),
        (f"gzip, br, {ENCODING}", ""),
        (f"gzip, br, {ENCODING}", Dictionary(b"that of yesterday").field),
        (f"gzip, br, {ENCODING};q=0", DICTIONARY.field),
    ],
    ids=["reads no such encoding", "has none", "has another", "refuses the encoding"],
)
def test_others_get_brotli(counting, encodings, field):
    client, _ = counting
    client.get("/a", headers={"Accept-Encoding": ENCODING, NAMED: DICTIONARY.field})
    answer = client.get("/a", headers={"Accept-Encoding": encodings, NAMED: field})
    assert answer.headers["Content-Encoding"] == "br"


def test_the_page_names_its_dictionary_which_is_for_its_changes_alone(client):
    [address] = re.findall(r'<link rel="compression-dictionary" href="([^"]+)">', client.get("/").text)
    answer = client.get(address)
    assert answer.headers["Use-As-Dictionary"] == 'match="/_dash-update-component"'
    assert "immutable" in answer.headers["Cache-Control"]
    dictionary = Dictionary(answer.data)
    assert address.endswith(dictionary.name)
    body = orjson.dumps(CALL.body("?frontiere=fr-it&langue=en"))
    answers = [
        client.post("/_dash-update-component", data=body, content_type="application/json", headers=asked)
        for asked in (
            {"Accept-Encoding": ENCODING, NAMED: dictionary.field},
            {"Accept-Encoding": "br", NAMED: dictionary.field},
            {},
        )
    ]
    assert orjson.loads(plain(answers[0].data, dictionary)) == answers[2].json
    assert len(answers[0].data) < 0.7 * len(answers[1].data)


def test_a_dictionary_that_does_not_exist_is_not_found(client):
    assert client.get("/dictionary/0123456789abcdef").status_code == 404
