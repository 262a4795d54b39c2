"""Rules of approval, deputies, and where the approvals of a proposal stand."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from shared.terms import Fence, Role

Minutes = Annotated[int, Meta(ge=1, le=60 * 24 * 60)]


class RuleApprover(Struct, frozen=True, forbid_unknown_fields=True):
    """One who is asked: anybody with a role at the site, or one person."""

    role: Role | None = None
    person_id: UUID | None = None


class ApprovalRuleChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as it is asked for; a condition that is null always holds.

    `in_working_time`: the time to decide is counted while the plant works, else round the clock.
    """

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    approvers: Annotated[list[RuleApprover], Meta(min_length=1, max_length=5)]
    least_value: Decimal | None = None
    least_days_late: Annotated[int, Meta(ge=1, le=3_650)] | None = None
    least_fence: Fence | None = None
    lowest_priority: Annotated[int, Meta(ge=1, le=9)] | None = None
    site_id: UUID | None = None
    needs_all: bool = False
    in_order: bool = False
    decide_within_minutes: Minutes | None = None
    remind_before_minutes: Minutes | None = None
    escalate_to: RuleApprover | None = None
    in_working_time: bool = False


class NamedApprover(Struct, frozen=True):
    """An approver with the person's name, where it is one person."""

    role: Role | None
    person_id: UUID | None
    person_name: str | None


class ApprovalRuleView(Struct, frozen=True):
    """A rule with the names that people know, and how many open proposals it asks for."""

    id: UUID
    name: str
    approvers: list[NamedApprover]
    least_value: Decimal | None
    least_days_late: int | None
    least_fence: Fence | None
    lowest_priority: int | None
    site_id: UUID | None
    site_name: str | None
    needs_all: bool
    in_order: bool
    decide_within_minutes: int | None
    remind_before_minutes: int | None
    escalate_to: NamedApprover | None
    in_working_time: bool
    currency: str


class PersonName(Struct, frozen=True):
    """Somebody who can be chosen."""

    id: UUID
    name: str


class DeputyChoice(Struct, frozen=True, forbid_unknown_fields=True):
    """Whom one lets stand in, from when until when."""

    deputy_id: UUID
    from_at: datetime
    until_at: datetime
    note: Annotated[str, Meta(max_length=500)] = ""


class DelegationView(Struct, frozen=True):
    """Somebody standing in for somebody; `is_own` says that the viewer is the one stood in for."""

    id: UUID
    person_name: str
    deputy_name: str
    from_at: datetime
    until_at: datetime
    note: str
    is_own: bool


class ApprovalStep(Struct, frozen=True):
    """One place in a rule: who is asked, who has approved, and whether it may be given now."""

    asked: NamedApprover
    given_by_name: str | None
    in_place_of_name: str | None
    given_at: datetime | None
    is_open: bool


class ApprovalNeed(Struct, frozen=True):
    """Who has to agree to one way out; without a name it is the usual rule.

    `is_viewers` says that the viewer may approve it now. After the deadline `escalated_to` may, too.
    """

    alternative: str
    rule_name: str
    needs_all: bool
    in_order: bool
    steps: list[ApprovalStep]
    escalated_to: NamedApprover | None
    is_viewers: bool
