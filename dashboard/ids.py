"""The ids of the page, as Dash and the browser script know them."""

from enum import StrEnum


class Ids(StrEnum):
    """Element ids; `Ids.MAP`, never "map"."""

    URL = "url"
    SHELL = "shell"
    HEADER = "header"
    RAIL = "rail"
    MAP_SLOT = "map-slot"
    MAP = "map"
    SHEET = "sheet"
    PANEL = "panel"
    FOOTER = "footer"
    FRAGMENT = "fragment"
