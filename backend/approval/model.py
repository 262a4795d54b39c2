"""The rules about agreement: which rule asks, who may give which approval, when it is enough.

A rule asks when all of its conditions hold; the first one in the company's order counts. Without one
that does, any one supervisor of the site decides. A deputy stands in for whoever made them one, never
for somebody whom that person stands in for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.approval.errors import (
    AmendedAloneError,
    ApprovedAlreadyError,
    DeputyDaysError,
    NotYourApprovalError,
    NotYourTurnError,
    RuleIncompleteError,
)
from backend.catalog.hours import WorkingHours, due_at, worked_between
from shared.terms import Fence, Role

DECIDING: Final = frozenset({Role.SUPERVISOR, Role.PLANNER, Role.EXECUTIVE, Role.ADMIN})
"""Roles that can open a decision, and may therefore be asked to approve one."""

HOURS_TO_DECIDE: Final = 4
HOURS_TO_DECIDE_URGENT: Final = 1
MOST_APPROVERS: Final = 5
MOST_DEPUTY_DAYS: Final = 92
_ZONES: Final = {Fence.FREE: 0, Fence.NEGOTIABLE: 1, Fence.FROZEN: 2}


@dataclass(frozen=True, slots=True)
class Approver:
    """One who is asked: anybody with a role at the site, or one person."""

    role: Role | None = None
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What of a way out decides who has to agree.

    `days_late` is the worst delay that it causes to anybody, `priority` the best class of customer
    concerned (1 is the highest).
    """

    site_id: UUID
    value: Decimal
    days_late: int
    fence: Fence
    priority: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Who has to agree under which conditions; a condition that is None always holds.

    `needs_all` asks each approver for one approval, else the first one is enough; `in_order` asks one
    after the other. `decide_within` counts from when the proposal opened, `in_working_time` while the
    plant works; when it is over, `escalate_to` may stand in for anybody who is still missing.
    """

    id: UUID | None
    name: str
    approvers: tuple[Approver, ...]
    least_value: Decimal | None = None
    least_days_late: int | None = None
    least_fence: Fence | None = None
    lowest_priority: int | None = None
    site_id: UUID | None = None
    needs_all: bool = False
    in_order: bool = False
    decide_within: timedelta | None = None
    remind_before: timedelta | None = None
    escalate_to: Approver | None = None
    in_working_time: bool = False


USUAL: Final = Rule(id=None, name="", approvers=(Approver(Role.SUPERVISOR),))
"""What holds where no rule of the company's does."""


@dataclass(frozen=True, slots=True)
class Given:
    """An approval that stands: for which place in the rule, by whom, in whose place."""

    place: int
    person_id: UUID
    for_id: UUID


@dataclass(frozen=True, slots=True)
class Signatory:
    """In whose name somebody may approve: their own, or that of one whom they stand in for."""

    person_id: UUID
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Step:
    """An approval that may be given now, and whether it is the last one that was missing."""

    place: int
    for_id: UUID
    is_last: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A time to decide that is counted while a plant works: how much of it, from when on.

    The plant is that of the site, where that has none the one that it has the item from.
    """

    site_id: UUID
    item_id: UUID | None
    start: datetime
    length: timedelta
    remind_before: timedelta | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is to be decided, and when those are reminded who are asked."""

    decide_by: datetime
    remind_at: datetime | None
    counted: Counted | None = None


def deadline_of(
    rule: Rule, counted: Counted, hours: WorkingHours | None, *, is_urgent: bool
) -> Deadline:
    """By when what opens under a rule is to be decided, without one of the rule's within four hours.

    What is urgent is decided within the hour, whether somebody works or not, and that stays.
    """
    if rule.in_working_time and not is_urgent:
        return counted_deadline(counted, hours)
    until = due_at(counted.start, counted.length, hours if rule.in_working_time else None)
    if is_urgent:
        until = min(until, counted.start + timedelta(hours=HOURS_TO_DECIDE_URGENT))
    return Deadline(until, None if rule.remind_before is None else until - rule.remind_before)


def counted_deadline(counted: Counted, hours: WorkingHours | None) -> Deadline:
    """By when a time that is counted while a plant works is over, and when so much of it is left."""
    remind_at = None
    if counted.remind_before is not None and counted.remind_before < counted.length:
        remind_at = due_at(counted.start, counted.length - counted.remind_before, hours)
    return Deadline(due_at(counted.start, counted.length, hours), remind_at, counted)


def counted_on(
    counted: Counted, at: datetime, before: WorkingHours | None, after: WorkingHours | None
) -> Counted:
    """The same time when working hours change: what has passed by the hours from before has passed."""
    if before == after or at <= counted.start:
        return counted
    left = counted.length - worked_between(counted.start, at, before)
    return replace(counted, start=at, length=max(timedelta(0), left))


def rule_for(rules: Iterable[Rule], effect: Effect) -> Rule:
    """The first rule whose conditions hold, else the usual one."""
    return next((rule for rule in rules if asks(rule, effect)), USUAL)


def asks(rule: Rule, effect: Effect) -> bool:
    """Whether every condition of a rule holds.

    >>> usual = Effect(UUID(int=1), Decimal(900), 0, Fence.FREE, 3)
    >>> asks(Rule(None, "dear", (Approver(Role.EXECUTIVE),), least_value=Decimal(1000)), usual)
    False
    """
    return (
        (rule.least_value is None or effect.value >= rule.least_value)
        and (rule.least_days_late is None or effect.days_late >= rule.least_days_late)
        and (rule.least_fence is None or _ZONES[effect.fence] >= _ZONES[rule.least_fence])
        and (rule.lowest_priority is None or effect.priority <= rule.lowest_priority)
        and (rule.site_id is None or effect.site_id == rule.site_id)
    )


def missing_places(rule: Rule, given: Sequence[Given]) -> list[int]:
    """The places of a rule that still want an approval and may be given one now."""
    if not rule.needs_all:
        return [] if given else list(range(len(rule.approvers)))
    done = {each.place for each in given}
    missing = [place for place in range(len(rule.approvers)) if place not in done]
    return missing[:1] if rule.in_order else missing


def next_step(
    rule: Rule, given: Sequence[Given], signatories: Sequence[Signatory], *, is_escalated: bool
) -> Step:
    """Find the approval that somebody may give now; the first signatory is they themselves.

    Raises `ApprovedAlreadyError`, `NotYourTurnError`, `NotYourApprovalError`, in this order.
    """
    own = signatories[0].person_id
    if any(each.person_id == own for each in given):
        raise ApprovedAlreadyError
    places = missing_places(rule, given)
    for signatory in signatories:
        # Nobody's word counts twice, not even through a deputy.
        if any(signatory.person_id in (each.person_id, each.for_id) for each in given):
            continue
        for place in places:
            asked = [rule.approvers[place]]
            if is_escalated and rule.escalate_to is not None:
                asked.append(rule.escalate_to)
            if any(is_asked(approver, signatory) for approver in asked):
                left = len(rule.approvers) - len(given) - 1 if rule.needs_all else 0
                return Step(place, signatory.person_id, is_last=left == 0)
    later = [rule.approvers[place] for place in range(len(rule.approvers))]
    if any(is_asked(approver, each) for approver in later for each in signatories):
        raise NotYourTurnError(rule=rule.name)
    raise NotYourApprovalError(rule=rule.name)


def is_asked(approver: Approver, signatory: Signatory) -> bool:
    """Whether an approver of a rule is this person, or anybody with one of their roles."""
    return approver.person_id == signatory.person_id or approver.role in signatory.roles


def check_amendable(rule: Rule) -> None:
    """Raise `AmendedAloneError` where several have to approve one and the same."""
    if rule.needs_all and len(rule.approvers) > 1:
        raise AmendedAloneError(rule=rule.name)


def check_rule(rule: Rule) -> None:
    """Raise `RuleIncompleteError` with the field that cannot stay as it is."""
    everybody = [*rule.approvers, *([rule.escalate_to] if rule.escalate_to else [])]
    wrong = {
        "name": not rule.name.strip(),
        "approvers": not 1 <= len(rule.approvers) <= MOST_APPROVERS
        or any((each.role is None) == (each.person_id is None) for each in everybody)
        or any(each.role is not None and each.role not in DECIDING for each in everybody),
        "least_value": rule.least_value is not None and rule.least_value < 0,
        "least_days_late": rule.least_days_late is not None and rule.least_days_late < 1,
        "lowest_priority": rule.lowest_priority is not None and rule.lowest_priority < 1,
        "decide_within": rule.decide_within is not None and rule.decide_within <= timedelta(0),
        "remind_before": rule.remind_before is not None
        and (
            rule.decide_within is None or not timedelta(0) < rule.remind_before < rule.decide_within
        ),
        "escalate_to": rule.escalate_to is not None and rule.decide_within is None,
        "in_working_time": rule.in_working_time and rule.decide_within is None,
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise RuleIncompleteError(field=field)


def check_deputy_days(from_at: datetime, until_at: datetime, now: datetime) -> None:
    """Raise `DeputyDaysError` unless the days lie ahead and are not too many."""
    if (
        not from_at < until_at
        or until_at <= now
        or until_at - from_at > timedelta(MOST_DEPUTY_DAYS)
    ):
        raise DeputyDaysError(most_days=MOST_DEPUTY_DAYS)
