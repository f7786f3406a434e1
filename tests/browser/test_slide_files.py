"""Each slide as PowerPoint's file, drawn by LibreOffice, against the same slide as a page, drawn by Chromium.

Both are shrunk to 160 px, where fonts and the edges of strokes no longer differ but a missing map, chart or table does.
Measured on right slides: no block under .71 alike, none over 10 steps of grey apart; of any two different slides, some
block is under .50 alike.
"""

import io
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from dashboard.renderings.credit import Edition
from dashboard.renderings.pptx import add_view, saved
from dashboard.renderings.pptx_master import own_template
from dashboard.selection import Selection
from tests import real
from tests.browser.look import ready
from tests.contracts import office

SIZE, STEP = (160, 90), 12
ALIKE, APART = 0.6, 14.0
# Parts of a slide of 1920 × 1080 px; the foot without the code, whose dots never look alike.
HEAD, FOOT = (0, 0, 1920, 165), (0, 945, 1380, 1080)
MAPPED = (HEAD, (0, 165, 1280, 945), (1280, 165, 1920, 945), FOOT)
WHOLE = (HEAD, (0, 165, 1920, 945), FOOT)
SLIDES = {
    Selection(): MAPPED,
    Selection(frontiers=("fr-de",), language="de"): MAPPED,
    Selection(frontiers=("mf-sx",), language="en"): MAPPED,
    Selection(view="frontiere", frontiers=("gf-br",)): MAPPED,
    Selection(view="comparer", frontiers=("fr-ch", "fr-lu")): MAPPED,
    Selection(view="comparer", frontiers=("fr-ch", "fr-mc", "gf-br", "fr-de"), language="de"): MAPPED,
    Selection(view="poles", frontiers=("fr-ch",)): MAPPED,
    Selection(view="programme"): WHOLE,
    Selection(view="programme", frontiers=("fr-de",), language="de"): WHOLE,
    Selection(view="donnees"): WHOLE,
}
pytestmark = pytest.mark.skipif(office.soffice() is None and not office.in_ci(), reason=office.ADVICE)


@dataclass(frozen=True)
class Pair:
    """A slide as the file's picture and the page's, in grey, and its blocks."""

    file: np.ndarray
    page: np.ndarray
    blocks: tuple


def shrunk(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L").resize(SIZE, Image.Resampling.BOX)).astype(float)


def cut(picture: np.ndarray, block: tuple[int, ...]) -> np.ndarray:
    x0, y0, x1, y1 = (round(side / STEP) for side in block)
    return picture[y0:y1, x0:x1]


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """The structural similarity of two grey pictures as a whole (Wang et al. 2004): 1 the same, 0 nothing in common."""
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean, means = one.mean(), other.mean()
    shared = ((one - mean) * (other - means)).mean()
    light = (2 * mean * means + low) / (mean**2 + means**2 + low)
    return light * (2 * shared + high) / (one.var() + other.var() + high)


def differing(file: np.ndarray, page: np.ndarray, blocks: tuple) -> list:
    """The blocks in which two pictures of a slide differ by more than two programs do."""
    pairs = [(block, cut(file, block), cut(page, block)) for block in blocks]
    return [block for block, one, other in pairs if alike(one, other) < ALIKE or np.abs(one - other).mean() > APART]


@pytest.fixture(scope="module")
def files(tmp_path_factory, server) -> list[np.ndarray]:
    """The slides as LibreOffice draws them, in one file."""
    template = own_template()
    presentation = template.open()
    for selection in SLIDES:
        add_view(presentation, template, real.view(selection), Edition(server, "2026-11-22"))
    file = tmp_path_factory.mktemp("slides") / "slides.pptx"
    file.write_bytes(saved(presentation))
    return [shrunk(Image.open(picture)) for picture in office.pictures(file, 1280)]


@pytest.fixture(scope="module")
def pairs(files, browser, server) -> list[Pair]:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    found = []
    for file, (selection, blocks) in zip(files, SLIDES.items(), strict=True):
        ready(page, f"{server}/{selection.but(format='diapo').search}")
        found.append(Pair(file, shrunk(Image.open(io.BytesIO(page.screenshot()))), blocks))
    page.close()
    return found


@pytest.mark.parametrize("n", range(len(SLIDES)), ids=[selection.search for selection in SLIDES])
def test_the_file_of_a_slide_looks_like_its_page(pairs, n):
    assert differing(pairs[n].file, pairs[n].page, pairs[n].blocks) == []


def test_no_slide_is_taken_for_another(pairs):
    taken = [
        (n, k)
        for n, one in enumerate(pairs)
        for k, other in enumerate(pairs)
        if n != k and not differing(one.file, other.page, one.blocks)
    ]
    assert taken == []


def test_a_block_that_is_missing_or_displaced_is_told(pairs):
    for pair in pairs:
        body = pair.blocks[1:-1]
        for block in body:
            x0, y0, x1, y1 = (round(side / STEP) for side in block)
            blank = pair.file.copy()
            blank[y0:y1, x0:x1] = 255
            assert block in differing(blank, pair.page, pair.blocks)
        moved = np.roll(pair.file, 6, axis=1)
        assert differing(moved, pair.page, pair.blocks)
