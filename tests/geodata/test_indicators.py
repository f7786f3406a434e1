"""What is published and is not a flow."""

import pandas as pd
import pytest

from geodata import corrections, figures, indicators, snapshots


@pytest.fixture(scope="module")
def read():
    published = pd.concat([snapshots.read("figures"), snapshots.read("seed_figures")], ignore_index=True)
    corrected = corrections.apply(published, snapshots.read("figures_corrections"))
    return figures.read(corrected, snapshots.read("places"), snapshots.read("fields"))


@pytest.fixture(scope="module")
def table(read):
    return indicators.indicators(read)


def one(table, **wanted):
    rows = table
    for name, value in {"breakdown": "", **wanted}.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_every_published_figure_is_a_flow_a_statement_or_an_indicator(read, table):
    assert len(read) == 1607
    assert len(table) == len(read) - figures.crosses(read).sum()
    assert figures.crosses(read[read["indicator"] == "absence_de_donnee"]).all()


def test_commuters_of_all_countries_are_indicators_of_the_work_place(read, table):
    foreign = table[table["indicator"] == "frontaliers_etrangers_tous_pays"]
    assert len(foreign) == 608
    assert foreign["other_place"].eq("").all()
    assert not figures.crosses(read[read["indicator"] == "frontaliers_etrangers_tous_pays"]).any()


def test_every_indicator_has_a_place_a_value_a_field_and_a_source(table):
    assert table["place"].ne("").all()
    assert table["value"].notna().all()
    assert set(table["field"]) <= set(snapshots.read("fields")["id"])
    assert set(table["source"]) <= set(snapshots.read("sources_figures")["id"])


def test_a_share_of_jobs_is_about_the_place_of_work(table):
    share = one(table, indicator="part_frontaliers_dans_emploi", period="2015", source="insee-ip1755")
    assert (share["place"], share["other_place"], share["value"]) == ("canton:GE", "country:FR", 28.0)


def test_the_first_document_gives_jobs_and_commuters_of_luxembourg(table):
    seen = table[table["source"] == "mot-journee-2019"]
    assert dict(zip(seen["indicator"], seen["value"], strict=True)) == {
        "emplois_pole": 435_000.0, "frontaliers_etrangers_tous_pays": 200_000.0,
    }  # fmt: skip
    assert seen["place"].eq("country:LU").all()


def test_a_part_of_a_flow_by_nationality_is_an_indicator(table):
    german = one(table, other_place="land:DE-RP", period="2022-06", breakdown="nationalité=allemande")
    assert german["value"] == 638.0
