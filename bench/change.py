"""One demand change on AdventureWorks with its whole catalogue, from the phone's push to the proposal.

Server time: the push request as a phone makes it (session, guard, receipt, transaction), then the
worker's transactions until the proposal waits for a supervisor. Nothing else is on the way.
"""

import random
import time
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import httpx

from backend.app import create_app
from backend.assembly import Company, company_of
from backend.connectors.registry import adventureworks_sheets
from backend.demand.tables import DemandChange, DemandLine
from backend.identity.commands import StartSession
from backend.intake.runner import Import, carry_out, staged_here, start_run
from backend.outbox.relay import drain
from backend.settings import PROJECT, Settings
from backend.worker import OutboxWorker
from bench.database import fresh_database
from bench.figures import Figure, at_most, only, quantile
from shared.ids import new_id

SAMPLE = PROJECT.parent / "shared" / "data" / "adventureworks"
AS_OF = date(2014, 3, 31)
SEED = 7
CHANGES = 200
GOAL_MILLISECONDS = 150
ORIGIN = "http://127.0.0.1:8000"


async def measure() -> list[Figure]:
    """Milliseconds of a change from push to proposal: p95 at most 150."""
    if not SAMPLE.is_dir():
        print(f"  left out: there is no {SAMPLE.name} sample beside the project")
        return []
    async with fresh_database() as settings:
        company = company_of(settings, application="bench")
        await _load(company)
        return await _changes(settings, company)


async def _load(company: Company) -> None:
    today = datetime.now(UTC).date()
    run_id = await start_run(company.dispatcher, SAMPLE.name)
    sheets = adventureworks_sheets(SAMPLE, AS_OF, today)
    await carry_out(company.dispatcher, Import(run_id, SAMPLE.name), staged_here(sheets))
    await drain(OutboxWorker(company.dispatcher))


async def _changes(settings: Settings, company: Company) -> list[Figure]:
    worker = OutboxWorker(company.dispatcher)
    lines = await _open_lines()
    random.Random(SEED).shuffle(lines)
    transport = httpx.ASGITransport(create_app(settings))
    pushes, proposals, wholes = [], [], []
    for number, line in enumerate(lines[:CHANGES], start=1):
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as phone:
            await _sign_in(company, phone, line["person_id"])
            body = _op(line, number)
            begun = time.perf_counter()
            answer = await phone.post("/sync/v1/push", json=body)
            pushed = (time.perf_counter() - begun) * 1000
        (result,) = answer.json()["results"]
        if result["status"] != "applied":
            message = f"{result['code']}: {result['message']}"
            raise RuntimeError(message)
        proposed = await _until_proposed(worker, UUID(body["ops"][0]["id"]))
        pushes.append(pushed)
        proposals.append(proposed)
        wholes.append(pushed + proposed)
        await drain(worker)
    return [
        only("changes", len(wholes), "changes"),
        only("open lines in the plan", len(lines), "lines"),
        only("push request, p50", quantile(pushes, 0.5), "ms"),
        only("push request, p95", quantile(pushes, 0.95), "ms"),
        only("worker until the proposal waits, p50", quantile(proposals, 0.5), "ms"),
        only("worker until the proposal waits, p95", quantile(proposals, 0.95), "ms"),
        only("from push to proposal, p50", quantile(wholes, 0.5), "ms"),
        at_most("from push to proposal, p95", quantile(wholes, 0.95), "ms", GOAL_MILLISECONDS),
    ]


async def _until_proposed(worker: OutboxWorker, demand_change_id: UUID) -> float:
    """Milliseconds that the worker works until the change has its proposal."""
    taken = 0.0
    while True:
        begun = time.perf_counter()
        did_work = await worker.work_some()
        taken += (time.perf_counter() - begun) * 1000
        (row,) = await DemandChange.select(DemandChange.status).where(
            DemandChange.id == demand_change_id
        )
        if row["status"] == "proposed":
            return taken
        if not did_work:
            message = f"no proposal came of the change {demand_change_id}"
            raise RuntimeError(message)


async def _open_lines() -> list[dict[str, Any]]:
    """Open lines with a rep who may change them."""
    rows: list[dict[str, Any]] = await DemandLine.raw(
        """
        SELECT DISTINCT ON (line.id) line.*, item.pack_multiple, membership.person_id
        FROM demand_line AS line
        JOIN item ON item.id = line.item_id
        JOIN scope_membership AS membership
          ON membership.scope_id = line.scope_id AND membership.revoked_at IS NULL
        JOIN person_role AS held ON held.person_id = membership.person_id AND held.role = 'rep'
        WHERE line.status = 'open'
        ORDER BY line.id, membership.person_id
        """
    )
    return rows


async def _sign_in(company: Company, phone: httpx.AsyncClient, person_id: UUID) -> None:
    started = await company.dispatcher.dispatch(
        StartSession(person_id, None, "bench"), actor_id=person_id
    )
    phone.cookies.set("session", started.token)
    answer = await phone.get("/api/v1/session")
    phone.headers["X-CSRF-Token"] = answer.json()["csrf_token"]


def _op(line: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "client_id": str(new_id()),
        "schema_ver": 1,
        "ops": [
            {
                "op_id": str(new_id()),
                "seq": 1,
                "kind": "request_demand_change",
                "id": str(new_id()),
                "base_ver": 0,
                "args": {
                    "demand_line_id": str(line["id"]),
                    "customer_id": str(line["customer_id"]),
                    "item_id": str(line["item_id"]),
                    "site_id": None,
                    "quantity_delta": str(line["pack_multiple"] * (1 + number % 40)),
                    "due_on": None,
                    "is_cancellation": False,
                    "is_urgent": False,
                    "reason": "customer_request",
                    "confidence": None,
                    "note": "",
                },
                "at": datetime.now(UTC).isoformat(),
            }
        ],
    }
