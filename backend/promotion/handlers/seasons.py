"""Items are marked as seasonal or limited; the forecast is made anew with it."""

from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.promotion.commands import EndSeason, SetSeason
from backend.promotion.events import SeasonChanged
from backend.promotion.model.season import check_season
from backend.promotion.queries.rights import PLANNERS
from backend.promotion.repository import seasons


async def set_season(command: SetSeason, context: Context) -> None:
    """Say between which days an item is sold."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PLANNERS)
    if command.item_id not in (await planning_catalog()).items:
        raise NotFoundError
    check_season(command.asked)

    await seasons.keep(command.item_id, command.asked, viewer.name, context.now)

    context.note(item_id=command.item_id, kind=command.asked.kind.value)
    context.emit(SeasonChanged(command.item_id))


async def end_season(command: EndSeason, context: Context) -> None:
    """Let an item be sold the whole year again."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*PLANNERS)
    if not await seasons.end(command.item_id):
        raise NotFoundError

    context.note(item_id=command.item_id)
    context.emit(SeasonChanged(command.item_id))
