"""The page's shell: what React holds around the map, which stands outside its root."""

from dash import dcc, html

from dashboard.ids import Ids


def shell() -> html.Div:
    """Rooms for header, rail, map, panel, sheet and footer, in the keyboard's order; browser.js fills them."""
    return html.Div(
        id=Ids.SHELL,
        children=[
            dcc.Location(id=Ids.URL, refresh=False),
            dcc.Store(id=Ids.FRAGMENT),
            html.Header(id=Ids.HEADER),
            html.Div(id=Ids.RAIL),
            html.Main(id=Ids.MAP_SLOT),
            html.Aside(id=Ids.PANEL),
            html.Section(id=Ids.SHEET),
            html.Footer(id=Ids.FOOTER),
        ],
    )
