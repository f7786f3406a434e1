"""Slides read back by python-pptx: shapes, chart values and alternative texts equal the View."""

import io
from functools import cache
from itertools import chain, pairwise

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.util import Inches

from dashboard.format import date as in_words
from dashboard.placement import SLIDE
from dashboard.renderings.credit import Edition, filters_sentence, permalink, references
from dashboard.renderings.plan import Drawing, Grid, KeyFigure, Map
from dashboard.renderings.plan_sheets import pieces_of
from dashboard.renderings.pptx import slide
from dashboard.renderings.pptx_deck import steps
from dashboard.renderings.pptx_lines import slots, timed
from dashboard.renderings.pptx_style import EMU
from dashboard.renderings.pptx_tables import GLYPHS
from dashboard.renderings.template import TemplateError, read_template, template_of
from dashboard.selection import Selection
from dashboard.settings import SettingsError, read_settings
from dashboard.slides import DECK_VIEWS, selection_of
from dashboard.text import Text
from dashboard.view import ChartSeries, ChartSpec, Value
from geodata.tables import FRONTIER_IDS
from tests import real

EDITION = Edition("https://lisiere.example", "2026-11-22")
SOME = [
    Selection(),
    *(Selection(frontiers=(frontier,)) for frontier in ("fr-ch", "fr-de", "fr-mc", "fr-es", "gf-br", "mf-sx")),
    Selection(frontiers=("fr-ch",), language="en"),
    Selection(frontiers=("fr-de",), language="de"),
    Selection(frontiers=("fr-be",), direction="entrants"),
]
# Views that are not the map, or more than it.
OTHERS = [
    Selection(view="programme"),
    Selection(view="programme", frontiers=("fr-de",), language="de"),
    Selection(view="donnees"),
    Selection(view="donnees", frontiers=("fr-mc",), language="en"),
    Selection(view="comparer", frontiers=("fr-ch", "fr-lu")),
    Selection(view="comparer", frontiers=("fr-ch", "fr-mc", "gf-br", "fr-de"), language="de"),
    Selection(view="poles", frontiers=("fr-ch",)),
    Selection(view="frontiere", frontiers=("gf-br",)),
]


@cache
def file_of(selection):
    return slide(real.view(selection), EDITION)


def opened(selection):
    return Presentation(io.BytesIO(file_of(selection))).slides[0]


def leaves(shapes):
    """All shapes, those in groups included, and the groups themselves."""
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from leaves(shape.shapes)


def words(page):
    return " ".join(shape.text_frame.text for shape in leaves(page.shapes) if shape.has_text_frame)


def chart_of(page):
    return next((shape for shape in page.shapes if shape.has_chart), None)


@pytest.mark.parametrize("selection", SOME + OTHERS, ids=lambda item: item.search)
def test_every_object_has_a_name_and_an_alternative_text(selection):
    naming = [shape._element.find(".//{*}cNvPr") for shape in leaves(opened(selection).shapes)]
    assert [item.get("name") for item in naming if not item.get("name") or not item.get("descr")] == []
    ids = [item.get("id") for item in naming]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("selection", SOME + OTHERS, ids=lambda item: item.search)
def test_the_slide_says_what_the_view_says(selection):
    view, page = real.view(selection), opened(selection)
    said = words(page).replace("\n", " ")
    assert page.shapes.title.text_frame.text == view.title
    assert view.subtitle in said
    pieces = pieces_of(view)
    for figure in (piece for piece in pieces if isinstance(piece, KeyFigure)):
        assert figure.value.text in said
        assert all(part.text in said for part in figure.parts)
    assert filters_sentence(view).replace(" …", "") in said
    lines = set(
        chain.from_iterable(shape.text_frame.text.split("\n") for shape in leaves(page.shapes) if shape.has_text_frame)
    )
    for piece in (piece for piece in pieces if isinstance(piece, Map)):
        assert {label.lines[0].text for label in piece.placed.labels} <= lines


@pytest.mark.parametrize("selection", SOME + OTHERS, ids=lambda item: item.search)
def test_the_charts_hold_the_values_of_the_view(selection):
    view = real.view(selection)
    given = [piece.spec for piece in pieces_of(view) if isinstance(piece, Drawing)]
    frames = [shape for shape in opened(selection).shapes if shape.has_chart]
    assert len(frames) == len(given)
    for spec, frame in zip(given, frames, strict=True):
        # A chart of the plan is one of the View, its first bars where not all have room.
        whole = next(chart for chart in view.charts if chart.id == spec.id and chart.title == spec.title)
        assert all(part.values == full.values[: len(part.values)]
                   for part, full in zip(spec.series, whole.series, strict=True))  # fmt: skip
        assert frame._element.find(".//{*}cNvPr").get("descr") == spec.alt
        drawn = [sorted(v for v in series.values if v is not None) for series in frame.chart.plots[0].series]
        values = [sorted(v.amount for v in series.values if v.amount is not None) for series in spec.series]
        assert drawn[: len(values)] == values
        if len(drawn) > len(values):
            every = zip(*([v.amount or 0 for v in series.values] for series in spec.series), strict=True)
            assert drawn[len(values) :] == [sorted(sum(amounts) for amounts in every)]
        assert frame.chart.part.chart_workbook.xlsx_part is not None


@pytest.mark.parametrize("selection", OTHERS, ids=lambda item: item.search)
def test_a_table_is_native_and_holds_every_cell_of_the_plan(selection):
    grids = [piece for piece in pieces_of(real.view(selection)) if isinstance(piece, Grid)]
    frames = [shape for shape in opened(selection).shapes if shape.has_table]
    assert [frame._element.find(".//{*}cNvPr").get("descr") for frame in frames] == [grid.text for grid in grids]
    for grid, frame in zip(grids, frames, strict=True):
        for row, drawn in zip(grid.rows, frame.table.rows, strict=True):
            given = [_said(cell) for cell in row.cells for _ in range(cell.span)]
            read = [cell.text.replace("\n", " ").strip() for cell in drawn.cells]
            assert [text for text, cell in zip(given, drawn.cells, strict=True) if not cell.is_spanned] == [
                text for text, cell in zip(read, drawn.cells, strict=True) if not cell.is_spanned
            ]


def test_rings_ask_for_a_face_of_text_since_a_mathematical_one_draws_the_empty_ring_full():
    assert all(GLYPHS[sign, False].endswith("\ufe0e") for sign in ("full", "empty"))


def _said(cell):
    signs = "".join(GLYPHS[dot.sign, dot.partial] for dot in cell.dots)
    return " ".join(part for part in (signs, *cell.lines, *cell.note) if part)


def test_a_line_chart_keeps_time_to_scale_and_its_fields_apart():
    selection = Selection(frontiers=("fr-es",))
    chart = chart_of(opened(selection)).chart
    spec = next(chart for chart in real.view(selection).charts if chart.kind == "lines")
    categories = list(chart.plots[0].categories)
    for series, given in zip(chart.plots[0].series, spec.series, strict=True):
        at = {categories[n]: value for n, value in enumerate(series.values) if value is not None}
        assert at == {value.category: value.amount for value in given.values}
    years = {name: n for n, name in enumerate(categories) if name.strip()}
    (first, start), *others = ((int(year), place) for year, place in years.items())
    assert all(place - start == year - first for year, place in others)


@pytest.mark.parametrize(
    ("periods", "language", "said"),
    [
        (("2018-Q4", "2019-Q4", "2021-Q4"), "fr", ["", "T4 2018", "T4 2019", "", "T4 2021", ""]),
        (("2018-Q4", "2019-Q1", "2019-Q3"), "de", ["", "Q4 2018", "Q1 2019", "", "Q3 2019", ""]),
        (("2015-06", "2017"), "en", ["", "06/2015", "", "2017", ""]),
        (("2023-01", "2023-02", "2023-12"), "fr", ["01/2023", "02/2023", "12/2023"]),
        (("avant", "après"), "fr", ["avant", "après"]),
    ],
)
def test_the_axis_of_lines_is_to_scale_and_writes_periods_as_the_page_does(periods, language, said):
    values = tuple(Value(period, 10.0 + n, "") for n, period in enumerate(periods))
    spec = ChartSpec("line", "lines", "", "", "", (ChartSeries("", "out", values),), "", (), ())
    data, _ = timed(spec, Text(language))
    assert [category.label.strip() for category in data.categories] == said
    assert [value for value in data[0].values if value is not None] == [value.amount for value in values]


def test_years_without_room_on_the_axis_are_words_below_it_and_no_value_meets_a_break():
    selection = Selection(frontiers=("fr-ch",), direction="entrants")
    spec = next(piece.spec for piece in pieces_of(real.view(selection)) if isinstance(piece, Drawing))
    page = opened(selection)
    assert chart_of(page).chart.category_axis.tick_label_position == XL_TICK_LABEL_POSITION.NONE
    periods = [value.category for series in spec.series for value in series.values]
    texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
    assert [texts.count(period) for period in periods] == [1] * len(periods)
    every = slots(spec)
    ends = [(every.index(one.values[-1].category), every.index(two.values[0].category))
            for one, two in pairwise(spec.series)]  # fmt: skip
    # Half a figure such as 203 405 takes 40 of 476 px, a break 11.
    assert all((first - last) / len(every) * 476 / 2 > 40 + 11 / 2 for last, first in ends)


@pytest.mark.parametrize("selection", SOME, ids=lambda item: item.search)
def test_the_map_lies_in_named_layers_within_its_frame(selection):
    t = Text(selection.language)
    groups = {shape.name: shape for shape in opened(selection).shapes if shape.shape_type == 6}
    assert {t("pptx.layer.base"), t("pptx.layer.frontiers"), t("pptx.layer.labels"), t("pptx.layer.legend")} <= set(
        groups
    )
    assert (t("pptx.layer.flows") in groups) == bool(real.placed(selection, SLIDE).flows)
    inside = [
        groups[t(f"pptx.layer.{key}")]
        for key in ("base", "base_abroad", "fills", "water")
        if t(f"pptx.layer.{key}") in groups
    ]
    for shape in chain.from_iterable(leaves(group.shapes) for group in inside):
        left, top = shape.left / EMU, shape.top / EMU
        assert left >= 64 - 1
        assert top >= 172 - 1
        assert left + shape.width / EMU <= 1260 + 1
        assert top + shape.height / EMU <= 932 + 1


def test_each_flow_is_a_group_of_its_own_shapes():
    selection = Selection(frontiers=("fr-de",))
    flows = next(shape for shape in opened(selection).shapes if shape.name == "Flux")
    given = [placed.flow for placed in real.placed(selection, SLIDE).flows]
    assert [group.name for group in flows.shapes] == [f"{flow.name} {flow.value}" for flow in given]
    assert [group._element.find(".//{*}cNvPr").get("descr") for group in flows.shapes] == [flow.label for flow in given]


def test_the_permalink_is_a_link_on_the_slide():
    selection = Selection(frontiers=("fr-ch",))
    links = [
        run.hyperlink.address
        for shape in opened(selection).shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    ]
    assert links == [permalink(real.view(selection), EDITION.address)]


def test_the_speaker_notes_hold_the_figures_the_sources_and_the_permalink():
    view = real.view(Selection(frontiers=("fr-ch",)))
    notes = opened(Selection(frontiers=("fr-ch",))).notes_slide.notes_text_frame.text
    assert all(f"{figure.home_name} → {figure.work_name}" in notes for figure in view.figures)
    assert all(item.url in notes and in_words(item.accessed, "fr") in notes for item in references(view))
    assert permalink(view, EDITION.address) in notes


def test_the_file_says_what_it_is():
    core = Presentation(io.BytesIO(file_of(Selection(frontiers=("fr-ch",))))).core_properties
    view = real.view(Selection(frontiers=("fr-ch",)))
    assert (core.title, core.language) == (view.title, "fr")
    assert core.comments.startswith("https://lisiere.example/?frontiere=fr-ch")


def test_a_deck_is_cover_views_and_sources_each_with_its_number():
    selection = Selection(frontiers=("fr-ch", "gf-br"))
    each = [real.view(selection.but(frontiers=(frontier,))) for frontier in selection.frontiers]
    views = [*each, *(real.view(selection.but(view=name)) for name in ("comparer", "programme"))]
    slides = list(Presentation(io.BytesIO(b"".join(steps(real.view(selection), views, EDITION)))).slides)
    titles = [page.shapes.title.text_frame.text for page in slides]
    assert titles[1:5] == [view.title for view in views]
    assert "2" in titles[0]
    numbers = [len(page._element.findall(".//{*}fld[@type='slidenum']")) for page in slides]
    assert numbers == [0] + [1] * (len(slides) - 1)
    tables = [shape.table for page in slides[5:] for shape in page.shapes if shape.has_table]
    rows = [row.cells[0].text.replace("\n", " ") for table in tables for row in list(table.rows)[1:]]
    assert set(rows) == {item.text for view in views for item in references(view)}


def test_a_view_is_the_same_in_a_deck_as_by_itself():
    selection = Selection(view="programme", frontiers=("fr-ch", "gf-br"))
    alone = real.view(selection)
    page = list(Presentation(io.BytesIO(b"".join(steps(alone, [alone], EDITION)))).slides)[1]
    assert [shape.name for shape in page.shapes if shape.name != Text("fr")("pptx.number")] == [
        shape.name for shape in opened(selection).shapes
    ]


def agency(width, height):
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(width), Inches(height)
    presentation.slides.add_slide(presentation.slide_layouts[0])
    return presentation


def content(presentation):
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


@pytest.mark.parametrize("size", [(10, 7.5), (13.333, 7.5)])
def test_a_template_of_ones_own_takes_the_slide_below_its_title(size):
    template = template_of(content(agency(*size)), "agency.pptx")
    view = real.view(Selection(frontiers=("fr-de",)))
    presentation = Presentation(io.BytesIO(slide(view, EDITION, template)))
    assert len(presentation.slides) == 1
    page = presentation.slides[0]
    assert page.shapes.title.text_frame.text == view.title
    low = page.shapes.title.top + page.shapes.title.height
    others = [shape for shape in page.shapes if not shape.is_placeholder]
    assert min(shape.top for shape in others) >= low - Inches(0.2)
    assert max(shape.top + shape.height for shape in others) <= presentation.slide_height
    assert chart_of(page) is not None


def test_a_template_without_a_title_is_named_with_what_was_expected(tmp_path):
    presentation = Presentation()
    for layout in list(presentation.slide_layouts):
        if layout.name != "Blank":
            presentation.slide_layouts.remove(layout)
    file = tmp_path / "agency.pptx"
    file.write_bytes(content(presentation))
    with pytest.raises(TemplateError, match=r"agency\.pptx has no layout with a title placeholder"):
        read_template(file)


@pytest.mark.parametrize("text", [b"", b"PK nonsense", b"<html></html>"])
def test_a_broken_template_stops_the_start_with_one_sentence(tmp_path, text):
    file = tmp_path / "agency.pptx"
    file.write_bytes(text)
    with pytest.raises(
        SettingsError, match=r"LISIERE_TEMPLATE: .*agency\.pptx is no PowerPoint file, expected"
    ) as found:
        read_settings({"LISIERE_TEMPLATE": str(file)})
    assert "\n" not in str(found.value)


def test_a_template_that_is_not_there_stops_the_start():
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings({"LISIERE_TEMPLATE": "/nowhere/agency.pptx"})


def answered(client, query):
    response = client.get(f"/diapo.pptx{query}")
    assert response.status_code == 200
    assert response.mimetype.endswith("presentationml.presentation")
    return Presentation(io.BytesIO(response.data)).slides, response


def test_the_door_gives_a_slide_and_a_deck_of_several(client):
    slides, response = answered(client, "?frontiere=fr-ch")
    assert len(slides) == 1
    assert response.headers["Content-Disposition"] == 'attachment; filename="lisiere-fr-ch.pptx"'
    titles = [page.shapes.title.text_frame.text for page in answered(client, "?frontiere=fr-ch,fr-es")[0]]
    views = [real.view(Selection(view=name, frontiers=("fr-ch", "fr-es"))) for name in ("carte", *DECK_VIEWS)]
    assert titles[3:6] == [view.title for view in views]


def test_a_deck_of_a_comparison_shows_each_frontier_then_compares_them(client):
    titles = [page.shapes.title.text_frame.text for page in answered(client, "?vue=comparer&frontiere=fr-mc,fr-es")[0]]
    views = [real.view(Selection(frontiers=(frontier,))) for frontier in ("fr-mc", "fr-es")]
    views += [real.view(Selection(view=name, frontiers=("fr-mc", "fr-es"))) for name in ("comparer", "programme")]
    assert titles[1:5] == [view.title for view in views]


def test_a_bad_query_gives_the_slide_of_the_default_view(client):
    first = answered(client, "?frontiere=xx&jeu=oui")[0][0].shapes.title.text_frame.text
    assert first == answered(client, "")[0][0].shapes.title.text_frame.text


def test_the_whole_set_has_a_slide_for_every_frontier():
    assert selection_of(real.atlas(), "jeu=complet&langue=en") == Selection(frontiers=FRONTIER_IDS, language="en")
    assert selection_of(real.atlas(), "jeu=autre") == Selection()


def test_a_deck_tells_each_slide_and_then_gives_the_file(client):
    with client.get("/diapo.suivi?frontiere=fr-mc,mf-sx") as answer:
        lines, _, content = answer.data.partition(b"\n\n")
    said = lines.decode().split()
    assert said == [f"{n}/{len(said)}" for n in range(1, len(said) + 1)]
    assert len(Presentation(io.BytesIO(content)).slides) >= len(said) + 2


def test_who_leaves_a_deck_half_made_gives_its_turn_back(client):
    for _ in range(3):
        with client.get("/diapo.suivi?frontiere=fr-mc,mf-sx") as answer:
            assert answer.status_code == 200
            assert next(answer.iter_encoded()).endswith(b"\n")
    assert client.get("/diapo.pptx?frontiere=mf-sx").status_code == 200


def test_a_deck_that_fails_gives_its_turn_back(client, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("dashboard.slides.steps", lambda *_: 1 / 0)
        for _ in range(2):
            assert client.get("/diapo.suivi?frontiere=fr-mc,mf-sx").status_code == 500
    assert client.get("/diapo.pptx?frontiere=mf-sx").status_code == 200
