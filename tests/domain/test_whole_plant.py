"""The synthetic plant of the bench: larger than the random companies, nearly full, and moved along change by change."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from backend.engine.situation import Demand
from backend.engine.whole.changes import SetDemand
from backend.engine.whole.layout import Plan
from backend.engine.whole.store import SHARED
from backend.engine.whole.warm import Snapshot
from bench.whole_plant import facts_of, planned, plant_of, snapshot_of

ITEMS = 500
CHANGES = 20


def synthetic(items: int = ITEMS) -> Snapshot:
    """A plant with fewer hours than it would need, so that lots go sooner, come later and are parted."""
    plant = plant_of(items, np.random.default_rng(3))
    facts = facts_of(plant, np.random.default_rng(4))
    facts = facts._replace(capacity=facts.capacity * 4 // 5)
    return snapshot_of(plant, facts, planned(plant, facts))


def differing(moved: Plan, anew: Plan) -> list[str]:
    """What of two plans is not the same, of lots only those that there are."""
    found = [
        name
        for name in (
            "lot_count",
            "balance",
            "is_late",
            "room",
            "draft_room",
            "answer",
        )
        if not np.array_equal(getattr(moved, name), getattr(anew, name))
    ]
    for node, count in enumerate(anew.lot_count.tolist()):
        same_lots = np.array_equal(moved.lot[node, :, :count], anew.lot[node, :, :count])
        if not same_lots or not np.array_equal(moved.units[node, :count], anew.units[node, :count]):
            found.append(f"lots of {node}")
    return found


def test_no_work_center_of_the_plant_works_more_than_it_has() -> None:
    books = synthetic().books
    assert (books.plan.room >= 0).all()
    assert (books.plan.answer[:, 0] > books.facts.line[:, 0]).any(), (
        "nobody waits, so that nothing is tested"
    )


def test_change_by_change_the_plant_comes_to_the_plan_made_anew() -> None:
    warm, chance = synthetic(), random.Random(7)
    for _ in range(CHANGES):
        line = chance.choice(warm.books.lines)
        warm.change(SetDemand(replace(line, open_quantity=Decimal(chance.randint(0, 60)))))
        books = warm.books
        assert differing(books.plan, planned(books.plant, books.facts)) == []


def test_a_copy_takes_the_memory_of_one_that_is_gone_and_of_no_other() -> None:
    warm = synthetic(100)
    lines = warm.books.lines
    gone, held = changed_copy(warm, lines[0]), changed_copy(warm, lines[1])
    kept, freed = held.books.plan.lot.copy(), gone.books.plan.lot.ctypes.data
    del gone
    third, fourth = changed_copy(warm, lines[2]), changed_copy(warm, lines[3])
    assert third.books.plan.lot.ctypes.data == freed, "memory that is free is left lying"
    plans = [snapshot.books.plan for snapshot in (warm, held, third, fourth)]
    for at, plan in enumerate(plans):
        for other in plans[at + 1 :]:
            assert not np.shares_memory(plan.lot, other.lot)
    assert np.array_equal(held.books.plan.lot, kept)
    for snapshot in (warm, held, third, fourth):
        books = snapshot.books
        assert differing(books.plan, planned(books.plant, books.facts)) == []


def test_a_plan_that_is_still_read_keeps_its_memory() -> None:
    warm = synthetic(100)
    lines = warm.books.lines
    scenario = changed_copy(warm, lines[0])
    reading = scenario.plan()
    answers = reading.deliveries
    del scenario
    others = [changed_copy(warm, line) for line in lines[1:4]]
    assert all(not np.shares_memory(reading.plan.lot, o.books.plan.lot) for o in others)
    reading.__dict__.pop("deliveries")
    assert reading.deliveries == answers


def test_a_copy_reads_nothing_of_what_stood_in_its_memory() -> None:
    warm, chance = synthetic(), random.Random(8)
    gone = changed_copy(warm, warm.books.lines[0])
    where = gone.books.plan.lot.ctypes.data
    for name, array in (gone.books.facts._asdict() | gone.books.plan._asdict()).items():
        if name not in SHARED:
            array[...] = 1
    del gone, array
    scenario = warm.copy()
    for _ in range(CHANGES):
        line = chance.choice(warm.books.lines)
        other = replace(line, open_quantity=Decimal(chance.randint(0, 60)))
        assert scenario.change(SetDemand(other)) == warm.change(SetDemand(other))
        on = warm.books.base.today + timedelta(days=chance.randint(0, 25))
        asked = (line.item_id, line.site_id), Decimal(chance.randint(1, 60)), on
        assert scenario.promise(*asked).parts == warm.promise(*asked).parts
    assert scenario.books.plan.lot.ctypes.data == where
    assert differing(scenario.books.plan, warm.books.plan) == []


def changed_copy(warm: Snapshot, line: Demand) -> Snapshot:
    """A copy in which a line asks for far more."""
    scenario = warm.copy()
    scenario.change(SetDemand(replace(line, open_quantity=Decimal(500))))
    return scenario
