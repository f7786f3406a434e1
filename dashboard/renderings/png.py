"""SVG → PNG without a browser: resvg, with the faces of dashboard/fonts, and what the picture says of itself inside."""

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dashboard.theme import family

FOLDER = Path(__file__).parent.parent / "fonts"
LEAST, MOST = 320, 3840
# Signature and header chunk: text chunks may follow.
HEAD = 8 + 25


@cache
def _faces() -> list[str]:
    return sorted(str(file) for file in FOLDER.glob("*.ttf"))


def png(svg: str, *, width: int, about: Mapping[str, str]) -> bytes:
    """The picture `width` px wide, LEAST to MOST; `about` becomes text chunks by its keys (Title, Source, URL…)."""
    # A library of 5 MB that a worker loads when the first picture is asked.
    from resvg_py import svg_to_bytes

    first = family().partition(",")[0].strip("'")
    drawn = bytes(
        svg_to_bytes(
            svg_string=svg,
            width=min(max(width, LEAST), MOST),
            skip_system_fonts=True,
            font_files=_faces(),
            font_family=first,
            sans_serif_family=first,
        )
    )
    return drawn[:HEAD] + b"".join(_text(key, value) for key, value in about.items() if value) + drawn[HEAD:]


def _text(key: str, value: str) -> bytes:
    """A text chunk: tEXt where Latin-1 has all its letters, else iTXt, which is UTF-8."""
    try:
        kind, body = b"tEXt", key.encode() + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        kind, body = b"iTXt", key.encode() + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
