"""The same expressions on every engine: run on DuckDB and on a real PostgreSQL, compiled for Trino and Spark."""

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import ibis
import pandas as pd
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlglot
from ibis.backends.sql.compilers import PySparkCompiler, TrinoCompiler
from ibis.config import Config

from geodata import aggregates, engine
from geodata.bases import STORED
from geodata.containers import built, containers
from geodata.errors import StoreError
from geodata.importers import FLOW_BATCH, Options
from geodata.importers.mobpro import IMPORTER
from geodata.push import push
from geodata.staging import flow_files, stage
from geodata.store import Store, open_store
from tests import postgres, synthetic
from tests.toy_imports import HIERARCHY, REGISTER, SAMPLED, bring, importer, rows

INSTALLED = postgres.programs()
needs_postgres = pytest.mark.skipif(INSTALLED is None, reason="PostgreSQL has no wheel (pgserver) for this Python")
CENSUS = {"import_name": "census", "source": "insee-mobpro-2021", "field": "rp-france-metropolitaine",
          "frontier": "fr-de", "direction": "outbound", "level": "epci", "period": "2021"}  # fmt: skip
QUESTIONS: dict[str, Callable[[Store], pd.DataFrame]] = {
    "all communes": lambda store: store.flows(level="commune", by=()),
    "communes of a frontier, every breakdown": lambda store: store.flows(level="commune", frontier="fr-be"),
    "EPCI by sex": lambda store: store.flows(level="epci", by=("sex",)),
    "NUTS 3 of one frontier": lambda store: store.flows(level="nuts3", frontier="fr-de", direction="outbound", by=()),
    "countries by sector and mode": lambda store: store.flows(level="country", by=("sector", "mode"), period="2021"),
    "secret Länder": lambda store: store.flows(level="land"),
    "nothing": lambda store: store.flows(level="nuts3", frontier="fr-es"),
    "series": lambda store: store.series(),
    "extents": lambda store: store.extents(200),
    "ten places of either side of each series": lambda store: store.places(10),
    "ten flows of each series": lambda store: store.pairs(10),
    "homes of two towns": lambda store: store.homes(CENSUS, store.pairs(2)["work"].tolist()),
    "sources": lambda store: store.sources(),
}


class SparkOptions(Config):
    """What Ibis adds to its options where pyspark is installed."""

    treat_nan_as_null: bool


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A PostgreSQL server."""
    assert INSTALLED
    with postgres.server(INSTALLED) as where:
        yield where


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's imports, and 20 000 synthetic rows of a census, half of them abroad."""
    home = tmp_path_factory.mktemp("engine")
    file = synthetic.mobpro(home / "FD_MOBPRO_2021_synthetic.csv", 20_000, abroad=0.5)
    bring(home / "data")
    bring(home / "data", "register", REGISTER)
    with stage(home / "data", "census", IMPORTER) as staged:
        for batch in IMPORTER.read(file, Options()):
            staged.add(batch)
        staged.check(built())
        staged.commit([file])
    return home / "data"


@pytest.fixture(scope="module")
def stores(url: str, folder: Path) -> Iterator[tuple[Store, Store]]:
    """The store of the folder, and that of the server that was given the same."""
    push(folder, url)
    with open_store(folder) as here, open_store(url) as there:
        yield here, there


@pytest.fixture
def bare(url: str) -> str:
    """A database of that server in which nothing is."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bare")
        connection.execute("CREATE DATABASE bare")
    return url.replace("/postgres?", "/bare?")


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_exact=False, rtol=1e-12, atol=0)


@needs_postgres
@pytest.mark.parametrize("question", QUESTIONS)
def test_postgresql_answers_row_by_row_as_duckdb_does(stores: tuple[Store, Store], question: str):
    here, there = (QUESTIONS[question](store) for store in stores)
    assert len(here) or question == "nothing"
    same(here, there)


@needs_postgres
def test_both_engines_know_the_state_of_the_imports_by_one_version(stores: tuple[Store, Store]):
    assert stores[0].version == stores[1].version


@needs_postgres
def test_postgresql_makes_the_aggregates_that_duckdb_makes(url: str, folder: Path):
    detail = pq.read_table(next((folder / "imports/census").glob("detail-*.parquet"))).slice(0, 1500)
    places = containers(sorted({*detail["home"].to_pylist(), *detail["work"].to_pylist()}), built())
    frames = []
    for backend in (engine.embedded(), engine.shared(url)):
        rows_there = backend.create_table("some_detail", ibis.memtable(detail), temp=True)
        located = aggregates.lifted(rows_there, ibis.memtable(pa.Table.from_pandas(places)))
        found = engine.fetched(backend, aggregates.stored(located))
        frames.append(found.sort_values(["part", *aggregates.IDENTITY], ignore_index=True))
        backend.disconnect()
    assert len(frames[0]) > 5_000
    same(*frames)


@needs_postgres
def test_a_push_takes_the_place_of_the_one_before_and_a_broken_one_changes_nothing(
    bare: str, folder: Path, tmp_path: Path
):
    changed = Path(shutil.copytree(folder, tmp_path / "data"))
    shutil.rmtree(changed / "imports/census")
    push(changed, bare)
    with open_store(bare) as server, open_store(changed) as here:
        before = here.flows(level="nuts3")
        next((changed / "imports/survey").glob("flows-*.parquet")).write_bytes(b"PAR1 not a table")
        with pytest.raises(StoreError, match=r"postgres:///bare cannot be used"):
            push(changed, bare)
        assert server.names() == ["register", "survey"]
        same(server.flows(level="nuts3"), before)
        shutil.rmtree(changed / "imports/survey")
        push(changed, bare)
        assert server.names() == ["register"]


@needs_postgres
def test_a_server_where_nothing_was_pushed_has_no_imports(bare: str):
    with open_store(bare) as store:
        assert store.names() == []
        assert store.flows(level="country").empty


@needs_postgres
def test_a_connection_that_the_server_closed_is_made_anew(stores: tuple[Store, Store], url: str):
    before = stores[1].series()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    same(stores[1].series(), before)


@needs_postgres
def test_the_command_push_fills_the_server(bare: str, folder: Path, geodata: Callable[..., CompletedProcess[bytes]]):
    done = geodata("push", "--data", folder, "--to", bare)
    assert done.stderr == b""
    assert b"rows on the server" in done.stdout


def test_a_folder_that_is_not_there_takes_the_place_of_nothing_on_the_server(tmp_path: Path):
    # Said before the server is asked: this one does not answer.
    with pytest.raises(StoreError, match="none is not there, expected the folder of imported data"):
        push(tmp_path / "none", "postgres://127.0.0.1:9/base")


def test_a_server_that_does_not_answer_is_one_sentence_without_its_password():
    store = open_store("postgres://someone:secret@127.0.0.1:9/base")
    with pytest.raises(StoreError, match=r"postgres://127\.0\.0\.1:9/base cannot be used") as said:
        store.names()
    assert "secret" not in str(said.value)


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(StoreError, match="timeout expired"):
        open_store(f"postgres://someone@127.0.0.1:{silent.getsockname()[1]}/base").names()


def test_an_unknown_engine_is_refused_by_name():
    with pytest.raises(StoreError, match=r"the store mysql://host/base is no engine that is known, expected postgres"):
        open_store("mysql://user:secret@host/base").names()


@pytest.mark.parametrize(("compiler", "dialect"), [(TrinoCompiler, "trino"), (PySparkCompiler, "spark")])
@pytest.mark.parametrize("expression", ["aggregates", "published", "choice", "largest"])
def test_the_expressions_compile_for_the_large_engines(
    compiler: type, dialect: str, expression: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions(treat_nan_as_null=False))
    detail = ibis.table(ibis.Schema.from_pyarrow(FLOW_BATCH), name="detail")
    flows = ibis.table(STORED, name="flows")
    places = ibis.memtable(pa.Table.from_pandas(containers([SAMPLED[0][0]], HIERARCHY)))
    wanted = {
        "aggregates": aggregates.stored(aggregates.lifted(detail, places)),
        "published": aggregates.published(detail, places),
        "choice": aggregates.chosen(flows, level="nuts3", frontier="fr-de", by=("sex",)),
        "largest": aggregates.largest_ends(flows, 250),
    }[expression]
    text = compiler().to_sqlglot(wanted).sql(dialect=dialect)
    parsed = sqlglot.parse_one(text, dialect=dialect)
    named = {table.name for table in parsed.find_all(sqlglot.exp.Table)}
    assert ("flows" if expression in ("choice", "largest") else "detail") in named
    assert parsed.find(sqlglot.exp.Group) or expression != "aggregates"


def test_aggregates_do_not_depend_on_the_order_or_the_threads(folder: Path):
    detail = pq.read_table(next((folder / "imports/census").glob("detail-*.parquet")))
    shuffled = detail.take(pa.array(pd.Series(range(len(detail))).sample(frac=1, random_state=1)))
    found = []
    for table, threads in ((detail, 1), (shuffled, 2)):
        backend = engine.embedded(threads=threads)
        total = aggregates.summed(ibis.memtable(table), ("home", "frontier"))
        found.append(engine.fetched(backend, total.order_by("home", "frontier")))
        backend.disconnect()
    pd.testing.assert_frame_equal(*found, check_exact=True)


def test_the_files_have_the_declared_columns_and_types(folder: Path):
    for file in (folder / "imports").glob("*/detail-*.parquet"):
        assert {*pq.read_schema(file)} == {*FLOW_BATCH}
    for file in flow_files(folder):
        assert ibis.Schema.from_pyarrow(pq.read_schema(file)) == STORED


def test_the_toy_holds_to_the_contract_of_the_importers():
    assert rows(SAMPLED, source="survey").schema.equals(FLOW_BATCH)
    assert importer().microdata
