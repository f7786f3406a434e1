"""Charts: zero always, missing is never a length, two fields never join."""

from dataclasses import replace

import pytest

from dashboard import theme
from dashboard.renderings.charts import ROW, TALL, figure, keys, row_height, shade
from dashboard.renderings.timelines import BREAK, COLUMN, DIGIT, LEFT, LETTER, Segments, clear, steps, year
from dashboard.view import ChartSeries, Value
from tests.dashboard.views import bars, lines, states


def named(spec, category):
    """The bar of a category: its trace, its position in it."""
    names = figure(spec, "fr")["layout"]["yaxis"]["ticktext"]
    y = names.index(category)
    return next((trace, trace["y"].index(y)) for trace in figure(spec, "fr")["data"] if y in trace["y"])


def test_bars_start_at_zero():
    for spec in (bars(), states()):
        assert figure(spec, "fr")["layout"]["xaxis"]["range"][0] == 0


def test_stacked_bars_end_with_their_total():
    drawn = figure(bars(), "fr")
    words = drawn["data"][-1]
    assert words["text"][0].strip() == "114\u00a0048"
    assert words["x"][0] == 62_000 + 52_048
    assert [trace["marker"]["color"] for trace in drawn["data"][:-1]] == [theme.color("out"), theme.color("out2")]


def test_the_longest_value_leaves_room_for_its_words():
    drawn = figure(bars(), "fr")
    assert drawn["layout"]["xaxis"]["range"][1] > 114_048 * 1.2


def test_missing_values_are_patterned_stubs_of_one_length_after_all_others():
    names = figure(states(), "fr")["layout"]["yaxis"]["ticktext"]
    assert names[-2:] == ["non collecté", "secret"]
    hatched, n = named(states(), "non collecté")
    dotted, k = named(states(), "secret")
    assert hatched["marker"]["pattern"]["shape"] == "/"
    assert dotted["marker"]["pattern"]["shape"] == "."
    assert hatched["x"][n] == dotted["x"][k]


def test_an_observed_zero_is_a_bar_of_no_length():
    zero = replace(states(), series=(ChartSeries("", "out", (Value("a", 0.0, "0"), Value("b", 10.0, "10"))),))
    trace, n = named(zero, "a")
    assert trace["x"][n] == 0


def test_an_estimate_is_a_tint_with_an_edge():
    trace, _ = named(states(), "estimation")
    assert trace["marker"]["color"] == theme.color("out-tint")
    assert trace["marker"]["line"]["color"] == theme.color("out")


def test_height_follows_the_rows():
    few, many = figure(states(), "fr")["layout"]["height"], figure(bars(), "fr")["layout"]["height"]
    assert many - few == 21


def test_two_fields_never_share_a_line():
    drawn = figure(lines(), "fr")
    first, second = drawn["data"]
    assert max(first["x"]) < min(second["x"])
    assert first["line"]["dash"] != "solid"
    assert second["line"]["dash"] == "solid"


def test_two_dotted_verticals_eight_pixels_apart_stand_between_two_fields():
    drawn = figure(lines(), "fr")
    dotted = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "line"]
    assert [shape["x0"] for shape in dotted] == [-4, 4]
    assert max(drawn["data"][0]["x"]) < dotted[0]["xanchor"] < min(drawn["data"][1]["x"])


def test_one_field_has_no_break():
    assert figure(replace(lines(), series=lines().series[:1]), "fr")["layout"]["shapes"] == []


def test_years_are_to_scale_inside_a_segment():
    series = ChartSeries("a", "out", tuple(Value(text, 1.0, "1") for text in ("1999", "2009", "2014")))
    x = Segments(replace(lines(), series=(series,))).x[0]
    assert x == [0, 10, 15]


def test_the_time_axis_reads_every_period_of_the_flow_table():
    assert year("2021") == 2021
    assert year("2025-Q2") == year("T2 2025") == year("2. Quartal 2025") == 2025.25
    assert year("2023-07") == 2023.5
    assert year("sans date") is None


def test_each_field_is_named_under_its_segment():
    said = [note["text"].replace("<br>", " ") for note in figure(lines(), "fr")["layout"]["annotations"]]
    assert said == ["résidents des zones frontalières", "France métropolitaine"]


@pytest.mark.parametrize(("top", "expected"), [(465_000, [0, 200_000, 400_000]), (9, [0, 5, 10]), (1, [0, 0.5, 1])])
def test_lines_have_zero_and_at_most_two_round_ticks(top, expected):
    assert steps(top) == expected


@pytest.mark.parametrize("top", [1, 3, 7, 23, 129, 999, 8_330, 224_000, 465_000, 1_000_000])
def test_the_highest_tick_is_near_the_highest_value(top):
    ticks = steps(top)
    assert 2 <= len(ticks) <= 3
    assert top / 2 < ticks[-1] <= top * 1.26


def test_words_without_room_are_left_out_but_never_the_last_and_the_first_before_others():
    assert clear([0, 1, 2, 3], ["00000"] * 4, px=20, letter=6) == [0, 3]
    assert clear([0, 1], ["0", "0"], px=100, letter=6) == [0, 1]


def test_only_several_series_need_keys():
    assert [str(key) for key in keys(bars())] == [
        '<span class="key out">hommes</span>',
        '<span class="key out2">femmes</span>',
    ]
    assert keys(states()) == keys(lines()) == []


def test_series_of_ink_differ_in_lightness():
    three = replace(bars(), series=tuple(ChartSeries(name, "ink", ()) for name in "abc"))
    assert [shade(three, n) for n in range(3)] == ["ink", "ink3", "paper"]


def test_a_long_name_is_read_whole_on_two_lines_of_a_higher_row():
    values = (Value("santé humaine et action sociale", 3.0, "3"), Value("commerce", 1.0, "1"))
    spec = replace(bars(), series=(ChartSeries("a", "ink", values),), totals=())
    layout = figure(spec, "fr")["layout"]
    assert layout["yaxis"]["ticktext"] == ["santé humaine et<br>action sociale", "commerce"]
    assert layout["height"] == TALL * 2 + 8
    assert row_height(bars()) == ROW


def test_ticks_of_a_time_line_are_words_of_the_language():
    values = (Value("2018-Q4", 5.0, "5"), Value("2024-Q1", 7.0, "7"))
    spec = replace(lines(), series=(ChartSeries("a", "out", values),))
    assert figure(spec, "fr")["layout"]["xaxis"]["ticktext"] == ["T4 2018", "T1 2024"]


def test_a_value_stands_clear_of_its_own_steep_line():
    values = tuple(Value(str(2000 + 5 * n), amount, "x") for n, amount in enumerate((120.0, 60.0, 40.0, 70.0, 100.0)))
    spec = replace(lines(), series=(ChartSeries("a", "out", values),))
    places = figure(spec, "fr")["data"][0]["textposition"]
    assert places == ["top center", "top right", "bottom center", "top left", "top center"]


def test_a_last_field_of_one_point_has_room_for_the_longest_word_of_its_name():
    series = (*lines().series[:1], ChartSeries("Volkszählung, Insee", "out", (Value("2018", 1.0, "1"),)))
    parts = Segments(replace(lines(), series=series))
    start, end = parts.edges(1)
    assert parts.names[1] == ["Volkszählung,", "Insee"]
    assert (end - start) * parts.px >= len("Volkszählung,") * LETTER
    assert (parts.range[1] - parts.range[0]) * parts.px == pytest.approx(COLUMN - LEFT)


@pytest.mark.parametrize("lone", [0, 1])
def test_the_value_of_a_lone_point_ends_before_the_break_beside_it(lone):
    series = [ChartSeries("a", "out", (Value("2010", 5.0, "5"), Value("2015", 6.0, "6"))) for _ in range(2)]
    series[lone] = ChartSeries("b", "out", (Value("2007", 135_000.0, "1 135 000"),))
    parts = Segments(replace(lines(), series=tuple(series)))
    edge = parts.edges(lone)[1 - lone]
    assert abs(edge - parts.x[lone][0]) * parts.px > len("1 135 000") * DIGIT / 2 + BREAK / 2
