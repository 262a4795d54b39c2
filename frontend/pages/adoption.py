"""A scenario that somebody wants to adopt: what it brings, what it does, and the decision."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.alternatives import adjustment_words
from frontend.components.approval_words import approval_need
from frontend.components.deciding_bar import deciding_bar, deciding_button
from frontend.components.frame import back, page, section
from frontend.components.icon import icon, status
from frontend.components.states import failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.components.what_if_table import Column, plans_table
from frontend.components.what_if_words import edit_row
from frontend.hooks.deciding import Decide, Press, use_deciding
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_ticking_voice
from frontend.pages.undoing import undo_part
from shared.problem import ProblemError
from shared.schemas.impact import Adjustment
from shared.schemas.scenario import AdoptionView
from shared.terms import DecidedKind, DecisionKind, ProposalStatus

_SHOWN: Final = 8


@component
def adoption_page() -> VdomDict:
    """Draw what is to be decided; approving asks once more."""
    voice = use_ticking_voice()
    adoption_id = UUID(use_path().rsplit("/", 1)[-1])
    is_sure, set_sure = use_state(False)
    view = use_query(
        "adoption",
        lambda gateway: gateway.adoption(adoption_id),
        str(adoption_id),
        topics=("what_if", "plan"),
    )

    deciding = use_deciding(
        voice,
        view,
        (DecidedKind.ADOPTION, adoption_id),
        lambda gateway, seen, kind, reason: gateway.decide_adoption(
            adoption_id, kind, seen.plan_revision_id, reason, ""
        ),
    )

    def decide(kind: DecisionKind) -> Press:
        async def press(*_: object) -> None:
            set_sure(False)
            await deciding.decide(kind)()

        return press

    looks: list[VdomDict | None]
    if view.is_waiting:
        looks = [waiting(voice, voice.say("adoption-loading"))]
    elif view.value is None:
        looks = [
            failed(
                voice,
                voice.say("adoption-failed"),
                view.problem or ProblemError(),
                view.ask_again,
            )
        ]
    else:
        looks = _full(
            replace(voice, currency=view.value.currency),
            view.value,
            _bar(
                voice,
                view.value,
                deciding.reason,
                deciding.choose_reason,
                decide,
                ask=lambda *_: set_sure(True),
                is_sure=is_sure,
            ),
            undo_part(view.value.undo_until, deciding.undo),
        )
    return page(
        back("/decisions", voice.say("navigation-decisions"), voice.say("navigation-adoption")),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        html.p({"className": "notice", "role": "status"}, deciding.notice),
        *looks,
        name="adoption-page",
        is_ready=not view.is_waiting,
    )


def _full(
    voice: Voice, view: AdoptionView, bar: VdomDict | None, undo: VdomDict | None
) -> list[VdomDict | None]:
    columns = [
        Column(
            key="today",
            name=voice.say("what-if-today"),
            aside=voice.say("what-if-revision", number=str(view.plan_revision_number)),
            figures=view.today,
            score=None,
            is_chosen=False,
        ),
        Column(
            key="then",
            name=view.scenario_name,
            aside=view.what_if_name,
            figures=view.scenario,
            score=None,
            is_chosen=True,
        ),
    ]
    return [
        html.header(
            {"className": "top what-if-head"},
            html.h1({"className": "t-xl"}, voice.say("what-if-adopt", name=view.scenario_name)),
            html.span({"className": "t-s dim"}, _asked(voice, view)),
        ),
        undo,
        html.div(
            {"className": "not-fresh", "role": "status"},
            icon("risk", "s"),
            html.span(
                {"className": "grow"},
                voice.say("adoption-moved", number=str(view.current_plan_revision_number)),
            ),
        )
        if view.has_moved
        else None,
        html.div(
            {"className": "what-if-main"},
            plans_table(voice, columns, view.site_name),
            *(
                html.p(
                    {"key": caution.value, "className": "pad"},
                    status("risk", voice.say_code("what-if-caution", caution), "risk"),
                )
                for caution in view.cautions
            ),
            section(voice.say("adoption-does", count=len(view.adjustments))),
            _does(voice, view.adjustments[:_SHOWN]),
            html.details(
                html.summary(
                    {"className": "link pad"},
                    voice.say("plan-more", count=len(view.adjustments) - _SHOWN),
                ),
                _does(voice, view.adjustments[_SHOWN:]),
            )
            if len(view.adjustments) > _SHOWN
            else None,
            section(voice.say("adoption-assumes")) if view.assumptions else None,
            html.ul(
                {"className": "what-if-edits"},
                *(edit_row(voice, each, f"{n}") for n, each in enumerate(view.assumptions)),
            )
            if view.assumptions
            else None,
            html.p(
                {"className": "pad to-board"},
                html.a(
                    {"className": "link", "href": f"/what-if/{view.what_if_id}"},
                    voice.say("adoption-compare"),
                ),
            ),
        ),
        approval_need(voice, view.approval) if view.status is ProposalStatus.OPEN else None,
        bar,
    ]


def _does(voice: Voice, adjustments: list[Adjustment]) -> VdomDict:
    return html.ul(
        {"className": "sheet what-if-does"},
        *(
            html.li({"key": f"{n}", "className": "row"}, adjustment_words(voice, each))
            for n, each in enumerate(adjustments)
        ),
    )


def _asked(voice: Voice, view: AdoptionView) -> str:
    if view.status is ProposalStatus.OPEN:
        return voice.say(
            "adoption-asked", name=view.requested_by_name, time=voice.moment(view.decide_by)
        )
    return voice.say_code(
        "adoption-state",
        view.status,
        name=view.decided_by_name or "",
        time=voice.moment(view.decided_at) if view.decided_at else "",
    )


def _bar(
    voice: Voice,
    view: AdoptionView,
    reason: str,
    choose_reason: Callable[[str], object],
    decide: Decide,
    *,
    ask: Callable[..., object],
    is_sure: bool,
) -> VdomDict | None:
    if not view.can_decide:
        return None
    approve = (
        (
            voice.say("adoption-approve-sure", number=str(view.plan_revision_number + 1)),
            decide(DecisionKind.APPROVE),
        )
        if is_sure
        else (voice.say("adoption-approve"), ask)
    )
    return deciding_bar(
        voice,
        voice.say("decisions-decide"),
        reason,
        choose_reason,
        deciding_button(
            voice.say("decision-reject"),
            "btn danger",
            decide(DecisionKind.REJECT),
            is_off=not reason,
        ),
        deciding_button(
            voice.say("decision-send-back"),
            "btn",
            decide(DecisionKind.SEND_BACK),
            is_off=not reason,
        ),
        deciding_button(approve[0], "btn main", approve[1], is_off=view.has_moved),
    )
