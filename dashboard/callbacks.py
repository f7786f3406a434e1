"""The only Input and Output of the project: the address bar in, the page's parts out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from dash import Dash, Input, Output

from dashboard.compose import compose, vocabulary
from dashboard.compose.imported import levels_of
from dashboard.compose.index import index
from dashboard.ids import Ids
from dashboard.placement import PAGE, PHONE
from dashboard.renderings import svg, web
from dashboard.security import Call
from dashboard.selection import PHONE_FORMAT, Selection, parse
from dashboard.view import View
from geodata.atlas import Atlas

CALL = Call(
    output={"id": str(Ids.FRAGMENT), "property": "data"},
    source={"id": str(Ids.URL), "property": "search"},
)
# Of browser.js: what the page asks also says its format; what is answered is placed before Dash keeps it.
HOOKS = {"request_pre": "lisiere.ask", "request_post": "lisiere.answered"}
# More of them make changes shorter, and longer the dictionary that each visitor fetches.
SAMPLE = ("fr-be", "fr-ch", "fr-de")


def today() -> str:
    """The date of a request in France, in ISO form."""
    return datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()


def selection_of(atlas: Atlas, search: str | None) -> Selection:
    """The Selection that a query string asks for, anything unknown left out."""
    return parse(search, vocabulary(atlas))


def view_of(atlas: Atlas, search: str | None) -> View:
    """The View that a query string asks for, the same in every format."""
    return compose(atlas, selection_of(atlas, search).but(format="page"))


def show(atlas: Atlas, search: str | None, date: str, address: str) -> dict[str, Any]:
    """What the page shows for a query string; date (ISO) and address stand in its footer.

    `format=telephone` asks for the phone's map and shortcuts instead of the desk's.
    """
    asked = selection_of(atlas, search)
    view, form = compose(atlas, asked.but(format="page")), PHONE if asked.format == PHONE_FORMAT else PAGE
    return svg.fragment(view, form) | web.parts(view, date, address, bar=form is PHONE)


def sample(atlas: Atlas) -> bytes:
    """What visitors get for all frontiers and for those of SAMPLE, one after the other, as JSON: what answers have in
    common. The same on every server and day.
    """
    drawn = set(atlas.outlines.loc[atlas.outlines["kind"] == "frontier", "id"])
    searches = ["", *(f"?frontiere={frontier}" for frontier in SAMPLE if frontier in drawn)]
    return b"".join(orjson.dumps(show(atlas, search, "", "")) for search in searches)


def levels(atlas: Atlas) -> list[str]:
    """The query strings of every level of places at which imported flows of a frontier can be shown."""
    known = index(atlas)
    return [
        Selection(frontiers=(frontier,), level=level).search
        for frontier in known.frontiers
        for level in sorted({*levels_of(known, frontier, "out"), *levels_of(known, frontier, "in")})
    ]


def register(app: Dash, now: Callable[[], Atlas], address: Callable[[], str]) -> None:
    """Register the callbacks on one app; `now` gives the atlas, `address` that of the site while a request runs."""

    # The address bar's first report is the first call: the layout itself knows no query.
    @app.callback(Output(Ids.FRAGMENT, "data"), Input(Ids.URL, "search"), prevent_initial_call=True)
    def shown(search: str | None) -> dict[str, Any]:
        return show(now(), search, today(), address())
