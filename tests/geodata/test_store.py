"""Imports, and what the store says of them."""

import fcntl
import resource
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pandas as pd
import pytest

from geodata import containers, data_folder, manifests
from geodata.errors import StoreError
from geodata.importers import Batch
from geodata.staging import stage
from geodata.store import Store, open_store
from geodata.tables import FLOWS
from tests.toy_imports import HIERARCHY, PUBLISHED, REGISTER, SAMPLED, bring, importer, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's survey and register, imported once."""
    home = tmp_path_factory.mktemp("original") / "data"
    bring(home)
    bring(home, "register", REGISTER)
    return home


@pytest.fixture
def store(folder: Path, original: Path) -> Store:
    """A copy of them that a test may change."""
    return open_store(shutil.copytree(original, folder))


def pairs(flows: pd.DataFrame) -> dict[tuple[str, str], float]:
    return {(home, work): workers for home, work, workers in flows[["home", "work", "workers"]].itertuples(index=False)}


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (
            "commune",
            {
                ("commune:99001", "commune:DE-AL001"): 150.0,
                ("commune:99002", "commune:DE-AL001"): 25.0,
                ("commune:99003", "commune:DE-AL002"): 12.5,
                ("commune:99004", "commune:DE-AL001"): 6.25,
            },
        ),
        (
            "epci",
            {
                ("epci:1", "nuts3:DEX01"): 175.0,
                ("epci:2", "land:DE-XX"): 12.5,
                ("commune:99004", "nuts3:DEX01"): 6.25,
            },
        ),
        ("nuts3", {("nuts3:FRX01", "nuts3:DEX01"): 181.25, ("nuts3:FRX01", "land:DE-XX"): 12.5}),
        ("country", {("country:FR", "country:DE"): 193.75}),
    ],
)
def test_microdata_are_added_up_at_each_level(store: Store, level: str, expected: dict[tuple[str, str], float]):
    assert pairs(store.flows(level=level, source="survey", by=())) == expected


def test_each_breakdown_of_microdata_has_its_margin(store: Store):
    by_sex = store.flows(level="country", source="survey", by=("sex",))
    assert dict(zip(by_sex["sex"], by_sex["workers"], strict=True)) == {"f": 156.25, "m": 37.5}
    crossed = store.flows(level="country", source="survey", by=("sex", "mode"))
    assert {
        (sex, mode): workers for sex, mode, workers in crossed[["sex", "mode", "workers"]].itertuples(index=False)
    } == {
        ("f", "car"): 156.25,
        ("m", "walk"): 37.5,
    }


def test_weights_are_added_up_to_the_last_digit(folder: Path):
    tenth = ("commune:99001", "commune:DE-AL001", "f", "15-24", "industry", "car", 0.1)
    bring(folder, "tenths", importer([tenth] * 10))
    assert open_store(folder).flows(level="country", by=())["workers"].tolist() == [1.0]


def test_what_is_not_stated_is_part_of_the_total_alone(store: Store):
    by_sector = store.flows(level="country", source="survey", by=("sector",))
    assert dict(zip(by_sector["sector"], by_sector["workers"], strict=True)) == {
        "construction": 6.25,
        "industry": 162.5,
    }
    assert store.flows(level="country", source="survey", by=())["workers"].tolist() == [193.75]


def test_published_figures_are_kept_as_they_are_and_never_added_up(store: Store):
    found = store.flows(level="nuts3", source="register", direction="outbound")
    assert found[["work", "sex", "workers"]].to_numpy().tolist() == [
        ["kreis:01", "", 200.0],
        ["kreis:01", "f", 110.0],
        ["kreis:01", "m", 80.0],
    ]
    assert store.flows(level="country", source="register").empty


def test_a_secret_stays_a_secret(store: Store):
    secret = store.flows(level="land", source="register")
    assert secret["workers"].isna().tolist() == [True]
    assert secret["status"].tolist() == ["secret"]


def test_direction_is_that_of_the_home(store: Store):
    inbound = store.flows(level="nuts3", direction="inbound")
    assert pairs(inbound) == {("kreis:01", "country:FR"): 30.0}


def test_imported_flows_hold_to_the_table_flows(store: Store):
    found = store.flows(level="commune")
    assert list(found.columns) == FLOWS.names
    FLOWS.check(found)


def test_a_choice_that_nothing_meets_gives_no_row(store: Store):
    assert store.flows(level="commune", frontier="fr-be").empty
    assert len(store.flows(level="country", frontier="fr-de", period="2021", by=())) == 1
    assert store.flows(level="country", frontier="fr-de", period="2020").empty


def test_series_list_what_can_be_shown_without_adding_up_what_overlaps(store: Store):
    series = store.series().set_index(["import_name", "direction", "level"])
    assert series.loc[("survey", "outbound", "epci"), ["rows", "workers"]].tolist() == [3, 193.75]
    assert series.loc[("register", "outbound", "nuts3"), "rows"] == 1
    assert pd.isna(series.loc[("register", "outbound", "nuts3"), "workers"])


def series_of(name: str, level: str) -> dict[str, str]:
    same = {"field": "residents", "frontier": "fr-de", "direction": "outbound", "period": "2021"}
    return {"import_name": name, "source": name, "level": level, **same}


def test_extents_count_places_and_the_people_at_sound_ones(store: Store):
    keys = ["import_name", "direction", "level", "side"]
    found = store.extents(150).set_index(keys)[["places", "workers", "sound"]]
    assert found.loc[("survey", "outbound", "commune", "home")].tolist() == [4, 193.75, 150.0]
    assert found.loc[("survey", "outbound", "epci", "home")].tolist() == [3, 193.75, 175.0]
    assert found.loc[("survey", "outbound", "nuts3", "work")].tolist() == [2, 193.75, 181.25]
    # The total alone: neither the sexes nor those from 15 to 24; the secret is of another level.
    assert found.loc[("register", "outbound", "nuts3", "work")].tolist() == [1, 200.0, 200.0]
    assert ("register", "outbound", "nuts3", "home") not in found.index


def test_places_are_added_up_over_the_other_side_and_published_ones_are_not(store: Store):
    keys = ["import_name", "direction", "level", "side"]
    found = store.places(9).set_index(keys)
    survey = found.loc[("survey", "outbound", "commune", "work")]
    assert survey[["place", "workers"]].to_numpy().tolist() == [
        ["commune:DE-AL001", 181.25],
        ["commune:DE-AL002", 12.5],
    ]
    register = found.loc[[("register", "outbound", "nuts3", "work")]]
    assert register[["place", "workers"]].to_numpy().tolist() == [["kreis:01", 200.0]]
    assert found.loc[[("register", "outbound", "land", "work")], "status"].tolist() == ["secret"]
    assert "country" not in found.index.get_level_values("level")
    # As many of each series and side, and the largest of them.
    two = store.places(2).set_index(keys)
    assert two.loc[("survey", "outbound", "commune", "home"), "workers"].tolist() == [150.0, 25.0]
    assert len(two.loc[("survey", "outbound", "commune", "work")]) == 2


def test_homes_are_those_of_the_places_of_work_that_are_asked_for(store: Store):
    survey = series_of("survey", "commune")
    assert store.homes(survey, ["commune:DE-AL001", "commune:nowhere"]).to_numpy().tolist() == [
        ["commune:99001", "commune:DE-AL001", 150.0],
        ["commune:99002", "commune:DE-AL001", 25.0],
        ["commune:99004", "commune:DE-AL001", 6.25],
    ]
    assert set(store.homes(survey, ["commune:DE-AL001", "commune:DE-AL002"])["work"]) == {
        "commune:DE-AL001",
        "commune:DE-AL002",
    }
    assert store.homes(survey, ["commune:DE-AL'001"]).empty


def test_pairs_are_the_largest_flows_of_each_series_of_microdata(store: Store):
    found = store.pairs(2)
    assert set(found["import_name"]) == {"survey"}
    assert found.loc[found["level"] == "epci", ["home", "work", "workers"]].to_numpy().tolist() == [
        ["epci:1", "nuts3:DEX01", 175.0],
        ["epci:2", "land:DE-XX", 12.5],
    ]
    assert found["level"].value_counts().to_dict() == {"commune": 2, "epci": 2, "nuts3": 2}


def test_sources_of_imports_are_cited_once(store: Store):
    assert store.sources()["id"].tolist() == ["register", "survey"]
    assert store.names() == ["register", "survey"]


def test_an_empty_store_answers_with_nothing(folder: Path):
    store = open_store(folder)
    assert store.names() == []
    assert store.flows(level="country").empty
    assert store.series().empty
    assert store.pairs(3).empty


def test_an_import_of_the_same_name_takes_the_place_of_the_former(store: Store, folder: Path):
    before = store.version
    bring(folder, "survey", importer(SAMPLED[:1]))
    assert pairs(store.flows(level="country", source="survey", by=())) == {("country:FR", "country:DE"): 100.0}
    assert store.version != before
    assert len(list((folder / "imports/survey").iterdir())) == 3


def test_the_same_import_gives_the_same_bytes(folder: Path, tmp_path: Path):
    bring(folder)
    bring(tmp_path / "other", "survey", importer(SAMPLED[::-1]))
    parts = [manifests.read(one)[0].parts for one in (folder, tmp_path / "other")]
    assert parts[0] == parts[1]


def test_the_manifest_accounts_for_every_row_and_reads_as_it_was_written(store: Store):
    one = next(one for one in store.imports() if one.name == "survey")
    assert (one.rows_read, one.rows_kept, one.passed, one.periods) == (7, 5, {"elsewhere": 2}, ("2021",))
    assert one.totals[0]["workers"] == 193.75
    assert manifests.parse(manifests.text_of(one), "here") == one


def test_a_batch_that_loses_rows_is_refused(folder: Path):
    lossy = Batch(rows(SAMPLED[:1], source="survey"), rows_read=3, rows_kept=1)
    refused = pytest.raises(StoreError, match="1 rows kept and 0 passed over or set aside, expected the 3 rows read")
    with refused, stage(folder, "survey", importer()) as staged:
        staged.add(lossy)
    assert open_store(folder).names() == []


def test_a_key_that_stands_twice_in_a_published_table_is_refused(folder: Path):
    with pytest.raises(StoreError, match="country:FR, kreis:01, fr-de, 2021, .* stands twice"):
        bring(folder, "register", importer((*PUBLISHED, PUBLISHED[0]), microdata=False))
    assert open_store(folder).names() == []


def test_a_key_that_another_import_holds_is_refused(store: Store, folder: Path):
    with pytest.raises(StoreError, match="is held by the import survey already"):
        bring(folder, "again")
    bring(folder, "next", importer(period="2022"))
    assert store.names() == ["next", "register", "survey"]


def test_an_import_that_is_left_without_commit_changes_nothing(store: Store, folder: Path):
    before = store.version
    with stage(folder, "dry", importer(period="2022")) as staged:
        staged.add(Batch(rows(SAMPLED, source="survey", period="2022"), rows_read=5, rows_kept=5))
        staged.check(HIERARCHY)
        assert staged.totals()["workers"].tolist() == [193.75]
    assert store.version == before
    assert not (folder / data_folder.STAGE).exists()


@pytest.mark.parametrize("name", ["", "../out", "A", "a/b", ".hidden"])
def test_a_name_that_could_leave_the_folder_is_refused(folder: Path, name: str):
    with pytest.raises(StoreError, match="the name .* cannot stand"):
        bring(folder, name)


def test_a_second_import_says_that_it_waits(folder: Path):
    bring(folder)
    said: list[str] = []
    with (folder / data_folder.LOCK).open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="is being written by another command"):
            bring(folder, "other", importer(period="2022"), wait=False)
        second = Thread(
            target=bring, args=(folder, "other", importer(period="2022")), kwargs={"say": said.append}, daemon=True
        )
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
        fcntl.flock(held, fcntl.LOCK_UN)
        second.join(timeout=30)
    assert ["waiting for its end" in message for message in said] == [True]
    assert open_store(folder).names() == ["other", "survey"]


def test_a_full_disk_is_one_sentence_and_changes_nothing(store: Store, folder: Path):
    before = store.version
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        with pytest.raises(StoreError, match="cannot be used .* expected it readable, writable and with room left"):
            bring(folder, "large", importer(period="2022"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert store.version == before
    bring(folder, "large", importer(period="2022"))
    assert "large" in store.names()


def test_a_removed_import_is_gone_and_history_remembers_it(store: Store, folder: Path):
    data_folder.remove(folder, "survey")
    assert store.names() == ["register"]
    assert not (folder / "imports/survey").exists()
    events = [(event["event"], event["name"]) for event in data_folder.events(folder)]
    assert events == [("import", "survey"), ("import", "register"), ("remove", "survey")]
    with pytest.raises(StoreError, match=r"holds no import 'survey', expected one of: register"):
        data_folder.remove(folder, "survey")


def test_a_history_cut_short_by_a_crash_is_mended(store: Store, folder: Path):
    history = folder / "history.jsonl"
    history.write_bytes(history.read_bytes()[:-20])
    bring(folder, "next", importer(period="2022"))
    events = [(event["event"], event["name"]) for event in data_folder.events(folder)]
    assert events == [("import", "survey"), ("import", "register"), ("import", "next")]


def test_files_that_the_store_did_not_write_stay(store: Store, folder: Path):
    own = [folder / "imports/notes.txt", folder / "imports/survey/notes.txt", folder / "imports/mine/table.parquet"]
    own[2].parent.mkdir()
    for file in own:
        file.write_text("mine")
    bring(folder, "next", importer(period="2022"))
    data_folder.remove(folder, "survey")
    assert [file.read_text() for file in own] == ["mine"] * 3


@pytest.mark.parametrize("damage", [("name = ", ""), ('"sha256"', '"hash"')])
def test_a_damaged_manifest_is_named(store: Store, folder: Path, damage: tuple[str, str]):
    record = folder / "imports/survey/import.toml"
    record.write_text(record.read_text().replace(*damage))
    with pytest.raises(StoreError, match=r"survey/import\.toml is no manifest of an import"):
        store.names()


def test_a_missing_file_of_an_import_is_one_sentence(store: Store, folder: Path):
    next((folder / "imports/survey").glob("flows-*.parquet")).unlink()
    with pytest.raises(StoreError, match="cannot be used"):
        store.flows(level="country")


def test_the_commands_list_remove_and_history_say_what_is_there(
    store: Store, folder: Path, geodata: Callable[..., CompletedProcess[bytes]]
):
    listed = geodata("list", "--data", folder)
    assert b"survey" in listed.stdout and b"2021" in listed.stdout
    assert geodata("remove", "survey", "--data", folder).returncode == 0
    assert b"remove" in geodata("history", "--data", folder).stdout
    again = geodata("remove", "survey", "--data", folder)
    assert (again.returncode, again.stdout) == (2, b"")
    assert again.stderr.decode().count("\n") == 1
    assert "'survey'" in again.stderr.decode()


def test_a_command_without_a_folder_says_how_to_name_one(geodata, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("LISIERE_DATA", raising=False)
    said = geodata("list")
    assert said.returncode == 2
    assert b"expected --data FOLDER or LISIERE_DATA=FOLDER" in said.stderr


def test_real_places_have_their_containers():
    places = [
        "commune:57672",
        "commune:74012",
        "commune:75101",
        "commune:DE-AL100",
        "commune:MC-MO001",
        "canton:GE",
        "country:BE",
    ]
    found = containers.containers(places, containers.built()).set_index("place")
    assert found.loc["commune:57672", ["nuts3", "country"]].tolist() == ["nuts3:FRF33", "country:FR"]
    assert found.loc["commune:74012", "epci"] == "epci:200011773"
    assert found.loc["commune:75101", ["nuts3", "epci"]].tolist() == ["nuts3:FR101", "epci:200054781"]
    assert found.loc["commune:DE-AL100", ["nuts3", "epci", "country"]].tolist() == [
        "nuts3:DEC02",
        "nuts3:DEC02",
        "country:DE",
    ]
    assert found.loc["commune:MC-MO001", "nuts3"] == "country:MC"
    assert found.loc["canton:GE", ["level", "nuts3"]].tolist() == ["nuts3", "nuts3:CH013"]
    assert found["french"].tolist() == [True, True, True, False, False, False, False]


def test_every_foreign_commune_of_insee_has_a_country_and_a_coarser_place():
    known = containers.built()
    foreign = [place for place in known.parents if place.startswith("commune:") and "-" in place]
    found = containers.containers(foreign, known)
    assert len(found) > 4700
    assert (~found["nuts3"].str.startswith("commune:")).all()
    assert found["country"].str.fullmatch("country:(BE|LU|DE|CH|MC|IT)").all()


def test_every_french_commune_has_its_departement():
    known = containers.built()
    french = [place for place in known.epci if not place.startswith(("commune:976", "commune:975", "commune:98"))]
    found = containers.containers(french, known)
    assert found["nuts3"].str.startswith("nuts3:FR").all()
