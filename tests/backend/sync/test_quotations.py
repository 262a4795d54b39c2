"""Inquiries and holds over the wire: asked without a network, answered firmly, each once."""

from datetime import date, timedelta
from uuid import UUID

from backend.outbox.relay import drain
from backend.promise.queries import availability_of
from backend.promise.tables import Quotation
from backend.worker import OutboxWorker
from shared.ids import new_id
from tests.builders import NOW
from tests.phones import hold_args, inquiry_args


async def free_thinner(company):
    [row] = await availability_of(NOW, company.thinner, company.riga, None)
    return row.steps[0].quantity


async def test_an_inquiry_reaches_every_phone_of_the_territory(phone, small_company, new_phone):
    other = new_phone()
    await other.sign_in("igor")

    [result] = await phone.push(
        phone.op("record_inquiry", inquiry_args(small_company, note="Call"))
    )
    await phone.pull()
    await other.pull()

    assert result["status"] == "applied"
    [row] = phone.rows["quotation"].values()
    assert (row["status"], row["quantity"], row["due_on"]) == ("inquired", "30", "2026-12-03")
    assert row["deliveries"] == [{"on": "2026-12-03", "quantity": "30"}]
    assert (row["note"], row["asked_by_name"], row["held_until"]) == ("Call", "Marta Ozola", None)
    assert other.ids("quotation") == set()


async def test_a_hold_that_is_sent_twice_holds_once(phone, small_company):
    op = phone.op("hold_quotation", hold_args(small_company))

    [first] = await phone.push(op)
    [second] = await phone.push(op)

    assert (first["status"], first["replayed"]) == ("applied", False)
    assert (second["status"], second["replayed"], second["ver"]) == ("applied", True, first["ver"])
    assert await Quotation.count() == 1
    assert await free_thinner(small_company) == 60


async def test_a_refused_hold_keeps_nothing_and_says_why(phone, small_company):
    args = hold_args(small_company, quantity="200", option="as_asked", due_on="2026-11-26")

    [result] = await phone.push(phone.op("hold_quotation", args))

    assert (result["status"], result["code"]) == ("rejected", "option_gone")
    assert result["message"] == "This can no longer be had like that. Ask again"
    assert await Quotation.count() == 0
    assert await free_thinner(small_company) == 90


async def test_a_hold_and_its_release_come_in_their_order(phone, small_company):
    row_id = str(new_id())
    held = phone.op("hold_quotation", hold_args(small_company), id=row_id)
    released = phone.op("release_quotation", {}, id=row_id, base_ver=1)

    results = await phone.push(held, released)
    await phone.pull()

    assert [each["status"] for each in results] == ["applied", "applied"]
    row = phone.rows["quotation"][row_id]
    assert (row["status"], row["ver"]) == ("released", results[1]["ver"])
    assert await free_thinner(small_company) == 90


async def test_what_is_held_is_ordered_from_the_phone(phone, small_company, process):
    row_id, change_id = str(new_id()), str(new_id())
    await phone.push(phone.op("hold_quotation", hold_args(small_company), id=row_id))

    op = phone.op(
        "order_quotation",
        {"demand_change_id": change_id, "reason": "customer_request"},
        id=row_id,
        base_ver=1,
    )
    [first] = await phone.push(op)
    [second] = await phone.push(op)
    await drain(OutboxWorker(process.dispatcher))
    await phone.pull()

    assert (first["status"], second["replayed"]) == ("applied", True)
    assert phone.rows["quotation"][row_id]["status"] == "ordered"
    assert phone.rows["quotation"][row_id]["demand_change_id"] == change_id
    change = phone.rows["demand_change"][change_id]
    assert (change["quantity_delta"], change["demand_line_id"]) == ("30", None)
    assert change["impact"]["short_quantity"] == "0"


async def test_a_hold_whose_time_has_gone_by_on_the_way_is_refused(phone, small_company, clock):
    op = phone.op("hold_quotation", hold_args(small_company))
    clock.advance(timedelta(days=2))

    [result] = await phone.push(op)

    assert (result["status"], result["code"]) == ("rejected", "hold_time")
    assert await Quotation.count() == 0


async def test_a_time_without_its_zone_is_not_understood(phone, small_company):
    args = hold_args(small_company) | {"held_until": "2026-11-25T16:00:00"}

    [result] = await phone.push(phone.op("hold_quotation", args))

    assert (result["status"], result["code"], result["fields"]) == (
        "rejected", "invalid_args", ["held_until"],
    )  # fmt: skip


async def test_somebody_elses_quotation_is_not_there(phone, small_company, new_phone):
    op = phone.op("hold_quotation", hold_args(small_company))
    await phone.push(op)
    igor = new_phone()
    await igor.sign_in("igor")

    [foreign] = await igor.push(igor.op("release_quotation", {}, id=op["id"], base_ver=1))
    [absent] = await igor.push(igor.op("release_quotation", {}, id=str(new_id()), base_ver=1))

    assert (foreign["code"], foreign["message"]) == (absent["code"], absent["message"])
    [row] = await Quotation.select().where(Quotation.id == UUID(op["id"]))
    assert (row["status"], row["due_on"]) == ("held", date(2026, 12, 3))
