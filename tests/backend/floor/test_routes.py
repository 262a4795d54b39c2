"""The floor over the wire: a tablet's ops and a MES's bookings, each once, each only where one may."""

from decimal import Decimal

import pytest

from backend.floor.tables import FloorReport
from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.supply.tables import Stock
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import Role
from tests.builders import add_person


@pytest.fixture
async def tablet(new_phone, small_company):
    made = new_phone()
    await made.sign_in("viktor")
    return made


async def booking(**changes):
    [line] = await current_plan_lines()
    return {
        "source": "mes-riga",
        "external_id": "booking-7",
        "kind": "report_output",
        "args": {"plan_line_id": str(line.line_id), "good_quantity": "30"},
        **changes,
    }


async def test_a_tablets_report_is_done_once_and_pulled_by_the_other_supervisor(
    tablet, new_phone, small_company, process
):
    op = tablet.op(
        "report_downtime",
        {
            "work_center_id": str(small_company.filling),
            "from_at": "2026-11-24T08:00:00Z",
            "cause": "breakdown",
            "note": "Gearbox",
        },
    )
    [first] = await tablet.push(op)
    [again] = await tablet.push(op)
    await drain(OutboxWorker(process.dispatcher))

    assert (first["status"], first["ver"], again["replayed"]) == ("applied", 1, True)
    vera = new_phone()
    await vera.sign_in("vera")
    await vera.pull()
    [row] = vera.rows["floor_report"].values()
    assert (row["id"], row["kind"], row["note"], row["facts"]["cause"]) == (
        op["id"],
        "downtime",
        "Gearbox",
        "breakdown",
    )
    assert row["ended_at"] is None

    [ended] = await vera.push(
        vera.op("end_downtime", {"until_at": "2026-11-24T09:30:00Z"}, id=op["id"], base_ver=1)
    )
    [late] = await tablet.push(
        tablet.op("end_downtime", {"until_at": "2026-11-24T10:00:00Z"}, id=op["id"], base_ver=1)
    )
    assert (ended["status"], ended["ver"]) == ("applied", 2)
    assert (late["status"], late["code"]) == ("rejected", "downtime_ended")


async def test_a_rep_pulls_no_report(tablet, phone, small_company):
    args = {
        "work_center_id": str(small_company.mixer), "from_on": "2026-11-24", "hours": "8",
    }  # fmt: skip
    await tablet.push(tablet.op("report_hours", args))
    await phone.pull()
    assert phone.rows.get("floor_report", {}) == {}


async def test_a_booking_that_comes_twice_is_booked_once(tablet, small_company):
    asked = await booking()
    first = await tablet.post("/api/v1/floor-reports", asked)
    again = await tablet.post("/api/v1/floor-reports", asked)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert await FloorReport.count() == 1
    rows = await Stock.select().where(Stock.item_id == small_company.primer)
    assert sum(row["quantity"] for row in rows) == Decimal(120)

    other = {**asked, "args": {**asked["args"], "good_quantity": "31"}}
    refused = await tablet.post("/api/v1/floor-reports", other)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_booking_that_is_refused_may_come_again_put_right(tablet):
    asked = await booking()
    wrong = {**asked, "args": {**asked["args"], "good_quantity": "0.5"}}
    refused = await tablet.post("/api/v1/floor-reports", wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_decimals")
    assert (await tablet.post("/api/v1/floor-reports", asked)).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"args": {"good_quantity": "many"}},
        {"kind": "reverse_report", "args": {}},
        {"report_id": str(new_id())},
        {"kind": "sing"},
        {"source": "no spaces here"},
    ],
)
async def test_a_booking_that_cannot_be_read_is_told_where(tablet, changes):
    answer = await tablet.post("/api/v1/floor-reports", await booking(**changes))
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert await FloorReport.count() == 0


async def test_the_floor_shows_hours_downtime_lines_and_reports(tablet, small_company, clock):
    clock.instant = clock.instant.replace(day=30)
    await tablet.post("/api/v1/floor-reports", await booking())
    args = {
        "work_center_id": str(small_company.mixer),
        "from_at": "2026-11-30T08:00:00Z",
        "cause": "power",
    }
    await tablet.push(tablet.op("report_downtime", args))

    floor = (await tablet.http.get(f"/api/v1/floor/{small_company.riga}")).json()

    filling, mixer = floor["centers"]
    [line] = filling["lines"]
    assert (line["reference"], line["state"]) == ("P-1", "started")
    assert (Decimal(line["quantity"]), Decimal(line["good_quantity"])) == (Decimal(50), Decimal(30))
    # Down from ten in the morning, so of the shift from six to ten at night a quarter is left.
    assert (Decimal(mixer["usual_hours"]), Decimal(mixer["hours"])) == (
        Decimal("14.40"),
        Decimal("3.60"),
    )
    assert [each["cause"] for each in mixer["downtimes"]] == ["power"]
    assert [each["kind"] for each in floor["reports"]] == ["downtime", "output"]
    assert floor["can_report"] is True


async def test_another_plants_floor_is_not_there(new_phone, small_company):
    await add_person("Otto Other", [Role.SUPERVISOR], [small_company.north])
    phone = new_phone()
    await phone.sign_in("otto")
    looked = await phone.http.get(f"/api/v1/floor/{small_company.riga}")
    booked = await phone.post("/api/v1/floor-reports", await booking())
    assert (looked.status_code, booked.status_code) == (404, 404)
