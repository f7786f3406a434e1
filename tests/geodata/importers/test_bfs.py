"""Synthetic SDMX-CSV of the Swiss cross-border commuter statistics; the figures are made up."""

import pytest

from geodata.errors import OfficialFileError
from geodata.importers import Options
from geodata.importers.bfs import COMMUNES, FLOWS

PLAIN = "DATAFLOW,NOGA,CNTRY,FREQ,SEX,CANTON_WORK,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
ROW = "CH1.GGS:DF_GGS_1(1.0.0),_T,FR,Q,_T,25,2025-Q1,1234.5,A\n"
LABELLED = (
    "DATAFLOW;NOGA: Wirtschaft;CNTRY: Wohnsitzstaat;FREQ: Frequenz;SEX: Geschlecht;WORK_CANTON: Arbeitskanton;"
    "TIME_PERIOD: Zeit;OBS_VALUE\n"
    "CH1.GGS:DF_GGS_1(1.0.0);_T: Total;FR: Frankreich;Q: Quartal;F: Frau;26: Jura;2025-Q1: x;7.5\n"
)
PLACES = (
    "DATAFLOW,FREQ,SEX,WORK_CANTON,GDE_HOME,TIME_PERIOD,OBS_VALUE\n"
    + "CH1.GGS:DF_GGS_3(1.0.0),Q,_T,25,FR74012,2025-Q1,3.5\n"
)


def test_people_of_france_are_flows_to_cantons(write, read):
    found = read(FLOWS, write("ggs.csv", PLAIN + ROW + ROW.replace(",25,", ",_T,")))
    assert [(one["home"], one["work"], one["frontier"], one["period"], one["sex"], one["workers"], one["precision"])
            for one in found.rows] == [
        ("country:FR", "canton:GE", "fr-ch", "2025-Q1", "", 1234.5, "estimate"),
        ("country:FR", "country:CH", "fr-ch", "2025-Q1", "", 1234.5, "estimate"),
    ]  # fmt: skip


def test_labels_after_codes_are_left_out(write, read):
    found = read(FLOWS, write("ggs.csv", LABELLED))
    assert [(one["work"], one["sex"], one["workers"]) for one in found.rows] == [("canton:JU", "f", 7.5)]


def test_other_countries_activities_and_years_are_passed_over(write, read):
    changes = (("FR", "DE"), ("FR", "_T"), ("_T,FR", "10,FR"), (",Q,", ",A,"), ("1234.5", ""))
    others = [ROW.replace(old, new) for old, new in changes]
    found = read(FLOWS, write("ggs.csv", PLAIN + ROW + "".join(others)))
    assert found.rows_kept == 1
    assert found.passed == {
        "lives elsewhere or in all countries": 2, "by economic activity": 1, "not by quarter": 1,
        "no value published": 1,
    }  # fmt: skip


def test_french_places_of_residence_are_communes(write, read):
    path = write("ggs.csv", PLACES)
    assert FLOWS.detect(path) == 1.0
    assert [(one["home"], one["work"]) for one in read(FLOWS, path).rows] == [("commune:74012", "canton:GE")]


def test_columns_of_labels_between_those_of_codes_are_no_places(write, read):
    header = "STRUCTURE,STRUCTURE_ID,FREQ,Frequenz,GDE_HOME,Wohnort,WORK_CANTON,Arbeitskanton,SEX,Geschlecht,"
    row = "dataflow,CH1.GGS:DF_GGS_3,Q,Quartal,FR74012,Annemasse,25,Genf,_T,Total,2025-Q1,2025-Q1,3.5\n"
    path = write("ggs.csv", f"{header}TIME_PERIOD,Zeit,OBS_VALUE\n{row}")
    assert [(one["home"], one["work"], one["source"]) for one in read(FLOWS, path).rows] == [
        ("commune:74012", "canton:GE", "ofs-ggs-3")
    ]


def test_a_place_beside_its_country_is_the_residence_and_one_of_france_that_is_no_commune_is_set_aside(write, read):
    content = PLACES.replace("GDE_HOME", "CNTRY,GDE_HOME").replace("FR74012", "FR,74012")
    others = content.splitlines()[1].replace("74012", "FRK28"), content.splitlines()[1].replace("FR,74012", "AT,80301")
    found = read(
        FLOWS, write("ggs.csv", content + content.splitlines()[1].replace("74012", "01160") + "\n" + "\n".join(others))
    )
    assert [one["home"] for one in found.rows] == ["commune:74012", "commune:01160"]
    assert found.set_aside == {"place of residence in France is no commune": 1}
    assert found.passed == {"lives elsewhere or in all countries": 1}


def test_communes_of_work_without_residence_are_indicators(write, read):
    path = write(
        "ggs.csv", "DATAFLOW,FREQ,SEX,GDE_WORK,TIME_PERIOD,OBS_VALUE\nx,Q,M,6621,2025-Q1,9.5\nx,Q,_T,_T,2025-Q1,1\n"
    )
    assert (FLOWS.detect(path), COMMUNES.detect(path)) == (0.0, 1.0)
    found = read(COMMUNES, path)
    assert [(one["place"], one["breakdown"], one["value"]) for one in found.rows] == [
        ("commune:CH-6621", "sexe=H", 9.5)
    ]
    assert found.passed == {"all communes": 1}


def test_a_label_after_a_code_is_the_name_of_its_commune(write):
    path = write(
        "ggs.csv", "GDE_WORK: Gemeinde,SEX: Geschlecht,TIME_PERIOD,OBS_VALUE\n6621: Genève,F: Frau,2025-Q1,9\n"
    )
    [batch] = COMMUNES.read(path, Options())
    assert batch.table["place"].to_pylist() == ["commune:CH-6621"]
    assert batch.names == {"commune:CH-6621": "Genève"}


def test_an_observation_that_stands_twice_is_refused_with_both_lines(write, read):
    with pytest.raises(OfficialFileError, match="ggs.csv, line 4 repeats FR 25 2025-Q1 _T of line 2"):
        read(FLOWS, write("ggs.csv", PLAIN + ROW + ROW.replace(",25,", ",26,") + ROW))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PLAIN.replace("SEX", "GESCHLECHT") + ROW, "line 1 has no column SEX"),
        (PLAIN.replace("CANTON_WORK", "KT") + ROW, "line 1 has no column WORK_CANTON or CANTON_WORK"),
        (PLAIN + ROW.replace(",25,", ",27,") + ROW.replace(",25,", ",28,"), "line 2: canton of work is unknown"),
        (PLACES.replace("FR74012", "80301"), "line 2: place of residence is a bare number, in a file without the col"),
        (PLAIN + ROW.replace("2025-Q1", "spring") + ROW.replace("_T,25", "X,25"), "line 2: TIME_PERIOD is no quarter"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, content, sentence):
    with pytest.raises(OfficialFileError, match=f"ggs.csv, {sentence}"):
        read(FLOWS, write("ggs.csv", content))
