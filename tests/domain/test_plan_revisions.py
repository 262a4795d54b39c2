"""What a decision makes of the plan's lines, and how the board shows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from backend.engine.answer import Adjustment
from backend.plan.errors import MoreThanPlannedError, PlanLineUnknownError
from backend.plan.model import (
    BoardFrame,
    Overtime,
    PlanLine,
    apply_delta,
    board,
    fence_of,
    revise,
)
from shared.terms import AdjustmentKind, Fence
from tests.planning import TODAY, named, situation_from

SITUATION = situation_from(
    {
        "items": [
            {"item": "Kit", "lead": 1},
            {"item": "Kit", "site": "Shop", "get": "transfer", "source": "Riga", "lead": 2},
            {"item": "Tin", "get": "buy", "lead": 5},
        ],
        "steps": [
            {"item": "Kit", "at": "Filling", "hours": "0.1", "setup": "0.5"},
            {"item": "Kit", "at": "Packing", "hours": "0.05"},
        ],
        "work_centers": [{"name": "Filling", "hours": 8}, {"name": "Packing", "hours": 16}],
    }
)
FACTS = {facts.node: facts for facts in SITUATION.nodes}


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def line(name: str, quantity: int, day: int) -> PlanLine:
    return PlanLine(
        named(name),
        named("Kit"),
        named("Riga"),
        Decimal(quantity),
        on(day),
        on(day - 1),
        None,
        name,
    )


LINES = [line("L1", 40, 3), line("L2", 60, 6)]


def adjust(kind: AdjustmentKind, quantity: int, day: int | None = None, **more: Any) -> Adjustment:
    return Adjustment(
        kind=kind,
        item_id=named("Kit"),
        item_name="Kit",
        unit="kit",
        site_id=more.pop("site_id", named("Riga")),
        quantity=Decimal(quantity),
        on=None if day is None else on(day),
        **more,
    )


@pytest.fixture
def new_id() -> Callable[[], UUID]:
    numbers = count(1)
    return lambda: UUID(int=next(numbers))


def test_more_becomes_a_line_that_starts_a_lead_time_before(new_id: Callable[[], UUID]) -> None:
    delta = revise(LINES, [adjust(AdjustmentKind.MAKE_MORE, 20, 5)], FACTS, new_id)
    assert delta.added == (
        PlanLine(UUID(int=1), named("Kit"), named("Riga"), Decimal(20), on(5), on(4)),
    )
    assert (delta.changed, delta.removed) == ((), ())
    assert [row.quantity for row in apply_delta(LINES, delta)] == [40, 60, 20]


def test_a_larger_lot_starts_earlier(new_id: Callable[[], UUID]) -> None:
    kit = named("Kit"), named("Riga")
    facts = {
        **FACTS,
        kit: replace(FACTS[kit], lead_time_days_per_unit=Decimal("0.05"), lot_maximum=Decimal(40)),
    }
    more = [adjust(AdjustmentKind.MAKE_MORE, quantity, 9) for quantity in (20, 40, 80)]
    delta = revise(LINES, more, facts, new_id)
    # A day, and one for twenty, two for forty; eighty are two lots of forty.
    assert [row.start_on for row in delta.added] == [on(7), on(6), on(6)]


def test_the_board_counts_a_set_up_a_lot_and_the_hours_of_what_is_lost() -> None:
    kit = named("Kit"), named("Riga")
    facts = {kit: replace(FACTS[kit], lot_maximum=Decimal(20), yield_ratio=Decimal("0.8"))}
    frame = BoardFrame(
        TODAY, on(3), 1, 0, SITUATION.work_centers, SITUATION.operations, SITUATION.capacity, facts
    )
    filling, packing = board(frame, LINES)
    # Forty are two lots: two set-ups of half an hour, and fifty begun at a tenth each.
    assert [lane.cells[0].planned_hours for lane in (filling, packing)] == [
        Decimal("6.00"),
        Decimal("2.50"),
    ]


def test_a_transfer_names_its_source(new_id: Callable[[], UUID]) -> None:
    transfer = adjust(AdjustmentKind.TRANSFER, 9, 6, site_id=named("Shop"))
    delta = revise(LINES, [transfer], FACTS, new_id)
    assert [(row.source_site_id, row.start_on) for row in delta.added] == [(named("Riga"), on(4))]


def test_less_shrinks_a_line_or_takes_it_out(new_id: Callable[[], UUID]) -> None:
    less = [
        adjust(AdjustmentKind.MAKE_LESS, 15, plan_line_id=named("L1")),
        adjust(AdjustmentKind.MAKE_LESS, 60, plan_line_id=named("L2")),
    ]
    delta = revise(LINES, less, FACTS, new_id)
    assert [(row.id, row.quantity) for row in delta.changed] == [(named("L1"), Decimal(25))]
    assert delta.removed == (named("L2"),)
    assert [row.quantity for row in apply_delta(LINES, delta)] == [25]


def test_a_whole_line_moves_with_its_start(new_id: Callable[[], UUID]) -> None:
    move = adjust(AdjustmentKind.MOVE, 60, 2, plan_line_id=named("L2"), from_on=on(6))
    delta = revise(LINES, [move], FACTS, new_id)
    assert [(row.id, row.on, row.start_on) for row in delta.changed] == [
        (named("L2"), on(2), on(1))
    ]
    assert (delta.added, delta.removed) == ((), ())


def test_what_is_moved_in_part_becomes_a_line_of_its_own(new_id: Callable[[], UUID]) -> None:
    move = adjust(AdjustmentKind.MOVE, 25, 2, plan_line_id=named("L2"), from_on=on(6))
    delta = revise(LINES, [move], FACTS, new_id)
    assert [(row.quantity, row.on) for row in delta.changed] == [(Decimal(35), on(6))]
    assert [(row.quantity, row.on) for row in delta.added] == [(Decimal(25), on(2))]
    assert sum(row.quantity for row in apply_delta(LINES, delta)) == 100


def test_overtime_orders_and_promises_are_told_apart(new_id: Callable[[], UUID]) -> None:
    overtime = adjust(
        AdjustmentKind.OVERTIME, 20, 5, work_center_id=named("Filling"), hours=Decimal(3)
    )
    purchase = adjust(AdjustmentKind.BUY_SOONER, 20, 2, reference="PO 1", from_on=on(5))
    order = adjust(AdjustmentKind.MAKE_LESS, 5, reference="PR 7", from_on=on(3))
    promise = adjust(AdjustmentKind.PROMISE_LATER, 8, 7, demand_line_id=named("A"))
    delta = revise(LINES, [overtime, purchase, order, promise], FACTS, new_id)
    assert delta.overtime == (Overtime(named("Filling"), on(5), Decimal(3)),)
    assert (delta.orders, delta.promises) == ((purchase, order), (promise,))
    assert (delta.added, delta.changed, delta.removed) == ((), (), ())


def test_a_line_that_is_gone_or_too_small_stops_the_revision(new_id: Callable[[], UUID]) -> None:
    with pytest.raises(PlanLineUnknownError):
        revise(
            LINES, [adjust(AdjustmentKind.MAKE_LESS, 1, plan_line_id=named("L9"))], FACTS, new_id
        )
    with pytest.raises(MoreThanPlannedError):
        revise(
            LINES, [adjust(AdjustmentKind.MAKE_LESS, 41, plan_line_id=named("L1"))], FACTS, new_id
        )


@pytest.mark.parametrize(
    ("ahead", "fence"),
    [
        (-1, Fence.FROZEN),
        (0, Fence.FROZEN),
        (1, Fence.FROZEN),
        (2, Fence.NEGOTIABLE),
        (6, Fence.NEGOTIABLE),
        (7, Fence.FREE),
    ],
)
def test_fences_count_days_from_today(ahead: int, fence: Fence) -> None:
    assert fence_of(TODAY, on(ahead), 2, 7) is fence


def test_the_board_lays_a_revision_over_the_plan(new_id: Callable[[], UUID]) -> None:
    frame = BoardFrame(
        today=TODAY,
        from_on=on(2),
        day_count=2,
        frozen_days=3,
        work_centers=SITUATION.work_centers,
        operations=SITUATION.operations,
        capacity=SITUATION.capacity,
        facts=FACTS,
        urgent_lines=frozenset({named("L1")}),
    )
    delta = revise(
        LINES,
        [
            adjust(AdjustmentKind.MOVE, 60, 2, plan_line_id=named("L2"), from_on=on(6)),
            adjust(
                AdjustmentKind.OVERTIME, 60, 2, work_center_id=named("Packing"), hours=Decimal(2)
            ),
        ],
        FACTS,
        new_id,
    )
    filling, packing = board(frame, LINES, delta)
    assert [cell.is_frozen for cell in filling.cells] == [True, False]
    assert [[(b.state, b.hours) for b in cell.blocks] for cell in filling.cells] == [
        [("comes_in", Decimal("6.50"))],
        [("urgent", Decimal("4.50"))],
    ]
    assert [(cell.planned_hours, cell.available_hours) for cell in packing.cells] == [
        (Decimal("3.00"), Decimal(18)),
        (Decimal("2.00"), Decimal(16)),
    ]


def test_what_goes_out_is_shown_and_not_counted(new_id: Callable[[], UUID]) -> None:
    frame = BoardFrame(
        TODAY, on(3), 1, 0, SITUATION.work_centers, SITUATION.operations, SITUATION.capacity, FACTS
    )
    delta = revise(
        LINES, [adjust(AdjustmentKind.MAKE_LESS, 40, plan_line_id=named("L1"))], FACTS, new_id
    )
    cell = board(frame, LINES, delta)[0].cells[0]
    assert [(block.state, block.quantity) for block in cell.blocks] == [("goes_out", Decimal(40))]
    assert cell.planned_hours == 0
