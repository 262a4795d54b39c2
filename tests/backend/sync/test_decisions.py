"""The walk over the wire: a rep asks on a phone, supervisors decide on tablets, all three see it."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.plan.tables import PlanRevision
from backend.proposal.queries.proposals import proposal_for
from backend.sync.decisions import with_own_decision
from backend.worker import OutboxWorker
from shared.ids import new_id
from tests.builders import NOW
from tests.phones import change_args


@pytest.fixture
async def tablets(phone, small_company, new_phone, process):
    """Viktor's and Vera's tablets with Marta's change waiting on both."""
    [result] = await phone.push(phone.op("request_demand_change", change_args(small_company)))
    assert result["status"] == "applied"
    await drain(OutboxWorker(process.dispatcher))
    found = []
    for name in ("viktor", "vera"):
        tablet = new_phone()
        await tablet.sign_in(name)
        await tablet.pull()
        found.append(tablet)
    return found


def decision(tablet, **changes):
    """Approve the recommended way out of the one proposal that the tablet holds, as it was pulled."""
    [row] = tablet.rows["proposal"].values()
    chosen = next(each for each in row["alternatives"] if each["is_recommended"])
    args = {
        "decision": "approve",
        "plan_revision_id": row["plan_revision_id"],
        "alternative": chosen["code"],
        **changes,
    }
    return tablet.op("decide_proposal", args, id=row["id"], base_ver=row["ver"])


async def test_a_decision_from_a_tablet_reaches_the_phone(phone, small_company, tablets, process):
    viktor, _ = tablets

    [result] = await viktor.push(decision(viktor))
    await drain(OutboxWorker(process.dispatcher))
    await viktor.pull()
    await phone.pull()

    assert result["status"] == "applied"
    [proposal] = viktor.rows["proposal"].values()
    assert proposal["ver"] == result["ver"]
    assert (proposal["status"], proposal["decided_by_name"]) == ("approved", "Viktor Hahn")
    [change] = phone.rows["demand_change"].values()
    assert (change["status"], change["decision"]) == ("applied", "approved")
    assert phone.rows["demand_line"][str(small_company.hartmann_line)]["quantity"] == "160"


async def test_a_decision_taken_offline_is_undone_within_half_a_minute_of_its_arrival(
    tablets, small_company, process, clock
):
    viktor, _ = tablets
    made_offline = decision(viktor)
    clock.advance(timedelta(minutes=40))

    [result] = await viktor.push(made_offline)

    assert result["status"] == "applied"
    [press] = (await viktor.http.get("/api/v1/decisions/undoable")).json()
    assert (press["kind"], press["count"]) == ("proposal", 1)
    assert datetime.fromisoformat(press["until"]) == clock.now() + timedelta(seconds=30)
    clock.advance(timedelta(seconds=29))
    answer = await viktor.post(f"/api/v1/proposals/{press['subject_id']}/undo", {})
    assert (answer.status_code, answer.json()["status"]) == (200, "open")
    assert (await viktor.http.get("/api/v1/decisions/undoable")).json() == []
    await viktor.pull()
    [proposal] = viktor.rows["proposal"].values()
    assert (proposal["status"], proposal["decided_by_name"]) == ("open", None)
    [again] = await viktor.push(decision(viktor))
    assert again["status"] == "applied"


async def test_the_second_of_two_supervisors_gets_a_conflict_with_the_decision(tablets):
    viktor, vera = tablets
    await viktor.push(decision(viktor))

    [late] = await vera.push(decision(vera, decision="reject", reason="cost"))

    assert (late["status"], late["code"]) == ("conflict", "already_decided")
    assert late["current"]["decided_by_name"] == "Viktor Hahn"
    assert late["message"]


async def test_a_decision_on_a_plan_that_has_moved_is_a_conflict(tablets, small_company):
    viktor, _ = tablets
    made_offline = decision(viktor)
    await PlanRevision.insert(
        PlanRevision(
            id=new_id(), site_id=small_company.riga, number=2, revised_at=NOW, note="others"
        )
    )

    [result] = await viktor.push(made_offline)

    assert (result["status"], result["code"]) == ("conflict", "plan_has_moved")
    assert result["current"]["status"] == "open"


async def test_whoever_decided_on_an_older_plan_sees_then_and_now(
    phone, tablets, small_company, process
):
    viktor, vera = tablets
    made_offline = decision(viktor)
    other = change_args(
        small_company, demand_line_id=None, quantity_delta="10", due_on="2026-12-18"
    )
    await phone.push(phone.op("request_demand_change", other))
    await drain(OutboxWorker(process.dispatcher))
    await vera.pull()
    [other_proposal] = set(vera.rows["proposal"]) - set(viktor.rows["proposal"])
    row = vera.rows["proposal"][other_proposal]
    args = {"decision": "approve", "plan_revision_id": row["plan_revision_id"]}
    args["alternative"] = row["alternatives"][0]["code"]
    await vera.push(vera.op("decide_proposal", args, id=other_proposal, base_ver=row["ver"]))
    await drain(OutboxWorker(process.dispatcher))

    [result] = await viktor.push(made_offline)

    assert result["code"] == "plan_has_moved"
    viewer = await viewer_for(small_company.viktor)
    view = await proposal_for(viewer, UUID(made_offline["id"]))
    shown = (await with_own_decision(view, viewer.person_id)).earlier_decision
    assert shown is not None
    seen = viktor.rows["proposal"][made_offline["id"]]
    assert shown.plan_revision_number == 1
    assert shown.alternative == made_offline["args"]["alternative"]
    assert str(shown.way.cost) == next(
        way["cost"] for way in seen["alternatives"] if way["code"] == shown.alternative
    )
    assert [(move.revision_number, move.revised_by_name) for move in shown.moves] == [
        (2, "Vera Lind")
    ]
    nobody_else = await viewer_for(small_company.vera)
    assert (await with_own_decision(view, nobody_else.person_id)).earlier_decision is None


async def test_nobody_decides_twice_by_sending_twice(tablets):
    viktor, _ = tablets
    op = decision(viktor)

    [first] = await viktor.push(op)
    [again] = await viktor.push(op)

    assert first["status"] == "applied"
    assert again == {**first, "replayed": True}
