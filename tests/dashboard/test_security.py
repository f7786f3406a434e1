"""What comes in is checked before Dash sees it; what goes out carries strict headers."""

import base64
import copy
import hashlib
import json
import random
import re

import orjson
import pytest
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from dashboard import callbacks
from dashboard.factory import create_app
from dashboard.security import LARGEST_REQUEST, asked_search, policy
from dashboard.settings import Settings
from geodata.atlas import load_atlas
from tests.dashboard.conftest import call

POST = "/_dash-update-component"


def asked(body, mimetype="application/json"):
    return asked_search(orjson.dumps(body), mimetype, callbacks.CALL)


def test_the_call_of_the_page_gives_its_query_string():
    assert asked(call("?frontiere=fr-ch")) == "?frontiere=fr-ch"


@pytest.mark.parametrize(
    "body",
    [
        None,
        1,
        [],
        {},
        call(None),
        call(["?a"]),
        call(output=None),
        call(output="placed.data"),
        call(outputs=[]),
        call(outputs={"id": "header", "property": "children"}),
        call(inputs=None),
        call(inputs=[]),
        call(inputs=[None]),
        call(inputs={}),
        call(inputs=[{"id": "url", "property": "href", "value": ""}]),
        call(inputs=[*call()["inputs"], *call()["inputs"]]),
        call(state=[{"id": "url", "property": "hash", "value": ""}]),
        call(changedPropIds="url.search"),
        call(changedPropIds=[1]),
    ],
    ids=lambda body: orjson.dumps(body).decode()[:60],
)
def test_any_other_call_is_refused_with_a_sentence(body):
    with pytest.raises(BadRequest) as refusal:
        asked(body)
    assert refusal.value.description.startswith("The callback's ")
    assert refusal.value.description.endswith(".")


def test_a_body_that_is_no_json_or_is_not_declared_so_is_refused():
    with pytest.raises(BadRequest):
        asked_search(b"{", "application/json", callbacks.CALL)
    with pytest.raises(UnsupportedMediaType):
        asked(call(), "text/plain")


def test_scripts_come_from_the_site_alone_or_carry_a_hash():
    directives = dict(part.split(" ", 1) for part in policy(["'sha256-abc='"], "https://a.example").split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self' 'sha256-abc='"
    assert directives["frame-ancestors"] == "https://a.example"
    assert "unsafe-eval" not in str(directives)


def test_other_sites_may_frame_an_embed_or_a_picture_and_nothing_else():
    client = create_app(load_atlas(), Settings(frame_ancestors="https://a.example")).server.test_client()
    for path in ("/?format=embed", "/?format=embed&frontiere=fr-ch", "/carte.svg"):
        for _ in range(2):
            assert "frame-ancestors https://a.example" in client.get(path).headers["Content-Security-Policy"], path
    for path in ("/", "/?format=diapo", "/?format=fiche", "/donnees.csv", "/nowhere"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"], path


@pytest.mark.parametrize("path", ["/", "/carte.svg", "/donnees.csv", "/health", "/nowhere", "/assets/favicon.svg"])
def test_every_answer_carries_the_headers(client, path):
    for _ in range(2):
        headers = client.get(path, headers={"Accept-Encoding": "br"}).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe-eval" not in headers["Content-Security-Policy"]


def test_the_inline_script_of_the_page_is_the_hashed_one(client):
    response = client.get("/")
    inline = re.findall(r"<script(?![^>]*(?:src=|json))[^>]*>(.+?)</script>", response.text)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline]
    assert len(digests) == 1
    assert f"'sha256-{digests[0]}'" in response.headers["Content-Security-Policy"]


def test_a_request_that_is_too_long_is_413(client):
    assert client.post(POST, data=b"x" * (LARGEST_REQUEST + 1), content_type="application/json").status_code == 413


def test_a_refused_call_is_a_sentence_in_plain_text(client):
    response = client.post(POST, data=b"{", content_type="application/json")
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert client.post(POST, data=b"{", content_type="text/plain").status_code == 415


def test_no_mutation_of_a_call_is_ever_a_server_error(client):
    chance = random.Random(2021)
    junk = [None, 0, -1.5, "", "x" * 3000, [], {}, [[]], {"id": "url"}, "\x00", "?%ff%fe", True]

    def mutated(value):
        if isinstance(value, dict) and value and chance.random() < 0.8:
            changed = {name: mutated(part) if chance.random() < 0.4 else part for name, part in value.items()}
            changed.pop(chance.choice(list(changed)), None) if chance.random() < 0.2 else None
            return changed
        if isinstance(value, list) and value and chance.random() < 0.8:
            return [mutated(part) for part in value] * chance.choice((1, 1, 2))
        return chance.choice(junk)

    statuses = set()
    for _ in range(500):
        body = json.dumps(mutated(copy.deepcopy(call("?frontiere=fr-es"))))
        statuses.add(client.post(POST, data=body, content_type="application/json").status_code)
    assert statuses <= {200, 400}
    assert 400 in statuses


@pytest.mark.parametrize("path", ["nope/x.js", "dash/x.js", "dash/../../app.py"])
def test_a_script_that_is_not_there_is_404(client, path):
    assert client.get(f"/_dash-component-suites/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/?frontiere=gf-sr", "/carte.svg?frontiere=gf-sr", "/assets/print.css"])
def test_a_question_about_methods_leaves_nothing_in_the_cache(path):
    client = create_app(load_atlas()).server.test_client()
    assert client.options(path).status_code == 200
    with client.get(path) as answer:
        assert len(answer.data) > 500


BROKEN = ("frontiere=%ff%00", "frontiere=fr-ch&frontiere=%27", "&&=", "largeur=1e9", "q=%F0%9F%98%80%E2%80%AE",
          "tri=-x&q=%5B(*", "annee=2021%0d%0ax:y", "lieu=..%2f..&vue=donnees", "jeu=x&langue=xx")  # fmt: skip


@pytest.mark.parametrize("door", ["", "carte.svg", "carte.png", "qr.svg", "donnees.csv", "donnees.xlsx"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE"])
def test_no_door_fails_on_a_broken_query(client, door, method):
    for query in BROKEN:
        answer = client.open(f"/{door}?{query}&largeur=320", method=method, headers={"Range": "bytes=9-1"})
        assert answer.status_code < 500, query
