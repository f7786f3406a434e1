"""The page as it is served."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from dashboard.factory import create_app
from dashboard.settings import Settings
from geodata.atlas import load_atlas
from geodata.files import FOLDER


def test_the_map_stands_in_the_page_before_any_script(client):
    page = client.get("/?frontiere=fr-ch").text
    assert page.index("<svg") < page.index('id="react-entry-point"') < page.index("<script")
    assert not re.search(r"<script[^>]*src=", page[: page.index("react-entry-point")])


def test_the_page_is_that_of_its_query(client):
    page, default = client.get("/?frontiere=fr-ch&langue=en").text, client.get("/").text
    assert '<html lang="en">' in page
    assert '<html lang="fr">' in default
    assert 'data-search="?frontiere=fr-ch&amp;langue=en"' in page
    assert re.findall("<title>(.*)</title>", page) != re.findall("<title>(.*)</title>", default)
    assert '<link rel="canonical" href="https://lisiere.example/?frontiere=fr-ch&amp;langue=en">' in page


def test_nothing_in_the_page_is_fetched_from_elsewhere(client):
    assert not re.findall(
        r'(?:src|href)="(?:https?:)?//(?!lisiere\.example)[^"]*"[^>]*(?:></script>|rel="(?:style|pre))',
        client.get("/").text,
    )
    scripts = re.findall(r'<script[^>]*src="([^"]+)"', client.get("/").text)
    assert scripts
    assert all(source.startswith("/") and not source.startswith("//") for source in scripts)


def test_what_the_page_links_to_is_sent_for_good_and_compressed(client):
    linked = re.findall(
        r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+[m?][^"]*\.?(?:js|css)[^"]*)"', client.get("/").text
    )
    assert len(linked) > 5
    for path in linked:
        headers = client.get(path, headers={"Accept-Encoding": "br"}).headers
        assert "immutable" in headers["Cache-Control"], path
        assert headers["Content-Encoding"] == "br", path


def test_a_name_of_a_file_that_is_made_up_is_not_kept_apart(client):
    paths = [f"/_dash-component-suites/dash/deps/react@18.v{number}m1.3.1.min.js" for number in range(2)]
    tags = {client.get(path, headers={"Accept-Encoding": "br"}).headers["ETag"] for path in paths}
    assert len(tags) == 1


def test_dash_never_brings_its_own_plotly(client):
    assert "plotly.min" not in client.get("/").text
    assert "plotly-cartesian" in client.get("/").text


def test_under_a_prefix_everything_moves():
    client = create_app(load_atlas(), Settings(prefix="/atlas/")).server.test_client()
    page = client.get("/atlas/")
    assert page.status_code == 200
    assert all(path.startswith("/atlas/") for path in re.findall(r'(?:src|href)="(/[^"]*)"', page.text))
    assert [client.get(f"/atlas/{door}").status_code for door in ("carte.svg", "donnees.csv", "health")] == [200] * 3
    assert client.get("/").status_code == 404


def started(project, folder, **environ):
    """What happens when app.py is imported with the tables of a folder."""
    code = "import sys, pathlib, geodata.files as f; f.FOLDER = pathlib.Path(sys.argv[1]); import app"
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.run(command, check=False, cwd=project, env=os.environ | environ, capture_output=True, text=True)


@pytest.mark.parametrize("damage", ["missing", "truncated"])
def test_a_damaged_table_stops_the_start_with_one_sentence(project, tmp_path, damage):
    folder = shutil.copytree(FOLDER, tmp_path / "tables")
    table = folder / "flows.parquet"
    table.unlink() if damage == "missing" else table.write_bytes(table.read_bytes()[:-100])
    run = started(project, folder)
    assert run.returncode == 1
    assert run.stderr.startswith("Lisière does not start: ")
    assert "flows.parquet" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_wrong_setting_stops_the_start_with_one_sentence(project):
    run = started(project, FOLDER, LISIERE_CACHE_BYTES="much")
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert run.stderr.startswith("Lisière does not start: LISIERE_CACHE_BYTES is 'much', expected ")


def test_whole_tables_start(project):
    run = started(project, FOLDER)
    assert (run.returncode, run.stderr) == (0, "")
