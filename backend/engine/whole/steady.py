"""Netting the days of a node that is got in one way, in the same time whatever its units, for a day at a time.

So are most. Which day a lot is for and how large it is come first, without a guess a day; the rest of a lot follows from tables.
"""

from backend.engine.whole.compiled import inlined
from backend.engine.whole.layout import (
    EARLIEST,
    LATEST,
    MAXIMUM,
    MORE,
    NEED,
    START,
    TARGET,
    WAY,
    Days,
    Ints,
    Ranks,
)
from backend.engine.whole.lots import finished


@inlined
def lots_before(rows: Days, count: int, day: int, possible: int) -> int:
    """How many lots of a node are planned by the days before a day."""
    found = 0
    if day > possible:
        while found < count and rows[NEED, found] < day:
            found += 1
    return found


@inlined
def short_since(balance: Ints, safety: int, day: int) -> int:
    """Since when a node is short without a break on the eve of a day; -1 where it is not."""
    since = day
    while since > 0 and balance[since - 1] < safety:
        since -= 1
    return since if since < day else -1


@inlined
def is_steady(way: Ints, first: int, last: int, rhythm: Ints, cover: int) -> bool:
    """Whether a node is got in one way, in the same time whatever its units, for a day at a time and no more than is short."""
    is_plain = way[first, MAXIMUM] <= 0 and way[first, MORE] == 0
    return is_plain and last - first == 1 and rhythm[first] >= 0 and cover <= 1


@inlined
def shift(rows: Days, units: Ints, begin: int, end: int, old: int) -> None:
    """Move lots that stand as they stood to their new places."""
    ahead = old - begin
    for column in range(START, EARLIEST + 1):
        move(rows[column], begin, end, ahead)
    move(units, begin, end, ahead)


@inlined
def move(row: Days | Ints, begin: int, end: int, ahead: int) -> None:
    """Move what stands so many places ahead, or behind where that is less than nothing."""
    if ahead > 0:
        for place in range(begin, end):
            row[place] = row[place + ahead]
    elif ahead < 0:
        for place in range(end - 1, begin - 1, -1):
            row[place] = row[place + ahead]


@inlined
def net_steady(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Ranks, safety: int, possible: int, known: int,
    minimum: int, multiple: int, starts: Days, targets: Days, rows: Days, units: Ints, balance: Ints,
    begin: int, end: int, needs: Days, sizes: Ints,
) -> tuple[int, bool, int, int]:  # fmt: skip
    """The same as `net_plain`, for a node whose lots have one way, no maximum, one day of needs and a row in `start_for`.

    `needs` and `sizes` are room to work in.
    """
    level, since = on_hand, -1
    if begin > 0:
        level, since = balance[begin - 1], short_since(balance, safety, begin)
    low = lots_before(rows, known, begin, possible)
    found, until = walk_days(
        level, scheduled, gross, safety, possible, minimum, multiple, since, begin, end, needs, sizes, balance
    )  # fmt: skip
    old = known if until == len(gross) else lots_before(rows, known, until, possible)
    high = low + found
    made = high + known - old
    if high != old:
        shift(rows, units, high, made, old)
    is_other = write_all(rows, units, low, high, old, starts, targets, needs, sizes)
    low = max(low - 1, 0)
    return made, is_other | finished(rows, asked, low, high, made), low, high


@inlined
def walk_days(
    level: int, scheduled: Ints, gross: Ints, safety: int, possible: int, minimum: int, multiple: int,
    since: int, begin: int, end: int, needs: Days, sizes: Ints, balance: Ints,
) -> tuple[int, int]:  # fmt: skip
    """Write down the day of need and the units of each lot; how many lots there are, and the day before which the walk stopped."""
    days, made = len(gross), 0
    for day in range(begin, days):
        level += scheduled[day] - gross[day]
        if level >= safety:
            since = -1
        else:
            since = day if since < 0 else since
            if day >= possible:
                lot = max(safety - level, minimum)
                if multiple > 1:
                    lot = (lot + multiple - 1) // multiple * multiple
                needs[made] = since
                sizes[made] = lot
                level += lot
                made += 1
                since = -1
        if day >= end and since < 0 and level == balance[day]:
            return made, day + 1
        balance[day] = level
    return made, days


@inlined
def write_all(
    rows: Days, units: Ints, low: int, high: int, old: int, starts: Days, targets: Days, needs: Days, sizes: Ints
) -> bool:  # fmt: skip
    """Write the lots of the usual way down, with when they begin and are there; whether one differs from those that stood there."""
    is_any = high != old
    for lot in range(low, high):
        need, made = needs[lot - low], sizes[lot - low]
        start, target = starts[need], targets[need]
        is_other = (
            lot >= old
            or rows[NEED, lot] != need
            or units[lot] != made
            or rows[WAY, lot] != 0
            or rows[LATEST, lot] != start
            or rows[TARGET, lot] != target
        )
        if is_other:
            rows[START, lot] = start
            is_any = True
        rows[NEED, lot] = need
        units[lot] = made
        rows[WAY, lot] = 0
        rows[LATEST, lot] = start
        rows[TARGET, lot] = target
    return is_any
