"""What holds for the View of every frontier, direction and language on the real tables."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import pytest

from dashboard.compose import compose
from dashboard.compose.index import index
from dashboard.placement.formats import Role, wrap
from dashboard.selection import DIRECTIONS, Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import View
from geodata.tables import ACTION_STATUSES, FRONTIER_IDS, SCHEMAS, THEMES
from tests import real

# The title sentence of the page: 25 px semibold over a map of 878 px (LOOK.md).
TITLE, TITLE_WIDTH = Role("title", 25, 600), 878
BAD = re.compile(r"\bnan\b|\bNone\b|[{}]|\bTrue\b|\bFalse\b|  |^[\s,;]|\( *\)")


def some_selections(count: int, seed: int) -> list[Selection]:
    """Selections of several filters at once, as links of the page may chain them."""
    chance, known = random.Random(seed), real.words()
    choices = {
        "direction": DIRECTIONS,
        "language": LANGUAGES,
        "period": sorted(known.periods),
        "series": sorted(known.series),
        "axis": ("1", "2", "3"),
        "sub_axis": sorted(known.sub_axes),
        "priority": ("1",),
        "status": ACTION_STATUSES,
        "theme": THEMES,
        "action": sorted(known.actions),
        "place": sorted(known.places),
    }
    found = []
    for _ in range(count):
        kept = set(chance.sample(FRONTIER_IDS, chance.choice((0, 1, 1, 1, 2, 4))))
        names = chance.sample(sorted(choices), chance.randint(1, 4))
        frontiers = tuple(frontier for frontier in FRONTIER_IDS if frontier in kept)
        found.append(Selection(frontiers=frontiers, **{name: chance.choice(choices[name]) for name in names}))
    return found


SELECTIONS = (*real.SELECTIONS, *some_selections(60, seed=5))


def views() -> Iterator[tuple[str, View]]:
    for selection in SELECTIONS:
        yield selection.search, real.view(selection)


def searches(view: View) -> list[str]:
    return [text for where, text in real.texts(view) if where.endswith(".search") and text]


# ---- Every view stands ----


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("frontier", FRONTIER_IDS)
def test_every_frontier_composes(frontier, direction, language):
    selection = Selection(frontiers=(frontier,), direction=direction, language=language)
    view = real.view(selection)
    assert (view.search, view.language) == (selection.search, language)
    assert view.title and view.subtitle and view.map.alt
    assert [line.frontier for line in view.map.lines if line.emphasis == "selected"] == [frontier]
    assert [row.frontier for row in (*view.rail.rows, *view.rail.missing) if row.selected and row.frontier] == [
        frontier
    ]
    assert view.facts and view.notes and view.actions.title


def test_every_frontier_is_once_in_the_rail():
    for where, view in views():
        rows = [row.frontier for row in (*view.rail.rows, *view.rail.missing) if row.frontier]
        assert sorted(rows) == sorted(FRONTIER_IDS), where


def test_a_title_fits_two_lines():
    chosen = (
        *SELECTIONS,
        *(
            Selection(frontiers=FRONTIER_IDS[:count], language=language)
            for count in (3, 5, 8, 12)
            for language in LANGUAGES
        ),
    )
    every = {real.view(selection).title for selection in chosen}
    every |= {real.view(Selection(action=action)).title for action in real.words().actions}
    assert {title for title in every if len(wrap(title, TITLE, 1.0, TITLE_WIDTH)) > 2} == set()


def test_no_text_shows_its_machinery():
    # The one template of a View: placement alone knows which width is minimal.
    filled_later = ".map.legend.wedge.minimum"
    found = {
        (where, text)
        for _, view in views()
        for where, text in real.texts(view)
        if not where.endswith("search") and where not in (filled_later, ".actions.groups.rows.raw") and BAD.search(text)
    }
    assert found == set()


def test_a_view_speaks_its_own_language():
    for language, other in (("fr", "en"), ("en", "de"), ("de", "fr")):
        view = real.view(Selection(frontiers=("fr-ch",), language=language))
        shown = {text for _, text in real.texts(view)}
        own, foreign = Text(language), Text(other)
        for key in ("rail.title", "rail.missing", "filter.direction", "note.source", "frontier.fr-ch.neighbour"):
            assert own(key) in shown, key
            if foreign(key) not in {own(name) for name in ("rail.title", "filter.direction")}:
                assert foreign(key) not in shown or foreign(key) == own(key), key


# ---- Every number has its source ----


def test_every_figure_has_a_source_that_resolves():
    known = set(real.atlas().sources["id"])
    licences = dict(zip(real.atlas().sources["id"], real.atlas().sources["licence"], strict=True))
    for where, view in views():
        for figure in view.figures:
            assert figure.source in known, where
            assert figure.licence == licences[figure.source], where
            assert figure.field and figure.home_name and figure.work_name, where


def test_every_figure_is_a_row_of_the_flow_table():
    flows = real.atlas().flows
    columns = ["home", "work", "frontier", "period", "sex", "field", "source"]
    published = {tuple(row[:-1]): row[-1] for row in flows[[*columns, "workers"]].itertuples(index=False)}
    for where, view in views():
        for figure in view.figures:
            workers = published[tuple(getattr(figure, name) for name in columns)]
            assert figure.workers == (None if pd.isna(workers) else workers), where


def test_every_source_of_a_shown_figure_is_cited():
    for where, view in views():
        cited = {reference.id for note in view.notes for reference in note.references}
        assert {figure.source for figure in view.figures if figure.workers is not None} <= cited, where


def test_every_key_figure_names_its_source():
    for where, view in views():
        # The count of unmeasured frontiers is the atlas's own.
        unsourced = [fact for fact in view.facts if not fact.sources and fact.tone not in ("missing", "ink")]
        assert unsourced == [], where


def test_every_number_on_the_map_is_a_figure_of_the_view():
    for where, view in views():
        amounts = {figure.workers for figure in view.figures if figure.workers is not None}
        # Where some frontiers are chosen the others stay as a faded ground.
        assert {flow.workers for flow in view.map.flows if flow.emphasis == "plain"} <= amounts, where


def test_every_chart_has_all_that_defends_it():
    for where, view in views():
        for chart in view.charts:
            assert all((chart.title, chart.caption, chart.alt, chart.unit, chart.columns, chart.rows, chart.sources)), (
                where
            )
            assert {len(row) for row in chart.rows} == {len(chart.columns)}, where
            assert chart.series and all(series.values for series in chart.series), where
            assert not chart.totals or all(len(series.values) == len(chart.totals) for series in chart.series), where


def test_lines_of_one_chart_never_share_a_stretch_of_time():
    for where, view in views():
        for chart in view.charts:
            if chart.kind == "lines":
                spans = sorted((series.values[0].category, series.values[-1].category) for series in chart.series)
                assert all(first[1] < second[0] for first, second in pairwise(spans)), where


# ---- Missing is never zero ----


def test_a_figure_is_missing_exactly_where_its_status_says_why():
    for where, view in views():
        for figure in view.figures:
            assert (figure.workers is None) == (figure.status != "observed"), where
        values = [value for chart in view.charts for series in chart.series for value in series.values]
        for value in values:
            assert (value.amount is None) == (value.status in ("secret", "not-collected")), where


def test_missing_is_written_as_missing():
    for where, view in views():
        missing = Text(view.language)("value.missing")
        absent = Text(view.language)("value.absent")
        assert {fact.value for fact in view.facts if fact.tone == "missing"} <= {missing, absent}, where
        assert {row.value for row in view.rail.missing} == {missing}, where
        assert {row.share for row in (*view.rail.rows, *view.rail.missing) if row.value in (missing, absent)} <= {
            None
        }, where
        scenes = (view.map, *(inset.scene for inset in view.map.insets))
        captions = [caption for scene in scenes for caption in scene.captions if caption.kind == "missing"]
        assert {caption.value for caption in captions} <= {missing, absent}, where


def test_no_zero_is_written_for_workers():
    for where, view in views():
        shown = [row.value for row in (*view.rail.rows, *view.rail.missing)] + [flow.value for flow in view.map.flows]
        assert "0" not in shown, where


def test_what_nobody_measured_is_said_in_words():
    for frontier in ("fr-uk", "gf-br", "gf-sr", "mf-sx"):
        view = real.view(Selection(frontiers=(frontier,)))
        assert (view.map.flows == () and view.map.fills == ()) or not any(
            fill.style.startswith("r") for fill in view.map.fills
        )
        assert any(note.head == Text("fr")("note.missing") and len(note.text) > 40 for note in view.notes)
        assert view.title.startswith("On ne sait pas")


def test_no_view_says_that_nothing_is_known_where_figures_are():
    known = {
        frontier
        for row in index(real.atlas()).rows
        if row.workers is not None and row.mappable
        for frontier in row.frontiers
        if len(row.frontiers) < 8 and row.direction == "out"
    }
    found = []
    for frontier in sorted(known):
        for period in sorted(real.words().periods):
            view = real.view(Selection(frontiers=(frontier,), period=period))
            if view.title.startswith("On ne sait pas") or view.subtitle == Text("fr")("subtitle.missing"):
                found.append(view.search)
    assert found == []


# ---- The map says what the data say ----


def test_every_shape_that_a_map_names_is_on_its_ground():
    for where, view in views():
        for scene in (view.map, *(inset.scene for inset in view.map.insets)):
            keys = [f"t-{fill.territory}" for fill in scene.fills] + [f"f-{line.frontier}" for line in scene.lines]
            assert [key for key in keys if scene.base.shape(key) is None] == [], where


def test_no_place_is_shaded_twice_and_no_flow_drawn_twice():
    found = set()
    for where, view in views():
        names = Counter([fill.territory for fill in view.map.fills] + [flow.id for flow in view.map.flows])
        found |= {(where, name) for name, times in names.items() if times > 1}
    assert found == set()


def test_every_sign_of_the_map_is_in_the_legend_and_no_other():
    for where, view in views():
        styles = {fill.style for fill in view.map.fills}
        signs = {state.sign for state in view.map.legend.states}
        assert any(style.startswith("r") for style in styles) == (view.map.legend.ramp is not None), where
        assert styles & {"caution", "secret", "not-collected"} == signs & {"caution", "secret", "not-collected"}, where
        assert any(flow.style == "dashed" for flow in view.map.flows) == ("dashed" in signs), where
        assert any(flow.scaled for flow in view.map.flows) == (view.map.legend.wedge is not None), where


def test_a_legend_that_counts_the_flows_from_a_number_up_counts_them_all():
    for where, view in views():
        wedge = view.map.legend.wedge
        note = wedge.note if wedge else ""
        found = re.search(r"(\d+) \D*?(\d+(?:[.,\u00a0]\d{3})*)\D+(\d+)$", note)
        if found and view.map.flows:
            least = float(re.sub(r"\D", "", found[2]))
            side = "work" if view.map.flows[0].destination else "home"
            cut = {
                (getattr(figure, side), figure.workers)
                for figure in view.figures
                if figure.sex == ""
                and f"{view.search}"
                and (figure.workers or 0) >= least
                and (figure.field, figure.period) == _series_of(view, side)
            }
            assert len(cut) == int(found[1]), (where, note, sorted(cut))


def _series_of(view: View, side: str) -> tuple[str, str]:
    """Field and period of the places that the flows of a view lead to or come from."""
    workers = {flow.workers for flow in view.map.flows}
    found = Counter(
        (figure.field, figure.period)
        for figure in view.figures
        if figure.workers in workers and not getattr(figure, side).startswith("country:")
    )
    return found.most_common(1)[0][0]


def test_figures_of_several_frontiers_are_never_split():
    for where, view in views():
        joint = {figure.workers for figure in view.figures if 1 < len(figure.frontier.split()) < 8}
        for flow in view.map.flows:
            if flow.workers in joint and not flow.scaled:
                assert flow.style == "dashed", where
        labelled = [flow for flow in view.map.flows if flow.value and not flow.scaled and flow.direction == "out"]
        assert len(labelled) <= 1, where


def test_a_title_about_the_whole_neighbour_rests_on_a_figure_of_the_whole():
    found = []
    for frontier in FRONTIER_IDS:
        view = real.view(Selection(frontiers=(frontier,), direction="entrants"))
        amounts = [figure for figure in view.figures if figure.workers is not None]
        part = [figure for figure in amounts if figure.work.startswith(("region:", "departement:", "nuts3:"))]
        for figure in part:
            whole = any(other.work == "country:FR" and other.workers == figure.workers for other in amounts)
            text = Text("fr")("frontier." + frontier + ".in_home")
            if (
                not whole
                and figure.home.startswith("country:")
                and (view.facts[0].text.endswith(text) or view.title.endswith(text))
            ):
                found.append((frontier, figure.work, figure.workers))
    assert found == []


# ---- Links ----


def test_every_link_of_a_view_is_a_canonical_address():
    known = real.words()
    found = {search for _, view in views() for search in searches(view)}
    assert [search for search in sorted(found) if parse(search, known).search != search] == []


def test_every_link_keeps_the_language():
    for where, view in views():
        links = set(searches(view)) - {option.search for option in view.languages}
        assert {parse(search, real.words()).language for search in links} == {view.language}, where


# ---- Pure ----


def test_the_same_selection_gives_an_equal_view_in_any_order():
    asked = random.Random(6).sample(SELECTIONS, 20)
    first = {selection: compose(real.atlas(), selection) for selection in asked}
    again = {selection: compose(real.atlas(), selection) for selection in reversed(asked)}
    assert [selection.search for selection in asked if first[selection] != again[selection]] == []


def test_composing_never_changes_the_atlas():
    def prints() -> dict[str, int]:
        tables = {name: getattr(real.atlas(), name) for name in SCHEMAS}
        return {name: int(pd.util.hash_pandas_object(table, index=True).sum()) for name, table in tables.items()}

    before = prints()
    for selection in some_selections(15, seed=7):
        compose(real.atlas(), selection)
    assert prints() == before
