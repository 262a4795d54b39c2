"""A supplier answers by link: no account, no effect by looking, one effect by answering, and the plan follows."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.alert.tables import Alert
from backend.assembly import Company
from backend.catalog import tables as catalog
from backend.demand.tables import DemandLine
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.plan.tables import PlanLine
from backend.supplier.commands import AskForQuotation, AskToConfirm, MakeLink, RevokeLinks
from backend.supplier.queries import supplier_for, suppliers_for
from backend.supplier.tables import SupplierLink, SupplierRequest, SupplierRequestLine
from backend.supply.handlers import move_purchase
from backend.supply.tables import PurchaseLine, Stock
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import Role
from tests.builders import SmallCompany, add_person
from tests.phones import Phone

OPEN = "/api/v1/supplier-link/open"
ANSWER = "/api/v1/supplier-link/answer"


@pytest.fixture
async def buyer(small_company: SmallCompany) -> UUID:
    return await add_person("Boris Buyer", [Role.BUYER], [small_company.riga])


@pytest.fixture
async def purchase(small_company: SmallCompany) -> UUID:
    """1,000 kg of base on order for 27 November; without it there is nothing to fill 80 kits on 1 December."""
    rows = await catalog.Supplier.select(catalog.Supplier.id)
    line_id = new_id()
    await Stock.delete().where(Stock.item_id == small_company.base)
    await PurchaseLine.insert(
        PurchaseLine(
            id=line_id,
            supplier_id=rows[0]["id"],
            item_id=small_company.base,
            site_id=small_company.riga,
            order_reference="4711",
            line_number=1,
            quantity=Decimal(5000),
            received_quantity=Decimal(0),
            unit_price=Decimal(2),
            ordered_on=date(2026, 11, 20),
            due_on=date(2026, 11, 27),
            received_on=None,
            status="open",
        )
    )
    return line_id


@pytest.fixture
async def link(process: Company, purchase: UUID, buyer: UUID, small_company: SmallCompany) -> str:
    """The token of a link to confirm order 4711."""
    (row,) = await PurchaseLine.select(PurchaseLine.supplier_id).where(PurchaseLine.id == purchase)
    command = AskToConfirm(row["supplier_id"], small_company.riga, "4711")
    request_id = await process.dispatcher.dispatch(command, actor_id=buyer)
    await drain(OutboxWorker(process.dispatcher))
    await SupplierRequest.update(
        {SupplierRequest.status: "sent", SupplierRequest.asked_at: process.clock.now()}
    ).where(SupplierRequest.id == request_id)
    return str(await process.dispatcher.dispatch(MakeLink(request_id), actor_id=buyer))


def reply(opened: dict[str, Any], *parts: tuple[str, str], answer_id: UUID | None = None) -> Any:
    return {
        "token": opened["token"],
        "answer_id": str(answer_id or new_id()),
        "lines": [
            {
                "line_id": opened["lines"][0]["id"],
                "parts": [{"quantity": quantity, "on": on} for quantity, on in parts],
            }
        ],
        "note": "From Tallinn",
    }


async def purchases() -> list[tuple[int, Decimal, date, str]]:
    rows = (
        await PurchaseLine.select()
        .where(PurchaseLine.order_reference == "4711")
        .order_by(PurchaseLine.line_number)
    )
    return [(row["line_number"], row["quantity"], row["due_on"], row["status"]) for row in rows]


async def test_looking_ten_times_changes_nothing_and_shows_only_this_request(
    new_phone: Callable[[], Phone], link: str
) -> None:
    phone = new_phone()
    before = await purchases()
    answers = [await phone.http.post(OPEN, json={"token": link}) for _ in range(10)]
    answer = answers[-1]
    opened = answer.json()
    assert answer.status_code == 200
    assert (opened["kind"], opened["reference"], opened["status"]) == ("order", "4711", "sent")
    assert [line["quantity"] for line in opened["lines"]] == ["5000.000000"]
    assert link not in answer.text
    assert await purchases() == before
    (row,) = await SupplierLink.select().where(SupplierLink.revoked_at.is_null())
    assert (row["opened_count"], link in row["token_hash"]) == (10, False)
    assert (await phone.http.get(OPEN)).status_code == 405


async def test_screens_are_told_when_a_request_leaves_and_when_its_link_or_answer_moves(
    new_phone: Callable[[], Phone],
    process: Company,
    purchase: UUID,
    buyer: UUID,
    small_company: SmallCompany,
) -> None:
    phone = new_phone()
    rows = await PurchaseLine.select(PurchaseLine.supplier_id).where(PurchaseLine.id == purchase)
    supplier_id = rows[0]["supplier_id"]
    async with process.hints.listen() as queue:

        async def told() -> None:
            async with asyncio.timeout(30):
                while await queue.get() != "supplier":
                    pass

        async def shown() -> list[tuple[str, int, bool]]:
            found = await supplier_for(await viewer_for(buyer), supplier_id, process.clock.now())
            return [
                (each.status, each.opened_count, each.link_until is not None)
                for each in found.requests
            ]

        asked = AskToConfirm(supplier_id, small_company.riga, "4711")
        request_id = await process.dispatcher.dispatch(asked, actor_id=buyer)
        await told()
        assert await shown() == []
        await drain(OutboxWorker(process.dispatcher))
        await told()
        assert await shown() == [("sent", 0, True)]

        token = await process.dispatcher.dispatch(MakeLink(request_id), actor_id=buyer)
        await told()
        opened = (await phone.http.post(OPEN, json={"token": token})).json()
        await told()
        assert await shown() == [("sent", 1, True)]
        answer = await phone.http.post(ANSWER, json=reply(opened, ("5000", "2026-11-27")))
        assert answer.status_code == 200
        await told()
        assert [status for status, *_ in await shown()] == ["answered"]


async def test_an_ended_link_is_told_to_screens(process: Company, link: str, buyer: UUID) -> None:
    rows = await SupplierRequest.select(SupplierRequest.id)
    async with process.hints.listen() as queue:
        await process.dispatcher.dispatch(RevokeLinks(rows[0]["id"]), actor_id=buyer)
        async with asyncio.timeout(30):
            while await queue.get() != "supplier":
                pass


async def test_a_confirmation_keeps_the_purchase_and_a_repeat_has_no_second_effect(
    new_phone: Callable[[], Phone], link: str, process: Company
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    body = reply(opened, ("5000", "2026-11-27"))
    answers = [await phone.http.post(ANSWER, json=body) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 200]
    assert answers[0].json()["lines"][0]["outcome"] == "confirmed"
    assert await purchases() == [(1, Decimal(5000), date(2026, 11, 27), "open")]
    other = await phone.http.post(ANSWER, json={**body, "note": "Other"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    again = await phone.http.post(ANSWER, json=reply(opened, ("1", "2026-11-27")))
    assert (again.status_code, again.json()["code"]) == (409, "request_answered")
    await drain(OutboxWorker(process.dispatcher))
    assert await Alert.count().where(Alert.kind == "supply_declined") == 0


async def test_parts_later_and_less_move_purchase_plan_promises_and_raise_an_alert(
    new_phone: Callable[[], Phone],
    link: str,
    process: Company,
    buyer: UUID,
    small_company: SmallCompany,
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    body = reply(opened, ("100", "2026-11-27"), ("3000", "2026-12-07"))
    assert (await phone.http.post(ANSWER, json=body)).status_code == 200

    assert await purchases() == [
        (1, Decimal(100), date(2026, 11, 27), "open"),
        (2, Decimal(3000), date(2026, 12, 7), "open"),
    ]
    await drain(OutboxWorker(process.dispatcher))

    (line,) = await PlanLine.select().where(PlanLine.to_number.is_null())
    assert line["on"] > date(2026, 12, 7), "the filling waits for its base"
    moved = await DemandLine.select().where(DemandLine.promised_on > date(2026, 12, 7))
    assert small_company.hartmann in {row["customer_id"] for row in moved}
    (alert,) = await Alert.select().where(Alert.kind == "supply_declined")
    assert (alert["owner_id"], alert["severity"]) == (buyer, "risk")
    assert await SupplierRequest.count() == 1, "its own answer is not asked again"


async def test_declining_cancels_the_purchase(
    new_phone: Callable[[], Phone], link: str, process: Company
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    answer = await phone.http.post(ANSWER, json=reply(opened))
    assert answer.json()["lines"][0]["outcome"] == "declined"
    assert [row[3] for row in await purchases()] == ["cancelled"]
    await drain(OutboxWorker(process.dispatcher))
    (alert,) = await Alert.select().where(Alert.kind == "supply_declined")
    assert alert["severity"] == "late"


@pytest.mark.parametrize(
    "parts", [(("5001", "2026-11-27"),), (("5000", "2026-11-01"),), (("NaN", "2026-11-27"),)]
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    parts: Any, new_phone: Callable[[], Phone], link: str
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    answer = await phone.http.post(ANSWER, json=reply(opened, *parts))
    assert answer.status_code in {400, 422}
    assert await purchases() == [(1, Decimal(5000), date(2026, 11, 27), "open")]
    (line,) = await SupplierRequestLine.select()
    assert line["answer"] is None


async def test_links_end_by_revoking_by_time_and_are_no_use_for_anything_else(
    new_phone: Callable[[], Phone],
    link: str,
    process: Company,
    buyer: UUID,
    clock: FrozenClock,
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    (row,) = await SupplierRequest.select()
    await process.dispatcher.dispatch(RevokeLinks(row["id"]), actor_id=buyer)
    assert (await phone.http.post(OPEN, json={"token": link})).status_code == 404
    assert (
        await phone.http.post(ANSWER, json=reply(opened, ("5000", "2026-11-27")))
    ).status_code == 404, "a pass of a revoked link is none"

    fresh = str(await process.dispatcher.dispatch(MakeLink(row["id"]), actor_id=buyer))
    assert (
        await phone.http.post(ANSWER, json={**reply(opened), "token": fresh})
    ).status_code == 404
    clock.advance(timedelta(days=30))
    assert (await phone.http.post(OPEN, json={"token": fresh})).status_code == 404


async def test_guessing_is_slowed_down(
    new_phone: Callable[[], Phone], small_company: SmallCompany
) -> None:
    phone = new_phone()
    statuses = [
        (await phone.http.post(OPEN, json={"token": f"guess{number}"})).status_code
        for number in range(25)
    ]
    assert statuses[:20] == [404] * 20
    assert 429 in statuses[20:]


async def test_a_purchase_that_moved_meanwhile_is_not_answered_and_is_asked_anew(
    new_phone: Callable[[], Phone], link: str, process: Company, clock: FrozenClock
) -> None:
    phone = new_phone()
    opened = (await phone.http.post(OPEN, json={"token": link})).json()
    async with process.dispatcher.unit(actor_id=None) as unit:
        await move_purchase("4711 / 1", Decimal(5000), date(2026, 11, 30), new_id(), unit.context)
    answer = await phone.http.post(ANSWER, json=reply(opened, ("5000", "2026-11-27")))
    assert (answer.status_code, answer.json()["code"]) == (409, "request_outdated")

    await drain(OutboxWorker(process.dispatcher))
    (change,) = await SupplierRequest.select().where(SupplierRequest.kind == "change")
    assert change["status"] == "draft", "half a minute for second thoughts"
    (line,) = await SupplierRequestLine.select().where(
        SupplierRequestLine.request_id == change["id"]
    )
    assert (line["due_on"], line["due_on_before"]) == (date(2026, 11, 30), date(2026, 11, 27))


async def test_only_those_who_buy_for_the_site_ask_and_see(
    process: Company, purchase: UUID, buyer: UUID, small_company: SmallCompany
) -> None:
    (row,) = await PurchaseLine.select(PurchaseLine.supplier_id).where(PurchaseLine.id == purchase)
    stranger = await add_person("Nora North", [Role.BUYER], [small_company.north])
    command = AskForQuotation(
        row["supplier_id"],
        small_company.riga,
        small_company.base,
        Decimal(5),
        date(2026, 12, 9),
        "",
    )
    with pytest.raises(Exception, match="not_found"):
        await process.dispatcher.dispatch(command, actor_id=stranger)
    with pytest.raises(Exception, match="not_allowed"):
        await process.dispatcher.dispatch(command, actor_id=small_company.marta)
    assert await suppliers_for(await viewer_for(stranger), process.clock.now()) == []
    (seen,) = await suppliers_for(await viewer_for(buyer), process.clock.now())
    assert (seen.name, seen.open_line_count) == ("Resins Ltd", 1)
