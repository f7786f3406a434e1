"""What imports hold beside flows: indicators, communes and programmes, as the tables of the atlas.

Each reader asks a Store (`geodata.store`), so that a folder and a shared server answer alike, and gives rows of a
declared schema. Indicators may be many: they are counted by series, and read one series at a time. Every reader raises
StoreError where the store cannot be read, and SchemaError for rows that do not hold to their table.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import pandas as pd
from ibis import Table, _

from geodata.atlas import HELD, Atlas
from geodata.schema import Column, Schema
from geodata.tables import ACTIONS, COMMUNES, INDICATORS

if TYPE_CHECKING:
    from geodata.store import Store

SERIES = Schema(
    "indicator_series",
    (
        Column("indicator", "string", "what is measured"),
        Column("field", "string", "counted population, id of fields"),
        Column("source", "string", "id of sources"),
        Column("periods", "string", "its periods, earliest first, separated by spaces"),
        Column("precisions", "string", "how its figures are known, separated by spaces"),
        Column("places", "int", "how many places"),
        Column("rows", "int", "how many rows"),
        Column("missing", "int", "how many of these say that there is no figure"),
    ),
    key=("indicator", "field", "source"),
)


def indicator_series(store: "Store") -> pd.DataFrame:
    """The imported series of indicators, columns of SERIES: what there is, counted by the engine."""
    keys = ["indicator", "field", "source"]

    def said(name: str) -> pd.Series:
        told = store.ask("indicators", lambda rows: rows.select(*keys, name).distinct().order_by([*keys, name]))
        return told.groupby(keys)[name].agg(lambda names: " ".join(filter(None, names)))

    def counted(rows: Table) -> Table:
        return rows.group_by(keys).agg(places=_.place.nunique(), rows=_.count(), missing=(_.status != "observed").sum())

    found = store.ask("indicators", counted).set_index(keys)
    found = found.assign(periods=said("period"), precisions=said("precision")).reset_index()
    return _conformed(SERIES, found).sort_values(keys, ignore_index=True)


def indicators(store: "Store", indicator: str, field: str, source: str, *, limit: int, offset: int = 0) -> pd.DataFrame:
    """At most `limit` rows of one series from the row `offset` on, columns and order of the table indicators."""

    def chosen(rows: Table) -> Table:
        rows = rows.filter(_.indicator == indicator, _.field == field, _.source == source)
        return rows.order_by([rows[name] for name in INDICATORS.key]).limit(limit, offset=offset)

    return _conformed(INDICATORS, store.ask("indicators", chosen))


def communes(store: "Store", published: Callable[[str], pd.DataFrame], frontier: str) -> pd.DataFrame:
    """The table communes of a frontier: those published, but for the countries that an import draws.

    A country is drawn from one import alone, the latest that has communes of it near that frontier, so that its
    communes share their edges.
    """
    drawn = store.ask("communes", lambda rows: rows.filter(_.frontier == frontier))
    if drawn.empty:
        return published(frontier)
    order = drawn["import_name"].map(_latest_first(store).index)
    drawn = drawn[order == order.groupby(drawn["country"]).transform("min")]
    ours = published(frontier)
    both = [ours[~ours["country"].isin(drawn["country"])], _conformed(COMMUNES, drawn)]
    return COMMUNES.conform(pd.concat(both).sort_values("id", ignore_index=True))


def actions(store: "Store") -> tuple[str, pd.DataFrame]:
    """The source of the latest imported programme, and its rows, columns of the table actions; empty where none is.

    A programme is that of one year. Imports of the same year hold one programme together.
    """
    everything = store.ask("actions", lambda rows: rows)
    source = max(everything["source"], default="")
    return source, _conformed(ACTIONS, everything[everything["source"] == source])


def joined(atlas: Atlas, store: "Store") -> Atlas:
    """The atlas with what is imported beside flows: communes as imports draw them, indicators, the programme.

    The programme of the latest year is the one that is shown, published or imported; of one year, the imported one.
    """
    kinds = {one.kind for one in store.imports()}
    if "territories" in kinds:
        drawn = lru_cache(maxsize=HELD)(partial(communes, store, atlas.communes))
        atlas = replace(atlas, communes=drawn)
    if "indicators" in kinds:
        atlas = replace(atlas, measured=indicator_series(store), measures=partial(indicators, store))
    if "actions" in kinds:
        source, programme = actions(store)
        if source >= atlas.programme:
            atlas = replace(atlas, actions=programme, programme=source)
    return atlas


def _latest_first(store: "Store") -> list[str]:
    return [one.name for one in sorted(store.imports(), key=lambda one: one.when, reverse=True)]


def _conformed(schema: Schema, found: pd.DataFrame) -> pd.DataFrame:
    """Rows of an engine as a table has them; what an engine gives as no value is an empty text."""
    texts = {column.name: "" for column in schema.columns if column.dtype == "string"}
    return schema.conform(found[schema.names].fillna(texts))
