"""The slide as markup: what it says, what it leaves out, and that its column never asks for more room than it has."""

import json
import re
from dataclasses import replace

import pytest

from dashboard.renderings import credit, embed, fiche, slide
from dashboard.renderings.document import Edition, shortened
from dashboard.selection import Selection
from dashboard.text import LANGUAGES, Text
from dashboard.view import Fact
from geodata.tables import FRONTIER_IDS
from tests import real

EDITION = Edition("https://lisiere.example", "2026-11-22", lambda name: f"/assets/{name}")
VIEWS = [((frontier,) if frontier else (), language) for frontier in ("", *FRONTIER_IDS) for language in LANGUAGES]


def shown(frontiers=(), language="fr", **choices):
    return real.view(Selection(frontiers=frontiers, language=language, **choices))


@pytest.mark.parametrize(("frontiers", "language"), VIEWS, ids=str)
def test_the_column_never_needs_more_room_than_it_has(frontiers, language):
    view = shown(frontiers, language)
    blocks, _ = slide.column(view, Text(language))
    assert sum(block.height for block in blocks) <= slide.ROOM


@pytest.mark.parametrize(("frontiers", "language"), VIEWS, ids=str)
def test_the_foot_takes_four_lines_at_most_and_keeps_every_head(frontiers, language):
    view = shown(frontiers, language)
    said = slide.shortened_parts(credit.parts(view), slide.NOTE, slide.FOOT_WIDTH, slide.FOOT_LINES)
    lines = slide.lines_of(" ".join(f"{head} {text}." for head, text in said), slide.NOTE, 400, slide.FOOT_WIDTH)
    assert len(lines) <= slide.FOOT_LINES
    assert [head for head, _ in said] == [head for head, _ in credit.parts(view)]


def test_a_slide_says_title_subtitle_three_facts_source_date_and_link():
    view = shown(("fr-ch",))
    markup = slide.page(view, EDITION)
    for words in (view.title, view.subtitle, *(fact.value for fact in view.facts[:3]), "22 novembre 2026"):
        assert words in markup
    assert 'href="https://lisiere.example/?frontiere=fr-ch"' in markup
    assert markup.count('class="fact"') == 3


def test_a_frontier_that_nobody_measures_gets_reasons_instead_of_a_chart():
    markup = slide.page(shown(("gf-br",)), EDITION)
    assert Text("fr")("slide.why") in markup
    assert "data-figure" not in markup
    assert "plotly" not in markup


def test_a_chart_with_more_bars_than_room_counts_those_left_out():
    view = shown(("fr-de",))
    spec = view.charts[0]
    block = slide.chart(spec, "fr", 300, Text("fr"))
    figure = json.loads(re.findall(r'data-figure="([^"]+)"', str(block.markup))[0].replace("&#34;", '"'))
    kept = len(figure["layout"]["yaxis"]["ticktext"])
    assert 0 < kept < len(spec.series[0].values)
    assert Text("fr")("chart.others", count=len(spec.rows) - kept) in block.markup
    assert block.height <= 300


def test_a_long_value_takes_a_smaller_size():
    fact = Fact("1 234 567,8 km", "ink", "de frontière", "")
    size = re.findall(r"font-size:(\d+)px", str(slide.facts((fact,), Text("fr")).markup))
    assert int(size[0]) < 50


@pytest.mark.parametrize("draw", [slide.page, embed.page, fiche.page], ids=["slide", "embed", "sheet"])
def test_texts_of_the_data_never_become_markup(draw):
    trap = "<script>alert(1)</script>"
    view = shown(("fr-ch",))
    view = replace(
        view, title=trap, subtitle=trap, facts=tuple(replace(fact, text=trap, note=trap) for fact in view.facts)
    )
    assert "<script>" not in draw(view, EDITION)


@pytest.mark.parametrize("format_", ["diapo", "embed", "fiche"])
def test_a_document_is_served_without_dash_and_links_to_the_page(client, format_):
    response = client.get(f"/?frontiere=fr-ch&format={format_}")
    assert response.status_code == 200
    assert "react-entry-point" not in response.text
    assert 'rel="canonical" href="https://lisiere.example/?frontiere=fr-ch"' in response.text
    for address in re.findall(r'(?:href|src)="(/assets/[^"]+)"', response.text):
        with client.get(address) as file:
            assert file.status_code == 200


def test_the_page_loads_no_style_of_the_documents(client):
    page = client.get("/").text
    assert "print.css" in page and "share.js" in page
    assert not re.search(r"/assets/(slide|embed|fiche)\.", page)


def test_a_long_address_is_cut_with_an_ellipsis():
    assert shortened("https://lisiere.example/?frontiere=fr-ch", 15) == "lisiere.exampl…"
    assert shortened("https://lisiere.example", 40) == "lisiere.example"
