"""A web component: what this device has still to send, and what came back."""

from reactpy import html
from reactpy.types import VdomDict


def outbox_list() -> VdomDict:
    """Place the component."""
    return html.outbox_list({})
