"""A toy atlas whose lengths and sums are computed by hand.

Three countries, each a square of 100 km (10,000 units of the frame metropole, corners on whole units): France, with
Switzerland to its east and Spain to its south. So fr-ch and fr-es are straight edges of 100 km, and the poles, at the
centres of the squares, lie 50 km from the nearest. France has a north and a south half. Spain's shape is under ODbL.

              x 122100  132100  142100
    y  19000    +-------+-------+
                | FRN   |       |
    y  24000    +-- O --+   E   |      O ouest, E est, S sud
                | FRS   |  CH0  |
    y  29000    +-------+-------+
                |   S   |
                |  ES0  |
    y  39000    +-------+
"""

from pathlib import Path
from typing import Any

import pandas as pd

from geodata import files
from geodata.atlas import Atlas
from geodata.schema import Schema
from geodata.tables import COMMUNES, SCHEMAS

# Frame corners as longitude and latitude, so that projecting a place of the toy gives its whole units back.
LON_LAT = {
    (122100, 19000): (8.544109, 51.991025), (132100, 19000): (10.0, 52.0), (142100, 19000): (11.455891, 51.991025),
    (122100, 24000): (8.558492, 51.541742), (132100, 24000): (10.0, 51.550615),
    (122100, 29000): (8.57253, 51.092419), (132100, 29000): (10.0, 51.101193), (142100, 29000): (11.42747, 51.092419),
    (122100, 39000): (8.599613, 50.193624), (132100, 39000): (10.0, 50.202207),
    (127100, 21500): (9.275606, 51.773081), (127100, 26500): (9.282713, 51.323703),
    (127100, 24000): (9.279181, 51.548397), (137100, 24000): (10.720819, 51.548397),
    (127100, 34000): (9.293056, 50.649556), (127100, 29000): (9.286202, 51.098999),
}  # fmt: skip

SOURCES = (
    ("census", "Toy statistics", "Census of the toy", "https://example.org/census", "2024", "Open", "2026-01-01"),
    ("register", "Toy register", "Register of the toy", "https://example.org/register", "2025", "Open", "2026-01-01"),
    ("survey", "Toy surveyors", "Lengths of the toy", "", "2020", "Open", "2026-01-01"),
    ("mot-programme-2021", "MOT", "Work programme of the toy", "", "2021", "MOT", "2026-01-01"),
    (
        "gisco-nuts-2021",
        "Toy geographers",
        "Shapes of the toy",
        "https://example.org/squares",
        "2021",
        "Free",
        "2026-01-01",
    ),
    ("openstreetmap", "OpenStreetMap", "Shape of Spain", "https://example.org/osm", "2021", "ODbL 1.0", "2026-01-01"),
    ("natural-earth", "Natural Earth", "Backdrop of the toy", "", "2021", "Free", "2026-01-01"),
    ("ign-admin-express", "IGN", "Nothing yet in the toy", "", "2021", "Open", "2026-01-01"),
    ("geonames", "GeoNames", "Points of the toy", "", "2021", "CC BY 4.0", "2026-01-01"),
)
FIELDS = (
    ("residents", "résidents recensés", "census residents", "gezählte Einwohner",
     "recensement", "census", "Volkszählung"),
    ("border-zone", "résidents de la zone frontalière", "border-zone residents", "Einwohner der Grenzzone",
     "zone frontalière", "border zone", "Grenzzone"),
    ("insured", "salariés assurés", "insured employees", "versicherte Beschäftigte",
     "salariés", "employees", "Beschäftigte"),
)  # fmt: skip
FRONTIERS = (
    ("fr-ch", "Suisse", "CH", "land mountain", 100.0, "survey", "", "shared-edge", "10.0 51.550615 90",
     "nuts3:FRN nuts3:FRS", "nuts3:CH0"),
    ("fr-es", "Espagne", "ES", "land mountain", 120.0, "survey", "with its winds", "shared-edge",
     "9.286202 51.098999 180", "nuts3:FRS", "nuts3:ES0"),
)  # fmt: skip
TERRITORIES = (
    ("country:FR", "country", "FR", "France", "France", "FR", "", "", 3000, "2023", "census",
     *LON_LAT[127100, 24000], "gisco-nuts-2021"),
    ("country:CH", "country", "CH", "Schweiz", "Suisse", "CH", "", "", 2000, "2023", "register",
     *LON_LAT[137100, 24000], "gisco-nuts-2021"),
    ("country:ES", "country", "ES", "España", "Espagne", "ES", "", "", None, "", "",
     *LON_LAT[127100, 34000], "openstreetmap"),
    ("nuts3:FRN", "nuts3", "FRN", "Nord", "Nord", "FR", "country:FR", "departement:90", 2000, "2023", "census",
     *LON_LAT[127100, 21500], "gisco-nuts-2021"),
    ("nuts3:FRS", "nuts3", "FRS", "Sud", "Sud", "FR", "country:FR", "departement:91", 1000, "2023", "census",
     *LON_LAT[127100, 26500], "gisco-nuts-2021"),
    ("nuts3:CH0", "nuts3", "CH0", "Ostkanton", "Canton de l’Est", "CH", "country:CH", "canton:EE", 2000, "2023",
     "register", *LON_LAT[137100, 24000], "gisco-nuts-2021"),
    ("nuts3:ES0", "nuts3", "ES0", "Provincia", "Province", "ES", "country:ES", "", None, "", "",
     *LON_LAT[127100, 34000], "openstreetmap"),
)  # fmt: skip
POLES = (
    ("ouest", "Ouest", "Ouest", "FR", "nuts3:FRN", "fr-ch fr-es", "fr-ch", 50.0, 1, "jurassien", "network", 900, "2023",
     "commune", "census", 400, "2022", "commune", "census", *LON_LAT[127100, 24000]),
    ("est", "Ost", "Est", "CH", "nuts3:CH0", "fr-ch", "fr-ch", 50.0, 1, "jurassien", "network", 800, "2023",
     "commune", "register", None, "", "", "", *LON_LAT[137100, 24000]),
    ("sud", "Sur", "Sud", "ES", "nuts3:ES0", "fr-es", "fr-es", 50.0, 2, "", "", None, "",
     "", "", None, "", "", "", *LON_LAT[127100, 34000]),
)  # fmt: skip
COOPERATIONS = (
    ("arc", "Arc de l’Est", "gect", "mobility", "fr-ch", "2010", "GECT", "Ouest", "Ouest;Ost", "pole:ouest pole:est",
     1700, None, "", True, "register"),
)  # fmt: skip
# The halves add up to the country (850 + 150 = 1,000), the sexes don't (400 + 440 < 850: rounded).
FLOWS = tuple(
    (home, work, frontier, period, workers, sex, "", "", precision, status, field, source, mappable, note)
    for home, work, frontier, period, workers, sex, precision, status, field, source, mappable, note in (
        ("country:FR", "country:CH", "fr-ch", "2021", 1000, "", "exact", "observed", "residents", "census", True, ""),
        ("nuts3:FRN", "nuts3:CH0", "fr-ch", "2021", 850, "", "exact", "observed", "residents", "census", True, ""),
        ("nuts3:FRN", "nuts3:CH0", "fr-ch", "2021", 400, "f", "rounded", "observed", "residents", "census", True, ""),
        ("nuts3:FRN", "nuts3:CH0", "fr-ch", "2021", 440, "m", "rounded", "observed", "residents", "census", True, ""),
        ("nuts3:FRS", "nuts3:CH0", "fr-ch", "2021", 150, "", "exact", "observed", "residents", "census", True, ""),
        ("country:FR", "country:CH", "fr-ch", "2011", 600, "", "exact", "observed", "border-zone", "census", True, ""),
        ("country:FR", "country:CH", "fr-ch", "2006", 500, "", "exact", "observed", "border-zone", "census", True, ""),
        ("country:CH", "country:FR", "fr-ch", "", None, "", "", "not-collected", "residents", "census", True,
         "Personne ne compte ce sens."),
        ("country:FR", "country:ES", "fr-es", "2021", 300, "", "estimate", "observed", "residents", "census", True, ""),
        ("nuts3:FRS", "nuts3:ES0", "fr-es", "2021", None, "", "", "secret", "residents", "census", True, ""),
        ("country:ES", "country:FR", "fr-es", "2025-Q1", 700, "", "derived", "observed", "insured", "register", True,
         "1 000 − 300"),
        ("nuts3:FRN", "country:ES", "fr-es", "", 80, "", "exact", "observed", "insured", "register", False,
         "Sans année : ne pas cartographier."),
    )
)  # fmt: skip
INDICATORS = (
    ("nuts3:CH0", "", "2025-Q1", "frontaliers_etrangers_tous_pays", "", 1200, "people", "exact", "observed", "insured",
     "register", ""),
    ("nuts3:FRN", "country:CH", "2021", "part_des_actifs", "", 42.5, "%", "derived", "observed", "residents", "census",
     "850 / 2 000"),
)  # fmt: skip
ACTIONS = (
    ("a1", 1, "Connaître", "Observer", "Observatoire de l’Est", True, "in-programme", "", "full", "fr-ch", "named",
     "general", "Priorité 1"),
    ("a2", 2, "Accompagner", "Relier", "Tram du Sud", False, "", "", "full", "fr-es", "place", "mobility", ""),
    ("a3", 2, "Accompagner", "Relier", "Refuges de montagne", True, "possible", "interest", "full", "fr-ch fr-es",
     "family", "health", "Priorité 1"),
    ("a4", 3, "Porter", "Réunir", "Forum annuel", False, "to-propose", "", "partial", "all", "all", "general",
     "Forum ann / uel"),
)  # fmt: skip
PASSAGES = (
    ("mot-programme-2021", "p. 2", "p. 2", "S. 2", "fr-ch", "mobility", "ouest est", "arc",
     "Les deux villes partagent un train.", "The two cities share a train.", "Die beiden Städte teilen einen Zug."),
)  # fmt: skip
OUTLINES = (
    *(
        ("metropole", kind, name, scale, path, *box, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        for kind, name, path, box in (
            ("country", "country:FR", "M122100 19000h10000v10000h-10000z", (122100, 19000, 132100, 29000)),
            ("country", "country:CH", "M132100 19000h10000v10000h-10000z", (132100, 19000, 142100, 29000)),
            ("country", "country:ES", "M122100 29000h10000v10000h-10000z", (122100, 29000, 132100, 39000)),
            ("territory", "nuts3:FRN", "M122100 19000h10000v5000h-10000z", (122100, 19000, 132100, 24000)),
            ("territory", "nuts3:FRS", "M122100 24000h10000v5000h-10000z", (122100, 24000, 132100, 29000)),
            ("territory", "nuts3:CH0", "M132100 19000h10000v10000h-10000z", (132100, 19000, 142100, 29000)),
            ("territory", "nuts3:ES0", "M122100 29000h10000v10000h-10000z", (122100, 29000, 132100, 39000)),
            ("frontier", "fr-ch", "M132100 19000v10000", (132100, 19000, 132100, 29000)),
            ("frontier", "fr-es", "M122100 29000h10000", (122100, 29000, 132100, 29000)),
        )
        for scale in ("overview", "full")
    ),
)
POINTS = (
    ("metropole", "crossing", "fr-ch.0", 132100, 24000, 90),
    ("metropole", "crossing", "fr-es.0", 127100, 29000, 180),
    ("metropole", "pole", "est", 137100, 24000, None),
    ("metropole", "pole", "ouest", 127100, 24000, None),
    ("metropole", "pole", "sud", 127100, 34000, None),
)
NEAR = (
    (
        "fr-ch",
        "commune:90001",
        "Lisière",
        "FR",
        "nuts3:FRN",
        "epci:1",
        "commune:90009",
        100,
        "census",
        0.0,
        "metropole",
        "M131100 19000h1000v1000h-1000z",
        131100,
        19000,
        132100,
        20000,
        131600,
        19500,
        "gisco-nuts-2021",
    ),
    (
        "fr-ch",
        "commune:90002",
        "Loin",
        "FR",
        "nuts3:FRN",
        "",
        "",
        None,
        "",
        10.0,
        "metropole",
        "M130100 19000h1000v1000h-1000z",
        130100,
        19000,
        131100,
        20000,
        130600,
        19500,
        "gisco-nuts-2021",
    ),
    (
        "fr-es",
        "commune:91001",
        "Sud",
        "FR",
        "nuts3:FRS",
        "epci:1",
        "",
        50,
        "census",
        0.0,
        "metropole",
        "M122100 28000h1000v1000h-1000z",
        122100,
        28000,
        123100,
        29000,
        122600,
        28500,
        "gisco-nuts-2021",
    ),
)
ROWS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "sources": SOURCES, "fields": FIELDS, "frontiers": FRONTIERS, "territories": TERRITORIES, "poles": POLES,
    "cooperations": COOPERATIONS, "flows": FLOWS, "indicators": INDICATORS, "actions": ACTIONS, "passages": PASSAGES,
    "outlines": OUTLINES, "points": POINTS, "communes": NEAR,
}  # fmt: skip


def frame(schema: Schema) -> pd.DataFrame:
    """A table of the toy without its geometries."""
    return schema.plain.conform(pd.DataFrame.from_records(list(ROWS[schema.name]), columns=schema.plain.names))


def frames() -> dict[str, pd.DataFrame]:
    """All tables of the toy that an atlas holds, without their geometries, by name."""
    return {name: frame(schema) for name, schema in SCHEMAS.items()}


def atlas() -> Atlas:
    """The toy atlas, in memory."""
    near = frame(COMMUNES)
    return Atlas(**frames(), version="toy", communes=lambda frontier: near[near["frontier"] == frontier])


def shapes() -> dict[str, pd.DataFrame]:
    """All tables of the toy as they are built, the geographic ones as GeoDataFrames in EPSG:4326."""
    import geopandas
    from shapely import LineString, Point, Polygon

    def box(x: int, y: int, width: int, height: int) -> Polygon:
        ring = ((x, y), (x, y + height), (x + width, y + height), (x + width, y))
        return Polygon([LON_LAT[corner] for corner in ring])

    squares = {
        "country:FR": box(122100, 19000, 10000, 10000), "country:CH": box(132100, 19000, 10000, 10000),
        "country:ES": box(122100, 29000, 10000, 10000), "nuts3:CH0": box(132100, 19000, 10000, 10000),
        "nuts3:ES0": box(122100, 29000, 10000, 10000), "nuts3:FRN": box(122100, 19000, 10000, 5000),
        "nuts3:FRS": box(122100, 24000, 10000, 5000),
    }  # fmt: skip
    edges = {
        "fr-ch": LineString([LON_LAT[132100, 19000], LON_LAT[132100, 29000]]),
        "fr-es": LineString([LON_LAT[122100, 29000], LON_LAT[132100, 29000]]),
    }
    tables = frames() | {"communes": frame(COMMUNES)}
    points = [Point(lon, lat) for lon, lat in zip(tables["poles"]["lon"], tables["poles"]["lat"], strict=True)]
    geometries = {
        "territories": [squares[place] for place in tables["territories"]["id"]],
        "frontiers": [edges[frontier] for frontier in tables["frontiers"]["id"]],
        "poles": points,
    }
    for name, geometry in geometries.items():
        tables[name] = geopandas.GeoDataFrame(tables[name], geometry=geometry, crs="EPSG:4326")
    return tables


def write(folder: Path) -> Path:
    """The toy as built tables in this folder, Spain's territories in a file of their own; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = shapes()
    shared = tables["territories"]["geometry_source"] == "openstreetmap"
    files.write(tables["territories"][shared], folder / "territories.osm.parquet")
    tables["territories"] = tables["territories"][~shared]
    for name, table in tables.items():
        files.write(table, folder / f"{name}.parquet")
    return folder
