"""The doors by HTTP, and the CSV behind a View."""

import io
from html import escape
from xml.etree import ElementTree

import pandas as pd
import pytest

from dashboard.doors import filename
from dashboard.renderings import credit
from dashboard.renderings.credit import Edition
from dashboard.renderings.pptx_foot import notes_text
from dashboard.renderings.table import COLUMNS, csv
from dashboard.selection import Selection
from dashboard.text import Text
from tests import real


def rows(text):
    return pd.read_csv(io.StringIO(text), comment="#", dtype=str, keep_default_na=False)


def test_the_csv_says_what_it_is_before_its_rows(view):
    head = [line for line in csv(view, "https://lisiere.example", "2026-11-22").splitlines() if line.startswith("#")]
    assert head == [
        "# Titre: Une phrase sur deux lignes",
        "# Sous-titre: Un sous-titre",
        "# Année: 2021",
        "# Champ: résidents",
        "# Source: [census] · Census of the toy · https://example.org/census · Open",
        "# Source :: le jouet.",
        "# Date: 2026-11-22",
        "# Lien: https://lisiere.example/?annee=2021",
    ]


def test_the_csv_has_one_row_per_figure_and_a_missing_one_is_empty(view):
    table = rows(csv(view, "", "2026-11-22"))
    assert list(table.columns) == list(COLUMNS)
    assert list(zip(table["frontier"], table["workers"], table["status"], strict=True)) == [
        ("fr-ch", "850", "observed"),
        ("fr-es", "", "secret"),
    ]


def test_a_cell_that_looks_like_a_formula_is_disarmed(view):
    assert list(rows(csv(view, "", ""))["home_name"]) == ["Nord", "'=SUM(A1)"]


def test_a_picture_says_its_sources_its_date_and_its_address(view):
    said = credit.lines(view, "https://lisiere.example", "2026-11-22")
    assert any("Census of the toy" in line for line in said)
    assert said[-1] == "Vue établie le 22 novembre 2026 · https://lisiere.example/?annee=2021"


def test_a_file_is_named_after_what_was_chosen():
    assert filename(Selection(), "svg") == "lisiere.svg"
    chosen = Selection(frontiers=("fr-ch", "fr-es"), period="2025-Q1", place="nuts3:FRN")
    assert filename(chosen, "csv") == "lisiere-fr-ch-fr-es-2025-Q1-nuts3-FRN.csv"


def test_the_picture_is_svg_with_the_public_address_on_it(client):
    response = client.get("/carte.svg?frontiere=fr-ch")
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    assert ElementTree.fromstring(response.text).tag == "{http://www.w3.org/2000/svg}svg"
    assert "https://lisiere.example/?frontiere=fr-ch" in response.text
    assert "script" not in response.headers["Content-Security-Policy"]


def test_the_figures_are_csv_for_the_same_query(client):
    response = client.get("/donnees.csv?frontiere=fr-ch")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="lisiere-fr-ch.csv"'
    assert response.text.startswith("# ")
    assert set(rows(response.text)["frontier"]) == {"fr-ch"}


def test_health_names_the_atlas(client, app):
    assert client.get("/health").json == {"status": "ok", "atlas": app.atlas.version}


@pytest.mark.parametrize("path", ["/", "/carte.svg", "/donnees.csv"])
@pytest.mark.parametrize("query", ["frontiere=xx", "%ff%00", "annee=1&annee=2", "a" * 4000, "frontiere=fr-ch%00"])
def test_a_bad_query_is_the_default_view(client, path, query):
    bad, default = client.get(f"{path}?{query}"), client.get(path)
    assert (bad.status_code, bad.data) == (200, default.data)


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/carte.svgx", "/geo/none.json", "/assets/none.js", "/static/x", "/assets/../app.py", "/a/b?c=d"],
)
def test_an_unknown_path_is_404_with_the_way_home(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert 'href="/"' in response.text
    assert 'lang="fr"' in response.text


@pytest.mark.parametrize("path", ["/", "/carte.svg", "/donnees.csv", "/health"])
def test_a_door_takes_head_and_refuses_other_methods(client, path):
    assert (client.head(path).status_code, client.head(path).data) == (200, b"")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        response = client.open(path, method=method)
        assert response.status_code == 405
        assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize("door", ["carte.svg", "carte.png"])
@pytest.mark.parametrize(
    ("name", "language", "said"),
    [("programme", "fr", "n’a pas de carte"), ("donnees", "en", "has no map"), ("comparer", "de", "hat keine Karte")],
)
def test_a_view_without_a_map_has_no_picture_and_says_so(client, door, name, language, said):
    answer = client.get(f"/{door}?vue={name}&langue={language}")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert said in answer.text
    assert f"{door}?" not in client.get(f"/?vue={name}&langue={language}").text
    assert client.get(f"/{door}?vue=poles&langue={language}&largeur=320").status_code == 200


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [("programme", "fr", "donc pas de couches"), ("comparer", "en", "no layers"), ("donnees", "de", "keine Ebenen")],
)
def test_a_view_without_a_map_has_no_layers_and_says_which_files_it_has(client, name, language, said):
    answer = client.get(f"/donnees.gpkg?vue={name}&frontiere=fr-ch&langue={language}")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert said in answer.text and "Excel" in answer.text and "CSV" in answer.text


@pytest.mark.parametrize("name", ["programme", "comparer", "donnees"])
def test_what_a_view_without_a_map_says_of_itself_is_not_of_another_views_map(client, name):
    query = f"?vue={name}&frontiere=fr-ch"
    view = real.view(Selection(view=name, frontiers=("fr-ch",)))
    page = client.get(f"/{query}").text
    assert f'name="description" content="{escape(view.subtitle)}"' in page
    assert view.map.alt not in notes_text(view, Edition("", "2026-11-22"), Text("fr"))
