"""Who is woken by an urgent order: whoever has its stage, and whoever is called when that is late.

Wanted in the flow: `StageStarted`, `StageHandedOver` → `wake_for_stage`; `StageReminded` →
`wake_reminded_of_stage`; `StageEscalated` → `wake_called`.
"""

from typing import Protocol
from uuid import UUID

from backend.dispatch import Context
from backend.push.model import expiry_of
from backend.push.repository import wanting_browsers_of
from backend.push.wanting import want
from backend.urgent.events import StageEscalated, StageHandedOver, StageReminded, StageStarted
from backend.urgent.queries.telling import running_stages
from shared.terms import PushKind
from shared.urgent_terms import StageKind


class AboutStage(Protocol):
    """Any event that names a stage and somebody."""

    @property
    def urgent_order_id(self) -> UUID:
        """The order."""
        ...

    @property
    def stage(self) -> StageKind:
        """The stage."""
        ...

    @property
    def person_id(self) -> UUID | None:
        """Who has it, or is called."""
        ...


async def wake_for_stage(event: StageStarted | StageHandedOver, context: Context) -> None:
    """A stage is somebody's from now on, by its turn or by somebody else's hand."""
    if isinstance(event, StageHandedOver) and event.by_id == event.person_id:
        return
    await _wake(event, "urgent_stage", f"urgent-{event.urgent_order_id}", context)


async def wake_reminded_of_stage(event: StageReminded, context: Context) -> None:
    """The deadline is near."""
    # Under a tag of its own, since a message that takes the place of another one makes no sound.
    await _wake(event, "urgent_stage", f"urgent-reminder-{event.urgent_order_id}", context)


async def wake_called(event: StageEscalated, context: Context) -> None:
    """The deadline has passed: whoever is called hears of it."""
    await _wake(event, "urgent_late", f"urgent-late-{event.urgent_order_id}", context)


async def _wake(event: AboutStage, notice: str, tag: str, context: Context) -> None:
    stages = await running_stages(event.urgent_order_id)
    found = next((each for each in stages if each.stage is event.stage), None)
    if found is None or event.person_id is None:
        return
    want(
        context,
        await wanting_browsers_of(PushKind.URGENT_STAGE, event.person_id),
        kind=PushKind.URGENT_STAGE,
        notice=notice,
        # One that runs beside others must not take the place of what was said of these.
        tag=tag if len(stages) == 1 else f"{tag}-{event.stage}",
        path=f"/urgent/{event.urgent_order_id}",
        facts=found.facts,
        expires_at=expiry_of(context.now),
    )
