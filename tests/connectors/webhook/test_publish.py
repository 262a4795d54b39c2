"""Endpoints are told what happens: signed, in order, again when they could not listen, and no more than allowed."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from backend.audit.tables import AuditLine
from backend.connectors.webhook.client import WebhookOffice
from backend.connectors.webhook.commands import (
    ChangeWebhook,
    ForgetDeliveries,
    RemoveWebhook,
    ReplayDelivery,
    RotateWebhookSecret,
    SendTestWebhook,
)
from backend.connectors.webhook.tables import Webhook, WebhookAttempt, WebhookDelivery
from backend.demand.commands import WithdrawDemandChange
from backend.dispatch import Dispatcher
from backend.identity.tables import PersonRole, ScopeMembership
from backend.kit.clock import FrozenClock, SystemClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.worker import OutboxWorker
from shared.terms import ReasonCode, Role
from tests.builders import SmallCompany, add_person, request
from tests.connectors.webhook.conftest import Add
from tests.webhook_receiver import Call, Receiver, Reply

ASKED = "demand_change.requested"


async def ask(dispatcher: Dispatcher, company: SmallCompany) -> UUID:
    command = request(company)
    await dispatcher.dispatch(command, actor_id=company.marta)
    return command.id


async def statuses() -> list[str]:
    rows = await WebhookDelivery.select(WebhookDelivery.status).order_by(WebhookDelivery.sequence)
    return [row["status"] for row in rows]


def verified(secret: str, call: Call) -> Any:
    """What the independent package makes of a call; the clock of our tests stands still."""
    headers = {**call.headers, "webhook-timestamp": call.headers["webhook-timestamp"]}
    return Verifier(secret).verify(call.body, headers)


@pytest.fixture
def clock() -> FrozenClock:
    """The independent verifier holds signatures against the real time."""
    return FrozenClock(SystemClock().now().replace(microsecond=0))


@pytest.fixture
async def company(small_company: SmallCompany) -> SmallCompany:
    """The small company with lines that are still due, whatever today is."""
    from backend.demand.tables import DemandLine

    due_on = SystemClock().now().date() + timedelta(days=20)
    await DemandLine.update({DemandLine.due_on: due_on, DemandLine.promised_on: due_on}).where(
        DemandLine.id == small_company.hartmann_line
    )
    return small_company


async def test_an_endpoint_is_told_and_an_independent_package_agrees(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
) -> None:
    made = await add("/hook", ASKED)
    change_id = await ask(dispatcher, company)

    await drain(worker)

    [call] = receiver.told()
    message = verified(made.secret, call)
    assert message["type"] == "lockstep.demand_change.requested.v1"
    assert message["subject"] == f"demand_change/{change_id}"
    assert message["specversion"] == "1.0"
    assert message["id"] == call.headers["webhook-id"]
    assert message["data"]["quantity_delta"] == "40.000000"
    assert message["data"]["customer_id"] == str(company.hartmann)
    assert "Hartmann" not in call.body.decode()
    assert call.headers["user-agent"] == "Lockstep-Webhooks/1"
    assert await statuses() == ["delivered"]
    with pytest.raises(WebhookVerificationError):
        Verifier(made.secret).verify(call.body + b" ", call.headers)


async def test_an_endpoint_is_told_only_what_it_wants_and_all_of_it_without_a_wish(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
) -> None:
    await add("/some", "proposal.opened")
    await add("/all")
    await ask(dispatcher, company)

    await drain(worker)

    assert [call.message["type"] for call in receiver.told("/some")] == [
        "lockstep.proposal.opened.v1"
    ]
    assert {call.message["type"] for call in receiver.told("/all")} >= {
        "lockstep.demand_change.requested.v1",
        "lockstep.demand_change.assessed.v1",
        "lockstep.proposal.opened.v1",
    }


async def test_messages_about_one_change_keep_their_order_while_others_go_on(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await add("/hook", ASKED, "demand_change.withdrawn")
    receiver.answer(Reply(500))
    first = await ask(dispatcher, company)
    await drain(worker)
    withdrawal = WithdrawDemandChange(first, ReasonCode.OTHER, 1)
    await dispatcher.dispatch(withdrawal, actor_id=company.marta)
    second = await ask(dispatcher, company)
    await drain(worker)

    clock.advance(timedelta(seconds=5))
    await drain(worker)

    taken = [call.message["subject"] for call in receiver.told("/hook", lambda c: c.status == 204)]
    assert taken == [f"demand_change/{each}" for each in (second, first, first)]
    types = [call.message["type"].split(".")[2] for call in receiver.told()]
    assert types == ["requested", "requested", "requested", "withdrawn"]


async def test_tries_follow_the_schedule_of_the_standard(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await add("/hook", ASKED)
    receiver.answer(
        *(Reply(status) for status in (500, 302, 404, 503, 500, 500, 500, 500, 500, 500))
    )
    begun = clock.now()
    await ask(dispatcher, company)
    await drain(worker)

    while (await statuses()) == ["waiting"]:
        [row] = await WebhookDelivery.select(WebhookDelivery.next_try_at)
        clock.instant = row["next_try_at"] - timedelta(seconds=1)
        before = len(receiver.calls)
        await drain(worker)
        assert len(receiver.calls) == before
        clock.instant = row["next_try_at"]
        await drain(worker)

    tries = await WebhookAttempt.select().order_by(WebhookAttempt.at)
    assert [row["status"] for row in tries] == [500, 302, 404, 503, 500, 500, 500, 500, 500, 500]
    pauses = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    total, expected = 0, []
    for pause in pauses:
        total += pause
        expected.append(total)
    assert [round((row["at"] - begun).total_seconds()) for row in tries] == expected
    assert total == timedelta(hours=75, minutes=35, seconds=5).total_seconds()
    assert await statuses() == ["failed"]
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1
    assert len({call.headers["webhook-timestamp"] for call in receiver.calls}) == 10
    assert await OutboxMessage.count() == 0


async def test_a_busy_endpoint_is_left_alone_for_as_long_as_it_asks(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await add("/hook", ASKED)
    receiver.answer(Reply(429, {"Retry-After": "120"}))
    await ask(dispatcher, company)
    await drain(worker)

    clock.advance(timedelta(seconds=119))
    await ask(dispatcher, company)
    await drain(worker)
    assert len(receiver.calls) == 1

    clock.advance(timedelta(seconds=1))
    await drain(worker)
    assert await statuses() == ["delivered", "delivered"]
    assert await WebhookAttempt.count() == 3


async def test_an_endpoint_that_is_gone_is_told_nothing_more(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
) -> None:
    await add("/hook", ASKED)
    receiver.answer(Reply(410))
    await ask(dispatcher, company)
    await drain(worker)
    await ask(dispatcher, company)
    await drain(worker)

    assert len(receiver.calls) == 1
    [row] = await Webhook.select(Webhook.off_at, Webhook.off_because)
    assert (row["off_at"] is not None, row["off_because"]) == (True, "gone")
    assert await statuses() == ["failed"]


async def test_two_secrets_sign_while_one_takes_over_from_the_other(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
    admin: UUID,
) -> None:
    old = await add("/hook", ASKED)
    new = await dispatcher.dispatch(RotateWebhookSecret(old.id), actor_id=admin)
    await ask(dispatcher, company)
    await drain(worker)

    [call] = receiver.told()
    assert call.headers["webhook-signature"].count("v1,") == 2
    assert verified(old.secret, call) == verified(new.secret, call)

    clock.advance(timedelta(hours=24))
    await ask(dispatcher, company)
    await drain(worker)
    later = receiver.told()[1]
    assert later.headers["webhook-signature"].count("v1,") == 1
    assert (
        call.headers["webhook-signature"].split(" ")[0]
        != call.headers["webhook-signature"].split(" ")[1]
    )


async def test_an_endpoint_hears_only_what_its_owner_sees_at_that_moment(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
) -> None:
    southern = await add_person("Sam South", [Role.ADMIN], [company.south])
    northern = await add_person("Nora North", [Role.ADMIN], [company.north])
    former = await add_person("Fred Former", [Role.ADMIN], [company.north])
    await add("/south", ASKED, owner=southern)
    await add("/north", ASKED, owner=northern)
    await add("/former", ASKED, owner=former)
    await PersonRole.delete().where(PersonRole.person_id == former)
    receiver.answer(Reply(500), path="/north")

    await ask(dispatcher, company)
    await drain(worker)
    assert [call.path for call in receiver.calls] == ["/north"]

    await ScopeMembership.delete().where(ScopeMembership.person_id == northern)
    clock.advance(timedelta(seconds=5))
    await drain(worker)
    assert len(receiver.calls) == 1
    assert await statuses() == ["dropped"]


async def test_a_delivery_is_sent_again_when_an_admin_says_so(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    admin: UUID,
) -> None:
    await add("/hook", ASKED)
    await ask(dispatcher, company)
    await drain(worker)
    [row] = await WebhookDelivery.select(WebhookDelivery.id)

    await dispatcher.dispatch(ReplayDelivery(row["id"]), actor_id=admin)
    await drain(worker)

    first, second = receiver.told()
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert await WebhookAttempt.count() == 2


async def test_a_test_message_goes_out_to_an_endpoint_that_wants_nothing_else(
    add: Add, receiver: Receiver, dispatcher: Dispatcher, worker: OutboxWorker, admin: UUID
) -> None:
    made = await add("/hook", "kpi.crossed")

    await dispatcher.dispatch(SendTestWebhook(made.id), actor_id=admin)
    await drain(worker)

    [call] = receiver.told()
    assert call.message["type"] == "lockstep.webhook.test.v1"
    assert verified(made.secret, call)["data"] == {"webhook_id": str(made.id)}


async def test_an_endpoint_that_is_off_or_removed_is_told_nothing(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    admin: UUID,
) -> None:
    off, removed = await add("/off", ASKED), await add("/removed", ASKED)
    await ask(dispatcher, company)
    await dispatcher.dispatch(ChangeWebhook(off.id, None, is_on=False), actor_id=admin)
    await dispatcher.dispatch(RemoveWebhook(removed.id), actor_id=admin)

    await drain(worker)
    assert receiver.calls == []

    await dispatcher.dispatch(ChangeWebhook(off.id, None, is_on=True), actor_id=admin)
    await ask(dispatcher, company)
    await drain(worker)
    assert [call.path for call in receiver.calls] == ["/off"]


async def test_no_answer_is_a_failure_and_holds_nobody_else_up(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
) -> None:
    await add("/dead", ASKED)
    receiver.answer(Reply(hangs=True), path="/dead")
    await ask(dispatcher, company)
    hanging = asyncio.create_task(drain(worker))
    await receiver.arrival.wait()

    await add("/alive", ASKED)
    await ask(dispatcher, company)
    await drain(worker)
    assert [call.path for call in receiver.calls] == ["/dead", "/alive"]

    await hanging
    [row] = await WebhookAttempt.select().where(WebhookAttempt.error.is_not_null())
    assert row["status"] is None
    assert row["error"].startswith("DialFailedError: no answer within")


async def test_a_secret_is_nowhere_to_be_read(
    add: Add, dispatcher: Dispatcher, admin: UUID, office: WebhookOffice
) -> None:
    made = await add("/hooks/T0/very-private-path", ASKED)

    [row] = await Webhook.raw("SELECT * FROM webhook")
    assert made.secret.removeprefix("whsec_") not in str(row)
    facts = "".join(await AuditLine.select(AuditLine.facts).output(as_list=True))
    assert made.secret not in facts
    assert "very-private-path" not in facts
    assert office.seal.key_name in row["secret"]


async def test_old_deliveries_are_forgotten(
    add: Add,
    receiver: Receiver,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    company: SmallCompany,
    clock: FrozenClock,
) -> None:
    await add("/hook", ASKED)
    await ask(dispatcher, company)
    await drain(worker)

    clock.advance(timedelta(days=29))
    await dispatcher.dispatch(ForgetDeliveries(), actor_id=None)
    assert await WebhookDelivery.count() == 1
    clock.advance(timedelta(days=2))
    await dispatcher.dispatch(ForgetDeliveries(), actor_id=None)
    assert await WebhookDelivery.count() == 0
    assert await WebhookAttempt.count() == 0
