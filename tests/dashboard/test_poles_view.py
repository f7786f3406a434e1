"""The view of the poles: ties of two kinds, sizes, sheets, three maps, on the toy by hand and on the real tables."""

import dataclasses
import re
from functools import cache
from itertools import combinations

import pandas as pd
import pytest

from dashboard.compose import compose, vocabulary
from dashboard.compose.cooperations import JOINED, cooperations
from dashboard.placement import PAGE, PHONE, place
from dashboard.placement.formats import Role, wrap
from dashboard.renderings import plan_column, pptx_map, svg
from dashboard.renderings.plan import Drawing, Item, Words
from dashboard.renderings.pptx_style import Stage
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.svg_ties import ties_css
from dashboard.selection import MAPS, Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import Branch, MapScene, SearchBox, Table, View
from geodata.atlas import Atlas
from geodata.tables import COOPERATIONS, FRONTIER_IDS, THEMES
from tests import real, toy
from tests.contracts.test_views import BAD, TITLE_WIDTH, searches

TITLE = Role("title", 25, 600)


def toy_with(*rows: tuple) -> Atlas:
    """The toy atlas with these cooperations instead of its own."""
    frame = COOPERATIONS.plain.conform(pd.DataFrame.from_records(list(rows), columns=COOPERATIONS.plain.names))
    return dataclasses.replace(toy.atlas(), cooperations=frame)


def toy_view(search: str, atlas: Atlas | None = None) -> View:
    known = atlas or toy.atlas()
    return compose(known, parse(search, vocabulary(known)))


@cache
def shown(search: str) -> View:
    return real.view(parse(search, real.words()))


def scenes(view: View) -> list[MapScene]:
    return [view.map, *(inset.scene for inset in view.map.insets)]


def table(view: View, name: str) -> Table:
    return next(
        block for section in view.sections for block in section.blocks if isinstance(block, Table) and block.id == name
    )


def everywhere() -> list[str]:
    """Every kind of page of this view: each frontier, each map, each pole, each cooperation."""
    known = real.words()
    found = [f"?vue=poles&carte={name}" for name in MAPS]
    found += [f"?vue=poles&frontiere={frontier}" for frontier in FRONTIER_IDS]
    found += [f"?vue=poles&frontiere={frontier}&carte=gect" for frontier in FRONTIER_IDS]
    found += [f"?vue=poles&lieu={place}" for place in sorted(known.places) if place.startswith("pole:")]
    return [*found, *(f"?vue=poles&cooperation={item}" for item in sorted(known.cooperations))]


EVERYWHERE = everywhere()


@pytest.mark.parametrize(("chosen", "told"), [((), 1), (("fr-ch",), 1)])
def test_a_year_without_figures_is_said_where_flows_are_shown(chosen, told):
    def periods(**asked: str) -> list[str]:
        view = compose(toy.atlas(), Selection(view="poles", frontiers=chosen, **asked))
        return [note.text for note in view.notes if note.head == Text("fr")("filter.period")]

    assert ["Suisse (2021)" in text for text in periods(period="2006")] == [True] * told
    assert periods(period="2021") == periods(period="2006", map="gect") == []


@pytest.mark.parametrize(("frontier", "country"), [("fr-ad", "AD"), ("fr-mc", "MC"), ("fr-lu", "LU")])
def test_a_small_neighbour_is_named_where_it_lies(frontier, country):
    scene = shown(f"?vue=poles&frontiere={frontier}").map
    shape = scene.base.shape(f"c-country:{country}")
    named = [caption.point for caption in scene.captions if caption.kind == "country"]
    assert shape is not None and len(named) == 1 and shape.extent.holds(named[0])


# ---- Ties ----


def test_members_of_one_cooperation_are_tied_once_with_their_distance():
    ties = toy_view("?vue=poles&frontiere=fr-ch").map.ties
    assert [(tie.id, tie.kind, tie.style, tie.start, tie.end) for tie in ties] == [
        ("est.ouest", "institutional", "plain", (137100, 24000), (127100, 24000))
    ]
    # The toy's two poles lie 100 km apart.
    assert "Arc de l’Est" in ties[0].label and re.search(r"\b(99|100) km", ties[0].label.replace("\u00a0", " "))


def test_two_memberships_in_common_make_one_strong_tie_that_names_both():
    row = list(toy.COOPERATIONS[0])
    atlas = toy_with(tuple(row), ("second", "Second lien", *row[2:]))
    ties = toy_view("?vue=poles&frontiere=fr-ch", atlas).map.ties
    assert [tie.style for tie in ties] == ["strong"]
    assert "Arc de l’Est, Second lien" in ties[0].label


def test_what_is_kept_off_the_maps_ties_nobody():
    row = list(toy.COOPERATIONS[0])
    row[COOPERATIONS.plain.names.index("on_map")] = False
    view = toy_view("?vue=poles&frontiere=fr-ch", toy_with(tuple(row)))
    assert view.map.ties == ()
    assert len(table(view, "cooperations").rows) == 1


def test_a_figure_with_both_ends_known_is_a_functional_tie_from_home_to_work():
    ties = [tie for tie in toy_view("?vue=poles&lieu=pole:est").map.ties if tie.kind == "functional"]
    assert {(tie.start, tie.end, tie.value) for tie in ties} == {
        ((127100, 21500), (137100, 24000), "850"),
        ((127100, 26500), (137100, 24000), "150"),
    }


def test_a_filter_of_ties_leaves_the_other_kind():
    for search in ("?vue=poles&lieu=pole:est", "?vue=poles&frontiere=fr-ch"):
        institutional = toy_view(f"{search}&lien=institutional")
        assert {tie.kind for tie in institutional.map.ties} == {"institutional"} and institutional.map.flows == ()
        assert "institutional" not in {tie.kind for tie in toy_view(f"{search}&lien=functional").map.ties}


def test_a_theme_without_cooperation_says_so_and_ties_nobody():
    view = toy_view("?vue=poles&theme=health")
    assert [tie for scene in scenes(view) for tie in scene.ties] == []
    said = {text for where, text in real.texts(view.sections)}
    assert Text("fr")("poles.no_cooperation") in said


def test_the_two_kinds_of_tie_are_never_drawn_alike():
    css = ties_css(1.0)
    assert "stroke-dasharray" in re.findall(r"\.tie\.institutional \.line\{([^}]*)\}", css)[0]
    assert "stroke-dasharray" not in re.findall(r"\.tie\.functional \.line\{([^}]*)\}", css)[0]
    placed = place(toy_view("?vue=poles&lieu=pole:est").map, PAGE)
    assert {(item.tie.kind, bool(item.head)) for item in placed.ties} == {
        ("functional", True),
        ("institutional", False),
    }


def test_every_tie_joins_two_poles_that_share_the_cooperations_it_names():
    members = {item.name: set(item.poles) for item in cooperations(real.atlas())}
    found = 0
    for search in ("?vue=poles", *EVERYWHERE):
        for scene in scenes(shown(search)):
            marks = {mark.pole for mark in scene.marks}
            for tie in scene.ties:
                if tie.kind == "institutional":
                    pair = set(tie.id.split("."))
                    assert pair <= marks, (search, tie.id)
                    assert any(pair <= poles and name in tie.label for name, poles in members.items()), tie.label
                    found += 1
    assert found > 300


# ---- Sizes ----


def test_a_pole_without_the_figure_is_a_hollow_ring_of_the_least_size():
    marks = {mark.pole: mark for mark in toy_view("?vue=poles&frontiere=fr-ch&taille=jobs").map.marks}
    assert (marks["ouest"].grade, marks["est"].grade) == (1, 0)
    assert "emplois non lus" in marks["est"].label
    view = toy_view("?vue=poles&frontiere=fr-ch&taille=jobs")
    assert "ring-missing" in {state.sign for state in view.map.legend.states}
    placed = place(view.map, PAGE)
    radii = {item.mark.pole: item.radius for item in placed.marks}
    assert radii["est"] < radii["ouest"]
    assert 'class="ring far network missing"' in svg.picture(view, form=PAGE, lines=())


def test_more_inhabitants_never_make_a_smaller_ring():
    for search in ("?vue=poles&frontiere=fr-ch", "?vue=poles&frontiere=fr-lu"):
        people = {row.id: row.population for row in real.atlas().poles.itertuples()}
        placed = sorted(place(shown(search).map, PAGE).marks, key=lambda item: people[item.mark.pole])
        assert [item.radius for item in placed] == sorted(item.radius for item in placed)


@pytest.mark.parametrize("form", [PAGE, PHONE], ids=lambda form: form.name)
def test_no_ring_of_these_maps_is_left_out(form):
    for frontier in FRONTIER_IDS:
        scene = shown(f"?vue=poles&frontiere={frontier}").map
        assert {item.mark.pole for item in place(scene, form).marks} == {mark.pole for mark in scene.marks}, frontier


@pytest.mark.parametrize("form", [PAGE, PHONE], ids=lambda form: form.name)
def test_labels_never_overlap(form):
    for search in ("?vue=poles", *EVERYWHERE[:27], "?vue=poles&lieu=pole:besancon", "?vue=poles&lieu=pole:metz"):
        boxes = [label.box for label in place(shown(search).map, form).labels]
        hit = [
            (one, two)
            for one, two in combinations(boxes, 2)
            if one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
        ]
        assert hit == [], search


# ---- Sheets ----


def test_all_cooperations_are_listed_and_each_leads_to_its_sheet():
    rows = table(shown("?vue=poles"), "cooperations").rows
    every = cooperations(real.atlas())
    assert sorted(row[0].text for row in rows) == sorted(item.name for item in every)
    for row, item in zip(rows, every, strict=True):
        assert parse(row[0].search, real.words()).cooperation == item.id
        assert shown(row[0].search).title == item.name


def test_a_search_finds_a_cooperation_by_a_member_without_accents():
    view = shown("?vue=poles&q=epinal")
    names = {row[0].text for row in table(view, "cooperations").rows}
    assert "Pôle métropolitain européen du Sillon Lorrain" in names
    box = next(block for block in view.sections[-1].blocks if isinstance(block, SearchBox))
    assert box.value == "epinal" and f"{len(names)} sur" in box.found


def test_a_member_that_joined_later_says_so_and_the_others_only_give_the_foundation():
    view = shown("?vue=poles&cooperation=pole-centre-franche-comte")
    since = {row[0].text: (row[1].text, row[1].note) for row in table(view, "members").rows if row[1].text}
    t = Text("fr")
    assert since["Morteau"] == ("2018", t("poles.joined"))
    assert since["Besançon"] == ("2012", t("poles.founded"))
    assert JOINED.search("CC du Val de Morteau (2018)")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=health", "Thème\u00a0: Santé"),
        ("genre=gect", "Genre de coopération\u00a0: GECT"),
        ("theme=economy&genre=gect", "Thème\u00a0: Économie\u00a0; Genre de coopération\u00a0: GECT"),
    ],
)
def test_what_counts_the_cooperations_of_one_theme_or_kind_says_so(query, said):
    pole, every = shown(f"?vue=poles&lieu=pole:strasbourg&{query}"), shown(f"?vue=poles&{query}")
    assert pole.subtitle.endswith(f" · {said}")
    assert pole.sections[0].note.startswith(f"{said}. ")
    assert any(fact.note.startswith(f"{said}\u00a0; ") for fact in pole.facts)
    assert every.facts[1].note.startswith(f"{said}\u00a0; ")


def test_a_pole_without_a_cooperation_of_a_theme_is_not_said_to_have_none():
    *_, said = shown("?vue=poles&lieu=pole:strasbourg&theme=economy").sections[0].blocks
    assert isinstance(said, Branch) and said.head.text == Text("fr")("poles.no_cooperation")


def test_the_sheet_of_besancon_says_what_is_asked_of_it():
    view = shown("?vue=poles&lieu=pole:besancon")
    assert "47 km" in view.title.replace("\u00a0", " ") and "France – Suisse" in view.title
    assert "Pôle métropolitain Centre Franche-Comté" in {row[0].text for row in table(view, "memberships").rows}
    assert {row[0].text for row in table(view, "commuters").rows} >= {"Doubs → Suisse", "Doubs → Vaud"}
    assert table(view, "actions").rows and table(view, "passages").rows
    assert [mark.pole for mark in view.map.marks if mark.chosen] == ["besancon"]


def test_a_perimeter_holds_the_finest_members_of_each_side_and_no_divided_state():
    fills = {fill.territory for fill in shown("?vue=poles&cooperation=eurodistrict-saarmoselle").map.fills}
    assert "nuts3:DEC01" in fills
    for search in EVERYWHERE:
        states = {fill.territory for scene in scenes(shown(search)) for fill in scene.fills}
        assert states & {"country:FR", "country:DE", "country:CH", "country:ES", "country:IT", "country:BE"} == set()


def test_a_perimeter_of_the_toy_is_its_cantons_and_a_region_stands_for_its_parts():
    row = list(toy.COOPERATIONS[0])
    row[COOPERATIONS.plain.names.index("member_places")] = "country:FR canton:EE departement:91"
    view = toy_view("?vue=poles&cooperation=arc", toy_with(tuple(row)))
    assert {fill.territory for fill in view.map.fills} == {"nuts3:CH0", "nuts3:FRS"}


# ---- The programme's three maps ----


def test_the_map_of_gects_shades_member_territories_by_how_many_claim_them():
    view = shown("?vue=poles&carte=gect")
    assert len(table(view, "cooperations").rows) == sum(item.kind == "gect" for item in cooperations(real.atlas()))
    ramp = view.map.legend.ramp
    assert ramp is not None and {fill.style for fill in view.map.fills} == set(ramp.styles) and view.map.flows == ()


def test_a_territory_of_two_cooperations_is_darker_than_one_of_one():
    names, row = COOPERATIONS.plain.names, list(toy.COOPERATIONS[0])
    row[names.index("member_places")] = "canton:EE departement:91"
    other = ["second", "Second lien", *row[2:]]
    other[names.index("member_places")] = "canton:EE"
    view = toy_view("?vue=poles&carte=gect", toy_with(tuple(row), tuple(other)))
    assert {fill.territory: fill.style for fill in view.map.fills} == {"nuts3:CH0": "r5", "nuts3:FRS": "r1"}
    ramp = view.map.legend.ramp
    assert ramp is not None and ramp.limits == ("2",)


def test_the_map_of_the_network_names_whom_a_document_names_and_says_that_the_list_is_missing():
    view = shown("?vue=poles&carte=reseau")
    assert [mark.pole for mark in view.map.marks] == ["besancon"]
    assert [fill.territory for inset in view.map.insets for fill in inset.scene.fills] == ["nuts3:FRY30", "country:MF"]
    assert [fact.tone for fact in view.facts] == ["ink", "missing"]
    assert table(view, "passages").rows


def test_the_map_of_flows_is_the_overview():
    drawn = [(flow.id, flow.workers, flow.value) for flow in shown("?vue=poles&carte=flux").map.flows]
    assert drawn == [(flow.id, flow.workers, flow.value) for flow in real.view(Selection()).map.flows]


def test_each_map_is_one_click_away_from_any_page_of_the_view():
    for search in ("?vue=poles", "?vue=poles&frontiere=gf-br", "?vue=poles&lieu=pole:besancon"):
        maps = next(item for item in shown(search).filters if item.id == "map")
        assert {parse(option.search, real.words()).map for option in maps.options} == {"", *MAPS}
        assert maps.open


def test_every_theme_is_a_filter():
    themes = next(item for item in shown("?vue=poles").filters if item.id == "theme")
    assert [parse(option.search, real.words()).theme for option in themes.options] == ["", *THEMES]


def test_a_theme_counts_alike_in_figures_tables_and_on_a_poles_sheet():
    view = shown("?vue=poles&theme=health")
    health = [item for item in cooperations(real.atlas()) if item.theme == "health"]
    assert view.facts[1].value == str(len(health)) == str(len(table(view, "cooperations").rows))
    for row, frontier in zip(table(view, "compared").rows, FRONTIER_IDS, strict=True):
        assert row[3].text == str(sum(frontier in item.frontiers for item in health)), frontier
    sheet = shown("?vue=poles&theme=economy&lieu=pole:besancon")
    assert {row[2].text for row in table(sheet, "memberships").rows} == {Text("fr")("theme.economy")}
    assert sheet.facts[2].value == str(len(table(sheet, "memberships").rows))


def test_the_note_on_a_poles_actions_names_the_year_of_the_programme():
    atlas = dataclasses.replace(real.atlas(), programme="mot-programme-2026")
    known = parse("?vue=poles&lieu=pole:besancon", real.words())
    near = next(section for section in compose(atlas, known).sections if section.id == "actions")
    assert "2026" in near.note and "2021" not in near.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_of_a_pole_or_a_cooperation_has_a_chart_or_a_list(language):
    t = Text(language)
    for search in EVERYWHERE[27:]:
        view = shown(search if language == "fr" else f"{search}&langue={language}")
        pieces = plan_column.column(view, t)
        assert any(isinstance(piece, Drawing | Item) for piece in pieces), search
        assert t("slide.why") not in {piece.text for piece in pieces if isinstance(piece, Words)}, search


def test_every_chart_of_the_poles_names_what_it_was_measured_on_or_read_in():
    for search in ("?vue=poles", *EVERYWHERE):
        for chart in shown(search).charts:
            assert chart.sources, (search, chart.id)


# ---- All pages ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_view_stands_in_each_language(language):
    for search in ("?vue=poles", *EVERYWHERE):
        view = shown(f"{search}&langue={language}" if language != "fr" else search)
        assert view.title and view.subtitle and view.map.alt and view.facts and view.sections, search
        assert len(wrap(view.title, TITLE, 1.0, TITLE_WIDTH)) <= 2, view.title
        found = {text for where, text in real.texts(view) if not where.endswith("search") and BAD.search(text)}
        assert {text for text in found if "{limit}" not in text} == set(), search


def test_every_link_of_these_pages_is_a_canonical_address():
    known = real.words()
    found = {search for page in ("?vue=poles", *EVERYWHERE[:40]) for search in searches(shown(page))}
    assert [search for search in sorted(found) if parse(search, known).search != search] == []


def test_another_view_is_reached_without_what_belongs_to_this_one():
    for tab in shown("?vue=poles&cooperation=eucor&lien=functional&taille=jobs&systeme=network").tabs:
        if tab.search and not tab.selected:
            assert not re.search("cooperation|lien|taille|systeme|genre|carte=", tab.search), tab.search


def test_a_legend_says_what_is_drawn_and_nothing_else():
    for search in ("?vue=poles", *EVERYWHERE):
        view = shown(search)
        signs = {state.sign for state in view.map.legend.states}
        ties = {tie.kind for scene in scenes(view) for tie in scene.ties}
        assert {sign for sign in signs if sign in ("tie-functional", "tie-institutional")} == {
            f"tie-{kind}" for kind in ties
        }, search
        assert any(flow.scaled for flow in view.map.flows) == (view.map.legend.wedge is not None), search


def test_a_slide_holds_each_tie_as_a_named_shape():
    placed = real.placed(parse("?vue=poles&frontiere=fr-ch", real.words()), PAGE)
    canvas = Canvas(Stage(), "fr")
    pptx_map.draw_map(canvas, placed, 0, 0, Text("fr"))
    drawn = "".join(canvas.parts)
    for item in placed.ties:
        assert f'name="{item.tie.label}"'.replace("&", "&amp;") in drawn
    assert drawn.count('prstDash val="sysDot"') + drawn.count('prstDash val="dash"') >= len(placed.ties)
