"""SVG → PNG without a browser: libvips' librsvg, with the faces of dashboard/fonts, and what the picture says of itself
inside.
"""

import ctypes
import os
import re
import struct
import zlib
from collections.abc import Callable, Mapping
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
# As libvips numbers the directions of a join.
VERTICAL = 1
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
    library.vips_join.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
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


def png(*svgs: str, width: int, about: Mapping[str, str]) -> bytes:
    """The picture `width` px wide, LEAST to MOST, on white, of SVGs one below the other; `about` becomes text chunks by
    its keys (Title, Source…).

    Raises ValueError for what librsvg cannot read, or what says no width in px.
    """
    drawn = _drawn([(svg.encode(), min(max(width, LEAST), MOST) / _width(svg)) for svg in svgs])
    return drawn[:HEAD] + b"".join(_text(key, value) for key, value in about.items() if value) + drawn[HEAD:]


def _width(svg: str) -> float:
    own = ROOT_WIDTH.search(svg)
    if own is None:
        raise ValueError(f"An SVG that begins with {svg[:80]!r} says no width, expected one in px")
    return float(own[1])


def _drawn(svgs: list[tuple[bytes, float]]) -> bytes:
    """The PNG of SVGs with their scales, one below the other."""
    with LOADING:
        vips = _vips()
    content, size = ctypes.c_void_p(), ctypes.c_size_t()
    white = ctypes.c_void_p(vips.vips_array_double_newv(3, *3 * [ctypes.c_double(255)]))
    packed = (b"compression", ctypes.c_int(COMPRESSION), b"keep", ctypes.c_int(0), None)
    images: list[ctypes.c_void_p] = []

    def made(failed: Callable[..., int], *given: object, options: tuple[object, ...] = (None,)) -> ctypes.c_void_p:
        images.append(ctypes.c_void_p())
        if failed(*given, ctypes.byref(images[-1]), *options):
            raise ValueError(f"An SVG cannot be drawn: {_complaint(vips)}; expected one that librsvg reads")
        return images[-1]

    try:
        whole = None
        for svg, scale in svgs:
            scaled = (b"scale", ctypes.c_double(scale), b"unlimited", ctypes.c_int(1), None)
            part = made(vips.vips_svgload_buffer, svg, len(svg), options=scaled)
            whole = part if whole is None else made(vips.vips_join, whole, part, options=(VERTICAL, None))
        opaque = made(vips.vips_flatten, whole, options=(b"background", white, None))
        if vips.vips_pngsave_buffer(opaque, ctypes.byref(content), ctypes.byref(size), *packed):
            raise ValueError(f"An SVG cannot be drawn: {_complaint(vips)}; expected one that librsvg reads")
        return ctypes.string_at(content, size.value)
    finally:
        for image in filter(None, images):
            vips.g_object_unref(image)
        vips.vips_area_unref(white)
        vips.g_free(content)


def _text(key: str, value: str) -> bytes:
    """A text chunk: tEXt where Latin-1 has all its letters, else iTXt, which is UTF-8."""
    try:
        kind, body = b"tEXt", key.encode() + b"\0" + value.encode("latin-1")
    except UnicodeEncodeError:
        kind, body = b"iTXt", key.encode() + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
