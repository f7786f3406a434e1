"""What is said of a staged import before it is swapped in: its account, beside what is published and was imported."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from geodata import containers, files, import_report, manifests
from geodata.aggregates import CELL
from geodata.import_report import Account
from geodata.manifests import IMPORTS
from geodata.staging import Stage
from geodata.tables import COMMUNES, FLOWS

REPORTED = {"indicators": ("place", "period", "status"), "territories": ("level",), "actions": ("basis",)}
# Formats of the census, whose small figures are orders of magnitude.
CENSUS_FORMATS = ("mobpro", "base-flux")
PAIR, DRAWN = ["home", "work"], ["frontier", "country"]
DATE = re.compile(r"(19|20)\d\d(-[Q\d]\d)?")


def report(staged: Stage, account: Account) -> Iterator[str]:
    """The lines of the report, one by one: the account of the rows, then what the import holds."""
    yield from account.lines()
    kind = staged.importer.kind
    if kind == "flows":
        yield from import_report.named(_compared(staged))
    else:
        rows = pq.read_table(staged.parts[kind], columns=[*REPORTED[kind]])
        yield from import_report.held_lines(rows.to_pandas(), kind)
    if "communes" in staged.parts:
        drawn = pq.read_table(staged.parts["communes"], columns=DRAWN).to_pandas()
        yield from import_report.drawn_lines(drawn, files.read_some(COMMUNES, DRAWN))


def _compared(staged: Stage) -> Iterator[str]:
    """The lines of an import of flows: its totals beside the published ones, thresholds, what changed."""
    totals = staged.ask(by=())
    whole = staged.ask(level="country") if staged.importer.microdata else staged.ask()
    published = files.read(FLOWS)
    canonical = containers.built().canonical
    ours = pd.concat([totals, whole], ignore_index=True).drop_duplicates() if staged.importer.microdata else whole
    for table in (ours, published):
        for side in ("home", "work"):
            table[side] = table[side].map(lambda place: canonical.get(place, place))
    yield from import_report.control_lines(ours, import_report.controls(ours, published))
    if staged.importer.name in CENSUS_FORMATS:
        yield from import_report.threshold_lines(totals)
    whole_rows = [("part", "!=", CELL), *((column, "==", "") for column in import_report.BREAKDOWNS)]
    pairs = totals[PAIR].drop_duplicates()
    for name, file in _earlier(staged):
        then = pq.read_table(file, filters=whole_rows).to_pandas()
        # Beside another Land, with no pair in common, all would be new and all gone.
        if name == staged.name or not pairs.merge(then[PAIR].drop_duplicates()).empty:
            yield from import_report.change_lines(totals, then, name)
            return


def _earlier(staged: Stage) -> Iterator[tuple[str, Path]]:
    """Name and flows of the import that this one replaces, then of the earlier ones of its series, the latest first.

    A series is of one format and source, whatever the year in its id; a file that leaves flows out is of another.
    """
    said = staged.flows().select("period", "source").distinct().to_pyarrow()
    now, series = max(said["period"].to_pylist(), default=""), _undated(said["source"].to_pylist())
    flows = [
        one
        for one in manifests.read(staged.folder)
        if (one.format, one.microdata) == (staged.importer.name, staged.importer.microdata)
        and series & _undated(source["id"] for source in one.sources)
    ]
    same = [one for one in flows if one.name == staged.name]
    earlier = sorted((one for one in flows if max(one.periods, default="") < now), key=lambda one: max(one.periods))
    for one in (*same, *reversed(earlier)):
        part = one.part("flows")
        if part:
            yield one.name, staged.folder / IMPORTS / one.name / part["file"]


def _undated(sources: Iterable[str]) -> set[str]:
    return {DATE.sub("", source).strip("-._") for source in sources}
