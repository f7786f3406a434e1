"""The build replaces all tables or none, and gives the same bytes from the same snapshots."""

from pathlib import Path

import geopandas
import pandas as pd
import pytest

from geodata import build, cli, files, references
from geodata.atlas import load_atlas
from geodata.errors import SchemaError, TableError
from tests import toy

READ = {"census_2021": "a" * 64}


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return build.conform(toy.shapes())


@pytest.fixture
def toy_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose derivations give the toy, from one snapshot."""
    monkeypatch.setattr(build, "derive", toy.shapes)
    monkeypatch.setattr("geodata.snapshots.checksums", lambda: READ)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.usefixtures("toy_build")
def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    build.build(tmp_path / "one")
    build.build(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.usefixtures("toy_build")
def test_built_folder_is_sound_and_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", "--out", str(tmp_path / "tables")]) == 0
    assert "flows            12 rows" in capsys.readouterr().out.splitlines()
    assert cli.main(["check", "--tables", str(tmp_path / "tables")]) == 0
    assert len(load_atlas(tmp_path / "tables").territories) == len(toy.TERRITORIES)


@pytest.mark.usefixtures("toy_build")
def test_build_replaces_what_was_built_before(toy_tables: Path) -> None:
    (toy_tables / "rivers.parquet").write_bytes(b"of an older build")
    build.build(toy_tables)
    assert not (toy_tables / "rivers.parquet").exists()
    assert [path.name for path in toy_tables.parent.iterdir()] == [toy_tables.name]


@pytest.mark.usefixtures("toy_build")
def test_fault_leaves_the_tables_as_they_were(toy_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(toy_tables)
    faulty = toy.shapes() | {"flows": toy.frames()["flows"].assign(field="rumour")}
    monkeypatch.setattr(build, "derive", lambda: faulty)
    with pytest.raises(SchemaError, match="flows: column field, row 0 is 'rumour', expected an id of fields"):
        build.build(toy_tables)
    assert contents(toy_tables) == before
    assert [path.name for path in toy_tables.parent.iterdir()] == [toy_tables.name]


@pytest.mark.usefixtures("toy_build")
def test_folder_that_holds_anything_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    with pytest.raises(TableError, match="holds thesis.odt, expected a new folder or one of built tables"):
        build.build(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


@pytest.mark.usefixtures("toy_build")
def test_folder_whose_parent_is_missing_is_a_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="tables cannot be written"):
        build.build(tmp_path / "nowhere" / "tables")


@pytest.mark.usefixtures("toy_build")
def test_check_says_when_tables_are_older_than_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build.build(tmp_path / "tables")
    monkeypatch.setattr("geodata.snapshots.checksums", lambda: {"census_2021": "b" * 64})
    assert cli.main(["check", "--tables", str(tmp_path / "tables")]) == 2
    assert "is older than snapshot census_2021" in capsys.readouterr().err


@pytest.mark.usefixtures("toy_build")
def test_check_says_when_a_table_is_not_as_it_was_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.build(tmp_path / "tables")
    files.write(toy.frames()["flows"].assign(workers=1.0), tmp_path / "tables" / "flows.parquet")
    assert cli.main(["check", "--tables", str(tmp_path / "tables")]) == 2
    assert "flows.parquet is not as it was built" in capsys.readouterr().err


def test_share_alike_shapes_and_what_touches_them_stand_in_files_of_their_own(
    tables: dict[str, pd.DataFrame],
) -> None:
    parts = build.split(tables)
    assert list(parts["territories.osm"]["id"]) == ["country:ES", "nuts3:ES0"]
    assert list(parts["frontiers.osm"]["id"]) == ["fr-es"]
    assert set(parts["outlines.osm"]["id"]) == {"country:ES", "nuts3:ES0", "fr-es"}
    assert len(parts["outlines"]) + len(parts["outlines.osm"]) == len(tables["outlines"])


def test_shapes_in_another_system_are_stopped() -> None:
    shapes = toy.shapes()
    moved = geopandas.GeoDataFrame(shapes["poles"]).to_crs("EPSG:3035")
    with pytest.raises(SchemaError, match="poles: CRS EPSG:3035, expected EPSG:4326"):
        build.conform(shapes | {"poles": moved})


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("flows", "source", "hearsay"), ("flows", "field", "rumour"), ("flows", "frontier", "fr-ch fr-xx"),
        ("flows", "home", "nuts3:XXX"), ("indicators", "other_place", "pole:nowhere"), ("poles", "territory", "x"),
        ("territories", "parent", "country:XX"), ("territories", "geometry_source", "memory"),
        ("frontiers", "limitrophe_france", "nuts3:FRX"), ("cooperations", "member_places", "pole:x"),
        ("passages", "document", "lost"), ("passages", "poles", "pole:ouest"), ("outlines", "id", "fr-xx"),
    ],
)  # fmt: skip
def test_reference_to_nothing_is_named_with_table_column_and_row(table: str, column: str, value: str) -> None:
    frames = toy.frames()
    frames[table].loc[frames[table].index[-1], column] = value
    with pytest.raises(SchemaError) as error:
        references.check(frames)
    assert str(error.value).startswith(
        f"{table}: column {column}, row {len(frames[table]) - 1} is {value.split()[-1]!r}"
    )


def test_alias_and_pole_are_places() -> None:
    frames = toy.frames()
    frames["flows"].loc[0, ["home", "work"]] = ["departement:90", "pole:est"]
    references.check(frames)


def test_cited_place_is_added_unless_a_territory_has_its_name() -> None:
    known = toy.frames()["territories"]
    cited = known.head(2).assign(id=["departement:90", "zone:Z1"], parent=["country:FR", "departement:91"], aliases="")
    joined = build.with_places(known, cited)
    assert joined["id"].tolist() == [*known["id"], "zone:Z1"]
    assert joined["parent"].iloc[-1] == "nuts3:FRS"
