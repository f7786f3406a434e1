"""Aggregates of imported flows as Ibis expressions: table → table, the same on every engine, nothing run here.

Detail rows (columns of `geodata.importers.FLOW_BATCH`) become flows at a level, columns of FLOW_STORE.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

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
"""The columns that tell two rows of a part apart."""
PUBLISHED, TOTAL, CELL = "published", "total", "cell"
"""Rows as published; totals and cells of microdata, whose breakdowns are added up when asked for."""
SERIES = ("import_name", "source", "field", "frontier", "direction", "level", "period")
"""What tells one imported series from another, at one level of places."""
FLOW_STORE = ("part", "level", "direction", *KEPT, "workers", "persons")
EXACT = "decimal(38, 15)"
"""INSEE's weights have up to 15 decimals; a sum of decimals is the same in any order of the rows."""
WHOLE = "decimal(18, 0)"
"""DuckDB adds integers up to one of 128 bits, which Parquet only has as a float; Ibis would not cast it back."""


def summed(rows: Table, keys: Iterable[str] = FLOW_KEY) -> Table:
    """One row per key: workers (people) and persons (people sampled) added up, columns keys + workers + persons."""
    return rows.group_by(list(keys)).agg(
        workers=_.workers.cast(EXACT).sum().cast("float64"), persons=_.persons.cast(WHOLE).sum().cast("int64")
    )


def lifted(detail: Table, places: Table) -> Table:
    """Microdata at each of LEVELS, ages and employments added up: columns level, direction, KEPT, workers, persons.

    `places` as `geodata.containers.containers` gives them.
    """
    located = _located(summed(detail, KEPT), places).cross_join(ibis.memtable(pa.table({"level": LEVELS})))

    def end(name: str) -> Value:
        return ibis.cases(*((_.level == level, _[f"{name}_{level}"]) for level in LEVELS[1:]), else_=_[name])

    return summed(located.mutate(home=end("home"), work=end("work")), ("level", "direction", *KEPT))


def stored(finest: Table) -> Table:
    """The rows of `lifted` as cells, and their totals over all breakdowns; columns FLOW_STORE.

    In a cell an empty code means "not stated", in a total it means all.
    """
    whole = summed(finest.mutate(**dict.fromkeys(BREAKDOWNS, ibis.literal(""))), ("level", "direction", *KEPT))
    return (
        finest.mutate(part=ibis.literal(CELL))
        .select(*FLOW_STORE)
        .union(whole.mutate(part=ibis.literal(TOTAL)).select(*FLOW_STORE))
    )


def margin(cells: Table, by: Iterable[str]) -> Table:
    """Cells added up to some of the breakdowns, the others empty for all; what is not stated in these is left out."""
    kept = tuple(by)
    stated = cells.filter(*[_[name] != "" for name in kept])
    folded = stated.mutate(**{name: ibis.literal("") for name in BREAKDOWNS if name not in kept})
    return summed(folded, ("part", "level", "direction", *KEPT)).select(*FLOW_STORE)


def chosen(
    flows: Table,
    *,
    level: str = "",
    frontier: str = "",
    period: str = "",
    direction: str = "",
    source: str = "",
    by: Sequence[str] | None = None,
) -> Table:
    """The flows that are asked for, an empty code meaning all; columns FLOW_STORE. An empty text asks for every value.

    by: the breakdowns of the rows, of sex, sector and mode; () for totals, None for totals and every breakdown.
    """
    equal = {"level": level, "period": period, "direction": direction, "source": source}
    wanted = [flows[name] == value for name, value in equal.items() if value]
    if frontier:
        wanted.append(ibis.literal(" ").concat(flows.frontier, " ").contains(f" {frontier} "))
    rows = flows.filter(*wanted) if wanted else flows
    whole, cells = rows.filter(_.part != CELL).select(*FLOW_STORE), rows.filter(_.part == CELL)
    if by is None:
        sizes = range(1, len(BREAKDOWNS) + 1)
        return ibis.union(whole, *(margin(cells, kept) for size in sizes for kept in combinations(BREAKDOWNS, size)))
    whole = whole.filter(*[(_[name] != "") if name in by else (_[name] == "") for name in BREAKDOWNS])
    return whole.union(margin(cells, by)) if by else whole


def ends(flows: Table, side: str, *, microdata: bool) -> Table:
    """What each place of one side (home, work) counts: columns SERIES, place, workers, precision, status.

    Microdata are added up over the other side; published figures are those between a place and a whole country.
    """
    other = "work" if side == "home" else "home"
    if microdata:
        return (
            flows.filter(_.part == TOTAL, _.level != "country")
            .group_by(*SERIES, place=_[side])
            .agg(
                workers=_.workers.cast(EXACT).sum().cast("float64"),
                precision=_.precision.max(),
                status=_.status.max(),
            )
        )
    between = [_.part == PUBLISHED, _[other].startswith("country:"), ~_[side].startswith("country:")]
    alone = flows.filter(*between, *[_[name] == "" for name in BREAKDOWNS])
    return alone.select(*SERIES, _[side].name("place"), "workers", "precision", "status")


def extents(flows: Table, caution: float) -> Table:
    """How far each series goes on each side: columns SERIES, side, places, workers and sound (people).

    sound: the workers at places that count `caution` people or more.
    """
    return (
        _sides(flows)
        .group_by(*SERIES, "side")
        .agg(
            places=_.count(),
            workers=_.workers.sum().fill_null(0.0),
            sound=_.workers.sum(where=_.workers >= caution).fill_null(0.0),
        )
    )


def largest_ends(flows: Table, top: int) -> Table:
    """The `top` places of either side of each series that count most: columns SERIES, side, rank (0 the largest),
    place, workers (people), precision, status.
    """
    return _first(_sides(flows), (*SERIES, "side"), ("place",), top)


def largest_pairs(flows: Table, top: int) -> Table:
    """The `top` largest flows from place to place of each series of microdata: columns SERIES, rank (0 the largest),
    home, work, workers (people), precision, status.
    """
    totals = flows.filter(_.part == TOTAL, _.level != "country")
    # To rank all pairs takes an engine more memory than a web process gives it. So many homes have a flow of `least` or
    # more that no smaller one is among the largest.
    homes = totals.group_by(*SERIES, "home").agg(workers=_.workers.max())
    order = [ibis.desc("workers"), "home"]
    ranked = homes.mutate(rank=ibis.row_number().over(group_by=list(SERIES), order_by=order))
    last = ranked.filter(_["rank"] == top - 1).select(*SERIES, least=_.workers)
    near = totals.left_join(last, list(SERIES)).filter(_.least.isnull() | (_.workers >= _.least))
    return _first(near.select(*totals.columns), SERIES, ("home", "work"), top)


def published(detail: Table, places: Table) -> Table:
    """A published table as it is: nothing added up, the rows by age or employment left out, columns FLOW_STORE.

    The level of a row is that of its finer end.
    """
    rows = _located(detail.filter(_.age == "", _.employment == ""), places)
    finer = (_.home_rank <= _.work_rank).ifelse(_.home_level, _.work_level)
    return rows.mutate(level=finer, part=ibis.literal(PUBLISHED)).select(*FLOW_STORE)


def repeated(flows: Table) -> Table:
    """The keys that stand more than once, with their count `rows`."""
    return flows.group_by(list(IDENTITY)).agg(rows=_.count()).filter(_.rows > 1)


def clashing(flows: Table, others: Table) -> Table:
    """The rows of `others` (FLOW_STORE + import_name) whose key `flows` holds too."""
    return others.semi_join(flows, list(IDENTITY))


def _sides(flows: Table) -> Table:
    """What each place of each side counts, as `ends` gives it, with its side."""
    return ibis.union(
        *(
            ends(flows, side, microdata=kind).mutate(side=ibis.literal(side))
            for side in ("home", "work")
            for kind in (True, False)
        )
    )


def _first(rows: Table, keys: Sequence[str], names: Sequence[str], top: int) -> Table:
    """The `top` rows of each key by workers, unknown ones last, ties by name."""
    order = [ibis.desc("workers", nulls_first=False), *names]
    ranked = rows.mutate(rank=ibis.row_number().over(group_by=list(keys), order_by=order)).filter(_["rank"] < top)
    return ranked.select(*keys, "rank", *names, "workers", "precision", "status")


def _located(detail: Table, places: Table) -> Table:
    home = places.rename(lambda name: f"home_{name}")
    work = places.rename(lambda name: f"work_{name}")
    both = detail.join(home, detail.home == home.home_place).join(work, detail.work == work.work_place)
    return both.mutate(direction=_.home_french.ifelse("outbound", "inbound"))
