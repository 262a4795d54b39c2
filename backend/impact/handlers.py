"""What impact does when it is woken: work out what a change does and keep it on the change."""

from backend.demand.events import DemandChangeAmended, DemandChangeRequested
from backend.demand.handlers.applying import record_assessment
from backend.dispatch import Context
from backend.impact.events import DemandChangeAssessed
from backend.impact.queries import assess


async def assess_demand_change(
    event: DemandChangeRequested | DemandChangeAmended, context: Context
) -> None:
    """Say on the change what it does; a change that was withdrawn meanwhile is left alone."""
    assessment = await assess(event.demand_change_id, context.now)
    if assessment is None:
        return

    is_open = await record_assessment(
        event.demand_change_id, assessment.summary(context.now), context
    )

    if is_open:
        context.emit(DemandChangeAssessed(event.demand_change_id))
