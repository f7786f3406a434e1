"""A programme as CSV and XLSX; its lines are made up."""

import openpyxl
import pytest

from geodata.errors import OfficialFileError
from geodata.importers.actions import IMPORTER

HEADER = ["Axe", "Sous-axe", "Action", "Projet", "Priorité", "Statut", "Frontières"]
ROWS = [
    ["1", "Un sous-axe", "Une action", "Rencontre FR-DE / mobilité", "oui", "", ""],
    ["2", "Un autre", "Une action", "Un projet", "", "Projet inscrit au PW21", "fr-be fr-lu"],
    ["2", "Un autre", "Une action", "Un second", "non", "soumis à intérêt", "toutes"],
    ["3", "Un tiers", "Une action", "Atelier franco-belge", "", "", ""],
    ["3", "Un tiers", "Une action", "Atelier franco-belge", "", "", "France–Suisse, FR-DE"],
]


def told(found):
    names = ("id", "axis", "priority", "status", "frontiers", "basis", "theme")
    return [tuple(one[name] for name in names) for one in found.rows]


EXPECTED = [
    ("pw2022-1-01", 1, True, "", "fr-de", "named", "mobility"),
    ("pw2022-2-01", 2, False, "in-programme", "fr-be fr-lu", "named", "general"),
    ("pw2022-2-02", 2, False, "submitted-interest", "all", "all", "general"),
    ("pw2022-3-01", 3, False, "", "fr-be", "named", "general"),
    ("pw2022-3-02", 3, False, "", "fr-de fr-ch", "named", "general"),
]


def test_a_line_says_its_frontier_and_theme_or_its_words_do(write, read):
    path = write("pw.csv", "\n".join(";".join(row) for row in [HEADER, *ROWS]), "cp1252")
    assert IMPORTER.detect(path) == 1.0
    assert told(read(IMPORTER, path, period="2022")) == EXPECTED


def test_a_line_break_within_a_cell_is_a_space(write, read):
    lines = [HEADER, ["1", "Un sous-axe", "Une\x0baction", '"Un  projet\x0bFR-DE"', "", "", ""]]
    path = write("pw2022.csv", "\n".join(";".join(row) for row in lines))
    (row,) = read(IMPORTER, path).rows
    assert (row["action"], row["project"], row["frontiers"]) == ("Une action", "Un projet FR-DE", "fr-de")


def test_a_workbook_gives_what_the_text_gives(tmp_path, read):
    book = openpyxl.Workbook()
    for row in [HEADER, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "pw.xlsx")
    assert IMPORTER.detect(tmp_path / "pw.xlsx") == 1.0
    assert told(read(IMPORTER, tmp_path / "pw.xlsx", period="2022")) == EXPECTED


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["4", *ROWS[0][1:]], "axis is not 1, 2 or 3"),
        ([*ROWS[0][:5], "peut-être", ""], "status is none of"),
        ([*ROWS[0][:6], "fr-pl"], "frontiers names none of the atlas"),
        ([*ROWS[0][:4], "bientôt", "", ""], "priority is neither"),
    ],
)
def test_an_unsound_line_is_set_aside(write, read, row, sentence):
    found = read(IMPORTER, write("pw2022.csv", "\n".join(";".join(one) for one in [HEADER, *ROWS * 9, row])))
    assert [one.line for one in found.rejected] == [47]
    assert sentence in found.rejected[0].reason


def test_a_sheet_that_is_none_is_refused(write, read):
    path = write("pw.xlsx", "no workbook")
    assert IMPORTER.detect(path) == 0.0
    with pytest.raises(OfficialFileError, match="pw.xlsx is damaged or no XLSX file"):
        read(IMPORTER, path)


def test_a_programme_without_projects_is_refused(write, read):
    with pytest.raises(OfficialFileError, match="pw.csv, line 1 has no column project"):
        read(IMPORTER, write("pw.csv", "Axe;Sous-axe;Action\n1;a;b\n"))


def test_a_programme_has_its_year_from_its_name_or_is_refused(write, read):
    text = "\n".join(";".join(row) for row in [HEADER, *ROWS])
    found = read(IMPORTER, write("pw-2023.csv", text))
    assert {row["source"] for row in found.rows} == {"mot-programme-2023"}
    assert found.rows[0]["id"] == "pw2023-1-01"
    for period in ("", "2023-06"):
        with pytest.raises(
            OfficialFileError, match="pw.csv: the year of the programme is (not known|2023-06), expected"
        ):
            read(IMPORTER, write("pw.csv", text), period=period)
