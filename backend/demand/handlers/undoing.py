"""Order lines and changes as they were before a decision, and putting them back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from backend.demand import repository
from backend.demand.events import DemandLineChanged
from backend.dispatch import Context
from backend.kit.images import Images, Turned, are_untouched, images_of, put_back

CHANGES = "demand_change"
LINES = "demand_line"


async def change_image(demand_change_id: UUID) -> Images:
    """A change as it is."""
    return await images_of(CHANGES, [demand_change_id])


async def line_images(demand_change_id: UUID | None, other_lines: Iterable[UUID]) -> Images:
    """All lines of the orders that a decision about a change, if any, and these lines can touch, as they are."""
    return await images_of(LINES, await repository.lines_around(demand_change_id, other_lines))


async def is_as_decided(changes: Mapping[UUID, Turned], lines: Mapping[UUID, Turned]) -> bool:
    """Whether nothing has happened to a change and its lines since they were decided on."""
    return await are_untouched(CHANGES, changes) and await are_untouched(LINES, lines)


async def put_demand_back(
    changes: Mapping[UUID, Turned], lines: Mapping[UUID, Turned], context: Context
) -> None:
    """Make a change and its lines what they were; lines that the decision made are there no more."""
    for row_id, change in changes.items():
        if change.before is not None:
            await put_back(CHANGES, row_id, change.before)
    for row_id, line in lines.items():
        if line.before is None:
            await _take_away(row_id, context.now)
        else:
            await put_back(LINES, row_id, line.before)
        context.emit(DemandLineChanged(row_id))


async def _take_away(line_id: UUID, now: datetime) -> None:
    await repository.update_line(line_id, {"status": "cancelled", "deleted_at": now})
