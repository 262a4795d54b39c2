"""Reads of requests: for the holder of a link, and for those who buy."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.queries import planning_catalog
from backend.engine.expected import by_day
from backend.engine.ground import ground_of
from backend.engine.netting import net_beyond
from backend.engine.scale import quantity_of
from backend.engine.view import View
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.clock import day_at
from backend.promise.queries import situation_at
from backend.stock.queries import expected_at
from backend.supplier.errors import LinkInvalidError
from backend.supplier.model import COUNTED, Line, Request, outcome_of, reliability_of
from backend.supplier.repository import link_rows, purchase_rows, request_rows
from shared.schemas.supplier import (
    AskedLine,
    SiteChoice,
    SupplierAsked,
    SupplierItemChoice,
    SupplierOrder,
    SupplierRequestRow,
    SupplierRow,
    SupplierView,
)
from shared.supplier_terms import RequestStatus
from shared.terms import Role

VIEWERS: Final = (Role.BUYER, Role.PLANNER, Role.SUPERVISOR, Role.EXECUTIVE, Role.ADMIN)
ASKERS: Final = (Role.BUYER, Role.PLANNER, Role.ADMIN)
MOST_REQUESTS: Final = 50


async def asked_by_link(request_id: UUID, token: str, now: datetime) -> SupplierAsked:
    """What the holder of a link sees of its request."""
    request = await request_rows.request_with(request_id)
    if request is None:
        raise LinkInvalidError
    catalog = await planning_catalog()
    site = catalog.sites[request.site_id]
    lines = (await request_rows.lines_of([request_id]))[request_id]
    return SupplierAsked(
        token=token,
        company_name=catalog.company.name,
        supplier_name=request.supplier_name,
        currency=catalog.company.currency,
        kind=request.kind,
        reference=request.reference,
        site_name=site.name,
        status=request.status,
        answer_by=request.answer_by,
        time_zone=site.time_zone,
        today=day_at(now, site.time_zone),
        note=request.note,
        answer_note=request.answer_note,
        lines=asked_lines(catalog, lines),
    )


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """A request with its lines, and the person who is to hear of the answer."""

    request: Request
    lines: list[Line]
    buyer_id: UUID | None


async def request_asked(request_id: UUID) -> AnsweredRequest | None:
    """A request for messages: to whoever asked, else to whoever buys for the site."""
    request = await request_rows.request_with(request_id)
    if request is None:
        return None
    buyer_id = request.asked_by or await purchase_rows.buyer_at(request.scope_id)
    lines = (await request_rows.lines_of([request_id]))[request_id]
    return AnsweredRequest(request, lines, buyer_id)


async def suppliers_for(viewer: Viewer, now: datetime) -> list[SupplierRow]:
    """Suppliers of the viewer's sites, with their reliability over the last year."""
    viewer.must_be(*VIEWERS)
    rows = await purchase_rows.supplier_rows(viewer.scope_ids, now)
    ids = [row["id"] for row in rows]
    delivered = await purchase_rows.delivered_since(ids, (now - COUNTED).date(), viewer.scope_ids)
    asked = await purchase_rows.asked_since(ids, now - COUNTED, viewer.scope_ids)
    return [
        SupplierRow(**row, reliability=reliability_of(delivered[row["id"]], asked[row["id"]], now))
        for row in rows
    ]


async def sees_supplier(viewer: Viewer, supplier_id: UUID, now: datetime) -> bool:
    """Whether a supplier delivers to any of the viewer's sites."""
    rows = await purchase_rows.supplier_rows(viewer.scope_ids, now)
    return any(row["id"] == supplier_id for row in rows)


async def expected_purchases(
    site_id: UUID, item_ids: Collection[UUID], now: datetime
) -> list[tuple[UUID, date, Decimal]]:
    """What of these items a site would have to buy beyond the plan for what the forecast leaves open.

    The forecast of whatever is sold is netted and exploded level by level, at all sites.
    """
    catalog = await planning_catalog()
    today = day_at(now, catalog.sites[site_id].time_zone)
    ground = ground_of(await situation_at(now, site_id, catalog))
    extra = {
        node: by_day(ground.today, ground.days, expected, ground.facts[node].quantity_decimals)
        for node, expected in (await expected_at(today)).items()
        if node in ground.facts
    }
    receipts = net_beyond(View(ground), extra)
    return [
        (
            item_id,
            ground.day_of(int(day)),
            quantity_of(int(lots[day]), catalog.items[item_id].quantity_decimals),
        )
        for item_id in sorted(item_ids, key=str)
        for lots in [receipts.get((item_id, site_id))]
        if lots is not None
        for day in lots.nonzero()[0]
    ]


async def supplier_for(viewer: Viewer, supplier_id: UUID, now: datetime) -> SupplierView:
    """One supplier of the viewer's sites; `NotFoundError` otherwise."""
    row = next((row for row in await suppliers_for(viewer, now) if row.id == supplier_id), None)
    if row is None:
        raise NotFoundError
    scopes = viewer.scope_ids
    requests = await request_rows.requests_of(supplier_id, scopes, MOST_REQUESTS)
    bought = await purchase_rows.bought_items(supplier_id, scopes)
    catalog = await planning_catalog()
    sites = dict.fromkeys(each["site_id"] for each in bought)
    items = {each["id"]: each for each in bought}.values()
    return SupplierView(
        row=row,
        requests=await _request_rows(requests, catalog, now),
        orders=[
            SupplierOrder(**each) for each in await purchase_rows.open_orders(supplier_id, scopes)
        ],
        items=[
            SupplierItemChoice(each["id"], each["code"], each["name"], each["unit"])
            for each in items
        ],
        sites=[SiteChoice(site_id, catalog.sites[site_id].name) for site_id in sites],
        may_ask=viewer.has_role(*ASKERS),
    )


def asked_lines(catalog: PlanningCatalog, lines: Iterable[Line]) -> list[AskedLine]:
    """Lines as they were asked and answered."""
    return [
        AskedLine(
            id=line.id,
            line_number=line.line_number,
            item_code=item.code,
            item_name=item.name,
            unit=item.unit,
            quantity_decimals=item.quantity_decimals,
            quantity=line.quantity,
            due_on=line.due_on,
            quantity_before=line.quantity_before,
            due_on_before=line.due_on_before,
            outcome=None
            if line.answer is None
            else outcome_of(line.quantity, line.due_on, line.answer),
            parts=list(line.answer or ()),
            unit_price=line.unit_price,
            expected_quantity=line.expected_quantity,
        )
        for line in lines
        for item in (catalog.items[line.item_id],)
    ]


async def _request_rows(
    requests: list[Request], catalog: PlanningCatalog, now: datetime
) -> list[SupplierRequestRow]:
    ids = [request.id for request in requests]
    lines, links = await request_rows.lines_of(ids), await link_rows.links_of(ids, now)
    found = []
    for request in requests:
        until, opened = links.get(request.id, (None, 0))
        site = catalog.sites[request.site_id]
        found.append(
            SupplierRequestRow(
                id=request.id,
                kind=request.kind,
                reference=request.reference,
                site_name=site.name,
                time_zone=site.time_zone,
                status=request.status,
                asked_at=request.asked_at or now,
                asked_by_name=request.asked_by_name,
                answer_by=request.answer_by,
                answered_at=request.answered_at,
                is_late=(request.answered_at or now) > request.answer_by
                and request.status is not RequestStatus.REPLACED,
                note=request.note,
                answer_note=request.answer_note,
                link_until=until if request.status is RequestStatus.SENT else None,
                opened_count=opened,
                lines=asked_lines(catalog, lines[request.id]),
            )
        )
    return found
