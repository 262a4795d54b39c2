"""Approving another way to an item writes it: the lot, what it draws, whose hours it takes, the lorry."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from backend.catalog import tables as catalog
from backend.catalog.queries import planning_catalog
from backend.dispatch import Dispatcher
from backend.engine.ground import ground_of
from backend.identity import tables as identity
from backend.identity.queries import viewer_for
from backend.outbox.tables import OutboxMessage
from backend.plan import tables as plan
from backend.plan.queries import current_plan_lines, current_revisions
from backend.promise.queries import situation_at
from backend.proposal.queries.board import plan_board_for
from backend.supply import tables as supply
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind
from tests.backend.proposal.test_handlers import decision, proposed
from tests.builders import NOW, SmallCompany


async def add_alternate(ids: SmallCompany, **changes: Any) -> catalog.Alternate:
    """Another way to the primer in Riga."""
    values: dict[str, Any] = {
        "id": new_id(),
        "item_id": ids.primer,
        "site_id": ids.riga,
        "code": "OTHER",
        "name": "the other way",
        "sequence": 10,
        "procurement": "make",
        "lead_time_days": 1,
        "lot_minimum": Decimal(10),
        "lot_multiple": Decimal(10),
        **changes,
    }
    row = catalog.Alternate(**values)
    await catalog.Alternate.insert(row)
    return row


async def add_second_line(ids: SmallCompany) -> tuple[catalog.Alternate, catalog.WorkCenter]:
    """Filling line 1, which fills the primer as well."""
    (known,) = await catalog.WorkCenter.objects().where(catalog.WorkCenter.id == ids.filling)
    center = catalog.WorkCenter(
        **{**known.to_dict(), "id": new_id(), "code": "fill1", "name": "Filling line 1"}
    )
    await catalog.WorkCenter.insert(center)
    other = await add_alternate(ids, name="on filling line 1")
    await catalog.AlternateStep.insert(
        catalog.AlternateStep(
            id=new_id(),
            alternate_id=other.id,
            sequence=1,
            work_center_id=center.id,
            hours_per_unit=Decimal("0.2"),
            setup_hours=Decimal("0.5"),
        )
    )
    return other, center


async def test_a_lot_on_the_other_line_takes_the_other_lines_hours(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    other, center = await add_second_line(small_company)
    proposal = await proposed(small_company, dispatcher, worker)
    way = next(each for each in proposal.alternatives if each.code == "other_work_center")
    assert [each.alternate_name for each in way.adjustments] == ["on filling line 1"]
    assert "other_way_cost" in {each.code for each in way.cost_reasons}
    messages_before = await OutboxMessage.count()

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="other_work_center"),
        actor_id=small_company.viktor,
    )

    (line,) = [each for each in await current_plan_lines() if each.alternate_id is not None]
    assert line.alternate_id == other.id
    assert (line.quantity, line.on) == (way.adjustments[0].quantity, way.adjustments[0].on)
    assert (await current_revisions())[small_company.riga].number == 2
    assert await OutboxMessage.count() > messages_before
    situation = await situation_at(NOW, small_company.riga, await planning_catalog())
    ground = ground_of(situation)
    day = ground.index_of(line.on)
    assert ground.load(center.id)[day] == (Decimal("0.5") + line.quantity * Decimal("0.2")) * 10**6
    assert ground.load(small_company.filling)[day] == 0
    viewer = await viewer_for(small_company.viktor)
    board = await plan_board_for(viewer, NOW, small_company.riga, None, 20, None, None)
    (lane,) = [each for each in board.lanes if each.work_center_id == center.id]
    assert [b.plan_line_id for cell in lane.cells for b in cell.blocks] == [line.line_id]


async def test_another_bill_of_material_draws_its_own_components(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    other = await add_alternate(small_company)
    await catalog.AlternateComponent.insert(
        catalog.AlternateComponent(
            id=new_id(),
            alternate_id=other.id,
            component_item_id=small_company.thinner,
            quantity_per=Decimal(1),
            scrap_ratio=Decimal(0),
        )
    )
    proposal = await proposed(small_company, dispatcher, worker)

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="other_bill_of_material"),
        actor_id=small_company.viktor,
    )

    (line,) = [each for each in await current_plan_lines() if each.alternate_id is not None]
    ground = ground_of(await situation_at(NOW, small_company.riga, await planning_catalog()))
    start = ground.index_of(line.start_on)
    assert ground.drawn((small_company.thinner, small_company.riga))[start] == line.quantity
    assert ground.drawn((small_company.base, small_company.riga))[start] == 0


async def test_bought_instead_of_made_is_a_planned_purchase(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    other = await add_alternate(
        small_company, procurement="buy", lead_time_days=6, unit_cost=Decimal(60)
    )
    proposal = await proposed(small_company, dispatcher, worker)
    way = next(each for each in proposal.alternatives if each.code == "buy_instead")
    assert way.cost == way.adjustments[0].quantity * 8

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="buy_instead"),
        actor_id=small_company.viktor,
    )

    (line,) = [each for each in await current_plan_lines() if each.alternate_id is not None]
    assert line.alternate_id == other.id
    assert (line.on - line.start_on).days == 6
    ground = ground_of(await situation_at(NOW, small_company.riga, await planning_catalog()))
    assert ground.load(small_company.filling)[ground.index_of(line.on)] == 0


async def test_stock_of_another_site_leaves_it_with_the_lorry(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    kaunas = new_id()
    await identity.Scope.insert(
        identity.Scope(id=kaunas, kind="site", code="KUN", name="Kaunas", region="LT")
    )
    await catalog.Site.insert(
        catalog.Site(
            id=kaunas,
            scope_id=kaunas,
            code="KUN",
            name="Kaunas",
            kind="warehouse",
            country="LT",
            city="Kaunas",
            time_zone="Europe/Vilnius",
            frozen_days=0,
            negotiable_days=0,
        )
    )
    await plan.PlanRevision.insert(
        plan.PlanRevision(id=new_id(), site_id=kaunas, number=1, revised_at=NOW, note="")
    )
    await catalog.ItemSite.insert(
        catalog.ItemSite(
            id=new_id(),
            item_id=small_company.primer,
            site_id=kaunas,
            procurement="transfer",
            source_site_id=small_company.riga,
            lead_time_days=2,
            safety_stock=Decimal(0),
            lot_minimum=Decimal(0),
            lot_multiple=Decimal(0),
        )
    )
    await supply.Stock.insert(
        supply.Stock(
            id=new_id(),
            item_id=small_company.primer,
            site_id=kaunas,
            lot_code="K1",
            quantity=Decimal(70),
        )
    )
    await add_alternate(
        small_company, procurement="transfer", source_site_id=kaunas, lead_time_days=2
    )
    proposal = await proposed(small_company, dispatcher, worker)

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="stock_elsewhere"),
        actor_id=small_company.viktor,
    )

    (line,) = [each for each in await current_plan_lines() if each.alternate_id is not None]
    assert (line.site_id, line.source_site_id) == (small_company.riga, kaunas)
    assert (line.on - line.start_on).days == 2
    ground = ground_of(await situation_at(NOW, small_company.riga, await planning_catalog()))
    start = ground.index_of(line.start_on)
    assert ground.drawn((small_company.primer, kaunas))[start] == line.quantity
    assert date(2026, 12, 1) <= line.on <= date(2026, 12, 3)


@pytest.mark.parametrize("name", ["marta", "anna"])
async def test_who_may_not_decide_writes_nothing(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, name: str
) -> None:
    await add_second_line(small_company)
    proposal = await proposed(small_company, dispatcher, worker)

    with pytest.raises(Exception) as refused:  # noqa: PT011 -- not there for one, not allowed for the other
        await dispatcher.dispatch(
            decision(proposal, DecisionKind.APPROVE, alternative="other_work_center"),
            actor_id=getattr(small_company, name),
        )

    assert type(refused.value).__name__ in {"NotFoundError", "NotAllowedError"}
    assert [each.alternate_id for each in await current_plan_lines()] == [None]
