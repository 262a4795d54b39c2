"""Copies of the plan on which something else is tried."""

from decimal import Decimal
from uuid import UUID

from backend.gateway.opened import OpenedGateway
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    AdoptScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    WeighWhatIf,
    edit_asked,
)
from backend.scenario.queries import (
    edit_choices_for,
    what_if_for,
    what_ifs_for,
)
from shared.ids import new_id
from shared.schemas.scenario import (
    EditArgs,
    EditChoices,
    WhatIfBoard,
    WhatIfView,
)


class WhatIfScreens(OpenedGateway):
    """Copies of the plan on which something else is tried."""

    async def what_ifs(self) -> WhatIfBoard:
        """What-ifs that the viewer may look at, and the sites whose plan they may copy."""
        return await what_ifs_for(await self._viewer())

    async def what_if(self, what_if_id: UUID) -> WhatIfView:
        """A what-if with its scenarios side by side."""
        return await what_if_for(await self._viewer(), what_if_id)

    async def edit_choices(self, what_if_id: UUID) -> EditChoices:
        """What edits of a what-if can be about."""
        return await edit_choices_for(await self._viewer(), what_if_id)

    async def copy_plan(self, name: str, site_id: UUID) -> UUID:
        """Begin a what-if on the present plan of a site."""
        return await self._make(CopyPlan(new_id(), name, site_id))

    async def plan_anew(self, name: str, scenario_name: str, site_id: UUID) -> UUID:
        """Make the present plan of a site anew beside it; the what-if's id."""
        return await self._make(PlanAnew(new_id(), name, scenario_name, site_id))

    async def renew_what_if(self, what_if_id: UUID) -> None:
        """Copy the present plan again."""
        await self._perform(RenewWhatIf(what_if_id))

    async def share_what_if(self, what_if_id: UUID, is_shared: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Let others look at a what-if, or no longer."""
        await self._perform(ShareWhatIf(what_if_id, is_shared=is_shared))

    async def weigh_what_if(
        self, what_if_id: UUID, reliability: int, cost: int, speed: int
    ) -> None:
        """Rank the scenarios by other weights."""
        await self._perform(
            WeighWhatIf(what_if_id, Decimal(reliability), Decimal(cost), Decimal(speed))
        )

    async def archive_what_if(self, what_if_id: UUID, is_archived: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Put a what-if away, or take it out again."""
        await self._perform(ArchiveWhatIf(what_if_id, is_archived=is_archived))

    async def add_scenario(self, what_if_id: UUID, name: str, like_id: UUID | None) -> UUID:
        """Add a scenario, empty or with the edits of another."""
        return await self._make(AddScenario(new_id(), what_if_id, name, like_id))

    async def archive_scenario(self, scenario_id: UUID) -> None:
        """Put a scenario away."""
        await self._perform(ArchiveScenario(scenario_id))

    async def add_edit(self, scenario_id: UUID, edit: EditArgs) -> None:
        """Change one more thing in a scenario."""
        await self._perform(AddEdit(scenario_id, edit_asked(edit)))

    async def remove_edit(self, scenario_id: UUID, place: int) -> None:
        """Take an edit back."""
        await self._perform(RemoveEdit(scenario_id, place))

    async def adopt_scenario(self, scenario_id: UUID) -> UUID:
        """Ask for a scenario to be carried out."""
        return await self._make(AdoptScenario(scenario_id))
