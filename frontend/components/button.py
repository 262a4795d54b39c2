"""A button of a live page.

On a slow network somebody presses again before anything has shown that the first press was heard.
A press that asks the server to do something is a coroutine; `js/once.js` takes no second one from
such a button until the page has answered, and shows meanwhile that it is under way.
"""

from functools import partial
from inspect import iscoroutinefunction
from typing import Any

from reactpy import html
from reactpy.types import VdomDict


def button(attributes: dict[str, Any], *children: VdomDict | str | None) -> VdomDict:
    """Draw a button; one whose `onClick` is a coroutine is pressed once at a time."""
    pressed = attributes.get("onClick")
    is_once = iscoroutinefunction(pressed.func if isinstance(pressed, partial) else pressed)
    return html.button({**attributes, **({"data-once": ""} if is_once else {})}, *children)
