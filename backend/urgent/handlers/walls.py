"""Screens on walls: planners and admins make a link for one, the screen signs in with it, they end it."""

import secrets

from backend.approval.queries import RULERS
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.urgent.commands import MakeWall, RevokeWall, SignWallIn
from backend.urgent.errors import WallNotSignedInError
from backend.urgent.events import WallMoved
from backend.urgent.model.wall import LINK_LIFE, TOKEN_BYTES, hash_of
from backend.urgent.repository import walls
from shared.ids import new_id


async def make_wall(command: MakeWall, context: Context) -> str:
    """Let a screen be signed in at a site that the maker sees; returns the code of its link, kept nowhere."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    site = (await planning_catalog()).sites.get(command.site_id)
    if site is None or not viewer.sees(site.scope_id):
        raise NotFoundError

    wall_id, code = new_id(), secrets.token_urlsafe(TOKEN_BYTES)
    await walls.add_wall(
        {
            "id": wall_id,
            "site_id": command.site_id,
            "name": command.name.strip(),
            "code_hash": hash_of(code),
            "code_until": context.now + LINK_LIFE,
            "made_by": viewer.person_id,
            "made_at": context.now,
        }
    )

    context.note(wall_id=wall_id)
    context.emit(WallMoved(wall_id))
    return code


async def sign_wall_in(command: SignWallIn, context: Context) -> str:
    """Let the screen in that holds a link, once; returns what only this screen knows from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    wall_id = await walls.sign_in(command.code_hash, hash_of(token), context.now)
    if wall_id is None:
        raise WallNotSignedInError
    context.note(wall_id=wall_id)
    context.emit(WallMoved(wall_id))
    return token


async def revoke_wall(command: RevokeWall, context: Context) -> None:
    """Let a screen in no more, whether it was signed in or not."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*RULERS)
    if not await walls.revoke(command.wall_id, viewer.scope_ids, context.now):
        raise NotFoundError
    context.emit(WallMoved(command.wall_id))
