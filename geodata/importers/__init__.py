"""Official files → rows of the atlas, one module per format. This is the contract between importers and the store.

An importer reads a file piece by piece, so that memory does not grow with it, and yields batches. A batch of flows has
the columns of FLOW_BATCH, one of indicators those of INDICATOR_BATCH, one of territories (geometry as WKB, EPSG:4326)
those of TERRITORY_BATCH, one of actions those of ACTION_BATCH. Every batch accounts for each row that it read:
`rows_read == rows_kept + sum(passed.values()) + sum(set_aside.values())`.

Two kinds of flows:
- microdata (`Importer.microdata`): each row is a group of sampled people with one sex, age, sector, mode and
  employment; the groups do not overlap, an empty code means "not stated", a total is the sum. `workers` is the sum of
  exact weights, `persons` the number of people sampled, 0 where the producer has added them up by pair of places
  (base-flux): of these a key comes once. The same key of people may come in several batches: the store adds up.
- published tables: an empty code means "all", rows overlap (total, men, women), `persons` is 0. A key comes once; a
  second time is a fault.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyarrow as pa

from geodata.sources import Source
from geodata.tables import INDICATORS

Kind = Literal["flows", "indicators", "territories", "actions"]
EXAMPLES = 20
"""How many rows set aside a batch quotes for each reason; it counts all."""

AGES = ("15-24", "25-34", "35-44", "45-54", "55-64", "65+")
EMPLOYMENTS = ("employee", "self-employed")

_TEXTS = ("home", "work", "frontier", "period", "sex", "age", "sector", "mode", "employment")
_MARKS = ("precision", "status", "field", "source")
FLOW_KEY = (*_TEXTS, *_MARKS)
"""The columns that tell two rows of flows apart; only `workers` and `persons` are measured."""
FLOW_BATCH = pa.schema(
    [(name, pa.string()) for name in FLOW_KEY] + [("workers", pa.float64()), ("persons", pa.int64())]
)
INDICATOR_KEY = INDICATORS.key
INDICATOR_BATCH = pa.schema(
    [(name, pa.string()) for name in (*INDICATOR_KEY, "precision", "status", "note")] + [("value", pa.float64())]
)
TERRITORY_BATCH = pa.schema(
    [(name, pa.string()) for name in ("id", "level", "code", "name", "name_fr", "country", "parent", "geometry_source")]
    + [("population", pa.float64()), ("geometry", pa.binary())]
)
ACTION_BATCH = pa.schema(
    [("id", pa.string()), ("axis", pa.int64()), ("priority", pa.bool_())]
    + [
        (name, pa.string())
        for name in (
            "sub_axis",
            "action",
            "project",
            "status",
            "submitted",
            "reading",
            "frontiers",
            "basis",
            "theme",
            "raw",
            "source",
        )
    ]
)
BATCHES: Mapping[Kind, pa.Schema] = {
    "flows": FLOW_BATCH, "indicators": INDICATOR_BATCH, "territories": TERRITORY_BATCH, "actions": ACTION_BATCH,
}  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What the user says beside the file: its period where the file has none, an id of the source."""

    period: str = ""
    source: str = ""


@dataclass(frozen=True)
class Rejected:
    """One row set aside: its line in the file (1 is the first), why (English code), and its beginning as it stands."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Batch:
    """Rows read together.

    `passed` counts rows that are sound and not about a frontier (people who work in France), by reason; `set_aside`
    those that are not sound, by reason, of which `rejected` quotes at most EXAMPLES each; `remarked` rows that are kept
    with a caution. `bytes_read` is the size read so far from the file on disk, for a progress bar. `names` are those
    that the file writes of places, by id, where the atlas need not know them.
    """

    table: pa.Table
    rows_read: int
    rows_kept: int
    bytes_read: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    set_aside: Mapping[str, int] = field(default_factory=dict)
    rejected: tuple[Rejected, ...] = ()
    remarked: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Importer:
    """A format: its name on the command line, how likely a file is one (0 to 1), how it is read and how it is cited.

    `detect` looks at the head of the file only and never raises for a file that is something else. `read` raises
    OfficialFileError, a GeodataError, for a file that cannot be trusted. `cite` gives the source of a source id that
    the batches name.
    """

    name: str
    title: str
    kind: Kind
    detect: Callable[[Path], float]
    read: Callable[[Path, Options], Iterator[Batch]]
    cite: Callable[[str], Source]
    microdata: bool = False
    partial: Callable[[Path], bool] = lambda path: False
    """Whether a file of microdata leaves some people out (small flows), so that a sum of its rows is no total."""
    fields: tuple[Mapping[str, str], ...] = ()
    """Rows of the table fields that this format counts and the atlas may lack: id, name_fr, short_fr and so on."""
