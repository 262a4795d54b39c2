"""What may be asked of approvals."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.approval.model import Approver, Rule
from shared.schemas.approval import ApprovalRuleChoice, RuleApprover


def rule_asked(choice: ApprovalRuleChoice) -> Rule:
    """A rule as it was asked for from outside; whether it can be is the model's to say."""
    return Rule(
        id=None,
        name=choice.name,
        approvers=tuple(_approver(each) for each in choice.approvers),
        least_value=choice.least_value,
        least_days_late=choice.least_days_late,
        least_fence=choice.least_fence,
        lowest_priority=choice.lowest_priority,
        site_id=choice.site_id,
        needs_all=choice.needs_all,
        in_order=choice.in_order,
        decide_within=_span(choice.decide_within_minutes),
        remind_before=_span(choice.remind_before_minutes),
        escalate_to=_approver(choice.escalate_to) if choice.escalate_to else None,
        in_working_time=choice.in_working_time,
    )


def _approver(asked: RuleApprover) -> Approver:
    return Approver(asked.role, asked.person_id)


def _span(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class AddApprovalRule:
    """Ask for these approvals from now on, behind the rules that there are."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class ChangeApprovalRule:
    """Say a rule anew; what is open is decided by it as it is then."""

    rule_id: UUID
    rule: Rule


@dataclass(frozen=True, slots=True)
class MoveApprovalRule:
    """Put a rule one place to the front, so that it is asked before the one there."""

    rule_id: UUID


@dataclass(frozen=True, slots=True)
class RemoveApprovalRule:
    """Ask no more by a rule."""

    rule_id: UUID


@dataclass(frozen=True, slots=True)
class NameDeputy:
    """Let somebody approve in one's place for a time."""

    deputy_id: UUID
    from_at: datetime
    until_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class EndDeputy:
    """End a deputy of one's own before the time."""

    delegation_id: UUID
