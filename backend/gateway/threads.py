"""What people say about a thing, and what they follow."""

from uuid import UUID

from backend.gateway.opened import OpenedGateway
from backend.thread.commands import (
    FollowThing,
    RemoveAttachment,
    RemoveComment,
    SeeNews,
    UnfollowThing,
    WriteComment,
)
from backend.thread.queries import news_for, thread_for
from shared.schemas.thread import NewsRow, ThreadView
from shared.thread_terms import ThingKind


class ThreadScreens(OpenedGateway):
    """What people say about a thing, and what they follow."""

    async def thread(self, kind: ThingKind, thing_id: UUID) -> ThreadView:
        """A thing's thread."""
        return await thread_for(await self._viewer(), kind, thing_id)

    async def follow_thing(self, kind: ThingKind, thing_id: UUID, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Be told of a thing, or no more."""
        command = FollowThing(kind, thing_id) if wanted else UnfollowThing(kind, thing_id)
        await self._perform(command)

    async def write_comment(
        self, comment_id: UUID, kind: ThingKind, thing_id: UUID, text: str
    ) -> None:
        """Say something about a thing."""
        await self._perform(WriteComment(comment_id, kind, thing_id, text))

    async def remove_comment(self, comment_id: UUID, kind: ThingKind, thing_id: UUID) -> None:
        """Take a comment of the viewer's back."""
        await self._perform(RemoveComment(comment_id, kind, thing_id))

    async def remove_attachment(self, kind: ThingKind, thing_id: UUID, content_hash: str) -> None:
        """Take a file of the viewer's away."""
        await self._perform(RemoveAttachment(kind, thing_id, content_hash))

    async def news(self) -> list[NewsRow]:
        """What the viewer is told of things."""
        return await news_for(await self._viewer())

    async def see_news(self, news_id: UUID | None) -> None:
        """Say that the viewer has seen one thing that they were told, or all."""
        await self._perform(SeeNews(news_id))
