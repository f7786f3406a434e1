"""The shapes under everything: the base of each frame, and the full-resolution ones near each frontier."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

import orjson

from dashboard.view import Base, Extent, Outline, Point
from geodata.atlas import Atlas
from geodata.crs import FRAMES, Frame, frame_of
from geodata.places import FRENCH
from geodata.rows import rows

# EPCI and communes are drawn near a frontier only.
LARGE = ("country", "nuts3", "land", "region")
REACH_X, REACH_Y = 0.75, 0.35
LEAST_KM = {"metropole": 70, "guyane": 300, "saint-martin": 16}
MARGIN = 1.16
FINER = re.compile(r"([a-z]{2}-[a-z]{2})\.(epci|commune)\.[0-9a-f]{12}\.json")
DRAWN = ("id", "country", "path", "min_x", "min_y", "max_x", "max_y", "anchor_x", "anchor_y")
"""The columns of a commune that a map needs."""
WHOLE = {"guyane": ("nuts3:FRY30",), "saint-martin": ("country:MF", "country:SX")}


def outlines(atlas: Atlas) -> dict[tuple[str, str], tuple[Outline, ...]]:
    """All drawable outlines by frame and scale."""
    return _outlines(atlas.published or atlas)


@lru_cache(maxsize=4)
def _outlines(atlas: Atlas) -> dict[tuple[str, str], tuple[Outline, ...]]:
    countries = dict(zip(atlas.territories["id"], atlas.territories["country"], strict=True))
    found: dict[tuple[str, str], list[Outline]] = {}
    for row in atlas.outlines.itertuples():
        country = countries.get(row.id, row.id.partition(":")[2])
        outline = Outline(
            row.id,
            row.kind,
            "FR" if country in FRENCH else country,
            row.path,
            Extent(row.min_x, row.min_y, row.max_x, row.max_y),
            (row.anchor_x, row.anchor_y),
        )
        found.setdefault((row.frame, row.scale), []).append(outline)
    return {key: tuple(shapes) for key, shapes in found.items()}


def base(atlas: Atlas, frame: str, frontier: str = "", level: str = "") -> Base:
    """The base of a frame; with a frontier of that frame, the full-resolution shapes around it, and with a level (epci,
    commune) those of that level beside them.
    """
    tables = atlas.published or atlas
    if not frontier or level not in ("epci", "commune"):
        return _base(tables, frame, frontier)
    # Communes may be imported; all other shapes are the tables' own, whatever is imported.
    return _finer(tables if atlas.communes is tables.communes else atlas, frame, frontier, level)


@lru_cache(maxsize=12)
def _finer(atlas: Atlas, frame: str, frontier: str, level: str) -> Base:
    known = _base(atlas.published or atlas, frame, frontier)
    shapes = _communes(atlas, frontier) if level == "commune" else _of_level(atlas, frontier, level)
    if not shapes:
        return known
    content = detail_bytes(frame, (*known.details, *shapes))
    return replace(known, detail=detail_name(f"{frontier}.{level}", content), finer=shapes)


@lru_cache(maxsize=64)
def _base(atlas: Atlas, frame: str, frontier: str) -> Base:
    shapes = outlines(atlas)
    coarse = shapes.get((frame, "overview"), ())
    fine = shapes.get((frame, "full"), ())
    if not coarse or frame != "metropole":
        return Base(frame, FRAMES[frame].unit_m, tuple(shape for shape in fine if _large(shape)))
    if not frontier:
        return Base(frame, FRAMES[frame].unit_m, coarse)
    details = _details(fine, window(extent(atlas, frontier)))
    return Base(frame, FRAMES[frame].unit_m, coarse, detail_name(frontier, detail_bytes(frame, details)), details)


def extent(atlas: Atlas, frontier: str, ends: tuple[Point, ...] = ()) -> Extent:
    """The extent of a frontier's map around its line, the ends of its flows and overseas the whole territory."""
    frame = frame_of(frontier)
    shapes = outlines(atlas)[(frame.name, "full")]
    boxes = [shape.extent for shape in shapes if shape.kind == "frontier" and shape.id == frontier]
    boxes += [shape.extent for shape in shapes if shape.id in WHOLE.get(frame.name, ())]
    return framed(frame, boxes, ends)


def framed(
    frame: Frame,
    boxes: Iterable[Extent],
    points: Iterable[Point] = (),
    least_km: Mapping[str, float] = LEAST_KM,
    margin: float = MARGIN,
) -> Extent:
    """An extent that holds some others and some points with a margin, never smaller than the least of its frame."""
    held = [*boxes, *(Extent(x, y, x, y) for x, y in points)]
    left, top = min(box.min_x for box in held), min(box.min_y for box in held)
    right, bottom = max(box.max_x for box in held), max(box.max_y for box in held)
    least = least_km[frame.name] * 1000 / frame.unit_m
    width, height = max((right - left) * margin, least), max((bottom - top) * margin, least * 0.8)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    return Extent(middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2)


def window(box: Extent) -> Extent:
    """What a wide screen may show around an extent, with some room to drag."""
    side = max(box.width, box.height * 1.3)
    return Extent(
        box.min_x - side * REACH_X, box.min_y - side * REACH_Y, box.max_x + side * REACH_X, box.max_y + side * REACH_Y
    )


def _of_level(atlas: Atlas, frontier: str, level: str) -> tuple[Outline, ...]:
    box = window(extent(atlas, frontier))
    fine = outlines(atlas).get((frame_of(frontier).name, "full"), ())
    return tuple(shape for shape in fine if shape.id.startswith(f"{level}:") and shape.extent.meets(box))


def _communes(atlas: Atlas, frontier: str) -> tuple[Outline, ...]:
    return tuple(
        Outline(commune, "territory", "FR" if country in FRENCH else country, path, Extent(*box), (x, y))
        for commune, country, path, *box, x, y in rows(atlas.communes(frontier), *DRAWN)
    )


def _large(shape: Outline) -> bool:
    return shape.kind != "territory" or shape.id.partition(":")[0] in LARGE


def _details(shapes: tuple[Outline, ...], box: Extent) -> tuple[Outline, ...]:
    return tuple(shape for shape in shapes if _large(shape) and shape.extent.meets(box))


def detail_bytes(frame: str, details: tuple[Outline, ...]) -> bytes:
    """The static file of a frontier's shapes: element id → path."""
    return orjson.dumps({f"{frame[0]}-{shape.key}": shape.path for shape in details})


def detail_name(frontier: str, content: bytes) -> str:
    """Its address: named by its content, so that it may be kept for ever."""
    return f"/geo/{frontier}.{sha256(content).hexdigest()[:12]}.json"


def finer_file(atlas: Atlas, name: str) -> bytes | None:
    """The static file of a frontier's shapes at a lower level by its name; None for a name that is not one of those."""
    asked = FINER.fullmatch(name)
    if asked is None or asked[1] not in set(atlas.frontiers["id"]):
        return None
    shapes = base(atlas, frame_of(asked[1]).name, asked[1], asked[2])
    return detail_bytes(shapes.frame, (*shapes.details, *shapes.finer)) if shapes.detail.endswith(f"/{name}") else None


def detail_files(atlas: Atlas) -> dict[str, bytes]:
    """All static files of full-resolution shapes by address."""
    files = {}
    for frontier in atlas.frontiers["id"]:
        shapes = base(atlas, frame_of(frontier).name, frontier)
        if shapes.detail:
            files[shapes.detail] = detail_bytes(shapes.frame, shapes.details)
    return files
