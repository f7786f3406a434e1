"""Declared schemas stop what does not hold to them, and say where."""

import pandas as pd
import pytest

from geodata.errors import SchemaError
from geodata.schema import Column, Schema

CITIES = Schema(
    "cities",
    (
        Column("id", "string", "its id"),
        Column("rank", "int", "its rank"),
        Column("area", "float", "its area", unit="km²", nullable=True, least=0),
        Column("kind", "string", "its kind", choices=("port", "pass"), exported=False),
        Column("open", "bool", "whether one may cross"),
    ),
    key=("id",),
)


def cities(**columns: object) -> pd.DataFrame:
    frame = {"id": ["a", "b"], "rank": [1, 2], "area": [1.5, None], "kind": ["port", "pass"], "open": [True, False]}
    return pd.DataFrame({**frame, **columns})


def test_sound_frame_passes_with_its_columns_in_declared_order() -> None:
    shuffled = cities()[["open", "kind", "area", "rank", "id"]]
    assert list(CITIES.check(shuffled).columns) == ["id", "rank", "area", "kind", "open"]


def test_exported_columns_are_those_not_withheld() -> None:
    assert CITIES.exported == ["id", "rank", "area", "open"]


def test_conforming_stores_whole_numbers_declared_float_as_floats() -> None:
    assert str(CITIES.conform(cities(area=[1, 2]))["area"].dtype) == "float64"


def test_conforming_numbers_the_rows_from_zero() -> None:
    assert list(CITIES.conform(cities().set_axis([7, 9])).index) == [0, 1]


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (cities().drop(columns="rank"), "cities: column rank is missing"),
        (cities(colour="red"), "cities: unknown column colour"),
        (pd.concat([cities(), cities()[["rank"]]], axis=1), "cities: column rank stands twice"),
        (cities(rank=["1", "2"]), "cities: column rank is str, expected int"),
        (cities(rank=[1.0, 2.0]), "cities: column rank is float64, expected int"),
        (cities(area=[True, False]), "cities: column area is bool, expected float"),
        (cities(open=["yes", "no"]), "cities: column open is str, expected bool"),
        (cities(id=["a", None]), "cities: column id, row 1 is empty"),
        (cities(kind=["port", "lake"]), "cities: column kind, row 1 is 'lake', expected one of port, pass"),
        (cities(area=[1.5, -2]), "cities: column area, row 1 is -2, expected 0 or more"),
        (cities(id=["a", "a"]), "cities: row 1 repeats the key id = a"),
    ],
)
def test_faulty_frame_is_stopped_with_table_column_and_row(frame: pd.DataFrame, sentence: str) -> None:
    with pytest.raises(SchemaError) as error:
        CITIES.check(frame)
    assert str(error.value).startswith(sentence)
