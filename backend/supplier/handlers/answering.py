"""Suppliers answer by link: what they say moves the purchase, and the plan and the promises follow.

Wanted in the flow: `SupplierAnswered` → `follow_answer`, `tell_buyer`.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.alert.events import OwnerDue
from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.floor.handlers.following import follow_material
from backend.kit.clock import day_at
from backend.supplier.commands import AnswerRequest, OpenLink
from backend.supplier.errors import (
    AnswerRefusedError,
    LinkInvalidError,
    RequestAnsweredError,
    RequestOutdatedError,
)
from backend.supplier.events import SupplierAnswered, SupplierLinkMoved
from backend.supplier.model import (
    BINDING,
    Line,
    Request,
    is_possible,
    is_quantity,
    moves_of,
    outcome_of,
)
from backend.supplier.repository import link_rows, purchase_rows, request_rows
from backend.supply.handlers import move_purchase, reduce_purchase
from backend.supply.queries import purchase_line
from shared.schemas.supplier import LineAnswer, SupplierPart
from shared.supplier_terms import AnswerOutcome, RequestKind, RequestStatus
from shared.terms import AlertSeverity


async def open_link(command: OpenLink, context: Context) -> UUID:
    """Let the holder of a link look; returns the id of the one request that it opens."""
    request_id = await link_rows.request_of_link(command.token_hash, context.now)
    if request_id is None:
        raise LinkInvalidError
    context.note(token_hash=command.token_hash[:16], request_id=request_id)
    await link_rows.note_opened(command.token_hash, context.now)
    context.emit(SupplierLinkMoved(request_id))
    return request_id


async def answer_request(command: AnswerRequest, context: Context) -> int:
    """Take a supplier's answer: keep it, and move the purchase as it says; returns the lines answered."""
    context.note(token_hash=command.token_hash[:16], request_id=command.request_id)
    linked = await link_rows.request_of_link(command.token_hash, context.now)
    if linked is None or linked != command.request_id:
        raise LinkInvalidError
    request = await request_rows.request_with(command.request_id, is_locked=True)
    if request is None:
        raise LinkInvalidError
    if request.status is RequestStatus.ANSWERED:
        raise RequestAnsweredError
    if request.status is not RequestStatus.SENT:
        raise RequestOutdatedError
    lines = {line.id: line for line in (await request_rows.lines_of([request.id]))[request.id]}
    said = await _checked(request, lines, command, context)

    if request.kind in BINDING:
        for line_id, answer in said.items():
            await _move(lines[line_id], answer.parts, request, context)

    await request_rows.save_answer(
        request.id,
        {line_id: (answer.parts, answer.unit_price) for line_id, answer in said.items()},
        command.note,
        context.now,
    )
    context.emit(SupplierAnswered(request.id))
    return len(said)


async def follow_answer(event: SupplierAnswered, context: Context) -> None:
    """Less or later than was expected: what is made of it waits, and so do promises."""
    request = await request_rows.request_with(event.request_id)
    if request is None or request.kind not in BINDING:
        return
    before: defaultdict[UUID, list[tuple[date, Decimal]]] = defaultdict(list)
    now: defaultdict[UUID, list[tuple[date, Decimal]]] = defaultdict(list)
    for line in (await request_rows.lines_of([request.id]))[request.id]:
        if line.answer is not None:
            before[line.item_id].append((line.due_on, line.quantity))
            now[line.item_id].extend((part.on, part.quantity) for part in line.answer)
    await follow_material(request.id, request.site_id, before, now, context)


async def tell_buyer(event: SupplierAnswered, context: Context) -> None:
    """A supplier cannot deliver as asked: raise an alert for whoever buys for the site."""
    request = await request_rows.request_with(event.request_id)
    if request is None:
        return
    catalog = await planning_catalog()
    lines = (await request_rows.lines_of([request.id]))[request.id]
    bad = [
        line
        for line in lines
        if line.answer is not None
        and outcome_of(line.quantity, line.due_on, line.answer) is not AnswerOutcome.CONFIRMED
    ]
    if not bad or request.kind in {RequestKind.QUOTATION, RequestKind.FORECAST}:
        return
    is_declined = any(not line.answer for line in bad)
    key = f"{AlertKind.SUPPLY_DECLINED}:{request.reference}:"
    cause = Cause(
        key=key,
        scope_id=request.scope_id,
        kind=AlertKind.SUPPLY_DECLINED,
        severity=AlertSeverity.LATE if is_declined else AlertSeverity.RISK,
        path=f"/suppliers/{request.supplier_id}",
        facts={
            "supplier": request.supplier_name,
            "item": catalog.items[bad[0].item_id].name,
            "reference": request.reference,
        },
        owner_id=await purchase_rows.buyer_at(request.scope_id),
        tell_at=context.now,
    )
    for alert_id, each in await follow_causes(AlertKind.SUPPLY_DECLINED, key, [cause], context):
        if each.owner_id is not None:
            context.emit(OwnerDue(alert_id))


async def _checked(
    request: Request, lines: Mapping[UUID, Line], command: AnswerRequest, context: Context
) -> dict[UUID, LineAnswer]:
    """The answers by line; every line has to be answered, none twice."""
    catalog = await planning_catalog()
    today = day_at(context.now, catalog.sites[request.site_id].time_zone)
    if request.kind is RequestKind.CANCELLATION:
        today = date.min  # What is given up may have been due before.
    said = {answer.line_id: answer for answer in command.lines}
    if len(said) != len(command.lines) or said.keys() != lines.keys():
        raise AnswerRefusedError(line=0)
    for line_id, answer in said.items():
        line = lines[line_id]
        decimals = catalog.items[line.item_id].quantity_decimals
        price = answer.unit_price
        is_priced = price is None or price == 0 or is_quantity(price)
        if not is_priced or not is_possible(line.quantity, answer.parts, decimals, today):
            raise AnswerRefusedError(line=line.line_number)
    return said


async def _move(line: Line, parts: list[SupplierPart], request: Request, context: Context) -> None:
    """Make a purchase line what the supplier will deliver; refused where it is another one by now."""
    row = None if line.purchase_line_id is None else await purchase_line(line.purchase_line_id)
    if (
        row is None
        or row["status"] != "open"
        or row["due_on"] != line.due_on
        or row["quantity"] - row["received_quantity"] != line.quantity
    ):
        raise RequestOutdatedError
    reference = f"{row['order_reference']} / {row['line_number']}"
    moves = moves_of(line.quantity, parts)
    if moves.first is None:
        await reduce_purchase(reference, line.quantity, request.id, context)
        return
    for part in moves.others:
        await move_purchase(reference, part.quantity, part.on, request.id, context)
    if moves.cut:
        await reduce_purchase(reference, moves.cut, request.id, context)
    if moves.first.on != line.due_on:
        await move_purchase(reference, moves.first.quantity, moves.first.on, request.id, context)
