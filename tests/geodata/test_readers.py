"""What imports hold beside flows, read back as tables of the atlas: from a folder and from a PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata import cli, readers
from geodata.atlas import load_atlas
from geodata.errors import StoreError
from geodata.import_report import counted
from geodata.push import push
from geodata.store import Store, open_store
from geodata.tables import ACTIONS, COMMUNES, INDICATORS
from tests import postgres

INSTALLED = postgres.programs()
PROGRAMME = "Axe;Sous-axe;Action;Projet\n1;Connaître;Observer;Rencontre {year} FR-DE\n2;Relier;Relier;Un projet\n"
CUBE = (
    '"Sexe"\t"Commune de travail"\t"2014 T3"\t"2014 T4"\n'
    '"Sexe - Total"\t"Genève"\t10\t12\n"Sexe - Total"\t"...Thônex"\t4\t*\n"Femmes"\t"Genève"\t5\t6\n'
)
# Beside the Rhine: Strasbourg, and two across, of which INSEE's list knows one by this name and place.
UNITS = {
    "GISCO_ID": ["FR_67482", "DE_08317057", "DE_08317999"],
    "LAU_NAME": ["Strasbourg", "Kehl, Stadt", "Nirgendwo"],
    "CNTR_CODE": ["FR", "DE", "DE"],
    "POP_2021": [290_000, 37_000, -9999],
}
WEST = (7.72, 7.81, 7.86)


def units(folder: Path, name: str, only: str = "") -> Path:
    """Units of GISCO as a file, of one country where it is said."""
    shapes = gpd.GeoDataFrame(UNITS, geometry=[shapely.box(x, 48.55, x + 0.05, 48.6) for x in WEST], crs="EPSG:4326")
    shapes[shapes["CNTR_CODE"].str.startswith(only)].to_file(folder / name)
    return folder / name


def run(data: Path, *words: object) -> int:
    return cli.main(["import", *map(str, words), "--data", str(data)])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a cube, two programmes and the units of Germany."""
    home = tmp_path_factory.mktemp("readers")
    (home / "cube101.csv").write_text(CUBE, encoding="cp1252")
    assert run(home / "data", "bfs-px", home / "cube101.csv") == 0
    for year in (2022, 2026):
        (home / f"pw{year}.csv").write_text(PROGRAMME.format(year=year), encoding="utf-8")
        assert run(home / "data", "--detect", home / f"pw{year}.csv") == 0
    assert run(home / "data", "gisco", units(home, "LAU_RG_01M_2021.geojson", "DE")) == 0
    return home / "data"


@pytest.fixture(params=["folder", "server"], scope="module")
def store(request: pytest.FixtureRequest, data: Path) -> Iterator[Store]:
    """The store of that folder, and that of a server which was given it."""
    if request.param == "folder":
        with open_store(data) as found:
            yield found
        return
    if INSTALLED is None:
        pytest.skip("PostgreSQL has no wheel (pgserver) for this Python")
    with postgres.server(INSTALLED) as url:
        push(data, url)
        with open_store(url) as found:
            yield found


def test_series_of_indicators_are_counted_and_read_one_by_one(store: Store):
    (series,) = readers.indicator_series(store).to_dict("records")
    assert series == {
        "indicator": "frontaliers_etrangers_tous_pays", "field": "ofs-permis-g-tous-pays-2015",
        "source": "ofs-cube-101", "periods": "2014-Q3 2014-Q4", "precisions": "estimate", "places": 2, "rows": 6,
        "missing": 1,
    }  # fmt: skip
    names = (series["indicator"], series["field"], series["source"])
    rows = readers.indicators(store, *names, limit=100)
    assert INDICATORS.check(rows) is not None
    assert sorted(rows["value"].dropna()) == [4, 5, 6, 10, 12]
    assert rows.loc[rows["value"].isna(), "status"].tolist() == ["secret"]
    pieces = pd.concat([readers.indicators(store, *names, limit=4, offset=offset) for offset in (0, 4)])
    pd.testing.assert_frame_equal(pieces.reset_index(drop=True), rows)


def test_the_latest_programme_is_shown_and_says_its_year(store: Store):
    source, programme = readers.actions(store)
    assert source == "mot-programme-2026"
    assert ACTIONS.check(programme)["project"].tolist() == ["Rencontre 2026 FR-DE", "Un projet"]
    atlas = readers.joined(load_atlas(), store)
    assert (atlas.programme, len(atlas.actions)) == ("mot-programme-2026", 2)
    assert "mot-programme-2026" in set(store.sources()["id"])


@pytest.mark.parametrize(("year", "shown"), [(2020, False), (2021, True)])
def test_a_programme_is_shown_unless_it_is_older_than_the_published_one(tmp_path: Path, year: int, shown: bool):
    (tmp_path / f"pw{year}.csv").write_text(PROGRAMME.format(year=year), encoding="utf-8")
    assert run(tmp_path / "data", "actions", tmp_path / f"pw{year}.csv") == 0
    published = load_atlas()
    with open_store(tmp_path / "data") as store:
        atlas = readers.joined(published, store)
    assert atlas.programme == "mot-programme-2021"
    assert (atlas.actions is not published.actions) is shown


def test_imported_units_draw_the_communes_of_their_country(store: Store):
    published = load_atlas()
    drawn = readers.joined(published, store).communes("fr-de")
    assert COMMUNES.check(drawn) is not None
    abroad = drawn[drawn["country"] == "DE"].set_index("id")
    assert abroad["name"].to_dict() == {"commune:DE-08317057": "Kehl, Stadt", "commune:DE-08317999": "Nirgendwo"}
    assert abroad["population"].dropna().to_dict() == {"commune:DE-08317057": 37_000}
    assert abroad["aliases"].to_dict() == {"commune:DE-08317057": "commune:DE-AL3FH", "commune:DE-08317999": ""}
    assert set(abroad["parent"]) == {"nuts3:DE134"}
    assert set(abroad["geometry_source"]) == {"gisco-lau-2021"}
    assert len(drawn) == len(published.communes("fr-de")) + 2


def test_units_without_communes_draw_none(tmp_path: Path):
    square = gpd.GeoDataFrame(
        {"NUTS_ID": ["FRF12"], "LEVL_CODE": [3], "CNTR_CODE": ["FR"], "NAME_LATN": ["Haut-Rhin"]},
        geometry=[shapely.box(7.3, 47.7, 7.4, 47.8)], crs="EPSG:4326",
    )  # fmt: skip
    square.to_file(tmp_path / "NUTS_RG_03M_2021_4326_LEVL_3.geojson")
    assert run(tmp_path / "data", "gisco", tmp_path / "NUTS_RG_03M_2021_4326_LEVL_3.geojson") == 0
    published = load_atlas()
    with open_store(tmp_path / "data") as store:
        assert readers.joined(published, store).communes("fr-de") is published.communes("fr-de")


def test_an_import_of_both_sides_replaces_the_communes_of_both_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(tmp_path / "data", "gisco", units(tmp_path, "LAU_RG_01M_2021.geojson")) == 0
    published = load_atlas()
    said = capsys.readouterr().out
    assert "drawn near fr-de: 2 communes of DE\n" in said
    replaced = counted(len(published.communes("fr-de")))
    assert f"drawn near fr-de: 1 commune of FR, in place of the atlas's {replaced}\n" in said
    with open_store(tmp_path / "data") as store:
        atlas = readers.joined(published, store)
        assert sorted(atlas.communes("fr-de")["id"]) == ["commune:67482", "commune:DE-08317057", "commune:DE-08317999"]
        assert atlas.communes("fr-es") is published.communes("fr-es")


def test_the_latest_import_of_a_country_is_the_one_that_is_drawn(tmp_path: Path):
    first = units(tmp_path, "LAU_RG_01M_2020.geojson", "DE")
    assert run(tmp_path / "data", "gisco", first) == run(
        tmp_path / "data", "gisco", units(tmp_path, "LAU_2021.geojson", "DE")
    )
    with open_store(tmp_path / "data") as store:
        drawn = readers.communes(store, load_atlas().communes, "fr-de")
        assert set(drawn.loc[drawn["country"] == "DE", "geometry_source"]) == {"gisco-lau-2021"}


def test_nothing_is_read_where_nothing_is_imported(tmp_path: Path):
    published = load_atlas()
    with open_store(tmp_path) as store:
        assert readers.joined(published, store) is published
        assert readers.indicator_series(store).empty
        assert readers.actions(store)[0] == ""


def test_what_another_import_holds_is_refused(data: Path, capsys: pytest.CaptureFixture[str]):
    before = readers.indicator_series(open_store(data))
    cube = data.parent / "cube101.csv"
    assert run(data, "bfs-px", cube, "--as", "again") == 2
    assert "is held by the import ofs-cube-101 already, expected it once" in capsys.readouterr().err
    pd.testing.assert_frame_equal(readers.indicator_series(open_store(data)), before)
    assert run(data, "bfs-px", cube) == 0


def test_a_store_that_is_gone_is_one_sentence():
    with pytest.raises(StoreError, match="postgres://nowhere.invalid/base"):
        readers.indicator_series(open_store("postgres://nowhere.invalid/base"))
