"""What higher levels have of a group's hours in the draft, by rank: worked out anew where somebody would take it."""

from backend.engine.whole.booking import hours_after
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    CENTER,
    EARLIEST,
    GROUP,
    LATEST,
    PRIORITY,
    QUEUED_AHEAD,
    QUEUED_DAY,
    QUEUED_HOURS,
    QUEUED_LOT,
    QUEUED_NODE,
    QUEUED_RANK,
    QUEUED_RELEASE,
    QUEUED_STEP,
    TARGET,
    TURN,
    WAY,
    Days,
    Desk,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lending import add_rows, keep_rows
from backend.engine.whole.placing import choose, work
from backend.engine.whole.queues import queue_up, sort_queue


@leaf
def hold(plant: Plant, plan: Plan, desk: Desk, level: int, group: int, best: int) -> bool:
    """Write down by rank what higher levels have of a group's hours in the draft (`desk.held`); whether anybody has who is less important than the best."""
    if not has_worse(plant, plan, level, group, best):
        return False
    days, rows = len(desk.is_every), 0
    begin, end = plant.group_center_at[group], plant.group_center_at[group + 1]
    centers = plant.group_center[begin:end]
    desk.held_row[:] = -1
    for above in range(level):
        lots = queue_up(
            plant.member_at[group, above], plant.member_at[group, above + 1], plant.group_node, plant.way_at, plant.option_at,
            plant.step_at, plant.step, plant.only_step, plan.turn, plan.hours, plan.lot, plan.lot_count, group, desk.is_every, desk.queue, True,
            plan.part, plan.part_count, plan.part_units, plan.part_ahead, plant.way, plan.by_parts, True,
        )  # fmt: skip
        sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
        keep_rows(desk.lent, plan.draft_room[above], centers)
        row = -1
        for at in range(lots):
            waiting = desk.queue[desk.order[at]]
            known = desk.held_row[waiting[QUEUED_RANK]]
            if known < 0:
                known, rows = rows, rows + 1
                desk.held_row[waiting[QUEUED_RANK]] = known
                desk.held[known, : len(centers)] = 0
            if known != row:
                if row >= 0:
                    add_rows(desk.held[row], desk.lent, centers, -1)
                add_rows(desk.held[known], desk.lent, centers, 1)
                row = known
            take_again(plant, plan, desk.lent, waiting, group)
        if row >= 0:
            add_rows(desk.held[row], desk.lent, centers, -1)
    return True


@inlined
def has_worse(plant: Plant, plan: Plan, level: int, group: int, best: int) -> bool:
    """Whether a lot of a higher level, or a part of it, is less important than the best."""
    days = plan.turn.shape[1]
    for place in range(plant.member_at[group, 0], plant.member_at[group, level]):
        node, turn = plant.group_node[place], plan.turn[place]
        for lot in range(plan.lot_count[node]):
            due = int(turn[lot]) & (TURN - 1)
            if due < days and plan.lot[node, PRIORITY, lot] > best:
                return True
        for part in range(plan.part_count[node]):
            if plan.part[node, PRIORITY, part] > best:
                return True
    return False


@inlined
def take_again(plant: Plant, plan: Plan, room: Ints, waiting: Ints, group: int) -> None:
    """Take the hours off that a lot or a part has in the draft."""
    days = room.shape[1]
    node, lot, only = waiting[QUEUED_NODE], waiting[QUEUED_LOT], waiting[QUEUED_STEP]
    if only >= 0:
        work(
            room[plant.step[only, CENTER]], waiting[QUEUED_HOURS], waiting[QUEUED_RELEASE], waiting[QUEUED_DAY], True
        )  # fmt: skip
    elif lot >= days:
        take_steps_again(
            plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room, plan.part[node],
            plan.part_units[node, lot - days], lot - days, group, waiting[QUEUED_AHEAD],
        )  # fmt: skip
    else:
        take_steps_again(
            plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room, plan.lot[node],
            plan.units[node, lot], lot, group, 0,
        )  # fmt: skip


@leaf
def take_steps_again(
    way: Ints, first: int, option_at: Ints, step_at: Ints, step: Ints, room: Ints, rows: Days, units: int,
    lot: int, group: int, ahead: int,
) -> None:  # fmt: skip
    """The same for a node that has several steps or routings."""
    each, due = first + rows[WAY, lot], rows[TARGET, lot]
    chosen, release, _, _ = choose(
        way, each, option_at, step_at, step, room, units, rows[EARLIEST, lot], rows[LATEST, lot], due, True, ahead
    )  # fmt: skip
    for at in range(step_at[chosen], step_at[chosen + 1]):
        if step[at, GROUP] == group:
            hours = hours_after(step, at, way, each, units, ahead)
            work(room[step[at, CENTER]], hours, release, due, True)
