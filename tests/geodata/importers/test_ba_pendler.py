"""The Land files of the Bundesagentur für Arbeit: a small one of made-up figures, and the producer's own."""

import pytest

from geodata import snapshots
from geodata.errors import OfficialFileError
from geodata.importers.ba_pendler import IMPORTER

PREAMBLE = '"Land";"Saarland"\n"Kreis";"Alle"\n"";""\n"Berichtsmonat";"Juni 2023"\n'
HEADER = (
    '"Arbeitsort";"Regionalschlüssel";"Wohnort";"Regionalschlüssel";"Insgesamt";"Männer";"Frauen";"Deutsche";'
    '"Ausländer";"Auszubildende"\n'
)
FRANCE = '"Merzig-Wadern";"10042";"Frankreich";"F";"390";"170";"220";"110";"280";"0"\n'
OTHER = '"Merzig-Wadern";"10042";"Polen";"PL";"10";"10";"0";"0";"10";"0"\n'
END = '""\n"Exportdatum: ";"15072024"\n"© Statistik der Bundesagentur für Arbeit"\n'
NAME = "ba.csv"


def test_residents_of_france_are_three_rounded_flows(write, read):
    found = read(IMPORTER, write(NAME, PREAMBLE + HEADER + OTHER + FRANCE + END, "utf-8-sig"))
    assert [(one["work"], one["sex"], one["workers"], one["precision"]) for one in found.rows] == [
        ("kreis:10042", "", 390, "rounded"), ("kreis:10042", "m", 170, "rounded"), ("kreis:10042", "f", 220, "rounded"),
    ]  # fmt: skip
    assert {(one["home"], one["frontier"], one["period"], one["field"], one["source"]) for one in found.rows} == {
        ("country:FR", "fr-de", "2023-06", "ba-svb", "ba-pendler-2023-06")
    }
    assert (found.rows_read, found.passed) == (2, {"lives elsewhere": 1})


def test_a_withheld_value_is_secret_and_never_zero(write, read):
    found = read(IMPORTER, write(NAME, PREAMBLE + HEADER + FRANCE.replace('"170"', '"*"')))
    assert [(one["workers"], one["status"], one["precision"]) for one in found.rows] == [
        (390, "observed", "rounded"), (None, "secret", ""), (220, "observed", "rounded"),
    ]  # fmt: skip


def test_a_kreis_that_stands_twice_is_refused_with_both_lines(write, read):
    with pytest.raises(OfficialFileError, match="ba.csv, line 8 repeats 10042 F of line 6"):
        read(IMPORTER, write(NAME, PREAMBLE + HEADER + FRANCE + OTHER + FRANCE))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (PREAMBLE + FRANCE, "has no line Arbeitsort"),
        (HEADER + FRANCE, "has no Berichtsmonat"),
        (PREAMBLE.replace("Juni", "June") + HEADER + FRANCE, "Berichtsmonat is 'June 2023', expected a month"),
        ((PREAMBLE + HEADER + FRANCE).replace(";", "\t"), "line 1 cannot be read .* cells delimited by semicolon"),
        (PREAMBLE + HEADER + OTHER + '"' + FRANCE + OTHER, "line 7 cannot be read"),
        (PREAMBLE + HEADER + FRANCE.replace("390", "-390") * 2, "line 6: Insgesamt, Männer or Frauen is below zero"),
        (PREAMBLE + HEADER + FRANCE[:30] + '"\n' + FRANCE[:30] + '"\n', "line 6: 3 columns instead of 7"),
        (PREAMBLE + HEADER + FRANCE.replace("10042", "x") + FRANCE.replace("390", "y"), "line 6: key of the Kreis"),
        (PREAMBLE + HEADER + END, "has no rows"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, content, sentence):
    with pytest.raises(OfficialFileError, match=f"{NAME}.*{sentence}"):
        read(IMPORTER, write(NAME, content))


@pytest.mark.parametrize(("name", "land"), [("saarland", "Saarland"), ("baden-wuerttemberg", "Baden-Württemberg")])
def test_the_producers_files_give_exactly_the_published_kreise(real, read, name, land):
    path = real(f"ba_pendler_{name}_2023-06.csv")
    assert IMPORTER.detect(path) == 1.0
    found = {(one["work"], one["sex"]): one["workers"] for one in read(IMPORTER, path).rows}
    published = snapshots.read("kreise_2023_06")
    published = published[published["land"] == land]
    assert found == {
        (f"kreis:{row.ags}", sex): float(getattr(row, column))
        for row in published.itertuples()
        for sex, column in (("", "total"), ("m", "men"), ("f", "women"))
    }
