"""The pages that stand by themselves, without Dash: slide, embed, sheet. Each is whole as it is served."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from dashboard.renderings.credit import Edition, permalink
from dashboard.view import View

DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" class="{kind}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="{viewport}">
<title>{title}</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{canonical}">
<link rel="icon" href="{icon}" type="image/svg+xml">
{styles}
</head>
<body>
{body}
{scripts}
</body>
</html>
"""


def document(
    view: View,
    edition: Edition,
    kind: str,
    body: Markup,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    viewport: str = "",
) -> str:
    """A whole HTML document of a View; `kind` is the class of its root, styles and scripts are files of assets/."""
    return DOCUMENT.format(
        language=view.language,
        kind=kind,
        viewport=viewport or "width=device-width, initial-scale=1",
        title=escape(f"{view.title} · Lisière"),
        description=escape(view.alt),
        canonical=escape(permalink(view, edition.address)),
        icon=edition.asset("favicon.svg"),
        styles="\n".join(f'<link rel="stylesheet" href="{edition.asset(name)}">' for name in styles),
        body=body,
        scripts="\n".join(f'<script src="{edition.asset(name)}"></script>' for name in scripts),
    )


def shortened(address: str, most: int) -> str:
    """An address without its scheme, cut to so many letters."""
    shown = address.partition("://")[2] or address
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
