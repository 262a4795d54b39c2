"""Who stands in for whom, and by which rules others have to agree."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.approval_form import (
    DeputyWish,
    RuleWish,
    deputy_form,
    deputy_of,
    rule_form,
    rule_of,
)
from frontend.components.approval_words import asked_words, conditions, deadline_words
from frontend.components.button import button
from frontend.components.frame import head, page, section
from frontend.components.icon import icon
from frontend.components.states import failed, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_visit
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.approval import ApprovalRuleView, DelegationView, PersonName
from shared.terms import Role

_RULERS = frozenset({Role.PLANNER, Role.ADMIN})

Doing = Callable[[Callable[[Gateway], Awaitable[str | None]]], Callable[..., Awaitable[None]]]


@component
def approvals_page() -> VdomDict:
    """Draw deputies for everybody who decides, and the rules for those who make them."""
    voice = use_voice()
    gateway = use_gateway()
    may_rule = not _RULERS.isdisjoint(use_visit().session.roles)
    notice, set_notice = use_state("")
    people = use_query("people", lambda gateway: gateway.possible_deputies())
    deputies = use_query("deputies", lambda gateway: gateway.deputies(), topics=("proposal",))
    rules = use_query("rules", lambda gateway: _rules(gateway, may_rule=may_rule))
    # Typing and pressing may come faster than a new picture, so the forms are held beside it.
    held_rule, held_deputy = use_ref(RuleWish()), use_ref(DeputyWish())
    _, draw = use_state(0)

    def set_rule(**changes: object) -> None:
        held_rule.current = replace(held_rule.current, **cast("dict[str, Any]", changes))
        if changes.keys() & {"second", "manner", "number"}:
            draw(lambda count: count + 1)

    def set_deputy(**changes: object) -> None:
        held_deputy.current = replace(held_deputy.current, **cast("dict[str, Any]", changes))

    doing = _doing(voice, gateway, set_notice, (deputies.ask_again, rules.ask_again))

    async def make_rule(gateway: Gateway) -> str | None:
        wished = rule_of(held_rule.current)
        if isinstance(wished, str):
            return voice.say(wished)
        await gateway.add_approval_rule(wished)
        held_rule.current = RuleWish(number=held_rule.current.number)
        set_rule(number=held_rule.current.number + 1)
        return voice.say("approval-made", name=wished.name)

    async def name_deputy(gateway: Gateway) -> str | None:
        wished = deputy_of(voice, held_deputy.current)
        if isinstance(wished, str):
            return voice.say(wished)
        await gateway.name_deputy(wished)
        held_deputy.current = DeputyWish(number=held_deputy.current.number + 1)
        return voice.say("approval-deputy-named")

    forms = (
        lambda others: deputy_form(
            voice, held_deputy.current, others, set_deputy, doing(name_deputy)
        ),
        lambda others: rule_form(voice, held_rule.current, others, set_rule, doing(make_rule)),
    )
    return page(
        head(voice.say("navigation-approvals")),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, deputies, people, rules, forms if may_rule else forms[:1], doing),
        name="settings-page approvals-page",
        is_ready=not (people.is_waiting or deputies.is_waiting or rules.is_waiting),
    )


def _doing(
    voice: Voice,
    gateway: Gateway,
    set_notice: Callable[[str], None],
    afterwards: tuple[Callable[[], None], ...],
) -> Doing:
    """Return what makes a press out of an act: what it says or why it was refused, then a fresh look."""

    def doing(act: Callable[[Gateway], Awaitable[str | None]]) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                said = await act(gateway)
            except ProblemError as problem:
                said = problem_sentence(voice, problem)
            set_notice(said or "")
            for ask_again in afterwards:
                ask_again()

        return do

    return doing


def _looks(
    voice: Voice,
    deputies: Query[list[DelegationView]],
    people: Query[list[PersonName]],
    rules: Query[list[ApprovalRuleView]],
    forms: tuple[Callable[[list[PersonName]], VdomDict], ...],
    doing: Doing,
) -> list[VdomDict]:
    if deputies.is_waiting or people.is_waiting or rules.is_waiting:
        return [waiting(voice, voice.say("approval-loading"))]
    problem = deputies.problem or people.problem or rules.problem
    if deputies.value is None or people.value is None or rules.value is None:
        ask = deputies.ask_again
        return [failed(voice, voice.say("approval-failed"), problem or ProblemError(), ask)]
    form_of_deputy, *form_of_rule = forms
    return [
        html.div(
            {"className": "body column"},
            section(voice.say("approval-deputies")),
            html.p({"className": "pad t-s dim"}, voice.say("approval-deputies-more")),
            _deputies(voice, deputies.value, doing) if deputies.value else None,
            form_of_deputy(people.value),
            *(
                part
                for form in form_of_rule
                for part in (
                    section(voice.say("approval-rules")),
                    html.p({"className": "pad t-s dim"}, voice.say("approval-rules-more")),
                    _rule_rows(voice, rules.value, doing) if rules.value else None,
                    form(people.value),
                )
            ),
        )
    ]


def _deputies(voice: Voice, found: list[DelegationView], doing: Doing) -> VdomDict:
    def end(delegation: DelegationView) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: _none(gateway.end_deputy(delegation.id)))

    def row(delegation: DelegationView) -> VdomDict:
        key = "approval-stands-in" if delegation.is_own else "approval-you-stand-in"
        name = delegation.deputy_name if delegation.is_own else delegation.person_name
        days = voice.say(
            "approval-days",
            from_at=voice.moment(delegation.from_at),
            until_at=voice.moment(delegation.until_at),
        )
        return html.div(
            {"className": "row flex", "key": str(delegation.id)},
            icon("people", "l"),
            html.div(
                {"className": "grow"},
                html.p({"className": "m"}, voice.say(key, name=name)),
                html.p(
                    {"className": "t-s dim"},
                    " · ".join(part for part in (days, delegation.note) if part),
                ),
            ),
            button(
                {"className": "btn slim danger", "type": "button", "onClick": end(delegation)},
                voice.say("approval-end"),
            )
            if delegation.is_own
            else None,
        )

    return html.div({"className": "sheet"}, *(row(each) for each in found))


def _rule_rows(voice: Voice, rules: list[ApprovalRuleView], doing: Doing) -> VdomDict:
    def up(rule: ApprovalRuleView) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: _none(gateway.move_approval_rule(rule.id)))

    def remove(rule: ApprovalRuleView) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: _none(gateway.remove_approval_rule(rule.id)))

    def row(place: int, rule: ApprovalRuleView) -> VdomDict:
        said = [asked_words(voice, rule), deadline_words(voice, rule)]
        return html.div(
            {"className": "row flex", "key": str(rule.id)},
            html.div(
                {"className": "grow"},
                html.p({"className": "m"}, rule.name),
                html.p({"className": "t-s"}, conditions(voice, rule)),
                html.p({"className": "t-s dim"}, ". ".join(part for part in said if part)),
            ),
            button(
                {
                    "className": "btn square",
                    "type": "button",
                    "aria-label": voice.say("approval-up", name=rule.name),
                    "onClick": up(rule),
                },
                icon("up"),
            )
            if place
            else None,
            button(
                {"className": "btn slim danger", "type": "button", "onClick": remove(rule)},
                voice.say("approval-remove"),
            ),
        )

    return html.div({"className": "sheet"}, *(row(*each) for each in enumerate(rules)))


async def _rules(gateway: Gateway, *, may_rule: bool) -> list[ApprovalRuleView]:
    return await gateway.approval_rules() if may_rule else []


async def _none(done: Awaitable[None]) -> None:
    await done
