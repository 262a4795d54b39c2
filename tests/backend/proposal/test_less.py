"""Less, later and cancelled reach the orders that other systems hold, in the same transaction."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from backend.connectors.webhook.mapping import notice_of
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.plan.tables import PlanLine, PlanRevision
from backend.supplier.model import SECOND_THOUGHTS
from backend.supplier.tables import SupplierRequest, SupplierRequestLine
from backend.supply.errors import OrderGoneError
from backend.supply.events import ProductionOrderMoved, PurchaseMoved
from backend.supply.handlers import move_purchase, reduce_purchase
from backend.supply.tables import ProductionOrder, PurchaseLine, Stock
from backend.undo.model import LEAVES_AFTER
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind
from tests.backend.proposal.test_handlers import decision, proposed
from tests.builders import SmallCompany


async def add_order(ids: SmallCompany, *, reference: str = "M-9") -> UUID:
    """Ninety primers for Hartmann come from a released order instead of from the plan and stock."""
    await PlanLine.delete(force=True)
    await Stock.delete().where(Stock.item_id == ids.primer)
    order_id = new_id()
    await ProductionOrder.insert(
        ProductionOrder(
            id=order_id,
            item_id=ids.primer,
            site_id=ids.riga,
            reference=reference,
            quantity=Decimal(150),
            completed_quantity=Decimal(0),
            scrapped_quantity=Decimal(0),
            planned_start_on=date(2026, 12, 1),
            planned_end_on=date(2026, 12, 2),
            status="open",
        )
    )
    return order_id


async def add_purchase(ids: SmallCompany, item: UUID, quantity: int) -> UUID:
    """A purchase for the ninth of December."""
    suppliers = await PurchaseLine.raw("SELECT id FROM supplier")
    line_id = new_id()
    await PurchaseLine.insert(
        PurchaseLine(
            id=line_id,
            supplier_id=suppliers[0]["id"],
            item_id=item,
            site_id=ids.riga,
            order_reference="PO 7",
            line_number=1,
            quantity=Decimal(quantity),
            received_quantity=Decimal(0),
            unit_price=Decimal(20),
            ordered_on=date(2026, 11, 20),
            due_on=date(2026, 12, 9),
            status="open",
        )
    )
    return line_id


async def test_a_cancelled_line_cuts_the_production_order(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    order_id = await add_order(small_company)
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(0), is_cancellation=True
    )

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="make_less"),
        actor_id=small_company.viktor,
    )

    (order,) = await ProductionOrder.select()
    assert (order["quantity"], order["status"]) == (30, "open")
    kinds = [row["event"] for row in await OutboxMessage.select(OutboxMessage.event)]
    assert "ProductionOrderMoved" in kinds
    notice = await notice_of(
        ProductionOrderMoved(order_id, proposal.id), await viewer_for(small_company.viktor)
    )
    assert notice.facts["quantity"] == 30
    with pytest.raises(NotFoundError):
        await notice_of(
            ProductionOrderMoved(order_id, proposal.id), await viewer_for(small_company.marta)
        )


async def test_an_order_that_has_begun_meanwhile_stays_and_nothing_is_written(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await add_order(small_company)
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(0), is_cancellation=True
    )
    await ProductionOrder.update({ProductionOrder.actual_start_on: date(2026, 11, 24)}, force=True)

    with pytest.raises(OrderGoneError):
        await dispatcher.dispatch(
            decision(proposal, DecisionKind.APPROVE, alternative="make_less"),
            actor_id=small_company.viktor,
        )

    (order,) = await ProductionOrder.select()
    assert order["quantity"] == 150
    assert await PlanRevision.count() == 1


async def test_a_later_date_moves_the_whole_production_order(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await add_order(small_company)
    await ProductionOrder.update({ProductionOrder.quantity: Decimal(120)}, force=True)
    await PurchaseLine.raw(
        "UPDATE demand_line SET status = 'cancelled' WHERE order_reference = '20377'"
    )
    proposal = await proposed(
        small_company, dispatcher, worker, quantity_delta=Decimal(0), due_on=date(2026, 12, 10)
    )

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="move_later"),
        actor_id=small_company.viktor,
    )

    (order,) = await ProductionOrder.select()
    assert (order["planned_start_on"], order["planned_end_on"]) == (
        date(2026, 12, 9),
        date(2026, 12, 10),
    )


async def test_a_part_of_a_purchase_is_put_off_as_a_line_of_its_own_and_asked_about_once(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    await Stock.delete().where(Stock.item_id == small_company.thinner)
    line_id = await add_purchase(small_company, small_company.thinner, 30)
    await PurchaseLine.raw(
        """
        INSERT INTO demand_line SELECT (jsonb_populate_record(line, jsonb_build_object(
            'id', gen_random_uuid(), 'order_reference', '20999', 'quantity', 20,
            'due_on', '2026-12-11', 'promised_on', '2026-12-11'))).* FROM demand_line AS line
        WHERE order_reference = '20422'
        """
    )
    proposal = await proposed(
        small_company,
        dispatcher,
        worker,
        customer_id=small_company.ostrov,
        demand_line_id=small_company.ostrov_line,
        item_id=small_company.thinner,
        quantity_delta=Decimal(0),
        due_on=date(2026, 12, 28),
    )

    await dispatcher.dispatch(
        decision(proposal, DecisionKind.APPROVE, alternative="buy_later"),
        actor_id=small_company.viktor,
    )

    lines = await PurchaseLine.select().order_by(PurchaseLine.line_number)
    assert [(line["line_number"], line["quantity"], line["due_on"]) for line in lines] == [
        (1, 20, date(2026, 12, 9)),
        (2, 10, date(2026, 12, 28)),
    ]
    assert (lines[0]["id"], lines[1]["status"]) == (line_id, "open")
    notice = await notice_of(
        PurchaseMoved(line_id, proposal.id), await viewer_for(small_company.viktor)
    )
    assert notice.facts["quantity"] == 20

    clock.advance(LEAVES_AFTER)
    await drain(worker)
    (request,) = await SupplierRequest.select()
    assert (request["kind"], request["reference"]) == ("change", "PO 7")
    asked = await SupplierRequestLine.select().order_by(SupplierRequestLine.line_number)
    told = [
        (line["quantity"], line["due_on"], line["quantity_before"], line["due_on_before"])
        for line in asked
    ]
    assert told == [
        (10, date(2026, 12, 28), None, None),
        (20, date(2026, 12, 9), 30, date(2026, 12, 9)),
    ]


async def test_a_cancelled_line_is_asked_about_apart_from_those_that_stay(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    first = await add_purchase(small_company, small_company.thinner, 30)
    async with dispatcher.unit(actor_id=None) as unit:
        later = date(2026, 12, 28)
        await move_purchase("PO 7 / 1", Decimal(10), later, new_id(), unit.context)
    await drain(worker)
    clock.advance(SECOND_THOUGHTS)
    await drain(worker)

    async with dispatcher.unit(actor_id=None) as unit:
        await reduce_purchase("PO 7 / 2", Decimal(10), new_id(), unit.context)
    await drain(worker)
    clock.advance(SECOND_THOUGHTS)
    await drain(worker)

    requests = await SupplierRequest.select().order_by(
        SupplierRequest.created_at, SupplierRequest.id
    )
    assert [(each["kind"], each["status"]) for each in requests] == [
        ("change", "replaced"),
        ("cancellation", "sent"),
        ("change", "sent"),
    ]
    cancelled, stays = [
        await SupplierRequestLine.select().where(SupplierRequestLine.request_id == each["id"])
        for each in requests[1:]
    ]
    assert [(line["quantity"], line["due_on"]) for line in cancelled] == [(10, later)]
    assert [
        (line["purchase_line_id"], line["quantity"], line["quantity_before"]) for line in stays
    ] == [(first, 20, 30)]
