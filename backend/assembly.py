"""Puts a process together: settings, database pool, Redis, hints, dispatcher; and takes it apart."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from backend.connectors.mail.client import open_mail
from backend.connectors.webhook.client import open_webhooks
from backend.dispatch import Dispatcher
from backend.flow import FLOW
from backend.kit.clock import Clock, SystemClock
from backend.kit.engine import open_pool, use_database
from backend.kit.hints import Hints
from backend.push.sending import open_push
from backend.settings import Settings


@dataclass(frozen=True, slots=True)
class Company:
    """What the entries of a process work with."""

    settings: Settings
    clock: Clock
    hints: Hints
    dispatcher: Dispatcher
    application: str

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open what the process needs for as long as the block lasts."""
        use_database(self.settings.database_url, application=f"lockstep-{self.application}")
        sends = self.application == "worker"
        async with (
            open_pool(),
            open_push(self.settings, sends=sends),
            open_webhooks(self.settings, sends=sends),
            open_mail(self.settings, sends=sends),
        ):
            await self.hints.start()
            try:
                yield
            finally:
                await self.hints.stop()


def company_of(settings: Settings, *, application: str, clock: Clock | None = None) -> Company:
    """The parts of a process, not running yet."""
    chosen_clock = clock or SystemClock()
    redis = Redis.from_url(settings.redis_url) if settings.redis_url else None
    hints = Hints(redis)
    return Company(
        settings=settings,
        clock=chosen_clock,
        hints=hints,
        dispatcher=Dispatcher(FLOW, chosen_clock, hints),
        application=application,
    )


@asynccontextmanager
async def assembled(*, application: str) -> AsyncIterator[Company]:
    """A running company as the environment describes it."""
    company = company_of(Settings.from_environment(), application=application)
    async with company.running():
        yield company
