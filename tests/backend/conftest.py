"""The routes behind their guard, in this process, on the test's own database; and phones for them."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.app import create_litestar
from backend.assembly import Company, company_of
from backend.connectors.webhook.client import open_webhooks
from backend.demand.routes.photos import PHOTO_DOOR
from backend.identity.handlers import SignInDesk
from backend.identity.queries import Sessions
from backend.intake.routes import UPLOAD_DOOR
from backend.kit.clock import FrozenClock
from backend.kit.formats import FormatByAccept
from backend.kit.request_guard import RequestGuard
from backend.kit.secrets import Secrets, load_secrets
from backend.push.sending import open_push
from backend.settings import Settings
from backend.thread.routes import ATTACHMENT_DOOR
from tests.builders import SmallCompany
from tests.phones import ORIGIN, Phone


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return load_secrets(tmp_path / "secrets")


@pytest.fixture
async def process(database: Settings, clock: FrozenClock) -> AsyncIterator[Company]:
    """A web process's parts, running on the test's own pool."""
    found = company_of(database, application="test", clock=clock)
    await found.hints.start()
    async with open_push(database, sends=False), open_webhooks(database, sends=False):
        yield found
    await found.hints.stop()


@pytest.fixture
def sessions(process: Company, secrets: Secrets) -> Sessions:
    return Sessions(
        clock=process.clock,
        csrf_key=secrets.key_for("csrf"),
        is_secure=False,
        with_demo_people=True,
    )


async def no_wait(_: float) -> None:
    """The delay of a sign-in, for tests that do not measure it."""


@pytest.fixture
def application(process: Company, sessions: Sessions, secrets: Secrets) -> Any:
    """The routes behind their guard."""
    desk = SignInDesk(process.dispatcher, with_demo_people=True, sleep=no_wait)
    routes = create_litestar(process, sessions, secrets, desk=desk)
    return RequestGuard(
        FormatByAccept(routes),
        origins=[ORIGIN],
        token_of=sessions.token_of,
        csrf_token_for=sessions.csrf_token_for,
        doors=(UPLOAD_DOOR, PHOTO_DOOR, ATTACHMENT_DOOR),
    )


@pytest.fixture
async def new_phone(application: Any) -> AsyncIterator[Callable[[], Phone]]:
    """Makes phones that nobody has signed in on."""
    opened = []

    def make(address: str = "127.0.0.1") -> Phone:
        transport = httpx.ASGITransport(
            application, raise_app_exceptions=True, client=(address, 40_000)
        )
        client = httpx.AsyncClient(transport=transport, base_url=ORIGIN)
        opened.append(client)
        return Phone(client)

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture
async def phone(new_phone: Callable[[], Phone], small_company: SmallCompany) -> Phone:
    """A phone that Marta, rep of the north, is signed in on."""
    made = new_phone()
    answer = await made.sign_in("marta")
    assert answer.status_code == 200, answer.text
    return made


@pytest.fixture
async def program(application: Any) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """A program without cookies: `program(token)` is its HTTP client."""
    opened: list[httpx.AsyncClient] = []

    def make(token: str, **headers: str) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(application),
            base_url=ORIGIN,
            headers={"Authorization": f"Bearer {token}", **headers},
        )
        opened.append(client)
        return client

    yield make
    for client in opened:
        await client.aclose()
