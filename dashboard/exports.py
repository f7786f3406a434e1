"""More doors by HTTP: the picture as PNG, the code of a link, workbook and GeoPackage. Costly ones wait their turn."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, request

from dashboard.callbacks import selection_of, today, view_of
from dashboard.doors import address, busy, mapless, named, query
from dashboard.placement import PAGE
from dashboard.renderings import credit, gpkg, png, qr, xlsx
from dashboard.renderings.strips import strips
from dashboard.settings import Settings
from dashboard.turns import Turns
from dashboard.view import View
from geodata.atlas import Atlas

IMAGE, CODE, WORKBOOK, LAYERS = "carte.png", "qr.svg", "donnees.xlsx", "donnees.gpkg"
WIDTH = "largeur"
PROJECT = Path(__file__).parent.parent
LAYERS_SECONDS = 25
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GPKG_TYPE = "application/geopackage+sqlite3"


def width_asked() -> int:
    """The width of the picture in px: twice the page's, or what `largeur` asks within the bounds."""
    asked = request.args.get(WIDTH, "")
    wide = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else int(2 * PAGE.width)
    return min(max(wide, png.LEAST), png.MOST)


def image_of(view: View, site: str, date: str, width: int) -> bytes:
    """The picture of a View as PNG, with its source lines and its metadata."""
    parts = strips(view, form=PAGE, lines=credit.lines(view, site, date), width=width)
    return png.png(*parts, width=width, about=credit.about(view, site, date))


def layers(asked: bytes) -> bytes | None:
    """The GeoPackage of a request, made by a process of its own; None where it takes too long or fails."""
    command = [sys.executable, "-m", "geodata.layers"]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, cwd=PROJECT, timeout=LAYERS_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(done.stderr.decode(errors="replace"), file=sys.stderr)
        return None
    return done.stdout


def register(server: Flask, now: Callable[[], Atlas], settings: Settings, turns: Turns) -> None:
    """Open these doors on a server. `now` gives the atlas while a request runs, `turns` are those of costly work."""

    def made(make: Callable[[], bytes | None], mimetype: str, extension: str, kind: str = "attachment") -> Response:
        chosen = selection_of(now(), query())
        with turns.one() as mine:
            content = make() if mine else None
        if content is None:
            return busy(chosen, "share.late" if mine else "share.busy")
        return named(Response(content, mimetype=mimetype), chosen, extension, kind)

    def image() -> Response:
        view, site, date, width = view_of(now(), query()), address(settings), today(), width_asked()
        if not view.mapped:
            return mapless(view)
        answer = made(lambda: image_of(view, site, date, width), "image/png", "png", "inline")
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return answer

    def code() -> Response:
        chosen = selection_of(now(), query()).but(format="page")
        return Response(qr.picture(f"{address(settings)}/{chosen.search}".removesuffix("?")), mimetype="image/svg+xml")

    def workbook() -> Response:
        view = view_of(now(), query())
        return made(lambda: xlsx.workbook(view, address(settings), today()), XLSX_TYPE, "xlsx")

    def package() -> Response:
        view = view_of(now(), query())
        if not view.mapped:
            return mapless(view, "share.no_layers")
        asked = gpkg.request(view, address(settings), today())
        return made(lambda: layers(asked), GPKG_TYPE, "gpkg")

    for name, door in ((IMAGE, image), (CODE, code), (WORKBOOK, workbook), (LAYERS, package)):
        server.add_url_rule(settings.prefix + name, name, door)
