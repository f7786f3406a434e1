"""Views of the toy, whose figures are computed by hand: its residents count as the census."""

import random
from dataclasses import replace
from functools import cache
from itertools import combinations

import pandas as pd
import pytest

from dashboard.compose import compose, vocabulary
from dashboard.compose.actions import sign_of, statuses
from dashboard.compose.base import base
from dashboard.compose.charts import cut_chart
from dashboard.compose.classes import round_down
from dashboard.compose.index import index
from dashboard.compose.scope import Scope
from dashboard.compose.series import CENSUS, Cut
from dashboard.compose.timeline import timeline
from dashboard.compose.words import Words
from dashboard.selection import DIRECTIONS, Selection, parse
from dashboard.text import LANGUAGES, Text
from dashboard.view import Option
from geodata.tables import FRONTIER_IDS
from tests import real, toy

NARROW = "rp-zones-frontalieres"
SP = "\u00a0"


@cache
def atlas():
    """The toy with the census's own names for its fields, Insee as its producer, and three cantons for fr-ch."""
    plain = toy.atlas()
    named = {"residents": CENSUS, "border-zone": NARROW}
    whole = plain.flows[plain.flows["work"] == "country:CH"].iloc[0]
    cantons = pd.DataFrame(
        [whole.to_dict() | {"work": work, "workers": float(workers), "field": "insured", "source": "register",
                            "period": "2025-Q1"}
         for work, workers in (("canton:EE", 600), ("canton:WW", 300), ("canton:ZZ", 100))]
    )  # fmt: skip
    flows = pd.concat([plain.flows, cantons], ignore_index=True).replace({"field": named})
    return replace(
        plain,
        flows=flows.astype(plain.flows.dtypes),
        fields=plain.fields.replace({"id": named}),
        sources=plain.sources.replace({"producer": {"Toy statistics": "Insee"}}),
    )


@cache
def without_spain():
    """The same where nobody counts across fr-es, and says so."""
    flows = atlas().flows.copy()
    spain = flows["frontier"] == "fr-es"
    flows.loc[spain, ["workers", "status", "precision"]] = [None, "not-collected", ""]
    return replace(atlas(), flows=flows)


def view(**choices):
    return compose(atlas(), Selection(**choices))


def facts(shown):
    return [(fact.value, fact.tone) for fact in shown.facts]


def chart(shown, name):
    return next((item for item in shown.charts if item.id == name), None)


def option(shown, name, label):
    group = next(item for item in shown.filters if item.id == name)
    return next(item for item in group.options if item.label == label)


# ---- Titles and figures ----


def test_the_title_of_a_frontier_says_its_headline():
    assert view(frontiers=("fr-ch",)).title == f"En 2021, 1{SP}000 résidents de France travaillent en Suisse"
    english = view(frontiers=("fr-ch",), language="en")
    assert "1,000" in english.title and "Switzerland" in english.title


def test_the_title_says_when_nobody_counts():
    shown = view(frontiers=("fr-ch",), direction="entrants")
    assert shown.title == "On ne sait pas combien d’habitants de Suisse travaillent en France"
    assert facts(shown)[0] == ("n.c.", "missing")


def test_a_round_estimate_is_said_to_be_about():
    assert view(frontiers=("fr-es",)).title == f"En 2021, ≈{SP}300 résidents de France travaillent en Espagne"


def test_the_period_chosen_is_the_one_told():
    rows = atlas().flows.copy()
    older = rows[(rows["work"] == "country:CH") & (rows["period"] == "2021")].assign(period="2018", workers=950.0)
    grown = replace(atlas(), flows=pd.concat([rows, older], ignore_index=True))
    shown = compose(grown, Selection(frontiers=("fr-ch",), period="2018"))
    assert shown.title == "En 2018, 950 résidents de France travaillent en Suisse"
    assert shown.figures[0].workers == 950


def test_an_atlas_without_a_common_total_still_has_a_title():
    assert compose(toy.atlas(), Selection()).title == Text("fr")("title.overview_none")


def test_the_title_of_several_frontiers_names_each():
    title = view(frontiers=("fr-ch", "fr-es")).title
    assert f"1{SP}000" in title and "300" in title and "Suisse" in title and "Espagne" in title
    assert title.index("Suisse") < title.index("Espagne"), "the largest is first"


def test_the_key_figures_of_all_begin_with_the_direction_of_the_title():
    for direction, tone in (("sortants", "out"), ("entrants", "in")):
        assert real.view(Selection(direction=direction)).facts[0].tone == tone


def test_a_later_figure_of_several_neighbours_is_told_where_one_alone_is_shown():
    told = {
        frontier: [note.text for note in real.view(Selection(frontiers=(frontier,))).notes if "≈" in note.text]
        for frontier in ("fr-es", "fr-ch")
    }
    assert any("2021" in text and "2018" in text for text in told["fr-es"])
    assert not any("Andorre" in text for text in told["fr-ch"])


def test_the_key_figures_of_a_frontier_are_outbound_inbound_its_cut_and_its_length():
    shown = view(frontiers=("fr-ch",))
    assert [(value.replace(" ", SP), tone) for value, tone in facts(shown)] == [
        (f"1{SP}000", "out"),
        ("n.c.", "missing"),
        (f"1{SP}000", "out"),
        (f"100{SP}km", "ink"),
    ]
    assert shown.facts[3].sources == ("Toy surveyors, Lengths of the toy (2020)",)


def test_the_inbound_figure_comes_first_where_it_was_asked_for():
    shown = view(frontiers=("fr-es",), direction="entrants")
    assert facts(shown)[:2] == [("700", "in"), (f"≈{SP}300", "out")]


def test_both_directions_of_a_frontier_are_on_its_map_the_inbound_one_to_no_scale():
    drawn = [
        (flow.direction, flow.workers, flow.scaled) for flow in view(frontiers=("fr-es",), direction="deux").map.flows
    ]
    assert drawn == [("out", 300.0, True), ("in", 700.0, False)]
    signs = [state.sign for state in view(frontiers=("fr-es",), direction="deux").map.legend.states]
    assert "in" in signs


def test_the_title_of_frontiers_that_one_figure_covers_says_that_figure():
    rows = atlas().flows[atlas().flows["work"] != "country:ES"]
    joint = rows.iloc[0].to_dict() | {"work": "group:sud", "workers": 5_000.0, "frontier": "fr-es fr-it fr-ad"}
    grown = replace(atlas(), flows=pd.concat([rows, pd.DataFrame([joint])], ignore_index=True).astype(rows.dtypes))
    assert f"5{SP}000" in compose(grown, Selection(frontiers=("fr-es", "fr-ad"))).title


def test_the_title_of_two_frontiers_says_that_no_figure_was_read_only_where_none_was():
    wrong = []
    for pair in combinations(FRONTIER_IDS, 2):
        shown = real.view(Selection(frontiers=pair))
        silent = {fact.tone for fact in shown.facts} == {"missing"}
        if (shown.title == Text("fr")("title.overview_none")) != silent:
            wrong.append((pair, shown.title))
    assert wrong == []


def test_a_note_says_which_series_the_map_draws_and_which_only_the_chart():
    def told(*frontiers, direction):
        shown = real.view(Selection(frontiers=frontiers, direction=direction))
        return next(note.text for note in shown.notes if note.head == Text("fr")("note.series"))

    assert told("fr-ch", direction="sortants").startswith(f"carte{SP}: permis G, OFS (T1 2025, 6 lieux)")
    # Two arrondissements of one name: the map shows the country's figure.
    assert told("fr-be", direction="entrants").startswith(f"graphique seulement{SP}:")


def test_a_missing_figure_gives_its_reason():
    note = next(note for note in view(frontiers=("fr-ch",)).notes if note.head == Text("fr")("note.missing"))
    assert note.text == f"Suisse → France{SP}: Personne ne compte ce sens."


def test_every_figure_behind_a_view_keeps_its_field_period_and_source():
    first = view(frontiers=("fr-ch",)).figures[0]
    assert (first.workers, first.period, first.field, first.source, first.licence) == (
        1_000,
        "2021",
        CENSUS,
        "census",
        "Open",
    )
    assert (first.home_name, first.work_name) == ("France", "Suisse")


def test_a_missing_figure_stays_in_the_table_without_a_number():
    missing = [figure for figure in view(frontiers=("fr-ch",)).figures if figure.workers is None]
    assert [(figure.home, figure.status) for figure in missing] == [("country:CH", "not-collected")]


# ---- Rail ----


def test_bars_of_the_rail_are_shares_of_the_largest():
    shares = {row.frontier: row.share for row in view().rail.rows}
    assert shares == {"fr-ch": 1.0, "fr-es": 0.3}


def test_inbound_figures_of_different_fields_have_no_bars():
    rail = view(direction="entrants").rail
    assert {row.share for row in (*rail.rows, *rail.missing)} == {None}
    assert {row.frontier: row.value for row in rail.rows} == {"fr-es": "700", "fr-ch": "n.c."}


def test_frontiers_that_nobody_measures_stand_apart():
    rail = compose(without_spain(), Selection()).rail
    assert [(row.frontier, row.value, row.share, row.style) for row in rail.missing] == [
        ("fr-es", "n.c.", None, "not-collected")
    ]
    assert [row.frontier for row in rail.rows] == ["fr-ch"]


def test_the_chosen_frontier_is_marked_and_leads_to_itself():
    rows = {row.frontier: row for row in view(frontiers=("fr-es",)).rail.rows}
    assert [name for name, row in rows.items() if row.selected] == ["fr-es"]
    assert rows["fr-ch"].search == "?frontiere=fr-ch"


def test_a_link_keeps_the_other_filters():
    rows = {row.frontier: row for row in view(direction="entrants", axis="1", language="en").rail.rows}
    assert rows["fr-ch"].search == "?frontiere=fr-ch&sens=entrants&axe=1&langue=en"


# ---- Charts ----


def test_the_cut_is_drawn_largest_first_with_its_own_field_and_source():
    cut = chart(view(frontiers=("fr-ch",)), "cut")
    assert [(value.category, value.amount) for value in cut.series[0].values] == [
        ("Canton de l’Est", 600),
        ("WW", 300),
        ("ZZ", 100),
    ]
    assert cut.sources == ("Toy register, Register of the toy (2025)",)
    assert len(cut.rows) == 3


def test_a_bar_under_200_is_a_caution():
    values = chart(view(frontiers=("fr-ch",)), "cut").series[0].values
    assert [value.status for value in values] == ["observed", "observed", "caution"]


def test_two_fields_are_two_lines_that_never_touch():
    lines = chart(view(frontiers=("fr-ch",)), "series")
    drawn = [[(value.category, value.amount) for value in series.values] for series in lines.series]
    assert drawn == [[("2006", 500), ("2011", 600)], [("2021", 1_000)]]
    assert [series.narrow for series in lines.series] == [True, False]


@pytest.mark.parametrize(
    ("figure", "status"),
    [
        ({"workers": 523.0}, "observed"),
        ({"workers": 199.0}, "caution"),
        ({"workers": 199.0, "sex": "f"}, "observed"),
        ({"workers": None, "status": "secret"}, "secret"),
        ({"workers": None, "status": "not-collected"}, "not-collected"),
        ({"workers": 500.0, "precision": "estimate"}, "estimate"),
        ({"workers": 523.0, "precision": "estimate"}, "observed"),
        ({"workers": 523.0, "precision": "estimate", "note": "environ 523"}, "estimate"),
    ],
)
def test_a_bar_says_how_its_figure_is_known(figure, status):
    known = index(toy.atlas())
    row = replace(known.rows[0], **{"precision": "exact", "note": "", "sex": "", **figure})
    scope = Scope(toy.atlas(), Selection(), Words(Text("fr"), known))
    (series,) = cut_chart(scope, Cut("work", "canton", row.field, row.source, row.period, (row,))).series
    assert [value.status for value in series.values] == [status]


@pytest.mark.parametrize(
    ("frontiers", "periods"),
    [((), [["2018", "2021"]]), (("fr-ch",), [["2007"], ["2010", "2015"], ["2018", "2021"]])],
)
def test_a_line_over_time_is_of_insees_census_alone_and_parted_where_its_field_changes(frontiers, periods):
    lines = chart(real.view(Selection(frontiers=frontiers)), "series")
    assert [[value.category for value in series.values] for series in lines.series] == periods


def test_of_two_figures_of_one_period_and_field_the_exact_one_is_drawn():
    known = index(atlas())
    exact = next(row for row in known.rows if row.work == "country:CH" and row.period == "2021")
    rows = (replace(exact, period="2018", workers=900.0), exact, replace(exact, workers=990.0, precision="rounded"))
    for some in (rows, rows[::-1]):
        spec = timeline(Scope(atlas(), Selection(), Words(Text("fr"), replace(known, rows=some))), ("fr-ch",))
        assert spec is not None
        assert [value.amount for value in spec.series[0].values] == [900, 1_000]


def test_actions_are_counted_by_axis_and_sign():
    counts = chart(view(), "actions")
    amounts = {series.name: [value.amount for value in series.values] for series in counts.series}
    t = Text("fr")
    assert amounts == {t("chart.priority"): [1, 1, 0], t("chart.submitted"): [0, 0, 0], t("chart.plain"): [0, 1, 1]}
    assert counts.totals == ("1", "2", "1")


# ---- Actions ----


def test_actions_that_name_a_frontier_come_before_those_of_its_family():
    groups = [[row.id for row in group.rows] for group in view(frontiers=("fr-ch",)).actions.groups]
    assert groups == [["a1"], ["a3"]]


def test_an_action_for_all_frontiers_is_counted_apart():
    shown = view(frontiers=("fr-ch",)).actions
    assert shown.note == Text("fr")("actions.all_note", count=1)
    assert "2" in shown.title


def test_filters_of_the_programme_keep_only_what_they_say():
    def ids(**choices):
        return {row.id for group in view(**choices).actions.groups for row in group.rows}

    assert ids(axis="2") == {"a2", "a3"}
    assert ids(priority="1") == {"a1", "a3"}
    assert ids(theme="health") == {"a3"}
    assert ids(status="in-programme") == {"a1"}
    assert ids(status="submitted-interest") == {"a3"}
    assert ids(axis="1", theme="health") == set()
    assert view(axis="1", theme="health").actions.note == Text("fr")("actions.empty")


def test_a_filter_of_the_programme_lights_the_frontiers_of_the_actions_that_it_keeps():
    reading = Text("fr")("note.reading_lit")
    shown = view(theme="mobility")
    assert {line.frontier: line.emphasis for line in shown.map.lines} == {"fr-ch": "faded", "fr-es": "plain"}
    assert reading in [note.text for note in shown.notes]
    # What is for all borders singles none out.
    everywhere = view(axis="3")
    assert {line.emphasis for line in everywhere.map.lines} == {"plain"}
    assert reading not in [note.text for note in everywhere.notes]


def test_a_chosen_action_lights_its_frontiers():
    lines = {line.frontier: line.emphasis for line in view(action="a2").map.lines}
    assert lines["fr-es"] == "plain" and lines["fr-ch"] == "faded"
    assert "Tram du Sud" in f"{view(action='a2').title} {view(action='a2').subtitle}"


def test_a_partial_reading_shows_its_raw_text():
    rows = {row.id: row for group in view(axis="3").actions.groups for row in group.rows}
    assert rows["a4"].partial and rows["a4"].raw == "Forum ann / uel"


@pytest.mark.parametrize(
    ("action", "sign", "noted"),
    [
        ({"priority": True, "submitted": "interest", "status": ""}, "full", ("submitted-interest",)),
        (
            {"priority": False, "submitted": "arbitration", "status": "possible"},
            "half",
            ("submitted-arbitration", "possible"),
        ),
        ({"priority": False, "submitted": "", "status": ""}, "empty", ()),
        ({"priority": False, "submitted": "interest", "status": "submitted-interest"}, "half", ("submitted-interest",)),
    ],
)
def test_the_sign_of_an_action_is_its_priority_then_its_submission(action, sign, noted):
    assert (sign_of(action), statuses(action)) == (sign, noted)


# ---- Map ----


def test_one_arrow_a_frontier_as_wide_as_its_workers():
    flows = {flow.frontier: flow.workers for flow in view().map.flows}
    assert flows == {"fr-ch": 1_000, "fr-es": 300}


def test_inbound_figures_of_different_fields_share_no_scale():
    shown = view(direction="entrants").map
    assert [(flow.frontier, flow.workers, flow.scaled) for flow in shown.flows] == [("fr-es", 700, False)]
    assert shown.legend.wedge is None


def test_a_place_is_shaded_once_it_has_a_shape():
    fills = {fill.territory: fill.style for fill in view(frontiers=("fr-ch",)).map.fills if fill.style != "bare"}
    assert fills == {"nuts3:CH0": "r1"}


def test_a_chosen_place_is_marked_and_leads_back():
    fill = next(
        fill for fill in view(frontiers=("fr-ch",), place="nuts3:CH0").map.fills if fill.territory == "nuts3:CH0"
    )
    assert fill.selected and fill.search == "?frontiere=fr-ch"


def test_a_frontier_that_nobody_measures_is_hatched_and_worded():
    shown = compose(without_spain(), Selection()).map
    assert {line.frontier: line.state for line in shown.lines} == {"fr-ch": "measured", "fr-es": "unmeasured"}
    assert [(item.text, item.value) for item in shown.captions if item.kind == "missing"] == [("Espagne", "n.c.")]
    assert "unmeasured" in {state.sign for state in shown.legend.states}


def test_poles_are_rings_by_rank():
    marks = view(frontiers=("fr-es",)).map.marks
    assert [(mark.pole, mark.rank) for mark in marks] == [("ouest", 1), ("est", 1), ("sud", 2)]


@pytest.mark.parametrize(
    ("value", "below"), [(1, 1), (19, 10), (20, 20), (49, 40), (50, 50), (4_700, 4_000), (224_000, 200_000)]
)
def test_a_round_number_has_one_digit_that_is_not_zero(value, below):
    assert round_down(value) == below


# ---- A year without a figure ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_that_a_frontier_lacks_is_said_beside_the_one_that_is_shown(language):
    asked = view(frontiers=("fr-ch",), period="2022", language=language)
    said = next(note.text for note in asked.notes if note.head == Text(language)("filter.period"))
    assert "2022" in said and f"{Text(language)('frontier.fr-ch.neighbour')} (2021)" in said
    heads = {note.head for note in view(frontiers=("fr-es",), period="2021", language=language).notes}
    assert Text(language)("filter.period") not in heads


def test_a_year_that_no_census_has_shows_the_latest_and_keeps_the_year_in_the_filter():
    shown = view(period="2022")
    assert [flow.workers for flow in shown.map.flows] == [flow.workers for flow in view().map.flows]
    assert shown.title == view().title
    period = next(item for item in shown.filters if item.id == "period")
    assert period.current == "2022" and period.options[-1].reason
    assert any("2022" in note.text for note in shown.notes)


# ---- Several frontiers by the rail ----


def test_the_rail_picks_one_frontier_or_several_where_that_is_asked_for():
    one = view(frontiers=("fr-ch",)).rail
    assert [(row.frontier, row.search) for row in one.rows if row.frontier == "fr-es"] == [
        ("fr-es", "?frontiere=fr-es")
    ]
    assert one.several == Option(Text("fr")("rail.several"), "?frontiere=fr-ch&choix=plusieurs")
    several = compose(atlas(), parse("?frontiere=fr-ch&choix=plusieurs", vocabulary(atlas()))).rail
    links = {row.frontier: row.search for row in several.rows if row.frontier}
    assert links["fr-es"] == "?frontiere=fr-ch,fr-es&choix=plusieurs"
    assert links["fr-ch"] == "?choix=plusieurs"
    assert several.several == Option(Text("fr")("rail.done"), "?frontiere=fr-ch", selected=True)


def test_the_map_picks_as_the_rail_does():
    for chosen in ("?choix=plusieurs", "?frontiere=fr-ch&choix=plusieurs", "?frontiere=fr-ch,fr-es&choix=plusieurs"):
        shown = compose(atlas(), parse(chosen, vocabulary(atlas())))
        links = {row.frontier: row.search for row in shown.rail.rows if row.frontier}
        assert {line.frontier: line.search for line in shown.map.lines} == links
        # On the map of one frontier its own flows lead nowhere.
        for flow in shown.map.flows:
            assert flow.search == ("" if chosen.startswith("?frontiere=fr-ch&") else links[flow.frontier])


def test_only_the_map_offers_to_pick_several():
    assert view(view="programme", several="plusieurs").rail.several is None
    rows = view(view="programme", frontiers=("fr-ch",), several="plusieurs").rail.rows
    assert all("fr-ch,fr-es" not in row.search for row in rows)


# ---- Selection to view ----


def test_the_vocabulary_is_what_the_atlas_holds():
    known = vocabulary(atlas())
    # A year between the first census and the last figure is answered, with a note where it has none.
    assert known.periods == {"2021", "2022", "2023", "2024", "2025"}
    assert known.actions == {"a1", "a2", "a3", "a4"}
    assert {"nuts3:CH0", "pole:ouest"} <= known.places
    assert known.series == {"insured.work.canton"}


def test_every_option_leads_to_a_view_that_has_it_chosen():
    for shown in (view(), view(frontiers=("fr-ch",), language="de"), view(frontiers=("fr-es",), direction="deux")):
        for number, group in enumerate(shown.filters):
            for at, choice in enumerate(group.options):
                if choice.search:
                    there = compose(atlas(), parse(choice.search, vocabulary(atlas())))
                    same = next(item for item in there.filters if item.id == group.id)
                    assert same.options[at].selected, (number, choice.label)


def test_exactly_one_option_of_a_filter_is_chosen():
    for language in LANGUAGES:
        for direction in DIRECTIONS:
            for group in view(frontiers=("fr-ch",), direction=direction, language=language).filters:
                assert sum(choice.selected for choice in group.options) == 1, group.id


def test_any_selection_of_the_toys_own_frontiers_composes():
    chance, known = random.Random(8), vocabulary(atlas())
    for _ in range(150):
        choices = {
            "frontiers": chance.choice(((), ("fr-ch",), ("fr-es",), ("fr-ch", "fr-es"), ("fr-be", "fr-ch"))),
            "direction": chance.choice(DIRECTIONS),
            "language": chance.choice(LANGUAGES),
            "period": chance.choice(("", *sorted(known.periods))),
            "series": chance.choice(("", *sorted(known.series))),
            "place": chance.choice(("", *sorted(known.places))),
            "action": chance.choice(("", *sorted(known.actions))),
        }
        shown = view(**choices)
        assert shown.title and shown.search == Selection(**choices).search


def test_an_equal_selection_gives_an_equal_view():
    assert view(frontiers=("fr-ch",)) == view(frontiers=("fr-ch",))
    assert view(frontiers=("fr-ch",)) != view(frontiers=("fr-es",))


@pytest.mark.parametrize(("frontier", "countries"), [("fr-mc", "FR IT MC"), ("fr-ad", "AD ES FR"), ("fr-uk", "FR GB")])
def test_seen_near_a_country_is_as_fine_as_its_parts(frontier, countries):
    near = base(real.atlas(), "metropole", frontier)
    assert {f"country:{code}" for code in countries.split()} <= {shape.id for shape in near.details}
