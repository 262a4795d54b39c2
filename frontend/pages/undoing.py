"""The half minute after one's own decision: how long it can be undone, and the button that does."""

from collections.abc import Callable
from datetime import datetime
from math import ceil

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.hooks.visit import use_now
from frontend.hooks.voice import use_voice


@component
def undo_bar(until: datetime, undo: Callable[..., object]) -> VdomDict:
    """Count the seconds down and offer to undo; when they are over nothing is left of it."""
    voice = use_voice()
    left = max(0, ceil((until - use_now(every=1)).total_seconds()))
    if left == 0:
        return html.div({"hidden": True})
    return html.div(
        {"className": "outcome undo-bar"},
        # Said once; the seconds beside it run for the eye alone.
        html.span({"role": "status"}, voice.say("decisions-undo-more")),
        html.span(
            {"className": "t-l m nw", "aria-hidden": "true"},
            voice.say("decisions-undo-left", count=left),
        ),
        html.button(
            {"className": "btn ink", "type": "button", "onClick": undo},
            icon("undo"),
            voice.say("decisions-undo"),
        ),
    )
