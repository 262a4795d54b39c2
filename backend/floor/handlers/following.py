"""How plan and promises follow a report: lines that have no hours any more move, so do promises."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.demand.handlers.applying import move_promise
from backend.demand.queries import open_demands
from backend.dispatch import Context
from backend.engine.answer import Slip
from backend.engine.follow import Following, Loss, broken_promises, loss_of
from backend.engine.follow_material import Quantities, moves_for_loss, moves_without_material
from backend.engine.situation import Node
from backend.floor import repository
from backend.floor.events import FloorReported, HoursGiven, HoursLost, MovedPromise, PromisesMoved
from backend.floor.handlers.returning import bring_back, carry_out, hold_plans
from backend.floor.model import Displaced, LineStuck, PromiseAway
from backend.kit.clock import day_at
from backend.plan.handlers import lock_plans
from backend.plan.model import Head
from backend.promise.queries import HORIZON_DAYS, situation_at


async def follow_report(event: FloorReported, context: Context) -> None:
    """Move what the plan cannot make on its day any more, then the promises that this breaks."""
    if event.gives_back:
        for source_id in await repository.displacing(event.work_center_ids, event.report_id):
            await bring_back(source_id, event.site_id, context)
    if event.missing_on is not None and event.missing_quantity > 0:
        missing = {
            item_id: [(event.missing_on, event.missing_quantity)] for item_id in event.item_ids
        }
        await follow_material(event.report_id, event.site_id, missing, {}, context)
        return
    catalog = await planning_catalog()
    today = day_at(context.now, catalog.sites[event.site_id].time_zone)
    loss = {
        center_id: catalog.hours_lost(catalog.work_centers[center_id], today, HORIZON_DAYS + 1)
        for center_id in event.work_center_ids
    }
    await _follow(event.report_id, event.site_id, Loss(loss), event.item_ids, context)


async def follow_hours(event: HoursLost, context: Context) -> None:
    """The same, when a calendar has taken hours away."""
    center_id, site_id = event.work_center_id, event.site_id
    await repository.begin_displacement(center_id, site_id)
    loss = Loss({center_id: {each.on: each.hours for each in event.days}})
    await _follow(center_id, site_id, loss, (), context)


async def follow_hours_given(event: HoursGiven, context: Context) -> None:
    """Bring back what hours were missing for, whatever took them, and lay what had no day."""
    center_id, site_id = event.work_center_id, event.site_id
    for source_id in await repository.displacing((center_id,), None):
        await bring_back(source_id, site_id, context)
        displaced = await repository.displaced_by(source_id)
        if displaced is not None and displaced.stuck:
            stuck = [(each.line_id, each.quantity) for each in displaced.stuck]
            situation = await situation_at(context.now, site_id, await planning_catalog())
            await _follow(source_id, site_id, loss_of(situation, stuck), (), context)


async def follow_material(
    source_id: UUID,
    site_id: UUID,
    before: Mapping[UUID, Quantities],
    now: Mapping[UUID, Quantities],
    context: Context,
) -> None:
    """The same, when less or later material comes than was expected, by item; shares its caller's transaction."""

    def at_site(quantities: Mapping[UUID, Quantities]) -> dict[Node, Quantities]:
        return {(item_id, site_id): coming for item_id, coming in quantities.items()}

    # The report before the plans, as whoever ends it does.
    displaced = await repository.displaced_by(source_id)
    heads = await hold_plans()
    situation = await situation_at(context.now, site_id, await planning_catalog())
    found = moves_without_material(situation, at_site(before), at_site(now))
    await _record(source_id, site_id, heads, found, tuple(before), displaced, context)


async def _follow(
    source_id: UUID, site_id: UUID, loss: Loss, item_ids: Iterable[UUID], context: Context
) -> None:
    displaced = await repository.displaced_by(source_id)
    # Where no hours are gone no line moves, and other sites' plans need not be held.
    heads = await (hold_plans() if any(loss.hours.values()) else lock_plans([site_id]))
    situation = await situation_at(context.now, site_id, await planning_catalog())
    found = moves_for_loss(situation, loss)
    await _record(source_id, site_id, heads, found, item_ids, displaced, context)


async def _record(
    source_id: UUID,
    site_id: UUID,
    heads: Mapping[UUID, Head],
    found: Following,
    item_ids: Iterable[UUID],
    displaced: Displaced | None,
    context: Context,
) -> None:
    catalog = await planning_catalog()
    moved = await carry_out(site_id, heads, found.moves, context)
    nodes: list[Node] = [(item_id, site_id) for item_id in item_ids]
    nodes += [(move.item_id, move.site_id) for move in found.moves]
    nodes += [(stuck.item_id, stuck.site_id) for stuck in found.stuck]
    slips = broken_promises(await situation_at(context.now, site_id, catalog), nodes, found.stuck)
    # What a quotation holds is taken from others, but it is no order line that could be promised anew.
    known = {each.demand_line_id for each in await open_demands([node[0] for node in nodes])}
    slips = [slip for slip in slips if slip.demand_line_id in known]
    promises = []
    for slip in slips:
        moved_id = slip.demand_line_id
        if slip.possible_on is not None:
            moved_id = await move_promise(moved_id, slip.quantity, slip.possible_on, context)
        promises.append(
            PromiseAway(slip.demand_line_id, moved_id, slip.promised_on, slip.possible_on)
        )
    stuck = tuple(
        LineStuck(each.id, each.item_id, each.reference, each.quantity, each.on)
        for each in found.stuck
    )
    if displaced is not None and (moved or promises or stuck != displaced.stuck):
        more = displaced.with_more(moved, promises)
        await repository.keep_displaced(source_id, replace(more, stuck=stuck))

    if slips:
        context.emit(_moved(source_id, slips))


def _moved(report_id: UUID, slips: list[Slip]) -> PromisesMoved:
    return PromisesMoved(
        report_id,
        tuple(
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
            for slip in slips
        ),
    )
