"""A web process on one database after another, for the tests of backup and restore."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import Any

import asyncpg
import httpx

from backend.app import create_litestar
from backend.assembly import Company, company_of
from backend.connectors.webhook.client import open_webhooks
from backend.dispatch import Context, Dispatcher, Reaction
from backend.flow import FLOW
from backend.identity.handlers import SignInDesk
from backend.identity.queries import Sessions
from backend.kit.clock import FrozenClock
from backend.kit.engine import connection_arguments, engine, open_pool, use_database
from backend.kit.formats import FormatByAccept
from backend.kit.request_guard import RequestGuard
from backend.kit.secrets import Secrets
from backend.launch.backup import count_rows
from backend.push.sending import open_push
from backend.settings import Settings
from backend.worker import OutboxWorker
from tests.backend.conftest import no_wait
from tests.builders import SmallCompany
from tests.phones import ORIGIN, Phone


@dataclass
class Running:
    """A web process on one database."""

    company: Company
    application: Any

    def phone(self) -> Phone:
        transport = httpx.ASGITransport(self.application, client=("127.0.0.1", 40_000))
        return Phone(httpx.AsyncClient(transport=transport, base_url=ORIGIN))


@asynccontextmanager
async def running(
    settings: Settings, clock: FrozenClock, secrets: Secrets
) -> AsyncIterator[Running]:
    """The routes and the pool on one database; the process's engine knows one at a time."""
    use_database(settings.database_url, application="lockstep test")
    async with (
        open_pool(1, 4),
        open_push(settings, sends=False),
        open_webhooks(settings, sends=False),
    ):
        company = company_of(settings, application="test", clock=clock)
        await company.hints.start()
        sessions = Sessions(
            clock=clock, csrf_key=secrets.key_for("csrf"), is_secure=False, with_demo_people=True
        )
        desk = SignInDesk(company.dispatcher, with_demo_people=True, sleep=no_wait)
        routes = create_litestar(company, sessions, secrets, desk=desk)
        yield Running(
            company,
            RequestGuard(
                FormatByAccept(routes),
                origins=[ORIGIN],
                token_of=sessions.token_of,
                csrf_token_for=sessions.csrf_token_for,
            ),
        )
        await company.hints.stop()
    engine.config = {}


async def as_owner(url: str, *statements: str) -> list[Any]:
    connection = await asyncpg.connect(**connection_arguments(url, is_owner=True))
    try:
        return [await connection.fetch(statement) for statement in statements]
    finally:
        await connection.close()


async def counts_of(settings: Settings) -> dict[str, int]:
    connection = await asyncpg.connect(
        **connection_arguments(settings.database_owner_url, is_owner=True)
    )
    try:
        return await count_rows(connection)
    finally:
        await connection.close()


@dataclass
class Lived:
    """A company that has been at work, and the phone that Marta used."""

    company: SmallCompany
    phone: Phone
    cookies: httpx.Cookies
    op: dict[str, Any]


@contextmanager
def counting(process: Running, carried_out: list[str]) -> Iterator[OutboxWorker]:
    """A worker that notes every message that it carries out."""

    def noted(reaction: Reaction) -> Reaction:
        async def run(event: Any, context: Context) -> None:
            carried_out.append(f"{reaction.name} {event}")
            await reaction.run(event, context)

        return replace(reaction, run=run)

    flow = replace(
        FLOW,
        reactions={
            event: tuple(noted(each) for each in reactions)
            for event, reactions in FLOW.reactions.items()
        },
    )
    company = process.company
    yield OutboxWorker(Dispatcher(flow, company.clock, company.hints))
