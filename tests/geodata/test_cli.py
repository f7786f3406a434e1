"""`python -m geodata` as a user runs it: what is wrong is one sentence, status 2, and nothing written."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest

from geodata import cli, files
from tests import toy

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Shown = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def sound_snapshots(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy has no snapshots of its own."""
    monkeypatch.setattr("geodata.snapshots.checksums", dict)


def test_export_writes_csv_to_standard_output(geodata: Run, toy_tables: Path) -> None:
    run = geodata("export", "fields", "--tables", toy_tables)
    assert run.returncode == 0
    assert run.stdout.decode().splitlines()[0] == "id,name_fr,name_en,name_de,short_fr,short_en,short_de"


def test_export_writes_binary_formats_to_standard_output(geodata: Run, toy_tables: Path, tmp_path: Path) -> None:
    for format in ("gpkg", "parquet"):
        run = geodata("export", "frontiers", "--format", format, "--tables", toy_tables)
        assert (run.returncode, run.stderr) == (0, b"")
        (tmp_path / f"out.{format}").write_bytes(run.stdout)
    assert len(geopandas.read_file(tmp_path / "out.gpkg")) == len(geopandas.read_parquet(tmp_path / "out.parquet")) == 2


def test_export_to_a_file_writes_what_standard_output_would(geodata: Run, toy_tables: Path, tmp_path: Path) -> None:
    geodata("export", "flows", "--frontier", "fr-es", "--tables", toy_tables, "--out", tmp_path / "flows.csv")
    shown = geodata("export", "flows", "--frontier", "fr-es", "--tables", toy_tables)
    assert (tmp_path / "flows.csv").read_bytes() == shown.stdout != b""


def test_tables_lists_every_table_with_rows_columns_and_sources(toy_tables: Path, capsys: Shown) -> None:
    assert cli.main(["tables", "--tables", str(toy_tables)]) == 0
    listed = {row.split()[0]: row.split()[1:] for row in capsys.readouterr().out.splitlines()}
    assert listed["flows"] == ["12", "14", "2"]
    assert set(listed) == {"table", *toy.ROWS}


def truncated(folder: Path) -> None:
    file = folder / "flows.parquet"
    file.write_bytes(file.read_bytes()[:100])


def csv_named_parquet(folder: Path) -> None:
    (folder / "flows.parquet").write_text("home,work\n")


def column_gone(folder: Path) -> None:
    files.write(toy.frames()["flows"].drop(columns="workers"), folder / "flows.parquet")


def file_gone(folder: Path) -> None:
    (folder / "flows.parquet").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (truncated, "flows.parquet is damaged"),
        (csv_named_parquet, "flows.parquet is damaged or no Parquet file"),
        (column_gone, "flows.parquet: column workers is missing"),
        (file_gone, "flows.parquet is missing"),
    ],
)
@pytest.mark.parametrize("command", [["export", "flows"], ["tables"], ["check"]])
def test_damaged_table_is_named_and_nothing_written(
    damage: Callable[[Path], None],
    said: str,
    command: list[str],
    toy_tables: Path,
    tmp_path: Path,
    capsys: Shown,
) -> None:
    damage(toy_tables)
    out = tmp_path / "out.csv"
    wanted = ["--out", str(out)] if command[0] == "export" else []
    assert cli.main([*command, "--tables", str(toy_tables), *wanted]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "rivers"], "table rivers is unknown"),
        (["export", "flows", "--frontier", "fr-xx"], "frontier fr-xx is unknown"),
        (["export", "flows", "--format", "shp"], "format shp is unknown"),
        (["export", "flows", "--format", "gpkg"], "flows has no geometry"),
        (["export", "flows", "--out", "/nowhere/flows.csv"], "/nowhere/flows.csv cannot be written"),
        (["export", "flows", "--out", "/"], "/ cannot be written"),
        (["export", "flows", "--tables", "/nowhere"], "/nowhere is not a folder"),
        (["destroy"], "invalid choice: 'destroy' (choose from"),
        (["export"], "the following arguments are required: TABLE"),
        (["export", "flows", "--colour", "red"], "unrecognized arguments: --colour red"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_bad_arguments_are_one_sentence_and_status_2(
    toy_tables: Path, capsys: Shown, arguments: list[str], said: str
) -> None:
    where = ["--tables", str(toy_tables)] if arguments[:1] == ["export"] and "--tables" not in arguments else []
    try:
        status: object = cli.main([*arguments, *where])
    except SystemExit as leaving:
        status = leaving.code
    shown = capsys.readouterr()
    assert status == 2
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_fault_is_the_exit_status_of_the_process(geodata: Run, toy_tables: Path) -> None:
    run = geodata("export", "rivers", "--tables", toy_tables)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().startswith("python -m geodata export: table rivers is unknown")


def test_an_interruption_while_the_commands_are_loaded_is_no_traceback() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "geodata", "tables"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as loading:
        assert loading.stderr is not None
        assert any("numpy" in line for line in loading.stderr)
        loading.send_signal(signal.SIGINT)
        assert "Traceback" not in loading.stderr.read()


def test_failed_export_leaves_the_file_that_was_there(toy_tables: Path, tmp_path: Path) -> None:
    out = tmp_path / "flows.csv"
    out.write_text("mine")
    truncated(toy_tables)
    assert cli.main(["export", "flows", "--tables", str(toy_tables), "--out", str(out)]) == 2
    assert out.read_text() == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["flows.csv", "tables"]


def test_reader_that_leaves_early_is_no_fault(toy_tables: Path) -> None:
    command = f"{sys.executable} -m geodata export outlines --tables {toy_tables} | true"
    run = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert run.stderr == b""


def test_check_names_the_cell_that_cites_what_no_table_holds(toy_tables: Path, capsys: Shown) -> None:
    files.write(toy.frames()["flows"].assign(source="hearsay"), toy_tables / "flows.parquet")
    assert cli.main(["check", "--tables", str(toy_tables)]) == 2
    assert "flows: column source, row 0 is 'hearsay', expected an id of sources" in capsys.readouterr().err


def test_check_wants_to_know_what_the_tables_were_built_from(toy_tables: Path, capsys: Shown) -> None:
    assert cli.main(["check", "--tables", str(toy_tables)]) == 2
    assert "BUILD.toml is missing, expected a new python -m geodata build" in capsys.readouterr().err
