"""Synthetic rows of INSEE's base of flows; the flows are made up."""

import openpyxl
import pytest

from geodata.errors import OfficialFileError
from geodata.importers.base_flux import IMPORTER

HEADER = "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C21_ACTOCC15P\n"
GENEVA = "74012;Annemasse;SU2B1;ZURICH;12.345678\n"


@pytest.mark.parametrize(
    ("code", "place", "frontier"),
    [("SU2B1", "commune:CH-SU2B1", "fr-ch"), ("99140", "country:CH", "fr-ch"), ("ES", "country:ES", "fr-es"),
     ("BE", "country:BE", "fr-be")],
)  # fmt: skip
def test_a_workplace_abroad_is_read_in_any_of_its_forms(write, read, code, place, frontier):
    found = read(IMPORTER, write("flux.csv", HEADER + GENEVA.replace("SU2B1", code)))
    assert [(one["home"], one["work"], one["frontier"], one["period"], one["workers"], one["persons"])
            for one in found.rows] == [("commune:74012", place, frontier, "2021", 12.345678, 0)]  # fmt: skip


def test_flows_within_france_and_from_overseas_are_passed_over(write, read):
    rows = "74012;Annemasse;2A004;Ajaccio;1\n97302;Cayenne;SU2B1;ZURICH;1\n"
    found = read(IMPORTER, write("flux.csv", HEADER + GENEVA + rows))
    assert (found.rows_kept, found.passed) == (1, {"works in France": 1, "lives overseas": 1})


def test_a_name_with_a_semicolon_in_quotes_is_one_cell(write, read):
    assert read(IMPORTER, write("flux.csv", HEADER + GENEVA.replace("ZURICH", '"ZURICH; ZH"'))).rows_kept == 1


def test_a_workbook_is_read_below_its_title(tmp_path, read):
    book = openpyxl.Workbook()
    flows = book.create_sheet("Flux_sup_100")
    for line in ("Flux", "", "", "", "", HEADER.strip(), GENEVA.strip(), GENEVA.replace("SU2B1", "75056").strip()):
        flows.append(line.split(";"))
    book.save(tmp_path / "flux.xlsx")
    assert IMPORTER.detect(tmp_path / "flux.xlsx") == 1.0
    assert IMPORTER.partial(tmp_path / "flux.xlsx")
    found = read(IMPORTER, tmp_path / "flux.xlsx")
    assert [(one["work"], one["workers"]) for one in found.rows] == [("commune:CH-SU2B1", 12.345678)]
    assert found.rows_read == 2


def test_a_pair_that_stands_twice_is_refused_with_both_lines(write, read):
    with pytest.raises(OfficialFileError, match=r"flux.csv, line 4 repeats 74012 SU2B1 of line 2"):
        read(IMPORTER, write("flux.csv", HEADER + GENEVA + GENEVA.replace("SU2B1", "75056") + GENEVA))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (GENEVA.replace("SU2B1", "99999"), "DCLT is no code of a neighbouring country"),
        (GENEVA.replace("12.345678", "NaN"), "the flow is no number"),
        (GENEVA.replace("12.345678", "-1"), "the flow is below zero"),
        (GENEVA.replace("74012", "7401"), "CODGEO is no code of a commune"),
    ],
)
def test_an_unsound_row_is_set_aside(write, read, row, reason):
    sound = "".join(GENEVA.replace("74012", f"74{number:03d}") for number in range(100, 130))
    found = read(IMPORTER, write("flux.csv", HEADER + sound + row))
    assert (found.set_aside, found.rejected[0].line, found.rows_kept) == ({reason: 1}, 32, 30)


def test_communes_abroad_that_are_not_listed_stand_for_themselves(write, read):
    rows = GENEVA.replace("SU2B1", "SUZ8Z") + GENEVA.replace("SU2B1", "SUZ9Z")
    found = read(IMPORTER, write("flux.csv", HEADER + rows))
    assert [(one["work"], one["frontier"]) for one in found.rows] == [
        ("commune:CH-SUZ8Z", "fr-ch"), ("commune:CH-SUZ9Z", "fr-ch"),
    ]  # fmt: skip


def test_another_delimiter_is_said(write, read):
    path = write("flux.csv", (HEADER + GENEVA).replace(";", ","))
    assert IMPORTER.detect(path) == 1.0
    with pytest.raises(
        OfficialFileError, match="flux.csv, line 1 is delimited by comma, expected columns delimited by semicolon"
    ):
        read(IMPORTER, path)


def test_a_file_without_flow_is_refused(write, read):
    path = write("flux.csv", HEADER.replace("NBFLUX_C21", "FLUX") + GENEVA)
    assert IMPORTER.detect(path) == 0.0
    with pytest.raises(OfficialFileError, match="flux.csv has no columns CODGEO, DCLT and NBFLUX_Cyy_ACTOCC15P"):
        read(IMPORTER, path)
