"""Builders of rules, deputies and approvals of the sample day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from shared.schemas.approval import (
    ApprovalNeed,
    ApprovalRuleView,
    ApprovalStep,
    DelegationView,
    NamedApprover,
    PersonName,
)
from shared.terms import Fence, Role
from tests.frontend.sample_day import NOW

SUPERVISOR = NamedApprover(Role.SUPERVISOR, None, None)
ANNA = NamedApprover(None, UUID(int=501), "Anna Berg")


def rule(**changes: Any) -> ApprovalRuleView:
    facts: dict[str, Any] = {
        "id": UUID(int=601),
        "name": "Dear changes",
        "approvers": [SUPERVISOR, ANNA],
        "least_value": Decimal(10_000),
        "least_days_late": 2,
        "least_fence": Fence.NEGOTIABLE,
        "lowest_priority": 1,
        "site_id": UUID(int=1),
        "site_name": "Riga plant",
        "needs_all": True,
        "in_order": True,
        "decide_within_minutes": 120,
        "remind_before_minutes": 30,
        "escalate_to": NamedApprover(Role.ADMIN, None, None),
        "in_working_time": False,
        "currency": "EUR",
    }
    return ApprovalRuleView(**(facts | changes))


def rules() -> list[ApprovalRuleView]:
    return [
        rule(),
        rule(
            id=UUID(int=602),
            name="Anybody late",
            approvers=[ANNA],
            least_value=None,
            least_fence=None,
            lowest_priority=None,
            site_id=None,
            site_name=None,
            needs_all=False,
            in_order=False,
            decide_within_minutes=None,
            remind_before_minutes=None,
            escalate_to=None,
        ),
    ]


def people() -> list[PersonName]:
    return [PersonName(UUID(int=501), "Anna Berg"), PersonName(UUID(int=502), "Vera Lind")]


def delegations() -> list[DelegationView]:
    return [
        DelegationView(
            UUID(int=701), "Viktor Hahn", "Vera Lind", NOW, NOW + timedelta(days=3), "Fair", True
        )
    ]


def need(**changes: Any) -> ApprovalNeed:
    facts: dict[str, Any] = {
        "alternative": "overtime",
        "rule_name": "Dear changes",
        "needs_all": True,
        "in_order": True,
        "steps": [
            ApprovalStep(SUPERVISOR, "Vera Lind", "Viktor Hahn", NOW, is_open=False),
            ApprovalStep(ANNA, None, None, None, is_open=True),
        ],
        "escalated_to": None,
        "is_viewers": False,
    }
    return ApprovalNeed(**(facts | changes))
