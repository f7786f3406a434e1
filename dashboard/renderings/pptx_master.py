"""Our own template: a slide master with placeholders, made by code from python-pptx's, in our colours and type."""

import re
from functools import cache
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from dashboard.renderings.plan_frame import SUBTITLE_BOX, TITLE
from dashboard.renderings.pptx_style import EMU, HEIGHT, WIDTH, Line, Paint, Run, Stage
from dashboard.renderings.pptx_xml import NAMESPACES, Canvas, add, mark
from dashboard.renderings.template import CHART, FOOT, LINK, NUMBER, SUBTITLE, Template, template_of, without_slides
from dashboard.theme import color, family

SCHEME = {
    "dk1": "ink", "lt1": "paper", "dk2": "ink2", "lt2": "neighbour", "accent1": "out", "accent2": "in", "accent3": "r4",
    "accent4": "out2", "accent5": "lisere", "accent6": "ink3", "hlink": "out", "folHlink": "ink2",
}  # fmt: skip


@cache
def own_template() -> Template:
    """Our own: 16:9, two layouts (cover; map and figures), colours and type of the theme."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH * EMU, HEIGHT * EMU
    layouts = presentation.slide_layouts
    for layout in list(layouts)[2:]:
        layouts.remove(layout)
    master = presentation.slide_master
    _set_theme(master)
    _place(master.placeholders, {
        PP_PLACEHOLDER.TITLE: TITLE, PP_PLACEHOLDER.BODY: (64, 172, 1792, 760),
        PP_PLACEHOLDER.DATE: (64, 1040, 200, 24), PP_PLACEHOLDER.FOOTER: (300, 1040, 600, 24),
        PP_PLACEHOLDER.SLIDE_NUMBER: (1646, 1048, 100, 24),
    })  # fmt: skip
    _set_styles(master)
    cover, content = layouts[0], layouts[1]
    _empty(cover)
    _empty(content)
    cover.name, content.name = "Lisière – cover", "Lisière – map and figures"
    _fill(cover, [_holder(2, "ctrTitle", None, (64, 300, 1500, 250), 84, "b"),
                  _holder(3, "subTitle", 1, (64, 570, 1500, 220), 36, "t")],
          rule=None, corner=(64, 180, 60))  # fmt: skip
    _fill(content, [_holder(2, "title", None, None, 0, ""),
                    _holder(3, "body", SUBTITLE, SUBTITLE_BOX, 25, "t", "tx2"),
                    _holder(4, "chart", CHART, (1296, 600, 560, 330), 19, "t"),
                    _holder(5, "body", FOOT, (64, 962, 1310, 108), 18.5, "t", "tx2"),
                    _holder(6, "body", LINK, (1396, 962, 350, 86), 18.5, "t"),
                    _holder(7, "sldNum", NUMBER, (1646, 1048, 100, 24), 18.5, "t", "tx2")],
          rule=953, corner=None)  # fmt: skip
    without_slides(presentation)
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
    text = re.sub(
        r"(<a:(?:major|minor)Font>\s*)<a:latin [^>]*/>",
        rf'\1<a:latin typeface="{face}" panose="020B0503030403020204"/>',
        text,
    )
    part._blob = re.sub(r'name="Office[^"]*"', 'name="Lisière"', text).encode("utf-8")


def _place(holders: Any, boxes: dict[Any, tuple[float, float, float, float]]) -> None:
    stage = Stage()
    for holder in holders:
        holder.left, holder.top, holder.width, holder.height = stage.box(*boxes[holder.placeholder_format.type])


def _set_styles(master: Any) -> None:
    """Titles bold, at the left and at the foot of their box; text without bullets."""
    styles = master._element.find(".//{*}txStyles")
    title = (
        '<p:titleStyle {ns}><a:lvl1pPr algn="l">'
        '<a:lnSpc><a:spcPct val="92000"/></a:lnSpc><a:buNone/>'
        '<a:defRPr sz="2500" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle>'
    )
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="1150"><a:solidFill>'
        f'<a:schemeClr val="tx1"/>'
        f'</a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    for tag, text in (("titleStyle", title), ("bodyStyle", f"<p:bodyStyle {{ns}}>{levels}</p:bodyStyle>")):
        old = styles.find(f"{{*}}{tag}")
        styles.replace(old, parse_xml(text.replace("{ns}", NAMESPACES)))
    for holder in master.placeholders:
        for style in holder._element.findall(".//{*}lstStyle//{*}schemeClr"):
            # A tint of the ink is too pale for the smallest type; some programs take it although a layout says another.
            for tint in list(style):
                style.remove(tint)
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
    identifier: int,
    kind: str,
    index: int | None,
    box: tuple[float, float, float, float] | None,
    size: float,
    anchor: str,
    tone: str = "tx1",
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
            f'<a:lvl1pPr marL="0" indent="0" algn="{"r" if index in (LINK, NUMBER) else "l"}"><a:buNone/>'
            f'<a:defRPr sz="{stage.hundredths(size)}"{weight}>'
            f'<a:solidFill><a:schemeClr val="{tone}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    said = f'<a:r><a:rPr lang="fr-FR"/><a:t>{kind}</a:t></a:r>'
    if kind == "sldNum":
        said = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
    idx = "" if index is None else f' idx="{index}"'
    body = (
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        if anchor
        else "<a:bodyPr/>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{identifier}" name="{kind} {identifier}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{idx}/></p:nvPr></p:nvSpPr><p:spPr>{frame}</p:spPr><p:txBody>{body}'
        f"<a:lstStyle>{style}"
        f"</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def _fill(layout: Any, holders: list[str], rule: float | None, corner: tuple[float, float, float] | None) -> None:
    canvas = Canvas(Stage(), "fr", next_id=20)
    shapes = list(holders)
    if rule:
        shapes.append(canvas.preset("rect", (64, rule, 1792, 1.4), Paint("ink2", themed=True), "rule", "rule"))
    if corner:
        shapes += mark(canvas, *corner)
        x, y, size = corner
        run = Run("Lisière", size * 0.8, bold=True)
        shapes.append(canvas.text((x + size, y, 400, size), [Line((run,))], "Lisière", "Lisière", anchor="ctr"))
    layout.part._element = parse_xml(add(layout.part, shapes))
