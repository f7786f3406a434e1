"""Files that are broken or hostile: one sentence with the file, exit status 2, the data folder as it was."""

import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from geodata import cli, data_folder
from geodata.importers import reading
from tests import synthetic

ROWS = 1_500
"""More than the 64 kB by which an encoding is known."""
TIDY = "home,work,period,workers,field,source\ncommune:57672,country:LU,2021,{workers},rp-france-metropolitaine,s\n"
SAID = ("--producer", "P", "--title", "T")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound file of a census, and a data folder beside it that holds another one."""
    home = tmp_path_factory.mktemp("attacks")
    before = synthetic.mobpro(home / "FD_MOBPRO_2019_synthetic.csv", ROWS, abroad=0.5, year="2019")
    assert cli.main(["import", "mobpro", str(before), "--data", str(home / "data")]) == 0
    return synthetic.mobpro(home / "FD_MOBPRO_2021_synthetic.csv", ROWS, abroad=0.5)


def content(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.fixture
def refused(sound: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Import what is to be refused; the one sentence that is said."""

    def tried(*words: object) -> str:
        folder = sound.parent / "data"
        before = content(folder)
        capsys.readouterr()
        assert cli.main(["import", *map(str, words), "--data", str(folder)]) == 2
        said = capsys.readouterr().err.strip().splitlines()
        assert len(said) == 1, said
        assert content(folder) == before
        return said[0]

    return tried


def zipped(file: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def weighing(data: bytes, weight: bytes) -> bytes:
    header, *lines = data.splitlines()
    column = header.split(b";").index(b"IPONDI")
    rows = [line.split(b";") for line in lines]
    return b"\n".join([header, *(b";".join([*row[:column], weight, *row[column + 1 :]]) for row in rows), b""])


def cut(data: bytes) -> bytes:
    line = data.splitlines()[1_200]
    return data.replace(line, line[:10] + b"\xff\xfe\x80" + line[13:], 1)


def shifted(data: bytes) -> bytes:
    header, *lines = data.splitlines()
    return b"\n".join([header, *(b"x;" + line.rpartition(b";")[0] for line in lines)])


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "is empty, expected a table"),
    "header alone": (lambda data: data.partition(b"\n")[0] + b"\n", "has no rows, expected some"),
    "other delimiter": (lambda data: data.replace(b";", b","), "line 1 is delimited by comma"),
    "shifted columns": (shifted, r"line \d+: .*, as in 1500 of 1500 rows, .*: are its columns shifted\?"),
    "weights that are no numbers": (lambda data: weighing(data, b"NaN"), r"line \d+: weight IPONDI is no number"),
    "endless weights": (lambda data: weighing(data, b"inf"), r"line \d+: weight IPONDI is no number"),
    "weights beyond all people": (lambda data: weighing(data, b"1e308"), r"line \d+: weight IPONDI is no number"),
    "weights below zero": (lambda data: weighing(data, b"-3"), r"line \d+: weight IPONDI is not above zero"),
    "another encoding half way": (cut, r"line 1201 has \d+ columns and is not UTF-8"),
    "zeros": (
        lambda data: data.partition(b"\n")[0] + b"\n" + bytes(3 * reading.BLOCK),
        "line 2 is longer than 2097152 bytes",
    ),
    "a quote left open": (
        lambda data: data.replace(b"\n", b'\n"', 7).replace(b'"', b"", 6),
        "line 8 leaves a quote open, expected a row on one line",
    ),
    "noise": (lambda data: Random(3).randbytes(10_000), "line 1 "),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_is_refused_by_file_and_line(
    fault: str, sound: Path, tmp_path: Path, refused: Callable[..., str]
):
    breaking, sentence = BROKEN[fault]
    file = tmp_path / "FD_MOBPRO_2021.csv"
    file.write_bytes(breaking(sound.read_bytes()))
    told = refused("mobpro", file)
    assert told.startswith("python -m geodata import: FD_MOBPRO_2021.csv")
    assert re.search(sentence, told), told


def test_broken_archives_are_refused(sound: Path, tmp_path: Path, refused: Callable[..., str]):
    whole = zipped(tmp_path / "whole.zip", **{sound.name: sound.read_bytes()}).read_bytes()
    middle = len(whole) // 2
    faults = {
        "cut.zip": (whole[:middle], "is a damaged or truncated zip"),
        "flipped.zip": (
            whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1 :],
            "is a damaged or truncated",
        ),
        "void.zip": (zipped(tmp_path / "void.zip").read_bytes(), "holds nothing, expected a member"),
        "other.zip": (
            zipped(tmp_path / "other.zip", **{"readme.pdf": b"x"}).read_bytes(),
            "holds readme.pdf, expected",
        ),
    }
    for name, (data, sentence) in faults.items():
        file = tmp_path / f"FD_MOBPRO_2021_{name}"
        file.write_bytes(data)
        assert sentence in refused("mobpro", file)
        assert refused("--detect", file)


def test_a_member_is_read_where_it_is_and_never_unpacked(sound: Path, tmp_path: Path):
    target = tmp_path / "outside.csv"
    names = {f"../../{target.name}": sound.read_bytes(), str(target): b"x"}
    file = zipped(tmp_path / "FD_MOBPRO_2021.zip", **names)
    assert cli.main(["import", "mobpro", str(file), "--data", str(sound.parent / "data"), "--dry-run"]) == 0
    assert not target.exists()
    assert not (tmp_path.parent.parent / target.name).exists()


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path, refused: Callable[..., str]):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    found = {
        "pipe.csv": "no plain file",
        "folder.csv": "a folder",
        "loop.csv": "not there",
        "zeros.csv": "no plain file",
    }
    for name, sentence in found.items():
        for how in ("mobpro", "--detect"):
            assert refused(how, tmp_path / name).endswith(f"{tmp_path / name} is {sentence}, expected a file")


@pytest.mark.parametrize("name", ["../x", "/a/b", ".", "..", "a/b", "A B", ".lisiere-stage", "x" * 70])
def test_a_name_stays_inside_the_folder(name: str, tmp_path: Path, refused: Callable[..., str]):
    (tmp_path / "tidy.csv").write_text(TIDY.format(workers=5), encoding="utf-8")
    assert f"the name {name!r} cannot stand" in refused("tidy", tmp_path / "tidy.csv", "--as", name, *SAID)


def test_a_figure_that_is_none_is_said_with_its_line(tmp_path: Path, refused: Callable[..., str]):
    (tmp_path / "tidy.csv").write_text(TIDY.format(workers="nan"), encoding="utf-8")
    assert "tidy.csv, line 2: workers is no number" in refused("tidy", tmp_path / "tidy.csv", *SAID)


def test_a_control_character_and_an_address_that_runs_are_refused(tmp_path: Path, refused: Callable[..., str]):
    file = tmp_path / "tidy.csv"
    file.write_text(TIDY.format(workers=5).replace("57672", "5767\x01"), encoding="utf-8")
    assert refused("tidy", file, *SAID).endswith("holds a control character, expected none")
    file.write_text(TIDY.format(workers=5), encoding="utf-8")
    assert "is 'javascript:alert(1)', expected https://" in refused("tidy", file, *SAID, "--url", "javascript:alert(1)")


def test_a_full_disk_leaves_the_folder_as_it_was(sound: Path):
    folder = sound.parent / "data"
    before = content(folder)
    for size in (1_000, 12_000):
        done = subprocess.run(
            [sys.executable, "-m", "geodata", "import", "mobpro", str(sound), "--data", str(folder)],
            capture_output=True,
            check=False,
            text=True,
            preexec_fn=lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),  # type: ignore[misc]
        )
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
        assert "expected it readable, writable and with room left" in done.stderr
        assert content(folder) == before


def test_a_disk_that_is_full_at_the_last_step_leaves_the_import_and_the_next_command_tidies_up(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "tidy.csv").write_text(TIDY.format(workers=5), encoding="utf-8")
    words = ["import", "tidy", str(tmp_path / "tidy.csv"), *SAID, "--data", str(tmp_path / "data")]
    assert cli.main([*words, "--as", "one"]) == 0

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("geodata.staging.clear", full)
        assert cli.main([*words, "--as", "one", "--period", "2021"]) == 0
    assert cli.main(["remove", "one", "--data", str(tmp_path / "data")]) == 0
    assert [event["event"] for event in data_folder.events(tmp_path / "data")][-1] == "remove"


def test_a_line_of_five_gigabytes_ends_with_a_sentence_and_status_2(sound: Path, tmp_path: Path):
    file = tmp_path / "FD_MOBPRO_2021.csv"
    with file.open("wb") as sparse:
        sparse.write(sound.read_bytes().partition(b"\n")[0] + b"\n")
        sparse.truncate(5_000_000_000)
    command = [sys.executable, "-m", "geodata", "import", "mobpro", str(file), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    assert done.stderr.endswith("line 2 is longer than 2097152 bytes, expected rows\n")
