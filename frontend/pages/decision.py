"""One decision: the evidence at the left, the ways out at the right, the deciding bar below."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.alternatives import (
    LETTERS,
    adjustment_words,
    alternatives_table,
    consequences,
    letter_of,
    slip_words,
)
from frontend.components.approval_words import approval_need
from frontend.components.causes import sentence
from frontend.components.change_card import Saying, said
from frontend.components.change_words import in_full, wish
from frontend.components.earlier_decision import plan_moved_since
from frontend.components.frame import page
from frontend.components.icon import icon, status
from frontend.components.impact_chart import impact_charts
from frontend.components.load_bars import load_bars
from frontend.components.materials import material_list
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.deciding import use_undo
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_ticking_voice
from frontend.islands.decision_bar import decision_bar
from frontend.pages.thread import thread
from frontend.pages.undoing import undo_part
from shared.schemas.approval import ApprovalNeed
from shared.schemas.impact import Alternative
from shared.schemas.proposal import ProposalView
from shared.terms import DecidedKind, ProposalStatus
from shared.thread_terms import ThingKind

_SOON_MINUTES = 120


@component
def decision_page() -> VdomDict:
    """Draw the proposal of the path; a way out that is chosen is drawn into the chart."""
    voice = use_ticking_voice()
    chosen, set_chosen = use_state("")
    proposal_id = use_path().rpartition("/")[2]
    proposal = use_query(
        "proposal",
        lambda gateway: gateway.proposal(UUID(proposal_id)),
        proposal_id,
        topics=("proposal", "plan", "demand_change"),
    )
    undoing = use_undo(voice, proposal.ask_again)
    undo = undoing.press(DecidedKind.PROPOSAL, UUID(proposal_id))
    return page(
        html.p({"className": "notice", "role": "status"}, undoing.notice),
        *_looks(voice, proposal, chosen, lambda code: lambda *_: set_chosen(code), undo),
        name="decision-page no-live",
        is_ready=not proposal.is_waiting,
    )


def _looks(
    voice: Voice,
    proposal: Query[ProposalView],
    chosen: str,
    choose: Callable[[str], Callable[..., None]],
    undo: Callable[..., object],
) -> list[VdomDict | None]:
    if proposal.is_waiting:
        return [waiting(voice, voice.say("decisions-loading-one"))]
    if proposal.value is None:
        problem = proposal.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return [failed(voice, voice.say("decisions-failed-one"), problem, proposal.ask_again)]
    view = proposal.value
    voice = replace(voice, currency=view.currency)
    way = _shown_way(view, chosen)
    return [
        _head(voice, view),
        not_fresh(voice, proposal.answered_at, proposal.ask_again) if proposal.is_stale else None,
        plan_moved_since(voice, view) or _plan_moved(voice, view),
        _outcome(voice, view),
        undo_part(view.undo_until, undo),
        html.div(
            {"className": "two"}, _evidence(voice, view, way), _options(voice, view, way, choose)
        ),
        thread(ThingKind.PROPOSAL, view.id),
        decision_bar(
            view.id,
            view.current_plan_revision_id,
            way.code if way else "",
            letter_of(view, way.code) if way else "",
            can_decide=_may_approve(view, way),
        )
        if view.status is ProposalStatus.OPEN
        else None,
    ]


def _need(view: ProposalView, way: Alternative | None) -> ApprovalNeed | None:
    return next((need for need in view.approvals if way and need.alternative == way.code), None)


def _may_approve(view: ProposalView, way: Alternative | None) -> bool:
    need = _need(view, way)
    return view.can_decide if need is None else need.is_viewers


def _shown_way(view: ProposalView, chosen: str) -> Alternative | None:
    """Return the way out that was chosen here, else the decided one, else the recommended one."""
    by_code = {way.code: way for way in view.alternatives}
    recommended = next((way for way in view.alternatives if way.is_recommended), None)
    first = view.alternatives[0] if view.alternatives else None
    return by_code.get(chosen) or by_code.get(view.chosen_alternative or "") or recommended or first


def _head(voice: Voice, view: ProposalView) -> VdomDict:
    on = view.change.due_on or view.change.due_on_before
    title = wish(voice, view.change)
    if on and view.change.quantity_delta and not view.change.is_cancellation:
        title = voice.say("decisions-wish-on", wish=title, day=voice.day(on))
    return html.header(
        {"className": "decision-head"},
        html.a(
            {
                "className": "btn square",
                "href": "/decisions",
                "aria-label": voice.say("navigation-decisions"),
            },
            icon("back", "l"),
        ),
        html.div(
            {"className": "grow"},
            html.h1({"className": "t-2xl two-lines"}, title),
            html.p({"className": "dim two-lines"}, in_full(voice, view.change)),
        ),
        _deadline(voice, view),
    )


def _deadline(voice: Voice, view: ProposalView) -> VdomDict | None:
    if view.status is not ProposalStatus.OPEN:
        return None
    minutes = (view.decide_by - voice.now).total_seconds() / 60
    until = voice.say("decisions-until-time", time=voice.moment(view.decide_by))
    if minutes < 0:
        figure, tone = (
            voice.say("decisions-over", span=voice.span(view.decide_by, voice.now)),
            "c-late",
        )
    else:
        figure = voice.span(voice.now, view.decide_by)
        tone = "c-risk" if minutes < _SOON_MINUTES else ""
    return html.div(
        {"className": "deadline"},
        html.span({"className": f"t-xl nw {tone}".strip()}, figure),
        html.span({"className": "t-s dim"}, until),
    )


def _plan_moved(voice: Voice, view: ProposalView) -> VdomDict | None:
    """Say that the figures were worked out on an older plan; the server checks again on deciding."""
    if (
        view.status is not ProposalStatus.OPEN
        or view.plan_revision_id == view.current_plan_revision_id
    ):
        return None
    return html.div(
        {"className": "plan-moved", "role": "status"},
        icon("conflict", "l c-risk"),
        html.p(
            html.span({"className": "b"}, voice.say("decisions-plan-moved")),
            " ",
            voice.say(
                "decisions-plan-moved-more",
                seen=str(view.plan_revision_number),
                current=str(view.current_plan_revision_number),
            ),
        ),
    )


def _outcome(voice: Voice, view: ProposalView) -> VdomDict | None:
    """Say who decided what, when it is no longer open."""
    if view.status is ProposalStatus.OPEN:
        return None
    shapes = {
        ProposalStatus.APPROVED: ("decided", "kept"),
        ProposalStatus.AMENDED: ("decided", "kept"),
        ProposalStatus.REJECTED: ("refused", "late"),
        ProposalStatus.SENT_BACK: ("undo", "risk"),
    }
    shape, tone = shapes.get(view.status, ("withdrawn", "gone"))
    when = voice.moment(view.decided_at) if view.decided_at else ""
    who = voice.joined((view.decided_by_name or "", when))
    why = voice.say_code("decision-reason", view.reason) if view.reason else ""
    letter = letter_of(view, view.chosen_alternative or "")
    words = voice.say_code("decisions-status", view.status, letter=letter)
    return html.div(
        {"className": "outcome", "role": "status"},
        html.span(
            {"className": f"st large {tone}"}, icon(shape), html.span({"className": "b"}, words)
        ),
        html.span({"className": "dim"}, who),
        html.span(" · ".join(part for part in (why, view.decision_note or "") if part)),
        *(
            html.p(
                {"key": f"{n}"},
                voice.say(
                    "decisions-amended",
                    after=adjustment_words(voice, each.after),
                    before=adjustment_words(voice, each.before),
                ),
            )
            for n, each in enumerate(view.amended)
        ),
    )


def _evidence(voice: Voice, view: ProposalView, way: Alternative | None) -> VdomDict:
    impact = view.impact
    letter = letter_of(view, way.code) if way else LETTERS[0]
    return html.div(
        {"className": "evidence"},
        _why(voice, view),
        impact_charts(voice, impact, way, letter),
        load_bars(voice, impact, way),
        material_list(voice, impact.materials),
        _slips(voice, view),
    )


def _why(voice: Voice, view: ProposalView) -> VdomDict | None:
    reasons = view.impact.reasons[:3]
    if not reasons:
        return None
    return html.ul(
        {"className": "causes-said", "aria-label": voice.say("decisions-why")},
        *(html.li({"key": f"{n}"}, sentence(voice, reason)) for n, reason in enumerate(reasons)),
    )


def _slips(voice: Voice, view: ProposalView) -> VdomDict | None:
    slips = view.impact.slips
    if not slips:
        return None
    return html.section(
        {"className": "slips"},
        html.div(
            {"className": "chart-head"}, html.h2(voice.say("decisions-slip-list", count=len(slips)))
        ),
        html.ul(
            *(
                html.li(
                    {"key": str(slip.demand_line_id), "className": "flex between base wrap"},
                    status("late", slip_words(voice, slip), "late"),
                    html.span(
                        {"className": "t-s dim"},
                        voice.say(
                            "decisions-slip-order",
                            reference=slip.order_reference,
                            day=voice.day(slip.promised_on),
                        ),
                    ),
                    html.a(
                        {"className": "btn slim", "href": f"/lines/{slip.demand_line_id}/why"},
                        voice.say("why-ask"),
                    ),
                )
                for slip in slips[:8]
            )
        ),
    )


def _options(
    voice: Voice,
    view: ProposalView,
    way: Alternative | None,
    choose: Callable[[str], Callable[..., None]],
) -> VdomDict:
    if way is None:
        return html.div(
            {"className": "options"}, html.p({"className": "dim"}, voice.say("decisions-no-way"))
        )
    asked_at = voice.moment(view.change.requested_at)
    board = f"/plan?site={view.site_id}&with={view.id}&option={way.code}"
    return html.div(
        {"className": "options"},
        alternatives_table(voice, view, way.code, choose),
        approval_need(voice, _need(view, way)),
        said(
            voice,
            Saying(view.change.id, view.requested_by_name, asked_at, view.note, view.photos),
        ),
        consequences(voice, view, way) if view.status is ProposalStatus.OPEN else None,
        html.p(
            {"className": "to-board"},
            html.a({"className": "link", "href": board}, voice.say("decisions-see-board")),
        ),
    )
