"""The report of an import, on figures computable by hand."""

import io

import pandas as pd

from geodata.import_report import (
    Account,
    beside,
    change_lines,
    control_lines,
    controls,
    counted,
    held_lines,
    named,
    part,
    threshold_lines,
)
from geodata.importers import Batch, Rejected
from geodata.progress import Progress


def flows(*rows):
    """Flows as the store's aggregates have them: level, home, work, workers."""
    blank = {"sex": "", "sector": "", "mode": "", "frontier": "fr-ch", "period": "2021", "field": "rp"}
    return pd.DataFrame([dict(zip(("level", "home", "work", "workers"), row, strict=True)) | blank for row in rows])


def test_the_account_says_every_row_and_quotes_lines(tmp_path):
    account = Account()
    rejected = tuple(Rejected(line, "no number", f"row {line}") for line in range(2, 9))
    batch = Batch(None, 1010, 1000, passed={"works in France": 3}, set_aside={"no number": 7}, rejected=rejected)
    account.add(tmp_path / "a.csv", batch)
    lines = [*account.lines()]
    assert lines[:3] == ["1 010 rows read, 1 000 kept", "3 passed over: works in France", "7 set aside: no number"]
    assert lines[3:] == [*(f"  a.csv, line {line}: row {line}" for line in range(2, 7)), "  and 2 more"]


def test_controls_compare_only_what_is_published_of_the_same_places_and_field():
    ours = flows(("country", "country:FR", "country:CH", 110.0), ("country", "country:FR", "country:LU", 5.0))
    ours.loc[1, "frontier"] = "fr-lu"
    published = flows(("", "country:FR", "country:CH", 100.0), ("", "country:FR", "country:LU", None))
    published = published.drop(columns="level")
    published.loc[1, "frontier"] = "fr-lu"
    found = controls(ours, published)
    assert found[["workers", "published"]].to_numpy().tolist() == [[110.0, 100.0]]
    assert [*control_lines(ours, found)] == [
        "control fr-ch 2021: 110 imported, 100 published (+10.0%)",
        "total fr-lu 2021: 5 imported, none published of that period",
    ]
    towns, other = flows(("commune", "a", "x", 5.0)), published.assign(field="permits")
    assert [*control_lines(towns, controls(towns, other))] == [
        "no published figure of the same places, period and field to compare with"
    ]


def test_totals_that_nobody_published_are_those_of_the_latest_period():
    quarters = [
        flows(("country", "country:CH", "country:FR", 5.0)).assign(period=f"2024-Q{number}") for number in (1, 2, 3)
    ]
    ours = pd.concat(quarters)
    assert [*control_lines(ours, controls(ours, flows(("", "country:FR", "country:CH", 1.0))))] == [
        "total fr-ch into France 2024-Q3: 5 imported, none published of that period",
        "and 2 totals of earlier periods, none published",
    ]


def test_finer_places_are_counted_and_the_farthest_named():
    ours = flows(("canton", "country:FR", "canton:GE", 10.0), ("canton", "country:FR", "canton:VD", 7.0))
    published = flows(("", "country:FR", "canton:GE", 10.0), ("", "country:FR", "canton:VD", 9.0)).drop(columns="level")
    assert [*control_lines(ours, controls(ours, published))] == [
        "as published at finer places: 1 of 2 flows", "  country:FR → canton:VD: 7 imported, 9 published",
    ]  # fmt: skip


def test_the_share_under_the_threshold_is_of_pairs_and_of_workers():
    table = flows(("commune", "a", "x", 100.0), ("commune", "b", "x", 200.0), ("commune", "c", "x", 500.0))
    assert [*threshold_lines(table)] == ["commune: 3 pairs, 33.3% under 200 people (12.5% of the workers), 1 from 500"]


def test_changes_beside_an_earlier_import_are_new_gone_and_changed():
    now = flows(("canton", "a", "x", 10.0), ("canton", "b", "x", 20.0))
    then = flows(("canton", "b", "x", 15.0), ("canton", "c", "x", 1.0))
    assert [*change_lines(now, then, "last-year")] == [
        "beside last-year: 1 pair new, 1 gone, 1 changed", "  b → x: 15 then, 20 now",
    ]  # fmt: skip


def test_changes_of_microdata_count_each_pair_once_whatever_the_levels():
    both = ("commune", "commune:57463", "commune:LU-1", 10.0), ("country", "country:FR", "country:LU", 10.0)
    assert [*change_lines(flows(*both), flows(both[1]), "last-year")] == [
        "beside last-year: 1 commune pair new, 0 gone, 0 changed"
    ]


def test_a_figure_that_was_withheld_is_no_zero_and_neither_new_nor_gone():
    now = flows(("commune", "a", "x", 10.0), ("commune", "b", "x", None), ("commune", "c", "x", None))
    then = flows(("commune", "a", "x", None), ("commune", "b", "x", 5.0), ("commune", "c", "x", None))
    assert [*change_lines(now, then, "last-year")] == [
        "beside last-year: 0 commune pairs new, 0 gone, 2 changed",
        "  a → x: no figure then, 10 now", "  b → x: 5 then, no figure now",
    ]  # fmt: skip


def test_quarters_are_compared_one_by_one_and_never_added_up():
    def quarters(**workers):
        rows = [flows(("canton", "a", "x", count)).assign(period=f"2024-{name}") for name, count in workers.items()]
        return pd.concat(rows)

    now, then = quarters(Q2=20.0, Q3=31.0, Q4=40.0), quarters(Q1=10.0, Q2=20.0, Q3=30.0)
    assert [*change_lines(now, then, "before")] == [
        "beside before: 1 period new, 2024-Q4", "beside before: 1 period gone, 2024-Q1",
        "beside before, 2 periods: 0 pairs new, 0 gone, 1 changed", "  a → x 2024-Q3: 30 then, 31 now",
    ]  # fmt: skip
    assert [*change_lines(quarters(Q3=31.0, Q4=40.0), quarters(Q1=10.0, Q2=20.0), "before")] == [
        "beside before: 0 pairs new, 0 gone, 1 changed", "  a → x: 20 then, 40 now",
    ]  # fmt: skip


def test_only_all_is_a_hundred_percent_and_only_none_is_zero():
    assert [part(share) for share in (1, 0.9999, 0.5, 0.0001, 0)] == [
        "100.0%", "over 99.9%", "50.0%", "under 0.1%", "0.0%",
    ]  # fmt: skip
    assert [beside(share) for share in (-1, -0.99973, -0.888, 0.1)] == ["-100.0%", "-99.97%", "-88.8%", "+10.0%"]


def test_places_of_the_report_are_named_beside_their_ids():
    line = "  commune:57463 → canton:GE: 10 then; epci:1, commune:DE-AL3FH and nuts3:FRF33 now"
    assert [*named([line])] == [
        "  Metz (commune:57463) → Genève (canton:GE): 10 then; epci:1, Kehl (commune:DE-AL3FH) and Moselle "
        "(nuts3:FRF33) now"
    ]


def test_what_is_no_flow_is_counted_by_figures_or_by_what_links_it():
    figures = pd.DataFrame({"place": ["a", "a"], "period": ["2020", "2021"], "status": ["observed", "secret"]})
    assert [*held_lines(figures, "indicators")] == [
        "2 figures of 1 place, 2020 to 2021", "1 of them secret or not collected",
    ]  # fmt: skip
    actions = pd.DataFrame({"basis": ["named", "all", "all"]})
    assert [*held_lines(actions, "actions")] == ["actions by what links them to frontiers: all 2, named 1"]


def test_thousands_are_parted_by_spaces():
    assert counted(8000000) == "8 000 000"


def test_progress_draws_share_rows_and_time_left_only_where_asked():
    silent, drawn = io.StringIO(), io.StringIO()
    for stream, shown in ((silent, False), (drawn, True)):
        with Progress(100, shown=shown, stream=stream) as bar:
            bar.at(100, 8000000)
            bar.end()
    assert drawn.getvalue().count("\n") == 1
    assert silent.getvalue() == ""
    assert "100%     8 000 000 rows, 0 s left" in drawn.getvalue()
