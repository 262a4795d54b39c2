"""A push service on loopback, an office that sends to it, and browsers of the small company's people."""

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Protocol
from uuid import UUID

import pytest

from backend.dispatch import Dispatcher
from backend.identity.tables import Device, Session
from backend.kit.clock import FrozenClock
from backend.kit.dialer import Dialer, Ways
from backend.kit.secrets import load_secrets
from backend.push.commands import ChoosePush, SubscribeToPush
from backend.push.sending import PushOffice, Sender, push_office
from shared.ids import new_id
from shared.terms import PushKind
from tests.builders import NOW
from tests.push_service import HOST, Browser, Certificate, PushService


class Subscribe(Protocol):
    """A person's browser asks to be woken; the person lets the lock screen say names, or does not."""

    def __call__(self, person_id: UUID, *, shows_details: bool = True) -> Awaitable[Browser]: ...


@pytest.fixture
def clock() -> FrozenClock:
    """The push service checks signatures against the real time, so it is ours as well."""
    return FrozenClock(NOW)


@pytest.fixture
async def push_service(tmp_path: Path) -> AsyncIterator[PushService]:
    async with PushService(Certificate.make(tmp_path)) as service:
        service.now = NOW.timestamp
        yield service


@pytest.fixture
async def office(push_service: PushService, tmp_path: Path) -> AsyncIterator[PushOffice]:
    """Pushes of this process go to the stand-in."""
    secrets = load_secrets(tmp_path / "secrets")
    ways = Ways(
        hosts=(HOST,),
        private_networks=(ip_network("127.0.0.0/8"),),
        routes={HOST: ("127.0.0.1", push_service.port)},
    )
    dialer = Dialer(ways, certificates=push_service.certificate.client_side(), seconds=2)
    sender = Sender(secrets.vapid_private_pem, "mailto:ops@company.example", dialer.post)
    made = PushOffice(secrets.vapid_public_key, (HOST,), sender, "https://plan.example")
    with push_office(made):
        yield made
    sender.close()
    await dialer.close()


@pytest.fixture
def subscribe(dispatcher: Dispatcher, push_service: PushService, office: PushOffice) -> Subscribe:
    """Signs a person in on a device of their own and lets its browser subscribe."""

    async def make(person_id: UUID, *, shows_details: bool = True) -> Browser:
        device_id = await signed_in(person_id)
        browser = push_service.subscribe(office.public_key)
        keys = browser.subscription["keys"]
        command = SubscribeToPush(
            device_id, browser.subscription["endpoint"], keys["p256dh"], keys["auth"]
        )
        await dispatcher.dispatch(command, actor_id=person_id)
        if shows_details:
            await dispatcher.dispatch(
                ChoosePush(PushKind.DETAILS, is_wanted=True), actor_id=person_id
            )
        return browser

    return make


async def signed_in(person_id: UUID) -> UUID:
    device_id = new_id()
    await Device.insert(
        Device(id=device_id, person_id=person_id, name="Phone", created_at=NOW, last_seen_at=NOW)
    )
    await Session.insert(
        Session(
            token_hash=device_id.hex * 2,
            person_id=person_id,
            device_id=device_id,
            created_at=NOW,
            last_seen_at=NOW,
            expires_at=NOW + timedelta(days=14),
        )
    )
    return device_id
