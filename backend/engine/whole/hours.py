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

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.drafted import take_over
from backend.engine.whole.holding import hold
from backend.engine.whole.layout import (
    NO_PRIORITY,
    Desk,
    Dirt,
    Facts,
    Flags,
    Ints,
    Plan,
    Plant,
)
from backend.engine.whole.lending import open_lent, redraft
from backend.engine.whole.linked import find_open, find_tight, spread, subtract, sum_up, widen
from backend.engine.whole.placing import place_all
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
        redraft(dirt.redrafted[group], desk.is_open, level)
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
        is_found = find_open(
            desk.is_open, dirt.group[group], dirt.moved[level, group], dirt.differs,
            dirt.draft_differs[level], centers,
        )  # fmt: skip
        short = plan.hours_short[level, group]
        if not open_lent(desk.is_open, short, dirt.redrafted[group], level, is_found):
            continue
        spread(desk.is_open, is_linked)
        if not take_over(plant, plan, dirt, desk, level, group, centers, is_linked):
            for place in range(end - begin):
                sum_up(dirt.differs[centers[place]])
            continue
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
                    # What was taken over first may be levelled after all.
                    was_other = desk.is_taken[day] and dirt.differs[center, day]
                    dirt.differs[center, day] = was_other or room[center, day] != left
                    room[center, day] = left
            sum_up(dirt.differs[center])


@inlined
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
            is_open[:] = True
            is_tight[:] = True
        subtract(is_open, is_tight, above, asked, room, centers)
        while is_any:
            for day in range(days):
                is_linked[day] &= not is_tight[day]
            desk.worst[:] = NO_PRIORITY
            is_any = place_all(
                plant, plan, dirt, desk, level, group, is_linked, is_draft, is_fresh, False, False
            )
            if is_any:
                widen(is_open, is_tight, is_linked)
                subtract(is_open, is_tight, above, asked, room, centers)
        if is_draft:
            is_done = share_hours(
                plant, facts, plan, dirt, desk, level, group, is_linked, is_fresh, centers
            )
        else:
            is_done = lend_hours(plant, plan, dirt, desk, level, group, is_linked, centers)


@inlined
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
        is_late, is_out = find_late_days(desk, is_linked)
        if is_out:
            return False
        if not is_late or not part_late(plant, facts, plan, dirt, desk, level, group):
            break
        free_late(desk, centers)
        is_other = place_all(
            plant, plan, dirt, desk, level, group, is_linked, True, is_fresh, True, False
        )
    for day in range(days):
        if desk.is_open[day]:
            short[day] = desk.worst[day] < NO_PRIORITY
            plan.hours_short[level, group, day] |= short[day]
    sum_up(short)
    sum_up(plan.hours_short[level, group])
    return True


@inlined
def lend_hours(
    plant: Plant, plan: Plan, dirt: Dirt, desk: Desk, level: int, group: int, is_linked: Flags, centers: Ints
) -> bool:  # fmt: skip
    """Level the days on which somebody is late, and those linked to them, anew with the hours that less important parents have.

    False as in `share_hours`.
    """
    short = plan.hours_short[level, group]
    is_other, is_held = level > 0, False
    while is_other:
        is_late, is_out = find_late_days(desk, is_linked)
        if is_out:
            return False
        best = NO_PRIORITY
        for day in range(len(desk.worst)):
            best = min(best, desk.worst[day])
        if not is_late or not (is_held or hold(plant, plan, desk, level, group, best)):
            break
        is_held = True
        free_late(desk, centers)
        is_other = place_all(
            plant, plan, dirt, desk, level, group, is_linked, False, False, False, True
        )
    for day in range(len(desk.worst)):
        if desk.is_open[day]:
            short[day] = desk.worst[day] < NO_PRIORITY
    sum_up(short)
    return True


@inlined
def find_late_days(desk: Desk, is_linked: Flags) -> tuple[bool, bool]:
    """Mark the days that are linked to one on which somebody is late (`desk.is_tight`); whether there are any, and any that is not open.

    Those and what they are linked to are then opened.
    """
    spread_late(desk.worst, is_linked)
    is_late, is_out = False, False
    for day in range(len(desk.worst)):
        desk.is_tight[day] = desk.worst[day] < NO_PRIORITY
        is_late |= desk.is_tight[day]
        is_out |= desk.is_tight[day] and not desk.is_open[day]
    if is_out:
        for day in range(len(desk.worst)):
            desk.is_open[day] |= desk.is_tight[day]
        spread(desk.is_open, is_linked)
    return is_late, is_out


@inlined
def free_late(desk: Desk, centers: Ints) -> None:
    """Give the marked days all their hours again."""
    for place in range(len(centers)):
        for day in range(len(desk.is_tight)):
            if desk.is_tight[day]:
                desk.room[centers[place], day] = desk.above[centers[place], day]
