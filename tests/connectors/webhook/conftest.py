"""An endpoint on loopback, an office that reaches it, and an admin who sees the whole small company."""

from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend.connectors.webhook.client import WebhookOffice, webhook_office
from backend.connectors.webhook.commands import AddWebhook
from backend.dispatch import Dispatcher
from backend.kit.dialer import EVERY_HOST, Dialer, Ways
from backend.kit.sealing import Seal
from shared.schemas.webhook import WebhookSecret
from shared.terms import Role
from tests.builders import SmallCompany, add_person
from tests.push_service import HOST, Certificate
from tests.webhook_receiver import Receiver

Add = Callable[..., Awaitable[WebhookSecret]]


@pytest.fixture
async def receiver(tmp_path: Path) -> AsyncIterator[Receiver]:
    async with Receiver(Certificate.make(tmp_path)) as found:
        yield found


@pytest.fixture
async def office(receiver: Receiver) -> AsyncIterator[WebhookOffice]:
    """Webhooks of this process reach the stand-in, because this machine's owner has said so."""
    ways = Ways(
        hosts=(EVERY_HOST,),
        private_networks=(ip_network("127.0.0.0/8"),),
        routes={HOST: ("127.0.0.1", receiver.port)},
    )
    dialer = Dialer(ways, certificates=receiver.certificate.client_side(), seconds=2)
    with webhook_office(WebhookOffice(Seal(bytes(32)), ways, dialer.post)) as found:
        yield found
    await dialer.close()


@pytest.fixture
async def admin(small_company: SmallCompany) -> UUID:
    scopes = [small_company.north, small_company.south, small_company.riga]
    return await add_person("Ada Admin", [Role.ADMIN], scopes)


@pytest.fixture
def add(dispatcher: Dispatcher, office: WebhookOffice, receiver: Receiver, admin: UUID) -> Add:
    """Adds an endpoint of the admin, at a path of the receiver."""

    async def make(path: str = "/hook", *events: str, owner: UUID | None = None) -> WebhookSecret:
        command = AddWebhook(receiver.url(path), events)
        made: Any = await dispatcher.dispatch(command, actor_id=owner or admin)
        assert isinstance(made, WebhookSecret)
        return made

    return make
