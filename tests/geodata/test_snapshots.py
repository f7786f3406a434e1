"""Snapshots are read only as they were recorded."""

import hashlib
from pathlib import Path

import pytest

from geodata import snapshots
from geodata.errors import SnapshotError

TEXT = 'code,name\n01,"Bâle, ville"\n02,\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One sound snapshot, `towns`."""
    monkeypatch.setattr(snapshots, "FOLDER", tmp_path)
    put(tmp_path, TEXT.encode())
    return tmp_path


def put(folder: Path, content: bytes) -> None:
    facts = dict.fromkeys(snapshots.PROVENANCE, "x") | {"sha256": hashlib.sha256(content).hexdigest()}
    (folder / "towns.csv").write_bytes(content)
    (folder / "towns.toml").write_text("\n".join(f'{key} = "{value}"' for key, value in facts.items()))


def test_every_cell_is_text_and_an_empty_cell_an_empty_string(folder: Path) -> None:
    assert snapshots.read("towns").to_dict("list") == {"code": ["01", "02"], "name": ["Bâle, ville", ""]}


def test_altered_snapshot_is_refused(folder: Path) -> None:
    (folder / "towns.csv").write_text(TEXT + "03,Genève\n")
    with pytest.raises(SnapshotError, match="towns.csv has sha256"):
        snapshots.read("towns")


def test_sidecar_that_lacks_a_key_is_refused_by_its_name(folder: Path) -> None:
    sidecar = folder / "towns.toml"
    sidecar.write_text(sidecar.read_text().replace('licence = "x"', ""))
    with pytest.raises(SnapshotError, match="towns.toml has no licence"):
        snapshots.provenance("towns")


def test_sidecar_that_is_not_toml_is_refused_with_the_line(folder: Path) -> None:
    (folder / "towns.toml").write_text('title = "x"\nproducer = \n')
    with pytest.raises(SnapshotError, match="towns.toml is not TOML.*line 2"):
        snapshots.provenance("towns")


def test_data_without_sidecar_is_refused(folder: Path) -> None:
    (folder / "towns.toml").unlink()
    with pytest.raises(SnapshotError, match="towns.toml is missing"):
        snapshots.checksums()


def test_sidecar_without_data_is_refused(folder: Path) -> None:
    (folder / "towns.csv").unlink()
    with pytest.raises(SnapshotError, match="towns.csv is missing"):
        snapshots.checksums()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"a,b\n1,2\n1,2,3\n", "line 3"), ("é,b\n".encode("latin-1"), "utf-8"), (b"", "No columns")],
)
def test_file_that_is_no_whole_csv_is_refused_with_where(folder: Path, content: bytes, sentence: str) -> None:
    put(folder, content)
    with pytest.raises(SnapshotError, match=f"towns.csv is not a UTF-8 CSV.*{sentence}"):
        snapshots.read("towns")
