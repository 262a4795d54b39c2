"""Finite capacity: every lot's hours on the days of its work centres, never more than there are.

Group by group (work centres that alternatives join), best priority first, then the earlier target, each
lot takes free hours from its target day backwards to its release and, if they do not suffice, from
the day after the target forwards. A lot that has been placed is never moved by one behind it.

A day on which there are hours for all that is asked for, and to which no lot of another day has come, is
settled by subtraction: there the order is all the same. Only days that lots look at together are
levelled lot by lot, and of those only the ones where something has changed.
"""

from backend.engine.whole.booking import hours_of
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    CENTER,
    DUE,
    GROUP,
    OPTION,
    QUEUED_DAY,
    QUEUED_HOURS,
    QUEUED_LOT,
    QUEUED_NODE,
    QUEUED_RELEASE,
    QUEUED_STEP,
    RELEASE,
    SERVE,
    WAY,
    Days,
    Desk,
    Dirt,
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.queues import queue_up, sort_queue


@leaf
def level_hours(plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int) -> None:
    """Bring the hours of one level up to date on the days that have changed.

    Marks the nodes whose days of work differ, and in `dirt.differs` on which days other hours are left.
    """
    is_open, is_tight = desk.is_open, desk.is_tight
    days = len(is_open)
    above, room, asked = plan.room[level + 1], plan.room[level], plan.asked[level]
    for group in range(len(dirt.group)):
        begin, end = plant.group_center_at[group], plant.group_center_at[group + 1]
        centers, is_linked = plant.group_center[begin:end], plan.is_linked[level, group]
        is_whole = dirt.group[group]
        if not find_open(is_open, is_whole, dirt.moved[level, group], dirt.differs, centers):
            continue
        spread(is_open, is_linked)
        for place in range(end - begin):
            for day in range(days):
                desk.was_room[place, day] = room[centers[place], day]
        is_any = find_tight(is_tight, is_open, is_linked, above, asked, centers)
        if is_any and is_whole:
            is_tight[:] = True
        subtract(is_open, is_tight, above, asked, room, centers)
        while is_any:
            for day in range(days):
                is_linked[day] &= not is_tight[day]
            lots = queue_up(
                plant.level_at[level], plant.level_at[level + 1], plant.group_at[group],
                plant.group_at[group + 1], plant.group_node, plant.way_at, plant.option_at,
                plant.step_at, plant.step, plant.only_step, plan.turn, plan.ready, plan.hours, plan.lot, plan.lot_count, group, is_tight, desk.queue,
            )  # fmt: skip
            sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
            is_any = False
            for at in range(lots):
                waiting = desk.queue[desk.order[at]]
                node, lot = waiting[QUEUED_NODE], waiting[QUEUED_LOT]
                only, day, hours = waiting[QUEUED_STEP], waiting[QUEUED_DAY], waiting[QUEUED_HOURS]
                if only >= 0:
                    # As `place_lot` would, without looking at the lot itself.
                    done, low, high = work(
                        room[plant.step[only, CENTER]], hours, waiting[QUEUED_RELEASE], day, True
                    )
                    is_other = plan.step_finish[only, lot] != done
                    plan.step_finish[only, lot] = done
                else:
                    is_other, low, high = place_lot(
                        plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                        plan.lot[node], plan.units[node, lot], plan.step_finish, lot, group,
                    )  # fmt: skip
                dirt.node[node, SERVE] |= is_other
                for near in range(low, high + 1):
                    if not is_tight[near]:
                        is_any = True
                        is_tight[near] = True
                    is_linked[near] |= near < high
                if is_any:
                    break
            if is_any:
                widen(is_open, is_tight, is_linked)
                subtract(is_open, is_tight, above, asked, room, centers)
        for place in range(end - begin):
            for day in range(days):
                if is_open[day]:
                    center = centers[place]
                    dirt.differs[center, day] = room[center, day] != desk.was_room[place, day]


@leaf
def find_open(is_open: Flags, is_whole: bool, moved: Flags, differs: Flags, centers: Ints) -> bool:
    """Find the days of a group on which lots or hours have changed; whether there are any."""
    found = is_whole
    for day in range(len(is_open)):
        is_open[day] = is_whole or moved[day]
    for place in range(len(centers)):
        row = differs[centers[place]]
        for day in range(len(is_open)):
            is_open[day] |= row[day]
    for day in range(len(is_open)):
        found |= is_open[day]
    return found


@leaf
def spread(is_open: Flags, is_linked: Flags) -> None:
    """Take in all days that are linked to those that are open."""
    days = len(is_open)
    for day in range(days - 1):
        is_open[day + 1] |= is_open[day] and is_linked[day]
    for day in range(days - 2, -1, -1):
        is_open[day] |= is_open[day + 1] and is_linked[day]


@leaf
def find_tight(
    is_tight: Flags, is_open: Flags, is_linked: Flags, above: Ints, asked: Ints, centers: Ints
) -> bool:
    """Find the open days that must be levelled lot by lot; whether there are any."""
    found = False
    for day in range(len(is_open)):
        is_tight[day] = is_open[day] and (is_linked[day] or (day > 0 and is_linked[day - 1]))
    for place in range(len(centers)):
        have, want = above[centers[place]], asked[centers[place]]
        for day in range(len(is_open)):
            is_tight[day] |= is_open[day] and have[day] < want[day]
    for day in range(len(is_open)):
        found |= is_tight[day]
    return found


@leaf
def widen(is_open: Flags, is_tight: Flags, is_linked: Flags) -> None:
    """Take in the days to which a lot has come, and those that they are linked to."""
    for day in range(len(is_open)):
        is_open[day] |= is_tight[day]
    spread(is_open, is_linked)
    for day in range(len(is_open)):
        is_tight[day] |= is_open[day] and (is_linked[day] or (day > 0 and is_linked[day - 1]))


@leaf
def subtract(
    is_open: Flags, is_tight: Flags, above: Ints, asked: Ints, room: Ints, centers: Ints
) -> None:
    """Take what is asked for off the hours of the open days, and of tight days nothing yet."""
    for place in range(len(centers)):
        center = centers[place]
        for day in range(len(is_open)):
            if is_open[day]:
                room[center, day] = above[center, day] - (
                    0 if is_tight[day] else asked[center, day]
                )


@inlined
def place_lot(
    way: Ints, first: int, option_at: Ints, step_at: Ints, step: Ints, room: Ints, rows: Days,
    units: int, step_finish: Days, lot: int, group: int,
) -> tuple[bool, int, int]:  # fmt: skip
    """Put one lot's hours at the work centres of a group on their days.

    Whether its end there moved, and the first and the last day that it looked at.
    """
    each = first + rows[WAY, lot]
    begin, end = option_at[each], option_at[each + 1]
    release, due = rows[RELEASE, lot], rows[DUE, lot]
    low, high = due, due
    chosen = begin
    if end - begin > 1:
        best = -1
        for option in range(begin, end):
            ready = 0
            for at in range(step_at[option], step_at[option + 1]):
                hours = hours_of(step, at, way, each, units)
                done, early, late = work(room[step[at, CENTER]], hours, release, due, False)
                ready, low, high = max(ready, done), min(low, early), max(high, late)
            if best < 0 or ready < best:
                best, chosen = ready, option
            if ready <= due:
                break
    is_other = rows[OPTION, lot] != chosen - begin
    rows[OPTION, lot] = chosen - begin
    for at in range(step_at[chosen], step_at[chosen + 1]):
        if step[at, GROUP] == group:
            hours = hours_of(step, at, way, each, units)
            done, early, late = work(room[step[at, CENTER]], hours, release, due, True)
            low, high = min(low, early), max(high, late)
            is_other |= step_finish[at, lot] != done
            step_finish[at, lot] = done
    return is_other, low, high


@inlined
def work(room: Ints, hours: int, release: int, due: int, is_kept: bool) -> tuple[int, int, int]:
    """The last day on which hours are worked after the day they are due, 0 where none.

    With it the first and the last day that were looked at. The hours are taken off the room of the
    days where `is_kept` says so.
    """
    days = len(room)
    if room[due] >= hours and due >= release:
        if is_kept:
            room[due] -= hours
        return 0, due, due
    day = due
    while day >= release and hours > 0:
        taken = min(hours, room[day])
        hours -= taken
        if is_kept:
            room[day] -= taken
        day -= 1
    low = min(day + 1, due)
    if hours <= 0:
        return 0, low, due
    day = max(due + 1, release)
    while day < days and hours > 0:
        taken = min(hours, room[day])
        hours -= taken
        if is_kept:
            room[day] -= taken
        day += 1
    return day - 1 if hours <= 0 else days, low, max(min(day, days) - 1, due)
