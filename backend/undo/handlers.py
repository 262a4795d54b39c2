"""A decision is undone by who took it, while nothing of it has left the house.

What a decision turns is remembered row by row. Undoing puts the rows back and gives the plans a further
revision with the lines that they had, in one transaction; whoever built upon the decision in between
keeps it from being undone. All that was decided in one press is undone together, the last one first.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final
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
from backend.identity.model import Viewer
from backend.kit.images import Images, are_untouched, hold_rows, images_of, put_back, turned
from backend.plan.handlers import lines_of, lock_plans, plan_line, record_revision
from backend.plan.model import Head, Overtime, PlanRevisionDelta, difference
from backend.plan.queries import current_revisions, overtime_since, plan_lines_at
from backend.promise.handlers import reserve_again, reserving_for
from backend.supply.handlers import are_as_decided, order_images, put_orders_back
from backend.undo import repository
from backend.undo.errors import BuiltUponError
from backend.undo.model import LEAVES_AFTER, UNDO_FOR, must_be_undoable
from backend.undo.repository import Trace, Undoable
from shared.ids import new_id
from shared.terms import DecidedKind

# What no decision turns and what would only make the record large.
_LEFT_OUT: Final[Mapping[str, tuple[str, ...]]] = {
    "proposal": ("impact", "alternatives"),
    "adoption": ("basis", "effect", "adjustments", "assumptions", "figures", "scenario"),
    "scenario": ("outcome",),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """All that carrying a decision out can turn: the decided thing's own rows by table, plans, orders, lines.

    `press_id` is the same for all that are decided in one go.
    """

    kind: DecidedKind
    subject_id: UUID
    own: Mapping[str, UUID]
    heads: Mapping[UUID, Head]
    adjustments: Sequence[Adjustment] = ()
    line_ids: Iterable[UUID] = ()
    demand_change_id: UUID | None = None
    press_id: UUID = field(default_factory=new_id)

    @property
    def lines(self) -> tuple[UUID, ...]:
        """Order lines that are named; those of the same orders can be turned as well."""
        named = (each.demand_line_id for each in self.adjustments)
        return tuple({*self.line_ids, *(each for each in named if each is not None)})

    @property
    def references(self) -> tuple[str, ...]:
        """Purchases and production orders of other systems that are named."""
        return tuple(each.reference for each in self.adjustments if each.reference)


@dataclass(frozen=True, slots=True)
class _Look:
    own: Mapping[str, Images]
    change: Images
    lines: Images
    purchases: Images
    orders: Images


@asynccontextmanager
async def undoable(reach: Reach, viewer: Viewer, context: Context) -> AsyncIterator[None]:
    """Round the saving and telling of a decision: it can be undone, and what leaves the house waits for that."""
    before = await _look(reach)
    reservation = reach.demand_change_id and await reserving_for(reach.demand_change_id)
    undo_id = new_id()
    # A little longer than it can be undone.
    context.hold = Hold(undo_id, context.now + LEAVES_AFTER)
    yield
    after = await _look(reach)
    revisions = await current_revisions(tuple(reach.heads))
    trace = Trace(
        sites={
            site_id: (head.number, revisions[site_id].number)
            for site_id, head in reach.heads.items()
            if revisions[site_id].number != head.number
        },
        changes=turned(before.change, after.change),
        lines=turned(before.lines, after.lines),
        purchases=turned(before.purchases, after.purchases),
        orders=turned(before.orders, after.orders),
        own={table: turned(images, after.own[table]) for table, images in before.own.items()},
        reservation=reservation,
    )
    await repository.add_undoable(
        undo_id,
        reach.press_id,
        reach.kind,
        reach.subject_id,
        decided_by=viewer.person_id,
        decided_at=context.now,
        until=context.now + UNDO_FOR,
        trace=trace,
    )


async def take_back(subject_id: UUID, viewer: Viewer, context: Context) -> tuple[UUID, ...]:
    """Put everything back as it was before the press in which the viewer decided about a subject.

    Returns what was decided in that press, in its order. Refused, with nothing changed, when the time is
    over or something has built upon any of it.
    """
    press = await repository.lock_press(subject_id)
    taken = (press[0].decided_by, press[0].until) if press else None
    must_be_undoable(taken, viewer.person_id, context.now)
    # In the order in which deciding holds them.
    await _hold_own(press)
    for each in press:
        await call_off(each.id, context)
    await lock_plans({site_id for each in press for site_id in each.trace.sites})
    context.stays_inside = True

    for each in press:
        await _put_back(each, viewer, context)
    await repository.note_undone([each.id for each in press], context.now)

    context.note(undone=len(press), decided_at=press[0].decided_at)
    return tuple(each.subject_id for each in reversed(press))


async def _look(reach: Reach) -> _Look:
    purchases, orders = await order_images(reach.references)
    change_id = reach.demand_change_id
    return _Look(
        own={
            table: await images_of(table, [row_id], but=_LEFT_OUT.get(table, ()))
            for table, row_id in reach.own.items()
        },
        change={} if change_id is None else await change_image(change_id),
        lines=await line_images(change_id, reach.lines),
        purchases=purchases,
        orders=orders,
    )


async def _hold_own(press: Sequence[Undoable]) -> None:
    for table in sorted({table for each in press for table in each.trace.own}):
        await hold_rows(table, [key for each in press for key in each.trace.own.get(table, ())])


async def _put_back(kept: Undoable, viewer: Viewer, context: Context) -> None:
    trace = kept.trace
    heads = await lock_plans(trace.sites)
    await _must_stand(trace)

    if trace.sites:
        await _put_plans_back(kept, heads, context)
    await put_demand_back(trace.changes, trace.lines, context)
    await put_orders_back(trace.purchases, trace.orders, kept.subject_id, context)
    for table, rows in trace.own.items():
        for row_id, row in rows.items():
            if row.before is not None:
                await put_back(table, row_id, row.before)
    if trace.reservation is not None:
        await reserve_again(trace.reservation, context)
    await take_back_approval(viewer, kept.subject_id, context)


async def _must_stand(trace: Trace) -> None:
    """Nothing that a decision has turned may have been turned since."""
    here = await lines_of(tuple(trace.sites))
    for site_id, (_, number) in trace.sites.items():
        then = [plan_line(line) for line in await plan_lines_at(site_id, number)]
        if difference(then, [line for line in here if line.site_id == site_id]).alters_lines:
            raise BuiltUponError(what="plan")
    if not await is_as_decided(trace.changes, trace.lines):
        raise BuiltUponError(what="order")
    if not await are_as_decided(trace.purchases, trace.orders):
        raise BuiltUponError(what="supply")
    for table, rows in trace.own.items():
        if not await are_untouched(table, rows, but=_LEFT_OUT.get(table, ())):
            raise BuiltUponError(what="decision")


async def _put_plans_back(kept: Undoable, heads: Mapping[UUID, Head], context: Context) -> None:
    """Give every plan that was revised a further revision, with the lines and hours that it had."""
    catalog = await planning_catalog()
    lines = await lines_of(tuple(heads))
    delta = PlanRevisionDelta()
    for site_id, (number, _) in kept.trace.sites.items():
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
        next(iter(heads)),
        delta,
        {center.id: center.site_id for center in catalog.work_centers.values()},
        site_of_line={line.id: line.site_id for line in lines},
        proposal_id=kept.subject_id,
        note="",
        context=context,
    )
