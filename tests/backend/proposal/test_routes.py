"""Proposals and plans over the API: read, decided once, and taken away as files."""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from openpyxl import load_workbook

from backend.assembly import Company
from backend.outbox.relay import drain
from backend.plan.tables import PlanRevision
from backend.proposal.tables import Proposal
from backend.worker import OutboxWorker
from tests.builders import SmallCompany, request
from tests.phones import Phone

PROPOSALS = "/api/v1/proposals"


@pytest.fixture
async def proposal_id(small_company: SmallCompany, process: Company) -> UUID:
    """Hartmann's 40 kits more, worked out and waiting."""
    await process.dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(OutboxWorker(process.dispatcher))
    [row] = await Proposal.select(Proposal.id)
    found: UUID = row["id"]
    return found


@pytest.fixture
async def viktor(new_phone: Callable[[], Phone], small_company: SmallCompany) -> Phone:
    made = new_phone()
    await made.sign_in("viktor")
    return made


async def decide(phone: Phone, proposal_id: UUID, body: Any, key: UUID) -> httpx.Response:
    return await phone.http.post(
        f"{PROPOSALS}/{proposal_id}/decision",
        json=body,
        headers={"X-CSRF-Token": phone.token, "Idempotency-Key": str(key)},
    )


async def test_a_proposal_is_read_and_decided_once(viktor: Phone, proposal_id: UUID) -> None:
    [row] = (await viktor.http.get(PROPOSALS)).json()
    read = (await viktor.http.get(f"{PROPOSALS}/{row['id']}")).json()
    assert row["id"] == read["id"] == str(proposal_id)
    body = {"decision": "approve", "plan_revision_id": read["current_plan_revision_id"]}
    key = uuid4()

    first = await decide(viktor, proposal_id, body, key)
    second = await decide(viktor, proposal_id, body, key)
    third = await decide(viktor, proposal_id, body, uuid4())

    assert (first.status_code, first.json()["id"]) == (200, str(proposal_id))
    assert (second.status_code, second.json()) == (200, first.json())
    assert (third.status_code, third.json()["code"]) == (409, "already_decided")
    assert await PlanRevision.count() == 2
    assert (await viktor.http.get(PROPOSALS)).json() == []


async def test_a_plan_that_has_moved_is_a_conflict(viktor: Phone, proposal_id: UUID) -> None:
    body = {"decision": "approve", "plan_revision_id": str(uuid4())}

    answer = await decide(viktor, proposal_id, body, uuid4())

    assert (answer.status_code, answer.json()["code"]) == (409, "plan_has_moved")
    assert await PlanRevision.count() == 1


async def test_who_does_not_decide_does_not_decide_by_the_api(
    phone: Phone, proposal_id: UUID
) -> None:
    body = {"decision": "approve", "plan_revision_id": str(uuid4())}

    answer = await decide(phone, proposal_id, body, uuid4())

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert (await phone.http.get(f"{PROPOSALS}/{proposal_id}")).status_code == 404
    assert (await phone.http.get(PROPOSALS)).json() == []


async def test_proposals_are_taken_away(viktor: Phone, proposal_id: UUID) -> None:
    text = (await viktor.http.get(f"{PROPOSALS}.csv")).content.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    said = dict(zip(header, row, strict=True))
    assert said["Customer"] == "Hartmann Wind Towers"
    assert (said["Change of quantity"], said["Unit"]) == ("40", "kit")
    assert said["Reason"] == "Project starts"
    assert said["Id"] == str(proposal_id)

    book = await viktor.http.get(f"{PROPOSALS}.xlsx")
    sheet = load_workbook(io.BytesIO(book.content)).active
    assert sheet is not None
    assert (sheet.title, sheet.max_row) == ("Decisions", 2)


async def test_a_plan_is_read_and_taken_away(
    viktor: Phone, phone: Phone, small_company: SmallCompany
) -> None:
    path = f"/api/v1/plan/{small_company.riga}"

    board = (await viktor.http.get(path, params={"from": "2026-11-30", "days": 5})).json()
    assert (board["site_name"], board["from_on"]) == ("Riga plant", "2026-11-30")
    assert {len(lane["cells"]) for lane in board["lanes"]} == {5}

    answer = await viktor.http.get(path, headers={"Accept": "text/csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="plan-1.csv"'
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert header[0] == "Reference"
    assert (row[0], row[3], row[4], row[6]) == ("P-1", "80", "kit", "2026-12-01")

    for foreign in (path, f"{path}/lines.csv", f"{path}/lines.xlsx"):
        assert (await phone.http.get(foreign)).status_code == 404
    assert (await viktor.http.get(path, params={"days": 61})).status_code == 400
