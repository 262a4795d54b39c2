"""New, following and ending items over the API."""

from uuid import UUID

from litestar import delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.dispatch import Dispatcher
from backend.forecast.commands import RemoveItemLife, life_asked
from backend.forecast.errors import ForecastLifeError
from backend.forecast.queries.lives import lives_for
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.schemas.forecast_life import LifeAsked, LifeBoard


@get("/forecast/items", responses=refusals(NotFoundError))
async def forecast_lives(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> LifeBoard:
    """What is said of items' lives, and new items with what they may be like."""
    return await lives_for(viewer, dispatcher.clock.now())


@post(
    "/forecast/items",
    status_code=204,
    responses=refusals(NotFoundError, ForecastLifeError),
)
async def say_item_life(
    data: JSONBody[LifeAsked],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Say that an item is like another one, follows another one, or ends; from the next run on."""
    await dispatcher.dispatch(life_asked(data), actor_id=viewer.person_id, request_id=request_id())


@delete("/forecast/items/{life_id:uuid}", responses=refusals(NotFoundError))
async def remove_item_life(
    life_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take back what was said of an item's life."""
    await dispatcher.dispatch(
        RemoveItemLife(life_id), actor_id=viewer.person_id, request_id=request_id()
    )


LIFE_ROUTES = (forecast_lives, say_item_life, remove_item_life)
