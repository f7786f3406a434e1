"""What is imported, at one moment: what the views may ask of it, and what they learn where it cannot be read.

No engine is loaded here, nor rows kept: the store is asked for one frontier at a time.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.errors import GeodataError
from geodata.manifests import Manifest
from geodata.tables import FIELDS, FLOWS, SOURCES

if TYPE_CHECKING:
    from geodata.store import Store

CAUTION = 200
"""Census flows under 200 are to be taken with caution (INSEE's own rule, information 2383243)."""


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
    broken: bool = False

    @property
    def readable(self) -> bool:
        """Whether the data could be read."""
        return self.store is not None and not self.broken

    def places(self, series: Series, side: str, top: int) -> list[dict[str, Any]]:
        """The places of a side that count most, as `Store.places` gives them. Raises StoreError."""
        microdata = any(one.series == series and one.pairs for one in self.extents)
        return self._asked("places", asdict(series), side=side, microdata=microdata, top=top)

    def pairs(self, series: Series, top: int) -> list[dict[str, Any]]:
        """The largest flows of a series, as `Store.pairs` gives them. Raises StoreError."""
        return self._asked("pairs", asdict(series), top=top)

    def _asked(self, question: str, series: Mapping[str, str], **how: Any) -> list[dict[str, Any]]:
        try:
            return getattr(self.store, question)(series, **how).to_dict("records")
        except GeodataError:
            self.broken = True
            raise


def look(store: "Store") -> Imported:
    """What a store holds now. Raises StoreError."""
    manifests, version = tuple(store.imports()), store.version
    flows = any(one.kind == "flows" for one in manifests)
    return Imported(
        version,
        store,
        manifests,
        tuple(_extents(store)) if flows else (),
        store.flows(level="country", by=()) if flows else FLOWS.conform(pd.DataFrame(columns=FLOWS.names)),
        store.sources(),
        store.fields(),
    )


def _extents(store: "Store") -> list[Extent]:
    counted = {Series(*row[:7]): row for row in store.series().itertuples(index=False)}
    found = []
    for *names, side, places, workers, sound in store.extents(CAUTION).itertuples(index=False):
        series = Series(*names)
        row = counted[series]
        found.append(Extent(series, side, int(places), float(workers), float(sound), row.rows if row.microdata else 0))
    return found
