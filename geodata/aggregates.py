"""Aggregates of imported flows as Ibis expressions: table → table, the same on every engine, nothing run here.

Detail rows (columns of `geodata.importers.FLOW_BATCH`) become flows at a level, columns of FLOW_STORE.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import combinations

import ibis
from ibis import Table, _

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


def lifted(detail: Table, places: Table, level: str) -> Table:
    """Microdata at a level: every breakdown that is asked at once, columns level, direction, KEPT, workers, persons.

    `places` as `geodata.containers.containers` gives them. Ages and employments are added up.
    """
    moved = _located(detail, places).mutate(
        home=_.home if level == "commune" else _[f"home_{level}"],
        work=_.work if level == "commune" else _[f"work_{level}"],
        level=ibis.literal(level),
    )
    return summed(moved, ("level", "direction", *KEPT))


def totals(finest: Table) -> Table:
    """The rows of one level with their margins: total, by each breakdown, by two, by three.

    An empty code meant "not stated" in `finest`; here it means all, so what is not stated is part of the totals alone.
    """
    margins = [_margin(finest, kept) for size in range(len(BREAKDOWNS) + 1) for kept in combinations(BREAKDOWNS, size)]
    return reduce(lambda one, other: one.union(other), margins).select(*FLOW_STORE)


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


def _margin(finest: Table, kept: tuple[str, ...]) -> Table:
    stated = finest.filter(*[_[name] != "" for name in kept]) if kept else finest
    added = {name: ibis.literal("") for name in BREAKDOWNS if name not in kept}
    keys = [name for name in ("level", "direction", *KEPT) if name not in added]
    return summed(stated, keys).mutate(**added).select(*FLOW_STORE)
