"""A decision is undone by who took it, while nothing of it has left the house.

What a decision turns is remembered row by row. Undoing puts the rows back, gives the plans a further
revision with the lines that they had, and lets the proposal wait again, in one transaction; whoever built
upon the decision in between keeps it from being undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from backend.approval.handlers import take_back_approval
from backend.catalog.queries import planning_catalog
from backend.demand.handlers.undoing import (
    change_image,
    is_as_decided,
    line_images,
    put_demand_back,
)
from backend.dispatch import Context, Hold, call_off
from backend.engine.answer import Adjustment
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.impact.queries import assess
from backend.kit.images import Images, turned
from backend.plan.handlers import lines_of, lock_plans, plan_line, record_revision
from backend.plan.model import Head, Overtime, PlanRevisionDelta, difference
from backend.plan.queries import current_revisions, overtime_since, plan_lines_at
from backend.promise.handlers import reserve_again, reserving_for
from backend.proposal import repository
from backend.proposal.commands import UndoDecision
from backend.proposal.errors import BuiltUponError
from backend.proposal.events import DecisionUndone
from backend.proposal.handlers.opening import figures_of
from backend.proposal.model import LEAVES_AFTER, UNDO_FOR, must_be_undoable
from backend.proposal.repository import Trace
from backend.supply.handlers import are_as_decided, order_images, put_orders_back
from shared.ids import new_id
from shared.terms import ProposalStatus


@dataclass(frozen=True, slots=True)
class Memory:
    """What a decision may turn, as it was before."""

    change_id: UUID
    numbers: Mapping[UUID, int]
    line_ids: tuple[UUID, ...]
    references: tuple[str, ...]
    change: Images
    lines: Images
    purchases: Images
    orders: Images
    reservation: UUID | None
    id: UUID = field(default_factory=new_id)

    def hold(self, context: Context) -> Hold:
        """What keeps the effects of the decision in the house; a little longer than it can be undone."""
        return Hold(self.id, context.now + LEAVES_AFTER)


async def remember(
    change_id: UUID, heads: Mapping[UUID, Head], adjustments: tuple[Adjustment, ...]
) -> Memory:
    """Look at everything that carrying adjustments out can touch."""
    line_ids = tuple(a.demand_line_id for a in adjustments if a.demand_line_id is not None)
    references = tuple(a.reference for a in adjustments if a.reference)
    purchases, orders = await order_images(references)
    return Memory(
        change_id=change_id,
        numbers={site_id: head.number for site_id, head in heads.items()},
        line_ids=line_ids,
        references=references,
        change=await change_image(change_id),
        lines=await line_images(change_id, line_ids),
        purchases=purchases,
        orders=orders,
        reservation=await reserving_for(change_id),
    )


async def keep_undoable(
    memory: Memory, proposal_id: UUID, viewer: Viewer, context: Context
) -> None:
    """Save what the decision has turned, so that it can be undone."""
    purchases, orders = await order_images(memory.references)
    revisions = await current_revisions(tuple(memory.numbers))
    trace = Trace(
        sites={
            site_id: (number, revisions[site_id].number)
            for site_id, number in memory.numbers.items()
            if revisions[site_id].number != number
        },
        changes=turned(memory.change, await change_image(memory.change_id)),
        lines=turned(memory.lines, await line_images(memory.change_id, memory.line_ids)),
        purchases=turned(memory.purchases, purchases),
        orders=turned(memory.orders, orders),
        reservation=memory.reservation,
    )
    await repository.add_undoable(
        memory.id, proposal_id, viewer.person_id, context.now, context.now + UNDO_FOR, trace
    )


async def undo_decision(command: UndoDecision, context: Context) -> int:
    """Put everything back as it was before the actor's decision; returns the proposal's new `ver`.

    Refused, with nothing changed, when the time is over or something has built upon the decision.
    """
    viewer = await viewer_for(context.actor_id)
    row = await repository.lock_proposal(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    kept = await repository.lock_undoable(command.id)
    must_be_undoable(
        None if kept is None else (kept.decided_by, kept.until), viewer.person_id, context.now
    )
    assert kept is not None  # noqa: S101 -- else it could not be undone
    await call_off(kept.id, context)
    context.stays_inside = True
    trace = kept.trace
    heads = await lock_plans(trace.sites or [row["site_id"]])

    lines = await lines_of(tuple(heads))
    for site_id, (_, number) in trace.sites.items():
        then = [plan_line(line) for line in await plan_lines_at(site_id, number)]
        here = [line for line in lines if line.site_id == site_id]
        if difference(then, here).alters_lines:
            raise BuiltUponError(what="plan")
    if not await is_as_decided(trace.changes, trace.lines):
        raise BuiltUponError(what="order")
    if not await are_as_decided(trace.purchases, trace.orders):
        raise BuiltUponError(what="supply")

    if trace.sites:
        await _put_plans_back(row, trace, heads, context)
    await put_demand_back(trace.changes, trace.lines, context)
    await put_orders_back(trace.purchases, trace.orders, command.id, context)
    if trace.reservation is not None:
        await reserve_again(trace.reservation, context)
    await take_back_approval(viewer, command.id, context)
    await repository.note_undone(kept.id, context.now)
    await repository.update_proposal(command.id, _OPEN)
    assessment = await assess(row["demand_change_id"], context.now)
    if assessment is None:
        raise NotFoundError
    ver = await repository.update_proposal(command.id, figures_of(assessment, context))

    context.note(undone=row["status"], decided_at=kept.decided_at)
    context.emit(DecisionUndone(command.id, row["demand_change_id"]))
    return ver


async def _put_plans_back(
    row: Mapping[str, Any], trace: Trace, heads: Mapping[UUID, Head], context: Context
) -> None:
    """Give every plan that was revised a further revision, with the lines and hours that it had."""
    catalog = await planning_catalog()
    lines = await lines_of(tuple(heads))
    delta = PlanRevisionDelta()
    for site_id, (number, _) in trace.sites.items():
        was = [plan_line(line) for line in await plan_lines_at(site_id, number)]
        back = difference([line for line in lines if line.site_id == site_id], was)
        extra = await overtime_since(site_id, number)
        delta = PlanRevisionDelta(
            added=(*delta.added, *back.added),
            changed=(*delta.changed, *back.changed),
            removed=(*delta.removed, *back.removed),
            overtime=(
                *delta.overtime,
                *(Overtime(center, on, -hours) for (center, on), hours in extra.items() if hours),
            ),
        )
    await record_revision(
        heads,
        row["site_id"] if row["site_id"] in heads else next(iter(heads)),
        delta,
        {center.id: center.site_id for center in catalog.work_centers.values()},
        site_of_line={line.id: line.site_id for line in lines},
        proposal_id=row["id"],
        note="",
        context=context,
    )


_OPEN: Mapping[str, Any] = {
    "status": ProposalStatus.OPEN.value,
    "decision": None,
    "chosen_alternative": None,
    "amendments": None,
    "decided_by": None,
    "decided_by_name": None,
    "decided_at": None,
    "reason": None,
    "note": "",
    "resulting_revision_id": None,
}
