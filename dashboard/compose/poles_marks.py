"""Poles as rings: their size by inhabitants or jobs, in three grades, their look by the kind of their urban system."""

from dashboard.compose.index import Pole
from dashboard.compose.scope import Scope
from dashboard.format import number
from dashboard.selection import SYSTEM_KINDS
from dashboard.view import Mark

# The figures count communes, urban units or whole agglomerations, in different years: grades say no more than that.
GRADES = {"population": (50_000, 200_000), "jobs": (25_000, 100_000)}


def measure(scope: Scope) -> str:
    """What the size of the rings says: population or jobs."""
    return scope.selection.size or "population"


def amount(scope: Scope, pole: Pole) -> float | None:
    """Inhabitants or jobs of a pole as its source counts them; None where none does."""
    return pole.jobs if measure(scope) == "jobs" else pole.population


def grade(scope: Scope, pole: Pole) -> int:
    """1, 2 or 3 by the limits of GRADES; 0 where no source gives a figure."""
    value = amount(scope, pole)
    return 0 if value is None else 1 + sum(value >= limit for limit in GRADES[measure(scope)])


def chosen_poles(scope: Scope) -> list[Pole]:
    """The poles of the chosen frontiers and kind of urban system (or system), all of them where none is chosen."""
    frontiers, system = set(scope.selection.frontiers), scope.selection.system
    return [
        pole
        for pole in scope.index.poles
        if (not frontiers or set(pole.frontiers) & frontiers)
        and (not system or system == (pole.system_kind if system in SYSTEM_KINDS else pole.system))
    ]


def marks(scope: Scope, poles: list[Pole]) -> tuple[Mark, ...]:
    """The rings of some poles of one frame, first ranks first, largest first among equals."""
    found = [_mark(scope, pole) for pole in poles]
    return tuple(sorted(found, key=lambda mark: (not mark.chosen, mark.rank, -(mark.grade or 0))))


def _mark(scope: Scope, pole: Pole) -> Mark:
    place = scope.index.place(f"pole:{pole.id}")
    chosen = scope.selection.place == place.id
    look = pole.system_kind if pole.system_kind in SYSTEM_KINDS else "other"
    return Mark(
        pole.id,
        scope.words.place(place.id),
        scope.index.anchors[place.id],
        1 if chosen else pole.rank,
        label(scope, pole),
        scope.link(place="" if chosen else place.id, cooperation=""),
        grade=grade(scope, pole),
        look=look,  # type: ignore[arg-type]
        chosen=chosen,
    )


def label(scope: Scope, pole: Pole) -> str:
    """What hover, focus and screen readers get: name, distance, and the figure that the ring shows."""
    values = {
        "name": scope.words.place(f"pole:{pole.id}"),
        "distance": number(pole.distance_km, scope.language, 1 if pole.distance_km < 10 else 0),
    }
    value = amount(scope, pole)
    if value is None:
        return scope.t("map.pole_label", **values) + scope.t(f"poles.no_{measure(scope)}")
    area = scope.words.area(pole.population_scope)
    words = {"population": number(value, scope.language), "scope": area, "year": pole.population_year}
    if measure(scope) == "jobs":
        area = scope.words.area(pole.jobs_scope)
        words = {"jobs": number(value, scope.language), "scope": area, "year": pole.jobs_year}
        return scope.t("poles.label_jobs", **values, **words)
    return scope.t("map.pole_label_population", **values, **words)
