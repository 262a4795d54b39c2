"""Hints stop whenever they are told, also in the middle of connecting."""

import asyncio

import pytest
from redis.asyncio import Redis

from backend.kit.hints import Hints


@pytest.mark.parametrize("turns", range(40))
async def test_stopping_ends_at_any_moment_of_connecting(redis_url: str, turns: int) -> None:
    hints = Hints(Redis.from_url(redis_url))
    await hints.start()
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(30):
        await hints.stop()
