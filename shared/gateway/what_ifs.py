"""Copies of the plan on which something else is tried."""

from typing import Protocol
from uuid import UUID

from shared.schemas.scenario import (
    EditArgs,
    EditChoices,
    WhatIfBoard,
    WhatIfView,
)


class WhatIfGateway(Protocol):
    """Copies of the plan on which something else is tried."""

    async def what_ifs(self) -> WhatIfBoard:
        """What-ifs that the viewer may look at, and the sites whose plan they may copy."""
        ...

    async def what_if(self, what_if_id: UUID) -> WhatIfView:
        """A what-if with its scenarios side by side."""
        ...

    async def edit_choices(self, what_if_id: UUID) -> EditChoices:
        """What edits of a what-if can be about."""
        ...

    async def copy_plan(self, name: str, site_id: UUID) -> UUID:
        """Begin a what-if on the present plan of a site; returns its id."""
        ...

    async def plan_anew(self, name: str, scenario_name: str, site_id: UUID) -> UUID:
        """Begin a what-if with a scenario in which the plan is made anew; returns the what-if's id."""
        ...

    async def renew_what_if(self, what_if_id: UUID) -> None:
        """Copy the present plan again."""
        ...

    async def share_what_if(self, what_if_id: UUID, is_shared: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Let others look at a what-if, or no longer."""
        ...

    async def weigh_what_if(
        self, what_if_id: UUID, reliability: int, cost: int, speed: int
    ) -> None:
        """Rank the scenarios by other weights."""
        ...

    async def archive_what_if(self, what_if_id: UUID, is_archived: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Put a what-if away, or take it out again."""
        ...

    async def add_scenario(self, what_if_id: UUID, name: str, like_id: UUID | None) -> UUID:
        """Add a scenario, empty or with the edits of another; returns its id."""
        ...

    async def archive_scenario(self, scenario_id: UUID) -> None:
        """Put a scenario away."""
        ...

    async def add_edit(self, scenario_id: UUID, edit: EditArgs) -> None:
        """Change one more thing in a scenario."""
        ...

    async def remove_edit(self, scenario_id: UUID, place: int) -> None:
        """Take an edit back."""
        ...

    async def adopt_scenario(self, scenario_id: UUID) -> UUID:
        """Ask for a scenario to be carried out; returns what waits for a decision."""
        ...
