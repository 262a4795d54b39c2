"""Setting what a score weighs and what ways out and transfers cost."""

from backend.catalog.handlers import drop_lane, hold_pricing, keep_lane, keep_pricing
from backend.catalog.model.facts import LaneFacts, PricingFacts
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.proposal.commands import RemoveFreight, SetFreight, SetPricing
from backend.proposal.events import FreightSet, PricingSet
from backend.proposal.model import PRICERS, check_freight, priced_by


async def set_pricing(command: SetPricing, context: Context) -> int:
    """Set weights and rates for all that is worked out from here on; what was decided stays as it was."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PRICERS)
    number = await hold_pricing()

    weights, rates = priced_by(command.weights, command.rates, command.base_number, number)

    facts = PricingFacts(number + 1, weights, rates, command.note.strip(), viewer.name, context.now)
    await keep_pricing(facts, viewer.person_id, context.now)

    context.note(number=number + 1, weights=weights, rates=rates)
    context.emit(PricingSet(number + 1))
    return number + 1


async def set_freight(command: SetFreight, context: Context) -> None:
    """Set what transfers on a lane cost for all that is worked out from here on."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PRICERS)
    sites = (await planning_catalog()).sites
    ends = {command.source_site_id, command.site_id}
    if len(ends) == 1 or not ends <= set(sites):
        raise NotFoundError

    costs = (command.cost_per_delivery, command.cost_per_pallet)
    check_freight(*costs)

    await keep_lane(LaneFacts(command.source_site_id, command.site_id, *costs))

    context.note(source_site=command.source_site_id, site=command.site_id, costs=costs)
    context.emit(FreightSet(command.source_site_id, command.site_id))


async def remove_freight(command: RemoveFreight, context: Context) -> None:
    """Forget what transfers on a lane cost; all that is worked out from here on has the rate of a transfer."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PRICERS)
    lane = (await planning_catalog()).lanes.get((command.source_site_id, command.site_id))
    if lane is None:
        raise NotFoundError

    await drop_lane(lane)

    costs = (lane.cost_per_delivery, lane.cost_per_pallet)
    context.note(source_site=command.source_site_id, site=command.site_id, costs_before=costs)
    context.emit(FreightSet(command.source_site_id, command.site_id))
