"""A web component: what a rep has before them today."""

from reactpy import html
from reactpy.types import VdomDict


def today_list() -> VdomDict:
    """Place the component."""
    return html.today_list({})
