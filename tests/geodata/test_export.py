"""Exports carry the same rows in every format, with their metadata."""

import io
import json
from pathlib import Path

import geopandas
import pandas as pd
import pyarrow.parquet as pq
import pytest
from shapely import LinearRing

from geodata.errors import TableError
from geodata.export import export
from geodata.tables import SCHEMAS

HEADERS = {
    "actions": "id,axis,sub_axis,action,project,priority,status,reading,frontiers,basis,raw",
    "flows": "home,work,frontier,period,workers,sex,sector,mode,precision,status,field,source",
    "frontiers": "id,name,neighbour,families,length_km,length_source",
}


def lines(content: bytes) -> list[str]:
    return content.decode().splitlines()


@pytest.mark.parametrize("table", HEADERS)
def test_csv_has_the_agreed_columns(toy_tables: Path, table: str) -> None:
    assert lines(export(table, folder=toy_tables))[0] == HEADERS[table]


def test_csv_writes_whole_numbers_without_a_point_and_nothing_where_missing(toy_tables: Path) -> None:
    rows = lines(export("flows", folder=toy_tables))
    assert rows[1] == "country:FR,country:CH,fr-ch,2021,1000,,,,exact,observed,residents,census"
    assert rows[8] == "country:CH,country:FR,fr-ch,,,,,,,not-collected,residents,census"


def test_csv_keeps_the_decimals_of_a_number_that_has_some(toy_tables: Path) -> None:
    assert ",42.5,%," in lines(export("indicators", folder=toy_tables))[2]


def test_csv_says_true_and_false_and_leaves_axis_a_number(toy_tables: Path) -> None:
    rows = [row.split(",") for row in lines(export("actions", folder=toy_tables))[1:]]
    assert [(row[1], row[5]) for row in rows] == [("1", "true"), ("2", "false"), ("2", "true"), ("3", "false")]


@pytest.mark.parametrize(
    ("table", "frontier", "ids"),
    [
        ("actions", "fr-ch", ["a1", "a3", "a4"]),
        ("actions", "fr-es", ["a2", "a3", "a4"]),
        ("frontiers", "fr-ch", ["fr-ch"]),
        ("poles", "fr-es", ["ouest", "sud"]),
        ("territories", "fr-ch", ["nuts3:CH0", "nuts3:FRN", "nuts3:FRS"]),
    ],
)
def test_frontier_keeps_the_rows_that_concern_it(toy_tables: Path, table: str, frontier: str, ids: list[str]) -> None:
    assert [row.split(",")[0] for row in lines(export(table, frontier=frontier, folder=toy_tables))[1:]] == ids


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_every_table_is_exported_whole(toy_tables: Path, name: str, format: str) -> None:
    content = io.BytesIO(export(name, format=format, folder=toy_tables))
    rows = pd.read_csv(content) if format == "csv" else pd.read_parquet(content)
    assert len(rows) == len(pd.read_csv(io.BytesIO(export(name, folder=toy_tables)))) > 0


@pytest.mark.parametrize("name", [name for name, schema in SCHEMAS.items() if schema.geographic])
@pytest.mark.parametrize("format", ["geojson", "gpkg", "parquet"])
def test_geographic_formats_hold_the_same_shapes_in_wgs84(toy_tables: Path, name: str, format: str) -> None:
    file = toy_tables.parent / f"{name}.{format}"
    file.write_bytes(export(name, format=format, folder=toy_tables))
    found = geopandas.read_parquet(file) if format == "parquet" else geopandas.read_file(file)
    expected = geopandas.read_parquet(io.BytesIO(export(name, format="parquet", folder=toy_tables)))
    assert found.crs.to_epsg() == 4326
    assert found["id"].tolist() == expected["id"].tolist()
    assert found.geometry.geom_equals(expected.geometry).all()


def test_geojson_rings_turn_left_and_missing_is_null(toy_tables: Path) -> None:
    collection = json.loads(export("territories", format="geojson", folder=toy_tables))
    assert all(LinearRing(feature["geometry"]["coordinates"][0]).is_ccw for feature in collection["features"])
    spain = next(feature for feature in collection["features"] if feature["properties"]["id"] == "country:ES")
    assert spain["properties"]["population"] is None
    assert "crs" not in collection


def test_metadata_travels_in_geojson_gpkg_and_parquet(toy_tables: Path, tmp_path: Path) -> None:
    import pyogrio

    about = json.loads(export("territories", format="geojson", folder=toy_tables))["metadata"]
    cited = {"census", "register", "gisco-nuts-2021", "openstreetmap", "geonames"}
    assert {source["id"] for source in about["sources"]} == cited
    assert sorted(about["licences"]) == ["CC BY 4.0", "Free", "ODbL 1.0", "Open"]
    described = pq.read_schema(io.BytesIO(export("territories", format="parquet", folder=toy_tables))).metadata
    assert json.loads(described[b"lisiere"]) == about
    assert b"geo" in described
    file = tmp_path / "territories.gpkg"
    file.write_bytes(export("territories", format="gpkg", folder=toy_tables))
    assert json.loads(pyogrio.read_info(file)["layer_metadata"]["DESCRIPTION"]) == about


def test_metadata_cites_only_the_sources_of_the_rows_kept(toy_tables: Path) -> None:
    content = export("flows", frontier="fr-ch", format="parquet", folder=toy_tables)
    about = json.loads(pq.read_schema(io.BytesIO(content)).metadata[b"lisiere"])
    assert [source["id"] for source in about["sources"]] == ["census"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "rivers"}, "table rivers is unknown, expected one of sources, "),
        ({"name": "flows", "frontier": "fr-xx"}, "frontier fr-xx is unknown, expected one of fr-ch, fr-es"),
        ({"name": "flows", "format": "shp"}, "format shp is unknown, expected one of csv, geojson, gpkg, parquet"),
        ({"name": "flows", "format": "geojson"}, "flows has no geometry, expected csv or parquet"),
        ({"name": "sources", "frontier": "fr-ch"}, "sources does not say which frontiers"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_sentence(
    toy_tables: Path, arguments: dict[str, str], sentence: str
) -> None:
    with pytest.raises(TableError) as error:
        export(**arguments, folder=toy_tables)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_shapes_in_another_crs_are_refused(toy_tables: Path) -> None:
    file = toy_tables / "poles.parquet"
    geopandas.read_parquet(file).to_crs("EPSG:3035").to_parquet(file)
    with pytest.raises(TableError, match="poles.parquet: CRS .*LAEA Europe, expected EPSG:4326"):
        export("poles", format="geojson", folder=toy_tables)
