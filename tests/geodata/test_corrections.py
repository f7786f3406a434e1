"""Corrections are data with a guard."""

import pandas as pd
import pytest

from geodata import corrections, snapshots
from geodata.errors import CorrectionError

FIGURES = pd.DataFrame(
    [
        ("2", "25", "Doubs", "CH", "Suisse", "2019", "frontaliers_sortants", "27005.0", "read"),
        ("3", "", "Longwy", "LU", "Luxembourg", "2019", "frontaliers_sortants", "100.0", "read"),
    ],
    columns=[
        "line", "origin_code", "origin_name", "dest_code", "dest_name", "year", "indicator", "value", "confidence",
    ],
)  # fmt: skip
MATCH = "25|CH|2019|frontaliers_sortants|27005.0"


def correct(line="2", match=MATCH, field="value", expect="27005.0", new="27006.0", status="replace", reason="relu"):
    row = {"line": line, "match": match, "field": field, "expect": expect, "new": new, "status": status}
    return corrections.apply(FIGURES, pd.DataFrame([{**row, "reason": reason}]))


def test_a_correction_replaces_one_value_and_nothing_else():
    corrected = correct()
    assert corrected["value"].tolist() == ["27006.0", "100.0"]
    assert corrected["mappable"].all()
    assert corrected["caution"].tolist() == ["", ""]


def test_a_figure_without_code_is_matched_by_its_name():
    match = "Longwy|LU|2019|frontaliers_sortants|100.0"
    assert correct("3", match, "origin_code", "", "544")["origin_code"].tolist() == ["25", "544"]


def test_a_caution_stays_beside_its_figure():
    assert correct(status="caution", reason="champ différent")["caution"].tolist() == ["champ différent", ""]


@pytest.mark.parametrize("status", ["duplicate", "unmappable"])
def test_a_forbidden_figure_keeps_its_value_and_leaves_the_map(status):
    corrected = correct(status=status)
    assert corrected["mappable"].tolist() == [False, True]
    assert corrected["value"].tolist() == ["27005.0", "100.0"]


def test_a_missing_row_stops_the_build():
    with pytest.raises(CorrectionError, match="line 9 is not in the figures"):
        correct(line="9")


def test_a_row_that_moved_stops_the_build():
    with pytest.raises(CorrectionError, match="line 3 is Longwy"):
        correct(line="3")


def test_a_source_that_was_fixed_stops_the_build():
    with pytest.raises(CorrectionError, match="has value = '27005.0', expected '27000.0'"):
        correct(expect="27000.0")


def test_an_unknown_status_stops_the_build():
    with pytest.raises(CorrectionError, match="status 'maybe'"):
        correct(status="maybe")


def test_every_real_correction_still_finds_its_figure():
    figures = snapshots.read("figures")
    corrected = corrections.apply(figures, snapshots.read("figures_corrections")).set_index("line")
    assert len(corrected) == len(figures) == 1604
    assert corrected.at["187", "value"] == "43710.0"
    assert corrected.at["218", "origin_code"] == "577"
    assert not corrected.loc[["159", "160", "71", "75", "258"], "mappable"].any()
