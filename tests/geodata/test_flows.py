"""Flows: as published, with both ends, never summed across sources."""

import pandas as pd
import pytest

from geodata import corrections, figures, flows, places, snapshots
from geodata.tables import FLOWS, FRONTIER_IDS, SOURCES


@pytest.fixture(scope="module")
def read():
    published = pd.concat([snapshots.read("figures"), snapshots.read("seed_figures")], ignore_index=True)
    corrected = corrections.apply(published, snapshots.read("figures_corrections"))
    return figures.read(corrected, snapshots.read("places"), snapshots.read("fields"))


@pytest.fixture(scope="module")
def table(read):
    return flows.flows(
        read, snapshots.read("kreise_2023_06"), snapshots.read("not_collected"), snapshots.read("places")
    )


def pick(table, **wanted):
    rows = table
    for name, value in {"sex": "", "sector": "", **wanted}.items():
        rows = rows[rows[name] == value]
    return rows


def workers(table, **wanted):
    return pick(table, **wanted)["workers"].tolist()


def toy(*rows):
    empty = dict.fromkeys(FLOWS.names, "") | {"mappable": True, "status": "observed", "frontier": "fr-ch"}
    return pd.DataFrame([empty | row for row in rows])


def test_living_in_france_is_outbound_and_working_there_inbound():
    table = toy(
        {"home": "region:44", "work": "canton:VD"},
        {"home": "group:voisins-8", "work": "country:FR"},
        {"home": "country:MF", "work": "country:SX"},
        {"home": "province:IT-IM", "work": "departement:06"},
    )
    assert flows.direction(table).tolist() == ["outbound", "inbound", "outbound", "inbound"]


def test_frontiers_published_together_stay_together():
    assert flows.frontier_between("FR", "ES IT AD") == "fr-it fr-es fr-ad"
    assert flows.frontier_between("FR", "CH") == "fr-ch"
    assert flows.frontier_between("SX", "MF") == "mf-sx"


def test_what_is_observed_has_a_figure_and_what_is_not_has_none(table):
    assert table.loc[table["status"] == "observed", "workers"].notna().all()
    assert table.loc[table["status"] != "observed", "workers"].isna().all()
    assert table.loc[table["status"] != "observed", "note"].ne("").all()


def test_every_field_and_source_is_known(table):
    sources = SOURCES.check(snapshots.read("sources_figures"))
    assert set(table["source"]) <= set(sources["id"])
    assert set(table["field"]) <= set(snapshots.read("fields")["id"])


def test_every_frontier_has_an_answer_in_both_directions(table):
    answered = {
        (frontier, way)
        for frontiers, way in zip(table["frontier"], flows.direction(table), strict=True)
        for frontier in frontiers.split()
    }
    assert answered == {(frontier, way) for frontier in FRONTIER_IDS for way in ("outbound", "inbound")}


def test_every_flow_has_one_end_in_france(table):
    homes, works = (places.in_france(table[side]) for side in ("home", "work"))
    assert (homes ^ works).all()


def test_the_kreise_are_kept_as_published_even_where_their_parts_do_not_sum(table):
    kreise = table[(table["source"] == "ba-pendler-2023-06") & table["work"].str.startswith("kreis:")]
    by_sex = kreise.pivot(index="work", columns="sex", values="workers")
    assert len(by_sex) == 84
    assert by_sex[""].sum() == 41_870
    assert (by_sex["m"] + by_sex["f"]).ne(by_sex[""]).sum() == 15


def test_region_codes_are_never_read_as_departements(table):
    metropolitan = {f"{number:02d}" for number in range(1, 96)} | {"973"}
    codes = table.loc[table["home"].str.startswith("departement:"), "home"].str.removeprefix("departement:")
    assert set(codes) <= metropolitan
    assert not set(codes) & {"44", "84", "27", "75", "32", "93"}


def test_the_eight_neighbours_of_2021_are_one_figure(table):
    assert workers(table, home="country:FR", work="group:voisins-8", period="2021") == [465_000.0]
    assert workers(table, home="group:voisins-8", work="country:FR", period="2021") == [30_000.0]
    assert pick(table, home="group:voisins-8", work="country:FR", period="2021")["precision"].tolist() == ["estimate"]
    assert workers(table, home="country:FR", work="group:ES+IT+AD", period="2021") == [5_000.0]


def test_belgium_to_hauts_de_france_is_inbound(table):
    found = pick(table, home="country:BE", work="region:32", period="2021")
    assert found["workers"].tolist() == [8_700.0]
    assert flows.direction(found).tolist() == ["inbound"]


def test_switzerland_2025_has_its_total_and_six_cantons_by_sex(table):
    source = "ofs-2025-q1"
    assert workers(table, work="country:CH", source=source) == [234_619.0]
    cantons = table[table["work"].str.startswith("canton:") & (table["source"] == source)]
    assert len(cantons) == 18
    assert workers(table, work="canton:GE", source=source, sex="f") == [43_942.0]


def test_three_counts_of_the_same_pair_and_year_have_three_fields(table):
    rows = pick(table, home="departement:74", work="canton:GE", period="2016", source="cfg-74-20min")
    assert dict(zip(rows["field"], rows["workers"], strict=True)) == {
        "cfg": 89_366.0, "cfg-permis-g": 76_027.0, "cfg-suisses": 13_339.0,
    }  # fmt: skip


def test_figures_without_a_year_are_not_mapped(table):
    undated = table[table["period"].eq("") & table["status"].eq("observed") & table["source"].ne("mot-journee-2019")]
    assert len(undated) == 5
    assert not undated["mappable"].any()


def test_rows_read_again_by_eye(table):
    assert workers(table, home="departement:25", work="country:CH", period="2019-Q4") == [27_005.0]
    assert workers(table, home="zone:roubaix-tourcoing", work="country:BE", period="2021") == [10_500.0]
    assert workers(table, home="arrondissement:577", work="country:LU", period="2023") == [58_310.0]
    assert workers(table, home="commune:06083", work="country:MC", period="2022") == [6_654.0]
    assert workers(table, work="land:DE-SL", period="2023-06", source="ba-iba-sarre-2023") == [14_226.0]
    assert workers(table, home="departement:25", work="country:CH", source="mot-journee-2019") == [25_000.0]
