"""Scheduling, components before parents: material, then hours, then who is served when."""

from backend.engine.whole.booking import keep, rebook
from backend.engine.whole.compiled import compiled, leaf
from backend.engine.whole.hours import level_hours
from backend.engine.whole.layout import (
    DUE,
    LOTS,
    NO_LEVEL,
    PARTED,
    RELEASE,
    SERVE,
    START,
    TARGET,
    TIME,
    TOUCHED,
    Desk,
    Dirt,
    Facts,
    Plan,
    Plant,
)
from backend.engine.whole.marks import find_marked
from backend.engine.whole.parts import any_by_parts, let_parts_go, release_parts, rest_parts
from backend.engine.whole.release import find_late, release_all, release_late
from backend.engine.whole.rooms import is_unlike
from backend.engine.whole.serving import serve


@compiled
def schedule(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk) -> None:
    """Bring every node and work centre that is marked up to date, level by level from the bottom."""
    dirt.differs[:] = False
    for level in range(len(plant.level_at) - 2, -1, -1):
        first, last = plant.level_at[level], plant.level_at[level + 1]
        release(plant, plan, dirt, desk, level, first, last)
        level_hours(plant, facts, plan, dirt, desk, level)
        dirt.moved[level] = False
        serve(plant, facts, plan, dirt, desk, first, last)
    dirt.group[:] = False
    dirt.draft_differs[:] = False
    dirt.redrafted[:] = NO_LEVEL


@leaf
def release(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int, begin: int, end: int
) -> None:
    """Work out when the lots of a level's marked nodes may begin, and ask for their hours."""
    days = plan.lot.shape[2]
    marked = find_marked(dirt.node[TIME], dirt.eights[TIME], begin, end, desk.marked)
    for at in range(marked):
        node = desk.marked[at]
        dirt.node[TIME, node] = False
        dirt.node[TOUCHED, node] = True
        first, last = plant.way_at[node], plant.way_at[node + 1]
        rows, units, count = plan.lot[node], plan.units[node], plan.lot_count[node]
        dirt.node[PARTED, node] = False
        has_lots = dirt.node[LOTS, node]
        is_other = has_lots | rest_parts(plant, plan, dirt, level, node)
        dirt.node[LOTS, node] = False
        slot, parted = desk.slot[node], False
        works = plant.option_at[first] < plant.option_at[last]
        if works and not has_lots:
            slot = len(desk.was_count) - 1
            keep(rows, units, count, slot, desk.was_lot, desk.was_units, desk.was_count)
        late = find_late(plant.input, plant.input_at, plan.is_late, first, last, desk.order)
        plan.waits[node] = False
        if late > 0 or any_by_parts(plant, plan, node):
            is_other |= release_late(
                plan.cover, desk.order, late, plant.input_at, plant.way, first,
                plant.open_until, plant.open_day, plant.open_count, rows, units, count,
            )  # fmt: skip
            if plan.part_count[node]:
                parted = release_parts(plant, plan, node, desk.order, late)
                is_other = True
            plan.waits[node] = is_unlike(rows[RELEASE], rows[START], count)
            plan.waits[node] |= is_unlike(rows[DUE], rows[TARGET], count)
        else:
            is_other |= release_all(rows, count)
        dirt.node[SERVE, node] |= is_other
        if works and is_other:
            rebook(
                plant.way, plant.way_at[node], plant.way_at[node + 1], plant.option_at, plant.step_at, plant.step,
                desk.was_lot[slot], desk.was_units[slot], desk.was_count[slot], rows, units, count, 0, count,
                DUE, RELEASE, plan.draft_begin, plan.step_finish, plan.step_done, plan.draft_option[node], plant.only_step, plan.turn, plan.hours, plan.asked[level], dirt.moved[level], desk.carried, days,
            )  # fmt: skip
        if parted:
            let_parts_go(plant, plan, dirt, level, node)
