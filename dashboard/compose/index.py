"""The atlas laid out for quick look-ups: made once per atlas, then only read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import pandas as pd

from dashboard.compose.toponyms import Place, exonyms, exonyms_of_poles
from dashboard.view import Point
from geodata.atlas import Atlas
from geodata.flows import direction
from geodata.imported import CAUTION, Imported
from geodata.rows import rows
from geodata.sources import Source

# Those of metropolitan France by land: what is counted for all of them together is a total.
EVERY_NEIGHBOUR = 8
# Levels of places that imports bring and no table need know; their codes by themselves say nothing.
CODED = {"commune": "commune", "epci": "EPCI"}


@dataclass(frozen=True)
class Row:
    """One row of the flow table, its places split into level and id, its direction seen from France."""

    home: str
    work: str
    frontiers: tuple[str, ...]
    direction: str
    period: str
    workers: float | None
    sex: str
    sector: str
    precision: str
    status: str
    field: str
    source: str
    mappable: bool
    note: str

    @cached_property
    def levels(self) -> tuple[str, str]:
        """Levels of home and of work."""
        return self.home.partition(":")[0], self.work.partition(":")[0]

    @property
    def about(self) -> bool:
        """True for a figure given as "about": an estimate that is round or said to be so; a model keeps its digits."""
        return self.precision == "estimate" and ((self.workers or 0) % 100 == 0 or "environ" in self.note)

    @property
    def caution(self) -> bool:
        """True for a figure under 200 people: an order of magnitude, by Insee's rule for the census."""
        return self.workers is not None and self.workers < CAUTION

    @property
    def alone(self) -> bool:
        """True for a figure of one frontier by itself."""
        return len(self.frontiers) == 1

    @property
    def joint(self) -> bool:
        """True for a figure of some neighbours together; one of all of them is a total."""
        return 1 < len(self.frontiers) < EVERY_NEIGHBOUR

    def place(self, side: str) -> str:
        """The home or the work place."""
        return self.home if side == "home" else self.work


@dataclass(frozen=True, eq=False)
class Pole:
    """A pole as the views need it; population is None where no source gives one."""

    id: str
    country: str
    rank: int
    frontiers: tuple[str, ...]
    nearest_frontier: str
    distance_km: float
    population: float | None
    population_scope: str
    population_year: str
    population_source: str
    territory: str = ""
    system: str = ""
    system_kind: str = ""
    jobs: float | None = None
    jobs_scope: str = ""
    jobs_year: str = ""
    jobs_source: str = ""
    lon: float = 0.0
    lat: float = 0.0


@dataclass(frozen=True, eq=False)
class Index:
    """Rows, places, sources and fields by their ids."""

    rows: tuple[Row, ...]
    places: Mapping[str, Place]
    sources: dict[str, Source]
    fields: dict[str, dict[str, str]]
    frontiers: dict[str, dict[str, object]]
    lengths: dict[str, float]
    poles: tuple[Pole, ...]
    actions: tuple[dict[str, object], ...]
    anchors: Mapping[str, Point]
    bearings: dict[str, float]
    imported: Imported | None = None
    whole: tuple[Row, ...] = ()
    """Imported flows between whole countries; beside `rows`, which are published."""
    named: Mapping[str, Place] = field(default_factory=dict)
    """Places of imported flows that no table knows: no address names them."""

    def of(self, frontier: str, way: str) -> tuple[Row, ...]:
        """The flow rows of one frontier alone in a direction (out, in)."""
        return self._alone.get((frontier, way), ())

    @cached_property
    def _alone(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            if row.alone:
                found.setdefault((row.frontiers[0], row.direction), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def place(self, identifier: str) -> Place:
        """The place of an id or alias; one that no table knows is called by its code."""
        found = self.places.get(identifier) or self.named.get(identifier)
        if found is not None:
            return found
        level, _, code = identifier.partition(":")
        name = f"{CODED[level]} {code}" if level in CODED else code
        return Place(identifier, name, name, "")

    def field(self, identifier: str, language: str) -> str:
        """The words of a counted population."""
        return self.fields[identifier][f"name_{language}"]

    def short_field(self, identifier: str, language: str) -> str:
        """The short words of a counted population, for maps, charts and facts."""
        return self.fields[identifier][f"short_{language}"]


@lru_cache(maxsize=4)
def index(atlas: Atlas) -> Index:
    """The index of an atlas: of its tables, with what is imported beside them."""
    if atlas.imported is None or atlas.published is None:
        return _of_tables(atlas)
    known, more = index(atlas.published), atlas.imported
    return replace(
        known,
        imported=more,
        whole=_rows(more.whole),
        named={identifier: Place(identifier, name, name, "") for identifier, name in more.names.items()},
        actions=_actions(atlas.actions),
        # What the tables know already they know in three languages, and in the words of the house.
        sources={row["id"]: Source(**row) for row in more.sources.to_dict("records")} | known.sources,
        fields={row["id"]: row for row in more.fields.to_dict("records")} | known.fields,
    )


@lru_cache(maxsize=12)
def with_communes(atlas: Atlas, frontier: str) -> Index:
    """The index of an atlas that knows the communes near a frontier too: their names, and where they are drawn."""
    known, places, anchors, shared = index(atlas), {}, {}, exonyms_of_poles(atlas.published or atlas)
    near = rows(atlas.communes(frontier), "id", "name", "country", "aliases", "anchor_x", "anchor_y")
    for commune, name, country, aliases, x, y in near:
        place = Place(commune, name, name, country, shared.get((country, name), ()))
        anchors[f"territory:{commune}"] = (x, y)
        for identifier in (commune, *aliases.split()):
            places[identifier] = place
    # One dictionary each: a page looks up hundreds of places, and a chain of two takes five times as long.
    return replace(known, places={**known.places, **places}, anchors={**known.anchors, **anchors})


def _of_tables(atlas: Atlas) -> Index:
    return Index(
        rows=_rows(atlas.flows),
        places=_places(atlas),
        sources={row["id"]: Source(**row) for row in atlas.sources.to_dict("records")},
        fields={row["id"]: row for row in atlas.fields.to_dict("records")},
        frontiers={row["id"]: row for row in atlas.frontiers.to_dict("records")},
        lengths={row.id: float(row.length_km) for row in atlas.frontiers.itertuples() if not pd.isna(row.length_km)},
        poles=_poles(atlas),
        actions=_actions(atlas.actions),
        anchors={
            **{f"{row.kind}:{row.id}": (row.x, row.y) for row in atlas.points.itertuples()},
            **{
                f"{row.kind}:{row.id}": (row.anchor_x, row.anchor_y)
                for row in atlas.outlines.itertuples()
                if row.scale == "full"
            },
        },
        bearings={row.id: float(row.bearing) for row in atlas.points.itertuples() if row.kind == "crossing"},
    )


def _rows(flows: pd.DataFrame) -> tuple[Row, ...]:
    ways = direction(flows).map({"outbound": "out", "inbound": "in"})
    return tuple(
        Row(
            row.home,
            row.work,
            tuple(row.frontier.split()),
            way,
            row.period,
            None if pd.isna(row.workers) else float(row.workers),
            row.sex,
            f"{row.sector}{row.mode}",
            row.precision,
            row.status,
            row.field,
            row.source,
            bool(row.mappable),
            row.note,
        )
        for row, way in zip(flows.itertuples(), ways, strict=True)
    )


def _actions(actions: pd.DataFrame) -> tuple[dict[str, object], ...]:
    """The rows of the actions, each with its sub-axis as addresses name it: axis and order within it, "2.3".

    The programme's words as they are printed: with the apostrophe of print.
    """
    order = actions.groupby("axis")["sub_axis"].transform(lambda names: names.factorize()[0] + 1)
    numbered = actions.assign(
        sub_axis_id=[f"{axis}.{place}" for axis, place in zip(actions["axis"], order, strict=True)],
        **{name: actions[name].str.replace("'", "’") for name in ("sub_axis", "action", "project")},
    )
    return tuple(numbered.to_dict("records"))


def _poles(atlas: Atlas) -> tuple[Pole, ...]:
    return tuple(
        Pole(
            row.id,
            row.country,
            int(row.rank),
            tuple(row.frontiers.split()),
            row.nearest_frontier,
            float(row.distance_km),
            None if pd.isna(row.population) else float(row.population),
            row.population_scope,
            row.population_year,
            row.population_source,
            row.territory,
            row.urban_system,
            row.system_kind,
            None if pd.isna(row.jobs) else float(row.jobs),
            row.jobs_scope,
            row.jobs_year,
            row.jobs_source,
            float(row.lon),
            float(row.lat),
        )
        for row in atlas.poles.itertuples()
    )


def _places(atlas: Atlas) -> dict[str, Place]:
    places: dict[str, Place] = {}
    shared = exonyms_of_poles(atlas)
    for row in atlas.territories.itertuples():
        also = exonyms(row.id) or shared.get((row.country, row.name_fr), ())
        place = Place(row.id, row.name, row.name_fr, row.country, also)
        for identifier in (row.id, *row.aliases.split()):
            places[identifier] = place
    for row in atlas.poles.itertuples():
        places[f"pole:{row.id}"] = Place(f"pole:{row.id}", row.name, row.name_fr, row.country, exonyms(row.id))
    return places
