"""What is imported, at one moment: what the views may ask of it, and what they learn where it cannot be read.

No engine is loaded here. What maps draw of each series, its largest places and flows, is read once and kept, some
tens of bytes a row; whatever else a view wants to know is asked of the store, one frontier at a time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata import nomenclature
from geodata.errors import GeodataError
from geodata.manifests import Manifest
from geodata.rows import records
from geodata.tables import FIELDS, FLOWS, SOURCES

if TYPE_CHECKING:
    from geodata.store import Store

CAUTION, SOUND = 200, 500
"""Census figures under 200 are an order of magnitude, from 500 they hold (INSEE's own rule, information 2383243)."""
MOST_PLACES = 250
"""Places of one side that a map draws: the largest; more would be specks."""
MOST_PAIRS = 100
"""Flows from place to place that a map may draw: the largest."""


@dataclass(frozen=True)
class Series:
    """An imported series at one level of places, as the store tells it from others."""

    import_name: str
    source: str
    field: str
    frontier: str
    direction: str
    level: str
    period: str


@dataclass(frozen=True)
class Extent:
    """How far a series goes on one side (home, work): how many places, how many people, those at places from 200 on.

    `pairs` is how many flows it holds between places; 0 for published figures, which are not added up.
    """

    series: Series
    side: str
    places: int
    workers: float
    sound: float
    pairs: int


@dataclass
class Imported:
    """What is imported: the imports, how far their series go, their flows between whole countries.

    `store` is None where the data cannot be read. `broken` is set by the first question that the store fails to
    answer; whoever asks next gets the error too.
    """

    version: str = ""
    store: "Store | None" = None
    manifests: tuple[Manifest, ...] = ()
    extents: tuple[Extent, ...] = ()
    whole: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FLOWS.names))
    sources: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=SOURCES.names))
    fields: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=FIELDS.names))
    largest_ends: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The MOST_PLACES places of either side of each series that count most, by the values of Series and the side."""
    largest_pairs: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The MOST_PAIRS largest flows of each series, by the values of Series."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that no table need have, by place id: as the imported files write them, of the communes abroad that flows
    may lead to, of the French communes and EPCI among their largest places."""
    broken: bool = False

    @property
    def readable(self) -> bool:
        """Whether the data could be read."""
        return self.store is not None and not self.broken

    def places(self, series: Series, side: str) -> list[dict[str, Any]]:
        """The places of a side that count most, largest first: place, workers (people), precision, status."""
        return _of(self.largest_ends, (*astuple(series), side))

    def pairs(self, series: Series) -> list[dict[str, Any]]:
        """The largest flows of a series, largest first: home, work, workers (people), precision, status."""
        return _of(self.largest_pairs, astuple(series))

    def homes(self, series: Series, works: Sequence[str]) -> list[dict[str, Any]]:
        """Who works in some places, by home, as `Store.homes` gives it. Raises StoreError."""
        return self._asked("homes", asdict(series), works=works)

    def _asked(self, question: str, series: Mapping[str, str], **how: Any) -> list[dict[str, Any]]:
        try:
            return records(getattr(self.store, question)(series, **how))
        except GeodataError:
            self.broken = True
            raise


def look(store: "Store") -> Imported:
    """What a store holds now; its connection is closed: most views ask nothing more. Raises StoreError."""
    with store:
        return _seen(store)


def _seen(store: "Store") -> Imported:
    manifests, version = tuple(store.imports()), store.version
    flows = any(one.kind == "flows" for one in manifests)
    ends = store.places(MOST_PLACES) if flows else pd.DataFrame({"place": []})
    pairs = store.pairs(MOST_PAIRS) if flows else pd.DataFrame({"home": [], "work": []})
    drawn = pd.concat([ends["place"], pairs["home"], pairs["work"]]).unique()
    return Imported(
        version,
        store,
        manifests,
        tuple(_extents(store)) if flows else (),
        store.flows(level="country", by=()) if flows else FLOWS.conform(pd.DataFrame(columns=FLOWS.names)),
        store.sources(),
        store.fields(),
        _by_series(ends, "side") if flows else ends,
        _by_series(pairs) if flows else pairs,
        _names(manifests, drawn if flows else ()),
    )


def _names(manifests: Iterable[Manifest], drawn: Collection[str]) -> dict[str, str]:
    """What the imported files call places, then what the snapshots call regions, those drawn, and communes abroad."""
    own = {place: name for one in manifests for place, name in one.names.items()}
    measured = nomenclature.regions() if any(one.kind == "indicators" for one in manifests) else {}
    flows = {**nomenclature.abroad(), **nomenclature.french(drawn)} if len(drawn) else {}
    return {**own, **measured, **flows}


def _by_series(rows: pd.DataFrame, *further: str) -> pd.DataFrame:
    """Sorted rows under an index, which writes each value of a series once."""
    return rows.set_index([*Series.__annotations__, *further])


def _of(rows: pd.DataFrame, key: tuple[str, ...]) -> list[dict[str, Any]]:
    # Sorted as they are, a slice: pandas makes the whole index anew for a list of keys.
    first, last = rows.index.slice_locs(key, key)
    return records(rows.iloc[first:last])


def _extents(store: "Store") -> list[Extent]:
    counted = {Series(*row[:7]): row for row in store.series().itertuples(index=False)}
    found = []
    for *names, side, places, workers, sound in store.extents(CAUTION).itertuples(index=False):
        series = Series(*names)
        row = counted[series]
        found.append(Extent(series, side, int(places), float(workers), float(sound), row.rows if row.microdata else 0))
    return found
