"""What is short goes by class and rule, is decided by others than asked, and is promised anew at once."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.alert.tables import Alert
from backend.allocation.commands import DecideAllocation, OpenAllocation, UndoAllocation
from backend.allocation.errors import AllocationMovedError, AllocationOpenError
from backend.allocation.handlers import open_allocations, withdraw_allocations
from backend.allocation.queries import allocation_for, board_for, preview_for
from backend.allocation.tables import Allocation
from backend.catalog import tables as catalog
from backend.demand.tables import DemandLine
from backend.dispatch import Context, Dispatcher
from backend.floor.events import MovedPromise, PromisesMoved
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import FrozenClock
from backend.outbox.relay import drain
from backend.outbox.tables import OutboxMessage
from backend.plan.events import PlanRevised
from backend.plan.tables import PlanLine
from backend.proposal.errors import OwnProposalError
from backend.supply import tables as supply
from backend.undo.errors import BuiltUponError, NotYourDecisionError
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.schemas.allocation import ClassChoice
from shared.terms import AllocationStrategy, DecisionKind, DecisionReason, Role
from tests.backend.proposal.test_undoing import leaving, state
from tests.builders import NOW, SmallCompany, add_person, let_thinner_run_short
from tests.phones import Phone

API = "/api/v1"
TENTH = date(2026, 12, 10)


@pytest.fixture
async def planner(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Orlov", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def short(small_company: SmallCompany) -> SmallCompany:
    await let_thinner_run_short(small_company)
    return small_company


async def opened(ids: SmallCompany, planner: UUID, dispatcher: Dispatcher, **changes: Any) -> UUID:
    given: dict[str, Any] = {
        "id": new_id(), "item_id": ids.thinner, "site_id": ids.riga, "choices": (), **changes,
    }  # fmt: skip
    allocation_id: UUID = await dispatcher.dispatch(OpenAllocation(**given), actor_id=planner)
    return allocation_id


async def approve(
    ids: SmallCompany, allocation_id: UUID, dispatcher: Dispatcher, **changes: Any
) -> None:
    view = await allocation_for(await viewer_for(ids.viktor), allocation_id, NOW)
    given: dict[str, Any] = {
        "id": allocation_id, "decision": DecisionKind.APPROVE, "seen_id": view.preview.seen_id,
        "reason": None, "note": "", **changes,
    }  # fmt: skip
    await dispatcher.dispatch(DecideAllocation(**given), actor_id=ids.viktor)


async def promises() -> dict[str, list[tuple[int, date]]]:
    rows = await DemandLine.select().where(DemandLine.order_reference.is_in(["T1", "T2"]))
    found: dict[str, list[tuple[int, date]]] = {}
    for row in sorted(rows, key=lambda each: (each["order_reference"], each["line_number"])):
        found.setdefault(row["order_reference"], []).append(
            (int(row["quantity"]), row["promised_on"])
        )
    return found


async def test_the_first_class_gets_what_there_is_and_the_other_the_rest_later(
    short: SmallCompany, planner: UUID
) -> None:
    viewer = await viewer_for(planner)

    board = await board_for(viewer, NOW)
    [row] = [each for each in board.shortages if each.item_id == short.thinner]
    found = await preview_for(viewer, short.thinner, short.riga, [], NOW)

    assert (int(row.missing), row.line_count, row.broken_count) == (20, 3, 1)
    told = {
        share.order_reference: (
            share.outcome.value,
            [(part.on.day, int(part.quantity)) for part in share.parts],
            share.plan_on and share.plan_on.day,
            share.is_better,
            share.is_worse,
        )
        for share in found.shares
    }
    assert told == {
        "T2 / 1": ("kept", [(3, 60)], 10, True, False),
        "20422 / 1": ("kept", [(16, 10)], 16, False, False),
        "T1 / 1": ("part_later", [(1, 40), (10, 20)], 1, False, True),
    }


async def test_an_approval_promises_all_lines_anew_and_tells_who_comes_off_worse(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    allocation_id = await opened(short, planner, dispatcher)

    await approve(short, allocation_id, dispatcher)
    await drain(worker)

    assert await promises() == {
        "T1": [(40, date(2026, 12, 1)), (20, TENTH)],
        "T2": [(60, date(2026, 12, 3))],
    }
    told = await Alert.select(Alert.kind, Alert.scope_id).where(Alert.kind.like("order_%"))
    assert {row["kind"]: row["scope_id"] for row in told} == {
        "order_slips": short.south, "order_gains": short.north,
    }  # fmt: skip
    view = await allocation_for(await viewer_for(planner), allocation_id, NOW)
    assert (view.status.value, view.decided_by_name) == ("approved", "Viktor Hahn")
    assert len(view.preview.shares) == 3


@pytest.mark.parametrize("what", ["stock", "component", "rejected"])
async def test_for_half_a_minute_it_can_be_undone_and_nobody_outside_hears_of_it(
    small_company: SmallCompany,
    planner: UUID,
    dispatcher: Dispatcher,
    worker: OutboxWorker,
    clock: FrozenClock,
    what: str,
) -> None:
    is_component = what == "component"
    await (let_hardener_run_short if is_component else let_thinner_run_short)(small_company)
    item_id = small_company.hardener if is_component else small_company.thinner
    allocation_id = await opened(small_company, planner, dispatcher, item_id=item_id)
    await drain(worker)
    before, alerts = await state(), await standing()
    await OutboxMessage.delete(force=True)

    if what == "rejected":
        rejection = {"decision": DecisionKind.REJECT, "reason": DecisionReason.COST}
        await approve(small_company, allocation_id, dispatcher, **rejection)
    else:
        await approve(small_company, allocation_id, dispatcher)
    await drain(worker)
    assert await state() != before
    assert {"wake_asker", "announce_to_webhooks"} & set(await leaving())
    viktor = await viewer_for(small_company.viktor)
    until = (await allocation_for(viktor, allocation_id, clock.now())).undo_until
    assert until == NOW + timedelta(seconds=30)
    assert (await allocation_for(await viewer_for(planner), allocation_id, NOW)).undo_until is None
    clock.advance(timedelta(seconds=20))
    with pytest.raises(NotYourDecisionError):
        await dispatcher.dispatch(UndoAllocation(allocation_id), actor_id=planner)
    await dispatcher.dispatch(UndoAllocation(allocation_id), actor_id=small_company.viktor)

    assert await state() == before
    assert await leaving() == []
    clock.advance(timedelta(minutes=2))
    await drain(worker)
    assert await state() == before
    assert await standing() == alerts
    view = await allocation_for(viktor, allocation_id, clock.now())
    assert (view.status.value, view.can_decide, view.undo_until) == ("open", True, None)
    await approve(small_company, allocation_id, dispatcher)


async def test_a_decision_that_an_order_has_built_upon_stays_whole(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    allocation_id = await opened(short, planner, dispatcher)
    await approve(short, allocation_id, dispatcher)
    await DemandLine.update({DemandLine.shipped_quantity: Decimal(5)}).where(
        (DemandLine.order_reference == "T1") & (DemandLine.line_number == 1)
    )
    decided = await state()

    with pytest.raises(BuiltUponError) as refused:
        await dispatcher.dispatch(UndoAllocation(allocation_id), actor_id=short.viktor)

    assert refused.value.facts["what"] == "order"
    assert await state() == decided


async def standing() -> list[tuple[str, str]]:
    rows = await Alert.select(Alert.kind, Alert.cause_key).where(
        Alert.cleared_at.is_null() & Alert.kind.like("order_%")
    )
    return sorted((row["kind"], row["cause_key"]) for row in rows)


async def test_a_choice_for_one_class_turns_it_round(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    choices = (ClassChoice(3, AllocationStrategy.WIN),)

    allocation_id = await opened(short, planner, dispatcher, choices=choices)
    await approve(short, allocation_id, dispatcher)

    assert await promises() == {
        "T1": [(60, date(2026, 12, 1))],
        "T2": [(40, date(2026, 12, 3)), (20, TENTH)],
    }


async def test_what_has_moved_since_is_no_decision(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    allocation_id = await opened(short, planner, dispatcher)
    before = await promises()
    view = await allocation_for(await viewer_for(short.viktor), allocation_id, NOW)
    await DemandLine.update({DemandLine.quantity: 50}).where(DemandLine.id == UUID(int=2))

    with pytest.raises(AllocationMovedError):
        await approve(short, allocation_id, dispatcher, seen_id=view.preview.seen_id)

    assert await promises() == {**before, "T2": [(50, date(2026, 12, 3))]}
    assert await Allocation.select(Allocation.status) == [{"status": "open"}]


async def test_what_is_short_no_more_is_closed_when_the_plan_moves(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher
) -> None:
    allocation_id = await opened(short, planner, dispatcher)
    event = PlanRevised(short.riga, new_id(), 2, None)
    async with dispatcher.unit(actor_id=None):
        await withdraw_allocations(event, Context(None, NOW, "test"))
    assert await Allocation.select(Allocation.status) == [{"status": "open"}]

    await DemandLine.update({DemandLine.quantity: 5}).where(DemandLine.id == UUID(int=2))
    async with dispatcher.unit(actor_id=None):
        await withdraw_allocations(event, Context(None, NOW, "test"))

    view = await allocation_for(await viewer_for(planner), allocation_id, NOW)
    assert (view.status.value, view.decided_by_name, view.preview.shares) == ("withdrawn", None, [])


async def test_one_shortage_waits_once_and_nobody_decides_their_own(
    short: SmallCompany, dispatcher: Dispatcher
) -> None:
    allocation_id = await opened(short, short.viktor, dispatcher)

    with pytest.raises(AllocationOpenError):
        await opened(short, short.vera, dispatcher)
    with pytest.raises(OwnProposalError):
        await approve(short, allocation_id, dispatcher)

    assert await Allocation.count() == 1


async def test_a_report_that_breaks_promises_asks_whether_to_share_out(
    short: SmallCompany, dispatcher: Dispatcher
) -> None:
    event = PromisesMoved(
        new_id(),
        (
            MovedPromise(
                UUID(int=2), "T2 / 1", "Hartmann", "Thinner", "can", Decimal(20),
                date(2026, 12, 3), TENTH, 7,
            ),
        ),
    )  # fmt: skip
    async with dispatcher.unit(actor_id=None):
        await open_allocations(event, Context(None, NOW, "test"))
        await open_allocations(event, Context(None, NOW, "test"))

    [row] = await Allocation.select()
    assert (row["item_id"], row["status"], row["requested_by"]) == (short.thinner, "open", None)


async def let_hardener_run_short(ids: SmallCompany) -> None:
    """Hardener: 100 cans there. A lot of thinner for Baltic takes 60 of them before Hartmann's lot takes 80."""
    await catalog.ItemSite.update(
        {catalog.ItemSite.procurement: "make", catalog.ItemSite.lead_time_days: 1}
    ).where(catalog.ItemSite.item_id == ids.thinner)
    await catalog.BillOfMaterialLine.insert(
        catalog.BillOfMaterialLine(
            id=new_id(), parent_item_id=ids.thinner, component_item_id=ids.hardener,
            quantity_per=Decimal(1), scrap_ratio=Decimal(0),
        )
    )  # fmt: skip
    await supply.Stock.update({supply.Stock.quantity: 100}).where(
        supply.Stock.item_id == ids.hardener
    )
    await PlanLine.insert(
        PlanLine(
            id=new_id(), line_id=new_id(), site_id=ids.riga, item_id=ids.thinner, reference="P-0",
            quantity=Decimal(60), start_on=date(2026, 11, 26), on=date(2026, 11, 27), from_number=1,
        )
    )  # fmt: skip
    [row] = await DemandLine.select().where(DemandLine.id == ids.baltic_line)
    line = {
        **row, "id": UUID(int=1), "item_id": ids.thinner, "order_reference": "T1", "quantity": 150,
        "due_on": date(2026, 11, 30), "promised_on": date(2026, 11, 30),
    }  # fmt: skip
    await DemandLine.insert(DemandLine(**line))


async def test_a_component_that_is_short_moves_the_lots_of_who_loses_with_their_promises(
    small_company: SmallCompany, planner: UUID, dispatcher: Dispatcher, worker: OutboxWorker
) -> None:
    await let_hardener_run_short(small_company)
    hardener = {"item_id": small_company.hardener}
    [row] = (await board_for(await viewer_for(planner), NOW)).shortages
    assert (row.item_id, row.is_component, int(row.missing), row.line_count) == (
        small_company.hardener, True, 40, 2,
    )  # fmt: skip

    allocation_id = await opened(small_company, planner, dispatcher, **hardener)
    view = await allocation_for(await viewer_for(planner), allocation_id, NOW)
    assert [(lot.reference, lot.days_late) for lot in view.preview.lots] == [("P-0", 5), ("P-1", 0)]
    await approve(small_company, allocation_id, dispatcher)
    await drain(worker)

    lines = await PlanLine.select().where(PlanLine.to_number.is_null())
    planned = sorted((row["on"], int(row["quantity"])) for row in lines)
    second = date(2026, 12, 2)
    assert planned == [
        (date(2026, 11, 27), 20), (date(2026, 12, 1), 40), (date(2026, 12, 1), 80), (second, 40),
    ]  # fmt: skip
    assert (await promises())["T1"] == [(120, date(2026, 11, 30)), (30, second)]
    told = await Alert.select(Alert.scope_id).where(Alert.kind == "order_slips")
    assert [row["scope_id"] for row in told] == [small_company.south]


async def ask(phone: Phone, method: str, path: str, body: Any = None) -> httpx.Response:
    headers = {"X-CSRF-Token": phone.token}
    return await phone.http.request(method, f"{API}{path}", json=body, headers=headers)


async def test_the_rules_are_the_planners_and_hold_at_once(
    short: SmallCompany, planner: UUID, new_phone: Callable[[], Phone]
) -> None:
    pavel = new_phone()
    await pavel.sign_in("pavel")
    rule = {"family": "", "customer_class": 3, "strategy": "gain", "weight": 10}

    assert (await ask(pavel, "PUT", "/allocation-rules", rule)).status_code == 204
    thinner = {"item_id": str(short.thinner), "site_id": str(short.riga)}
    found = (await ask(pavel, "POST", "/allocations/preview", thinner)).json()
    strategies = {each["order_reference"]: each["strategy"] for each in found["shares"]}
    assert strategies["T1 / 1"] == "gain"
    gone = await ask(pavel, "DELETE", "/allocation-rules?customer_class=3")
    assert gone.status_code == 204
    assert (await ask(pavel, "GET", "/allocations")).json()["rules"] == []


async def test_reps_executives_and_other_sites_see_nothing_of_it(
    short: SmallCompany, planner: UUID, dispatcher: Dispatcher, new_phone: Callable[[], Phone]
) -> None:
    allocation_id = await opened(short, planner, dispatcher)
    elsewhere = await add_person("Otto Klein", [Role.SUPERVISOR], [short.north])
    thinner = {"item_id": str(short.thinner), "site_id": str(short.riga)}
    statuses = {}
    for name in ("marta", "anna", "otto"):
        phone = new_phone()
        await phone.sign_in(name)
        statuses[name] = [
            (await ask(phone, "GET", "/allocations")).status_code,
            (await ask(phone, "GET", f"/allocations/{allocation_id}")).status_code,
            (await ask(phone, "POST", "/allocations/preview", thinner)).status_code,
            (await ask(phone, "POST", "/allocations", thinner)).status_code,
            (await ask(phone, "PUT", "/allocation-rules",
                       {"family": "", "customer_class": 1, "strategy": "win", "weight": 1})).status_code,
        ]  # fmt: skip

    assert statuses == {
        "marta": [403] * 5, "anna": [403] * 5, "otto": [200, 404, 404, 404, 403],
    }  # fmt: skip
    assert (await board_for(await viewer_for(elsewhere), NOW)).shortages == []
    with pytest.raises(NotFoundError):
        await allocation_for(await viewer_for(elsewhere), allocation_id, NOW)
    with pytest.raises(NotAllowedError):
        await board_for(await viewer_for(short.marta), NOW)
