"""Says how order lines may be delivered: a line by itself, or all of a customer's."""

from decimal import Decimal
from uuid import UUID

from backend.catalog.queries import customer_row
from backend.demand import repository
from backend.demand.commands import ChooseDeliveryRule, ChooseUsualDelivery
from backend.demand.events import DeliveryRuleChosen, DemandLineChanged
from backend.demand.handlers.asking import ASKERS
from backend.demand.model import check_line_open, check_part
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for


async def choose_delivery_rule(command: ChooseDeliveryRule, context: Context) -> None:
    """Keep how a line may be delivered; whether it ships together holds for all of its order."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    line = await repository.lock_line(command.demand_line_id, viewer.scope_ids)
    if line is None:
        raise NotFoundError

    check_line_open(line["status"])
    choice = command.choice
    check_part(choice.minimum_partial_quantity, Decimal(line["quantity"]))

    await repository.update_line(
        command.demand_line_id,
        {
            "maximum_days_late": choice.maximum_days_late,
            "allows_partial": choice.allows_partial,
            "minimum_partial_quantity": choice.minimum_partial_quantity,
            "ships_together": choice.ships_together,
        },
    )
    site_ids: set[UUID] = {line["site_id"]}
    site_ids |= await repository.ship_order_together(
        line["order_reference"], line["scope_id"], ships_together=choice.ships_together
    )

    context.emit(DemandLineChanged(command.demand_line_id))
    for site_id in sorted(site_ids, key=str):
        context.emit(DeliveryRuleChosen(site_id))


async def choose_usual_delivery(command: ChooseUsualDelivery, context: Context) -> None:
    """Keep how a customer's orders may be delivered; open lines follow where they say nothing."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    if await customer_row(command.customer_id, viewer.scope_ids) is None:
        raise NotFoundError

    check_part(command.usual.minimum_partial_ratio, Decimal(1))

    await repository.keep_usual_delivery(command.customer_id, command.usual)

    for site_id in await repository.sites_shipping_to(command.customer_id):
        context.emit(DeliveryRuleChosen(site_id))
