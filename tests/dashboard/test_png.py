"""The picture as PNG and SVG by URL: sizes, what it says of itself, limits; the code of a link."""

import io
import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from dashboard.placement import PAGE
from dashboard.placement.ground import Ground
from dashboard.renderings import credit, png, svg
from dashboard.renderings.gates import gate
from dashboard.renderings.pixels import REPEATS, Pixels, pattern_transform
from dashboard.renderings.strips import strips
from dashboard.renderings.svg_shapes import MOTIFS
from dashboard.selection import Selection
from dashboard.turns import PATIENCE_SECONDS, Turns
from tests import real

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10" fill="#174E87"/></svg>'
)


LETTERS = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="5" y="30" font-size="30">é</text></svg>'
)


def opened(content):
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def test_a_png_carries_its_texts_and_keeps_its_pixels():
    picture = opened(
        png.png(SQUARE, width=320, about={"Title": "L’étude ≈", "URL": "https://lisiere.example", "Source": ""})
    )
    assert picture.size == (320, 320)
    assert picture.text == {"Title": "L’étude ≈", "URL": "https://lisiere.example"}
    assert picture.convert("RGB").getpixel((160, 160)) == (0x17, 0x4E, 0x87)


@pytest.mark.parametrize(("asked", "wide"), [(1, png.LEAST), (500, 500), (10**6, png.MOST)])
def test_the_width_is_bounded(asked, wide):
    assert opened(png.png(SQUARE, width=asked, about={})).width == wide


@pytest.mark.parametrize("letter", list("aéÉœßÄČ’–…≈·°"))
def test_the_faces_hold_every_letter_that_maps_use(letter):
    def inked(text):
        words = f'<text x="5" y="30" font-size="30" font-weight="600">{text}</text>'
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{words}</svg>'
        return opened(png.png(drawn, width=320, about={})).tobytes()

    assert inked(letter) != inked("\ue000")


def test_what_is_not_an_svg_is_refused_with_a_sentence():
    for wrong in ("<p/>", SQUARE.replace("</svg>", "")):
        with pytest.raises(ValueError, match="expected one"):
            png.png(wrong, width=320, about={})


def test_a_worker_draws_with_its_own_faces_alone_where_nothing_can_be_written(tmp_path):
    """Those of the machine are not looked for, no cache is written, and the library is not loaded before."""
    script = f"""
import sys
from dashboard import exports, factory
from dashboard.renderings import png
assert not [line for line in open("/proc/self/maps") if "libvips" in line] if sys.platform == "linux" else True
sys.stdout.buffer.write(png.png({LETTERS!r}, width=320, about={{}}))
"""
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "FC_DEBUG": "1024"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    picture = opened(done.stdout[done.stdout.index(b"\x89PNG") :])
    assert len(picture.getcolors(1 << 16)) > 2
    said = done.stdout[: done.stdout.index(b"\x89PNG")].decode() + done.stderr.decode()
    assert "warning" not in said.lower()
    assert "/usr/share/fonts" not in said and "/etc/fonts" not in said
    assert list(tmp_path.iterdir()) == []


def test_the_door_gives_twice_the_page_and_what_largeur_asks(client):
    first = client.get("/carte.png?frontiere=gf-br")
    assert (first.status_code, first.mimetype) == (200, "image/png")
    assert opened(first.data).width == 2 * PAGE.width
    assert opened(client.get("/carte.png?frontiere=gf-br&largeur=640").data).width == 640
    assert opened(client.get("/carte.png?frontiere=gf-br&largeur=-1").data).width == 2 * PAGE.width


def test_the_picture_names_title_source_licence_and_permalink_for_machines(client):
    said = opened(client.get("/carte.png?frontiere=fr-ch&largeur=640").data).text
    view = real.view(Selection(frontiers=("fr-ch",)))
    assert said["Title"] == view.title
    assert said["URL"] == "https://lisiere.example/?frontiere=fr-ch"
    assert "Insee" in said["Source"] and "EuroGeographics" in said["Licence"]
    root = ElementTree.fromstring(client.get("/carte.svg?frontiere=fr-ch").text)
    core = {node.tag.rpartition("}")[2]: node.text for node in root.iter() if "dc/elements" in node.tag}
    assert core["title"] == view.title and core["identifier"] == said["URL"] and core["rights"] == said["Licence"]


def test_the_svg_carries_its_typeface(client):
    assert client.get("/carte.svg?frontiere=gf-br").text.count("data:font/woff2") == 2


def test_a_picture_refers_to_nothing_outside_itself_and_clips_nothing():
    for frontier in ("", "fr-ch", "gf-br"):
        view = real.view(Selection(frontiers=(frontier,) if frontier else ()))
        drawn = svg.picture(view, form=PAGE, lines=credit.lines(view, "", "2026-11-22"))
        assert "clip-path" not in drawn
        wanted = set(svg.REFERENCE.findall(drawn))
        assert wanted <= {node.get("id") for node in ElementTree.fromstring(drawn).iter()}


@pytest.mark.parametrize("frontier", ["", "fr-lu"])
def test_a_picture_in_two_parts_has_the_pixels_of_the_whole(frontier):
    view, lines = real.view(Selection(frontiers=(frontier,) if frontier else ())), ("Source A", "Licence B")
    width = int(PAGE.width)
    whole = opened(png.png(svg.picture(view, form=PAGE, lines=lines), width=width, about={}))
    parted = opened(png.png(*strips(view, form=PAGE, lines=lines, width=width), width=width, about={}))
    assert whole.size == parted.size
    beside = np.abs(np.asarray(whole, np.int16) - np.asarray(parted, np.int16))
    # The phase of a pattern differs by less than a pixel.
    assert beside.mean() < 0.3
    assert (beside > 64).mean() < 0.003


@pytest.mark.parametrize("width", [320, 1920, 3840])
def test_the_parts_of_a_picture_are_whole_pixels_high_and_the_first_has_no_source_lines(width):
    parts = strips(real.view(Selection()), form=PAGE, lines=("Source A",), width=width)
    tall = [float(ElementTree.fromstring(part).get("height")) * width / PAGE.width for part in parts]
    assert tall == pytest.approx([round(at) for at in tall], abs=1e-3)
    assert [">Source A<" in part for part in parts] == [False, True]


@pytest.mark.parametrize("pattern", MOTIFS)
@pytest.mark.parametrize("width", [320, 1000, 1920, 3840])
def test_the_tile_of_a_pattern_begins_at_a_pixel_and_is_whole_pixels_wide(pattern, width):
    ground, pixels = Ground(0.029493, -2850.36, -1320.25), Pixels(width / PAGE.width, top=64).within(20.1, 30.3)
    written = pattern_transform(pattern, 1, ground, pixels)
    across, down, scale = map(float, re.findall(r"[-\d.e]*\d", written))
    x = (20.1 + ground.shift_x + across * ground.scale) * pixels.scale
    y = (94.3 + ground.shift_y + down * ground.scale) * pixels.scale
    wide = MOTIFS[pattern] * REPEATS * scale * ground.scale * pixels.scale
    assert (x, y, wide) == pytest.approx((round(x), round(y), round(wide)), abs=1e-3)
    # One that lacks a hair is cut to a pixel less.
    assert wide >= round(wide)
    assert scale * ground.scale == pytest.approx(1, rel=0.02)


def test_every_wide_outbound_flow_has_its_gate_in_a_picture():
    placed = real.placed(Selection(), PAGE)
    wide = [flow for flow in placed.flows if not flow.minimal and flow.flow.direction == "out"]
    assert wide
    for flow in wide:
        assert gate(placed, flow).startswith("M"), flow.flow.id


def test_the_code_leads_to_the_view(client):
    drawn = client.get("/qr.svg?frontiere=fr-ch")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    sized = drawn.get_data(as_text=True).replace(" viewBox", ' width="330" viewBox', 1)
    seen = opened(png.png(sized, width=330, about={}))
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == ["https://lisiere.example/?frontiere=fr-ch"]


def test_a_crowd_gets_a_sentence_and_never_a_failure(client, monkeypatch):
    monkeypatch.setattr(Turns, "take", lambda self: False)
    answer = client.get("/carte.png?frontiere=fr-be&largeur=3839&langue=en")
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert answer.headers["Retry-After"] == str(PATIENCE_SECONDS)
    assert answer.text.startswith("The server is already making")
