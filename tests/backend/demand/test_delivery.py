"""How lines may be delivered: chosen by those who serve the customer, and followed everywhere."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx

from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.promise.quotations import Asked, answer_for
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from tests.builders import NOW, SmallCompany, request
from tests.phones import Phone

API = "/api/v1"


async def put(phone: Phone, path: str, body: dict[str, Any]) -> httpx.Response:
    headers = {"X-CSRF-Token": phone.token}
    return await phone.http.request("PUT", f"{API}{path}", json=body, headers=headers)


async def options(ids: SmallCompany, quantity: int, due_on: date) -> list[str]:
    asked = Asked(ids.hartmann, ids.primer, Decimal(quantity), due_on)
    found = await answer_for(await viewer_for(ids.marta), asked, NOW)
    return [option.code for option in found.quote.options]


async def rule_of(phone: Phone, line_id: UUID) -> dict[str, Any]:
    answer = await phone.http.get(f"{API}/demand-lines/{line_id}/delivery")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_customers_rule_holds_until_the_order_says_otherwise(
    phone: Phone, small_company: SmallCompany
) -> None:
    line = small_company.hartmann_line
    usual = {"maximum_days_late": 3, "allows_partial": False, "minimum_partial_ratio": "0.25"}

    assert (await put(phone, f"/customers/{small_company.hartmann}/delivery", usual)).is_success
    found = await rule_of(phone, line)
    assert (found["maximum_days_late"], found["allows_partial"]) == (3, False)
    assert Decimal(found["minimum_partial_quantity"]) == 30

    said = await put(phone, f"/demand-lines/{line}/delivery", {"allows_partial": True})
    assert said.status_code == 200, said.text
    found = said.json()
    assert (found["maximum_days_late"], found["allows_partial"]) == (3, True)
    assert found["own"]["allows_partial"] is True
    assert found["usual"]["allows_partial"] is False


async def test_a_quote_follows_the_rule_at_once(phone: Phone, small_company: SmallCompany) -> None:
    due_on = date(2026, 12, 3)
    before = await options(small_company, 200, due_on)

    await put(phone, f"/customers/{small_company.hartmann}/delivery", {"allows_partial": False})

    after = await options(small_company, 200, due_on)
    assert {"two_deliveries", "in_part"} & set(before)
    assert after == [code for code in before if code not in {"two_deliveries", "in_part"}]


async def test_to_ship_together_goes_for_the_whole_order(
    phone: Phone, small_company: SmallCompany
) -> None:
    second = await other_line(small_company)

    said = await put(
        phone, f"/demand-lines/{small_company.hartmann_line}/delivery", {"ships_together": True}
    )

    assert said.json()["line_count"] == 2
    rows = await DemandLine.select(DemandLine.ships_together).where(DemandLine.id == second)
    assert rows == [{"ships_together": True}]


async def test_open_proposals_are_worked_out_anew(
    phone: Phone, small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    asked = request(small_company, quantity_delta=Decimal(600))
    await dispatcher.dispatch(asked, actor_id=small_company.marta)
    await drain(worker)
    viktor = await viewer_for(small_company.viktor)
    [waiting] = await proposals_waiting_for(viktor)
    before = {way.code for way in (await proposal_for(viktor, waiting.id)).alternatives}

    await put(
        phone, f"/demand-lines/{small_company.hartmann_line}/delivery", {"allows_partial": False}
    )
    await drain(worker)

    after = (await proposal_for(viktor, waiting.id)).alternatives
    assert before & {"two_deliveries", "in_part"}
    assert all(len(way.deliveries) <= 1 for way in after)
    assert {way.code for way in after}.isdisjoint({"two_deliveries", "in_part"})


async def test_a_least_part_is_not_more_than_the_line(
    phone: Phone, small_company: SmallCompany
) -> None:
    body = {"minimum_partial_quantity": "121"}

    refused = await put(phone, f"/demand-lines/{small_company.hartmann_line}/delivery", body)

    assert (refused.status_code, refused.json()["code"]) == (422, "part_too_large")
    found = await rule_of(phone, small_company.hartmann_line)
    assert found["own"]["minimum_partial_quantity"] is None


async def test_others_neither_see_nor_choose(
    new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    igor, viktor = new_phone(), new_phone()
    await igor.sign_in("igor")
    await viktor.sign_in("viktor")
    line, customer = small_company.hartmann_line, small_company.hartmann

    refused = [
        (await igor.http.get(f"{API}/demand-lines/{line}/delivery")).status_code,
        (await put(igor, f"/demand-lines/{line}/delivery", {"allows_partial": False})).status_code,
        (await put(igor, f"/customers/{customer}/delivery", {})).status_code,
        (
            await put(viktor, f"/demand-lines/{line}/delivery", {"allows_partial": False})
        ).status_code,
        (await put(viktor, f"/customers/{customer}/delivery", {})).status_code,
    ]

    assert refused == [404, 404, 404, 403, 403]
    found = await rule_of(viktor, line)
    assert (found["allows_partial"], found["may_choose"]) == (True, False)
    assert await OutboxMessage.count() == 0


async def other_line(ids: SmallCompany) -> UUID:
    """A second line of Hartmann's order, for thinner."""
    [first] = await DemandLine.select().where(DemandLine.id == ids.hartmann_line)
    row = {**first, "id": UUID(int=4711), "line_number": 2, "item_id": ids.thinner, "quantity": 5}
    await DemandLine.insert(DemandLine(**row))
    return UUID(int=4711)
