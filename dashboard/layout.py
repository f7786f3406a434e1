"""The page's shell: what React holds around the map, which stands outside its root."""

from dash import dcc, html

from dashboard.ids import Ids
from dashboard.renderings import web
from dashboard.view import View


def shell(view: View, date: str = "", address: str = "") -> html.Div:
    """Header, rail, the map's slot, panel and footer, in the keyboard's order; browser.js puts the map in its slot."""
    return html.Div(
        id=Ids.SHELL,
        children=[
            dcc.Location(id=Ids.URL, refresh=False),
            dcc.Store(id=Ids.ASKED),
            dcc.Store(id=Ids.FRAGMENT),
            dcc.Store(id=Ids.PLACED),
            html.Header(web.header(view), id=Ids.HEADER),
            html.Div(web.rail(view), id=Ids.RAIL),
            html.Main(id=Ids.MAP_SLOT),
            html.Aside(web.panel(view), id=Ids.PANEL),
            html.Section(web.sheet(view), id=Ids.SHEET),
            html.Footer(web.footer(view, date, address), id=Ids.FOOTER),
        ],
    )
