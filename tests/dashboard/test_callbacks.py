"""The one server callback: a query string in, the parts of the page out."""

import orjson
import pytest

from bench.selections import unseen
from dashboard import callbacks
from dashboard.factory import create_app
from dashboard.ids import Ids
from geodata.atlas import load_atlas
from tests.dashboard.conftest import call

POST = "/_dash-update-component"


def test_the_page_registers_the_call_that_is_checked(app):
    served = [
        entry for entry in app.server.test_client().get("/_dash-dependencies").json if not entry["clientside_function"]
    ]
    assert [entry["output"] for entry in served] == [callbacks.CALL.body("")["output"]]
    assert served[0]["inputs"] == [callbacks.CALL.source]


def test_two_apps_in_one_process_each_have_their_callbacks(app):
    other = create_app(load_atlas()).server.test_client()
    assert (
        len(other.get("/_dash-dependencies").json) == len(app.server.test_client().get("/_dash-dependencies").json) == 1
    )


def test_what_is_shown_has_markup_for_every_room(app):
    shown = callbacks.show(app.atlas, "?frontiere=fr-ch", "2026-11-22", "https://lisiere.example")
    assert [*shown["parts"]] == [Ids.HEADER, Ids.RAIL, Ids.PANEL, Ids.SHEET, Ids.FOOTER]
    assert shown["search"] == "?frontiere=fr-ch"


def test_a_phone_is_sent_its_own_map_and_the_same_words(app):
    shown = {
        name: callbacks.show(app.atlas, f"?frontiere=fr-ch{more}", "2026-11-22", "")
        for name, more in (("page", ""), ("phone", "&format=telephone"))
    }
    assert [[*one["maps"]] for one in shown.values()] == [[name] for name in shown]
    desk, phone = (one["parts"] for one in shown.values())
    assert [name for name in desk if desk[name] != phone[name]] == [Ids.FOOTER]


def test_garbage_in_the_address_shows_the_default(app):
    for search in (None, "", "?", "?frontiere=xx-yy&annee=1066", "?%ff%00", "frontiere", "?" + "a=1&" * 5000):
        assert callbacks.view_of(app.atlas, search) == callbacks.view_of(app.atlas, "?")


def test_the_answer_fills_every_output_from_the_cache_as_from_dash(client):
    bodies = [client.post(POST, json=call("?frontiere=fr-es")).data for _ in range(2)]
    assert bodies[0] == bodies[1]
    filled = orjson.loads(bodies[0])["response"]
    assert {(name, part) for name, parts in filled.items() for part in parts} == {(Ids.FRAGMENT, "data")}
    assert filled[Ids.FRAGMENT]["data"]["search"] == "?frontiere=fr-es"


@pytest.fixture
def dates(monkeypatch):
    """The date of each run of `show`, in order."""
    runs = []
    shown = callbacks.show

    def counted(atlas, search, date, address):
        runs.append(date)
        return shown(atlas, search, date, address)

    monkeypatch.setattr(callbacks, "show", counted)
    return runs


def test_two_ways_to_write_one_selection_share_one_answer(client, dates):
    for search in ("?frontiere=fr-ch,fr-es&langue=en", "?langue=en&frontiere=fr-es&frontiere=fr-ch&utm_source=x"):
        client.post(POST, json=call(search))
    assert len(dates) == 1


def test_a_new_day_makes_a_new_answer(client, dates, monkeypatch):
    for day in ("2030-01-01", "2030-01-02", "2030-01-02"):
        monkeypatch.setattr(callbacks, "today", lambda day=day: day)
        client.post(POST, json=call("?frontiere=fr-ch&axe=1"))
    assert dates == ["2030-01-01", "2030-01-02"]


def test_no_selection_that_the_vocabulary_allows_fails(app):
    for search in unseen(60, seed=5):
        assert callbacks.show(app.atlas, search, "2026-11-22", "")["search"] == search
