"""Key figures: outbound, inbound, the finest cut or the published length; of a chosen place, its own."""

from dashboard.compose.index import Index, Row
from dashboard.compose.overview_map import measured
from dashboard.compose.series import Cut, grand_total, headline
from dashboard.compose.words import Words
from dashboard.format import number, period
from dashboard.selection import Selection
from dashboard.view import Fact, Tone

from geodata.tables import FRONTIER_IDS


def facts(index: Index, words: Words, selection: Selection, cut: Cut | None) -> tuple[Fact, ...]:
    """Three facts of a frontier, or of all; a chosen place comes first."""
    chosen = _place_facts(index, words, selection, cut)
    if selection.frontier:
        return (*chosen, *_frontier_facts(index, words, selection, cut))
    return (*chosen, *_overview_facts(index, words, selection))


def _frontier_facts(index: Index, words: Words, selection: Selection, cut: Cut | None) -> list[Fact]:
    frontier = selection.frontier
    found = [_flow_fact(index, words, frontier, way, selection.period if way == "out" else "") for way in ("out", "in")]
    if selection.direction == "entrants":
        found.reverse()
    if cut is not None:
        found.append(
            Fact(
                number(cut.total, words.language),
                "in" if selection.direction == "entrants" else "out",
                words.t(f"fact.cut_{cut.side}", count=len(cut.rows), in_neighbour=words.frontier(frontier, "in_neighbour")),
                f"{index.short_field(cut.field, words.language)}, {period(cut.period, words.language)}",
                (words.credit(cut.source),),
            )
        )
    length = float(str(index.frontiers[frontier]["length_km"]))
    if length == length:
        digits = 0 if length == int(length) else 1
        source = str(index.frontiers[frontier]["length_source"])
        found.append(
            Fact(f"{number(length, words.language, digits)} km", "ink", words.t("fact.length"), words.t("fact.length_note"), (words.credit(source),))
        )
    return found


def _flow_fact(index: Index, words: Words, frontier: str, way: str, asked: str) -> Fact:
    row = headline(index, frontier, way, asked)
    key = "fact.out" if way == "out" else "fact.in"
    if row is None or row.workers is None:
        note = row.note if row is not None and row.note and words.language == "fr" else words.t("fact.not_collected")
        return Fact(words.amount(row), "missing", words.sentence(key, frontier), note, () if row is None else (words.credit(row.source),))
    if len(row.frontiers) > 1:
        return Fact(words.amount(row), "out", words.t("fact.joint"), f"{words.short(row)}, {words.period(row)}", (words.credit(row.source),))
    return Fact(words.amount(row), _tone(way), words.sentence(key, frontier), f"{words.short(row)}, {words.period(row)}", (words.credit(row.source),))


def _tone(way: str) -> Tone:
    return "out" if way == "out" else "in"


def _overview_facts(index: Index, words: Words, selection: Selection) -> list[Fact]:
    if selection.frontiers:
        return [_flow_fact(index, words, frontier, "out", selection.period) for frontier in selection.frontiers]
    found = []
    for way, key, tone in (("out", "fact.out_all", "out"), ("in", "fact.in_all", "in")):
        row = grand_total(index, way, selection.period) or (grand_total(index, way) if way == "in" else None)
        if row is not None:
            found.append(Fact(words.amount(row), tone, words.t(key), f"{words.short(row)}, {words.period(row)}", (words.credit(row.source),)))  # type: ignore[arg-type]
    unmeasured = sum(not measured(index, frontier) for frontier in FRONTIER_IDS)
    found.append(Fact(str(unmeasured), "ink", words.t("fact.unmeasured"), words.t("fact.not_collected"), ()))
    return found


def _place_facts(index: Index, words: Words, selection: Selection, cut: Cut | None) -> list[Fact]:
    if not selection.place:
        return []
    name = words.place(selection.place)
    row = row_of(index, cut, selection.place)
    if row is not None:
        note = f"{words.short(row)}, {words.period(row)}"
        return [Fact(words.amount(row), "out" if row.direction == "out" else "in", name, note, (words.credit(row.source),))]
    for pole in index.poles:
        population = float(str(pole["population"]))
        if selection.place == f"pole:{pole['id']}" and population == population:
            note = f"{pole['population_scope']}, {pole['population_year']}"
            source = (words.credit(str(pole["population_source"])),)
            return [Fact(number(population, words.language), "ink", words.t("fact.population", name=name), note, source)]
    return [Fact(words.t("value.missing"), "missing", name, words.t("map.covered"), ())]


def row_of(index: Index, cut: Cut | None, place: str) -> Row | None:
    """The row of a place in a cut, by any of its ids."""
    if cut is None:
        return None
    return next((row for row in cut.rows if index.place(row.place(cut.side)).id == place), None)
