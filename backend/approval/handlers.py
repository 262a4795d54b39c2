"""Keeps rules and deputies, and takes approvals for a decision that shares its transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from backend.approval import repository
from backend.approval.commands import (
    AddApprovalRule,
    ChangeApprovalRule,
    EndDeputy,
    MoveApprovalRule,
    NameDeputy,
    RemoveApprovalRule,
)
from backend.approval.errors import ApproverUnknownError, DeputyRefusedError
from backend.approval.events import (
    AgreementDue,
    ApprovalGiven,
    ApprovalsLapsed,
    DecideByMoved,
    DecisionEscalated,
    DecisionReminded,
    DeputyNamed,
)
from backend.approval.model import (
    Deadline,
    Effect,
    Rule,
    check_amendable,
    check_deputy_days,
    check_rule,
    counted_deadline,
    counted_on,
    next_step,
)
from backend.approval.queries import RULERS, people_who_decide, rule_of, signatories_of
from backend.catalog.hours import hours_at
from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from shared.ids import new_id


async def add_approval_rule(command: AddApprovalRule, context: Context) -> UUID:
    """Keep a new rule; returns its id."""
    await _must_rule(command.rule, context)
    rule_id = new_id()
    await repository.add_rule(rule_id, command.rule)
    return rule_id


async def change_approval_rule(command: ChangeApprovalRule, context: Context) -> None:
    """Say a rule anew."""
    await _must_rule(command.rule, context)
    if not await repository.change_rule(command.rule_id, command.rule):
        raise NotFoundError


async def move_approval_rule(command: MoveApprovalRule, context: Context) -> None:
    """Ask a rule before the one that stood before it."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    if not await repository.move_rule(command.rule_id):
        raise NotFoundError


async def remove_approval_rule(command: RemoveApprovalRule, context: Context) -> None:
    """Ask no more by a rule."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    if not await repository.remove_rule(command.rule_id, context.now):
        raise NotFoundError


async def name_deputy(command: NameDeputy, context: Context) -> UUID:
    """Let somebody stand in who can open decisions and sees a site that one sees oneself."""
    viewer = await viewer_for(context.actor_id)
    check_deputy_days(command.from_at, command.until_at, context.now)
    if command.deputy_id not in {each.id for each in await people_who_decide(viewer)}:
        raise DeputyRefusedError

    delegation_id = new_id()
    await repository.add_delegation(
        {
            "id": delegation_id,
            "person_id": viewer.person_id,
            "deputy_id": command.deputy_id,
            "from_at": command.from_at,
            "until_at": command.until_at,
            "note": command.note,
            "named_at": context.now,
        }
    )

    context.emit(DeputyNamed(delegation_id))
    return delegation_id


async def end_deputy(command: EndDeputy, context: Context) -> None:
    """End one's own deputy before the time."""
    viewer = await viewer_for(context.actor_id)
    if not await repository.end_delegation(command.delegation_id, viewer.person_id, context.now):
        raise NotFoundError


async def take_approval(
    viewer: Viewer,
    *,
    proposal_id: UUID,
    alternative: str,
    plan_revision_id: UUID,
    effect: Effect,
    site_scope_id: UUID,
    requested_by: UUID,
    is_amended: bool,
    context: Context,
) -> bool:
    """Keep the viewer's approval of a way out; whether it was the last one that was missing.

    For a decision that shares the transaction and holds the proposal locked.
    """
    rule = await rule_of(effect)
    if is_amended:
        check_amendable(rule)
    signatories = await signatories_of(viewer, site_scope_id, context.now, but=requested_by)
    given = await repository.given(proposal_id, alternative)

    step = next_step(
        rule, given, signatories, is_escalated=await repository.is_escalated(proposal_id)
    )

    await repository.add_approval(
        {
            "proposal_id": proposal_id,
            "alternative": alternative,
            "plan_revision_id": plan_revision_id,
            "rule_id": rule.id,
            "place": step.place,
            "person_id": viewer.person_id,
            "for_id": step.for_id,
        },
        context.now,
    )
    if step.for_id != viewer.person_id:
        context.note(in_place_of=step.for_id)

    if not step.is_last:
        context.note(rule=rule.name, place=step.place)
        context.emit(ApprovalGiven(proposal_id))
    return step.is_last


async def must_be_asked(
    viewer: Viewer,
    *,
    proposal_id: UUID,
    effect: Effect,
    site_scope_id: UUID,
    requested_by: UUID,
    context: Context,
) -> None:
    """Refuse a rejection by somebody whom the rule does not ask; one's turn does not matter to it."""
    rule = await rule_of(effect)
    signatories = await signatories_of(viewer, site_scope_id, context.now, but=requested_by)
    at_once = Rule(
        id=rule.id, name=rule.name, approvers=rule.approvers, escalate_to=rule.escalate_to
    )
    is_escalated = await repository.is_escalated(proposal_id)
    next_step(at_once, (), signatories, is_escalated=is_escalated)


async def take_back_approval(viewer: Viewer, proposal_id: UUID, context: Context) -> None:
    """Let what the viewer has approved of a proposal count no more: they have undone it."""
    await repository.lapse_of(proposal_id, viewer.person_id, context.now)


async def keep_approvals(proposal_id: UUID, still_good: Iterable[str], context: Context) -> None:
    """Let approvals count on of ways out that a moved plan leaves as good as they were, of no others."""
    if await repository.lapse(proposal_id, list(still_good), context.now):
        context.emit(ApprovalsLapsed(proposal_id))


async def escalate(proposal_id: UUID, effect: Effect, context: Context) -> None:
    """Let those step in whom the rule names for a proposal that was not decided in time."""
    rule = await rule_of(effect)
    if rule.escalate_to is None:
        return
    if await repository.add_escalation(proposal_id, context.now):
        context.emit(DecisionEscalated(proposal_id))


async def keep_deadline(decision_id: UUID, deadline: Deadline, context: Context) -> None:
    """Remind those who are asked before the time is over, and count it on when working hours change."""
    if deadline.counted is not None:
        await repository.keep_clock(decision_id, deadline.counted, deadline.decide_by)
    if deadline.remind_at is not None and deadline.remind_at > context.now:
        context.emit(DecisionReminded(decision_id, deadline.decide_by), run_at=deadline.remind_at)


async def set_deadline(decision_id: UUID, deadline: Deadline, context: Context) -> None:
    """Keep a deadline, and tell when it is over, of what is no proposal."""
    await keep_deadline(decision_id, deadline, context)
    context.emit(AgreementDue(decision_id), run_at=max(deadline.decide_by, context.now))


class HoursChanged(Protocol):
    """The event that working hours are others from `at` on."""

    @property
    def at(self) -> datetime:
        """From when on."""
        ...

    def undone_in(self, catalog: PlanningCatalog) -> PlanningCatalog:
        """The catalogue as it was before."""
        ...


async def follow_working_hours(event: HoursChanged, context: Context) -> None:
    """Count the time to decide by the new hours, from the change on; a deadline that has passed stays."""
    after = await planning_catalog()
    await _recount(event.at, event.undone_in(after), after, context)


async def recount_deadlines(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever came, hours may be others
    """Working hours may be others, and nobody says since when: count by those that hold now."""
    catalog = await planning_catalog()
    await _recount(context.now, catalog, catalog, context)


async def _recount(
    at: datetime, before: PlanningCatalog, after: PlanningCatalog, context: Context
) -> None:
    for decision_id, (counted, decide_by) in (await repository.clocks(context.now)).items():
        hours = hours_at(after, counted.site_id, counted.item_id)
        was = hours_at(before, counted.site_id, counted.item_id)
        moved = counted_deadline(counted_on(counted, at, was, hours), hours)
        if moved.decide_by != decide_by:
            await set_deadline(decision_id, moved, context)
            context.emit(DecideByMoved(decision_id, moved.decide_by))


async def _must_rule(rule: Rule, context: Context) -> None:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    check_rule(rule)
    named = [*rule.approvers, *([rule.escalate_to] if rule.escalate_to else [])]
    people = {each.person_id for each in named if each.person_id is not None}
    if not await repository.are_people(people):
        raise ApproverUnknownError
