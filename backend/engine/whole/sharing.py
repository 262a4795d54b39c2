"""Lots that ask for hours by their parts, because somebody who is more important than the last of them would be late."""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    AHEAD,
    GROUP,
    MIXED,
    NEED,
    NET,
    NO_PRIORITY,
    PRIORITY,
    TARGET,
    TIME,
    TURN,
    WAY,
    Desk,
    Dirt,
    Facts,
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.marks import find_either
from backend.engine.whole.parts import forget_parts, part_upward
from backend.engine.whole.queues import is_worked


@leaf
def spread_late(worst: Ints, is_linked: Flags) -> None:
    """Give all days that are linked the best rank of those who are late on one of them."""
    days = len(worst)
    for day in range(days - 1):
        if is_linked[day]:
            worst[day + 1] = min(worst[day + 1], worst[day])
    for day in range(days - 2, -1, -1):
        if is_linked[day]:
            worst[day] = min(worst[day], worst[day + 1])


@leaf
def part_late(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int
) -> bool:
    """Let lots that are due where somebody is late (`desk.worst`) ask by their parts, if the last one is less important; whether there are any."""
    if len(facts.line) <= 1:
        return False
    days = len(desk.worst)
    found = False
    for place in range(plant.member_at[group, level], plant.member_at[group, level + 1]):
        node = plant.group_node[place]
        rows, turn = plan.lot[node], plan.turn[place]
        wanted = 0
        for lot in range(plan.lot_count[node]):
            due = turn[lot] & (TURN - 1)
            if due < days and desk.worst[due] < NO_PRIORITY:
                wanted = lot + 1
        if wanted > plan.part_lots[node]:
            part_upward(plant, facts, plan, dirt, desk, node, wanted)
        part, count, at = plan.part[node], plan.part_count[node], 0
        for lot in range(wanted if count else 0):
            due, last = turn[lot] & (TURN - 1), -1
            while at < count and part[NEED, at] <= rows[NEED, lot]:
                if part[NEED, at] == rows[NEED, lot]:
                    last = part[PRIORITY, at]
                at += 1
            if due >= days or last <= desk.worst[due]:
                continue
            way = plant.way_at[node] + rows[WAY, lot]
            if plant.only_step[place] >= 0 or is_worked(
                plant.option_at, plant.step_at, plant.step, way, group
            ):
                plan.by_parts[place, rows[NEED, lot]] = True
                dirt.node[TIME, node] = True
                dirt.node[AHEAD, node] = True
                found = True
    return found


@inlined
def forget_shares(
    plant: Plant, plan: Plan, dirt: Dirt, is_open: Flags, level: int, group: int
) -> None:
    """Let lots that are due on open days, and what stood where no lot is any more, ask as a whole again."""
    days = len(is_open)
    if not plan.draft_short[level, group, days]:
        return
    for place in range(plant.member_at[group, level], plant.member_at[group, level + 1]):
        node = plant.group_node[place]
        rows, count, lot = plan.lot[node], plan.lot_count[node], 0
        for need in range(days):
            if not plan.by_parts[place, need]:
                continue
            while lot < count and rows[NEED, lot] < need:
                lot += 1
            due = rows[TARGET, lot] if lot < count and rows[NEED, lot] == need else days
            if due >= days or is_open[due]:
                plan.by_parts[place, need] = False
                dirt.node[TIME, node] = True


@inlined
def mix_shares(plant: Plant, plan: Plan, dirt: Dirt, level: int, node: int) -> None:
    """Have the days levelled anew on which somebody is late and lots of a node are due, whose parts may be others."""
    days = plan.gross.shape[1]
    first, last = plant.option_at[plant.way_at[node]], plant.option_at[plant.way_at[node + 1]]
    for step in range(plant.step_at[first], plant.step_at[last]):
        group = plant.step[step, GROUP]
        if not plan.draft_short[level, group, days]:
            continue
        for lot in range(plan.lot_count[node]):
            due = plan.lot[node, TARGET, lot]
            if due < days and plan.draft_short[level, group, due]:
                dirt.draft_moved[level, group, due] = True
                dirt.draft_moved[level, group, days] = True


@leaf
def forget_mixed(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int) -> None:
    """Forget the parts of all nodes of a level that may be asked for otherwise, and mark those below.

    What has never been parted has lots on no day on which somebody is late, and asks those below as it asked.
    """
    marked = find_either(
        dirt.node[NET], dirt.node[MIXED], dirt.eights[NET], dirt.eights[MIXED], plant.level_at[level],
        plant.level_at[level + 1], desk.marked,
    )  # fmt: skip
    for at in range(marked):
        node = desk.marked[at]
        dirt.node[MIXED, node] = False
        if plan.part_lots[node]:
            forget_parts(plant, plan, dirt, level, node)
            mix_shares(plant, plan, dirt, level, node)
