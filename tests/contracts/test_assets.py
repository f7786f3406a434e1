"""What is bundled with the page: its versions and licences."""

import re
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version


def test_bundled_plotly_is_the_version_that_the_python_package_speaks_to(project: Path):
    with (project / "assets/vendor/plotly-cartesian.min.js").open(encoding="utf-8") as script:
        header = script.read(200)
    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}\n" in header


@pytest.mark.parametrize("folder", ["vendor", "fonts"])
def test_every_bundled_file_has_a_licence_beside_it(project: Path, folder: str):
    files = {file.name for file in (project / "assets" / folder).iterdir()} - {"README.md"}
    licences = {name for name in files if name.endswith(".LICENSE.txt")}
    assert licences
    assert all(
        any(name.startswith(licence.removesuffix(".LICENSE.txt")) for licence in licences) for name in files - licences
    )


def test_no_style_asks_what_the_whole_page_has(project: Path):
    """Where `html` or `body` may change with what it holds, each element that Plotly measures styles all of it anew."""
    sheets = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in (project / "assets").glob("*.css")}
    assert "layout.css" in sheets
    whole = re.compile(r"(?<![\w.#-])(?:html|body|:root)(?:\[[^]]*\]|[.#][\w-]+)*:has\(")
    assert {name: found for name, text in sheets.items() if (found := whole.findall(text))} == {}
