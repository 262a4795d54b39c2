"""Alerts come with their causes, go with them, and are seen by those whom they concern."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.commands import AcknowledgeAlert, CheckAlerts
from backend.alert.queries import alerts_for
from backend.alert.tables import Alert
from backend.catalog.tables import Supplier
from backend.demand.commands import WithdrawDemandChange
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.supply.tables import PurchaseLine, Stock
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.alert import AlertRow
from shared.schemas.proposal import ProposalView
from shared.terms import AlertSeverity, DecisionKind, ReasonCode
from tests.builders import TODAY, SmallCompany, request
from tests.phones import Phone


async def seen_by(person_id: UUID) -> list[AlertRow]:
    return await alerts_for(await viewer_for(person_id))


async def kinds_seen_by(person_id: UUID) -> list[str]:
    return [alert.kind for alert in await seen_by(person_id)]


async def asked_for_more(
    company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, quantity: int = 100
) -> ProposalView:
    """Hartmann asks for so much earlier that Baltic's order would have to wait."""
    await dispatcher.dispatch(
        request(company, quantity_delta=Decimal(quantity), due_on=TODAY + timedelta(days=8)),
        actor_id=company.marta,
    )
    await drain(worker)
    viktor = await viewer_for(company.viktor)
    (row,) = await proposals_waiting_for(viktor)
    return await proposal_for(viktor, row.id)


async def test_reps_hear_of_their_own_customers_orders_that_would_slip(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await asked_for_more(small_company, dispatcher, worker)
    assert [slip.customer_name for slip in proposal.impact.slips] == ["Baltic Ship Repair"]

    (alert,) = await seen_by(small_company.igor)

    assert (alert.kind, alert.severity) == ("order_slips", AlertSeverity.RISK)
    assert alert.facts["customer"] == "Baltic Ship Repair"
    assert alert.facts["customer_id"] == str(small_company.baltic)
    assert alert.path == f"/customers/{small_company.baltic}"
    assert await kinds_seen_by(small_company.marta) == []


async def test_an_alert_about_a_slip_goes_when_the_change_is_taken_back(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await asked_for_more(small_company, dispatcher, worker)
    await dispatcher.dispatch(
        WithdrawDemandChange(proposal.change.id, ReasonCode.OTHER, base_ver=10),
        actor_id=small_company.marta,
    )
    await drain(worker)
    assert await seen_by(small_company.igor) == []
    cleared = await Alert.select(Alert.cleared_at, Alert.deleted_at)
    assert all(row["cleared_at"] and row["deleted_at"] for row in cleared)


async def test_after_the_decision_only_those_who_lose_are_told_and_it_is_certain(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    proposal = await asked_for_more(small_company, dispatcher, worker)
    losing = [each for each in proposal.alternatives if each.losers]
    chosen = losing[0] if losing else proposal.alternatives[0]
    await dispatcher.dispatch(
        DecideProposal(
            id=proposal.id,
            decision=DecisionKind.APPROVE,
            plan_revision_id=proposal.plan_revision_id,
            alternative=chosen.code,
            amendments=(),
            reason=None,
            note="",
            base_ver=proposal.ver,
        ),
        actor_id=small_company.viktor,
    )
    await drain(worker)
    alerts = [each for each in await seen_by(small_company.igor) if each.kind == "order_slips"]
    assert [each.severity for each in alerts] == [AlertSeverity.LATE] * len(chosen.losers)

    await DemandLine.update({DemandLine.status: "shipped"}).where(
        DemandLine.id == small_company.baltic_line
    )
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    assert "order_slips" not in await kinds_seen_by(small_company.igor)


async def test_a_decision_that_does_not_come_is_an_alert_on_the_minute(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
) -> None:
    proposal = await asked_for_more(small_company, dispatcher, worker)
    clock.instant = proposal.decide_by - timedelta(seconds=1)
    await drain(worker)
    assert "proposal_overdue" not in await kinds_seen_by(small_company.viktor)

    clock.advance(timedelta(seconds=1))
    await drain(worker)
    (alert,) = [
        each for each in await seen_by(small_company.viktor) if each.kind == "proposal_overdue"
    ]
    assert alert.path == f"/decisions/{proposal.id}"
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    kinds = await kinds_seen_by(small_company.viktor)
    assert kinds.count("proposal_overdue") == 1


async def test_stock_that_runs_short_before_more_can_come_is_an_alert(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    assert await kinds_seen_by(small_company.viktor) == []

    await DemandLine.update({DemandLine.promised_on: TODAY + timedelta(days=3)}).where(
        DemandLine.id == small_company.ostrov_line
    )
    await Stock.update({Stock.quantity: Decimal(4)}).where(Stock.item_id == small_company.thinner)
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    (alert,) = await seen_by(small_company.viktor)
    assert (alert.kind, alert.severity) == ("stock_short", AlertSeverity.LATE)
    assert (alert.facts["quantity"], alert.facts["on"]) == ("6", "2026-11-27")

    await Stock.update({Stock.quantity: Decimal(2)}).where(Stock.item_id == small_company.thinner)
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    (followed,) = await seen_by(small_company.viktor)
    assert (followed.id, followed.facts["quantity"]) == (alert.id, "8")

    await Stock.update({Stock.quantity: Decimal(10)}).where(Stock.item_id == small_company.thinner)
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    assert await seen_by(small_company.viktor) == []


async def test_a_delivery_that_has_not_come_is_an_alert_until_it_comes(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    supplier = (await Supplier.select(Supplier.id))[0]["id"]
    line_id = new_id()
    await PurchaseLine.insert(
        PurchaseLine(
            id=line_id,
            supplier_id=supplier,
            item_id=small_company.hardener,
            site_id=small_company.riga,
            order_reference="P-77",
            line_number=1,
            quantity=Decimal(300),
            received_quantity=Decimal(100),
            unit_price=Decimal(9),
            ordered_on=TODAY - timedelta(days=20),
            due_on=TODAY - timedelta(days=2),
            status="open",
        )
    )
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    (alert,) = await seen_by(small_company.viktor)
    assert alert.kind == "supply_overdue"
    assert alert.facts == {
        "supplier": "Resins Ltd", "item": "Hardener H-40", "reference": "P-77 / 1",
        "quantity": "200", "unit": "can", "due_on": "2026-11-22", "days": "2",
    }  # fmt: skip

    await PurchaseLine.update({PurchaseLine.status: "done"}).where(PurchaseLine.id == line_id)
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    assert await seen_by(small_company.viktor) == []


async def test_alerts_of_one_kind_in_one_scope_are_told_together(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    supplier = (await Supplier.select(Supplier.id))[0]["id"]
    await PurchaseLine.insert(
        *(
            PurchaseLine(
                id=new_id(),
                supplier_id=supplier,
                item_id=small_company.hardener,
                site_id=small_company.riga,
                order_reference="P-78",
                line_number=number,
                quantity=Decimal(10),
                received_quantity=Decimal(0),
                unit_price=Decimal(9),
                ordered_on=TODAY - timedelta(days=20),
                due_on=TODAY - timedelta(days=2),
                status="open",
            )
            for number in range(1, 8)
        )
    )
    await dispatcher.dispatch(CheckAlerts(), actor_id=None)
    told = await OutboxMessage.select(OutboxMessage.payload).where(
        OutboxMessage.reaction == "wake_for_alert"
    )
    assert len(told) == 1
    assert '"count": 7' in told[0]["payload"]
    assert await Alert.count() == 7


async def test_an_alert_is_acknowledged_by_those_who_see_it_and_no_other(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await asked_for_more(small_company, dispatcher, worker)
    (alert,) = await seen_by(small_company.igor)
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(AcknowledgeAlert(alert.id), actor_id=small_company.marta)
    await dispatcher.dispatch(AcknowledgeAlert(alert.id), actor_id=small_company.igor)
    await dispatcher.dispatch(AcknowledgeAlert(alert.id), actor_id=small_company.anna)
    (row,) = await Alert.select(Alert.acknowledged_by).where(Alert.id == alert.id)
    assert row["acknowledged_by"] == small_company.igor
    (shown,) = await seen_by(small_company.igor)
    assert shown.acknowledged_at is not None


async def test_the_api_shows_and_acknowledges_ones_own_alerts(
    phone: Phone,
    new_phone: Callable[[], Phone],
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
) -> None:
    await asked_for_more(small_company, dispatcher, worker)
    assert (await phone.http.get("/api/v1/alerts")).json() == []
    igor = new_phone()
    await igor.sign_in("igor")
    (alert,) = (await igor.http.get("/api/v1/alerts")).json()
    path = f"/api/v1/alerts/{alert['id']}/acknowledgement"
    assert (await phone.post(path, {})).status_code == 404
    assert (await igor.post(path, {})).status_code == 204
    assert (await new_phone().http.get("/api/v1/alerts")).status_code == 401
