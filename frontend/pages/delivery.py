"""How an order line may be delivered: what holds, whose word it is, and saying it anew."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.delivery_form import (
    DeliveryWish,
    choice_of,
    delivery_form,
    usual_of,
    wish_of_line,
    wish_of_usual,
)
from frontend.components.frame import back, page, section
from frontend.components.states import failed, not_fresh, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.delivery import DeliveryRuleView

Keep = Callable[[DeliveryRuleView, bool], Awaitable[None]]


@component
def delivery_page() -> VdomDict:
    """Draw the line of the path."""
    voice = use_voice()
    gateway = use_gateway()
    line_id = use_path().split("/")[2]
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    held: Any = use_ref(cast("dict[bool, DeliveryWish]", {}))
    found = use_query(
        "delivery",
        lambda gateway: gateway.delivery_rule(UUID(line_id)),
        line_id,
        topics=("demand_line",),
    )

    def set_wish(view: DeliveryRuleView, *, is_usual: bool) -> Callable[..., None]:
        def change(**changes: str) -> None:
            begun = wish_of_usual(view.usual) if is_usual else wish_of_line(view.own)
            held.current[is_usual] = replace(held.current.get(is_usual, begun), **changes)

        return change

    def keep(view: DeliveryRuleView, *, is_usual: bool) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            begun = wish_of_usual(view.usual) if is_usual else wish_of_line(view.own)
            wish = held.current.get(is_usual, begun)
            try:
                if is_usual:
                    usual = usual_of(wish)
                    if usual is not None:
                        await gateway.choose_usual_delivery(view.customer_id, usual)
                    said = "delivery-number" if usual is None else "delivery-kept"
                else:
                    choice = choice_of(wish)
                    if choice is not None:
                        await gateway.choose_delivery_rule(view.demand_line_id, choice)
                    said = "delivery-number" if choice is None else "delivery-kept"
                set_notice(voice.say(said))
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
                return
            held.current.pop(is_usual, None)
            set_number(lambda count: count + 1)
            found.ask_again()

        return do

    def forms(view: DeliveryRuleView) -> list[VdomDict]:
        return [
            form
            for is_usual in (False, True)
            for form in (
                section(
                    voice.say("delivery-of-customer", name=view.customer_name)
                    if is_usual
                    else voice.say("delivery-of-order")
                ),
                delivery_form(
                    voice,
                    wish_of_usual(view.usual) if is_usual else wish_of_line(view.own),
                    set_wish(view, is_usual=is_usual),
                    keep(view, is_usual=is_usual),
                    key=f"{is_usual}-{number}",
                    is_usual=is_usual,
                    unit=voice.unit(view.unit),
                ),
            )
        ]

    return page(
        *_looks(voice, found, notice, forms),
        name="delivery-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice,
    found: Query[DeliveryRuleView],
    notice: str,
    forms: Callable[[DeliveryRuleView], list[VdomDict]],
) -> list[VdomDict | None]:
    if found.is_waiting:
        return [waiting(voice, voice.say("delivery-loading"))]
    if found.value is None:
        return [
            failed(
                voice,
                voice.say("delivery-failed"),
                found.problem or ProblemError(),
                found.ask_again,
            )
        ]
    view = found.value
    order = voice.say("change-order", reference=f"{view.order_reference} / {view.line_number}")
    return [
        back(f"/lines/{view.demand_line_id}/why", voice.say("navigation-why"), order),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("navigation-delivery")),
            html.p(
                {"className": "dim"},
                f"{view.customer_name} · {view.item_name} · {voice.amount(view.quantity, view.unit)}",
            ),
        ),
        html.p({"className": "notice", "role": "status"}, notice),
        section(voice.say("delivery-holds")),
        html.ul({"className": "sheet"}, *_held(voice, view)),
        *(forms(view) if view.may_choose else []),
    ]


def _held(voice: Voice, view: DeliveryRuleView) -> list[VdomDict]:
    """What holds, each with whose word it is."""
    own, usual = view.own, view.usual
    late = (
        voice.say("delivery-any-day")
        if view.maximum_days_late is None
        else voice.say("delivery-late", count=view.maximum_days_late)
    )
    if not view.allows_partial:
        parts = voice.say("delivery-whole")
    elif view.minimum_partial_quantity:
        least = voice.amount(view.minimum_partial_quantity, view.unit)
        parts = voice.say("delivery-parts-from", amount=least)
    else:
        parts = voice.say("delivery-parts")
    together = (
        voice.say("delivery-together", count=view.line_count)
        if view.ships_together
        else voice.say("delivery-apart")
    )
    rounded = (
        voice.say("delivery-not-rounded")
        if usual.rounds_to is None
        else voice.say_code("delivery-rounded", usual.rounds_to)
    )
    lasting = (
        voice.say("delivery-lasts", count=usual.remaining_life_days)
        if usual.remaining_life_days
        else voice.say("delivery-lasts-usable")
    )
    said_parts = own.allows_partial is not None or own.minimum_partial_quantity is not None
    usual_parts = usual.allows_partial is not None or usual.minimum_partial_ratio is not None
    rows = (
        (late, own.maximum_days_late is not None, usual.maximum_days_late is not None),
        (parts, said_parts, usual_parts),
        (together, own.ships_together is not None, usual.ships_together is not None),
        (rounded, False, usual.rounds_to is not None),
        (lasting, False, bool(usual.remaining_life_days)),
    )
    return [_row(voice, str(place), *row) for place, row in enumerate(rows)]


def _row(voice: Voice, key: str, words: str, is_own: bool, is_usual: bool) -> VdomDict:  # noqa: FBT001 -- whose word it is
    whose = "delivery-says-order" if is_own else "delivery-says-customer" if is_usual else "delivery-says-nobody"  # fmt: skip
    return html.li(
        {"className": "row", "key": key},
        html.span({"className": "m own-line"}, words),
        html.span({"className": "t-s dim own-line"}, voice.say(whose)),
    )
