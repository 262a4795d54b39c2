"""A mail server on loopback, an office that reaches it, and an admin who sees the whole small company."""

from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest

from backend.connectors.mail import client
from backend.connectors.mail.client import Carrier, MailOffice, mail_office
from backend.connectors.mail.letter import Draft, letter_of
from backend.connectors.mail.repository import party_with
from backend.connectors.mail.sending import post
from backend.dispatch import Dispatcher
from backend.kit.dialer import Ways
from backend.kit.sealing import Seal
from shared.mail_terms import MailKind, PartyKind
from shared.terms import Role
from tests.builders import SmallCompany, add_person
from tests.mail_server import MailServer
from tests.push_service import HOST

Write = Callable[..., Awaitable[UUID | None]]
SENDER = "plan@mill.example"


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with MailServer() as found:
        yield found


def ways_to(server: MailServer) -> Ways:
    return Ways(
        hosts=(HOST,),
        private_networks=(ip_network("127.0.0.0/8"),),
        routes={HOST: ("127.0.0.1", server.port)},
    )


@pytest.fixture
async def carrier(server: MailServer) -> AsyncIterator[Carrier]:
    said = client.MailServer.said(f"smtp+plain://{HOST}:25")
    found = Carrier(said, ways_to(server), seconds=2)
    yield found
    await found.close()


@pytest.fixture
def office(carrier: Carrier) -> Any:
    chosen = MailOffice(Seal(bytes(32)), bytes(32), SENDER, "https://plan.mill.example", carrier)
    with mail_office(chosen) as found:
        yield found


@pytest.fixture
async def admin(small_company: SmallCompany) -> UUID:
    scopes = [small_company.north, small_company.south, small_company.riga]
    return await add_person("Ada Admin", [Role.ADMIN], scopes)


@pytest.fixture
def write(dispatcher: Dispatcher, office: MailOffice) -> Write:
    """Writes a plain mail to a person."""

    async def make(person_id: UUID, subject: str = "A word", thread: str = "test") -> UUID | None:
        party = await party_with(PartyKind.PERSON, person_id)
        assert party is not None
        letter = letter_of(Draft(subject, [subject]), "en")
        async with dispatcher.unit(actor_id=None) as unit:
            return await post(MailKind.TEST, party, letter, thread=thread, context=unit.context)

    return make
