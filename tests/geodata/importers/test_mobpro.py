"""Synthetic rows of FD_MOBPRO; the weights are made up."""

import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata import snapshots
from geodata.errors import OfficialFileError
from geodata.importers import reading
from geodata.importers.mobpro import IMPORTER

HEADER = "COMMUNE;ARM;DCFLT;DCLT;AGEREVQ;ILT;IPONDI;NA5;SEXE;STAT;TRANS"
NAME = "FD_MOBPRO_2021.csv"


ROW = {
    "home": "68001", "arm": "ZZZZZ", "work": "SU2B1", "elsewhere": "99999", "age": "030", "ilt": "7", "weight": "2.5",
    "sector": "BE", "sex": "1", "stat": "10", "mode": "5",
}  # fmt: skip


def row(**cells):
    return ";".join((ROW | cells).values())


def text(*rows, header=HEADER):
    return "\n".join([header, *rows]) + "\n"


def test_a_row_is_a_person_and_its_weight_counts(write, read):
    found = read(IMPORTER, write(NAME, text(row())))
    assert found.rows == [
        {
            "home": "commune:68001", "work": "commune:CH-SU2B1", "frontier": "fr-ch", "period": "2021", "sex": "m",
            "age": "25-34", "sector": "industry", "mode": "car", "employment": "employee", "precision": "estimate",
            "status": "observed", "field": "rp-france-metropolitaine", "source": "insee-mobpro-2021", "workers": 2.5,
            "persons": 1,
        }
    ]  # fmt: skip


def test_people_alike_are_added_up_with_all_decimals(write, read):
    found = read(IMPORTER, write(NAME, text(row(weight="1.234567890123456"), row(weight="2.000000000000001"))))
    assert [(one["workers"], one["persons"]) for one in found.rows] == [(1.234567890123456 + 2.000000000000001, 2)]


@pytest.mark.parametrize(
    ("code", "place", "frontier"),
    [
        ("AL106", "commune:DE-AL106", "fr-de"), ("BEZZZ", "country:BE", "fr-be"),
        ("MO001", "commune:MC-MO001", "fr-mc"), ("LU", "country:LU", "fr-lu"), ("SU.2B", "country:CH", "fr-ch"),
        ("SUZ9Z", "commune:CH-SUZ9Z", "fr-ch"),
    ],
)  # fmt: skip
def test_a_foreign_commune_that_is_not_listed_keeps_its_code_or_is_at_its_country(write, read, code, place, frontier):
    found = read(IMPORTER, write(NAME, text(row(work=code))))
    assert [(one["work"], one["frontier"]) for one in found.rows] == [(place, frontier)]
    assert bool(found.remarked) == (code not in ("AL106", "MO001"))


def test_every_listed_commune_has_a_place_and_a_frontier(write, read):
    known = snapshots.read("insee_foreign_communes")
    codes = known.loc[known["country"] != "", "code"]
    assert (len(known), len(codes)) == (4707, 4705)
    found = read(IMPORTER, write(NAME, text(*(row(work=code) for code in codes))))
    assert {one["work"].rpartition("-")[2] for one in found.rows} == set(codes)
    assert {one["frontier"] for one in found.rows} == {"fr-de", "fr-be", "fr-lu", "fr-mc", "fr-ch"}


def test_dots_of_the_file_of_2019_are_no_part_of_a_code(write, read):
    found = read(IMPORTER, write("FD_MOBPRO_2019.csv", text(row(work="SU2B1."))))
    assert [(one["work"], one["period"]) for one in found.rows] == [("commune:CH-SU2B1", "2019")]


def test_who_does_not_cross_a_coded_border_is_passed_over_by_reason(write, read):
    rows = (
        row(work="99999", ilt="1"), row(work="ZZZZZ", ilt="7"), row(work="ZZZZZ", ilt="1"), row(home="97302"), row(),
    )  # fmt: skip
    found = read(IMPORTER, write(NAME, text(*rows)))
    assert found.passed == {
        "works in France": 1, "works abroad, in a commune without code": 1, "no foreign commune of work": 1,
        "lives overseas": 1,
    }  # fmt: skip
    assert found.rows_kept == 1


def test_quoted_cells_are_read_as_plain_ones(write, read):
    quoted = "\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in text(row()).split())
    assert read(IMPORTER, write(NAME, quoted)).rows == read(IMPORTER, write(NAME, text(row()))).rows


@pytest.mark.parametrize("count", [3, 4000])
def test_any_end_of_line_is_one(write, read, count):
    content = text(*[row()] * count)
    expected = read(IMPORTER, write(NAME, content)).rows
    for end in ("\r\n", "\r"):
        path = write(NAME, content.replace("\n", end))
        assert IMPORTER.detect(path) == 1.0
        assert read(IMPORTER, path).rows == expected


def test_a_quote_left_open_far_from_the_beginning_loses_no_row(write, read):
    quoted = [f'"{row()}"'.replace(";", '";"') for _ in range(4000)]
    assert read(IMPORTER, write(NAME, text(*quoted))).rows_read == 4000
    quoted[3000] = quoted[3000].removesuffix('"')
    with pytest.raises(OfficialFileError, match=f"{NAME}, line 3002 leaves a quote open, expected a row on one line"):
        read(IMPORTER, write(NAME, text(*quoted)))


def test_an_arrondissement_of_a_city_is_the_home(write, read):
    assert read(IMPORTER, write(NAME, text(row(home="69123", arm="69383")))).rows[0]["home"] == "commune:69383"


def test_a_vintage_without_a_column_leaves_it_unstated(write, read):
    header = HEADER.removesuffix(";TRANS")
    found = read(IMPORTER, write(NAME, text(row().removesuffix(";5"), header=header)))
    assert found.rows[0]["mode"] == ""


@pytest.mark.parametrize(
    ("faulty", "reason"),
    [
        (row(weight="NaN"), "weight IPONDI is no number"),
        (row(weight=""), "weight IPONDI is no number"),
        (row(weight="-1"), "weight IPONDI is not above zero"),
        (row(home="1"), "COMMUNE is no code of 5 characters"),
        (row(sex="3"), "SEXE is neither 1 nor 2"),
        (row(work="XX123"), "DCFLT is no code of a neighbouring country"),
        (row() + ";1", "12 columns instead of 11"),
    ],
)
def test_an_unsound_row_is_set_aside_with_its_line(write, read, faulty, reason):
    sound = [row()] * 30
    found = read(IMPORTER, write(NAME, text(*sound[:7], faulty, *sound[7:])))
    assert found.set_aside == {reason: 1}
    assert [(one.line, one.reason) for one in found.rejected] == [(9, reason)]
    assert found.rows[0]["workers"] == 75


def test_lines_are_right_after_rows_of_another_width_and_over_many_blocks(write, read, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1 << 12)
    rows = [row()] * 4000
    for line in (10, 11, 1500, 3999):
        rows[line - 2] = "68001;1"
    rows[2000 - 2] = row(weight="?")
    found = read(IMPORTER, write(NAME, text(*rows)))
    assert sorted(one.line for one in found.rejected) == [10, 11, 1500, 2000, 3999]
    assert (found.rows_read, found.rows_kept) == (4000, 3995)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (text(row()).replace(";", ","), "line 1 is delimited by comma, expected columns delimited by semicolon"),
        (text(row(), header=HEADER.replace("IPONDI", "POIDS")), "line 1 has no column IPONDI"),
        (text(row(), header=HEADER.replace("ARM", "COMMUNE")), "line 1 has no column ARM"),
        (text(*[row(weight="NaN")] * 40), "line 2: weight IPONDI is no number .* as in 40 of 40 rows"),
        (text(*[f"1;{row()}".rpartition(";")[0]] * 40), "are its columns shifted"),
        (HEADER + "\n", "has no rows"),
        ("", "is empty"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(write, read, content, sentence):
    with pytest.raises(OfficialFileError, match=f"{NAME}.*{sentence}"):
        read(IMPORTER, write(NAME, content))


def test_a_line_without_end_is_not_read_into_memory(write, read):
    with pytest.raises(OfficialFileError, match="line 1 is longer than 65536 bytes"):
        read(IMPORTER, write(NAME, HEADER + ";" + "x" * (1 << 22)))
    with pytest.raises(OfficialFileError, match="line 3 is longer than 2097152 bytes"):
        read(IMPORTER, write(NAME, text(row(), "x" * (1 << 22))))


def test_latin1_after_an_ascii_beginning_is_refused_with_where(write, read):
    rows = [row()] * 4000 + [row(sector="é")]
    with pytest.raises(OfficialFileError, match="line 4002 is not UTF-8 as the beginning is"):
        read(IMPORTER, write(NAME, text(*rows), "latin-1"))


def test_the_year_comes_from_the_name_or_the_option(write, read):
    path = write("mobpro.csv", text(row()))
    with pytest.raises(OfficialFileError, match="mobpro.csv names no year"):
        read(IMPORTER, path)
    assert read(IMPORTER, path, period="2018").rows[0]["source"] == "insee-mobpro-2018"
    assert IMPORTER.cite("insee-mobpro-2018").year == "2018"


def test_a_zip_is_read_from_its_largest_table(tmp_path, read):
    path = tmp_path / "RP_mobpro.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("varmod_MOBPRO_2021.csv", "COD_VAR;COD_MOD\n")
        archive.writestr(NAME, text(*[row()] * 50))
    assert IMPORTER.detect(path) == 1.0
    assert read(IMPORTER, path).rows[0]["persons"] == 50


def test_a_truncated_zip_is_refused(tmp_path, read):
    path = tmp_path / "FD_MOBPRO_2021.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, text(*[row()] * 50))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(OfficialFileError, match="is a damaged or truncated zip"):
        read(IMPORTER, path)


def test_a_zip_with_a_damaged_member_is_refused(tmp_path, read):
    path = tmp_path / "FD_MOBPRO_2021.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(NAME, text(*[row()] * 9000))
    content = bytearray(path.read_bytes())
    content[200_000] ^= 1
    path.write_bytes(content)
    with pytest.raises(OfficialFileError, match="is a damaged or truncated zip"):
        read(IMPORTER, path)


def test_parquet_gives_what_csv_gives(tmp_path, write, read):
    names = HEADER.split(";")
    cells = dict(zip(names, row().split(";"), strict=True))
    table = pa.table({name: [cells[name]] * 3 for name in names})
    table = table.set_column(names.index("IPONDI"), "IPONDI", pa.array([2.5] * 3))
    pq.write_table(table, tmp_path / "RP2021_mobpro.parquet")
    path = tmp_path / "RP2021_mobpro.parquet"
    assert IMPORTER.detect(path) == 1.0
    assert read(IMPORTER, path).rows == read(IMPORTER, write(NAME, text(*[row()] * 3))).rows


def test_damaged_parquet_is_refused(tmp_path, read):
    path = tmp_path / "RP2021_mobpro.parquet"
    path.write_bytes(b"PAR1 and no more")
    # No other format is Parquet.
    assert IMPORTER.detect(path) == 1.0
    with pytest.raises(OfficialFileError, match="no Parquet file"):
        read(IMPORTER, path)
