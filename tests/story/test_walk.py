"""The whole picture in one walk: a change, what it does, a decision, the new plan, and who hears."""

from datetime import date
from decimal import Decimal

import pytest

from backend.demand.commands import RequestDemandChange
from backend.demand.tables import DemandChange, DemandLine
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.outbox.relay import drain
from backend.outbox.repository import outbox_state
from backend.plan.queries import current_plan_lines, current_revisions
from backend.proposal.commands import DecideProposal
from backend.proposal.errors import AlreadyDecidedError
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind, ReasonCode
from tests.builders import SmallCompany


async def test_forty_more_kits_walk_from_the_phone_to_the_plan(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    change_id = new_id()
    await dispatcher.dispatch(
        RequestDemandChange(
            id=change_id,
            demand_line_id=small_company.hartmann_line,
            customer_id=small_company.hartmann,
            item_id=small_company.primer,
            site_id=None,
            quantity_delta=Decimal(40),
            due_on=None,
            is_cancellation=False,
            is_urgent=False,
            reason=ReasonCode.PROJECT_START,
            confidence=None,
            note="Crane and crew are booked for the 3rd.",
        ),
        actor_id=small_company.marta,
    )
    assert await drain(worker) >= 2

    viktor = await viewer_for(small_company.viktor)
    (waiting,) = await proposals_waiting_for(viktor)
    assert waiting.change.customer_name == "Hartmann Wind Towers"
    assert waiting.short_quantity == 20
    proposal = await proposal_for(viktor, waiting.id)
    assert [reason.code for reason in proposal.impact.reasons]
    assert proposal.can_decide

    chosen = next(each for each in proposal.alternatives if each.is_recommended)
    decision = DecideProposal(
        id=proposal.id,
        decision=DecisionKind.APPROVE,
        plan_revision_id=proposal.plan_revision_id,
        alternative=chosen.code,
        amendments=(),
        reason=None,
        note="",
        base_ver=proposal.ver,
    )
    await dispatcher.dispatch(decision, actor_id=small_company.viktor)
    with pytest.raises(AlreadyDecidedError):
        await dispatcher.dispatch(decision, actor_id=small_company.vera)
    await drain(worker)

    revision = (await current_revisions([small_company.riga]))[small_company.riga]
    assert revision.number == 2
    assert revision.revised_by_name == "Viktor Hahn"
    made = sum(line.quantity for line in await current_plan_lines(site_id=small_company.riga))
    assert made == 100
    (line,) = await DemandLine.select().where(DemandLine.id == small_company.hartmann_line)
    assert line["quantity"] == 160
    assert line["due_on"] == date(2026, 12, 3)
    assert line["promised_on"] == date(2026, 12, 3)
    (change,) = await DemandChange.select().where(DemandChange.id == change_id)
    assert (change["status"], change["decision"]) == ("applied", "approved")
    assert (await outbox_state())["dead"] == 0
