"""Keeps the photos that come from phones after the changes that have named them."""

import hashlib
from typing import Final

from backend.demand import repository
from backend.demand.commands import KeepDemandPhoto
from backend.demand.errors import NotAPhotoError, PhotoTooLargeError
from backend.demand.events import DemandPhotoReceived
from backend.demand.handlers.asking import ASKERS
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.jpeg import NotPlainJPEGError, plain_jpeg

LONGEST_SIDE: Final = 2048


async def keep_demand_photo(command: KeepDemandPhoto, context: Context) -> None:
    """Keep a photo that the change has named; one that is here already is left as it is."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*ASKERS)
    if await repository.lock_change(command.demand_change_id, viewer.scope_ids) is None:
        raise NotFoundError
    photo = await repository.lock_photo(command.demand_change_id, command.content_hash)
    if photo is None:
        raise NotFoundError

    check_photo(command.content, command.content_hash)
    if photo["received_at"] is not None:
        return

    await repository.keep_photo(photo["id"], command.content, context.now)

    context.emit(DemandPhotoReceived(command.demand_change_id))


def check_photo(content: bytes, content_hash: str) -> None:
    """Refuse what is not the picture that was named, or more than a picture."""
    if hashlib.sha256(content).hexdigest() != content_hash:
        raise NotAPhotoError
    try:
        picture = plain_jpeg(content)
    except NotPlainJPEGError as error:
        raise NotAPhotoError from error
    if max(picture.width, picture.height) > LONGEST_SIDE:
        raise PhotoTooLargeError(pixels=LONGEST_SIDE)
