"""Supply ends while it is still needed: the planner is told, has it proposed with a press, and a supervisor decides."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from backend.alert.commands import WatchPromotions
from backend.alert.tables import Alert
from backend.catalog.tables import ItemSite
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.replenishment.commands import AskReplenishment, DecideReplenishment
from backend.replenishment.queries import replenishment_for, supply_ends_for
from backend.stock.commands import SetLotRules
from backend.stock.queries import lot_rules_for
from backend.worker import OutboxWorker
from shared.terms import DecisionKind, Procurement, Role
from shared.watch_terms import ReplenishmentCause
from tests.builders import NOW, SmallCompany, add_person

TODAY = NOW.date()
ENDS_ON = TODAY + timedelta(days=4)
THERE_ON = ENDS_ON + timedelta(days=7)


@pytest.fixture
async def paula(small_company: SmallCompany) -> UUID:
    return await add_person("Paula Roze", [Role.PLANNER], [small_company.riga])


async def told() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = await Alert.select().where(
        Alert.kind == "supply_ends", Alert.cleared_at.is_null()
    )
    return rows


async def test_a_last_time_buy_is_told_proposed_decided_and_then_over(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, paula: UUID
) -> None:
    ids = small_company
    await DemandLine.update(
        {DemandLine.quantity: Decimal(300), DemandLine.due_on: date(2026, 12, 16)}
    ).where(DemandLine.id == ids.ostrov_line)
    at = (await lot_rules_for(await viewer_for(paula), ids.thinner)).sites[0]
    assert (at.procurement, at.rules.lead_time_days) == (Procurement.BUY, 7)
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    assert await told() == []

    rules = replace(at.rules, last_on=ENDS_ON)
    await dispatcher.dispatch(SetLotRules(ids.thinner, ids.riga, at.ver, rules), actor_id=paula)
    await drain(worker)
    [alert] = await told()
    assert alert["path"] == f"/stock/{ids.thinner}/lots?site={ids.riga}"

    sam = await add_person("Sam Kok", [Role.BUYER], [ids.riga])
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(AskReplenishment(alert["id"]), actor_id=sam)
    made = await dispatcher.dispatch(AskReplenishment(alert["id"]), actor_id=paula)
    [end] = await supply_ends_for(await viewer_for(sam), ids.thinner)
    assert (end.ends_on, end.order_on, end.lead_time_days) == (ENDS_ON, ENDS_ON, 7)
    assert (end.short_on, end.needed) == (date(2026, 12, 16), Decimal(300))
    assert (end.waiting_id, end.may_ask) == (made, False)
    view = await replenishment_for(await viewer_for(ids.viktor), made, NOW)
    assert view.cause is ReplenishmentCause.SUPPLY_END
    assert view.refill is not None
    assert view.refill.on == THERE_ON
    missing = view.refill.missing
    assert end.missing == missing > 0

    await dispatcher.dispatch(
        DecideReplenishment(made, DecisionKind.APPROVE, view.refill.seen_id, None, ""),
        actor_id=ids.viktor,
    )
    await drain(worker)
    bought = [
        (line.quantity, line.on)
        for line in await current_plan_lines()
        if line.item_id == ids.thinner
    ]
    assert bought == [(missing, THERE_ON)]
    assert await told() == []


async def test_an_end_that_is_taken_back_clears_its_alert(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, paula: UUID
) -> None:
    ids = small_company
    thinner = ItemSite.item_id == ids.thinner
    await ItemSite.update({ItemSite.last_on: ENDS_ON}).where(thinner)
    await DemandLine.update({DemandLine.quantity: Decimal(300)}).where(
        DemandLine.id == ids.ostrov_line
    )
    await dispatcher.dispatch(WatchPromotions(), actor_id=None)
    assert len(await told()) == 1
    at = (await lot_rules_for(await viewer_for(paula), ids.thinner)).sites[0]
    await dispatcher.dispatch(
        SetLotRules(ids.thinner, ids.riga, at.ver, replace(at.rules, last_on=None)), actor_id=paula
    )
    await drain(worker)
    assert await told() == []
