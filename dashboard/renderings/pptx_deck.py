"""Several Views as a deck: cover, one slide a frontier, comparison, programme, sources."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Pt

from dashboard.format import date as in_words
from dashboard.format import several as joined
from dashboard.renderings import credit
from dashboard.renderings.charts import shade
from dashboard.renderings.pptx import add_view, finish, foot, head, new_slide, saved, write
from dashboard.renderings.pptx_charts import add_chart, height_of
from dashboard.renderings.pptx_column import cut_lines
from dashboard.renderings.pptx_foot import Edition, core_properties, foot_lines, notes_text, qr_shapes
from dashboard.renderings.pptx_master import own_template
from dashboard.renderings.pptx_style import Line, Paint, Run, Stage
from dashboard.renderings.pptx_xml import Canvas
from dashboard.renderings.template import TITLES, Template, stage_of
from dashboard.text import Text
from dashboard.view import Reference, View

ROW, SIZE, MOST_ROWS = 37.0, 19.0, 19
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
CHART_WIDTH, TOP = 500.0, 186.0
SIGNS = {"full": "●", "half": "◐", "empty": "○"}


def deck(several: View, each: tuple[View, ...], edition: Edition, template: Template | None = None) -> bytes:
    """The presentation of several frontiers: `several` is the View of all of them, `each` those of each."""
    template = template or own_template()
    presentation = template.open()
    t = Text(several.language)
    title = t("pptx.deck_title", count=len(each))
    _cover(presentation, template, several, each, edition, title)
    for view in each:
        add_view(presentation, template, view, edition)
    add_view(presentation, template, several, edition, facts=False)
    _programme(presentation, template, several, edition)
    _sources(presentation, template, several, each, edition)
    core_properties(presentation, several, edition, title)
    return saved(presentation)


def _cover(
    presentation: Any, template: Template, several: View, each: tuple[View, ...], edition: Edition, title: str
) -> None:
    t = Text(several.language)
    layout = presentation.slide_layouts[template.cover]
    page = presentation.slides.add_slide(layout)
    stage = stage_of(presentation, presentation.slide_layouts[template.slide]) or Stage()
    canvas = Canvas(stage, several.language)
    names = [line.name for view in each for line in view.map.lines if line.emphasis == "selected"]
    made = t("page.footer.made", date=in_words(edition.date, t.language))
    for shape in page.placeholders:
        kind = shape.placeholder_format.type
        if kind in TITLES:
            write(shape, canvas, [Line((Run(title, 84.0, bold=True),))], t("pptx.title"))
        elif kind == PP_PLACEHOLDER.SUBTITLE:
            write(
                shape,
                canvas,
                [Line((Run(joined(names, t.language), 32.0, "ink2"),)), Line((Run(made, 26.0, "ink2"),), above=14)],
                t("pptx.subtitle"),
            )
    url = credit.permalink(several, edition.address)
    link = page.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    canvas.parts += qr_shapes(canvas, url, t)
    shown = url.partition("://")[2]
    words = Line((Run(shown if len(shown) < 90 else f"{shown[:88]}…", 20.0, link=link),), "r")
    canvas.parts.append(canvas.text((64, 1000, 1680, 30), [words], t("pptx.link"), url))
    finish(page, canvas, "\n".join([title, *(view.title for view in each), made, url]))


def _programme(presentation: Any, template: Template, view: View, edition: Edition) -> None:
    """The actions of these frontiers: how many an axis, and the list, those of priority first."""
    t = Text(view.language)
    rows = sorted(
        (row for group in view.actions.groups for row in group.rows), key=lambda row: list(SIGNS).index(row.sign)
    )
    if not rows:
        return
    page, canvas = new_slide(presentation, template, view.language)
    spec = next((chart for chart in view.charts if chart.id == "actions"), None)
    head(
        page, canvas, t("pptx.programme_title", title=spec.title if spec else view.actions.title), view.actions.note, t
    )
    left, above = 64.0, []
    if spec is not None:
        caption = [
            Line((Run(text, SIZE, "ink2"),), "l", 25) for text in cut_lines(spec.caption, SIZE, 400, CHART_WIDTH, 2)
        ]
        keys = [
            Line((Run("□ " if shade(spec, n) == "paper" else "■ ", SIZE, "ink3" if shade(spec, n) == "ink3" else "ink"),
                  Run(f"{series.name} ({sign})", SIZE)), "l", 27)
            for n, (series, sign) in enumerate(zip(spec.series, SIGNS.values(), strict=False))
        ]  # fmt: skip
        canvas.parts.append(canvas.text((64, TOP, CHART_WIDTH, 140), [*caption, *keys], spec.caption, spec.alt))
        top = TOP + 25 * len(caption) + 27 * len(keys) + 16
        above = add_chart(page, None, spec, (64, top, CHART_WIDTH, height_of(spec, 400) * 1.4), canvas)
        left += CHART_WIDTH + 60
    kept = rows[: MOST_ROWS if len(rows) <= MOST_ROWS else MOST_ROWS - 1]
    cells = [(SIGNS[row.sign], row.title, row.note) for row in kept]
    wide = 1856 - left - 40
    _table(
        page,
        canvas,
        ("", t("pptx.programme_project"), t("pptx.programme_state")),
        cells,
        left,
        (40.0, wide * 0.62, wide * 0.38),
        view.actions.title,
    )
    if len(kept) < len(rows):
        more = t("pptx.more_actions", count=len(rows) - len(kept))
        canvas.parts.append(
            canvas.text(
                (left + 8, TOP + ROW * (len(kept) + 1), 900, 28), [Line((Run(more, SIZE, "ink2"),))], more, more
            )
        )
    canvas.parts += above
    foot(page, canvas, view, edition, foot_lines(view, t), t)
    listed = [f"{t(f'page.actions.{row.sign}')}\t{row.title}\t{row.note}" for row in rows]
    finish(page, canvas, "\n".join([view.actions.title, *listed, "", notes_text(view, edition, t)]))


def _sources(presentation: Any, template: Template, several: View, each: tuple[View, ...], edition: Edition) -> None:
    """Every source of the deck with its licence and date of access, on as many slides as it takes."""
    t = Text(several.language)
    cited: dict[str, Reference] = {item.id: item for view in (several, *each) for item in credit.references(view)}
    rows = [
        (item.text, item.licence, in_words(item.accessed, t.language) if item.accessed else "")
        for item in cited.values()
    ]
    pages = max(-(-len(rows) // MOST_ROWS), 1)
    size = -(-len(rows) // pages)
    for number in range(pages):
        page, canvas = new_slide(presentation, template, several.language)
        counted = f" ({number + 1}/{pages})" if pages > 1 else ""
        head(page, canvas, t("pptx.sources_title") + counted, t("pptx.sources_subtitle"), t)
        part = rows[number * size : (number + 1) * size]
        header = (t("chart.source"), t("pptx.licence"), t("pptx.accessed"))
        links = [item.url for item in cited.values()][number * size : (number + 1) * size]
        _table(page, canvas, header, part, 64.0, (1130.0, 440.0, 222.0), t("pptx.sources_title"), links)
        foot(page, canvas, several, edition, foot_lines(replace(several, notes=()), t), t)
        finish(
            page,
            canvas,
            "\n".join(" · ".join(word for word in (*row, url) if word) for row, url in zip(part, links, strict=True)),
        )


def _table(
    page: Any, canvas: Canvas, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], left: float,
    widths: tuple[float, ...],    name: str, links: list[str] | None = None,
) -> None:  # fmt: skip
    """A native table, one line a row; what is longer ends in an ellipsis, and the notes say it whole."""
    stage = canvas.stage
    box = stage.box(left, TOP, sum(widths), ROW * (len(rows) + 1))
    frame = page.shapes.add_table(len(rows) + 1, len(header), *(Emu(part) for part in box))
    naming = frame._element.find(".//{*}cNvPr")
    naming.set("name", name)
    naming.set("descr", f"{name}. {', '.join(header)}")
    table = frame.table
    table._tbl.tblPr.find("{*}tableStyleId").text = PLAIN_TABLE
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(stage.length(width))
    for n, row in enumerate((header, *rows)):
        table.rows[n].height = Emu(stage.length(ROW))
        for k, text in enumerate(row):
            cell = table.cell(n, k)
            cell.margin_top = cell.margin_bottom = Emu(stage.length(5))
            cell.margin_left = cell.margin_right = Emu(stage.length(8))
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            # An empty cell would take the height of the template's own type.
            cell.text = cut_lines(text, SIZE, 700 if n == 0 else 400, widths[k] - 16, 1)[0] or "\u00a0"
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size, run.font.bold = Pt(stage.hundredths(SIZE) / 100), n == 0
                if links and n and not k and links[n - 1].startswith("http"):
                    run.hyperlink.address = links[n - 1]
    for n in range(1, len(rows) + 2):
        rule = (left, TOP + ROW * n, sum(widths), 1.2)
        canvas.parts.append(
            canvas.preset("rect", rule, Paint("ink2" if n == 1 else "line2"), Text(canvas.language)("pptx.rule"), "")
        )
