"""Squares with the columns of GISCO."""

import zipfile

import geopandas
import pytest
import shapely

from geodata.errors import OfficialFileError
from geodata.importers.gisco import IMPORTER, commune
from geodata.importers.sheets import limited

SQUARE = shapely.box(6, 47, 7, 48)


@pytest.fixture
def put(tmp_path):
    """A GeoJSON file of these columns, each row the same square."""

    def written(name, columns, crs="EPSG:4326"):
        rows = len(next(iter(columns.values())))
        shapes = geopandas.GeoDataFrame(columns, geometry=[SQUARE] * rows, crs="EPSG:4326").to_crs(crs)
        shapes.to_file(tmp_path / name)
        return tmp_path / name

    return written


NUTS = {
    "NUTS_ID": ["CH", "CH0", "CH01", "CH011", "PL213"], "LEVL_CODE": [0, 1, 2, 3, 3],
    "CNTR_CODE": ["CH", "CH", "CH", "CH", "PL"], "NAME_LATN": ["Schweiz", "Schweiz", "Lémanique", "Vaud", "Kraków"],
}  # fmt: skip


def test_units_of_france_and_its_neighbours_are_territories(put, read):
    path = put("NUTS_RG_03M_2021_4326.geojson", NUTS)
    assert IMPORTER.detect(path) == 1.0
    found = read(IMPORTER, path)
    assert [(one["id"], one["level"], one["parent"], one["name"]) for one in found.rows] == [
        ("country:CH", "country", "", "Schweiz"), ("region:CH0", "region", "country:CH", "Schweiz"),
        ("region:CH01", "region", "region:CH0", "Lémanique"), ("nuts3:CH011", "nuts3", "region:CH01", "Vaud"),
    ]  # fmt: skip
    assert {one["geometry_source"] for one in found.rows} == {"gisco-nuts-2021"}
    assert found.passed == {"neither France nor a neighbour": 1}


def test_shapes_of_any_projection_become_geographic(put, read):
    columns = {"GISCO_ID": ["FR_01001"], "LAU_NAME": ["L'Abergement"], "CNTR_CODE": ["FR"], "POP_2021": [832]}
    path = put("LAU_RG_01M_2021_3035.gpkg", columns, crs="EPSG:3035")
    assert IMPORTER.detect(path) == 1.0
    (row,) = read(IMPORTER, path).rows
    assert (row["id"], row["population"]) == ("commune:01001", 832)
    assert shapely.from_wkb(row["geometry"]).bounds == pytest.approx((6, 47, 7, 48), abs=1e-6)


def test_a_commune_keeps_the_number_of_its_country():
    assert [commune("CH", "CH_CH6621"), commune("DE", "DE_08111000"), commune("FR", "FR_2A004")] == [
        "CH-6621", "DE-08111000", "2A004",
    ]  # fmt: skip


def test_a_unit_without_a_name_bears_its_code_and_one_without_a_code_is_set_aside(put, read):
    columns = {"GISCO_ID": [*(f"FR_{n:05}" for n in range(30)), None], "LAU_NAME": [None, *["A"] * 30]}
    found = read(IMPORTER, put("LAU_RG_01M_2021_4326.geojson", columns | {"CNTR_CODE": ["FR"] * 31}))
    assert [(one["id"], one["name"]) for one in found.rows[:2]] == [
        ("commune:00000", "FR_00000"), ("commune:00001", "A"),
    ]  # fmt: skip
    assert (found.rows_kept, found.set_aside) == (30, {"no code": 1})


def test_shapes_without_the_columns_are_refused(put, read):
    path = put("shapes.geojson", {"name": ["a"]})
    assert IMPORTER.detect(path) == 0.0
    with pytest.raises(OfficialFileError, match="has no column GISCO_ID"):
        read(IMPORTER, path)


def test_a_file_without_shapes_is_refused(write, read):
    files = {
        write("a.geojson", '{"NUTS_ID'): "holds no readable shapes",
        write("a.csv", "NUTS_ID,LEVL_CODE,CNTR_CODE\nFR,0,FR\n"): "is a table without shapes",
        write("b.geojson", ""): "is empty",
    }
    for path, sentence in files.items():
        with pytest.raises(OfficialFileError, match=f"{path.name} {sentence}"):
            read(IMPORTER, path)


def test_a_file_too_large_for_memory_is_refused(put, tmp_path, read):
    path = put("NUTS_RG_03M_2021_4326.geojson", NUTS)
    with zipfile.ZipFile(tmp_path / "NUTS_2021.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(path.name, path.read_bytes() + b" " * (1 << 20))
    assert read(IMPORTER, tmp_path / "NUTS_2021.zip").rows_kept == 4
    with pytest.raises(OfficialFileError, match=r"NUTS_2021.zip holds more than 1 MB"):
        limited(tmp_path / "NUTS_2021.zip", 1 << 20)


def test_a_zip_is_read_for_the_shapes_in_it(put, tmp_path, read):
    path = put("NUTS_RG_03M_2021_4326.geojson", NUTS)
    with zipfile.ZipFile(tmp_path / "NUTS_2021.zip", "w") as archive:
        archive.write(path, path.name)
    assert IMPORTER.detect(tmp_path / "NUTS_2021.zip") == 1.0
    assert read(IMPORTER, tmp_path / "NUTS_2021.zip").rows == read(IMPORTER, path).rows


def test_of_several_layers_the_one_with_the_columns_is_read(put, tmp_path, read):
    path = put("NUTS_RG_03M_2021_4326.geojson", NUTS)
    shapes = geopandas.read_file(path)
    many = tmp_path / "ref-nuts-2021.gpkg"
    shapes[["CNTR_CODE", "geometry"]].to_file(many, layer="NUTS_BN_03M_2021_4326")
    shapes.to_file(many, layer="NUTS_RG_03M_2021_4326")
    assert IMPORTER.detect(many) == 1.0
    assert [one["id"] for one in read(IMPORTER, many).rows] == [one["id"] for one in read(IMPORTER, path).rows]
    shapes.to_file(many, layer="NUTS_RG_03M_2021_3035")
    with pytest.raises(OfficialFileError, match="holds NUTS_RG_03M_2021_4326, NUTS_RG_03M_2021_3035, expected one lay"):
        read(IMPORTER, many)
