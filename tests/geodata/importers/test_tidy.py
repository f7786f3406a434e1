"""The tidy CSV of our own; the figures are made up."""

import pytest

from geodata.errors import OfficialFileError
from geodata.importers.tidy import IMPORTER, crossed

HEADER = "home,work,period,workers,field,sex,status,source\n"
ROW = "commune:57672,country:LU,2024-Q1,1234,igss,,,igss-2024\n"


def test_a_row_is_a_flow_and_its_frontier_follows_from_its_places(write, read):
    path = write("igss.csv", HEADER + ROW)
    assert IMPORTER.detect(path) == 1.0
    assert [{name: value for name, value in one.items() if value} for one in read(IMPORTER, path).rows] == [
        {
            "home": "commune:57672", "work": "country:LU", "frontier": "fr-lu", "period": "2024-Q1", "workers": 1234,
            "precision": "exact", "status": "observed", "field": "igss", "source": "igss-2024",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_semicolons_and_a_decimal_comma_are_read_in_any_encoding(write, read, encoding):
    path = write(
        "a.csv", (HEADER + ROW).replace(",", ";").replace("1234", "1 234,5").replace("igss-2024", "été"), encoding
    )
    assert [(one["workers"], one["source"]) for one in read(IMPORTER, path).rows] == [(1234.5, "été")]


def test_a_secret_has_no_number_and_no_precision(write, read):
    found = read(IMPORTER, write("a.csv", HEADER + ROW.replace("1234", "").replace(",,,", ",,secret,")))
    assert [(one["workers"], one["status"], one["precision"]) for one in found.rows] == [(None, "secret", "")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (ROW.replace("country:LU", "Luxembourg"), "work is no place as level:code"),
        (ROW.replace("country:LU", "country:FR"), "home and work are not on two sides of a border of France"),
        (ROW.replace("country:LU", "country:PL"), "home and work are not on two sides of a border of France"),
        (ROW.replace("2024-Q1", "Q1 2024"), "period is not as 2021, 2025-Q1 or 2023-06"),
        (ROW.replace("1234", "many"), "workers is no number, and status not secret or not-collected"),
        (ROW.replace("1234", "NaN"), "workers is no number, and status not secret or not-collected"),
        (ROW.replace("1234", "-1"), "workers is below zero"),
        (ROW.replace("1234,igss,,,", "1234,igss,,secret,"), "workers is given"),
        (ROW.replace(",igss,", ",nobody,"), "field is no id of the table fields"),
        (ROW.replace("igss,,", "igss,x,"), "sex is none of f, m"),
        (ROW.replace("igss-2024", ""), "source is empty and --source not given"),
        ("1,2\n", "2 columns instead of 8"),
    ],
)
def test_an_unsound_row_is_set_aside_by_reason(write, read, row, reason):
    sound = "".join(ROW.replace("57672", f"57{number:03d}") for number in range(100, 130))
    found = read(IMPORTER, write("a.csv", HEADER + sound + row))
    assert (found.set_aside, [one.line for one in found.rejected]) == ({reason: 1}, [32])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEADER.replace("workers", "people") + ROW, "line 1 has no column workers"),
        (HEADER.replace("status", "remark") + ROW, "line 1 has column 'remark'"),
        (HEADER + ROW + ROW, "line 3 repeats .* of line 2"),
        (HEADER, "has no rows"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, content, sentence):
    with pytest.raises(OfficialFileError, match=f"a.csv.*{sentence}"):
        read(IMPORTER, write("a.csv", content))


def test_a_frontier_lies_between_france_and_one_neighbour():
    assert crossed("country:GF", "country:BR") == "gf-br"
    assert crossed("canton:GE", "departement:74") == "fr-ch"
    assert crossed("kreis:10041", "canton:GE") == ""
