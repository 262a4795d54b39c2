"""Finite capacity: every lot's hours on the days of its work centres, never more than there are.

Group by group (work centres that alternatives join), best priority first, then the earlier target, each
lot takes free hours from its target day backwards, as far as it may begin, and if they do not suffice, from
the day after the target forwards. A lot that has been placed is never moved by one behind it.

This is done twice. The draft goes from parents to components: where a lot's hours lie before the day on which it
begins by its lead time, it begins with them, and what it draws is needed then. Then, from components to parents, those
that wait for material look for hours after it; what parents took in the draft is kept for them until it is their turn.
So a level at which nothing waits, and below which nothing did, is left with the hours of its draft.

A day on which there are hours for all that is asked for, and to which no lot of another day has come, is
settled by subtraction: there the order is all the same. Only days that lots look at together are
levelled lot by lot, and of those only the ones where something has changed.

Where the draft leaves somebody late, the days that were looked at together with that lot are levelled once more: lots that serve
less important ones than the late one go by their parts, each in its own rank, and stand for themselves from then on.
"""

from backend.engine.whole.booking import hours_after, units_after
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    AHEAD,
    CENTER,
    DUE,
    EARLIEST,
    GROUP,
    LATEST,
    NO_PRIORITY,
    OPTION,
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
    SERVE,
    TARGET,
    WAY,
    Days,
    Desk,
    Dirt,
    Facts,
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.linked import find_open, find_tight, spread, subtract, sum_up, widen
from backend.engine.whole.queues import queue_up, sort_queue
from backend.engine.whole.sharing import forget_shares, part_late, spread_late


@leaf
def level_draft(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int, is_fresh: bool
) -> None:
    """Bring the draft of one level up to date on the days that have changed.

    Marks the nodes whose lots begin with other hours, and on which days other hours are left.
    """
    days = len(desk.is_open)
    above, room = plan.draft_room[level], plan.draft_room[level + 1]
    moved, was, differs = (
        dirt.draft_moved[level],
        dirt.draft_differs[level],
        dirt.draft_differs[level + 1],
    )
    for group in range(len(dirt.group)):
        begin, end = plant.group_center_at[group], plant.group_center_at[group + 1]
        centers, is_linked = plant.group_center[begin:end], plan.draft_linked[level, group]
        is_whole = dirt.group[group]
        if not find_open(desk.is_open, is_whole, moved[group], was, was, centers):
            continue
        moved[group, :] = False
        spread(desk.is_open, is_linked)
        for place in range(end - begin):
            for day in range(days):
                desk.above[centers[place], day] = above[centers[place], day]
        level_group(
            plant, facts, plan, dirt, desk, level, group, plan.draft_asked[level], is_linked, True, is_fresh,
        )  # fmt: skip
        for place in range(end - begin):
            center = centers[place]
            for day in range(days):
                if desk.is_open[day]:
                    differs[center, day] = room[center, day] != desk.room[center, day]
                    room[center, day] = desk.room[center, day]
            sum_up(differs[center])


@leaf
def level_hours(plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int) -> None:
    """Bring the hours of one level up to date on the days that have changed.

    Marks the nodes whose days of work differ, and in `dirt.differs` on which days other hours are left.
    """
    days = len(desk.is_open)
    capacity, drafted = plan.draft_room[0], plan.draft_room[level]
    above, room = plan.room[level + 1], plan.room[level]
    for group in range(len(dirt.group)):
        begin, end = plant.group_center_at[group], plant.group_center_at[group + 1]
        centers, is_linked = plant.group_center[begin:end], plan.is_linked[level, group]
        if not find_open(
            desk.is_open, dirt.group[group], dirt.moved[level, group], dirt.differs,
            dirt.draft_differs[level], centers,
        ):  # fmt: skip
            continue
        spread(desk.is_open, is_linked)
        for place in range(end - begin):
            center = centers[place]
            for day in range(days):
                kept = capacity[center, day] - drafted[center, day]
                desk.above[center, day] = above[center, day] - kept
        level_group(
            plant, facts, plan, dirt, desk, level, group, plan.asked[level], is_linked, False, False,
        )  # fmt: skip
        for place in range(end - begin):
            center = centers[place]
            for day in range(days):
                if desk.is_open[day]:
                    kept = capacity[center, day] - drafted[center, day]
                    left = desk.room[center, day] + kept
                    dirt.differs[center, day] = room[center, day] != left
                    room[center, day] = left
            sum_up(dirt.differs[center])


@leaf
def level_group(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int, asked: Ints,
    is_linked: Flags, is_draft: bool, is_fresh: bool,
) -> None:  # fmt: skip
    """Take the hours of a group's open days off those above (`desk.above`), and mark the nodes whose days differ."""
    is_open, is_tight, above, room = desk.is_open, desk.is_tight, desk.above, desk.room
    days = len(is_open)
    centers = plant.group_center[plant.group_center_at[group] : plant.group_center_at[group + 1]]
    is_done = False
    while not is_done:
        if is_draft:
            forget_shares(plant, plan, dirt, is_open, level, group)
        desk.worst[:] = NO_PRIORITY
        is_any = find_tight(is_tight, is_open, is_linked, above, asked, centers)
        if is_any and dirt.group[group]:
            is_tight[:] = True
        subtract(is_open, is_tight, above, asked, room, centers)
        while is_any:
            for day in range(days):
                is_linked[day] &= not is_tight[day]
            desk.worst[:] = NO_PRIORITY
            is_any = place_all(
                plant, plan, dirt, desk, level, group, is_linked, is_draft, is_fresh, False
            )
            if is_any:
                widen(is_open, is_tight, is_linked)
                subtract(is_open, is_tight, above, asked, room, centers)
        is_done = not is_draft or share_hours(
            plant, facts, plan, dirt, desk, level, group, is_linked, is_fresh, centers
        )


@leaf
def share_hours(
    plant: Plant, facts: Facts, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int,
    is_linked: Flags, is_fresh: bool, centers: Ints,
) -> bool:  # fmt: skip
    """Level the days on which somebody is late, and those linked to them, anew: lots by their parts, each in its own rank.

    False where a lot comes to a day that is not open; that day and those linked to it are then opened.
    """
    days = len(desk.is_open)
    short = plan.draft_short[level, group]
    is_other = True
    while is_other:
        spread_late(desk.worst, is_linked)
        is_out, is_late = False, False
        for day in range(days):
            desk.is_tight[day] = desk.worst[day] < NO_PRIORITY
            is_late |= desk.is_tight[day]
            is_out |= desk.is_tight[day] and not desk.is_open[day]
        if is_out:
            for day in range(days):
                desk.is_open[day] |= desk.is_tight[day]
            spread(desk.is_open, is_linked)
            return False
        if not is_late or not part_late(plant, facts, plan, dirt, desk, level, group):
            break
        for place in range(len(centers)):
            for day in range(days):
                if desk.is_tight[day]:
                    desk.room[centers[place], day] = desk.above[centers[place], day]
        is_other = place_all(plant, plan, dirt, desk, level, group, is_linked, True, is_fresh, True)
    for day in range(days):
        if desk.is_open[day]:
            short[day] = desk.worst[day] < NO_PRIORITY
    sum_up(short)
    return True


@leaf
def place_all(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int, is_linked: Flags,
    is_draft: bool, is_fresh: bool, by_parts: bool,
) -> bool:  # fmt: skip
    """Place the lots of the tight days in their order; whether one comes to a day that is not tight, which then is."""
    is_tight, room = desk.is_tight, desk.room
    days = len(is_tight)
    lots = queue_up(
        plant.level_at[level], plant.level_at[level + 1], plant.group_at[group],
        plant.group_at[group + 1], plant.group_node, plant.way_at, plant.option_at,
        plant.step_at, plant.step, plant.only_step, plan.turn, plan.ready, plan.hours, plan.lot, plan.lot_count, group, is_tight, desk.queue, is_draft,
        plan.part, plan.part_count, plan.part_units, plan.part_ahead, plant.way, plan.by_parts, by_parts,
    )  # fmt: skip
    sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
    for at in range(lots):
        waiting = desk.queue[desk.order[at]]
        node, lot, ahead = waiting[QUEUED_NODE], waiting[QUEUED_LOT], waiting[QUEUED_AHEAD]
        only, day, hours = waiting[QUEUED_STEP], waiting[QUEUED_DAY], waiting[QUEUED_HOURS]
        begins, finishes, noted = plan.draft_begin, plan.step_finish, waiting[QUEUED_WHOLE]
        done_at = plan.step_done
        if lot >= days:
            finishes, done_at = plan.part_finish, plan.part_done
            if not is_draft:
                noted = lot - days
        if only >= 0:
            # As `place_lot` would, without looking at the lot itself.
            first, last, low, high, spent = work(
                room[plant.step[only, CENTER]], hours, waiting[QUEUED_RELEASE], day, True
            )
            done = 0
            if last > day and not (is_draft and lot >= days):
                units = plan.units[node, lot] if lot < days else plan.part_units[node, lot - days]
                done = units_after(
                    plant.step, only, plant.way, plant.way_at[node], units, max(ahead, 0), spent
                )
            is_other = note(
                begins, finishes, done_at, only, noted, first, last, day, done, is_draft,
                is_fresh and lot < days, lot >= days and ahead > 0,
            )  # fmt: skip
        elif lot >= days:
            is_other, last, low, high = place_lot(
                plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                plan.part[node], plan.part_units[node, lot - days], begins, finishes, done_at, lot - days, noted,
                group, is_draft, False, ahead,
            )  # fmt: skip
        else:
            is_other, last, low, high = place_lot(
                plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                plan.lot[node], plan.units[node, lot], begins, finishes, done_at, lot, lot, group, is_draft, is_fresh, -1,
            )  # fmt: skip
        if last > day and not by_parts:
            desk.worst[day] = min(desk.worst[day], waiting[QUEUED_RANK])
        dirt.node[node, AHEAD if is_draft else SERVE] |= is_other
        is_any = False
        for near in range(low, high + 1):
            if not is_tight[near]:
                is_any = True
                is_tight[near] = True
            is_linked[near] |= near < high
        if is_any:
            return True
    return False


@inlined
def note(
    begins: Days, finishes: Days, done_at: Ints, step: int, lot: int, first: int, last: int, due: int,
    done: int, is_draft: bool, is_fresh: bool, goes_on: bool,
) -> bool:  # fmt: skip
    """Write down the first or the last day of a lot's hours at a step, and what is done in time; whether that differs.

    Of a lot in parts (all behind the first of them `goes_on`) the draft keeps the first day of all of them.
    """
    ends = 0 if last == due else last + 1
    if not is_draft:
        is_other = finishes[step, lot] != ends or (ends > due and done_at[step, lot] != done)
        finishes[step, lot] = ends
        done_at[step, lot] = done
        return is_other
    start = 0 if first == due else first + 1
    if goes_on and begins[step, lot] > 0:
        start = min(start, begins[step, lot]) if start > 0 else begins[step, lot]
    is_other = begins[step, lot] != start
    begins[step, lot] = start
    if is_fresh:
        finishes[step, lot] = ends
        done_at[step, lot] = done
        is_other |= ends != 0
    return is_other


@inlined
def place_lot(
    way: Ints, first: int, option_at: Ints, step_at: Ints, step: Ints, room: Ints, rows: Days,
    units: int, begins: Days, finishes: Days, done_at: Ints, lot: int, noted: int, group: int, is_draft: bool, is_fresh: bool, ahead: int,
) -> tuple[bool, int, int, int]:  # fmt: skip
    """Put one lot's hours at the work centres of a group on their days, or those of a part (`ahead` is not below 0).

    Whether they are others than before (`noted` is where they are written down), the last day of work, and the first and the
    last day that it looked at.
    """
    each = first + rows[WAY, lot]
    begin, end = option_at[each], option_at[each + 1]
    release, due = rows[RELEASE, lot], rows[DUE, lot]
    if is_draft:
        release, due = rows[EARLIEST, lot], rows[TARGET, lot]
    low, high = due, due
    chosen = begin
    if end - begin > 1:
        # The draft looks for a routing that needs no earlier beginning before it looks for hours ahead.
        is_found, best = False, -1
        for turn in range(2 if is_draft and release < rows[LATEST, lot] else 1):
            since = rows[LATEST, lot] if is_draft and turn == 0 else release
            best = -1
            for option in range(begin, end):
                ready = 0
                for at in range(step_at[option], step_at[option + 1]):
                    hours = hours_after(step, at, way, each, units, max(ahead, 0))
                    _, last, early, late, _ = work(room[step[at, CENTER]], hours, since, due, False)
                    ready, low, high = max(ready, last), min(low, early), max(high, late)
                if best < 0 or ready < best:
                    best, chosen = ready, option
                if ready <= due:
                    is_found = True
                    break
            if is_found:
                release = since
                break
    is_other, ready_on = False, due
    goes_on = is_draft and ahead > 0
    if not is_draft or is_fresh:
        is_other = rows[OPTION, lot] != chosen - begin
        rows[OPTION, lot] = chosen - begin
    if is_draft and end - begin > 1 and not goes_on:
        for at in range(step_at[begin], step_at[end]):
            if at < step_at[chosen] or at >= step_at[chosen + 1]:
                is_other |= begins[at, noted] != 0
                begins[at, noted] = 0
    for at in range(step_at[chosen], step_at[chosen + 1]):
        if step[at, GROUP] == group:
            hours = hours_after(step, at, way, each, units, max(ahead, 0))
            start, last, early, late, spent = work(
                room[step[at, CENTER]], hours, release, due, True
            )
            low, high, ready_on = min(low, early), max(high, late), max(ready_on, last)
            done = 0
            if last > due and not (is_draft and ahead >= 0):
                done = units_after(step, at, way, each, units, max(ahead, 0), spent)
            is_other |= note(
                begins, finishes, done_at, at, noted, start, last, due, done, is_draft, is_fresh, goes_on
            )  # fmt: skip
    return is_other, ready_on, low, high


@inlined
def work(
    room: Ints, hours: int, release: int, due: int, is_kept: bool
) -> tuple[int, int, int, int, int]:
    """The first and the last day on which hours are worked; beyond the horizon where they do not suffice.

    With it the first and the last day that were looked at, and the hours that are worked by the day they are due. The hours are taken off the room of the
    days where `is_kept` says so.
    """
    days = len(room)
    if room[due] >= hours:
        if is_kept:
            room[due] -= hours
        return due, due, due, due, hours
    first, last = days, -1
    left, day = hours, due
    while day >= release and left > 0:
        taken = min(left, room[day])
        if taken > 0:
            left -= taken
            first, last = day, max(last, day)
            if is_kept:
                room[day] -= taken
        day -= 1
    low = min(day + 1, due)
    if left <= 0:
        return first, last, low, due, hours
    day, spent = due, hours - left
    while left > 0 and day < days - 1:
        day += 1
        taken = min(left, room[day])
        if taken > 0:
            left -= taken
            first = min(first, day)
            if is_kept:
                room[day] -= taken
    return first, day if left <= 0 else days, low, day, spent
