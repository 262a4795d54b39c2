"""What the demo company has behind it when somebody signs in first: done by the commands that people use."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.assembly import Company
from backend.connectors.demo_company.people import STAFF, address
from backend.connectors.demo_company.sites import PLACES
from backend.connectors.demo_company.wishes import Wish
from backend.demand.commands import RequestDemandChange
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.intake.queries import named_line, person_named
from backend.intake.records import LineIds
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.promise.queries import availability
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.urgent.commands import FinishStage
from backend.urgent.queries.orders import urgent_order_of_change
from backend.worker import OutboxWorker, share_of
from shared.ids import new_id
from shared.schemas.proposal import ProposalView
from shared.terms import DecisionKind, ReasonCode
from shared.urgent_terms import StageKind

# What has to have followed before somebody can decide; all else follows when the worker runs.
FOLLOWED: Final = share_of(
    "assess_demand_change", "follow_urgent_change", "follow_urgent_proposal", "open_proposal"
)
BEGUN: Final = share_of("follow_urgent_change")
FRIDAY: Final = 5
PLANT_TIME_ZONE: Final = next(place.time_zone for place in PLACES if place.code == "RIX")
RECEIVED_AT: Final = time(8, 10)
APPROVED_AFTER: Final = timedelta(minutes=14)
STAGES: Final = (
    (StageKind.RECEIPT, "planner", 9, "Called the customer back: one pack more is enough."),
    (StageKind.SCHEDULING, "supervisor", 21, ""),
    (StageKind.MATERIAL, "buyer", 105, "Tins and hardener are on the line."),
    (StageKind.MAKING, "supervisor", 330, ""),
    (StageKind.PACKING, "supervisor", 380, ""),
    (StageKind.DELIVERY, "logistics", 465, "On the 16:00 lorry."),
)
"""Who ended which stage of the urgent order, how many minutes after it came, and with which word."""


async def finish_urgent_order(company: Company, wish: Wish) -> None:
    """Ask for more at short notice, as on the last working day, and work it off stage by stage."""
    clock = FrozenClock(_last_working_day(company.clock.now()))
    dispatcher = replace_clock(company.dispatcher, clock)
    received = clock.now()
    change = await asked(wish)
    asker = await person_named(wish.email)
    await dispatcher.dispatch(change, actor_id=asker)
    await drain(OutboxWorker(dispatcher, BEGUN))
    order_id = await urgent_order_of_change(await viewer_for(asker), change.id)
    if order_id is None:
        return
    for stage, role, minutes, note in STAGES:
        clock.instant = received + timedelta(minutes=minutes)
        if stage is StageKind.SCHEDULING:
            # That a way out was worked out ends the stage before it, that it is approved ends this one.
            if (proposal := await proposed(dispatcher, change.id)) is None:
                return
            clock.advance(APPROVED_AFTER)
            await approve(dispatcher, proposal, None)
            continue
        command = FinishStage(order_id, stage, note)
        await dispatcher.dispatch(command, actor_id=await person_named(first(role)))


async def promise_later(company: Company, wish: Wish) -> bool:
    """Let an order be promised for a later day than was wanted, because of the line that a wish will cancel.

    It is of the same item and site and for as much, and comes from the customer of the wished line. Where
    it could be had on its day it is not asked for; whether it was.
    """
    line = await named_line(wish.order_reference, wish.line_number)
    if line.promised_on is None or await _is_free(company, line, line.promised_on):
        return False
    order = RequestDemandChange(
        id=new_id(),
        demand_line_id=None,
        customer_id=line.customer_id,
        item_id=line.item_id,
        site_id=line.site_id,
        quantity_delta=line.quantity,
        due_on=line.promised_on,
        is_cancellation=False,
        is_urgent=False,
        reason=ReasonCode.PROJECT_START,
        confidence=None,
        note="A second hall, if it can be had by then.",
    )
    proposal = await propose(company.dispatcher, order, await person_named(wish.email))
    if proposal is None or all(way.code != "later" for way in proposal.alternatives):
        return False
    await approve(company.dispatcher, proposal, "later")
    return True


async def asked(wish: Wish) -> RequestDemandChange:
    """A wish as the command that its rep sends."""
    line = await named_line(wish.order_reference, wish.line_number)
    return RequestDemandChange(
        id=new_id(),
        demand_line_id=line.id,
        customer_id=line.customer_id,
        item_id=line.item_id,
        site_id=None,
        quantity_delta=Decimal(wish.quantity_delta),
        due_on=wish.due_on,
        is_cancellation=wish.is_cancellation,
        is_urgent=wish.is_urgent,
        reason=wish.reason,
        confidence=None,
        note=wish.note,
    )


async def propose(
    dispatcher: Dispatcher, change: RequestDemandChange, asker: UUID
) -> ProposalView | None:
    """Ask for a change and let it be assessed; the proposal that a supervisor sees, if there is one."""
    await dispatcher.dispatch(change, actor_id=asker)
    return await proposed(dispatcher, change.id)


async def proposed(dispatcher: Dispatcher, change_id: UUID) -> ProposalView | None:
    """Let what was asked be assessed; the proposal that a supervisor sees, if there is one."""
    await drain(OutboxWorker(dispatcher, FOLLOWED))
    viewer = await viewer_for(await person_named(first("supervisor")))
    for row in await proposals_waiting_for(viewer):
        if row.change.id == change_id:
            return await proposal_for(viewer, row.id)
    return None


async def approve(dispatcher: Dispatcher, proposal: ProposalView, way: str | None) -> None:
    """Approve a way out in the first supervisor's name, without one the way that is recommended."""
    best = next(each.code for each in proposal.alternatives if each.is_recommended)
    command = DecideProposal(
        proposal.id,
        DecisionKind.APPROVE,
        proposal.plan_revision_id,
        way or best,
        (),
        None,
        "",
        proposal.ver,
    )
    await dispatcher.dispatch(command, actor_id=await person_named(first("supervisor")))
    await drain(OutboxWorker(dispatcher, FOLLOWED))


async def _is_free(company: Company, line: LineIds, on: date) -> bool:
    """Whether as much again as a line has can be promised for a day."""
    for row in await availability(company.clock.now(), [line.item_id]):
        if row.site_id == line.site_id:
            steps = [free for offset, free in row.steps if row.from_on + timedelta(offset) <= on]
            return bool(steps) and steps[-1] >= line.quantity
    return True


def replace_clock(dispatcher: Dispatcher, clock: FrozenClock) -> Dispatcher:
    """The same dispatcher at another time."""
    return Dispatcher(dispatcher.flow, clock, dispatcher.hints)


def first(role: str) -> str:
    """The address of the first person with a role, whose sign-in is printed."""
    return next(address(each) for each in STAFF if each.role == role)


def _last_working_day(now: datetime) -> datetime:
    """The morning of the last day from Monday to Friday before today, at the plant."""
    zone = ZoneInfo(PLANT_TIME_ZONE)
    day = now.astimezone(zone).date() - timedelta(days=1)
    while day.isoweekday() > FRIDAY:
        day -= timedelta(days=1)
    return datetime.combine(day, RECEIVED_AT, zone).astimezone(UTC)
