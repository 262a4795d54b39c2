"""What has failed for good by any way out is seen by admins alone, and put back to work one by one."""

from uuid import UUID

import msgspec
import pytest

from backend.connectors.mail.tables import MailAttempt, MailMessage
from backend.connectors.webhook.tables import Webhook, WebhookDelivery
from backend.dispatch import Dispatcher
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.outbox.tables import OutboxMessage
from backend.undelivered.commands import ReplayMessage
from backend.undelivered.queries import undelivered_for
from shared.ids import new_id
from shared.terms import Role
from shared.undelivered_terms import UndeliveredKind
from tests.builders import NOW, SmallCompany, add_person


async def died(reaction: str, event: str, **payload: str) -> UUID:
    message_id = new_id()
    await OutboxMessage.insert(
        OutboxMessage(
            id=message_id,
            event=event,
            reaction=reaction,
            lane=str(message_id),
            payload=msgspec.json.encode(payload).decode(),
            request_id="",
            created_at=NOW,
            run_at=NOW,
            attempt_count=10,
            last_error="PushServiceFailedError: status 403",
            dead_at=NOW,
        )
    )
    return message_id


async def test_every_way_out_is_listed_and_a_message_is_put_back_to_work(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    admin = await add_person("Ada Admin", [Role.ADMIN], [small_company.riga])
    push = await died("send_push", "PushWanted", person_id=str(small_company.viktor))
    inside = await died("follow_proposal", "ProposalDecided")
    hook, mail = new_id(), new_id()
    await Webhook.insert(
        Webhook(
            id=hook,
            url="https://erp.example/hook",
            owner_id=admin,
            secret="sealed",
            events=[],
            created_at=NOW,
        )
    )
    await WebhookDelivery.insert(
        WebhookDelivery(
            id=new_id(),
            webhook_id=hook,
            type="proposal.decided",
            subject="proposal/1",
            scope_ids=[],
            body="{}",
            status="failed",
            tries=12,
            created_at=NOW,
            settled_at=NOW,
        )
    )
    await MailMessage.insert(
        MailMessage(
            id=mail,
            kind="test",
            party_kind="person",
            party_id=admin,
            address="ada@mill.example",
            thread="t",
            refers_to=[],
            subject="Hello",
            content="sealed",
            status="refused",
            tries=1,
            created_at=NOW,
            settled_at=NOW,
        )
    )
    await MailAttempt.insert(
        MailAttempt(
            id=new_id(), mail_id=mail, at=NOW, duration_ms=3, code=550, said="5.1.1 no such user"
        )
    )
    board = await undelivered_for(await viewer_for(admin))

    assert {(each.kind, each.receiver, each.tries) for each in board.rows} == {
        (UndeliveredKind.PUSH, "Viktor Hahn", 10),
        (UndeliveredKind.INSIDE, "", 10),
        (UndeliveredKind.WEBHOOK, "https://erp.example/hook", 12),
        (UndeliveredKind.MAIL, "ada@mill.example", 1),
    }
    errors = {each.kind: each.last_error for each in board.rows}
    assert errors[UndeliveredKind.MAIL] == "5.1.1 no such user"
    assert errors[UndeliveredKind.PUSH] == "PushServiceFailedError: status 403"
    await dispatcher.dispatch(ReplayMessage(push), actor_id=admin)

    rows = await OutboxMessage.select(OutboxMessage.attempt_count, OutboxMessage.dead_at).where(
        OutboxMessage.id == push
    )
    assert rows == [{"attempt_count": 0, "dead_at": None}]
    left = {each.id for each in (await undelivered_for(await viewer_for(admin))).rows}
    assert push not in left
    assert {inside, mail} < left
    with pytest.raises(NotFoundError):
        await dispatcher.dispatch(ReplayMessage(push), actor_id=admin)


async def test_nobody_else_sees_or_replays_them(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    message = await died("send_push", "PushWanted", person_id=str(small_company.viktor))
    for person in (small_company.viktor, small_company.marta, small_company.anna):
        with pytest.raises(NotAllowedError):
            await undelivered_for(await viewer_for(person))
        with pytest.raises(NotAllowedError):
            await dispatcher.dispatch(ReplayMessage(message), actor_id=person)
    assert await OutboxMessage.count().where(OutboxMessage.dead_at.is_not_null()) == 1
