"""A replenishment that an alert rule has started: where it comes from, what is to be done, the decision."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.frame import back, page
from frontend.components.picker import picker
from frontend.components.replenishment_parts import standing, what_is_done
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_ticking_voice
from shared.problem import ProblemError
from shared.schemas.replenishment import ReplenishmentView
from shared.terms import DecisionKind, DecisionReason

NOTHING_SEEN = UUID(int=0)

Decide = Callable[[DecisionKind], Callable[..., Awaitable[None]]]


@component
def replenishment_page() -> VdomDict:
    """Draw the replenishment of the path."""
    voice = use_ticking_voice()
    gateway = use_gateway()
    replenishment_id = UUID(use_path().rsplit("/", 1)[-1])
    reason, set_reason = use_state("")
    notice, set_notice = use_state("")
    view = use_query(
        "replenishment",
        lambda gateway: gateway.replenishment(replenishment_id),
        str(replenishment_id),
        topics=("replenishment", "plan", "supply"),
    )

    def decide(kind: DecisionKind) -> Callable[..., Awaitable[None]]:
        async def press(*_: object) -> None:
            if view.value is None:
                return
            refill = view.value.refill
            try:
                await gateway.decide_replenishment(
                    replenishment_id,
                    kind,
                    refill.seen_id if refill else NOTHING_SEEN,
                    DecisionReason(reason) if reason else None,
                    "",
                )
                set_notice("")
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            view.ask_again()

        return press

    return page(
        back(
            "/decisions", voice.say("navigation-decisions"), voice.say("navigation-replenishment")
        ),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, view, set_reason, decide),
        name="allocation-page no-live column",
        is_ready=not view.is_waiting,
    )


def _looks(
    voice: Voice,
    view: Query[ReplenishmentView],
    set_reason: Callable[[str], None],
    decide: Decide,
) -> list[VdomDict | None]:
    found = view.value
    if found is None:
        return [
            unanswered(
                voice, view, voice.say("replenishment-loading"), voice.say("replenishment-failed")
            )
        ]
    return [
        html.div(
            {"className": "pad"},
            html.h1({"className": "t-xl"}, voice.say("replenishment-waits", item=found.item_name)),
            html.p({"className": "dim"}, found.site_name),
            html.p({"className": "m"}, standing(voice, found)),
            html.p({"className": "t-s"}, voice.say("replenishment-from", rule=found.rule_name)),
            html.a(
                {"className": "btn", "href": f"/alerts/{found.alert_id}"},
                voice.say("replenishment-to-alert"),
            ),
        ),
        *what_is_done(voice, found),
        _bar(voice, found, set_reason, decide) if found.can_decide else None,
    ]


def _bar(
    voice: Voice, view: ReplenishmentView, set_reason: Callable[[str], None], decide: Decide
) -> VdomDict:
    reasons = [
        ("", "–"),
        *((each.value, voice.say_code("decision-reason", each)) for each in DecisionReason),
    ]
    return html.div(
        {"className": "dock stack"},
        _button(voice.say("replenishment-approve"), decide(DecisionKind.APPROVE), "btn ink wide")
        if view.refill is not None
        else None,
        picker(voice.say("replenishment-reason"), reasons, "", set_reason),
        html.div(
            {"className": "actions"},
            _button(voice.say("replenishment-reject"), decide(DecisionKind.REJECT)),
            _button(voice.say("replenishment-send-back"), decide(DecisionKind.SEND_BACK)),
        ),
    )


def _button(words: str, press: Callable[..., object], classes: str = "btn") -> VdomDict:
    return html.button({"className": classes, "type": "button", "onClick": press}, words)
