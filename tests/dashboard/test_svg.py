"""The map as markup: well formed, every reference inside, texts escaped, what is drawn is what was placed."""

import random
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from dashboard import theme
from dashboard.compose.classes import style_of
from dashboard.placement import FORMATS, PAGE, PHONE, SLIDE, place
from dashboard.renderings import svg
from dashboard.renderings.svg_parts import fixed_markup
from dashboard.renderings.svg_shapes import bow, points, ribbon
from dashboard.selection import Selection
from dashboard.view import Caption, Fill, Flow, Legend, LegendState, Mark, Ramp, View
from tests import real
from tests.dashboard.test_series import row

TRAP = """<&">'</text><script>alert(1)</script>"""
LINES = ("Source : Insee & OFS <2021>", "1 « deux »")
SOME = random.Random(9).sample(real.SELECTIONS, 24)


@cache
def section(selection: Selection) -> str:
    return svg.map_section(real.view(selection))


@cache
def picture(selection: Selection, name: str = "page") -> str:
    return svg.picture(real.view(selection), form=FORMATS[name], lines=LINES)


def parsed(markup: str) -> ElementTree.Element:
    """The markup as XML; HTML's boolean attributes get a value first."""
    return ElementTree.fromstring(re.sub(r" hidden(?=[ >])", ' hidden=""', markup))


def ids(markup: str) -> list[str]:
    return [node.attrib["id"] for node in parsed(markup).iter() if "id" in node.attrib]


def said(root, name):
    return root.find("{*}" + name).text


def references(markup: str) -> set[str]:
    """What `href="#…"` and `url(#…)` point to; the `#` of a colour has no place in either."""
    return set(re.findall(r'href="#([^"]+)"', markup)) | set(re.findall(r"url\(#([^)]+)\)", markup))


def changed_maps(selection: Selection) -> list[dict[str, Any]]:
    """What changes with a selection in the map of the desk, then of the phone."""
    return [svg.fragment(real.view(selection), form)["maps"][form.name] for form in svg.PAGE_FORMATS]


def fragments(selection: Selection) -> str:
    return "<g>" + "".join(part["scene"] + part["fixed"] for part in changed_maps(selection)) + "</g>"


def with_scene(view: View, **parts) -> View:
    return replace(view, map=replace(view.map, **parts))


# ---- Well formed ----


@pytest.mark.parametrize("selection", real.SELECTIONS, ids=lambda selection: selection.search)
def test_every_picture_is_a_well_formed_svg_by_itself(selection):
    markup = picture(selection)
    root = parsed(markup)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert said(root, "title") == real.view(selection).title
    assert said(root, "desc") == real.view(selection).map.alt
    assert references(markup) <= set(ids(markup))
    assert max(Counter(ids(markup)).values()) == 1
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", re.sub(r">[^<]*<", "><", markup))


@pytest.mark.parametrize("selection", SOME, ids=lambda selection: selection.search)
def test_every_served_section_is_well_formed_and_whole(selection):
    markup = section(selection)
    assert references(markup) <= set(ids(markup))
    assert max(Counter(ids(markup)).values()) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_stands_in_every_format(name):
    root = parsed(picture(Selection(frontiers=("fr-ch",)), name))
    assert float(root.get("width")) == FORMATS[name].width
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_a_picture_asks_for_nothing_from_elsewhere():
    for selection in (Selection(), Selection(frontiers=("fr-ch",)), Selection(frontiers=("gf-br",))):
        found = set(re.findall(r"(?:https?:)?//[^\s\"'<)]+", picture(selection)))
        assert found == {"http://www.w3.org/2000/svg"}


def test_a_picture_carries_its_sources_as_text_and_as_metadata():
    root = parsed(picture(Selection()))
    assert said(root, "metadata") == " | ".join(LINES)
    assert set(LINES) <= {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}


def test_a_picture_has_no_links_and_names_its_features():
    root = parsed(picture(Selection(frontiers=("fr-de",))))
    assert list(root.iter("{*}a")) == []
    assert all(node.get("aria-label") for node in root.iter() if node.get("data-kind"))


# ---- A page goes from any view to any other ----


def test_what_a_change_refers_to_is_in_every_served_page():
    changes = [
        Selection(frontiers=frontiers, direction=way) for frontiers in real.CHOICES for way in ("sortants", "entrants")
    ]
    found = set()
    for frontiers in real.CHOICES:
        served = set(ids(section(Selection(frontiers=frontiers))))
        for change in changes:
            markup = fragments(change)
            frames = {part["frame"] for part in changed_maps(change)}
            wanted = references(markup) | {f"base-{frame}" for frame in frames}
            missing = wanted - served - set(ids(markup))
            found |= (
                {(",".join(frontiers) or "all", change.search, sorted(missing)[0], len(missing))} if missing else set()
            )
    assert found == set()


def test_a_change_draws_what_the_served_page_would_have_drawn():
    for selection in SOME[:8]:
        markup = section(selection)
        for part in changed_maps(selection):
            assert part["scene"] in markup and part["fixed"] in markup and part["ground"] in markup


def test_a_change_is_small():
    sizes = {
        selection.search: sum(len(part["scene"]) + len(part["fixed"]) for part in changed_maps(selection))
        for selection in SOME
    }
    assert max(sizes.values()) < 150_000, max(sizes, key=sizes.get)


# ---- Escaping ----


def trapped() -> View:
    """A view in which every text that comes from the data would break the markup."""
    view = real.view(Selection(frontiers=("fr-ch",)))
    point = view.map.marks[0].point
    inset = replace(real.view(Selection()).map.insets[0], title=TRAP)
    imported = replace(next(shape for shape in view.map.base.drawn if shape.kind == "territory"), id=TRAP)
    return replace(
        with_scene(
            view,
            base=replace(view.map.base, finer=(imported,)),
            fills=(Fill("nuts3:CH013", "r1", TRAP, f"?lieu={TRAP}"), Fill(TRAP, "secret", TRAP, selected=True)),
            flows=(
                Flow(TRAP, "fr-ch", "out", 9.0, (1.0, 0.0), point, None, None, "solid", TRAP, TRAP, TRAP, TRAP, TRAP),
            ),
            marks=(Mark(TRAP, TRAP, point, 1, TRAP, TRAP),),
            captions=(Caption("country", TRAP, point, TRAP, TRAP),),
            lines=tuple(replace(line, label=TRAP, search=TRAP, name=TRAP) for line in view.map.lines),
            legend=Legend(Ramp(TRAP, TRAP, (TRAP,), 2), None, (LegendState("caution", TRAP),)),
            insets=(inset,),
            alt=TRAP,
        ),
        title=TRAP,
        subtitle=TRAP,
        search=TRAP,
    )


@pytest.mark.parametrize(
    "draw", [svg.map_section, lambda view: svg.picture(view, form=PAGE, lines=(TRAP,))], ids=["page", "picture"]
)
def test_texts_of_the_data_never_become_markup(draw):
    markup = draw(trapped())
    root = parsed(markup)
    assert "<script" not in markup
    assert not list(root.iter("script")) and not list(root.iter("{http://www.w3.org/2000/svg}script"))
    labels = [node.get("aria-label") for node in root.iter() if node.get("data-kind")]
    assert labels.count(TRAP) >= 3


def test_texts_of_the_data_arrive_as_they_are():
    root = parsed(svg.picture(trapped(), form=SLIDE, lines=(TRAP,)))
    assert said(root, "title") == said(root, "desc") == said(root, "metadata") == TRAP


# ---- What is drawn is what was placed ----


def features(markup: str) -> Counter:
    return Counter(
        (node.get("data-kind"), node.get("data-id")) for node in parsed(markup).iter() if node.get("data-kind")
    )


@pytest.mark.parametrize("form", [PAGE, PHONE], ids=lambda form: form.name)
def test_every_placed_feature_is_drawn_once(form):
    for selection in SOME:
        placed = real.placed(selection, form)
        part = svg.fragment(real.view(selection), form)["maps"][form.name]
        scenes = (placed, *(inset.placed for inset in placed.insets))
        wanted = Counter(
            key
            for scene in scenes
            for key in (
                *(("territory", fill.territory) for fill in scene.scene.fills),
                *(("frontier", line.frontier) for line in scene.scene.lines),
                *(("flow", flow.flow.id) for flow in scene.flows),
                *(("pole", mark.mark.pole) for mark in scene.marks),
            )
        )
        assert features(f"<g>{part['scene']}{part['fixed']}</g>") == wanted, selection.search


def test_every_label_is_written_word_for_word():
    for selection in SOME:
        placed = real.placed(selection, PAGE)
        root = parsed(f"<g>{svg.fragment(real.view(selection))['maps']['page']['scene']}</g>")
        written = Counter(
            node.text
            for group in root.iter("g")
            if (group.get("class") or "").startswith("label ")
            for node in group.iter("text")
        )
        assert written == Counter(line.text for label in placed.labels for line in label.lines), selection.search


def test_features_with_an_address_are_links_and_the_others_can_be_focused():
    root = parsed(f"<g>{svg.fragment(real.view(Selection(frontiers=('fr-de',))))['maps']['page']['scene']}</g>")
    found = [node for node in root.iter() if node.get("data-kind")]
    assert {node.tag for node in found} == {"a"}
    for node in found:
        assert node.get("href", "?").startswith("?")
        assert bool(node.get("href")) != (node.get("tabindex") == "0")


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_the_swatches_of_the_legend_are_the_colours_of_the_classes(count):
    limits = tuple(1_000.0 * (step + 1) for step in range(count))
    styles = [style_of(row(500.0 + 1_000 * step), limits) for step in range(count + 1)]
    view = real.view(Selection(frontiers=("fr-de",)))
    ramp = Ramp("Lieu", "2021", tuple(map(str, limits)), count + 1)
    drawn = place(replace(view.map, legend=Legend(ramp)), PAGE)
    root = parsed(f"<g>{fixed_markup(drawn, 'page')}</g>")
    assert [node.get("class") for node in root.iter("rect") if re.fullmatch(r"r\d", node.get("class") or "")] == styles


def test_no_class_of_the_map_is_drawn_without_a_swatch_of_its_colour():
    for frontier in ("fr-be", "fr-de", "fr-ch", "fr-lu"):
        for series in ("", *sorted(real.words().series)):
            for direction in ("sortants", "entrants"):
                view = real.view(Selection(frontiers=(frontier,), series=series, direction=direction))
                classes = {fill.style for fill in view.map.fills if re.fullmatch(r"r\d", fill.style)}
                swatches = set(view.map.legend.ramp.styles) if view.map.legend.ramp else set()
                assert classes <= swatches, view.search


def test_a_frontier_that_nobody_measures_is_hatched():
    root = parsed(f"<g>{fragments(Selection())}</g>")
    bands = {node.get("data-band"): node for node in root.iter("use") if node.get("data-band")}
    assert "hatch" in bands["fr-uk"].attrib["style"] and "hatch" in bands["gf-br"].attrib["style"]
    assert bands["fr-ch"].get("style") is None


def test_missing_territories_are_patterned():
    view = real.view(Selection(frontiers=("fr-ch",)))
    place_, *_ = [fill.territory for fill in view.map.fills]
    for style, pattern in (("secret", "secret"), ("not-collected", "hatch"), ("caution", "caution")):
        drawn = with_scene(view, fills=(Fill(place_, style, "n.c."),))
        scene = svg.fragment(drawn)["maps"]["page"]["scene"]
        assert (
            f'data-style="{style}"' in scene
            and f"fill:url(#page-{pattern})" in scene
            and f'id="page-{pattern}"' in scene
        )


def test_colours_are_those_of_the_theme():
    known = set(theme.colors().values())
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", picture(Selection()))) <= known


def test_drawing_twice_gives_the_same():
    view = real.view(Selection(frontiers=("fr-lu",)))
    assert svg.fragment(view) == svg.fragment(view)
    assert svg.picture(view, form=PAGE, lines=LINES) == svg.picture(view, form=PAGE, lines=LINES)


def test_a_flow_without_taper_starts_round_and_its_sides_are_a_parabola_each_where_it_passes_by_their_points():
    # y = x² / 10 between 0 and 20, its control point where the tangents meet: (10, 0).
    side = tuple((x, x * x / 10) for x in (0.0, 5.0, 10.0, 15.0, 20.0))
    assert bow(side) == "M0 0q10 0 20 40"
    head = ((22.0, 38.0), (24.0, 50.0), (30.0, 40.0))
    back = tuple((x + 5, y) for x, y in reversed(side))
    start = "a2.5 2.5 0 0 0 -5 0z"
    assert ribbon((*side, *head, *back), 5) == f"M0 0q10 0 20 40l2 -2 2 12 6 -10 -5 0q-10 -40 -20 -40{start}"
    bent = (side[0], (0.0, 9.0), *side[2:])
    assert ribbon((*bent, *head, *back), 5) == points((*bent, *head, *back)) + start


def test_rounding_does_not_add_up_along_a_flow():
    side = tuple((x + 0.04, 0.04) for x in (0.0, 10.0, 20.0))
    steps = re.findall(r"-?[\d.]+", ribbon((*side, (20.0, 5.0), (30.06, 0.06), (20.0, -5.0), *reversed(side)), 3))
    assert [float(step) for step in steps[:6]] == [0.0, 0.0, 10.0, 0.0, 20.0, 0.0]
    assert [float(step) for step in steps[6:12]] == [0.0, 5.0, 10.1, -4.9, -10.1, -5.1]


@pytest.mark.parametrize(("style", "gates"), [("solid", 1), ("dashed", 0)])
def test_a_frontier_shows_once_in_all_bodies_of_its_flows_and_in_no_thread(style, gates):
    view = real.view(Selection(frontiers=("fr-ch",)))
    first = view.map.flows[0]
    flows = tuple(replace(first, id=f"{first.id}.{n}", workers=1_000 * (n + 1), style=style) for n in range(3))
    scene = svg.fragment(with_scene(view, flows=flows))["maps"]["page"]["scene"]
    assert scene.count('data-kind="flow"') == 3
    assert scene.count('class="gate"') == scene.count('<clipPath id="page-gate-fr-ch">') == gates
    clip = re.search(r'<clipPath id="page-gate-fr-ch"><path d="([^"]*)"', scene)
    bodies = re.findall(r'class="body" d="([^"]*)"', scene)
    assert (clip[1] if clip else "") == ("".join(bodies) if gates else "")


@pytest.mark.parametrize("selection", [one for one in SOME if one.view == "carte"] + [
    Selection(frontiers=("fr-de",), direction="entrants"), Selection(frontiers=("fr-de",), direction="deux"),
])  # fmt: skip
def test_a_sign_of_the_legend_has_the_direction_of_the_flows_that_wear_it(selection):
    scene = real.view(selection).map
    for state in (state for state in scene.legend.states if state.sign in ("dashed", "tint")):
        assert state.direction in {flow.direction for flow in scene.flows if flow.style == state.sign}
    if scene.legend.wedge:
        assert scene.legend.wedge.direction in {flow.direction for flow in scene.flows if flow.scaled}


def test_the_wedge_of_inbound_flows_is_hollow_as_they_are():
    drawn = svg.picture(real.view(Selection(frontiers=("fr-be",), direction="entrants")), form=PAGE, lines=LINES)
    assert re.search(rf"\.s-in\{{fill:{theme.color('paper')};stroke:{theme.color('in')}", drawn)
    assert re.search(r'class="s-in".*class="gate in"', drawn)
