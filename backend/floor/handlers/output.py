"""What was made: it leaves the plan, comes into stock, and has used up its components."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from backend.catalog.model.facts import ItemFacts
from backend.dispatch import Context
from backend.floor import repository
from backend.floor.commands import ReportOutput
from backend.floor.errors import OutputUnknownError
from backend.floor.handlers.reporting import Desk, desk_at, keep_report, reporter, tell
from backend.floor.model import check_output, rest_of_line
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.plan.handlers import lines_of
from backend.plan.model import PlanLine, PlanRevisionDelta
from backend.plan.queries import node_of, site_of_line
from backend.supply.handlers import Receipt, bring_stock, draw_stock, lock_order, record_order
from backend.supply.model import Take, component_need
from shared.terms import ReportKind


@dataclass(frozen=True, slots=True)
class Made:
    """What a report is about, at its desk: a line of the plan or an order of the ERP."""

    desk: Desk
    item: ItemFacts
    reference: str
    start_on: date
    line: PlanLine | None = None
    order: dict[str, Any] | None = None

    @property
    def due_on(self) -> date | None:
        """The day for which it was planned."""
        if self.line is not None:
            return self.line.on
        return None if self.order is None else self.order["planned_end_on"]


async def report_output(command: ReportOutput, context: Context) -> int:
    """Book what was made and what was scrapped; returns the report's `ver`.

    Components that the plan would draw from today on are taken out of stock; what started before has
    drawn them already.
    """
    viewer = await reporter(context)
    made = await _subject(command, viewer, context)
    desk, item = made.desk, made.item

    on = command.on or desk.today
    check_output(
        command.good_quantity,
        command.scrapped_quantity,
        on,
        desk.today,
        is_done=command.is_done,
        decimals=item.quantity_decimals,
        unit=item.unit,
    )
    lot_code = command.lot_code or f"{made.reference[:54]}-{on:%y%m%d}"

    takes = await _draw_components(made, command.good_quantity + command.scrapped_quantity)
    if command.good_quantity:
        shelf_life = item.shelf_life_days
        await bring_stock(
            Receipt(
                item_id=item.id,
                site_id=desk.site.id,
                lot_code=lot_code,
                quantity=command.good_quantity,
                produced_on=on,
                usable_until=None if shelf_life is None else on + timedelta(days=shelf_life),
            )
        )
    effects, missing = await _book(command, made, on, context)
    await keep_report(
        command.id,
        ReportKind.OUTPUT,
        desk,
        context,
        item_id=item.id,
        plan_line_id=command.plan_line_id,
        production_order_id=command.production_order_id,
        reference=made.reference,
        happened_on=on,
        facts={
            "good_quantity": command.good_quantity,
            "scrapped_quantity": command.scrapped_quantity,
            "is_done": command.is_done,
            "lot_code": lot_code,
        },
        effects={**effects, "takes": takes},
        note=command.note,
    )

    tell(
        command.id,
        desk.site.id,
        context,
        item_id=item.id,
        missing_quantity=missing,
        missing_on=made.due_on,
    )
    return 1


async def _subject(command: ReportOutput, viewer: Viewer, context: Context) -> Made:
    """The line or order that the report names, as it stands; the plan is held from here on."""
    if (command.plan_line_id is None) == (command.production_order_id is None):
        raise OutputUnknownError
    if command.plan_line_id is not None:
        desk = await desk_at(viewer, await site_of_line(command.plan_line_id), context)
        lines = {line.id: line for line in await lines_of([desk.site.id])}
        line = lines.get(command.plan_line_id)
        catalog = desk.catalog
        if line is None or not catalog.is_made(line.item_id, line.site_id, line.alternate_id):
            raise OutputUnknownError
        return Made(
            desk, desk.catalog.items[line.item_id], line.reference, line.start_on, line=line
        )
    assert command.production_order_id is not None  # noqa: S101 -- one of the two is there
    order = await lock_order(command.production_order_id)
    if order is None:
        raise NotFoundError
    desk = await desk_at(viewer, order["site_id"], context)
    if order["status"] != "open":
        raise OutputUnknownError
    item = desk.catalog.items[order["item_id"]]
    return Made(desk, item, order["reference"], order["planned_start_on"], order=order)


async def _draw_components(made: Made, quantity: Decimal) -> list[Take]:
    desk = made.desk
    if made.start_on < desk.today or not quantity:
        return []
    takes: list[Take] = []
    way = made.line.alternate_id if made.line is not None else None
    if made.order is not None:
        way = made.order["alternate_id"]
    for component in desk.catalog.components_of(made.item.id, desk.today, way):
        known = desk.catalog.items[component.component_item_id]
        if (known.id, desk.site.id) not in desk.catalog.item_sites:
            continue
        need = component_need(
            quantity, component.quantity_per, component.scrap_ratio, known.quantity_decimals
        )
        takes += await draw_stock(known.id, desk.site.id, need, desk.today)
    return takes


async def _book(
    command: ReportOutput, made: Made, on: date, context: Context
) -> tuple[dict[str, Any], Decimal]:
    """Take what was made out of the plan or off the order.

    Returns what it was before, for taking it back, and how much of it does not come any more.
    """
    good, scrapped = command.good_quantity, command.scrapped_quantity
    if made.line is not None:
        line = made.line
        facts = node_of(made.desk.catalog, line.item_id, line.site_id)
        rest = rest_of_line(
            line.quantity,
            good,
            scrapped,
            is_done=command.is_done,
            yield_ratio=facts.yield_ratio,
            decimals=facts.quantity_decimals,
        )
        await repository.add_progress(
            line.id,
            planned={
                "site_id": line.site_id,
                "item_id": line.item_id,
                "reference": line.reference,
                "quantity": line.quantity,
                "start_on": line.start_on,
                "on": line.on,
            },
            good=good,
            scrapped=scrapped,
            on=on,
            is_done=not rest,
        )
        delta = (
            PlanRevisionDelta(changed=(replace(line, quantity=rest),))
            if rest
            else PlanRevisionDelta(removed=(line.id,))
        )
        await made.desk.revise(delta, context)
        return {"line": line, "taken": line.quantity - rest}, line.quantity - rest - good
    order = made.order
    assert order is not None  # noqa: S101 -- a report is about one of the two
    facts = node_of(made.desk.catalog, order["item_id"], order["site_id"], order["alternate_id"])
    rests = partial(
        rest_of_line,
        order["quantity"],
        yield_ratio=facts.yield_ratio,
        decimals=made.item.quantity_decimals,
    )
    was = rests(order["completed_quantity"], order["scrapped_quantity"], is_done=False)
    rest = rests(
        order["completed_quantity"] + good,
        order["scrapped_quantity"] + scrapped,
        is_done=command.is_done,
    )
    await record_order(
        order["id"],
        {
            "completed_quantity": order["completed_quantity"] + good,
            "scrapped_quantity": order["scrapped_quantity"] + scrapped,
            "actual_start_on": order["actual_start_on"] or on,
            "actual_end_on": None if rest else on,
            "status": "open" if rest else "done",
        },
    )
    await made.desk.revise(PlanRevisionDelta(), context)
    return {"order": {"actual_start_on": order["actual_start_on"]}}, was - rest - good
