"""The sheet of one cooperation: what it is, since when, its members, and where those that are known units lie."""

from dashboard.compose.cooperations import Cooperation, joined
from dashboard.compose.perimeters import member_fills
from dashboard.compose.poles_charts import distances_chart
from dashboard.compose.poles_documents import passages_section
from dashboard.compose.poles_map import Drawn, around, systems_map
from dashboard.compose.poles_tables import pole_link
from dashboard.compose.poles_ties import institutional
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import Sheet
from dashboard.format import number
from dashboard.view import Branch, Cell, Column, Fact, Fill, MapScene, Note, Section, Table
from geodata.crs import frame_of

# With more frontiers than that, the overview says best where a cooperation without known members works.
MOST_FRONTIERS = 2


def cooperation_sheet(scope: Scope, item: Cooperation) -> Sheet:
    """The sheet of a cooperation; its map holds its perimeter and its poles, or the frontier where none is known."""
    t = scope.t
    scene, drawn = _scene(scope, item)
    poles = [pole for pole in scope.index.poles if pole.id in item.poles]
    back = Branch(Cell(t("poles.back_cooperations"), scope.link(cooperation="")))
    sections = [
        Section("about", t("poles.about"), "", (back, _about(scope, item))),
        Section(
            "members", t("poles.members", count=len(item.members)), t("poles.members_note"), (_members(scope, item),)
        ),
        *passages_section(scope, lambda row: item.id in row.cooperations.split()),
    ]
    if not item.members:
        sections.pop(1)
    notes = [Note(t("note.source"), "", (scope.words.reference(item.source),))]
    notes.append(Note(t("poles.perimeter"), t("poles.perimeter_text" if drawn else "poles.no_perimeter")))
    # The data's own words are French; in other languages only the table has them, marked as such.
    if item.note and scope.language == "fr":
        notes.append(Note(t("poles.remark"), item.note))
    return Sheet(
        title=item.name,
        subtitle=_subtitle(scope, item),
        sections=tuple(sections),
        filters=(),
        notes=tuple(notes),
        scene=scene,
        facts=tuple(_facts(scope, item, drawn)),
        charts=(distances_chart(scope, poles),) if poles else (),
    )


def _scene(scope: Scope, item: Cooperation) -> tuple[MapScene, bool]:
    """The map, and whether any member has a place on it."""
    every = {pole.id: pole for pole in scope.index.poles}
    poles = [every[name] for name in item.poles]
    known = [name for name in item.frontiers if name in scope.index.frontiers]
    frontier = poles[0].nearest_frontier if poles else (known[0] if known else "")
    frame = frame_of(frontier).name
    fills: tuple[Fill, ...] = member_fills(scope, (item,), frame, frontier) if item.on_map else ()
    if not item.on_map or not (poles or fills):
        near = [pole for pole in scope.index.poles if set(pole.frontiers) & set(known)]
        few = 0 < len(known) <= MOST_FRONTIERS
        return (around(scope, frontier, near, Drawn()) if few else systems_map(scope, near, (), flowing=False)), False
    ties = institutional(scope, (item,), set(item.poles), frame)
    return around(scope, frontier, poles, Drawn(tuple(ties), fills)), True


def _subtitle(scope: Scope, item: Cooperation) -> str:
    t = scope.t
    names = [scope.words.frontier(name, "name") for name in item.frontiers if name in scope.index.frontiers]
    where = t("poles.count_frontiers", count=len(names)) if len(names) > 4 else ", ".join(names)
    return t("poles.subtitle_cooperation", kind=t(f"kind.{item.kind}"), theme=t(f"theme.{item.theme}"), frontiers=where)


def _facts(scope: Scope, item: Cooperation, drawn: bool) -> list[Fact]:
    t, language = scope.t, scope.language
    credit = (scope.words.credit(item.source),)
    missing = t("value.missing")
    found = [
        Fact(item.founded or missing, "ink" if item.founded else "missing", t("poles.fact.founded"),
             "" if item.founded else t("poles.not_read"), credit),
    ]  # fmt: skip
    for key, value in (("inhabitants", item.population), ("area", item.area_km2)):
        if value is None:
            found.append(Fact(missing, "missing", t(f"poles.fact.{key}"), t("poles.not_read")))
        else:
            words = number(value, language, 0 if value.is_integer() else 1)
            found.append(Fact(words, "ink", t(f"poles.fact.{key}"), t("poles.published"), credit))
    count = len(item.members)
    note = t("poles.fact.members_drawn" if drawn else "poles.fact.members_none")
    found.append(
        Fact(str(count) if count else missing, "ink" if count else "missing", t("poles.fact.members"), note, credit)
    )
    return found


def _about(scope: Scope, item: Cooperation) -> Table:
    t = scope.t
    reference = scope.words.reference(item.source)
    rows = [
        (t("poles.column.legal"), Cell(item.legal_form or t("value.missing"), language=scope.french)),
        (t("poles.column.seat"), Cell(item.seat or t("value.missing"), language=scope.french)),
        (t("poles.column.founded"), Cell(item.founded or t("value.missing"))),
        (t("poles.remark"), Cell(item.note, language=scope.french)),
        (t("chart.source"), Cell(reference.text, url=reference.url)),
    ]
    cells = tuple((Cell(head), cell) for head, cell in rows if cell.text)
    return Table(
        "about", t("poles.about"), (Column(t("data.what")), Column(t("data.column.value"), look="long")), cells
    )


def _members(scope: Scope, item: Cooperation) -> Table:
    """The members as the source lists them, then the poles that the map ties."""
    t = scope.t
    columns = (Column(t("poles.column.member"), look="long"), Column(t("poles.column.since")))
    rows = [(Cell(name, language=scope.french), Cell("")) for name in item.members]
    for pole in item.poles:
        year, itself = joined(scope, item, pole)
        note = t("poles.joined" if itself else "poles.founded") if year else ""
        name = scope.words.place(f"pole:{pole}")
        rows.append((Cell(name, pole_link(scope, pole), note=t("poles.pole_drawn")),
                     Cell(year or t("value.missing"), note=note)))  # fmt: skip
    return Table("members", t("poles.members", count=len(item.members)), columns, tuple(rows))
