"""The lots of a level that wait for the same work centres, in the order in which they are placed."""

from typing import Final

from backend.engine.whole.booking import hours_after
from backend.engine.whole.compiled import fetch, leaf
from backend.engine.whole.layout import (
    DUE,
    GROUP,
    NEED,
    NO_PRIORITY,
    OPTION,
    PRIORITY,
    QUEUED_AHEAD,
    QUEUED_DAY,
    QUEUED_HOURS,
    QUEUED_LOT,
    QUEUED_NODE,
    QUEUED_RANK,
    QUEUED_RELEASE,
    QUEUED_STEP,
    QUEUED_WHOLE,
    RELEASE,
    TURN,
    WAY,
    Days,
    Flags,
    Ints,
    Turns,
)

SOON: Final = 2
"""So many nodes ahead it is told what will be read."""


@leaf
def queue_up(
    begin: int, end: int, group_node: Ints, way_at: Ints, option_at: Ints, step_at: Ints, step: Ints,
    only_step: Ints, turns: Turns, hours: Ints, lots: Days, lot_count: Ints, group: int, is_tight: Flags, queue: Ints, is_draft: bool,
    parts: Days, part_count: Ints, part_units: Ints, part_ahead: Ints, way: Ints, is_parted: Flags, by_parts: bool,
) -> int:  # fmt: skip
    """Write down all lots that are due on certain days, in the draft or after it; how many.

    Node, lot (parts are numbered behind the days; they alone have a whole, and what they go on with), day, priority, day on which it may begin, and where it is its node's only one the step with its hours.
    In the draft the lots that ask by their parts (`is_parted`, by the day of their need) do so where `by_parts` says so.
    """
    days = len(is_tight)
    filled = 0
    for place in range(begin, end):
        node, only, turn, asked = group_node[place], only_step[place], turns[place], hours[place]
        if place + SOON < end:
            fetch(lots, (group_node[place + SOON], PRIORITY, 0))
            fetch(lots, (group_node[place + SOON], PRIORITY, days - 1))
        rows = lots[node]
        known, works, each = -1, False, 0
        part = parts[node]
        for lot in range(lot_count[node]):
            due = int(turn[lot]) & (TURN - 1) if is_draft else int(rows[DUE, lot])
            if due >= days or not is_tight[due]:
                continue
            if only < 0 and rows[WAY, lot] != known:
                known = rows[WAY, lot]
                works = is_worked(option_at, step_at, step, way_at[node] + known, group)
            if by_parts and is_parted[place, rows[NEED, lot]] and (only >= 0 or works):
                while each < part_count[node] and part[NEED, each] < rows[NEED, lot]:
                    each += 1
                ahead, made = 0, way_at[node] + rows[WAY, lot]
                while each < part_count[node] and part[NEED, each] == rows[NEED, lot]:
                    row = queue[filled]
                    row[QUEUED_NODE], row[QUEUED_LOT] = node, days + each
                    row[QUEUED_WHOLE], row[QUEUED_AHEAD] = lot, ahead
                    row[QUEUED_DAY], row[QUEUED_RANK] = due, part[PRIORITY, each]
                    row[QUEUED_STEP], row[QUEUED_RELEASE] = only, int(turn[lot]) // TURN
                    if only >= 0:
                        row[QUEUED_HOURS] = hours_after(
                            step, only, way, made, part_units[node, each], ahead
                        )
                    ahead += part_units[node, each]
                    filled += 1
                    each += 1
            elif only >= 0 or works:
                row = queue[filled]
                row[QUEUED_NODE], row[QUEUED_LOT] = node, lot
                row[QUEUED_DAY], row[QUEUED_RANK] = due, rows[PRIORITY, lot]
                row[QUEUED_STEP], row[QUEUED_HOURS] = only, asked[lot]
                row[QUEUED_RELEASE] = int(turn[lot]) // TURN if is_draft else rows[RELEASE, lot]
                filled += 1
        if is_draft:
            continue
        for each in range(part_count[node]):
            due = int(part[DUE, each])
            if part[OPTION, each] < 0 or due >= days or not is_tight[due]:
                continue
            made = way_at[node] + part[WAY, each]
            if only >= 0 or is_worked(option_at, step_at, step, made, group):
                row = queue[filled]
                row[QUEUED_NODE], row[QUEUED_LOT] = node, days + each
                row[QUEUED_DAY], row[QUEUED_RANK] = due, part[PRIORITY, each]
                row[QUEUED_STEP], row[QUEUED_RELEASE] = only, part[RELEASE, each]
                row[QUEUED_WHOLE], row[QUEUED_AHEAD] = -1, part_ahead[node, each]
                if only >= 0:
                    row[QUEUED_HOURS] = hours_after(
                        step, only, way, made, part_units[node, each], part_ahead[node, each]
                    )
                filled += 1
    return filled


@leaf
def is_worked(option_at: Ints, step_at: Ints, step: Ints, way: int, group: int) -> bool:
    """Whether a way asks for hours at a group's work centres."""
    for at in range(step_at[option_at[way]], step_at[option_at[way + 1]]):
        if step[at, GROUP] == group:
            return True
    return False


@leaf
def sort_queue(queue: Ints, count: int, order: Ints, spare: Ints, bucket: Ints, days: int) -> None:
    """Best priority first, then the earlier day due, then as they stand."""
    bucket[: days + 1] = 0
    for place in range(count):
        bucket[queue[place, QUEUED_DAY] + 1] += 1
    for day in range(days):
        bucket[day + 1] += bucket[day]
    for place in range(count):
        day = queue[place, QUEUED_DAY]
        spare[bucket[day]] = place
        bucket[day] += 1
    bucket[: NO_PRIORITY + 2] = 0
    for place in range(count):
        bucket[queue[place, QUEUED_RANK] + 1] += 1
    for rank in range(NO_PRIORITY + 1):
        bucket[rank + 1] += bucket[rank]
    for at in range(count):
        place = spare[at]
        rank = queue[place, QUEUED_RANK]
        order[bucket[rank]] = place
        bucket[rank] += 1
