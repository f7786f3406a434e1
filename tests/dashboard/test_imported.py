"""Imported series on the maps: which level, which flows, what is left out, and what is said when they can't be read."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pandas as pd
import pyarrow as pa
import pytest

from dashboard import callbacks
from dashboard.compose import compose, vocabulary
from dashboard.compose.base import base, finer_file
from dashboard.compose.imported import legible, pairs
from dashboard.compose.imported_flows import Pairs, pair_flows
from dashboard.compose.index import index
from dashboard.compose.scope import Scope
from dashboard.compose.series import cuts, fullest, headline
from dashboard.compose.words import Words
from dashboard.factory import create_app
from dashboard.selection import Selection, parse
from dashboard.settings import Settings
from dashboard.text import Text
from dashboard.view import Cell, Flow, Section, Table, View
from geodata.atlas import Atlas, load_atlas
from geodata.bases import Folder
from geodata.data_folder import remove
from geodata.errors import StoreError
from geodata.following import RETRY_AFTER, SHARED_EVERY, Following
from geodata.imported import MOST_PAIRS, MOST_PLACES, Extent, Imported, Series, look
from geodata.importers import FLOW_BATCH, Batch, Importer, Options
from geodata.store import Store
from tests.dashboard import imports_toy as toy

SERIES = Series("survey", "survey", "residents", "fr-ch", "outbound", "commune", "2021")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the toy's survey."""
    return toy.bring(tmp_path_factory.mktemp("imports") / "data")


@pytest.fixture(scope="module")
def atlas(folder: Path) -> Atlas:
    """The toy atlas with its survey."""
    return Following(toy.atlas(), str(folder))()


def shown(atlas: Atlas, **choices: str) -> View:
    return compose(atlas, Selection(frontiers=("fr-ch",), **choices))


def drawn(view: View) -> dict[str, tuple[float, str]]:
    return {flow.id: (flow.workers, flow.style) for flow in view.map.flows}


def note(view: View, head: str) -> str:
    return next((item.text for item in view.notes if item.head == head), "")


def table_of(view: View, name: str) -> Table:
    blocks = [block for section in view.sections for block in section.blocks]
    return next(block for block in blocks if isinstance(block, Table) and block.id == name)


def test_microdata_are_shown_at_the_finest_level_that_is_legible(atlas: Atlas):
    # 900 of 1,100 people live, and all work, at communes of 200 and more.
    view = shown(atlas)
    assert {fill.territory: fill.style for fill in view.map.fills if fill.style != "bare"} == {
        "commune:90001": "r5", "commune:91001": "caution", "commune:CH-1": "r1",
    }  # fmt: skip
    assert next(item.current for item in view.filters if item.id == "level") == "Le plus fin lisible (communes)"


@pytest.mark.parametrize(("year", "offered"), [("2021", True), ("2006", False)])
def test_a_year_without_microdata_draws_none_and_offers_no_level(atlas: Atlas, year: str, offered: bool):
    view = shown(atlas, period=year)
    assert ("level" in {item.id for item in view.filters}) == offered
    assert any("→" in flow.name for flow in view.map.flows) == offered


def test_each_level_of_what_is_imported_can_be_rehearsed_and_nothing_where_nothing_is(atlas: Atlas):
    assert callbacks.levels(atlas) == [f"?frontiere=fr-ch&niveau={level}" for level in ("commune", "epci", "nuts3")]
    assert [callbacks.view_of(atlas, search).search for search in callbacks.levels(atlas)] == callbacks.levels(atlas)
    assert callbacks.levels(replace(atlas, imported=Imported())) == []


@pytest.mark.parametrize(
    ("places", "sound", "expected"),
    [(3, 500.0, True), (3, 499.0, False), (MOST_PLACES, 900.0, True), (MOST_PLACES + 1, 900.0, False)],
)
def test_a_level_is_legible_where_half_the_people_are_at_sound_places_and_these_are_not_too_many(
    places: int, sound: float, expected: bool
):
    sides = [Extent(SERIES, "home", places, 1000.0, sound, 9), Extent(SERIES, "work", 2, 1000.0, 1000.0, 9)]
    assert legible(sides) is expected


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("commune", {"fr-ch.commune:90001.commune:CH-SU001": (600, "solid"),
                     "fr-ch.commune:90001.commune:CH-SU002": (300, "tint"),
                     "fr-ch.commune:90002.commune:CH-SU001": (150, "dashed"),
                     "fr-ch.commune:91001.commune:CH-SU002": (50, "dashed")}),
        ("nuts3", {"fr-ch.nuts3:FRN.nuts3:CH0": (1050, "solid"), "fr-ch.nuts3:FRS.nuts3:CH0": (50, "dashed")}),
    ],
)  # fmt: skip
def test_flows_go_from_place_to_place_at_the_level_asked_for_and_wear_the_marks_of_their_size(
    atlas: Atlas, level: str, expected: dict[str, tuple[float, str]]
):
    assert drawn(shown(atlas, level=level, threshold="aucun")) == expected


def test_flows_under_the_threshold_are_counted_and_not_drawn(atlas: Atlas):
    view = shown(atlas)
    assert list(drawn(view).values()) == [(600, "solid"), (300, "tint")]
    said = "2 flux dessinés\u00a0; 2 flux de moins de 200 ne sont pas dessinés"
    assert view.map.legend.wedge is not None
    assert view.map.legend.wedge.note == said
    assert note(view, "Flux non dessinés") == f"{said} (ensemble, 200 personnes)."
    assert list(drawn(shown(atlas, threshold="600")).values()) == [(600, "solid")]


@pytest.mark.parametrize(("workers", "style"), [(199.5, "dashed"), (200.0, "tint"), (499.5, "tint"), (500.0, "solid")])
def test_a_flow_is_dashed_under_200_and_firm_from_500(atlas: Atlas, workers: float, style: str):
    known = index(atlas)
    scope = Scope(atlas, Selection(frontiers=("fr-ch",)), Words(Text("fr"), known))
    (row, *_) = pairs(known, SERIES)
    (flow,) = pair_flows(scope, Pairs((replace(row, workers=workers),)))
    assert flow.style == style


def register(*workers: float | None) -> Importer:
    """A published table: who lives in communes and works in Switzerland, secret where there is no number."""

    def read(path: Path, options: Options) -> Iterator[Batch]:
        rows = []
        for number, count in enumerate(workers, 1):
            known = {"status": "secret", "precision": ""} if count is None else {"status": "observed"}
            row = dict.fromkeys(FLOW_BATCH.names, "") | {"precision": "exact", "persons": 0, "workers": count} | known
            row |= {"home": f"commune:9000{number}", "work": "country:CH", "frontier": "fr-ch", "period": "2024"}
            rows.append(row | {"field": "residents", "source": "register"})
        yield Batch(pa.Table.from_pylist(rows, schema=FLOW_BATCH), rows_read=len(rows), rows_kept=len(rows))

    return replace(toy.importer(), read=read, microdata=False)


def test_an_imported_place_that_is_secret_says_so_after_all_others(tmp_path: Path):
    view = shown(Following(toy.atlas(), str(toy.bring(tmp_path / "data", register(700.0, None, 300.0))))())
    chart = next(chart for chart in view.charts if chart.id == "cut")
    assert [row[1:] for row in chart.rows] == [
        ("700", "exact"), ("300", "exact"), ("secret", "secret statistique"),
    ]  # fmt: skip


def test_an_import_without_any_number_is_no_map(tmp_path: Path):
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data", register(None, None, None))))()
    assert [cut for cut in cuts(index(atlas), "fr-ch", "out") if cut.imported is not None] == []


def test_only_as_many_flows_as_asked_for_are_drawn_and_the_others_counted(tmp_path: Path):
    many = tuple(("commune:90001", f"commune:CH-SU{n:03}", 1000.0 + n) for n in range(1, 26))
    # Their destinations are in no canton that the toy knows: they stay where they are.
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data", toy.importer(many))))()
    view = shown(atlas, count="10", level="commune")
    assert [flow.workers for flow in view.map.flows] == [1025.0 - n for n in range(10)]
    assert "les 10 plus grands flux sur 25\u00a0; 15 plus petits ne sont pas dessinés" in note(
        view, "Flux non dessinés"
    )
    left = sum(1000 + n for n in range(1, 16))
    assert f"{left:,}".replace(",", "\u00a0") in note(view, "Flux non dessinés")


def test_a_flow_without_a_place_is_not_said_to_be_smaller(tmp_path: Path):
    lost = ("commune:90002", "commune:CH-SU002", 700.0)
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data", toy.importer((*toy.SURVEY, lost)))))()
    view = shown(atlas, level="commune")
    assert [flow.workers for flow in view.map.flows] == [600, 300]
    assert note(view, "Flux non dessinés") == (
        "2 flux dessinés sur 5\u00a0; 3 autres ne le sont pas (ensemble, 900 personnes). Dont 1 assez grand mais sans "
        "lieu dans l’atlas à aucun des deux bouts."
    )


def test_a_flow_without_a_place_that_is_too_small_anyway_is_no_exception(tmp_path: Path):
    many = tuple(("commune:90001", f"commune:CH-SU{n:03}", 1000.0 + n) for n in range(1, 26))
    lost = ("commune:90002", "commune:CH-SU002", 900.0)
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data", toy.importer((*many, lost)))))()
    said = note(shown(atlas, count="10", level="commune"), "Flux non dessinés")
    assert said.startswith("les 10 plus grands flux sur 26\u00a0; 16 plus petits")
    assert "sans lieu" not in said


def test_flows_that_are_all_under_the_threshold_are_counted_too(atlas: Atlas):
    view = shown(atlas, threshold="1000", level="commune")
    assert [flow.id for flow in view.map.flows if flow.id.count("commune:") == 2] == []
    assert note(view, "Flux non dessinés") == (
        "0 flux dessiné\u00a0; 4 flux de moins de 1\u00a0000 ne sont pas dessinés (ensemble, 1\u00a0100 personnes)."
    )


def test_a_flow_whose_ends_are_known_crosses_where_its_way_is_shortest_and_another_is_fanned_out(atlas: Atlas):
    flows: dict[str, Flow] = {flow.id: flow for flow in shown(atlas, threshold="aucun").map.flows}
    known = flows["fr-ch.commune:90001.commune:CH-SU001"]
    assert (known.origin, known.destination) == ((131100, 21000), (133100, 23000))
    assert known.crossing is not None and known.crossing[0] == 132100
    half = flows["fr-ch.commune:90002.commune:CH-SU001"]
    assert (half.origin, half.destination, half.crossing) == (None, (133100, 23000), None)
    assert "fr-ch.commune:91001.commune:CH-SU002" in flows


def test_no_place_is_merged_with_one_across_the_frontier(atlas: Atlas):
    for level in ("commune", "epci", "nuts3"):
        sides = {cut.side: cut for cut in cuts(index(atlas), "fr-ch", "out", level) if cut.imported}
        for side, cut in sides.items():
            assert cut.total == sum(row.workers or 0 for row in cut.rows) == 1100
            assert {row.place("work" if side == "home" else "home") for row in cut.rows} == {
                "country:CH" if side == "home" else "country:FR"
            }
        assert {row.place("home") for row in sides["home"].rows}.isdisjoint(
            {row.place("work") for row in sides["work"].rows} if "work" in sides else ()
        )


def test_the_communes_that_an_import_draws_take_the_place_of_those_of_the_tables(atlas: Atlas):
    published = load_atlas()
    near = published.communes("fr-ch").head(3)
    with_import = replace(published, published=published, communes=lambda frontier: near)
    drawn_shapes = base(with_import, "metropole", "fr-ch", "commune")
    assert [shape.id for shape in drawn_shapes.finer] == list(near["id"])
    assert finer_file(with_import, drawn_shapes.detail.rpartition("/")[2]) is not None
    assert len(base(published, "metropole", "fr-ch", "commune").finer) > 3


def test_a_commune_abroad_without_a_shape_is_called_by_the_name_that_insee_lists(atlas: Atlas):
    assert atlas.imported is not None and len(atlas.imported.names) > 4_000
    known = index(replace(atlas, imported=replace(atlas.imported, names={"commune:CH-SU002": "Zwei"})))
    assert known.place("commune:CH-SU002").name == "Zwei"
    assert known.place("commune:CH-SU003").name == "commune CH-SU003"
    assert known.place("nuts3:FRN").name == index(atlas).place("nuts3:FRN").name != "FRN"


def test_a_french_commune_far_from_every_frontier_has_its_official_name(tmp_path: Path):
    figures = (("commune:57463", "commune:CH-SU001", 400.0), ("commune:35238", "commune:CH-SU001", 300.0))
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data", toy.importer(figures))))()
    assert {index(atlas).place(home).name for home, _, _ in figures} == {"Metz", "Rennes"}


def test_a_measure_rests_on_the_fuller_of_two_imports_of_one_year_and_on_the_later_of_two_years(tmp_path: Path):
    # The first by name leaves the smallest flow out: 1,050 people of 1,100.
    partial, earlier = toy.importer(toy.SURVEY[:3], source="a"), toy.importer(((*toy.SURVEY[0][:2], 9e3),), "2018")
    folder = tmp_path / "data"
    for name, what in (("a-partial", partial), ("b-whole", toy.importer()), ("c-earlier", earlier)):
        toy.bring(folder, what, name)
    known = index(Following(toy.atlas(), str(folder))())
    chosen = fullest(known, "fr-ch", "out", "commune")
    assert chosen is not None and (chosen.import_name, chosen.period) == ("b-whole", "2021")
    assert fullest(known, "fr-ch", "in", "commune") is None


def test_published_figures_stay_as_they_are_beside_imported_ones(atlas: Atlas):
    plain, more = index(toy.atlas()), index(atlas)
    for frontier in plain.frontiers:
        for way in ("out", "in"):
            assert headline(more, frontier, way) == headline(plain, frontier, way)
            published = [cut for cut in cuts(more, frontier, way) if cut.imported is None]
            assert published == list(cuts(plain, frontier, way))
    assert len({cut.id for cut in cuts(more, "fr-ch", "out")}) == len(cuts(more, "fr-ch", "out"))


def test_an_imported_figure_leads_where_nobody_published_one(tmp_path: Path):
    atlas = Following(toy.atlas(), str(toy.bring(tmp_path / "data")))()
    nothing = replace(index(atlas), rows=())
    row = headline(nothing, "fr-ch", "out")
    assert row is not None
    assert (row.workers, row.source) == (1100, "survey")


def test_a_series_is_named_and_counted_without_asking_the_store(atlas: Atlas):
    class Silent:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"the store was asked for {name}")

    assert atlas.imported is not None
    silent = replace(atlas, imported=replace(atlas.imported, store=Silent()))
    assert "residents.home.survey" in vocabulary(silent).series
    assert [cut.places for cut in cuts(index(silent), "fr-ch", "out") if cut.imported] == [3, 2]


def test_a_map_asks_nothing_of_the_store_at_any_level(atlas: Atlas):
    class Silent:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"the store was asked for {name}")

    assert atlas.imported is not None
    silent = replace(atlas, imported=replace(atlas.imported, store=Silent()))
    assert set(drawn(shown(silent, level="epci", threshold="aucun"))) == {
        "fr-ch.epci:1.nuts3:CH0",
        "fr-ch.epci:2.nuts3:CH0",
    }
    for level in ("", "commune", "nuts3"):
        assert drawn(shown(silent, level=level, threshold="aucun", count="100"))


def test_what_maps_draw_is_read_once_and_no_more_than_they_draw(folder: Path):
    asked: list[tuple[str, int]] = []

    class Spy(Store):
        def places(self, top: int) -> pd.DataFrame:
            asked.append(("places", top))
            return super().places(top)

        def pairs(self, top: int) -> pd.DataFrame:
            asked.append(("pairs", top))
            return super().pairs(top)

    imported = look(Spy(Folder(folder)))
    assert asked == [("places", MOST_PLACES), ("pairs", MOST_PAIRS)]
    assert [(row["home"], row["workers"]) for row in imported.pairs(SERIES)][:2] == [
        ("commune:90001", 600.0),
        ("commune:90001", 300.0),
    ]
    assert [row["place"] for row in imported.places(SERIES, "work")] == ["commune:CH-SU001", "commune:CH-SU002"]
    assert imported.pairs(replace(SERIES, frontier="fr-be")) == []


def test_the_level_number_and_threshold_of_flows_are_in_the_address(atlas: Atlas):
    chosen = parse("?frontiere=fr-ch&niveau=epci&nombre=50&seuil=500", vocabulary(atlas))
    assert (chosen.level, chosen.count, chosen.threshold) == ("epci", "50", "500")
    assert chosen.search == "?frontiere=fr-ch&niveau=epci&nombre=50&seuil=500"
    assert "level" not in {item.id for item in compose(toy.atlas(), chosen).filters}


def test_the_figures_behind_a_map_hold_the_flows_that_it_draws(atlas: Atlas):
    figures = {(one.home, one.work): one.workers for one in shown(atlas).figures}
    assert figures["commune:90001", "commune:CH-SU002"] == 300
    assert figures["commune:90001", "country:CH"] == 900


def test_the_view_of_the_data_lists_an_import_and_says_what_each_map_draws(atlas: Atlas):
    view = compose(atlas, Selection(view="donnees"))
    (row,) = table_of(view, "imports").rows
    said = [cell.text for cell in row]
    assert said[:5] == ["survey", "Toy surveyors", "2021", "communes, EPCI et NUTS\u00a03, NUTS\u00a03", "4"]
    assert row[5].more[1] == "Suisse, 2021\u00a0: ≈\u00a01\u00a0100 importés, 1\u00a0000 publiés (+\u00a010\u00a0%)"
    maps: dict[str, tuple[Cell, ...]] = {cells[0].search: cells for cells in table_of(view, "maps").rows}
    home, work = maps["?frontiere=fr-ch"][1:]
    assert home.text == "recensement, 2021, 3 lieux"
    assert home.note == "importée (survey) · la seule de ce côté"
    assert work.note.startswith("importée (survey) · l’autre bout")
    sections: list[Section] = list(compose(toy.atlas(), Selection(view="donnees")).sections)
    assert {"imports", "maps"}.isdisjoint({section.id for section in sections})


# What changes while the server runs


def test_an_import_shows_at_the_next_request_and_a_removal_too(tmp_path: Path):
    following = Following(toy.atlas(), str(tmp_path / "data"))
    before = following()
    assert before is following.published
    toy.bring(tmp_path / "data")
    with_survey = following()
    assert with_survey is not before
    assert following() is with_survey
    assert drawn(shown(with_survey))
    remove(tmp_path / "data", "survey", say=lambda message: None)
    assert following().imported is None


def test_a_page_that_was_kept_is_made_anew_after_an_import(tmp_path: Path):
    client = create_app(load_atlas(), Settings(store=str(tmp_path / "data"))).server.test_client()
    before = client.get("/donnees.csv?frontiere=fr-ch").get_data()
    assert client.get("/donnees.csv?frontiere=fr-ch").get_data() == before
    toy.bring(tmp_path / "data")
    after = client.get("/donnees.csv?frontiere=fr-ch&serie=residents.home.survey").get_data(as_text=True)
    assert "commune:90001" in after
    assert "serie=residents.home.survey" in after


def test_a_damaged_file_leaves_the_published_figures_and_says_so_and_is_tried_again(tmp_path: Path):
    folder, time = toy.bring(tmp_path / "data"), [0.0]
    following = Following(toy.atlas(), str(folder), clock=lambda: time[0])
    (file,) = folder.glob("imports/survey/flows-*.parquet")
    content = file.read_bytes()
    file.write_bytes(b"PAR1 no table")
    resting = following()
    assert resting.imported is not None and not resting.imported.readable
    view = shown(resting)
    assert "ne peuvent pas être lues" in view.notes[0].text
    published = shown(toy.atlas())
    assert (view.map.fills, view.map.flows, view.facts) == (published.map.fills, published.map.flows, published.facts)
    file.write_bytes(content)
    assert following() is resting
    time[0] += RETRY_AFTER
    mended = following()
    assert mended is not resting
    assert drawn(shown(mended)) == {key: value for key, value in drawn(shown(mended)).items() if value[0] >= 200}
    assert "Données importées" not in {item.head for item in shown(mended).notes}


def test_a_server_that_is_down_is_no_error_of_the_page(capsys: pytest.CaptureFixture[str]):
    time = [0.0]
    following = Following(toy.atlas(), "postgres://visitor:secret@127.0.0.1:1/none", clock=lambda: time[0])
    found = following()
    assert found.imported is not None and not found.imported.readable
    assert "published figures are shown alone" in (said := capsys.readouterr().err)
    assert "secret" not in said
    time[0] += SHARED_EVERY
    assert following() is found
    client = create_app(load_atlas(), Settings(store="postgres://127.0.0.1:1/none")).server.test_client()
    for path in ("/?frontiere=fr-ch", "/donnees.csv?frontiere=fr-ch", "/?vue=donnees"):
        assert client.get(path).status_code == 200


def test_an_answer_made_while_the_store_failed_is_not_given_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder, time, failure = toy.bring(tmp_path / "data"), [0.0], "ne peuvent pas être lues"
    app = create_app(load_atlas(), Settings(store=str(folder)))
    app.following = Following(app.atlas, str(folder), clock=lambda: time[0])
    client = app.server.test_client()

    def footer() -> str:
        answer = client.post("/_dash-update-component", json=callbacks.CALL.body("?frontiere=fr-ch"))
        return answer.json["response"]["fragment"]["data"]["parts"]["footer"]

    def failing(atlas: Atlas, selection: Selection) -> View:
        assert atlas.imported
        atlas.imported.broken = True
        return compose(atlas, selection)

    with monkeypatch.context() as broken:
        broken.setattr(callbacks, "compose", failing)
        assert failure in footer()
    assert failure in footer()
    time[0] += RETRY_AFTER
    assert failure not in footer()


def test_a_question_that_fails_is_remembered():
    class Failing:
        def homes(self, *_: object, **__: object) -> object:
            raise StoreError("gone")

    imported = Imported("v", Failing())
    assert imported.readable
    with pytest.raises(StoreError):
        imported.homes(SERIES, "commune:CH-SU001")
    assert not imported.readable


def test_a_process_forked_from_the_server_asks_and_ends_as_it_should(tmp_path: Path, project: Path):
    code = (
        "import os, sys; from dashboard.factory import create_app; from dashboard.settings import Settings;"
        "from geodata.atlas import load_atlas; app = create_app(load_atlas(), Settings(store=sys.argv[1]));"
        "child = os.fork();"
        "child or sys.exit(app.server.test_client().get('/donnees.csv?frontiere=fr-ch').status_code != 200);"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    command = [sys.executable, "-c", code, str(toy.bring(tmp_path / "data"))]
    assert subprocess.run(command, cwd=project, check=False, timeout=120).returncode == 0


def test_a_worker_looks_before_anybody_asks(folder: Path):
    seen = Event()
    following = Following(toy.atlas(), str(folder))
    following.warm(seen.set)
    assert seen.wait(30)
    assert following._now.imported is not None


def test_no_engine_is_loaded_before_the_fork_but_what_compiles_its_questions_is(folder: Path, project: Path):
    code = (
        "import sys; from geodata.following import Following; Following(None).follow(sys.argv[1]);"
        "print([name for name in ('ibis', 'duckdb') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout.strip() == "['ibis']"


def test_the_engine_is_not_loaded_where_nothing_is_imported(tmp_path: Path, project: Path):
    code = (
        "import sys; from dashboard.factory import create_app; from dashboard.settings import Settings;"
        "from geodata.atlas import load_atlas; app = create_app(load_atlas(), Settings(store=sys.argv[1]));"
        "app.server.test_client().get('/?frontiere=fr-ch');"
        "print([name for name in ('ibis', 'duckdb', 'psycopg') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    assert subprocess.run(command, cwd=project, capture_output=True, text=True, check=True).stdout.strip() == "[]"
