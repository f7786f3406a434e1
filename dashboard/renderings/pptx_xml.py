"""Native shapes as DrawingML: freeforms, text boxes, groups, each with a name and an alternative text.

Lengths are px of a slide of 1920 × 1080; a Stage turns them into the units (EMU) of the slide at hand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from pptx.opc.oxml import serialize_part_xml
from pptx.parts.slide import SlidePart

from dashboard.placement.ground import Points
from dashboard.renderings.pptx_style import Line, Paint, Run, Stage
from dashboard.theme import color

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
NUMBERS = re.compile(r'<p:cNvPr id="\d+"')
# Colours of the theme, so that an organisation's own takes their place: text, second text, page.
THEMED = {"ink": "tx1", "ink2": "tx2", "paper": "bg1"}
TAGS = {"fr": "fr-FR", "en": "en-GB", "de": "de-DE"}


@dataclass
class Canvas:
    """Shapes gathered as text, to be parsed once; every one takes the next id."""

    stage: Stage
    language: str
    next_id: int = 1000
    parts: list[str] = field(default_factory=list)

    def group(self, name: str, descr: str, box: tuple[float, float, float, float], inner: Iterable[str]) -> None:
        """A group of shapes that lie in a box of px; none where it would be empty."""
        self.parts.append(self.grouped(name, descr, box, inner))

    def grouped(self, name: str, descr: str, box: tuple[float, float, float, float], inner: Iterable[str]) -> str:
        """The markup of a group; empty without shapes."""
        shapes = "".join(inner)
        if not shapes:
            return ""
        x, y, width, height = self.stage.box(*box)
        frame = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self._naming(name, descr)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
            f"<a:xfrm>{frame}{frame.replace('a:off', 'a:chOff').replace('a:ext', 'a:chExt')}</a:xfrm></p:grpSpPr>"
            f"{shapes}</p:grpSp>"
        )

    def freeform(self, rings: Sequence[Points], paint: Paint, name: str, descr: str, closed: bool = True) -> str:
        """One shape of several rings or lines of px; a ring in another is a hole."""
        if not rings:
            return ""
        every = np.concatenate(rings)
        x, y = every.min(axis=0)
        width, height = np.maximum(every.max(axis=0) - (x, y), 0.1)
        body = "".join(_path((ring - (x, y)) * 10, closed) for ring in rings)
        open_fill = "" if closed else ' fill="none"'
        geometry = (
            f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{round(width * 10)}" h="{round(height * 10)}"{open_fill}>{body}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
        return self._shape(name, descr, (x, y, width, height), geometry, paint)

    def preset(self, kind: str, box: tuple[float, float, float, float], paint: Paint, name: str, descr: str) -> str:
        """A shape of PowerPoint's own (rect, ellipse) in a box of px."""
        return self._shape(name, descr, box, f'<a:prstGeom prst="{kind}"><a:avLst/></a:prstGeom>', paint)

    def text(
        self,
        box: tuple[float, float, float, float],
        lines: Sequence[Line],
        name: str,
        descr: str,
        wrap: bool = False,
        anchor: str = "t",
    ) -> str:
        """A text box without margins; unwrapped text keeps its lines whatever font takes the place of ours."""
        body = (
            f'<a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}" '
            f'rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>{self.paragraphs(lines)}'
        )
        return (
            f'<p:sp><p:nvSpPr>{self._naming(name, descr)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
            f'{self._frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"<p:txBody>{body}</p:txBody></p:sp>"
        )

    def numbered(self, shapes: str) -> str:
        """Shapes drawn elsewhere, with the next ids of this canvas: no two of a slide may share one."""
        count = self.next_id
        self.next_id += shapes.count("<p:cNvPr ")
        ids = iter(range(count + 1, self.next_id + 1))
        return NUMBERS.sub(lambda _: f'<p:cNvPr id="{next(ids)}"', shapes)

    def framed(self, name: str, descr: str, box: tuple[float, float, float, float], data: str) -> str:
        """The frame of what is no shape, a table, in a box of px."""
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._naming(name, descr)}<p:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"{self._frame(box).replace('a:xfrm', 'p:xfrm')}<a:graphic>{data}</a:graphic></p:graphicFrame>"
        )

    def slide_number(self, index: int, name: str) -> str:
        """The placeholder of a layout that shows the number of the slide."""
        return (
            f'<p:sp><p:nvSpPr>{self._naming(name, name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f'<p:ph type="sldNum" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
            f'<a:lstStyle/><a:p><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{TAGS[self.language]}"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
        )

    def paragraphs(self, lines: Sequence[Line]) -> str:
        """The markup of paragraphs."""
        return "".join(self._paragraph(line) for line in lines)

    def _paragraph(self, line: Line) -> str:
        points = self.stage.hundredths
        spacing = f'<a:lnSpc><a:spcPts val="{points(line.height)}"/></a:lnSpc>' if line.height else ""
        above = f'<a:spcBef><a:spcPts val="{points(line.above)}"/></a:spcBef>' if line.above else ""
        runs = "".join(self._run(run) for run in line.runs)
        return f'<a:p><a:pPr algn="{line.align}">{spacing}{above}</a:pPr>{runs}</a:p>'

    def _run(self, run: Run) -> str:
        flags = "".join(
            text
            for text, wanted in (
                (' b="1"', run.bold),
                (' i="1"', run.italic),
                (' cap="all"', run.caps),
                (f' spc="{self.stage.hundredths(run.tracking)}"', run.tracking),
            )
            if wanted
        )
        halo = (
            f'<a:effectLst><a:glow rad="{self.stage.length(3)}">{_srgb(run.halo, 0.8)}</a:glow></a:effectLst>'
            if run.halo
            else ""
        )
        link = f'<a:hlinkClick r:id="{run.link}"/>' if run.link else ""
        return (
            f'<a:r><a:rPr lang="{TAGS[self.language]}" sz="{max(self.stage.hundredths(run.size), 100)}"{flags}>'
            f"<a:solidFill>{paint_color(run.color, 1.0, True)}</a:solidFill>{halo}{link}</a:rPr>"
            f"<a:t>{escape(run.text)}</a:t></a:r>"
        )

    def _shape(self, name: str, descr: str, box: tuple[float, float, float, float], geometry: str, paint: Paint) -> str:
        return (
            f"<p:sp><p:nvSpPr>{self._naming(name, descr)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{self._frame(box)}{geometry}{self._painted(paint)}</p:spPr></p:sp>"
        )

    def _naming(self, name: str, descr: str) -> str:
        self.next_id += 1
        return f'<p:cNvPr id="{self.next_id}" name={quoteattr(name)} descr={quoteattr(descr or name)}/>'

    def _frame(self, box: tuple[float, float, float, float]) -> str:
        x, y, width, height = self.stage.box(*box)
        return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'

    def _painted(self, paint: Paint) -> str:
        fill = "<a:noFill/>"
        if paint.pattern:
            front, back = _srgb(paint.fill, 1.0), _srgb(paint.back, 1.0)
            fill = (
                f'<a:pattFill prst="{paint.pattern}"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'
            )
        elif paint.fill:
            fill = f"<a:solidFill>{paint_color(paint.fill, paint.opacity, paint.themed)}</a:solidFill>"
        if not paint.stroke:
            return f"{fill}<a:ln><a:noFill/></a:ln>"
        dash = f'<a:prstDash val="{paint.dash}"/>' if paint.dash else ""
        return (
            f'{fill}<a:ln w="{self.stage.length(paint.width)}" cap="flat"><a:solidFill>'
            f"{paint_color(paint.stroke, paint.opacity, paint.themed)}</a:solidFill>{dash}<a:round/></a:ln>"
        )


def paint_color(name: str, opacity: float, themed: bool) -> str:
    """A colour: the theme's own for text and page where `themed`, else ours: on the map a colour has a meaning."""
    if themed and name in THEMED:
        return f'<a:schemeClr val="{THEMED[name]}"/>'
    return _srgb(name, opacity)


def _srgb(name: str, opacity: float) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return f'<a:srgbClr val="{color(name).lstrip("#")}">{alpha}</a:srgbClr>'


def _path(points: Points, closed: bool) -> str:
    pairs = [f'<a:pt x="{x}" y="{y}"/>' for x, y in np.rint(points).astype(int).tolist()]
    body = "</a:lnTo><a:lnTo>".join(pairs[1:])
    return f"<a:moveTo>{pairs[0]}</a:moveTo><a:lnTo>{body}</a:lnTo>{'<a:close/>' if closed else ''}"


def mark(canvas: Canvas, x: float, y: float, size: float) -> list[str]:
    """The mark of Lisière in a square of px: an ink line on an ochre band."""
    line = np.array([(0.52, 0.0), (0.44, 0.2), (0.6, 0.42), (0.46, 0.66), (0.56, 1.0)]) * size + (x, y)
    band = canvas.preset("rect", (x + size * 0.2, y, size * 0.62, size), Paint("lisere-band"), "Lisière", "Lisière")
    return [band, canvas.freeform([line], Paint("", "ink", size * 0.09), "Lisière", "Lisière", closed=False)]


class DrawnSlide(SlidePart):
    """A slide whose XML is finished: bytes without a tree, which would take thirty times their room."""

    drawn: bytes

    @property
    def blob(self) -> bytes:
        """The XML as it is saved."""
        return self.drawn


def add(part: Any, shapes: Iterable[str]) -> bytes:
    """The XML of a slide or a layout with shapes given as markup, above what is there."""
    return serialize_part_xml(part._element).replace(b"</p:spTree>", "".join(shapes).encode() + b"</p:spTree>", 1)


def close(slide: Any, shapes: Iterable[str]) -> None:
    """Put shapes given as markup on a slide that nothing else is done to; it is saved as it is now."""
    part = slide.part
    part.drawn = add(part, shapes)
    part.__class__ = DrawnSlide
    part._element = None
