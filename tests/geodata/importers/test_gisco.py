"""Squares with the columns of GISCO."""

import geopandas
import pytest
import shapely

from geodata.errors import OfficialFileError
from geodata.importers.gisco import IMPORTER, commune

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


def test_shapes_without_the_columns_are_refused(put, read):
    path = put("shapes.geojson", {"name": ["a"]})
    assert IMPORTER.detect(path) == 0.0
    with pytest.raises(OfficialFileError, match="has no column GISCO_ID"):
        read(IMPORTER, path)


def test_a_file_without_shapes_is_refused(write, read):
    with pytest.raises(OfficialFileError, match=r"a.geojson holds no readable shapes"):
        read(IMPORTER, write("a.geojson", '{"NUTS_ID'))
