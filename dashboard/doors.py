"""The doors by HTTP: picture, figures and search, which take the page's query; detailed outlines and health."""

from collections.abc import Callable, Mapping
from dataclasses import fields

import orjson
from flask import Flask, Response, abort, request

from dashboard.callbacks import selection_of, today, view_of
from dashboard.compose.base import finer_file
from dashboard.compose.find import find
from dashboard.placement import PAGE
from dashboard.renderings import credit, faces, found, svg, table
from dashboard.renderings.credit import Edition
from dashboard.security import PICTURE_POLICY
from dashboard.selection import Selection
from dashboard.settings import Settings
from dashboard.text import Text
from dashboard.turns import PATIENCE_SECONDS
from dashboard.view import View
from geodata.atlas import Atlas

PICTURE, FIGURES, DETAIL, HEALTH, FIND = "carte.svg", "donnees.csv", "geo", "health", found.DOOR


def query() -> str:
    """The query string of the request, percent-encoded as it came."""
    return request.query_string.decode("utf-8", "replace")


def address(settings: Settings) -> str:
    """The address of the site without its last slash: the public one, else the request's own."""
    return settings.url or (request.host_url.rstrip("/") + settings.prefix).rstrip("/")


def filename(selection: Selection, extension: str) -> str:
    """A name for a file that says what was chosen: lisiere-fr-ch-2021.csv."""
    chosen = [
        getattr(selection, item.name) for item in fields(selection) if getattr(selection, item.name) != item.default
    ]
    words = ["lisiere", *("-".join(value) if isinstance(value, tuple) else value for value in chosen)]
    return (
        "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in "-".join(words))
        + f".{extension}"
    )


def named(answer: Response, selection: Selection, extension: str, kind: str = "attachment") -> Response:
    """The answer as a file whose name says what was chosen; `kind` is inline where a browser may show it."""
    answer.headers["Content-Disposition"] = f'{kind}; filename="{filename(selection, extension)}"'
    return answer


def busy(selection: Selection, why: str = "share.busy") -> Response:
    """The answer to who found no turn; `why` is the key of its text."""
    refusal = Response(f"{Text(selection.language)(why)}\n", 503, mimetype="text/plain")
    refusal.headers["Retry-After"] = str(PATIENCE_SECONDS)
    return refusal


def mapless(view: View, what: str = "share.no_map") -> Response:
    """The answer to who asks for the picture of a view that has no map of its own; `what` is the key of its text."""
    t = Text(view.language)
    return Response(f"{t(what, view=t(f'tabs.{view.name}'))}\n", 404, mimetype="text/plain")


def _drawn(view: View, settings: Settings) -> Response:
    """The picture of a view with a map, which other sites may show."""
    site, date = address(settings), today()
    lines, about = credit.lines(view, site, date), credit.about(view, site, date)
    drawn = svg.picture(view, form=PAGE, lines=lines, about=about, font=faces.rules())
    answer = Response(drawn, mimetype="image/svg+xml")
    answer.headers["Content-Security-Policy"] = f"{PICTURE_POLICY}; frame-ancestors {settings.frame_ancestors}"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def register(
    server: Flask,
    now: Callable[[], Atlas],
    settings: Settings,
    details: Mapping[str, bytes],
    asset: Callable[[str], str],
) -> None:
    """Open the doors on a server. `now` gives the atlas while a request runs, `details` are the files of /geo/ by name,
    `asset` says where a file of assets/ is served.
    """

    def chosen() -> Selection:
        return selection_of(now(), query())

    def picture() -> Response:
        view = view_of(now(), query())
        return named(_drawn(view, settings), chosen(), "svg", "inline") if view.mapped else mapless(view)

    def figures() -> Response:
        content = table.csv(view_of(now(), query()), address(settings), today())
        return named(Response(content, mimetype="text/csv"), chosen(), "csv")

    def finding() -> Response:
        hits = find(now(), chosen().query, chosen().language)
        return Response(found.page(hits, Edition(address(settings), today(), asset)), mimetype="text/html")

    def detail(filename: str) -> Response:
        content = details.get(filename) or finer_file(now(), filename)
        if content is None:
            abort(404)
        return Response(content, mimetype="application/json")

    def health() -> Response:
        return Response(orjson.dumps({"status": "ok", "atlas": now().version}), mimetype="application/json")

    routes = (
        (PICTURE, PICTURE, picture),
        (FIGURES, FIGURES, figures),
        ("geo/<filename>", DETAIL, detail),
        (HEALTH, HEALTH, health),
        (FIND, FIND, finding),
    )
    for path, endpoint, door in routes:
        server.add_url_rule(settings.prefix + path, endpoint, door)
