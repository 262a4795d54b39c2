"""A web component: the switch that lets this device be woken."""

from reactpy import html
from reactpy.types import VdomDict


def push_switch() -> VdomDict:
    """Place the component."""
    return html.push_switch({})
