"""The table communes: distances and frames by hand, then shapes of the real one that share their edges."""

import re

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
import shapely

from geodata import files
from geodata.atlas import load_atlas
from geodata.communes import communes
from geodata.tables import COMMUNES, FRONTIER_IDS
from tests import toy

NUMBER = re.compile(r"-?\d+")
# One degree of latitude is 111.2 km there.
TEN_KM = 0.0899


@pytest.fixture(scope="module")
def real():
    return load_atlas()


def square(south: float, west: float = 8.7) -> shapely.Polygon:
    return shapely.box(west, south, west + TEN_KM, south + TEN_KM)


def test_communes_within_30_km_of_a_line_are_its_own_and_others_are_not():
    # The line of fr-es runs from west to east at 51.09 north.
    frontiers = toy.shapes()["frontiers"]
    frontiers = frontiers[frontiers["id"] == "fr-es"]
    steps = (0, 2, 4)
    places = gpd.GeoDataFrame(
        {
            "id": [f"commune:9100{step}" for step in steps], "name": "Un", "country": "FR", "parent": "nuts3:FRS",
            "epci": "", "aliases": "", "population": 10.0, "population_source": "census",
            "geometry_source": "gisco-nuts-2021",
        },
        geometry=[square(51.1 + step * TEN_KM) for step in steps],
        crs="EPSG:4326",
    )  # fmt: skip
    found = communes(places, frontiers)
    assert found[["frontier", "id", "frame"]].to_numpy().tolist() == [
        ["fr-es", "commune:91000", "metropole"], ["fr-es", "commune:91002", "metropole"],
    ]  # fmt: skip
    assert found["distance_km"].tolist() == pytest.approx([0.8, 20.7], abs=0.5)
    assert found["anchor_y"].between(found["min_y"], found["max_y"]).all()


def test_communes_far_from_every_frontier_leave_an_empty_table():
    places = gpd.GeoDataFrame(
        {name: ["x"] for name in ("id", "name", "country", "parent", "epci", "aliases", "geometry_source")}
        | {"population": [1.0], "population_source": [""]},
        geometry=[square(45.0)],
        crs="EPSG:4326",
    )
    assert communes(places, toy.shapes()["frontiers"]).empty


def test_a_frontier_is_read_without_the_others(real):
    groups = pq.read_metadata(files.FOLDER / "communes.parquet").num_row_groups
    with pq.ParquetFile(files.FOLDER / "communes.parquet") as file:
        assert groups > len([*files._groups(file, "fr-lu")]) >= 1
    assert set(real.communes("fr-lu")["frontier"]) == {"fr-lu"}
    assert real.communes("fr-lu") is real.communes("fr-lu")


def test_every_land_frontier_of_france_has_its_communes_and_they_lie_within_30_km(real):
    found = {name: real.communes(name) for name in FRONTIER_IDS}
    # Saint-Martin is one collectivity without communes.
    assert [name for name in FRONTIER_IDS if found[name].empty] == ["mf-sx"]
    for name, table in found.items():
        assert COMMUNES.check(table) is not None
        assert table["distance_km"].between(0, 30).all(), name
        assert set(table["parent"]) <= set(real.territories["id"]), name


def test_places_that_figures_name_are_among_the_communes(real):
    known = set()
    for name in FRONTIER_IDS:
        table = real.communes(name)
        known |= {*table["id"], *table["aliases"].str.split().explode().dropna()}
    assert {"commune:57672", "commune:74012", "commune:06083", "commune:97308"} <= known
    assert "commune:75056" not in known


def test_neighbours_share_their_edges_vertex_by_vertex(real):
    table = real.communes("fr-lu")
    edges: dict[frozenset, int] = {}
    for path in table["path"]:
        for ring in rings(path):
            for pair in zip(ring, [*ring[1:], ring[0]], strict=True):
                edges[frozenset(pair)] = edges.get(frozenset(pair), 0) + 1
    # An edge belongs to two communes but where the set ends; overlaps would give three.
    assert max(edges.values()) == 2
    assert sum(count == 2 for count in edges.values()) > 0.7 * len(edges)


def test_the_table_stays_small(real):
    assert (files.FOLDER / "communes.parquet").stat().st_size < 1_000_000
    assert max(real.communes(name)["path"].str.len().sum() for name in FRONTIER_IDS) < 250_000


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The corners of the rings of a path of relative commands."""
    found, x, y = [], 0, 0
    for part in filter(None, path.split("z")):
        numbers = [int(one) for one in NUMBER.findall(part)]
        ring = []
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        found.append(ring)
        x, y = ring[0]
    return found
