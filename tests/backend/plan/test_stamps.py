"""Stamps name what planning reads; folding old notes up leaves them as they are."""

import asyncpg

from backend.assembly import Company
from backend.kit.engine import connection_arguments
from backend.plan.commands import FoldPlanningChanges
from backend.plan.queries import planning_stamps
from backend.plan.tables import PlanningChange
from backend.settings import Settings
from backend.supply.tables import Stock
from tests.builders import SmallCompany

MORE_STOCK = "UPDATE stock SET quantity = quantity + 1 WHERE item_id = "


async def test_folding_leaves_stamps_as_they_are_and_later_changes_add_to_them(
    process: Company, small_company: SmallCompany
) -> None:
    stamps = [await planning_stamps()]
    for _ in range(2):
        await process.dispatcher.dispatch(FoldPlanningChanges(), actor_id=None)
        assert await PlanningChange.count() == 0
        stamps.append(await planning_stamps())
    assert stamps[0] == stamps[1] == stamps[2]

    await Stock.raw(MORE_STOCK + "{}", small_company.thinner)
    (planning, demand), (planning_before, demand_before) = await planning_stamps(), stamps[0]
    assert planning[0] == planning_before[0] + 1
    assert planning[1] > planning_before[1]
    assert demand == demand_before


async def test_what_is_under_way_while_notes_are_folded_is_seen_when_it_is_done(
    process: Company, small_company: SmallCompany, settings: Settings
) -> None:
    writer = await asyncpg.connect(**connection_arguments(settings.database_url))
    try:
        async with writer.transaction():
            await writer.execute(MORE_STOCK + "$1", small_company.thinner)
            before = await planning_stamps()
            await process.dispatcher.dispatch(FoldPlanningChanges(), actor_id=None)
            assert await planning_stamps() == before
        (planning, _), (planning_before, _) = await planning_stamps(), before
        assert planning[0] == planning_before[0] + 1
        await process.dispatcher.dispatch(FoldPlanningChanges(), actor_id=None)
        assert (await planning_stamps())[0] == planning
    finally:
        await writer.close()
