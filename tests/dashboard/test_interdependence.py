"""Indicators of interdependence: by hand on the toy, invariants on the real tables."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from dashboard.compose.index import index
from dashboard.compose.interdependence import COMPUTED, Indicator, definitions, gaps, indicators, interdependence, said
from dashboard.compose.interdependence_decay import RINGS_KM
from dashboard.compose.interdependence_indicators import computable
from dashboard.compose.interdependence_inputs import counted
from dashboard.compose.scope import Scope
from dashboard.compose.words import Words
from dashboard.selection import Selection
from dashboard.text import LANGUAGES, Text
from dashboard.view import Table
from geodata.atlas import Atlas
from geodata.crs import frame_of
from geodata.following import Following
from geodata.tables import FRONTIER_IDS
from tests import real, toy
from tests.dashboard import imports_toy

Row = dict[str, Any]
CENSUS, UNKNOWN = "rp-france-metropolitaine", "non-precise"


def scope_of(atlas: Atlas, language: str = "fr") -> Scope:
    return Scope(atlas, Selection(language=language), Words(Text(language), index(atlas)))


def toy_with(flows: list[Row] | None = None, indicators: list[Row] | None = None) -> Scope:
    """The toy with further rows, each said by what matters of it."""
    atlas = toy.atlas()
    flow: Row = {"sex": "", "sector": "", "mode": "", "precision": "exact", "status": "observed", "field": "insured"}
    flow |= {"source": "register", "mappable": True, "note": "", "period": "2022", "frontier": "fr-ch"}
    indicator: Row = {"breakdown": "", "unit": "", "precision": "exact", "status": "observed", "field": "insured"}
    indicator |= {"source": "register", "note": "", "period": "2022", "other_place": ""}
    named = [{**atlas.fields.iloc[0].to_dict(), "id": name} for name in (CENSUS, UNKNOWN)]
    return scope_of(
        replace(
            atlas,
            flows=pd.concat([atlas.flows, pd.DataFrame([flow | row for row in flows or []])], ignore_index=True),
            indicators=pd.concat(
                [atlas.indicators, pd.DataFrame([indicator | row for row in indicators or []])], ignore_index=True
            ),
            fields=pd.concat([atlas.fields, pd.DataFrame(named)], ignore_index=True),
        )
    )


def found(scope: Scope, name: str, frontier: str = "fr-ch") -> list[Indicator]:
    return [one for one in indicators(scope, frontier) if one.id == name]


JOBS: Row = {"place": "country:CH", "indicator": "emplois_pole", "value": 4000.0}
OUT: Row = {"home": "country:FR", "work": "country:CH", "workers": 500.0}
SHARE: Row = {"place": "nuts3:FRN", "other_place": "country:CH", "indicator": "part_frontaliers_actifs_occupes"}


def test_dependence_divides_commuters_by_jobs_of_one_field():
    [one] = found(toy_with([OUT], [JOBS]), "dependence")
    assert one.value == 500 / 4000
    assert one.formula == "500 ÷ 4 000".replace(" 000", "\u00a0000")
    assert one.precision == "derived"
    assert [given.field for given in one.inputs] == ["insured", "insured"]
    assert one.perimeter == "France → Suisse"


def test_dependence_takes_figures_of_two_fields_only_from_one_source_and_period():
    jobs = JOBS | {"field": CENSUS}
    assert [one.value for one in found(toy_with([OUT], [jobs]), "dependence")] == [0.125]
    assert found(toy_with([OUT], [jobs | {"source": "census"}]), "dependence") == []
    assert found(toy_with([OUT], [jobs | {"period": "2021"}]), "dependence") == []


def test_commuters_of_all_countries_are_said_to_be_so():
    every: Row = {"place": "country:CH", "indicator": "frontaliers_etrangers_tous_pays", "value": 2000.0}
    [one] = found(toy_with(indicators=[JOBS, every]), "dependence")
    assert (one.value, one.perimeter) == (0.5, "Suisse, tous pays de résidence")


def test_dependence_keeps_the_latest_and_what_has_no_year_beside_it():
    rows = [JOBS | {"period": period} for period in ("2020", "2022", "")]
    flows = [OUT | {"period": period} for period in ("2020", "2022", "")]
    assert [one.period for one in found(toy_with(flows, rows), "dependence")] == ["2022", ""]


def test_intensity_is_a_share_of_a_census_as_it_was_published():
    row = SHARE | {"value": 42.0, "field": CENSUS, "precision": "rounded"}
    [one] = found(toy_with(indicators=[row]), "intensity")
    assert (one.value, one.precision, one.perimeter) == (0.42, "rounded", "Nord → Suisse")
    assert found(toy_with(indicators=[row | {"field": "insured"}]), "intensity") == []
    assert found(toy_with(indicators=[row | {"period": ""}]), "intensity") == []


def test_a_share_for_all_neighbours_needs_a_place_that_touches_one_frontier_alone():
    rows = [SHARE | {"place": place, "other_place": "group:voisins-8", "value": 9.0} for place in
            ("nuts3:FRN", "nuts3:FRS")]  # fmt: skip
    scope = toy_with(indicators=[row | {"field": CENSUS} for row in rows])
    assert [one.perimeter for one in found(scope, "intensity")] == ["Nord, tous pays voisins ensemble"]
    assert found(scope, "intensity", "fr-es") == []


def test_asymmetry_wants_both_directions_of_one_source_field_and_period():
    back: Row = {"home": "country:CH", "work": "country:FR", "workers": 125.0}
    [one] = found(toy_with([OUT, back]), "asymmetry")
    assert (one.value, one.unit, one.formula) == (0.25, "ratio", "125 ÷ 500")
    others: list[Row] = [{"field": "residents"}, {"source": "census"}, {"period": "2021-06"}]
    for other in others:
        assert found(toy_with([OUT, back | other]), "asymmetry") == []
    blurred = [row | {"field": UNKNOWN} for row in (OUT, back)]
    assert found(toy_with(blurred), "asymmetry") == []


def communes(*workers: float) -> list[Row]:
    return [
        {"home": f"commune:{n}", "work": "country:CH", "workers": amount, "period": "2023"}
        for n, amount in enumerate(workers)
    ]


def with_communes(total: float, *workers: float) -> Scope:
    """Communes of France, and their total."""
    scope = toy_with([*communes(*workers), OUT | {"period": "2023", "workers": total}])
    place = scope.atlas.territories.iloc[0].to_dict() | {"level": "commune", "parent": "country:FR", "aliases": ""}
    made = pd.DataFrame([place | {"id": f"commune:{n}", "code": str(n)} for n in range(len(workers))])
    return scope_of(replace(scope.atlas, territories=pd.concat([scope.atlas.territories, made], ignore_index=True)))


def test_concentration_is_the_first_three_places_of_the_published_total():
    [one] = found(with_communes(1000, 500, 200, 150, 100), "origins")
    assert (one.value, one.perimeter, one.formula) == (0.85, "France", "(500 + 200 + 150) ÷ 1\u00a0000")


def test_concentration_waits_until_no_unlisted_place_can_be_among_the_first_three():
    assert found(with_communes(1000, 500, 200, 150), "origins")  # 150 left, no more than the third
    assert found(with_communes(1001, 500, 200, 150), "origins") == []
    assert found(with_communes(1000, 600, 400), "origins") == []
    assert found(with_communes(840, 500, 200, 150), "origins") == []  # parts that exceed their whole


def test_the_toy_as_it_is_computes_nothing_and_says_why():
    scope = scope_of(toy.atlas())
    assert indicators(scope, "fr-ch") == ()
    reasons = dict(gaps(scope, "fr-ch"))
    assert reasons["Asymétrie"] == "Un seul sens est compté."
    assert len(reasons) == len(COMPUTED)


# The real tables


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_indicator_follows_from_its_inputs(frontier):
    for one in indicators(scope_of(real.atlas()), frontier):
        assert one.inputs
        if one.precision == "derived":
            *above, below = [given.amount for given in one.inputs]
            assert one.value == pytest.approx(sum(above) / below)
        else:
            assert [given.amount / 100 for given in one.inputs] == [pytest.approx(one.value)]
        assert 0 < one.value <= 1
        assert {given.period for given in one.inputs} == {one.period}


@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_inputs_are_of_one_field_or_of_one_source(frontier):
    for one in indicators(scope_of(real.atlas()), frontier):
        assert len({given.field for given in one.inputs}) == 1 or len({given.source for given in one.inputs}) == 1


def test_every_input_is_a_row_of_the_tables_or_the_sum_of_a_series():
    atlas = real.atlas()
    scope = scope_of(atlas)
    flows = {(row.workers, row.period, row.field, row.source) for row in index(atlas).rows if counted(row)}
    rows = atlas.indicators.itertuples()
    known = flows | {(row.value, row.period, row.field, row.source) for row in rows}
    for frontier in FRONTIER_IDS:
        for one in indicators(scope, frontier):
            if one.id != "proximity":
                assert {(it.amount, it.period, it.field, it.source) for it in one.inputs} <= known


def test_luxembourg_depends_on_commuters_as_the_first_document_says():
    values = {one.period: (said(scope_of(real.atlas()), one), one.formula) for one in
              found(scope_of(real.atlas()), "dependence", "fr-lu")}  # fmt: skip
    assert values[""] == ("46,0\u00a0%", "200\u00a0000 ÷ 435\u00a0000")
    assert values["2024-Q1"] == ("44,3\u00a0%", "231\u00a0290 ÷ 522\u00a0650")


def test_a_frontier_that_nobody_measures_has_one_reason_and_no_indicator():
    scope = scope_of(real.atlas())
    for frontier in ("fr-uk", "gf-br", "gf-sr", "mf-sx"):
        assert indicators(scope, frontier) == ()
        assert len(gaps(scope, frontier)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_what_is_computed_and_what_is_not_are_all_there_is(frontier, language):
    scope = scope_of(real.atlas(), language)
    section = interdependence(scope, frontier)
    assert section is not None
    t, computed = scope.t, {one.id for one in indicators(scope, frontier)}
    named = {name for name, _ in gaps(scope, frontier)}
    if computed:
        assert isinstance(section.blocks[0], Table)
        assert named == {t(f"interdependence.{name}.name") for name in COMPUTED.keys() - computed}
        assert len(section.blocks[0].rows) == len(indicators(scope, frontier))


def test_where_everything_is_computed_no_empty_table_says_what_is_not(surveyed: Atlas, monkeypatch):
    monkeypatch.setattr("dashboard.compose.interdependence.gaps", lambda *_: ())
    section = interdependence(scope_of(surveyed), "fr-ch")
    assert section is not None
    assert [block.id for block in section.blocks if isinstance(block, Table) and not block.rows] == []


def test_no_section_without_a_known_frontier():
    assert interdependence(scope_of(real.atlas()), "") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_defined_in_words_formula_and_source(language):
    [table] = definitions(scope_of(real.atlas(), language)).blocks
    assert isinstance(table, Table)
    assert len(table.rows) == len(COMPUTED)
    assert all(cell.text for row in table.rows for cell in row)
    assert sum(bool(row[3].url) for row in table.rows) == len(table.rows) - 1


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The toy with its survey, the pole Ost moved to 15 km from the point of commune 90001, named as SU001 is."""
    folder = imports_toy.bring(tmp_path_factory.mktemp("imports") / "data")
    tables = imports_toy.atlas()
    points = tables.points.copy()
    points.loc[points["id"].eq("est"), ["x", "y"]] = (132600, 21000)
    atlas = Following(replace(tables, points=points), str(folder))()
    assert atlas.imported is not None
    names = {"commune:CH-SU001": "Ost", "commune:DE-SU002": "Ost", "commune:CH-SU002": "Elsewhere"}
    return replace(atlas, imported=replace(atlas.imported, names=names))


def test_decay_is_the_share_of_a_poles_commuters_within_each_distance(surveyed: Atlas):
    # SU001 counts 600 people of 90001, 15 km away, and 150 of 90002, which is not among the communes near.
    rings = found(scope_of(surveyed), "decay")
    assert [one.value for one in rings] == [0, 600 / 750, 600 / 750]
    assert [one.inputs[0].amount for one in rings] == [0, 600, 600]
    assert {one.inputs[1].amount for one in rings} == {750}
    assert {(one.period, one.fields) for one in rings} == {("2021", ("residents",))}
    assert "Est" in rings[0].perimeter and "10" in rings[0].perimeter
    assert "decay" in computable(scope_of(surveyed), "fr-ch")


def test_a_pole_that_counts_too_few_has_no_decay(surveyed: Atlas):
    assert surveyed.imported is not None
    # 350 people work in SU002, none of them at a pole of another name; of SU003 nobody is known.
    few = replace(surveyed, imported=replace(surveyed.imported, names={"commune:CH-SU003": "Ost"}))
    assert found(scope_of(few), "decay") == []
    assert "decay" not in computable(scope_of(few), "fr-ch")


def test_the_decay_of_an_import_is_on_the_sheet_of_its_frontier(surveyed: Atlas):
    section = interdependence(scope_of(surveyed), "fr-ch")
    assert section is not None
    [table, *_] = section.blocks
    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows[-3:]] == ["0,0\u00a0%", "80,0\u00a0%", "80,0\u00a0%"]


def test_no_commune_within_the_rings_of_a_pole_is_missing_near_its_frontier():
    atlas = real.atlas()
    known = index(atlas)
    french = {
        frontier: (near := atlas.communes(frontier))[near["country"].eq("FR")] for frontier in atlas.frontiers["id"]
    }
    whole = pd.concat(french.values())
    abroad = [pole for pole in known.poles if pole.country in ("BE", "LU", "DE", "CH", "IT", "MC", "ES", "AD")]
    assert len(abroad) > 30
    for pole in abroad:
        x, y = known.anchors[f"pole:{pole.id}"]
        frame = frame_of(pole.nearest_frontier)
        same = whole[whole["frame"].eq(frame.name)]
        far = ((same["anchor_x"] - x) ** 2 + (same["anchor_y"] - y) ** 2) ** 0.5 * frame.unit_m / 1000
        assert set(same["id"][far <= max(RINGS_KM)]) <= set(french[pole.nearest_frontier]["id"]), pole.id
