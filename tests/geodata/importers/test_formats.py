"""Recognition: each format is taken for itself and for nothing else."""

import zipfile

import pytest

from geodata.errors import OfficialFileError
from geodata.importers import formats

HEADS = {
    "mobpro": "COMMUNE;ARM;DCFLT;DCLT;ILT;IPONDI;SEXE\n",
    "base-flux": "CODGEO;LIBGEO;DCLT;L_DCLT;NBFLUX_C21_ACTOCC15P\n",
    "bfs": "DATAFLOW,NOGA,CNTRY,FREQ,SEX,CANTON_WORK,TIME_PERIOD,OBS_VALUE\n",
    "bfs-communes": "DATAFLOW,FREQ,SEX,GDE_WORK,TIME_PERIOD,OBS_VALUE\n",
    "bfs-px": '"Arbeitskanton";"2019Q1"\n',
    "ba-pendler": '"Land";"x"\n"Arbeitsort";"Regionalschlüssel";"Wohnort";"Regionalschlüssel"\n',
    "eurostat": "freq,age,c_work,sex,unit,geo\\TIME_PERIOD\t2023\n",
    "gisco": '{"type":"FeatureCollection","features":[{"properties":{"NUTS_ID":1,"LEVL_CODE":1,"CNTR_CODE":1}}]}',
    "tidy": "home;work;period;workers;field\n",
    "actions": "axe;sous-axe;action;projet\n",
}


@pytest.mark.parametrize("name", HEADS)
def test_a_format_is_recognised_from_its_head(write, name):
    path = write("file", HEADS[name])
    assert formats.recognised(path).name == name
    assert [other for other, importer in formats.FORMATS.items() if importer.detect(path)] == [name]


def test_every_format_has_a_head_here():
    assert set(HEADS) == set(formats.FORMATS)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "file.csv is empty"), ("PK\x03\x04 no zip", "file.csv is a damaged or truncated zip")],
)
def test_a_file_that_cannot_be_read_says_so_itself(write, content, sentence):
    with pytest.raises(OfficialFileError, match=sentence):
        formats.recognised(write("file.csv", content))


def test_a_workbook_that_is_cut_short_says_so_itself(write):
    with pytest.raises(OfficialFileError, match="flux.xlsx is damaged or no XLSX file"):
        formats.recognised(write("flux.xlsx", "PK\x03\x04 cut short"))


@pytest.mark.parametrize("content", ["\n", "a;b\n1;2\n", "\x00\x01", "{"])
def test_anything_else_is_no_known_format(write, content):
    with pytest.raises(OfficialFileError, match="file.csv is of no known format, expected one of mobpro, "):
        formats.recognised(write("file.csv", content))


def test_a_missing_file_and_an_unknown_format_are_said_so(tmp_path):
    with pytest.raises(OfficialFileError, match="is not there, expected a file"):
        formats.recognised(tmp_path / "none.csv")
    with pytest.raises(OfficialFileError, match="format 'pdf' is unknown, expected one of mobpro, "):
        formats.named("pdf")


def test_a_zip_without_data_says_what_it_holds_and_what_it_may_hold(tmp_path):
    with zipfile.ZipFile(tmp_path / "ref-lau.zip", "w") as archive:
        archive.writestr("LAU_RG.shp.zip", "")
    with pytest.raises(OfficialFileError, match=r"ref-lau.zip holds LAU_RG.shp.zip, expected .*\.csv .*\.shp"):
        formats.recognised(tmp_path / "ref-lau.zip")
