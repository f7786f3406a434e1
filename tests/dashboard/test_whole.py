"""The file of an imported series of indicators: all rows, piece by piece, with its source."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from dashboard import whole
from dashboard.compose import compose, vocabulary
from dashboard.compose.catalogue import Counted, catalogue
from dashboard.factory import create_app
from dashboard.selection import Selection
from dashboard.text import Text
from dashboard.view import Table
from geodata import export
from geodata.atlas import Atlas
from geodata.errors import StoreError
from geodata.tables import ALL, INDICATORS, LAZY
from tests import toy

SERIES = ("jobs", "residents", "census")
NAME = "jobs.residents.census.import"


def rows(count: int) -> pd.DataFrame:
    blank = dict.fromkeys(INDICATORS.names, "")
    table = [
        blank | {"place": f"commune:{n:05}", "period": "2021", "indicator": "jobs", "value": float(n), "unit": "people",
                 "precision": "exact", "status": "observed", "field": "residents", "source": "census"}
        for n in range(count)
    ]  # fmt: skip
    table[0] |= {"breakdown": "=1+1"}
    table[1] |= {"value": float("nan"), "status": "secret", "note": "peu fiable"}
    return INDICATORS.conform(pd.DataFrame(table))


@pytest.fixture
def atlas() -> Atlas:
    """The toy with 1,200 imported rows."""
    everything = rows(1_200)

    def measures(*series: str, limit: int, offset: int = 0) -> pd.DataFrame:
        assert series == SERIES
        return everything[offset : offset + limit]

    counted = dict(zip(("indicator", "field", "source"), SERIES, strict=True))
    measured = pd.DataFrame(
        [counted | {"periods": "2021", "precisions": "exact", "places": 1_200, "rows": 1_200, "missing": 0}]
    )
    return replace(toy.atlas(), measured=measured, measures=measures)


def pieces(atlas: Atlas) -> Iterator[str]:
    (series,) = (one for one in catalogue(atlas) if one.id == NAME)
    return whole.pieces(atlas, series)


def test_the_file_has_every_row_once_and_its_source_before(atlas: Atlas, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whole, "PIECE", 500)
    sent = list(pieces(atlas))
    assert len(sent) == 3
    said, lines = [], []
    for line in "".join(sent).splitlines():
        (said if line.startswith("#") else lines).append(line)
    assert said[:2] == ["# producer: Toy statistics", "# title: Census of the toy"]
    assert lines[0] == ",".join([*INDICATORS.exported, "note", "place_name"])
    assert lines[2].endswith(",secret,residents,census,peu fiable,commune 00001")
    assert [line.partition(",")[0] for line in lines[1:]] == [f"commune:{n:05}" for n in range(1_200)]
    assert lines[1].endswith(",commune 00000")


def test_a_series_that_cannot_be_read_leaves_the_published_figures_and_says_so(atlas: Atlas):
    def gone(*_: object, **__: object) -> pd.DataFrame:
        raise StoreError("gone")

    failing = replace(atlas, measures=gone, published=toy.atlas())
    view = compose(failing, Selection(view="donnees", series=NAME))
    assert view.notes[0].text == Text("fr")("imported.unreadable")
    assert "series" in {section.id for section in view.sections}


def test_a_file_of_data_that_cannot_be_read_is_503_in_words(app, monkeypatch: pytest.MonkeyPatch):
    def gone(*_: object) -> Iterator[str]:
        raise StoreError("gone")

    series = next(one for one in catalogue(app.atlas) if one.measures)
    counted = replace(series, counted=Counted(1, 0, ("2021",), ("exact",)))
    monkeypatch.setattr(whole, "catalogue", lambda _: (counted,))
    monkeypatch.setattr(whole, "selection_of", lambda *_: Selection(series=counted.id))
    monkeypatch.setattr(whole, "pieces", gone)
    answer = app.server.test_client().get("/serie.csv")
    assert (answer.status_code, Text("fr")("error.503.title") in answer.text) == (503, True)


def test_every_table_that_the_data_view_lists_is_downloaded_as_the_command_writes_it(client, app):
    view = compose(app.atlas, Selection(view="donnees"))
    listed = next(block for part in view.sections for block in part.blocks if getattr(block, "id", "") == "tables")
    assert isinstance(listed, Table)
    assert [row[0].text for row in listed.rows] == list(ALL)
    for row in listed.rows:
        name, answer = row[0].text, client.get(f"/{row[-1].url}")
        assert answer.status_code == 200 and answer.mimetype == "text/csv"
        near = [app.atlas.communes(frontier) for frontier in sorted(app.atlas.frontiers["id"])] if name in LAZY else []
        table = pd.concat(near, ignore_index=True) if near else getattr(app.atlas, name)
        assert answer.data == export.csv(table, ALL[name], {}), name
        assert f'filename="lisiere-{name}.csv"' in answer.headers["Content-Disposition"]
    assert client.get("/tables/nothing.csv").status_code == 404


def test_a_cell_of_a_table_is_never_a_formula():
    actions = toy.atlas().actions.assign(project="=1+1")
    asked = create_app(replace(toy.atlas(), actions=actions)).server.test_client()
    assert b"'=1+1" in asked.get("/tables/actions.csv").data


def test_a_cell_is_never_a_formula(atlas: Atlas):
    assert ",'=1+1," in next(pieces(atlas))


def test_an_imported_series_is_listed_with_its_file_and_shows_its_first_rows(atlas: Atlas):
    assert NAME in vocabulary(atlas).catalogue
    view = compose(atlas, Selection(view="donnees"))
    listed = next(block for part in view.sections for block in part.blocks if getattr(block, "id", "") == "series")
    assert isinstance(listed, Table)
    doors = {row[0].text: row[-1].url for row in listed.rows}
    assert doors["jobs"].startswith("serie.csv?")
    assert NAME in doors["jobs"]
    alone = compose(atlas, Selection(view="donnees", series=NAME))
    assert len(alone.sections[0].blocks[1].rows) == 500  # type: ignore[union-attr]
    assert "500" in alone.sections[0].note
    table = alone.sections[0].blocks[1]
    assert isinstance(table, Table)
    assert [table.rows[1][column].text for column in (3, 5)] == ["secret", "secret statistique"]
