"""A synthetic plant in arrays: so many items on five levels, 26 weeks, lot rules, lead times, calendars.

With 10,000 items it has 44,000 lines in its bills of material and 100 work centres, about 85 % full.
"""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import numpy as np

from backend.engine.situation import Demand, NodeFacts, Situation
from backend.engine.whole.build import WAY_COLUMNS, with_times
from backend.engine.whole.edits import Books
from backend.engine.whole.facts import Kept
from backend.engine.whole.groups import groups_of, users_of
from backend.engine.whole.layout import BUY, MAKE, NEVER, NO_PRIORITY, Facts, Ints, Plan, Plant
from backend.engine.whole.planner import run_fresh
from backend.engine.whole.plant import Names
from backend.engine.whole.rows import Rows
from backend.engine.whole.rules import Rules
from backend.engine.whole.store import empty_plan, packed
from backend.engine.whole.warm import Snapshot
from shared.terms import Procurement

WEEKS = 26
LEVELS = 5
LINES_A_PARENT = 5.51
ITEMS_A_CENTER = 80
HOUR = 1_000_000
LOAD = 0.85
STOCKED = 12  # weeks after which every level makes as much as is sold
PLENTY = 1 << 50
OWN_COLUMNS = (
    "kind", "lead", "minimum", "multiple", "maximum", "first_start", "first_finish", "calendar",
)  # fmt: skip


def plant_of(items: int, chance: np.random.Generator, *, has_all: bool = True) -> Plant:
    """Master data; `has_all` adds fences, calendars, other routings and shelf life to the lot rules."""
    rows = Rows()
    each = items // LEVELS
    centers = max(1, items * (LEVELS - 1) // LEVELS // ITEMS_A_CENTER)
    for item in range(items):
        level = min(item // each, LEVELS - 1)
        is_made = level < LEVELS - 1
        rows.add(way_at=item, input_at=rows.count("input_drawn"), option_at=rows.count("option"))
        frozen = int(has_all)
        rows.add(
            safety=int(chance.integers(0, 40)),
            shelf_life=8 if has_all and chance.random() < 0.02 else -1,
            kind=MAKE if is_made else BUY,
            lead=int(chance.integers(0, 2) if is_made else chance.integers(1, 4)),
            minimum=int(chance.choice([0, 20, 50])),
            multiple=int(chance.choice([1, 5, 10])),
            maximum=400 if has_all and chance.random() < 0.1 else 0,
            first_start=frozen if is_made else 0,
            first_finish=frozen,
            calendar=int(has_all and chance.random() < 0.5),
        )
        if not is_made:
            continue
        below = each * (level + 1), min(each * (level + 2), items)
        count = int(LINES_A_PARENT) + int(chance.random() < LINES_A_PARENT % 1)
        for drawn in sorted(chance.choice(np.arange(*below), min(count, below[1] - below[0]), replace=False)):  # fmt: skip
            rows.add(input_drawn=int(drawn), input_top=int(chance.integers(1, 4)), input_bottom=1)
        own = int(chance.integers(0, centers))
        options = [own]
        if has_all and centers > 1 and chance.random() < 0.02:
            options.append(own + 1 if own % 2 == 0 and own + 1 < centers else max(own - 1, 0))
        for center in options:
            rows.add(step_at=rows.count("step_center"), option=0, step_center=center)
            rows.add(step_setup=HOUR // 2, step_top=int(chance.integers(10_000, 60_000)), step_bottom=1)  # fmt: skip
    rows.add(way_at=items, input_at=rows.count("input_drawn"), option_at=rows.count("option"))
    rows.add(step_at=rows.count("step_center"))
    zero, one = np.zeros(items, dtype=np.int64), np.ones(items, dtype=np.int64)
    calendars = np.stack([np.arange(WEEKS), np.delete(np.append(np.arange(WEEKS), 0), 13)])
    until = np.stack([np.arange(1, WEEKS + 1), np.arange(1, WEEKS + 1) - (np.arange(WEEKS) >= 13)])
    columns = {name: rows.array(name) for name in OWN_COLUMNS}
    columns |= {"day_bottom": one, "sender": columns["calendar"]}
    columns |= dict.fromkeys(("last_start", "keeps"), np.full_like(zero, NEVER))
    return with_times(
        level_at=np.append(np.arange(LEVELS) * each, items).astype(np.int64),
        safety=rows.array("safety"),
        cover_days=one.copy(),
        shelf_life=rows.array("shelf_life"),
        way_at=rows.array("way_at"),
        way=np.stack([columns.get(name, zero) for name in WAY_COLUMNS], axis=1),
        input_at=rows.array("input_at"),
        input=np.stack(
            [rows.array("input_top"), rows.array("input_bottom"), rows.array("input_drawn")], axis=1
        ),
        option_at=rows.array("option_at"),
        step_at=rows.array("step_at"),
        open_until=until.astype(np.int64),
        open_day=calendars.astype(np.int64),
        open_count=np.array([WEEKS, WEEKS - 1], dtype=np.int64),
        **users_of(rows, items),
        **groups_of(rows, items, centers),
    )  # fmt: skip


def facts_of(plant: Plant, chance: np.random.Generator) -> Facts:
    """Orders for the items of the first level, stock, papers, and hours that 85 % of are asked for."""
    items = len(plant.safety)
    sold = int(plant.level_at[1])
    line = np.zeros((sold * WEEKS, 4), dtype=np.int64)
    line[:, 0] = np.tile(np.arange(WEEKS), sold)
    line[:, 1] = chance.integers(0, 40, sold * WEEKS)
    line[:, 2] = chance.integers(1, 4, sold * WEEKS)
    line_at = np.full(items + 1, sold * WEEKS, dtype=np.int64)
    line_at[: sold + 1] = np.arange(sold + 1) * WEEKS
    order = np.lexsort((line[:, 0], line[:, 2], np.repeat(np.arange(sold), WEEKS)))
    wanted = np.zeros((items, WEEKS), dtype=np.int64)
    wanted[:sold] = line[:, 1].reshape(sold, WEEKS)
    priority = np.full((items, WEEKS), NO_PRIORITY, dtype=np.int8)
    priority[:sold] = line[:, 2].reshape(sold, WEEKS)
    scheduled = np.zeros((items, WEEKS), dtype=np.int64)
    made = int(plant.level_at[LEVELS - 1])
    scheduled[made:, 1] = chance.integers(0, 200, items - made)
    facts = Facts(
        on_hand=stock_of(plant, wanted, chance),
        scheduled=scheduled,
        fixed_out=np.zeros_like(wanted),
        wanted=wanted,
        wanted_priority=priority,
        is_perishable=plant.shelf_life >= 0,
        line_at=line_at,
        line=line[order],
        dated_at=np.zeros(items + 1, dtype=np.int64),
        dated=np.zeros((0, 2), dtype=np.int64),
        capacity=np.full((len(plant.group_center), WEEKS), PLENTY, dtype=np.int64),
    )
    plan = empty_plan(plant, facts)
    run_fresh(plant, facts, plan)
    load = (facts.capacity - plan.room[0])[:, STOCKED:-2].mean(axis=1)
    capacity = np.repeat((load / LOAD).astype(np.int64)[:, None], WEEKS, axis=1)
    return packed(facts._replace(capacity=capacity))


def stock_of(plant: Plant, wanted: Ints, chance: np.random.Generator) -> Ints:
    """Stock for an item's own lead time and a little more, at what the levels above it take a week."""
    weekly = wanted.mean(axis=1)
    for item in range(len(plant.safety)):
        for line in range(plant.input_at[item], plant.input_at[item + 1]):
            weekly[plant.input[line, 2]] += weekly[item] * plant.input[line, 0]
    weeks = plant.way[:, 1] + chance.uniform(1.0, 2.5, len(weekly))
    found: Ints = (weekly * weeks).astype(np.int64) + plant.safety
    return found


def planned(plant: Plant, facts: Facts) -> Plan:
    """The whole plan."""
    plan = empty_plan(plant, facts)
    run_fresh(plant, facts, plan)
    return plan


def snapshot_of(plant: Plant, facts: Facts, plan: Plan) -> Snapshot:
    """A warm plan over the arrays, with names for its items and order lines."""
    site, today = UUID(int=1), date(2026, 11, 23)
    nodes = tuple(
        NodeFacts(UUID(int=item), site, str(item), "plant", "piece", Procurement.MAKE)
        for item in range(len(plant.safety))
    )
    names = Names()
    names.nodes = [known.node for known in nodes]
    names.facts = list(nodes)
    names.node_at = {node: place for place, node in enumerate(names.nodes)}
    names.centers = [UUID(int=place) for place in range(len(facts.capacity))]
    names.center_at = {center: place for place, center in enumerate(names.centers)}
    node_of = np.repeat(np.arange(len(nodes)), np.diff(facts.line_at)).tolist()
    lines = [
        Demand(
            UUID(int=place), UUID(int=node_of[place]), site, UUID(int=0), "", priority, "",
            Decimal(asked), today + timedelta(days=day),
        )
        for place, (day, asked, priority, _) in enumerate(facts.line.tolist())
    ]  # fmt: skip
    hours = facts.capacity
    return Snapshot.of(
        Books(
            Situation(today, WEEKS - 1, nodes), Rules(), plant, names, facts, plan, lines,
            Kept({}, np.zeros_like(hours), hours, hours),
        )
    )  # fmt: skip
