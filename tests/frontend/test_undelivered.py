"""What could not be delivered is listed for admins, and tried again by a press."""

from uuid import UUID

from frontend.pages.undelivered import undelivered_page
from shared.schemas.undelivered import Undelivered, UndeliveredBoard
from shared.terms import Role
from shared.undelivered_terms import UndeliveredKind
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway, ServerSilentError
from tests.frontend.sample_day import NOW
from tests.frontend.test_live import opened

PUSH = Undelivered(
    UUID(int=1),
    UndeliveredKind.PUSH,
    "Viktor Hahn",
    "PushWanted → send_push",
    10,
    "status 403",
    NOW,
)
HOOK = Undelivered(
    UUID(int=2),
    UndeliveredKind.WEBHOOK,
    "https://erp.example/hook",
    "proposal.decided",
    12,
    "HTTP 500",
    NOW,
)


async def test_each_way_out_is_listed_with_why_it_failed(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["undelivered"] = UndeliveredBoard([PUSH, HOOK], 4)
    read = words((await paint("/undelivered", "en", Role.ADMIN)).markup)
    assert "Message to a device · Viktor Hahn PushWanted → send_push status 403 10 tries" in read
    assert "Webhook · https://erp.example/hook" in read


async def test_nothing_failed_says_what_waits_in_every_language(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["undelivered"] = UndeliveredBoard([], 2)
    read = words((await paint("/undelivered", "en", Role.ADMIN)).markup)
    assert "Everything was delivered 2 messages wait their turn." in read
    assert "全部已送达" in words((await paint("/undelivered", "zh", Role.ADMIN)).markup)
    assert "2 сообщения ждут" in words((await paint("/undelivered", "ru", Role.ADMIN)).markup)


async def test_a_press_tries_it_again_and_a_refusal_is_said(gateway: FakeGateway) -> None:
    gateway.answers["undelivered"] = UndeliveredBoard([PUSH], 0)
    async with opened(undelivered_page, gateway) as page:
        await page.until(lambda: "Viktor Hahn" in page.read)
        gateway.problems["replay"] = ServerSilentError()
        before = page.read
        await page.press("Try again")
        await page.until(lambda: page.read != before)
        assert gateway.done == []
        gateway.problems.clear()
        await page.press("Try again")
        await page.until(lambda: "It is tried again now." in page.read)
    assert gateway.done == [("replay", UndeliveredKind.PUSH, UUID(int=1))]
