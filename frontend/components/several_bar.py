"""The band under the inbox while several proposals are chosen: how many, and what to do with them."""

from collections.abc import Callable
from dataclasses import dataclass

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.terms import DecisionKind, DecisionReason


@dataclass(frozen=True)
class Several:
    """What the band needs: how many are chosen, the reason so far, and what its controls do."""

    count: int
    reason: DecisionReason | None
    problem: str
    is_busy: bool
    choose_reason: Callable[[str], object]
    decide: Callable[[DecisionKind], Callable[..., object]]


def several_bar(voice: Voice, several: Several) -> VdomDict:
    """Draw the band; rejecting and sending back wait for a reason, approving for a choice."""
    is_idle = several.is_busy or not several.count
    needs_reason = is_idle or several.reason is None
    return html.div(
        {
            "className": "several-bar",
            "role": "region",
            "aria-label": voice.say("decisions-several"),
        },
        html.p({"className": "c-late", "role": "alert"}, several.problem)
        if several.problem
        else None,
        picker(
            voice.say("decisions-several-reason"),
            [("", "–"), *((e.value, voice.say_code("decision-reason", e)) for e in DecisionReason)],
            several.reason.value if several.reason else "",
            several.choose_reason,
            is_beside=True,
        ),
        _button(
            voice.say("decision-reject"),
            "refused",
            "btn danger",
            several.decide(DecisionKind.REJECT),
            is_off=needs_reason,
        ),
        _button(
            voice.say("decision-send-back"),
            "undo",
            "btn",
            several.decide(DecisionKind.SEND_BACK),
            is_off=needs_reason,
        ),
        _button(
            voice.say("decisions-several-approve", count=several.count),
            "decided",
            "btn main",
            several.decide(DecisionKind.APPROVE),
            is_off=is_idle,
        ),
    )


def _button(
    words: str, shape: str, classes: str, press: Callable[..., object], *, is_off: bool
) -> VdomDict:
    return html.button(
        {
            "className": classes,
            "type": "button",
            "disabled": is_off,
            **({} if is_off else {"onClick": press}),
        },
        icon(shape),
        html.span(words),
    )
