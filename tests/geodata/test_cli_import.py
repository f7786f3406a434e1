"""`python -m geodata import` and `fetch` as a user runs them, on synthetic files of made-up figures."""

import http.server
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from geodata import manifests
from geodata.cli import main, parser
from geodata.data_folder import STAGE, alone
from geodata.importers import formats
from geodata.staging import Stage

HEADER = "COMMUNE;ARM;DCFLT;ILT;IPONDI;SEXE;AGEREVQ;NA5;TRANS;STAT\n"
PERSON = "74012;ZZZZZ;SU2B1;7;100.5;1;030;BE;5;10\n"
AT_HOME = "74012;ZZZZZ;99999;1;3.5;1;030;BE;5;10\n"
TIDY = "home,work,period,workers,field,source\ncommune:57672,country:LU,2024,1234,igss,igss-essai\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a data folder of the test's own: status, what it said, what it complained of."""

    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(words[0]), "--data", str(tmp_path / "data"), *map(str, words[1:])])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """A file of that name and text."""

    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


def names(folder: Path) -> list[str]:
    return [one.name for one in manifests.read(folder)]


def test_a_file_is_recognised_imported_and_reported_on(run, put, tmp_path):
    status, said, _ = run("import", "--detect", put("FD_MOBPRO_2021.csv", HEADER + PERSON * 2 + AT_HOME))
    assert status == 0
    assert said.splitlines() == [
        "recognised as mobpro",
        "3 rows read, 2 kept",
        "1 passed over: works in France",
        "control fr-ch 2021: 201 imported, 224 000 published (-99.9%)",
        "commune: 1 pair, 0.0% under 200 people (0.0% of the workers), 0 from 500",
        "epci: 1 pair, 0.0% under 200 people (0.0% of the workers), 0 from 500",
        "nuts3: 1 pair, 0.0% under 200 people (0.0% of the workers), 0 from 500",
        "country: 1 pair, 0.0% under 200 people (0.0% of the workers), 0 from 500",
        "imported as insee-mobpro-2021",
    ]
    (manifest,) = manifests.read(tmp_path / "data")
    assert [(one["frontier"], one["workers"], one["persons"]) for one in manifest.totals] == [("fr-ch", 201.0, 2)]
    assert manifest.sources[0]["producer"] == "Insee"


def test_a_folder_that_holds_nothing_is_said_to_be_empty_and_one_that_is_not_there_is_not_made(run, tmp_path):
    for command in ("list", "history"):
        status, said, _ = run(command)
        assert (status, said) == (0, f"{tmp_path / 'data'} is not there: nothing was imported\n")
    status, _, complained = run("remove", "recensement")
    assert status == 2 and complained.endswith("is not there, expected the folder of imported data\n")
    assert not (tmp_path / "data").exists()
    (tmp_path / "data").mkdir()
    assert run("remove", "recensement")[2].endswith("holds no import 'recensement', nor any other\n")


def test_an_import_that_is_interrupted_says_so_and_leaves_nothing_behind(run, put, tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Stage, "add", interrupted)
    status, _, complained = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON))
    assert (status, complained) == (130, "python -m geodata import: interrupted\n")
    assert names(tmp_path / "data") == []
    assert not (tmp_path / "data" / STAGE).exists()


def test_a_file_in_place_of_the_data_folder_is_said_to_be_one(run, tmp_path):
    (tmp_path / "data").write_text("")
    for words in (("list",), ("history",), ("remove", "recensement")):
        status, _, complained = run(*words)
        assert status == 2
        assert complained.endswith("data is a file, expected the folder of imported data\n")


def test_lines_of_the_history_that_are_no_events_are_passed_over(run, put, tmp_path):
    run("import", "mobpro", put("FD_MOBPRO_2020.csv", HEADER + PERSON))
    with (tmp_path / "data" / "history.jsonl").open("ab") as history:
        history.write(b'\xff\xfe\n[1]\n{"event": "import"}\n{"event"')
    assert len(run("history")[1].splitlines()) == 1
    assert run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON))[0] == 0
    assert [line.split()[3] for line in run("history")[1].splitlines()] == ["insee-mobpro-2020", "insee-mobpro-2021"]


def test_a_history_or_a_folder_that_may_not_be_read_is_said_so(run, put, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    run("import", "mobpro", put("FD_MOBPRO_2020.csv", HEADER + PERSON))
    monkeypatch.setattr(Path, "read_text", refused)
    status, _, complained = run("history")
    assert (status, "history.jsonl cannot be used" in complained) == (2, True)
    monkeypatch.setattr(Path, "is_file", refused)
    status, _, complained = run("list")
    assert (status, "data cannot be used" in complained) == (2, True)


def test_a_reader_of_the_report_who_leaves_early_does_not_break_the_import(put, tmp_path, monkeypatch):
    def closed(*_, **__):
        raise BrokenPipeError

    words = ("mobpro", str(put("FD_MOBPRO_2021.csv", HEADER + PERSON)), "--data", str(tmp_path / "data"))
    options = parser().parse_args(["import", *words])
    monkeypatch.setattr("builtins.print", closed)
    with pytest.raises(BrokenPipeError):
        options.run(options)
    assert names(tmp_path / "data") == ["insee-mobpro-2021"]


def test_the_help_of_import_names_every_format(capsys):
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert f"formats: {', '.join(formats.FORMATS)}" in " ".join(capsys.readouterr().out.split())


def test_a_later_vintage_is_compared_with_the_one_before(run, put):
    run("import", "mobpro", put("FD_MOBPRO_2020.csv", HEADER + PERSON + PERSON.replace("SU2B1", "SU414")))
    status, said, _ = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON * 3))
    assert status == 0
    assert "beside insee-mobpro-2020: 0 commune pairs new" in said
    assert "France (country:FR) → Suisse (country:CH): 201 then, 302 now" in said


def test_an_import_is_compared_with_earlier_ones_of_its_own_series_alone(run, put):
    def brought(name, text):
        words = ("--as", name, "--producer", "P", "--title", "T")
        return run("import", "tidy", put(f"{name}.csv", text), *words)[1]

    brought("first", TIDY)
    later = TIDY.replace("2024", "2025")
    assert "beside" not in brought("inami", later.replace("igss-essai", "inami-essai"))
    assert "beside" not in brought("elsewhere", later.replace("57672", "54323"))
    assert "beside first: 0 commune pairs new, 0 gone, 1 changed" in brought("second", later.replace("1234", "1300"))


def test_a_dry_run_reports_and_leaves_everything_as_it_was(run, put, tmp_path):
    status, said, _ = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON), "--dry-run")
    assert (status, said.splitlines()[-1]) == (0, "insee-mobpro-2021 was not imported: dry run")
    assert names(tmp_path / "data") == []


def test_a_dry_run_needs_no_data_folder_and_makes_none(put, tmp_path, capsys, monkeypatch):
    words = ["import", "mobpro", str(put("FD_MOBPRO_2021.csv", HEADER + PERSON)), "--dry-run"]
    for folder in ("", str(tmp_path / "data")):
        monkeypatch.setenv("LISIERE_DATA", folder)
        assert main(words) == 0
        assert "1 row read, 1 kept" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


def test_a_dry_run_beside_another_import_neither_waits_nor_writes(run, put, tmp_path):
    run("import", "mobpro", put("FD_MOBPRO_2020.csv", HEADER + PERSON))
    data = tmp_path / "data"
    with alone(data):
        before = {file: file.stat().st_mtime_ns for file in data.rglob("*")}
        status, said, _ = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON), "--dry-run", "--no-wait")
        assert (status, "beside insee-mobpro-2020: 0 commune pairs new" in said) == (0, True)
        assert {file: file.stat().st_mtime_ns for file in data.rglob("*")} == before


def test_several_files_make_one_import_under_the_name_asked(run, put, tmp_path):
    files = [put(f"FD_MOBPRO_2021_{zone}.csv", HEADER + PERSON.replace("012", zone)) for zone in ("011", "012")]
    assert run("import", "mobpro", *files, "--as", "recensement")[0] == 0
    (manifest,) = manifests.read(tmp_path / "data")
    assert (manifest.name, manifest.rows_read, len(manifest.files)) == ("recensement", 2, 2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["mobpro", "none.csv"], "none.csv is not there, expected a file"),
        (["mobpro"], "mobpro stands alone, expected FORMAT FILE…, or --detect FILE…"),
        (["pdf", "FD_MOBPRO_2021.csv"], "format 'pdf' is unknown, expected one of mobpro"),
        (["base-flux", "FD_MOBPRO_2021.csv"], "FD_MOBPRO_2021.csv has no columns CODGEO, DCLT and NBFLUX"),
        (
            ["--detect", "FD_MOBPRO_2021.csv", "tidy.csv"],
            "FD_MOBPRO_2021.csv is mobpro and tidy.csv is tidy, expected files of one format",
        ),
        (["tidy", "tidy.csv"], "source igss-essai has no producer and title, expected --producer and --title"),
        (["mobpro", "FD_MOBPRO_2021.csv", "--as", "Un nom"], "the name 'Un nom' cannot stand"),
        (["mobpro", "FD_MOBPRO_2021.csv", "./FD_MOBPRO_2021.csv"], "expected each file once"),
        (["mobpro", "FD_MOBPRO_2021.csv", "--period", "21"], "the period is '21', expected 2021, 2025-Q1 or 2023-06"),
    ],
)
def test_a_fault_is_one_sentence_and_nothing_changes(run, put, tmp_path, monkeypatch, words, sentence):
    put("FD_MOBPRO_2021.csv", HEADER + PERSON)
    put("tidy.csv", TIDY)
    monkeypatch.chdir(tmp_path)
    status, _, complained = run("import", *words)
    assert status == 2
    assert complained.startswith("python -m geodata import: ")
    assert sentence in complained
    assert complained.count("\n") == 1
    assert names(tmp_path / "data") == []


def test_a_file_of_which_no_row_is_about_a_frontier_says_what_its_rows_are(run, put):
    _, _, complained = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + AT_HOME * 3))
    assert "no row was kept of 3 read (3 works in France), expected some" in complained


def test_a_bad_file_leaves_the_import_that_it_would_replace(run, put, tmp_path):
    run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON))
    before = manifests.read(tmp_path / "data")
    status, _, complained = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + PERSON + PERSON[6:] * 40))
    assert status == 2
    assert "9 columns instead of 10" in complained
    assert manifests.read(tmp_path / "data") == before


def test_an_import_takes_the_place_of_one_of_other_files_only_where_it_is_asked_to(run, put, tmp_path):
    first, second = (put(f"FD_MOBPRO_2021_{zone}.csv", HEADER + PERSON) for zone in "ab")
    assert run("import", "mobpro", first)[0] == 0
    before = manifests.read(tmp_path / "data")
    status, _, complained = run("import", "mobpro", second)
    assert (status, manifests.read(tmp_path / "data")) == (2, before)
    assert "insee-mobpro-2021 is imported already, of FD_MOBPRO_2021_a.csv" in complained
    assert run("import", "mobpro", first)[0] == run("import", "mobpro", second, "--as", "insee-mobpro-2021")[0] == 0
    assert [file["name"] for one in manifests.read(tmp_path / "data") for file in one.files] == [second.name]


def test_pairs_of_the_base_of_flows_are_added_up_and_come_once(run, put, tmp_path):
    header, pair = "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C21_ACTOCC15P\n", "74012;A;SU2B1;B;150.5\n"
    whole = put("flux.csv", header + pair + pair.replace("74012", "01160"))
    _, said, _ = run("import", "base-flux", whole, "--dry-run")
    assert "control fr-ch 2021: 301 imported, 224 000 published (-99.9%)" in said
    status, _, complained = run("import", "base-flux", whole, put("again.csv", header + pair))
    assert (status, names(tmp_path / "data")) == (2, [])
    assert "commune:74012, commune:CH-SU2B1, 2021 stands twice in this import, expected it once" in complained


def test_rows_set_aside_are_quoted_with_their_lines(run, put):
    rows = PERSON * 30 + PERSON.replace("100.5", "NaN")
    _, said, _ = run("import", "mobpro", put("FD_MOBPRO_2021.csv", HEADER + rows))
    assert "1 set aside: weight IPONDI is no number" in said
    assert "  FD_MOBPRO_2021.csv, line 32: COMMUNE=74012" in said


def test_an_observatory_says_who_published_what(run, put, tmp_path):
    cited = ("--producer", "IGSS", "--title", "Frontaliers, essai", "--url", "https://igss.example")
    assert run("import", "tidy", put("tidy.csv", TIDY), *cited)[0] == 0
    (manifest,) = manifests.read(tmp_path / "data")
    source = manifest.sources[0]
    assert (manifest.name, source["producer"], source["title"]) == ("igss-essai", "IGSS", "Frontaliers, essai")
    assert source["accessed"][:2] == "20"


def test_progress_is_drawn_where_it_is_asked_for(run, put):
    path = put("FD_MOBPRO_2021.csv", HEADER + PERSON)
    assert "100%" in run("import", "mobpro", path, "--progress")[2]
    assert run("import", "mobpro", path)[2] == ""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server of files that logs nothing."""

    def log_message(self, *_):
        """Silence."""


def test_a_known_source_is_downloaded_and_imported(run, put, tmp_path):
    served = tmp_path / "served"
    served.mkdir()
    (served / "RP2021_mobpro.csv").write_text(HEADER + PERSON)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(served))) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/RP2021_mobpro.csv"
        status, said, _ = run("fetch", "mobpro-2021", "--from", address)
        assert run("fetch", "mobpro-2021", "--from", address, "--sha256", "00")[0] == 2
        server.shutdown()
    assert status == 0
    assert said.splitlines()[-1] == "imported as insee-mobpro-2021"
    assert names(tmp_path / "data") == ["insee-mobpro-2021"]
    assert [*(tmp_path / "data" / "downloads").iterdir()] == []


def test_fetch_alone_lists_the_sources(run):
    status, said, _ = run("fetch")
    assert status == 0
    assert "mobpro-2021" in said
    assert "https://www.insee.fr/" in said
