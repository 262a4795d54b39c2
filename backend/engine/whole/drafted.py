"""Hours that stay as the draft has them, because levelling a level by what it waits for would come to the same.

That is so on days that are linked where no lot waits for material, so that each begins and is due as the draft has it, and
where what lower levels have taken is no more than the draft has left, and nobody is late who might take hours of parents. A lot takes from a day what it asks for or all that is
there. What it left in the draft was enough for what is taken now, or nothing was left, and so nothing has been taken: lot by
lot, in the same order, each finds the same hours again.
"""

from typing import Final

from backend.engine.whole.compiled import fetch, inlined, leaf
from backend.engine.whole.layout import (
    DUE,
    GROUP,
    OPTION,
    RELEASE,
    SERVE,
    START,
    TARGET,
    TURN,
    WAY,
    Days,
    Desk,
    Dirt,
    Flags,
    Ints,
    Plan,
    Plant,
    Turns,
)
from backend.engine.whole.queues import is_worked

SOON: Final = 3
"""So many nodes ahead it is told what will be read."""


@inlined
def take_over(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int, centers: Ints, is_linked: Flags
) -> bool:  # fmt: skip
    """Leave the open days of a group on which that may be as the draft has them (`desk.is_taken`); whether others are open."""
    is_taken, is_open = desk.is_taken, desk.is_open
    days = len(is_open)
    begin, end = plant.member_at[group, level], plant.member_at[group, level + 1]
    find_taken(
        is_taken, is_open, centers, plan.room[level + 1], plan.draft_room[level + 1], plan.draft_room[0]
    )  # fmt: skip
    for place in range(begin, end):
        node = plant.group_node[place]
        if plan.waits[node]:
            leave_out(is_taken, plan.lot[node], plan.lot_count[node])
            leave_out_parts(is_taken, plan.part[node], plan.part_count[node])
    if level > 0:
        # Somebody who is late there may take hours that less important parents have.
        for day in range(days):
            is_taken[day] &= not plan.hours_short[level, group, day]
    drafted = plan.draft_linked[level, group]
    if not leave_linked(is_taken, is_linked, drafted):
        return True
    is_any = find_moved(desk.is_tight, is_taken, is_linked, drafted)
    for place in range(begin, end if is_any else begin):
        node, only = plant.group_node[place], plant.only_step[place]
        turn, count = plan.turn[place], plan.lot_count[node]
        if place + SOON < end:
            fetch_taken(plan, plant.only_step[place + SOON])
        if only >= 0:
            is_other = take_step(
                desk.is_tight, turn, count, plan.draft_finish[only], plan.draft_done[only],
                plan.step_finish[only], plan.step_done[only],
            )  # fmt: skip
        else:
            is_other = take_steps(plant, plan, desk.is_tight, turn, node, count, group)
        dirt.node[SERVE, node] |= is_other
    keep_hours(
        is_taken, centers, plan.draft_room[level], plan.draft_room[level + 1], plan.room[level + 1], plan.room[level],
        dirt.differs,
    )  # fmt: skip
    is_any = False
    for day in range(days):
        if is_taken[day]:
            is_linked[day] = drafted[day]
            is_open[day] = False
        is_any |= is_open[day]
    return is_any


@inlined
def fetch_taken(plan: Plan, step: int) -> None:
    """Have brought what is taken over at a step, and what it is set beside."""
    if step >= 0:
        last = plan.draft_finish.shape[1] - 1
        fetch(plan.draft_finish, (step, 0))
        fetch(plan.draft_finish, (step, last))
        fetch(plan.step_finish, (step, 0))
        fetch(plan.step_finish, (step, last))


@inlined
def keep_hours(
    is_taken: Flags, centers: Ints, above: Ints, left: Ints, have: Ints, room: Ints, differs: Flags
) -> None:
    """Take off the days taken over what the draft takes (`above` less `left`), and say where other hours are left."""
    days = len(is_taken)
    for place in range(len(centers)):
        center = centers[place]
        for day in range(days):
            if is_taken[day]:
                now = have[center, day] - (above[center, day] - left[center, day])
                differs[center, day] = room[center, day] != now
                room[center, day] = now


@inlined
def find_taken(
    is_taken: Flags, is_open: Flags, centers: Ints, room: Ints, drafted: Ints, capacity: Ints
) -> None:
    """The open days on which what lower levels have taken is no more than the draft has left."""
    days = len(is_open)
    for day in range(days):
        is_taken[day] = is_open[day]
    for place in range(len(centers)):
        have, left, whole = room[centers[place]], drafted[centers[place]], capacity[centers[place]]
        for day in range(days):
            is_taken[day] &= have[day] + left[day] >= whole[day]


@leaf
def leave_out(is_taken: Flags, rows: Days, count: int) -> None:
    """Leave out the days of lots that wait, those on which they are due and those on which the draft has them."""
    days = len(is_taken)
    for lot in range(count):
        due, target = rows[DUE, lot], rows[TARGET, lot]
        if due != target or rows[RELEASE, lot] != rows[START, lot]:
            if due < days:
                is_taken[due] = False
            if target < days:
                is_taken[target] = False


@leaf
def leave_out_parts(is_taken: Flags, part: Days, count: int) -> None:
    """Leave out the days of parts that go by themselves."""
    for place in range(count):
        if part[OPTION, place] >= 0 and part[DUE, place] < len(is_taken):
            is_taken[part[DUE, place]] = False


@inlined
def leave_linked(is_taken: Flags, is_linked: Flags, drafted: Flags) -> bool:
    """Leave out the days that are linked to one that is left out, in the draft or behind it; whether any is taken."""
    days = len(is_taken)
    for day in range(days - 1):
        is_taken[day + 1] &= is_taken[day] or not (is_linked[day] or drafted[day])
    for day in range(days - 2, -1, -1):
        is_taken[day] &= is_taken[day + 1] or not (is_linked[day] or drafted[day])
    found = False
    for day in range(days):
        found |= is_taken[day]
    return found


@inlined
def find_moved(is_moved: Flags, is_taken: Flags, is_linked: Flags, drafted: Flags) -> bool:
    """The days taken over whose lots may have hours on another day, in the draft or behind it; whether there are any."""
    found, is_before = False, False
    for day in range(len(is_taken)):
        is_both = is_linked[day] or drafted[day]
        is_moved[day] = is_taken[day] and (is_both or is_before)
        found |= is_moved[day]
        is_before = is_both
    return found


@inlined
def take_step(
    is_taken: Flags, turn: Turns, count: int, drafted: Days, drafted_done: Ints, finishes: Days, done: Ints
) -> bool:  # fmt: skip
    """Take the last days of lots at a step over, and what is done of those that are late; whether one differs."""
    days = len(is_taken)
    is_other = False
    for lot in range(count):
        due = int(turn[lot]) & (TURN - 1)
        if due < days and is_taken[due]:
            ends = drafted[lot]
            if finishes[lot] != ends:
                is_other = True
                finishes[lot] = ends
            if ends > due:
                is_other |= done[lot] != drafted_done[lot]
                done[lot] = drafted_done[lot]
    return is_other


@leaf
def take_steps(
    plant: Plant, plan: Plan, is_taken: Flags, turn: Turns, node: int, count: int, group: int
) -> bool:
    """The same for lots of a node that has several steps or routings."""
    days = len(is_taken)
    rows, options = plan.lot[node], plan.draft_option[node]
    is_other = False
    for lot in range(count):
        due = int(turn[lot]) & (TURN - 1)
        way = plant.way_at[node] + rows[WAY, lot]
        if due >= days or not is_taken[due]:
            continue
        if not is_worked(plant.option_at, plant.step_at, plant.step, way, group):
            continue
        is_other |= rows[OPTION, lot] != options[lot]
        rows[OPTION, lot] = options[lot]
        option = plant.option_at[way] + options[lot]
        for step in range(plant.step_at[option], plant.step_at[option + 1]):
            if plant.step[step, GROUP] == group:
                ends, done = plan.draft_finish[step, lot], plan.draft_done[step, lot]
                is_other |= plan.step_finish[step, lot] != ends
                is_other |= ends > due and plan.step_done[step, lot] != done
                plan.step_finish[step, lot] = ends
                plan.step_done[step, lot] = done
    return is_other


@leaf
def take_all(plant: Plant, plan: Plan, node: int) -> None:
    """Take the hours of all lots of a node over."""
    rows, count = plan.lot[node], plan.lot_count[node]
    first, last = plant.way_at[node], plant.way_at[node + 1]
    for lot in range(count):
        rows[OPTION, lot] = plan.draft_option[node, lot]
    for step in range(plant.step_at[plant.option_at[first]], plant.step_at[plant.option_at[last]]):
        for lot in range(count):
            plan.step_finish[step, lot] = plan.draft_finish[step, lot]
            plan.step_done[step, lot] = plan.draft_done[step, lot]
