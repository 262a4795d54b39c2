"""Keeps alerts in step with the stages of urgent orders: one for whoever has it, one for whoever is called.

Wanted in the flow: `StageStarted`, `StageDone`, `StageHandedOver`, `StageEscalated`, `DeadlineMoved`,
`UrgentOrderEnded` → `follow_urgent_stage`.
"""

from typing import Protocol
from uuid import UUID

from backend.alert.handlers.following import follow_causes
from backend.alert.model import AlertKind, Cause
from backend.dispatch import Context
from backend.urgent.queries.telling import RunningStage, running_stages
from shared.terms import AlertSeverity


class AboutUrgentOrder(Protocol):
    """Any event that names an urgent order."""

    @property
    def urgent_order_id(self) -> UUID:
        """The order."""
        ...


async def follow_urgent_stage(event: AboutUrgentOrder, context: Context) -> None:
    """A stage began, changed hands, was late or ended with its order: so do the alerts about it."""
    stages = await running_stages(event.urgent_order_id)
    causes = [cause for stage in stages for cause in _causes(stage)]
    prefix = f"{AlertKind.URGENT_STAGE}:{event.urgent_order_id}"
    await follow_causes(AlertKind.URGENT_STAGE, prefix, causes, context)


def _causes(found: RunningStage) -> list[Cause]:
    """One alert for each who has to do with the stage now; a stage of nobody's is everybody's."""
    people = dict.fromkeys((found.owner_id, *([found.called_id] if found.is_late else [])))
    known: list[UUID | None] = [each for each in people if each is not None]
    return [
        Cause(
            # Whoever is given a stage has an alert of their own, and the one before is cleared.
            key=f"{AlertKind.URGENT_STAGE}:{found.urgent_order_id}:{found.stage}:{person_id}",
            scope_id=found.site_scope_id,
            kind=AlertKind.URGENT_STAGE,
            severity=AlertSeverity.LATE if found.is_late else AlertSeverity.RISK,
            path=f"/urgent/{found.urgent_order_id}",
            facts=found.facts,
            owner_id=person_id,
        )
        for person_id in known or [None]
    ]
