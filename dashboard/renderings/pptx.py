"""A View as a slide of native objects, and several as a deck: what the screen said, in shapes that PowerPoint edits.

Everything on a slide has a name and an alternative text; the speaker notes hold the figures.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.renderings import credit
from dashboard.renderings.credit import Edition
from dashboard.renderings.plan import Piece
from dashboard.renderings.plan_frame import FOOT, LINK, SUBTITLE_BOX, subtitle_size, title_size
from dashboard.renderings.plan_sheets import pieces_of
from dashboard.renderings.pptx_foot import core_properties, foot_lines, link_lines, name_mark, notes_text, qr_shapes
from dashboard.renderings.pptx_master import own_template
from dashboard.renderings.pptx_pieces import draw
from dashboard.renderings.pptx_style import Line, Run, Stage
from dashboard.renderings.pptx_xml import NAMESPACES, TAGS, Canvas, close
from dashboard.renderings.template import CHART, SUBTITLE, TITLES, Template, stage_of
from dashboard.renderings.template import FOOT as FOOT_INDEX
from dashboard.renderings.template import LINK as LINK_INDEX
from dashboard.text import Text
from dashboard.view import View


def slide(view: View, edition: Edition, template: Template | None = None) -> bytes:
    """A presentation of one slide: the View in an organisation's template, in ours without one."""
    template = template or own_template()
    presentation = template.open()
    add_view(presentation, template, view, edition)
    core_properties(presentation, view, edition, view.title)
    return saved(presentation)


def saved(presentation: Any) -> bytes:
    """The file of a presentation."""
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def add_view(presentation: Any, template: Template, view: View, edition: Edition, numbered: bool = False) -> None:
    """Add the slide of a View; `numbered` in a deck."""
    t = Text(view.language)
    page, canvas = new_slide(presentation, template, view.language)
    head(page, canvas, view.title, view.subtitle, t)
    pieces = pieces_of(view)
    draw(page, canvas, pieces, holder(page, CHART))
    foot(page, canvas, view, edition, pieces, t)
    if numbered:
        number(page, canvas)
    finish(page, canvas, notes_text(view, edition, t))


def new_slide(presentation: Any, template: Template, language: str) -> tuple[Any, Canvas]:
    """A slide of the template's layout for Views, and a canvas for its shapes."""
    layout = presentation.slide_layouts[template.slide]
    stage = stage_of(presentation, layout) or Stage()
    return presentation.slides.add_slide(layout), Canvas(stage, language)


def head(page: Any, canvas: Canvas, title: str, subtitle: str, t: Text) -> None:
    """The title sentence and what it rests on, in a size at which they fit."""
    shape = next(shape for shape in page.placeholders if shape.placeholder_format.type in TITLES)
    write(shape, canvas, [Line((Run(title, title_size(title), bold=True),))], t("pptx.title"))
    line = Line((Run(subtitle, subtitle_size(subtitle), "ink2"),))
    words(page, canvas, SUBTITLE, SUBTITLE_BOX, [line], t("pptx.subtitle"))


def foot(page: Any, canvas: Canvas, view: View, edition: Edition, pieces: Sequence[Piece], t: Text) -> None:
    """Sources, field, filters, ground and licence at the left; name, permalink, date and code at the right."""
    words(page, canvas, FOOT_INDEX, FOOT, foot_lines(view, pieces), t("pptx.foot"))
    url = credit.permalink(view, edition.address)
    link = page.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    words(page, canvas, LINK_INDEX, LINK, link_lines(view, edition, t, link), t("pptx.link"))
    canvas.parts += [*name_mark(canvas, t), *qr_shapes(canvas, url, t)]


def holder(page: Any, index: int) -> Any:
    """The placeholder of an index that is ours, None in a template without it."""
    return next((shape for shape in page.placeholders if shape.placeholder_format.idx == index), None)


def words(
    page: Any, canvas: Canvas, index: int, box: tuple[float, float, float, float], lines: list[Line], name: str
) -> None:
    """Text in a placeholder, in a text box where the template has none."""
    shape = holder(page, index)
    if shape is not None:
        write(shape, canvas, lines, name)
    else:
        canvas.parts.append(canvas.text(box, lines, name, said(lines), wrap=True))


def number(page: Any, canvas: Canvas) -> None:
    """The slide's number where its layout has a place for one; it follows the slide when slides are moved."""
    place = next(
        (
            shape
            for shape in page.slide_layout.placeholders
            if shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
        ),
        None,
    )
    if place is not None:
        canvas.parts.append(canvas.slide_number(place.placeholder_format.idx, Text(canvas.language)("pptx.number")))


def write(shape: Any, canvas: Canvas, lines: list[Line], name: str) -> None:
    """Fill a placeholder, which keeps its own place and alignment."""
    body = shape._element.txBody
    for old in body.findall("{*}p"):
        body.remove(old)
    for paragraph in parse_xml(f"<a:x {NAMESPACES}>{canvas.paragraphs(lines)}</a:x>"):
        if shape.placeholder_format.type in TITLES or shape.placeholder_format.idx in (SUBTITLE, LINK_INDEX):
            paragraph.find("{*}pPr").attrib.pop("algn", None)
        body.append(paragraph)
    naming = shape._element.find(".//{*}cNvPr")
    naming.set("name", name)
    naming.set("descr", said(lines))


def said(lines: list[Line]) -> str:
    """The words of paragraphs."""
    return " ".join(run.text.strip() for line in lines for run in line.runs)


def finish(page: Any, canvas: Canvas, notes: str) -> None:
    """Put the canvas on its slide, take out placeholders left empty, write the speaker notes."""
    for shape in list(page.placeholders):
        if (
            shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER
            and not shape.has_chart
            and not shape.text_frame.text
        ):
            shape._element.getparent().remove(shape._element)
    frame = page.notes_slide.notes_text_frame
    frame.text = notes
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(11)
            run._r.get_or_add_rPr().set("lang", TAGS[canvas.language])
    close(page, canvas.parts)
