"""Labelled fields that are typed into; what is in one is the browser's until it is sent."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from reactpy import html
from reactpy.types import VdomDict


def figure(typed: str) -> Decimal | None:
    """Return a figure as people type it: a comma or a point, any spaces, a real minus or a hyphen.

    None for an empty field, `InvalidOperation` for what is no figure.
    """
    text = "".join(typed.split()).replace(",", ".").replace("−", "-")
    if not text:
        return None
    value = Decimal(text)
    if not value.is_finite():
        raise InvalidOperation(typed)
    return value


def plain(value: Decimal) -> str:
    """Return a figure as a field begins with it."""
    return f"{value.normalize():f}"


def text_field(label: str, attributes: dict[str, Any], write: Callable[[str], object]) -> VdomDict:
    """Draw a labelled field that tells what is typed."""
    return html.label(
        {"className": "stack tight"},
        html.span({"className": "label"}, label),
        html.span(
            {"className": "field"},
            html.input(
                {
                    "type": "text",
                    "autoComplete": "off",
                    **attributes,
                    "onChange": lambda event: write(str(event["target"]["value"])),
                }
            ),
        ),
    )


def typed(
    label: str,
    field: str,
    set_wish: Callable[..., None],
    *,
    kind: str = "text",
    mode: str = "",
    longest: int = 20,
    said: str = "",
) -> VdomDict:
    """Draw a field of a wish that begins with what was `said`."""
    more = {
        **({"inputMode": mode} if mode else {}),
        **({"defaultValue": said} if said else {}),
    }
    return text_field(
        label,
        {"type": kind, "maxLength": longest, **more},
        lambda value: set_wish(**{field: value}),
    )
