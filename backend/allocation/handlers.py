"""Opens allocations, decides them and promises anew, all or nothing; keeps the rules."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from backend.allocation import repository
from backend.allocation.commands import (
    ChooseAllocationRule,
    DecideAllocation,
    OpenAllocation,
    RemoveAllocationRule,
    UndoAllocation,
)
from backend.allocation.errors import (
    AllocationMovedError,
    AllocationOpenError,
    NothingShortError,
)
from backend.allocation.events import (
    AllocationDecided,
    AllocationOpened,
    AllocationRuleChosen,
    AllocationUndone,
    PromisesGained,
)
from backend.allocation.model import (
    MOST_TOLD,
    NOBODY,
    SHARE_OUT,
    effect_of,
    is_worth_asking,
    promised_anew,
    seen_id,
    won,
)
from backend.allocation.queries import (
    LOOKERS,
    Worked,
    must_see,
    nothing_short,
    shown,
    work_out,
)
from backend.approval.events import AgreementDue, DecideByMoved
from backend.approval.handlers import escalate, must_be_asked, set_deadline, take_approval
from backend.approval.queries import RULERS, deadline_for, must_ever_be_asked, rule_of
from backend.catalog.queries import planning_catalog
from backend.demand.handlers.applying import promise_in_parts
from backend.demand.queries import open_demands
from backend.dispatch import Context
from backend.engine.answer import Adjustment, Slip
from backend.floor.events import FloorReported, MovedPromise, PromisesMoved
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.plan.events import PlanRevised
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head, revise
from backend.promise.events import ReservationMoved
from backend.promise.queries import alternates, closed_days, node_facts
from backend.proposal.errors import PlanHasMovedError
from backend.proposal.model import Decision, decide_one_way
from backend.supply.handlers import adjust_order
from backend.undo.handlers import Reach, take_back, undoable
from shared.ids import new_id
from shared.schemas.allocation import ClassChoice
from shared.terms import DecidedKind, ProposalStatus


async def open_allocation(command: OpenAllocation, context: Context) -> UUID:
    """Let a shortage wait for a decision; one at a time for an item at a site."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*LOOKERS)
    await must_see(viewer, command.site_id)
    await lock_plans([command.site_id])
    if await repository.open_at(command.item_id, command.site_id) is not None:
        raise AllocationOpenError
    worked = await work_out(command.item_id, command.site_id, command.choices, context.now)

    await _open(command.id, worked, command.choices, context, (viewer.person_id, viewer.name))

    return command.id


async def open_allocations(event: PromisesMoved, context: Context) -> None:
    """A report has broken promises: where the rules would give others what there is, ask whether to."""
    lines = {each.demand_line_id: each for each in await open_demands()}
    nodes = {
        (lines[each.demand_line_id].item_id, lines[each.demand_line_id].site_id)
        for each in event.promises
        if each.demand_line_id in lines
    }
    for item_id, site_id in sorted(nodes, key=str):
        await lock_plans([site_id])
        if await repository.open_at(item_id, site_id) is not None:
            continue
        try:
            worked = await work_out(item_id, site_id, (), context.now)
        except (NotFoundError, NothingShortError):
            continue
        if is_worth_asking(worked.found):
            await _open(new_id(), worked, (), context, (None, None))


async def decide_allocation(command: DecideAllocation, context: Context) -> None:
    """Promise every line anew as the allocation has it, in one go, and tell who comes off worse.

    Refused, with nothing changed, when stock, plan, orders or rules give another answer by now.
    """
    viewer = await viewer_for(context.actor_id)
    await must_ever_be_asked(viewer, context.now)
    row = await repository.allocation(command.id, viewer.scope_ids, locked=True)
    if row is None:
        raise NotFoundError
    heads = await lock_plans([row["site_id"]])
    worked = None
    current = command.seen_id
    if row["status"] == ProposalStatus.OPEN:
        worked = await work_out(row["item_id"], row["site_id"], row["choices"], context.now)
        current = seen_id(worked.found)

    requested_by = row["requested_by"] or NOBODY
    try:
        decided = decide_one_way(
            SHARE_OUT, ProposalStatus(row["status"]), requested_by,
            Decision(command.decision, viewer.person_id, command.seen_id, reason=command.reason),
            current,
        )  # fmt: skip
    except PlanHasMovedError as problem:
        raise AllocationMovedError from problem
    assert worked is not None  # noqa: S101 -- only an open one can be decided

    about: dict[str, Any] = {
        "proposal_id": command.id,
        "effect": effect_of(worked.found, row["site_id"]),
        "site_scope_id": row["scope_id"],
        "requested_by": requested_by,
        "context": context,
    }
    if decided.alternative is None:
        await must_be_asked(viewer, **about)
    elif not await take_approval(
        viewer, alternative=SHARE_OUT, plan_revision_id=command.seen_id, is_amended=False, **about
    ):
        return  # Others have to agree as well.
    is_shared_out = decided.alternative is not None
    anew = promised_anew(worked.found) if is_shared_out else []
    moves = worked.found.moves if is_shared_out else ()
    reach = Reach(
        DecidedKind.ALLOCATION,
        command.id,
        {"allocation": command.id},
        heads,
        moves,
        line_ids=[promised.demand_line_id for promised in anew],
    )

    async with undoable(reach, viewer, context):
        if moves:
            await _move_lots(moves, row, heads, context)
        for promised in anew:
            await promise_in_parts(promised.demand_line_id, promised.parts, context)
        await repository.update(
            command.id,
            {
                "status": decided.status.value,
                "shown": shown(worked, may_open=False),
                "decided_by_name": viewer.name,
                "decided_at": context.now,
                "reason": None if command.reason is None else command.reason.value,
                "note": command.note,
            },
        )

    context.note(seen_id=command.seen_id, outcome=decided.status.value)
    slips = worked.found.slips if is_shared_out else ()
    context.emit(AllocationDecided(command.id, decided.status.value, moved(slips)))
    gains = won(worked.found) if is_shared_out else ()
    if gains:
        context.emit(PromisesGained(command.id, gains))


async def undo_allocation(command: UndoAllocation, context: Context) -> None:
    """Put plan, orders and promises back as they were before the actor's decision."""
    viewer = await viewer_for(context.actor_id)
    if await repository.allocation(command.id, viewer.scope_ids) is None:
        raise NotFoundError

    for allocation_id in await take_back(command.id, viewer, context):
        context.emit(AllocationUndone(allocation_id))


async def follow_allocation_deadline(event: DecideByMoved, context: Context) -> None:  # noqa: ARG001 -- told already
    """An open allocation is to be decided earlier or later than it was."""
    if await repository.open_allocation(event.proposal_id, locked=True) is not None:
        await repository.update(event.proposal_id, {"decide_by": event.decide_by})


async def escalate_allocation(event: AgreementDue, context: Context) -> None:
    """The time to decide is over: let those step in whom the rule names; what is short no more is closed."""
    row = await repository.open_allocation(event.proposal_id, locked=True)
    if row is None or row["decide_by"] > context.now:
        return
    worked = await _still_short(row, context)
    if worked is not None:
        await escalate(event.proposal_id, effect_of(worked.found, row["site_id"]), context)


async def withdraw_allocations(event: PlanRevised | ReservationMoved, context: Context) -> None:
    """Plan or supply have moved: an allocation of what is short no more has nothing to decide."""
    for row in await repository.open_at_site(event.site_id):
        await _still_short(row, context)


async def choose_allocation_rule(command: ChooseAllocationRule, context: Context) -> None:
    """Say how a class is served when a family is short; for planners and admins."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    families = {item.family for item in (await planning_catalog()).items.values()}
    if command.rule.family and command.rule.family not in families:
        raise NotFoundError
    await repository.keep_rule(command.rule)
    context.emit(AllocationRuleChosen())


async def remove_allocation_rule(command: RemoveAllocationRule, context: Context) -> None:
    """Forget what was said of a class and family."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    if not await repository.remove_rule(command.family, command.customer_class):
        raise NotFoundError
    context.emit(AllocationRuleChosen())


async def _move_lots(
    moves: Sequence[Adjustment],
    row: Mapping[str, Any],
    heads: Mapping[UUID, Head],
    context: Context,
) -> None:
    """Let the plan follow who gets the component: lots move, and what is missing is ordered."""
    delta = revise(
        await lines_of([row["site_id"]]),
        moves,
        await node_facts(),
        new_id,
        await alternates(),
        await closed_days(context.now),
    )
    await record_revision(
        heads,
        row["site_id"],
        delta,
        {},
        site_of_line={},
        proposal_id=row["id"],
        note="",
        context=context,
    )
    for order in delta.orders:
        await adjust_order(order, row["id"], context)


async def _still_short(row: Mapping[str, Any], context: Context) -> Worked | None:
    """An open allocation worked out; where nothing is short any more it is closed, and None."""
    try:
        return await work_out(row["item_id"], row["site_id"], row["choices"], context.now)
    except (NotFoundError, NothingShortError):
        status = ProposalStatus.WITHDRAWN.value
        left = nothing_short(await planning_catalog(), row)
        await repository.update(
            row["id"], {"status": status, "decided_at": context.now, "shown": left}
        )
        context.emit(AllocationDecided(row["id"], status, ()))
        return None


async def share_components(event: FloorReported, context: Context) -> None:
    """A report has taken stock: where a component does not reach for its lots, ask who gets it."""
    await lock_plans([event.site_id])
    for item_id in event.item_ids:
        if await repository.open_at(item_id, event.site_id) is not None:
            continue
        try:
            worked = await work_out(item_id, event.site_id, (), context.now)
        except (NotFoundError, NothingShortError):
            continue
        if worked.found.lots and is_worth_asking(worked.found):
            await _open(new_id(), worked, (), context, (None, None))


def moved(slips: Sequence[Slip]) -> tuple[MovedPromise, ...]:
    """Slips as those who look after the customers are told of them, the worst first, as many as fit."""
    return tuple(
        MovedPromise(
            demand_line_id=slip.demand_line_id,
            order_reference=slip.order_reference,
            customer_name=slip.customer_name,
            item_name=slip.item_name,
            unit=slip.unit,
            quantity=slip.quantity,
            promised_on=slip.promised_on,
            possible_on=slip.possible_on,
            days_late=slip.days_late,
        )
        for slip in sorted(slips, key=lambda each: -each.days_late)[:MOST_TOLD]
    )


async def _open(
    allocation_id: UUID,
    worked: Worked,
    choices: Sequence[ClassChoice],
    context: Context,
    requested: tuple[UUID | None, str | None],
) -> None:
    item_id, site_id = worked.found.node
    rule = await rule_of(effect_of(worked.found, site_id))
    is_urgent = any(share.promised_on <= _today(context) for share in worked.found.shares)
    deadline = await deadline_for(rule, site_id, item_id, context.now, is_urgent=is_urgent)
    await repository.add(
        {
            "id": allocation_id,
            "scope_id": (await planning_catalog()).sites[site_id].scope_id,
            "site_id": site_id,
            "item_id": item_id,
            "status": ProposalStatus.OPEN.value,
            "choices": list(choices),
            "opened_at": context.now,
            "decide_by": deadline.decide_by,
            "requested_by": requested[0],
            "requested_by_name": requested[1],
            "note": "",
        }
    )
    await set_deadline(allocation_id, deadline, context)
    context.emit(AllocationOpened(allocation_id))


def _today(context: Context) -> date:
    return context.now.date()
