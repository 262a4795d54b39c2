"""When a phone stays silent: what still waits goes on by mail once, unless somebody has looked; lost browsers go."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.alert.commands import AcknowledgeAlert
from backend.alert.tables import Alert
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.identity.tables import Device, Person, Session
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.push.commands import PrunePushSubscriptions
from backend.push.events import PersonSilent, SilenceDue
from backend.push.silence import look_for_silence
from backend.push.tables import PushSubscription
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.proposal import ProposalView
from shared.terms import DecisionKind, DecisionReason, Language
from tests.backend.push.conftest import Subscribe
from tests.builders import NOW, SmallCompany, request


async def waiting(
    company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> ProposalView:
    """A change waits for Viktor, whose phone was told."""
    await dispatcher.dispatch(request(company), actor_id=company.marta)
    await drain(worker)
    viktor = await viewer_for(company.viktor)
    [row] = await proposals_waiting_for(viktor)
    return await proposal_for(viktor, row.id)


async def silence(event: SilenceDue, dispatcher: Dispatcher) -> list[PersonSilent]:
    """What looking for silence says."""
    async with dispatcher.unit(actor_id=None) as unit:
        await look_for_silence(event, unit.context)
        found = [each.event for each in unit.context.emitted]
        unit.context.emitted.clear()
    assert all(isinstance(each, PersonSilent) for each in found)
    return found  # type: ignore[return-value]  # as was just said


def due(person_id: UUID, tag: str, **changes: Any) -> SilenceDue:
    given: dict[str, Any] = {
        "person_id": person_id, "notice": "test", "tag": tag, "path": "/decisions", "facts": {},
        "told_at": NOW, **changes,
    }  # fmt: skip
    return SilenceDue(**given)


async def test_whoever_has_a_browser_is_looked_after_once_and_is_written_to_when_silent(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    for _ in range(2):
        await subscribe(small_company.viktor)
    proposal = await waiting(small_company, dispatcher, worker)

    [looked] = await OutboxMessage.select().where(OutboxMessage.event == "SilenceDue")
    assert looked["run_at"] == NOW + timedelta(minutes=30), "half an hour, once for both browsers"
    clock.advance(timedelta(minutes=31))
    [told] = await silence(due(small_company.viktor, f"proposal-{proposal.id}"), dispatcher)

    assert (told.person_id, told.path) == (small_company.viktor, "/decisions")
    assert told.title


async def test_who_has_looked_since_is_left_alone(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, subscribe: Subscribe
) -> None:
    await subscribe(small_company.viktor)
    proposal = await waiting(small_company, dispatcher, worker)
    event = due(small_company.viktor, f"proposal-{proposal.id}")
    await Device.update({Device.last_seen_at: NOW + timedelta(minutes=3)}).where(
        Device.person_id == small_company.viktor
    )

    assert await silence(event, dispatcher) == []
    later = due(small_company.viktor, event.tag, told_at=NOW + timedelta(minutes=4))
    assert len(await silence(later, dispatcher)) == 1


@pytest.mark.parametrize("tag", ["proposal", "reminder"])
async def test_what_was_decided_meanwhile_is_said_no_more(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, tag: str
) -> None:
    proposal = await waiting(small_company, dispatcher, worker)
    event = due(small_company.viktor, f"{tag}-{proposal.id}")
    assert len(await silence(event, dispatcher)) == 1
    await dispatcher.dispatch(
        DecideProposal(
            id=proposal.id,
            decision=DecisionKind.REJECT,
            plan_revision_id=proposal.plan_revision_id,
            alternative=None,
            amendments=(),
            reason=DecisionReason.COST,
            note="",
            base_ver=0,
        ),
        actor_id=small_company.vera,
    )

    assert await silence(event, dispatcher) == []


async def test_an_alert_is_said_until_it_is_seen_or_over(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker, clock: FrozenClock
) -> None:
    proposal = await waiting(small_company, dispatcher, worker)
    clock.advance(proposal.decide_by - NOW + timedelta(minutes=1))
    await drain(worker)
    alert = await Alert.select().where(Alert.kind == "proposal_overdue").first()
    assert alert is not None
    event = due(small_company.viktor, f"alert-{alert['id']}")
    assert len(await silence(event, dispatcher)) == 1

    await dispatcher.dispatch(AcknowledgeAlert(alert["id"]), actor_id=small_company.viktor)
    assert await silence(event, dispatcher) == []
    gone = due(small_company.viktor, f"alert-{new_id()}")
    assert await silence(gone, dispatcher) == []


async def test_what_names_no_single_thing_is_said_and_who_works_here_no_more_is_not_written_to(
    small_company: SmallCompany, dispatcher: Dispatcher
) -> None:
    event = due(small_company.viktor, "alert-stock_short-riga")
    await Person.update({Person.language: Language.CHINESE.value}).where(
        Person.id == small_company.viktor
    )
    [told] = await silence(event, dispatcher)
    assert not told.title.isascii(), "in the person's own language"

    await Person.update({Person.is_active: False}).where(Person.id == small_company.viktor)
    assert await silence(event, dispatcher) == []


@pytest.mark.parametrize(
    ("what", "stays"),
    [
        ("nothing", True),
        ("signed out for good", False),
        ("failing since today", True),
        ("failing for a month", False),
        ("not seen for a month, session over", False),
        ("not seen for a month, still signed in", True),
    ],
)
async def test_browsers_that_are_lost_are_forgotten(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    subscribe: Subscribe,
    clock: FrozenClock,
    what: str,
    stays: object,
) -> None:
    await subscribe(small_company.viktor)
    now = NOW + timedelta(days=31)
    clock.advance(timedelta(days=31))
    seen, sent, failures, signed_in_until = now, now, 0, now + timedelta(days=1)
    if what == "failing since today":
        failures = 3
    if what == "failing for a month":
        failures, sent = 3, NOW
    if what.startswith("not seen"):
        seen = NOW - timedelta(days=1)
    if what.endswith("session over"):
        signed_in_until = NOW - timedelta(days=1)
    revoked = now if what == "signed out for good" else None
    await PushSubscription.update(
        {PushSubscription.last_sent_at: sent, PushSubscription.failure_count: failures}, force=True
    )
    await Device.update({Device.last_seen_at: seen, Device.revoked_at: revoked}, force=True)
    await Session.update({Session.expires_at: signed_in_until}, force=True)

    await dispatcher.dispatch(PrunePushSubscriptions(), actor_id=None)

    assert await PushSubscription.count() == int(bool(stays))
