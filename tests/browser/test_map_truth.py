"""The map on screen is the map of the data: after any change of filters, in any order, feature by feature."""

import io
import random
import re
from collections import Counter
from math import dist
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from dashboard import theme
from dashboard.placement import PAGE, PlacedScene
from dashboard.renderings.svg_parts import ground_transform
from dashboard.selection import DIRECTIONS, Selection, parse
from geodata.tables import FRONTIER_IDS
from tests import real

CHANGES = 50
SHOWN = "#map svg.map-page"
# What the visible map holds, as the browser sees it.
READ = """() => {
  const map = document.querySelector("#map svg.map-page");
  const name = use => (use?.getAttribute("href") || "").replace(/^#.-/, "");
  const feature = node => ({
    kind: node.dataset.kind, id: node.dataset.id, label: node.getAttribute("aria-label"),
    search: node.getAttribute("href") || "", classes: [...node.classList].sort(),
    style: node.querySelector("[data-style]")?.dataset.style || "",
    state: node.querySelector("[data-state]")?.dataset.state || "",
    shape: name(node.querySelector("use:last-of-type")),
  });
  const scene = group => ({
    features: [...group.querySelectorAll(":scope > * .feature")].map(feature),
    labels: [...group.querySelectorAll("g.label")]
      .map(label => [...label.querySelectorAll("text")].map(text => text.textContent)),
    bands: [...group.querySelectorAll("[data-band]")].map(band => band.dataset.band),
  });
  const ground = map.querySelector(".ground");
  return {
    title: document.querySelector("#map h1").textContent,
    subtitle: document.querySelector("#map .sentence p").textContent,
    alt: map.getAttribute("aria-label"),
    frame: "#" + (ground.querySelector(".base")?.id || ground.querySelector("use").getAttribute("href").slice(1)),
    ground: ground.style.transform,
    scene: scene(map.querySelector(".zoom .scene")),
    insets: [...map.querySelectorAll("svg.inset .scene")].map(scene),
    legend: [...map.querySelectorAll(".fixed > .legend text:not(.tick)")].map(text => text.textContent),
    ticks: [...map.querySelectorAll(".fixed > .legend text.tick")].map(text => text.textContent),
    links: [...new Set([...document.querySelectorAll('a[href^="?"]')].map(link => link.getAttribute("href")))],
    unresolved: [...map.querySelectorAll("use")].map(use => use.getAttribute("href"))
      .filter(href => !document.getElementById(href.slice(1))),
  };
}"""


def feature(kind: str, name: str, label: str, search: str, classes: str, **more: str) -> dict[str, Any]:
    known = {"style": "", "state": "", "shape": "", **more}
    return {
        "kind": kind,
        "id": name,
        "label": label,
        "search": search,
        "classes": sorted(["feature", *classes.split()]),
    } | known


def expected(placed: PlacedScene) -> dict[str, Any]:
    """The same, from the placed scene."""
    scene = placed.scene
    fills = [
        feature(
            "territory", item.territory, item.label, item.search, "area", style=item.style, shape=f"t-{item.territory}"
        )
        for item in scene.fills
    ]
    lines = [
        feature(
            "frontier",
            item.frontier,
            item.label,
            item.search,
            f"frontier {item.emphasis}",
            state=item.state,
            shape=f"f-{item.frontier}",
        )
        for item in scene.lines
    ]
    flows = [
        feature(
            "flow",
            item.flow.id,
            item.flow.label,
            item.flow.search,
            f"flow {item.flow.direction} {item.flow.style} {item.flow.emphasis}",
        )
        for item in placed.flows
    ]
    marks = [
        feature("pole", item.mark.pole, item.mark.label, item.mark.search, f"pole rank-{item.mark.rank}")
        for item in placed.marks
    ]
    return {
        "features": [*fills, *lines, *flows, *marks],
        "labels": [[line.text for line in label.lines] for label in placed.labels],
        "bands": [item.frontier for item in scene.lines],
    }


def canonical(scene: dict[str, Any]) -> dict[str, Any]:
    """Without the order in which things lie, which is not a matter of truth."""
    key = lambda item: (item["kind"], item["id"])  # noqa: E731
    return {
        "features": sorted(scene["features"], key=key),
        "labels": sorted(scene["labels"]),
        "bands": sorted(scene["bands"]),
    }


def numbers(transform: str) -> list[float]:
    return [float(text) for text in re.findall(r"-?\d+(?:\.\d+)?", transform)]


def settled(page: Page, search: str) -> None:
    page.wait_for_function("search => document.getElementById('map').dataset.search === search", arg=search)


def write_address(page: Page, search: str) -> None:
    page.evaluate("search => window.dash_clientside.set_props('url', {search})", "" if search == "?" else search)


def click_link(page: Page, search: str) -> None:
    """Click the first link to an address, wherever it lies, even in a closed menu."""
    page.evaluate(
        """search => [...document.querySelectorAll('a[href^="?"]')].find(link => link.getAttribute("href") === search)
        .dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))""",
        search,
    )


def opened(page: Page, search: str = "") -> None:
    page.goto(f"/{search}")
    page.wait_for_function("() => window.dash_clientside?.set_props && document.querySelector('#map-slot #map')")
    page.wait_for_function("() => document.querySelectorAll('#rail a[href]').length > 5")


def any_selection(chance: random.Random) -> Selection:
    known = real.words()
    kept = set(chance.sample(FRONTIER_IDS, chance.choice((0, 1, 1, 1, 2, 3))))
    choices = {
        "direction": DIRECTIONS,
        "period": sorted(known.periods),
        "series": sorted(known.series),
        "place": sorted(known.places),
        "action": sorted(known.actions),
        "axis": ("1", "2", "3"),
        "language": ("fr", "en", "de"),
    }
    names = chance.sample(sorted(choices), chance.randint(0, 3))
    frontiers = tuple(frontier for frontier in FRONTIER_IDS if frontier in kept)
    return Selection(frontiers=frontiers, **{name: chance.choice(choices[name]) for name in names})


def check(page: Page, selection: Selection, where: str) -> dict[str, Any]:
    view, placed = real.view(selection), real.placed(selection, PAGE)
    found = page.evaluate(READ)
    assert (found["title"], found["subtitle"], found["alt"]) == (view.title, view.subtitle, view.map.alt), where
    assert found["frame"] == f"#base-{view.map.base.frame}", where
    assert numbers(found["ground"]) == pytest.approx(numbers(ground_transform(placed.ground)), rel=1e-5), where
    assert canonical(found["scene"]) == canonical(expected(placed)), where
    wanted = [canonical(expected(inset.placed)) for inset in placed.insets]
    assert [canonical(inset) for inset in found["insets"]] == wanted, where
    assert Counter(found["legend"]) == Counter(text.text for text in placed.legend.texts), where
    ramp, wedge = placed.legend.ramp, placed.legend.wedge
    ticks = [words for _, words in ramp.limits] if ramp else []
    assert [text for text in found["ticks"] if text in ticks] >= ticks, where
    assert len(found["ticks"]) <= len(ticks) + (len(wedge.gates) if wedge else 0), where
    assert found["unresolved"] == [], where
    return found


@pytest.mark.parametrize("start", ["", "?frontiere=fr-ch", "?frontiere=gf-br"], ids=["all", "fr-ch", "gf-br"])
def test_from_any_page_to_any_other_the_map_is_that_of_the_data(page: Page, start: str) -> None:
    opened(page, start)
    for search in (
        "?frontiere=fr-de",
        "?frontiere=mf-sx",
        "?",
        "?frontiere=gf-br",
    ):
        write_address(page, search)
        settled(page, search)
        check(page, parse(search, real.words()), f"{start or '?'} → {search}")


def test_after_each_of_many_random_changes_the_map_is_that_of_the_data(page: Page) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")
    chance, known = random.Random(seed), real.words()
    opened(page)
    links = check(page, Selection(), "start")["links"]
    trail = ["?"]
    for number in range(CHANGES):
        if number % 2:
            # Sheets hide the map: their own tests visit them.
            search = chance.choice([link for link in links if parse(link, known).view == "carte"])
            click_link(page, search)
        else:
            search = any_selection(chance).search
            write_address(page, search)
        trail.append(search)
        selection = parse(search, known)
        settled(page, selection.search)
        links = check(page, selection, f"seed {seed}: {' → '.join(trail[-3:])}")["links"]


def test_back_and_forward_bring_their_maps_back(page: Page) -> None:
    opened(page)
    for search in ("?frontiere=fr-ch", "?frontiere=fr-ch&sens=entrants", "?frontiere=fr-de"):
        click_link(page, search) if search == "?frontiere=fr-ch" else write_address(page, search)
        settled(page, search)
    for step, search in (
        ("back", "?frontiere=fr-ch&sens=entrants"),
        ("back", "?frontiere=fr-ch"),
        ("forward", "?frontiere=fr-ch&sens=entrants"),
    ):
        page.evaluate(f"() => history.{step}()")
        settled(page, search)
        check(page, parse(search, real.words()), f"{step} to {search}")


def test_what_a_filter_leaves_as_it_is_is_not_drawn_anew(page: Page) -> None:
    opened(page, "?frontiere=fr-de")
    kept = """() => [...document.querySelectorAll("#map svg.map-page .scene .feature")]
      .map(node => node.before === node.dataset.kind + node.dataset.id)"""
    page.evaluate(
        """() => document.querySelectorAll("#map svg.map-page .scene .feature")
        .forEach(node => { node.before = node.dataset.kind + node.dataset.id; })"""
    )
    write_address(page, "?frontiere=fr-de&theme=health")
    settled(page, "?frontiere=fr-de&theme=health")
    found = page.evaluate(kept)
    assert len(found) > 50 and all(found)


def test_the_last_of_many_quick_changes_is_what_stays(page: Page) -> None:
    opened(page)
    searches = [f"?frontiere={frontier}" for frontier in ("fr-ch", "fr-de", "fr-be", "fr-lu", "fr-mc")]
    page.evaluate("searches => searches.forEach(search => window.dash_clientside.set_props('url', {search}))", searches)
    settled(page, searches[-1])
    page.wait_for_timeout(500)
    check(page, parse(searches[-1], real.words()), "five changes at once")


# ---- What is drawn is painted ----


def test_every_feature_has_a_size_and_a_paint(page: Page) -> None:
    opened(page, "?frontiere=fr-de")
    found = page.evaluate(
        """() => [...document.querySelectorAll("#map svg.map-page .scene .feature")].map(node => {
          const box = node.getBoundingClientRect(), part = node.querySelector(".fill, .stroke, .body, .ring");
          const look = getComputedStyle(part);
          return {id: node.dataset.kind + " " + node.dataset.id, size: Math.max(box.width, box.height), fill: look.fill,
                  stroke: look.stroke, width: parseFloat(look.strokeWidth),
                  shown: look.visibility === "visible" && look.display !== "none",
                  bare: part.classList.contains("bare")};
        })"""
    )
    assert len(found) > 50
    for item in found:
        assert item["size"] > 1 and item["shown"], item
        assert item["bare"] or item["fill"] != "none" or (item["stroke"] != "none" and item["width"] > 0), item


def test_a_frontier_is_a_line_that_keeps_its_width_while_zooming(page: Page) -> None:
    opened(page, "?frontiere=fr-ch")
    look = page.evaluate(
        """() => {
          const use = document.querySelector('#map svg.map-page [data-kind="frontier"][data-id="fr-ch"] .stroke');
          const path = document.getElementById(use.getAttribute("href").slice(1)), style = getComputedStyle(use);
          return {stroke: style.stroke, width: parseFloat(style.strokeWidth),
                  effect: getComputedStyle(path).vectorEffect,
                  length: path.getTotalLength()};
        }"""
    )
    assert look["stroke"] == rgb("ink")
    assert 1 < look["width"] < 4 and look["effect"] == "non-scaling-stroke" and look["length"] > 1_000


def rgb(name: str) -> str:
    red, green, blue = bytes.fromhex(theme.color(name).removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


def test_shaded_territories_show_the_colour_of_their_class(page: Page) -> None:
    """On the pixels of a screenshot, where a shade is the topmost thing; every class that the map has is met."""
    search = "?frontiere=fr-de"
    opened(page, search)
    settled(page, search)
    points = page.evaluate(
        """() => [...document.querySelectorAll("#map svg.map-page .fills .fill:not(.bare)")].flatMap(use => {
          const box = use.getBoundingClientRect(), found = [];
          for (let i = 1; i < 7; i++) for (let j = 1; j < 7; j++) {
            const x = Math.round(box.left + box.width * i / 7), y = Math.round(box.top + box.height * j / 7);
            const around = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]];
            const near = around.map(([dx, dy]) => document.elementFromPoint(x + dx, y + dy));
            if (near.every(node => node === use)) found.push({style: use.dataset.style, x, y});
          }
          return found;
        })"""
    )
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shades: dict[str, Counter] = {}
    for point in points:
        shades.setdefault(point["style"], Counter())[image.getpixel((point["x"], point["y"]))] += 1
    placed = real.placed(parse(search, real.words()), PAGE)
    for style in {fill.style for fill in placed.scene.fills if re.fullmatch(r"r\d", fill.style)}:
        wanted = tuple(bytes.fromhex(theme.color(style).removeprefix("#")))
        # Labels let the pointer through, so some points lie on their letters and halos.
        assert shades[style].most_common(1)[0][0] == wanted, (style, shades[style].most_common(3))


def test_the_body_of_each_flow_shows_the_colour_of_its_direction(page: Page) -> None:
    """Along its centre line past the frontier, where no ring stands on it."""
    opened(page)
    placed = real.placed(Selection(), PAGE)
    wide = [item for item in placed.flows if item.width > 6]
    assert len(wide) >= 3
    matrix = page.evaluate(
        """() => { const m = document.querySelector("#map svg.map-page .zoom").getScreenCTM();
          return [m.a, m.e, m.d, m.f]; }"""
    )
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    wanted = tuple(bytes.fromhex(theme.color("out").removeprefix("#")))
    for item in wide:
        free = [at for at in item.centre[-6:-1] if all(dist(at, ring.at) > ring.radius + 3 for ring in placed.marks)]
        pixels = [(round(matrix[0] * x + matrix[1]), round(matrix[2] * y + matrix[3])) for x, y in free]
        assert pixels and wanted in {image.getpixel(pixel) for pixel in pixels}, item.flow.id
