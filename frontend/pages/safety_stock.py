"""The safety stock that is proposed for an item at a site, with what it was worked out from."""

from collections.abc import Awaitable, Callable
from decimal import Decimal

from msgspec.structs import replace
from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.states import problem_sentence
from frontend.components.voice import Voice
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.safety import SafetyStockAt, SafetyStockProposal, SafetyStockTaken
from shared.schemas.stock import LotRulesAsked, LotRulesAt, LotRulesView

Press = Callable[..., Awaitable[None]]


@component
def safety_stock(
    view: LotRulesView, at: LotRulesAt, one: SafetyStockAt, moved: Callable[[], None]
) -> VdomDict:
    """Draw it; who may set the rules takes it over with a press, and puts back what it replaced; `moved` is told."""
    voice, gateway = use_voice(), use_gateway()
    notice, set_notice = use_state("")
    before, set_before = use_state(Decimal(-1))
    proposal, now = one.proposal, at.rules.safety_stock

    async def tell(work: Awaitable[None], done: str, replaced: Decimal) -> None:
        try:
            await work
            set_notice(voice.say(done))
            set_before(replaced)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        moved()

    async def take(*_: object) -> None:
        if proposal is not None:
            asked = SafetyStockTaken(one.ver, proposal.safety_stock)
            work = gateway.take_safety_stock(view.item_id, at.site_id, asked)
            await tell(work, "safety-taken", one.safety_stock)

    async def put_back(*_: object) -> None:
        asked = LotRulesAsked(at.ver, replace(at.rules, safety_stock=before))
        work = gateway.set_lot_rules(view.item_id, at.site_id, asked)
        await tell(work, "safety-back-done", Decimal(-1))

    buttons = []
    if view.may_set and proposal is not None and proposal.safety_stock != now:
        buttons.append(_button(voice, "ink", voice.say("safety-take"), at, take))
    if view.may_set and before >= 0 and before != now:
        words = voice.say("safety-back", quantity=voice.amount(before, view.unit))
        buttons.append(_button(voice, "", words, at, put_back))
    return html.section(
        {"className": "stack", "data-safety": str(at.site_id)},
        html.p({"className": "dim"}, voice.say_code("safety-lack", one.lack or ""))
        if proposal is None
        else _why(voice, one, proposal, view.unit),
        html.div({"className": "flex wrap"}, *buttons) if buttons else None,
        html.p({"className": "notice", "role": "status"}, notice) if notice else None,
    )


def _button(voice: Voice, kind: str, words: str, at: LotRulesAt, press: Press) -> VdomDict:
    return button(
        {
            "key": words,
            "className": f"btn {kind}",
            "type": "button",
            "aria-label": voice.joined((words, at.site_name)),
            "onClick": press,
        },
        words,
    )


def _why(voice: Voice, at: SafetyStockAt, found: SafetyStockProposal, unit: str) -> VdomDict:
    quantity = voice.amount(found.safety_stock, unit)
    if found.safety_stock == at.safety_stock:
        quantity = voice.joined((quantity, voice.say("safety-as-proposed")))
    facts = [
        ("safety-proposed", quantity),
        (
            "safety-owed",
            voice.say(
                "safety-owed-value",
                goal=voice.percent(found.service_goal),
                count=found.customer_count,
                **{"class": found.customer_class},
            ),
        ),
        (
            "safety-days",
            voice.say("safety-days-value", lead=found.lead_time_days, review=found.review_days),
        ),
        (
            f"safety-error-{found.period}",
            voice.say(
                "safety-error-value",
                quantity=voice.amount(found.error_quantity, unit),
                count=found.period_count,
            ),
        ),
        (
            "safety-run",
            voice.say("safety-run-value", number=found.run_number, on=voice.day(found.run_on)),
        ),
    ]
    return html.div(
        {"className": "stack"},
        html.dl(
            {"className": "stock-facts"},
            *(
                html.div({"key": key}, html.dt({"className": "dim"}, voice.say(key)), html.dd(said))
                for key, said in facts
            ),
        ),
        html.p(
            {"className": "dim t-s"},
            voice.say("safety-sparse" if found.is_sparse else "safety-steady"),
        ),
    )
