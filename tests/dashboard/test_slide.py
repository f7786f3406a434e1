"""The slide as markup: what it says, what it leaves out, and that its column never asks for more room than it has."""

import re
from dataclasses import replace
from html import unescape

import pytest
from markupsafe import escape

from dashboard.renderings import credit, embed, fiche, slide
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import shortened
from dashboard.renderings.plan import BOTTOM, NOTE, RIGHT, Drawing, Grid, Key, KeyFigure, Map, Words, lines_of, others
from dashboard.renderings.plan_column import bottom, chart, facts
from dashboard.renderings.plan_frame import FOOT, LINES, foot, stop
from dashboard.renderings.plan_sheets import pieces_of
from dashboard.selection import VIEWS, Selection
from dashboard.text import LANGUAGES, Text
from dashboard.view import Fact, MapFigures, Matrix, Table
from geodata.tables import FRONTIER_IDS
from tests import real

EDITION = Edition("https://lisiere.example", "2026-11-22", lambda name: f"/assets/{name}")
ALL = [((frontier,) if frontier else (), language) for frontier in ("", *FRONTIER_IDS) for language in LANGUAGES]
# Every frontier in every view, in a language each.
ROOMS = [(name, *ALL[n + (n // 3 + k) % 3]) for k, name in enumerate(VIEWS) for n in range(0, len(ALL), 3)]


def shown(frontiers=(), language="fr", **choices):
    return real.view(Selection(frontiers=frontiers, language=language, **choices))


def pieces_shown(frontiers=(), language="fr", **choices):
    return pieces_of(shown(frontiers, language, **choices))


def foot_of(piece):
    return piece.y + piece.placed.format.height if isinstance(piece, Map) else bottom(piece)


@pytest.mark.parametrize(("name", "frontiers", "language"), ROOMS, ids=str)
def test_no_piece_ends_below_the_room_of_a_slide(name, frontiers, language):
    low = [piece for piece in pieces_shown(frontiers, language, view=name) if foot_of(piece) > BOTTOM + 0.5]
    assert low == []


@pytest.mark.parametrize("name", VIEWS)
def test_no_letter_of_a_slide_is_smaller_than_it_may_be(name):
    for piece in pieces_shown(("fr-ch", "fr-lu"), "de", view=name):
        parts = [piece.value, *piece.parts] if isinstance(piece, KeyFigure) else [piece]
        sizes = [part.size for part in parts if isinstance(part, Words | Grid)]
        assert all(size >= NOTE for size in sizes)
        if isinstance(piece, Drawing):
            assert piece.scale * 12 >= NOTE - 0.01


@pytest.mark.parametrize(("frontiers", "language"), ALL, ids=str)
def test_the_foot_takes_five_lines_at_most_and_keeps_every_head(frontiers, language):
    view = shown(frontiers, language)
    said = foot(view, pieces_of(view))
    lines = lines_of(" ".join(f"{head} {stop(text)}" for head, text in said), NOTE, 600, FOOT[2])
    assert len(lines) <= LINES
    assert [head for head, _ in said] == [head for head, _ in credit.items(view)]


def test_the_foot_counts_the_sources_that_it_does_not_name():
    view = shown(("fr-de",))
    cited = credit.references(view)
    said = dict(foot(view, pieces_of(view)))[Text("fr")("note.source")]
    named = [item for item in cited if item.text in said]
    assert 0 < len(named) < len(cited)
    assert said.endswith(others(len({item.text for item in cited}) - len(named), Text("fr")))


def test_the_foot_cites_the_ground_only_under_a_map():
    t = Text("fr")
    for name, mapped in (("carte", True), ("programme", False), ("donnees", False)):
        view = shown(view=name)
        assert (t("note.base") in dict(foot(view, pieces_of(view)))) == mapped


def test_the_programme_is_a_grid_of_every_action_by_sub_axis_and_frontier():
    view = shown(view="programme")
    matrix = next(block for section in view.sections for block in section.blocks if isinstance(block, Matrix))
    grid = next(piece for piece in pieces_of(view) if isinstance(piece, Grid))
    rows = [row for group in matrix.groups for row in group.rows]
    drawn = [row for row in grid.rows[1:-1] if len(row.cells) > 1]
    assert [[cell.signs for cell in row.cells] for row in rows] == [
        [cell.dots for cell in row.cells[1:]] for row in drawn
    ]
    assert [" ".join(row.cells[0].lines) for row in drawn] == [row.head.text for row in rows]


def test_a_chosen_frontier_narrows_the_grid_and_lists_its_actions():
    matrix, table = (piece for piece in pieces_shown(("fr-de",), view="programme") if isinstance(piece, Grid))
    assert len(matrix.widths) == 4
    assert matrix.tinted == (2,)
    assert len(table.rows) == 1 + 5


def test_the_programme_of_all_frontiers_chosen_leaves_no_row_out():
    (grid,) = (piece for piece in pieces_shown(FRONTIER_IDS, view="programme") if isinstance(piece, Grid))
    view = shown(FRONTIER_IDS, view="programme")
    matrix = next(block for section in view.sections for block in section.blocks if isinstance(block, Matrix))
    assert sum(len(row.cells) > 1 for row in grid.rows[1:-1]) == sum(len(group.rows) for group in matrix.groups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_frontiers_stand_on_one_slide_with_what_their_signs_say(language):
    view = shown(view="frontiere", language=language)
    pieces = pieces_of(view)
    table = next(piece for piece in pieces if isinstance(piece, Grid))
    assert len(table.rows) == 1 + len(FRONTIER_IDS)
    assert view.sections[0].note in [piece.text for piece in pieces if isinstance(piece, Words)]
    assert max(bottom(piece) for piece in pieces) < BOTTOM + 1


def test_a_table_with_more_rows_than_room_counts_those_left_out():
    view = shown(("fr-de",), view="donnees")
    series = next(block for section in view.sections for block in section.blocks if isinstance(block, Table))
    pieces = pieces_of(view)
    grid = [piece for piece in pieces if isinstance(piece, Grid)][-1]
    left = len(series.rows) - (len(grid.rows) - 1)
    assert left > 0
    assert others(left, Text("fr")) in [piece.text for piece in pieces if isinstance(piece, Words)]


def test_what_is_left_out_is_one_or_several():
    assert others(1, Text("en")) == "and 1 more"
    assert others(12, Text("fr")) == "et 12 autres"


def test_words_in_a_grid_are_whole():
    view = shown(("fr-de",), view="donnees")
    series = next(block for section in view.sections for block in section.blocks if isinstance(block, Table))
    grid = [piece for piece in pieces_of(view) if isinstance(piece, Grid)][-1]
    for cells, row in zip(series.rows, grid.rows[1:], strict=False):
        said = [(" ".join(cell.lines), " ".join(cell.note)) for cell in row.cells]
        assert said[0] == (cells[0].text, cells[0].note)


def test_a_comparison_has_its_maps_on_one_scale_with_one_key():
    pieces = pieces_shown(("fr-ch", "fr-lu"), view="comparer")
    maps = [piece for piece in pieces if isinstance(piece, Map)]
    assert len(maps) == 2
    assert len({(piece.placed.format.width, piece.placed.bar.km, piece.placed.bar.length) for piece in maps}) == 1
    assert sum(isinstance(piece, Key) for piece in pieces) == 1
    assert all(piece.placed.legend.box == (0, 0, 0, 0) for piece in maps)


@pytest.mark.parametrize(("frontiers", "language"), [(("fr-ch", "fr-lu"), "fr"), (("fr-es", "mf-sx"), "de")], ids=str)
def test_two_frontiers_stand_side_by_side_on_maps_and_in_a_table(frontiers, language):
    view = shown(frontiers, language, view="frontiere")
    pieces = pieces_of(view)
    names = [figure.title for section in view.sections for block in section.blocks
             if isinstance(block, MapFigures) for figure in block.figures]  # fmt: skip
    assert len(names) == sum(isinstance(piece, Map) for piece in pieces) == 2
    (grid,) = [piece for piece in pieces if isinstance(piece, Grid)]
    assert [" ".join(cell.lines) for cell in grid.rows[0].cells[1:]] == names
    assert grid.x + sum(grid.widths) <= RIGHT + 1
    assert not any(isinstance(piece, Words) and piece.text in (others(n, Text(language)) for n in range(1, 9))
                   for piece in pieces)  # fmt: skip


@pytest.mark.parametrize("count", [3, 4])
def test_a_few_frontiers_are_columns_of_one_table(count):
    chosen = FRONTIER_IDS[:count]
    (grid,) = [piece for piece in pieces_shown(chosen, "de", view="frontiere") if isinstance(piece, Grid)]
    assert len(grid.widths) == 1 + count
    blocks = shown(chosen, "de", view="frontiere").sections[0].blocks
    assert len(grid.rows) == next(len(block.columns) for block in blocks if isinstance(block, Table))


def test_maps_of_one_page_never_share_an_id():
    markup = slide.page(shown(("fr-ch", "fr-lu"), view="comparer"), EDITION)
    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', markup)) != set()
    assert {one or two for one, two in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', markup)} <= set(ids)


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
    spec = shown(("fr-de",)).charts[0]
    pieces = chart(spec, (0, 0, 560, 300), Text("fr"))
    drawn = next(piece for piece in pieces if isinstance(piece, Drawing))
    kept = len(drawn.spec.series[0].values)
    assert 0 < kept < len(spec.series[0].values)
    assert isinstance(pieces[-1], Words) and pieces[-1].text == Text("fr")("chart.others", count=len(spec.rows) - kept)
    assert bottom(pieces[-1]) <= 300


def test_a_long_value_takes_a_smaller_size():
    assert facts((Fact("1 234 567,8 km", "ink", "de frontière", ""),), Text("fr"))[0].value.size < 50


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


def test_two_pages_of_a_view_without_a_map_are_those_of_its_frontiers(client):
    asked, given = (client.get(f"/?{view}frontiere=fr-ch&format=fiche").text for view in ("vue=programme&", ""))
    assert asked == given


@pytest.mark.parametrize("name", ["carte", "frontiere"])
def test_the_two_pages_of_a_frontier_hold_its_actions_poles_and_cooperations(client, name):
    markup = client.get(f"/?vue={name}&frontiere=fr-uk&format=fiche").text
    view = shown(("fr-uk",), view="frontiere")
    tables = {block.id: block for section in view.sections for block in section.blocks if isinstance(block, Table)}
    assert f"<h2>{escape(shown(('fr-uk',)).actions.title)}</h2>" in markup
    for one in ("poles", "cooperations"):
        assert str(escape(tables[one].rows[0][0].text)) in markup.partition('class="figures listed"')[2]


def test_the_page_loads_no_style_of_the_documents(client):
    page = client.get("/").text
    assert "print.css" in page and "share.js" in page
    assert not re.search(r"/assets/(slide|embed|fiche)\.", page)


def test_a_long_address_is_cut_with_an_ellipsis():
    assert shortened("https://lisiere.example/?frontiere=fr-ch", 15) == "lisiere.exampl…"
    assert shortened("https://lisiere.example", 40) == "lisiere.example"


def test_a_slide_gives_no_reasons_where_nothing_is_missing():
    pieces = pieces_shown(("fr-es",), view="frontiere")
    assert Text("fr")("slide.why") not in [piece.text for piece in pieces if isinstance(piece, Words)]
    assert any(isinstance(piece, Drawing) for piece in pieces)


def test_reasons_are_those_of_the_frontiers_chosen():
    joint = Text("fr")("note.joint")
    heads = {
        frontiers: {note.head for note in shown(frontiers).notes} for frontiers in (("fr-ch", "gf-br"), ("fr-it",))
    }
    assert joint not in heads["fr-ch", "gf-br"]
    assert joint in heads["fr-it",]


@pytest.mark.parametrize(("name", "frontiers"), [("donnees", ()), ("donnees", ("fr-mc",)), ("carte", ("gf-br",))])
def test_every_foot_names_a_source_its_day_and_its_licence(name, frontiers):
    view, t = shown(frontiers, view=name), Text("fr")
    said = dict(foot(view, pieces_of(view)))
    assert all(said[t(head)] for head in ("note.source", "pptx.accessed", "pptx.reuse"))
    assert credit.references(view)[0].text in said[t("note.source")]


@pytest.mark.parametrize(("name", "frontier"), [("carte", "fr-ch"), ("poles", ""), ("poles", "fr-lu")])
def test_the_foot_names_field_and_source_of_every_flow_that_the_map_draws(name, frontier):
    view, t = shown((frontier,) if frontier else (), view=name), Text("fr")
    said = dict(foot(view, pieces_of(view)))
    fields = {item.field: item.field_name for item in view.figures}
    names = {item.source: item.source_name for item in view.figures}
    assert all(fields[flow.field].rstrip(".") in said[t("note.field")] for flow in view.map.flows)
    cited = {item.id for item in credit.references(view)}
    assert {flow.source for flow in view.map.flows} <= cited & names.keys()


def test_a_slide_has_the_largest_figures_of_its_frontiers_and_no_advice_on_choosing():
    figures = [piece.value.text for piece in pieces_shown(FRONTIER_IDS) if isinstance(piece, KeyFigure)]
    assert [text.replace("\u00a0", "") for text in figures] == ["224000", "105000", "50000"]
    said = [piece.text for piece in pieces_shown(FRONTIER_IDS, view="comparer") if isinstance(piece, Words)]
    assert Text("fr")("compare.full") not in said


def test_the_embed_of_a_view_without_a_map_holds_its_tables_and_no_field_to_fill():
    markup = embed.page(shown(view="programme"), EDITION)
    view = shown(view="programme")
    matrix = next(block for section in view.sections for block in section.blocks if isinstance(block, Matrix))
    body = markup.partition('id="sheet"')[2]
    letters = re.sub(r"\W", "", unescape(re.sub(r"<[^>]+>", "", body)))
    assert all(re.sub(r"\W", "", row.head.text) in letters for group in matrix.groups for row in group.rows)
    assert "<form" not in markup and "<script" not in markup


def test_the_foot_of_an_embed_counts_the_sources_that_it_does_not_name():
    view = shown(("fr-ch",), view="frontiere")
    footer = embed.page(view, EDITION).partition("<footer>")[2]
    named = [item for item in credit.references(view) if item.text in footer]
    assert 0 < len(named) < len(credit.references(view))
