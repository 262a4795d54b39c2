"""A web component: the customers of a rep, searched as one types."""

from reactpy import html
from reactpy.types import VdomDict


def customer_list() -> VdomDict:
    """Place the component."""
    return html.customer_list({})
