"""Which lot works how many hours where and when, worked out anew where somebody asks."""

import numpy as np

from backend.engine.whole.compiled import compiled
from backend.engine.whole.layout import QUEUED_LOT, QUEUED_NODE, Desk, Plan, Plant
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
            lots = queue_up(
                plant.member_at[group, level], plant.member_at[group, level + 1], plant.group_node, plant.way_at, plant.option_at,
                plant.step_at, plant.step, plant.only_step, plan.turn, plan.hours, plan.lot, plan.lot_count, group, desk.is_tight, desk.queue, False,
                plan.part, plan.part_count, plan.part_units, plan.part_ahead, plant.way, plan.by_parts, False,
            )  # fmt: skip
            sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
            begin, end = plant.group_center_at[group], plant.group_center_at[group + 1]
            for at in range(lots):
                waiting = desk.queue[desk.order[at]]
                node, lot = waiting[QUEUED_NODE], waiting[QUEUED_LOT]
                for place in range(begin, end):
                    desk.room[place - begin] = room[plant.group_center[place]]
                if lot < days:
                    place_lot(
                        plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                        plan.lot[node], plan.units[node, lot], plan.draft_begin, plan.step_finish, plan.step_done,
                        plan.draft_option[node], lot, lot, group, False, False, -1,
                    )  # fmt: skip
                else:
                    place_lot(
                        plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                        plan.part[node], plan.part_units[node, lot - days], plan.part_finish, plan.part_finish, plan.part_done,
                        plan.draft_option[node], lot - days, lot - days, group, False, False, plan.part_ahead[node, lot - days],
                    )  # fmt: skip
                for place in range(begin, end):
                    center = plant.group_center[place]
                    for day in range(days):
                        taken = desk.room[place - begin, day] - room[center, day]
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
