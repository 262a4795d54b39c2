"""Who asks a node for what, what it has to give, and how the one is matched with the other."""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    ARRIVAL,
    ASKED,
    BOTTOM,
    BY_INPUT,
    BY_WAY,
    CLAIM_DAY,
    CLAIM_LIFE,
    CLAIM_RANK,
    CLAIM_UNITS,
    DUE,
    FINISH,
    LAST,
    LAST_DAY,
    LEFT,
    LIFE,
    MAKER,
    MAKERS_INPUT,
    NEED,
    NO_PRIORITY,
    ON,
    OPTION,
    PARENT,
    PRIORITY,
    RANK,
    START,
    TOP,
    UNITS_LEFT,
    WAY,
    WHO,
    WHOSE_LOT,
    Days,
    Ints,
)
from backend.engine.whole.sizes import times


@inlined
def arrivals_of(
    scheduled: Ints, on_hand: int, rows: Days, units: Ints, early: Ints, count: int, arrivals: Ints
) -> None:
    """What comes in by day, stock without a last day on the first."""
    days = len(arrivals)
    for day in range(days):
        arrivals[day] = scheduled[day]
    arrivals[0] += on_hand
    for lot in range(count):
        ahead = early[lot] if rows[DUE, lot] < rows[FINISH, lot] else 0
        if ahead > 0:
            arrivals[rows[DUE, lot]] += ahead
        if rows[FINISH, lot] < days:
            arrivals[rows[FINISH, lot]] += units[lot] - ahead


@leaf
def find_early(
    rows: Days, units: Ints, count: int, way_options: Ints, step_at: Ints, step_finish: Days, step_done: Ints,
    claim: Ints, claims: int, early: Ints,
) -> bool:  # fmt: skip
    """Find what of lots that are late for want of hours is done by their day; whether there is any.

    It is there by then where others wait for the lot than those of the best priority, so that these do not wait for theirs.
    """
    days = rows.shape[1]
    found = False
    for lot in range(count):
        early[lot] = 0
        due, finish = rows[DUE, lot], rows[FINISH, lot]
        if finish <= due:
            continue
        done = units[lot]
        option = way_options[rows[WAY, lot]] + rows[OPTION, lot]
        for step in range(step_at[option], step_at[option + 1]):
            if step_finish[step, lot] > due + 1:
                done = min(done, step_done[step, lot])
        end = rows[NEED, lot + 1] if lot + 1 < count else days
        best, worst = NO_PRIORITY, -1
        for at in range(claims):
            rank, day = claim[at, CLAIM_RANK], claim[at, CLAIM_DAY]
            if rank >= 0 and rows[NEED, lot] <= day < end:
                best, worst = min(best, rank), max(worst, rank)
        if worst > best:
            early[lot] = done
            found |= done > 0
    return found


@leaf
def supplies_of(
    life: int, on_hand: int, dated: Ints, first: int, last: int, arrivals: Ints,
    supply: Ints, latest: Ints,
) -> int:  # fmt: skip
    """Write down arrival, last usable day and units of all supplies, in the order of arrival; how many.

    `latest` says by day how many are there.
    """
    never = 4 * len(arrivals) + 4_000_000
    filled = 0
    for place in range(first, last):
        supply[filled, ARRIVAL] = 0
        supply[filled, LAST_DAY] = dated[place, LAST]
        supply[filled, UNITS_LEFT] = dated[place, LEFT]
        filled += 1
    supply[filled, ARRIVAL] = 0
    supply[filled, LAST_DAY] = never
    supply[filled, UNITS_LEFT] = on_hand
    filled += 1
    for day in range(len(arrivals)):
        units = arrivals[day] - (on_hand if day == 0 else 0)
        if units > 0:
            supply[filled, ARRIVAL] = day
            supply[filled, LAST_DAY] = day + life if life >= 0 else never
            supply[filled, UNITS_LEFT] = units
            filled += 1
        latest[day] = filled
    return filled


@leaf
def claims_of(
    fixed_out: Ints, lines: Ints, first: int, last: int, user: Ints, first_user: int, last_user: int,
    entry: Ints, way_at: Ints, lots: Days, sizes: Ints, lot_count: Ints, parts: Days, part_sizes: Ints,
    part_count: Ints, parted_until: int, claim: Ints,
) -> int:  # fmt: skip
    """Write down rank, day, units, life, who and lot of all who ask for units of a node; how many.

    At equal rank and day papers come first, then lines, then makers in the order of their nodes. Lots that begin
    by a day (`parted_until`) ask by their parts, where they have any; those are numbered behind the days.
    """
    days = len(fixed_out)
    filled = 0
    for day in range(days):
        if fixed_out[day] > 0:
            fill(claim[filled], -1, day, fixed_out[day], 0, 0, -1, -1, -1)
            filled += 1
    for line in range(first, last):
        if lines[line, ON] < days:
            fill(
                claim[filled], lines[line, RANK], lines[line, ON], lines[line, ASKED],
                lines[line, LIFE], line, -1, -1, -1,
            )  # fmt: skip
            filled += 1
    for each in range(first_user, last_user):
        parent, way, line = user[each, PARENT], user[each, BY_WAY], user[each, BY_INPUT]
        top, bottom = entry[line, TOP], entry[line, BOTTOM]
        rows, units = lots[parent], sizes[parent]
        is_only = way_at[parent + 1] - way_at[parent] == 1
        part, part_units, last_part, place = (
            parts[parent],
            part_sizes[parent],
            part_count[parent],
            0,
        )
        for lot in range(lot_count[parent]):
            start = rows[START, lot]
            if start < days and (is_only or rows[WAY, lot] == way):
                if place < last_part and start <= parted_until:
                    while place < last_part and part[NEED, place] < rows[NEED, lot]:
                        place += 1
                    drawn, total, is_parted = 0, 0, False
                    while place < last_part and part[NEED, place] == rows[NEED, lot]:
                        total += part_units[place]
                        made = times(total, top, bottom) - drawn
                        drawn += made
                        fill(claim[filled], part[PRIORITY, place], start, made, 0, -1 - each, days + place, parent, line)  # fmt: skip
                        filled += 1
                        place += 1
                        is_parted = True
                    if is_parted:
                        continue
                made = times(units[lot], top, bottom)
                fill(claim[filled], rows[PRIORITY, lot], start, made, 0, -1 - each, lot, parent, line)  # fmt: skip
                filled += 1
    return filled


@inlined
def fill(
    row: Ints,
    rank: int,
    day: int,
    units: int,
    life: int,
    who: int,
    lot: int,
    maker: int,
    entry: int,
) -> None:
    row[CLAIM_RANK] = rank
    row[CLAIM_DAY] = day
    row[CLAIM_UNITS] = units
    row[CLAIM_LIFE] = life
    row[WHO] = who
    row[WHOSE_LOT] = lot
    row[MAKER] = maker
    row[MAKERS_INPUT] = entry


@leaf
def sort_claims(claim: Ints, count: int, order: Ints, spare: Ints, bucket: Ints, days: int) -> None:
    """Put claims in the order of service, best rank first, then the earlier day.

    Many stand in that order as they are. Else they are counted by rank and day; there are few ranks,
    and `spare` numbers those that there are.
    """
    latest, is_sorted = -days, True
    for place in range(count):
        key = claim[place, CLAIM_RANK] * days + claim[place, CLAIM_DAY]
        is_sorted &= key >= latest
        latest = key
        order[place] = place
    if is_sorted:
        return
    for rank in range(NO_PRIORITY + 2):
        spare[rank] = 0
    for place in range(count):
        spare[claim[place, CLAIM_RANK] + 1] = 1
    known = 0
    for rank in range(NO_PRIORITY + 2):
        if spare[rank]:
            spare[rank] = known
            known += 1
    for key in range(known * days + 1):
        bucket[key] = 0
    for place in range(count):
        bucket[spare[claim[place, CLAIM_RANK] + 1] * days + claim[place, CLAIM_DAY] + 1] += 1
    for key in range(known * days):
        bucket[key + 1] += bucket[key]
    for place in range(count):
        key = spare[claim[place, CLAIM_RANK] + 1] * days + claim[place, CLAIM_DAY]
        order[bucket[key]] = place
        bucket[key] += 1


@inlined
def standing(onward: Ints, place: int) -> int:
    """Follow the way from a supply to the next that is not used up, and shorten it."""
    while onward[place] != place:
        onward[place] = onward[onward[place]]
        place = onward[place]
    return place


@inlined
def take(supply: Ints, link: Ints, filled: int, claim: int, place: int, left: int) -> int:
    """Take what is there of a supply, and write it down."""
    taken = min(left, supply[place, UNITS_LEFT])
    supply[place, UNITS_LEFT] -= taken
    link[filled, 0] = claim
    link[filled, 1] = place
    link[filled, 2] = taken
    return taken


@leaf
def dated_supply(supply: Ints, count: int, day: int, life: int, after: Ints) -> int:
    """Where lots expire, what a claim takes next; -1: nothing.

    Among those there by its day the one that expires first, the later at a tie; else the first after it.
    """
    best = -1
    place = standing(after, 1)
    while place <= count:
        arrival, until = supply[place - 1, ARRIVAL], supply[place - 1, LAST_DAY]
        if until >= max(day, arrival) + life:
            if arrival > day:
                return place - 1 if best < 0 else best
            if best < 0 or until <= supply[best, LAST_DAY]:
                best = place - 1
            if arrival > 0 and place < count and until < supply[place, LAST_DAY]:
                # What comes later keeps longer, so that nothing better follows.
                return best
        place = standing(after, place + 1)
    return best


@inlined
def stand_all(supply: Ints, supplies: int, after: Ints) -> None:
    """Let every supply lead to the next of which something is left, itself included."""
    for place in range(supplies + 2):
        after[place] = place
    for place in range(supplies):
        if supply[place, UNITS_LEFT] <= 0:
            after[place + 1] = place + 2


@leaf
def allocate_dated(
    claim: Ints, order: Ints, claims: int, supply: Ints, supplies: int, link: Ints, after: Ints
) -> int:
    """As `allocate`, where lots expire."""
    stand_all(supply, supplies, after)
    filled = 0
    for at in range(claims):
        row = claim[order[at]]
        left = row[CLAIM_UNITS]
        while left > 0:
            place = dated_supply(supply, supplies, row[CLAIM_DAY], row[CLAIM_LIFE], after)
            if place < 0:
                break
            left -= take(supply, link, filled, at, place, left)
            filled += 1
            if supply[place, UNITS_LEFT] == 0:
                after[place + 1] = place + 2
    return filled


@leaf
def allocate(
    claim: Ints, order: Ints, claims: int, supply: Ints, supplies: int, link: Ints,
    before: Ints, after: Ints, latest: Ints,
) -> int:  # fmt: skip
    """Give every claim its units in the order of service: rows of claim, supply and units; how many.

    Claims are numbered in that order. What is used up is stepped over from then on: `before` and
    `after` lead to the next supply that is not, places counted from 1.
    """
    for place in range(supplies + 2):
        before[place] = place
        after[place] = place
    for place in range(supplies):
        if supply[place, UNITS_LEFT] <= 0:
            before[place + 1], after[place + 1] = place, place + 2
    filled = 0
    for at in range(claims):
        row = claim[order[at]]
        left, there = row[CLAIM_UNITS], latest[row[CLAIM_DAY]]
        place = there
        while left > 0:
            place = standing(before, place)
            if place == 0:
                break
            left -= take(supply, link, filled, at, place - 1, left)
            filled += 1
            if supply[place - 1, UNITS_LEFT] == 0:
                before[place], after[place] = place - 1, place + 1
        place = there + 1
        while left > 0:
            place = standing(after, place)
            if place > supplies:
                break
            left -= take(supply, link, filled, at, place - 1, left)
            filled += 1
            if supply[place - 1, UNITS_LEFT] == 0:
                before[place], after[place] = place - 1, place + 1
    return filled
