"""What a report has moved comes back by itself once hours or material are there again, and so do promises."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from backend.catalog.model import ItemFacts
from backend.catalog.queries import planning_catalog
from backend.demand.handlers.applying import move_promise
from backend.dispatch import Context
from backend.engine.answer import Adjustment
from backend.engine.follow_back import kept_again, moves_back, promises_back
from backend.engine.situation import Demand
from backend.floor import repository
from backend.floor.events import MovedPromise, PromisesReturned
from backend.floor.model import Displaced, LineAway, PromiseAway
from backend.plan.handlers import lines_of, lock_plans, record_revision
from backend.plan.model import Head
from backend.plan.queries import current_revisions
from backend.promise.queries import plan_delta, situation_at


async def bring_back(report_id: UUID, site_id: UUID, context: Context) -> None:
    """Move what a report has moved, and nobody else since, towards the days that it had."""
    displaced = await repository.displaced_by(report_id)
    if displaced is None or not (displaced.lines or displaced.promises):
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
    moves = moves_back(situation, {each.line_id: each.from_on for each in untouched})
    back = await carry_out(site_id, heads, moves, context)

    promises, told = await _promises(displaced, site_id, context)
    there = {each.line_id: each for each in back}
    away = (
        replace(each, to_on=there[each.line_id].to_on, to_start_on=there[each.line_id].to_start_on)
        if each.line_id in there
        else each
        for each in untouched
    )
    await repository.keep_displaced(
        report_id,
        Displaced(
            lines=tuple(each for each in away if each.to_on > each.from_on),
            promises=promises,
            moved_count=displaced.moved_count,
            returned_count=displaced.returned_count
            + sum(each.line_id in there and not each.is_sooner for each in untouched),
        ),
    )

    if told:
        context.emit(PromisesReturned(report_id, tuple(told)))


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
    site_id: UUID, heads: Mapping[UUID, Head], moves: Sequence[Adjustment], context: Context
) -> list[LineAway]:
    """Move lines of plans that are held, in a revision of each plan; returns where they were and are."""
    if not moves:
        return []
    lines = await lines_of(tuple(heads))
    delta = await plan_delta(lines, moves, context.now)
    await record_revision(
        heads,
        site_id,
        delta,
        {},
        site_of_line={line.id: line.site_id for line in lines},
        note="",
        context=context,
    )
    before = {line.id: line for line in lines}
    return [
        LineAway(line.id, before[line.id].on, line.on, line.start_on)
        for line in delta.changed
        if line.on != before[line.id].on
    ]


async def hold_plans() -> dict[UUID, Head]:
    """Hold every plan: what waits for one site's lots may be brought to any other."""
    return await lock_plans(await current_revisions())
