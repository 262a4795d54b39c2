"""An allocation that waits for a decision: who gets what, who slips to when, and the decision."""

from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.allocation_parts import decided_words, shares, title, waits_with
from frontend.components.approval_words import approval_need
from frontend.components.deciding_bar import deciding_bar, deciding_button
from frontend.components.frame import back, page
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.deciding import Deciding, use_deciding
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_ticking_voice
from frontend.pages.undoing import undo_part
from shared.problem import ProblemError
from shared.schemas.allocation import AllocationView
from shared.terms import DecidedKind, DecisionKind, ProposalStatus


@component
def allocation_decision_page() -> VdomDict:
    """Draw the allocation of the path."""
    voice = use_ticking_voice()
    allocation_id = UUID(use_path().rsplit("/", 1)[-1])
    view = use_query(
        "allocation",
        lambda gateway: gateway.allocation(allocation_id),
        str(allocation_id),
        topics=("allocation", "plan", "demand_line"),
    )

    deciding = use_deciding(
        voice,
        view,
        (DecidedKind.ALLOCATION, allocation_id),
        lambda gateway, seen, kind, reason: gateway.decide_allocation(
            allocation_id, kind, seen.preview.seen_id, reason, ""
        ),
    )

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
            html.p({"className": "notice", "role": "status"}, deciding.notice),
            undo_part(found.undo_until, deciding.undo),
            *shares(voice, found.preview),
            *waits_with(voice, found.preview),
            approval_need(voice, found.approval),
            _bar(voice, deciding) if found.can_decide else None,
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


def _bar(voice: Voice, deciding: Deciding) -> VdomDict:
    return deciding_bar(
        voice,
        voice.say("decisions-decide"),
        deciding.reason,
        deciding.choose_reason,
        deciding_button(
            voice.say("allocation-reject"), "btn danger", deciding.decide(DecisionKind.REJECT)
        ),
        deciding_button(
            voice.say("allocation-approve"), "btn main", deciding.decide(DecisionKind.APPROVE)
        ),
    )
