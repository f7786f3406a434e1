"""What goes out with every answer, and what may come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask, Response
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

LARGEST_REQUEST = 64_000
# Scripts, styles, files and answers to the script: nothing in them is a page.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
NOBODY = "'none'"


def policy(script_hashes: Sequence[str], frame_ancestors: str = NOBODY) -> str:
    """The Content-Security-Policy of the page: scripts of this site and the inline ones with these hashes, no eval.

    `frame_ancestors` are the sites that may frame it, nobody unless said.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes)),
            # Plotly and React set style attributes; no CSP hash can name those.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            f"frame-ancestors {frame_ancestors}",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def harden(server: Flask, content_policy: str) -> None:
    """Cap the size of requests, and send these headers with every answer that does not set its own."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    pages = {
        "Content-Security-Policy": content_policy,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    def send(response: Response) -> Response:
        own = pages if response.mimetype == "text/html" else {"Content-Security-Policy": DATA_POLICY}
        for name, value in (headers | own).items():
            response.headers.setdefault(name, value)
        return response

    server.after_request(send)


@dataclass(frozen=True)
class Call:
    """How the page calls its one server callback: what it fills, its one input."""

    output: dict[str, str]
    source: dict[str, str]

    def body(self, search: str) -> dict[str, Any]:
        """What Dash's renderer posts for a query string."""
        filled, changed = (f"{part['id']}.{part['property']}" for part in (self.output, self.source))
        inputs = [{**self.source, "value": search}]
        return {"output": filled, "outputs": self.output, "inputs": inputs, "changedPropIds": [changed]}


def asked_search(body: bytes, mimetype: str, call: Call) -> str:
    """The query string that a posted body carries.

    Raises UnsupportedMediaType for another content type, and BadRequest for any body that the page would not send: Dash
    answers those with a 500.
    """
    if mimetype != "application/json":
        raise UnsupportedMediaType("The callback's content type is unknown, expected application/json.")
    try:
        posted = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"The callback's body is no JSON ({error}), expected an object.") from error
    if not isinstance(posted, dict):
        raise BadRequest("The callback's body is no object, expected output, outputs, inputs and changedPropIds.")
    expected = call.body(_value(posted.get("inputs")))
    for name in ("output", "outputs", "inputs"):
        if posted.get(name) != expected[name]:
            raise BadRequest(
                f"The callback's {name} are not the page's, expected {orjson.dumps(expected[name]).decode()}."
            )
    if posted.get("state", []) != []:
        raise BadRequest("The callback's state is not empty, expected none.")
    changed = posted.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        raise BadRequest("The callback's changedPropIds are no list, expected one of texts.")
    return str(expected["inputs"][0]["value"])


def _value(inputs: Any) -> str:
    value = inputs[0].get("value") if isinstance(inputs, list) and inputs and isinstance(inputs[0], dict) else ""
    return value if isinstance(value, str) else ""
