"""The atlas loads whole or not at all, and without the libraries of the build."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

from geodata import crs, files
from geodata.atlas import load_atlas
from geodata.errors import TableError
from geodata.sources import cite, cited
from geodata.tables import ALL
from tests import toy


def test_loaded_tables_are_those_that_were_written(toy_tables: Path) -> None:
    atlas = load_atlas(toy_tables)
    for name, frame in toy.frames().items():
        found = getattr(atlas, name).sort_values(frame.columns[0], kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(found, frame.sort_values(frame.columns[0], kind="stable", ignore_index=True))


def test_table_in_several_files_is_read_as_one(toy_tables: Path) -> None:
    assert {file.name for file in files.parts("territories", toy_tables)} == {
        "territories.parquet",
        "territories.osm.parquet",
    }
    assert len(load_atlas(toy_tables).territories) == len(toy.TERRITORIES)


def test_missing_numbers_stay_missing(toy_tables: Path) -> None:
    flows = load_atlas(toy_tables).flows
    assert set(flows.loc[flows["workers"].isna(), "status"]) == {"secret", "not-collected"}


def test_atlas_cannot_be_reassigned(toy_tables: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        load_atlas(toy_tables).version = "other"  # type: ignore[misc]


def test_version_changes_with_the_bytes_of_a_table(toy_tables: Path) -> None:
    before = load_atlas(toy_tables).version
    assert load_atlas(toy_tables).version == before
    files.write(toy.frames()["fields"].head(2), toy_tables / "fields.parquet")
    assert load_atlas(toy_tables).version != before


def test_loading_imports_no_library_of_the_build(toy_tables: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from geodata.atlas import load_atlas; load_atlas(Path(sys.argv[1]));"
        "print(*{'geopandas', 'shapely', 'pyproj', 'pyogrio'} & set(sys.modules))"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", script, str(toy_tables)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


@pytest.mark.parametrize("name", ALL)
def test_truncated_table_is_named(toy_tables: Path, name: str) -> None:
    file = toy_tables / f"{name}.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(TableError, match=f"{name}.parquet is damaged"):
        load_atlas(toy_tables)


def test_table_with_flipped_bits_is_named(toy_tables: Path) -> None:
    file = toy_tables / "flows.parquet"
    content = bytearray(file.read_bytes())
    content[60:70] = bytes(byte ^ 0xFF for byte in content[60:70])
    file.write_bytes(content)
    with pytest.raises(TableError, match="flows.parquet is damaged"):
        load_atlas(toy_tables)


def test_csv_named_parquet_is_named(toy_tables: Path) -> None:
    (toy_tables / "poles.parquet").write_text("id,name\nouest,Ouest\n")
    with pytest.raises(TableError, match="poles.parquet is damaged or no Parquet file"):
        load_atlas(toy_tables)


def test_missing_table_is_named(toy_tables: Path) -> None:
    (toy_tables / "actions.parquet").unlink()
    with pytest.raises(TableError, match="actions.parquet is missing"):
        load_atlas(toy_tables)


def test_missing_part_of_a_recorded_table_is_named(toy_tables: Path) -> None:
    (toy_tables / files.RECORD).write_text('[tables]\n"territories.parquet" = ""\n"territories.osm.parquet" = ""\n')
    (toy_tables / "territories.osm.parquet").unlink()
    with pytest.raises(TableError, match="territories.osm.parquet is missing"):
        load_atlas(toy_tables)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="nowhere is not a folder"):
        load_atlas(tmp_path / "nowhere")


@pytest.mark.parametrize("column", ["source", "geometry"])
def test_missing_column_is_named(toy_tables: Path, column: str) -> None:
    table = "flows" if column == "source" else "frontiers"
    files.write(toy.frames()[table].drop(columns=column, errors="ignore"), toy_tables / f"{table}.parquet")
    with pytest.raises(TableError, match=f"{table}.parquet: column {column} is missing"):
        load_atlas(toy_tables)


def test_value_outside_its_choices_is_named_with_file_column_and_row(toy_tables: Path) -> None:
    files.write(toy.frames()["flows"].assign(status="guessed"), toy_tables / "flows.parquet")
    with pytest.raises(TableError, match="flows.parquet: flows: column status, row 0 is 'guessed'"):
        load_atlas(toy_tables)


def test_sources_are_cited_once_in_order_of_citation() -> None:
    sources = toy.frames()["sources"]
    assert [source.id for source in cite(sources, ["register", "", "census", "register"])] == ["register", "census"]


def test_unknown_source_is_named() -> None:
    with pytest.raises(TableError, match="hearsay is cited but unknown"):
        cite(toy.frames()["sources"], ["hearsay"])


def test_every_source_column_of_a_table_counts_as_citing() -> None:
    assert cited(toy.frames()["territories"]) == ["census", "register", "gisco-nuts-2021", "openstreetmap"]


def test_toy_places_project_to_their_whole_units() -> None:
    frame = crs.FRAMES["metropole"]
    for (x, y), (lon, lat) in toy.LON_LAT.items():
        assert crs.to_frame(frame, lon, lat) == pytest.approx((x, y), abs=0.1)


def test_toy_halves_add_up_to_the_country() -> None:
    flows = toy.frames()["flows"].query("period == '2021' and work == 'nuts3:CH0' and sex == ''")
    assert flows["workers"].sum() == 1000
