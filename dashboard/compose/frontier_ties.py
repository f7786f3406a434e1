"""What holds a frontier's two sides together: poles, cooperations, the MOT's actions, and what its documents say."""

from typing import Any

import pandas as pd

from dashboard.compose.actions import actions, concerning, filtered
from dashboard.compose.programme_blocks import actions_table
from dashboard.compose.scope import Scope
from dashboard.compose.sheet import source_cell
from dashboard.format import number
from dashboard.view import Block, Branch, Cell, Column, Section, Table

# What leads to another view leaves behind what belongs to this one.
LEFT = {"series": "", "query": "", "sort": "", "place": "", "action": "", "cooperation": ""}
SEPARATOR = " · "
SYSTEM = (("system", "urban_system"), ("system-kind", "system_kind"))


def rows_on(frame: pd.DataFrame, frontier: str) -> list[dict[str, Any]]:
    """The rows of a table that name a frontier."""
    return [row for row in frame.to_dict("records") if frontier in str(row["frontiers"]).split()]


def poles(scope: Scope, frontier: str) -> Section:
    """The poles of a frontier, the nearest first."""
    t = scope.t
    found = sorted(rows_on(scope.atlas.poles, frontier), key=lambda pole: float(pole["distance_km"]))
    columns = (
        Column(t("border.pole"), look="long"),
        Column(t("border.distance"), look="number"),
        Column(t("border.system"), look="long"),
        Column(t("border.people"), look="number"),
        Column(t("border.jobs"), look="number"),
        Column(t("chart.source"), look="long"),
    )
    table = Table("poles", t("border.poles", count=len(found)), columns, tuple(_pole(scope, pole) for pole in found))
    return Section("its-poles", t("border.poles", count=len(found)), t("border.poles_note"), (table,) if found else ())


def _pole(scope: Scope, pole: dict[str, Any]) -> tuple[Cell, ...]:
    t, language = scope.t, scope.language
    place = f"pole:{pole['id']}"
    kinds = ((name, str(pole[column])) for name, column in SYSTEM if pole[column])
    system = SEPARATOR.join(t(f"{name}.{value}") for name, value in kinds)
    return (
        Cell(scope.words.place(place), scope.link(view="poles", **{**LEFT, "place": place}),
             note=_land(scope, pole)),
        Cell(t("border.km", distance=number(float(pole["distance_km"]), language, 1))),
        Cell(system or t("value.absent")),
        _count(scope, pole, "population"),
        _count(scope, pole, "jobs"),
        source_cell(scope, str(pole["population_source"])) if pole["population_source"] else Cell(t("value.absent")),
    )  # fmt: skip


def _land(scope: Scope, pole: dict[str, Any]) -> str:
    """The territory of a pole and its country; Guyane, which is a territory of France, by itself."""
    country = f"country:{pole['country']}"
    names = [scope.words.place(name) for name in (str(pole["territory"]), country) if name in scope.index.places]
    return ", ".join(dict.fromkeys(names))


def _count(scope: Scope, pole: dict[str, Any], what: str) -> Cell:
    """Inhabitants or jobs of a pole with the area and year that they count; a dash where none was read."""
    if pd.isna(pole[what]):
        return Cell(scope.t("value.absent"))
    about = [scope.words.area(str(pole[f"{what}_scope"])), str(pole[f"{what}_year"])]
    return Cell(number(float(pole[what]), scope.language), note=", ".join(part for part in about if part))


def cooperations(scope: Scope, frontier: str) -> Section:
    """The cooperations of a frontier that stand, by kind; those merged, closed or too wide are counted in words."""
    t = scope.t
    every = rows_on(scope.atlas.cooperations, frontier)
    found = [row for row in every if row["on_map"]]
    found.sort(key=lambda row: (t(f"kind.{row['kind']}"), str(row["founded_year"]) or "9999"))
    columns = (
        Column(t("border.cooperation"), look="long"),
        Column(t("border.form")),
        Column(t("filter.theme")),
        Column(t("border.founded")),
        Column(t("border.members"), look="long"),
        Column(t("chart.source"), look="long"),
    )
    title = t("border.cooperations", count=len(found))
    left = len(every) - len(found)
    note = t("border.cooperations_left", count=left) if left else t("border.cooperations_note")
    table = Table("cooperations", title, columns, tuple(_cooperation(scope, row) for row in found))
    return Section("its-cooperations", title, note, (table,) if found else ())


def _cooperation(scope: Scope, row: dict[str, Any]) -> tuple[Cell, ...]:
    t, absent = scope.t, scope.t("value.absent")
    members = [name.strip() for name in str(row["members"]).split(";") if name.strip()]
    counted = "" if pd.isna(row["population"]) else t(
        "border.inhabitants_count", count=number(float(row["population"]), scope.language))  # fmt: skip
    return (
        Cell(str(row["name"]), scope.link(view="poles", **{**LEFT, "cooperation": str(row["id"])}), note=counted),
        Cell(t(f"kind.{row['kind']}")),
        Cell(t(f"theme.{row['theme']}")),
        Cell(str(row["founded_year"]) or absent),
        Cell(t("border.members_count", count=len(members)), more=(t("border.members_who"), ", ".join(members)))
        if members
        else Cell(absent),
        source_cell(scope, str(row["source"])),
    )


def programme(scope: Scope, frontier: str) -> Section:
    """The MOT's actions on a frontier that the programme's filters keep."""
    said = actions(scope)
    listed = concerning(filtered(scope), (frontier,))
    leave = {**LEFT, "view": "programme"}
    link = Branch(Cell(scope.t("actions.programme"), scope.link(**leave)))
    blocks: list[Block] = [actions_table(scope, listed)] if listed else []
    return Section("its-actions", said.title, said.note, (*blocks, link))


def documents(scope: Scope, frontier: str) -> Section:
    """What the MOT's documents say of a frontier, in the atlas's own words, each with document and page."""
    t, language = scope.t, scope.language
    found = rows_on(scope.atlas.passages, frontier)
    columns = (
        Column(t("border.said"), look="long"),
        Column(t("filter.theme")),
        Column(t("border.where"), look="long"),
    )
    rows = tuple(
        (
            Cell(str(row[f"text_{language}"]), note=_named(scope, row)),
            Cell(t(f"theme.{row['theme']}")),
            Cell(scope.words.credit(str(row["document"])), note=str(row[f"page_{language}"]), language=scope.french),
        )
        for row in found
    )
    title = t("border.documents", count=len(found))
    note = t("border.documents_note") if found else t("border.documents_none")
    return Section("its-passages", title, note, (Table("passages", title, columns, rows),) if found else ())


def _named(scope: Scope, passage: dict[str, Any]) -> str:
    """The poles and cooperations that a passage names."""
    names = [scope.words.place(f"pole:{name}") for name in str(passage["poles"]).split()]
    known = dict(zip(scope.atlas.cooperations["id"], scope.atlas.cooperations["name"], strict=True))
    return ", ".join([*names, *(str(known[name]) for name in str(passage["cooperations"]).split() if name in known)])
