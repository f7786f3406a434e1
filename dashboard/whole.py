"""Data whole: a table of the atlas as CSV; an imported series of indicators, piece by piece, as large as it may be."""

from collections.abc import Callable, Iterator

import pandas as pd
from flask import Flask, Response, abort

from dashboard.callbacks import selection_of
from dashboard.compose.catalogue import Series, catalogue
from dashboard.compose.index import index
from dashboard.doors import busy, query
from dashboard.renderings.table import guarded
from dashboard.settings import Settings
from dashboard.turns import Turns
from geodata import export
from geodata.atlas import Atlas
from geodata.sources import cite
from geodata.tables import ALL, INDICATORS, LAZY

DOOR, TABLE = "serie.csv", "tables/<name>.csv"
PIECE = 20_000
"""Rows that are read and sent at once."""
NAMED = "place_name"
ABOUT = ("producer", "title", "url", "licence", "accessed")


def register(server: Flask, now: Callable[[], Atlas], settings: Settings, turns: Turns) -> None:
    """Open the doors; `now` gives the atlas while a request runs, `turns` are those of costly work."""

    def whole() -> Response:
        atlas = now()
        name = selection_of(atlas, query()).series
        series = next((one for one in catalogue(atlas) if one.id == name and one.counted is not None), None)
        if series is None:
            abort(404)
        # The first piece before the answer begins: a store that cannot be read is no file cut short.
        read = pieces(atlas, series)
        first = next(read)

        def sent() -> Iterator[str]:
            yield first
            yield from read

        answer = Response(sent(), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="lisiere-{series.indicator}.csv"'
        return answer

    def table(name: str) -> Response:
        if name not in ALL:
            abort(404)
        with turns.one() as mine:
            if not mine:
                return busy(selection_of(now(), query()))
            frame = _frame(now(), name).map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
            content = export.csv(frame, ALL[name], {})
        answer = Response(content, mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="lisiere-{name}.csv"'
        return answer

    server.add_url_rule(settings.prefix + DOOR, DOOR, whole)
    server.add_url_rule(settings.prefix + TABLE, TABLE, table)


def _frame(atlas: Atlas, name: str) -> pd.DataFrame:
    """A table whole; that of the communes frontier by frontier, as it is sorted."""
    if name not in LAZY:
        return getattr(atlas, name)
    tables = atlas.published or atlas
    return pd.concat([tables.communes(frontier) for frontier in sorted(atlas.frontiers["id"])], ignore_index=True)


def pieces(atlas: Atlas, series: Series) -> Iterator[str]:
    """A series in the columns of the table indicators, its notes and the name of its place: its source as lines that
    begin with #, a header, its rows.
    """
    if atlas.measures is None or series.counted is None:
        return
    known = atlas.sources if atlas.imported is None else pd.concat([atlas.sources, atlas.imported.sources])
    source = cite(known.drop_duplicates("id"), [series.source])[0]
    said = (f"# {name}: {' '.join(getattr(source, name).split())}\n" for name in ABOUT if getattr(source, name))
    # A note of an import is the producer's own flag: of low reliability, a break in the series.
    columns = [*INDICATORS.exported, "note"]
    head = "".join(said) + ",".join([*columns, NAMED]) + "\n"
    names = index(atlas)
    for offset in range(0, max(series.counted.rows, 1), PIECE):
        rows = atlas.measures(series.indicator, series.field, series.source, limit=PIECE, offset=offset)
        named = rows[columns].assign(**{NAMED: [names.place(place).name for place in rows["place"]]})
        texts = named.apply(lambda cells: cells.map(guarded) if cells.name != "value" else cells)
        yield head + texts.to_csv(index=False, header=False, lineterminator="\n")
        head = ""
