"""What is imported, at one moment: what the views may ask of it, and what they learn where it cannot be read.

No engine is loaded here, nor rows kept: the store is asked for one frontier at a time.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata import snapshots
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


SMALL = {"am", "an", "aan", "bei", "de", "den", "der", "des", "du", "en", "im", "in", "la", "le", "les", "ob", "op",
         "pres", "sous", "sur", "unter", "van", "von"}  # fmt: skip


@cache
def listed() -> Mapping[str, str]:
    """Place id → name of the communes abroad that INSEE's files name by a code of INSEE's own, as it lists them:
    without accents, its capitals made small (snapshot insee_foreign_communes). Raises SnapshotError.
    """
    known = snapshots.read("insee_foreign_communes")
    places = "commune:" + known["country"] + "-" + known["code"]
    return dict(zip(places, map(small, known["name"]), strict=True))


def small(name: str) -> str:
    """`Oetwil am See` of `OETWIL AM SEE`, `Pont-a-Celles`; a canton in parentheses stays: `Berg (SG)`."""

    def written(word: re.Match[str]) -> str:
        before, text = name[: word.start()][-1:], word[0]
        if before == "(" and len(text) == 2:
            return text
        inside = before and before in " -" and (text.lower() in SMALL or len(text) == 1)
        return text.lower() if inside else text.capitalize()

    return re.sub(r"[^\W\d_]+", written, name)


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
    names: Mapping[str, str] = field(default_factory=dict)
    """Names that no table has, by place id: of the communes abroad that imported flows lead to."""
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
        listed() if flows else {},
    )


def _extents(store: "Store") -> list[Extent]:
    counted = {Series(*row[:7]): row for row in store.series().itertuples(index=False)}
    found = []
    for *names, side, places, workers, sound in store.extents(CAUTION).itertuples(index=False):
        series = Series(*names)
        row = counted[series]
        found.append(Extent(series, side, int(places), float(workers), float(sound), row.rows if row.microdata else 0))
    return found
