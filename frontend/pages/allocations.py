"""What is short, what waits to be shared out, and the rules by which it goes."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.allocation_parts import (
    decided_rows,
    rule_rows,
    shortage_rows,
    strategy_choices,
    waiting_rows,
)
from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import head, page, section
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.problem import ProblemError
from shared.schemas.allocation import AllocationBoard, AllocationRule
from shared.terms import AllocationStrategy

_MOST_WEIGHT = 100
_FIRST: dict[str, str] = {
    "family": "",
    "customer_class": "1",
    "strategy": AllocationStrategy.GAIN.value,
    "weight": "",
}


@component
def allocations_page() -> VdomDict:
    """Draw the board; planners keep its rules."""
    voice = use_ticking_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    wish: Any = use_ref(dict(_FIRST))
    board = use_query(
        "allocations",
        lambda gateway: gateway.allocations(),
        topics=("allocation", "plan", "demand_line"),
    )

    def set_wish(**changes: str) -> None:
        wish.current = {**wish.current, **changes}

    async def done(act: Awaitable[None], words: str) -> None:
        try:
            await act
            set_notice(voice.say(words))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        board.ask_again()

    async def keep(*_: object) -> None:
        rule = rule_wished(cast("dict[str, str]", wish.current))
        if rule is None:
            set_notice(voice.say("allocation-weight-number"))
            return
        await done(gateway.choose_allocation_rule(rule), "allocation-rule-kept")

    def remove(rule: AllocationRule) -> Callable[..., Awaitable[None]]:
        async def press(*_: object) -> None:
            await done(
                gateway.remove_allocation_rule(rule.family, rule.customer_class),
                "allocation-rule-removed",
            )

        return press

    return page(
        head(voice.say("navigation-allocation")),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, board, set_wish, keep, remove),
        name="settings-page allocations-page",
        is_ready=not board.is_waiting,
    )


def rule_wished(wish: dict[str, str]) -> AllocationRule | None:
    """Return the rule as it was typed; None where the weight is no whole number from 0 to 100."""
    weight = wish["weight"].strip()
    if not weight.isdecimal() or int(weight) > _MOST_WEIGHT:
        return None
    return AllocationRule(
        wish["family"],
        int(wish["customer_class"]),
        AllocationStrategy(wish["strategy"]),
        int(weight),
    )


def _looks(
    voice: Voice,
    board: Query[AllocationBoard],
    set_wish: Callable[..., None],
    keep: Callable[..., object],
    remove: Callable[[AllocationRule], Callable[..., object]],
) -> list[VdomDict]:
    if board.value is None:
        return [
            unanswered(
                voice, board, voice.say("allocation-loading"), voice.say("allocation-failed")
            )
        ]
    view = board.value
    return [
        html.div(
            {"className": "body column"},
            *(
                (section(voice.say("allocation-waiting")), waiting_rows(voice, view.waiting))
                if view.waiting
                else ()
            ),
            section(voice.say("allocation-shortages")),
            shortage_rows(voice, view.shortages),
            *(
                (section(voice.say("allocation-lately")), decided_rows(voice, view.decided))
                if view.decided
                else ()
            ),
            section(voice.say("allocation-rules")),
            html.p({"className": "pad t-s dim"}, voice.say("allocation-rules-more")),
            rule_rows(voice, view.rules, remove if view.may_rule else None),
            _form(voice, view, set_wish, keep) if view.may_rule else None,
        )
    ]


def _form(
    voice: Voice,
    view: AllocationBoard,
    set_wish: Callable[..., None],
    keep: Callable[..., object],
) -> VdomDict:
    families = [
        ("", voice.say("allocation-every-family")),
        *((each, each) for each in view.families),
    ]
    classes = [(str(each), voice.say("allocation-class", number=each)) for each in range(1, 10)]
    return html.div(
        {"className": "pad approval-form"},
        picker(voice.say("allocation-family"), families, "", lambda value: set_wish(family=value)),
        picker(
            voice.say("allocation-customer-class"),
            classes,
            "1",
            lambda value: set_wish(customer_class=value),
        ),
        picker(
            voice.say("allocation-strategy"),
            strategy_choices(voice),
            AllocationStrategy.GAIN.value,
            lambda value: set_wish(strategy=value),
        ),
        typed(voice.say("allocation-weight-of"), "weight", set_wish, mode="numeric", longest=3),
        button(
            {"className": "btn ink", "type": "button", "onClick": keep},
            voice.say("allocation-keep-rule"),
        ),
    )
