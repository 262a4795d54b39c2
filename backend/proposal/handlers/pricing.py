"""Setting what a score weighs and what ways out cost."""

from backend.catalog.handlers import hold_pricing, keep_pricing
from backend.catalog.model import PricingFacts
from backend.dispatch import Context
from backend.identity.queries import viewer_for
from backend.proposal.commands import SetPricing
from backend.proposal.events import PricingSet
from backend.proposal.model import PRICERS, priced_by


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
