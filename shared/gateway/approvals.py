"""Who has to agree to what, and who stands in for whom."""

from typing import Protocol
from uuid import UUID

from shared.schemas.approval import (
    ApprovalRuleChoice,
    ApprovalRuleView,
    DelegationView,
    DeputyChoice,
    PersonName,
)


class ApprovalGateway(Protocol):
    """Who has to agree to what, and who stands in for whom."""

    async def approval_rules(self) -> list[ApprovalRuleView]:
        """Rules of approval, the one that is asked first on top; for planners and admins."""
        ...

    async def add_approval_rule(self, rule: ApprovalRuleChoice) -> None:
        """Ask for these approvals from now on, behind the rules that there are."""
        ...

    async def move_approval_rule(self, rule_id: UUID) -> None:
        """Ask a rule before the one above it."""
        ...

    async def remove_approval_rule(self, rule_id: UUID) -> None:
        """Ask no more by a rule."""
        ...

    async def deputies(self) -> list[DelegationView]:
        """Who stands in for the viewer, and whom the viewer stands in for, now or later."""
        ...

    async def possible_deputies(self) -> list[PersonName]:
        """People who may stand in for the viewer, or be named in a rule."""
        ...

    async def name_deputy(self, choice: DeputyChoice) -> None:
        """Let somebody approve in the viewer's place for a time."""
        ...

    async def end_deputy(self, delegation_id: UUID) -> None:
        """End a deputy of the viewer before the time."""
        ...
