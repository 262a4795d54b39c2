"""A thread of the sample day, and the part of the gateway that answers about it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.schemas.approval import PersonName
from shared.schemas.thread import NewsRow, ThingName, ThreadEntry, ThreadView
from shared.thread_terms import EntryKind, NewsKind, ThingKind
from tests.frontend.answers import Answers
from tests.frontend.sample_day import CHANGE_ID, NOW

COMMENT_ID = UUID(int=881)
HASH = "a" * 64


def entries() -> list[ThreadEntry]:
    return [
        ThreadEntry(EntryKind.COMMENT, COMMENT_ID, NOW, "Viktor Hahn", "@Anna Berg the vessel leaves",
                    is_own=True, mentioned=["Anna Berg"]),
        ThreadEntry(EntryKind.ATTACHMENT, UUID(int=882), NOW - timedelta(minutes=3), "Marta Ozola",
                    "decks.csv", is_own=False, content_hash=HASH, media_type="text/csv", size=2048),
        ThreadEntry(EntryKind.COMMENT, UUID(int=883), NOW - timedelta(minutes=4), "Marta Ozola", "",
                    is_own=False, is_removed=True),
        ThreadEntry(EntryKind.HISTORY, UUID(int=884), NOW - timedelta(hours=1), "Marta Ozola", "",
                    is_own=False, code="AmendDemandChange",
                    facts={"quantity_delta": "40", "due_on": "2026-12-03", "is_urgent": "yes"}),
        ThreadEntry(EntryKind.HISTORY, UUID(int=885), NOW - timedelta(hours=2), "Anna Berg", "",
                    is_own=False, code="DecideProposal", facts={"decision": "send_back"}),
    ]  # fmt: skip


def view(kind: ThingKind, thing_id: UUID, **changes: Any) -> ThreadView:
    values: dict[str, Any] = {
        "thing": ThingName(kind, thing_id, "Yantai Marine", "MS sealant", f"/changes/{thing_id}"),
        "is_followed": False,
        "followers": ["Anna Berg"],
        "entries": entries(),
        "people": [PersonName(UUID(int=501), "Anna Berg")],
        **changes,
    }
    return ThreadView(**values)


def mention() -> NewsRow:
    path = f"/changes/{CHANGE_ID}"
    thing = ThingName(ThingKind.CHANGE, CHANGE_ID, "Yantai Marine", "MS sealant", path)
    return NewsRow(UUID(int=886), NewsKind.MENTIONED, thing, "Li Na", NOW)


class FakeThreads(Answers):
    """What pages ask of threads."""

    async def thread(self, kind: ThingKind, thing_id: UUID) -> ThreadView:
        return self._answer("thread", view(kind, thing_id))

    async def follow_thing(self, kind: ThingKind, thing_id: UUID, wanted: bool) -> None:  # noqa: FBT001 -- as the gateway has it
        self.done.append(("follow_thing", kind, thing_id, wanted))

    async def write_comment(
        self, comment_id: UUID, kind: ThingKind, thing_id: UUID, text: str
    ) -> None:
        self.done.append(("write_comment", comment_id, kind, thing_id, text))

    async def remove_comment(self, comment_id: UUID, kind: ThingKind, thing_id: UUID) -> None:
        self.done.append(("remove_comment", comment_id, kind, thing_id))

    async def remove_attachment(self, kind: ThingKind, thing_id: UUID, content_hash: str) -> None:
        self.done.append(("remove_attachment", kind, thing_id, content_hash))

    async def news(self) -> list[NewsRow]:
        return self._answer("news", [])

    async def see_news(self, news_id: UUID | None) -> None:
        self.done.append(("see_news", news_id))
