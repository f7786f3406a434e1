"""The declared schema of every table of the atlas. Missing text is an empty string, never a null."""

from geodata.crs import FRAMES
from geodata.schema import Column, Schema

FRONTIER_IDS = (
    "fr-be", "fr-lu", "fr-de", "fr-ch", "fr-it", "fr-mc", "fr-es", "fr-ad", "fr-uk", "gf-br", "gf-sr", "mf-sx",
)  # fmt: skip
FAMILIES = ("land", "maritime", "overseas", "mountain")
LEVELS = (
    "country", "land", "region", "nuts3", "epci", "zone", "province", "arrondissement", "district", "part",
    "commune", "group",
)  # fmt: skip
STATUSES = ("observed", "secret", "not-collected")
PRECISIONS = ("exact", "rounded", "derived", "estimate")
SECTORS = ("agriculture", "industry", "construction", "market-services", "non-market-services")
MODES = ("none", "walk", "bike", "motorcycle", "car", "public-transport")
SYSTEMS = ("nordiste", "lorrain", "alsacien", "jurassien", "genevois", "nicois", "catalan", "basque")
THEMES = (
    "general", "governance", "higher-education-research", "economy", "health", "mobility", "environment", "culture",
)  # fmt: skip
ACTION_STATUSES = (
    "", "submitted-arbitration", "submitted-interest", "in-programme", "arbitration-this-year", "to-propose",
    "possible", "not-retained",
)  # fmt: skip


def _text(name: str, meaning: str, **options: object) -> Column:
    return Column(name, "string", meaning, **options)  # type: ignore[arg-type]


# How a shape is drawn in a frame.
DRAWN = (
    _text("path", "SVG path in frame units, y down, relative integer commands"),
    *(Column(name, "float", "extent", unit="frame unit") for name in ("min_x", "min_y", "max_x", "max_y")),
    *(Column(name, "float", "label point inside the shape", unit="frame unit") for name in ("anchor_x", "anchor_y")),
)
SOURCES = Schema(
    "sources",
    (
        _text("id", "short stable name, as cited by every other table"),
        _text("producer", "who published"),
        _text("title", "what was published"),
        _text("url", "where it was read; empty for a document without address"),
        _text("year", "year of publication or vintage"),
        _text("licence", "licence or terms as stated by the producer"),
        _text("accessed", "ISO date of the reading"),
    ),
    key=("id",),
)

FIELDS = Schema(
    "fields",
    (
        _text("id", "short stable name of the counted population (champ)"),
        _text("name_fr", "in French"),
        _text("name_en", "in English"),
        _text("name_de", "in German"),
        _text("short_fr", "for maps and charts, in French"),
        _text("short_en", "for maps and charts, in English"),
        _text("short_de", "for maps and charts, in German"),
    ),
    key=("id",),
)

FRONTIERS = Schema(
    "frontiers",
    (
        _text("id", "frontier id", choices=FRONTIER_IDS),
        _text("name", "name in French"),
        _text("neighbour", "ISO 3166 code of the neighbour"),
        _text("families", f"families separated by spaces: {', '.join(FAMILIES)}"),
        Column("length_km", "float", "length as published", unit="km", nullable=True, least=0),
        _text("length_source", "source of the length"),
        _text("length_note", "other published lengths and why this one", exported=False),
        _text("line_basis", "shared-edge, coast-median or snapped-edge", exported=False),
        _text("crossings", "where flows cross, main one first: 'lon lat bearing' separated by ;", exported=False),
        _text("limitrophe_france", "territory ids on the French side, separated by spaces", exported=False),
        _text("limitrophe_neighbour", "territory ids on the other side, separated by spaces", exported=False),
        Column("geometry", "geometry", "the line, EPSG:4326"),
    ),
    key=("id",),
    sources=(
        "gisco-nuts-2021",
        "openstreetmap",
    ),
)

TERRITORIES = Schema(
    "territories",
    (
        _text("id", "level:code"),
        _text("level", "statistical level", choices=LEVELS),
        _text("code", "code of the producer"),
        _text("name", "name in its own language"),
        _text("name_fr", "name in French"),
        _text("country", "ISO 3166 code"),
        _text("parent", "territory id one level up, empty for a country"),
        _text("aliases", "other ids of the same place, separated by spaces (departement:25, kreis:10041, canton:GE)"),
        Column("population", "float", "inhabitants", unit="inhabitants", nullable=True, least=0),
        _text("population_year", "year of the population"),
        _text("population_source", "source of the population"),
        Column("lon", "float", "label point", unit="degree", nullable=True),
        Column("lat", "float", "label point", unit="degree", nullable=True),
        _text("geometry_source", "source of the shape; empty where there is none"),
        Column("geometry", "geometry", "the shape, EPSG:4326", nullable=True),
    ),
    key=("id",),
    sources=("geonames",),
)

POLES = Schema(
    "poles",
    (
        _text("id", "pole id"),
        _text("name", "name in its own language"),
        _text("name_fr", "name in French (Bâle, Sarrebruck, Courtrai)"),
        _text("country", "ISO 3166 code"),
        _text("territory", "id of the NUTS 3 (or micro-state) territory that contains it"),
        _text("frontiers", "frontier ids that it matters for, separated by spaces"),
        _text("nearest_frontier", "frontier nearest to its point"),
        Column("distance_km", "float", "geodesic distance from its point to that frontier's line", unit="km", least=0),
        Column("rank", "int", "importance for labels: 1, 2 or 3"),
        _text("urban_system", "one of the eight of the first document, or empty", choices=("", *SYSTEMS)),
        _text("system_kind", "agglomeration or network, or empty", choices=("", "agglomeration", "network")),
        Column("population", "float", "inhabitants", unit="inhabitants", nullable=True, least=0),
        _text("population_year", "year"),
        _text("population_scope", "area that the population counts (commune, unité urbaine, aire d'attraction…)"),
        _text("population_source", "source"),
        Column("jobs", "float", "jobs at the place of work", unit="jobs", nullable=True, least=0),
        _text("jobs_year", "year"),
        _text("jobs_scope", "area that the jobs count"),
        _text("jobs_source", "source"),
        Column("lon", "float", "longitude", unit="degree"),
        Column("lat", "float", "latitude", unit="degree"),
        Column("geometry", "geometry", "its point, EPSG:4326"),
    ),
    key=("id",),
    sources=("geonames",),
)

COOPERATIONS = Schema(
    "cooperations",
    (
        _text("id", "cooperation id"),
        _text("name", "its name"),
        _text("kind", "gect, eurodistrict, euroregion, pole-metropolitain, university-network…"),
        _text("theme", "theme", choices=THEMES),
        _text("frontiers", "frontier ids separated by spaces"),
        _text("founded_year", "year of foundation, empty where not read"),
        _text("legal_form", "legal form as published"),
        _text("seat", "seat"),
        _text("members", "names of the members, separated by semicolons"),
        _text("member_places", "ids of the members that are known places (territory or pole), separated by spaces"),
        Column("population", "float", "inhabitants as published", unit="inhabitants", nullable=True, least=0),
        Column("area_km2", "float", "area as published", unit="km²", nullable=True, least=0),
        _text("note", "doubts, mergers, closures"),
        Column("on_map", "bool", "false for what is no border cooperation, merged or closed", exported=False),
        _text("source", "source"),
    ),
    key=("id",),
)

FLOWS = Schema(
    "flows",
    (
        _text("home", "place of residence, level:code"),
        _text("work", "place of work, level:code"),
        _text("frontier", "frontier id, or several separated by spaces where published together"),
        _text("period", "2021, 2025-Q1 or 2023-06; empty where the source gives none"),
        Column("workers", "float", "people", unit="people", nullable=True, least=0),
        _text("sex", "f, m or empty for both", choices=("", "f", "m")),
        _text("sector", "sector code, empty for all", choices=("", *SECTORS)),
        _text("mode", "mode of transport code, empty for all", choices=("", *MODES)),
        _text("precision", "how the figure is known, empty where there is none", choices=("", *PRECISIONS)),
        _text("status", "observed, secret or not-collected", choices=STATUSES),
        _text("field", "counted population, id of fields"),
        _text("source", "id of sources"),
        Column("mappable", "bool", "false where a correction forbids the map", exported=False),
        _text("note", "formula of a derived figure, caution, reason for a missing one (French)", exported=False),
    ),
    key=("home", "work", "frontier", "period", "sex", "sector", "mode", "field", "source"),
)

INDICATORS = Schema(
    "indicators",
    (
        _text("place", "place that the value is about, level:code"),
        _text("other_place", "the other place where there are two, else empty"),
        _text("period", "2021, 2025-Q1 or 2023-06; empty where the source gives none"),
        _text("indicator", "what is measured"),
        _text("breakdown", "category of the value (sex, sector, mode, age…), empty for the total"),
        Column("value", "float", "the value", nullable=True),
        _text("unit", "unit of the value"),
        _text("precision", "how the figure is known", choices=PRECISIONS),
        _text("status", "observed, secret or not-collected", choices=STATUSES),
        _text("field", "counted population, id of fields"),
        _text("source", "id of sources"),
        _text("note", "formula, caution", exported=False),
    ),
    key=("place", "other_place", "period", "indicator", "breakdown", "unit", "field", "source"),
)

ACTIONS = Schema(
    "actions",
    (
        _text("id", "stable id"),
        Column("axis", "int", "1 to 3"),
        _text("sub_axis", "sub-axis of the programme"),
        _text("action", "action of the programme"),
        _text("project", "name of the project as the programme has it"),
        Column("priority", "bool", "marked Priorité 1"),
        _text("status", "status noted by the programme", choices=ACTION_STATUSES),
        _text("submitted", "what the row was submitted to", choices=("", "arbitration", "interest"), exported=False),
        _text("reading", "full or partial (garbled extraction)", choices=("full", "partial")),
        _text("frontiers", "frontier ids separated by spaces, or all"),
        _text("basis", "what the link rests on", choices=("named", "place", "family", "all")),
        _text("theme", "what the row literally says, else general", choices=THEMES, exported=False),
        _text("raw", "the row as extracted where the reading is partial, and the note cell as written"),
    ),
    key=("id",),
    sources=("mot-programme-2021",),
)

PASSAGES = Schema(
    "passages",
    (
        _text("document", "id of sources"),
        _text("page_fr", "page or section, in French"),
        _text("page_en", "page or section, in English"),
        _text("page_de", "page or section, in German"),
        _text("frontiers", "frontier ids separated by spaces"),
        _text("theme", "theme", choices=THEMES),
        _text("poles", "pole ids separated by spaces"),
        _text("cooperations", "cooperation ids separated by spaces"),
        _text("text_fr", "what the document says, in our own words, in French"),
        _text("text_en", "in English"),
        _text("text_de", "in German"),
    ),
    key=("document", "page_fr", "text_fr"),
)

OUTLINES = Schema(
    "outlines",
    (
        _text("frame", "projection frame of geodata.crs", choices=tuple(FRAMES)),
        _text("kind", "country, territory, frontier or lake", choices=("country", "territory", "frontier", "lake")),
        _text("id", "territory or frontier id"),
        _text("scale", "overview (simplified 1 100 m) or full", choices=("overview", "full")),
        *DRAWN,
    ),
    key=("frame", "kind", "id", "scale"),
    sources=(
        "gisco-nuts-2021",
        "openstreetmap",
        "natural-earth",
        "ign-admin-express",
    ),
)

POINTS = Schema(
    "points",
    (
        _text("frame", "projection frame of geodata.crs", choices=tuple(FRAMES)),
        _text("kind", "pole, crossing or place", choices=("pole", "crossing", "place")),
        _text("id", "pole id, frontier id and order of the crossing, or territory id"),
        Column("x", "float", "to the right", unit="frame unit"),
        Column("y", "float", "down", unit="frame unit"),
        Column("bearing", "float", "at which flows leave France there", unit="degree from north", nullable=True),
    ),
    key=("kind", "id"),
    sources=("geonames",),
)

COMMUNES = Schema(
    "communes",
    (
        _text("frontier", "frontier id", choices=FRONTIER_IDS),
        _text("id", "commune:code"),
        _text("name", "name in its own language"),
        _text("country", "ISO 3166 code"),
        _text("parent", "territory id one level up: its NUTS 3 unit, or its country"),
        _text("epci", "id of its EPCI; empty outside France, or for none"),
        _text("aliases", "other ids of the same place, separated by spaces: those of former communes, those of INSEE"),
        Column("population", "float", "inhabitants", unit="inhabitants", nullable=True, least=0),
        _text("population_source", "source of the population; empty where it is that of the shape"),
        Column("distance_km", "float", "from its nearest point to the frontier's line", unit="km", least=0),
        _text("frame", "projection frame of geodata.crs", choices=tuple(FRAMES)),
        *DRAWN,
        _text("geometry_source", "source of the shape"),
    ),
    key=("frontier", "id"),
)

SCHEMAS = {
    schema.name: schema
    for schema in (
        SOURCES, FIELDS, FRONTIERS, TERRITORIES, POLES, COOPERATIONS, FLOWS, INDICATORS, ACTIONS, PASSAGES, OUTLINES,
        POINTS,
    )
}  # fmt: skip
LAZY = {COMMUNES.name: COMMUNES}
"""Tables that are built, checked and exported like the others, but read by frontier, when a view asks for them."""
ALL = SCHEMAS | LAZY
