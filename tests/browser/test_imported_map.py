"""With a synthetic census imported, the map on screen is the map of the View, down to the communes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bench.server import serve
from dashboard.compose import compose, vocabulary
from dashboard.placement import PAGE, place
from dashboard.selection import parse
from geodata import containers
from geodata.atlas import load_atlas
from geodata.following import Following
from geodata.importers import Options
from geodata.importers.mobpro import IMPORTER
from geodata.staging import stage
from tests import synthetic
from tests.browser.test_map_truth import opened, settled, write_address

ROWS = 200_000
SEARCHES = (
    "?frontiere=fr-de&niveau=epci&nombre=50&seuil=aucun",
    "?frontiere=fr-de&niveau=commune&nombre=100&seuil=aucun",
    "?frontiere=fr-ch&niveau=nuts3",
)

FEATURES = """() => [...document.querySelectorAll(
  "#map svg.map-page .zoom .scene [data-kind=territory], #map svg.map-page .zoom .scene [data-kind=flow]"
)].map(node => [node.dataset.kind, node.dataset.id, node.getAttribute("aria-label"),
                node.querySelector("[data-style]")?.dataset.style || ""])"""
# Uses whose shape is not there, or is there without a path.
UNRESOLVED = """() => [...document.querySelectorAll("#map svg.map-page .scene use")]
  .map(use => use.getAttribute("href"))
  .filter(href => !document.getElementById(href.slice(1))?.matches("g, [d^=m], [d^=M]"))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a synthetic census, a fifth of it abroad."""
    home = tmp_path_factory.mktemp("imported")
    file = synthetic.mobpro(home / "FD_MOBPRO_2021_synthetic.csv", ROWS, abroad=0.2)
    with stage(home / "data", "census", IMPORTER) as staged:
        for batch in IMPORTER.read(file, Options()):
            staged.add(batch)
        staged.check(containers.built())
        staged.commit([file])
    return home / "data"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A server that follows this folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LISIERE_DATA", str(folder))
        with serve() as server:
            yield server.address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of that server."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_the_map_draws_the_fills_and_flows_of_the_view_at_every_level(page: Page, folder: Path):
    atlas = Following(load_atlas(), str(folder))()
    opened(page, SEARCHES[0])
    drawn = 0
    for search in SEARCHES:
        if search != SEARCHES[0]:
            write_address(page, search)
            settled(page, search)
        chosen = parse(search, vocabulary(atlas))
        view = compose(atlas, chosen)
        fills = [["territory", fill.territory, fill.label, fill.style] for fill in view.map.fills]
        flows = [["flow", one.flow.id, one.flow.label, ""] for one in place(view.map, PAGE).flows]
        assert sorted(page.evaluate(FEATURES)) == sorted(fills + flows)
        assert len(flows) == len(view.map.flows)
        # The shapes of a level come in a file of their own, after the map that uses them.
        page.wait_for_function(f"() => ({UNRESOLVED})().length === 0")
        drawn += len(fills) + len(flows)
    assert drawn > 300
