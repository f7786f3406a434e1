"""Synthetic lfst_r_lfe2ecomm, as TSV and JSON-stat; the figures are made up."""

import gzip
import json

import pytest

from geodata.errors import OfficialFileError
from geodata.importers.eurostat import IMPORTER, aged, region

TSV = (
    "freq,age,c_work,sex,unit,geo\\TIME_PERIOD\t2022 \t2023 \n"
    "A,Y15-64,FOR,F,THS_PER,FRF1\t12.5 u\t: c\n"
    "A,Y15-64,FOR,T,THS_PER,FR\t: \t400.0 b\n"
    "A,Y15-64,INR,T,THS_PER,FRF1\t800.0 \t801.0 \n"
    "A,Y15-64,FOR,T,THS_PER,PL21\t1.0 \t2.0 \n"
)
ROWS = [
    ("region:FRF1", "sexe=F ; âge=15-64 ans", "2022", 12.5, "observed", "peu fiable"),
    ("region:FRF1", "sexe=F ; âge=15-64 ans", "2023", None, "secret", ""),
    ("country:FR", "âge=15-64 ans", "2023", 400.0, "observed", "rupture de série"),
]


def told(found):
    return [
        tuple(one[name] for name in ("place", "breakdown", "period", "value", "status", "note")) for one in found.rows
    ]


def test_who_works_in_a_foreign_country_is_an_indicator_of_the_region(write, read):
    path = write("lfst.tsv", TSV)
    assert IMPORTER.detect(path) == 1.0
    found = read(IMPORTER, path)
    assert told(found) == ROWS
    assert found.passed == {"works in its own country, or not stated": 1, "neither France nor a neighbour": 1}
    assert {(one["unit"], one["field"]) for one in found.rows} == {("milliers de personnes", "eft-eurostat")}


def test_a_packed_table_is_read_as_the_plain_one(tmp_path, read):
    path = tmp_path / "lfst.tsv.gz"
    path.write_bytes(gzip.compress(TSV.encode()))
    assert IMPORTER.detect(path) == 1.0
    assert told(read(IMPORTER, path)) == ROWS


def json_stat():
    """The table as JSON-stat."""
    codes = {"freq": ["A"], "age": ["Y15-64"], "c_work": ["FOR", "INR"], "sex": ["F", "T"], "unit": ["THS_PER"],
             "geo": ["FRF1", "FR"], "time": ["2022", "2023"]}  # fmt: skip
    dimension = {
        name: {"category": {"index": {code: at for at, code in enumerate(known)}}} for name, known in codes.items()
    }
    return {
        "class": "dataset", "id": [*codes], "size": [len(known) for known in codes.values()], "dimension": dimension,
        "value": {"0": 12.5, "7": 400.0}, "status": {"0": "u", "1": "c", "7": "b"},
    }  # fmt: skip


def listed(cells):
    return [cells.get(str(place)) for place in range(16)]


def test_json_stat_gives_what_the_table_gives(write, read):
    path = write("lfst.json", json.dumps(json_stat()))
    assert IMPORTER.detect(path) == 1.0
    assert told(read(IMPORTER, path)) == ROWS


def test_json_stat_may_list_its_cells_and_flags_and_leave_out_the_order_of_one_code(write, read):
    data = json_stat()
    data |= {name: listed(data[name]) for name in ("value", "status")}
    data["dimension"]["freq"]["category"] = {"label": {"A": "Annual"}}
    assert told(read(IMPORTER, write("lfst.json", json.dumps(data)))) == ROWS


def test_json_stat_may_say_one_flag_for_all_cells(write, read):
    found = read(IMPORTER, write("lfst.json", json.dumps(json_stat() | {"status": "p"})))
    assert [(one["value"], one["note"]) for one in found.rows] == [(12.5, "provisoire"), (400.0, "provisoire")]


def test_regions_are_nuts_of_france_and_its_neighbours():
    assert [region(code) for code in ("FR", "FRF1", "UKJ", "CH01", "FRF11", "PL21", "EU27_2020")] == [
        "country:FR", "region:FRF1", "region:UKJ", "region:CH01", "", "", "",
    ]  # fmt: skip


def test_ages_are_said_in_words_where_they_can_be():
    assert [aged(code) for code in ("Y15-64", "Y_GE15", "TOTAL")] == ["15-64 ans", "15 ans ou plus", "TOTAL"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.tsv", TSV.replace("c_work,", ""), "line 1 begins with freq,age,sex"),
        ("a.tsv", TSV.replace("12.5 u", "many").replace("THS_PER,FR\t", "THS_PER,FR\tx"), "line 2: a value or a year"),
        ("a.tsv", TSV.replace("12.5 u", "-1").replace("THS_PER,FR\t", "THS_PER,FR\t-"), "line 2: a value or a year"),
        ("a.tsv", TSV + TSV.splitlines()[1] + "\n", "line 6 repeats A Y15-64 FOR F THS_PER FRF1 of line 2"),
        ("a.json", '{"c_work": 1}', "cannot be read .*expected a JSON-stat dataset"),
        ("a.json", "{", "cannot be read"),
        ("a.json", json.dumps(json_stat() | {"value": [1.0]}), "cannot be read .1 cells instead of 16"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, name, content, sentence):
    with pytest.raises(OfficialFileError, match=f"{name}.*{sentence}"):
        read(IMPORTER, write(name, content))
