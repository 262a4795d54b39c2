"""What promises do: note an inquiry, hold supply for a quotation, give it back, let it lapse, order it."""

from typing import Any, Final, Protocol
from uuid import UUID

from backend.catalog.queries import planning_catalog
from backend.demand.commands import RequestDemandChange
from backend.demand.handlers.asking import ASKERS, request_demand_change
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.promise import repository
from backend.promise.commands import (
    ChooseRouting,
    ChooseSiteReserve,
    HoldQuotation,
    OrderQuotation,
    RecordInquiry,
    ReleaseQuotation,
)
from backend.promise.errors import AlreadyAskedError
from backend.promise.events import (
    InquiryRecorded,
    QuotationDue,
    QuotationHeld,
    QuotationLapsed,
    QuotationOrdered,
    QuotationReleased,
    ReservationMoved,
    RoutingChosen,
)
from backend.promise.model import check_routing, check_share, end_as, held_until, option_to_hold
from backend.promise.quotations import Answered, Asked, answer_for
from backend.promise.routing import CHOOSERS as ROUTING_CHOOSERS
from shared.terms import QuotationStatus

REFERENCE_LENGTH: Final = 8


class AboutChange(Protocol):
    """An event that says of a demand change that it is settled, one way or the other."""

    demand_change_id: UUID


async def record_inquiry(command: RecordInquiry, context: Context) -> int:
    """Keep what was asked and what could be answered; returns the row's `ver`."""
    viewer = await _asker(context)
    answered = await _answer(viewer, command, context)

    await repository.add_quotation(
        {
            **_asked_values(command, answered, viewer, context),
            "status": QuotationStatus.INQUIRED.value,
            "deliveries": answered.quote.deliveries,
            "open_quantity": answered.quote.open_quantity,
            "is_reserving": False,
        }
    )

    context.emit(InquiryRecorded(command.id))
    return 1


async def hold_quotation(command: HoldQuotation, context: Context) -> int:
    """Hold an option of the quote as it is now; returns the row's `ver`."""
    viewer = await _asker(context)
    await repository.hold_alone()
    answered = await _answer(viewer, command, context)

    option = option_to_hold(answered.quote, command.option, command.complete_on)
    zone = answered.catalog.sites[answered.site_id].time_zone
    until = held_until(command.held_until, context.now, option.reservation, zone)

    await repository.add_quotation(
        {
            **_asked_values(command, answered, viewer, context),
            "status": QuotationStatus.HELD.value,
            "option": option.code,
            "deliveries": option.deliveries,
            "open_quantity": option.open_quantity,
            "reservation": option.reservation,
            "is_reserving": True,
            "held_until": until,
        }
    )

    context.emit(QuotationHeld(command.id))
    context.emit(QuotationDue(command.id), run_at=until)
    await _tell_sites(command.item_id, answered.site_id, context)
    return 1


async def release_quotation(command: ReleaseQuotation, context: Context) -> int:
    """Give back what is held; returns the row's new `ver`."""
    viewer = await _asker(context)
    row = await _quotation(command.id, viewer)

    status = _ended(row, QuotationStatus.RELEASED, context)

    ver = await _end(row, status, context)

    context.emit(QuotationReleased(command.id))
    return ver


async def order_quotation(command: OrderQuotation, context: Context) -> int:
    """Ask for a new line of what is held; it stays held for that change until it is decided."""
    viewer = await _asker(context)
    row = await _quotation(command.id, viewer)

    status = _ended(row, QuotationStatus.ORDERED, context)

    await request_demand_change(
        RequestDemandChange(
            id=command.demand_change_id,
            demand_line_id=None,
            customer_id=row["customer_id"],
            item_id=row["item_id"],
            site_id=row["site_id"],
            quantity_delta=row["quantity"] - row["open_quantity"],
            due_on=row["due_on"],
            is_cancellation=False,
            is_urgent=False,
            reason=command.reason,
            confidence=None,
            note=row["note"],
        ),
        context,
    )
    ver = await repository.update_quotation(
        command.id,
        {
            "status": status.value,
            "ended_at": context.now,
            "demand_change_id": command.demand_change_id,
        },
    )

    context.emit(QuotationOrdered(command.id, command.demand_change_id))
    return ver


async def lapse_quotation(event: QuotationDue, context: Context) -> None:
    """Let a hold run out whose time has come; one that has ended before is left alone."""
    row = await repository.lock_quotation(event.quotation_id, None)
    if row is None or row["status"] != QuotationStatus.HELD:
        return

    status = _ended(row, QuotationStatus.LAPSED, context)

    await _end(row, status, context)

    context.emit(QuotationLapsed(event.quotation_id))


async def free_reservation(event: AboutChange, context: Context) -> None:
    """Keep nothing any more for a change that has been decided or taken back."""
    row = await repository.lock_reserving_for(event.demand_change_id)
    if row is None:
        return

    await repository.update_quotation(row["id"], {"is_reserving": False})

    await _tell_sites(row["item_id"], row["site_id"], context)


async def reserving_for(demand_change_id: UUID) -> UUID | None:
    """The quotation that keeps something for a change, if one does."""
    row = await repository.lock_reserving_for(demand_change_id)
    return None if row is None else row["id"]


async def reserve_again(quotation_id: UUID, context: Context) -> None:
    """Keep for a change what was kept before it was decided."""
    row = await repository.keep_again(quotation_id)
    if row is not None:
        await _tell_sites(row["item_id"], row["site_id"], context)


async def choose_routing(command: ChooseRouting, context: Context) -> None:
    """Keep how sites are compared; for planners and admins."""
    (await viewer_for(context.actor_id)).must_be(*ROUTING_CHOOSERS)
    check_routing(command.choice)
    await repository.keep_routing(command.choice)
    context.emit(RoutingChosen())


async def choose_site_reserve(command: ChooseSiteReserve, context: Context) -> None:
    """Keep what a site holds back for its own customers; for planners and admins who see it."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ROUTING_CHOOSERS)
    site = (await planning_catalog()).sites.get(command.site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError
    check_share(command.reserved_ratio)
    await repository.keep_share(command.site_id, command.reserved_ratio)
    context.emit(RoutingChosen())


async def _asker(context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    return viewer


async def _answer(
    viewer: Viewer, command: RecordInquiry | HoldQuotation, context: Context
) -> Answered:
    if await repository.quotation_exists(command.id):
        raise AlreadyAskedError
    asked = Asked(
        command.customer_id, command.item_id, command.quantity, command.due_on, command.site_id
    )
    return await answer_for(viewer, asked, context.now)


async def _quotation(quotation_id: UUID, viewer: Viewer) -> dict[str, Any]:
    row = await repository.lock_quotation(quotation_id, viewer.scope_ids)
    if row is None:
        raise NotFoundError
    return row


def _asked_values(
    command: RecordInquiry | HoldQuotation, answered: Answered, viewer: Viewer, context: Context
) -> dict[str, Any]:
    return {
        "id": command.id,
        "scope_id": answered.scope_id,
        "customer_id": command.customer_id,
        "item_id": command.item_id,
        "site_id": answered.site_id,
        "reference": f"Q-{str(command.id)[-REFERENCE_LENGTH:].upper()}",
        "quantity": command.quantity,
        "due_on": command.due_on,
        "note": command.note,
        "asked_by": viewer.person_id,
        "asked_by_name": viewer.name,
        "asked_at": context.now,
    }


def _ended(row: dict[str, Any], wanted: QuotationStatus, context: Context) -> QuotationStatus:
    return end_as(QuotationStatus(row["status"]), row["held_until"], context.now, wanted)


async def _end(row: dict[str, Any], status: QuotationStatus, context: Context) -> int:
    ver = await repository.update_quotation(
        row["id"], {"status": status.value, "is_reserving": False, "ended_at": context.now}
    )
    await _tell_sites(row["item_id"], row["site_id"], context)
    return ver


async def _tell_sites(item_id: UUID, site_id: UUID, context: Context) -> None:
    """Whoever stands on a plan that this was held from looks again."""
    catalog = await planning_catalog()
    for each in catalog.sites_behind(item_id, site_id):
        context.emit(ReservationMoved(each))
