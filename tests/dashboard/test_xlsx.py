"""The workbook and the GeoPackage of a view, opened by openpyxl and geopandas."""

import io
import sys
from itertools import product

import geopandas
import openpyxl
import orjson
import pyogrio
import pytest

from dashboard import exports
from dashboard.compose.index import index
from dashboard.renderings import gpkg, xlsx
from dashboard.renderings.credit import references
from dashboard.selection import Selection
from dashboard.view import Table
from geodata.atlas import load_atlas
from geodata.tables import FRONTIER_IDS
from tests import real


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_has_one_row_a_figure_with_field_source_and_licence(view):
    data, about = opened(xlsx.workbook(view, "https://lisiere.example", "2026-11-22")).worksheets
    rows = [dict(zip(xlsx.COLUMNS, row, strict=True)) for row in data.iter_rows(min_row=2, values_only=True)]
    assert [(row["workers"], row["status"], row["field"], row["source"], row["licence"]) for row in rows] == [
        (850, "observed", "résidents", "census", "Open"),
        (None, "secret", "résidents", "census", "Open"),
    ]
    said = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert said["Lien"] == "https://lisiere.example/?annee=2021"
    assert said["Date"] == "2026-11-22"


def test_a_cell_that_looks_like_a_formula_is_text(view):
    data = opened(xlsx.workbook(view, "", "")).worksheets[0]
    cell = data.cell(3, xlsx.COLUMNS.index("home_name") + 1)
    assert (cell.value, cell.data_type) == ("'=SUM(A1)", "s")


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_door_gives_a_workbook_in_each_language(client, language):
    answer = client.get(f"/donnees.xlsx?frontiere=fr-ch&langue={language}")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    data = opened(answer.data).worksheets[0]
    assert data.max_row == len(real.view(Selection(frontiers=("fr-ch",))).figures) + 1


@pytest.fixture(scope="module")
def package(tmp_path_factory, app):
    file = tmp_path_factory.mktemp("gpkg") / "view.gpkg"
    answer = app.server.test_client().get("/donnees.gpkg?frontiere=fr-ch")
    assert (answer.status_code, answer.mimetype) == (200, exports.GPKG_TYPE)
    file.write_bytes(answer.data)
    return file


def test_a_geopackage_has_a_layer_for_each_kind_of_thing_and_its_metadata(package):
    names = {name for name, _ in pyogrio.list_layers(package)}
    assert names == {"territories", "frontiers", "flows", "poles", "figures", "metadata"}
    said = geopandas.read_file(package, layer="metadata").set_index("key")["value"]
    assert said["URL"] == "https://lisiere.example/?frontiere=fr-ch"
    assert said["Title"] == real.view(Selection(frontiers=("fr-ch",))).title


@pytest.mark.parametrize("layer", ["territories", "frontiers", "flows", "poles"])
def test_every_layer_is_in_longitude_and_latitude_with_source_and_licence(package, layer):
    frame = geopandas.read_file(package, layer=layer)
    assert frame.crs.to_epsg() == 4326
    assert {"source", "licence"} <= set(frame.columns)
    west, south, east, north = frame.total_bounds
    assert -10 < west < east < 20 and 40 < south < north < 55


def test_layers_carry_the_styles_and_the_figures_of_the_map(package):
    view = real.view(Selection(frontiers=("fr-ch",)))
    drawn = geopandas.read_file(package, layer="territories").set_index("id")
    assert set(drawn["style"]) == {fill.style for fill in view.map.fills}
    assert drawn["fill"].str.fullmatch("#[0-9A-F]{6}").all()
    geneva = next(figure for figure in view.figures if figure.work == "canton:GE" and not figure.sex)
    assert geneva.workers in set(drawn["workers"].dropna())
    flows = geopandas.read_file(package, layer="flows")
    assert sorted(flows["workers"]) == sorted(flow.workers for flow in view.map.flows)


def test_a_package_that_takes_too_long_is_a_sentence(client, monkeypatch):
    monkeypatch.setattr(exports, "LAYERS_SECONDS", 0.001)
    answer = client.get("/donnees.gpkg?frontiere=fr-lu")
    assert answer.status_code == 503
    assert answer.text.strip().endswith("étroite.")


def test_a_package_that_fails_leaves_nothing_half_written(client, monkeypatch, capsys):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert client.get("/donnees.gpkg?frontiere=fr-be").status_code == 503


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_a_workbook_says_the_field_in_the_words_of_its_language(language):
    shown = real.view(Selection(frontiers=("fr-ch",), language=language))
    data = opened(xlsx.workbook(shown, "", "")).worksheets[0]
    rows = [dict(zip(xlsx.COLUMNS, row, strict=True)) for row in data.iter_rows(min_row=2, values_only=True)]
    known = index(load_atlas())
    assert rows and all(row["field_name"] == known.field(row["field"], language) for row in rows)


def test_a_flow_names_the_source_of_its_own_figure():
    """Two sources may publish one number: the flow's is the one that it is drawn from."""
    for view, frontier in product(("carte", "poles"), FRONTIER_IDS):
        shown = real.view(Selection(view=view, frontiers=(frontier,)))
        for flow in orjson.loads(gpkg.request(shown, "", ""))["flows"]:
            same = [item for item in shown.figures if (item.field, item.source) == (flow["field"], flow["source"])]
            assert flow["workers"] in [item.workers for item in same], flow["id"]
            assert (flow["licence"], flow["field_name"]) == (same[0].licence, same[0].field_name)


def test_a_workbook_of_a_view_without_figures_has_its_table_with_source_and_licence_in_each_row():
    shown = real.view(Selection(view="programme", frontiers=("fr-de",)))
    data = opened(xlsx.workbook(shown, "", "")).worksheets[0]
    titles = [cell.value for cell in data[1]]
    blocks = (block for section in shown.sections for block in section.blocks if isinstance(block, Table))
    actions = next(blocks)
    assert titles == [*(column.title for column in actions.columns), "Source", "Licence"]
    assert data.max_row == len(actions.rows) + 1
    (source,) = references(shown)
    ends = {tuple(cell.value for cell in row[-2:]) for row in data.iter_rows(min_row=2)}
    assert ends == {(source.text, source.licence)}


def test_every_row_names_its_source_in_words():
    shown = real.view(Selection(frontiers=("gf-br",)))
    known = index(load_atlas()).sources
    assert shown.figures and all(known[figure.source].producer in figure.source_name for figure in shown.figures)
