"""The band under the inbox while several proposals are chosen: how many, and what to do with them."""

from collections.abc import Callable
from dataclasses import dataclass

from reactpy.types import VdomDict

from frontend.components.deciding_bar import deciding_bar, deciding_button
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
    return deciding_bar(
        voice,
        voice.say("decisions-several"),
        several.reason.value if several.reason else "",
        several.choose_reason,
        deciding_button(
            voice.say("decision-reject"),
            "btn danger",
            several.decide(DecisionKind.REJECT),
            is_off=needs_reason,
            shape="refused",
        ),
        deciding_button(
            voice.say("decision-send-back"),
            "btn",
            several.decide(DecisionKind.SEND_BACK),
            is_off=needs_reason,
            shape="undo",
        ),
        deciding_button(
            voice.say("decisions-several-approve", count=several.count),
            "btn main",
            several.decide(DecisionKind.APPROVE),
            is_off=is_idle,
            shape="decided",
        ),
        problem=several.problem,
    )
