"""The real tables hold to what every reader of the atlas relies on."""

import re

import pandas as pd
import pytest

from geodata import files, references, snapshots
from geodata.atlas import Atlas, load_atlas
from geodata.crs import frame_of
from geodata.tables import FAMILIES, FRONTIER_IDS, SCHEMAS

PERIOD = re.compile(r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?|")
FRENCH = {"FR", "GF", "MF"}


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return load_atlas()


@pytest.fixture(scope="module")
def countries(atlas: Atlas) -> dict[str, set[str]]:
    """The countries of every place by its id and aliases; a group has several."""
    found: dict[str, set[str]] = {}
    for place, aliases, country in atlas.territories[["id", "aliases", "country"]].itertuples(index=False):
        found |= {name: set(country.split()) for name in (place, *aliases.split())}
    return found


def test_tables_are_those_built_from_these_snapshots() -> None:
    note = files.record()
    assert note["snapshots"] == snapshots.checksums()
    assert note["tables"] == {file.name: files.checksum(file) for file in files.FOLDER.glob("*.parquet")}


def test_every_reference_is_resolved(atlas: Atlas) -> None:
    references.check({name: getattr(atlas, name) for name in SCHEMAS})


def test_no_table_is_empty(atlas: Atlas) -> None:
    assert [name for name in SCHEMAS if getattr(atlas, name).empty] == []


def test_frontiers_are_the_twelve(atlas: Atlas) -> None:
    assert sorted(atlas.frontiers["id"]) == sorted(FRONTIER_IDS)


def test_families_are_known_and_every_frontier_has_one(atlas: Atlas) -> None:
    for families in atlas.frontiers["families"].str.split():
        assert families
        assert set(families) <= set(FAMILIES)


def test_published_lengths_have_a_source(atlas: Atlas) -> None:
    measured = atlas.frontiers["length_km"].notna()
    assert (atlas.frontiers["length_source"] != "").equals(measured)


def test_every_frontier_is_drawn_in_full_and_those_of_the_overview_simplified_too(atlas: Atlas) -> None:
    lines = atlas.outlines[atlas.outlines["kind"] == "frontier"]
    overview = {name for name in FRONTIER_IDS if frame_of(name).name == "metropole"}
    assert set(lines.loc[lines["scale"] == "full", "id"]) == set(FRONTIER_IDS)
    assert set(lines.loc[lines["scale"] == "overview", "id"]) == overview


@pytest.mark.parametrize(("table", "figure"), [("flows", "workers"), ("indicators", "value")])
def test_missing_is_never_zero_and_never_observed(atlas: Atlas, table: str, figure: str) -> None:
    frame = getattr(atlas, table)
    assert frame[figure].notna().equals(frame["status"] == "observed")


@pytest.mark.parametrize("table", ["flows", "indicators"])
def test_every_figure_has_its_source_field_and_a_normal_period(atlas: Atlas, table: str) -> None:
    frame = getattr(atlas, table)
    assert not frame[["source", "field"]].eq("").any(axis=None)
    assert [period for period in frame["period"].unique() if not PERIOD.fullmatch(period)] == []


def test_every_population_and_every_job_has_its_source(atlas: Atlas) -> None:
    for frame, column in ((atlas.territories, "population"), (atlas.poles, "population"), (atlas.poles, "jobs")):
        assert (frame.loc[frame[column].notna(), f"{column}_source"] != "").all()


def test_every_flow_crosses_the_frontiers_that_it_names(atlas: Atlas, countries: dict[str, set[str]]) -> None:
    neighbours = atlas.frontiers.set_index("id")["neighbour"].to_dict()
    for home, work, frontier in atlas.flows[["home", "work", "frontier"]].itertuples(index=False):
        assert (countries[home] <= FRENCH) != (countries[work] <= FRENCH), (home, work)
        abroad = countries[work] if countries[home] <= FRENCH else countries[home]
        assert {neighbours[name] for name in frontier.split()} == abroad, (home, work, frontier)


def test_every_shape_has_a_source(atlas: Atlas) -> None:
    drawn = atlas.outlines.loc[atlas.outlines["kind"] == "territory", "id"]
    sources = atlas.territories.set_index("id")["geometry_source"]
    assert (sources[drawn.unique()] != "").all()


def test_every_source_says_producer_title_licence_and_day_of_reading(atlas: Atlas) -> None:
    assert not atlas.sources[["producer", "title", "licence"]].eq("").any(axis=None)
    pd.to_datetime(atlas.sources["accessed"], format="%Y-%m-%d")


def test_every_field_is_named_in_three_languages(atlas: Atlas) -> None:
    assert not atlas.fields[["name_fr", "name_en", "name_de"]].eq("").any(axis=None)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_short_names_of_fields_fit_a_legend_and_tell_fields_apart(atlas: Atlas, language: str) -> None:
    short = atlas.fields[f"short_{language}"]
    assert short[~short.str.len().between(1, 34) | short.duplicated(keep=False)].tolist() == []


def test_places_of_one_name_are_one_place(atlas: Atlas) -> None:
    aliases = atlas.territories["aliases"].str.split().explode().dropna()
    assert aliases[aliases.duplicated()].tolist() == []
    assert sorted(set(aliases) & set(atlas.territories["id"])) == []
