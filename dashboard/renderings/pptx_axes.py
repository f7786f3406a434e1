"""What bars and lines share as native charts: measures, number formats, labels, where the axes lie."""

from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.util import Pt

from dashboard.placement.formats import Role
from dashboard.renderings.pptx_xml import Canvas
from dashboard.theme import color

CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
Box = tuple[float, float, float, float]
SIZE = 19.0
WORDS = Role("chart", SIZE, 400)
FIGURES = Role("chart-value", SIZE, 600)
LONGEST = 250.0
# Thousands as the page writes them, whatever the language of the machine that opens the file.
FORMATS = {
    language: f'[>=1000000]#"{mark}"###"{mark}"##0;[>=1000]#"{mark}"##0;0'
    for language, mark in (("fr", "\u00a0"), ("en", ","), ("de", "."))
}


def rgb(name: str) -> RGBColor:
    """A colour of the theme."""
    return RGBColor.from_string(color(name).lstrip("#"))


def labelled(series: Any, position: Any, canvas: Canvas) -> None:
    """Show the values of a series, in bold and as the language writes numbers."""
    labels = series.data_labels
    labels.show_value, labels.font.bold = True, True
    labels.font.size = Pt(canvas.stage.hundredths(SIZE) / 100)
    labels.position, labels.number_format = position, FORMATS[canvas.language]
    labels.number_format_is_linked = False


def say(series: Any, n: int, text: str, canvas: Canvas, position: Any = None) -> None:
    """A label in words, where the figure is not a plain number."""
    label = series.points[n].data_label
    frame = label.text_frame
    frame.text = text
    font = frame.paragraphs[0].runs[0].font
    font.bold, font.size = True, Pt(canvas.stage.hundredths(SIZE) / 100)
    if position is not None:
        label.position = position


def unwrapped(series: Any) -> None:
    """Keep every label on one line."""
    for body in series._element.findall(".//{*}dLbls//{*}bodyPr"):
        body.set("wrap", "none")


def every_label(axis: Any) -> None:
    """Write every category: most are blank, and none turns on its side."""
    for tag in ("tickLblSkip", "tickMarkSkip"):
        axis._element.find("{*}noMultiLvlLbl").addprevious(parse_xml(f'<c:{tag} {CHART} val="1"/>'))
    body = axis.tick_labels.font._element.getparent().getparent().getparent().find("{*}bodyPr")
    if body is not None:
        body.set("rot", "0")
        body.set("vert", "horz")


def plot_area(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """Where the axes lie inside the chart, as shares of it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    parts = "".join(f'<c:{tag} val="{value:.4f}"/>' for tag, value in (("x", x), ("y", y), ("w", width), ("h", height)))
    area.insert(
        0,
        parse_xml(
            f'<c:layout {CHART}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
        ),
    )
