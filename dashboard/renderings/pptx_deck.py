"""Several Views as a deck: cover, one slide a View, sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE

from dashboard.format import date as in_words
from dashboard.format import several as joined
from dashboard.renderings import credit
from dashboard.renderings.credit import Edition
from dashboard.renderings.document import shortened
from dashboard.renderings.plan import BOTTOM, LEFT, RIGHT, TOP
from dashboard.renderings.plan_grids import pages
from dashboard.renderings.pptx import add_view, finish, foot, head, new_slide, number, saved, write
from dashboard.renderings.pptx_foot import core_properties, qr_shapes
from dashboard.renderings.pptx_master import own_template
from dashboard.renderings.pptx_style import Line, Run, Stage
from dashboard.renderings.pptx_tables import table
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.template import TITLES, Template, stage_of
from dashboard.text import Text
from dashboard.view import Cell, Column, Reference, Table, View

LINK_LETTERS = 90


def steps(cover: View, views: Sequence[View], edition: Edition, template: Template | None = None) -> Iterator[bytes]:
    """The presentation of several Views while it is made: nothing after each slide of a View, then the whole file.

    `cover` is the View of all their frontiers, whose link stands on the cover.
    """
    template = template or own_template()
    presentation = template.open()
    named = (line.name for view in views for line in view.map.lines if line.emphasis == "selected")
    names = list(dict.fromkeys(named))
    title = Text(cover.language)("pptx.deck_title", count=len(names))
    _cover(presentation, template, cover, edition, title, names, [view.title for view in views])
    for view in views:
        add_view(presentation, template, view, edition, numbered=True)
        yield b""
    _sources(presentation, template, cover, views, edition)
    core_properties(presentation, cover, edition, title)
    yield saved(presentation)


def _cover(
    presentation: Any, template: Template, view: View, edition: Edition, title: str, names: list[str], said: list[str]
) -> None:
    t = Text(view.language)
    page = presentation.slides.add_slide(presentation.slide_layouts[template.cover])
    stage = stage_of(presentation, presentation.slide_layouts[template.slide]) or Stage()
    canvas = Canvas(stage, view.language)
    made = t("page.footer.made", date=in_words(edition.date, t.language))
    lines = [Line((Run(joined(names, t.language), 32.0, "ink2"),)), Line((Run(made, 26.0, "ink2"),), above=14)]
    for shape in page.placeholders:
        kind = shape.placeholder_format.type
        if kind in TITLES:
            write(shape, canvas, [Line((Run(title, 84.0, bold=True),))], t("pptx.title"))
        elif kind == PP_PLACEHOLDER.SUBTITLE:
            write(shape, canvas, lines, t("pptx.subtitle"))
    url = credit.permalink(view, edition.address)
    link = page.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    canvas.parts += qr_shapes(canvas, url, t)
    words = Line((Run(shortened(url, LINK_LETTERS), 20.0, link=link),), "r")
    canvas.parts.append(canvas.text((64, 1000, 1680, 30), [words], t("pptx.link"), url))
    finish(page, canvas, "\n".join([title, *said, made, url]))


def _sources(presentation: Any, template: Template, cover: View, views: Sequence[View], edition: Edition) -> None:
    """Every source of the deck with its licence and date of access, on as many slides as it takes."""
    t = Text(cover.language)
    cited: dict[str, Reference] = {item.id: item for view in (cover, *views) for item in credit.references(view)}
    rows = tuple(
        (
            Cell(item.text, url=item.url),
            Cell(item.licence),
            Cell(in_words(item.accessed, t.language) if item.accessed else ""),
        )
        for item in cited.values()
    )
    columns = (Column(t("chart.source"), look="long"), Column(t("pptx.licence")), Column(t("pptx.accessed")))
    listed = Table("sources", t("pptx.sources_title"), columns, rows)
    grids = pages(listed, (LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP))
    # The foot would name the sources of the cover's view once more.
    bare = replace(cover, notes=(), facts=(), figures=(), filters=())
    for n, grid in enumerate(grids, 1):
        page, canvas = new_slide(presentation, template, cover.language)
        counted = f" ({n}/{len(grids)})" if len(grids) > 1 else ""
        head(page, canvas, t("pptx.sources_title") + counted, t("pptx.sources_subtitle"), t)
        canvas.parts.append(table(page, canvas, grid))
        foot(page, canvas, bare, edition, (), t)
        number(page, canvas)
        texts = ["\t".join(" ".join(cell.lines) for cell in row.cells) + f"\t{row.cells[0].link}" for row in grid.rows]
        finish(page, canvas, "\n".join(texts))
