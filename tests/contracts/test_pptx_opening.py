"""The slides opened by LibreOffice: each page is there, nothing leaves it, the map is where the placed map says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from dashboard.placement import SLIDE
from dashboard.placement.ground import line_parts
from dashboard.renderings.clipping import inside, resampled
from dashboard.renderings.credit import Edition
from dashboard.renderings.pptx_deck import steps
from dashboard.renderings.pptx_ground import spot_of
from dashboard.selection import Selection
from dashboard.slides import DECK_VIEWS
from dashboard.theme import color
from tests import real
from tests.contracts import office

FRONTIERS = ("fr-ch", "fr-de", "fr-mc", "gf-br", "mf-sx")
WIDTH = 1920
MAP = (64, 172)
pytestmark = pytest.mark.skipif(office.soffice() is None and not office.in_ci(), reason=office.ADVICE)


@dataclass(frozen=True)
class Opened:
    """The pages as arrays of RGB, and the words of each with their boxes in shares of the page."""

    pages: list
    words: list


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Iterator[Opened]:
    selection = Selection(frontiers=FRONTIERS)
    views = [real.view(selection.but(frontiers=(frontier,))) for frontier in FRONTIERS]
    views += [real.view(selection), *(real.view(selection.but(view=name)) for name in DECK_VIEWS)]
    file = tmp_path_factory.mktemp("slides") / "deck.pptx"
    file.write_bytes(b"".join(steps(real.view(selection), views, Edition("https://lisiere.example", "2026-11-22"))))
    pages = [np.asarray(Image.open(picture).convert("RGB")).astype(int) for picture in office.pictures(file, WIDTH)]
    text = file.with_suffix(".html").read_text(encoding="utf-8")
    words = []
    for page in re.findall(r"<page width=.*?</page>", text, re.DOTALL):
        width, height = (float(side) for side in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        boxes = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        words.append(
            [
                (text, *(float(part) / side for part, side in zip(box, (width, height) * 2, strict=True)))
                for *box, text in boxes
            ]
        )
    yield Opened(pages, words)


def near(page, x, y, name):
    """Whether the picture has a colour within two px of a point of the slide."""
    x, y = round(x), round(y)
    wanted = np.array([int(color(name)[n : n + 2], 16) for n in (1, 3, 5)])
    return bool((np.abs(page[y - 2 : y + 3, x - 2 : x + 3] - wanted).max(axis=2) <= 12).any())


def test_every_slide_opens(opened):
    assert len(opened.pages) >= 1 + len(FRONTIERS) + 1 + len(DECK_VIEWS) + 1
    assert {page.shape for page in opened.pages} == {(1080, WIDTH, 3)}


def test_no_word_leaves_its_slide(opened):
    outside = [
        (number, text)
        for number, words in enumerate(opened.words, 1)
        for text, x0, y0, x1, y1 in words
        if min(x0, y0) < 0 or max(x1, y1) > 1
    ]
    assert outside == []


def test_titles_and_figures_are_read_on_the_page(opened):
    for frontier, words in zip(FRONTIERS, opened.words[1:], strict=False):
        view = real.view(Selection(frontiers=(frontier,)))
        said = " ".join(word[0] for word in words).replace("&lt;", "<").replace("&amp;", "&")
        assert " ".join(view.title.split()) in said
        assert all(" ".join(fact.value.split()) in said for fact in view.facts[:3])


def test_titles_end_above_the_map(opened):
    for words in opened.words[1 : 1 + len(FRONTIERS)]:
        title = [y1 for _, _, y0, _, y1 in words if y0 < 0.13 and y1 < 0.2]
        assert max(title) * 1080 <= MAP[1]


@pytest.mark.parametrize("number", range(len(FRONTIERS)), ids=FRONTIERS)
def test_flows_and_fills_have_their_colour_where_the_placed_map_has_them(opened, number):
    placed = real.placed(Selection(frontiers=(FRONTIERS[number],)), SLIDE)
    page = opened.pages[number + 1]
    flows = [flow for flow in placed.flows if not flow.minimal and flow.width > 6 and flow.flow.style == "solid"]
    tips = {flow.flow.name: np.mean(flow.head, axis=0) + MAP for flow in flows if flow.flow.direction == "out"}
    assert [name for name, (x, y) in tips.items() if not near(page, x, y, "out")] == []
    spot = spot_of(placed, *MAP)
    checked = []
    for fill in placed.scene.fills:
        outline = placed.scene.base.shape(f"t-{fill.territory}")
        if not re.fullmatch(r"r\d", fill.style) or outline is None:
            continue
        found = _clear_point(placed, spot, outline)
        if found is not None:
            checked.append((fill.territory, near(page, found[0], found[1], fill.style)))
    assert len(checked) >= {"fr-ch": 3, "fr-de": 5}.get(FRONTIERS[number], 0)
    assert [territory for territory, right in checked if not right] == []


def _clear_point(placed, spot, outline):
    """A point well inside a territory, away from flows, rings and labels; None where there is none."""
    for part in line_parts(outline.path):
        ring = spot.ground.points(part)
        low, high = ring.min(axis=0), ring.max(axis=0)
        steps = np.stack(np.meshgrid(*(np.linspace(a, b, 20)[1:-1] for a, b in zip(low, high, strict=True))), axis=-1)
        for point in steps.reshape(-1, 2):
            around = point + np.array([(-9, -9), (9, -9), (9, 9), (-9, 9), (0, 0)])
            if inside(around, ring).all() and spot.rect.grown(-20).holds(around) and _free(placed, around - MAP):
                return point
    return None


def _free(placed, around):
    """Whether nothing is drawn over a territory's colour around a point."""
    (x0, y0), (x1, y1) = around.min(axis=0), around.max(axis=0)
    boxes = [label.box for label in placed.labels] + [placed.legend.box]
    boxes += [(mark.at[0] - 8, mark.at[1] - 8, mark.at[0] + 8, mark.at[1] + 8) for mark in placed.marks]
    if any(a < x1 and c > x0 and b < y1 and d > y0 for a, b, c, d in boxes):
        return False
    lines = [placed.scene.base.shape(f"f-{line.frontier}") for line in placed.scene.lines]
    drawn = [placed.ground.points(part) for line in lines if line is not None for part in line_parts(line.path)]
    drawn += [np.array(flow.outline) for flow in placed.flows]
    under = any(inside(around, np.array(flow.outline)).any() for flow in placed.flows)
    return not under and all(np.hypot(*(resampled(line, 4) - around[4]).T).min() > 22 for line in drawn)
