"""Suppliers are asked: for a quotation, to confirm an order or a change of it, to commit to a forecast.

Wanted in the flow: `PurchaseMoved` → `ask_about_purchase`. Whoever carries a request to its supplier
calls `send_request` when `SupplierAsked` is due.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kit.clock import day_at
from backend.supplier.commands import (
    AskForQuotation,
    AskToConfirm,
    MakeLink,
    RevokeLinks,
    ShareForecast,
)
from backend.supplier.errors import NothingToAskError, RequestAnsweredError
from backend.supplier.events import SupplierAsked, SupplierLinkMoved, SupplierRequestSent
from backend.supplier.model import (
    LINK_LIFE,
    SECOND_THOUGHTS,
    Line,
    Request,
    answer_by,
    forecast_weeks,
    hash_of,
    is_quantity,
)
from backend.supplier.queries import ASKERS, expected_purchases
from backend.supplier.repository import link_rows, purchase_rows, request_rows
from backend.supplier.repository.request_rows import new_line
from backend.supply.events import PurchaseMoved
from backend.supply.queries import purchase_line
from shared.ids import new_id
from shared.supplier_terms import RequestKind, RequestStatus

_TOKEN_BYTES: Final = 32
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SentRequest:
    """A request on its way to its supplier, with the link to answer it by; the link is not kept."""

    request: Request
    lines: list[Line]
    token: str


async def ask_for_quotation(command: AskForQuotation, context: Context) -> UUID:
    """Ask for a price and a day; returns the request's id."""
    await _buyer(command.supplier_id, command.site_id, context)
    if command.item_id not in (await planning_catalog()).items:
        raise NotFoundError
    if not is_quantity(command.quantity):
        raise NothingToAskError
    request_id = new_id()
    reference = f"Q-{request_id.hex[-8:].upper()}"
    await _begin(
        request_id, command.supplier_id, command.site_id, RequestKind.QUOTATION, reference,
        context, command.note,
    )  # fmt: skip
    await request_rows.put_line(
        new_line(request_id, command.item_id, command.quantity, command.due_on)
    )
    context.emit(SupplierAsked(request_id))
    return request_id


async def ask_to_confirm(command: AskToConfirm, context: Context) -> UUID:
    """Ask for the open lines of an order to be confirmed; returns the request's id."""
    await _buyer(command.supplier_id, command.site_id, context)
    rows = await purchase_rows.open_order_lines(
        command.supplier_id, command.site_id, command.order_reference
    )
    if not rows:
        raise NothingToAskError
    request_id = new_id()
    await _begin(
        request_id, command.supplier_id, command.site_id, RequestKind.ORDER,
        command.order_reference, context,
    )  # fmt: skip
    for row in rows:
        await request_rows.put_line(
            new_line(
                request_id,
                row["item_id"],
                row["quantity"],
                row["due_on"],
                purchase_line_id=row["id"],
            )
        )
    context.emit(SupplierAsked(request_id))
    return request_id


async def share_forecast(command: ShareForecast, context: Context) -> UUID:
    """Show a supplier thirteen weeks of what a site will buy; returns the request's id.

    That is what is on order and planned, and what the forecast expects beyond that.
    """
    viewer = await _buyer(command.supplier_id, command.site_id, context)
    catalog = await planning_catalog()
    today = day_at(context.now, catalog.sites[command.site_id].time_zone)
    planned = await purchase_rows.planned_purchases(command.supplier_id, command.site_id)
    bought = await purchase_rows.bought_items(command.supplier_id, viewer.scope_ids)
    items = {row["id"] for row in bought if row["site_id"] == command.site_id}
    expected = await expected_purchases(command.site_id, items, context.now)
    weeks = forecast_weeks(planned, expected, today)
    if not weeks:
        raise NothingToAskError
    request_id = new_id()
    reference = f"F-{today:%Y%m%d}-{catalog.sites[command.site_id].code}"
    await _begin(
        request_id, command.supplier_id, command.site_id, RequestKind.FORECAST, reference, context
    )
    ordered = sorted(weeks.items(), key=lambda pair: (catalog.items[pair[0][0]].code, pair[0][1]))
    for (item_id, monday), (quantity, beyond) in ordered:
        # The week is wanted by its Friday, but never in the past.
        due_on = max(today, monday + timedelta(days=4))
        await request_rows.put_line(
            new_line(request_id, item_id, quantity, due_on, expected_quantity=beyond or None)
        )
    context.emit(SupplierAsked(request_id))
    return request_id


async def ask_about_purchase(event: PurchaseMoved, context: Context) -> None:
    """A decision moved a purchase: ask its supplier, with all that is decided within half a minute.

    What a supplier's own answer has moved is not asked again.
    """
    if await request_rows.request_with(event.proposal_id) is not None:
        return
    row = await purchase_line(event.purchase_line_id)
    if row is None:
        return
    reference = row["order_reference"]
    is_gone = row["status"] == "cancelled"
    draft = await request_rows.draft_about(
        row["supplier_id"], row["site_id"], reference, is_gone=is_gone
    )
    await request_rows.drop_from_drafts(event.purchase_line_id, is_gone=is_gone)
    if draft is None:
        request_id = new_id()
        kind = RequestKind.CANCELLATION if is_gone else RequestKind.CHANGE
        await _begin(request_id, row["supplier_id"], row["site_id"], kind, reference, context)
        context.emit(SupplierAsked(request_id), run_at=context.now + SECOND_THOUGHTS)
    else:
        request_id = draft.id
    before = await request_rows.asked_before(event.purchase_line_id)
    await request_rows.put_line(
        new_line(
            request_id,
            row["item_id"],
            row["quantity"] - row["received_quantity"] if not is_gone else row["quantity"],
            row["due_on"],
            purchase_line_id=event.purchase_line_id,
            quantity_before=before[0] if before else event.quantity_before,
            due_on_before=before[1] if before else event.due_on_before,
        )
    )
    key = f"{AlertKind.SUPPLY_DECLINED}:{reference}:"
    await follow_causes(AlertKind.SUPPLY_DECLINED, key, [], context)


async def send_request(request_id: UUID, context: Context) -> SentRequest | None:
    """Let a request be sent, once: with its link, those before it that it replaces being refused.

    What those asked about lines that stay, and nobody has answered, is asked again: with this one, or where it
    cancels other lines by one of its own.
    """
    request = await request_rows.request_with(request_id, is_locked=True)
    if request is None or request.status is not RequestStatus.DRAFT:
        return None
    own = (await request_rows.lines_of([request_id]))[request_id]
    if not own:
        await request_rows.remove_request(request_id)
        return None
    replaced = await request_rows.replaced_by(request)
    await _ask_again(request, own, replaced, context)
    await request_rows.mark_sent(request, replaced, context.now)
    token = await _new_link(request_id, context)
    context.emit(SupplierRequestSent(request_id))
    return SentRequest(request, (await request_rows.lines_of([request_id]))[request_id], token)


async def _ask_again(
    request: Request, own: list[Line], replaced: list[UUID], context: Context
) -> None:
    """Ask again about lines of replaced requests that stay, and that the new one does not ask about."""
    asked = {line.purchase_line_id for line in own}
    lines = [line for each in (await request_rows.lines_of(replaced)).values() for line in each]
    ids = [line.purchase_line_id for line in lines if line.purchase_line_id is not None]
    stay = await request_rows.still_open(ids)
    left = [line for line in lines if line.purchase_line_id in stay - asked]
    if not left:
        return
    request_id = request.id
    if request.kind is RequestKind.CANCELLATION:
        request_id, kind = new_id(), RequestKind.CHANGE
        await _begin(
            request_id, request.supplier_id, request.site_id, kind, request.reference, context
        )
        context.emit(SupplierAsked(request_id))
    for line in left:
        await request_rows.put_line(replace(line, id=new_id(), request_id=request_id))


async def make_link(command: MakeLink, context: Context) -> str:
    """A new link for a supplier who lost the old one; returns its token, this once."""
    await _own_request(command.request_id, context)
    await link_rows.revoke_links(command.request_id, context.now)
    context.emit(SupplierLinkMoved(command.request_id))
    return await _new_link(command.request_id, context)


async def revoke_links(command: RevokeLinks, context: Context) -> None:
    """Refuse every link to a request from now on."""
    await _own_request(command.request_id, context)
    await link_rows.revoke_links(command.request_id, context.now)
    context.emit(SupplierLinkMoved(command.request_id))


def link_to(origin: str, token: str, language: str) -> str:
    """The address of a link; the token is in its fragment, so that no server on the way sees it."""
    return f"{origin}/supplier?lang={language}#{token}"


async def _new_link(request_id: UUID, context: Context) -> str:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = context.now + LINK_LIFE
    await link_rows.add_link(hash_of(token), request_id, context.now, expires_at)
    return token


async def _begin(
    request_id: UUID,
    supplier_id: UUID,
    site_id: UUID,
    kind: RequestKind,
    reference: str,
    context: Context,
    note: str = "",
) -> None:
    await request_rows.add_request(
        request_id=request_id,
        supplier_id=supplier_id,
        site_id=site_id,
        kind=kind,
        reference=reference,
        now=context.now,
        asked_by=context.actor_id,
        answer_by=answer_by(kind, context.now),
        note=note,
    )


async def _buyer(supplier_id: UUID, site_id: UUID, context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    site = (await planning_catalog()).sites.get(site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    known = {row["id"] for row in await purchase_rows.supplier_rows(viewer.scope_ids, context.now)}
    if supplier_id not in known:
        raise NotFoundError
    return viewer


async def _own_request(request_id: UUID, context: Context) -> None:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    request = await request_rows.request_with(request_id, is_locked=True)
    if request is None or not viewer.sees(request.scope_id):
        raise NotFoundError
    if request.status is not RequestStatus.SENT:
        raise RequestAnsweredError
