"""Cooperations as the views need them: which a selection keeps, who is a member and since when."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.compose.scope import Scope
from dashboard.compose.search import finds, fold
from dashboard.format import pair, several
from geodata.atlas import Atlas

# A member that joined later is listed with the year: "CC du Val de Morteau (2018)".
JOINED = re.compile(r"\((\d{4})\)$")


@dataclass(frozen=True)
class Cooperation:
    """A row of the table cooperations; `members` are names as published, `places` those that are known units."""

    id: str
    name: str
    kind: str
    theme: str
    frontiers: tuple[str, ...]
    founded: str
    legal_form: str
    seat: str
    members: tuple[str, ...]
    places: tuple[str, ...]
    population: float | None
    area_km2: float | None
    note: str
    on_map: bool
    source: str

    @property
    def poles(self) -> tuple[str, ...]:
        """Ids of the poles among its members."""
        return tuple(place.removeprefix("pole:") for place in self.places if place.startswith("pole:"))


@lru_cache(maxsize=4)
def cooperations(atlas: Atlas) -> tuple[Cooperation, ...]:
    """All cooperations of an atlas, in its order."""
    return tuple(
        Cooperation(
            row.id,
            row.name,
            row.kind,
            row.theme,
            tuple(row.frontiers.split()),
            row.founded_year,
            row.legal_form,
            row.seat,
            tuple(part.strip() for part in row.members.split(";") if part.strip()),
            tuple(row.member_places.split()),
            None if pd.isna(row.population) else float(row.population),
            None if pd.isna(row.area_km2) else float(row.area_km2),
            row.note,
            bool(row.on_map),
            row.source,
        )
        for row in atlas.cooperations.itertuples()
    )


def kept(scope: Scope) -> tuple[Cooperation, ...]:
    """The cooperations of the chosen frontiers, theme and kind; the chosen map of the GECTs holds these alone."""
    chosen = set(scope.selection.frontiers)
    return tuple(item for item in everywhere(scope) if not chosen or set(item.frontiers) & chosen)


def everywhere(scope: Scope) -> tuple[Cooperation, ...]:
    """The cooperations of the chosen theme and kind, whatever their frontiers."""
    chosen = scope.selection
    kind = "gect" if chosen.map == "gect" else chosen.kind
    return tuple(
        item
        for item in cooperations(scope.atlas)
        if (not chosen.theme or item.theme == chosen.theme) and (not kind or item.kind == kind)
    )


def narrowed(scope: Scope) -> str:
    """The theme and the kind of cooperation that a selection keeps, in words; empty where it keeps all."""
    t, selection = scope.t, scope.selection
    kept = (
        (t("filter.theme"), selection.theme and t(f"theme.{selection.theme}")),
        (t("poles.filter.kind"), selection.kind and t(f"kind.{selection.kind}")),
    )
    return several((pair(name, value, scope.language) for name, value in kept if value), scope.language)


def chosen(scope: Scope) -> Cooperation | None:
    """The cooperation whose sheet is asked for."""
    return next((item for item in cooperations(scope.atlas) if item.id == scope.selection.cooperation), None)


def found(scope: Scope, items: tuple[Cooperation, ...]) -> list[Cooperation]:
    """Those that a search keeps: by name, members, seat, kind, theme, frontier, poles in any language."""
    return [item for item in items if finds(scope.selection.query, _texts(scope, item))]


def _texts(scope: Scope, item: Cooperation) -> list[str]:
    t, words = scope.t, scope.words
    poles = [scope.index.place(place) for place in item.places if place.startswith("pole:")]
    names = [name for place in poles for name in (place.name, place.name_fr)]
    where = [words.frontier(frontier, "name") for frontier in item.frontiers]
    kinds = [t(f"kind.{item.kind}"), t(f"theme.{item.theme}"), item.legal_form, item.founded]
    return [item.name, item.seat, *item.members, *kinds, *names, *where, *item.frontiers]


def joined(scope: Scope, item: Cooperation, pole: str) -> tuple[str, bool]:
    """The year from which a pole is known to belong, and whether that is its own or the foundation's; "" unknown.

    A member that is named after the pole and carries a year joined in that year.
    """
    place = scope.index.place(f"pole:{pole}")
    for member in item.members:
        year = JOINED.search(member)
        if year and any(fold(name) in fold(member) for name in (place.name, place.name_fr)):
            return year[1], True
    return item.founded, False
