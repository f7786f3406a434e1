"""The permalink as a code to scan, as SVG."""

from io import BytesIO

import segno
from markupsafe import Markup

from dashboard.theme import color

BORDER = 2


def code(address: str) -> Markup:
    """The QR code of an address as an SVG without size, black on white, with its quiet zone; for use inside HTML."""
    return Markup(_svg(address, xmldecl=False, svgns=True, nl=False))


def picture(address: str) -> bytes:
    """The same as a file."""
    return _svg(address).encode()


def _svg(address: str, **how: bool) -> str:
    out = BytesIO()
    drawn = segno.make(address, error="m", micro=False)
    drawn.save(out, kind="svg", border=BORDER, dark=color("ink"), light=color("paper"), omitsize=True, **how)
    return out.getvalue().decode()
