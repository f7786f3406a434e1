"""Which rows a view shows, on rows made by hand: one series at a time, missing last, classes in round numbers."""

from dataclasses import replace

import pytest

from dashboard.compose.classes import class_limits, style_of
from dashboard.compose.compare_series import segments, shared
from dashboard.compose.index import Row, index
from dashboard.compose.series import CENSUS, Cut, choose, cuts, grand_total, headline, periods
from tests import toy

ALL_EIGHT = ("fr-be", "fr-lu", "fr-de", "fr-ch", "fr-it", "fr-mc", "fr-es", "fr-ad")


def row(workers, home="country:FR", work="country:CH", **parts):
    """An outbound census row of fr-ch in 2021; no workers make it not-collected."""
    known = {
        "frontiers": ("fr-ch",),
        "direction": "out",
        "period": "2021",
        "sex": "",
        "sector": "",
        "precision": "exact" if workers is not None else "",
        "status": "observed" if workers is not None else "not-collected",
        "field": CENSUS,
        "source": "census",
        "mappable": True,
        "note": "",
        **parts,
    }
    return Row(home=home, work=work, workers=workers, **known)


def of(*rows):
    """The toy's index with these flow rows."""
    return replace(index(toy.atlas()), rows=rows)


def told(found):
    """The workers of a row that is there."""
    return found.workers


# ---- Headline ----


def test_the_latest_census_is_the_headline():
    rows = (row(500.0, period="2006"), row(1_000.0), row(600.0, period="2011"))
    assert headline(of(*rows), "fr-ch", "out") == rows[1]


def test_the_census_goes_before_a_later_figure_of_another_field():
    rows = (row(1_200.0, period="2025-Q1", field="insured"), row(1_000.0))
    assert told(headline(of(*rows), "fr-ch", "out")) == 1_000


def test_a_figure_of_another_field_is_better_than_none():
    assert told(headline(of(row(1_200.0, period="2025-Q1", field="insured")), "fr-ch", "out")) == 1_200


def test_a_period_asked_for_is_the_one_shown():
    other = row(900.0, period="2006", field="insured")
    assert told(headline(of(row(500.0, period="2006"), row(1_000.0), other), "fr-ch", "out", "2006")) == 500
    assert headline(of(row(1_000.0), other), "fr-ch", "out", "2006") is None


def test_a_breakdown_is_never_the_headline():
    parts = (row(440.0, sex="m"), row(400.0, sex="f"), row(30.0, sector="industry"), row(850.0, home="nuts3:FRN"))
    assert headline(of(*parts), "fr-ch", "out") is None
    assert told(headline(of(*parts, row(840.0)), "fr-ch", "out")) == 840


def test_what_must_not_be_mapped_is_never_the_headline():
    assert headline(of(row(80.0, mappable=False)), "fr-ch", "out") is None


def test_a_figure_of_several_frontiers_counts_only_where_a_frontier_has_none():
    joint = row(5_000.0, work="group:it-es", frontiers=("fr-it", "fr-es"))
    own = row(300.0, work="country:ES", frontiers=("fr-es",), period="2018")
    assert headline(of(joint), "fr-es", "out") == joint
    assert headline(of(joint, own), "fr-es", "out") == own
    assert headline(of(joint, own), "fr-it", "out") == joint
    assert headline(of(joint, own), "fr-it", "out", "2018") is None


def test_a_figure_of_one_region_across_several_frontiers_is_no_headline_of_one():
    lorraine = row(133_400.0, home="region:41", work="group:lu-de", frontiers=("fr-lu", "fr-de"), period="2023")
    assert headline(of(lorraine, replace(lorraine, home="country:FR", field="insured")), "fr-de", "out") is None
    assert headline(of(lorraine), "fr-de", "out", "2023") is None


def test_the_eight_together_are_no_headline_of_one():
    assert headline(of(row(465_000.0, work="group:all", frontiers=ALL_EIGHT)), "fr-ch", "out") is None


def test_a_missing_row_is_the_last_resort():
    missing = row(None)
    assert headline(of(missing), "fr-ch", "out") == missing
    assert told(headline(of(missing, row(10.0)), "fr-ch", "out")) == 10
    assert headline(of(), "fr-ch", "out") is None


def test_directions_are_never_mixed():
    back = row(700.0, home="country:CH", work="country:FR", direction="in")
    assert headline(of(back), "fr-ch", "out") is None
    assert headline(of(back, row(1_000.0)), "fr-ch", "in") == back


def test_the_eight_together_have_a_total_of_their_own_which_is_no_sum():
    total = row(465_000.0, work="group:all", frontiers=ALL_EIGHT)
    older = replace(total, workers=422_681.0, period="2018")
    known = of(older, total, row(1_000.0), replace(total, workers=200_000.0, sex="m"))
    assert grand_total(known, "out") == total
    assert grand_total(known, "out", "2018") == older
    assert grand_total(known, "out", "1968") is None
    assert grand_total(known, "in") is None


def test_what_a_region_sends_to_the_eight_is_no_total_of_france():
    part = row(203_000.0, home="region:44", work="group:all", frontiers=ALL_EIGHT)
    back = row(2_500.0, home="group:all", work="region:44", frontiers=ALL_EIGHT, direction="in")
    assert grand_total(of(part, back), "out") is None
    assert grand_total(of(part, back), "in") is None


def test_periods_are_those_of_the_census_by_country_latest_first():
    rows = (row(500.0, period="2006"), row(1_000.0), row(7.0, period="2025", field="insured"), row(None, period="1999"))
    assert periods(of(*rows)) == ("2021", "2006")


# ---- Cuts ----


def places(*workers, **parts):
    return tuple(row(number, work=f"nuts3:CH{at}", **parts) for at, number in enumerate(workers))


def test_a_cut_is_one_series_by_place_largest_first():
    (cut,) = cuts(of(*places(100.0, 300.0, 200.0)), "fr-ch", "out")
    assert [item.workers for item in cut.rows] == [300, 200, 100]
    assert (cut.side, cut.level, cut.id, cut.total) == ("work", "nuts3", f"{CENSUS}.work.nuts3", 600)


def test_places_of_home_and_of_work_are_two_cuts():
    homes = (row(850.0, home="nuts3:FRN"), row(150.0, home="nuts3:FRS"))
    found = cuts(of(*homes, *places(600.0, 300.0, 100.0)), "fr-ch", "out")
    assert {(cut.side, cut.total) for cut in found} == {("home", 1_000), ("work", 1_000)}


def test_fields_sources_and_periods_are_never_mixed_in_a_cut():
    groups = ({}, {"field": "insured"}, {"source": "register"}, {"period": "2011"})
    rows = [item for parts in groups for item in places(10.0, 20.0, **parts)]
    found = cuts(of(*rows), "fr-ch", "out")
    assert len(found) == 4
    for cut in found:
        assert {(item.field, item.source, item.period) for item in cut.rows} == {(cut.field, cut.source, cut.period)}
        assert cut.total == 30


def test_women_and_men_are_parts_and_not_added_to_the_total():
    both = places(850.0, 150.0)
    parts = (*places(400.0, 60.0, sex="f"), *places(440.0, 90.0, sex="m"))
    (cut,) = cuts(of(*both, *parts), "fr-ch", "out")
    assert cut.total == 1_000
    assert {item.sex for item in cut.rows} == {""} and len(cut.parts) == 4


def test_one_place_is_no_cut():
    assert cuts(of(*places(100.0)), "fr-ch", "out") == ()


def test_a_withheld_place_stays_in_its_cut_after_all_others():
    secret = row(None, work="nuts3:CH9", status="secret")
    (cut,) = cuts(of(secret, *places(10.0, 20.0)), "fr-ch", "out")
    assert [item.workers for item in cut.rows] == [20, 10, None]
    assert cut.total == 30


def test_what_is_missing_or_must_not_be_mapped_makes_no_cut():
    assert cuts(of(*places(None, None), *places(10.0, 20.0, mappable=False)), "fr-ch", "out") == ()


def test_the_latest_cut_comes_first_and_of_one_year_the_finest():
    coarse = tuple(replace(item, period="2023-06") for item in places(10.0, 20.0, 30.0))
    fine = tuple(
        replace(item, work=item.work.replace("nuts3", "kreis"), period="2023") for item in places(1.0, 2.0, 3.0, 4.0)
    )
    old = tuple(replace(item, period="2011") for item in places(*map(float, range(1, 9))))
    found = cuts(of(*coarse, *old, *fine), "fr-ch", "out")
    assert [(cut.period, len(cut.rows)) for cut in found] == [("2023", 4), ("2023-06", 3), ("2011", 8)]


def cut_of(side, period, *workers, field=CENSUS):
    rows = tuple(row(float(number), work=f"nuts3:CH{at}") for at, number in enumerate(workers))
    return Cut(side, "nuts3", field, "census", period, rows)


def test_the_first_cut_of_a_side_is_chosen():
    found = (cut_of("work", "2023", 1, 2), cut_of("work", "2011", 1, 2))
    assert choose(found, "work") == found[0]
    assert choose(found, "home") is None


# ---- What compares ----


def test_undated_figures_compare_with_nothing():
    def pair_of(period):
        return of(row(10.0, period=period), row(20.0, work="country:ES", frontiers=("fr-es",), period=period))

    assert shared(pair_of(""), ("fr-ch", "fr-es"), "out") == ()
    assert [one.period for one in shared(pair_of("2021"), ("fr-ch", "fr-es"), "out")] == ["2021"]


def test_an_index_is_of_one_producer_and_never_begins_with_zero():
    def since(first, source="census"):
        before, now = {"period": "2018", "source": source}, {"period": "2021"}
        spain = [row(20.0, work="country:ES", frontiers=("fr-es",), **when) for when in (before, now)]
        return of(row(first, **before), row(10.0, **now), *spain)

    assert segments(since(0.0), ("fr-ch", "fr-es")) == segments(since(5.0, "register"), ("fr-ch", "fr-es")) == ()
    (stretch,) = segments(since(5.0), ("fr-ch", "fr-es"))
    assert [one.period for one in stretch] == ["2018", "2021"]


# ---- Classes ----


def test_class_limits_are_round_and_part_the_values_from_200_up():
    values = (100, 200, 400, 600, 800, 1_000, 2_000, 3_000, 4_000, 5_000, 10_000)
    # Of the ten from 200 up: those at 30, 55, 75 and 90 % of the order.
    assert class_limits(cut_of("work", "2021", *values)) == (800, 2_000, 4_000, 10_000)


def test_fewer_than_three_values_from_200_up_have_no_classes():
    assert class_limits(cut_of("work", "2021", 150, 180, 300, 5_000)) == ()


def test_class_limits_rise_and_leave_no_class_empty():
    for workers in ((210, 215, 220), (200, 200, 200, 90_000), (1_000, 2_000, 3_000), tuple(range(200, 9_000, 130))):
        limits = class_limits(cut_of("work", "2021", *workers))
        assert list(limits) == sorted(set(limits))
        assert all(min(workers) < limit <= max(workers) for limit in limits)


@pytest.mark.parametrize(
    ("workers", "style"),
    [
        (0, "caution"),
        (199, "caution"),
        (200, "r1"),
        (799, "r1"),
        (800, "r2"),
        (2_000, "r3"),
        (9_999, "r4"),
        (10_000, "r5"),
    ],
)
def test_under_200_is_a_caution_and_each_limit_opens_its_class(workers, style):
    assert style_of(row(float(workers)), (800, 2_000, 4_000, 10_000)) == style


@pytest.mark.parametrize("status", ["secret", "not-collected"])
def test_a_missing_figure_has_its_own_style_and_no_class(status):
    assert style_of(row(None, status=status), (800, 2_000)) == status


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_lowest_class_is_the_palest_and_the_highest_the_darkest(count):
    limits = tuple(1_000.0 * (step + 1) for step in range(count))
    styles = [style_of(row(500.0 + 1_000 * step), limits) for step in range(count + 1)]
    assert styles[0] == "r1" and styles[-1] == "r5"
    assert styles == sorted(set(styles))
