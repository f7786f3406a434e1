"""create_app(atlas) → Dash: the page as it is served, its callbacks, its doors, its cache, its headers."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from dash import Dash
from flask import Flask, Response, abort, g, request

from dashboard import callbacks, dictionary, doors, errors, exports, layout, security, slides, static, whole
from dashboard.cache import Place, Room, attach
from dashboard.compose import compose, printed
from dashboard.compose.base import detail_files
from dashboard.dictionary import Dictionary
from dashboard.renderings import credit, embed, fiche, found, sheets, slide, svg
from dashboard.renderings.credit import Edition
from dashboard.settings import Settings
from dashboard.text import Text
from dashboard.turns import Turns
from geodata.atlas import Atlas
from geodata.following import Following

ASSETS = Path(__file__).parent.parent / "assets"
# Two levels higher, brotli takes three times as long, a third of an answer's time, for 1 % less.
QUALITY = 5
# What the page leaves to the documents that stand by themselves.
DOCUMENTS = {"diapo": slide.page, "embed": embed.page, "fiche": fiche.page}
CACHED = (doors.PICTURE, doors.FIGURES, slides.SLIDES, doors.FIND, exports.IMAGE)
CALLBACK = "_dash-update-component"
OTHERS = r"^(slide|embed|fiche)\."
PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
{metas}
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{canonical}">
<link rel="icon" href="{icon}" type="image/svg+xml">
<link rel="compression-dictionary" href="{dictionary}">
{css}
</head>
<body data-view="{view}" data-layout="{layout}">
{find}
{map}
{sheet}
<div id="react-entry-point"></div>
{config}
{scripts}
{renderer}
</body>
</html>
"""


class Page(Dash):
    """Dash whose page holds the map of its own query: readable before any script has run."""

    def __init__(self, atlas: Atlas, settings: Settings) -> None:
        self.atlas = atlas
        self.following = Following(atlas)
        self.dictionary = Dictionary(callbacks.sample(atlas))
        self.settings = settings
        super().__init__(
            "lisiere",
            # Flask would open a folder /static/ of its own.
            server=Flask("lisiere", static_folder=None),
            assets_folder=str(ASSETS),
            assets_ignore=OTHERS,
            url_base_pathname=settings.prefix,
            suppress_callback_exceptions=True,
            update_title="",
            add_log_handler=False,
            hooks=callbacks.HOOKS,
        )

    def now(self) -> Atlas:
        """The atlas with what is imported, one and the same until the end of a request."""
        if "atlas" not in g:
            g.atlas = self.following()
        return g.atlas

    def rehearse(self) -> None:
        """Show each level of what is imported once: no visitor then waits for what its maps have in common."""
        atlas = self.following()
        for search in callbacks.levels(atlas):
            callbacks.show(atlas, search, "", "")

    def index(self, *args: object, **kwargs: object) -> str | Response:
        """What `/` answers: the page, or a document that needs nothing of Dash."""
        selection = callbacks.selection_of(self.now(), doors.query())
        if selection.format not in DOCUMENTS:
            return super().index(*args, **kwargs)
        edition = Edition(doors.address(self.settings), callbacks.today(), self.get_asset_url)
        composed = printed if selection.format == "fiche" else compose
        view = composed(self.now(), selection.but(format="page"))
        answer = Response(DOCUMENTS[selection.format](view, edition))
        if selection.format == "embed":
            answer.headers["Content-Security-Policy"] = security.policy((), self.settings.frame_ancestors)
        return answer

    def interpolate_index(self, **parts: str) -> str:
        """The page for the request's query; `parts` are Dash's own tags."""
        view = callbacks.view_of(self.now(), doors.query())
        return PAGE.format(
            language=view.language,
            title=escape(f"{view.title} · Lisière"),
            description=escape(view.alt),
            canonical=escape(credit.permalink(view, doors.address(self.settings))),
            icon=self.get_asset_url("favicon.svg"),
            dictionary=f"{self.settings.prefix}{dictionary.ENDPOINT}/{self.dictionary.name}",
            view=view.name,
            layout=view.layout,
            find=found.unscripted(Text(view.language)),
            map=svg.map_section(view),
            sheet=sheets.served(view),
            **{name: parts[name] for name in ("metas", "css", "config", "scripts", "renderer")},
        )


def create_app(atlas: Atlas, settings: Settings | None = None) -> Dash:
    """The dashboard of an atlas, ready to serve: `create_app(atlas).server` is a WSGI application."""
    settings = settings or Settings()
    app = Page(atlas, settings)
    app.layout = layout.shell()
    callbacks.register(app, app.now, lambda: doors.address(settings))
    details = {name.rpartition("/")[2]: content for name, content in detail_files(atlas).items()}
    turns = Turns()
    doors.register(app.server, app.now, settings, details, app.get_asset_url)
    slides.register(app.server, app.now, settings, turns)
    exports.register(app.server, app.now, settings, turns)
    whole.register(app.server, app.now, settings, turns)
    dictionary.serve(app.server, settings.prefix, app.dictionary, f"{settings.prefix}{CALLBACK}")
    errors.register(app.server, settings.prefix)
    security.harden(app.server, security.policy(app.csp_hashes()))
    shelf = static.Shelf()
    app.server.after_request(shelf.date)
    room = Room(app.settings.cache_bytes)
    attach(app.server, _places(app, shelf, room))
    static.fill(app.server, settings.prefix, [f"{settings.prefix}geo/{name}" for name in details])
    for each in (shelf.room, room):
        each.close()
    # Not before: what has been asked so far needs no import, and connections are made after the fork.
    app.following.follow(settings.store)
    return app


def _places(app: Page, shelf: static.Shelf, room: Room) -> Callable[[], Place | None]:
    prefix = app.settings.prefix

    def search() -> str | None:
        if request.endpoint == f"{prefix}{CALLBACK}":
            return security.asked_search(request.get_data(), request.mimetype, callbacks.CALL)
        return doors.query() if request.endpoint in (*CACHED, prefix) else None

    def place() -> Place | None:
        if request.endpoint == f"{prefix}<path:path>":
            abort(404)
        asked = search()
        if asked is None:
            return shelf.place()
        read = (slides if request.endpoint == slides.SLIDES else callbacks).selection_of
        atlas = app.now()
        selection = read(atlas, asked)
        imported = atlas.imported and (atlas.imported.version, atlas.imported.readable)
        width = exports.width_asked() if request.endpoint == exports.IMAGE else 0
        key = (request.endpoint, selection, width, imported, callbacks.today(), doors.address(app.settings))
        return Place(room, repr(key), QUALITY, app.dictionary if request.endpoint == f"{prefix}{CALLBACK}" else None)

    return place
