"""The forms that make a rule of approval and name a deputy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, typed
from frontend.components.picker import picker
from frontend.components.settings_parts import one_of
from frontend.components.voice import Voice
from shared.schemas.approval import ApprovalRuleChoice, DeputyChoice, PersonName, RuleApprover
from shared.terms import Fence, Role

ASKABLE = (Role.SUPERVISOR, Role.PLANNER, Role.EXECUTIVE, Role.ADMIN)
_HOUR = 60
_LONGEST_NAME = 100

Set = Callable[..., None]


@dataclass(frozen=True)
class RuleWish:
    """What the form of a rule holds, as it was typed; `number` counts the rules that were made."""

    name: str = ""
    first: str = Role.SUPERVISOR.value
    second: str = ""
    manner: str = "in_order"
    least_value: str = ""
    least_days_late: str = ""
    least_fence: str = ""
    lowest_priority: str = ""
    hours: str = ""
    counted: str = "plain"
    escalate_to: str = ""
    number: int = 0


@dataclass(frozen=True)
class DeputyWish:
    """What the form of a deputy holds; days as the browser writes them."""

    deputy_id: str = ""
    from_on: str = ""
    until_on: str = ""
    number: int = 0


def rule_of(wish: RuleWish) -> ApprovalRuleChoice | str:
    """Return the rule that was wished for, or the key of the sentence that says what is missing."""
    if not wish.name.strip():
        return "approval-wish-name"
    figures: dict[str, Decimal | None] = {}
    for field in ("least_value", "least_days_late", "lowest_priority", "hours"):
        try:
            figures[field] = figure(getattr(wish, field))
        except InvalidOperation:
            return "approval-wish-number"
    hours = figures["hours"]
    late, priority = figures["least_days_late"], figures["lowest_priority"]
    minutes = None if hours is None else int(hours * _HOUR)
    if any(each is not None and each <= 0 for each in (late, priority, minutes)):
        return "approval-wish-number"
    return ApprovalRuleChoice(
        name=wish.name.strip(),
        approvers=[_approver(each) for each in (wish.first, wish.second) if each],
        least_value=figures["least_value"],
        least_days_late=None if late is None else int(late),
        least_fence=Fence(wish.least_fence) if wish.least_fence else None,
        lowest_priority=None if priority is None else int(priority),
        needs_all=bool(wish.second) and wish.manner != "any",
        in_order=bool(wish.second) and wish.manner == "in_order",
        decide_within_minutes=minutes,
        remind_before_minutes=None if minutes is None or minutes <= 1 else max(1, minutes // 4),
        escalate_to=_approver(wish.escalate_to) if wish.escalate_to and minutes else None,
        in_working_time=minutes is not None and wish.counted == "working",
    )


def deputy_of(voice: Voice, wish: DeputyWish) -> DeputyChoice | str:
    """Return the deputy that was wished for, from morning to the evening of the last day."""
    try:
        begins, ends = date.fromisoformat(wish.from_on), date.fromisoformat(wish.until_on)
        deputy_id = UUID(wish.deputy_id)
    except ValueError:
        return "approval-wish-deputy"
    return DeputyChoice(
        deputy_id=deputy_id,
        from_at=datetime.combine(begins, time(), voice.zone),
        until_at=datetime.combine(ends + timedelta(days=1), time(), voice.zone),
    )


def _approver(chosen: str) -> RuleApprover:
    if chosen in set(Role):
        return RuleApprover(role=Role(chosen))
    return RuleApprover(person_id=UUID(chosen))


def rule_form(
    voice: Voice,
    wish: RuleWish,
    people: list[PersonName],
    set_wish: Set,
    make: Callable[..., object],
) -> VdomDict:
    """Draw what a new rule needs."""
    roles = [(role.value, voice.say_code("approval-role", role)) for role in ASKABLE]
    everybody = [*roles, *((str(person.id), person.name) for person in people)]
    nobody = ("", voice.say("approval-nobody"))
    manners = [
        (manner, voice.say_code("approval-manner", manner)) for manner in ("in_order", "all", "any")
    ]
    zones = [
        ("", voice.say("approval-any-zone")),
        *((zone.value, voice.say_code("fence", zone)) for zone in (Fence.NEGOTIABLE, Fence.FROZEN)),
    ]
    return html.div(
        {"className": "pad approval-form", "key": f"rule-{wish.number}"},
        typed(voice.say("approval-name"), "name", set_wish, longest=_LONGEST_NAME),
        picker(
            voice.say("approval-first"), everybody, wish.first, lambda value: set_wish(first=value)
        ),
        picker(
            voice.say("approval-second"),
            [nobody, *everybody],
            wish.second,
            lambda value: set_wish(second=value),
        ),
        one_of(
            voice.say("approval-manner"),
            manners,
            wish.manner,
            lambda value: lambda *_: set_wish(manner=value),
        )
        if wish.second
        else None,
        typed(voice.say("approval-from-value"), "least_value", set_wish, mode="decimal"),
        typed(voice.say("approval-from-late"), "least_days_late", set_wish, mode="numeric"),
        picker(
            voice.say("approval-from-fence"),
            zones,
            wish.least_fence,
            lambda value: set_wish(least_fence=value),
        ),
        typed(voice.say("approval-from-priority"), "lowest_priority", set_wish, mode="numeric"),
        typed(voice.say("approval-hours"), "hours", set_wish, mode="decimal"),
        picker(
            voice.say("runbook-clock"),
            [(each, voice.say_code("runbook-clock", each)) for each in ("plain", "working")],
            wish.counted,
            lambda value: set_wish(counted=value),
        ),
        picker(
            voice.say("approval-then"),
            [nobody, *everybody],
            wish.escalate_to,
            lambda value: set_wish(escalate_to=value),
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": make}, voice.say("approval-make")
        ),
    )


def deputy_form(
    voice: Voice,
    wish: DeputyWish,
    people: list[PersonName],
    set_wish: Set,
    make: Callable[..., object],
) -> VdomDict:
    """Draw who stands in, from when until when."""
    choices = [("", voice.say("approval-choose")), *((str(each.id), each.name) for each in people)]
    return html.div(
        {"className": "pad approval-form", "key": f"deputy-{wish.number}"},
        picker(
            voice.say("approval-deputy"),
            choices,
            wish.deputy_id,
            lambda value: set_wish(deputy_id=value),
        ),
        typed(voice.say("approval-from-on"), "from_on", set_wish, kind="date"),
        typed(voice.say("approval-until-on"), "until_on", set_wish, kind="date"),
        button(
            {"className": "btn", "type": "button", "onClick": make},
            voice.say("approval-name-deputy"),
        ),
    )
