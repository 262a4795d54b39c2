"""Keeps what is said of items' lives: like another one, after another one, at an end."""

from typing import Final

from backend.dispatch import Context
from backend.forecast.commands import RemoveItemLife, SayItemLife
from backend.forecast.errors import ForecastLifeError
from backend.forecast.events import OutsideChanged
from backend.forecast.queries.outside import must_keep
from backend.forecast.repository import lives
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.forecast_terms import LifeKind

_MOST_DAYS: Final = 3_660


async def say_item_life(command: SayItemLife, context: Context) -> None:
    """Keep what is said; the next run follows."""
    viewer = await viewer_for(context.actor_id)
    await must_keep(viewer)
    is_end = command.kind is LifeKind.ENDING
    if is_end != (command.other_code is None) or command.other_code == command.item_code:
        raise ForecastLifeError
    if abs((command.on - context.now.date()).days) > _MOST_DAYS:
        raise ForecastLifeError
    item_id = await lives.item_with(command.item_code)
    other_id = None if command.other_code is None else await lives.item_with(command.other_code)
    if item_id is None or (other_id is None and not is_end):
        raise NotFoundError
    await lives.say(
        {
            "id": command.id, "item_id": item_id, "kind": command.kind.value, "other_id": other_id,
            "on": command.on, "ratio": command.ratio,
            "ramp_days": command.ramp_days if is_end else 0, "said_by_name": viewer.name,
            "said_at": context.now,
        },
        context.now,
    )  # fmt: skip

    context.note(item=command.item_code, kind=command.kind.value)
    context.emit(OutsideChanged(command.id))


async def remove_item_life(command: RemoveItemLife, context: Context) -> None:
    """Take back what was said; the next run is made without it."""
    await must_keep(await viewer_for(context.actor_id))
    if not await lives.remove(command.life_id, context.now):
        raise NotFoundError
    context.emit(OutsideChanged(command.life_id))
