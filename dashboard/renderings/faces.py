"""The typeface as CSS rules with the files inside, for a picture that is opened far from the site."""

from base64 import b64encode
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
RULE = (
    "@font-face{{font-family:'Source Sans 3';font-weight:200 900;font-style:{style};"
    "src:url(data:font/woff2;base64,{data})}}"
)


@cache
def rules() -> str:
    """Roman and italic, the Latin part."""
    files = {style: FOLDER / f"source-sans-3-latin-wght-{style}.woff2" for style in ("normal", "italic")}
    return "".join(
        RULE.format(style=style, data=b64encode(file.read_bytes()).decode()) for style, file in files.items()
    )
