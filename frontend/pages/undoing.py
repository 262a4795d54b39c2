"""The half minute after one's own decision: how long it can be undone, and the button that does."""

from collections.abc import Callable
from datetime import datetime
from math import ceil
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from frontend.hooks.visit import use_now
from frontend.hooks.voice import use_voice
from shared.schemas.undo import UndoablePress
from shared.terms import DecidedKind


@component
def undo_bar(until: datetime, undo: Callable[..., object], what: str = "") -> VdomDict:
    """Count the seconds down and offer to undo; when they are over nothing is left of it."""
    voice = use_voice()
    left = max(0, ceil((until - use_now(every=1)).total_seconds()))
    if left == 0:
        return html.div({"hidden": True})
    return html.div(
        {"className": "outcome undo-bar"},
        # Said once; the seconds beside it run for the eye alone.
        html.span(
            {"role": "status"},
            html.span({"className": "b"}, f"{what} ") if what else "",
            voice.say("decisions-undo-more"),
        ),
        html.span(
            {"className": "t-l m nw", "aria-hidden": "true"},
            voice.say("decisions-undo-left", count=left),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": undo},
            icon("undo"),
            voice.say("decisions-undo"),
        ),
    )


def undo_part(until: datetime | None, undo: Callable[..., object]) -> VdomDict | None:
    """Offer to undo what a page is about; nothing where nobody can."""
    return None if until is None else html.div(undo_bar(until, undo))


def undo_bars(
    voice: Voice,
    presses: list[UndoablePress],
    undo: Callable[[DecidedKind, UUID], Callable[..., object]],
) -> VdomDict:
    """Offer to undo what was decided in a list, one bar for all that was decided in one go."""
    return html.div(
        *(
            html.div(
                {"key": str(press.subject_id)},
                undo_bar(
                    press.until,
                    undo(press.kind, press.subject_id),
                    voice.say_code("decisions-just", press.kind, count=press.count),
                ),
            )
            for press in presses
        )
    )
