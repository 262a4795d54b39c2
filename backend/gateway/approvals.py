"""Who has to agree to what, and who stands in for whom."""

from uuid import UUID

from backend.approval.commands import (
    AddApprovalRule,
    EndDeputy,
    MoveApprovalRule,
    NameDeputy,
    RemoveApprovalRule,
    rule_asked,
)
from backend.approval.queries import approval_rules_for, delegations_for, people_who_decide
from backend.gateway.opened import OpenedGateway
from shared.schemas.approval import (
    ApprovalRuleChoice,
    ApprovalRuleView,
    DelegationView,
    DeputyChoice,
    PersonName,
)


class ApprovalScreens(OpenedGateway):
    """Who has to agree to what, and who stands in for whom."""

    async def approval_rules(self) -> list[ApprovalRuleView]:
        """Rules of approval, the one that is asked first on top; for planners and admins."""
        return await approval_rules_for(await self._viewer())

    async def add_approval_rule(self, rule: ApprovalRuleChoice) -> None:
        """Ask for these approvals from now on."""
        await self._perform(AddApprovalRule(rule_asked(rule)))

    async def move_approval_rule(self, rule_id: UUID) -> None:
        """Ask a rule before the one above it."""
        await self._perform(MoveApprovalRule(rule_id))

    async def remove_approval_rule(self, rule_id: UUID) -> None:
        """Ask no more by a rule."""
        await self._perform(RemoveApprovalRule(rule_id))

    async def deputies(self) -> list[DelegationView]:
        """Who stands in for the viewer, and whom the viewer stands in for."""
        return await delegations_for(await self._viewer(), self._dispatcher.clock.now())

    async def possible_deputies(self) -> list[PersonName]:
        """People who may stand in for the viewer."""
        return await people_who_decide(await self._viewer())

    async def name_deputy(self, choice: DeputyChoice) -> None:
        """Let somebody approve in the viewer's place for a time."""
        await self._perform(
            NameDeputy(choice.deputy_id, choice.from_at, choice.until_at, choice.note)
        )

    async def end_deputy(self, delegation_id: UUID) -> None:
        """End a deputy of the viewer before the time."""
        await self._perform(EndDeputy(delegation_id))
