"""What people say about a thing, and what they follow."""

from typing import Protocol
from uuid import UUID

from shared.schemas.thread import NewsRow, ThreadView
from shared.thread_terms import ThingKind


class ThreadGateway(Protocol):
    """What people say about a thing, and what they follow."""

    async def thread(self, kind: ThingKind, thing_id: UUID) -> ThreadView:
        """A thing's thread: who follows it, what was said and kept, who changed what."""
        ...

    async def follow_thing(self, kind: ThingKind, thing_id: UUID, wanted: bool) -> None:  # noqa: FBT001 -- the value of a switch, named by the method
        """Be told of a thing, or no more."""
        ...

    async def write_comment(
        self, comment_id: UUID, kind: ThingKind, thing_id: UUID, text: str
    ) -> None:
        """Say something about a thing, under an id of the page's choosing."""
        ...

    async def remove_comment(self, comment_id: UUID, kind: ThingKind, thing_id: UUID) -> None:
        """Take a comment of the viewer's back."""
        ...

    async def remove_attachment(self, kind: ThingKind, thing_id: UUID, content_hash: str) -> None:
        """Take a file of the viewer's away."""
        ...

    async def news(self) -> list[NewsRow]:
        """Mentions and what became of things that the viewer follows, not yet seen."""
        ...

    async def see_news(self, news_id: UUID | None) -> None:
        """Say that the viewer has seen one thing that they were told, or all."""
        ...
