"""Netting the days of a node that is got in one way, in the same time whatever its units, for a day at a time.

So are most. Which day a lot is for and how large it is come first, without a guess a day; the rest of a lot follows from tables.
"""

from backend.engine.whole.compiled import inlined
from backend.engine.whole.layout import (
    EARLIEST,
    LATEST,
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
def shift(
    rows: Days, units: Ints, begin: int, end: int, was: Days, was_units: Ints, old: int
) -> None:
    """Move lots that stand as they stood to their new places."""
    ahead = old - begin
    for column in range(START, EARLIEST + 1):
        for lot in range(begin, end):
            rows[column, lot] = was[column, lot + ahead]
    for lot in range(begin, end):
        units[lot] = was_units[lot + ahead]


@inlined
def net_steady(
    on_hand: int, scheduled: Ints, gross: Ints, asked: Ranks, safety: int, possible: int, known: int,
    minimum: int, multiple: int, starts: Days, targets: Days, rows: Days, units: Ints, balance: Ints,
    begin: int, end: int, was: Days, was_units: Ints,
) -> tuple[int, bool, int, int]:  # fmt: skip
    """The same as `net_plain`, for a node whose lots have one way, no maximum, one day of needs and a row in `start_for`."""
    level, since = on_hand, -1
    if begin > 0:
        level, since = balance[begin - 1], short_since(balance, safety, begin)
    low = lots_before(rows, known, begin, possible)
    high, until = walk_days(
        level, scheduled, gross, safety, possible, minimum, multiple, low, since, begin, end,
        rows[NEED], units, balance,
    )  # fmt: skip
    old = known if until == len(gross) else lots_before(was, known, until, possible)
    is_other = write_all(rows, units, low, high, known, starts, targets, was, was_units)
    made = high + known - old
    if high != old:
        is_other = True
        shift(rows, units, high, made, was, was_units, old)
    elif high < made:
        rows[NEED, high], units[high] = was[NEED, high], was_units[high]
    low = max(low - 1, 0)
    return made, is_other | finished(rows, asked, low, high, made), low, high


@inlined
def walk_days(
    level: int, scheduled: Ints, gross: Ints, safety: int, possible: int, minimum: int, multiple: int,
    made: int, since: int, begin: int, end: int, needs: Days, units: Ints, balance: Ints,
) -> tuple[int, int]:  # fmt: skip
    """Write down the day of need and the units of each lot; how many lots there are, and the day before which the walk stopped.

    What is written behind the last lot is not one.
    """
    days = len(gross)
    for day in range(begin, days):
        level += scheduled[day] - gross[day]
        is_short = level < safety
        since = (day if since < 0 else since) if is_short else -1
        is_made = is_short and day >= possible
        lot = max(safety - level, minimum)
        if multiple > 1:
            lot = (lot + multiple - 1) // multiple * multiple
        needs[made] = since
        units[made] = lot
        level += lot if is_made else 0
        made += 1 if is_made else 0
        since = -1 if is_made else since
        if day >= end and since < 0 and level == balance[day]:
            return made, day + 1
        balance[day] = level
    return made, days


@inlined
def write_all(
    rows: Days, units: Ints, low: int, high: int, known: int, starts: Days, targets: Days,
    was: Days, was_units: Ints,
) -> bool:  # fmt: skip
    """Write down when the lots of the usual way begin and are there; whether one differs from those that stood there."""
    needs, ways, begins = rows[NEED], rows[WAY], rows[START]
    latest, due = rows[LATEST], rows[TARGET]
    is_any = high > known
    for lot in range(low, min(high, known)):
        need = needs[lot]
        start, target = starts[need], targets[need]
        is_other = (
            was[NEED, lot] != need
            or was_units[lot] != units[lot]
            or was[WAY, lot] != 0
            or was[LATEST, lot] != start
            or was[TARGET, lot] != target
        )
        if is_other:
            begins[lot] = start
            is_any = True
        ways[lot] = 0
        latest[lot] = start
        due[lot] = target
    for lot in range(max(low, known), high):
        need = needs[lot]
        ways[lot] = 0
        begins[lot] = starts[need]
        latest[lot] = starts[need]
        due[lot] = targets[need]
    return is_any
