"""Tokens in the settings: listed, made with a name and shown once, revoked."""

import asyncio
from typing import Any

from frontend.pages.settings import settings_page
from shared.terms import TokenUse
from tests.frontend.fake_gateway import FakeGateway
from tests.frontend.test_live import opened


def typed(model: Any) -> Any:
    """Where the text that is typed into the form goes."""
    if not isinstance(model, dict):
        return
    if model.get("attributes", {}).get("type") == "text":
        yield model["eventHandlers"]["onChange"]["target"]
    for child in model.get("children", ()):
        yield from typed(child)


async def done(gateway: FakeGateway, count: int = 1) -> None:
    async with asyncio.timeout(30):
        while len(gateway.done) < count:  # noqa: ASYNC110 -- the fake has no event to wait for
            await asyncio.sleep(0)


async def test_a_token_is_made_with_a_name_and_shown_once(gateway: FakeGateway) -> None:
    async with opened(settings_page, gateway) as page:
        await page.until(lambda: "Nightly export" in page.read)
        assert "lockstep_secret" not in page.read

        await page.press("Make a token")
        await page.until(lambda: "Say what the token is for" in page.read)
        assert gateway.done == []

        event = {"target": {"value": " Warehouse robot "}}
        target = next(typed(page.model))
        await page.layout.deliver({"type": "layout-event", "target": target, "data": [event]})
        await page.press("Read and write")
        await page.press("Make a token")
        await page.until(lambda: "lockstep_secret" in page.read)

        assert gateway.done == [("create_api_token", "Warehouse robot", TokenUse.WRITE, 90)]
        assert "Copy this token. It is shown only now." in page.read


async def test_a_token_is_revoked(gateway: FakeGateway) -> None:
    async with opened(settings_page, gateway) as page:
        await page.until(lambda: "Nightly export" in page.read)
        await page.press("Revoke")
        await done(gateway)
        assert gateway.done[0][0] == "revoke_api_token"
