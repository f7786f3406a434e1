"""The slides' template: our own master with placeholders, made from python-pptx's by code, or a file of an organisation.

A layout is found by the types of its placeholders: a title for a slide; a centred title and a subtitle for the cover.
Ours are known by their indices, which an organisation may give to placeholders of its own.
"""

import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE

from dashboard.renderings.pptx_xml import EMU, HEIGHT, NAMESPACES, WIDTH, Canvas, Line, Paint, Run, Stage
from dashboard.theme import color, family

SUBTITLE, FOOT, LINK, CHART = 41, 42, 43, 44
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
MARGINAL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
# The composition below the title, in px: what has to find room in a template of another shape.
BODY = (64, 126, 1792, 938)
# Under this share of its own size, the smallest type (18.5 px) could no longer be read from the back of a room.
LEAST_SCALE = 0.6
# An archive that unpacks to more than this is no template.
MOST_BYTES = 100_000_000
SCHEME = {
    "dk1": "ink", "lt1": "paper", "dk2": "ink2", "lt2": "neighbour", "accent1": "out", "accent2": "in", "accent3": "r4",
    "accent4": "out2", "accent5": "lisere", "accent6": "ink3", "hlink": "out", "folHlink": "ink2",
}  # fmt: skip


class TemplateError(ValueError):
    """A template cannot be used: what was found in it, what was expected."""


@dataclass(frozen=True)
class Template:
    """A presentation without slides, as bytes, and which of its layouts serve."""

    content: bytes
    slide: int
    cover: int

    def open(self) -> Any:
        """A new presentation of it, without slides."""
        return Presentation(BytesIO(self.content))


def read_template(path: Path) -> Template:
    """The template in a file. Raises TemplateError when it is none or has no usable layout."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{path} cannot be read ({error.strerror}), expected a PowerPoint file (.pptx)") from None
    return template_of(content, str(path))


def template_of(content: bytes, name: str) -> Template:
    """The template in bytes; slides in it are left out. Raises TemplateError, whose sentence says `name`."""
    try:
        found = Presentation(BytesIO(content))
        layouts = list(found.slide_layouts)
    except Exception:
        # Whatever a broken archive makes a parser say, it means one thing.
        raise TemplateError(f"{name} is no PowerPoint file, expected one saved as .pptx") from None
    usable = [n for n, layout in enumerate(layouts) if _titled(layout) and stage_of(found, layout) is not None]
    if not usable:
        raise TemplateError(
            f"{name} has {len(layouts)} layouts, none with a title placeholder and room for a map below it, expected one"
        )
    slide = max(usable, key=lambda n: _fitness(layouts[n]))
    covers = [n for n, layout in enumerate(layouts) if _types(layout) >= {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}]
    _without_slides(found)
    out = BytesIO()
    found.save(out)
    return Template(out.getvalue(), slide, next(iter(covers), slide))


def _types(layout: Any) -> set[Any]:
    return {shape.placeholder_format.type for shape in layout.placeholders}


def _titled(layout: Any) -> bool:
    return bool(_types(layout) & set(TITLES))


def _fitness(layout: Any) -> tuple[int, int, int]:
    """Ours first, then a plain title, then the fewest placeholders that a slide would leave empty."""
    indices = {shape.placeholder_format.idx for shape in layout.placeholders}
    content = [shape for shape in layout.placeholders if shape.placeholder_format.type not in (*TITLES, *MARGINAL)]
    return len(indices & {SUBTITLE, FOOT, LINK, CHART}), PP_PLACEHOLDER.TITLE in _types(layout), -len(content)


def stage_of(presentation: Any, layout: Any) -> Stage | None:
    """Where the composition lies on a slide of a layout: all of it in ours, else below the title; None without room."""
    width, height = presentation.slide_width, presentation.slide_height
    if any(shape.placeholder_format.idx == FOOT for shape in layout.placeholders):
        return Stage(min(width / WIDTH, height / HEIGHT))
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.type in TITLES)
    feet = [shape.top for shape in layout.placeholders if shape.placeholder_format.type in MARGINAL and shape.top]
    low = min([height * 0.97, *(top for top in feet if top > height * 0.8)])
    high = (title.top or 0) + (title.height or 0)
    left, top, wide, tall = BODY
    scale = min(width * 0.94 / wide, (low - high) / tall)
    if scale < LEAST_SCALE * min(width / WIDTH, height / HEIGHT):
        return None
    return Stage(scale, (width - wide * scale) / 2 - left * scale, high - top * scale)


def _without_slides(presentation: Any) -> None:
    ids = presentation.slides._sldIdLst
    for item in list(ids):
        presentation.part.drop_rel(item.rId)
        ids.remove(item)


@cache
def own_template() -> Template:
    """Our own: 16:9, two layouts (cover; map and figures), colours and type of the theme."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH * EMU, HEIGHT * EMU
    layouts = presentation.slide_layouts
    for layout in list(layouts)[:0:-1]:
        if layout is not layouts[5]:
            layouts.remove(layout)
    master = presentation.slide_master
    _set_theme(master)
    _place(master.placeholders, {
        PP_PLACEHOLDER.TITLE: (64, 30, 1792, 96), PP_PLACEHOLDER.BODY: (64, 172, 1792, 760),
        PP_PLACEHOLDER.DATE: (64, 1040, 200, 24), PP_PLACEHOLDER.FOOTER: (300, 1040, 600, 24),
        PP_PLACEHOLDER.SLIDE_NUMBER: (1740, 1044, 116, 24),
    })  # fmt: skip
    _set_styles(master)
    cover, content = layouts[0], layouts[1]
    _empty(cover)
    _empty(content)
    cover.name, content.name = "Lisière – cover", "Lisière – map and figures"
    _fill(cover, [_holder(2, "ctrTitle", None, (64, 300, 1500, 250), 84, "b"),
                  _holder(3, "subTitle", 1, (64, 570, 1500, 220), 36, "t")], rule=None, mark=(64, 180, 60))  # fmt: skip
    _fill(content, [_holder(2, "title", None, None, 0, ""), _holder(3, "body", SUBTITLE, (64, 128, 1792, 36), 25, "t", "tx2"),
                    _holder(4, "chart", CHART, (1296, 600, 560, 330), 19, "t"),
                    _holder(5, "body", FOOT, (64, 962, 1310, 104), 18.5, "t", "tx2"),
                    _holder(6, "body", LINK, (1396, 962, 350, 104), 18.5, "t")], rule=953, mark=None)  # fmt: skip
    _without_slides(presentation)
    out = BytesIO()
    presentation.save(out)
    return template_of(out.getvalue(), "Lisière")


def _set_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for name, ours in SCHEME.items():
        value = f'<a:{name}><a:srgbClr val="{color(ours).lstrip("#")}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", value, text, flags=re.DOTALL)
    face = family().split(",")[0].strip("'")
    # The panose tells a machine without the font which one to take instead: a humanist sans.
    text = re.sub(r'(<a:(?:major|minor)Font>\s*)<a:latin [^>]*/>', rf'\1<a:latin typeface="{face}" panose="020B0503030403020204"/>', text)
    part._blob = re.sub(r'name="Office[^"]*"', 'name="Lisière"', text).encode("utf-8")


def _place(holders: Any, boxes: dict[Any, tuple[int, int, int, int]]) -> None:
    stage = Stage()
    for holder in holders:
        holder.left, holder.top, holder.width, holder.height = stage.box(*boxes[holder.placeholder_format.type])


def _set_styles(master: Any) -> None:
    """Titles bold, at the left and at the foot of their box; text without bullets."""
    styles = master._element.find(".//{*}txStyles")
    title = (
        '<p:titleStyle {ns}><a:lvl1pPr algn="l"><a:lnSpc><a:spcPct val="92000"/></a:lnSpc><a:buNone/><a:defRPr sz="2500" b="1" '
        'kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    )
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="1150"><a:solidFill><a:schemeClr val="tx1"/>'
        f'</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    for tag, text in (("titleStyle", title), ("bodyStyle", f"<p:bodyStyle {{ns}}>{levels}</p:bodyStyle>")):
        old = styles.find(f"{{*}}{tag}")
        styles.replace(old, etree.fromstring(text.replace("{ns}", NAMESPACES)))
    for holder in master.placeholders:
        body = holder._element.find(".//{*}bodyPr")
        kind = holder.placeholder_format.type
        for side in ("lIns", "tIns", "rIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", "b" if kind == PP_PLACEHOLDER.TITLE else "t")
        for child in list(body):
            body.remove(child)


def _empty(layout: Any) -> None:
    for shape in list(layout.shapes):
        shape._element.getparent().remove(shape._element)


def _holder(
    identifier: int, kind: str, index: int | None, box: tuple[int, int, int, int] | None, size: float, anchor: str, tone: str = "tx1"
) -> str:
    stage = Stage()
    frame = ""
    if box:
        x, y, width, height = stage.box(*box)
        frame = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    style = ""
    if size:
        weight = ' b="1"' if kind == "ctrTitle" else ""
        style = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{"r" if index == LINK else "l"}"><a:buNone/><a:defRPr sz="{stage.hundredths(size)}"{weight}>'
            f'<a:solidFill><a:schemeClr val="{tone}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    idx = "" if index is None else f' idx="{index}"'
    body = f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>' if anchor else "<a:bodyPr/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identifier}" name="{kind} {identifier}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{idx}/></p:nvPr></p:nvSpPr><p:spPr>{frame}</p:spPr><p:txBody>{body}<a:lstStyle>{style}'
        f'</a:lstStyle><a:p><a:r><a:rPr lang="fr-FR"/><a:t>{kind}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _fill(layout: Any, holders: list[str], rule: float | None, mark: tuple[float, float, float] | None) -> None:
    canvas = Canvas(Stage(), "fr", next_id=20)
    shapes = list(holders)
    if rule:
        shapes.append(canvas.preset("rect", (64, rule, 1792, 1.4), Paint("ink2", themed=True), "rule", "rule"))
    if mark:
        shapes += mark_shapes(canvas, *mark)
        x, y, size = mark
        run = Run("Lisière", size * 0.8, bold=True)
        shapes.append(canvas.text((x + size, y, 400, size), [Line((run,))], "Lisière", "Lisière", anchor="ctr"))
    add(layout, shapes)


def mark_shapes(canvas: Canvas, x: float, y: float, size: float) -> list[str]:
    """The mark of Lisière in a square of px: an ink line on an ochre band."""
    import numpy as np

    line = np.array([(0.52, 0.0), (0.44, 0.2), (0.6, 0.42), (0.46, 0.66), (0.56, 1.0)]) * size + (x, y)
    band = canvas.preset("rect", (x + size * 0.2, y, size * 0.62, size), Paint("lisere-band"), "Lisière", "Lisière")
    return [band, canvas.freeform([line], Paint("", "ink", size * 0.09), "Lisière", "Lisière", closed=False)]


def add(slide: Any, shapes: list[str]) -> None:
    """Put shapes given as markup on a slide or a layout, above what is there."""
    tree = slide.shapes._spTree
    parsed = etree.fromstring(f"<p:spTree {NAMESPACES}>{''.join(shapes)}</p:spTree>", _parser())
    for element in cast("list[Any]", list(parsed)):
        tree.append(element)


def _parser() -> Any:
    from pptx.oxml import oxml_parser

    return oxml_parser
