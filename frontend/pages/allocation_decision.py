"""An allocation that waits for a decision: who gets what, who slips to when, and the decision."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.allocation_parts import decided_words, shares, title, waits_with
from frontend.components.frame import back, page
from frontend.components.picker import picker
from frontend.components.states import failed, not_fresh, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_ticking_voice
from shared.problem import ProblemError
from shared.schemas.allocation import AllocationView
from shared.terms import DecisionKind, DecisionReason, ProposalStatus

Decide = Callable[[DecisionKind], Callable[..., Awaitable[None]]]


@component
def allocation_decision_page() -> VdomDict:
    """Draw the allocation of the path."""
    voice = use_ticking_voice()
    gateway = use_gateway()
    allocation_id = UUID(use_path().rsplit("/", 1)[-1])
    reason, set_reason = use_state("")
    notice, set_notice = use_state("")
    view = use_query(
        "allocation",
        lambda gateway: gateway.allocation(allocation_id),
        str(allocation_id),
        topics=("allocation", "plan", "demand_line"),
    )

    def decide(kind: DecisionKind) -> Callable[..., Awaitable[None]]:
        async def press(*_: object) -> None:
            if view.value is None:
                return
            try:
                await gateway.decide_allocation(
                    allocation_id,
                    kind,
                    view.value.preview.seen_id,
                    DecisionReason(reason) if reason else None,
                    "",
                )
                set_notice("")
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            view.ask_again()

        return press

    looks: list[VdomDict | None]
    if view.is_waiting:
        looks = [waiting(voice, voice.say("allocation-loading"))]
    elif view.value is None:
        problem = view.problem or ProblemError()
        looks = [failed(voice, voice.say("allocation-failed"), problem, view.ask_again)]
    else:
        found = view.value
        looks = [
            title(voice, found.preview),
            html.p({"className": "pad m"}, _standing(voice, found)),
            html.p({"className": "notice", "role": "status"}, notice),
            *shares(voice, found.preview),
            *waits_with(voice, found.preview),
            _bar(voice, set_reason, decide) if found.can_decide else None,
        ]
    return page(
        back("/allocation", voice.say("navigation-allocation"), voice.say("allocation-who-gets")),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        *looks,
        name="allocation-page no-live column",
        is_ready=not view.is_waiting,
    )


def _standing(voice: Voice, view: AllocationView) -> str:
    if view.status is not ProposalStatus.OPEN:
        decided_at = view.decided_at or view.opened_at
        return decided_words(voice, view.status, view.decided_by_name, decided_at)
    who = (
        voice.say("allocation-asked-by", name=view.requested_by_name)
        if view.requested_by_name
        else voice.say("allocation-asked-by-report")
    )
    return f"{who} · {voice.say('allocation-decide-by', moment=voice.moment(view.decide_by))}"


def _bar(voice: Voice, set_reason: Callable[[str], None], decide: Decide) -> VdomDict:
    reasons = [
        ("", "–"),
        *((each.value, voice.say_code("decision-reason", each)) for each in DecisionReason),
    ]
    return html.div(
        {"className": "dock allocation-bar"},
        html.button(
            {
                "className": "btn ink wide",
                "type": "button",
                "onClick": decide(DecisionKind.APPROVE),
            },
            voice.say("allocation-approve"),
        ),
        picker(voice.say("allocation-reason"), reasons, "", set_reason),
        html.button(
            {"className": "btn", "type": "button", "onClick": decide(DecisionKind.REJECT)},
            voice.say("allocation-reject"),
        ),
    )
