"""Placing lots one after the other on the free hours of their work centres."""

from typing import Final

from backend.engine.whole.booking import hours_after, units_after
from backend.engine.whole.compiled import fetch, inlined, leaf
from backend.engine.whole.layout import (
    AHEAD,
    CENTER,
    DUE,
    EARLIEST,
    GROUP,
    LATEST,
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
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lending import keep_rows, lend, take_lent
from backend.engine.whole.queues import queue_up, sort_queue

SOON: Final = 6
"""So many lots ahead it is told what will be written."""

# The turns of one lot: first with the hours that are free, then with those that are lent, then as before.
WITH_LENT: Final = 1
AS_BEFORE: Final = 2
OVER: Final = 3


@leaf
def place_all(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int, is_linked: Flags,
    is_draft: bool, is_fresh: bool, by_parts: bool, is_lent: bool,
) -> bool:  # fmt: skip
    """Place the lots of the tight days in their order; whether one comes to a day that is not tight, which then is.

    Where `is_lent` says so, one that is late otherwise takes hours that less important parents have (`desk.held`), if it is there sooner with them.
    """
    is_tight = desk.is_tight
    days = len(is_tight)
    centers = plant.group_center[plant.group_center_at[group] : plant.group_center_at[group + 1]]
    lots = queue_up(
        plant.member_at[group, level], plant.member_at[group, level + 1], plant.group_node, plant.way_at, plant.option_at,
        plant.step_at, plant.step, plant.only_step, plan.turn, plan.hours, plan.lot, plan.lot_count, group, is_tight, desk.queue, is_draft,
        plan.part, plan.part_count, plan.part_units, plan.part_ahead, plant.way, plan.by_parts, by_parts,
    )  # fmt: skip
    sort_queue(desk.queue, lots, desk.order, desk.spare, desk.bucket, days)
    is_alone, center = len(centers) == 1, centers[0]
    for at in range(lots):
        waiting = desk.queue[desk.order[at]]
        if at + SOON < lots:
            fetch_step(plan, desk.queue[desk.order[at + SOON]], days)
        node, lot = waiting[QUEUED_NODE], waiting[QUEUED_LOT]
        ahead, noted = -1, lot
        if lot >= days:
            ahead, noted = waiting[QUEUED_AHEAD], waiting[QUEUED_WHOLE]
        only, day, hours = waiting[QUEUED_STEP], waiting[QUEUED_DAY], waiting[QUEUED_HOURS]
        begins, finishes, done_at = plan.draft_begin, plan.step_finish, plan.step_done
        if is_draft:
            finishes, done_at = plan.draft_finish, plan.draft_done
        elif lot >= days:
            finishes, done_at, noted = plan.part_finish, plan.part_done, lot - days
        if is_lent:
            keep_rows(desk.had, desk.room, centers)
        turn, before, near, far, is_other, last = 0, 0, day, day, False, day
        while turn < OVER:
            room = desk.lent if turn == WITH_LENT else desk.room
            if only >= 0:
                # As `place_lot` would, without looking at the lot itself.
                if not is_alone:
                    center = plant.step[only, CENTER]
                first, last, low, high, spent = work(
                    room[center], hours, waiting[QUEUED_RELEASE], day, True
                )
                done = 0
                if last > day and not (is_draft and lot >= days):
                    units = (
                        plan.units[node, lot] if lot < days else plan.part_units[node, lot - days]
                    )
                    done = units_after(
                        plant.step, only, plant.way, plant.way_at[node], units, max(ahead, 0), spent
                    )
                is_moved = note(
                    begins, finishes, done_at, only, noted, first, last, day, done, is_draft,
                    is_fresh, lot >= days, lot >= days and ahead > 0,
                )  # fmt: skip
            elif lot >= days:
                is_moved, last, low, high = place_lot(
                    plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                    plan.part[node], plan.part_units[node, lot - days], begins, finishes, done_at, plan.draft_option[node],
                    lot - days, noted, group, is_draft, is_fresh, ahead,
                )  # fmt: skip
            else:
                is_moved, last, low, high = place_lot(
                    plant.way, plant.way_at[node], plant.option_at, plant.step_at, plant.step, room,
                    plan.lot[node], plan.units[node, lot], begins, finishes, done_at, plan.draft_option[node],
                    lot, lot, group, is_draft, is_fresh, -1,
                )  # fmt: skip
            near, far, is_other = min(near, low), max(far, high), is_other | is_moved
            if (
                turn == 0
                and is_lent
                and last > day
                and lend(desk, desk.had, centers, waiting[QUEUED_RANK])
            ):
                turn, before = WITH_LENT, last
            elif turn == WITH_LENT and last < before:
                take_lent(desk, desk.room, centers, waiting[QUEUED_RANK])
                turn = OVER
            elif turn == WITH_LENT:
                keep_rows(desk.room, desk.had, centers)
                turn = AS_BEFORE
            else:
                turn = OVER
        if last > day and not (by_parts or is_lent):
            desk.worst[day] = min(desk.worst[day], waiting[QUEUED_RANK])
        dirt.node[AHEAD if is_draft else SERVE, node] |= is_other
        is_any = False
        for on in range(near, far + 1):
            if not is_tight[on]:
                is_any = True
                is_tight[on] = True
            is_linked[on] |= on < far
        # The last day is linked to what lies beyond the horizon.
        is_linked[days - 1] |= last >= days
        if is_any:
            return True
    return False


@inlined
def fetch_step(plan: Plan, waiting: Ints, days: int) -> None:
    """Have brought where the hours of a lot will be written down."""
    step, lot = waiting[QUEUED_STEP], waiting[QUEUED_LOT]
    if step >= 0 and lot < days:
        fetch(plan.draft_begin, (step, lot))
        fetch(plan.draft_finish, (step, lot))
        fetch(plan.step_finish, (step, lot))


@inlined
def note(
    begins: Days, finishes: Days, done_at: Ints, step: int, lot: int, first: int, last: int, due: int,
    done: int, is_draft: bool, is_fresh: bool, is_part: bool, goes_on: bool,
) -> bool:  # fmt: skip
    """Write down the first or the last day of a lot's hours at a step, and what is done in time; whether that differs.

    Of a lot in parts (all behind the first of them `goes_on`) the draft keeps the first day of all of them.
    """
    ends = 0 if last == due else last + 1
    if not is_draft:
        is_other = finishes[step, lot] != ends or (ends > due and done_at[step, lot] != done)
        finishes[step, lot] = ends
        if ends > due:
            done_at[step, lot] = done
        return is_other
    start = 0 if first == due else first + 1
    if goes_on and begins[step, lot] > 0:
        start = min(start, begins[step, lot]) if start > 0 else begins[step, lot]
    is_other = begins[step, lot] != start
    begins[step, lot] = start
    if not is_part:
        finishes[step, lot] = ends
        if ends > due:
            done_at[step, lot] = done
        is_other |= is_fresh and ends != 0
    return is_other


@inlined
def place_lot(
    way: Ints, first: int, option_at: Ints, step_at: Ints, step: Ints, room: Ints, rows: Days,
    units: int, begins: Days, finishes: Days, done_at: Ints, options: Days, lot: int, noted: int, group: int, is_draft: bool,
    is_fresh: bool, ahead: int,
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
    chosen, release, low, high = choose(
        way, each, option_at, step_at, step, room, units, release, rows[LATEST, lot], due, is_draft, max(ahead, 0)
    )  # fmt: skip
    is_other, ready_on = False, due
    goes_on = is_draft and ahead > 0
    if not is_draft:
        is_other = rows[OPTION, lot] != chosen - begin
        rows[OPTION, lot] = chosen - begin
    elif ahead < 0:
        is_other = options[lot] != chosen - begin
        options[lot] = chosen - begin
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
                begins, finishes, done_at, at, noted, start, last, due, done, is_draft, is_fresh, ahead >= 0, goes_on
            )  # fmt: skip
    return is_other, ready_on, low, high


@inlined
def choose(
    way: Ints, each: int, option_at: Ints, step_at: Ints, step: Ints, room: Ints, units: int, release: int, latest: int,
    due: int, is_draft: bool, ahead: int,
) -> tuple[int, int, int, int]:  # fmt: skip
    """The routing of a lot: the first that is done when it is due, else that which is done first.

    With it the day from which it looks for hours, and the first and the last day that it looked at for those it did not take.
    """
    begin, end = option_at[each], option_at[each + 1]
    low, high = due, due
    chosen = begin
    if end - begin > 1:
        # The draft looks for a routing that needs no earlier beginning before it looks for hours ahead.
        is_found, best = False, -1
        for turn in range(2 if is_draft and release < latest else 1):
            since = latest if is_draft and turn == 0 else release
            best = -1
            for option in range(begin, end):
                ready = 0
                for at in range(step_at[option], step_at[option + 1]):
                    hours = hours_after(step, at, way, each, units, ahead)
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
    return chosen, release, low, high


@inlined
def work(
    room: Ints, hours: int, release: int, due: int, is_kept: bool
) -> tuple[int, int, int, int, int]:
    """The first and the last day on which hours are worked; beyond the horizon where they do not suffice.

    With it the first and the last day that were looked at, and the hours that are worked by the day they are due. The hours are taken off the room of the
    days where `is_kept` says so.
    """
    days = len(room)
    if room[due] >= hours or hours <= 0:
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
