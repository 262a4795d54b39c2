"""Stages of an order that run side by side: each has its owner, its clock and its end; what waits for both begins last."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from backend.alert.queries import alerts_for
from backend.catalog.queries import calendars
from backend.demand.tables import DemandChange
from backend.dispatch import Dispatcher
from backend.floor.commands import ChangeDays
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.urgent.commands import AddRunbook, FinishStage, HandOverStage
from backend.urgent.errors import RunbookIncompleteError, StageNotRunningError
from backend.urgent.model.runbook import Owner, Runbook, StageRule
from backend.urgent.queries.orders import urgent_order_for
from backend.urgent.queries.runbooks import runbooks_for
from backend.worker import OutboxWorker
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, UrgentStatus
from tests.backend.urgent.orders import ask, order_of, states
from tests.builders import NOW, SmallCompany, add_person, amendment

RECEIPT, FEASIBILITY, MATERIAL = StageKind.RECEIPT, StageKind.FEASIBILITY, StageKind.MATERIAL
MAKING, PACKING = StageKind.MAKING, StageKind.PACKING


def rule(
    kind: StageKind,
    minutes: int,
    role: Role = Role.PLANNER,
    after: list[StageKind] | None = None,
    clock: StageClock = StageClock.WORKING,
) -> StageRule:
    return StageRule(
        kind,
        Owner(role),
        timedelta(minutes=minutes),
        clock,
        timedelta(minutes=5),
        Owner(Role.SUPERVISOR),
        None if after is None else frozenset(after),
    )


BESIDE = Runbook(
    id=None,
    name="Side by side",
    stages=(
        rule(RECEIPT, 15),
        rule(MATERIAL, 60, Role.LOGISTICS, [RECEIPT], StageClock.PLAIN),
        rule(MAKING, 30, after=[RECEIPT]),
        rule(PACKING, 60),
    ),
)


@pytest.fixture
async def pavel(small_company: SmallCompany, dispatcher: Dispatcher) -> UUID:
    """A planner with a runbook of which material and making run side by side."""
    planner = await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])
    await dispatcher.dispatch(AddRunbook(BESIDE), actor_id=planner)
    return planner


@pytest.fixture
async def lena(small_company: SmallCompany) -> UUID:
    return await add_person("Lena Lorry", [Role.LOGISTICS], [small_company.riga])


async def stages_of_alerts(person_id: UUID) -> dict[str, str]:
    alerts = await alerts_for(await viewer_for(person_id))
    return {
        each.facts["stage"]: each.severity.value
        for each in alerts
        if each.kind == "urgent_stage" and each.is_own
    }


async def finish(
    dispatcher: Dispatcher, worker: OutboxWorker, order: UUID, stage: StageKind, actor: UUID
) -> None:
    await dispatcher.dispatch(FinishStage(order, stage, ""), actor_id=actor)
    await drain(worker)


async def test_two_stages_begin_at_once_and_the_next_one_waits_for_both(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
    lena: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    clock.advance(timedelta(minutes=10))
    await finish(dispatcher, worker, order, RECEIPT, pavel)

    view = await order_of(pavel, clock)
    # What was over early leaves the deadlines where they are; the one that is due first is on top.
    assert [(each.stage, each.due_at) for each in view.row.running] == [
        (MAKING, NOW + timedelta(minutes=45)),
        (MATERIAL, NOW + timedelta(minutes=75)),
    ]
    assert view.stages[3].due_at == NOW + timedelta(minutes=135)
    assert [(each.owner_name, each.may_act) for each in view.row.running] == [
        ("Pavel Planner", True),
        ("Lena Lorry", True),
    ]
    assert view.row.response_minutes == 10
    assert await stages_of_alerts(pavel) == {"making": "risk"}
    assert await stages_of_alerts(lena) == {"material": "risk"}
    theirs = await order_of(lena, clock)
    assert {each.stage: each.may_act for each in theirs.row.running} == {
        MAKING: False,
        MATERIAL: True,
    }

    await finish(dispatcher, worker, order, MAKING, pavel)
    assert [each.stage for each in (await order_of(pavel, clock)).row.running] == [MATERIAL]
    with pytest.raises(StageNotRunningError):
        await dispatcher.dispatch(FinishStage(order, PACKING, ""), actor_id=pavel)
    assert await stages_of_alerts(pavel) == {}

    clock.advance(timedelta(minutes=80))
    await finish(dispatcher, worker, order, MATERIAL, lena)
    view = await order_of(pavel, clock)
    # The material was fifteen minutes late: packing has its whole hour from then.
    assert [(each.stage, each.due_at) for each in view.row.running] == [
        (PACKING, NOW + timedelta(minutes=150))
    ]
    await finish(dispatcher, worker, order, PACKING, pavel)
    view = await order_of(pavel, clock)
    assert view.row.status is UrgentStatus.DONE
    assert view.row.response_minutes == 10


async def test_each_stage_is_reminded_called_for_and_handed_over_by_itself(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
    lena: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    await finish(dispatcher, worker, order, RECEIPT, pavel)

    async def told() -> list[tuple[str, str | None, str | None]]:
        steps = (await order_of(pavel, clock)).steps
        kinds = {"reminded", "escalated", "handed_over"}
        return [(e.kind.value, e.stage, e.to_name) for e in steps[::-1] if e.kind.value in kinds]

    clock.advance(timedelta(minutes=45))
    await drain(worker)
    assert [each[:2] for each in await told()] == [("reminded", MAKING), ("escalated", MAKING)]
    assert await stages_of_alerts(pavel) == {"making": "late"}
    assert await stages_of_alerts(lena) == {"material": "risk"}

    await dispatcher.dispatch(
        HandOverStage(order, MATERIAL, small_company.vera, "Yours"), actor_id=lena
    )
    clock.advance(timedelta(minutes=25))
    await drain(worker)
    assert (await told())[2:] == [
        ("handed_over", MATERIAL, "Vera Lind"),
        ("reminded", MATERIAL, "Vera Lind"),
    ]
    assert await stages_of_alerts(lena) == {}
    assert (await stages_of_alerts(small_company.vera))["material"] == "risk"
    view = await order_of(pavel, clock)
    assert [each.owner_name for each in view.row.running] == ["Pavel Planner", "Vera Lind"]


async def test_a_day_that_is_closed_moves_what_is_counted_in_working_time_and_what_waits_for_it(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
    lena: UUID,
) -> None:
    await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    await finish(dispatcher, worker, order, RECEIPT, pavel)
    clock.advance(timedelta(minutes=20))

    [calendar] = await calendars()
    closed = ChangeDays(
        calendar.id, calendar.ver, date(2026, 11, 24), date(2026, 11, 24), Decimal(0), "Power cut"
    )
    await dispatcher.dispatch(closed, actor_id=pavel)
    await drain(worker)

    view = await order_of(pavel, clock)
    # Five of thirty minutes have passed; the other ones count from six on Wednesday in Riga.
    making = datetime(2026, 11, 25, 4, 25, tzinfo=UTC)
    assert [(each.stage, each.due_at) for each in view.row.running] == [
        (MATERIAL, NOW + timedelta(minutes=75)),
        (MAKING, making),
    ]
    assert view.stages[3].due_at == making + timedelta(minutes=60)
    clock.advance(making - timedelta(minutes=5) - clock.now())
    await drain(worker)
    steps = (await order_of(pavel, clock)).steps
    assert [(e.kind.value, e.stage) for e in steps[:3]] == [
        ("reminded", MAKING),
        ("escalated", MATERIAL),
        ("reminded", MATERIAL),
    ]


async def test_an_order_that_stood_still_goes_on_with_all_stages_that_ran(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    pavel: UUID,
    lena: UUID,
) -> None:
    asked = await ask(small_company, dispatcher, worker)
    order = (await order_of(pavel, clock)).row.id
    await finish(dispatcher, worker, order, RECEIPT, pavel)

    calm = amendment(asked, base_ver=2, is_urgent=False)
    await dispatcher.dispatch(calm, actor_id=small_company.marta)
    await drain(worker)
    view = await order_of(pavel, clock)
    assert view.row.status is UrgentStatus.STOPPED
    assert [each.may_act for each in view.row.running] == [False, False]
    assert await stages_of_alerts(lena) == {}

    clock.advance(timedelta(hours=2))
    await drain(worker)
    viewer = await viewer_for(small_company.marta)
    [change] = await DemandChange.select(DemandChange.ver).where(DemandChange.id == asked.id)
    again = amendment(asked, base_ver=change["ver"], is_urgent=True)
    await dispatcher.dispatch(again, actor_id=small_company.marta)
    await drain(worker)
    view = await urgent_order_for(viewer, order, clock.now())
    assert view.row.status is UrgentStatus.RUNNING
    assert [(each.stage, each.due_at) for each in view.row.running] == [
        (MAKING, clock.now() + timedelta(minutes=30)),
        (MATERIAL, clock.now() + timedelta(minutes=60)),
    ]
    assert view.stages[3].due_at == clock.now() + timedelta(minutes=120)
    assert await stages_of_alerts(lena) == {"material": "risk"}


async def test_that_a_way_out_was_worked_out_beside_the_receipt_is_no_response(
    small_company: SmallCompany,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    lena: UUID,
) -> None:
    planner = await add_person("Pia Planner", [Role.PLANNER], [small_company.riga])
    book = Runbook(None, "At once", (rule(RECEIPT, 15), rule(FEASIBILITY, 30, after=[])))
    await dispatcher.dispatch(AddRunbook(book), actor_id=planner)
    await ask(small_company, dispatcher, worker)

    view = await order_of(planner, clock)
    assert states(view) == {"receipt": "running", "feasibility": "done"}
    assert view.row.response_minutes is None

    clock.advance(timedelta(minutes=6))
    await finish(dispatcher, worker, view.row.id, RECEIPT, planner)
    assert (await order_of(planner, clock)).row.response_minutes == 6


async def test_a_runbook_keeps_after_what_a_stage_begins_and_refuses_what_comes_later(
    dispatcher: Dispatcher, pavel: UUID
) -> None:
    for wrong in ([PACKING], [MAKING], [FEASIBILITY]):
        stages = (BESIDE.stages[0], rule(MAKING, 30, after=wrong), rule(PACKING, 60))
        with pytest.raises(RunbookIncompleteError) as refused:
            await dispatcher.dispatch(AddRunbook(Runbook(None, "Wrong", stages)), actor_id=pavel)
        assert refused.value.facts == {"field": "after"}

    board = await runbooks_for(await viewer_for(pavel))
    assert [each.name for each in board.runbooks] == ["Side by side", ""]
    assert [each.after for each in board.runbooks[0].stages] == [None, [RECEIPT], [RECEIPT], None]
    assert {each.after for each in board.runbooks[1].stages} == {None}
