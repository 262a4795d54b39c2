"""Which lot works how many hours where and when, worked out anew where somebody asks."""

import numpy as np

from backend.engine.whole.compiled import compiled, leaf
from backend.engine.whole.holding import hold
from backend.engine.whole.layout import (
    QUEUED_DAY,
    QUEUED_LOT,
    QUEUED_NODE,
    QUEUED_RANK,
    Desk,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lending import keep_rows, lend, take_lent
from backend.engine.whole.placing import place_lot
from backend.engine.whole.queues import queue_up, sort_queue


@compiled
def trace(plant: Plant, plan: Plan, desk: Desk) -> np.ndarray:
    """Place all hours anew on a copy of the plan: rows of node, lot, work centre, day and hours."""
    days = plan.gross.shape[1]
    rows = np.empty((64, 5), dtype=np.int64)
    filled = 0
    desk.is_tight[:] = True
    for level in range(len(plant.level_at) - 2, -1, -1):
        room = plan.room[level]
        room[:] = plan.room[level + 1] - plan.draft_room[0] + plan.draft_room[level]
        for group in range(len(plant.group_at) - 1):
            is_lent = plan.hours_short[level, group, days] and hold(
                plant, plan, desk, level, group, -1
            )
            lots = queue_up(
                plant.member_at[group, level], plant.member_at[group, level + 1], plant.group_node, plant.way_at, plant.option_at,
                plant.step_at, plant.step, plant.only_step, plan.turn, plan.hours, plan.lot, plan.lot_count, group, desk.is_tight, desk.queue, False,
                plan.part, plan.part_count, plan.part_units, plan.part_ahead, plant.way, plan.by_parts, False,
            )  # fmt: skip
            sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
            centers = plant.group_center[
                plant.group_center_at[group] : plant.group_center_at[group + 1]
            ]
            for at in range(lots):
                waiting = desk.queue[desk.order[at]]
                node, lot = waiting[QUEUED_NODE], waiting[QUEUED_LOT]
                keep_rows(desk.had, room, centers)
                last = place_again(plant, plan, room, waiting, group)
                is_late = is_lent and last > waiting[QUEUED_DAY]
                if is_late and lend(desk, desk.had, centers, waiting[QUEUED_RANK]):
                    if place_again(plant, plan, desk.lent, waiting, group) < last:
                        take_lent(desk, room, centers, waiting[QUEUED_RANK])
                    else:
                        keep_rows(room, desk.had, centers)
                        place_again(plant, plan, room, waiting, group)
                for center in centers:
                    for day in range(days):
                        taken = desk.had[center, day] - room[center, day]
                        if taken:
                            if filled == len(rows):
                                rows = np.concatenate((rows, rows))
                            rows[filled, 0] = node
                            rows[filled, 1] = lot
                            rows[filled, 2] = center
                            rows[filled, 3] = day
                            rows[filled, 4] = taken
                            filled += 1
        room[:] = room + plan.draft_room[0] - plan.draft_room[level]
    return rows[:filled]


@leaf
def place_again(plant: Plant, plan: Plan, room: Ints, waiting: Ints, group: int) -> int:
    """Take the hours of a lot or a part off those of its work centres; the last day of work."""
    node, lot, days = waiting[QUEUED_NODE], waiting[QUEUED_LOT], plan.gross.shape[1]
    if lot < days:
        _, last, _, _ = place_lot(
            plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
            plan.lot[node], plan.units[node, lot], plan.draft_begin, plan.step_finish, plan.step_done,
            plan.draft_option[node], lot, lot, group, False, False, -1,
        )  # fmt: skip
    else:
        _, last, _, _ = place_lot(
            plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
            plan.part[node], plan.part_units[node, lot - days], plan.part_finish, plan.part_finish, plan.part_done,
            plan.draft_option[node], lot - days, lot - days, group, False, False, plan.part_ahead[node, lot - days],
        )  # fmt: skip
    return last
