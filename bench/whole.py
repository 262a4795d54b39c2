"""The whole plan of a synthetic plant of 10,000 items, 26 weeks and five levels, beside a bare netting.

The floor is netting with lot rules, lead times and safety stock and nothing else, compiled as well, in
the same run. All times are CPU milliseconds of one thread.
"""

import importlib
import math
import random
import resource
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from time import thread_time
from typing import Any

import numpy as np

from backend.engine.whole.changes import SetDemand
from backend.engine.whole.compiled import IS_COMPILED
from backend.engine.whole.edits import Books
from backend.engine.whole.layout import LEAD, MINIMUM, MULTIPLE, Facts, Plan, Plant
from backend.engine.whole.planner import run_fresh
from backend.engine.whole.store import desk_for, empty_plan
from backend.engine.whole.warm import Snapshot
from bench.figures import Figure, at_most, only, quantile
from bench.whole_company import company
from bench.whole_plant import PLENTY, facts_of, planned, plant_of, snapshot_of
from tests.adventureworks import REASON, is_there

ITEMS = 10_000
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 7
CHANGES = 1_000


def measure() -> list[Figure]:
    """Full plan, one change, promise, why, copy, and how the full plan grows."""
    if not IS_COMPILED:
        return [only("whole plans are measured where numba is installed", 0, "")]
    plant = plant_of(ITEMS, np.random.default_rng(3))
    facts = facts_of(plant, np.random.default_rng(4))
    floor = best(floor_of(plant, facts))
    endless = facts._replace(capacity=np.full_like(facts.capacity, PLENTY))
    plan, desk = empty_plan(plant, endless), desk_for(plant, facts)
    full = best(lambda: run_fresh(plant, endless, plan, desk))
    plan = planned(plant, facts)
    feasible = best(lambda: run_fresh(plant, facts, plan, desk))
    size = f"{ITEMS} items, {len(plant.input)} lines, {int(plan.lot_count.sum())} lots"
    return [
        only(f"bare netting, {size}", floor, "ms"),
        at_most("full plan, all rules, hours without end", full, "ms", 5 * floor, against=floor),
        at_most("capacity-feasible plan", feasible, "ms", 50, against=floor),
        *warm_figures(snapshot_of(plant, facts, plan)),
        *growth(),
        *bicycles(),
    ]


def bicycles() -> list[Figure]:
    """The AdventureWorks sample complete, from its tables to a plan, and changes and promises on it."""
    if not is_there():
        return [only(REASON, 0, "")]
    situation = company()
    read = thread_time()
    warm = Snapshot(situation)
    built = (thread_time() - read) * 1000
    books = warm.books
    plan = empty_plan(books.plant, books.facts)
    desk = desk_for(books.plant, books.facts)
    size = (
        f"AdventureWorks, {len(situation.nodes)} items, {len(situation.components)} lines,"
        f" {len(situation.demands)} order lines, {situation.horizon_days} days"
    )
    full = best(lambda: run_fresh(books.plant, books.facts, plan, desk))
    changes, promises, whys = moves(warm, ROUNDS * 20)
    return [
        only(f"{size}: from facts to a plan", built, "ms"),
        only("AdventureWorks, the plan itself", full, "ms"),
        only("AdventureWorks, one change, p95", quantile(changes, 0.95), "ms"),
        only("AdventureWorks, a promise, p95", quantile(promises, 0.95), "ms"),
        only("AdventureWorks, why, p95", quantile(whys, 0.95), "ms"),
        only("AdventureWorks, arrays of a plan", megabytes(books), "MB"),
    ]


def best(work: Callable[[], object]) -> float:
    """The quickest of several rounds."""
    times = []
    for _ in range(ROUNDS + 1):
        begun = thread_time()
        work()
        times.append((thread_time() - begun) * 1000)
    return min(times[1:])


def floor_of(plant: Plant, facts: Facts) -> Callable[[], object]:
    """Netting and nothing else, parents before components."""
    way = plant.way
    columns = [np.ascontiguousarray(way[:, column]) for column in (LEAD, MINIMUM, MULTIPLE)]
    top, drawn = (np.ascontiguousarray(plant.input[:, column]) for column in (0, 2))
    kernel = importlib.import_module("numba").njit(bare_netting)
    lots = np.zeros_like(facts.wanted)
    return lambda: kernel(
        facts.on_hand, facts.scheduled, facts.wanted.copy(), plant.safety, *columns,
        plant.input_at, top, drawn, lots,
    )  # fmt: skip


def bare_netting(
    on_hand: Any, scheduled: Any, gross: Any, safety: Any, lead: Any, minimum: Any, multiple: Any,
    input_at: Any, top: Any, drawn: Any, lots: Any,
) -> None:  # fmt: skip
    for node in range(len(on_hand)):
        level = on_hand[node]
        for day in range(gross.shape[1]):
            level += scheduled[node, day] - gross[node, day]
            lots[node, day] = 0
            if level < safety[node]:
                lot = max(safety[node] - level, minimum[node])
                if multiple[node] > 1:
                    lot = -(-lot // multiple[node]) * multiple[node]
                lots[node, day] = lot
                level += lot
                start = max(0, day - lead[node])
                for line in range(input_at[node], input_at[node + 1]):
                    gross[drawn[line], start] += lot * top[line]


def warm_figures(warm: Snapshot) -> list[Figure]:
    """Changes of one order line, promises and "why" on a warm plan; a copy and what it holds."""
    books = warm.books
    touched: list[float] = []
    changes, promises, whys = moves(warm, CHANGES, touched)
    told = with_reasons(warm, CHANGES // 5)
    copy = best(warm.copy)
    first, *later = (first_change(warm) for _ in range(ROUNDS + 1))
    return [
        only("one change, p50", quantile(changes, 0.5), "ms"),
        at_most("one change, p95", quantile(changes, 0.95), "ms", 2),
        at_most("one change and what every line that it moves waits for, p95", told, "ms", 2),
        only("items that a change touches, p50", quantile(touched, 0.5), "items"),
        only("a promise through all levels, p50", quantile(promises, 0.5), "ms"),
        at_most("a promise through all levels, p95", quantile(promises, 0.95), "ms", 2),
        at_most("why, p95", quantile(whys, 0.95), "ms", 1),
        at_most("a scenario's copy", copy, "ms", 5),
        only("the first change of the first copy, in fresh memory", first, "ms"),
        at_most("the first change of a copy after one that is gone", quantile(later, 0.5), "ms", 5),
        only("arrays of a plan", megabytes(books), "MB"),
    ]


def first_change(warm: Snapshot) -> float:
    """CPU milliseconds of the first change of a copy, which takes arrays of its own."""
    scenario = warm.copy()
    line = replace(warm.books.lines[0], open_quantity=Decimal(77))
    begun = thread_time()
    scenario.change(SetDemand(line))
    return (thread_time() - begun) * 1000


def with_reasons(warm: Snapshot, count: int) -> float:
    """CPU milliseconds (p95) of a change of one order line and of reading all answers that it moves."""
    chance = random.Random(6)
    times = []
    for _ in range(count):
        line = chance.choice(warm.books.lines)
        other = replace(line, open_quantity=Decimal(chance.randint(0, 60)))
        begun = thread_time()
        for moved in warm.change(SetDemand(other)).demand_line_ids:
            warm.delivery_of(moved)
        times.append((thread_time() - begun) * 1000)
    return quantile(times, 0.95)


def moves(
    warm: Snapshot, count: int, touched: list[float] | None = None
) -> tuple[list[float], list[float], list[float]]:
    """CPU milliseconds of changes of one order line each, of promises and of "why", one after the other."""
    chance = random.Random(5)
    changes, promises, whys = [], [], []
    books = warm.books
    for _ in range(count):
        line = chance.choice(books.lines)
        other = replace(line, open_quantity=Decimal(chance.randint(0, 60)))
        begun = thread_time()
        found = warm.change(SetDemand(other))
        changes.append((thread_time() - begun) * 1000)
        if touched is not None:
            touched.append(float(found.nodes))
        begun = thread_time()
        warm.promise(
            (line.item_id, line.site_id),
            Decimal(chance.randint(1, 60)),
            books.base.today + timedelta(days=chance.randint(0, 25)),
        )
        promises.append((thread_time() - begun) * 1000)
        begun = thread_time()
        warm.why(line.demand_line_id)
        whys.append((thread_time() - begun) * 1000)
    return changes[5:], promises[5:], whys[5:]


def megabytes(books: Books) -> float:
    """What the facts and the plan hold."""
    return sum(array.nbytes for group in (books.facts, books.plan) for array in group) / 2**20


def growth() -> list[Figure]:
    """CPU for each item and its logarithm, at every size against the smallest."""
    found: list[Figure] = []
    smallest = 0.0
    for items in SIZES:
        plant = plant_of(items, np.random.default_rng(3))
        facts = facts_of(plant, np.random.default_rng(4))
        plan: Plan = empty_plan(plant, facts)
        desk = desk_for(plant, facts)
        each = best(partial(run_fresh, plant, facts, plan, desk)) / items / math.log(items)
        smallest = smallest or each
        found.append(
            at_most(
                f"full plan of {items} items, for n log n of 1",
                each / smallest,
                "times the smallest's",
                3,
            )
        )
        if items == SIZES[-1]:
            found.append(only(f"full plan of {items} items", each * items * math.log(items), "ms"))
            found += largest(snapshot_of(plant, facts, plan), items)
    return found


def largest(warm: Snapshot, items: int) -> list[Figure]:
    """What a change and a promise cost in a large plant, and what it holds."""
    changes, promises, _ = moves(warm, CHANGES // 10)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        only(f"one change of {items} items, p95", quantile(changes, 0.95), "ms"),
        only(f"a promise on {items} items, p95", quantile(promises, 0.95), "ms"),
        only(f"arrays of a plan of {items} items", megabytes(warm.books), "MB"),
        only("most memory of the process", memory, "MB"),
    ]
