"""Aggregates of imported flows as Ibis expressions: table → table, the same on every engine, nothing run here.

Detail rows (columns of `geodata.importers.FLOW_BATCH`) become flows at a level, columns of FLOW_STORE.
"""

from collections.abc import Iterable
from itertools import product

import ibis
import pyarrow as pa
from ibis import Table, Value, _

from geodata.importers import FLOW_KEY

LEVELS = ("commune", "epci", "nuts3", "country")
"""Levels that microdata are added up to. Published tables keep the levels at which they were published."""
BREAKDOWNS = ("sex", "sector", "mode")
SECRET = ("precision", "status")
KEPT = ("home", "work", "frontier", "period", *BREAKDOWNS, *SECRET, "field", "source")
IDENTITY = ("level", *(name for name in KEPT if name not in SECRET))
"""The columns that tell two rows apart. An empty code means all."""
FLOW_STORE = ("level", "direction", *KEPT, "workers", "persons")
EXACT = "decimal(38, 15)"
"""INSEE's weights have up to 15 decimals; a sum of decimals is the same in any order of the rows."""


def summed(rows: Table, keys: Iterable[str] = FLOW_KEY) -> Table:
    """One row per key: workers (people) and persons (people sampled) added up, columns keys + workers + persons."""
    return rows.group_by(list(keys)).agg(
        workers=_.workers.cast(EXACT).sum().cast("float64"), persons=_.persons.sum().cast("int64")
    )


def lifted(detail: Table, places: Table) -> Table:
    """Microdata at each of LEVELS, ages and employments added up: columns level, direction, KEPT, workers, persons.

    `places` as `geodata.containers.containers` gives them.
    """
    located = _located(summed(detail, KEPT), places).cross_join(ibis.memtable(pa.table({"level": LEVELS})))

    def end(name: str) -> Value:
        return ibis.cases(*((_.level == level, _[f"{name}_{level}"]) for level in LEVELS[1:]), else_=_[name])

    return summed(located.mutate(home=end("home"), work=end("work")), ("level", "direction", *KEPT))


def totals(finest: Table) -> Table:
    """The rows of `lifted` with their margins: the total, by each breakdown, by two, by all three; columns FLOW_STORE.

    An empty code meant "not stated" in `finest`; here it means all, so what is not stated is part of the totals alone.
    """
    kept = zip(*product((True, False), repeat=len(BREAKDOWNS)), strict=True)
    margins = pa.table({f"by_{name}": column for name, column in zip(BREAKDOWNS, kept, strict=True)})
    shown = finest.cross_join(ibis.memtable(margins))
    stated = shown.filter(*[(_[name] != "") | ~_[f"by_{name}"] for name in BREAKDOWNS])
    folded = stated.mutate(**{name: _[f"by_{name}"].ifelse(_[name], "") for name in BREAKDOWNS})
    return summed(folded, ("level", "direction", *KEPT)).select(*FLOW_STORE)


def published(detail: Table, places: Table) -> Table:
    """A published table as it is: nothing added up, the rows by age or employment left out, columns FLOW_STORE.

    The level of a row is that of its finer end.
    """
    rows = _located(detail.filter(_.age == "", _.employment == ""), places)
    finer = (_.home_rank <= _.work_rank).ifelse(_.home_level, _.work_level)
    return rows.mutate(level=finer).select(*FLOW_STORE)


def repeated(flows: Table) -> Table:
    """The keys that stand more than once, with their count `rows`."""
    return flows.group_by(list(IDENTITY)).agg(rows=_.count()).filter(_.rows > 1)


def clashing(flows: Table, others: Table) -> Table:
    """The rows of `others` (FLOW_STORE + import_name) whose key `flows` holds too."""
    return others.semi_join(flows, list(IDENTITY))


def _located(detail: Table, places: Table) -> Table:
    home = places.rename(lambda name: f"home_{name}")
    work = places.rename(lambda name: f"work_{name}")
    both = detail.join(home, detail.home == home.home_place).join(work, detail.work == work.work_place)
    return both.mutate(direction=_.home_french.ifelse("outbound", "inbound"))
