"""Stages of one urgent order that run side by side wake whoever has them without hiding one another."""

from datetime import timedelta
from uuid import UUID

from backend.dispatch import Dispatcher
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.urgent.commands import AddRunbook, FinishStage
from backend.urgent.model.runbook import Owner, Runbook, StageRule
from backend.worker import OutboxWorker
from shared.terms import Role
from shared.urgent_terms import StageKind
from tests.backend.push.conftest import Subscribe
from tests.backend.urgent.orders import ask, order_of
from tests.builders import SmallCompany, add_person
from tests.push_service import PushService

RECEIPT, MATERIAL, MAKING = StageKind.RECEIPT, StageKind.MATERIAL, StageKind.MAKING


def rule(kind: StageKind, after: StageKind | None = None) -> StageRule:
    waits_for = None if after is None else frozenset({after})
    return StageRule(kind, Owner(Role.PLANNER), timedelta(hours=1), after=waits_for)


async def test_what_runs_side_by_side_is_told_under_tags_of_its_own(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    push_service: PushService,
    subscribe: Subscribe,
) -> None:
    pavel: UUID = await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])
    browser = await subscribe(pavel)
    book = Runbook(None, "Beside", (rule(RECEIPT), rule(MATERIAL, RECEIPT), rule(MAKING, RECEIPT)))
    await dispatcher.dispatch(AddRunbook(book), actor_id=pavel)
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    before = len(push_service.messages(browser))

    await dispatcher.dispatch(FinishStage(order, RECEIPT, ""), actor_id=pavel)
    await drain(worker)

    told = push_service.messages(browser)
    assert [each["tag"] for each in told[:before] if "urgent" in each["tag"]] == [f"urgent-{order}"]
    assert {each["tag"] for each in told[before:]} == {
        f"urgent-{order}-material",
        f"urgent-{order}-making",
    }
