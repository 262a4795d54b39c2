"""The band under what is to be decided: a reason, and what to do."""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.terms import DecisionReason


def deciding_bar(
    voice: Voice,
    label: str,
    reason: str,
    choose_reason: Callable[[str], object],
    *buttons: VdomDict | None,
    problem: str = "",
) -> VdomDict:
    """Draw the band; `buttons` stand behind the choice of a reason, `problem` before it."""
    return html.div(
        {"className": "several-bar", "role": "region", "aria-label": label},
        html.p({"className": "c-late", "role": "alert"}, problem) if problem else None,
        picker(
            voice.say("decisions-several-reason"),
            [("", "–"), *((e.value, voice.say_code("decision-reason", e)) for e in DecisionReason)],
            reason,
            choose_reason,
            is_beside=True,
        ),
        *buttons,
    )


def deciding_button(
    words: str, classes: str, press: Callable[..., object], *, is_off: bool = False, shape: str = ""
) -> VdomDict:
    """Draw a button of the band; one that `is_off` cannot be pressed yet."""
    return button(
        {
            "className": classes,
            "type": "button",
            "disabled": is_off,
            **({} if is_off else {"onClick": press}),
        },
        *((icon(shape), html.span(words)) if shape else (words,)),
    )
