"""A thing's thread on its page, and what one is told in the inbox."""

from uuid import UUID

import pytest

from shared.thread_terms import ThingKind
from tests.frontend.conftest import Painter, words
from tests.frontend.fake_gateway import FakeGateway, ServerSilentError
from tests.frontend.sample_day import CHANGE_ID, PROPOSAL_ID
from tests.frontend.threads import HASH, mention, view
from tests.frontend.urgents import URGENT_ID

ITEM = UUID(int=7035)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"/changes/{CHANGE_ID}", "change"),
        (f"/decisions/{PROPOSAL_ID}", "proposal"),
        (f"/urgent/{URGENT_ID}", "urgent_order"),
        (f"/lines/{CHANGE_ID}/why", "order"),
        (f"/things/customer/{ITEM}", "customer"),
        (f"/things/item/{ITEM}", "item"),
    ],
)
async def test_the_same_thread_stands_on_every_page_of_a_thing(
    paint: Painter, path: str, kind: str
) -> None:
    painted = await paint(path)
    read = words(painted.markup)
    assert painted.status == 200
    assert "@Anna Berg the vessel leaves" in read
    assert "Anna Berg was told" in read
    assert "A comment was taken back" in read
    assert "Marta Ozola corrected the change quantity +40 · day Thu 3 Dec · urgent" in read
    assert "Anna Berg decided sent back" in read
    assert f"/api/v1/threads/{kind}/" in painted.markup
    assert f"/attachments/{HASH}" in painted.markup


async def test_a_thread_that_does_not_load_leaves_the_page_as_it_is(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.problems["thread"] = ServerSilentError()
    read = words((await paint(f"/urgent/{URGENT_ID}")).markup)
    assert "Comments and history did not load" in read
    assert "Urgent order 7, Yantai Marine" in read


async def test_nothing_said_yet_says_so(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["thread"] = view(
        ThingKind.ITEM, ITEM, entries=[], followers=[], is_followed=True
    )
    read = words((await paint(f"/things/item/{ITEM}")).markup)
    assert "Nothing has been said yet." in read
    assert "Follow no more" in read


async def test_mentions_stand_above_the_alerts(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["news"] = [mention()]
    read = words((await paint("/inbox")).markup)
    assert "For you All seen Li Na mentioned you Yantai Marine · MS sealant" in read
    gateway.answers["news"] = []
    assert "For you" not in words((await paint("/inbox")).markup)
