"""One change from the phone to the lorry: what it does, where it stands, who decided."""

from typing import Final
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.change_card import (
    Saying,
    change_title,
    decision_card,
    impact_card,
    said,
)
from frontend.components.frame import back, page, section
from frontend.components.standing import standing, timeline
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path, use_visit
from frontend.hooks.voice import use_ticking_voice
from frontend.pages.thread import thread
from shared.schemas.demand import DemandChangeView
from shared.session import SessionFacts
from shared.terms import DemandChangeStatus, Role
from shared.thread_terms import ThingKind

_OPEN: Final = (
    DemandChangeStatus.RECEIVED,
    DemandChangeStatus.ASSESSED,
    DemandChangeStatus.PROPOSED,
)


@component
def change_page() -> VdomDict:
    """Draw the change of the path; its steps fill as they happen."""
    voice = use_ticking_voice()
    session = use_visit().session
    change_id = use_path().rpartition("/")[2]
    change = use_query(
        "change",
        lambda gateway: gateway.demand_change(UUID(change_id)),
        change_id,
        topics=("demand_change", "proposal", "plan"),
    )
    urgent = use_query(
        "urgent_of_change",
        lambda gateway: gateway.urgent_order_of_change(UUID(change_id)),
        change_id,
        topics=("urgent",),
    )
    return page(
        *_looks(voice, change, session, urgent.value),
        name="change-page no-live column",
        is_ready=not change.is_waiting,
    )


def _looks(
    voice: Voice, change: Query[DemandChangeView], session: SessionFacts, urgent_id: UUID | None
) -> list[VdomDict | None]:
    if change.is_waiting:
        return [waiting(voice, voice.say("change-loading"))]
    if change.value is None:
        problem = change.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return [failed(voice, voice.say("change-failed"), problem, change.ask_again)]
    view = change.value
    return [
        back(
            "/changes",
            voice.say("navigation-changes"),
            voice.say("change-by", name=view.row.requested_by_name),
        ),
        not_fresh(voice, change.answered_at, change.ask_again) if change.is_stale else None,
        change_title(voice, view.row),
        *_answer(voice, view),
        said(
            voice,
            Saying(
                view.row.id,
                view.row.requested_by_name,
                voice.moment(view.row.requested_at),
                view.note,
                view.photos,
            ),
        ),
        section(voice.say("change-where-it-stands"), _so_far(voice, view)),
        timeline(voice, view),
        html.p(
            {"className": "pad actions"},
            html.a(
                {"className": "btn", "href": f"/changes/{view.row.id}/routes"},
                voice.say("route-where-from"),
            ),
            html.a(
                {"className": "btn", "href": f"/urgent/{urgent_id}"}, voice.say("urgent-to-order")
            )
            if urgent_id is not None
            else None,
        ),
        thread(ThingKind.CHANGE, view.row.id),
        _next(voice, view, session),
    ]


def _answer(voice: Voice, view: DemandChangeView) -> list[VdomDict | None]:
    """What it does; once it is decided what was decided first, and what it did below."""
    impact = impact_card(voice, view.row, view.row.impact) if view.row.impact else _assessing(voice)
    decided = decision_card(voice, view)
    if decided is None:
        return [impact]
    return [decided, section(voice.say("change-without-action")), impact]


def _assessing(voice: Voice) -> VdomDict:
    return html.div(
        {"className": "sheet impact-card"},
        html.p({"className": "b", "role": "status"}, voice.say("change-assessing")),
        html.p({"className": "t-s dim"}, voice.say("change-may-leave")),
    )


def _so_far(voice: Voice, view: DemandChangeView) -> VdomDict:
    reached = [step.at for step in view.steps if step.at is not None]
    is_over = standing(view.row).is_stopped or view.row.status is DemandChangeStatus.APPLIED
    until = max(reached) if is_over and reached else voice.now
    words = voice.say("change-so-far", span=voice.span(view.row.requested_at, until))
    return html.span({"className": "m"}, words)


def _next(voice: Voice, view: DemandChangeView, session: SessionFacts) -> VdomDict | None:
    """Offer the one next thing: to decide, or for whoever asked to correct what is not decided yet."""
    if view.proposal_id is not None and Role.SUPERVISOR in session.roles:
        return _dock(f"/decisions/{view.proposal_id}", voice.say("change-to-decision"))
    is_own = Role.REP in session.roles and view.row.requested_by_name == session.person_name
    if is_own and view.row.status in _OPEN:
        return _dock(f"/changes/new?amend={view.row.id}", voice.say("change-correct"))
    return None


def _dock(path: str, words: str) -> VdomDict:
    return html.div({"className": "dock"}, html.a({"className": "btn wide", "href": path}, words))
