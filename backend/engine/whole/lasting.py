"""Who gets what of what expires."""

from backend.engine.whole.claims import allocate_dated, dated_supply, stand_all, take
from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import (
    ARRIVAL,
    CLAIM_DAY,
    CLAIM_LIFE,
    CLAIM_UNITS,
    UNITS_LEFT,
    Ints,
)


@leaf
def allocate_lasting(
    claim: Ints, order: Ints, claims: int, supply: Ints, supplies: int, link: Ints, after: Ints, spare: Ints,
    bucket: Ints, days: int,
) -> int:  # fmt: skip
    """As `allocate`, where lots expire; puts the claims in the order in which they are numbered in the links.

    In the order of service each claim is added to those that are in time as long as all of them can be together if they are served
    by day, each with what expires first of what lasts long enough. One that cannot takes what they leave: there by its day
    first, then what comes first after it.
    """
    by_day(claim, order, 0, 0, claims, spare, bucket, days)
    links = take_in_time(claim, spare, claims, supply, supplies, link, after)
    if links >= 0:
        for place in range(claims):
            order[place] = spare[place]
        return links
    timely, at, late, kept = 0, 0, 0, 0
    step = claims // 2
    while at < claims:
        step = min(step, claims - at)
        while step > 0 and not is_in_time(
            claim, order, timely, at, step, supply, supplies, link, after, spare, bucket, days
        ):
            step //= 2
        for _ in range(step):
            order[timely] = order[at]
            timely, at = timely + 1, at + 1
        if step > 0:
            step *= 2
            continue
        # Behind those that are in time, as if nobody came after it; what it takes is gone for all that follow.
        whose = order[at]
        by_day(claim, order, timely, at, 0, spare, bucket, days)
        spare[timely] = whose
        links = allocate_dated(claim, spare, timely + 1, supply, supplies, link, after)
        for each in range(links):
            place, units = link[each, 1], link[each, 2]
            if link[each, 0] < timely:
                supply[place, UNITS_LEFT] += units
                continue
            kept += 1
            link[len(link) - kept, 0] = late
            link[len(link) - kept, 1] = place
            link[len(link) - kept, 2] = units
        late += 1
        spare[len(spare) - late] = whose
        at, step = at + 1, 1
    by_day(claim, order, timely, timely, 0, spare, bucket, days)
    for place in range(timely):
        order[place] = spare[place]
    for place in range(late):
        order[timely + place] = spare[len(spare) - 1 - place]
    filled = allocate_dated(claim, order, timely, supply, supplies, link, after)
    turn_round(link, kept)
    for each in range(kept):
        row = link[len(link) - kept + each]
        link[filled, 0] = timely + row[0]
        link[filled, 1] = row[1]
        link[filled, 2] = row[2]
        filled += 1
    return filled


@leaf
def turn_round(link: Ints, count: int) -> None:
    """Turn the order of the last rows round."""
    low, high = len(link) - count, len(link) - 1
    while low < high:
        for column in range(3):
            link[low, column], link[high, column] = link[high, column], link[low, column]
        low, high = low + 1, high - 1


@leaf
def by_day(
    claim: Ints, order: Ints, timely: int, at: int, more: int, spare: Ints, bucket: Ints, days: int
) -> None:
    """The first claims and some more from a place on by their days, and on one day as they stand."""
    for day in range(days + 1):
        bucket[day] = 0
    for each in range(timely + more):
        place = each if each < timely else at + each - timely
        bucket[claim[order[place], CLAIM_DAY] + 1] += 1
    for day in range(days):
        bucket[day + 1] += bucket[day]
    for each in range(timely + more):
        place = each if each < timely else at + each - timely
        day = claim[order[place], CLAIM_DAY]
        spare[bucket[day]] = order[place]
        bucket[day] += 1


@leaf
def is_in_time(
    claim: Ints, order: Ints, timely: int, at: int, more: int, supply: Ints, supplies: int, link: Ints, after: Ints,
    spare: Ints, bucket: Ints, days: int,
) -> bool:  # fmt: skip
    """Whether the first claims and some more are all in time if they are served by day; nothing is taken."""
    by_day(claim, order, timely, at, more, spare, bucket, days)
    links = take_in_time(claim, spare, timely + more, supply, supplies, link, after)
    give_back(supply, link, max(links, 0))
    return links >= 0


@leaf
def take_in_time(
    claim: Ints, order: Ints, claims: int, supply: Ints, supplies: int, link: Ints, after: Ints
) -> int:
    """As `allocate_dated` if all claims are in time; if not, nothing is taken and the answer is -1."""
    stand_all(supply, supplies, after)
    filled = 0
    for at in range(claims):
        row = claim[order[at]]
        left = row[CLAIM_UNITS]
        while left > 0:
            place = dated_supply(supply, supplies, row[CLAIM_DAY], row[CLAIM_LIFE], after)
            if place < 0 or supply[place, ARRIVAL] > row[CLAIM_DAY]:
                give_back(supply, link, filled)
                return -1
            left -= take(supply, link, filled, at, place, left)
            filled += 1
            if supply[place, UNITS_LEFT] == 0:
                after[place + 1] = place + 2
    return filled


@inlined
def give_back(supply: Ints, link: Ints, links: int) -> None:
    """Put back what has been taken."""
    for each in range(links):
        supply[link[each, 1], UNITS_LEFT] += link[each, 2]
