"""What a report has moved comes back by itself once hours or material are there again, and so do promises."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from backend.catalog.model.facts import ItemFacts
from backend.catalog.queries import planning_catalog
from backend.demand.handlers.applying import move_promise
from backend.dispatch import Context
from backend.engine.answer import Adjustment
from backend.engine.follow import without_room
from backend.engine.follow_back import NO_ROOTS, kept_again, moves_back, promises_back
from backend.engine.situation import Demand
from backend.floor import repository
from backend.floor.events import MovedPromise, PromisesReturned
from backend.floor.model import Displaced, LineAway, PromiseAway
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head, with_parts_joined
from backend.plan.queries import current_revisions
from backend.promise.queries import plan_delta, situation_at


async def bring_back(source_id: UUID, site_id: UUID, context: Context) -> None:
    """Move what has been moved away, and by nobody else since, towards the days that it had."""
    displaced = await repository.displaced_by(source_id)
    if displaced is None or not (displaced.lines or displaced.promises or displaced.stuck):
        return
    heads = await hold_plans()
    catalog = await planning_catalog()
    lines = {line.id: line for line in await lines_of(tuple(heads))}
    untouched = [
        each
        for each in displaced.lines
        if each.line_id in lines
        and (lines[each.line_id].on, lines[each.line_id].start_on) == (each.to_on, each.to_start_on)
    ]

    situation = await situation_at(context.now, site_id, catalog)
    roots = {each.line_id: each.root_id for each in untouched}
    moves = moves_back(situation, {each.line_id: each.from_on for each in untouched}, roots)
    for line_id in await repository.reported_on([each.line_id for each in untouched]):
        roots.pop(line_id, None)
    back = await carry_out(site_id, heads, moves, context, roots)

    promises, told = await _promises(displaced, site_id, context)
    found = await situation_at(context.now, site_id, catalog)
    no_room = without_room(found, [each.line_id for each in displaced.stuck])
    after = displaced.after_return(untouched, back)
    stuck = tuple(each for each in displaced.stuck if each.line_id in no_room)
    await repository.keep_displaced(source_id, replace(after, promises=promises, stuck=stuck))

    if told:
        context.emit(PromisesReturned(source_id, tuple(told)))


async def _promises(
    displaced: Displaced, site_id: UUID, context: Context
) -> tuple[tuple[PromiseAway, ...], list[MovedPromise]]:
    """Promise sooner what can be; returns what is still later than at first, and what has changed."""
    catalog = await planning_catalog()
    situation = await situation_at(context.now, site_id, catalog)
    open_lines = {line.demand_line_id: line for line in situation.demands}
    untouched = [
        each
        for each in displaced.promises
        if each.moved_id in open_lines
        and open_lines[each.moved_id].counts_on == (each.to_on or each.from_on)
    ]
    sooner = promises_back(
        situation, {each.moved_id: each.from_on for each in untouched if each.to_on}
    )
    kept = kept_again(situation, [each.moved_id for each in untouched if each.to_on is None])
    told, away = [], []
    for each in untouched:
        line = open_lines[each.moved_id]
        item = catalog.items[line.item_id]
        on = sooner.get(each.moved_id)
        if on is not None:
            await move_promise(each.moved_id, line.open_quantity, on, context)
            told.append(_returned(each, line, item, on))
            if on > each.from_on:
                away.append(replace(each, to_on=on))
        elif each.moved_id in kept:
            told.append(_returned(each, line, item, each.from_on))
        else:
            away.append(each)
    return tuple(away), told


def _returned(before: PromiseAway, line: Demand, item: ItemFacts, on: date) -> MovedPromise:
    return MovedPromise(
        demand_line_id=before.demand_line_id,
        order_reference=line.order_reference,
        customer_name=line.customer_name,
        item_name=item.name,
        unit=item.unit,
        quantity=line.open_quantity,
        promised_on=before.to_on or before.from_on,
        possible_on=on,
        days_late=max(0, (on - before.from_on).days),
    )


async def carry_out(
    site_id: UUID,
    heads: Mapping[UUID, Head],
    moves: Sequence[Adjustment],
    context: Context,
    roots: Mapping[UUID, UUID] = NO_ROOTS,
) -> list[LineAway]:
    """Move lines of plans that are held, in a revision of each plan; returns where they were and are.

    Lines that `roots` says are parts of one, and that have come to one day, are one line again.
    """
    if not moves:
        return []
    lines = await lines_of(tuple(heads))
    delta = await plan_delta(lines, moves, context.now)
    joined = with_parts_joined(lines, delta, roots)
    await record_revision(
        heads,
        site_id,
        joined,
        {},
        site_of_line={line.id: line.site_id for line in lines},
        note="",
        context=context,
    )
    before = {line.id: line for line in lines}
    moved = [
        LineAway(line.id, before[line.id].on, line.on, line.start_on)
        for line in delta.changed
        if line.on != before[line.id].on
    ]
    parts = [(line, before[delta.parted[line.id]]) for line in delta.added]
    return moved + [
        LineAway(line.id, whole.on, line.on, line.start_on, whole_id=whole.id)
        for line, whole in parts
    ]


async def hold_plans() -> dict[UUID, Head]:
    """Hold every plan: what waits for one site's lots may be brought to any other."""
    return await lock_plans(await current_revisions())
