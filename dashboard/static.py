"""Files that don't change while the server runs: compressed once, sent with a long life."""

import re

from dash.fingerprint import check_fingerprint
from flask import Flask, Response, request

from dashboard import dictionary
from dashboard.cache import ENCODINGS, Place, Room

# Brotli's last two levels take 25 times as long for 8 % less: 5 s for Plotly alone, at every start.
QUALITY = 9
# More than all files of Dash and of assets/ together, in both encodings.
CAPACITY = 64_000_000
YEAR = "public, max-age=31536000, immutable"
DAY = "public, max-age=86400"
# What lies there is named by its content.
NAMED_BY_CONTENT = ("geo", dictionary.ENDPOINT)
LINKED = re.compile(r'(?:src|href)="(/[^"?]+(?:\?m=[^"]+)?)"')
# What the page's scripts load by themselves.
CHUNKS = (
    "_dash-component-suites/dash/dcc/async-graph.js",
    "_dash-component-suites/dash/dcc/dash_core_components-shared.js",
)


class Shelf:
    """The files of Dash, of assets/, of /geo/ and the dictionary, by name, each compressed once."""

    def __init__(self) -> None:
        self.room = Room(CAPACITY)

    def place(self) -> Place | None:
        """Where the requested file lies; None when the request is not for a file."""
        asked = request.view_args or {}
        if "fingerprinted_path" in asked:
            path, _ = check_fingerprint(asked["fingerprinted_path"])
            return Place(self.room, f"{asked['package_name']} {path}", QUALITY)
        if "filename" in asked:
            return Place(self.room, f"{request.endpoint} {asked['filename']}", QUALITY)
        return None

    def date(self, response: Response) -> Response:
        """Tell the browser how long to keep a file: for good when its address changes with its content."""
        if response.status_code in (200, 206, 304) and self.place():
            asked = request.view_args or {}
            fingerprinted = "m" in request.args or check_fingerprint(asked.get("fingerprinted_path", ""))[1]
            response.headers["Cache-Control"] = YEAR if fingerprinted or request.endpoint in NAMED_BY_CONTENT else DAY
        return response


def fill(server: Flask, prefix: str, paths: list[str]) -> None:
    """Ask once, in each encoding, for the page, all that it links to, and these paths: workers then share the answers.

    Raises RuntimeError when one of them is not answered, so that the server does not start half-empty.
    """
    client = server.test_client()
    page = client.get(prefix).get_data(as_text=True)
    for path in (prefix, *LINKED.findall(page), *(prefix + chunk for chunk in CHUNKS), *paths):
        for encoding in ENCODINGS:
            with client.get(path, headers={"Accept-Encoding": encoding}) as answer:
                if answer.status_code != 200:
                    raise RuntimeError(f"{path} answers {answer.status_code}, expected 200")
