"""PX cubes as CSV: small ones of made-up figures, and the producer's own."""

from collections import Counter

import pytest

from geodata.errors import OfficialFileError
from geodata.importers import Options
from geodata.importers.bfs_px import IMPORTER

COMMUNES = (
    '"Sexe"\t"Commune de travail"\t"1996 T4"\t"2014 T4"\r\n'
    '"Sexe - Total"\t"- Jura"\t3.5\t4.0\r\n'
    '"Sexe - Total"\t"……Essai-le-Haut"\t1.5\t2.0\r\n'
    '"Femme"\t"……Essai-le-Haut"\t0.5\t*\r\n'
)
CANTONS = '"Arbeitskanton";"2019Q1";"2020Q4"\n"Schweiz";9.5;10\n"Bern / Berne";1,5;2\n'


def test_communes_stand_under_their_canton(write, read):
    found = read(IMPORTER, write("101.csv", COMMUNES, "cp1252"))
    assert [(one["place"], one["period"], one["breakdown"], one["value"], one["status"]) for one in found.rows] == [
        ("canton:JU", "1996-Q4", "", 3.5, "observed"), ("canton:JU", "2014-Q4", "", 4.0, "observed"),
        ("commune:CH-JU-essai-le-haut", "1996-Q4", "", 1.5, "observed"),
        ("commune:CH-JU-essai-le-haut", "2014-Q4", "", 2.0, "observed"),
        ("commune:CH-JU-essai-le-haut", "1996-Q4", "sexe=F", 0.5, "observed"),
        ("commune:CH-JU-essai-le-haut", "2014-Q4", "sexe=F", None, "secret"),
    ]  # fmt: skip
    assert {one["indicator"] for one in found.rows} == {"frontaliers_etrangers_tous_pays"}
    assert {one["field"] for one in found.rows} == {"ofs-permis-g-tous-pays-2015"}


def test_a_commune_keeps_the_name_that_the_cube_writes(write):
    [batch] = IMPORTER.read(write("101.csv", COMMUNES.replace("Essai", "Évêché"), "cp1252"), Options())
    assert batch.names == {"commune:CH-JU-eveche-le-haut": "Évêché-le-Haut"}


def test_utf8_is_read_as_cp1252_is(write, read):
    assert read(IMPORTER, write("a.csv", COMMUNES)).rows == read(IMPORTER, write("b.csv", COMMUNES, "cp1252")).rows


def test_cantons_come_under_any_of_their_names(write, read):
    found = read(IMPORTER, write("105.csv", CANTONS))
    assert [(one["place"], one["value"]) for one in found.rows] == [
        ("country:CH", 9.5), ("country:CH", 10), ("canton:BE", 1.5), ("canton:BE", 2),
    ]  # fmt: skip


def test_a_later_state_of_a_cube_is_a_source_and_field_of_its_own(write, read):
    found = read(IMPORTER, write("105.csv", CANTONS.replace("2020Q4", "2025Q3")))
    assert {(one["source"], one["field"]) for one in found.rows} == {("ofs-cube-105-2025-Q3", "ofs-permis-g-tous-pays")}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (CANTONS.replace("Arbeitskanton", "Ort"), "line 1 has no column Commune de travail"),
        (CANTONS.replace("2019Q1", "spring"), "line 1: period 'spring'"),
        (CANTONS + '"Bern / Berne";3;4\n', "line 4 repeats canton:BE of line 3"),
        (CANTONS.replace('"Bern / Berne"', '"Bergen"').replace("9.5", "?"), "a value is no number .* 2 of 2 rows"),
        (CANTONS.replace("9.5", "-9").replace("1,5", "-1,5"), "line 2: a value is below zero .* 2 of 2 rows"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, content, sentence):
    with pytest.raises(OfficialFileError, match=f"105.csv.*{sentence}"):
        read(IMPORTER, write("105.csv", content))


def test_no_row_of_the_producers_communes_is_lost(real, read):
    path = real("bfs_px-x-0302010000_101.csv")
    assert IMPORTER.detect(path) == 1.0
    found = read(IMPORTER, path)
    assert (found.rows_read, found.rows_kept, len(found.rows)) == (2350, 2350, 2350 * 19)
    levels = Counter(place.partition(":")[0] for place in {one["place"] for one in found.rows})
    assert levels == {"canton": 26, "commune": 2324}
    values = {(one["place"], one["period"]): one["value"] for one in found.rows}
    assert values["canton:ZH", "1996-Q4"] == 2974.9
    assert values["commune:CH-6810", "2014-Q4"] == 83.9


def test_no_row_of_the_producers_cantons_is_lost(real, read):
    path = real("bfs_px-x-0302010000_105.csv")
    assert IMPORTER.detect(path) == 1.0
    found = read(IMPORTER, path)
    assert (found.rows_read, found.rows_kept, len(found.rows)) == (27, 27, 27 * 8)
    values = {(one["place"], one["period"]): one["value"] for one in found.rows}
    assert len({place for place, _ in values}) == 27
    assert (values["country:CH", "2019-Q1"], values["canton:JU", "2020-Q4"]) == (328415.2, 8811.2)
    cantons = sum(value for (place, period), value in values.items() if period == "2019-Q1" and place != "country:CH")
    assert cantons == pytest.approx(328415.2, abs=2)
