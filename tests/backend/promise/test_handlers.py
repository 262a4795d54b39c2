"""What is asked about is on record; what is held is nobody else's until it ends, and ends by itself."""

import asyncio
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from backend.demand.commands import WithdrawDemandChange
from backend.demand.tables import DemandChange, DemandLine
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.promise.commands import (
    HoldQuotation,
    OrderQuotation,
    RecordInquiry,
    ReleaseQuotation,
)
from backend.promise.errors import (
    AlreadyAskedError,
    OptionGoneError,
    PromiseHasMovedError,
    QuotationClosedError,
)
from backend.promise.queries import availability_of
from backend.promise.quotations import Asked, answer_for
from backend.promise.tables import Quotation
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import DecisionKind, ReasonCode
from tests.builders import NOW, SmallCompany, request

THURSDAY = date(2026, 12, 3)


def hold(ids: SmallCompany, quantity: int = 60, **changes: Any) -> HoldQuotation:
    """Hartmann wants thinner held until tomorrow evening, of which 90 cans are free."""
    given: dict[str, Any] = {
        "id": new_id(),
        "customer_id": ids.hartmann,
        "item_id": ids.thinner,
        "quantity": Decimal(quantity),
        "due_on": THURSDAY,
        "site_id": None,
        "note": "",
        "held_until": NOW + timedelta(hours=30),
        "option": "as_asked",
        "complete_on": THURSDAY,
        **changes,
    }
    return HoldQuotation(**given)


async def free_thinner(ids: SmallCompany, now: datetime = NOW) -> Decimal:
    [row] = await availability_of(now, ids.thinner, ids.riga, None)
    return row.steps[0].quantity


async def row_of(quotation_id: UUID) -> dict[str, Any]:
    [row] = await Quotation.select().where(Quotation.id == quotation_id)
    return row


async def test_an_inquiry_is_on_record_and_reserves_nothing(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    asked = RecordInquiry(
        new_id(), ids.hartmann, ids.thinner, Decimal(60), THURSDAY, None, "by phone"
    )

    await dispatcher.dispatch(asked, actor_id=ids.marta)

    row = await row_of(asked.id)
    assert (row["status"], row["quantity"], row["due_on"]) == ("inquired", 60, THURSDAY)
    assert (row["customer_id"], row["item_id"], row["asked_by"]) == (
        ids.hartmann, ids.thinner, ids.marta,
    )  # fmt: skip
    assert row["note"] == "by phone"
    assert await free_thinner(ids) == 90


async def test_what_is_held_is_not_free_for_anybody_else(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company

    await dispatcher.dispatch(hold(ids), actor_id=ids.marta)

    assert await free_thinner(ids) == 30
    igor = await viewer_for(ids.igor)
    asked = Asked(ids.baltic, ids.thinner, Decimal(60), date(2026, 11, 27))
    answer = (await answer_for(igor, asked, NOW)).shown(NOW)
    assert [part.quantity for part in answer.deliveries] == [30]
    assert answer.open_quantity == 30


async def test_a_hold_ends_by_itself_when_its_time_has_come(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    ids = small_company
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)

    clock.advance(timedelta(hours=29))
    await drain(worker)
    assert (await row_of(command.id))["status"] == "held"

    clock.advance(timedelta(hours=1))
    await drain(worker)

    row = await row_of(command.id)
    assert (row["status"], row["is_reserving"], row["ended_at"]) == ("lapsed", False, clock.now())
    assert await free_thinner(ids, clock.now()) == 90


async def test_what_is_held_can_be_given_back(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    ids = small_company
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)

    await dispatcher.dispatch(ReleaseQuotation(command.id), actor_id=ids.marta)

    assert await free_thinner(ids) == 90
    clock.advance(timedelta(hours=31))
    await drain(worker)
    assert (await row_of(command.id))["status"] == "released"
    with pytest.raises(QuotationClosedError):
        await dispatcher.dispatch(ReleaseQuotation(command.id), actor_id=ids.marta)


async def test_an_ordered_quotation_stays_held_for_its_own_change_until_it_is_decided(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    ids = small_company
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)
    change_id = new_id()

    await dispatcher.dispatch(
        OrderQuotation(command.id, change_id, ReasonCode.CUSTOMER_REQUEST), actor_id=ids.marta
    )
    await drain(worker)

    assert await free_thinner(ids) == 30, "held for the change, and not taken twice"
    viktor = await viewer_for(ids.viktor)
    [waiting] = await proposals_waiting_for(viktor)
    proposal = await proposal_for(viktor, waiting.id)
    assert waiting.change.id == change_id
    assert [each.code for each in proposal.alternatives] == ["as_asked"]

    await dispatcher.dispatch(
        DecideProposal(
            proposal.id, DecisionKind.APPROVE, proposal.plan_revision_id, None, (), None, "",
            proposal.ver,
        ),
        actor_id=ids.viktor,
    )  # fmt: skip
    await drain(worker)

    row = await row_of(command.id)
    assert (row["status"], row["is_reserving"], row["demand_change_id"]) == (
        "ordered", False, change_id,
    )  # fmt: skip
    [line] = await DemandLine.select().where(
        (DemandLine.customer_id == ids.hartmann) & (DemandLine.item_id == ids.thinner)
    )
    assert (line["quantity"], line["promised_on"]) == (60, THURSDAY)
    assert await free_thinner(ids) == 30


async def test_taking_the_change_back_gives_back_what_was_held(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    ids = small_company
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)
    change_id = new_id()
    await dispatcher.dispatch(
        OrderQuotation(command.id, change_id, ReasonCode.CUSTOMER_REQUEST), actor_id=ids.marta
    )

    await dispatcher.dispatch(
        WithdrawDemandChange(change_id, ReasonCode.CUSTOMER_REQUEST, 0), actor_id=ids.marta
    )
    await drain(worker)

    assert await free_thinner(ids) == 90


async def test_a_lapsed_quotation_cannot_be_ordered_even_before_anybody_said_so(
    small_company: SmallCompany, dispatcher: Dispatcher, clock: FrozenClock
) -> None:
    ids = small_company
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)
    clock.advance(timedelta(hours=30))

    with pytest.raises(QuotationClosedError):
        await dispatcher.dispatch(
            OrderQuotation(command.id, new_id(), ReasonCode.OTHER), actor_id=ids.marta
        )
    assert await DemandChange.count() == 0


async def test_what_must_be_made_is_held_with_its_hours_and_material(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    viewer = await viewer_for(ids.marta)
    asked = Asked(ids.hartmann, ids.primer, Decimal(100), date(2026, 11, 30))
    before = (await answer_for(viewer, asked, NOW)).shown(NOW)
    made = next(each for each in before.options if not each.needs_approval)
    assert made.code == "make_more"

    await dispatcher.dispatch(
        hold(
            ids, 100, item_id=ids.primer, due_on=date(2026, 11, 30), option="make_more",
            complete_on=date(2026, 11, 30),
        ),
        actor_id=ids.marta,
    )  # fmt: skip

    # Of 200 cans of hardener the planned lot takes 80 and the held one 80; more comes on 1 December.
    after = (await answer_for(viewer, asked, NOW)).shown(NOW)
    assert after.options[0].complete_on != date(2026, 11, 30)
    assert after.options[0].deliveries[-1].on > date(2026, 11, 30)


async def test_two_who_hold_the_last_of_it_at_once_do_not_both_get_it(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    answers = await asyncio.gather(
        dispatcher.dispatch(hold(ids, 60), actor_id=ids.marta),
        dispatcher.dispatch(hold(ids, 60, customer_id=ids.baltic), actor_id=ids.igor),
        return_exceptions=True,
    )

    refused = [answer for answer in answers if isinstance(answer, OptionGoneError)]
    assert len(refused) == 1
    assert await Quotation.count() == 1
    assert await free_thinner(ids) == 30


async def test_nothing_is_held_that_has_become_later_than_was_seen(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    late = hold(ids, 120, due_on=date(2026, 11, 26), option="later", complete_on=date(2026, 11, 27))

    with pytest.raises(PromiseHasMovedError) as caught:
        await dispatcher.dispatch(late, actor_id=ids.marta)

    assert caught.value.facts == {"seen_on": "2026-11-27", "possible_on": "2026-12-01"}
    assert await Quotation.count() == 0


async def test_the_same_quotation_is_not_held_twice(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    command = hold(small_company, 30)
    await dispatcher.dispatch(command, actor_id=small_company.marta)

    with pytest.raises(AlreadyAskedError):
        await dispatcher.dispatch(command, actor_id=small_company.marta)
    assert await free_thinner(small_company) == 60


@pytest.mark.parametrize("who", ["viktor", "anna"])
async def test_only_who_may_ask_for_changes_may_hold(
    who: str, small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(hold(small_company), actor_id=getattr(small_company, who))
    assert await Quotation.count() == 0


async def test_a_customer_or_quotation_of_another_territory_is_not_there(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    ids = small_company
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(hold(ids), actor_id=ids.igor)
    command = hold(ids)
    await dispatcher.dispatch(command, actor_id=ids.marta)

    for other in (
        ReleaseQuotation(command.id),
        OrderQuotation(command.id, new_id(), ReasonCode.OTHER),
    ):
        with pytest.raises(NotFoundError):
            await dispatcher.dispatch(other, actor_id=ids.igor)
    assert (await row_of(command.id))["status"] == "held"


async def test_a_hold_works_open_proposals_out_anew(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    ids = small_company
    asked = request(
        ids, demand_line_id=ids.ostrov_line, customer_id=ids.ostrov, item_id=ids.thinner,
        quantity_delta=Decimal(60),
    )  # fmt: skip
    await dispatcher.dispatch(asked, actor_id=ids.igor)
    await drain(worker)
    viktor = await viewer_for(ids.viktor)
    [waiting] = await proposals_waiting_for(viktor)
    assert (await proposal_for(viktor, waiting.id)).alternatives[0].code == "as_asked"

    await dispatcher.dispatch(hold(ids, 80), actor_id=ids.marta)
    await drain(worker)

    codes = [each.code for each in (await proposal_for(viktor, waiting.id)).alternatives]
    assert "as_asked" not in codes
    assert "move_other" not in codes, "no way out takes away what is held"


async def test_where_not_all_can_be_had_what_there_is_is_held(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    far = hold(
        small_company, 50_000, item_id=small_company.primer, due_on=date(2026, 11, 26), option=None,
        complete_on=None,
    )  # fmt: skip
    await dispatcher.dispatch(far, actor_id=small_company.marta)

    row = await row_of(far.id)
    assert (row["option"], row["open_quantity"]) == ("in_part", 49_980)
