"""Icons and statuses: always a shape, then a word, then a colour."""

from reactpy import html
from reactpy.types import VdomDict


def icon(name: str, size: str = "") -> VdomDict:
    """Draw one icon of `/static/icons.svg`; a word stands beside it, so it is hidden from readers."""
    classes = f"i {size}".strip()
    return html.svg(
        {"className": classes, "viewBox": "0 0 24 24", "aria-hidden": "true"},
        html.use({"href": f"/static/icons.svg#{name}"}),
    )


def status(name: str, words: str, tone: str = "") -> VdomDict:
    """Say where something stands."""
    return html.span({"className": f"st {tone}".strip()}, icon(name), html.span(words))
