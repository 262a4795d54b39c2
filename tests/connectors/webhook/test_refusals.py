"""Where webhooks never go: addresses inside, other ports, other schemes, and where an answer redirects."""

from collections.abc import Sequence
from ipaddress import ip_network
from uuid import UUID

import pytest

from backend.connectors.webhook.client import WebhookOffice, webhook_office
from backend.connectors.webhook.commands import AddWebhook
from backend.connectors.webhook.errors import (
    TooManyWebhooksError,
    UnknownEventError,
    WebhookURLRefusedError,
)
from backend.connectors.webhook.model import MOST_WEBHOOKS
from backend.connectors.webhook.tables import Webhook
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError
from backend.kit.clock import FrozenClock
from backend.kit.dialer import EVERY_HOST, Dialer, Ways
from backend.kit.sealing import Seal
from tests.builders import NOW, SmallCompany
from tests.connectors.webhook.conftest import Add
from tests.webhook_receiver import Receiver, Reply

BODY = b"{}"


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/x",
        "ftp://hooks.example/x",
        "https://hooks.example:8443/x",
        "https://user:password@hooks.example/x",
        "https://hooks.example\\@inside/x",
        "https://",
        "https:///x",
        "https://127.0.0.1/x",
        "https://10.1.2.3/x",
        "https://192.168.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[64:ff9b::7f00:1]/x",
        "https://0.0.0.0/x",
        "javascript:alert(1)",
        "https://hooks.example/ x",
        "https://hooks.example/\u0444",
    ],
)
async def test_such_an_address_is_refused_when_it_is_added(
    url: str, dispatcher: Dispatcher, admin: UUID
) -> None:
    office = WebhookOffice(Seal(bytes(32)), Ways(hosts=(EVERY_HOST,)), None)
    with webhook_office(office), pytest.raises(WebhookURLRefusedError):
        await dispatcher.dispatch(AddWebhook(url, ()), actor_id=admin)
    assert await Webhook.count() == 0


async def test_a_private_address_is_called_where_the_machines_owner_has_opened_it(
    dispatcher: Dispatcher, admin: UUID
) -> None:
    ways = Ways(hosts=(EVERY_HOST,), private_networks=(ip_network("10.20.0.0/16"),))
    with webhook_office(WebhookOffice(Seal(bytes(32)), ways, None)):
        await dispatcher.dispatch(AddWebhook("https://10.20.0.9/x", ()), actor_id=admin)
        with pytest.raises(WebhookURLRefusedError):
            await dispatcher.dispatch(AddWebhook("https://10.21.0.9/x", ()), actor_id=admin)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.7"],
        ["169.254.169.254"],
        ["::1"],
        ["93.184.216.34", "127.0.0.1"],
        ["::ffff:127.0.0.1"],
        ["0.0.0.0"],
        ["100.64.0.1"],
    ],
)
async def test_a_name_that_leads_inside_is_never_connected_to(
    addresses: list[str], receiver: Receiver
) -> None:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return addresses

    ways = Ways(hosts=(EVERY_HOST,))
    dialer = Dialer(ways, certificates=receiver.certificate.client_side(), resolve=resolve)
    office = WebhookOffice(Seal(bytes(32)), ways, dialer.post)

    tried = await office.send("https://rebound.example/x", "msg_1", BODY, [b"secret"], NOW)

    assert tried.status is None
    assert tried.error == (
        "DialRefusedError: rebound.example leads to an address that is not public"
    )
    assert receiver.calls == []
    await dialer.close()


async def test_a_redirect_is_not_followed(receiver: Receiver, office: WebhookOffice) -> None:
    receiver.answer(Reply(307, {"Location": "https://169.254.169.254/"}))

    tried = await office.send(receiver.url(), "msg_1", BODY, [b"secret"], NOW)

    assert (tried.status, len(receiver.calls)) == (307, 1)


async def test_only_admins_add_endpoints(
    dispatcher: Dispatcher, office: WebhookOffice, small_company: SmallCompany
) -> None:
    for person in (small_company.marta, small_company.viktor, small_company.anna):
        with pytest.raises(NotAllowedError):
            await dispatcher.dispatch(AddWebhook("https://hooks.example/", ()), actor_id=person)


async def test_events_that_are_not_there_are_refused(
    dispatcher: Dispatcher, office: WebhookOffice, admin: UUID
) -> None:
    command = AddWebhook("https://hooks.example/", ("demand_change.requested", "moon.full"))
    with pytest.raises(UnknownEventError):
        await dispatcher.dispatch(command, actor_id=admin)


async def test_there_is_a_limit_to_endpoints(add: Add, clock: FrozenClock) -> None:
    for number in range(MOST_WEBHOOKS):
        await add(f"/hook/{number}")
    with pytest.raises(TooManyWebhooksError):
        await add("/one-more")
