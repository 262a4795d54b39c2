"""Who is woken when something happens, with which words, and what becomes of a message that fails."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from backend.alert.queries import alerts_for
from backend.audit.tables import AuditLine
from backend.demand.tables import DemandLine
from backend.dispatch import Dispatcher
from backend.identity.queries import viewer_for
from backend.identity.tables import Device, Person, ScopeMembership, Session
from backend.kit.clock import FrozenClock
from backend.kpi.commands import RollKPIsOver
from backend.kpi.tables import KPITarget
from backend.outbox.relay import MAX_ATTEMPTS, drain
from backend.outbox.repository import outbox_state
from backend.outbox.tables import OutboxMessage
from backend.proposal.commands import DecideProposal
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.push.commands import ChoosePush, SendTestPush, SubscribeToPush, UnsubscribeFromPush
from backend.push.errors import PushEndpointRefusedError, PushKeysRefusedError
from backend.push.queries import push_choices
from backend.push.tables import PushRule, PushSubscription
from backend.undo.model import LEAVES_AFTER
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.proposal import ProposalView
from shared.terms import DecisionKind, DecisionReason, PushKind
from tests.backend.push.conftest import Subscribe, signed_in
from tests.builders import NOW, TODAY, SmallCompany, request
from tests.push_service import HOST, Fault, PushService


@pytest.fixture
async def proposal(
    small_company: SmallCompany, dispatcher: Dispatcher, worker: OutboxWorker
) -> ProposalView:
    """Marta has asked for 40 kits more for Hartmann; Viktor is to decide."""
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    viktor = await viewer_for(small_company.viktor)
    (row,) = await proposals_waiting_for(viktor)
    return await proposal_for(viktor, row.id)


async def decide(
    dispatcher: Dispatcher,
    company: SmallCompany,
    proposal: ProposalView,
    decision: DecisionKind = DecisionKind.APPROVE,
) -> None:
    """Viktor decides, and lets the time pass in which he could undo it."""
    is_approval = decision is DecisionKind.APPROVE
    await dispatcher.dispatch(
        DecideProposal(
            id=proposal.id,
            decision=decision,
            plan_revision_id=proposal.plan_revision_id,
            alternative=next(each.code for each in proposal.alternatives if each.is_recommended)
            if is_approval
            else None,
            amendments=(),
            reason=None if is_approval else DecisionReason.CAPACITY,
            note="",
            base_ver=proposal.ver,
        ),
        actor_id=company.viktor,
    )
    assert isinstance(dispatcher.clock, FrozenClock)
    dispatcher.clock.advance(LEAVES_AFTER)


async def test_a_proposal_wakes_those_who_decide_at_its_site(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    viktor = await subscribe(small_company.viktor)
    vera = await subscribe(small_company.vera)
    marta = await subscribe(small_company.marta)
    anna = await subscribe(small_company.anna)
    await Person.update({Person.language: "ru"}).where(Person.id == small_company.vera)

    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)

    (told,) = push_service.messages(viktor)
    (proposal,) = await proposals_waiting_for(await viewer_for(small_company.viktor))
    assert told["title"] == "Decide by 14:00: Hartmann Win…, +40\u00a0kits"
    assert told["path"] == f"/decisions/{proposal.id}"
    assert told["tag"] == f"proposal-{proposal.id}"
    assert told["badge"] == 1
    assert told["actions"] == [{"action": "open-look", "title": "Look"}]
    # The same once more for a system that shows it without our script: an iPhone's home screen.
    address = f"https://plan.example/decisions/{proposal.id}"
    assert (told["web_push"], told["app_badge"]) == (8030, 1)
    assert told["notification"] == {
        "title": told["title"],
        "body": told["body"],
        "tag": told["tag"],
        "lang": "en",
        "navigate": address,
        "actions": [{"action": "open-look", "title": "Look", "navigate": address}],
        "app_badge": "1",
    }
    assert push_service.messages(vera)[0]["title"].startswith("Решить до ")
    assert push_service.messages(marta) == []
    assert push_service.messages(anna) == []
    headers = push_service.received[0].headers
    assert headers["urgency"] == "high"
    assert 0 < int(headers["ttl"]) <= 86_400


async def test_a_decision_wakes_the_author_and_a_large_one_the_executive(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    proposal: ProposalView,
) -> None:
    marta, anna = await subscribe(small_company.marta), await subscribe(small_company.anna)
    await PushRule.insert(PushRule(id=new_id(), kind="large_approval", threshold=Decimal(3800)))

    await decide(dispatcher, small_company, proposal)
    await drain(worker)

    (told,) = push_service.messages(marta)
    assert told["title"] == "Approved: 160\u00a0kits for Hartmann Wind To…"
    assert told["path"] == f"/changes/{proposal.change.id}"
    (large,) = [each for each in push_service.messages(anna) if each["tag"].startswith("proposal")]
    assert large["path"] == f"/decisions/{proposal.id}"
    assert large["body"].startswith("Value €\u00a0")


async def test_a_small_approval_leaves_the_executive_alone(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    proposal: ProposalView,
) -> None:
    anna = await subscribe(small_company.anna)
    await PushRule.insert(
        PushRule(id=new_id(), kind="large_approval", threshold=Decimal(10_000_000))
    )
    has_losers = any(each.losers for each in proposal.alternatives if each.is_recommended)
    await decide(dispatcher, small_company, proposal)
    await drain(worker)
    tags = [each["tag"] for each in push_service.messages(anna)]
    assert [tag for tag in tags if tag.startswith("proposal")] == (
        [f"proposal-{proposal.id}"] if has_losers else []
    )


async def test_a_refusal_says_who_and_why(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    proposal: ProposalView,
) -> None:
    marta = await subscribe(small_company.marta)
    await decide(dispatcher, small_company, proposal, DecisionKind.REJECT)
    await drain(worker)
    (told,) = push_service.messages(marta)
    assert told["title"] == "Your change was refused"
    assert told["body"].endswith("Viktor Hahn: capacity is full.")


async def test_a_figure_that_crosses_wakes_those_who_see_the_whole_company(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    anna, viktor = await subscribe(small_company.anna), await subscribe(small_company.viktor)
    await KPITarget.insert(
        KPITarget(
            id=new_id(), kpi="otif", target=Decimal("0.95"), threshold=Decimal("0.9"),
            is_crossed=False,
        )
    )  # fmt: skip
    await DemandLine.update(
        {DemandLine.promised_on: TODAY - timedelta(days=1), DemandLine.due_on: date(2026, 11, 20)}
    ).where(DemandLine.id == small_company.ostrov_line)

    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    await drain(worker)

    (told,) = push_service.messages(anna)
    assert told["title"] == "On time, in full: 0\u00a0%, target 95\u00a0%"
    assert told["path"] == "/kpi/otif"
    assert push_service.messages(viktor) == []
    alerts = await alerts_for(await viewer_for(small_company.viktor))
    assert [alert.facts["value"] for alert in alerts if alert.kind == "kpi_crossed"] == ["0"]


async def test_an_executive_who_sees_a_part_only_is_not_told_of_the_whole(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    anna = await subscribe(small_company.anna)
    await ScopeMembership.update({ScopeMembership.revoked_at: NOW}).where(
        (ScopeMembership.person_id == small_company.anna)
        & ScopeMembership.scope_id.is_in([small_company.north, small_company.riga])
    )
    await KPITarget.insert(
        KPITarget(
            id=new_id(), kpi="otif", target=Decimal("0.95"), threshold=Decimal("0.9"),
            is_crossed=False,
        )
    )  # fmt: skip
    await DemandLine.update({DemandLine.promised_on: TODAY - timedelta(days=1)}).where(
        DemandLine.id == small_company.ostrov_line
    )
    await dispatcher.dispatch(RollKPIsOver(), actor_id=None)
    await drain(worker)
    assert push_service.messages(anna) == []


async def test_people_choose_what_wakes_them_and_what_the_lock_screen_may_say(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    viktor = await subscribe(small_company.viktor)
    vera = await subscribe(small_company.vera, shows_details=False)
    await dispatcher.dispatch(
        ChoosePush(PushKind.PROPOSAL_WAITS, is_wanted=False), actor_id=small_company.viktor
    )

    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)

    assert push_service.messages(viktor) == []
    (told,) = push_service.messages(vera)
    assert told["title"].startswith("A decision waits until ")
    assert told["body"] == "Open Lockstep to see it."
    choices = await push_choices(await viewer_for(small_company.viktor))
    assert choices == {
        PushKind.PROPOSAL_WAITS: False,
        PushKind.CHANGE_DECIDED: True,
        PushKind.LARGE_APPROVAL: False,
        PushKind.KPI_CROSSED: False,
        PushKind.ALERT_RAISED: True,
        PushKind.URGENT_STAGE: True,
        PushKind.THREAD_MOVED: True,
        PushKind.DETAILS: True,
    }


async def test_a_test_push_goes_to_every_browser_of_the_person(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    browsers = [await subscribe(small_company.marta) for _ in range(3)]
    count = await dispatcher.dispatch(SendTestPush(), actor_id=small_company.marta)
    await drain(worker)
    assert count == 3
    titles = [push_service.messages(each)[0]["title"] for each in browsers]
    assert titles == ["Lockstep reaches this device"] * 3


async def test_an_endpoint_that_is_somebody_elses_now_is_no_longer_mine(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    """Marta's phone is handed on to Igor: nothing of hers may arrive on it, not even what waits."""
    browser = await subscribe(small_company.marta)
    await dispatcher.dispatch(SendTestPush(), actor_id=small_company.marta)
    keys = browser.subscription["keys"]
    device_id = await signed_in(small_company.igor)
    await dispatcher.dispatch(
        SubscribeToPush(device_id, browser.subscription["endpoint"], keys["p256dh"], keys["auth"]),
        actor_id=small_company.igor,
    )
    await drain(worker)
    assert push_service.messages(browser) == []
    assert await dispatcher.dispatch(SendTestPush(), actor_id=small_company.marta) == 0
    assert await dispatcher.dispatch(SendTestPush(), actor_id=small_company.igor) == 1
    await drain(worker)
    assert len(push_service.messages(browser)) == 1


async def test_nobody_can_end_anothers_subscription(
    small_company: SmallCompany, dispatcher: Dispatcher, subscribe: Subscribe
) -> None:
    browser = await subscribe(small_company.marta)
    device_id = await signed_in(small_company.igor)
    endpoint = browser.subscription["endpoint"]
    for command in (
        UnsubscribeFromPush(device_id, endpoint),
        UnsubscribeFromPush(device_id, None),
    ):
        await dispatcher.dispatch(command, actor_id=small_company.igor)
    assert await PushSubscription.count() == 1

    marta_device = (await PushSubscription.select(PushSubscription.device_id))[0]["device_id"]
    await dispatcher.dispatch(
        UnsubscribeFromPush(marta_device, endpoint), actor_id=small_company.marta
    )
    assert await PushSubscription.count() == 0


@pytest.mark.parametrize("how", ["signed out", "device revoked", "person gone", "session over"])
async def test_who_is_not_signed_in_is_not_woken(
    how: str,
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    browser = await subscribe(small_company.viktor)
    if how == "signed out":
        await Session.update({Session.revoked_at: NOW}, force=True)
    elif how == "device revoked":
        await Device.update({Device.revoked_at: NOW}, force=True)
    elif how == "person gone":
        await Person.update({Person.is_active: False}).where(Person.id == small_company.viktor)
    else:
        clock.advance(timedelta(days=15))
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    assert push_service.messages(browser) == []
    assert (await outbox_state())["dead"] == 0


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1/fcm/send/x",
        f"http://{HOST}/fcm/send/x",
        f"https://{HOST}:8443/fcm/send/x",
        f"https://{HOST}.evil.example/fcm/send/x",
        "https://10.0.0.1/x",
        "x" * 5000,
    ],
)
async def test_an_endpoint_elsewhere_is_refused_and_leaves_no_trace(
    endpoint: str,
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    keys = push_service.subscribe("").subscription["keys"]
    device_id = await signed_in(small_company.marta)
    with pytest.raises(PushEndpointRefusedError):
        await dispatcher.dispatch(
            SubscribeToPush(device_id, endpoint, keys["p256dh"], keys["auth"]),
            actor_id=small_company.marta,
        )
    with pytest.raises(PushKeysRefusedError):
        await dispatcher.dispatch(
            SubscribeToPush(device_id, f"https://{HOST}/fcm/send/x", keys["p256dh"], "short"),
            actor_id=small_company.marta,
        )
    assert await PushSubscription.count() == 0


async def test_the_audit_trail_does_not_keep_what_lets_one_write_to_a_phone(
    small_company: SmallCompany, subscribe: Subscribe
) -> None:
    browser = await subscribe(small_company.marta)
    rows = await AuditLine.select().where(AuditLine.command == "SubscribeToPush")
    assert len(rows) == 1
    kept = str(rows[0]["facts"])
    for secret in (browser.token, *browser.subscription["keys"].values()):
        assert secret not in kept


@pytest.mark.parametrize("status", [404, 410])
async def test_a_gone_browser_is_forgotten(
    status: int,
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    gone, kept = await subscribe(small_company.marta), await subscribe(small_company.marta)
    push_service.faults[gone.token] = [Fault(status)]
    await dispatcher.dispatch(SendTestPush(), actor_id=small_company.marta)
    await drain(worker)
    assert len(push_service.messages(kept)) == 1
    rows = await PushSubscription.select(PushSubscription.endpoint)
    assert [row["endpoint"] for row in rows] == [kept.subscription["endpoint"]]
    assert (await outbox_state())["dead"] == 0


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_service_is_left_alone_for_as_long_as_it_asks(
    status: int,
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    browser = await subscribe(small_company.viktor)
    push_service.faults[browser.token] = [Fault(status, {"Retry-After": "600"})]
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    assert push_service.messages(browser) == []

    clock.advance(timedelta(seconds=599))
    await drain(worker)
    assert len(push_service.received) == 1
    clock.advance(timedelta(seconds=1))
    await drain(worker)
    assert len(push_service.messages(browser)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(400),
        Fault(401),
        Fault(403),
        Fault(413),
        Fault(429),
        Fault(500),
        Fault(503),
        Fault(307),
        Fault(reset=True),
    ],
    ids=lambda fault: "reset" if fault.reset else str(fault.status),
)
async def test_a_failure_is_tried_again_and_in_the_end_seen_by_people(
    fault: Fault,
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    browser = await subscribe(small_company.viktor)
    push_service.faults[browser.token] = [fault] * MAX_ATTEMPTS
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    for _ in range(MAX_ATTEMPTS):
        await drain(worker)
        clock.advance(timedelta(minutes=10))
    tries = len(push_service.received)
    assert tries == MAX_ATTEMPTS
    (dead,) = await OutboxMessage.select().where(OutboxMessage.reaction == "send_push")
    assert dead["dead_at"] is not None
    assert HOST in dead["last_error"]
    rows = await PushSubscription.select(PushSubscription.failure_count)
    assert rows[0]["failure_count"] == MAX_ATTEMPTS


async def test_a_silent_service_costs_one_try_and_no_more_time_than_we_give_it(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    silent, other = await subscribe(small_company.viktor), await subscribe(small_company.vera)
    push_service.faults[silent.token] = [Fault(hang=True)]
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    assert push_service.messages(silent) == []
    assert len(push_service.messages(other)) == 1
    clock.advance(timedelta(minutes=1))
    await drain(worker)
    assert len(push_service.messages(silent)) == 1


async def test_what_goes_to_one_browser_keeps_its_order(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    """A later message waits behind one that the service has put off, also twice."""
    browser = await subscribe(small_company.viktor)
    busy = Fault(503, {"Retry-After": "20"})
    push_service.faults[browser.token] = [busy, busy]
    await dispatcher.dispatch(request(small_company), actor_id=small_company.marta)
    await drain(worker)
    await dispatcher.dispatch(SendTestPush(), actor_id=small_company.viktor)
    await drain(worker)
    assert len(push_service.received) == 1
    for _ in range(2):
        clock.advance(timedelta(seconds=21))
        await drain(worker)
    first, second = (each["tag"] for each in push_service.messages(browser))
    assert (first.partition("-")[0], second) == ("proposal", "test")


async def test_a_message_that_nobody_wants_any_more_is_not_sent(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    push_service: PushService,
    subscribe: Subscribe,
    clock: FrozenClock,
) -> None:
    browser = await subscribe(small_company.marta)
    await dispatcher.dispatch(SendTestPush(), actor_id=small_company.marta)
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    assert push_service.received == []
    assert push_service.messages(browser) == []
    assert (await outbox_state())["waiting"] == 0
