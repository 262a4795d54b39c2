"""The one kept connection, whatever breaks a mail off."""

import asyncio

import pytest

from backend.connectors.mail.client import Carrier
from tests.connectors.mail.conftest import SENDER
from tests.mail_server import MailServer

RECEIVER = "marta@far.example"


async def test_a_mail_that_is_broken_off_does_not_run_into_the_next(
    carrier: Carrier, server: MailServer
) -> None:
    server.faults.hangs = 1
    first = asyncio.create_task(carrier.carry(SENDER, RECEIVER, b"Subject: first\r\n\r\nx\r\n"))
    assert await server.until(lambda: not server.faults.hangs, 5)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first

    tried = await carrier.carry(SENDER, RECEIVER, b"Subject: second\r\n\r\nx\r\n")

    assert (tried.code, tried.said) == (250, "taken")
    assert [str(each.mail["Subject"]) for each in server.taken] == ["second"]
    assert server.connections == 2
