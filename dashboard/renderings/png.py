"""SVG → PNG without a browser: libvips' librsvg, with the faces of dashboard/fonts, and what the picture says of itself
inside.
"""

import ctypes
import os
import re
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

FONTS = Path(__file__).parent.parent / "fonts" / "fonts.conf"
LEAST, MOST = 320, 3840
ROOT_WIDTH = re.compile(r'<svg[^>]*? width="([0-9.]+)"')
# Signature and header chunk: text chunks may follow.
HEAD = 8 + 25
# More saves a twentieth and takes a quarter longer.
COMPRESSION = 3
LOADING = Lock()


@cache
def _vips() -> ctypes.CDLL:
    """libvips with the faces of maps and no others, without the caches of a program that edits pictures.

    Called as in C, which lets other threads run: its Python binding cannot be had without a compiler.
    """
    # 20 MB that a worker loads when the first picture is asked.
    import _libvips

    os.environ["FONTCONFIG_FILE"] = str(FONTS)
    library = ctypes.CDLL(_libvips.__file__)
    # After these arguments come names and values by turns, up to None.
    library.vips_svgload_buffer.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p]
    library.vips_flatten.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    library.vips_pngsave_buffer.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    library.vips_array_double_newv.argtypes = [ctypes.c_int]
    library.g_object_unref.argtypes = library.g_free.argtypes = library.vips_area_unref.argtypes = [ctypes.c_void_p]
    library.vips_error_buffer_copy.restype = library.vips_array_double_newv.restype = ctypes.c_void_p
    if library.vips_init(b"lisiere"):
        raise RuntimeError(f"libvips does not start: {_complaint(library)}")
    library.vips_cache_set_max(0)
    library.vips_concurrency_set(1)
    return library


def _complaint(library: ctypes.CDLL) -> str:
    said = library.vips_error_buffer_copy()
    try:
        return ctypes.string_at(said).decode(errors="replace").strip()
    finally:
        library.g_free(said)


def png(svg: str, *, width: int, about: Mapping[str, str]) -> bytes:
    """The picture `width` px wide, LEAST to MOST, on white; `about` becomes text chunks by its keys (Title, Source…).

    Raises ValueError for what librsvg cannot read, or what says no width in px.
    """
    own = ROOT_WIDTH.search(svg)
    if own is None:
        raise ValueError(f"An SVG that begins with {svg[:80]!r} says no width, expected one in px")
    drawn = _drawn(svg.encode(), min(max(width, LEAST), MOST) / float(own[1]))
    return drawn[:HEAD] + b"".join(_text(key, value) for key, value in about.items() if value) + drawn[HEAD:]


def _drawn(svg: bytes, scale: float) -> bytes:
    with LOADING:
        vips = _vips()
    image, opaque, content, size = ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_void_p(), ctypes.c_size_t()
    white = ctypes.c_void_p(vips.vips_array_double_newv(3, *3 * [ctypes.c_double(255)]))
    scaled = (b"scale", ctypes.c_double(scale), b"unlimited", ctypes.c_int(1), None)
    packed = (b"compression", ctypes.c_int(COMPRESSION), b"keep", ctypes.c_int(0), None)
    try:
        if (
            vips.vips_svgload_buffer(svg, len(svg), ctypes.byref(image), *scaled)
            or vips.vips_flatten(image, ctypes.byref(opaque), b"background", white, None)
            or vips.vips_pngsave_buffer(opaque, ctypes.byref(content), ctypes.byref(size), *packed)
        ):
            raise ValueError(f"An SVG cannot be drawn: {_complaint(vips)}; expected one that librsvg reads")
        return ctypes.string_at(content, size.value)
    finally:
        for thing in (image, opaque):
            if thing:
                vips.g_object_unref(thing)
        vips.vips_area_unref(white)
        vips.g_free(content)


def _text(key: str, value: str) -> bytes:
    """A text chunk: tEXt where Latin-1 has all its letters, else iTXt, which is UTF-8."""
    try:
        kind, body = b"tEXt", key.encode() + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        kind, body = b"iTXt", key.encode() + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
