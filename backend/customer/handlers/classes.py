"""Decides in which class customers are served: by hand, or as data suggest; never without a person's word."""

from collections.abc import Sequence
from uuid import UUID

from backend.catalog.handlers import keep_customer_class
from backend.customer.commands import (
    ChooseClass,
    ChooseSegmentRules,
    EndClassChoice,
    TakeOverClasses,
)
from backend.customer.errors import ClassMovedError, SegmentRulesError
from backend.customer.events import CustomerClassChosen, SegmentRulesChosen
from backend.customer.model.fields import check_expiry
from backend.customer.model.segments import check_rules
from backend.customer.queries.ranking import ranking
from backend.customer.queries.rights import RULERS
from backend.customer.repository import orders, own
from backend.demand.events import DeliveryRuleChosen
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.identity.queries import viewer_for
from backend.kpi.queries import present_day


async def choose_segment_rules(command: ChooseSegmentRules, context: Context) -> None:
    """Find segments by other rules; nobody's class moves by that alone."""
    (await viewer_for(context.actor_id)).must_be(*RULERS)
    wrong = check_rules(command.rules)
    if wrong is not None:
        raise SegmentRulesError(field=wrong)

    await own.keep_segment_rules(command.rules)
    context.emit(SegmentRulesChosen())


async def choose_class(command: ChooseClass, context: Context) -> None:
    """Let a customer have a class by hand, at once and until a day."""
    viewer = await _ruler_of(command.customer_id, context)
    held = await own.lock_classes([command.customer_id])
    check_expiry(command.choice.expires_on, await present_day(context.now))

    await own.keep_override(command.customer_id, command.choice, viewer.name, context.now)
    await keep_customer_class(command.customer_id, command.choice.customer_class)

    context.note(class_before=held[command.customer_id][0])
    await _tell([command.customer_id], context)


async def end_class_choice(command: EndClassChoice, context: Context) -> None:
    """Forget a class by hand; the class stays until another one is taken over."""
    await _ruler_of(command.customer_id, context)

    if not await own.remove_override(command.customer_id):
        raise NotFoundError

    context.emit(CustomerClassChosen(command.customer_id))


async def take_over_classes(command: TakeOverClasses, context: Context) -> None:
    """Let customers have the classes that data suggest, if all is still as it was seen."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    ids = [each.customer_id for each in command.taken]
    if not (await orders.seen_among(ids, viewer.scope_ids)).issuperset(ids):
        raise NotFoundError
    held = await own.lock_classes(ids)
    found = await ranking(await present_day(context.now))

    for each in command.taken:
        customer_class, name = held[each.customer_id]
        view = found.view(each.customer_id, customer_class)
        is_chosen = view.override is not None and not view.override.is_over
        has_moved = (each.seen_class, each.customer_class) != (customer_class, view.suggested_class)
        if is_chosen or has_moved:
            raise ClassMovedError(customer=name)

    for each in command.taken:
        await keep_customer_class(each.customer_id, each.customer_class)
        # A word that has expired has had its time.
        await own.remove_override(each.customer_id)

    context.note(
        classes={
            str(each.customer_id): f"{each.seen_class} to {each.customer_class}"
            for each in command.taken
        }
    )
    await _tell(ids, context)


async def keep_chosen_classes(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever came in, a person's word holds
    """After a load: a class that a person has chosen holds, whatever the file says."""
    today = await present_day(context.now)
    chosen = {
        customer_id: row["customer_class"]
        for customer_id, row in (await own.overrides()).items()
        if row["expires_on"] >= today
    }
    held = await own.lock_classes(list(chosen))
    moved = [each for each, wanted in chosen.items() if held[each][0] != wanted]
    for customer_id in moved:
        await keep_customer_class(customer_id, chosen[customer_id])
    if moved:
        await _tell(moved, context)


async def _ruler_of(customer_id: UUID, context: Context) -> Viewer:
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    if await orders.customer(customer_id, viewer.scope_ids) is None:
        raise NotFoundError
    return viewer


async def _tell(customer_ids: Sequence[UUID], context: Context) -> None:
    for customer_id in customer_ids:
        context.emit(CustomerClassChosen(customer_id))
    # Who is served first is part of how lines may be delivered: open proposals are worked out anew.
    for site_id in await orders.sites_shipping_to(customer_ids):
        context.emit(DeliveryRuleChosen(site_id))
