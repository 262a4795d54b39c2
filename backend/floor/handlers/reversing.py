"""Taking a report back: it stays on record, and what it did is undone."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from backend.catalog.handlers import drop_deviation
from backend.dispatch import Context
from backend.floor import repository
from backend.floor.commands import ReverseReport
from backend.floor.errors import AlreadyReversedError
from backend.floor.handlers.reporting import Desk, desk_at, reporter, tell
from backend.identity.errors import NotFoundError
from backend.plan.handlers import lines_of
from backend.plan.model import PlanLine, PlanRevisionDelta
from backend.supply.handlers import lock_order, record_order, return_stock, withdraw_stock
from backend.supply.model import Take
from shared.terms import ReportKind


async def reverse_report(command: ReverseReport, context: Context) -> int:
    """Undo what a report did; returns its new `ver`. What moved because of it comes back where it can."""
    viewer = await reporter(context)
    row = await repository.lock_report(command.id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    desk = await desk_at(viewer, row["site_id"], context)

    if row["reversed_at"] is not None:
        raise AlreadyReversedError

    ver = await repository.update_report(
        command.id,
        {
            "reversed_at": context.now,
            "reversed_by_name": viewer.name,
            "reversal_note": command.note,
        },
    )
    if row["kind"] == ReportKind.OUTPUT:
        delta = await _unmake(row, desk)
    else:
        await drop_deviation(command.id)
        delta = PlanRevisionDelta()
    await desk.revise(delta, context)

    tell(
        command.id,
        desk.site.id,
        context,
        work_center_id=row["work_center_id"],
        item_id=row["item_id"],
        gives_back=True,
    )
    return ver


async def _unmake(row: dict[str, Any], desk: Desk) -> PlanRevisionDelta:
    facts, effects = row["facts"], row["effects"]
    good = Decimal(facts["good_quantity"])
    scrapped = Decimal(facts["scrapped_quantity"])
    if good:
        unit = desk.catalog.items[row["item_id"]].unit
        await withdraw_stock(desk.site.id, Take(row["item_id"], facts["lot_code"], good), unit)
    await return_stock(
        desk.site.id, msgspec.convert(effects["takes"], type=list[Take], strict=False)
    )
    if row["production_order_id"] is not None:
        await _unmake_order(row["production_order_id"], good, scrapped, effects["order"])
        return PlanRevisionDelta()
    await repository.take_back_progress(row["plan_line_id"], good, scrapped)
    return await _restored(effects, desk)


async def _unmake_order(
    order_id: UUID, good: Decimal, scrapped: Decimal, before: dict[str, Any]
) -> None:
    order = await lock_order(order_id)
    if order is None:
        raise NotFoundError
    await record_order(
        order_id,
        {
            "completed_quantity": order["completed_quantity"] - good,
            "scrapped_quantity": order["scrapped_quantity"] - scrapped,
            "actual_start_on": order["actual_start_on"] if before["actual_start_on"] else None,
            "actual_end_on": None,
            "status": "open",
        },
    )


async def _restored(effects: dict[str, Any], desk: Desk) -> PlanRevisionDelta:
    """What was taken off the line comes back to it, wherever it has moved; a line that ended returns."""
    line = msgspec.convert(effects["line"], type=PlanLine, strict=False)
    taken = Decimal(effects["taken"])
    if not taken:
        return PlanRevisionDelta()
    for current in await lines_of([desk.site.id]):
        if current.id == line.id:
            back = replace(current, quantity=current.quantity + taken)
            return PlanRevisionDelta(changed=(back,))
    return PlanRevisionDelta(added=(replace(line, quantity=taken),))
