"""The page that an error shows: short, in French, with the way home."""

from html import escape

from dash.exceptions import DependencyException
from flask import Flask, Response
from werkzeug.exceptions import HTTPException, NotFound, ServiceUnavailable

from dashboard.text import Text
from dashboard.theme import color, family
from geodata.errors import StoreError

PAGE = """<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Lisière</title>
</head>
<body style="font: 17px/1.5 {family}; color: {ink}; max-width: 36em; margin: 4em auto; padding: 0 1em">
<main style="border-left: 4px solid {band}; padding-left: 1.2em">
<p style="margin: 0; font-weight: 700">Lisière</p>
<h1 style="margin: .4em 0; font-size: 1.5em; line-height: 1.2; font-weight: 600">{title}</h1>
<p>{text}</p>
<p><a href="{home}" style="color: inherit">{link}</a></p>
</main>
</body>
</html>
"""


def register(server: Flask, home: str) -> None:
    """Answer every HTTP error, a failure of the server included, with this page; a refused call (400, 415) with its
    sentence; imported data that cannot be read with 503. `home` is the path of the site.
    """

    def answer(error: HTTPException) -> Response:
        t = Text("fr")
        key = f"error.{error.code}" if t.has(f"error.{error.code}.title") else "error.400"
        body = PAGE.format(
            title=escape(t(f"{key}.title")),
            text=escape(t(f"{key}.text")),
            home=home,
            link=escape(t("error.home")),
            family=family(),
            ink=color("ink"),
            band=color("lisere"),
        )
        response = Response(body, error.code, mimetype="text/html")
        response.headers.extend({name: value for name, value in error.get_headers() if name == "Allow"})
        return response

    def refuse(error: HTTPException) -> Response:
        return Response(f"{error.description}\n", error.code, mimetype="text/plain")

    # Dash fails on a script that it does not have.
    server.register_error_handler(DependencyException, lambda _: answer(NotFound()))
    server.register_error_handler(StoreError, lambda _: answer(ServiceUnavailable()))
    server.register_error_handler(HTTPException, answer)
    for code in (400, 415):
        server.register_error_handler(code, refuse)
