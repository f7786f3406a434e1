"""A template of slides, ours or a file of an organisation, and which of its layouts serve.

A layout is found by the types of its placeholders: a title for a slide; a centred title and a subtitle for the cover.
Ours are known by their indices, which an organisation may give to placeholders of its own.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from dashboard.renderings.pptx_style import HEIGHT, WIDTH, Stage

SUBTITLE, FOOT, LINK, CHART, NUMBER = 41, 42, 43, 44, 45
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
MARGINAL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
# The composition below the title, in px: what has to find room in a template of another shape.
BODY = (64, 114, 1792, 952)
# Under this share of its own size, the smallest type (18.5 px) could no longer be read from the back of a room.
LEAST_SCALE = 0.6


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
            f"{name} has no layout with a title placeholder and room for a map below, expected one (of {len(layouts)})"
        )
    slide = max(usable, key=lambda n: _fitness(layouts[n]))
    covers = [
        n
        for n, layout in enumerate(layouts)
        if _types(layout) >= {PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE}
    ]
    without_slides(found)
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


def without_slides(presentation: Any) -> None:
    """Take the slides out of a presentation."""
    ids = presentation.slides._sldIdLst
    for item in list(ids):
        presentation.part.drop_rel(item.rId)
        ids.remove(item)
