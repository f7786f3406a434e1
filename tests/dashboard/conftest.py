"""The real atlas served in process, and a View made by hand."""

from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import callbacks
from dashboard.factory import create_app
from dashboard.settings import Settings
from dashboard.view import (
    Actions,
    Base,
    Extent,
    Figure,
    Filter,
    MapScene,
    Note,
    Option,
    Rail,
    Reference,
    View,
)
from tests import real


@pytest.fixture(scope="session")
def app() -> Dash:
    """The real atlas as a Dash app."""
    return create_app(real.atlas(), Settings(url="https://lisiere.example"))


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """A client of that app."""
    return app.server.test_client()


def call(search: Any = "", **changes: Any) -> dict[str, Any]:
    """What the page posts for a query string, with some of its parts changed; None takes a part out."""
    body = {**callbacks.CALL.body(search), "parsedChangedPropsIds": ["url.search"], **changes}
    return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def view() -> View:
    """A View with two figures, one of them secret, and one source."""
    figures = (
        Figure("nuts3:FRN", "Nord", "nuts3:CH0", "Canton, de l’Est", "fr-ch", "2021", 850.0, "", "exact", "observed",
               "résidents", "census", "Open"),
        Figure("nuts3:FRS", "=SUM(A1)", "nuts3:ES0", "Province", "fr-es", "2021", None, "", "exact", "secret",
               "résidents", "census", "Open"),
    )  # fmt: skip
    return View(
        language="fr",
        search="?annee=2021",
        title="Une phrase\nsur deux lignes",
        subtitle="Un sous-titre",
        map=MapScene(Base("metropole", 10.0, ()), Extent(0, 0, 1, 1)),
        rail=Rail("", "", (), None, "", ()),
        filters=(Filter("period", "Année", (Option("2021", "?annee=2021", selected=True), Option("2011", "?"))),),
        facts=(),
        charts=(),
        actions=Actions("", ()),
        notes=(
            Note("Source :", "le jouet.", (Reference("census", "Census of the toy", "https://example.org/census"),)),
        ),
        tabs=(),
        languages=(),
        figures=figures,
    )
