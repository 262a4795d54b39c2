"""Making and changing what-ifs; none of this touches anything but their own tables."""

import asyncio
from typing import Any
from uuid import UUID

from backend.catalog.queries import company
from backend.dispatch import Context
from backend.engine.ways import Rates, rates_from
from backend.engine.whatif.edits import Edit
from backend.engine.whatif.figures import Figures
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.scenario import repository
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    WeighWhatIf,
)
from backend.scenario.errors import OwnerOnlyError
from backend.scenario.events import WhatIfChanged
from backend.scenario.model import (
    MAKERS,
    measured,
    must_be_open,
    must_have_room,
    named,
    weighed,
    with_edit,
    without_edit,
    worked_out,
)
from backend.scenario.queries import Present, present_plan, what_if_row
from shared.ids import new_id
from shared.terms import EditKind


async def copy_plan(command: CopyPlan, context: Context) -> UUID:
    """Copy the present plan of a site that the actor sees."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MAKERS)
    present = await present_plan(viewer, command.site_id, context.now)

    name, figures = named(command.name), measured(present.copy)

    await repository.add_what_if(_what_if(command, name, figures, present, context))

    context.emit(WhatIfChanged(command.id))
    return command.id


async def plan_anew(command: PlanAnew, context: Context) -> UUID:
    """Copy the present plan of a site that the actor sees, with a scenario in which it is made anew.

    A large plan takes seconds: it is worked out beside the other work of the process.
    """
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MAKERS)
    present = await present_plan(viewer, command.site_id, context.now)

    name, scenario_name = named(command.name), named(command.scenario_name)
    edits = [Edit(EditKind.PLAN_ANEW)]
    rates = await _rates()
    figures = await asyncio.to_thread(measured, present.copy)
    outcome = await asyncio.to_thread(worked_out, present.copy, edits, rates)

    await repository.add_what_if(_what_if(command, name, figures, present, context))
    await repository.add_scenario(
        {
            "id": new_id(),
            "what_if_id": command.id,
            "position": 1,
            "name": scenario_name,
            "edits": edits,
            "outcome": outcome,
            "changed_by": context.actor_id,
            "changed_at": context.now,
        }
    )

    context.emit(WhatIfChanged(command.id))
    return command.id


def _what_if(
    command: CopyPlan | PlanAnew, name: str, figures: Figures, present: Present, context: Context
) -> dict[str, Any]:
    return {
        "id": command.id,
        "scope_id": present.scope_id,
        "site_id": command.site_id,
        "name": name,
        "owner_id": context.actor_id,
        "is_shared": False,
        "copied_at": context.now,
        "today": present.copy.situation.today,
        "plan_revision_id": present.revision.id,
        "plan_revision_number": present.revision.number,
        "basis": {str(site): number for site, number in present.basis.items()},
        "plan_copy": repository.packed(present.copy),
        "figures": figures,
        "weights": {},
        "changed_at": context.now,
    }


async def renew_what_if(command: RenewWhatIf, context: Context) -> None:
    """Copy the present plan again and work out every scenario that is still open on it."""
    row = await _open_what_if(command.id, context)
    viewer = await viewer_for(context.actor_id)
    present = await present_plan(viewer, row["site_id"], context.now)
    scenarios = await repository.scenarios_of(command.id)
    rates = await _rates()

    outcomes = {
        each["id"]: worked_out(present.copy, each["edits"], rates)
        for each in scenarios
        if each["adoption_id"] is None
    }

    for scenario_id, outcome in outcomes.items():
        await repository.update_scenario(scenario_id, {"outcome": outcome})
    await repository.update_what_if(
        command.id,
        {
            "copied_at": context.now,
            "today": present.copy.situation.today,
            "plan_revision_id": present.revision.id,
            "plan_revision_number": present.revision.number,
            "basis": {str(site): number for site, number in present.basis.items()},
            "plan_copy": repository.packed(present.copy),
            "figures": measured(present.copy),
            "changed_at": context.now,
        },
    )

    context.emit(WhatIfChanged(command.id))


async def share_what_if(command: ShareWhatIf, context: Context) -> None:
    """Let others look who see the site; only the owner opens the door, and closes it."""
    row = await _open_what_if(command.id, context)
    if row["owner_id"] != context.actor_id:
        raise OwnerOnlyError

    await repository.update_what_if(command.id, {"is_shared": command.is_shared})

    context.emit(WhatIfChanged(command.id))


async def weigh_what_if(command: WeighWhatIf, context: Context) -> None:
    """Rank by other weights."""
    await _open_what_if(command.id, context)

    weights = weighed(command.reliability, command.cost, command.speed)

    await repository.update_what_if(command.id, {"weights": weights, "changed_at": context.now})

    context.emit(WhatIfChanged(command.id))


async def archive_what_if(command: ArchiveWhatIf, context: Context) -> None:
    """Put a what-if away, or take it out again."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MAKERS)
    row = await what_if_row(viewer, command.id, locked=True)
    if row["owner_id"] != viewer.person_id:
        raise OwnerOnlyError

    archived_at = context.now if command.is_archived else None

    await repository.update_what_if(command.id, {"archived_at": archived_at})

    context.emit(WhatIfChanged(command.id))


async def add_scenario(command: AddScenario, context: Context) -> UUID:
    """Add a scenario, empty or with the edits of another one."""
    await _open_what_if(command.what_if_id, context)
    scenarios = await repository.scenarios_of(command.what_if_id)
    copy = await repository.copy_of(command.what_if_id)

    must_have_room(len(scenarios))
    name = named(command.name)
    like: list[Edit] = next(
        (each["edits"] for each in scenarios if each["id"] == command.like_id), []
    )
    outcome = worked_out(copy, like, await _rates())

    await repository.add_scenario(
        {
            "id": command.id,
            "what_if_id": command.what_if_id,
            "position": 1 + max((each["position"] for each in scenarios), default=0),
            "name": name,
            "edits": like,
            "outcome": outcome,
            "changed_by": context.actor_id,
            "changed_at": context.now,
        }
    )
    await repository.update_what_if(command.what_if_id, {"changed_at": context.now})

    context.emit(WhatIfChanged(command.what_if_id))
    return command.id


async def archive_scenario(command: ArchiveScenario, context: Context) -> None:
    """Put a scenario away that nobody has to decide."""
    what_if, _ = await open_scenario(command.id, context)

    await repository.update_scenario(command.id, {"archived_at": context.now})

    context.emit(WhatIfChanged(what_if["id"]))


async def add_edit(command: AddEdit, context: Context) -> None:
    """Change one more thing, and work the scenario out."""
    what_if, scenario = await open_scenario(command.id, context)

    await _rework(what_if, scenario, with_edit(scenario["edits"], command.edit), context)


async def remove_edit(command: RemoveEdit, context: Context) -> None:
    """Take an edit back, and work the scenario out."""
    what_if, scenario = await open_scenario(command.id, context)

    await _rework(what_if, scenario, without_edit(scenario["edits"], command.place), context)


async def open_scenario(
    scenario_id: UUID, context: Context
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A scenario that the actor may change, with its what-if held until the transaction ends."""
    (await viewer_for(context.actor_id)).must_be(*MAKERS)
    what_if_id = await repository.what_if_of(scenario_id)
    if what_if_id is None:
        raise NotFoundError
    what_if = await _open_what_if(what_if_id, context)
    for scenario in await repository.scenarios_of(what_if_id):
        if scenario["id"] == scenario_id:
            must_be_open(is_archived=False, is_adopted=scenario["adoption_id"] is not None)
            return what_if, scenario
    raise NotFoundError


async def _open_what_if(what_if_id: UUID, context: Context) -> dict[str, Any]:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*MAKERS)
    row = await what_if_row(viewer, what_if_id, locked=True)
    must_be_open(is_archived=row["archived_at"] is not None)
    return row


async def _rework(
    what_if: dict[str, Any], scenario: dict[str, Any], edits: list[Edit], context: Context
) -> None:
    outcome = worked_out(await repository.copy_of(what_if["id"]), edits, await _rates())
    await repository.update_scenario(
        scenario["id"],
        {
            "edits": edits,
            "outcome": outcome,
            "changed_by": context.actor_id,
            "changed_at": context.now,
        },
    )
    await repository.update_what_if(what_if["id"], {"changed_at": context.now})
    context.emit(WhatIfChanged(what_if["id"]))


async def _rates() -> Rates:
    return rates_from((await company()).rates)
