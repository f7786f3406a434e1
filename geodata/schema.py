"""Declared schemas: what each column of a table holds, and the check that stops what does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from pandas.api import types

from geodata.errors import SchemaError

DTYPES: dict[str, Callable[[Any], bool]] = {
    "string": types.is_string_dtype,
    "int": types.is_integer_dtype,
    "float": lambda values: types.is_numeric_dtype(values) and not types.is_bool_dtype(values),
    "bool": types.is_bool_dtype,
    "geometry": lambda values: str(values.dtype) in ("geometry", "object"),
}

STORED = {"string": "str", "int": "int64", "float": "float64", "bool": "bool"}


@dataclass(frozen=True)
class Column:
    """One column: its type (a key of DTYPES), unit, allowed values (the least number) and, for exports, its meaning."""

    name: str
    dtype: str
    meaning: str
    unit: str = ""
    nullable: bool = False
    choices: tuple[str, ...] = ()
    exported: bool = True
    least: float | None = None


@dataclass(frozen=True)
class Schema:
    """A table: its columns in order, those that identify a row, and its sources beside those that its cells name."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sources: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Column names, in order."""
        return [column.name for column in self.columns]

    @property
    def exported(self) -> list[str]:
        """Names of the columns that a CSV export carries, in order."""
        return [column.name for column in self.columns if column.exported and column.dtype != "geometry"]

    @property
    def geographic(self) -> bool:
        """True when a column holds geometries (EPSG:4326)."""
        return any(column.dtype == "geometry" for column in self.columns)

    @property
    def plain(self) -> "Schema":
        """The same table without its geometries, as the web process reads it."""
        return replace(self, columns=tuple(column for column in self.columns if column.dtype != "geometry"))

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame checked, columns in declared order and stored types, rows numbered from 0. Raises SchemaError."""
        stored = {column.name: STORED[column.dtype] for column in self.columns if column.dtype in STORED}
        return self.check(frame.reset_index(drop=True)).astype(stored)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same frame, its columns in declared order.

        Raises SchemaError naming table, column and first faulty row for a missing or unknown column, a wrong
        type, a null where none may be, a value outside the choices or under the least, or a repeated key.
        """
        doubled = frame.columns[frame.columns.duplicated()]
        if len(doubled):
            raise SchemaError(f"{self.name}: column {doubled[0]} stands twice, expected once")
        missing = [name for name in self.names if name not in frame.columns]
        if missing:
            raise SchemaError(f"{self.name}: column {missing[0]} is missing, expected {', '.join(self.names)}")
        unknown = [name for name in frame.columns if name not in self.names]
        if unknown:
            raise SchemaError(f"{self.name}: unknown column {unknown[0]}, expected {', '.join(self.names)}")
        for column in self.columns:
            self._check_column(column, frame[column.name])
        repeated = frame.duplicated(list(self.key))
        if repeated.any():
            row = frame.index[repeated][0]
            key = ", ".join(str(frame.at[row, name]) for name in self.key)
            raise SchemaError(f"{self.name}: row {row} repeats the key {' + '.join(self.key)} = {key}")
        return frame[self.names]

    def _check_column(self, column: Column, values: pd.Series) -> None:
        where = f"{self.name}: column {column.name}"
        if len(values) and not values.isna().all() and not DTYPES[column.dtype](values):
            raise SchemaError(f"{where} is {values.dtype}, expected {column.dtype}")
        if not column.nullable and values.isna().any():
            raise SchemaError(f"{where}, row {values.index[values.isna()][0]} is empty, expected a value")
        if column.least is not None and (under := values < column.least).any():
            row = values.index[under][0]
            raise SchemaError(f"{where}, row {row} is {values[row]:g}, expected {column.least:g} or more")
        if column.choices:
            wrong = values.dropna()[~values.dropna().isin(column.choices)]
            if len(wrong):
                found = wrong.iloc[0]
                raise SchemaError(
                    f"{where}, row {wrong.index[0]} is {found!r}, expected one of {', '.join(column.choices)}"
                )
