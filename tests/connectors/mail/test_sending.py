"""Mails over a real SMTP server: taken, refused, tried again, never lost, in order, on one connection."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.alert.tables import Alert
from backend.connectors.mail.client import Carrier, MailOffice, mail_office
from backend.connectors.mail.client import MailServer as Said
from backend.connectors.mail.commands import (
    ForgetMail,
    MendAddress,
    ReceiveMail,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.tables import MailAttempt, MailBlock, MailMessage
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError
from backend.identity.tables import Person
from backend.kit.clock import FrozenClock
from backend.kit.sealing import Seal
from backend.outbox.relay import drain
from backend.worker import OutboxWorker
from shared.problem import ProblemError
from tests.builders import SmallCompany
from tests.connectors.mail.conftest import SENDER, Write, ways_to
from tests.mail_server import MailServer
from tests.push_service import HOST, Certificate

MARTA = "marta@small.example"
IGOR = "igor@small.example"


async def statuses() -> list[str]:
    rows = await MailMessage.select(MailMessage.status).order_by(MailMessage.sequence)
    return [row["status"] for row in rows]


async def said() -> list[str]:
    return [
        row["said"] for row in await MailAttempt.select(MailAttempt.said).order_by(MailAttempt.at)
    ]


def report(name: str, address: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """A delivery report as RFC 3464 has it."""
    return f"""From: MAILER-DAEMON@relay.example
To: {SENDER}
Subject: Undelivered Mail
Message-ID: <report-{status}-{action}@relay.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such user

--b
Content-Type: text/rfc822-headers

From: {SENDER}
Message-ID: {name}

--b--
""".replace("\n", "\r\n").encode()


async def take_in(dispatcher: Dispatcher, content: bytes, key: str = "r1") -> Any:
    return await dispatcher.dispatch_once(
        ReceiveMail(content), actor_id=None, key=key, asked_hash=key, source="mail"
    )


async def test_a_mail_arrives_whole_and_once(
    write: Write, worker: OutboxWorker, server: MailServer, small_company: SmallCompany
) -> None:
    mail_id = await write(small_company.marta, "Заказ 订单 47")

    assert await drain(worker) == 1

    (delivered,) = server.to(MARTA)
    mail = delivered.mail
    assert mail_id is not None
    assert mail["Message-ID"] == f"<{mail_id.hex}@mill.example>"
    assert mail["Subject"] == "Заказ 订单 47"
    assert mail["From"] == f"Small coatings <{SENDER}>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert delivered.body() == "Заказ 订单 47\n"
    assert "<p>Заказ 订单 47</p>" in delivered.body("html")
    assert await statuses() == ["sent"]


async def test_a_thousand_mails_would_share_one_connection(
    write: Write, worker: OutboxWorker, server: MailServer, small_company: SmallCompany
) -> None:
    for number in range(5):
        await write(small_company.marta, f"{number}")
        await write(small_company.igor, f"{number}")

    await drain(worker)

    assert [each.mail["Subject"] for each in server.to(MARTA)] == list("01234")
    assert server.connections == 1


async def test_mails_of_a_thread_refer_to_the_ones_before(
    write: Write, worker: OutboxWorker, server: MailServer, small_company: SmallCompany
) -> None:
    for subject in ("first", "second", "third"):
        await write(small_company.marta, subject, "order/4711")
    await write(small_company.marta, "other", "order/4712")
    await drain(worker)

    first, second, third, other = (each.mail for each in server.to(MARTA))
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert third["References"] == f"{first['Message-ID']} {second['Message-ID']}"
    assert third["In-Reply-To"] == second["Message-ID"]
    assert other["References"] is None


async def test_a_receiver_who_is_busy_is_asked_again_and_later_mails_wait_behind(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    server.refuse(MARTA, "451 4.7.1 greylisted")
    await write(small_company.marta, "first")
    await write(small_company.marta, "second")
    await write(small_company.igor, "other")

    await drain(worker)
    assert [each.mail["Subject"] for each in server.taken] == ["other"]
    assert await statuses() == ["waiting", "waiting", "sent"]

    clock.advance(timedelta(seconds=23))
    await drain(worker)
    assert [each.mail["Subject"] for each in server.to(MARTA)] == ["first", "second"]
    assert await said() == ["4.7.1 greylisted", "taken", "taken", "taken"]


async def test_a_refused_receiver_is_closed_and_its_owner_told(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    admin: UUID,
    dispatcher: Dispatcher,
) -> None:
    server.refuse(MARTA, "550 5.1.1 no such user")
    await write(small_company.marta, "first")
    await write(small_company.marta, "second")

    await drain(worker)

    assert server.taken == []
    assert await statuses() == ["refused", "dropped"]
    (block,) = await MailBlock.select()
    assert (block["address"], block["because"], block["said"]) == (
        MARTA,
        "refused",
        "5.1.1 no such user",
    )
    (alert,) = await Alert.select()
    assert (alert["kind"], alert["owner_id"], alert["path"]) == ("mail_returned", admin, "/mail")

    await dispatcher.dispatch(MendAddress(MARTA, "marta.ozola@small.example"), actor_id=admin)
    await drain(worker)
    assert [each.mail["Subject"] for each in server.to("marta.ozola@small.example")] == [
        "first",
        "second",
    ]
    assert await MailBlock.count() == 0
    (alert,) = await Alert.select()
    assert alert["cleared_at"] is not None


async def test_a_refusal_for_policy_gives_up_without_closing_the_address(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    admin: UUID,
    dispatcher: Dispatcher,
) -> None:
    server.refuse(MARTA, "554 5.7.1 looks like spam")
    mail_id = await write(small_company.marta)
    await drain(worker)
    assert await statuses() == ["failed"]
    assert await MailBlock.count() == 0

    assert mail_id is not None
    with pytest.raises(NotAllowedError):
        await dispatcher.dispatch(SendMailAgain(mail_id), actor_id=small_company.marta)
    await dispatcher.dispatch(SendMailAgain(mail_id), actor_id=admin)
    await drain(worker)
    (delivered,) = server.taken
    assert delivered.name == f"<{mail_id.hex}@mill.example>"
    with pytest.raises(ProblemError, match="mail_gone"):
        await dispatcher.dispatch(SendMailAgain(mail_id), actor_id=admin)


@pytest.mark.parametrize(
    "answer", ["451 4.3.0 later", "421 4.3.2 closing", "503 5.5.1 nested MAIL command"]
)
async def test_a_server_that_cannot_now_is_asked_again(
    answer: str,
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    server.faults.at_data.append(answer)
    mail_id = await write(small_company.marta)
    await drain(worker)
    assert server.taken == []

    clock.advance(timedelta(minutes=1))
    await drain(worker)
    assert mail_id is not None
    assert [each.name for each in server.taken] == [f"<{mail_id.hex}@mill.example>"]


async def test_a_conversation_cut_after_the_mail_was_taken_repeats_it_under_the_same_name(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    server.faults.drops = 1
    await write(small_company.marta)
    await drain(worker)
    assert await statuses() == ["waiting"]

    clock.advance(timedelta(minutes=1))
    await drain(worker)

    first, second = server.taken
    assert first.content == second.content
    assert await statuses() == ["sent"]


async def test_a_server_that_is_away_is_left_alone_for_all_and_asked_again_soon(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    server.stop()
    await write(small_company.marta)
    await write(small_company.igor)
    await drain(worker)
    assert len(await said()) == 1, "the second mail did not knock at a closed door"

    await server.start()
    clock.advance(timedelta(seconds=4))
    await drain(worker)
    assert await statuses() == ["sent", "sent"]


async def test_a_mail_is_given_up_after_five_days(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    clock: FrozenClock,
) -> None:
    server.refuse(MARTA, *["451 4.2.1 later"] * 40)
    await write(small_company.marta)
    for _ in range(40):
        await drain(worker)
        clock.advance(timedelta(hours=18))
    assert await statuses() == ["failed"]


async def test_a_bounce_closes_the_address_once_and_only_for_whom_we_wrote_to(
    write: Write,
    worker: OutboxWorker,
    server: MailServer,
    small_company: SmallCompany,
    admin: UUID,
    dispatcher: Dispatcher,
) -> None:
    await write(small_company.marta)
    await drain(worker)
    name = server.taken[0].name

    await take_in(dispatcher, report(name, IGOR), "other")
    await take_in(dispatcher, report(f"<{'0' * 32}@mill.example>", MARTA), "forged")
    await take_in(dispatcher, report(name, MARTA, action="delayed", status="4.4.1"), "delayed")
    assert await statuses() == ["sent"]

    first = await take_in(dispatcher, report(name, MARTA))
    second = await take_in(dispatcher, report(name, MARTA))
    await drain(worker)

    assert (first.is_repeated, second.is_repeated) == (False, True)
    assert await statuses() == ["bounced"]
    assert await MailBlock.count() == 1
    assert await Alert.count() == 1


async def test_a_phone_number_or_a_line_break_is_no_address(
    write: Write, worker: OutboxWorker, small_company: SmallCompany
) -> None:
    await Person.update({Person.email: "marta\r\nBcc: x@y.example"}).where(
        Person.id == small_company.marta
    )
    assert await write(small_company.marta) is None
    assert await drain(worker) == 0


async def test_what_mails_said_is_forgotten_after_a_month(
    write: Write,
    worker: OutboxWorker,
    small_company: SmallCompany,
    clock: FrozenClock,
    dispatcher: Dispatcher,
) -> None:
    await write(small_company.marta)
    await drain(worker)
    (row,) = await MailMessage.select(MailMessage.content)
    assert "A word" not in row["content"], "kept sealed"

    clock.advance(timedelta(days=31))
    await dispatcher.dispatch(ForgetMail(), actor_id=None)
    (row,) = await MailMessage.select(MailMessage.content, MailMessage.status)
    assert row == {"content": None, "status": "sent"}


async def test_the_test_mail_comes_in_the_language_of_its_receiver(
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    server: MailServer,
    office: MailOffice,
    small_company: SmallCompany,
) -> None:
    await Person.update({Person.language: "ru"}).where(Person.id == small_company.marta)
    await dispatcher.dispatch(SendTestMail(), actor_id=small_company.marta)
    await drain(worker)
    assert server.taken[0].mail["Subject"] == "Проверка от Lockstep"


async def test_tls_and_sign_in_are_required_and_a_foreign_certificate_is_refused(
    small_company: SmallCompany, tmp_path: Any
) -> None:
    certificate = Certificate.make(tmp_path)
    said = Said.said(f"smtp://plan%40mill.example@{HOST}:587")
    async with MailServer(
        certificates=certificate.server_side(), sign_in=("plan@mill.example", "secret")
    ) as server:
        trusted = Carrier(
            said,
            ways_to(server),
            password="secret",
            certificates=certificate.client_side(),
            seconds=2,
        )
        wrong = Carrier(
            said,
            ways_to(server),
            password="guess",
            certificates=certificate.client_side(),
            seconds=2,
        )
        strange = Carrier(said, ways_to(server), password="secret", seconds=2)
        tried = [
            await each.carry(SENDER, MARTA, b"Subject: a\r\n\r\nb\r\n")
            for each in (trusted, wrong, strange)
        ]
        for each in (trusted, wrong, strange):
            await each.close()
    assert [each.code for each in tried] == [250, 535, None]
    assert "certificate" in tried[2].said.lower()
    assert len(server.taken) == 1


async def test_a_server_inside_is_reached_only_where_the_machine_opens_its_network() -> None:
    async with MailServer() as server:
        said = Said.said(f"smtp+plain://{HOST}:25")
        closed = Carrier(
            said, ways_to(server).__class__.said((HOST,), (), (f"{HOST}=127.0.0.1:{server.port}",))
        )
        tried = await closed.carry(SENDER, MARTA, b"x")
    assert (tried.code, tried.is_server) == (None, True)
    assert "not public" in tried.said


async def test_without_a_server_nothing_is_written(
    dispatcher: Dispatcher, write: Write, small_company: SmallCompany
) -> None:
    with mail_office(MailOffice(Seal(bytes(32)), bytes(32), "", "https://x.example", None)):
        assert await write(small_company.marta) is None
        with pytest.raises(ProblemError, match="mail_off"):
            await dispatcher.dispatch(SendTestMail(), actor_id=small_company.marta)
    assert await MailMessage.count() == 0
